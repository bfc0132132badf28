"""`sectool publication`: documents of every kind.

Options and help are here; each body imports what it needs when it runs. Long because ten commands
have their options here, `new` alone fifteen, and it holds nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from sectool.cli.options import (
    After,
    AsJson,
    Before,
    Draft,
    DryRun,
    ExitCode,
    Force,
    Formats,
    OnePublication,
    PublicationName,
    Register,
    clock,
    out_of,
    root_of,
    stop,
)
from sectool.queries.kinds import KIND_NAMES

Output = Annotated[
    Optional[Path], typer.Option(metavar="FOLDER", help="Default: 'out' next to sectool.yaml.")
]

AsOf = Annotated[
    Optional[str], typer.Option(metavar="DAY", help="Build it as of this day (YYYY-MM-DD).")
]

app = typer.Typer(help="Documents of every kind.", no_args_is_help=True)


@app.command("build")
def publication_build(
    name: Annotated[
        Optional[str],
        typer.Argument(metavar="[NAME]", help="Such as newsletter-2021-12-17; or use --all."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Build every publication.")] = False,
    format_: Formats = "md,html,pdf,docx",
    as_of: AsOf = None,
    output: Output = None,
    draft: Draft = False,
    issued: Annotated[
        Optional[str],
        typer.Option(
            metavar="VERSION", help="Build this version again, from the data it was issued from."
        ),
    ] = None,
    companion: Annotated[
        bool, typer.Option("--companion", help="Also write NAME-reconciliation next to it.")
    ] = False,
    register: Register = None,
) -> None:
    """Build a document of any kind and print the paths of its files."""
    from sectool.cli.commands.publication_build import build

    root = root_of(register)
    stop(
        build(
            *(root, name, format_, as_of, output or out_of(root)),
            everything=everything,
            draft=draft,
            issued=issued,
            companion=companion,
        )
    )


@app.command("reconcile")
def publication_reconcile(
    name: PublicationName,
    as_of: AsOf = None,
    output: Output = None,
    draft: Draft = False,
    register: Register = None,
) -> None:
    """Write the companion of a document: what it assumes, leaves out or states otherwise."""
    from sectool.cli.commands.publication_build import build

    root = root_of(register)
    folder = output or out_of(root)
    stop(build(root, name, None, as_of, folder, everything=False, draft=draft, companion=True))


@app.command("verify")
def publication_verify(
    file: Annotated[Path, typer.Argument(help="A built document: .md, .html, .pdf or .docx.")],
    register: Register = None,
) -> None:
    """Check whether the register still gives a document, and list the differences."""
    from sectool.cli.commands.publication_verify import verify

    stop(verify(root_of(register), file))


@app.command("diff")
def publication_diff(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as status-report-2020-08.")],
    before: Before = None,
    after: After = None,
    json: AsJson = False,
    exit_code: ExitCode = False,
    register: Register = None,
) -> None:
    """List the changes between two states of a document of any kind.

    A day leaves out what was recorded later. A revision, or the register as it
    is now, leaves nothing out of a RID; other documents are of their own day.
    Templates are today's on both sides.
    """
    from sectool.cli.commands.publication_diff import publication_diff

    root = root_of(register)
    stop(publication_diff(root, name, before, after, as_json=json, exit_code=exit_code))


@app.command("issue")
def publication_issue(
    name: PublicationName,
    version: Annotated[
        Optional[str],
        typer.Option(
            metavar="VERSION",
            help="The version that goes out. Default: the newest of a RID; else 1.0, then 1.1.",
        ),
    ] = None,
    elsewhere: Annotated[
        Optional[str],
        typer.Option(
            metavar="SOURCE",
            help="It was issued elsewhere, as this source of reference/sources.yaml.",
        ),
    ] = None,
    again: Annotated[
        Optional[str],
        typer.Option(metavar="TEXT", help="Why one that is recorded so is transcribed again."),
    ] = None,
    format_: Formats = "md,html,pdf,docx",
    output: Output = None,
    register: Register = None,
) -> None:
    """Check a version, record it as issued (day, fingerprint, commit), and build it.

    If a step fails, nothing is changed.
    """
    from sectool.cli.commands.publication_issue import issue

    root = root_of(register)
    where = output or out_of(root)
    stop(issue(root, name, version, elsewhere, again, formats=format_, output=where))


@app.command("withdraw")
def publication_withdraw(
    name: PublicationName,
    version: Annotated[str, typer.Option(metavar="VERSION", help="The version that is withdrawn.")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why, in a sentence.")],
    on: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="The day it is withdrawn (YYYY-MM-DD). Default: today."),
    ] = None,
    output: Output = None,
    register: Register = None,
) -> None:
    """Record that a version which was issued is withdrawn.

    Files that still say that it was issued are named. A corrected document is
    issued as the next version.
    """
    from sectool.cli.commands.publication_issue import withdraw
    from sectool.cli.session import day_of

    root, day = root_of(register), day_of("--on", on) or clock()
    stop(withdraw(root, name, version, because, day, output=output or out_of(root)))


@app.command("log")
def publication_log(
    name: OnePublication = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List what was issued: when, from which commit, with which reference."""
    from sectool.cli.commands.publication_log import print_log

    stop(print_log(root_of(register), name, as_json=json))


@app.command("check")
def publication_check(
    name: OnePublication = None,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Compare issued documents with the register, fact by fact."""
    from sectool.cli.commands.publication_issue import check

    stop(check(root_of(register), name, as_json=json))


@app.command("new")
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
            help="The meeting it goes to, such as Panel, 'Panel next' or 'Panel 2022-01-14'. "
            "Default: the next of the body that the one before it went to.",
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
    print_: Annotated[bool, typer.Option("--print", help="Print the file; write nothing.")] = False,
    register: Register = None,
) -> None:
    """Start a document: write its file, with a mark where text is required."""
    from sectool.cli.commands.publication_new import new

    stop(
        new(
            root_of(register),
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


@app.command("list")
def publication_list(
    json: AsJson = False,
    register: Register = None,
) -> None:
    """List the publications of the register."""
    from sectool.cli.commands.publication_list import print_list

    stop(print_list(root_of(register), as_json=json))


@app.command("show")
def publication_show(
    name: PublicationName,
    json: AsJson = False,
    register: Register = None,
) -> None:
    """Show what the register says of a publication."""
    from sectool.cli.commands.publication_list import show

    stop(show(root_of(register), name, as_json=json))


@app.command("version")
def publication_version(
    name: PublicationName,
    version: Annotated[str, typer.Option(metavar="VERSION", help="The version, such as 0.5.")],
    changes: Annotated[
        str,
        typer.Option(
            "--because", "--changes", metavar="TEXT", help="What changed in this version."
        ),
    ],
    dated: Annotated[
        Optional[str],
        typer.Option(metavar="DAY", help="Its day (YYYY-MM-DD). Default: none, it is a draft."),
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    register: Register = None,
) -> None:
    """Begin the next version of a document: a row of its versions."""
    from sectool.cli.commands.publication_version import add

    root = root_of(register)
    stop(add(root, name, version, changes, dated, dry_run=dry_run, force=force))
