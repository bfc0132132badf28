"""How long it is from one day to another, by every convention that is in use.

The conventions differ in what is counted and in which of the two days is (domain.md b.2).
Each goes by the words that ask for it in the date language: `working days both ends`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from sectool.calendar.workdays import DaySet, OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS
from sectool.datelang.evaluate import Context, Window, evaluate
from sectool.datelang.nodes import Count, anchors_of
from sectool.values import dataclass

Pair = tuple[date, date]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Amount:
    """A number of whole units and, for weeks and months, the days over: both below zero
    where it is counted backwards."""

    whole: int
    over: int = 0


@dataclass(frozen=True)
class Tally:
    """What one convention counts: the fewest and the most, where a day is open."""

    name: str
    fewest: Amount
    most: Amount

    @property
    def amount(self) -> Amount | None:
        """The one amount, where it does not depend on a day that is open."""
        return self.fewest if self.fewest == self.most else None


def pairs_between(start: Window, end: Window) -> list[Pair]:
    """The pairs of days among which every convention has its fewest and its most.

    Counts with a day 0 are fewest from the last start to the first end, and most the other
    way round. The others are the same both ways, so where the windows overlap they are
    fewest from a day to itself.
    """
    pairs = [(start.latest, end.earliest), (start.earliest, end.latest)]
    first, last = max(start.earliest, end.earliest), min(start.latest, end.latest)
    shared = range(first.toordinal(), last.toordinal() + 1)
    days = [date.fromordinal(ordinal) for ordinal in shared]
    return [*pairs, *((day, day) for day in days)]


def pairs_of(count: Count, start: Window, end: Window, context: Context) -> list[Pair]:
    """The days to count between. A milestone that both ends name is one day for both."""
    named = {*anchors_of(count.start)}, {*anchors_of(count.end)}
    ids = [{anchor.id for anchor in anchors} for anchors in named]
    if (start.day and end.day) or ids[0] != ids[1] or not ids[0]:  # no count has a choice
        return pairs_between(start, end)
    shared = context.milestone(named[0].pop())
    pairs = []
    day = shared.earliest
    while day <= shared.latest:
        pinned = context.with_anchor_on(day)
        ends = (evaluate(phrase, pinned).window for phrase in (count.start, count.end))
        first, last = (window.earliest for window in ends)
        pairs.append((first, last))
        day += _ONE_DAY
    return pairs


def tallies(pairs: Iterable[Pair], calendar: WorkingCalendar) -> list[Tally]:
    """What each convention counts between these days, in the order of CONVENTIONS.

    OutOfCalendar where a day lies outside the calendar.
    """
    counted = [between(start, end, calendar) for start, end in dict.fromkeys(pairs)]
    return [
        Tally(name, min(found[name] for found in counted), max(found[name] for found in counted))
        for name in CONVENTIONS
    ]


def between(start: date, end: date, calendar: WorkingCalendar) -> dict[str, Amount]:
    """How long it is from `start` to `end`, by the name of the convention.

    Where `end` lies before `start`, counts with a day 0 run backwards from it and are below
    zero; clear and both-ends counts are the same both ways.
    """
    return {name: amount_between(start, end, name, calendar) for name in CONVENTIONS}


def amount_between(start: date, end: date, name: str, calendar: WorkingCalendar) -> Amount:
    """How long it is from `start` to `end` by one convention, as `between` says of all."""
    _inside(start, calendar)
    _inside(end, calendar)
    low, high = sorted((start.toordinal(), end.toordinal()))
    # Forwards the days counted are start < day <= end, backwards end <= day < start.
    sign, offset = (1, 1) if start <= end else (-1, 0)
    match name:
        case "working days":
            days = calendar.working_days
            return Amount(sign * _members(days, low + offset, high - 1 + offset))
        case "clear working days":
            return Amount(_members(calendar.working_days, low + 1, high - 1))
        case "working days both ends":
            return Amount(_members(calendar.working_days, low, high))
        case "weekdays":
            days = calendar.weekdays
            return Amount(sign * _members(days, low + offset, high - 1 + offset))
        case "weekdays both ends":
            return Amount(_members(calendar.weekdays, low, high))
        case "days":
            return Amount(sign * (high - low))
        case "days both ends":
            return Amount(high - low + 1)
        case "weeks":
            weeks, over = divmod(high - low, 7)
            return Amount(sign * weeks, sign * over)
        case "months":
            return _months(start, end)
    raise KeyError(name)


def _months(start: date, end: date) -> Amount:
    """The most months from `start` that do not lead past `end`, and the days from there.

    They are counted as `n months after` and `n months before` are, so a month's end clamps:
    from 30 November to 3 November are 11 months and 4 days, back again 11 months and 3 days.
    """
    from dateutil.relativedelta import relativedelta

    found = relativedelta(end, start)
    return Amount(12 * found.years + found.months, found.days)


def holidays_left_out(
    start: date, end: date, name: str, calendar: WorkingCalendar
) -> list[tuple[date, str]]:
    """The weekday holidays that a count of Working Days from `start` to `end` leaves out.

    Counts of anything else leave none out: for them, those of plain `working days`.
    """
    low, high = min(start, end), max(start, end)
    found = [
        (day, holiday)
        for day, holiday in sorted(calendar.holidays.items())
        if low <= day <= high and day.weekday() < 5
    ]
    if name == "working days both ends":
        return found
    if name == "clear working days":
        return [(day, holiday) for day, holiday in found if low < day < high]
    return [(day, holiday) for day, holiday in found if day != start]


def _inside(day: date, calendar: WorkingCalendar) -> None:
    if not calendar.first <= day <= calendar.last:
        raise OutOfCalendar(
            f"{day.isoformat()} is outside the calendar, which runs from "
            f"{calendar.first.isoformat()} to {calendar.last.isoformat()}",
            "before" if day < calendar.first else "after",
        )


def _members(days: DaySet, first: int, last: int) -> int:
    """How many members lie from `first` to `last`, both included; 0 where last is before first."""
    return max(0, bisect_right(days.days, last) - bisect_left(days.days, first))
