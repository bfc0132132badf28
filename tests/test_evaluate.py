"""A phrase gives the day that numpy, dateutil or a plain search gives, and tells the way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool import dates
from sectool.calendar.meetings import MeetingCalendar, Proposals, meetings_of
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar, days_of
from sectool.datelang.evaluate import (
    Context,
    DateStep,
    Givers,
    Reached,
    UnknownBody,
    Window,
    evaluate,
    givers_of,
)
from sectool.datelang.nodes import Anchor, Named, Open
from sectool.datelang.parser import parse_backwards, parse_pattern, parse_phrase
from sectool.dates import Month
from sectool.model.reference import BodyMeeting, Calendar
from sectool.schedule import calendars_of
from sectool.words import ordinal
from tests.register import SEED, opened

WEEKDAY = (MO, TU, WE, TH, FR, SA, SU)

# A machine that is busy is no fault.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

REGISTER = opened(SEED).register
CALENDARS = calendars_of(REGISTER)
ONE_DAY = timedelta(days=1)


def _pinned() -> tuple[Calendar, WorkingCalendar]:
    assert REGISTER.calendar is not None
    assert CALENDARS.working is not None
    return REGISTER.calendar, CALENDARS.working


PINNED, WORKING = _pinned()
HOLIDAYS = sorted(row.date for row in PINNED.holidays if row.withdrawn is None)
NUMPY = np.busdaycalendar(holidays=HOLIDAYS)
WEEKDAYS_ONLY = np.busdaycalendar()

GO_LIVE = date(2022, 11, 3)
MILESTONES = {
    "go-live": Window(GO_LIVE, GO_LIVE),
    "uit-starts": Window(date(2022, 8, 1), date(2022, 8, 31)),
}


def milestone(named: Named) -> Window:
    return MILESTONES[named.id]


CONTEXT = Context(WORKING, CALENDARS.meetings, milestone)


def reached(text: str) -> Reached:
    return evaluate(parse_phrase(text), CONTEXT)


def day_of(text: str) -> date:
    day = reached(text).window.day
    assert day is not None
    return day


def as_day(value: object) -> date:
    return date.fromisoformat(str(value))


days = st.dates(date(2013, 1, 1), date(2034, 12, 31))
numbers = st.integers(1, 200)


# Distances.


@pytest.mark.parametrize(
    ("unit", "calendar", "more"),
    [
        ("working days", NUMPY, 0),
        ("clear working days", NUMPY, 1),
        ("weekdays", WEEKDAYS_ONLY, 0),
    ],
)
@given(day=days, n=numbers)
def test_working_days_are_numpys(
    unit: str, calendar: np.busdaycalendar, more: int, day: date, n: int
) -> None:
    n_th = n + more
    before = np.busday_offset(day, -n_th, roll="following", busdaycal=calendar)
    after = np.busday_offset(day, n_th, roll="preceding", busdaycal=calendar)
    assert day_of(f"{n} {unit} before {day}") == as_day(before)
    assert day_of(f"{n} {unit} after {day}") == as_day(after)


@given(days, numbers)
def test_between_clear_working_days_lie_exactly_so_many(day: date, n: int) -> None:
    found = day_of(f"{n} clear working days before {day}")
    assert np.busday_count(found + ONE_DAY, day, busdaycal=NUMPY) == n


@pytest.mark.parametrize("unit", ["days", "weeks", "months"])
@given(day=days, n=st.integers(1, 12))
def test_days_weeks_and_months_are_dateutils(unit: str, day: date, n: int) -> None:
    distance = relativedelta(**{unit: n})  # type: ignore[arg-type]
    assert day_of(f"{n} {unit} before {day}") == day - distance
    assert day_of(f"{n} {unit} after {day}") == day + distance


def weekday_of(direction: str, weekday: int, shift: int) -> relativedelta:
    """The nearest such weekday on one side of a day, so many days beside it."""
    way = -1 if direction == "before" else 1
    return relativedelta(days=way * shift, weekday=WEEKDAY[weekday](way))


def phrase_of_weeks(direction: str, weekday: int, n: int) -> list[tuple[str, relativedelta]]:
    """Phrases about weeks and years, each with what dateutil adds for it."""
    name, which = dates.WEEKDAYS[weekday], "last" if direction == "before" else "first"
    monday = relativedelta(weekday=MO(-1))
    weeks = relativedelta(weeks=-n if direction == "before" else n)
    return [
        (f"{which} {name} {direction} X", weekday_of(direction, weekday, 1)),
        (f"{which} {name} on or {direction} X", weekday_of(direction, weekday, 0)),
        (f"{name} of the {ordinal(n)} week {direction} X", monday + weeks),
        (f"{name} of the week of X", monday),
    ]


@given(
    day=st.dates(date(2016, 1, 1), date(2031, 12, 31)),
    n=st.integers(1, 12),
    weekday=st.integers(0, 6),
)
def test_weekdays_and_years_are_dateutils_both_ways(day: date, n: int, weekday: int) -> None:
    for direction in ("before", "after"):
        for form, added in phrase_of_weeks(direction, weekday, n):
            in_week = relativedelta(weekday=WEEKDAY[weekday](1)) if " week " in form else None

            def led_to(
                one: date, added: relativedelta = added, in_week: relativedelta | None = in_week
            ) -> date:
                found = one + added
                return found + in_week if in_week is not None else found

            assert day_of(form.replace("X", day.isoformat())) == led_to(day), form
            given_day = led_to(day)
            near = [day + timedelta(days=shift) for shift in range(-14, 15)]
            giving = [one for one in near if led_to(one) == given_day]
            assert givers(form, given_day).spans == ((giving[0], giving[-1]),), form
        years = relativedelta(years=1 + n % 3)
        there = day - years if direction == "before" else day + years
        form = f"{1 + n % 3} years {direction} X"
        assert day_of(form.replace("X", day.isoformat())) == there
        around = [day + timedelta(days=shift) for shift in range(-3, 4)]
        moves = [one - years if direction == "before" else one + years for one in around]
        giving = [one for one, other in zip(around, moves, strict=True) if other == there]
        assert givers(form, there).spans == ((giving[0], giving[-1]),)


@given(one=days, other=days, n=st.integers(1, 9))
def test_the_later_of_two_is_the_maximum(one: date, other: date, n: int) -> None:
    inner = day_of(f"{n} working days after {other}")
    assert day_of(f"later of {one} and {n} working days after {other}") == max(one, inner)
    assert day_of(f"earlier of {one} and {n} working days after {other}") == min(one, inner)
    # What leads on from a choice leads on from each.
    after = day_of(f"{n} weeks before {max(one, inner)}")
    text = f"{n} weeks before later of {one} and {n} working days after {other}"
    assert day_of(text) == after
    both = reached(f"later of uit-starts and {one}").window
    month = MILESTONES["uit-starts"]
    assert both == Window(max(month.earliest, one), max(month.latest, one))


def test_a_week_is_a_window_as_a_month_is() -> None:
    monday, sunday = date(2022, 10, 31), date(2022, 11, 6)
    for text in ("week of 2022-11-03", "2022-W44"):
        assert reached(text).window == Window(monday, sunday)
    assert reached("1 week after 2022-W44").window == Window(
        monday + timedelta(weeks=1), sunday + timedelta(weeks=1)
    )


OWN = {date(2022, 10, 31): "an away day", date(2022, 11, 1): "an away day"}


def test_working_days_of_a_body_leave_out_its_own_holidays() -> None:
    working = WORKING.with_bodies({"DCC": OWN})
    context = replace(CONTEXT, calendar=working)
    found = evaluate(parse_phrase("3 DCC working days before go-live"), context)
    assert found.window.day == date(2022, 10, 27)
    assert found.steps[-1].skipped == tuple(sorted(OWN.items()))
    # Nobody else's days are others for it, nor are those of a body without holidays of its own.
    for text in ("3 working days before go-live", "3 CSC working days before go-live"):
        assert evaluate(parse_phrase(text), context).window.day == date(2022, 10, 31)
    backwards = givers_of(
        parse_backwards("3 DCC working days before X"), date(2022, 10, 27), context
    )
    assert backwards.spans == ((GO_LIVE, GO_LIVE),)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        # The distances of the November 2022 release.
        ("5 working days before 2022-10-04", "2022-09-27"),
        ("10 working days before 2022-11-03", "2022-10-20"),
        ("6 months before 2022-11-03", "2022-05-03"),
        ("8 months before 2022-11-03", "2022-03-03"),
        # A bank holiday on the way: 29 August 2022, and two at Christmas.
        ("5 working days before 2022-09-01", "2022-08-24"),
        ("5 weekdays before 2022-09-01", "2022-08-25"),
        ("1 working day after 2022-12-23", "2022-12-28"),
        # The anchor is day 0, and need be no Working Day.
        ("1 working day before 2022-11-06", "2022-11-04"),
        ("1 working day after 2022-11-06", "2022-11-07"),
        # Clear days: so many lie in between.
        ("1 clear working day before 2022-11-04", "2022-11-02"),
        ("30 clear working days after 2022-01-04", "2022-02-16"),
        # The end of a month clamps.
        ("6 months before 2022-08-31", "2022-02-28"),
        ("6 months before 2024-08-31", "2024-02-29"),
        ("6 months after 2023-08-31", "2024-02-29"),
        ("1 month before 2022-03-31", "2022-02-28"),
        ("1 month after 2022-01-31", "2022-02-28"),
        ("12 months after 2024-02-29", "2025-02-28"),
        ("1 month before 1 month after 2022-01-31", "2022-01-28"),
        # Weekdays of months.
        ("first Thursday of November 2022", "2022-11-03"),
        ("last Thursday of June 2023", "2023-06-29"),
        ("fifth Tuesday of November 2021", "2021-11-30"),
        ("2022-11-03", "2022-11-03"),
        ("go-live", "2022-11-03"),
    ],
)
def test_distances_by_hand(phrase: str, day: str) -> None:
    assert day_of(phrase).isoformat() == day


# Meetings, by a search over days: the CSC meets on the third Tuesday from December 2021 on.


def csc_meets(day: date) -> bool:
    return day.weekday() == 1 and 15 <= day.day <= 21


def search(day: date, n: int, step: timedelta) -> date:
    while n:
        day += step
        n -= csc_meets(day)
    return day


meeting_days = st.dates(date(2023, 1, 1), date(2034, 12, 31))


@given(meeting_days, st.integers(1, 12))
def test_meetings_are_found_by_a_search(day: date, n: int) -> None:
    assert day_of(f"last CSC meeting before {day}") == search(day, 1, -ONE_DAY)
    assert day_of(f"first CSC meeting after {day}") == search(day, 1, ONE_DAY)
    assert day_of(f"{n} CSC meetings before {day}") == search(day, n, -ONE_DAY)
    assert day_of(f"{n} CSC meetings after {day}") == search(day, n, ONE_DAY)


@given(meeting_days, st.integers(1, 60))
def test_a_meeting_at_some_distance_may_fall_on_its_last_day(day: date, n: int) -> None:
    latest = as_day(np.busday_offset(day, -n, roll="following", busdaycal=NUMPY))
    earliest = as_day(np.busday_offset(day, n, roll="preceding", busdaycal=NUMPY))
    before = day_of(f"last CSC meeting at least {n} working days before {day}")
    after = day_of(f"first CSC meeting at least {n} working days after {day}")
    assert before == search(latest + ONE_DAY, 1, -ONE_DAY)
    assert after == search(earliest - ONE_DAY, 1, ONE_DAY)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("last CSC meeting at least 10 working days before go-live", "2022-10-18"),
        ("last CSC meeting at least 12 working days before go-live", "2022-10-18"),
        ("last CSC meeting at least 13 working days before go-live", "2022-09-20"),
        # On the day of a meeting: the one before, the one after.
        ("last CSC meeting before 2022-10-18", "2022-09-20"),
        ("first CSC meeting after 2022-10-18", "2022-11-15"),
        # The dated meeting of 30 November 2021, beside the pattern.
        ("first CSC meeting after 2021-11-15", "2021-11-30"),
        ("1 CSC meeting before 2021-12-21", "2021-11-30"),
    ],
)
def test_meetings_by_hand(phrase: str, day: str) -> None:
    assert day_of(phrase).isoformat() == day


# Windows: the ends of the anchor give the ends of the result.

WINDOWS = [
    "{}",
    "5 working days before {}",
    "3 clear working days after {}",
    "10 weekdays before {}",
    "30 days after {}",
    "2 weeks before {}",
    "6 months before {}",
    "last CSC meeting before {}",
    "first CSC meeting at least 10 working days after {}",
    "2 OPSG meetings before {}",
    "first CSC meeting after 6 months before {}",
    "last CSC meeting on or before {}",
    "last Friday on or before {}",
    "Tuesday of the 3rd week after {}",
    "1 year before {}",
    "later of 2 weeks after {} and 3 working days after {}",
]


@pytest.mark.parametrize("form", WINDOWS)
@given(first=st.dates(date(2023, 1, 1), date(2034, 1, 1)))
def test_a_month_maps_end_to_end(form: str, first: date) -> None:
    month = Month(first.year, first.month)
    window = reached(form.replace("{}", str(month))).window
    assert window == Window(
        day_of(form.replace("{}", str(month.first))), day_of(form.replace("{}", str(month.last)))
    )
    assert window.earliest <= day_of(form.replace("{}", str(first))) <= window.latest


@pytest.mark.parametrize("form", WINDOWS)
@given(one=st.dates(date(2023, 1, 1), date(2034, 1, 1)), later=st.integers(0, 100))
def test_every_form_is_monotone(form: str, one: date, later: int) -> None:
    other = one + timedelta(days=later)
    assert day_of(form.replace("{}", str(one))) <= day_of(form.replace("{}", str(other)))


def test_a_milestone_of_a_month_gives_a_window() -> None:
    assert reached("last TAG meeting before uit-starts").window == Window(
        date(2022, 7, 27), date(2022, 7, 27)
    )
    assert reached("5 working days before uit-starts").window == Window(
        date(2022, 7, 25), date(2022, 8, 23)
    )


# Beyond what is known.

BEYOND = "which runs from 2012-01-01 to 2035-12-31"
OUT = "and this leads out of those days"
WORKING_DAYS = "Working Days are known from 2012-01-01 to 2035-12-31"
WEEKDAYS = "weekdays are known from 2012-01-01 to 2035-12-31"
CSC = "CSC meetings are known from 2020-01-01 to 2035-12-31"


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("1 working day after 2035-12-31", f"{WORKING_DAYS}, {OUT}"),
        ("1 working day before 2012-01-03", f"{WORKING_DAYS}, {OUT}"),
        ("1 clear working day before 2012-01-04", f"{WORKING_DAYS}, {OUT}"),
        ("1 weekday after 2035-12-31", f"{WEEKDAYS}, {OUT}"),
        (
            "1 working day before 2036-01-01",
            "2036-01-01 is outside the days for which Working Days are known: 2012-01-01 to "
            "2035-12-31",
        ),
        (
            "1 day after 2035-12-31",
            f"1 day after 2035-12-31 leads out of the calendar, {BEYOND}",
        ),
        (
            "2 weeks before 2012-01-14",
            f"2 weeks before 2012-01-14 leads out of the calendar, {BEYOND}",
        ),
        (
            "6 months after 2035-07-01",
            f"6 months after 2035-07-01 leads out of the calendar, {BEYOND}",
        ),
        ("first CSC meeting after 2035-12-18", f"{CSC}, {OUT}"),
        ("last CSC meeting before 2020-01-28", f"{CSC}, {OUT}"),
        ("2 CSC meetings before 2020-02-25", f"{CSC}, {OUT}"),
        ("last CSC meeting at least 20 working days before 2020-02-18", f"{CSC}, {OUT}"),
        (
            "last CSC meeting before 2019-12-31",
            "2019-12-31 is outside the days for which CSC meetings are known: 2020-01-01 to "
            "2035-12-31",
        ),
        # A month of which one end leads out.
        (
            "1 month after 2035-12",
            f"1 month after 2035-12-01 leads out of the calendar, {BEYOND}",
        ),
        (
            "3 days after 2035-12",
            f"3 days after 2035-12-31 leads out of the calendar, {BEYOND}",
        ),
    ],
)
def test_beyond_what_is_known_there_is_no_day(phrase: str, message: str) -> None:
    with pytest.raises(OutOfCalendar) as caught:
        reached(phrase)
    assert str(caught.value) == message


@pytest.mark.parametrize("direction", ["before", "after"])
@pytest.mark.parametrize(
    "form",
    [
        *("99999 working days", "99999 clear working days", "99999 weekdays", "99999 days"),
        *("99999 weeks", "99999 months", "99999 CSC meetings"),
    ],
)
@pytest.mark.parametrize("anchor", ["2022-11-03", "2022-11", "0001-01-01", "9999-12"])
def test_huge_numbers_lead_out_of_the_calendar(form: str, direction: str, anchor: str) -> None:
    with pytest.raises(OutOfCalendar):
        reached(f"{form} {direction} {anchor}")


def test_days_beyond_the_calendar_may_be_given_but_not_counted_from() -> None:
    assert day_of("2050-01-01") == date(2050, 1, 1)
    assert day_of("last Friday of December 9999") == date(9999, 12, 31)
    assert reached("9999-12").window == Window(date(9999, 12, 1), date(9999, 12, 31))
    with pytest.raises(OutOfCalendar):
        reached("1 working day before 2050-01-01")


@pytest.mark.parametrize(
    "phrase", ["last Authority meeting before go-live", "1 XYZ meeting after go-live"]
)
def test_meetings_of_an_unknown_body_are_told(phrase: str) -> None:
    with pytest.raises(UnknownBody) as caught:
        reached(phrase)
    assert phrase[slice(*caught.value.words)] == caught.value.body


def test_tba_gives_no_day() -> None:
    with pytest.raises(ValueError, match="'tba' leaves the day open: there is none to work"):
        evaluate(Open((0, 3)), CONTEXT)


@pytest.mark.parametrize(
    ("phrase", "side"),
    [
        ("1 working day after 2035-12-31", "after"),
        ("1 working day before 2012-01-03", "before"),
        ("1 working day before 2036-01-01", "after"),
        ("1 working day after 2011-12-31", "before"),
        ("1 day after 2035-12-31", "after"),
        ("2 weeks before 2012-01-14", "before"),
        ("6 months after 2035-07-01", "after"),
        ("1 day before 2040-01-01", "after"),
        ("1 day after 2000-01-01", "before"),
        ("1 day before 0001-01-01", "before"),
        ("1 day after 9999-12-31", "after"),
        ("first CSC meeting after 2035-12-18", "after"),
        ("last CSC meeting before 2020-01-28", "before"),
    ],
)
def test_what_leads_out_says_on_which_side(phrase: str, side: str) -> None:
    with pytest.raises(OutOfCalendar) as caught:
        reached(phrase)
    assert caught.value.side == side


# Backwards: for which days of its anchor a phrase gives a day.


def givers(text: str, day: date, context: Context = CONTEXT) -> Givers:
    return givers_of(parse_backwards(text), day, context)


def spans(found: Givers) -> list[tuple[str, str]]:
    return [(first.isoformat(), last.isoformat()) for first, last in found.spans]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("phrase", "day", "days", "before", "after"),
    [
        (
            "last CSC meeting at least 10 working days before X",
            "2022-10-18",
            [("2022-11-01", "2022-11-28")],
            "2022-09-20",
            "2022-11-15",
        ),
        # A month's end clamps: four days lead to one, and none to another.
        (
            "6 months before X",
            "2022-02-28",
            [("2022-08-28", "2022-08-31")],
            "2022-02-27",
            "2022-03-01",
        ),
        ("6 months before X", "2022-03-31", [], "2022-03-30", "2022-04-01"),
        ("6 months after go-live", "2022-08-31", [], "2022-08-28", "2022-09-01"),
        ("X", "2050-01-01", [("2050-01-01", "2050-01-01")], "2049-12-31", "2050-01-02"),
        ("go-live", "0001-01-01", [("0001-01-01", "0001-01-01")], None, "0001-01-02"),
        ("X", "9999-12-31", [("9999-12-31", "9999-12-31")], "9999-12-30", None),
        # From days beyond the calendar a phrase may lead into it.
        ("1 week before X", "2035-12-31", [("2036-01-07", "2036-01-07")], "2035-12-30", None),
        # No day is 5 Working Days before any: not a Sunday, not a holiday.
        ("5 working days before X", "2022-10-02", [], "2022-09-30", "2022-10-03"),
        ("5 working days before X", "2022-09-19", [], "2022-09-16", "2022-09-20"),
        (
            "5 working days before X",
            "2022-09-16",
            [("2022-09-24", "2022-09-26")],
            "2022-09-15",
            "2022-09-20",
        ),
        ("5 working days before X", "2050-01-01", [], "2035-12-20", None),
        ("5 working days before X", "2000-01-01", [], None, "2012-01-03"),
    ],
)
def test_backwards_by_hand(
    phrase: str,
    day: str,
    days: list[tuple[str, str]],
    before: str | None,
    after: str | None,
) -> None:
    found = givers(phrase, date.fromisoformat(day))
    assert spans(found) == days
    assert (found.earliest, found.latest) == (
        (found.spans[0][0], found.spans[-1][1]) if days else (None, None)
    )
    assert (iso(found.before), iso(found.after)) == (before, after)


@pytest.mark.parametrize("direction", ["before", "after"])
@pytest.mark.parametrize("unit", ["days", "weeks", "months"])
@given(day=days, n=st.integers(1, 12))
def test_backwards_finds_the_days_that_dateutil_leads_from(
    direction: str, unit: str, day: date, n: int
) -> None:
    distance = relativedelta(**{unit: n})  # type: ignore[arg-type]
    around = day + distance if direction == "before" else day - distance
    near = [around + timedelta(days=shift) for shift in range(-5, 6)]
    giving = [
        one for one in near if (one - distance if direction == "before" else one + distance) == day
    ]
    found = givers(f"{n} {unit} {direction} X", day)
    assert found.spans == (((giving[0], giving[-1]),) if giving else ())


@pytest.mark.parametrize("direction", ["before", "after"])
@pytest.mark.parametrize(
    ("unit", "calendar", "more"),
    [
        ("working days", NUMPY, 0),
        ("clear working days", NUMPY, 1),
        ("weekdays", WEEKDAYS_ONLY, 0),
    ],
)
@given(day=days, n=st.integers(1, 60))
def test_backwards_finds_the_days_that_numpy_leads_from(
    direction: str,
    unit: str,
    calendar: np.busdaycalendar,
    more: int,
    day: date,
    n: int,
) -> None:
    n_th = n + more

    def led_to(one: date) -> date:
        if direction == "before":
            return as_day(np.busday_offset(one, -n_th, roll="following", busdaycal=calendar))
        return as_day(np.busday_offset(one, n_th, roll="preceding", busdaycal=calendar))

    if direction == "before":
        around = np.busday_offset(day, n_th, roll="forward", busdaycal=calendar)
    else:
        around = np.busday_offset(day, -n_th, roll="backward", busdaycal=calendar)
    near = [as_day(around) + timedelta(days=shift) for shift in range(-12, 13)]
    giving = [one for one in near if led_to(one) == day]
    found = givers(f"{n} {unit} {direction} X", day)
    assert found.spans == (((giving[0], giving[-1]),) if giving else ())


# The same by trying every day of a short calendar. Of one body the meetings of March are not
# known, nor those after May; another met in January, February and April.

SHORT = WorkingCalendar.of(
    [row for row in PINNED.holidays if row.withdrawn is None],
    date(2022, 1, 1),
    date(2022, 6, 30),
    known_from=PINNED.known_from,
)


def _meeting_calendars() -> dict[str, MeetingCalendar]:
    tuesdays = parse_pattern("third Tuesday of each month")
    early = Proposals(tuesdays, Month(2022, 1), Month(2022, 2))
    late = Proposals(tuesdays, Month(2022, 4), Month(2022, 5))
    first_tuesdays = parse_pattern("first Tuesday of each month")
    gap = meetings_of("GAP", [early, late], [])
    wide = meetings_of("WIDE", [Proposals(first_tuesdays, Month(2021, 1), Month(2023, 1))], [])
    assert gap is not None
    assert wide is not None
    rare = [date(2022, 1, 4), date(2022, 2, 1), date(2022, 4, 26)]
    days = days_of(rare, SHORT.first, SHORT.last, "RARE meetings")
    return {"GAP": gap, "WIDE": wide, "RARE": replace(gap, body="RARE", days=days)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    [
        "X",
        "3 working days before X",
        "2 clear working days after X",
        "4 weekdays after X",
        "10 days before X",
        "1 month after X",
        "1 month before 1 month after X",
        "last GAP meeting before X",
        "first GAP meeting after X",
        "2 GAP meetings after X",
        "first GAP meeting at least 5 working days after X",
        "last GAP meeting at least 1 month before X",
        "2 working days before last GAP meeting before X",
        # What is not known lies between two spans of days that are.
        "first WIDE meeting after 3 months after first GAP meeting after X",
        "last RARE meeting before first GAP meeting after X",
        "last RARE meeting before X",
        "1 week after 2 WIDE meetings before X",
        "first GAP meeting on or after X",
        "Friday of the 2nd week before X",
        "later of 2022-04-12 and 3 working days after X",
        "earlier of 2 weeks after X and first WIDE meeting after X",
    ],
)
def test_backwards_agrees_with_trying_every_day(form: str) -> None:
    known = _meeting_calendars()
    context = Context(SHORT, known.get, milestone)
    phrase = parse_backwards(form)
    table: list[tuple[date, date]] = []
    first = date(2021, 6, 1)
    tried = [first + timedelta(days=shift) for shift in range(900)]
    for anchor in tried:
        try:
            table.append((anchor, given_for(phrase, anchor, context)))
        except OutOfCalendar:
            continue
    anchors: dict[date, list[date]] = {}
    for anchor, given_day in table:
        anchors.setdefault(given_day, []).append(anchor)
    values = sorted(anchors)
    for shift in range(230):
        asked = date(2021, 12, 10) + timedelta(days=shift)
        found = givers_of(phrase, asked, context)
        giving = anchors.get(asked, [])
        listed = [
            first + timedelta(days=more)
            for first, last in found.spans
            for more in range((last - first).days + 1)
        ]
        assert listed == giving, asked
        assert all((b[0] - a[1]).days > 1 for a, b in pairwise(found.spans)), asked
        if form == "X":
            continue  # its days go on for ever
        below, above = bisect_left(values, asked), bisect_right(values, asked)
        assert found.before == (values[below - 1] if below else None), asked
        assert found.after == (values[above] if above < len(values) else None), asked


def given_for(phrase: Anchor, anchor: date, context: Context) -> date:
    pinned = replace(context, milestone=lambda _: Window(anchor, anchor))
    return evaluate(phrase, pinned).window.earliest


def test_backwards_leaves_out_the_days_that_lead_through_a_gap() -> None:
    context = Context(SHORT, _meeting_calendars().get, milestone)
    gap = (
        "no GAP meetings are known from 2022-03-01 to 2022-03-31, and this leads through those days"
    )
    found = givers("last RARE meeting before first GAP meeting after X", date(2022, 2, 1), context)
    assert spans(found) == [("2022-01-18", "2022-02-14"), ("2022-04-01", "2022-04-18")]
    found = givers("first GAP meeting after X", date(2022, 4, 19), context)
    assert (spans(found), found.unknown) == ([("2022-04-01", "2022-04-18")], (gap,))
    assert (found.before, found.after) == (date(2022, 2, 15), date(2022, 5, 17))
    found = givers("first GAP meeting after X", date(2022, 3, 15), context)
    assert (spans(found), found.unknown) == ([], (gap,))
    assert (found.before, found.after) == (date(2022, 2, 15), date(2022, 4, 19))


# Steps.


def step(day: str, how: str, *skipped: tuple[str, str], proposal: bool = False) -> DateStep:
    on = date.fromisoformat(day)
    days_skipped = tuple((date.fromisoformat(when), name) for when, name in skipped)
    return DateStep(Window(on, on), how, days_skipped, proposal)


@pytest.mark.parametrize(
    ("phrase", "steps"),
    [
        (
            "5 working days before last CSC meeting at least 10 working days before go-live",
            (
                step("2022-11-03", "the date of go-live"),
                step("2022-10-20", "10 working days before that day"),
                step("2022-10-18", "the last CSC meeting on or before that day", proposal=True),
                step("2022-10-11", "5 working days before that day"),
            ),
        ),
        (
            "2 OPSG meetings before first CSC meeting after 2022-08-31",
            (
                step("2022-08-31", "the date given"),
                step("2022-09-20", "the first CSC meeting after that day", proposal=True),
                step("2022-08-02", "2 OPSG meetings before that day", proposal=True),
            ),
        ),
        (
            "1 CSC meeting before 2021-12-21",
            (
                step("2021-12-21", "the date given"),
                step("2021-11-30", "1 CSC meeting before that day"),
            ),
        ),
        (
            "6 months before first Wednesday of August 2022",
            (
                step("2022-08-03", "the first Wednesday of August 2022"),
                step("2022-02-03", "6 months before that day"),
            ),
        ),
        (
            "6 months before 2022-08-31",
            (
                step("2022-08-31", "the date given"),
                step("2022-02-28", "6 months before that day (the last day of February)"),
            ),
        ),
        (
            "2 working days after 2022-12-23",
            (
                step("2022-12-23", "the date given"),
                step(
                    "2022-12-29",
                    "2 working days after that day",
                    ("2022-12-26", "Boxing Day"),
                    ("2022-12-27", "Christmas Day (substitute day)"),
                ),
            ),
        ),
        # Weekdays do not skip holidays, so they tell of none.
        (
            "2 weekdays after 2022-12-23",
            (
                step("2022-12-23", "the date given"),
                step("2022-12-27", "2 weekdays after that day"),
            ),
        ),
    ],
)
def test_the_steps_tell_the_way(phrase: str, steps: tuple[DateStep, ...]) -> None:
    found = reached(phrase)
    assert found.steps == steps
    assert found.window == steps[-1].window
    assert found.rests_on_proposal == any(one.proposal for one in steps)


# Meeting calendars: a dated meeting replaces the nearest proposal.

THIRD_TUESDAY = Proposals(
    parse_pattern("third Tuesday of each month"), Month(2022, 1), Month(2022, 6)
)


def meeting(day: str, **more: str) -> BodyMeeting:
    return BodyMeeting.model_validate(
        {"date": day, **{key.replace("_", "-"): text for key, text in more.items()}}
    )


PROPOSED = ["2022-01-18", "2022-02-15", "2022-03-15", "2022-04-19", "2022-05-17", "2022-06-21"]


@pytest.mark.parametrize(
    ("rows", "known_at", "added", "removed"),
    [
        ([], None, [], []),
        ([meeting("2022-03-15")], None, ["2022-03-15"], ["2022-03-15"]),
        ([meeting("2022-03-22")], None, ["2022-03-22"], ["2022-03-15"]),
        ([meeting("2022-03-22", state="extra")], None, ["2022-03-22"], []),
        ([meeting("2022-03-15", state="cancelled")], None, [], ["2022-03-15"]),
        (
            [meeting("2022-04-05", instead_of="2022-03-15")],
            None,
            ["2022-04-05"],
            ["2022-03-15"],
        ),
        # Half-way, the earlier one; the nearest, whatever its month; beyond half-way, none.
        ([meeting("2022-02-01")], None, ["2022-02-01"], ["2022-01-18"]),
        ([meeting("2022-04-01")], None, ["2022-04-01"], ["2022-03-15"]),
        ([meeting("2022-04-02")], None, ["2022-04-02"], ["2022-04-19"]),
        ([meeting("2022-07-05")], None, ["2022-07-05"], ["2022-06-21"]),
        ([meeting("2022-07-06")], None, ["2022-07-06"], []),
        ([meeting("2022-01-04")], None, ["2022-01-04"], ["2022-01-18"]),
        ([meeting("2022-01-03")], None, ["2022-01-03"], []),
        # Two near one proposal replace that one.
        (
            [meeting("2022-03-08"), meeting("2022-03-22")],
            None,
            ["2022-03-08", "2022-03-22"],
            ["2022-03-15"],
        ),
        # Instead of a day that is none of the pattern: of the nearest.
        ([meeting("2022-04-05", instead_of="2022-03-16")], None, ["2022-04-05"], ["2022-03-15"]),
        (
            [meeting("2022-04-05", state="extra", instead_of="2022-03-15")],
            None,
            ["2022-04-05"],
            ["2022-03-15"],
        ),
        (
            [meeting("2022-03-22", known_from="2022-02-01")],
            "2022-02-01",
            ["2022-03-22"],
            ["2022-03-15"],
        ),
        ([meeting("2022-03-22", known_from="2022-02-01")], "2022-01-31", [], []),
        ([meeting("2022-03-22", withdrawn="2022-02-01")], None, [], []),
        ([meeting("2022-03-22", withdrawn="2022-02-01")], "2022-02-01", [], []),
        (
            [meeting("2022-03-22", withdrawn="2022-02-01")],
            "2022-01-31",
            ["2022-03-22"],
            ["2022-03-15"],
        ),
    ],
)
def test_a_dated_meeting_replaces_the_nearest_proposal(
    rows: list[BodyMeeting], known_at: str | None, added: list[str], removed: list[str]
) -> None:
    known = None if known_at is None else date.fromisoformat(known_at)
    found = meetings_of("CSC", [THIRD_TUESDAY], rows, known_at=known)
    assert found is not None
    proposed = [day for day in PROPOSED if day not in removed]
    assert sorted(day.isoformat() for day in found.proposed) == proposed
    held = [date.fromordinal(day).isoformat() for day in found.days.days]
    assert held == sorted([*proposed, *added])


def test_dated_meetings_alone_are_known_from_the_first_to_the_last() -> None:
    found = meetings_of("CSC", [], [meeting("2022-03-22"), meeting("2022-05-03")])
    assert found is not None
    assert (found.days.first, found.days.last) == (date(2022, 3, 22), date(2022, 5, 3))
    with pytest.raises(OutOfCalendar):
        found.days.after(date(2022, 5, 3), 1)


def test_a_gap_in_what_is_known_of_meetings_is_not_jumped() -> None:
    # No pattern and no dated meeting of the CSC is known for August to October 2021.
    meetings = CALENDARS.meetings("CSC")
    assert meetings is not None
    assert meetings.days.gaps == ((date(2021, 8, 1), date(2021, 10, 31)),)
    assert meetings.days.before(date(2021, 12, 21), 1) == date(2021, 11, 30)
    with pytest.raises(OutOfCalendar, match="from 2021-08-01 to 2021-10-31"):
        meetings.days.before(date(2021, 11, 15), 1)
    with pytest.raises(OutOfCalendar, match="from 2021-08-01 to 2021-10-31"):
        meetings.days.after(date(2021, 7, 27), 1)
