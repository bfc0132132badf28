"""`sectool body`: committees.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    ALL_WORDS,
    AsJson,
    AsKnownAt,
    Register,
    Today,
    Words,
    clock,
    root_of,
    stop,
)

app = typer.Typer(help="Committees: their meetings and powers.", no_args_is_help=True)
meetings = typer.Typer(no_args_is_help=True)
app.add_typer(meetings, name="meeting", help="Announce, move or cancel a meeting of a body.")


@app.command("list")
def body_list(
    today: Today = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List the bodies, with the meetings around today."""
    from sectool.cli.commands.body_show import print_list

    stop(print_list(root_of(register), today, clock(), as_json=json))


@app.command("show")
def body_show(
    name: Annotated[str, typer.Argument(metavar="BODY", help="Such as CSC, or its id.")],
    year: Annotated[
        Optional[str], typer.Option(metavar="YEAR", help="All meetings of this year.")
    ] = None,
    as_known_at: AsKnownAt = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show a body: its names, patterns, papers, powers and meetings."""
    from sectool.cli.commands.body_show import print_body

    stop(print_body(root_of(register), name, year, as_known_at, as_json=json))


@meetings.command("add", add_help_option=False, context_settings=ALL_WORDS)
def meeting_add(context: typer.Context, words: Words = None) -> None:
    """Record that a meeting was announced for a day."""
    from sectool.cli.commands.body_meeting import add

    add(context, words or [])


@meetings.command("move", add_help_option=False, context_settings=ALL_WORDS)
def meeting_move(context: typer.Context, words: Words = None) -> None:
    """Record that a meeting is held on another day; what was announced before stays."""
    from sectool.cli.commands.body_meeting import move

    move(context, words or [])


@meetings.command("cancel", add_help_option=False, context_settings=ALL_WORDS)
def meeting_cancel(context: typer.Context, words: Words = None) -> None:
    """Record that a meeting is not held; what was announced before stays."""
    from sectool.cli.commands.body_meeting import cancel

    cancel(context, words or [])
