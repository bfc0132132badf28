"""When bodies meet: dated meetings, and a pattern's proposals for the months without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.calendar.workdays import DaySet, days_of
from sectool.dates import Month
from sectool.values import dataclass

# Within the protocol below `date` is a property, so the type goes by another name.
Day = date


class MeetingRow(Protocol):
    """What is needed of a dated meeting (see model.reference.BodyMeeting)."""

    @property
    def date(self) -> Day: ...
    @property
    def state(self) -> str: ...
    @property
    def instead_of(self) -> Day | None: ...
    @property
    def known_from(self) -> Day | None: ...
    @property
    def withdrawn(self) -> Day | None: ...


@dataclass(frozen=True)
class Proposals:
    """A pattern and the months it holds for."""

    rule: WeekdayOfMonth
    from_: Month
    to: Month


@dataclass(frozen=True)
class MeetingCalendar:
    """The meetings of one body: dated ones, and proposals that rest on its pattern."""

    body: str
    days: DaySet = field(repr=False)
    proposed: frozenset[date] = field(repr=False)

    def rests_on_proposal(self, day: date) -> bool:
        """Whether the meeting on `day` is only what the pattern proposes."""
        return day in self.proposed


class Announced(Protocol):
    """A row that became known on a day and may have been taken back on another."""

    @property
    def known_from(self) -> Day | None: ...
    @property
    def withdrawn(self) -> Day | None: ...


Row = TypeVar("Row", bound=Announced)


def rows_known(
    rows: Iterable[Row], known_at: date | None, known_from: date | None = None
) -> Iterator[Row]:
    """The rows that were announced, and not taken back, by `known_at` (or by now).

    `known_from` is the announcement of a row that names none; without it, such a row was
    always known.
    """
    for row in rows:
        if known_at is None:
            if row.withdrawn is None:
                yield row
            continue
        known = row.known_from or known_from
        if (known is None or known <= known_at) and not (
            row.withdrawn is not None and row.withdrawn <= known_at
        ):
            yield row


def meetings_of(
    body: str,
    patterns: Sequence[Proposals],
    rows: Sequence[MeetingRow],
    *,
    known_at: date | None = None,
) -> MeetingCalendar | None:
    """The meeting calendar of a body, or None where nothing at all is known of it.

    A dated entry replaces the pattern's proposal of its month (and of the month of the
    meeting it stands `instead_of`); an `extra` does not. What was announced after
    `known_at` is left out.
    """
    held: set[date] = set()
    settled: set[Month] = set()
    known: list[date] = []
    for row in rows_known(rows, known_at):
        known.append(row.date)
        if row.state != "extra":
            settled.add(Month(row.date.year, row.date.month))
        if row.instead_of is not None:
            settled.add(Month(row.instead_of.year, row.instead_of.month))
        if row.state != "cancelled":
            held.add(row.date)
    proposed: set[date] = set()
    for pattern in patterns:
        for month, day in _proposed_by(pattern):
            if month not in settled:
                proposed.add(day)
    bounds = [*known, *(p.from_.first for p in patterns), *(p.to.last for p in patterns)]
    if not bounds:
        return None
    first, last = min(bounds), max(bounds)
    covered = {month for p in patterns for month in _months(p.from_, p.to)}
    covered |= {Month(day.year, day.month) for day in known}
    gaps = [
        (month.first, month.last)
        for month in _months(Month(first.year, first.month), Month(last.year, last.month))
        if month not in covered
    ]
    days = days_of([*held, *proposed], first, last, f"{body} meetings", _joined(gaps))
    return MeetingCalendar(body, days, frozenset(proposed))


# Asked for the same few spans, whatever the day as of which meetings are looked at.
@lru_cache(maxsize=64)
def _months(first: Month, last: Month) -> tuple[Month, ...]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple(Month(index // 12, index % 12 + 1) for index in range(start, end + 1))


@lru_cache(maxsize=64)
def _proposed_by(pattern: Proposals) -> tuple[tuple[Month, date], ...]:
    """The days that a pattern proposes, each with its month."""
    days = ((month, pattern.rule.in_month(month)) for month in _months(pattern.from_, pattern.to))
    return tuple((month, day) for month, day in days if day is not None)


def _joined(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans in order, with those that follow each other without a day between made one."""
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and (first - joined[-1][1]).days == 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
