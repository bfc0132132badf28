"""`sectool timeline`: the timelines of releases.

Options and help are here; each body imports what it needs when it runs. Long because it has so many
commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    ALL_WORDS,
    AsJson,
    AsKnownAt,
    By,
    DryRun,
    ErrorsOnly,
    Force,
    OfBody,
    PlanOf,
    Register,
    ReleaseId,
    Report,
    ReportFormat,
    StepsFor,
    Strict,
    TodayAsOf,
    Words,
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

Milestone = Annotated[str, typer.Argument(metavar="MILESTONE", help="Such as sit-starts.")]

OnDay = Annotated[
    Optional[str], typer.Option("--on", metavar="DAY", help="The day on which it was decided.")
]

Source = Annotated[
    Optional[str], typer.Option(metavar="SOURCE", help="The source that says so, by its id.")
]

Several = Optional[list[str]]

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
    slack: Annotated[
        bool,
        typer.Option("--slack", help="Show ids and figures: Working Days to go-live, slack."),
    ] = False,
    by: By = None,
    body: OfBody = None,
    party: StepsFor = None,
    as_of: PlanOf = None,
    as_known_at: AsKnownAt = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show the milestones of a release: when, who, how far each can slip, what a miss means."""
    from sectool.cli.commands.timeline_show import show

    stop(
        show(
            root_of(register),
            release,
            critical=critical,
            slack=slack,
            by=by,
            body=body,
            party=party,
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
        Several,
        typer.Option("--set", metavar="MILESTONE=DATE", help="Such as 'go-live=2022-11-10'."),
    ] = None,
    delay: Annotated[
        Several,
        typer.Option(metavar="TEXT", help="Such as 'sit-starts 10 working days', or '… earlier'."),
    ] = None,
    holiday: Annotated[Several, typer.Option(metavar="DAY", help="A bank holiday.")] = None,
    cancel: Annotated[
        Several,
        typer.Option(metavar="MEETING", help="One that is not held: 'CSC 2022-10-18'."),
    ] = None,
    move: Annotated[
        Several,
        typer.Option(
            metavar="TEXT",
            help="A modification to another release, 'MP140 2023-06', or a meeting to another "
            "day, 'CSC 2022-10-18 2022-10-25'.",
        ),
    ] = None,
    drop: Annotated[
        Several,
        typer.Option(metavar="MODIFICATION", help="One that leaves its release."),
    ] = None,
    scenario: Annotated[
        Optional[list[Path]],
        typer.Option(metavar="FILE", help="Scenarios by name, as YAML; shown side by side."),
    ] = None,
    as_of: PlanOf = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write it as decided, with --by and --because.")
    ] = False,
    on: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="With --apply: the day of the decision. Default: today."),
    ] = None,
    by: Annotated[
        Optional[str],
        typer.Option(metavar="BODY", help="With --apply: the body that decided, such as CSC."),
    ] = None,
    because: Annotated[
        Optional[str], typer.Option(metavar="TEXT", help="With --apply: the reason.")
    ] = None,
    source: Annotated[
        Optional[str],
        typer.Option(metavar="SOURCE", help="With --apply: the source, by its id."),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what changes in the plan with other dates, holidays, meetings or scope."""
    from sectool.cli.commands.timeline_whatif import AppliedOptions, whatif

    kinds = ("set", "delay", "holiday", "cancel", "move", "drop")
    values = (set_, delay, holiday, cancel, move, drop)
    stop(
        whatif(
            root_of(register),
            release,
            [(kind, given or []) for kind, given in zip(kinds, values, strict=True)],
            scenario or [],
            clock(),
            as_of=as_of,
            as_json=json,
            apply=AppliedOptions(on, by, because, source) if apply else None,
            dry_run=dry_run,
            force=force,
        )
    )


@app.command("export")
def timeline_export(
    release: Annotated[
        Optional[str], typer.Argument(metavar="[RELEASE]", help="Such as 2022-11.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All releases.")] = False,
    format_: PlanFormatOption = PlanFormat.csv,
    by: By = None,
    body: OfBody = None,
    party: Concerning = None,
    kind: PlanKinds = None,
    today: TodayAsOf = None,
    output: PlanOutput = None,
    register: Register = None,
) -> None:
    """Write what is planned for a release as a calendar, a workbook or CSV.

    Milestones, papers, cut-offs and closing days of consultations. An event keeps its identifier
    when its date moves, so that a calendar can be brought up to date by importing it again.
    """
    from sectool.cli.commands.timeline_export import ExportOptions, export_timelines

    options = ExportOptions(format_.value, by, body, party, kind, today, output)
    stop(export_timelines(root_of(register), clock(), release, options, everything=everything))
