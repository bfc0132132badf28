"""The pinned holidays and meeting patterns agree with other people's calendars."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import holidays
import numpy as np
import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, rrule, weekday

from sectool.calendar.pattern import ORDINALS
from sectool.calendar.proposal import name_for
from sectool.calendar.recurrence import ALONE, MonthsOfYear, WeekdayOfMonths, days_by
from sectool.datelang.parser import parse_pattern
from sectool.dates import WEEKDAYS, Month, parse_month
from sectool.model.reference import Calendar, Elsewhere, Holiday
from sectool.schedule import calendars_of
from sectool.schedule.diary import Numbered, number_in
from sectool.schedule.papers import paper_day, parse_papers
from tests.register import SEED, opened

REGISTER = opened(SEED).register
CALENDARS = calendars_of(REGISTER)
ANNOUNCED = "bank-holiday-announcements"
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


ONE_OFFS = {
    date(2012, 6, 4): "Spring bank holiday (moved from 28 May for the Diamond Jubilee)",
    date(2020, 5, 8): "Early May bank holiday (moved for the 75th anniversary of VE Day)",
    date(2022, 6, 2): "Spring bank holiday (moved from 30 May for the Platinum Jubilee)",
}


def test_the_names_are_the_package_s_in_the_words_of_the_official_lists() -> None:
    years = range(PINNED.from_.year, PINNED.to.year + 1)
    theirs = {
        day: name_for(name)
        for day, name in holidays.country_holidays("GB", subdiv="ENG", years=years).items()
    }
    ours = {row.date: row.name for row in PINNED.holidays if row.withdrawn is None}
    assert {day: name for day, name in ours.items() if theirs[day] != name} == ONE_OFFS


def test_the_days_elsewhere_are_those_of_the_package_that_are_none_here() -> None:
    years = range(PINNED.from_.year, PINNED.to.year + 1)
    of = {
        code: dict(holidays.country_holidays("GB", subdiv=code, years=years))
        for code in ("ENG", "SCT", "NIR")
    }
    theirs = {
        (day, division, name_for(name))
        for code, division in (("SCT", "Scotland"), ("NIR", "Northern Ireland"))
        for day, name in of[code].items()
        if day not in of["ENG"]
    }
    ours = [(row.date, part, row.name) for row in PINNED.elsewhere for part in row.divisions]
    assert len(ours) == 148
    assert ours == sorted(ours)
    assert set(ours) == theirs


def test_each_year_elsewhere_is_projected_where_it_is_here() -> None:
    def years_of(rows: tuple[Holiday | Elsewhere, ...]) -> set[tuple[int, str]]:
        return {(row.date.year, row.state) for row in rows}

    assert years_of(PINNED.elsewhere) == years_of(PINNED.holidays)


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


# What was known when. Each case: the day before the announcement and the day of it, a span, and
# the days that were bank holidays in it as known before and from then on.

ANNOUNCEMENTS = {
    "May 2020 moved": (
        date(2019, 6, 7),
        (date(2020, 4, 30), date(2020, 5, 15)),
        {"2020-05-04"},
        {"2020-05-08"},
    ),
    "Platinum Jubilee": (
        date(2020, 11, 12),
        (date(2022, 5, 20), date(2022, 6, 10)),
        {"2022-05-30"},
        {"2022-06-02", "2022-06-03"},
    ),
    "State Funeral": (
        date(2022, 9, 10),
        (date(2022, 9, 9), date(2022, 9, 30)),
        set(),
        {"2022-09-19"},
    ),
    "Coronation": (
        date(2022, 11, 6),
        (date(2023, 5, 2), date(2023, 5, 19)),
        set(),
        {"2023-05-08"},
    ),
}


@pytest.mark.parametrize("name", ANNOUNCEMENTS)
def test_working_days_are_counted_as_known_on_a_day(name: str) -> None:
    announced, (first, last), before, since = ANNOUNCEMENTS[name]
    for known_at, closed in (
        (announced - timedelta(days=1), before),
        (announced, since),
        (None, since),
    ):
        working = calendars_of(REGISTER, known_at).working
        assert working is not None
        held = {d.isoformat() for d in working.holidays if first <= d <= last}
        assert held == closed, known_at
        # numpy leaves out the last day, and counts the first: our day 0 is the other way round.
        counted = np.busday_count(
            first + timedelta(days=1), last + timedelta(days=1), holidays=sorted(closed)
        )
        assert working.working_days.count(first, last) == counted, known_at
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            expected = bool(np.is_busday(day, holidays=sorted(closed)))
            assert working.is_working_day(day) == expected, (known_at, day)


def test_every_announcement_has_its_day_and_its_source() -> None:
    rows = {row.date.isoformat(): row for row in PINNED.holidays}
    for announced, _, taken_back, new in ANNOUNCEMENTS.values():
        for day in taken_back - new:
            assert (rows[day].withdrawn, rows[day].source) == (announced, ANNOUNCED)
        for day in new:
            assert (rows[day].known_from, rows[day].source) == (announced, ANNOUNCED)
    assert ANNOUNCED in REGISTER.sources


def test_the_release_of_november_2022_was_a_working_day_further_off_in_2021() -> None:
    start, go_live = date(2021, 11, 30), date(2022, 11, 3)
    counts = []
    for known_at in (date(2021, 11, 23), date(2022, 9, 9), date(2022, 9, 10), None):
        working = calendars_of(REGISTER, known_at).working
        assert working is not None
        counts.append(working.working_days.count(start, go_live))
    assert counts == [233, 233, 232, 232]


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
    rule = WeekdayOfMonths(ordinal, number, MonthsOfYear())
    days = days_by(rule, START.first, END.last, ALONE)
    found = [] if days is None else [date.fromordinal(day) for day in days.days]
    assert found
    assert found == by_rrule(DATEUTIL[number](nth), START, END)


PATTERNS = {
    ("CB", "fourth Wednesday of each month"): (WE(4), Month(2017, 1), END),
    ("CSC", "fourth Tuesday of each month"): (TU(4), Month(2020, 1), Month(2021, 7)),
    ("CSC", "third Tuesday of each month"): (TU(3), Month(2021, 12), END),
    ("OPSG", "first Tuesday of each month"): (TU(1), Month(2020, 1), END),
    ("TAG", "last Wednesday of each month"): (WE(-1), Month(2021, 1), END),
    ("TABASC", "first Thursday of each month"): (TH(1), Month(2020, 1), END),
    ("WG", "first Wednesday of each month"): (WE(1), Month(2020, 8), END),
}

# Meetings with a date of their own: those on the pattern, those off it, and extra ones.
DATED = {
    "CB": ({"2020-07-22"}, {"2017-06-21", "2020-10-21", "2023-06-21"}, set()),
    "CSC": ({"2021-12-21", "2022-01-18"}, {"2021-11-30"}, set()),
    "OPSG": ({"2022-01-04"}, set(), set()),
    "TABASC": ({"2022-01-06"}, set(), set()),
    "TAG": (set(), {"2020-12-09"}, set()),
    "WG": (
        {"2020-08-05", "2020-09-02", "2022-01-05"},
        set(),
        {"2020-07-08", "2020-07-09", "2020-07-28", "2020-08-13"},
    ),
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
    on, off, extra = ({date.fromisoformat(day) for day in days} for days in DATED[short])
    replaced = {(day.year, day.month) for day in on | off}
    assert on <= proposed
    assert off & proposed == set()
    proposed = {day for day in proposed if (day.year, day.month) not in replaced}
    meetings = CALENDARS.meetings(short)
    assert meetings is not None
    found = {date.fromordinal(day) for day in meetings.days.days}
    assert found == proposed | on | off | extra
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


@pytest.mark.parametrize("short", ["Authority", "DCC", "TSIRS", "nobody"])
def test_of_a_body_without_pattern_or_dates_no_meetings_are_known(short: str) -> None:
    assert CALENDARS.meetings(short) is None


def test_the_numbers_of_the_panel_agree_with_all_the_documents() -> None:
    body = REGISTER.body_called("Panel")
    assert body is not None
    assert body.numbering is not None
    known = {str(Month(row.date.year, row.date.month)): row.number for row in body.meetings}
    assert known == {"2017-06": 45, "2020-08": 83, "2021-12": 99, "2022-01": 100}
    counted = Numbered(body.numbering.number, body.numbering.month)
    assert {m: number_in(parse_month(m), counted) for m in known} == known
    for month in map(parse_month, known):
        # domain.md R2
        assert number_in(month, counted) == (month.year - 2013) * 12 + month.month - 9


@pytest.mark.parametrize(
    ("short", "meeting", "papers"),
    [
        ("TAG", "2022-01-26", "2022-01-19"),
        ("TAG", "2022-03-30", "2022-03-23"),
        ("TAG", "2022-07-27", "2022-07-20"),
        ("OPSG", "2022-10-04", "2022-09-27"),
        ("CSC", "2021-11-30", "2021-11-23"),
        ("Panel", "2020-08-14", "2020-08-07"),
    ],
)
def test_papers_go_out_when_the_documents_say(short: str, meeting: str, papers: str) -> None:
    body = REGISTER.body_called(short)
    assert body is not None
    assert body.papers is not None
    assert CALENDARS.working is not None
    found = paper_day(parse_papers(body.papers), date.fromisoformat(meeting), CALENDARS.working)
    assert found == date.fromisoformat(papers)


def test_the_calendar_of_a_published_timetable_has_not_moved() -> None:
    """Dated meetings confirm proposals of their month; none may take the day of another."""
    for short in DATED:
        meetings = CALENDARS.meetings(short)
        assert meetings is not None
        for day in map(date.fromordinal, meetings.days.days):
            if date(2022, 1, 19) <= day <= date(2022, 11, 3):
                assert meetings.rests_on_proposal(day), (short, day)


def test_before_anything_was_announced_the_ordinary_holidays_are_known() -> None:
    """Not none: a day before `known-from` would else have more Working Days than any after it."""
    before, then = (
        calendars_of(REGISTER, day).working
        for day in (PINNED.known_from - timedelta(400), PINNED.known_from)
    )
    assert before is not None
    assert before == then
    assert before.holidays
