"""`sectool check`.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import ErrorsOnly, Register, Report, ReportFormat, Strict, root_of, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def check(
    files: Annotated[
        Optional[list[Path]],
        typer.Argument(
            metavar="[FILE]...", help="Report only what is about these files or folders."
        ),
    ] = None,
    format_: ReportFormat = Report.text,
    errors_only: ErrorsOnly = False,
    strict: Strict = False,
    register: Register = None,
) -> None:
    """Check everything in the register. Nothing is written."""
    from sectool.cli.commands.check_findings import check_all

    root = root_of(register)
    options = {"errors_only": errors_only, "strict": strict}
    stop(check_all(root, format_.value, **options, files=files or ()))
