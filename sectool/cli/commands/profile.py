"""`sectool profile`: the tables of a Code, which come with sectool or are the register's own.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import AsJson, Register, clock, root_of, stop

app = typer.Typer(
    help="The tables of the Code: who is affected, when decisions are due, what ids look like.",
    no_args_is_help=True,
)


@app.command("show")
def profile_show(
    table: Annotated[
        Optional[str], typer.Argument(metavar="TABLE", help="Such as cut-offs. Default: a list.")
    ] = None,
    as_of: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="What was in force on this day. Default: today."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show which tables are in force on a day, and which file says so."""
    from sectool.cli.commands.profile_show import show

    stop(show(root_of(register), table, as_of, clock(), as_json=json))


@app.command("copy")
def profile_copy(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Such as cut-offs.yaml or rid.md.j2.")
    ],
    profile: Annotated[
        Optional[str],
        typer.Option(metavar="PROFILE", help="A shipped profile. Default: the register's."),
    ] = None,
    register: Register = None,
) -> None:
    """Copy a shipped table or template into the register, where it replaces the shipped one."""
    from sectool.cli.commands.profile_show import copy

    stop(copy(root_of(register), file, profile))
