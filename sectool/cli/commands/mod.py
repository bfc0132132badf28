"""`sectool mod`: modifications.

Options and help are here; each body imports what it needs when it runs. Long because it has so many
commands.
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
    By,
    DryRun,
    Force,
    OfBody,
    Party,
    Register,
    StepsFor,
    TodayAsOf,
    Words,
    clock,
    misuse,
    root_of,
    stop,
)
from sectool.cli.plan_options import (
    PlanFormat,
    PlanKinds,
    PlanOutput,
)

app = typer.Typer(help="Modifications: their stages, dates and histories.", no_args_is_help=True)


@app.command("list")
def mod_list(
    as_of: AsOf = None,
    stage: Annotated[
        Optional[str],
        typer.Option(metavar="STAGE", help="A stage by its id or in words of a paper, or on-hold."),
    ] = None,
    release: Annotated[
        Optional[str], typer.Option(metavar="RELEASE", help="Meant for it, such as 2022-11.")
    ] = None,
    party: Party = None,
    document: Annotated[
        Optional[str],
        typer.Option(metavar="DOCUMENT", help="Changes it, such as appendix-ad or 'Appendix AD'."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Include those that are decided or no longer reported.")
    ] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    register: Register = None,
) -> None:
    """List the open proposals: id, title, stage and from which date."""
    from sectool.cli.commands.mod_list import FilterOptions, print_list

    options = FilterOptions(stage, release, party, document, everything)
    stop(print_list(root_of(register), as_of, options, as_json=json, as_csv=csv))


@app.command("show")
def mod_show(
    modification: Annotated[
        str, typer.Argument(metavar="MODIFICATION", help="Such as MP143; DP190 means MP190.")
    ],
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show a modification: its stage, next step, parts, costs and history."""
    from sectool.cli.commands.mod_show import print_modification

    stop(print_modification(root_of(register), modification, as_of, as_json=json))


@app.command("plan")
def mod_plan(
    modification: Annotated[
        str, typer.Argument(metavar="MODIFICATION", help="Such as MP140; DP190 means MP190.")
    ],
    for_: Annotated[
        Optional[str],
        typer.Option(
            "--for",
            metavar="RELEASE",
            help="The release that it is planned for, such as 2022-11. Default: the one it is "
            "targeted for.",
        ),
    ] = None,
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Count back from the cut-off: the last day of each step, its slack, and what is late."""
    from sectool.cli.commands.mod_plan import print_plan

    stop(print_plan(root_of(register), modification, for_, as_of, as_json=json))


@app.command("next")
def mod_next(
    weeks: Annotated[str, typer.Option(metavar="N", help="How many weeks to look ahead.")] = "4",
    today: TodayAsOf = None,
    by: By = None,
    body: OfBody = None,
    party: StepsFor = None,
    json: AsJson = False,
    format_: Annotated[
        Optional[PlanFormat],
        typer.Option("--format", help="Write its dates as a calendar, a workbook or CSV instead."),
    ] = None,
    kind: PlanKinds = None,
    output: PlanOutput = None,
    register: Register = None,
) -> None:
    """List what is due in the coming weeks: closings, cut-offs, meetings, papers, milestones."""
    if format_ is not None:
        from sectool.cli.commands.timeline_export import ExportOptions, export_next

        options = ExportOptions(format_.value, by, body, party, kind, today, output)
        stop(export_next(root_of(register), clock(), weeks, options, as_json=json))
    from sectool.cli.commands.mod_next import print_next

    if kind is not None or output is not None:
        misuse("--kind and --output are for --format")
    root = root_of(register)
    stop(print_next(root, clock(), today, weeks, by=by, body=body, party=party, as_json=json))


@app.command("durations")
def mod_durations(
    as_of: AsOf = None,
    from_: Annotated[
        Optional[str],
        typer.Option("--from", metavar="DAY", help="Leave out what ended before this day."),
    ] = None,
    to: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="The last day: what is open is counted to it. Default: the day of --as-of, "
            "else today.",
        ),
    ] = None,
    kind: Annotated[
        Optional[list[str]],
        typer.Option(
            metavar="KIND",
            help="A kind of assessment such as pa, or proposal, or in-force (from raising to in "
            "force). May be repeated. Default: all kinds of assessments.",
        ),
    ] = None,
    counted: Annotated[
        Optional[list[str]],
        typer.Option(
            metavar="CONVENTION",
            help='How to count, such as "weekdays both ends". May be repeated. Default: '
            "working days.",
        ),
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    register: Register = None,
) -> None:
    """Count how long assessments and proposals took, by a named convention."""
    from sectool.cli.commands.mod_durations import DurationOptions, print_durations

    options = DurationOptions(as_of, from_, to, tuple(kind or ()), tuple(counted or ()))
    stop(print_durations(root_of(register), clock(), options, as_json=json, as_csv=csv))


@app.command("record", add_help_option=False, context_settings=ALL_WORDS)
def mod_record(context: typer.Context, words: Words = None) -> None:
    """Record what happened to a modification: any event, with its own keys as options."""
    from sectool.cli.commands.mod_record import record

    record(context, words or [])


@app.command("target", add_help_option=False, context_settings=ALL_WORDS)
def mod_target(context: typer.Context, words: Words = None) -> None:
    """Record that a proposal is meant for a release; --cut-off is by when it must be decided."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "target")


@app.command("approve", add_help_option=False, context_settings=ALL_WORDS)
def mod_approve(context: typer.Context, words: Words = None) -> None:
    """Record that a modification, or some of its parts, was approved."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "approve")


@app.command("reject", add_help_option=False, context_settings=ALL_WORDS)
def mod_reject(context: typer.Context, words: Words = None) -> None:
    """Record that a modification was rejected."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "reject")


@app.command("drop", add_help_option=False, context_settings=ALL_WORDS)
def mod_drop(context: typer.Context, words: Words = None) -> None:
    """Record that a modification left its release; it stays a proposal."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "drop")


@app.command("move", add_help_option=False, context_settings=ALL_WORDS)
def mod_move(context: typer.Context, words: Words = None) -> None:
    """Record that a modification moved to another release: targeted, or scheduled once approved."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "move")


@app.command("split", add_help_option=False, context_settings=ALL_WORDS)
def mod_split(context: typer.Context, words: Words = None) -> None:
    """Record that a modification was divided into others."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "split")


@app.command("withdraw", add_help_option=False, context_settings=ALL_WORDS)
def mod_withdraw(context: typer.Context, words: Words = None) -> None:
    """Record that a modification was withdrawn."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "withdraw")


@app.command("retitle", add_help_option=False, context_settings=ALL_WORDS)
def mod_retitle(context: typer.Context, words: Words = None) -> None:
    """Record that a modification took another title."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "retitle")


@app.command("consult", add_help_option=False, context_settings=ALL_WORDS)
def mod_consult(context: typer.Context, words: Words = None) -> None:
    """Record a consultation on a modification."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "consult")


@app.command("assess", add_help_option=False, context_settings=ALL_WORDS)
def mod_assess(context: typer.Context, words: Words = None) -> None:
    """Record a step of an assessment: requested, approved, deferred, accepted or returned."""
    from sectool.cli.commands.mod_record import record_shortly

    record_shortly(context, words or [], "assess")


@app.command("new")
def mod_new(
    modification: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[NUMBER]",
            help="Such as MP210, or DP210. Default: the next free one.",
        ),
    ] = None,
    title: Annotated[
        Optional[str], typer.Option("--title", metavar="TEXT", help="Its title.")
    ] = None,
    from_form: Annotated[
        Optional[Path],
        typer.Option(
            "--from-form",
            metavar="FILE",
            help="Take what a form says, in text, Markdown, YAML or Word: lines such as "
            "'Title: …', 'Proposer: …', 'Issue: …'. Options override it.",
        ),
    ] = None,
    raised: Annotated[
        Optional[str],
        typer.Option(
            "--raised", metavar="DAY", help="The day on which it was raised. Default: today."
        ),
    ] = None,
    raised_as: Annotated[
        Optional[str],
        typer.Option(
            "--as",
            metavar="PREFIX",
            help="As what it was raised, such as DP. Default: a draft, unless it has a release.",
        ),
    ] = None,
    proposer: Annotated[
        Optional[str], typer.Option("--proposer", metavar="TEXT", help="Who raised it.")
    ] = None,
    problem: Annotated[
        Optional[str], typer.Option("--problem", metavar="TEXT", help="The issue to resolve.")
    ] = None,
    will: Annotated[
        Optional[str],
        typer.Option(
            "--will", metavar="TEXT", help="What it will do: 'show the day of the last reading'."
        ),
    ] = None,
    document: Annotated[
        Optional[list[str]],
        typer.Option(
            "--document", metavar="DOCUMENT", help="A document it changes; may be repeated."
        ),
    ] = None,
    affects: Annotated[
        Optional[list[str]],
        typer.Option(
            "--affects",
            metavar="PARTY",
            help="Whom it affects, such as suppliers or dcc=system; may be repeated.",
        ),
    ] = None,
    release: Annotated[
        Optional[str],
        typer.Option("--release", metavar="RELEASE", help="The release it is targeted for."),
    ] = None,
    cut_off: Annotated[
        Optional[str],
        typer.Option(
            "--cut-off", metavar="DAY", help="The last day for its decision (YYYY-MM-DD)."
        ),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Start a modification: its file, with a place for what is not known yet."""
    from sectool.cli.commands.mod_new import new, request_of

    request = request_of(
        clock(),
        raised=raised,
        cut_off=cut_off,
        id=modification,
        title=title,
        raised_as=raised_as,
        proposer=proposer,
        problem=problem,
        will=will,
        documents=tuple(document or ()),
        affects=tuple(affects or ()),
        release=release,
    )
    stop(new(root_of(register), request, from_form, dry_run=dry_run, force=force))
