"""A text gives something a title that is not the register's.

A title stands in quotation marks beside the id or the label, or one of the two in brackets
behind the other. A modification may also go by a title that it had before. In brackets without
quotation marks, behind a dash or a colon, much else can stand: only what is nearly the title, or
that of another, counts, and any other line of a list whose lines name ids and their titles.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It goes with MP002 ‘One more change’.    # D114

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It goes with MP002 ‘Another change’ and amends Section H ‘DCC Services’.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import islice

from sectool.diagnostic import Finding, Severity
from sectool.model.register import Register
from sectool.prose.readings import SaidId, Span, ids_in
from sectool.prose.texts import Said, texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"documents", "glossary", "modifications"}
ABOUT = {"document"}

_QUOTED = (
    r"(?:“(?P<double>[^“”]{1,200})”|‘(?P<single>(?:[^‘’]|’(?=\w)){1,200})’"
    r"|(?<![^\s(\[,:])(?:\"(?P<straight>[^\"]{1,200})\"|'(?P<plain>(?:[^']|'(?=\w)){1,200})'(?!\w)))"
)
_BEHIND = re.compile(rf"(?P<apart>[,:])?\s*\(?{_QUOTED}")
_BRACKET = re.compile(r"\s+\((?P<bracket>[^()‘’“”\"]{1,200})\)")
_DASH = re.compile(r"(?::|\s+[-\N{EN DASH}\N{EM DASH}])\s+(?=\S)")
_END_OF_TITLE = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}](?=\s|$)|[,;:.](?=\s|$)|\s\(|\*|$")
_ROW = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?(?=[A-Z])", re.MULTILINE)
_A_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|may|must|not|now)\b")
_AHEAD = re.compile(rf"{_QUOTED}\s*\($")
_PART = re.compile(r"[Pp]art [0-9A-Za-z]+")
_SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?)|wr(?:ote|ites?)|told|ask(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied))\b[^.;]*$"
)
# Fewer words in quotation marks may be a term or a turn of phrase: MP143 ‘as is’.
_A_NAME = 3
_LEFT_OUT = re.compile(r"\s*[\[(]?(?:…|\.{3})[\])]?\s*")
# How much of a title has to agree for another wording to be a slip of it.
_NEARLY = 0.75
_WORD = re.compile(r"\S+")
_FAR = 200  # the longest title that is looked for
_MOST_ENDS = 6  # how many dashes, commas and stops a title may have in it
# A title of one or two short words may end any sentence by chance.
_TELLING = 12


class _Titles:
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
        pieces = [_folded(piece) for piece in _LEFT_OUT.split(words)]
        if len(pieces) > 1:
            return any(_is_made_of(title, pieces) for title in known)
        return self._meant(pieces[0]) in known

    def begins(self, name: str, words: str) -> bool:
        """Whether the words are the first ones of a title."""
        return any(title.startswith(_folded(words) + " ") for title in self._known(name))

    def others(self, name: str, words: str) -> tuple[str, ...]:
        """What else goes by these words."""
        found = self.owners.get(self._meant(_folded(words)), ())
        return () if name in found else found

    def nearly(self, name: str, words: str) -> bool:
        return self.likeness(name, words) >= _NEARLY

    def likeness(self, name: str, words: str) -> float:
        """How much of the nearest title agrees, up to 1; 0 where that is not nearly all."""
        folded = _folded(words)
        found = 0.0
        for title in self._known(name):
            matcher = SequenceMatcher(None, folded, title)
            # Most have nothing in common, which takes less to tell.
            if matcher.real_quick_ratio() >= _NEARLY and matcher.quick_ratio() >= _NEARLY:
                found = max(found, matcher.ratio())
        return found

    def _known(self, name: str) -> set[str]:
        if name not in self._folded:
            self._folded[name] = {_folded(title) for title in self.of(name)}
        return self._folded[name]

    def _meant(self, folded: str) -> str:
        return self.acronyms.get(folded, folded)


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications", "documents", "glossary"):
        return
    # Most texts name nothing: the titles are only gathered once one does.
    modifications = cache(lambda: _of_modifications(register))
    documents = cache(lambda: _of_documents(register))
    labels = sorted((found.label for found in register.documents.values()), key=len, reverse=True)
    kinds = {label.split()[0] for label in labels}
    alternatives = "|".join(map(re.escape, labels))
    a_label = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w|\.[0-9])")
    for said in texts_of(register):
        text = said.text
        if said.has_digits:
            ids = [found for found in ids_in(text) if found.id in register.modifications]
            for found in ids:
                yield from _beside(said, found.span, found.words, found.id, modifications())
            if len(ids) > 1:
                yield from _in_rows(said, ids, modifications)
        if any(kind in text for kind in kinds):
            for match in a_label.finditer(text):
                label = match.group()
                yield from _beside(said, match.span(), label, label, documents())


def _beside(said: Said, span: Span, words: str, name: str, titles: _Titles) -> Iterator[Finding]:
    text, (start, end) = said.text, span
    alone = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
    quoted = _BEHIND.match(text, end)
    if quoted is None and alone:
        quoted = _AHEAD.search(text, max(0, start - _FAR), start)
    if quoted is not None:
        group = quoted.lastgroup or ""
        given, place = quoted[group], quoted.span(group)
        # "In MP143, ‘Device’ means …", "what a ‘Device’ is (MP143)": a term, and no title.
        apart = alone or quoted.groupdict().get("apart") is not None
        term = len(given.split()) < _A_NAME and (apart or given[:1].islower())
        spoken = _SPOKEN.search(text, max(0, start - _FAR), start) is not None
        wrong = not titles.fits(name, given) and (
            not (term or spoken) or titles.nearly(name, given) or bool(titles.others(name, given))
        )
    elif (bracket := _BRACKET.match(text, end)) is not None:
        given, place = bracket["bracket"], bracket.span("bracket")
        wrong = not titles.fits(name, given) and (
            titles.nearly(name, given) or bool(titles.others(name, given))
        )
    elif (dash := _DASH.match(text, end)) is not None:
        place = _title_behind(text, dash.end(), name, titles)
        given = text[slice(*place)]
        wrong = bool(given)
    elif alone:
        place = _title_before(text, start - 1, titles)
        given = text[slice(*place)]
        wrong = bool(given) and bool(titles.others(name, given))
    else:
        return
    if wrong:
        yield _told(said, place, words, name, titles)


def _told(said: Said, place: Span, words: str, name: str, titles: _Titles) -> Finding:
    given = " ".join(said.text[slice(*place)].split())
    others = titles.others(name, given)
    whose = f"that is {_listed(others)}; " if others else ""
    return Finding(
        f"{' '.join(words.split())} is {titles.shown[name]!r}, not {given!r}",
        said.at(place),
        f"{whose}write the title that the register has",
    )


def _title_behind(text: str, place: int, name: str, titles: _Titles) -> Span:
    """What surely is a wrong title from a place on, wherever it ends in its line; else nothing."""
    line = _rest_of_line(text, place)
    ends = islice(_END_OF_TITLE.finditer(line), _MOST_ENDS)
    pieces = [line[: end.start()].rstrip() for end in ends]
    if any(titles.fits(name, piece) or titles.begins(name, piece) for piece in pieces if piece):
        return place, place
    for piece in pieces:
        if len(piece) >= _TELLING and titles.others(name, piece):
            return place, place + len(piece)
    likeness, piece = max((titles.likeness(name, piece), piece) for piece in pieces)
    return place, place + (len(piece) if likeness >= _NEARLY else 0)


def _in_rows(said: Said, ids: list[SaidId], known: Callable[[], _Titles]) -> Iterator[Finding]:
    """Lines of an id and something else, where the same stands in another with its title."""
    text = said.text
    starts = {match.end() for match in _ROW.finditer(text)}
    rows = []
    for found in ids:
        dash = _DASH.match(text, found.span[1])
        if dash is not None and found.span[0] in starts:
            line = _rest_of_line(text, dash.end()).rstrip(" \t.,;")
            rows.append((found, (dash.end(), dash.end() + len(line)), line))
    if len(rows) < 2 or not any(known().fits(found.id, line) for found, _, line in rows):
        return
    titles = known()
    for found, place, line in rows:
        start, end = _title_behind(text, place[0], found.id, titles)
        if start != end or titles.fits(found.id, line) or titles.begins(found.id, line):
            continue
        if _looks_like_a_title(line):
            yield _told(said, place, found.words, found.id, titles)


def _looks_like_a_title(line: str) -> bool:
    return (
        line[:1].isupper()
        and len(line.split()) > 1
        and len(line) < _FAR
        and not _A_SENTENCE.search(line)
        and not any(end.start() < len(line) for end in _END_OF_TITLE.finditer(line))
    )


def _rest_of_line(text: str, place: int) -> str:
    return text[place : place + _FAR].partition("\n")[0]


def _title_before(text: str, place: int, titles: _Titles) -> Span:
    """The longest title of anything that ends at a place; an empty span where none does."""
    words = [*_WORD.finditer(text, max(0, place - _FAR), place)]
    for word in words:
        given = text[word.start() : place].rstrip()
        if len(given) >= _TELLING and _folded(given) in titles.owners:
            return word.start(), word.start() + len(given)
    return place, place


def _of_modifications(register: Register) -> _Titles:
    modifications = register.modifications
    # What was split off had the titles of what it was split from.
    origins: dict[str, list[str]] = {}
    for id_, found in modifications.items():
        for entry in found.history:
            for child in entry.into:
                origins.setdefault(child, []).append(id_)

    def titles(id_: str) -> Iterator[str]:
        for one in (id_, *origins.get(id_, ())):
            found = modifications[one]
            yield found.title
            parts = [*found.parts.values()]
            for entry in found.history:
                yield from (title for title in (entry.title, entry.from_) if title)
                parts += (entry.parts or {}).values()
            yield from (part.title for part in parts if part.title)

    return _Titles({id_: found.title for id_, found in modifications.items()}, titles, {})


def _of_documents(register: Register) -> _Titles:
    shown = {found.label: found.title for found in register.documents.values()}
    acronyms = {_folded(term): _folded(found.means) for term, found in register.glossary.items()}
    return _Titles(shown, lambda label: (shown[label],), acronyms)


_SAME = str.maketrans("’‘–—\u2011", "''---")


def _folded(words: str) -> str:
    """Words without what sets no title apart: case, kinds of dashes, blanks, a last comma."""
    return " ".join(words.translate(_SAME).lower().split()).rstrip(",.;: ")


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


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
