"""The commands, one line each: their bodies import what they need when they run."""

from __future__ import annotations

import errno
import os
import sys
from enum import Enum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer

from sectool import __version__
from sectool.model.kind import KIND_NAMES

if TYPE_CHECKING:
    import datetime

app = typer.Typer(
    name="sectool",
    help="Plans, checks and documents releases of the Smart Energy Code (SEC).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rid = typer.Typer(help="The Release Implementation Document (RID).", no_args_is_help=True)
timeline = typer.Typer(help="The timelines of releases.", no_args_is_help=True)
calendar = typer.Typer(
    help="Bank holidays, meetings, and the days on which papers go out.", no_args_is_help=True
)
body = typer.Typer(help="Committees: when they meet and what they decide.", no_args_is_help=True)
app.add_typer(rid, name="rid")
app.add_typer(timeline, name="timeline")
app.add_typer(calendar, name="calendar")
app.add_typer(body, name="body")
publication = typer.Typer(help="Documents of every kind.", no_args_is_help=True)
app.add_typer(publication, name="publication")
mod = typer.Typer(help="Modifications: where each stands, and its story.", no_args_is_help=True)
release = typer.Typer(
    help="Releases: what they hold, what they cost, what is in force.", no_args_is_help=True
)
app.add_typer(mod, name="mod")
app.add_typer(release, name="release")


class Report(str, Enum):
    """How findings are printed."""

    text = "text"
    json = "json"


Register = Annotated[
    Optional[Path],
    typer.Option(
        "--register",
        "-C",
        metavar="FOLDER",
        help="The register's folder. Default: the nearest one, from here upwards, that holds "
        "a sectool.yaml.",
    ),
]
ReportFormat = Annotated[
    Report, typer.Option("--format", help="How findings are printed: for people or programs.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON object.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")]
ErrorsOnly = Annotated[
    bool, typer.Option("--errors-only", help="Print errors alone; warnings are only counted.")
]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version and stop.")
    ] = False,
) -> None:
    if version:
        typer.echo(f"sectool {__version__}")
        raise typer.Exit


@rid.command("build")
def rid_build(
    release: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[RELEASE]", help="Such as 2022-11. May be left out where there is one RID."
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Formats, separated by commas.")
    ] = "md,html,pdf,docx",
    as_of: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY", help="Build the document as of this day (YYYY-MM-DD), with its version."
        ),
    ] = None,
    output: Annotated[
        Optional[Path],
        typer.Option(
            metavar="FOLDER",
            help="Where the folder of the release is made. Default: 'out' beside sectool.yaml.",
        ),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Mark it as a draft, and build it in spite of errors."),
    ] = False,
    scope: Annotated[
        str,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help="all, or approved: leaves out what is targeted and not yet decided.",
        ),
    ] = "all",
    register: Register = None,
) -> None:
    """Build the RID of a release and print the paths of its files."""
    from sectool.cli.rid import build

    root = _root(register)
    _stop(build(root, release, format_, as_of, output or _out(root), draft=draft, scope=scope))


@rid.command("verify")
def rid_verify(
    file: Annotated[Path, typer.Argument(help="A built RID: .md, .html, .pdf or .docx.")],
    register: Register = None,
) -> None:
    """Say whether the register still gives this document, and if not, what differs."""
    from sectool.cli.verify import verify

    _stop(verify(_root(register), file))


Before = Annotated[
    Optional[str],
    typer.Argument(
        metavar="[A]",
        help="What to compare from: a version (0.3), a day (2021-11-05) or a git revision "
        "(HEAD~1; git:0.3 where it looks like a version or a day). Default: the newest dated "
        "version of a RID, else HEAD.",
    ),
]
After = Annotated[
    Optional[str],
    typer.Argument(
        metavar="[B]",
        help="What to compare with, in the same ways. Default: the register as it is now.",
    ),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where something differs.")]


@rid.command("diff")
def rid_diff(
    before: Before = None,
    after: After = None,
    release: Annotated[
        Optional[str],
        typer.Option(metavar="RELEASE", help="May be left out where there is one RID."),
    ] = None,
    json: AsJson = False,
    exit_code: ExitCode = False,
    register: Register = None,
) -> None:
    """Say what changed between two states of a RID, and propose the row of its version history.

    A version or a day leaves out what was recorded later; a revision, or the
    register as it is now, leaves nothing out. A version that is recorded as
    issued has the facts and the plan of then. Templates are today's on both
    sides.
    """
    from sectool.cli.diff import rid_diff

    root = _root(register)
    _stop(rid_diff(root, before, after, release=release, as_json=json, exit_code=exit_code))


@app.command()
def check(
    files: Annotated[
        Optional[list[Path]],
        typer.Argument(metavar="[FILE]...", help="Tell only what is about these files or folders."),
    ] = None,
    format_: ReportFormat = Report.text,
    errors_only: ErrorsOnly = False,
    strict: Strict = False,
    register: Register = None,
) -> None:
    """Check everything in the register. Nothing is written."""
    from sectool.cli.check import check_all

    root = _root(register)
    options = {"errors_only": errors_only, "strict": strict}
    _stop(check_all(root, format_.value, **options, files=files or ()))


@timeline.command("check")
def timeline_check(
    releases: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[RELEASE]...", help="Such as 2022-11. None named: all."),
    ] = None,
    format_: ReportFormat = Report.text,
    errors_only: ErrorsOnly = False,
    strict: Strict = False,
    register: Register = None,
) -> None:
    """Check timelines, releases, the calendar and the cut-offs. Nothing is written."""
    from sectool.cli.check import check_timelines

    _stop(
        check_timelines(
            _root(register), releases or [], format_.value, errors_only=errors_only, strict=strict
        )
    )


AsKnownAt = Annotated[
    Optional[str],
    typer.Option(
        "--as-known-at",
        metavar="DAY",
        help="Leave out holidays and meetings that were announced after this day (YYYY-MM-DD).",
    ),
]


@timeline.command("show")
def timeline_show(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="Such as 2022-11.")],
    critical: Annotated[
        bool, typer.Option("--critical", help="Only what moves the go-live when it is missed.")
    ] = False,
    as_known_at: AsKnownAt = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show the milestones of a release: dates or windows, distance to go-live, slack."""
    from sectool.cli.timeline import show

    _stop(show(_root(register), release, critical=critical, known_at=as_known_at, as_json=json))


@timeline.command("explain")
def timeline_explain(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="Such as 2022-11.")],
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
    from sectool.cli.explain import explain

    _stop(
        explain(
            _root(register),
            release,
            milestone,
            on=on,
            known_at=as_known_at,
            verbose=verbose,
            as_json=json,
        )
    )


@app.command()
def date(
    phrase: Annotated[
        list[str],
        typer.Argument(
            help='Such as "5 working days before 2022-11-03", or "working days from 2022-10-18 '
            'to 2022-11-03".'
        ),
    ],
    release: Annotated[
        Optional[str],
        typer.Option(metavar="RELEASE", help="Whose milestones the phrase may name."),
    ] = None,
    gives: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="Read the phrase backwards: for which days of its milestone, or of X, it gives "
            "this day (YYYY-MM-DD).",
        ),
    ] = None,
    as_known_at: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="Leave out holidays and meetings announced after this day (YYYY-MM-DD).",
        ),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Work out a date in the date language, or count between two, and show how it was got."""
    from sectool.cli.date import print_date

    _stop(
        print_date(
            _root(register),
            " ".join(phrase),
            release,
            as_json=json,
            known_at=as_known_at,
            gives=gives,
        )
    )


@app.command()
def rule(
    code: Annotated[Optional[str], typer.Argument(metavar="[CODE]", help="Such as T103.")] = None,
) -> None:
    """Explain a rule, or list them all."""
    from sectool.rulebook import NoSuchRule, index, page, rule_called

    try:
        typer.echo(page(rule_called(code)) if code else index(), nl=False)
    except NoSuchRule as error:
        _misuse(str(error))


@calendar.command("show")
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
    """Show a year: bank holidays, meetings, and the days on which papers go out."""
    from sectool.cli.calendar import show

    _stop(show(_root(register), year, as_known_at, body or [], as_json=json))


@calendar.command("update")
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
    from sectool.cli.calendar import update

    _stop(update(_root(register), to, announced, write=write))


@calendar.command("impact")
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
    today: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="What counts as today (YYYY-MM-DD). Default: the clock."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show which milestones of open releases move with the calendar, or are already past."""
    from sectool.cli.impact import impact

    _stop(
        impact(
            _root(register),
            _clock(),
            holiday=holiday,
            against=against,
            today=today,
            as_json=json,
        )
    )


@body.command("list")
def body_list(
    today: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="What counts as today (YYYY-MM-DD). Default: the clock."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List the bodies, with the meetings around today."""
    from sectool.cli.body import print_list

    _stop(print_list(_root(register), today, _clock(), as_json=json))


@body.command("show")
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
    from sectool.cli.body import print_body

    _stop(print_body(_root(register), name, year, as_known_at, as_json=json))


AsOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="With what entries had told by this day (YYYY-MM-DD); what stands at the top of a "
        "modification's file holds on every day, unless an entry says otherwise. Default: nothing "
        "is left out.",
    ),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, with a header row.")]
Party = Annotated[
    Optional[str],
    typer.Option("--party", metavar="PARTY", help="Only what touches these, such as suppliers."),
]


@release.command("list")
def release_list(as_of: AsOf = None, json: AsJson = False, register: Register = None) -> None:
    """List the releases, with how many modifications each holds."""
    from sectool.cli.release_list import print_list

    _stop(print_list(_root(register), as_of, as_json=json))


@release.command("show")
def release_show(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="Such as 2022-11.")],
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what a release holds, what left it and why, and what changed since its baseline."""
    from sectool.cli.release_show import print_release

    _stop(print_release(_root(register), release, as_of, as_json=json))


@release.command("parts")
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
    from sectool.cli.release_parts import print_parts

    _stop(print_parts(_root(register), in_force, party, as_json=json, as_csv=csv))


@release.command("costs")
def release_costs(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="Such as 2022-11.")],
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Add up the DCC's costs of a release: known, estimated, not known; low and high."""
    from sectool.cli.release_costs import print_costs

    _stop(print_costs(_root(register), release, as_of, as_json=json))


@mod.command("list")
def mod_list(
    as_of: AsOf = None,
    stage: Annotated[
        Optional[str], typer.Option(metavar="STAGE", help="Such as refinement, Opine or on-hold.")
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
        bool, typer.Option("--all", help="Those too that are decided or no longer heard of.")
    ] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    register: Register = None,
) -> None:
    """List the proposals that are open: id, title, stage, and since when."""
    from sectool.cli.mod_list import Wanted, print_list

    wanted = Wanted(stage, release, party, document)
    _stop(
        print_list(_root(register), as_of, wanted, everything=everything, as_json=json, as_csv=csv)
    )


@mod.command("show")
def mod_show(
    modification: Annotated[
        str, typer.Argument(metavar="MODIFICATION", help="Such as MP143; DP190 means MP190.")
    ],
    as_of: AsOf = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show a modification: where it stands, what is next, its parts and costs, its history."""
    from sectool.cli.mod_show import print_modification

    _stop(print_modification(_root(register), modification, as_of, as_json=json))


@mod.command("next")
def mod_next(
    weeks: Annotated[str, typer.Option(metavar="N", help="How many weeks to look ahead.")] = "4",
    today: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="What counts as today (YYYY-MM-DD). Default: the clock."),
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List what the coming weeks hold: closings, assessments, cut-offs, meetings, milestones."""
    from sectool.cli.coming import print_next

    _stop(print_next(_root(register), _clock(), today, weeks, as_json=json))


@mod.command("durations")
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
        typer.Option(metavar="KIND", help="pa, ia or proposal. May be repeated. Default: pa, ia."),
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
    register: Register = None,
) -> None:
    """Count how long DCC assessments and proposals took, by a named convention."""
    from sectool.cli.durations import Asked, print_durations

    asked = Asked(as_of, from_, to, tuple(kind or ()), tuple(counted or ()))
    _stop(print_durations(_root(register), _clock(), asked, as_json=json))


@publication.command("build")
def publication_build(
    name: Annotated[
        Optional[str],
        typer.Argument(metavar="[NAME]", help="Such as newsletter-2021-12-17; or say --all."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Build every publication.")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Formats, separated by commas.")
    ] = "md,html,pdf,docx",
    as_of: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="Build it as of this day (YYYY-MM-DD)."),
    ] = None,
    output: Annotated[
        Optional[Path],
        typer.Option(metavar="FOLDER", help="Default: 'out' beside sectool.yaml."),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Mark it as a draft, and build it in spite of errors."),
    ] = False,
    issued: Annotated[
        Optional[str],
        typer.Option(
            metavar="VERSION", help="Build this version again, from the data it was issued from."
        ),
    ] = None,
    register: Register = None,
) -> None:
    """Build a document of any kind and print the paths of its files."""
    from sectool.cli.publication import build

    root = _root(register)
    _stop(
        build(
            *(root, name, format_, as_of, output or _out(root)),
            everything=everything,
            draft=draft,
            issued=issued,
        )
    )


@publication.command("verify")
def publication_verify(
    file: Annotated[Path, typer.Argument(help="A built document: .md, .html, .pdf or .docx.")],
    register: Register = None,
) -> None:
    """Say whether the register still gives this document, and if not, what differs."""
    from sectool.cli.verify import verify

    _stop(verify(_root(register), file))


@publication.command("diff")
def publication_diff(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as status-report-2020-08.")],
    before: Before = None,
    after: After = None,
    json: AsJson = False,
    exit_code: ExitCode = False,
    register: Register = None,
) -> None:
    """Say what changed between two states of a document of any kind.

    A day leaves out what was recorded later. A revision, or the register as it
    is now, leaves nothing out of a RID; other documents speak of their own day.
    Templates are today's on both sides.
    """
    from sectool.cli.diff import publication_diff

    root = _root(register)
    _stop(publication_diff(root, name, before, after, as_json=json, exit_code=exit_code))


@publication.command("issue")
def publication_issue(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as rid-2022-11.")],
    version: Annotated[
        Optional[str],
        typer.Option(
            metavar="VERSION",
            help="The version that went out. Default: the newest of a RID; else 1.0, then 1.1.",
        ),
    ] = None,
    register: Register = None,
) -> None:
    """Record that a version went out: its day, its fingerprint, and the commit it came from."""
    from sectool.cli.issued import issue

    _stop(issue(_root(register), name, version))


@publication.command("check")
def publication_check(
    name: Annotated[
        Optional[str], typer.Argument(metavar="[NAME]", help="One publication alone.")
    ] = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Say which issued documents no longer agree with the register, fact by fact."""
    from sectool.cli.issued import check

    _stop(check(_root(register), name, as_json=json))


@publication.command("new")
def publication_new(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help=f"{', '.join(KIND_NAMES[:-1])} or {KIND_NAMES[-1]}."),
    ],
    dated: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="Its day (YYYY-MM-DD). A RID is a draft and takes none."),
    ] = None,
    name: Annotated[
        Optional[str],
        typer.Option(metavar="NAME", help="Default: as others of the kind are named."),
    ] = None,
    as_of: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="The day its facts are of. Default: its own day."),
    ] = None,
    since: Annotated[
        Optional[str],
        typer.Option(
            metavar="DAY",
            help="What came after this day is new. Default: the day of the one before it.",
        ),
    ] = None,
    meeting: Annotated[
        Optional[str],
        typer.Option(
            metavar="MEETING",
            help="The meeting it goes to: Panel, 'Panel next' or 'Panel 2022-01-14'. Default: the "
            "next of the body that the one before it went to.",
        ),
    ] = None,
    item: Annotated[
        Optional[str],
        typer.Option(metavar="NUMBER", help="Its item on the agenda: the reference follows."),
    ] = None,
    classification: Annotated[
        Optional[str], typer.Option(metavar="WORD", help="Such as White. Default: as before.")
    ] = None,
    author: Annotated[
        Optional[str], typer.Option(metavar="PERSON", help="Who writes it. Default: as before.")
    ] = None,
    release: Annotated[
        Optional[str], typer.Option(metavar="RELEASE", help="What a RID is about.")
    ] = None,
    modification: Annotated[
        Optional[str],
        typer.Option(metavar="ID", help="Whose change of date a letter asks for, such as MP143."),
    ] = None,
    part: Annotated[
        Optional[str],
        typer.Option(metavar="PART", help="The part that it is about; 'all' where it has none."),
    ] = None,
    recipient: Annotated[
        Optional[str],
        typer.Option(
            metavar="CODE", help="Whose panel an update goes to, such as UNC. Default: as before."
        ),
    ] = None,
    print_: Annotated[
        bool, typer.Option("--print", help="Print the file, and write nothing.")
    ] = False,
    register: Register = None,
) -> None:
    """Start a document: write its file, with every place marked where words are wanted."""
    from sectool.cli.new import new

    _stop(
        new(
            _root(register),
            kind,
            name=name,
            dated=dated,
            as_of=as_of,
            since=since,
            meeting=meeting,
            item=item,
            classification=classification,
            author=author,
            release=release,
            modification=modification,
            part=part,
            recipient=recipient,
            printed=print_,
        )
    )


@publication.command("list")
def publication_list(
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List the publications of the register."""
    from sectool.cli.publication import print_list

    _stop(print_list(_root(register), as_json=json))


@publication.command("show")
def publication_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as rid-2022-11.")],
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what the register says of a publication."""
    from sectool.cli.publication import show

    _stop(show(_root(register), name, as_json=json))


def _clock() -> datetime.date:
    """Today, where the person sits: asked here and nowhere else."""
    from datetime import datetime

    return datetime.now().astimezone().date()


def _root(register: Path | None) -> Path:
    from sectool.load import NoRegister, find_root

    try:
        if register is None:
            return find_root(Path.cwd())
        if not register.is_dir():
            raise NoRegister(f"there is no folder {register}")
        if not (register / "sectool.yaml").is_file():
            raise NoRegister(f"{register} holds no sectool.yaml, so it is no register")
        return register
    except NoRegister as error:
        _misuse(str(error))
    except OSError as error:
        _misuse(f"the register cannot be looked for: {error.strerror}: {error.filename}")


def _out(root: Path) -> Path:
    """The register's folder for what is built, shown as seen from here."""
    from sectool.cli.opened import from_here

    return from_here(root / "out")


def _stop(code: int) -> NoReturn:
    raise typer.Exit(code)


def _misuse(message: str) -> NoReturn:
    typer.echo(f"sectool: {message}", err=True)
    raise typer.Exit(2)


def run() -> None:
    """The command `sectool`: exit 0, 1, 2 as commands say, 3 for a bug of ours."""
    # Started without them (`>&-`): what would be printed goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # Same bytes whatever the terminal's locale: titles hold more than ASCII. Names of files
        # that are no text at all come out as they went in.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        # A fault of a file bears its name: this is the output itself. `sectool rule | head` is
        # no bug, nor is a full disk.
        if error.filename is not None:
            _bug()
        if error.errno != errno.EPIPE:
            sys.stderr.write(f"sectool: the output could not be written: {error.strerror}\n")
        # What is left unwritten would fail once more when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except Exception:
        _bug()


def _bug() -> NoReturn:
    import traceback

    traceback.print_exc()
    sys.stderr.write(
        "\nsectool: this is a bug in sectool, not a fault in your files. "
        "Please report it with the lines above.\n"
    )
    sys.exit(3)
