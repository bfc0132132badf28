"""`sectool register`: the modifications of a register as a spreadsheet, in and out.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import AsOf, DatesOption, DryRun, Force, Register, clock, root_of, stop

app = typer.Typer(
    help="Spreadsheets of modifications: taken into the register, or made of it.",
    no_args_is_help=True,
)


class SheetFormat(str, Enum):
    """What a sheet is written as."""

    xlsx = "xlsx"
    csv = "csv"


@app.command("import")
def register_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx or .csv file.")],
    as_of: Annotated[
        Optional[str],
        typer.Option(
            "--as-of",
            metavar="DAY",
            help="The day of which the sheet is (YYYY-MM-DD), where it does not say so.",
        ),
    ] = None,
    map_: Annotated[
        Optional[Path],
        typer.Option("--map", metavar="FILE", help="How its columns are read, as saved before."),
    ] = None,
    save_map: Annotated[
        Optional[Path],
        typer.Option("--save-map", metavar="FILE", help="Write down how its columns were read."),
    ] = None,
    dates: DatesOption = None,
    source: Annotated[
        Optional[str],
        typer.Option(
            metavar="SOURCE",
            help="The source that entries name. Use the same one each time that a later state of "
            "the sheet is imported. Default: the name of the file.",
        ),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Take a spreadsheet of modifications into the register, and report each row."""
    from sectool.cli.commands.register_import import ImportOptions, import_sheet

    options = ImportOptions(
        as_of, map_, save_map, None if dates is None else dates.value, source, dry_run, force
    )
    stop(import_sheet(root_of(register), file, options))


@app.command("export")
def register_export(
    format_: Annotated[
        SheetFormat, typer.Option("--format", help="A workbook, or comma-separated text.")
    ] = SheetFormat.csv,
    as_of: AsOf = None,
    output: Annotated[
        Optional[Path],
        typer.Option(
            metavar="FILE",
            help="The file to write. Default: standard output for CSV; out/register.xlsx.",
        ),
    ] = None,
    register: Register = None,
) -> None:
    """Write all modifications as a spreadsheet: what is known of each on a day."""
    from sectool.cli.commands.register_export import export_sheet

    stop(export_sheet(root_of(register), clock(), format_.value, as_of, output))
