"""Reading an .xlsx file: values as calculated, merged cells, links, and what cannot be trusted."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time, timedelta
from typing import Any

from sectool.importing.cells import (
    BookSheet,
    CannotImport,
    CellValue,
    SheetCell,
    Workbook,
    column_letter,
)

# What is unpacked at most: a workbook of a hundred thousand rows takes a tenth of it.
MAX_UNPACKED = 512 * 1024 * 1024
# What a register kept in a sheet may have; more is a mistake, or an attack.
MAX_ROWS, MAX_COLUMNS = 100_000, 500

_OLD = b"\xd0\xcf\x11\xe0"
_NEEDS = "reading spreadsheets needs openpyxl: pip install 'sectool[sheets]'"


def read_xlsx(content: bytes) -> Workbook:
    """The sheets of a workbook. CannotImport says why it cannot be read."""
    if content.startswith(_OLD):
        raise CannotImport(
            "this is a workbook of Excel 97 to 2003, or one with a password; save it as .xlsx "
            "without a password"
        )
    _check_size(content)
    try:
        import openpyxl
    except ImportError:
        raise CannotImport(_NEEDS) from None
    try:
        # Read twice: once for what Excel calculated last, once to see which cells are formulas.
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), rich_text=False)
    except Exception as error:  # The library raises whatever a damaged file makes it meet.
        raise CannotImport(f"this workbook cannot be read: {_one_line(error)}") from error
    sheets, notes = [], []
    for title in values.sheetnames:
        sheet = values[title]
        if not hasattr(sheet, "merged_cells"):
            notes.append(f"sheet {title!r} is a chart: left out")
            continue
        sheets.append(_sheet_of(sheet, formulas[title]))
    return Workbook(tuple(sheets), tuple(notes))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(one.file_size for one in package.infolist())
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CannotImport(f"this is no .xlsx file: {_one_line(error)}") from None
    if size > MAX_UNPACKED:
        raise CannotImport(f"this workbook unpacks to {size:,} bytes, more than is read")
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise CannotImport("this is no .xlsx file: it has no workbook in it")


def _sheet_of(sheet: Any, formulas: Any) -> BookSheet:
    # Its cells as stored: to ask for rows would make a cell for each place of a sheet that is
    # formatted down to row 1,048,576.
    stored = sheet._cells
    cells: dict[int, dict[int, SheetCell]] = {}
    for row, column in sorted(stored):
        if row > MAX_ROWS or column > MAX_COLUMNS:
            if stored[row, column].value is not None:
                raise CannotImport(
                    f"sheet {sheet.title!r} has something in {column_letter(column)}{row}; "
                    f"{MAX_ROWS:,} rows and {MAX_COLUMNS} columns are the most that is read"
                )
            continue
        found = _cell_of(stored[row, column], formulas._cells.get((row, column)))
        if found is not None:
            cells.setdefault(row, {})[column] = found
    across: dict[tuple[int, int], int] = {}
    for area in sheet.merged_cells.ranges:
        first = cells.get(area.min_row, {}).get(area.min_col)
        across[area.min_row, area.min_col] = area.max_col - area.min_col + 1
        if first is None:
            continue
        filled = SheetCell(
            first.value, first.shown_as, first.link, first.struck, first.wrong, filled=True
        )
        for row in range(area.min_row, min(area.max_row, MAX_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                if (row, column) != (area.min_row, area.min_col):
                    cells.setdefault(row, {})[column] = filled
    hidden = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    return BookSheet(
        sheet.title,
        cells,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(hidden),
        across=across,
    )


def _cell_of(stored: Any, formula: Any) -> SheetCell | None:
    value = stored.value
    link = stored.hyperlink.target if getattr(stored, "hyperlink", None) is not None else None
    wrong = None
    if getattr(stored, "data_type", "") == "e":
        value, wrong = str(value), f"it has the error {value}"
    elif value is None and formula is not None and getattr(formula, "data_type", "") == "f":
        wrong = "it is a formula without a stored result: open the file in Excel and save it"
    if value is None and wrong is None:
        return None
    font = getattr(stored, "font", None)
    return SheetCell(
        _value_of(value),
        str(getattr(stored, "number_format", "") or ""),
        link,
        struck=bool(font is not None and font.strike),
        wrong=wrong,
    )


def _value_of(value: Any) -> CellValue:
    match value:
        case None | bool() | int() | float() | str() | date():
            return value
        case time():  # A day of number 0 is shown as a time alone.
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
