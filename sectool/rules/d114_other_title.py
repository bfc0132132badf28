"""A text gives something a title that is not the register's.

A title is in quotation marks next to the id or the label, or one of the two in brackets behind the
other. A modification may also go by a title that it had before. In brackets without quotation
marks, behind a dash or a colon, much else is possible: only what is nearly the title, or that of
another, counts, and any other line of a list whose lines name ids and their titles.

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
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from sectool.diagnostic import Finding, Severity
from sectool.model.register import Register
from sectool.prose.readings import IdInText, Span, ids_in
from sectool.prose.texts import Passage, texts_of
from sectool.prose.titles import (
    FAR,
    Titles,
    folded,
    looks_like_a_title,
    rest_of_line,
    title_before,
    title_behind,
)
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
_ROW = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?(?=[A-Z])", re.MULTILINE)
_AHEAD = re.compile(rf"{_QUOTED}\s*\($")
_SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?)|wr(?:ote|ites?)|told|ask(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied))\b[^.;]*$"
)
# Fewer words in quotation marks may be a term or a turn of phrase: “MP143 ‘as is’”.
_A_NAME = 3


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
    for passage in texts_of(register):
        text = passage.text
        if passage.has_digits:
            ids = [
                found for found in ids_in(text, register.ids) if found.id in register.modifications
            ]
            for found in ids:
                yield from _beside(passage, found.span, found.words, found.id, modifications())
            if len(ids) > 1:
                yield from _in_rows(passage, ids, modifications)
        if any(kind in text for kind in kinds):
            for match in a_label.finditer(text):
                label = match.group()
                yield from _beside(passage, match.span(), label, label, documents())


def _beside(
    passage: Passage, span: Span, words: str, name: str, titles: Titles
) -> Iterator[Finding]:
    text, (start, end) = passage.text, span
    alone = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
    quoted = _BEHIND.match(text, end)
    if quoted is None and alone:
        quoted = _AHEAD.search(text, max(0, start - FAR), start)
    if quoted is not None:
        group = quoted.lastgroup or ""
        given, place = quoted[group], quoted.span(group)
        # "In MP143, ‘Device’ means …", "what a ‘Device’ is (MP143)": a term, and no title.
        apart = alone or quoted.groupdict().get("apart") is not None
        term = len(given.split()) < _A_NAME and (apart or given[:1].islower())
        spoken = _SPOKEN.search(text, max(0, start - FAR), start) is not None
        wrong = not titles.fits(name, given) and (
            not (term or spoken) or titles.nearly(name, given) or bool(titles.others(name, given))
        )
    elif (bracket := _BRACKET.match(text, end)) is not None:
        given, place = bracket["bracket"], bracket.span("bracket")
        wrong = not titles.fits(name, given) and (
            titles.nearly(name, given) or bool(titles.others(name, given))
        )
    elif (dash := _DASH.match(text, end)) is not None:
        place = title_behind(text, dash.end(), name, titles)
        given = text[slice(*place)]
        wrong = bool(given)
    elif alone:
        place = title_before(text, start - 1, titles)
        given = text[slice(*place)]
        wrong = bool(given) and bool(titles.others(name, given))
    else:
        return
    if wrong:
        yield _finding(passage, place, words, name, titles)


def _finding(passage: Passage, place: Span, words: str, name: str, titles: Titles) -> Finding:
    given = " ".join(passage.text[slice(*place)].split())
    others = titles.others(name, given)
    whose = f"that is {_listed(others)}; " if others else ""
    return Finding(
        f"{' '.join(words.split())} is {titles.shown[name]!r}, not {given!r}",
        passage.at(place),
        f"{whose}write the title that the register has",
    )


def _in_rows(
    passage: Passage, ids: list[IdInText], known: Callable[[], Titles]
) -> Iterator[Finding]:
    """Lines of an id and something else, where the same stands in another with its title."""
    text = passage.text
    starts = {match.end() for match in _ROW.finditer(text)}
    rows = []
    for found in ids:
        dash = _DASH.match(text, found.span[1])
        if dash is not None and found.span[0] in starts:
            line = rest_of_line(text, dash.end()).rstrip(" \t.,;")
            rows.append((found, (dash.end(), dash.end() + len(line)), line))
    if len(rows) < 2 or not any(known().fits(found.id, line) for found, _, line in rows):
        return
    titles = known()
    for found, place, line in rows:
        start, end = title_behind(text, place[0], found.id, titles)
        if start != end or titles.fits(found.id, line) or titles.begins(found.id, line):
            continue
        if looks_like_a_title(line):
            yield _finding(passage, place, found.words, found.id, titles)


def _of_modifications(register: Register) -> Titles:
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

    return Titles({id_: found.title for id_, found in modifications.items()}, titles, {})


def _of_documents(register: Register) -> Titles:
    shown = {found.label: found.title for found in register.documents.values()}
    acronyms = {folded(term): folded(found.means) for term, found in register.glossary.items()}
    return Titles(shown, lambda label: (shown[label],), acronyms)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
