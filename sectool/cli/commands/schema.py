"""`sectool schema`: JSON Schemas of the files of a register, for editors.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import DryRun, Register, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def schema(
    kind: Annotated[
        Optional[str],
        typer.Argument(metavar="[KIND]", help="A kind of file: timeline. Default: a list."),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help="Write all of them into schemas/, and the settings of VS Code."
        ),
    ] = False,
    modelines: Annotated[
        bool,
        typer.Option(
            "--modelines", help="With --write: also name its schema in the first line of each file."
        ),
    ] = False,
    dry_run: DryRun = False,
    register: Register = None,
) -> None:
    """Print the JSON Schema of a kind of file, or write all of them for editors."""
    from sectool.cli.commands.schema_print import listed, printed, written

    if write:
        stop(written(register, kind, modelines=modelines, dry_run=dry_run))
    if modelines or dry_run:
        from sectool.cli.options import misuse

        misuse(f"{'--modelines' if modelines else '--dry-run'} requires --write")
    stop(listed() if kind is None else printed(register, kind))
