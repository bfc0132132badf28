"""`sectool timeline`: the timelines of releases.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
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
    clock,
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


@app.command("whatif")
def timeline_whatif(
    release: ReleaseId,
    set_: Annotated[
        Optional[list[str]],
        typer.Option(
            "--set",
            metavar="MILESTONE=DATE",
            help="Another date of a milestone: 'go-live=2022-11-10', or a month or phrase.",
        ),
    ] = None,
    delay: Annotated[
        Optional[list[str]],
        typer.Option(
            "--delay",
            metavar="TEXT",
            help="A milestone later, or earlier, than planned: 'sit-starts 10 working days', "
            "'go-live 1 week earlier'.",
        ),
    ] = None,
    holiday: Annotated[
        Optional[list[str]],
        typer.Option("--holiday", metavar="DAY", help="A bank holiday: '2022-09-28'."),
    ] = None,
    cancel: Annotated[
        Optional[list[str]],
        typer.Option(
            "--cancel", metavar="MEETING", help="A meeting that is not held: 'CSC 2022-10-18'."
        ),
    ] = None,
    move: Annotated[
        Optional[list[str]],
        typer.Option(
            "--move",
            metavar="TEXT",
            help="A modification in another release, 'MP140 2023-06', or a meeting on another "
            "day, 'CSC 2022-10-18 2022-10-25'.",
        ),
    ] = None,
    drop: Annotated[
        Optional[list[str]],
        typer.Option(
            "--drop", metavar="MODIFICATION", help="A modification that leaves its release."
        ),
    ] = None,
    scenario: Annotated[
        Optional[list[Path]],
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="A YAML file of scenarios by name; several are shown side by side.",
        ),
    ] = None,
    as_of: PlanOf = None,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply", help="Write it as decided, with --by and --because, instead of showing it."
        ),
    ] = False,
    on: Annotated[
        Optional[str],
        typer.Option(
            "--on", metavar="DAY", help="With --apply: the day of the decision. Default: today."
        ),
    ] = None,
    by: Annotated[
        Optional[str],
        typer.Option("--by", metavar="BODY", help="With --apply: the body that decided."),
    ] = None,
    because: Annotated[
        Optional[str],
        typer.Option("--because", metavar="TEXT", help="With --apply: the reason."),
    ] = None,
    source: Annotated[
        Optional[str],
        typer.Option(
            "--source",
            metavar="SOURCE",
            help="With --apply: the source, by its id.",
        ),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what would change in the plan if dates, holidays, meetings or scope were different."""
    from sectool.cli.commands.timeline_whatif import Applied, whatif

    given = (
        ("set", set_),
        ("delay", delay),
        ("holiday", holiday),
        ("cancel", cancel),
        ("move", move),
        ("drop", drop),
    )
    stop(
        whatif(
            root_of(register),
            release,
            [(kind, values or []) for kind, values in given],
            scenario or [],
            clock(),
            as_of=as_of,
            as_json=json,
            apply=Applied(on, by, because, source) if apply else None,
            dry_run=dry_run,
            force=force,
        )
    )
