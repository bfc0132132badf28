"""`sectool register export`: every modification of the register on a day, as a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sectool.cli.options import out_of
from sectool.cli.present.output import write_bytes, write_error, write_out
from sectool.cli.session import day_of, failure, from_here, unread
from sectool.export.sheets import CannotExport, as_csv, as_xlsx
from sectool.queries.loaded import load_register
from sectool.queries.register_on import register_on
from sectool.queries.register_sheet import register_sheet
from sectool.unseen import in_line
from sectool.workspace.atomic import NotWritten, write_atomically


def export_sheet(
    root: Path, today: date, format_: str, as_of: str | None, output: Path | None
) -> int:
    """Writes the sheet, and says what no cell of it can hold."""
    day = day_of("--as-of", as_of) or today
    loaded = load_register(root)
    sheet = register_sheet(register_on(loaded.register, day))
    try:
        if output is None and format_ == "csv":
            write_bytes(as_csv(sheet, marked=False))
        else:
            content = as_xlsx(sheet) if format_ == "xlsx" else as_csv(sheet)
            path = output or out_of(root) / "register.xlsx"
            write_atomically(path, content, within=path.parent)
            write_out(f"{in_line(str(from_here(path)))}\n")
    except (CannotExport, NotWritten) as error:
        raise failure(str(error)) from None
    for one in sheet.left_out:
        write_error(f"sectool: not in the sheet: {one}\n")
    return unread(loaded, "modifications/", "releases/")
