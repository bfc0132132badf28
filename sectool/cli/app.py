"""The commands, one line each: their bodies import what they need when they run."""

from __future__ import annotations

import errno
import os
import sys
from enum import Enum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn, Optional

import typer

from sectool import __version__

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
app.add_typer(rid, name="rid")
app.add_typer(timeline, name="timeline")


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
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")]


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
    register: Register = None,
) -> None:
    """Build the RID of a release and print the paths of its files."""
    from sectool.cli.rid import build

    root = _root(register)
    _stop(build(root, release, format_, as_of, output or _out(root), draft=draft))


@rid.command("verify")
def rid_verify(
    file: Annotated[Path, typer.Argument(help="A built RID: .md, .html, .pdf or .docx.")],
    register: Register = None,
) -> None:
    """Say whether the register still gives this document, and if not, what differs."""
    from sectool.cli.verify import verify

    _stop(verify(_root(register), file))


@app.command()
def check(
    format_: ReportFormat = Report.text, strict: Strict = False, register: Register = None
) -> None:
    """Check everything in the register. Nothing is written."""
    from sectool.cli.check import check_all

    _stop(check_all(_root(register), format_.value, strict=strict))


@timeline.command("check")
def timeline_check(
    releases: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[RELEASE]...", help="Such as 2022-11. None named: all."),
    ] = None,
    format_: ReportFormat = Report.text,
    strict: Strict = False,
    register: Register = None,
) -> None:
    """Check timelines, releases, the calendar and the cut-offs. Nothing is written."""
    from sectool.cli.check import check_timelines

    _stop(check_timelines(_root(register), releases or [], format_.value, strict=strict))


@app.command()
def date(
    phrase: Annotated[
        list[str], typer.Argument(help='Such as "5 working days before 2022-11-03".')
    ],
    release: Annotated[
        Optional[str],
        typer.Option(metavar="RELEASE", help="Whose milestones the phrase may name."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    register: Register = None,
) -> None:
    """Work out a date in the date language, and show how it was got."""
    from sectool.cli.date import print_date

    _stop(print_date(_root(register), " ".join(phrase), release, as_json=json))


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
    try:
        return Path(os.path.relpath(root / "out"))
    except ValueError:  # Windows: on another drive
        return root / "out"


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
