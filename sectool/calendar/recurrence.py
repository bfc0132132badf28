"""Patterns of days that come again: what each of them means in any span of days.

    third Tuesday of each month except August        last Thursday of each June
    10th working day of each month                   last day of March and September
    each 1 April                                     every other Thursday from 2022-01-06
    Thursday before the Panel meeting

A pattern proposes days, and says nothing of what was held. Its days in a span are a `DaySet`: it
knows from where to where they are known (Working Days outside the calendar are not, nor are days
that depend on meetings nobody knows), and is asked forwards and backwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from sectool.calendar.pattern import ORDINALS, Words, weekday_in
from sectool.calendar.workdays import DaySet, OutOfCalendar, WorkingCalendar, days_of
from sectool.dates import MONTHS, WEEKDAYS, Month
from sectool.values import dataclass
from sectool.words import listed, ordinal

Span = tuple[date, date]

_ONE_DAY = timedelta(days=1)
_EARLIEST, _LATEST = date.min, date.max
# How far one looks for the next day of a pattern before looking farther: most come once a year.
_REACHES = (400, 4_000, 40_000, 4_000_000)


@dataclass(frozen=True)
class MonthsOfYear:
    """The months that a pattern is about, by number: all, those named, or all but those named."""

    named: tuple[int, ...] = ()
    excepted: bool = False

    def __contains__(self, month: int) -> bool:
        return not self.named or (month in self.named) != self.excepted

    def __iter__(self) -> Iterator[int]:
        return (month for month in range(1, 13) if month in self)

    def __str__(self) -> str:
        names = listed([MONTHS[month - 1] for month in self.named])
        if not names:
            return "each month"
        if self.excepted:
            return f"each month except {names}"
        return f"each {names}" if len(self.named) == 1 else names


@dataclass(frozen=True)
class WeekdayOfMonths:
    """The n-th or last such weekday of some months: of those alone that have a fifth one."""

    ordinal: str
    weekday: int
    months: MonthsOfYear

    def __str__(self) -> str:
        return f"{self.ordinal} {WEEKDAYS[self.weekday]} of {self.months}"


@dataclass(frozen=True)
class DayOfMonths:
    """The n-th day or Working Day of some months, the last one where `n` is 0."""

    n: int
    working: bool
    months: MonthsOfYear

    def __str__(self) -> str:
        return f"{ordinal_of(self.n)} {'working day' if self.working else 'day'} of {self.months}"


@dataclass(frozen=True)
class DayOfYear:
    """The same day of each year; 29 February, of each leap year."""

    day: int
    month: int

    def __str__(self) -> str:
        return f"each {self.day} {MONTHS[self.month - 1]}"


@dataclass(frozen=True)
class WeekdayOfWeeks:
    """Such a weekday every so many weeks, from `start` on, which is the first of them."""

    weeks: int
    weekday: int
    start: date | None = None

    def __str__(self) -> str:
        which = "other " if self.weeks == 2 else f"{ORDINALS[self.weeks - 1]} "
        start = f" from {self.start.isoformat()}" if self.start is not None else ""
        return f"every {'' if self.weeks == 1 else which}{WEEKDAYS[self.weekday]}{start}"


@dataclass(frozen=True)
class WeekdayByMeeting:
    """The last such weekday strictly before each meeting of a body, or the first one after it."""

    weekday: int
    direction: str
    body: str
    body_words: Words

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.direction} the {self.body} meeting"

    def beside(self, meeting: date) -> date:
        """The day that goes with a meeting."""
        if self.direction == "before":
            return meeting - timedelta(days=(meeting.weekday() - self.weekday - 1) % 7 + 1)
        return meeting + timedelta(days=(self.weekday - meeting.weekday() - 1) % 7 + 1)


Pattern = WeekdayOfMonths | DayOfMonths | DayOfYear | WeekdayOfWeeks | WeekdayByMeeting


def ordinal_of(n: int) -> str:
    """`third`, `10th`, and `last` for 0, as patterns write them."""
    if n <= 5:
        return ORDINALS[n - 1]
    return ordinal(n)


def most_in_month(month: int, *, working: bool) -> int:
    """The most days that a month ever has; of Working Days, those that no bank holiday takes."""
    days = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return days - 8 if working else days


class UnknownMeetings(Exception):
    """A pattern depends on the meetings of a body of which none are known."""

    def __init__(self, body: str, words: Words) -> None:
        super().__init__(body)
        self.body, self.words = body, words


def _nobody(short: str) -> None:
    return None


@dataclass(frozen=True)
class PatternContext:
    """The Working Days and meetings that a pattern may depend on.

    On the days `closed` a body proposes no meeting, whatever its pattern says.
    """

    working: WorkingCalendar | None = None
    meetings: Callable[[str], DaySet | None] = _nobody
    closed: frozenset[date] = frozenset()


ALONE = PatternContext()


def days_by(pattern: Pattern, first: date, last: date, context: PatternContext) -> DaySet | None:
    """The days of a pattern from `first` to `last`, both included; None where none is known.

    UnknownMeetings where it depends on a body of which no meetings are known.
    """
    gaps: Iterable[Span] = ()
    match pattern:
        case DayOfMonths(working=True):
            if context.working is None:
                return None
            first, last = _whole_months(first, last, context.working)
        case WeekdayOfWeeks(start=date() as start):
            first = max(first, start)
        case WeekdayByMeeting(body=body):
            meetings = context.meetings(body)
            if meetings is None:
                raise UnknownMeetings(body, pattern.body_words)
            known, gaps = _known_beside(pattern, meetings)
            first, last = max(first, known[0]), min(last, known[1])
            gaps = [(max(a, first), min(b, last)) for a, b in gaps if a <= last and first <= b]
    if last < first:
        return None
    days = [day for day in _days(pattern, first, last, context) if first <= day <= last]
    return days_of(days, first, last, f"days of '{pattern}'", list(gaps))


def following(pattern: Pattern, day: date, context: PatternContext = ALONE) -> date:
    """The next day of a pattern strictly after `day`; OutOfCalendar where it is not known."""
    if isinstance(pattern, WeekdayOfWeeks) and pattern.start is not None and day < pattern.start:
        return pattern.start
    for reach in _REACHES:
        last = date.fromordinal(min(day.toordinal() + reach, _LATEST.toordinal()))
        days = _known(pattern, day, last, context)
        try:
            return days.after(day, 1)
        except OutOfCalendar:
            if days.last < last or last == _LATEST or not days.is_known(day):
                raise
    raise AssertionError(f"{pattern} after {day}")  # the last reach leads past all days


def preceding(pattern: Pattern, day: date, context: PatternContext = ALONE) -> date:
    """The last day of a pattern strictly before `day`; OutOfCalendar where it is not known."""
    for reach in _REACHES:
        first = date.fromordinal(max(day.toordinal() - reach, _EARLIEST.toordinal()))
        days = _known(pattern, first, day, context)
        try:
            return days.before(day, 1)
        except OutOfCalendar:
            if first < days.first or first == _EARLIEST or not days.is_known(day):
                raise
    raise AssertionError(f"{pattern} before {day}")  # the last reach leads past all days


def _known(pattern: Pattern, first: date, last: date, context: PatternContext) -> DaySet:
    days = days_by(pattern, first, last, context)
    if days is None:
        raise OutOfCalendar(
            f"no days of '{pattern}' are known from {first.isoformat()} to {last.isoformat()}"
        )
    return days


def _days(pattern: Pattern, first: date, last: date, context: PatternContext) -> Iterator[date]:
    """The days of a pattern in a span in which they are known, and perhaps some around it."""
    match pattern:
        case WeekdayOfWeeks(weeks=weeks, weekday=weekday, start=start):
            ahead = (weekday - first.weekday()) % 7
            if start is not None:
                ahead = (start - first).days % (7 * weeks)
            steps = range(first.toordinal() + ahead, last.toordinal() + 1, 7 * weeks)
            yield from map(date.fromordinal, steps)
        case WeekdayByMeeting(body=body):
            meetings = context.meetings(body)
            if meetings is not None:
                yield from map(date.fromordinal, _beside(pattern, meetings))
        case _:
            start_, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
            for index in range(start_, end + 1):
                month = Month(index // 12, index % 12 + 1)
                day = _in_month(pattern, month, context.working)
                if day is not None:
                    yield day


def _in_month(
    pattern: WeekdayOfMonths | DayOfMonths | DayOfYear,
    month: Month,
    working: WorkingCalendar | None,
) -> date | None:
    """The day of a pattern in one month, where the month has it."""
    match pattern:
        case WeekdayOfMonths(ordinal=ordinal, weekday=weekday, months=months):
            return weekday_in(month, ordinal, weekday) if month.month in months else None
        case DayOfYear(day=n, month=number):
            if month.month != number:
                return None
        case DayOfMonths(n=n, months=months):
            if month.month not in months:
                return None
            if pattern.working:
                return _working_day(month, n, working)
    last = month.last
    if n == 0:
        return last
    return date(month.year, month.month, n) if n <= last.day else None


def _working_day(month: Month, n: int, working: WorkingCalendar | None) -> date | None:
    """The n-th Working Day of a month, or its last for 0; None where it has not so many."""
    if working is None:
        return None
    days = working.working_days.days
    if n == 0:
        index = bisect_right(days, month.last.toordinal()) - 1
    else:
        index = bisect_left(days, month.first.toordinal()) + n - 1
    if not 0 <= index < len(days):
        return None
    day = date.fromordinal(days[index])
    return day if day in month else None


def _whole_months(first: date, last: date, working: WorkingCalendar) -> Span:
    """The part of a span in which all Working Days of each month are known."""
    start, end = working.first, working.last
    if start.day > 1:
        start = Month(start.year, start.month).last + _ONE_DAY
    if end != Month(end.year, end.month).last:
        end = end.replace(day=1) - _ONE_DAY
    return max(first, start), min(last, end)


def _known_beside(pattern: WeekdayByMeeting, meetings: DaySet) -> tuple[Span, list[Span]]:
    """Between which days the weekdays beside meetings are known, and the gaps in between.

    The day before (or after) a meeting depends on a week of days. Where one of those is not known,
    neither is whether it is a day of the pattern; unless a known meeting makes it one.
    """
    nearest, farthest = (-7, -1) if pattern.direction == "before" else (1, 7)
    members = set(_beside(pattern, meetings))

    def start(ordinal: int) -> int:
        """The first day that is not known, where no meeting is known from `ordinal` on."""
        found = ordinal + nearest
        found += (pattern.weekday + 1 - found) % 7
        return found + 1 if found in members else found

    def end(ordinal: int) -> int:
        """The last day that is not known, where no meeting is known up to `ordinal`."""
        found = ordinal + farthest
        found -= (found - pattern.weekday - 1) % 7
        return found - 1 if found in members else found

    gaps = [(start(one.toordinal()), end(other.toordinal())) for one, other in meetings.gaps]
    first, last = end(meetings.first.toordinal() - 1) + 1, start(meetings.last.toordinal() + 1) - 1
    return (_day(first), _day(last)), [(_day(a), _day(b)) for a, b in gaps if a <= b]


def _beside(pattern: WeekdayByMeeting, meetings: DaySet) -> Iterator[int]:
    """The days that go with meetings, but for those in the first or last week that there is."""
    for day in meetings.days:
        if 7 < day < _LATEST.toordinal() - 7:
            yield pattern.beside(date.fromordinal(day)).toordinal()


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), _LATEST.toordinal()))
