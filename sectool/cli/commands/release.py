"""`sectool release`: what releases hold, cost, and bring in force.

Options and help are here; each body imports what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    ALL_WORDS,
    AsCsv,
    AsJson,
    AsOf,
    DryRun,
    Force,
    Party,
    Register,
    ReleaseId,
    TodayAsOf,
    Words,
    clock,
    out_of,
    root_of,
    stop,
)

app = typer.Typer(
    help="Releases: their scope, their costs and what is in force.", no_args_is_help=True
)


@app.command("list")
def release_list(as_of: AsOf = None, json: AsJson = False, register: Register = None) -> None:
    """List the releases, with the number of modifications in each."""
    from sectool.cli.commands.release_list import print_list

    stop(print_list(root_of(register), as_of, as_json=json))


@app.command("show")
def release_show(
    release: ReleaseId,
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show the scope of a release, what was removed and why, and changes since its baseline."""
    from sectool.cli.commands.release_show import print_release

    stop(print_release(root_of(register), release, as_of, as_json=json))


@app.command("parts")
def release_parts(
    in_force: Annotated[
        str, typer.Option("--in-force", metavar="DAY", help="The day asked about (YYYY-MM-DD).")
    ],
    party: Party = None,
    json: AsJson = False,
    csv: AsCsv = False,
    register: Register = None,
) -> None:
    """List the documents and parts that modifications have changed and that are in force."""
    from sectool.cli.commands.release_parts import print_parts

    stop(print_parts(root_of(register), in_force, party, as_json=json, as_csv=csv))


@app.command("costs")
def release_costs(
    release: ReleaseId,
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Add up the operator's costs of a release: known, estimated, not known; low and high."""
    from sectool.cli.commands.release_costs import print_costs

    stop(print_costs(root_of(register), release, as_of, as_json=json))


@app.command("readiness")
def release_readiness(
    release: ReleaseId,
    today: TodayAsOf = None,
    fail_on: Annotated[
        Optional[str],
        typer.Option(
            metavar="STATE",
            help="Exit with 1 where a cut-off is missed (missed), or also where something is at "
            "risk, not known or reported as not met (at-risk).",
        ),
    ] = None,
    pack: Annotated[
        bool, typer.Option("--pack", help="Write the go/no-go pack as Markdown and HTML instead.")
    ] = False,
    output: Annotated[
        Optional[Path],
        typer.Option(metavar="FOLDER", help="Where the pack goes. Default: out/, in the register."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Report what is in a release, at risk or missed, and its acceptance criteria."""
    from sectool.cli.commands.release_readiness import ReadinessOptions, print_readiness

    root = root_of(register)
    options = ReadinessOptions(today, fail_on, pack, output)
    stop(print_readiness(root, clock(), release, options, out_of(root), as_json=json))


@app.command("record", add_help_option=False, context_settings=ALL_WORDS)
def release_record(context: typer.Context, words: Words = None) -> None:
    """Record what happened to a release; a decision about go-live moves it in the timeline."""
    from sectool.cli.commands.release_record import record

    record(context, words or [])


@app.command("new")
def release_new(
    release: Annotated[
        str,
        typer.Argument(
            metavar="MONTH",
            help="The month of its go-live, such as 2023-06; the day, such as 2023-07-20, of a "
            "release on a day of its own.",
        ),
    ],
    like: Annotated[
        Optional[str],
        typer.Option("--like", metavar="RELEASE", help="Plan it like this release."),
    ] = None,
    pattern: Annotated[
        Optional[str],
        typer.Option(
            "--pattern",
            metavar="PATTERN",
            help="Plan it by this pattern: system, documents or standalone; 'sectool profile show "
            "timeline-patterns' shows them. Default: the first one for such a release.",
        ),
    ] = None,
    go_live: Annotated[
        Optional[str],
        typer.Option(
            "--go-live",
            metavar="PHRASE",
            help="When it goes live, such as 2023-06-29 or 'last Thursday of June 2023'. Default: "
            "the usual day of such a release.",
        ),
    ] = None,
    name: Annotated[
        Optional[str],
        typer.Option("--name", metavar="TEXT", help="What documents call it. Default: by its id."),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Start a release: its file, its timeline and its document, with what is left to decide.

    Each day is found again as the same kind of day at the same distance: a meeting stays a
    meeting. It is marked '# check', for a person to confirm.
    """
    from sectool.cli.commands.release_new import new

    stop(
        new(
            root_of(register),
            release,
            like=like,
            pattern=pattern,
            go_live=go_live,
            name=name,
            dry_run=dry_run,
            force=force,
        )
    )


@app.command("history")
def release_history(
    release: ReleaseId,
    milestone: Annotated[
        Optional[str],
        typer.Option("--milestone", metavar="MILESTONE", help="Only this milestone."),
    ] = None,
    svg: Annotated[
        Optional[Path],
        typer.Option(
            "--svg", metavar="FILE", help="Draw the dates over the days on which they were known."
        ),
    ] = None,
    git: Annotated[
        bool,
        typer.Option("--git/--no-git", help="Also read what the commits of the register changed."),
    ] = True,
    as_of: Annotated[
        Optional[str],
        typer.Option(
            "--as-of", metavar="DAY", help="What was known by this day (YYYY-MM-DD), without git."
        ),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show every change of a release's plan: from when to when, who decided it and why."""
    from sectool.cli.commands.release_history import print_history

    stop(
        print_history(
            root_of(register),
            release,
            clock(),
            as_of=as_of,
            milestone=milestone,
            svg=svg,
            git=git,
            as_json=json,
        )
    )
