"""What a cell of a known column says: a stage, a release, documents, a tick, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from sectool.dates import Month, When, plainly
from sectool.diagnostic import suggestion
from sectool.importing.cells import SheetCell
from sectool.importing.reading import NOTHING, CellReading, refusal
from sectool.importing.written_dates import NO_DATE, DateOrder, day_in, read_date
from sectool.importing.written_ids import read_id
from sectool.model.register import Register
from sectool.model.shape import TO_BE_CONFIRMED
from sectool.model.texts import link
from sectool.queries.errors import NotFound
from sectool.queries.names import document_named, folded
from sectool.queries.register_sheet import (
    AFFECTS,
    DAYS,
    DOCUMENTS,
    FLAGS,
    ID,
    LINK,
    NOTE,
    ON_HOLD,
    PATH,
    RAISED_AS,
    RELEASE,
    REPORTED,
    SPECIFICATIONS,
    STAGE,
    TEXTS,
    TITLE,
)
from sectool.queries.stages import ON_HOLD as HELD
from sectool.queries.stages import stages_meant, words_of
from sectool.values import dataclass

_YES = frozenset(("yes", "y", "true", "t", "x", "1", "✓", "✔", "☑", "✅", "√", "tick", "ticked"))
_NO = frozenset(("no", "n", "false", "f", "0", "✗", "✘", "✕", "☐", "-", "–", "—", "none"))
_NOT_KNOWN = frozenset(("tbc", "tbd", "tba", "?", "unknown", "not known"))
_AROUND_A_STAGE = re.compile(r"(?i)\s+(?:stage|phase|process)$|^(?:in|at)\s+(?:the\s+)?")
# What people write where they have no words.
_NO_WORDS = NO_DATE | {"nil", "not applicable", "–", "—"}


@dataclass(frozen=True)
class CellReader:
    """Reads cells for a register, with what a map and the other cells of a column say of them."""

    register: Register
    stages: Mapping[str, str]
    orders: Mapping[int, DateOrder]
    # The ids that the register has or the sheets name in full: others are completed by them.
    there: Collection[str]

    def read(self, key: str, cell: SheetCell, column: int, day: date | None) -> CellReading:
        """The value of a cell, of a column about `key`; `day` is that of the row."""
        if cell.wrong is not None:
            return refusal(cell.wrong)
        if cell.is_empty:
            return NOTHING
        if cell.struck:
            return refusal("it is struck through")
        if key in DAYS or key == REPORTED:
            return read_date(cell, self.orders.get(column, DateOrder()))
        if key.startswith(AFFECTS):
            return self._impact(key.removeprefix(AFFECTS).strip(), cell.text)
        if key in FLAGS or key == ON_HOLD:
            return _flag(cell.text)
        others: dict[str, Callable[[], CellReading]] = {
            ID: lambda: read_id(cell, self.register.ids, self.there),
            STAGE: lambda: self._stage(cell.text, day),
            RELEASE: lambda: self._release(cell),
            PATH: lambda: self._path(cell.text),
            DOCUMENTS: lambda: self._documents(cell.text),
            SPECIFICATIONS: lambda: self._specifications(cell.text),
            RAISED_AS: lambda: self._raised_as(cell.text),
            LINK: lambda: _link(cell),
        }
        if key in others:
            return others[key]()
        if key in TEXTS or key in (TITLE, NOTE):
            return _words(cell, one_line=key in (TITLE, "proposer"))
        raise ValueError(f"there is no column {key!r}")

    def _stage(self, text: str, day: date | None) -> CellReading:
        """A stage and whether it is on hold: (stage or None, bool)."""
        given = {folded(word): stage for word, stage in self.stages.items()}
        if folded(text) in given:
            return CellReading((given[folded(text)], False))
        if text.lower() in _NO_WORDS:
            return NOTHING
        found = self._stages(text, day)
        if not found.refused:
            return found
        pieces = [one.strip() for one in re.split(r"[,;()\n]| [-–—] ", text) if one.strip()]
        if len(pieces) == 2:
            first, second = (self._stages(one, day) for one in pieces)
            if (
                not (first.refused or second.refused)
                and first.value[1] != second.value[1]
                and None in (first.value[0], second.value[0])
            ):
                stage = first.value[0] or second.value[0]
                return CellReading((stage, True), first.guessed or second.guessed)
        short = _AROUND_A_STAGE.sub("", text).strip()
        if short and short != text:
            shorter = self._stages(short, day)
            if not shorter.refused:
                return CellReading(shorter.value, f"{text!r} is taken for {short!r}")
        return found

    def _stages(self, text: str, day: date | None) -> CellReading:
        register = self.register
        try:
            found = stages_meant(register, text)
        except NotFound as error:
            return refusal(str(error))
        if HELD in found:
            return CellReading((None, True))
        if register.life_cycle.unknown in found:
            return NOTHING
        if len(found) == 1:
            return CellReading((next(iter(found)), False))
        spoken = words_of(register, day)
        here = [stage for stage in sorted(found) if folded(spoken[stage]) == folded(text)]
        if len(here) == 1:
            others = " or ".join(sorted(found - set(here)))
            when = f"on {plainly(day)}" if day is not None else "now"
            return CellReading(
                (here[0], False), f"{text!r} as papers used it {when}, and not {others}"
            )
        return refusal(f"{text!r} may mean {' or '.join(sorted(found))}")

    def _release(self, cell: SheetCell) -> CellReading:
        releases, text = self.register.releases, cell.text
        if text.lower() in _NO_WORDS:
            return NOTHING
        named = {id_ for id_, one in releases.items() if folded(text) in (id_, folded(one.name))}
        if len(named) == 1:
            return CellReading(named.pop())
        when = self._month_of_release(cell)
        if when.value is None:
            near = suggestion(text, sorted(releases))
            return when if when.refused and not named else refusal(f"no release {text!r}{near}")
        found: When = when.value
        month = found if isinstance(found, Month) else Month(found.year, found.month)
        of_day = [id_ for id_ in releases if isinstance(found, date) and id_ == found.isoformat()]
        of_month = of_day or [id_ for id_ in releases if id_[:7] == str(month)]
        if len(of_month) == 1:
            exact = isinstance(found, Month) and not when.guessed and of_month[0] == str(month)
            why = "" if exact or of_day else f"{text!r} is taken for the release of that month"
            return CellReading(of_month[0], why)
        if of_month:
            return refusal(f"{text!r} may be {' or '.join(sorted(of_month))}")
        return refusal(f"there is no release of {plainly(month)} in the register; add it first")

    def _month_of_release(self, cell: SheetCell) -> CellReading:
        if isinstance(cell.value, datetime | date):
            return read_date(cell)
        short = self.register.settings.code.short if self.register.settings is not None else ""
        words = [
            word
            for word in re.split(r"\s+", cell.text)
            if word.lower() not in ("release", "the", "release:", short.lower())
        ]
        read = day_in(" ".join(words))
        return read if read.value is not None else refusal(f"{cell.text!r} is no release")

    def _path(self, text: str) -> CellReading:
        if text.lower() in _NO_WORDS:
            return NOTHING
        paths = self.register.life_cycle.paths
        names = {id_: {folded(id_), folded(row.title)} for id_, row in paths.items()}
        for vocabulary in self.register.vocabularies.values():
            for id_, word in vocabulary.paths.items():
                names.setdefault(str(id_), set()).add(folded(word))
        found = sorted(id_ for id_, words in names.items() if folded(text) in words)
        if len(found) == 1:
            return CellReading(found[0])
        return refusal(f"there is no path {text!r}{suggestion(text, sorted(names))}")

    def _documents(self, text: str) -> CellReading:
        if folded(text) in ("none", "no documents"):
            return CellReading(())
        if text.lower() in _NO_WORDS:
            return NOTHING
        whole = self._document(text)
        if whole is not None:
            return CellReading((whole,))
        pieces = [one.strip() for one in re.split(r"[;,\n&]|\band\b", text) if one.strip()]
        found: list[str] = []
        for piece in pieces:
            one = self._document(piece)
            if one is None:
                return refusal(f"there is no document {piece!r}")
            found.append(one)
        documents = self.register.documents
        return CellReading(tuple(id_ for id_ in documents if id_ in found))

    def _document(self, name: str) -> str | None:
        try:
            return document_named(self.register, name)
        except NotFound:
            return None

    def _specifications(self, text: str) -> CellReading:
        if folded(text) == "none":
            return CellReading({})
        if text.lower() in _NO_WORDS:
            return NOTHING
        known = {name.lower(): name for name in self.register.specifications}
        found: dict[str, tuple[str, ...]] = {}
        for piece in re.split(r"[;,\n]", text):
            words = re.sub(r"[()&]|\band\b", " ", piece).split()
            if not words:
                continue
            name = known.get(words[0].lower())
            if name is None:
                return refusal(f"there is no specification {words[0]!r}")
            series = tuple(word.lower() for word in words[1:])
            wrong = [one for one in series if not re.fullmatch(r"v?[0-9]+(\.[0-9]+)*", one)]
            if wrong or not series:
                return refusal(f"{piece.strip()!r} gives no version of {name}, such as v4")
            found[name] = (*found.get(name, ()), *series)
        return CellReading(found)

    def _raised_as(self, text: str) -> CellReading:
        prefix = text.upper()
        if prefix in self.register.ids.prefixes:
            return CellReading(prefix)
        there = ", ".join(sorted(self.register.ids.prefixes))
        return refusal(f"{text!r} is no prefix of ids; there are {there}")

    def _impact(self, participant: str, text: str) -> CellReading:
        parties = self.register.parties
        levels = parties.participants[participant].levels if parties is not None else {}
        plain = folded(text)
        if plain in _NO:
            return CellReading("false")
        if plain in _NOT_KNOWN:
            return CellReading(TO_BE_CONFIRMED)
        for id_, level in levels.items():
            if plain in (folded(id_), folded(level.title or id_)):
                return CellReading(id_)
        if plain in _YES:
            if not levels:
                return CellReading("true")
            return refusal(f"{text!r} does not say how; there are {', '.join(levels)}")
        there = ", ".join((*levels, "no") if levels else ("yes", "no"))
        return refusal(f"{text!r} does not say whether it is affected; expected one of {there}")


def _flag(text: str) -> CellReading:
    if folded(text) in _YES:
        return CellReading(True)
    if folded(text) in _NO or text.lower() in _NO_WORDS:
        return CellReading(False)
    return refusal(f"{text!r} is neither yes nor no")


def _link(cell: SheetCell) -> CellReading:
    try:
        return CellReading(link(cell.link or cell.text))
    except Exception:
        return refusal(f"{cell.text!r} is no web address")


def _words(cell: SheetCell, *, one_line: bool) -> CellReading:
    text = cell.text
    if text.lower() in _NO_WORDS:
        return NOTHING
    return CellReading(" ".join(text.split()) if one_line else text)
