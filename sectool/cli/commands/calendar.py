"""`sectool calendar`: holidays, meetings, papers.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    AsJson,
    AsKnownAt,
    By,
    DatesOption,
    DryRun,
    Force,
    OfBody,
    Register,
    Today,
    TodayAsOf,
    clock,
    root_of,
    stop,
)
from sectool.cli.plan_options import (
    Concerning,
    PlanFormat,
    PlanFormatOption,
    PlanKinds,
    PlanOutput,
)

app = typer.Typer(
    help="Bank holidays, meetings, and the days on which papers go out.", no_args_is_help=True
)


@app.command("show")
def calendar_show(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Such as 2022.")],
    as_known_at: AsKnownAt = None,
    body: Annotated[
        Optional[list[str]],
        typer.Option(metavar="BODY", help="Only the meetings of this body. May be repeated."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show a year: bank holidays, go-lives, meetings, and the days on which papers go out."""
    from sectool.cli.commands.calendar_show import show

    stop(show(root_of(register), year, as_known_at, body or [], as_json=json))


@app.command("update")
def calendar_update(
    to: Annotated[
        Optional[str], typer.Option(metavar="YEAR", help="Extend the calendar to this year.")
    ] = None,
    announced: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="The day on which a change of years already pinned was announced (YYYY-MM-DD).",
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Change reference/calendar.yaml.")] = False,
    register: Register = None,
) -> None:
    """Compare the pinned bank holidays with the holidays package. Nothing is fetched."""
    from sectool.cli.commands.calendar_update import update

    stop(update(root_of(register), to, announced, write=write))


@app.command("impact")
def calendar_impact(
    holiday: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="What if this day (YYYY-MM-DD) were a bank holiday?"),
    ] = None,
    against: Annotated[
        Optional[str],
        typer.Option(
            metavar="REV",
            help="What has moved since the calendar and the bodies of this git revision?",
        ),
    ] = None,
    today: Today = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show which milestones of open releases move with the calendar, or are already past."""
    from sectool.cli.commands.calendar_impact import impact

    stop(
        impact(
            root_of(register),
            clock(),
            holiday=holiday,
            against=against,
            today=today,
            as_json=json,
        )
    )


@app.command("import")
def calendar_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .ics, .csv or .xlsx file.")],
    as_of: Annotated[
        Optional[str],
        typer.Option(
            "--as-of",
            metavar="DAY",
            help="The day on which its meetings were announced so (YYYY-MM-DD).",
        ),
    ] = None,
    body: Annotated[
        Optional[str],
        typer.Option(metavar="BODY", help="The body of the meetings that name none."),
    ] = None,
    source: Annotated[
        Optional[str],
        typer.Option(
            metavar="SOURCE", help="The source that meetings name. Default: the name of the file."
        ),
    ] = None,
    dates: DatesOption = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Take the meetings of bodies out of a calendar, and report each line."""
    from sectool.cli.commands.calendar_import import import_meetings

    order = None if dates is None else dates.value
    named = (as_of, body, source, order)
    stop(import_meetings(root_of(register), file, *named, dry_run=dry_run, force=force))


@app.command("export")
def calendar_export(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Such as 2022.")],
    format_: PlanFormatOption = PlanFormat.csv,
    by: By = None,
    body: OfBody = None,
    party: Concerning = None,
    kind: PlanKinds = None,
    today: TodayAsOf = None,
    output: PlanOutput = None,
    register: Register = None,
) -> None:
    """Write a year as a calendar, a workbook or CSV.

    Meetings, papers, go-lives and bank holidays, where no other kinds are asked for.
    """
    from sectool.cli.commands.timeline_export import ExportOptions, export_calendar

    options = ExportOptions(format_.value, by, body, party, kind, today, output)
    stop(export_calendar(root_of(register), clock(), year, options))
