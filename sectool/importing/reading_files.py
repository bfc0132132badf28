"""Reading a file of sheets from wherever a person keeps it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from sectool.dates import days_after
from sectool.importing.cells import CannotImport, Workbook
from sectool.importing.delimited import read_csv
from sectool.importing.ics import read_ics
from sectool.importing.meetings import FoundMeeting, meetings_in, meetings_of_book
from sectool.importing.spreadsheet import read_xlsx
from sectool.model.register import Register
from sectool.workspace.files import MAX_ATTACHED, Unreadable
from sectool.workspace.folder import Folder

_CSV = (".csv", ".tsv", ".txt")
_XLSX = (".xlsx", ".xlsm")


def content_of(file: Path) -> bytes:
    """The bytes of a file; a link to it is followed, since who names it says so. CannotImport."""
    real = Path(os.path.realpath(file))
    try:
        return Folder(real.parent).read(real.name, MAX_ATTACHED)
    except Unreadable as error:
        raise CannotImport(f"{file}: {error.reason}") from None


def workbook_of(file: Path) -> Workbook:
    """The sheets of an .xlsx or a CSV file, as its ending says. CannotImport."""
    ending = file.suffix.lower()
    content = content_of(file)
    try:
        if ending in _XLSX:
            return read_xlsx(content)
        if ending in _CSV:
            return read_csv(content, file.stem)
    except CannotImport as error:
        raise CannotImport(f"{file}: {error}") from None
    raise CannotImport(f"{file}: expected a file that ends in .xlsx, .csv or .tsv")


def meetings_of_file(
    file: Path, register: Register, body: str | None, as_of: date, dates: str | None = None
) -> list[FoundMeeting]:
    """The meetings in an .ics file, or in a sheet; `body` is that of lines that name none.

    `dates` says which comes first in the dates of a sheet, where it does not show it itself. Those
    that come again are followed as far as the register's calendar goes. CannotImport.
    """
    if file.suffix.lower() not in (".ics", ".ical", ".ifb"):
        return meetings_of_book(workbook_of(file), register, body, dates)
    last = register.calendar.to if register.calendar is not None else days_after(as_of, 366)
    try:
        return list(meetings_in(read_ics(content_of(file), last), register, body))
    except CannotImport as error:
        raise CannotImport(f"{file}: {error}") from None
