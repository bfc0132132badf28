"""`sectool rid`: the Release Implementation Document.

Options and help are here; each body imports what it needs when it runs.
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
    ExitCode,
    Formats,
    Register,
    out_of,
    root_of,
    stop,
)

app = typer.Typer(help="The Release Implementation Document (RID).", no_args_is_help=True)


@app.command("build")
def rid_build(
    release: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[RELEASE]", help="Such as 2022-11. May be left out where there is one RID."
        ),
    ] = None,
    format_: Formats = "md,html,pdf,docx",
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
            help="Where the folder of the release is made. Default: 'out' next to sectool.yaml.",
        ),
    ] = None,
    draft: Draft = False,
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
    from sectool.cli.commands.rid_build import build

    root = root_of(register)
    stop(build(root, release, format_, as_of, output or out_of(root), draft=draft, scope=scope))


@app.command("verify")
def rid_verify(
    file: Annotated[Path, typer.Argument(help="A built RID: .md, .html, .pdf or .docx.")],
    register: Register = None,
) -> None:
    """Check whether the register still gives a RID, and list the differences."""
    from sectool.cli.commands.publication_verify import verify

    stop(verify(root_of(register), file))


@app.command("diff")
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
    """List the changes between two states of a RID, and propose a row of its version history.

    A version or a day leaves out what was recorded later; a revision, or the
    register as it is now, leaves nothing out. A version that is recorded as
    issued has the facts and the plan of then. Templates are today's on both
    sides.
    """
    from sectool.cli.commands.publication_diff import rid_diff

    root = root_of(register)
    stop(rid_diff(root, before, after, release=release, as_json=json, exit_code=exit_code))
