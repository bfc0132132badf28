"""The rows of a table: what each says of a modification, and what was guessed or refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from sectool.dates import When, last_day, plainly
from sectool.importing.cell_values import CellReader
from sectool.importing.cells import CannotImport
from sectool.importing.reading import CellReading
from sectool.importing.tables import FoundColumn, FoundTable
from sectool.importing.written_ids import read_id
from sectool.model.register import Register
from sectool.queries.names import folded
from sectool.queries.register_sheet import AFFECTS, DOCUMENTS, ID, REPORTED, SPECIFICATIONS, TITLE
from sectool.values import dataclass

IMPACTS = "impacts"


class NoDayGiven(CannotImport):
    """The sheet does not say of which day it is, and nobody else did."""


@dataclass(frozen=True)
class SheetRow:
    """A row: of which modification, of which day, and its values by what their columns are about.

    `left_out` says why nothing of it is taken, where that is no fault: headings again, a total.
    `refused` without an id refuses the whole row.
    """

    sheet: str
    number: int
    id: str | None = None
    day: When | None = None
    values: dict[str, Any] = field(default_factory=dict)
    guessed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    left_out: str = ""
    link: str | None = None


def ids_in_full(table: FoundTable, register: Register) -> Iterator[str]:
    """The ids that a table names so that they can be no others."""
    column = table.column(ID)
    if column is not None:
        for row in table.sheet.rows():
            if row > table.header:
                read = read_id(table.sheet.cell(row, column.number), register.ids, ())
                if read.value is not None and not read.guessed:
                    yield read.value


def rows_of(
    table: FoundTable,
    register: Register,
    stages: Mapping[str, str],
    as_of: date | None,
    there: Collection[str],
) -> Iterator[SheetRow]:
    """Each row below the headings, from the top. NoDayGiven where nothing gives its day."""
    reader = CellReader(register, stages, table.orders, there)
    above: SheetRow | None = None
    for number in table.sheet.rows():
        if number <= table.header:
            continue
        row = _row(table, number, reader, above, as_of)
        if row.id is not None:
            above = row
        elif not row.left_out:
            above = None
        yield row


def _row(
    table: FoundTable, number: int, reader: CellReader, above: SheetRow | None, as_of: date | None
) -> SheetRow:
    sheet = table.sheet
    left_out = _left_out(table, number)
    if left_out:
        return SheetRow(sheet.name, number, left_out=left_out)
    id_column = table.column(ID)
    assert id_column is not None  # noqa: S101 (a table has one)
    cell = sheet.cell(number, id_column.number)
    read = reader.read(ID, cell, id_column.number, None)
    guessed: list[str] = []
    refused: list[str] = []
    id_: str | None = read.value
    if id_ is None and not read.refused:
        id_, why = _continued(table, number, above)
        if id_ is None:
            return SheetRow(sheet.name, number, refused=(why,))
        guessed.append(why)
    elif read.refused:
        return SheetRow(sheet.name, number, refused=(_of(id_column, read.refused),))
    elif read.guessed:
        guessed.append(_of(id_column, f"{id_}: {read.guessed}"))
    title = table.column(TITLE)
    if title is not None and sheet.cell(number, title.number).struck:
        why = _of(title, "it is struck through, and so is what the row says")
        return SheetRow(sheet.name, number, id_, refused=(why,))
    day, day_guessed, why = _day(table, number, reader, as_of)
    if why:
        return SheetRow(sheet.name, number, id_, refused=(why,))
    guessed += day_guessed
    values: dict[str, Any] = {}
    for column in table.taken:
        if column.key in (ID, REPORTED) or column.key is None:
            continue
        found = reader.read(column.key, sheet.cell(number, column.number), column.number, last(day))
        if found.refused:
            refused.append(_of(column, found.refused))
        elif found.value is not None:
            _take(values, column.key, found.value)
            if found.guessed:
                guessed.append(_of(column, f"{_shown(found.value)}: {found.guessed}"))
    guessed += _impacts(table, number, values, refused)
    if DOCUMENTS in values and SPECIFICATIONS not in values:
        if table.column(SPECIFICATIONS) is None:
            values[SPECIFICATIONS] = {}
            guessed.append("no column says which specifications it changes: taken as none")
        else:
            refused.append("documents without specifications: write 'none' where there are none")
            del values[DOCUMENTS]
    elif SPECIFICATIONS in values and DOCUMENTS not in values:
        values[DOCUMENTS] = ()
        guessed.append("specifications without documents: taken as no documents in addition")
    if number in sheet.hidden_rows:
        guessed.append("the row is hidden, and taken all the same")
    link = cell.link
    if link is None and title is not None:
        link = sheet.cell(number, title.number).link
    return SheetRow(
        sheet.name,
        number,
        id_,
        day,
        values,
        tuple(guessed),
        tuple(refused),
        link=link if link is not None and link.startswith(("http://", "https://")) else None,
    )


def _take(values: dict[str, Any], key: str, value: Any) -> None:
    """Puts a value among others; of several columns of notes, one below the other."""
    values[key] = f"{values[key]}\n{value}" if key in values else value


def _left_out(table: FoundTable, number: int) -> str:
    """Why a row is none of a modification; nothing where it may be."""
    cells = table.sheet.cells[number]
    texts = {column: cell.text for column, cell in cells.items() if not cell.is_empty}
    distinct = {folded(text) for text in texts.values()}
    headings = {one.number: folded(one.heading) for one in table.columns if one.heading}
    again = [folded(text) == headings.get(column) for column, text in texts.items()]
    if len(again) > 1 and all(again):
        return "the headings again"
    id_column = table.column(ID)
    id_text = table.sheet.cell(number, id_column.number).text if id_column is not None else ""
    first = next(iter(texts.values()))
    if len(distinct) == 1 and (len(texts) > 1 or not id_text):
        return f"a line of its own: {_cut(first)!r}"
    if first.lower().startswith(("total", "sub-total", "subtotal", "grand total")):
        return f"a total: {_cut(first)!r}"
    if len(texts) == 1 and not any(character.isdigit() for character in first):
        return f"a line of its own: {_cut(first)!r}"
    return ""


def _continued(table: FoundTable, number: int, above: SheetRow | None) -> tuple[str | None, str]:
    """The id of a row that has none: that of the row above, where this one goes on about it."""
    title = table.column(TITLE)
    text = table.sheet.cell(number, title.number).text if title is not None else ""
    if above is None or above.id is None:
        return None, "it has no id"
    if text and folded(text) != folded(str(above.values.get(TITLE, ""))):
        return None, f"it has no id, and a title of its own: {_cut(text)!r}"
    return above.id, f"it has no id: taken as more about {above.id}, of the row above"


def _day(
    table: FoundTable, number: int, reader: CellReader, as_of: date | None
) -> tuple[When, list[str], str]:
    """The day that a row is of (its own, else the one given, else the sheet's); why it is none."""
    column = table.column(REPORTED)
    read = CellReading()
    guessed: list[str] = []
    if column is not None:
        read = reader.read(REPORTED, table.sheet.cell(number, column.number), column.number, None)
    if column is not None and read.value is not None:
        if as_of is not None and last_day(read.value) > as_of and read.value > _same(read, as_of):
            why = f"{plainly(read.value)} is after the day of the sheet, {plainly(as_of)}"
            return as_of, [], _of(column, why)
        if read.guessed:
            guessed.append(_of(column, f"{plainly(read.value)}: {read.guessed}"))
        return read.value, guessed, ""
    if as_of is not None:
        if column is not None and read.refused:
            guessed.append(_of(column, f"{read.refused}; the day of the sheet is taken"))
        return as_of, guessed, ""
    if table.as_at is not None:
        day: When = table.as_at.value
        return day, guessed, ""
    why = f": {read.refused}" if read.refused else ""
    raise NoDayGiven(
        f"{table.sheet.name}, row {number}: nothing says of which day this is{why}. What a sheet "
        "shows was so on some day, and the register has to say on which"
    )


def _same(read: CellReading, as_of: date) -> Any:
    """A day in the precision of a reading: a month may end after the day of its sheet."""
    return as_of if isinstance(read.value, date) else type(read.value)(as_of.year, as_of.month)


def _impacts(
    table: FoundTable, number: int, values: dict[str, Any], refused: list[str]
) -> Iterator[str]:
    """Puts the columns of participants together: a group that is given is whole."""
    keyed = [(one.key, one) for one in table.taken if one.key and one.key.startswith(AFFECTS)]
    columns = [column for _, column in keyed]
    named = {_whom(key): values.pop(key) for key, _ in keyed if key in values}
    if not named:
        return
    of_them = {_of(column, "") for column in columns}
    if any(why.startswith(tuple(of_them)) for why in refused):
        return  # Without the one that is refused, the others would say that it is not affected.
    blank = [
        _whom(key) for key, column in keyed if table.sheet.cell(number, column.number).is_empty
    ]
    spoken = _says_no(table, columns)
    if blank and spoken:
        named |= dict.fromkeys(blank, "tbc")
        yield f"no word for {', '.join(blank)}, where {spoken} says no: taken as to be confirmed"
    elif blank:
        yield f"no tick for {', '.join(blank)}: taken as not affected"
    values[IMPACTS] = named


def _whom(key: str) -> str:
    return key.removeprefix(AFFECTS).strip()


def _says_no(table: FoundTable, columns: list[FoundColumn]) -> str:
    """A cell that says no in so many words, by its place."""
    for row in table.sheet.rows():
        if row > table.header:
            for column in columns:
                text = table.sheet.cell(row, column.number).text
                if text.lower() in ("no", "n", "false", "✗", "✘", "0"):
                    return f"{column.letter}{row}"
    return ""


def _of(column: FoundColumn, why: str) -> str:
    name = column.heading or f"column {column.letter}"
    return f"{name} ({column.letter}): {why}"


def _shown(value: Any) -> str:
    if isinstance(value, When):
        return plainly(value)
    if isinstance(value, tuple):
        words = [str(one) for one in value if one not in (None, False)]
        return ", ".join("on hold" if word == "True" else word for word in words)
    return _cut(str(value))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49] + "…"


def last(when: When | None) -> date | None:
    """The last day of a day or month, if there is one."""
    return last_day(when) if when is not None else None
