"""`sectool plan`: all that is planned, across releases.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sectool.cli.options import AsJson, PlanOf, Register, root_of, stop

app = typer.Typer(add_completion=False, help="The plan across all releases.", no_args_is_help=True)


@app.callback()
def _plan() -> None:
    pass


@app.command("year")
def plan_year(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Such as 2022.")],
    as_of: PlanOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show a year on one page: releases, meetings, papers, consultations, freezes, clashes."""
    from sectool.cli.commands.plan_year import print_year

    stop(print_year(root_of(register), year, as_of, as_json=json))
