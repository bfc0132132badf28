"""Ids of modifications as people write them: with blanks, in small letters, without their zeros."""

from __future__ import annotations

import re
from collections.abc import Collection

from sectool.importing.cells import SheetCell
from sectool.importing.reading import NOTHING, CellReading, refusal
from sectool.model.id_series import Ids, IdSeries

# Marks of footnotes, and what else stands around an id.
_MARKS = "*†‡#:;,.()[]¹²³ "


def read_id(cell: SheetCell, ids: Ids, there: Collection[str]) -> CellReading:
    """The id that a modification keeps; `there` are those that the register has."""
    if cell.wrong is not None:
        return refusal(cell.wrong)
    text = cell.text
    if not text:
        return NOTHING
    if not ids.series:
        squeezed = _squeezed(text)
        return CellReading(squeezed) if ids.fits(squeezed) else refusal(f"{text!r} is no id")
    found = _ids_in(text, ids)
    if len(found) > 1:
        return refusal(f"{text!r} names {len(found)} modifications; give each a row of its own")
    if re.fullmatch(r"0*[0-9]{1,6}", text):
        return _number_alone(text, ids, there)
    squeezed = _squeezed(text.strip(_MARKS))
    if ids.fits(squeezed):
        marked = squeezed != _squeezed(text)
        return CellReading(ids.kept(squeezed), f"{text!r} without its marks" if marked else "")
    padded = _padded(squeezed, ids)
    if padded is not None:
        also = _of_other_series(squeezed, ids, there)
        if padded not in there and also:
            return refusal(f"{text!r} is {padded}, or {also[0]} without letters; write it out")
        return CellReading(padded, f"{text!r} with the digits of its series")
    # The id with words behind it, such as its title.
    start = re.match(r"\W*([A-Za-z]{1,10}[ -]*[0-9]{1,6}[A-Za-z]?)\b(?=[\s:;,–—-])", text)
    if start is not None and len(found) == 1:
        squeezed = _squeezed(start[1])
        if ids.fits(squeezed):
            return CellReading(ids.kept(squeezed), f"what {_cut(text)!r} begins with")
    such_as = " or ".join(ids.examples())
    return refusal(f"{_cut(text)!r} is no id of a modification, such as {such_as}")


def looks_like_ids(texts: Collection[str], ids: Ids) -> bool:
    """Whether most of some texts are ids as a series has them."""
    fitting = sum(bool(ids.series) and ids.fits(_squeezed(text.strip(_MARKS))) for text in texts)
    return fitting > 0 and fitting * 10 >= 6 * len(texts)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_./-]+", "", text).upper()


def _ids_in(text: str, ids: Ids) -> set[str]:
    prefixes = "|".join(ids.prefixes)
    pattern = rf"(?<![A-Za-z])(?:{prefixes})[ _.-]*[0-9]{{1,6}}(?:[A-Z](?![a-z]))?"
    each = re.findall(pattern, text, re.IGNORECASE)
    named = {ids.kept(_squeezed(one)) for one in each}
    # `MP102/103`: what follows a stroke or an ampersand continues the list.
    return named | set(re.findall(r"(?<=[0-9])\s*[/&,+]\s*([0-9]{2,6})\b", text))


def _number_alone(text: str, ids: Ids, there: Collection[str]) -> CellReading:
    number = int(text)
    either = [
        f"{one.prefix}{number:0{one.digits}}"
        for one in ids.series
        if len(str(number)) <= one.digits and _may_be_of(text, one)
    ]
    known = [id_ for id_ in either if id_ in there]
    if len(known) == 1:
        others = f", since there is no {_or(either, known[0])}" if len(either) > 1 else ""
        return CellReading(known[0], f"{text} with the letters of its series{others}")
    if len(either) == 1 and len(ids.series) == 1:
        return CellReading(either[0], f"{text} with the letters of its series")
    if either:
        return refusal(f"{text} has no letters: it may be {' or '.join(either)}")
    return refusal(f"{text} is no id of a modification")


def _may_be_of(text: str, series: IdSeries) -> bool:
    """A number with zeros before it has all its digits."""
    return not text.startswith("0") or len(text) == series.digits


def _padded(squeezed: str, ids: Ids) -> str | None:
    found = re.fullmatch(r"([A-Z]+)0*([1-9][0-9]*)([A-Z]?)", squeezed)
    if found is None:
        return None
    prefix, number, letter = found.groups()
    id_ = f"{prefix}{int(number):0{ids.digits_of(prefix)}}{letter}"
    return ids.kept(id_) if ids.fits(id_) else None


def _of_other_series(squeezed: str, ids: Ids, there: Collection[str]) -> list[str]:
    """Ids of longer prefixes that have these letters and digits at their end."""
    return sorted(id_ for id_ in there if id_.endswith(squeezed) and id_ != squeezed)


def _or(either: list[str], known: str) -> str:
    return " and no ".join(id_ for id_ in either if id_ != known)


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 40 else line[:39] + "…"
