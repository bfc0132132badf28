"""`sectool fix`: gives findings that have one right answer that answer.

Options and help are here; the body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import Register, root_of, stop

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def fix(
    rules: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[RULE]...", help="Fix only findings of these rules, by code or name."
        ),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", "--dry-run", help="Show the difference, and write nothing.")
    ] = False,
    register: Register = None,
) -> None:
    """Fix findings that have one right answer: slips, dates, order, file names."""
    from sectool.cli.commands.fix_findings import fix_findings

    stop(fix_findings(root_of(register), rules or (), dry_run=diff))
