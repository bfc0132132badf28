"""Working Days agree with numpy and with counting on one's fingers, and stop where they must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.calendar.workdays import DaySet, OutOfCalendar, WorkingCalendar, days_of
from sectool.model.reference import Calendar
from tests.register import SEED, opened

# A machine that is busy is no fault.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ONE_DAY = timedelta(days=1)


def _pinned() -> Calendar:
    calendar = opened(SEED).register.calendar
    assert calendar is not None
    return calendar


PINNED = _pinned()


def working_calendar(known_at: date | None = None) -> WorkingCalendar:
    return WorkingCalendar.of(
        PINNED.holidays,
        PINNED.from_,
        PINNED.to,
        known_from=PINNED.known_from,
        known_at=known_at,
    )


NOW = working_calendar()
WORKING = NOW.working_days
HOLIDAYS = {row.date for row in PINNED.holidays if row.withdrawn is None}
NUMPY = np.busdaycalendar(holidays=sorted(HOLIDAYS))

any_day = st.dates(PINNED.from_, PINNED.to)
small = st.integers(1, 60)


def naive_step(day: date, n: int, sign: int, works: Callable[[date], bool]) -> date:
    """The n-th day that works, strictly beyond `day`, one day after the other."""
    while n:
        day += sign * ONE_DAY
        n -= works(day)
    return day


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def as_day(value: object) -> date:
    return date.fromisoformat(str(value))


def test_the_pinned_calendar_has_holidays_and_working_days() -> None:
    assert len(HOLIDAYS) > 180
    assert len(WORKING.days) > 6000
    assert len(NOW.weekdays.days) > len(WORKING.days)


@given(any_day)
def test_a_day_is_a_working_day_as_numpy_says(day: date) -> None:
    assert NOW.is_working_day(day) == bool(np.is_busday(day, busdaycal=NUMPY))
    assert NOW.is_working_day(day) == works(day)


@given(any_day, st.integers(1, 7000))
def test_after_is_numpys_offset_or_leads_out_of_the_calendar(day: date, n: int) -> None:
    wanted = as_day(np.busday_offset(day, n, roll="preceding", busdaycal=NUMPY))
    if wanted <= PINNED.to:
        assert WORKING.after(day, n) == wanted
    else:
        with pytest.raises(OutOfCalendar):
            WORKING.after(day, n)


@given(any_day, st.integers(1, 7000))
def test_before_is_numpys_offset_or_leads_out_of_the_calendar(day: date, n: int) -> None:
    wanted = as_day(np.busday_offset(day, -n, roll="following", busdaycal=NUMPY))
    if wanted >= PINNED.from_:
        assert WORKING.before(day, n) == wanted
    else:
        with pytest.raises(OutOfCalendar):
            WORKING.before(day, n)


@given(any_day, any_day)
def test_count_is_numpys_count(one: date, other: date) -> None:
    low, high = sorted((one, other))
    wanted = int(np.busday_count(low + ONE_DAY, high + ONE_DAY, busdaycal=NUMPY))
    assert WORKING.count(low, high) == wanted
    assert WORKING.count(high, low) == -wanted


@given(st.dates(date(2013, 1, 1), date(2034, 12, 31)), small)
def test_stepping_agrees_with_a_loop_over_days(day: date, n: int) -> None:
    assert WORKING.after(day, n) == naive_step(day, n, 1, works)
    assert WORKING.before(day, n) == naive_step(day, n, -1, works)
    assert WORKING.on_or_after(day) == naive_step(day - ONE_DAY, 1, 1, works)
    assert WORKING.on_or_before(day) == naive_step(day + ONE_DAY, 1, -1, works)
    assert NOW.weekdays.after(day, n) == naive_step(day, n, 1, lambda d: d.weekday() < 5)
    assert NOW.weekdays.before(day, n) == naive_step(day, n, -1, lambda d: d.weekday() < 5)


@given(any_day, small)
def test_counting_undoes_stepping(day: date, n: int) -> None:
    try:
        after = WORKING.after(day, n)
    except OutOfCalendar:
        return
    assert WORKING.count(day, after) == n


@given(any_day, any_day)
def test_holidays_between_are_the_weekday_holidays_strictly_between(one: date, other: date) -> None:
    low, high = sorted((one, other))
    between = [day for day, _ in NOW.holidays_between(one, other)]
    assert between == [d for d in sorted(HOLIDAYS) if low < d < high and d.weekday() < 5]


@given(
    st.sets(st.dates(date(2022, 1, 1), date(2022, 3, 31))),
    st.dates(date(2021, 12, 1), date(2022, 4, 30)),
    st.integers(1, 5),
)
def test_any_set_of_days_agrees_with_a_sorted_list(members: set[date], day: date, n: int) -> None:
    first, last = date(2022, 1, 1), date(2022, 3, 31)
    days = days_of([*members, *members], first, last, "days of this test")
    inside = first <= day <= last
    later, earlier = (
        sorted(found for found in members if found > day),
        sorted((found for found in members if found < day), reverse=True),
    )
    wanted: list[tuple[Callable[[], date], date | None]] = [
        (lambda: days.after(day, n), later[n - 1] if len(later) >= n else None),
        (lambda: days.before(day, n), earlier[n - 1] if len(earlier) >= n else None),
        (
            lambda: days.on_or_after(day),
            min((found for found in members if found >= day), default=None),
        ),
        (
            lambda: days.on_or_before(day),
            max((found for found in members if found <= day), default=None),
        ),
    ]
    for call, found in wanted:
        if inside and found is not None:
            assert call() == found
        else:
            with pytest.raises(OutOfCalendar):
                call()
    assert (day in days) == (day in members)


# The edges: a calendar refuses, it never stops at its last day and never counts on without
# holidays.

FIRST_WORKING, LAST_WORKING = date(2012, 1, 3), date(2035, 12, 31)


def test_the_calendar_runs_from_2012_to_2035() -> None:
    assert (PINNED.from_, PINNED.to) == (date(2012, 1, 1), date(2035, 12, 31))
    assert WORKING.on_or_after(PINNED.from_) == FIRST_WORKING
    assert WORKING.on_or_before(PINNED.to) == LAST_WORKING


LEADS_OUT = "Working Days are known from 2012-01-01 to 2035-12-31, and this leads out of those days"
LIES_OUTSIDE = "{} is outside the days for which Working Days are known: 2012-01-01 to 2035-12-31"
DAY_BEFORE, DAY_AFTER = date(2011, 12, 31), date(2036, 1, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: WORKING.before(FIRST_WORKING, 1), LEADS_OUT),
        (lambda: WORKING.before(date(2012, 1, 1), 1), LEADS_OUT),
        (lambda: WORKING.before(date(2012, 1, 4), 2), LEADS_OUT),
        (lambda: WORKING.on_or_before(date(2012, 1, 2)), LEADS_OUT),
        (lambda: WORKING.after(LAST_WORKING, 1), LEADS_OUT),
        (lambda: WORKING.after(date(2035, 12, 28), 2), LEADS_OUT),
        (lambda: WORKING.after(date(2022, 1, 1), 99999), LEADS_OUT),
        (lambda: WORKING.before(date(2022, 1, 1), 99999), LEADS_OUT),
        (lambda: WORKING.after(DAY_BEFORE, 1), LIES_OUTSIDE.format("2011-12-31")),
        (lambda: WORKING.before(DAY_AFTER, 1), LIES_OUTSIDE.format("2036-01-01")),
        (lambda: WORKING.on_or_after(DAY_BEFORE), LIES_OUTSIDE.format("2011-12-31")),
        (lambda: WORKING.on_or_before(DAY_AFTER), LIES_OUTSIDE.format("2036-01-01")),
        (lambda: WORKING.count(DAY_BEFORE, LAST_WORKING), LIES_OUTSIDE.format("2011-12-31")),
        (lambda: WORKING.count(FIRST_WORKING, DAY_AFTER), LIES_OUTSIDE.format("2036-01-01")),
    ],
)
def test_beyond_its_edges_the_calendar_refuses(call: Callable[[], date], message: str) -> None:
    with pytest.raises(OutOfCalendar) as caught:
        call()
    assert str(caught.value) == message


def test_at_its_edges_the_calendar_still_answers() -> None:
    assert WORKING.after(date(2012, 1, 1), 1) == FIRST_WORKING
    assert WORKING.before(date(2012, 1, 4), 1) == FIRST_WORKING
    assert WORKING.after(date(2035, 12, 28), 1) == LAST_WORKING
    assert WORKING.count(date(2012, 1, 1), FIRST_WORKING) == 1
    assert WORKING.count(date(2012, 1, 1), PINNED.to) == len(WORKING.days)


def test_a_set_without_days_refuses() -> None:
    empty = DaySet((), date(2022, 1, 1), date(2022, 12, 31), "meetings of nobody")
    with pytest.raises(OutOfCalendar):
        empty.on_or_after(date(2022, 6, 1))
    assert empty.count(date(2022, 1, 1), date(2022, 12, 31)) == 0


# As known on a day: what was announced later is left out.


@pytest.mark.parametrize(
    ("day", "announced", "worked_before", "worked_since"),
    [
        ("2020-05-04", "2019-06-07", False, True),  # moved to 8 May 2020
        ("2020-05-08", "2019-06-07", True, False),
        ("2022-05-30", "2020-11-12", False, True),  # moved to 2 June 2022
        ("2022-06-02", "2020-11-12", True, False),
        ("2022-06-03", "2020-11-12", True, False),  # the Platinum Jubilee
        ("2022-09-19", "2022-09-10", True, False),  # the State Funeral
        ("2023-05-08", "2022-11-06", True, False),  # the Coronation
        ("2022-05-02", "2012-01-01", True, False),  # an ordinary one, from the calendar's start
    ],
)
def test_a_one_off_counts_from_its_announcement(
    day: str, announced: str, worked_before: bool, worked_since: bool
) -> None:
    asked, on = date.fromisoformat(day), date.fromisoformat(announced)
    found = [
        calendar.is_working_day(asked)
        for calendar in (working_calendar(on - ONE_DAY), working_calendar(on), NOW)
    ]
    assert found == [worked_before, worked_since, worked_since]


@pytest.mark.parametrize(
    ("known_at", "days"),
    [("2021-11-23", 233), ("2022-09-09", 233), ("2022-09-10", 232), (None, 232)],
)
def test_working_days_from_the_first_baseline_to_go_live(known_at: str | None, days: int) -> None:
    calendar = working_calendar(None if known_at is None else date.fromisoformat(known_at))
    assert calendar.working_days.count(date(2021, 11, 30), date(2022, 11, 3)) == days


@given(st.dates(date(2009, 1, 1), PINNED.to), any_day)
def test_what_is_known_on_a_day_follows_from_the_rows(known_at: date, day: date) -> None:
    closed = any(
        row.date == day
        and (row.known_from or PINNED.known_from) <= known_at
        and (row.withdrawn is None or known_at < row.withdrawn)
        for row in PINNED.holidays
    )
    known = working_calendar(known_at).is_working_day(day)
    assert known == (day.weekday() < 5 and not closed)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2022-11-05", "a Saturday"),
        ("2022-11-06", "a Sunday"),
        ("2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("2021-12-25", "a Saturday"),
        ("2021-12-27", "Christmas Day (substitute day)"),
    ],
)
def test_why_a_day_is_no_working_day(day: str, why: str) -> None:
    assert NOW.why_not_working(date.fromisoformat(day)) == why
