"""The pinned holidays and meeting patterns agree with other people's calendars."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import holidays
import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, rrule, weekday

from sectool.calendar.phrase import ORDINALS, WeekdayOfMonth, parse_pattern
from sectool.dates import WEEKDAYS, Month
from sectool.load import load_register
from sectool.model.reference import Calendar
from sectool.schedule import calendars_of

ROOT = Path(__file__).parent.parent
REGISTER = load_register(ROOT).register
CALENDARS = calendars_of(REGISTER)
START, END = Month(2012, 1), Month(2035, 12)


def _pinned() -> Calendar:
    assert REGISTER.calendar is not None
    return REGISTER.calendar


PINNED = _pinned()


def test_the_holidays_are_those_of_the_holidays_package() -> None:
    years = range(PINNED.from_.year, PINNED.to.year + 1)
    theirs = dict(holidays.country_holidays("GB", subdiv="ENG", years=years))
    ours = {row.date: row.name for row in PINNED.holidays if row.withdrawn is None}
    assert list(years) == list(range(2012, 2036))
    assert len(theirs) > 180
    difference = [
        *(f"{day} {ours[day]}: only pinned" for day in sorted(ours.keys() - theirs.keys())),
        *(f"{day} {theirs[day]}: not pinned" for day in sorted(theirs.keys() - ours.keys())),
    ]
    assert difference == []


def test_each_day_has_one_row_in_order_within_the_calendar() -> None:
    days = [row.date for row in PINNED.holidays]
    assert days == sorted(set(days))
    assert PINNED.from_ <= days[0]
    assert days[-1] <= PINNED.to


def test_every_row_has_a_source_and_was_known_before_its_day() -> None:
    faults = [
        f"{row.date} {row.name}"
        for row in PINNED.holidays
        if (row.source or PINNED.source) not in REGISTER.sources
        or (row.known_from or PINNED.known_from) > row.date
    ]
    assert faults == []


def test_the_rows_of_their_own_are_the_one_offs() -> None:
    own = {
        row.date.isoformat(): (row.known_from, row.withdrawn)
        for row in PINNED.holidays
        if row.known_from is not None or row.withdrawn is not None
    }
    assert own == {
        "2012-06-04": (date(2010, 1, 5), None),
        "2012-06-05": (date(2010, 1, 5), None),
        "2020-05-04": (None, date(2019, 6, 7)),
        "2020-05-08": (date(2019, 6, 7), None),
        "2022-05-30": (None, date(2020, 11, 12)),
        "2022-06-02": (date(2020, 11, 12), None),
        "2022-06-03": (date(2020, 11, 12), None),
        "2022-09-19": (date(2022, 9, 10), None),
        "2023-05-08": (date(2022, 11, 6), None),
    }


def test_years_that_no_list_covers_are_projected() -> None:
    states = {
        state: {row.date.year for row in PINNED.holidays if row.state == state}
        for state in ("confirmed", "projected")
    }
    assert states == {
        "confirmed": set(range(2012, 2028)),
        "projected": set(range(2028, 2036)),
    }


# Patterns.

DATEUTIL = (MO, TU, WE, TH, FR, SA, SU)


def by_rrule(day: weekday, first: Month, last: Month) -> list[date]:
    start, end = (datetime.combine(d, time()) for d in (first.first, last.last))
    return [found.date() for found in rrule(MONTHLY, byweekday=day, dtstart=start, until=end)]


def months(first: Month, last: Month) -> list[Month]:
    return [
        Month(index // 12, index % 12 + 1)
        for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


@pytest.mark.parametrize("ordinal", ORDINALS)
@pytest.mark.parametrize("name", WEEKDAYS)
def test_every_weekday_of_every_month_is_dateutils(ordinal: str, name: str) -> None:
    number = WEEKDAYS.index(name)
    nth = -1 if ordinal == "last" else ORDINALS.index(ordinal) + 1
    rule = WeekdayOfMonth(ordinal, number, None, (0, 0))
    found = [day for month in months(START, END) if (day := rule.in_month(month)) is not None]
    assert found
    assert found == by_rrule(DATEUTIL[number](nth), START, END)


PATTERNS = {
    ("CB", "fourth Wednesday of each month"): (WE(4), Month(2017, 1), END),
    ("CSC", "fourth Tuesday of each month"): (TU(4), Month(2020, 1), Month(2021, 7)),
    ("CSC", "third Tuesday of each month"): (TU(3), Month(2021, 12), END),
    ("OPSG", "first Tuesday of each month"): (TU(1), Month(2020, 1), END),
    ("TAG", "last Wednesday of each month"): (WE(-1), Month(2021, 1), END),
    ("TABASC", "first Thursday of each month"): (TH(1), Month(2020, 1), END),
}


def test_the_patterns_of_the_register_are_in_this_table() -> None:
    found = {
        (body.short, str(parse_pattern(pattern.rule))): (pattern.from_, pattern.to or END)
        for body in REGISTER.bodies.values()
        for pattern in body.pattern
    }
    assert found == {key: (first, last) for key, (_, first, last) in PATTERNS.items()}


@pytest.mark.parametrize("short", sorted({short for short, _ in PATTERNS}))
def test_the_meetings_of_a_body_are_dateutils(short: str) -> None:
    proposed = {
        day
        for (body, _), (rule, first, last) in PATTERNS.items()
        if body == short
        for day in by_rrule(rule, first, last)
    }
    dated = {date(2021, 11, 30)} if short == "CSC" else set()
    meetings = CALENDARS.meetings(short)
    assert meetings is not None
    assert {date.fromordinal(day) for day in meetings.days.days} == proposed | dated
    assert meetings.proposed == proposed


@pytest.mark.parametrize(
    ("short", "day"),
    [
        *(("TAG", day) for day in ("2022-01-26", "2022-03-30", "2022-07-27")),
        *(("OPSG", day) for day in ("2022-05-03", "2022-08-02", "2022-09-06", "2022-10-04")),
        *(("CSC", day) for day in ("2022-04-19", "2022-05-17", "2022-10-18")),
    ],
)
def test_a_meeting_the_rid_names_falls_out_of_the_pattern(short: str, day: str) -> None:
    meetings = CALENDARS.meetings(short)
    assert meetings is not None
    assert date.fromisoformat(day) in meetings.days
    assert meetings.rests_on_proposal(date.fromisoformat(day))


def test_the_csc_of_30_november_2021_is_dated_and_proposed_by_no_pattern() -> None:
    meetings = CALENDARS.meetings("CSC")
    assert meetings is not None
    assert date(2021, 11, 30) in meetings.days
    assert not meetings.rests_on_proposal(date(2021, 11, 30))


@pytest.mark.parametrize("short", ["Panel", "Authority", "DCC", "nobody"])
def test_of_a_body_without_pattern_or_dates_no_meetings_are_known(short: str) -> None:
    assert CALENDARS.meetings(short) is None
