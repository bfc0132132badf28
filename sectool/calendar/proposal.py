"""What the holidays package proposes for the pinned calendar, and how the two differ.

It proposes and git decides: a new version of the package cannot move a date by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from sectool.calendar.workdays import HolidayRow
from sectool.dates import WEEKDAYS
from sectool.values import dataclass

# The parts of the country whose bank holidays differ, by the package's subdivisions.
DIVISIONS = {
    "ENG": "England and Wales",
    "WLS": "England and Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}

# The package's names, and what the official lists on gov.uk call the same day.
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
    "Scotland's participation in the FIFA World Cup final": "World Cup bank holiday",
}
_OBSERVED = " (observed)"
_SUBSTITUTE = " (substitute day)"


class CannotPropose(Exception):
    """The package has nothing to say about this calendar; the message says why."""


class ElsewhereRow(HolidayRow, Protocol):
    """What is needed of a bank holiday of other parts only (see model.reference.Elsewhere)."""

    @property
    def divisions(self) -> Sequence[str]: ...


@dataclass(frozen=True, order=True)
class Day:
    """A bank holiday; `divisions` are empty for one of the calendar's own part of the country."""

    date: date
    name: str
    divisions: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f", {' and '.join(self.divisions)} only" if self.divisions else ""
        return f"{self.date.isoformat()} {WEEKDAYS[self.date.weekday()][:3]} {self.name}{where}"


@dataclass(frozen=True)
class Proposal:
    """The bank holidays of some years as the package has them, and its version."""

    version: str
    here: tuple[Day, ...]
    elsewhere: tuple[Day, ...]


def proposal(subdivision: str, first: date, last: date) -> Proposal:
    """What the package has from `first` to `last`; CannotPropose where it has nothing."""
    # Slow to import, and needed by one command only.
    import holidays
    from holidays.version import __version__

    if subdivision not in DIVISIONS:
        known = ", ".join(DIVISIONS)
        raise CannotPropose(
            f"'subdivision' of the calendar is {subdivision!r}; the holidays package knows {known}"
        )
    most = holidays.country_holidays("GB", subdiv=subdivision).end_year
    if last.year > most:
        raise CannotPropose(f"the holidays package knows no year after {most}")

    def of(code: str) -> dict[date, str]:
        # Without a subdivision only the days common to all parts would come back.
        years = range(first.year, last.year + 1)
        found = holidays.country_holidays("GB", subdiv=code, years=years)
        return {day: name for day, name in found.items() if first <= day <= last}

    own = of(subdivision)
    others = [code for code in ("ENG", "SCT", "NIR") if DIVISIONS[code] != DIVISIONS[subdivision]]
    elsewhere: dict[tuple[date, str], tuple[str, ...]] = {}
    for code in others:
        for day, name in of(code).items():
            if day not in own:
                key = (day, name_for(name))
                elsewhere[key] = (*elsewhere.get(key, ()), DIVISIONS[code])
    return Proposal(
        __version__,
        tuple(sorted(Day(day, name_for(name)) for day, name in own.items())),
        tuple(sorted(Day(day, name, where) for (day, name), where in elsewhere.items())),
    )


def name_for(name: str) -> str:
    """The official name of a day that the package calls `name`."""
    plain = name.removesuffix(_OBSERVED)
    return NAMES.get(plain, plain) + (_SUBSTITUTE if plain != name else "")


@dataclass(frozen=True)
class CalendarDifference:
    """How one list of the calendar differs: days to add, and indexes of rows that are gone."""

    new: tuple[Day, ...] = ()
    gone: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def changes_here(rows: Sequence[HolidayRow], proposed: Iterable[Day]) -> CalendarDifference:
    """Days are compared, never names: the package words them differently."""
    theirs = {day.date: day for day in proposed}
    ours = {row.date for row in rows if row.withdrawn is None}
    _not_back(rows, theirs.keys() - ours)
    return CalendarDifference(
        tuple(day for key, day in sorted(theirs.items()) if key not in ours),
        tuple(
            index
            for index, row in enumerate(rows)
            if row.withdrawn is None and row.date not in theirs
        ),
    )


def changes_elsewhere(rows: Sequence[ElsewhereRow], proposed: Iterable[Day]) -> CalendarDifference:
    """The same for days of other parts only: each part of the country by itself."""
    days = tuple(proposed)
    theirs = {(day.date, division) for day in days for division in day.divisions}
    ours = {
        (row.date, division) for row in rows if row.withdrawn is None for division in row.divisions
    }
    new = []
    for day in days:
        missing = tuple(part for part in day.divisions if (day.date, part) not in ours)
        if missing:
            new.append(Day(day.date, day.name, missing))
    gone = []
    for index, row in enumerate(rows):
        if row.withdrawn is not None:
            continue
        lost = [part for part in row.divisions if (row.date, part) not in theirs]
        if lost and len(lost) < len(row.divisions):
            raise CannotPropose(
                f"{row.date.isoformat()} ({row.name}) is not a bank holiday in "
                f"{' and '.join(lost)} "
                "any more: first give each part of the country a row of its own"
            )
        if lost:
            gone.append(index)
    _not_back(
        [row for row in rows if any(row.date == day.date for day in new)],
        {day.date for day in new},
    )
    return CalendarDifference(tuple(new), tuple(gone))


def _not_back(rows: Sequence[HolidayRow], days: set[date]) -> None:
    for row in rows:
        if row.withdrawn is not None and row.date in days:
            raise CannotPropose(
                f"{row.date.isoformat()} ({row.name}) was withdrawn on "
                f"{row.withdrawn.isoformat()}, and the package has it: change that row by hand"
            )
