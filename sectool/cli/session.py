"""What commands share: opening the register or a timeline, days of options, refusals, gaps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sectool.check import reports
from sectool.cli.present.output import write_error
from sectool.dates import NotADate, in_full, parse_day
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.loaded import Loaded, load_register
from sectool.queries.register_as_known import RegisterAsKnown, register_as_known
from sectool.unseen import in_line


class Refused(Exception):
    """A command cannot go on: what to tell, and with which exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def misuse(message: str, *more: str) -> Refused:
    """Something was asked for that is not there, or in a wrong way; `more` are lines below it."""
    return Refused("\n".join((f"sectool: {in_line(message)}", *more)), 2)


def failure(message: str) -> Refused:
    """What was asked for cannot be done, though it was asked rightly."""
    return Refused(f"sectool: {in_line(message)}", 1)


def refusal_of(error: Exception, option: str = "") -> Refused | None:
    """What the command line says of a question that has no answer; None for any other error.

    An unknown name is a misuse, of `option` where that gave the name; a register that cannot
    answer has errors.
    """
    match error:
        case Refused():
            return error
        case NotFound():
            return misuse(f"{option}: {error}" if option else str(error))
        case Unavailable(findings=()):
            return failure(str(error))
        case Unavailable(findings=findings):
            return Refused(reports.text(findings), 1)
    return None


@contextmanager
def value_of(option: str) -> Iterator[None]:
    """Looks up what an option gives: a refusal of what is not found names the option."""
    try:
        yield
    except NotFound as error:
        raise refusal_of(error, option) or error from None


def refuse(refused: Refused) -> int:
    """Tells why a command cannot go on; its exit code."""
    write_error(f"{refused}\n")
    return refused.code


def day_of(option: str, text: str | None) -> date | None:
    """The day that an option gives, if any."""
    if text is None:
        return None
    try:
        return parse_day(text)
    except NotADate as error:
        raise misuse(f"{option}: {error}") from None


def from_here(path: Path) -> Path:
    """A path as seen from the folder one is in."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # Windows: on another drive
        return path


def one_form(as_json: bool, as_csv: bool) -> None:
    """Refuses to print two forms at once."""
    if as_json and as_csv:
        raise misuse("choose one of --json and --csv")


def unread(loaded: Loaded, *starts: str) -> int:
    """Says which files an answer lacks; 1 where there are any, since it may then be incomplete."""
    files = sorted(file for file in loaded.register.broken if file.startswith(starts))
    if not files:
        return 0
    which, they = (
        (f"{len(files)} files", "they contain")
        if len(files) > 1
        else (in_line(files[0]), "it contains")
    )
    write_error(
        f"sectool: {which} cannot be read, so what {they} is missing here: see 'sectool check'\n"
    )
    return 1


def as_known(root: Path, as_known_at: str | None = None) -> RegisterAsKnown:
    """The register, its days to be counted as known on the day of `--as-known-at`, or now."""
    known_at = day_of("--as-known-at", as_known_at)
    loaded = load_register(root)
    with value_of("--as-known-at"):
        return register_as_known(loaded, known_at)


def year_of(text: str, known: RegisterAsKnown) -> int:
    """The year that `text` names, if all of it or some of it lies in the calendar."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise misuse(f"{text!r} is not a year written with four digits")
    known.check_year(int(text))
    return int(text)


def as_known_on(known: RegisterAsKnown) -> str:
    """`, as known on Tue 1 Feb 2022`; nothing where it is as known now."""
    return "" if known.known_at is None else f", as known on {in_full(known.known_at)}"
