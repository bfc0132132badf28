"""Titles in people's sentences: where one ends, whose it is, and how nearly it is another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice

from sectool.prose.readings import Span

_END_OF_TITLE = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}](?=\s|$)|[,;:.](?=\s|$)|\s\(|\*|$")
_A_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|may|must|not|now)\b")
_PART = re.compile(r"[Pp]art [0-9A-Za-z]+")
_LEFT_OUT = re.compile(r"\s*[\[(]?(?:…|\.{3})[\])]?\s*")
# How much of a title has to agree for another wording to be a slip of it.
_NEARLY = 0.75
_WORD = re.compile(r"\S+")
FAR = 200  # the longest title that is looked for
_MOST_ENDS = 6  # how many dashes, commas and stops a title may have in it
# A title of one or two short words may end any sentence by chance.
_TELLING = 12
# Kinds of dashes and quotation marks: a keyboard has one of each.
_SAME = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys('\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u2033`"', "'")
)
_DASHES = re.compile(r"\s*-+\s*")
_AROUND_A_STROKE = re.compile(r"\s*/\s*")


class Titles:
    """The titles that things go by, folded: `shown` has the one in use, `of` yields every one."""

    def __init__(
        self,
        shown: Mapping[str, str],
        of: Callable[[str], Iterable[str]],
        acronyms: Mapping[str, str],
    ) -> None:
        self.shown, self.of, self.acronyms = shown, of, acronyms
        self._folded: dict[str, set[str]] = {}

    @cached_property
    def owners(self) -> dict[str, tuple[str, ...]]:
        """What goes by each title: only asked for where one does not fit."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.shown:
            for title in self._known(name):
                found[title] = (*found.get(title, ()), name)
        return found

    def fits(self, name: str, words: str) -> bool:
        if _PART.fullmatch(words) or self.shown[name].startswith("("):
            return True  # a part, or "(title not recorded)"
        known = self._known(name)
        pieces = [folded(piece) for piece in _LEFT_OUT.split(words)]
        if len(pieces) > 1:
            return any(_is_made_of(title, pieces) for title in known)
        return self._meant(pieces[0]) in known

    def begins(self, name: str, words: str) -> bool:
        """Whether the words are the first ones of a title."""
        return any(title.startswith(folded(words) + " ") for title in self._known(name))

    def others(self, name: str, words: str) -> tuple[str, ...]:
        """What else goes by these words."""
        found = self.owners.get(self._meant(folded(words)), ())
        return () if name in found else found

    def nearly(self, name: str, words: str) -> bool:
        return self.likeness(name, words) >= _NEARLY

    def likeness(self, name: str, words: str) -> float:
        """How much of the nearest title agrees, up to 1; 0 where that is not nearly all."""
        own = folded(words)
        found = 0.0
        for title in self._known(name):
            matcher = SequenceMatcher(None, own, title)
            # Most have nothing in common, which takes less to tell.
            if matcher.real_quick_ratio() >= _NEARLY and matcher.quick_ratio() >= _NEARLY:
                found = max(found, matcher.ratio())
        return found

    def _known(self, name: str) -> set[str]:
        if name not in self._folded:
            self._folded[name] = {folded(title) for title in self.of(name)}
        return self._folded[name]

    def _meant(self, words: str) -> str:
        return self.acronyms.get(words, words)


def title_behind(text: str, place: int, name: str, titles: Titles) -> Span:
    """What surely is a wrong title from a place on, wherever it ends in its line; else nothing."""
    line = rest_of_line(text, place)
    ends = islice(_END_OF_TITLE.finditer(line), _MOST_ENDS)
    pieces = [line[: end.start()].rstrip() for end in ends]
    if any(titles.fits(name, piece) or titles.begins(name, piece) for piece in pieces if piece):
        return place, place
    for piece in pieces:
        if len(piece) >= _TELLING and titles.others(name, piece):
            return place, place + len(piece)
    likeness, piece = max((titles.likeness(name, piece), piece) for piece in pieces)
    return place, place + (len(piece) if likeness >= _NEARLY else 0)


def title_before(text: str, place: int, titles: Titles) -> Span:
    """The longest title of anything that ends at a place; an empty span where none does."""
    words = [*_WORD.finditer(text, max(0, place - FAR), place)]
    for word in words:
        given = text[word.start() : place].rstrip()
        if len(given) >= _TELLING and folded(given) in titles.owners:
            return word.start(), word.start() + len(given)
    return place, place


def looks_like_a_title(line: str) -> bool:
    return (
        line[:1].isupper()
        and len(line.split()) > 1
        and len(line) < FAR
        and not _A_SENTENCE.search(line)
        and not any(end.start() < len(line) for end in _END_OF_TITLE.finditer(line))
    )


def rest_of_line(text: str, place: int) -> str:
    return text[place : place + FAR].partition("\n")[0]


def folded(words: str) -> str:
    """Words without what sets no title apart: case, kinds of dashes and quotation marks, spaces
    and those around a dash or a stroke, a last comma."""
    plain = " ".join(words.translate(_SAME).lower().split()).rstrip(",.;: ")
    if "-" in plain:
        plain = _DASHES.sub("-", plain)
    return _AROUND_A_STROKE.sub("/", plain) if "/" in plain else plain


def _is_made_of(title: str, pieces: list[str]) -> bool:
    """Whether a title is these pieces in their order, with other words between them."""
    first, *middle, last = pieces
    if not title.startswith(first):
        return False
    place = len(first)
    for piece in middle:
        found = title.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return title[place:].endswith(last)
