"""A phrase becomes a day: forwards, from its anchor, with the steps that led there.

And the other way: for which days of its anchor a phrase gives a day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sectool.calendar.meetings import MeetingCalendar
from sectool.calendar.pattern import WeekdayOfMonth
from sectool.calendar.weeks import MONDAY, weekday_on_or_after, weekday_on_or_before
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.nodes import (
    Anchor,
    Choice,
    Counted,
    CountedMeeting,
    Direction,
    Distance,
    Given,
    Named,
    NearestMeeting,
    NearestWeekday,
    Open,
    Phrase,
    WeekdayOfWeek,
)
from sectool.dates import MONTHS, WEEKDAYS, Month, Week, in_full
from sectool.values import dataclass


@dataclass(frozen=True)
class Window:
    """The days a date may be, both ends included: one day, unless something is open."""

    earliest: date
    latest: date

    @property
    def day(self) -> date | None:
        """The day, where only one is left."""
        return self.earliest if self.earliest == self.latest else None

    @classmethod
    def of(cls, when: date | Month | Week) -> Window:
        if isinstance(when, Month | Week):
            return cls(when.first, when.last)
        return cls(when, when)


@dataclass(frozen=True)
class DateStep:
    """One step towards a date: what was reached, and how."""

    window: Window
    how: str
    skipped: tuple[tuple[date, str], ...] = ()
    proposal: bool = False


@dataclass(frozen=True)
class Reached:
    """Where a phrase led, and the steps, anchor first."""

    window: Window
    steps: tuple[DateStep, ...]

    @property
    def rests_on_proposal(self) -> bool:
        return any(step.proposal for step in self.steps)


class UnknownBody(Exception):
    """A phrase asks for the meetings of a body of which none are known."""

    def __init__(self, body: str, words: tuple[int, int]) -> None:
        super().__init__(body)
        self.body, self.words = body, words


@dataclass(frozen=True)
class Context:
    """The calendars and milestones that give a phrase its day."""

    calendar: WorkingCalendar
    meetings: Callable[[str], MeetingCalendar | None]
    milestone: Callable[[Named], Window]

    def with_anchor_on(self, day: date) -> Context:
        """The same, were every milestone on one day."""
        return replace(self, milestone=lambda _: Window(day, day))


def evaluate(phrase: Phrase, context: Context) -> Reached:
    """The day (or the window of days) that a phrase gives.

    Every primitive is monotone, so the ends of the anchor's window give the ends of the
    result. OutOfCalendar and UnknownBody say why there is none. `tba` gives no day: it is a
    ValueError to ask for one.
    """
    match phrase:
        case Given(when=when):
            window = Window.of(when)
            return Reached(window, (DateStep(window, "the date given"),))
        case Named(id=id_):
            window = context.milestone(phrase)
            return Reached(window, (DateStep(window, f"the date of {id_}"),))
        case Open():
            raise ValueError("'tba' leaves the day open: there is none to work out")
        case WeekdayOfMonth():
            day = phrase.in_month()
            if day is None:
                raise ValueError(f"there is no {phrase}")
            window = Window(day, day)
            return Reached(window, (DateStep(window, f"the {phrase}"),))
        case Counted(distance=distance, direction=direction):
            start = evaluate(phrase.anchor, context)
            window = _mapped(
                start.window, lambda day: moved(day, distance, direction, context.calendar)
            )
            step = _counting(start.window, window, distance, direction, context.calendar)
            return Reached(window, (*start.steps, step))
        case CountedMeeting(n=n, body=body, direction=direction):
            start = evaluate(phrase.anchor, context)
            calendar = _meetings(context, body, phrase.body_words)
            days = calendar.days
            ordinal = f"{n} {body} meeting{'' if n == 1 else 's'} {direction} that day"
            window = _mapped(
                start.window,
                lambda day: days.before(day, n) if direction == "before" else days.after(day, n),
            )
            step = DateStep(window, ordinal, proposal=_proposed(calendar, window))
            return Reached(window, (*start.steps, step))
        case NearestMeeting(body=body, direction=direction, at_least=lead):
            start = evaluate(phrase.anchor, context)
            steps = start.steps
            window = start.window
            calendar = _meetings(context, body, phrase.body_words)
            days = calendar.days
            which = "last" if direction == "before" else "first"
            near = days.on_or_before if direction == "before" else days.on_or_after
            if lead is not None:
                moved_to = _mapped(
                    window, lambda day: moved(day, lead, direction, context.calendar)
                )
                counting = _counting(window, moved_to, lead, direction, context.calendar)
                steps = (*steps, counting)
                window = _mapped(moved_to, near)
                how = f"the {which} {body} meeting on or {direction} that day"
            elif phrase.inclusive:
                window = _mapped(window, near)
                how = f"the {which} {body} meeting on or {direction} that day"
            else:
                window = _mapped(
                    window,
                    lambda day: (
                        days.before(day, 1) if direction == "before" else days.after(day, 1)
                    ),
                )
                how = f"the {which} {body} meeting {direction} that day"
            step = DateStep(window, how, proposal=_proposed(calendar, window))
            return Reached(window, (*steps, step))
        case NearestWeekday(direction=direction):
            start = evaluate(phrase.anchor, context)
            window = _mapped(start.window, lambda day: _nearest_weekday(phrase, day, context))
            which = "last" if direction == "before" else "first"
            or_on = "on or " if phrase.inclusive else ""
            how = f"the {which} {WEEKDAYS[phrase.weekday]} {or_on}{direction} that day"
            return Reached(window, (*start.steps, DateStep(window, how)))
        case WeekdayOfWeek():
            start = evaluate(phrase.anchor, context)
            window = _mapped(start.window, lambda day: _weekday_of_week(phrase, day, context))
            how = str(phrase).removesuffix(str(phrase.anchor)) + "that day"
            return Reached(window, (*start.steps, DateStep(window, how)))
        case Choice():
            return _chosen(phrase, context)


def _chosen(phrase: Choice, context: Context) -> Reached:
    """The later or the earlier of two days: of windows, the later or earlier of their ends."""
    one, other = evaluate(phrase.first, context), evaluate(phrase.second, context)
    choose = max if phrase.which == "later" else min
    window = Window(
        choose(one.window.earliest, other.window.earliest),
        choose(one.window.latest, other.window.latest),
    )
    steps = [*one.steps, *other.steps]
    of = " and ".join(_window_in_words(reached.window) for reached in (one, other))
    return Reached(window, (*steps, DateStep(window, f"the {phrase.which} of {of}")))


def _window_in_words(window: Window) -> str:
    if window.day is not None:
        return in_full(window.day)
    return f"a day from {in_full(window.earliest)} to {in_full(window.latest)}"


def _nearest_weekday(phrase: NearestWeekday, day: date, context: Context) -> date:
    ordinal, beside = day.toordinal(), 0 if phrase.inclusive else 1
    if phrase.direction == "before":
        found = weekday_on_or_before(ordinal - beside, phrase.weekday)
    else:
        found = weekday_on_or_after(ordinal + beside, phrase.weekday)
    return _day_within(found, day, phrase, context.calendar)


def _weekday_of_week(phrase: WeekdayOfWeek, day: date, context: Context) -> date:
    weeks = phrase.n if phrase.direction == "after" else -phrase.n
    monday = weekday_on_or_before(day.toordinal(), MONDAY)
    found = monday + 7 * weeks + phrase.weekday
    return _day_within(found, day, phrase, context.calendar)


def _day_within(
    ordinal: int,
    day: date,
    phrase: NearestWeekday | WeekdayOfWeek,
    calendar: WorkingCalendar,
) -> date:
    """The day of an ordinal; OutOfCalendar where nobody knows what lies there."""
    if calendar.first.toordinal() <= ordinal <= calendar.last.toordinal():
        return date.fromordinal(ordinal)
    what = str(phrase).removesuffix(str(phrase.anchor)) + day.isoformat()
    early = ordinal < calendar.first.toordinal()
    raise _led_out(what, calendar, early=early)


Span = tuple[date, date]


@dataclass(frozen=True)
class Givers:
    """The days of an anchor for which a phrase gives a day; and what it gives around that day.

    `spans` are first and last days, both included: more than one only where meetings on the way
    are not known for the days in between. `before` is the last day before the one asked for that
    the phrase does give, `after` the first one after it; None where none is known.
    """

    spans: tuple[Span, ...]
    before: date | None
    after: date | None
    unknown: tuple[str, ...]

    @property
    def earliest(self) -> date | None:
        return self.spans[0][0] if self.spans else None

    @property
    def latest(self) -> date | None:
        return self.spans[-1][1] if self.spans else None


# The days a search runs over, as ordinals.
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def givers_of(phrase: Anchor, day: date, context: Context) -> Givers:
    """For which days of the milestone it names a phrase gives `day`.

    A phrase is monotone, so those days follow each other and are found by bisection. What
    leads out of the calendar counts as before or after all days. A gap in a body's meetings
    has no side: the search is done as if there were none, and what leads through one is then
    left out. `unknown` has the messages of what is not known around the days found.
    """

    @cache
    def without_gaps(body: str) -> MeetingCalendar | None:
        known = context.meetings(body)
        return None if known is None else replace(known, days=replace(known.days, gaps=()))

    unknown: dict[str, None] = {}

    def given(ordinal: int, meetings: Callable[[str], MeetingCalendar | None]) -> date:
        anchor = date.fromordinal(ordinal)
        pinned = Context(context.calendar, meetings, lambda _: Window(anchor, anchor))
        return evaluate(phrase, pinned).window.earliest

    @cache  # both bisections begin alike
    def order(ordinal: int) -> int:
        """What the phrase gives for a day of the anchor, as a number that only ever grows."""
        try:
            return given(ordinal, without_gaps).toordinal()
        except OutOfCalendar as error:
            return _FIRST - 1 if error.side == "before" else _LAST + 1

    def known(ordinal: int) -> date | None:
        try:
            return given(ordinal, context.meetings)
        except OutOfCalendar as error:
            unknown[str(error)] = None
            return None

    def nearest(ordinal: int, step: int) -> date | None:
        """What the phrase gives for the next day of the anchor for which that is known."""
        while _FIRST <= ordinal <= _LAST:
            found = known(ordinal)
            if found is not None or not _FIRST <= order(ordinal) <= _LAST:
                return found
            ordinal += step
        return None

    wanted = day.toordinal()
    domain = range(_FIRST, _LAST + 1)
    start = _FIRST + bisect_left(domain, wanted, key=order)
    end = _FIRST + bisect_right(domain, wanted, key=order)
    spans: list[Span] = []
    for ordinal in range(start, end):
        if known(ordinal) is None:
            continue
        anchor = date.fromordinal(ordinal)
        if spans and (anchor - spans[-1][1]).days == 1:
            spans[-1] = (spans[-1][0], anchor)
        else:
            spans.append((anchor, anchor))
    return Givers(tuple(spans), nearest(start - 1, -1), nearest(end, 1), tuple(unknown))


def moved(day: date, distance: Distance, direction: Direction, calendar: WorkingCalendar) -> date:
    """The day at a distance from `day`, which is day 0. OutOfCalendar beyond what is known."""
    n = distance.n
    before = direction == "before"
    match distance.unit:
        case "working day":
            days = calendar.of_body(distance.body).working_days
            return days.before(day, n) if before else days.after(day, n)
        case "clear working day":
            # N clear days lie between the two: it is the (N+1)-th.
            days = calendar.of_body(distance.body).working_days
            return days.before(day, n + 1) if before else days.after(day, n + 1)
        case "weekday":
            days = calendar.weekdays
            return days.before(day, n) if before else days.after(day, n)
        case "day":
            return _shifted(day, distance, calendar, lambda: timedelta(days=n), before)
        case "week":
            return _shifted(day, distance, calendar, lambda: timedelta(weeks=n), before)
        case "month":
            from dateutil.relativedelta import relativedelta

            return _shifted(day, distance, calendar, lambda: relativedelta(months=n), before)
        case "year":
            from dateutil.relativedelta import relativedelta

            return _shifted(day, distance, calendar, lambda: relativedelta(years=n), before)


def _shifted(
    day: date, distance: Distance, calendar: WorkingCalendar, by: Callable[[], Any], before: bool
) -> date:
    found: date | None
    try:
        found = day - by() if before else day + by()
    except (OverflowError, ValueError):
        found = None
    if found is None or not calendar.first <= found <= calendar.last:
        early = before if found is None else found < calendar.first
        what = f"{distance} {'before' if before else 'after'} {day.isoformat()}"
        raise _led_out(what, calendar, early=early)
    return found


def _led_out(what: str, calendar: WorkingCalendar, *, early: bool) -> OutOfCalendar:
    return OutOfCalendar(
        f"{what} leads out of the calendar, which runs from {calendar.first.isoformat()} to "
        f"{calendar.last.isoformat()}",
        "before" if early else "after",
    )


def _mapped(window: Window, function: Callable[[date], date]) -> Window:
    earliest = function(window.earliest)
    return Window(earliest, earliest if window.day is not None else function(window.latest))


def _counting(
    start: Window, end: Window, distance: Distance, direction: Direction, calendar: WorkingCalendar
) -> DateStep:
    skipped: list[tuple[date, str]] = []
    if distance.unit in ("working day", "clear working day") and start.day and end.day:
        skipped = calendar.of_body(distance.body).holidays_between(start.day, end.day)
    how = f"{distance} {direction} that day"
    clamps = distance.unit in ("month", "year")
    if clamps and start.day and end.day and end.day.day != start.day.day:
        how += f" (the last day of {MONTHS[end.day.month - 1]})"
    return DateStep(end, how, tuple(skipped))


def _meetings(context: Context, body: str, words: tuple[int, int]) -> MeetingCalendar:
    calendar = context.meetings(body)
    if calendar is None:
        raise UnknownBody(body, words)
    return calendar


def _proposed(calendar: MeetingCalendar, window: Window) -> bool:
    return calendar.rests_on_proposal(window.earliest) or calendar.rests_on_proposal(window.latest)
