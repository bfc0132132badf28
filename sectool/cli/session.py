"""What commands share: opening the register or a timeline, days of options, refusals, gaps."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sectool.calendar.workdays import WorkingCalendar
from sectool.cli.present import findings as report
from sectool.dates import NotADate, in_full, parse_day
from sectool.diagnostic import did_you_mean, suggestion
from sectool.load import Loaded, load_register
from sectool.model.reference import Body, Calendar
from sectool.model.register import REFERENCE_FILES, Register
from sectool.model.release import Timeline
from sectool.queries.errors import NotFound, Unavailable
from sectool.schedule import Calendars, calendars_of


class Refused(Exception):
    """A command cannot go on: what to tell, and with which exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def misuse(message: str) -> Refused:
    """Something was asked for that is not there, or in a wrong way."""
    return Refused(f"sectool: {message}", 2)


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
            return Refused(f"sectool: {error}", 1)
        case Unavailable(findings=findings):
            return Refused(report.text(findings), 1)
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
    sys.stderr.write(f"{refused}\n")
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
    which, they = (f"{len(files)} files", "they hold") if len(files) > 1 else (files[0], "it holds")
    sys.stderr.write(
        f"sectool: {which} cannot be read, so what {they} is missing here: see 'sectool check'\n"
    )
    return 1


class Opened:
    """A register whose calendar and bodies can be relied on, as known on a day or now."""

    def __init__(self, root: Path, as_known_at: str | None = None) -> None:
        self.known_at = day_of("--as-known-at", as_known_at)
        self.loaded: Loaded = load_register(root)
        needed = {REFERENCE_FILES[name][0] for name in ("calendar", "bodies")}
        broken = [found for found in self.loaded.diagnostics if found.place.file in needed]
        if broken:
            raise Refused(report.text(broken), 1)
        self.register: Register = self.loaded.register
        calendar = self.register.calendar
        if calendar is None:
            raise Refused("sectool: this register has no reference/calendar.yaml", 1)
        if self.known_at is not None and self.known_at < calendar.known_from:
            # Ordinary holidays would be gone: that nobody had announced them is not true.
            raise misuse(
                "--as-known-at: the holidays of this register were known from "
                f"{in_full(calendar.known_from)} on"
            )
        self.calendar: Calendar = calendar
        self.calendars: Calendars = calendars_of(self.register, self.known_at)
        if self.calendars.working is None:
            raise Refused("sectool: the calendar of this register ends before it starts", 1)
        self.working: WorkingCalendar = self.calendars.working

    def body(self, name: str) -> tuple[str, Body]:
        """The id and the body that `name` means: its short name or id, capitals or not."""
        for id_, body in self.register.bodies.items():
            if name.lower() in (body.short.lower(), id_.lower()):
                return id_, body
        shorts = sorted(body.short for body in self.register.bodies.values())
        by_name = {body.name: body.short for body in self.register.bodies.values()}
        meant = did_you_mean(name, list(by_name))
        near = suggestion(name, shorts)
        if meant is not None and did_you_mean(name, shorts) is None:
            near = f"; did you mean {by_name[meant]!r} ({meant})?"
        raise misuse(f"there is no body called {name!r}{near}")

    @property
    def as_known(self) -> str:
        return "" if self.known_at is None else f", as known on {in_full(self.known_at)}"

    def check_year(self, text: str) -> int:
        """The year that `text` names, if all of it or some of it lies in the calendar."""
        first, last = self.working.first.year, self.working.last.year
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
        if year is None:
            raise misuse(f"{text!r} is not a year written with four digits")
        if not first <= year <= last:
            raise misuse(f"{year} lies outside the calendar, which runs from {first} to {last}")
        return year

    def timeline(self, release: str) -> Timeline:
        """The timeline of a release; a release whose file cannot be read says what is wrong."""
        found = self.register.timelines.get(release)
        if found is not None:
            return found
        of_release = f"releases/{release}/"
        broken = [d for d in self.loaded.diagnostics if d.place.file.startswith(of_release)]
        if broken:
            raise Refused(report.text(broken), 1)
        there = suggestion(release, sorted(self.register.timelines))
        raise misuse(f"no timeline of release {release!r}{there}")
