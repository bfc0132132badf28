"""A text announces a number of things and lists more or fewer.

Something was added or taken out, and the number stayed. Counted are items with marks (dashes,
stars, numbers, letters) behind a colon, enumerations of short items, and ids right behind what is
counted. Where it is open how many items are meant, or to what the number belongs, nothing is said.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    problem: "It amends two documents: Section A, Section H and Schedule 8."    # D115
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    problem: "It amends three documents: Section A, Section H and Schedule 8."
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.model.id_series import Ids
from sectool.prose.lists import COLON, ids_in_a_row, items_after
from sectool.prose.readings import CountInText, counts_in, ids_in, is_plural
from sectool.prose.texts import Passage, texts_of
from sectool.rules.rule import Subject
from sectool.words import count

SEVERITY = Severity.WARNING
ABOUT = {"document"}

_BEGINNING = re.compile(r"[.!?;:]\s|\n")
_BACK = 80  # how far to look back for the start of a sentence
# What may stand between the things and the colon, if the number is to be that of the list.
_BETWEEN = frozenset(
    (
        *("are", "were", "is", "was", "be", "been", "being", "have", "has", "had", "will", "can"),
        *("made", "open", "proposed", "planned", "approved", "changed", "change", "follow", "new"),
        *("listed", "needed", "expected", "due", "left", "below", "here", "recorded", "agreed"),
        *("targeted", "affected", "updated", "amended", "published", "added", "named", "closed"),
        *("converted", "raised", "implemented", "rejected", "withdrawn", "concerned", "involved"),
        *("ahead", "meet", "now", "also", "still", "already", "today", "changes", "to", "come"),
    )
)
_PREPOSITIONS = frozenset(
    ("of", "in", "at", "on", "for", "by", "from", "under", "with", "since", "before", "after")
)
_LINKS = frozenset(("and", "or", "but", "which", "that", "who", "following", "these", "those"))


# "The three modifications MP001, MP002 and MP003".
_OF_IDS = re.compile(
    r"(?:[Mm]odifications|(?:[Mm]odification |[Dd]raft )?[Pp]roposals|[Cc]hanges)\Z"
)
# "Besides the three modifications MP001 and MP002 …": these may be others.
_LEAD_IN = re.compile(
    r"(?:\A|[.!?:;\n]\s*)(?:In|With|Without|Besides?|After|Before|Of|Among|For|Unlike|Like|Once|Since"
    r"|As|When|While|If|Where|Through|By|To)\b[^,.;:!?\n]*\Z"
)
_BEFORE_IDS = re.compile(r"\s+(?P<bracket>\()?")
_GOES_ON = re.compile(r"\s*(?:,?\s*(?:and|or|to|until|etc)\b|[-…\N{EN DASH}]|\.\.|,\s*[A-Z]{2,})")


def check(subject: Subject) -> Iterator[Finding]:
    for passage in texts_of(subject.register):
        if ":" in passage.text:
            yield from _in_text(passage)
        if passage.has_digits:
            yield from _before_ids(passage, subject.register.ids)


def _before_ids(passage: Passage, series: Ids) -> Iterator[Finding]:
    text = passage.text
    ids = {found.span[0]: found for found in ids_in(text, series)}
    for found in counts_in(text, 0, len(text)) if len(ids) > 1 else ():
        behind = _BEFORE_IDS.match(text, found.things_span[1])
        if behind is None or _OF_IDS.search(found.things) is None:
            continue
        if _LEAD_IN.search(text[max(0, found.span[0] - _BACK) : found.span[0]]):
            continue
        listed, end = ids_in_a_row(text, behind.end(), ids)
        closed = text[end : end + 1] == ")" if behind["bracket"] else not _GOES_ON.match(text, end)
        if listed > 1 and closed and listed != found.number:
            yield Finding(
                f"{found.words!r} is said of a list of {count(listed)}",
                passage.at(found.span),
                "correct the number or the list",
            )


def _in_text(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    beginnings = [0, *(beginning.end() for beginning in _BEGINNING.finditer(text))]
    for colon in COLON.finditer(text):
        start = beginnings[bisect_right(beginnings, colon.start()) - 1]
        counts = list(counts_in(text, start, colon.start()))
        # With two numbers in the sentence, either may be that of the list.
        if len(counts) != 1 or not _is_of_the_list(text, counts[0], colon.start()):
            continue
        found, listed = counts[0], items_after(text, colon.end())
        if found.number > 1 and listed is not None and found.number not in listed:
            least, most = listed[0], listed[-1]
            number = count(least) if least == most else f"{count(least)} to {count(most)}"
            yield Finding(
                f"{found.words!r} is said of a list of {number}",
                passage.at(found.span),
                "correct the number or the list",
            )


def _is_of_the_list(text: str, found: CountInText, colon: int) -> bool:
    """Whether what stands between the things and the colon leaves them what is listed."""
    within = False
    for word in text[found.things_span[1] : colon].split():
        lowered = word.lower()
        if not lowered.replace("’", "").replace("'", "").isalnum() or lowered in _LINKS:
            return False
        if lowered in _PREPOSITIONS:
            within = True
        elif lowered not in _BETWEEN and (not within or is_plural(word)):
            return False
    return True
