"""Where a sheet has its table: the row of headings, and what each column below it is about."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.importing.cells import BookSheet, CannotImport, column_letter
from sectool.importing.headings import LEFT_OUT, Headings
from sectool.importing.reading import CellReading
from sectool.importing.sheet_map import MappedSheet, SheetMap
from sectool.importing.written_dates import DateOrder, day_in, order_of
from sectool.importing.written_ids import looks_like_ids
from sectool.model.register import Register
from sectool.queries.register_sheet import DAYS, ID, NOTE, REPORTED
from sectool.values import dataclass

# How far down headings are looked for.
_ROWS_ABOVE = 40
_AS_AT = ("as at", "as of", "position at", "correct at", "correct as at", "status at")


@dataclass(frozen=True)
class FoundColumn:
    """A column of a table: what it is about (None: it is not taken), and by what that is known."""

    number: int
    heading: str
    key: str | None
    because: str

    @property
    def letter(self) -> str:
        return column_letter(self.number)


@dataclass(frozen=True)
class FoundTable:
    """A table of modifications in a sheet: its headings end in row `header`, its data follow."""

    sheet: BookSheet
    header: int
    columns: tuple[FoundColumn, ...]
    orders: dict[int, DateOrder]
    as_at: CellReading | None = None

    def column(self, key: str) -> FoundColumn | None:
        return next((one for one in self.columns if one.key == key), None)

    @property
    def taken(self) -> tuple[FoundColumn, ...]:
        return tuple(one for one in self.columns if one.key is not None)


def table_of(sheet: BookSheet, register: Register, mapped: SheetMap) -> FoundTable | str:
    """The table of a sheet, or why it has none. CannotImport where a map does not fit it."""
    how = mapped.sheets.get(sheet.name) or mapped.sheets.get("*") or MappedSheet()
    if how.skip:
        return "left out by the map"
    headings = Headings(register)
    rows = list(sheet.rows())
    if not rows:
        return "it is empty"
    header = _header(sheet, headings, register, how)
    if header is None:
        return "no row of headings with ids of modifications below it was found"
    start, end = header
    texts = _texts(sheet, start, end)
    columns = tuple(_columns(sheet, texts, end, headings, register, how))
    if not any(column.key == ID for column in columns):
        return "no column has ids of modifications"
    orders = _orders(sheet, columns, end, mapped)
    return FoundTable(sheet, end, columns, orders, _as_at(sheet, start))


def _header(
    sheet: BookSheet, headings: Headings, register: Register, how: MappedSheet
) -> tuple[int, int] | None:
    """The first and the last row of the headings."""
    if how.header_row is not None:
        return how.header_row, how.header_row
    rows = [row for row in sheet.rows() if row <= _ROWS_ABOVE]
    best: tuple[int, int, int] | None = None
    for at, row in enumerate(rows):
        spans = [(row, row)]
        if at + 1 < len(rows) and rows[at + 1] == row + 1:
            spans.append((row, row + 1))
        for start, end in spans:
            score = _score(sheet, _texts(sheet, start, end), end, headings, register, how)
            # Of two rows only where both are needed: what stands above headings is none of them.
            better = (score, start - end) > ((best[0], best[1] - best[2]) if best else (1, 0))
            if score > 1 and better:
                best = (score, start, end)
    return (best[1], best[2]) if best is not None else None


def _score(
    sheet: BookSheet,
    texts: dict[int, str],
    end: int,
    headings: Headings,
    register: Register,
    how: MappedSheet,
) -> int:
    """How many different things some headings are about; none without a column of ids."""
    meant = {how.columns.get(text) or headings.meaning(text) for text in texts.values()} - {None}
    # An id is no heading: a row of data beneath the headings counts for nothing.
    if any(register.ids.series and register.ids.fits(text) for text in texts.values()):
        return 0
    ids = ID in meant or any(_has_ids(sheet, column, end, register) for column in texts)
    return len(meant | {ID}) if ids else 0


def _texts(sheet: BookSheet, start: int, end: int) -> dict[int, str]:
    """The headings of columns: of two rows the lower one, where it has a word."""
    found: dict[int, str] = {}
    for row in range(start, end + 1):
        for column, cell in sheet.cells.get(row, {}).items():
            text = " ".join(cell.text.split())
            if text and (row == end or not text.lower().startswith(_AS_AT)):
                found[column] = text
    return dict(sorted(found.items()))


def _columns(
    sheet: BookSheet,
    texts: dict[int, str],
    end: int,
    headings: Headings,
    register: Register,
    how: MappedSheet,
) -> Iterator[FoundColumn]:
    _check_map(sheet, texts, headings, how)
    found: list[FoundColumn] = []
    for number in range(1, sheet.width + 1):
        text = texts.get(number, "")
        meant = how.columns.get(text) or how.columns.get(column_letter(number))
        if meant is not None:
            key, because = (None if meant == LEFT_OUT else meant), "by the map"
        else:
            key = headings.meaning(text) if text else None
            because = "by its heading" if key is not None else "its heading is not known"
        if not text and meant is None:
            if not _filled(sheet, number, end):
                continue
            because = "it has no heading"
        found.append(FoundColumn(number, text, key, because))
    yield from _each_once(_ids_by_content(sheet, found, end, register))


def _check_map(
    sheet: BookSheet, texts: dict[int, str], headings: Headings, how: MappedSheet
) -> None:
    """What a map names must be there, and mean something."""
    letters = {column_letter(number) for number in range(1, sheet.width + 1)}
    for name, meant in how.columns.items():
        if name not in texts.values() and name not in letters:
            raise CannotImport(f"the map names a column {name!r}, which {sheet.name!r} has not")
        if meant not in headings.keys:
            there = ", ".join(sorted(headings.keys))
            raise CannotImport(f"the map has {meant!r} for {name!r}; expected one of {there}")


def _ids_by_content(
    sheet: BookSheet, found: list[FoundColumn], end: int, register: Register
) -> list[FoundColumn]:
    """The columns with the one that holds ids: where several may, or none by its heading."""
    if any(one.key == ID and one.because == "by the map" for one in found):
        return found
    with_ids = [one.number for one in found if _has_ids(sheet, one.number, end, register)]
    named = [one.number for one in found if one.key == ID]
    chosen = [one for one in with_ids if one in named] or with_ids[:1]
    if not chosen:
        chosen = [one for one in named if not _is_running_number(sheet, one, end)]
    result = []
    for one in found:
        key, because = one.key, one.because
        if chosen and one.number == chosen[0]:
            because = because if key == ID else "guessed by its cells, which are ids"
            key = ID
        elif key == ID:
            key, because = None, "its cells are not the ids of the modifications"
        result.append(FoundColumn(one.number, one.heading, key, because))
    return result


def _each_once(found: list[FoundColumn]) -> Iterator[FoundColumn]:
    """Of two columns about the same, the first; there may be several of notes."""
    seen: dict[str, FoundColumn] = {}
    for one in found:
        if one.key is None or one.key == NOTE or one.key not in seen:
            if one.key is not None:
                seen[one.key] = one
            yield one
            continue
        first = seen[one.key]
        if first.heading == one.heading and first.number == one.number - 1:
            because = f"it is merged with column {first.letter}"
        else:
            because = f"column {first.letter} is about the same ({one.key})"
        yield FoundColumn(one.number, one.heading, None, because)


def _cells_below(sheet: BookSheet, column: int, end: int) -> Iterator[tuple[int, str]]:
    for row in sheet.rows():
        if row > end:
            text = sheet.cell(row, column).text
            if text:
                yield row, text


def _filled(sheet: BookSheet, column: int, end: int) -> bool:
    return next(_cells_below(sheet, column, end), None) is not None


def _has_ids(sheet: BookSheet, column: int, end: int, register: Register) -> bool:
    return looks_like_ids([text for _, text in _cells_below(sheet, column, end)], register.ids)


def _is_running_number(sheet: BookSheet, column: int, end: int) -> bool:
    """Whether a column counts its rows: 1, 2, 3 are no ids."""
    texts = [text for _, text in _cells_below(sheet, column, end)]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _orders(
    sheet: BookSheet, columns: tuple[FoundColumn, ...], end: int, mapped: SheetMap
) -> dict[int, DateOrder]:
    """In which order each column writes day and month.

    Where a column does not show it, the others of the sheet may, if they agree.
    """
    dated = [one for one in columns if one.key in DAYS or one.key == REPORTED]
    found: dict[int, DateOrder] = {}
    for one in dated:
        cells = (
            (f"{one.letter}{row}", sheet.cell(row, one.number)) for row in sheet.rows() if row > end
        )
        found[one.number] = order_of(cells)
    if mapped.dates is not None:
        given = DateOrder(mapped.dates)
        return {
            number: DateOrder(given.order, swapped=own.swapped) for number, own in found.items()
        }
    shown = {own.order for own in found.values() if own.order is not None}
    mixed = any(own.both for own in found.values())
    if len(shown) != 1 or mixed:
        return found
    shown_by = next(own for own in found.values() if own.order is not None)
    return {
        number: own if own.order is not None else DateOrder(shown_by.order, shown_by.because)
        for number, own in found.items()
    }


def _as_at(sheet: BookSheet, start: int) -> CellReading | None:
    """The day that the lines above a table say it is of: `Position as at 3 November 2022`."""
    days = {}
    for row in sheet.rows():
        if row >= start:
            break
        for column in sorted(sheet.cells[row]):
            text = sheet.cell(row, column).text
            for words in _AS_AT:
                _, found, after = text.lower().partition(words)
                if not found:
                    continue
                following = text[len(text) - len(after) :].strip(" :\n")
                beside = sheet.cell(row, column + 1)
                read = day_in(following) if following else day_in(beside.text)
                if read.value is not None and not read.refused:
                    days[read.value] = f"{column_letter(column)}{row} says {text!r}"
                    break
    if len(days) != 1:
        return None
    day, where = next(iter(days.items()))
    return CellReading(day, where)
