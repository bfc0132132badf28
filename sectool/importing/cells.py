"""A spreadsheet as read: sheets of cells, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from sectool.values import dataclass

CellValue = str | int | float | bool | date | datetime | None


class CannotImport(Exception):
    """A file that nothing can be taken from; the message says why, and what to do."""


@dataclass(frozen=True)
class SheetCell:
    """A cell: its value, how a number or a day is shown, and what else may change its meaning.

    `wrong` says why its value cannot be trusted, such as a formula that was never calculated.
    `filled` is a value that stands in the first cell of a merged area.
    """

    value: CellValue = None
    shown_as: str = ""
    link: str | None = None
    struck: bool = False
    wrong: str | None = None
    filled: bool = False

    @property
    def is_empty(self) -> bool:
        return self.wrong is None and self.text == ""

    @cached_property
    def text(self) -> str:
        """What people read in it, in one spelling: no blanks around it, none that are unusual."""
        return plain_text(self.value)


@dataclass(frozen=True)
class BookSheet:
    """A sheet: its cells by row and column (both from 1; empty ones may be missing), as named."""

    name: str
    cells: Mapping[int, Mapping[int, SheetCell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    # The columns that one cell is merged across, by its row and column.
    across: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> SheetCell:
        return self.cells.get(row, {}).get(column, NO_CELL)

    def rows(self) -> Iterator[int]:
        """The rows that have something in them, from the top."""
        return iter(sorted(r for r, row in self.cells.items() if not all_empty(row)))

    @property
    def width(self) -> int:
        return max((max(row, default=0) for row in self.cells.values()), default=0)


@dataclass(frozen=True)
class Workbook:
    """A file of sheets, with what a person should know of how it was read."""

    sheets: tuple[BookSheet, ...]
    notes: tuple[str, ...] = ()
    # Whether its cells are texts alone, as those of a CSV file are.
    texts_only: bool = False


NO_CELL = SheetCell()

# What looks like a blank, a hyphen or nothing, and is another character.
_SAME = {
    **dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"), " "),
    **dict.fromkeys(map(ord, "\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
}


def plain_text(value: CellValue) -> str:
    """The text of a value; of several lines, each without blanks at its ends."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        value = value.date() if value.time() == value.time().min else value
    if isinstance(value, date):
        return value.isoformat() if not isinstance(value, datetime) else value.isoformat(" ")
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_SAME).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def all_empty(row: Mapping[int, SheetCell]) -> bool:
    return all(cell.is_empty for cell in row.values())


def column_letter(column: int) -> str:
    """`A` of 1, `AB` of 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
