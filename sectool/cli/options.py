"""What commands share before anything is read: options, the register's folder, today."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

import typer

if TYPE_CHECKING:
    import datetime


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
        help="The register's folder. Default: the nearest one, from here upwards, that contains "
        "a sectool.yaml.",
    ),
]

ReportFormat = Annotated[
    Report, typer.Option("--format", help="How findings are printed: for people or programs.")
]

AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON object.")]

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")]

ErrorsOnly = Annotated[
    bool, typer.Option("--errors-only", help="Print errors only; count the warnings.")
]

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

AsKnownAt = Annotated[
    Optional[str],
    typer.Option(
        "--as-known-at",
        metavar="DAY",
        help="Leave out holidays and meetings that were announced after this day (YYYY-MM-DD).",
    ),
]

AsOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="With what entries had recorded by this day (YYYY-MM-DD); what is at the top of a "
        "modification's file applies on every day, unless an entry says otherwise. Default: "
        "nothing "
        "is left out.",
    ),
]

PlanOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="The plan of this day (YYYY-MM-DD), with the holidays and meetings announced by then. "
        "Default: the plan as it is.",
    ),
]

Today = Annotated[
    Optional[str],
    typer.Option(metavar="DAY", help="The day taken as today (YYYY-MM-DD). Default: today."),
]

# Where all of an answer is as of today: both words mean the same.
TodayAsOf = Annotated[
    Optional[str],
    typer.Option(
        "--today",
        "--as-of",
        metavar="DAY",
        help="The day taken as today (YYYY-MM-DD), with what was known by then. Default: today.",
    ),
]

ReleaseId = Annotated[str, typer.Argument(metavar="RELEASE", help="Such as 2022-11.")]

PublicationName = Annotated[str, typer.Argument(metavar="NAME", help="Such as rid-2022-11.")]

OnePublication = Annotated[
    Optional[str], typer.Argument(metavar="[NAME]", help="One publication alone.")
]

Formats = Annotated[
    str, typer.Option("--format", metavar="LIST", help="Formats, separated by commas.")
]

Draft = Annotated[
    bool, typer.Option("--draft", help="Mark it as a draft, and build it in spite of errors.")
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be changed, and write nothing.")
]


class Dates(str, Enum):
    """Which of day and month comes first where either may."""

    day_first = "day-first"
    month_first = "month-first"


DatesOption = Annotated[
    Optional[Dates], typer.Option("--dates", help="How to read dates such as 03/04/2022.")
]

Force = Annotated[
    bool, typer.Option("--force", help="Write it even where it brings an error into the register.")
]

AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, with a header row.")]

Party = Annotated[
    Optional[str],
    typer.Option("--party", metavar="PARTY", help="Only what touches these, such as suppliers."),
]


# For commands that hand on all their words.
ALL_WORDS: dict[str, Any] = {
    "ignore_unknown_options": True,
    "allow_extra_args": True,
    "allow_interspersed_args": False,
    "help_option_names": [],
}
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORD]...")]

By = Annotated[
    Optional[str],
    typer.Option("--by", metavar="BODY", help="Only what this body has to do, such as DCC."),
]

OfBody = Annotated[
    Optional[str],
    typer.Option(
        "--body",
        metavar="BODY",
        help="Only meetings of this body, papers for them, and what it has to do, such as CSC.",
    ),
]

StepsFor = Annotated[
    Optional[str],
    typer.Option(
        "--party",
        metavar="PARTY",
        help="Only steps that these have to take, and what comes into force for them.",
    ),
]


def clock() -> datetime.date:
    """Today, where the person sits: asked here and nowhere else."""
    return _now().date()


def _now() -> datetime.datetime:
    from datetime import datetime

    return datetime.now().astimezone()


def root_of(register: Path | None) -> Path:
    from sectool.workspace.root import NoRegister, find_root

    try:
        if register is None:
            try:
                return find_root(Path.cwd())
            except NoRegister as error:
                misuse(f"{error}; go to a register's folder, or name it with --register")
        if not register.is_dir():
            raise NoRegister(f"there is no folder {register}")
        if not (register / "sectool.yaml").is_file():
            raise NoRegister(f"{register} has no sectool.yaml, so it is not a register")
        return register
    except NoRegister as error:
        misuse(str(error))
    except OSError as error:
        misuse(f"the register cannot be looked for: {error.strerror}: {error.filename}")


def out_of(root: Path) -> Path:
    """The register's folder for what is built, shown as seen from here."""
    from sectool.cli.session import from_here

    return from_here(root / "out")


def stop(code: int) -> NoReturn:
    raise typer.Exit(code)


def misuse(message: str) -> NoReturn:
    from sectool.unseen import in_line

    typer.echo(f"sectool: {in_line(message)}", err=True)
    raise typer.Exit(2)
