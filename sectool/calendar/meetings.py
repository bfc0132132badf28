"""When bodies meet: dated meetings, and what a pattern proposes where there is none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from typing import Protocol, TypeVar

from sectool.calendar.recurrence import (
    ALONE,
    Pattern,
    PatternContext,
    Span,
    days_by,
    following,
    preceding,
)
from sectool.calendar.workdays import DaySet, OutOfCalendar, days_of
from sectool.dates import Month
from sectool.values import dataclass

_ONE_DAY = timedelta(days=1)

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

    rule: Pattern
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
    context: PatternContext = ALONE,
) -> MeetingCalendar | None:
    """The meeting calendar of a body, or None where nothing at all is known of it.

    A dated entry replaces one proposal: the nearest within half an interval of its pattern, or
    the one that it stands `instead_of`; an `extra` replaces none. What was announced after
    `known_at` is left out. UnknownMeetings where a pattern depends on those of another body and
    none are known.
    """
    held: set[date] = set()
    confirmed: set[date] = set()
    known: list[date] = []
    settled: list[date] = []
    for row in rows_known(rows, known_at):
        known.append(row.date)
        if row.instead_of is not None or row.state != "extra":
            settled.append(row.instead_of or row.date)
        if row.state != "cancelled":
            held.add(row.date)
        if row.state == "confirmed":
            confirmed.add(row.date)
    proposals: dict[date, list[Pattern]] = {}
    covered: list[Span] = []
    for pattern in patterns:
        days = days_by(pattern.rule, pattern.from_.first, pattern.to.last, context)
        if days is not None:
            covered += _known_spans(days)
            for day in map(date.fromordinal, days.days):
                if day not in context.closed:
                    proposals.setdefault(day, []).append(pattern.rule)
    bounds = [*known, *(day for span in covered for day in span)]
    if not bounds:
        return None
    # A meeting on a day that was proposed is that meeting, whichever other one it replaces.
    proposed = proposals.keys() - _replaced(proposals, settled, context) - confirmed
    covered += ((month.first, month.last) for month in (Month(d.year, d.month) for d in known))
    days_ = days_of(
        [*held, *proposed], min(bounds), max(bounds), f"{body} meetings", _between(covered)
    )
    return MeetingCalendar(body, days_, frozenset(proposed))


def _replaced(
    proposals: Mapping[date, Sequence[Pattern]], settled: Iterable[date], context: PatternContext
) -> set[date]:
    """The proposals that meetings with a day of their own replace: each at most one."""
    ordered = sorted(proposals)
    found: set[date] = set()
    for day in settled:
        index = bisect_left(ordered, day)
        near = ordered[max(index - 1, 0) : index + 1]
        # Of two as near, the earlier one: meetings are put off more often than brought forward.
        nearest = min(near, key=lambda one: abs(one - day), default=None)
        if nearest is not None and any(
            _in_half_an_interval(day, nearest, rule, context) for rule in proposals[nearest]
        ):
            found.add(nearest)
    return found


def _in_half_an_interval(day: date, proposal: date, rule: Pattern, context: PatternContext) -> bool:
    """Whether a day is no farther from a proposal than half-way to the next on its side.

    Where no other day of the pattern is known there is no interval, and its month counts.
    """
    if day == proposal:
        return True
    sides = [following, preceding] if day > proposal else [preceding, following]
    for side in sides:
        try:
            return 2 * abs(day - proposal) <= abs(side(rule, proposal, context) - proposal)
        except OutOfCalendar:
            continue
    return (day.year, day.month) == (proposal.year, proposal.month)


def _known_spans(days: DaySet) -> Iterator[Span]:
    """The spans in which it is known which days are members."""
    first = days.first
    for start, end in days.gaps:
        if first < start:
            yield first, start - _ONE_DAY
        first = max(first, end + _ONE_DAY)
    if first <= days.last:
        yield first, days.last


def _between(spans: Iterable[Span]) -> list[Span]:
    """The days between spans that none of them has."""
    found: list[Span] = []
    last: date | None = None
    for start, end in sorted(spans):
        if last is not None and (start - last).days > 1:
            found.append((last + _ONE_DAY, start - _ONE_DAY))
        last = end if last is None else max(last, end)
    return found
