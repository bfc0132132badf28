"""A workbook becomes edits of a register, with a report of each row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sectool.dates import When, last_day
from sectool.editing.edit import Edit, NewFile, Splice, spliced
from sectool.editing.yaml_scalars import in_block
from sectool.editing.yaml_text import YamlText
from sectool.importing.applying import Applied, apply_row
from sectool.importing.before import RegisterBefore, Working
from sectool.importing.cells import CannotImport, Workbook
from sectool.importing.reading import CellReading
from sectool.importing.rows import SheetRow, ids_in_full, rows_of
from sectool.importing.sheet_map import MappedSheet, SheetMap
from sectool.importing.source_row import bytes_of, source_edits
from sectool.importing.tables import FoundTable, table_of
from sectool.load import Loaded
from sectool.model.modification import Modification
from sectool.model.register import modification_file, reference
from sectool.model.shape import ID_PATTERN, kebab
from sectool.queries.errors import Unavailable
from sectool.queries.register_sheet import DAYS, NOTE
from sectool.values import dataclass
from sectool.words import slug

_SOURCES = reference("sources").file
_MODIFICATION_KEYS = tuple(map(kebab, Modification.model_fields))


@dataclass(frozen=True)
class ImportRequest:
    """What is imported: the sheets, how they are read, and of which day they are."""

    book: Workbook
    name: str
    mapped: SheetMap = SheetMap()
    as_of: date | None = None
    source: str | None = None


@dataclass(frozen=True)
class RowReport:
    """What became of a row: what is new by it, what was guessed, what refused, what stays."""

    sheet: str
    number: int
    id: str | None
    new: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    left_out: str = ""

    @property
    def outcome(self) -> str:
        """`left out`, `refused`, `taken` or `unchanged`."""
        if self.left_out:
            return "left out"
        if self.new:
            return "taken"
        return "refused" if self.refused else "unchanged"


@dataclass(frozen=True)
class ImportPlan:
    """What an import would write, and what it has to say of each sheet, column and row."""

    edits: tuple[Edit, ...]
    source: str
    tables: tuple[FoundTable, ...]
    left_out: Mapping[str, str]
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]

    def map(self, request: ImportRequest) -> SheetMap:
        """How everything was read, to be kept and changed."""
        sheets = {
            table.sheet.name: MappedSheet.model_construct(
                header_row=table.header,
                columns={_name_of(table, one.number): one.key or "none" for one in table.columns},
            )
            for table in self.tables
        }
        skipped = {
            name: MappedSheet.model_construct(skip=True)
            for name in self.left_out
            if name not in sheets
        }
        return SheetMap.model_construct(
            source=self.source,
            dates=request.mapped.dates,
            stages=request.mapped.stages,
            sheets=sheets | skipped,
        )


def plan_import(
    loaded: Loaded, request: ImportRequest, without: Mapping[str, Sequence[str]] = {}
) -> ImportPlan:
    """The edits that a workbook comes to.

    `without` are modifications, by id, of which not all may be written: one reason is against the
    days of events, a second one against anything. CannotImport where nothing can be taken,
    Unavailable where files of the register cannot be read.
    """
    register = loaded.register
    broken = sorted(file for file in register.unread if file.startswith("modifications/"))
    if broken:
        raise Unavailable(
            f"{broken[0]} cannot be read, so nothing is imported: see 'sectool check'"
        )
    source = request.source or request.mapped.source or slug(request.name)
    if not re.fullmatch(ID_PATTERN, source):
        raise CannotImport(
            f"{source!r} cannot name a source: expected lower-case letters, digits and hyphens"
        )
    tables, left_out = _tables(loaded, request)
    there = {id_ for table in tables for id_ in ids_in_full(table, register)}
    there |= register.modifications.keys()
    rows = [
        row
        for table in tables
        for row in rows_of(table, register, request.mapped.stages, request.as_of, there)
    ]
    rows = [_as_far_as_it_fits(row, without) for row in _without_conflicts(rows)]
    before = RegisterBefore(register, source)
    workings: dict[str, Working] = {}
    applied: dict[int, Applied] = {}
    for at in _in_time(rows):
        row = rows[at]
        if row.id is None or row.day is None:
            continue
        working = workings.get(row.id)
        if working is None and row.id in register.modifications:
            working = Working(register.modifications[row.id], False)
        applied[at] = apply_row(before, row, working)
        workings[row.id] = applied[at].working
    reports = [_report(row, applied.get(at)) for at, row in enumerate(rows)]
    edits: list[Edit] = []
    for id_, working in sorted(workings.items()):
        edits += _edits_of(loaded, id_, working)
    if edits:
        edits += source_edits(loaded, source, f"Spreadsheet {request.name!r}")
    listed = {row.id for row in rows}
    missing = tuple(id_ for id_ in register.modifications if id_ not in listed)
    return ImportPlan(
        tuple(edits), source, tuple(tables), left_out, tuple(reports), request.book.notes, missing
    )


def _tables(loaded: Loaded, request: ImportRequest) -> tuple[list[FoundTable], dict[str, str]]:
    tables: list[FoundTable] = []
    left_out: dict[str, str] = {}
    names = {sheet.name for sheet in request.book.sheets} | {"*"}
    for name in request.mapped.sheets:
        if name not in names:
            there = ", ".join(sorted(names - {"*"}))
            raise CannotImport(f"the map names a sheet {name!r}, which is not there; found {there}")
    for sheet in request.book.sheets:
        found = table_of(sheet, loaded.register, request.mapped)
        if isinstance(found, FoundTable):
            tables.append(found)
        else:
            left_out[sheet.name] = found
    if not tables:
        why = "; ".join(f"{name}: {reason}" for name, reason in left_out.items())
        raise CannotImport(f"no sheet has a table of modifications ({why or 'there is no sheet'})")
    days = {table.as_at.value: table for table in tables if table.as_at is not None}
    if len(days) == 1:
        # One sheet of a workbook says of which day it is, and no other says otherwise.
        ((day, first),) = days.items()
        because = first.as_at.guessed if first.as_at is not None else ""
        of_it = CellReading(day, f"{because} (sheet {first.sheet.name!r})")
        tables = [one if one.as_at else replace(one, as_at=of_it) for one in tables]
    return tables, left_out


def _name_of(table: FoundTable, number: int) -> str:
    """The heading of a column; its letter, where another has the same or there is none."""
    column = next(one for one in table.columns if one.number == number)
    alike = [one for one in table.columns if one.heading == column.heading]
    return column.heading if column.heading and len(alike) == 1 else column.letter


def _in_time(rows: Sequence[SheetRow]) -> list[int]:
    """The rows of each modification in the order of their days; of one day, as they stand."""
    return sorted(
        (at for at, row in enumerate(rows) if row.day is not None),
        key=lambda at: (last_day(rows[at].day or date.min), at),
    )


def _without_conflicts(rows: list[SheetRow]) -> list[SheetRow]:
    """The rows without what several of one modification and one day say differently."""
    together: dict[tuple[str, When], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.id is not None and row.day is not None:
            together[row.id, row.day].append(at)
    result = list(rows)
    for (id_, _), places in together.items():
        keys = {key for at in places for key in rows[at].values if key != NOTE}
        for key in sorted(keys):
            saying = [at for at in places if key in rows[at].values]
            given: list[Any] = []
            for at in saying:
                if rows[at].values[key] not in given:
                    given.append(rows[at].values[key])
            if len(given) < 2:
                continue
            for at in saying:
                others = sorted({_place(rows[one]) for one in saying if one != at})
                values = {k: v for k, v in result[at].values.items() if k != key}
                why = f"{key}: {', '.join(others)} says otherwise of {id_} on the same day"
                result[at] = replace(result[at], values=values, refused=(*result[at].refused, why))
    return result


def _place(row: SheetRow) -> str:
    return f"row {row.number} of {row.sheet}"


def _as_far_as_it_fits(row: SheetRow, without: Mapping[str, Sequence[str]]) -> SheetRow:
    """A row without what would bring an error into the register."""
    reasons = without.get(row.id or "", ())
    if not reasons:
        return row
    if len(reasons) > 1:
        return replace(row, day=None, refused=(*row.refused, reasons[-1]))
    days = [key for key in DAYS if key in row.values]
    if not days:
        return row
    values = {key: value for key, value in row.values.items() if key not in days}
    why = f"{', '.join(days)}: {reasons[0]}"
    return replace(row, values=values, refused=(*row.refused, why))


def _report(row: SheetRow, applied: Applied | None) -> RowReport:
    if applied is None:
        return RowReport(
            row.sheet, row.number, row.id, (), row.guessed, row.refused, (), row.left_out
        )
    return RowReport(
        row.sheet,
        row.number,
        row.id,
        applied.new,
        (*row.guessed, *applied.guessed),
        (*row.refused, *applied.refused),
        applied.kept,
    )


# Edits.


def _edits_of(loaded: Loaded, id_: str, working: Working) -> list[Edit]:
    """What is written of a modification: a file, or entries among those there are."""
    file = modification_file(id_)
    entries = sorted(working.entries, key=_entry_day)
    if working.is_new:
        keys: tuple[str, ...] = ("id", "title", "link")
        head = {key: working.head[key] for key in keys if key in working.head}
        data: dict[str, Any] = {**head, "history": entries}
        return [NewFile(file, (in_block(data, 0, 0, "\n") + "\n").encode())]
    if not entries and not working.head:
        return []
    raw = bytes_of(loaded, file)
    edits: list[Edit] = []
    for key, value in working.head.items():
        text = YamlText(file, raw)
        there = isinstance(text.data, dict) and key in text.data
        splice = text.set((key,), value) if there else text.add((), key, value, _MODIFICATION_KEYS)
        raw = _take(edits, splice, raw)
    for entry in entries:
        text = YamlText(file, raw)
        raw = _take(edits, text.insert_sorted(("history",), entry, _entry_day), raw)
    return edits


def _take(edits: list[Edit], splice: Splice, raw: bytes) -> bytes:
    edits.append(splice)
    return spliced(raw, splice)


def _entry_day(entry: Mapping[str, Any]) -> str:
    """The last day of an entry, as a text that sorts in time."""
    written = str(entry.get("date") or entry.get("seen"))
    return written if len(written) == 10 else f"{written}-99"
