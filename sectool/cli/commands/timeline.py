"""`sectool timeline`: the timelines of releases.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    ALL_WORDS,
    AsJson,
    AsKnownAt,
    DryRun,
    ErrorsOnly,
    Force,
    PlanOf,
    Register,
    ReleaseId,
    Report,
    ReportFormat,
    Strict,
    Words,
    root_of,
    stop,
)

Milestone = Annotated[str, typer.Argument(metavar="MILESTONE", help="Such as sit-starts.")]

OnDay = Annotated[
    Optional[str], typer.Option("--on", metavar="DAY", help="The day on which it was decided.")
]

Source = Annotated[
    Optional[str], typer.Option(metavar="SOURCE", help="The source that says so, by its id.")
]

app = typer.Typer(help="The timelines of releases.", no_args_is_help=True)


@app.command("check")
def timeline_check(
    releases: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[RELEASE]...", help="Such as 2022-11. None named: all."),
    ] = None,
    today: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY", help="Report the cut-offs that had been missed by this day, too."
        ),
    ] = None,
    format_: ReportFormat = Report.text,
    errors_only: ErrorsOnly = False,
    strict: Strict = False,
    register: Register = None,
) -> None:
    """Check timelines, releases, the calendar and the cut-offs. Nothing is written."""
    from sectool.cli.commands.check_findings import check_timelines

    stop(
        check_timelines(
            root_of(register),
            releases or [],
            format_.value,
            errors_only=errors_only,
            strict=strict,
            today=today,
        )
    )


@app.command("show")
def timeline_show(
    release: ReleaseId,
    critical: Annotated[
        bool, typer.Option("--critical", help="Only what moves the go-live when it is missed.")
    ] = False,
    as_of: PlanOf = None,
    as_known_at: AsKnownAt = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show the milestones of a release: dates or windows, distance to go-live, slack."""
    from sectool.cli.commands.timeline_show import show

    stop(
        show(
            root_of(register),
            release,
            critical=critical,
            as_of=as_of,
            known_at=as_known_at,
            as_json=json,
        )
    )


@app.command("explain")
def timeline_explain(
    release: ReleaseId,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="Such as uit-starts.")],
    on: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="Say whether it could be on this day, and what moves."),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show how each step counts, and what it skips.")
    ] = False,
    as_known_at: AsKnownAt = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Explain why a milestone has its dates, line by line of the timeline."""
    from sectool.cli.commands.timeline_explain import explain

    stop(
        explain(
            root_of(register),
            release,
            milestone,
            on=on,
            known_at=as_known_at,
            verbose=verbose,
            as_json=json,
        )
    )


@app.command("move")
def timeline_move(
    release: ReleaseId,
    milestone: Milestone,
    to: Annotated[
        Optional[str],
        typer.Option(metavar="DATE", help="Its new date: a day, a month, or a phrase."),
    ] = None,
    on: OnDay = None,
    because: Annotated[
        Optional[str], typer.Option(metavar="TEXT", help="Why it is on the new date.")
    ] = None,
    by: Annotated[
        Optional[str], typer.Option(metavar="BODY", help="The body that moved it.")
    ] = None,
    source: Source = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Move a milestone; what it was before stays, in a row of 'was'."""
    from sectool.cli.commands.timeline_edit import move

    values = {"to": to, "on": on, "because": because, "by": by, "source": source}
    stop(move(root_of(register), release, milestone, values, dry_run=dry_run, force=force))


@app.command("drop")
def timeline_drop(
    release: ReleaseId,
    milestone: Milestone,
    on: OnDay = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Drop a milestone: from a day on it is no longer planned; plans of earlier days keep it."""
    from sectool.cli.commands.timeline_edit import drop

    stop(drop(root_of(register), release, milestone, on, dry_run=dry_run, force=force))


@app.command("add", add_help_option=False, context_settings=ALL_WORDS)
def timeline_add(context: typer.Context, words: Words = None) -> None:
    """Add a milestone that is planned from a day on: its keys are options."""
    from sectool.cli.commands.timeline_edit import add

    add(context, words or [])
