"""`sectool meeting`: what a meeting may decide, and what it decided.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import DryRun, Force, Register, root_of, stop

Body = Annotated[str, typer.Argument(metavar="BODY", help="Such as CB, or its id.")]
Day = Annotated[str, typer.Argument(metavar="DAY", help="The day of the meeting (YYYY-MM-DD).")]

app = typer.Typer(help="Meetings: their agendas and their outcomes.", no_args_is_help=True)


@app.command("agenda")
def meeting_agenda(body: Body, day: Day, register: Register = None) -> None:
    """List the modifications that a meeting may decide about, and what it may decide."""
    from sectool.cli.commands.meeting_record import print_agenda

    stop(print_agenda(root_of(register), body, day))


@app.command("record")
def meeting_record(
    body: Body,
    day: Day,
    outcome: Annotated[
        Optional[list[str]],
        typer.Option(
            metavar="TEXT",
            help="An outcome, such as 'MP143 approved --release 2022-11'. May be repeated.",
        ),
    ] = None,
    item: Annotated[
        Optional[list[str]],
        typer.Option(
            metavar="MODIFICATION",
            help="Go through these alone. May be repeated. Default: all that may be decided.",
        ),
    ] = None,
    source: Annotated[
        Optional[str], typer.Option(metavar="SOURCE", help="The source of all outcomes, by its id.")
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Record the outcomes of a meeting, all together; at a terminal, item by item."""
    from sectool.cli.commands.meeting_record import record

    typed = (tuple(outcome or ()), tuple(item or ()), source)
    stop(record(root_of(register), body, day, *typed, dry_run=dry_run, force=force))
