"""The sheet of a register as bytes: CSV for programs, XLSX for people. Same sheet, same bytes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

from sectool.dates import Month, iso, shortly
from sectool.queries.register_sheet import Cell, RegisterSheet

# How wide columns are, in characters: as wide as their cells, within these.
_NARROW, _WIDE = 10, 60
# When it was made would differ each time: the day of Excel's own calendar.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (written without a zone)


class CannotExport(Exception):
    """A file that cannot be made; the message says what is missing."""


def as_csv(sheet: RegisterSheet, *, marked: bool = True) -> bytes:
    """RFC 4180 in UTF-8, `marked` as Excel knows it by; days as 2022-11-03."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([[_as_text(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig" if marked else "utf-8")


def as_xlsx(sheet: RegisterSheet) -> bytes:
    """A workbook of one sheet, its days as days. CannotExport where xlsxwriter is missing."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise CannotExport(
            "writing spreadsheets needs xlsxwriter: pip install 'sectool[sheets]'"
        ) from None
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": sheet.title, "created": _CREATED})
    page = book.add_worksheet("Modifications")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.heading, head)
        longest = max((len(_as_shown(row[at])) for row in sheet.rows), default=0)
        page.set_column(at, at, min(max(longest, len(column.heading), _NARROW), _WIDE))
    for number, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            _write(page, number, at, cell, text, day)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return made.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, text: Any, day: Any) -> None:
    match cell:
        case None:
            return
        case date():
            page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
        case _:
            page.write_string(row, column, _as_shown(cell), text)


def _as_text(cell: Cell) -> str:
    return iso(cell) or "" if isinstance(cell, date | Month) else _plain(cell)


def _as_shown(cell: Cell) -> str:
    return shortly(cell) if isinstance(cell, date | Month) else _plain(cell)


def _plain(cell: str | int | None) -> str:
    return "" if cell is None else str(cell)
