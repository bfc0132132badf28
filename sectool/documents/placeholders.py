"""The places of a publication where words are still wanted, and how they are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sectool.diagnostic import Address, Path
from sectool.documents.kinds import KINDS, WrittenSection
from sectool.model.elements import Group, Root, all_texts
from sectool.model.meaning import Meaning
from sectool.model.publication import Publication

# An author who writes over a part of a text leaves the rest of it marked. `words wanted` is what
# the mark was called before.
_MARK = re.compile(r"\[(?:TODO|words wanted)(?:: *([^\[\]]*))?\]", re.IGNORECASE)


class Wanted(NamedTuple):
    """A place where words are wanted: the section of `words`, or the keys that lead there."""

    section: str
    hint: str


class PlaceForWords(NamedTuple):
    """The same as a place in the file. `mark` is what stands there; None: nothing does."""

    path: Path
    hint: str
    mark: str | None


def mark(hint: str) -> str:
    """What stands in a file where words are wanted."""
    return f"[TODO: {hint}]"


def split_at_marks(text: str) -> list[str]:
    """A text cut up: what people wrote and, at every second place, a mark."""
    pieces, last = [], 0
    for found in _MARK.finditer(text):
        pieces += [text[last : found.start()], found.group()]
        last = found.end()
    return [*pieces, text[last:]]


def wanted_in(publication: Publication) -> list[Wanted]:
    """Where words are wanted still: a document with such places is no more than a draft."""
    return [
        Wanted(".".join(map(str, path[1:] if _is_section(path) else path)), hint)
        for path, hint, _ in places_wanted(publication)
    ]


def places_wanted(publication: Publication) -> Iterator[PlaceForWords]:
    """The marks in all of a publication's texts, and the sections that it needs and lacks."""
    sections = {section.id: section for section in sections_of(publication.kind)}
    root = Root(Address(""), Group(Publication), publication)
    for text, _, address in all_texts(root, Meaning):
        path = address.path
        for found in _MARK.finditer(text):
            section = sections.get(str(path[1])) if _is_section(path) else None
            hint = (found.group(1) or "").strip() or (section.wants if section is not None else "")
            yield PlaceForWords(path, hint, found.group())
    for section in sections.values():
        if section.need == "needed" and section.id not in publication.words:
            yield PlaceForWords(("words", section.id), section.wants, None)


def sections_of(kind: str) -> tuple[WrittenSection, ...]:
    """The sections that people may write for; a RID has none."""
    return KINDS[kind].words


def _is_section(path: Path) -> bool:
    return len(path) == 2 and path[0] == "words"
