"""Patterns of days that come again: read, printed, and their days against those of a calendar."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sectool.calendar.meetings import Proposals, meetings_of
from sectool.calendar.pattern import ORDINALS
from sectool.calendar.recurrence import (
    ALONE,
    DayOfMonths,
    DayOfYear,
    MonthsOfYear,
    Pattern,
    PatternContext,
    UnknownMeetings,
    WeekdayByMeeting,
    WeekdayOfMonths,
    WeekdayOfWeeks,
    days_by,
    following,
    most_in_month,
    preceding,
)
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar, days_of
from sectool.datelang.evaluate import UnknownBody
from sectool.datelang.monotone import Steps
from sectool.datelang.parser import PhraseError, parse_pattern, parse_phrase
from sectool.dates import MONTHS, WEEKDAYS, Month
from sectool.model import texts
from sectool.model.faults import faults_of
from sectool.model.json_schema import schema_of
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.model.shape import Shape
from sectool.rules import c107_pattern_without_meetings as c107
from sectool.schedule import calendars_of
from sectool.schedule.go_lives import proposed_go_lives
from tests.register import SEED, opened
from tests.test_rules_over_histories import found_by

NOWHERE = (0, 0)
ONE_DAY = timedelta(days=1)
CALENDARS = calendars_of(opened(SEED).register)


def _working() -> WorkingCalendar:
    assert CALENDARS.working is not None
    return CALENDARS.working


WORKING = _working()

# Words.

WRITTEN: list[tuple[str, Pattern]] = [
    ("third Tuesday of each month", WeekdayOfMonths("third", 1, MonthsOfYear())),
    ("last Thursday of each June", WeekdayOfMonths("last", 3, MonthsOfYear((6,)))),
    (
        "third Tuesday of each month except August",
        WeekdayOfMonths("third", 1, MonthsOfYear((8,), excepted=True)),
    ),
    (
        "first Monday of each month except July, August and December",
        WeekdayOfMonths("first", 0, MonthsOfYear((7, 8, 12), excepted=True)),
    ),
    (
        "second Wednesday of March, June, September and December",
        WeekdayOfMonths("second", 2, MonthsOfYear((3, 6, 9, 12))),
    ),
    ("last working day of each month", DayOfMonths(0, True, MonthsOfYear())),
    ("10th working day of each month", DayOfMonths(10, True, MonthsOfYear())),
    ("first working day of March and September", DayOfMonths(1, True, MonthsOfYear((3, 9)))),
    ("22nd day of each month", DayOfMonths(22, False, MonthsOfYear())),
    ("last day of each February", DayOfMonths(0, False, MonthsOfYear((2,)))),
    ("each 1 April", DayOfYear(1, 4)),
    ("each 29 February", DayOfYear(29, 2)),
    ("every Thursday", WeekdayOfWeeks(1, 3)),
    ("every other Thursday from 2022-01-06", WeekdayOfWeeks(2, 3, date(2022, 1, 6))),
    ("every third Friday from 2022-01-07", WeekdayOfWeeks(3, 4, date(2022, 1, 7))),
    ("Thursday before the Panel meeting", WeekdayByMeeting(3, "before", "Panel", NOWHERE)),
    ("Monday after the CSC meeting", WeekdayByMeeting(0, "after", "CSC", NOWHERE)),
]


def bare(pattern: Pattern) -> Pattern:
    """A pattern without the places of its words."""
    if isinstance(pattern, WeekdayByMeeting):
        return replace(pattern, body_words=NOWHERE)
    return pattern


@pytest.mark.parametrize(("text", "pattern"), WRITTEN)
def test_a_pattern_is_read_and_printed_as_it_was_written(text: str, pattern: Pattern) -> None:
    assert bare(parse_pattern(text)) == pattern
    assert str(pattern) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  Third   TUESDAY of EACH Month ", "third Tuesday of each month"),
        (
            "last day of December, March and june",
            "last day of March, June and December",
        ),
        ("every thursday from 2022-01-06", "every Thursday from 2022-01-06"),
    ],
)
def test_small_freedoms_are_allowed_in_patterns(text: str, printed: str) -> None:
    assert str(parse_pattern(text)) == printed


def test_a_pattern_knows_where_it_names_a_body() -> None:
    text = "Thursday before the Panel meeting"
    pattern = parse_pattern(text)
    assert isinstance(pattern, WeekdayByMeeting)
    assert text[slice(*pattern.body_words)] == "Panel"


EXAMPLES = (
    "write, for example, 'third Tuesday of each month', 'last working day of each March', "
    "'each 1 April', 'every other Thursday from 2022-01-06' or 'Thursday before the CSC meeting'"
)
ALL_MONTHS = "January, February, March, April, May, June, July, August, September, October, "
EACH_OR_ONE = "a pattern is for each month, or for one month of each year"
MISTAKES = [
    (
        "thrid Tuesday of each month",
        "thrid",
        "'thrid' does not start a pattern",
        f"did you mean 'third'? Else {EXAMPLES}",
    ),
    (
        "Thrusday before the CSC meeting",
        "Thrusday",
        "'Thrusday' does not start a pattern",
        f"did you mean 'Thursday'? Else {EXAMPLES}",
    ),
    ("go-live", "go-live", "'go-live' does not start a pattern", EXAMPLES),
    (
        "third Tusday of each month",
        "Tusday",
        "'Tusday' is not a weekday",
        "did you mean 'Tuesday'?",
    ),
    (
        "third CSC meeting before go-live",
        "CSC",
        "'CSC' is not a weekday",
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, working day, day",
    ),
    (
        "third Tuesday of November 2022",
        "November",
        EACH_OR_ONE,
        "write 'of each month' or 'of each November'",
    ),
    (
        "third Tuesday of November",
        "November",
        EACH_OR_ONE,
        "write 'of each month' or 'of each November'",
    ),
    (
        "third Tuesday of 2022-11",
        "2022-11",
        "a pattern is for each year",
        "write the name of the month alone",
    ),
    (
        "third Tuesday each month",
        "each",
        "'each' is not allowed here",
        "write 'third Tuesday of each month'",
    ),
    (
        "third Tuesday of every month",
        "every",
        "'every' is not in the language",
        "write 'of each month'",
    ),
    (
        "third Tuesday of each year",
        "year",
        "'year' is not allowed here",
        "write 'each month', 'each June' or 'March and June'",
    ),
    (
        "third Tuesday of",
        "of",
        "the phrase ends where 'each month', or the names of months, should follow",
        None,
    ),
    (
        "third Tuesday of Febuary and May",
        "Febuary",
        "'Febuary' is not a month",
        "did you mean 'February'?",
    ),
    ("third Tuesday of Sept and May", "Sept", "'Sept' is not a month", "did you mean 'September'?"),
    ("third Tuesday of xyz", "xyz", "'xyz' is not a month", ALL_MONTHS + "November, December"),
    (
        "third Tuesday of March, June",
        "June",
        "the last month of a list follows 'and'",
        "write 'and June'",
    ),
    (
        "third Tuesday of March, and June",
        "and",
        "'and' cannot follow a comma",
        "leave out the comma before 'and'",
    ),
    ("third Tuesday of May and May", "May", "May is named twice", "leave one of them out"),
    (
        "third Tuesday of each May and June",
        "each",
        "'each' is used with one month",
        "leave it out before several",
    ),
    (
        "last day of January, February, March, April, May, June, July, August, September, October, "
        "November and December",
        "January",
        "all months are named",
        "write 'of each month'",
    ),
    (
        "third Tuesday of each month but August",
        "but",
        "'but' is not in the language",
        "write 'except' and the months",
    ),
    (
        "third Tuesday of each June except May",
        "except",
        "'except' is not allowed here",
        "'except' is used with 'each month', as in 'first Monday of each month except May'",
    ),
    (
        "first Tuesday of each month and third Tuesday of each month",
        "and",
        "expected one pattern",
        "write a pattern of its own for each of them",
    ),
    (
        "each 1 April please",
        "please",
        "the pattern is complete before 'please'",
        "remove the rest",
    ),
    ("3rd Tuesday of each month", "3rd", "'3rd' is written in digits", "write 'third'"),
    (
        "6th Tuesday of each month",
        "6th",
        "no month has a 6th Tuesday",
        "one of: first, second, third, fourth, fifth, last",
    ),
    ("22th day of each month", "22th", "'22th' is misspelt", "write '22nd'"),
    ("0th day of each month", "0th", "months have no day 0", "the first of them is 'first'"),
    (
        "32nd day of each month",
        "32nd",
        "no month has a 32nd day",
        "31st is the most; for the end of a month write 'last day'",
    ),
    (
        "24th working day of each month",
        "24th",
        "no month has a 24th working day",
        "23rd is the most; for the end of a month write 'last working day'",
    ),
    (
        "31st day of June and September",
        "31st",
        "June and September have no 31st day",
        "for the end of a month write 'last day'",
    ),
    (
        "22nd working day of each February",
        "22nd",
        "February has no 22nd working day",
        "for the end of a month write 'last working day'",
    ),
    (
        "last business day of each month",
        "business",
        "'business' is nothing that patterns count",
        "write 'working day'",
    ),
    (
        "last working week of each month",
        "week",
        "'week' cannot follow 'working'",
        "write 'working day'",
    ),
    ("each Tuesday", "each", "'each' is used with a day of the year", "write 'every Tuesday'"),
    ("each April 1", "April", "which day is not said", "write 'each 1 April'"),
    (
        "each month",
        "month",
        "which day is not said",
        "write, for example, 'last working day of each month'",
    ),
    ("each 1st April", "1st", "the day of a date is written without an ending", "write 1"),
    ("each 01 April", "01", "'01' is not a day of a month", "write it without the 0 in front"),
    ("each 0 April", "0", "'0' is not a day of a month", "the first day is 1"),
    ("each 1 April 2022", "2022", "a pattern is for each year", "leave the year out"),
    (
        "each 31 April",
        "31 April",
        "April has 30 days",
        "for the end of the month write 'last day of each April'",
    ),
    (
        "each 30 February",
        "30 February",
        "February has 29 days, and 28 in most years",
        "for the end of the month write 'last day of each February'",
    ),
    (
        "every other Monday",
        "every other Monday",
        "which Mondays these are is not said",
        "name one of them: 'every other Monday from 2022-01-03'",
    ),
    (
        "every other Thursday from 2022-01-07",
        "2022-01-07",
        "2022-01-07 is a Friday",
        "the nearest Thursdays are 2022-01-06 and 2022-01-13",
    ),
    (
        "every other Thursday from 2022-02-30",
        "2022-02-30",
        "'2022-02-30' is not a day: February 2022 has 28 days",
        "a date is written 2022-11-03, or 2022-11 for a month",
    ),
    (
        "every second Thursday from 2022-01-06",
        "second",
        "'second' is not in the language",
        "write 'every other Thursday'",
    ),
    (
        "every month",
        "month",
        "'every' is used with a weekday",
        "write 'each 1 April', 'last day of each month' or 'every other Thursday from …'",
    ),
    ("every other Thrusday", "Thrusday", "'Thrusday' is not a weekday", "did you mean 'Thursday'?"),
    (
        "every Thursday of each month",
        "of",
        "'of' cannot follow 'every Thursday'",
        "write 'first Thursday of each month', or 'Thursday before the CSC meeting'",
    ),
    (
        "every Thursday since 2022-01-06",
        "since",
        "'since' is not allowed here",
        "write 'from' and the first day",
    ),
    (
        "Thursday",
        "Thursday",
        "which Thursday is not said",
        "write 'first Thursday of each month' or 'every Thursday'",
    ),
    (
        "Thursday before Panel meeting",
        "Panel",
        "'Panel' is not allowed here",
        "write 'Thursday before the Panel meeting'",
    ),
    (
        "Thursday before each Panel meeting",
        "each",
        "'each' is not allowed here",
        "write 'Thursday before the Panel meeting'",
    ),
    (
        "Thursday before the Panel",
        "Panel",
        "the phrase ends where 'meeting' should follow",
        None,
    ),
    (
        "Thursday before the Panel meetings",
        "meetings",
        "'meetings' is not allowed here",
        "write 'Thursday before the Panel meeting'",
    ),
]


def refusal(text: str) -> tuple[str, str, str | None]:
    with pytest.raises(PhraseError) as caught:
        parse_pattern(text)
    error = caught.value
    return text[error.start : error.end], error.message, error.help


@pytest.mark.parametrize(("text", "at", "message", "help_"), MISTAKES)
def test_a_mistake_in_a_pattern_is_told(
    text: str, at: str, message: str, help_: str | None
) -> None:
    assert refusal(text) == (at, message, help_)


def test_the_meeting_after_next_is_counted() -> None:
    with pytest.raises(PhraseError) as caught:
        parse_phrase("the CSC meeting after next")
    assert caught.value.help == "count them: '2 CSC meetings after X'"
    with pytest.raises(PhraseError) as caught:
        parse_phrase("last Thursday of each June")
    assert caught.value.message == "'of each June' is for a pattern; a date needs one month"


# Any pattern.

MONTH_NUMBERS = st.lists(st.integers(1, 12), min_size=1, max_size=11, unique=True)
ANY_MONTHS = st.just(MonthsOfYear()) | st.builds(
    lambda months, excepted: MonthsOfYear(tuple(sorted(months)), excepted),
    MONTH_NUMBERS,
    st.booleans(),
)


def possible(pattern: DayOfMonths) -> bool:
    return pattern.n <= max(most_in_month(m, working=pattern.working) for m in pattern.months)


def weekly(weeks: int, start: date | None) -> WeekdayOfWeeks:
    if start is None:
        return WeekdayOfWeeks(1, weeks)
    return WeekdayOfWeeks(weeks, start.weekday(), start)


STARTS = st.dates(date(2021, 1, 1), date(2023, 12, 31))
BODIES = st.sampled_from(["AAA", "BBB"])
ALONE_PATTERNS: st.SearchStrategy[Pattern] = (
    st.builds(WeekdayOfMonths, st.sampled_from(ORDINALS), st.integers(0, 6), ANY_MONTHS)
    | st.builds(DayOfMonths, st.integers(0, 31), st.just(False), ANY_MONTHS).filter(possible)
    | st.builds(DayOfYear, st.integers(1, 28), st.integers(1, 12))
    | st.just(DayOfYear(29, 2))
    | st.builds(weekly, st.integers(1, 5), st.none() | STARTS)
)
PATTERNS: st.SearchStrategy[Pattern] = (
    ALONE_PATTERNS
    | st.builds(DayOfMonths, st.integers(0, 23), st.just(True), ANY_MONTHS).filter(possible)
    | st.builds(
        WeekdayByMeeting,
        st.integers(0, 6),
        st.sampled_from(["before", "after"]),
        BODIES,
        st.just(NOWHERE),
    )
)


@given(PATTERNS)
def test_what_is_printed_of_a_pattern_is_read_as_the_same(pattern: Pattern) -> None:
    text = str(pattern)
    found = parse_pattern(text)
    assert bare(found) == pattern
    assert str(found) == text


# Days, held against every day of some years by other means.

SPAN = date(2020, 1, 1), date(2025, 12, 31)


def every(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


EVERY = every(*SPAN)
MEETINGS = {
    "AAA": [day for day in EVERY if (day.day * 7 + day.month) % 29 == 0],
    "BBB": [day for day in EVERY if (day - date(2020, 1, 6)).days % 23 == 0],
}
DAYS_OF_BODIES = {body: days_of(days, *SPAN, f"{body} meetings") for body, days in MEETINGS.items()}
CONTEXT = PatternContext(WORKING, DAYS_OF_BODIES.get)
WORKDAYS = np.busdaycalendar(holidays=[np.datetime64(day) for day in WORKING.holidays])


def months_of(text: str) -> set[int]:
    """The months that the words of a pattern name, read by nothing but their names."""
    of = text.partition(" of ")[2]
    if of.startswith("each month"):
        out = {n for n, name in enumerate(MONTHS, 1) if name in of}
        return set(range(1, 13)) - out
    return {n for n, name in enumerate(MONTHS, 1) if name in of}


@cache
def alike_in(month: Month, what: str) -> list[date]:
    """The days of a month that are called the same: a weekday, a "day", a "working" day."""
    days = every(month.first, month.last)
    if what == "day":
        return days
    if what == "working":
        return [one for one in days if np.is_busday(np.datetime64(one), busdaycal=WORKDAYS)]
    return [one for one in days if WEEKDAYS[one.weekday()] == what]


def is_day_of(text: str, day: date) -> bool:
    """What the words of a pattern mean, for one day: by counting days, not by making dates."""
    words = text.split()
    if words[0] == "each":
        return (str(day.day), MONTHS[day.month - 1]) == (words[1], words[2])
    if words[0] == "every":
        weeks = {"other": 2, "third": 3, "fourth": 4, "fifth": 5}.get(words[1], 1)
        if words[2 if weeks > 1 else 1] != WEEKDAYS[day.weekday()]:
            return False
        if "from" not in words:
            return True
        since = (day - date.fromisoformat(words[-1])).days
        return since >= 0 and since % (7 * weeks) == 0
    if words[0] in WEEKDAYS:
        if words[0] != WEEKDAYS[day.weekday()]:
            return False
        sign = 1 if words[1] == "before" else -1
        week = [day + sign * timedelta(days=n) for n in range(1, 8)]
        return any(one in MEETINGS[words[3]] for one in week)
    if day.month not in months_of(text):
        return False
    alike = alike_in(Month(day.year, day.month), words[1])
    if words[0] == "last":
        return alike[-1] == day
    n = ORDINALS.index(words[0]) + 1 if words[0] in ORDINALS else int(words[0][:-2])
    return len(alike) >= n and alike[n - 1] == day


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.integers(14, 1500), st.integers(1, 500))
def test_a_day_is_given_where_the_words_mean_it_and_nowhere_else(
    pattern: Pattern, start: int, length: int
) -> None:
    first, last = EVERY[start], EVERY[start + length]
    found = days_by(pattern, first, last, CONTEXT)
    if found is None:  # the meetings of the bodies are known from a fortnight before on
        assert isinstance(pattern, WeekdayOfWeeks)
        assert pattern.start is not None
        assert pattern.start > last
        return
    assert not found.gaps
    assert found.first == first or isinstance(pattern, WeekdayOfWeeks)
    text = str(pattern)
    meant = [day for day in every(first, last) if is_day_of(text, day)]
    assert [date.fromordinal(day) for day in found.days] == meant


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.sampled_from(EVERY[400:1500]))
def test_forwards_and_backwards_agree(pattern: Pattern, day: date) -> None:
    if isinstance(pattern, WeekdayOfWeeks) and pattern.start is not None and day <= pattern.start:
        return
    try:
        ahead = following(pattern, day, CONTEXT)
    except OutOfCalendar:
        assert not isinstance(pattern, WeekdayOfMonths | DayOfYear | WeekdayOfWeeks)
        return
    assert ahead > day
    assert preceding(pattern, ahead + ONE_DAY, CONTEXT) == ahead
    between = (
        days_by(pattern, day + ONE_DAY, ahead - ONE_DAY, CONTEXT) if ahead - day > ONE_DAY else None
    )
    assert between is None or between.days == ()
    # A later day never has an earlier answer.
    assert following(pattern, day + ONE_DAY, CONTEXT) >= ahead
    later = following(pattern, ahead, CONTEXT)
    assert preceding(pattern, later, CONTEXT) == ahead


@settings(deadline=None)
@given(ALONE_PATTERNS, st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_patterns_alone_are_known_to_the_ends_of_time(pattern: Pattern, day: date) -> None:
    for side, end in ((following, date.max), (preceding, date.min)):
        try:
            found = side(pattern, day)
        except OutOfCalendar:
            # None is left on that side; what recurs comes again within 40 years at the latest.
            start = getattr(pattern, "start", None)
            assert abs((end - day).days) < 40 * 366 or start is not None
        else:
            assert found != day


def test_what_only_some_months_or_years_have_is_given_for_those() -> None:
    def given_(text: str, first: str, last: str) -> list[str]:
        found = days_by(
            parse_pattern(text), date.fromisoformat(first), date.fromisoformat(last), ALONE
        )
        assert found is not None
        return [date.fromordinal(day).isoformat() for day in found.days]

    fifths = ["2022-01-31", "2022-05-30", "2022-08-29", "2022-10-31"]
    assert given_("fifth Monday of each month", "2022-01-01", "2022-12-31") == fifths
    assert given_("each 29 February", "1999-01-01", "2005-01-01") == ["2000-02-29", "2004-02-29"]
    lasts = ["2023-02-28", "2024-02-29"]
    assert given_("last day of each February", "2023-01-01", "2024-12-31") == lasts
    assert given_("31st day of each month", "2022-03-01", "2022-06-30") == [
        "2022-03-31",
        "2022-05-31",
    ]
    assert following(parse_pattern("fifth Friday of each February"), date(1952, 3, 1)) == date(
        1980, 2, 29
    )


# What is not known.


@pytest.mark.parametrize("text", ["last working day of each month", "20th working day of each May"])
def test_working_days_outside_the_calendar_are_not_known(text: str) -> None:
    pattern = parse_pattern(text)
    wide = days_by(pattern, date(1990, 1, 1), date(2100, 1, 1), PatternContext(WORKING))
    assert wide is not None
    assert (wide.first, wide.last) == (WORKING.first, WORKING.last)
    holidays = WorkingCalendar.of(
        [], date(2022, 1, 12), date(2022, 12, 12), known_from=WORKING.first
    )
    part = days_by(pattern, date(1990, 1, 1), date(2100, 1, 1), PatternContext(holidays))
    assert part is not None
    assert (part.first, part.last) == (date(2022, 2, 1), date(2022, 11, 30))
    assert days_by(pattern, date(2022, 1, 1), date(2022, 2, 1), ALONE) is None
    with pytest.raises(OutOfCalendar):
        following(pattern, date(2022, 1, 1))
    with pytest.raises(OutOfCalendar):
        preceding(pattern, WORKING.first, PatternContext(WORKING))


def test_days_beside_meetings_are_known_as_far_as_the_meetings_are() -> None:
    """Fridays 7 January to 4 February are known, March is not, 1 and 8 April are known again."""
    held = [date(2022, 1, 7), date(2022, 2, 4), date(2022, 4, 1), date(2022, 4, 8)]
    gap = (date(2022, 2, 5), date(2022, 3, 31))
    days = days_of(held, held[0], held[-1], "Panel meetings", [gap])
    context = PatternContext(WORKING, {"Panel": days}.get)
    found = days_by(parse_pattern("Thursday before the Panel meeting"), *SPAN, context)
    assert found is not None
    assert [date.fromordinal(day).isoformat() for day in found.days] == [
        *("2022-01-06", "2022-02-03", "2022-03-31", "2022-04-07"),
    ]
    # 3 February is known although the week after it is not: a known meeting makes it such a day.
    assert found.gaps == ((date(2022, 2, 4), date(2022, 3, 24)),)
    assert found.is_known(date(2022, 1, 6))
    assert not found.is_known(date(2021, 12, 30))
    assert not found.is_known(date(2022, 4, 14))
    assert found.after(date(2022, 1, 6), 1) == date(2022, 2, 3)
    with pytest.raises(OutOfCalendar):
        found.after(date(2022, 2, 3), 1)
    with pytest.raises(OutOfCalendar):
        found.before(date(2022, 3, 31), 1)
    with pytest.raises(UnknownMeetings) as caught:
        days_by(parse_pattern("Thursday before the Panel meeting"), *SPAN, ALONE)
    assert (caught.value.body, caught.value.words) == ("Panel", (20, 25))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 6),
    st.sampled_from(["before", "after"]),
    st.sets(st.integers(0, 119), max_size=12),
    st.lists(st.tuples(st.integers(10, 100), st.integers(0, 20)), max_size=2),
)
def test_a_day_beside_meetings_is_known_where_no_unknown_one_could_change_it(
    weekday: int, direction: str, held: set[int], gaps: list[tuple[int, int]]
) -> None:
    first = date(2022, 1, 1)
    spans = [(a, min(a + n, 118)) for a, n in gaps]
    dark = {day for a, b in spans for day in range(a, b + 1)}
    merged = sorted(dark)
    runs = [
        (start, next(day for day in range(start, 121) if day + 1 not in dark))
        for start in merged
        if start - 1 not in dark
    ]

    def day_of(n: int) -> date:
        return first + timedelta(days=n)

    known = days_of(
        [day_of(n) for n in held - dark],
        first,
        day_of(119),
        "Panel meetings",
        [(day_of(a), day_of(b)) for a, b in runs],
    )
    pattern = WeekdayByMeeting(weekday, direction, "Panel", NOWHERE)
    wide = day_of(-60), day_of(180)
    found = days_by(pattern, *wide, PatternContext(None, {"Panel": known}.get))
    for day in (one for one in every(*wide) if one.weekday() == weekday):
        sign = 1 if direction == "before" else -1
        week = [(day - first).days + sign * n for n in range(1, 8)]
        sure = any(n in held - dark for n in week)
        unknown = not sure and any(n in dark or not 0 <= n < 120 for n in week)
        assert (found is not None and found.is_known(day)) == (not unknown), day
        assert (found is not None and day in found) == sure, day


# Meetings of a body.


# Within the class below `date` is an attribute, so the type goes by another name.
Day = date


class Row:
    """A dated meeting, with just what the calendar asks."""

    known_from: Day | None = None
    withdrawn: Day | None = None

    def __init__(self, day: Day, state: str = "confirmed", instead_of: Day | None = None) -> None:
        self.date, self.state, self.instead_of = day, state, instead_of


def proposed_by(pattern: Pattern, rows: Sequence[Row]) -> frozenset[date]:
    span = Proposals(pattern, Month(2021, 1), Month(2024, 12))
    found = meetings_of("CSC", [span], rows, context=CONTEXT)
    assert found is not None
    assert {row.date for row in rows if row.state != "cancelled"} <= {
        date.fromordinal(day) for day in found.days.days
    }
    return found.proposed


ROW_DAYS = st.sampled_from([day for day in EVERY if 2021 < day.year < 2024])


@settings(max_examples=80, deadline=None)
@given(PATTERNS, ROW_DAYS, st.sampled_from(["confirmed", "cancelled", "extra"]))
def test_a_dated_meeting_replaces_exactly_one_proposal_and_an_extra_none(
    pattern: Pattern, day: date, state: str
) -> None:
    before = proposed_by(pattern, [Row(date(2021, 1, 1), "extra")])
    after = proposed_by(pattern, [Row(date(2021, 1, 1), "extra"), Row(day, state)])
    gone = before - after
    assert after <= before
    if state == "extra":
        assert gone == set()
        return
    around = [max((d for d in before if d <= day), default=None)]
    around.append(min((d for d in before if d >= day), default=None))
    near = [one for one in around if one is not None]
    if len(near) == 2:  # between two proposals: exactly the nearer one
        assert gone == {min(near, key=lambda one: (abs(one - day), one))}
    else:
        assert len(gone) <= 1


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.lists(ROW_DAYS, min_size=1, max_size=6, unique=True))
def test_meetings_replace_no_more_proposals_than_they_are(
    pattern: Pattern, days: list[date]
) -> None:
    before = proposed_by(pattern, [Row(date(2021, 1, 1), "extra")])
    after = proposed_by(pattern, [Row(day) for day in days])
    assert after <= before
    assert len(before - after) <= len(days)
    assert not after & set(days)


@settings(max_examples=60, deadline=None)
@given(PATTERNS, ROW_DAYS, ROW_DAYS)
def test_instead_of_names_the_one_that_is_replaced(
    pattern: Pattern, day: date, instead: date
) -> None:
    before = proposed_by(pattern, [Row(date(2021, 1, 1), "extra")])
    if not before:
        return
    replaced = min(before, key=lambda one: (abs(one - instead), one))
    after = proposed_by(pattern, [Row(day, instead_of=replaced)])
    assert before - after == {replaced} | ({day} & before)


def test_two_patterns_of_a_body_at_once_are_two_meetings_a_month() -> None:
    span = Month(2022, 1), Month(2022, 3)
    both = [
        Proposals(parse_pattern(f"{which} Wednesday of each month"), *span)
        for which in ("second", "fourth")
    ]
    found = meetings_of("SSC", both, [Row(date(2022, 2, 10))])
    assert found is not None
    assert sorted(day.isoformat() for day in found.proposed) == [
        *("2022-01-12", "2022-01-26", "2022-02-23", "2022-03-09", "2022-03-23"),
    ]


# Phrases find what patterns propose.

FINDS = [
    ("third Tuesday of each month except August", "2022-09-01", "2022-07-19", "2022-10-18"),
    ("second Wednesday of March and September", "2022-07-01", "2022-03-09", "2023-03-08"),
    ("last working day of each month", "2022-12-30", "2022-11-30", "2023-02-28"),
    ("10th working day of each month", "2022-06-10", "2022-05-16", "2022-07-14"),
    ("each 1 April", "2022-06-10", "2022-04-01", "2024-04-01"),
    ("every other Thursday from 2022-01-06", "2022-01-20", "2022-01-06", "2022-02-17"),
]


@pytest.mark.parametrize(("pattern", "day", "last", "second"), FINDS)
def test_last_and_second_meeting_are_proposed_ones(
    pattern: str, day: str, last: str, second: str
) -> None:
    span = Proposals(parse_pattern(pattern), Month(2021, 1), Month(2025, 12))
    found = meetings_of("CSC", [span], [], context=CONTEXT)
    assert found is not None
    steps = Steps(WORKING, {"CSC": found}.get)
    anchor = date.fromisoformat(day).toordinal()
    for text, wanted in (
        ("last CSC meeting before m", last),
        ("2 CSC meetings after m", second),
    ):
        function = steps.function_of(parse_phrase(text))
        reached = date.fromordinal(function.forward(anchor))
        assert reached.isoformat() == wanted
        assert found.rests_on_proposal(reached)
        # And backwards: the days from which the phrase leads there are around the anchor.
        ends = (
            function.earliest_anchor(reached.toordinal()),
            function.latest_anchor(reached.toordinal()),
        )
        assert ends[0] <= anchor <= ends[1]


# Releases.

SEC_RELEASES = {
    "last Thursday of each February": {"2019-02-28"},
    "last Thursday of each June": {"2021-06-24", "2022-06-30", "2023-06-29"},
    "first Thursday of each November": {"2018-11-01", "2021-11-04", "2022-11-03"},
}


@pytest.mark.parametrize("pattern", SEC_RELEASES)
def test_scheduled_releases_went_live_as_their_patterns_propose(pattern: str) -> None:
    found = proposed_go_lives(pattern, (date(2018, 1, 1), date(2023, 12, 31)), CALENDARS)
    assert {day.year for day in found} == set(range(2018, 2024))
    assert {day.isoformat() for day in found} >= SEC_RELEASES[pattern]


def test_go_lives_are_proposed_where_all_of_them_are_known_and_nowhere_else() -> None:
    year = (date(2022, 1, 1), date(2022, 12, 31))
    thursdays = proposed_go_lives("every other Thursday from 2022-12-01", year, CALENDARS)
    assert [day.isoformat() for day in thursdays] == ["2022-12-01", "2022-12-15", "2022-12-29"]
    assert proposed_go_lives("every other Thursday from 2023-01-05", year, CALENDARS) == ()
    beyond = (date(2035, 1, 1), date(2036, 12, 31))
    with pytest.raises(OutOfCalendar, match="from 2035-01-01 to 2036-12-31 are known"):
        proposed_go_lives("first working day of each April", beyond, CALENDARS)
    assert len(proposed_go_lives("each 1 April", beyond, CALENDARS)) == 2
    with pytest.raises(UnknownBody):
        proposed_go_lives("Thursday before the TSIRS meeting", year, CALENDARS)


# The type of a field.

FIELD = TypeAdapter[Any](texts.Pattern)


def test_a_field_of_this_type_takes_patterns_and_says_what_is_wrong_with_others() -> None:
    for text, _ in WRITTEN:
        assert FIELD.validate_python(text) == text
    with pytest.raises(ValidationError) as caught:
        FIELD.validate_python("last Thrusday of each June")
    (error,) = caught.value.errors()
    assert (error["type"], error["ctx"]) == (
        "Y204",
        {
            "message": "'Thrusday' is not a weekday",
            "help": "did you mean 'Thursday'?",
            "within": (5, 13),
            "better": None,
        },
    )


@pytest.mark.parametrize(
    "text", ["", "go-live", "2022-11-03", "last", "third\nTuesday of each month"]
)
def test_the_schema_of_the_field_refuses_what_does_not_start_as_a_pattern(text: str) -> None:
    from jsonschema import Draft7Validator

    schema = Draft7Validator(schema_of(texts.Pattern))
    assert all(schema.is_valid(written) for written, _ in WRITTEN)
    assert schema.is_valid("THIRD tuesday of each month")
    assert not schema.is_valid(text)


class ReleaseKindRow(Shape):
    """A group of keys with patterns, as a profile has them."""

    go_live: tuple[texts.Pattern, ...]


def test_a_fault_of_a_pattern_knows_its_place_in_the_file() -> None:
    data = {"go-live": ("last Thursday of each June", "last Thursday of each Jume")}
    with pytest.raises(ValidationError) as caught:
        ReleaseKindRow.model_validate(data)
    (fault,) = faults_of(caught.value, data, ReleaseKindRow)
    assert fault == (
        *("Y204", "'Jume' is not a month", ("go-live", 1), False),
        *("did you mean 'June'?", (22, 26), None),
    )


# Bodies whose patterns lead to no meetings.


def register_of(rules: dict[str, str | None]) -> Register:
    """A register with bodies that meet by these patterns, or by none."""
    bodies = {
        short.lower(): Body.model_validate(
            {
                "short": short,
                "name": short,
                "pattern": ({"rule": rule, "from": "2022-01"},) if rule is not None else (),
            }
        )
        for short, rule in rules.items()
    }
    return dataclasses.replace(opened(SEED).register, bodies=bodies)


def beside(short: str) -> str:
    return f"Thursday before the {short} meeting"


@pytest.mark.parametrize(
    ("rules", "findings"),
    [
        ({"A": beside("B"), "B": "second Friday of each month"}, []),
        ({"A": beside("A")}, ["a/pattern/0/rule: the meetings of the A are defined by themselves"]),
        (
            {"C": beside("A"), "A": beside("B"), "B": beside("A")},
            [
                "a/pattern/0/rule: the meetings of these bodies are defined by each other: "
                "A -> B -> A"
            ],
        ),
        (
            {"A": beside("Panle"), "Panel": "second Friday of each month"},
            ["a/pattern/0/rule: there is no body called 'Panle'; did you mean 'Panel'?"],
        ),
        (
            {"C": beside("A"), "A": beside("B"), "B": None},
            [
                "a/pattern/0/rule: no meetings of the B are known, neither by pattern nor by date",
            ],
        ),
        ({"A": beside("B"), "B": "second Fryday of each month"}, []),  # C102 reports it
    ],
)
def test_a_pattern_that_leads_to_no_meetings_is_told_once(
    rules: dict[str, str | None], findings: list[str]
) -> None:
    assert found_by(c107.check, register_of(rules)) == findings


def test_bodies_may_meet_by_each_other_as_deep_as_one_likes() -> None:
    """Each meets on the Thursday before the one before it does."""
    many = 1500
    rules: dict[str, str | None] = {f"B{n}": beside(f"B{n - 1}") for n in range(1, many)}
    calendars = calendars_of(register_of({"B0": "each 1 April", **rules}))
    last = calendars.meetings(f"B{many - 1}")
    first = calendars.meetings("B0")
    assert last is None or first is not None
    assert calendars.misread <= {f"B{n}" for n in range(many)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["third Tuesday of each month", None, *"ABCDEF"]), min_size=6),
    st.permutations("ABCDEF"),
)
def test_what_is_known_of_meetings_does_not_depend_on_who_is_asked_first(
    written: list[str | None], order: list[str]
) -> None:
    rules = {
        short: beside(rule) if rule is not None and len(rule) == 1 else rule
        for short, rule in zip("ABCDEF", written, strict=False)
    }
    register = register_of(rules)
    one, other = calendars_of(register), calendars_of(register)
    answers = {short: other.meetings(short) for short in order}
    assert {short: one.meetings(short) for short in "ABCDEF"} == answers
    assert one.misread == other.misread
    for short, meetings in answers.items():
        # It has meetings where the bodies that it leads through end at a pattern of its own.
        seen: list[str] = []
        at: str | None = short
        while at in rules and at not in seen:
            seen.append(at)
            rule = written["ABCDEF".index(at)]
            at = rule if rule is not None and len(rule) == 1 else None
        end = written["ABCDEF".index(seen[-1])]
        assert (meetings is not None) == (end is not None and len(end) > 1)
