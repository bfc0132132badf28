"""The steps of phrases over one set of calendars: what each gives, forwards and backwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache

from sectool.calendar.meetings import MeetingCalendar
from sectool.calendar.weeks import MONDAY, weekday_on_or_after, weekday_on_or_before
from sectool.calendar.workdays import DaySet, WorkingCalendar
from sectool.datelang.functions import (
    BEFORE_ALL,
    BEYOND,
    IDENTITY,
    Function,
    MonotoneStep,
    shift,
)
from sectool.datelang.nodes import (
    Counted,
    CountedMeeting,
    Direction,
    Distance,
    Named,
    NearestMeeting,
    NearestWeekday,
    Phrase,
    WeekdayOfWeek,
)


class Steps:
    """Makes the steps of phrases over one set of calendars, each of them once."""

    def __init__(
        self, calendar: WorkingCalendar, meetings: Callable[[str], MeetingCalendar | None]
    ) -> None:
        self._calendar = calendar
        self._meetings = meetings
        self._made: dict[tuple[str, ...], MonotoneStep] = {}

    def function_of(self, phrase: Phrase) -> Function:
        """The function of a phrase with one anchor, a milestone; its bodies have meetings."""
        match phrase:
            case Named():
                return IDENTITY
            case Counted(distance=distance, direction=direction, anchor=anchor):
                return self.function_of(anchor).then(self.counted(distance, direction))
            case NearestMeeting(body=body, direction=direction, at_least=lead, anchor=anchor):
                inner = self.function_of(anchor)
                if lead is None and not phrase.inclusive:
                    return inner.then(self._nth(body, 1, direction))
                if lead is not None:
                    inner = inner.then(self.counted(lead, direction))
                return inner.then(self.nearest(self._days(body), direction))
            case CountedMeeting(n=n, body=body, direction=direction, anchor=anchor):
                return self.function_of(anchor).then(self._nth(body, n, direction))
            case NearestWeekday(weekday=weekday, direction=direction, anchor=anchor):
                inner = self.function_of(anchor)
                if not phrase.inclusive:
                    inner = inner.then(shift(-1 if direction == "before" else 1))
                return inner.then(_weekday(weekday, direction))
            case WeekdayOfWeek(weekday=weekday, n=n, direction=direction, anchor=anchor):
                monday = self.function_of(anchor).then(_weekday(MONDAY, "before"))
                days = weekday + (7 * n if direction == "after" else -7 * n)
                return monday.then(shift(days)) if days else monday
            case _:
                raise ValueError(f"{phrase} has no one milestone as its anchor")

    def counted(self, distance: Distance, direction: Direction) -> MonotoneStep:
        """So many days, weeks or months before or after."""
        key = (str(distance), direction)
        if key not in self._made:
            self._made[key] = self._counted(distance, direction)
        return self._made[key]

    def nearest(self, days: DaySet, direction: Direction) -> MonotoneStep:
        """The last of `days` on or before a day, or the first on or after it."""
        key = (days.name, "nearest", direction)
        if key not in self._made:
            make = _on_or_before if direction == "before" else _on_or_after
            self._made[key] = make(days)
        return self._made[key]

    def _nth(self, body: str, n: int, direction: Direction) -> MonotoneStep:
        key = (body, str(n), direction)
        if key not in self._made:
            self._made[key] = _member(self._days(body), n, direction)
        return self._made[key]

    def _days(self, body: str) -> DaySet:
        calendar = self._meetings(body)
        if calendar is None:
            raise ValueError(f"no meetings of the {body} are known")
        return calendar.days

    def _counted(self, distance: Distance, direction: Direction) -> MonotoneStep:
        n, calendar = distance.n, self._calendar.of_body(distance.body)
        match distance.unit:
            case "working day":
                return _member(calendar.working_days, n, direction)
            case "clear working day":
                # N clear days lie between the two: it is the (N+1)-th.
                return _member(calendar.working_days, n + 1, direction)
            case "weekday":
                return _member(self._calendar.weekdays, n, direction)
            case "month":
                return _months(n if direction == "after" else -n)
            case "year":
                # A year is twelve months: 29 February clamps in both ways alike.
                return _months(12 * n if direction == "after" else -12 * n)
            case unit:
                days = 7 * n if unit == "week" else n
                return shift(days if direction == "after" else -days)


@cache
def _weekday(weekday: int, direction: Direction) -> MonotoneStep:
    """The last such weekday on or before a day, or the first on or after it."""
    if direction == "before":
        return MonotoneStep(
            lambda day: weekday_on_or_before(day, weekday),
            lambda day: weekday_on_or_after(day, weekday),
            lambda day: weekday_on_or_before(day, weekday) + 6,
            lambda: (-6, 0),
        )
    return MonotoneStep(
        lambda day: weekday_on_or_after(day, weekday),
        lambda day: weekday_on_or_after(day, weekday) - 6,
        lambda day: weekday_on_or_before(day, weekday),
        lambda: (0, -6),
    )


def _bounds(days: DaySet) -> tuple[tuple[int, ...], int, int, tuple[tuple[int, int], ...]]:
    gaps = tuple((first.toordinal(), last.toordinal()) for first, last in days.gaps)
    return days.days, days.first.toordinal(), days.last.toordinal(), gaps


def _member(days: DaySet, n: int, direction: Direction) -> MonotoneStep:
    return _nth_after(days, n) if direction == "after" else _nth_before(days, n)


def _nth_after(days: DaySet, n: int) -> MonotoneStep:
    """The n-th member strictly after a day."""
    s, first, last, gaps = _bounds(days)
    size = len(s)

    def forward(y: int) -> int:
        if not first <= y <= last:
            return BEFORE_ALL if y < first else BEYOND
        index = bisect_right(s, y) + n - 1
        return s[index] if index < size else BEYOND

    def earliest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_left(s, x) - n
        return s[index] if index >= 0 else BEFORE_ALL

    def latest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_right(s, x) - n
        return s[index] - 1 if index >= 0 else BEFORE_ALL

    def gains() -> tuple[int, int]:
        return _apart(s, n - 1) + 1, _back(s, n, last)

    return MonotoneStep(forward, earliest_anchor, latest_anchor, gains, gaps)


def _nth_before(days: DaySet, n: int) -> MonotoneStep:
    """The n-th member strictly before a day."""
    s, first, last, gaps = _bounds(days)
    size = len(s)

    def forward(y: int) -> int:
        if not first <= y <= last:
            return BEFORE_ALL if y < first else BEYOND
        index = bisect_left(s, y) - n
        return s[index] if index >= 0 else BEFORE_ALL

    def earliest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_left(s, x) + n - 1
        return s[index] + 1 if index < size else BEYOND

    def latest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_right(s, x) + n - 1
        return s[index] if index < size else BEYOND

    def gains() -> tuple[int, int]:
        return _back(s, n, last), _apart(s, n - 1) + 1

    return MonotoneStep(forward, earliest_anchor, latest_anchor, gains, gaps)


def _on_or_after(days: DaySet) -> MonotoneStep:
    """The first member on or after a day."""
    s, first, last, gaps = _bounds(days)
    size = len(s)

    def forward(y: int) -> int:
        if not first <= y <= last:
            return BEFORE_ALL if y < first else BEYOND
        index = bisect_left(s, y)
        return s[index] if index < size else BEYOND

    def earliest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_left(s, x) - 1
        return s[index] + 1 if index >= 0 else BEFORE_ALL

    def latest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_right(s, x) - 1
        return s[index] if index >= 0 else BEFORE_ALL

    return MonotoneStep(
        forward, earliest_anchor, latest_anchor, lambda: (0, _back(s, 1, last) + 1), gaps
    )


def _on_or_before(days: DaySet) -> MonotoneStep:
    """The last member on or before a day."""
    s, first, last, gaps = _bounds(days)
    size = len(s)

    def forward(y: int) -> int:
        if not first <= y <= last:
            return BEFORE_ALL if y < first else BEYOND
        index = bisect_right(s, y) - 1
        return s[index] if index >= 0 else BEFORE_ALL

    def earliest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_left(s, x)
        return s[index] if index < size else BEYOND

    def latest_anchor(x: int) -> int:
        if not first <= x <= last:
            return BEFORE_ALL if x < first else BEYOND
        index = bisect_right(s, x)
        return s[index] - 1 if index < size else BEYOND

    return MonotoneStep(
        forward, earliest_anchor, latest_anchor, lambda: (_back(s, 1, last) + 1, 0), gaps
    )


def _apart(s: tuple[int, ...], n: int) -> int:
    """The fewest days between a member and the n-th one after it."""
    return min((later - one for one, later in zip(s, s[n:], strict=False)), default=0)


def _back(s: tuple[int, ...], n: int, last: int) -> int:
    """The most days (as a negative number) from a day back to the n-th member before it."""
    most = max((later - one for one, later in zip(s, s[n:], strict=False)), default=0)
    return -max(most, last - s[-n] if len(s) >= n else 0)


_FIRST_YEAR, _LAST_YEAR = 2, 9998


def _months(n: int) -> MonotoneStep:
    """So many months later, or earlier; a day that the month lacks becomes its last day."""

    def forward(y: int) -> int:
        day = _as_day(y)
        if day is None:
            return y
        year, month = _moved(day, n)
        return date(year, month, min(day.day, monthrange(year, month)[1])).toordinal()

    def earliest_anchor(x: int) -> int:
        day = _as_day(x)
        if day is None:
            return x
        year, month = _moved(day, -n)
        length = monthrange(year, month)[1]
        if day.day <= length:
            return date(year, month, day.day).toordinal()
        # No day of that month reaches so far: the first of the next one does.
        return date(year, month, length).toordinal() + 1

    def latest_anchor(x: int) -> int:
        day = _as_day(x)
        if day is None:
            return x
        year, month = _moved(day, -n)
        length = monthrange(year, month)[1]
        last = day.day == monthrange(day.year, day.month)[1]
        return date(year, month, length if last else min(day.day, length)).toordinal()

    return MonotoneStep(forward, earliest_anchor, latest_anchor, lambda: _month_gains(n))


def _as_day(ordinal: int) -> date | None:
    if not _FIRST_YEAR * 366 <= ordinal <= _LAST_YEAR * 365:
        return None
    return date.fromordinal(ordinal)


def _moved(day: date, n: int) -> tuple[int, int]:
    index = min(max(day.year * 12 + day.month - 1 + n, 12), 9999 * 12 + 11)
    return index // 12, index % 12 + 1


@cache
def _month_gains(n: int) -> tuple[int, int]:
    """The gains of a step of n months, over the four years after which months repeat."""
    if abs(n) > 600:
        return BEFORE_ALL, BEFORE_ALL  # nobody plans so far: it proves nothing
    gain, back = BEYOND, BEYOND
    for index in range(1996 * 12, 2000 * 12):
        other = index + n
        length = monthrange(index // 12, index % 12 + 1)[1]
        other_length = monthrange(other // 12, other % 12 + 1)[1]
        here = date(index // 12, index % 12 + 1, 1).toordinal()
        there = date(other // 12, other % 12 + 1, 1).toordinal()
        gain = min(gain, there - here - max(0, length - other_length))
        # Backwards from x in the month `there`: a day too late for `here` becomes its end.
        back = min(back, here - there - max(0, other_length - 1 - length))
    return gain, back
