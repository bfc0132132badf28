"""What each line of a timeline means as days: the table of the timeline engine, row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from sectool.calendar.meetings import MeetingCalendar
from sectool.schedule import Schedule, calendars_of, schedule_release
from tests.register import SEED, opened
from tests.test_schedule import CALENDARS, REGISTER, place, scheduled, timeline

HOLIDAYS = sorted(CALENDARS.working.holidays) if CALENDARS.working else []
ANY_DAY = {"when": "tba", "falls-on": "any day"}


def window(schedule: Schedule, milestone: str = "m") -> str:
    """`2022-08-01 to 2022-08-31`, a day, or a side that is `open`; with the codes of all faults."""
    found = schedule.milestones[milestone]
    first = str(found.earliest or "open")
    last = str(found.latest or "open")
    told = "".join(f" {fault.code}" for fault in schedule.faults)
    return (first if first == last else f"{first} to {last}") + told


def working_days(start: date, n: int) -> date:
    """The n-th Working Day strictly after a day (or before it), by numpy."""
    roll = "preceding" if n > 0 else "following"
    found = np.busday_offset(start, n, roll=roll, holidays=HOLIDAYS)  # type: ignore[call-overload]
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(found.astype("int64")))


def is_working(day: date) -> bool:
    return bool(np.is_busday(day, holidays=HOLIDAYS))


# Rules: x is the anchor, on a Wednesday with a bank holiday (Mon 29 Aug 2022) in reach.

X = date(2022, 8, 31)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("before x", "open to 2022-08-30"),
        ("on or before x", "open to 2022-08-31"),
        ("after x", "2022-09-01 to open"),
        ("on or after x", "2022-08-31 to open"),
        ("at least 5 working days before x", "open to 2022-08-23"),
        ("at least 5 working days after x", "2022-09-07 to open"),
        ("at least 5 clear working days before x", "open to 2022-08-22"),
        ("at most 5 working days before x", "2022-08-23 to 2022-08-31"),
        ("at most 5 working days after x", "2022-08-31 to 2022-09-07"),
        ("at least 1 month before x", "open to 2022-07-31"),
        ("at most 1 month after x", "2022-08-31 to 2022-09-30"),
        ("at least 10 days before x", "open to 2022-08-21"),
        ("at least 2 weeks after x", "2022-09-14 to open"),
        ("at least 3 weekdays before x", "open to 2022-08-26"),
        ("at least 2 CSC meetings before x", "T101"),
        ("on or before 5 working days before x", "open to 2022-08-23"),
        ("before last CSC meeting before x", "open to 2022-08-15"),
        ("in 2022-08", "2022-08-01 to 2022-08-31"),
    ],
)
def test_a_rule_beside_a_milestone_and_beside_its_day_means_the_same(rule: str, days: str) -> None:
    named = scheduled(m={**ANY_DAY, "rules": (rule,)}, x=X.isoformat())
    given = scheduled(m={**ANY_DAY, "rules": (rule.replace("x", X.isoformat()),)})
    if days == "T101":
        assert [fault.code for fault in named.faults] == ["T101"]
        return
    assert window(named) == days
    assert window(given) == days


def test_the_distances_of_the_rules_agree_with_numpy() -> None:
    for offset in range(60):
        x = date(2022, 4, 1) + timedelta(days=offset)
        for n in (1, 2, 10):
            before, after = working_days(x, -n), working_days(x, n)
            rules = {
                f"at least {n} working days before x": f"open to {before}",
                f"at least {n} working days after x": f"{after} to open",
                f"at most {n} working days before x": f"{before} to {x}",
                f"at most {n} working days after x": f"{x} to {after}",
            }
            for rule, days in rules.items():
                found = scheduled(m={**ANY_DAY, "rules": (rule,)}, x=x.isoformat())
                assert window(found) == days, (x, rule)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        # Before a month is before all of it, after it after all of it; `on or` includes it.
        ("before 2022-08", "open to 2022-07-31"),
        ("on or before 2022-08", "open to 2022-08-31"),
        ("after 2022-08", "2022-09-01 to open"),
        ("on or after 2022-08", "2022-08-01 to open"),
        ("at least 5 working days before 2022-08", "open to 2022-07-25"),
        ("at least 5 working days after 2022-08", "2022-09-07 to open"),
        ("at most 5 working days before 2022-08", "2022-07-25 to 2022-08-01"),
        ("at most 5 working days after 2022-08", "2022-08-31 to 2022-09-07"),
        ("before 1 month after 2022-08", "open to 2022-08-31"),
        ("in 2024-02", "2024-02-01 to 2024-02-29"),
    ],
)
def test_a_rule_beside_a_month(rule: str, days: str) -> None:
    assert window(scheduled(m={**ANY_DAY, "rules": (rule,)})) == days


def test_a_rule_beside_a_milestone_that_has_a_month_bounds_both() -> None:
    schedule = scheduled(
        m={"when": "2022-08", "rules": ("at least 10 working days before x",)},
        x={"when": "2022-08", "rules": ("before 2022-08-25",)},
    )
    assert window(schedule) == "2022-08-01 to 2022-08-10"
    assert window(schedule, "x") == "2022-08-15 to 2022-08-24"


# Deadlines: the last day that they permit.


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("at least 5 working days before x", "2022-08-23"),
        ("at least 5 clear working days before x", "2022-08-22"),
        ("at most 5 working days after x", "2022-09-07"),
        ("at most 5 working days before x", "2022-08-31"),
        ("before x", "2022-08-30"),
        ("on or before x", "2022-08-31"),
        ("before last CSC meeting before x", "2022-08-15"),
    ],
)
def test_a_deadline_is_its_last_permitted_day(due: str, day: str) -> None:
    assert window(scheduled(m={"due": due}, x=X.isoformat())) == day
    assert window(scheduled(m={"due": due.replace("x", X.isoformat())})) == day


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("before 2022-08", "2022-07-31"),
        ("on or before 2022-08", "2022-08-31"),
        ("at least 5 working days before 2022-08", "2022-07-25"),
        ("at most 5 working days after 2022-08", "2022-09-07"),
        ("at most 5 working days before 2022-08", "2022-08-01"),
    ],
)
def test_a_deadline_beside_a_month_is_the_last_day_of_the_rule_of_the_same_words(
    due: str, day: str
) -> None:
    assert window(scheduled(m={"due": due})) == day
    rule = scheduled(m={**ANY_DAY, "rules": (due,)})
    assert str(rule.milestones["m"].latest) == day


@pytest.mark.parametrize(
    ("due", "anchor", "day"),
    [
        ("at least 5 working days before x", X.isoformat(), "2022-08-16"),
        ("at most 5 working days after x", X.isoformat(), "2022-08-16"),
        ("on or before x", "2022-08-16", "2022-08-16"),
        ("before x", "2022-08-16", "2022-07-19"),
    ],
)
def test_a_deadline_falls_on_the_last_day_of_its_kind(due: str, anchor: str, day: str) -> None:
    kind = {"falls-on": "CSC meeting"}
    assert window(scheduled(m={"due": due, **kind}, x=anchor)) == day
    assert window(scheduled(m={"due": due.replace("x", anchor), **kind})) == day


@pytest.mark.parametrize("due", ["after x", "on or after x", "at least 5 days after x"])
def test_a_deadline_without_a_last_day_is_refused(due: str) -> None:
    assert window(scheduled(m={"due": due}, x=X.isoformat())) == "open T101"


def test_a_deadline_moves_with_its_anchor_and_the_anchor_with_the_deadline() -> None:
    """`due:` is a definition: it is read both ways, as a rule of the same words is not."""
    due = scheduled(
        m={"due": "at least 10 working days before x", "rules": ("in 2022-07",)}, x="2022-08"
    )
    assert (window(due), window(due, "x")) == (
        "2022-07-18 to 2022-07-29",
        "2022-08-01 to 2022-08-12",
    )
    rule = scheduled(
        m={**ANY_DAY, "rules": ("at least 10 working days before x", "in 2022-07")}, x="2022-08"
    )
    assert (window(rule), window(rule, "x")) == (
        "2022-07-01 to 2022-07-31",
        "2022-08-01 to 2022-08-31",
    )


# What a date means, and the days it may fall on.

KINDS: dict[str, Callable[[date], bool]] = {
    "any day": lambda day: True,
    "weekday": lambda day: day.weekday() < 5,
    "working day": is_working,
    # The third Tuesday, and the first: August begins on a Monday.
    "CSC meeting": lambda day: day.weekday() == 1 and 15 <= day.day <= 21,
    "OPSG meeting": lambda day: day.weekday() == 1 and day.day <= 7,
}


@pytest.mark.parametrize("month", ["2022-04", "2022-05", "2022-08", "2022-12", "2024-02"])
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_month_holds_the_days_of_its_kind(month: str, kind: str | None) -> None:
    year, number = map(int, month.split("-"))
    start = date(year, number, 1)
    everyday = [start + timedelta(days=n) for n in range(31)]
    allowed = KINDS[kind or "working day"]
    wanted = [day for day in everyday if day.month == number and allowed(day)]
    found = scheduled(m={"when": month, **({"falls-on": kind} if kind else {})})
    ends = [str(wanted[0]), str(wanted[-1])]
    assert window(found) == " to ".join(dict.fromkeys(ends))


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_tba_holds_any_days_of_its_kind(kind: str | None) -> None:
    day = date(2022, 8, 27)
    allowed = KINDS[kind or "working day"]
    wanted = next(d for n in range(60) if allowed(d := day + timedelta(days=n)))
    falls_on = {"falls-on": kind} if kind else {}
    assert window(scheduled(m={"when": "tba", **falls_on})) == "open"
    bounded = scheduled(m={"when": "tba", **falls_on, "rules": (f"on or after {day}",)})
    assert window(bounded) == f"{wanted} to open"


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_day_given_is_that_day_whatever_kind_it_is(kind: str | None) -> None:
    """A Sunday is a finding of its own, and no contradiction."""
    falls_on = {"falls-on": kind} if kind else {}
    assert window(scheduled(m={"when": "2022-08-28", **falls_on})) == "2022-08-28"
    first = scheduled(m={"when": "last Sunday of August 2022", **falls_on})
    assert window(first) == "2022-08-28"


def test_a_phrase_is_not_narrowed_unless_falls_on_says_so() -> None:
    """Two days before a Monday is a Saturday; with `falls-on` that cannot be."""
    assert window(scheduled(m="2 days before x", x="2022-08-08")) == "2022-08-06"
    found = scheduled(m={"when": "2 days before x", "falls-on": "working day"}, x="2022-08-08")
    assert [fault.code for fault in found.faults] == ["T112"]
    anchored = scheduled(m={"when": "2 days before x", "falls-on": "weekday"}, x="2022-08")
    assert window(anchored) == "2022-08-01 to 2022-08-29"
    assert window(anchored, "x") == "2022-08-03 to 2022-08-31"


def test_a_rule_does_not_make_its_milestone_a_working_day_but_a_month_does() -> None:
    rules = {"rules": ("on or after 2022-08-06",)}
    assert window(scheduled(m={"when": "2022-08", **rules})) == "2022-08-08 to 2022-08-31"
    weekend = scheduled(m={"when": "2 days before x", **rules}, x="2022-08-08")
    assert window(weekend) == "2022-08-06"


def test_a_phrase_counted_from_a_month_has_many_days() -> None:
    assert window(scheduled(m="1 month after 2022-08")) == "2022-09-01 to 2022-09-30"
    kind: dict[str, object] = {"when": "1 month after 2022-08", "falls-on": "CSC meeting"}
    assert window(scheduled(m=kind)) == "2022-09-20"
    assert window(scheduled(m="last CSC meeting before 2022-08")) == "2022-07-19 to 2022-08-16"


def test_what_is_stated_is_never_used() -> None:
    for stated in ("2022-08-02", "2022-09"):
        schedule = scheduled(
            m={"when": "2022-08", "stated": stated},
            n={"when": "tba", "stated": stated},
            o={"when": "5 working days before x", "stated": stated},
            x={"when": "2022-08-31", "stated": stated},
        )
        windows = [window(schedule, id_) for id_ in schedule.milestones]
        assert windows == ["2022-08-01 to 2022-08-31", "open", "2022-08-23", "2022-08-31"]


def test_the_kind_of_day_is_named_where_a_month_has_none_left() -> None:
    found = scheduled(
        m={"when": "2022-08", "falls-on": "CSC meeting", "rules": ("after 2022-08-20",)}
    )
    (fault,) = found.faults
    told = [related.message for related in fault.finding.related]
    assert told == [
        "1. 'm' is on or after Tue 20 Sep 2022 (Sun 21 Aug 2022 is not a CSC meeting)",
        "   only such a day will do for 'm'",
    ]
    assert fault.finding.related[1].address == place("m", "falls-on")


# What nobody knows: gaps and ends of what is known are T111, and contradict nothing.


def _code_of(message: str) -> str:
    """A day beyond the calendar's end is one that nobody can know yet: T122, a warning."""
    return "T122" if "leads out of the calendar" in message else "T111"


@pytest.mark.parametrize(
    ("milestone", "days", "message"),
    [
        (
            {"when": "2021-09", "falls-on": "CSC meeting"},
            "2021-09-01 to 2021-09-30",
            "no CSC meetings are known from 2021-08-01 to 2021-10-31, and this leads through "
            "those days",
        ),
        (
            {"when": "2019-09", "falls-on": "CSC meeting"},
            "2019-09-01 to 2019-09-30",
            "2019-09-01 is outside the days for which CSC meetings are known: 2020-01-01 to "
            "2035-12-31",
        ),
        (
            {"when": "tba", "falls-on": "CSC meeting", "rules": ("after 2021-08-15",)},
            "2021-08-16 to open",
            "no CSC meetings are known from 2021-08-01 to 2021-10-31, and this leads through "
            "those days",
        ),
        (
            {"due": "at least 5 working days before 2021-10-15", "falls-on": "CSC meeting"},
            "open",
            "no CSC meetings are known from 2021-08-01 to 2021-10-31, and this leads through "
            "those days",
        ),
        (
            {"when": "last CSC meeting before 2021-10-15"},
            "open",
            "no CSC meetings are known from 2021-08-01 to 2021-10-31, and this leads through "
            "those days",
        ),
        (
            {"when": "5 working days before 2012-01-04"},
            "open",
            "Working Days are known from 2012-01-01 to 2035-12-31, and this leads out of those "
            "days",
        ),
        (
            {"when": "tba", "rules": ("at least 3 months after 2035-11-05",)},
            "open",
            "3 months after 2035-11-05 leads out of the calendar, which runs from 2012-01-01 to "
            "2035-12-31",
        ),
    ],
)
def test_what_is_not_known_is_refused(
    milestone: dict[str, object], days: str, message: str
) -> None:
    schedule = scheduled(m=milestone)
    assert window(schedule) == f"{days} {_code_of(message)}"
    assert schedule.faults[0].finding.message == message
    assert not schedule.milestones["m"].contradicted


@pytest.mark.parametrize(
    ("milestone", "message"),
    [
        ("last CSC meeting before x", "no CSC meetings are known from 2021-08-01 to 2021-10-31"),
        ("2 CSC meetings after x", "no CSC meetings are known from 2021-08-01 to 2021-10-31"),
        (
            {"due": "at least 5 days before x", "falls-on": "CSC meeting"},
            "from 'x' on Fri 15 Oct 2021 this leads out of the days that are known",
        ),
        ("200 months after x", "200 months after 2021-10-15 leads out of the calendar"),
    ],
)
def test_what_is_not_known_from_a_milestone_is_refused_where_it_is_counted(
    milestone: str | dict[str, object], message: str
) -> None:
    schedule = scheduled(m=milestone, n="1 day after m", x="2021-10-15")
    (fault,) = schedule.faults
    assert fault.code == _code_of(message)
    assert fault.finding.message.startswith(message)
    key = "due" if isinstance(milestone, dict) else "when"
    assert fault.finding.address == place("m", key)
    assert [window(schedule, id_).split()[0] for id_ in "mnx"] == ["open", "open", "2021-10-15"]


def test_a_gap_that_no_window_reaches_is_no_fault() -> None:
    """From the fifth Tuesday of November 2021 on the meetings of the CSC are known again."""
    schedule = scheduled(m={"when": "2021-11", "falls-on": "CSC meeting"})
    assert window(schedule) == "2021-11-30"
    assert window(scheduled(m="last CSC meeting before 2021-12-05")) == "2021-11-30"


def test_a_month_outside_the_calendar_has_all_its_days() -> None:
    assert window(scheduled(m="2050-02")) == "2050-02-01 to 2050-02-28"
    assert window(scheduled(m="2050-02-05")) == "2050-02-05"


def test_a_body_of_which_no_meetings_are_known_is_told_once() -> None:
    schedule = scheduled(m={"when": "2022-08", "falls-on": "SECAS meeting"})
    assert window(schedule) == "2022-08-01 to 2022-08-31 T111"


def test_meetings_moved_or_cancelled_are_data() -> None:
    """A meeting with a date replaces what the pattern proposes for its month."""
    schedule = scheduled(m={"when": "2023-06", "falls-on": "CB meeting"})
    assert window(schedule) == "2023-06-21"  # the third Wednesday, not the fourth
    meetings = CALENDARS.meetings("CB")
    assert isinstance(meetings, MeetingCalendar)
    assert date(2023, 6, 28) not in meetings.days


def test_holidays_announced_later_count_only_once_they_are_known() -> None:
    """19 Sep 2022 became a bank holiday on 10 September."""
    rules = timeline(m="1 working day after 2022-09-16")
    days = {}
    for known_at in (date(2022, 9, 9), date(2022, 9, 10)):
        days[known_at] = window(schedule_release(rules, calendars_of(REGISTER, known_at)))
    assert days == {date(2022, 9, 9): "2022-09-19", date(2022, 9, 10): "2022-09-20"}


def test_a_calendar_that_ends_before_it_starts_counts_nothing() -> None:
    register = opened(SEED).register
    calendar = register.calendar
    assert calendar is not None
    broken = replace(register, calendar=calendar.model_copy(update={"to": date(2011, 1, 1)}))
    schedule = schedule_release(timeline(m="2022-08"), calendars_of(broken))
    assert schedule.plan is None
    assert window(schedule) == "2022-08-01 to 2022-08-31"
