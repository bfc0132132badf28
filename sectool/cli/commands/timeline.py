"""`sectool timeline`: the timelines of releases.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    AsJson,
    AsKnownAt,
    ErrorsOnly,
    PlanOf,
    Register,
    ReleaseId,
    Report,
    ReportFormat,
    Strict,
    root_of,
    stop,
)

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
