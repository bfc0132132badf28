"""Where the sentences of a paragraph end, for formats that set each on a line of its own.

Only the look of a source depends on it: a line too many or too few changes nothing that is read.
"""

from __future__ import annotations

import re

# What may stand in a run of words for a note's mark: it belongs to the sentence before it.
MARK = "\ufffc"

# The end of a sentence, what closes with it, a blank that may give way to a new line, and what a
# sentence may begin with. No-break spaces are no such blanks: dates and amounts stay whole.
_END = re.compile(
    rf"(?<=[^\s])(?P<stop>[.!?…]+)[\"'”’)\]{MARK}]*(?P<blank> )(?=[\"'“‘(\[]*[A-Z0-9£€])"
)
_WORD_BEFORE = re.compile(r"[^\s(“‘\"']+$")
# Written with a full stop, and followed by the rest of the sentence.
_SHORT_FORMS = frozenset(
    """
    e.g i.e cf vs viz no nos mr mrs ms dr prof st messrs ltd co plc inc approx para paras art arts
    fig figs app vol ed eds p pp ch cl incl excl est max min ref refs tel v ver vers
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    """.split()  # noqa: SIM905
)
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
# A single letter after one of these is its name, and no initial of a person's.
_LETTERED = frozenset(
    """
    annex appendix area category class group option part path phase schedule section stage step
    table tier
    """.split()  # noqa: SIM905
)
_NUMBER = re.compile(r"[0-9]+")


def ends_of_sentences(text: str) -> list[int]:
    """The places of the blanks between two sentences, in order."""
    return [found.start("blank") for found in _END.finditer(text) if _ends(text, found)]


def _ends(text: str, found: re.Match[str]) -> bool:
    if found["stop"] != ".":
        return True
    before = text[: found.start("stop")]
    match = _WORD_BEFORE.search(before)
    word = match.group() if match else ""
    rest = before[: len(before) - len(word)]
    if word.lower() in _SHORT_FORMS and not (len(word) > 1 and word.isupper()):
        # "No. 5" is short, and "The answer is no. The" ends.
        return word.lower() in ("no", "nos") and not found.string[found.end() :][:1].isdigit()
    if _INITIAL.fullmatch(word):
        last = rest.split()[-1:]
        return "." not in word and last != [] and last[0].lower().strip("(") in _LETTERED
    # "1. Scope" is a number before a title, and "in 2022. The" ends.
    return bool(rest.strip()) or not _NUMBER.fullmatch(word)
