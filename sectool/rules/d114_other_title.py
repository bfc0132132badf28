"""A text gives something a title that is not the register's.

A title stands in quotation marks beside the id or the label, or one of the two in brackets
behind the other. A modification may also go by a title that it had before. In brackets without
quotation marks much else can stand: only what is nearly the title, or that of another, counts.

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

from sectool.diagnostic import Finding, Severity
from sectool.model.register import Register
from sectool.rules.common import any_unread
from sectool.rules.prose import Said, texts_of
from sectool.rules.rule import Subject
from sectool.rules.sentences import Span, ids_in

SEVERITY = Severity.WARNING

_QUOTED = (
    r"(?:“(?P<double>[^“”]{1,200})”|‘(?P<single>(?:[^‘’]|’(?=\w)){1,200})’"
    r"|(?<!\w)\"(?P<straight>[^\"]{1,200})\"|(?<!\w)'(?P<plain>(?:[^']|'(?=\w)){1,200})'(?!\w))"
)
_BEHIND = re.compile(rf"(?P<apart>[,:])?\s*\(?{_QUOTED}")
_BRACKET = re.compile(r"\s+\((?P<bracket>[^()‘’“”\"]{1,200})\)")
_AHEAD = re.compile(rf"{_QUOTED}\s*\($")
_PART = re.compile(r"[Pp]art [0-9A-Za-z]+")
_SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?)|wr(?:ote|ites?)|told|ask(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied))\b[^.;]*$"
)
# Fewer words in quotation marks may be a term or a turn of phrase: MP143 ‘as is’.
_A_NAME = 3
# How much of a title has to agree for another wording to be a slip of it.
_NEARLY = 0.75
_WORD = re.compile(r"\S+")
_FAR = 200  # the longest title that is looked for
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

    @cached_property
    def owners(self) -> dict[str, tuple[str, ...]]:
        """What goes by each title: only asked for where one does not fit."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.shown:
            for title in {_folded(title) for title in self.of(name)}:
                found[title] = (*found.get(title, ()), name)
        return found

    def fits(self, name: str, words: str) -> bool:
        if _PART.fullmatch(words) or self.shown[name].startswith("("):
            return True  # a part, or "(title not recorded)"
        folded, known = _folded(words), self._known(name)
        if folded.endswith(("…", "...")):
            start = folded.rstrip("…. ")
            return any(title.startswith(start) for title in known)
        return self._meant(folded) in known

    def others(self, name: str, words: str) -> tuple[str, ...]:
        """What else goes by these words."""
        found = self.owners.get(self._meant(_folded(words)), ())
        return () if name in found else found

    def nearly(self, name: str, words: str) -> bool:
        folded = _folded(words)
        return any(
            SequenceMatcher(None, folded, title).ratio() >= _NEARLY for title in self._known(name)
        )

    def _known(self, name: str) -> set[str]:
        return {_folded(title) for title in self.of(name)}

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
            for found in ids_in(text):
                if found.id in register.modifications:
                    yield from _beside(said, found.span, found.words, found.id, modifications())
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
    elif alone:
        place = _title_before(text, start - 1, titles)
        given = text[slice(*place)]
        wrong = bool(given) and bool(titles.others(name, given))
    else:
        return
    if wrong:
        given = " ".join(given.split())
        others = titles.others(name, given)
        whose = f"that is {_listed(others)}; " if others else ""
        yield Finding(
            f"{words} is {titles.shown[name]!r}, not {given!r}",
            said.at(place),
            f"{whose}write the title that the register has",
        )


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


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
