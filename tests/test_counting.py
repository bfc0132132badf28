"""How long it is between two days, as numpy, the library and plain loops count it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS
from sectool.datelang.counting import (
    Amount,
    Tally,
    between,
    holidays_left_out,
    pairs_between,
    tallies,
)
from sectool.datelang.evaluate import Window
from sectool.schedule import calendars_of
from tests.register import SEED, opened

# A machine that is busy is no fault.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

REGISTER = opened(SEED).register
ONE_DAY = timedelta(days=1)


def working(known_at: date | None = None) -> WorkingCalendar:
    found = calendars_of(REGISTER, known_at).working
    assert found is not None
    return found


NOW = working()
NUMPY = np.busdaycalendar(holidays=list(NOW.holidays))
WEEKDAYS = np.busdaycalendar()

days = st.dates(NOW.first, NOW.last)


def counts(start: str, end: str, calendar: WorkingCalendar = NOW) -> dict[str, Amount]:
    return between(date.fromisoformat(start), date.fromisoformat(end), calendar)


# The conventions, against others' ways to count.


@pytest.mark.parametrize(("name", "calendar"), [("working days", NUMPY), ("weekdays", WEEKDAYS)])
@given(one=days, other=days)
def test_days_are_counted_as_numpy_counts_them(
    name: str, calendar: np.busdaycalendar, one: date, other: date
) -> None:
    low, high = sorted((one, other))

    def members(first: date, last: date) -> int:
        """From `first` to `last`, both included."""
        if last < first:
            return 0
        return int(np.busday_count(first, last + ONE_DAY, busdaycal=calendar))

    forwards, backwards = between(low, high, NOW), between(high, low, NOW)
    assert forwards[name] == Amount(members(low + ONE_DAY, high))
    assert backwards[name] == Amount(-members(low, high - ONE_DAY))
    ends = f"{name} both ends"
    assert forwards[ends] == backwards[ends] == Amount(members(low, high))
    if name == "working days":
        inner = Amount(members(low + ONE_DAY, high - ONE_DAY))
        assert forwards["clear working days"] == backwards["clear working days"] == inner


@given(days, days)
def test_calendar_days_and_weeks_are_differences(start: date, end: date) -> None:
    found = between(start, end, NOW)
    difference = (end - start).days
    assert found["days"] == Amount(difference)
    assert found["days both ends"] == Amount(abs(difference) + 1)
    weeks = found["weeks"]
    assert start + timedelta(weeks=weeks.whole, days=weeks.over) == end
    assert abs(weeks.over) < 7
    assert weeks.whole * difference >= 0
    assert weeks.over * difference >= 0


def shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@given(days, days)
def test_months_are_as_many_as_fit(start: date, end: date) -> None:
    months = between(start, end, NOW)["months"]
    step = 1 if start <= end else -1
    fit = 0
    while step * (end - shifted(start, fit + step)).days >= 0:
        fit += step
    assert months == Amount(fit, (end - shifted(start, fit)).days)


@given(days, days)
def test_every_count_with_a_day_0_has_the_sign_of_its_direction(start: date, end: date) -> None:
    found = between(start, end, NOW)
    for name in ("working days", "weekdays", "days", "weeks", "months"):
        assert found[name] >= Amount(0) if start <= end else found[name] <= Amount(0)
    if start == end:
        assert {found[name] for name in ("working days", "weekdays", "days")} == {Amount(0)}


def test_the_conventions_are_counted_in_the_order_in_which_they_are_shown() -> None:
    found = counts("2022-01-01", "2022-02-01")
    assert list(found) == list(CONVENTIONS)
    pair = (date(2022, 1, 1), date(2022, 2, 1))
    assert tallies([pair], NOW) == [Tally(name, value, value) for name, value in found.items()]


@pytest.mark.parametrize(
    ("start", "end", "amounts"),
    [
        # Across the holidays of December 2022: the 26th, the 27th, and 2 January.
        ("2022-12-23", "2022-12-29", (2, 1, 3, 4, 5, 6, 7, (0, 6), (0, 6))),
        ("2022-12-29", "2022-12-23", (-2, 1, 3, -4, 5, -6, 7, (0, -6), (0, -6))),
        # From and to a holiday, and a day to itself.
        ("2022-12-26", "2022-12-27", (0, 0, 0, 1, 2, 1, 2, (0, 1), (0, 1))),
        ("2022-12-27", "2022-12-28", (1, 0, 1, 1, 2, 1, 2, (0, 1), (0, 1))),
        ("2022-12-28", "2022-12-28", (0, 0, 1, 0, 1, 0, 1, 0, 0)),
        ("2022-12-25", "2022-12-25", (0, 0, 0, 0, 0, 0, 1, 0, 0)),
        # A month's end clamps, as it does when months are counted from a day.
        ("2022-01-31", "2022-02-28", (20, 19, 21, 20, 21, 28, 29, 4, 1)),
        ("2022-02-28", "2022-01-31", (-20, 19, 21, -20, 21, -28, 29, -4, (0, -28))),
        # At the edges of the calendar.
        ("2035-12-31", "2035-12-31", (0, 0, 1, 0, 1, 0, 1, 0, 0)),
        ("2012-01-01", "2012-01-03", (1, 0, 1, 2, 2, 2, 3, (0, 2), (0, 2))),
    ],
)
def test_counts_by_hand(start: str, end: str, amounts: tuple[int | tuple[int, int], ...]) -> None:
    wanted = [Amount(*one) if isinstance(one, tuple) else Amount(one) for one in amounts]
    assert counts(start, end) == dict(zip(CONVENTIONS, wanted, strict=True))


@pytest.mark.parametrize(
    ("start", "end", "day", "side"),
    [
        (date(2011, 12, 31), date(2022, 1, 1), "2011-12-31", "before"),
        (date(2022, 1, 1), date(2036, 1, 1), "2036-01-01", "after"),
        (date(2036, 1, 1), date(2022, 1, 1), "2036-01-01", "after"),
    ],
)
def test_beyond_the_calendar_nothing_is_counted(
    start: date, end: date, day: str, side: str
) -> None:
    with pytest.raises(OutOfCalendar) as caught:
        between(start, end, NOW)
    assert str(caught.value) == (
        f"{day} is outside the calendar, which runs from 2012-01-01 to 2035-12-31"
    )
    assert caught.value.side == side


# What published documents say (domain.md b.2 and b.3).


def test_from_the_first_baseline_to_go_live() -> None:
    first, go_live = "2021-11-30", "2022-11-03"
    assert counts(first, go_live)["working days"] == Amount(232)
    for known, count in (("2021-11-23", 233), ("2022-09-09", 233), ("2022-09-10", 232)):
        calendar = working(date.fromisoformat(known))
        assert counts(first, go_live, calendar)["working days"] == Amount(count), known
    assert counts(first, go_live)["months"] == Amount(11, 4)
    assert counts(go_live, first)["months"] == Amount(-11, -3)


# The open assessments of the status report of August 2020, on 31 July: accepted, stated there,
# weekdays both ends, Working Days both ends.
OPEN_ROWS = [
    ("SECMP0056", "2019-07-02", 284, 284, 276),
    ("SECMP0007", "2020-02-06", 127, 127, 123),
    ("MP078", "2020-04-17", 76, 76, 74),
    ("MP107", "2020-04-20", 75, 75, 73),
    ("MP099", "2020-05-05", 64, 64, 62),
    # Stated as if it had been accepted on 29 May.
    ("MP109", "2020-05-26", 46, 49, 49),
    ("MP119", "2020-07-14", 14, 14, 14),
    ("MP105", "2020-07-15", 13, 13, 13),
    ("MP122", "2020-07-16", 12, 12, 12),
    ("MP085", "2020-07-21", 9, 9, 9),
    ("MP090", "2020-07-29", 3, 3, 3),
]


def test_the_durations_of_the_status_report_come_out() -> None:
    found = []
    for id_, accepted, stated, _, _ in OPEN_ROWS:
        row = counts(accepted, "2020-07-31")
        ends = row["weekdays both ends"].whole, row["working days both ends"].whole
        found.append((id_, accepted, stated, *ends))
    assert found == OPEN_ROWS
    assert [row[0] for row in OPEN_ROWS if row[2] != row[3]] == ["MP109"]
    assert counts("2020-05-29", "2020-07-31")["weekdays both ends"] == Amount(46)


def test_an_agenda_is_sent_ten_weekdays_before_its_meeting() -> None:
    found = counts("2020-08-19", "2020-09-02")
    assert (found["weekdays"], found["working days"]) == (Amount(10), Amount(9))
    assert found["weeks"] == Amount(2)


# The timetable of the November 2022 release: calendar days and Working Days to go-live.
TO_GO_LIVE = [
    ("2021-11-30", 338, 232),
    ("2022-01-19", 288, 199),
    ("2022-01-26", 281, 194),
    ("2022-03-23", 225, 154),
    ("2022-03-30", 218, 149),
    ("2022-04-19", 198, 137),
    ("2022-05-03", 184, 128),
    ("2022-05-17", 170, 118),
    ("2022-07-20", 106, 74),
    ("2022-07-27", 99, 69),
    ("2022-08-02", 93, 65),
    ("2022-09-06", 58, 41),
    ("2022-09-27", 37, 27),
    ("2022-10-04", 30, 22),
    ("2022-10-18", 16, 12),
    ("2022-11-03", 0, 0),
]


def test_the_distances_of_the_timetable_come_out() -> None:
    rows = [(day, counts(day, "2022-11-03")) for day, _, _ in TO_GO_LIVE]
    found = [(day, row["days"].whole, row["working days"].whole) for day, row in rows]
    assert found == TO_GO_LIVE


# Windows: the fewest and the most, against every pair of days.

windows = st.builds(
    lambda first, more: Window(first, first + timedelta(days=more)),
    st.dates(date(2022, 12, 1), date(2023, 1, 20)),
    st.integers(0, 12),
)


def every_day(window: Window) -> list[date]:
    span = (window.latest - window.earliest).days
    return [window.earliest + timedelta(days=shift) for shift in range(span + 1)]


@given(windows, windows)
def test_the_fewest_and_the_most_are_those_of_every_pair(start: Window, end: Window) -> None:
    every = [between(*pair, NOW) for pair in product(every_day(start), every_day(end))]
    wanted = [
        Tally(name, min(one[name] for one in every), max(one[name] for one in every))
        for name in CONVENTIONS
    ]
    assert tallies(pairs_between(start, end), NOW) == wanted
    definite = [tally.amount is not None for tally in wanted]
    assert definite == [len({one[name] for one in every}) == 1 for name in CONVENTIONS]


# The holidays left out explain the difference between weekdays and Working Days.


@given(days, days)
def test_the_holidays_left_out_make_the_difference(start: date, end: date) -> None:
    found = between(start, end, NOW)

    def left(name: str) -> list[tuple[date, str]]:
        return holidays_left_out(start, end, name, NOW)

    for name in ("", " both ends"):
        difference = abs(found[f"weekdays{name}"].whole) - abs(found[f"working days{name}"].whole)
        assert len(left(f"working days{name}")) == difference
    low, high = sorted((start, end))
    inner = [day for day, _ in left("working days both ends") if low < day < high]
    assert [day for day, _ in left("clear working days")] == inner
    for name in ("weekdays", "days both ends", "weeks", "months"):
        assert left(name) == left("working days")
    assert all(NOW.holidays[day] == name for day, name in left("working days both ends"))


def test_the_holidays_left_out_by_hand() -> None:
    boxing, christmas = date(2022, 12, 26), date(2022, 12, 27)
    for name, wanted in (
        ("working days", [christmas]),
        ("clear working days", []),
        ("working days both ends", [boxing, christmas]),
        ("weekdays", [christmas]),
    ):
        found = holidays_left_out(boxing, christmas, name, NOW)
        assert [day for day, _ in found] == wanted
    assert [day for day, _ in holidays_left_out(christmas, boxing, "working days", NOW)] == [boxing]
