"""Where a line may not break, and where a word that is too long for its column may."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_UNIT = (
    "(?:Working Days?|WDs?|(?:calendar |week)?days?|weeks?|months?|years?|hours?|minutes?|seconds?"
    "|per cent|million|billion|[kMGT]B|[kMG]?Wh?|kHz|[MG]Hz|km|[mc]?m|ms|am|pm)"
)
_KEPT = re.compile(
    rf"((?<![\w.])[0-9]{{1,2}} {_MONTH}\b(?: [0-9]{{4}}\b)?"
    rf"|\b{_MONTH} [0-9]{{4}}\b"
    rf"|(?<![\w.-])£?[0-9][0-9,.]* {_UNIT}\b"
    r"|(?<![\w-])(?:\+44|0[0-9]{2,4})(?: [0-9]{3,4}){1,3}(?![\w-])"
    r"|(?<![\w-])(?:[Cc]ut-off|[Gg]o-live)s?(?![\w-]))"
)
# What has more letters is no word or address that anybody reads: in a narrow column it would make a
# row of several pages, which Typst cannot always tag.
_NO_WORD = 200
# After these a long word is broken rather than anywhere.
_AFTER = re.compile(r"[^/\-_.,&=?:\u00a0]*[/\-_.,&=?:\u00a0]+|[^/\-_.,&=?:\u00a0]+")


def apart(text: str) -> list[str]:
    """The text in pieces, of which every second is kept on one line.

    Those are dates, numbers with their units, telephone numbers, "cut-off" and "go-live".
    """
    return _KEPT.split(text)


def pieces_of(text: str, letters: int) -> Iterator[str]:
    """The text in pieces between which a line may break, where a word has more letters than so."""
    start = 0
    for word in re.finditer(r"[^ ]+", text):
        if not letters < len(word[0]) <= _NO_WORD:
            continue
        yield text[start : word.start()]
        yield from _parts(word[0], letters)
        start = word.end()
    yield text[start:]


def _parts(word: str, letters: int) -> Iterator[str]:
    for part in _AFTER.findall(word):
        yield from (part[at : at + letters] for at in range(0, len(part), letters))
