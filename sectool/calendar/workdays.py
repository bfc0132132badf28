"""Working Days: sorted days of a pinned calendar, counted by bisection.

A Working Day is any day other than a Saturday, a Sunday or a bank holiday of the pinned
division (domain.md b.1). Outside its years a calendar refuses: it never counts on as if
there were no more holidays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

from sectool.values import dataclass

Side = Literal["before", "after", "within"]


class OutOfCalendar(Exception):
    """A count or a search left the days that are known; the message says which those are.

    `side` says where: before them, after them, or in a gap within them.
    """

    def __init__(self, message: str, side: Side = "within") -> None:
        super().__init__(message)
        self.side = side


# Within the protocol below `date` is a property, so the type goes by another name.
Day = date


class HolidayRow(Protocol):
    """What a calendar needs to know of a holiday (see model.reference.Holiday)."""

    @property
    def date(self) -> Day: ...
    @property
    def name(self) -> str: ...
    @property
    def known_from(self) -> Day | None: ...
    @property
    def withdrawn(self) -> Day | None: ...


@dataclass(frozen=True)
class DaySet:
    """A sorted set of days, known from `first` to `last` but for `gaps`, and nowhere else."""

    days: tuple[int, ...]
    first: date
    last: date
    name: str
    gaps: tuple[tuple[date, date], ...] = ()

    def after(self, day: date, n: int) -> date:
        """The n-th member strictly after `day` (n from 1)."""
        return self._member(bisect_right(self.days, day.toordinal()) + n - 1, day)

    def before(self, day: date, n: int) -> date:
        """The n-th member strictly before `day` (n from 1)."""
        return self._member(bisect_left(self.days, day.toordinal()) - n, day)

    def on_or_after(self, day: date) -> date:
        return self._member(bisect_left(self.days, day.toordinal()), day)

    def on_or_before(self, day: date) -> date:
        return self._member(bisect_right(self.days, day.toordinal()) - 1, day)

    def __contains__(self, day: date) -> bool:
        index = bisect_left(self.days, day.toordinal())
        return index < len(self.days) and self.days[index] == day.toordinal()

    def is_known(self, day: date) -> bool:
        """Whether it is known if a day is a member."""
        inside = self.first <= day <= self.last
        return inside and not any(first <= day <= last for first, last in self.gaps)

    def count(self, after: date, to: date) -> int:
        """Members after `after`, up to and including `to`; negative the other way round."""
        for day in (after, to):
            self._inside(day)
        return bisect_right(self.days, to.toordinal()) - bisect_right(self.days, after.toordinal())

    def _member(self, index: int, start: date) -> date:
        self._inside(start)
        if not 0 <= index < len(self.days):
            raise OutOfCalendar(
                f"{self.name} are known from {self.first.isoformat()} to "
                f"{self.last.isoformat()}, and this leads out of those days",
                "before" if index < 0 else "after",
            )
        found = date.fromordinal(self.days[index])
        for first, last in self.gaps:
            if first <= max(start, found) and min(start, found) <= last:
                raise OutOfCalendar(
                    f"no {self.name} are known from {first.isoformat()} to {last.isoformat()}, "
                    "and this leads through those days",
                    "within",
                )
        return found

    def _inside(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise OutOfCalendar(
                f"{day.isoformat()} is outside the days for which {self.name} are known: "
                f"{self.first.isoformat()} to {self.last.isoformat()}",
                "before" if day < self.first else "after",
            )


@dataclass(frozen=True)
class WorkingCalendar:
    """Working Days and weekdays between two days, as known on a day or as known now.

    `bodies` have the calendars of the bodies that name holidays of their own.
    """

    first: date
    last: date
    holidays: dict[date, str]
    working_days: DaySet = field(repr=False)
    weekdays: DaySet = field(repr=False)
    bodies: Mapping[str, WorkingCalendar] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        holidays: Sequence[HolidayRow],
        first: date,
        last: date,
        *,
        known_from: date,
        known_at: date | None = None,
    ) -> WorkingCalendar:
        """The calendar of these holidays; `known_at` leaves out what was announced later.

        `known_from` is the announcement of a holiday that names none of its own.
        """
        names = {
            row.date: row.name
            for row in holidays
            if _holds(row.known_from or known_from, row.withdrawn, known_at)
        }
        closed = {day.toordinal() for day in names}
        weekdays = _weekdays(first.toordinal(), last.toordinal())
        working = tuple(day for day in weekdays if day not in closed)
        return cls(
            first,
            last,
            names,
            DaySet(working, first, last, "Working Days"),
            DaySet(weekdays, first, last, "weekdays"),
        )

    def of_body(self, body: str | None) -> WorkingCalendar:
        """The calendar by which a body works: without holidays of its own (or a body), this."""
        return self.bodies.get(body, self) if body is not None else self

    def without(self, body: str, names: Mapping[date, str]) -> WorkingCalendar:
        """The calendar of a body that does not work on these days either."""
        closed = {day.toordinal() for day in names}
        days = tuple(day for day in self.working_days.days if day not in closed)
        working = DaySet(days, self.first, self.last, f"Working Days of the {body}")
        holidays = {**names, **self.holidays}
        return replace(self, holidays=holidays, working_days=working, bodies={})

    def with_bodies(self, names: Mapping[str, Mapping[date, str]]) -> WorkingCalendar:
        """The same, with the holidays of their own that bodies name."""
        return replace(self, bodies={body: self.without(body, own) for body, own in names.items()})

    def is_working_day(self, day: date) -> bool:
        return day in self.working_days

    def why_not_working(self, day: date) -> str:
        """`a Saturday`, or the name of the holiday; for a day that is no Working Day."""
        if day.weekday() >= 5:
            return "a Saturday" if day.weekday() == 5 else "a Sunday"
        return self.holidays.get(day, "not a Working Day")

    def holidays_between(self, one: date, other: date) -> list[tuple[date, str]]:
        """The weekday holidays strictly between two days: what a count skips over."""
        low, high = min(one, other), max(one, other)
        return sorted(
            (day, name)
            for day, name in self.holidays.items()
            if low < day < high and day.weekday() < 5
        )


@lru_cache(maxsize=8)
def _weekdays(first: int, last: int) -> tuple[int, ...]:
    """The weekdays of a span: the same for every day on which its holidays are looked at."""
    # Ordinal 1 was a Monday: ordinals divisible by 7 are Sundays, one less Saturdays.
    return tuple(day for day in range(first, last + 1) if 0 < day % 7 < 6)


def _holds(known_from: date, withdrawn: date | None, known_at: date | None) -> bool:
    """Whether a row counts for somebody who knows what was announced up to `known_at`."""
    if known_at is None:
        return withdrawn is None
    return known_from <= known_at and (withdrawn is None or withdrawn > known_at)


def days_of(
    days: list[date],
    first: date,
    last: date,
    name: str,
    gaps: Sequence[tuple[date, date]] = (),
) -> DaySet:
    """A DaySet of these days, in order and without repeats."""
    return DaySet(tuple(sorted({day.toordinal() for day in days})), first, last, name, tuple(gaps))
