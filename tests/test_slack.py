"""Room, float and miss: by hand for November 2022, by looking at every plan for small timelines."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta

from sectool.schedule import Schedule
from sectool.schedule.slack import DaysOpen, Miss, Slack, Slacks, working_days
from tests.test_schedule import CALENDARS, SCHEDULE, scheduled

assert CALENDARS.working is not None
WORKING = CALENDARS.working
HOLIDAYS = sorted(WORKING.holidays)
SLACKS = Slacks(SCHEDULE)


def slack(milestone: str) -> tuple[str, str, str]:
    found = SLACKS.of(milestone)
    miss = found.miss
    return (
        f"{found.room.earliest} {found.room.latest}",
        f"{found.float_.earliest} {found.float_.latest}",
        "None" if miss is None else f"{miss.next} {miss.go_live}",
    )


# By hand. CSC: third Tuesdays; OPSG: first Tuesdays; TAG: last Wednesdays.


@pytest.mark.parametrize(
    ("milestone", "room", "float_", "miss"),
    [
        # The next CSC is 15 Nov. Ten Working Days after it lies 29 Nov.
        ("go-no-go", "2022-10-18 2022-10-18", "2022-10-18 2022-10-18", "2022-11-15 2022-11-29"),
        # The next OPSG is 1 Nov; ten Working Days on the CSC of 15 Nov is the first that will do.
        ("opsg-status", "2022-10-04 2022-10-04", "2022-10-04 2022-10-04", "2022-11-01 2022-11-29"),
        # Five Working Days before that OPSG.
        ("evidence", "2022-09-27 2022-09-27", "2022-09-27 2022-09-27", "2022-10-25 2022-11-29"),
        # Missed, it comes after 26 Sep, so the evidence cannot go out on 27 Sep: next is 25 Oct.
        # With months free too, nothing says how early: results may be asked for in any month.
        ("uit-closes", "2022-09-08 2022-09-26", "None 2022-09-26", "2022-09-27 2022-11-29"),
        # The TAG of 27 July is kept, and it is the last before users start; the plans of July end
        # on 29 July, ten Working Days before 12 August. With all else free: UIT closes on 26 Sep
        # at the latest, and starts before. Missed, the month of the plans gives way as well.
        ("uit-starts", "2022-07-28 2022-08-12", "None 2022-09-23", "2022-08-15 2022-11-03"),
        # The TAG of 30 March is the last that leaves five Working Days, and no other CSC has the
        # same. With all else free: users start on 23 Sep, so TAG 31 Aug, its paper 23 Aug (29 is a
        # holiday), SIT the day before; the CSC of 16 August is the last on or before that.
        ("csc-tad", "2022-04-19 2022-04-19", "None 2022-08-16", "2022-05-17 2022-11-03"),
        # On or after the CSC of 19 Apr, and before its report of 20 Jul or, freed, of 23 Aug.
        ("sit-starts", "2022-04-19 2022-07-19", "None 2022-08-22", "2022-05-03 2022-11-03"),
        # Six months before go-live the next CSC comes first from 17 Nov on: 17 May is a meeting.
        (
            "csc-baseline-other",
            "2022-05-17 2022-05-17",
            "2022-05-17 2022-05-17",
            "2022-06-21 2022-11-17",
        ),
        # The decision of 18 Oct is kept: on 31 Oct it would be that of 20 Sep. So is the CSC of
        # 17 May: from 17 Nov on the first after six months before would be that of June.
        ("go-live", "2022-11-03 2022-11-03", "2022-11-03 2022-11-03", "None"),
        # A meeting that nothing rests on.
        ("opsg-2", "None None", "None None", "2022-09-06 2022-11-03"),
    ],
)
def test_november_2022_by_hand(milestone: str, room: str, float_: str, miss: str) -> None:
    assert slack(milestone) == (room, float_, miss)


def test_what_a_plan_without_anything_else_leaves() -> None:
    """One milestone, one date: open both ways, and missed it is the next Working Day."""
    found = Slacks(scheduled(m="2022-08-26")).of("m")
    assert found == Slack(DaysOpen(None, None), DaysOpen(None, None), Miss(date(2022, 8, 30), None))


def test_a_fixed_date_is_kept_in_float_and_in_miss() -> None:
    rows: dict[str, Any] = {
        "m": {"when": "2022-08-10", "rules": ("before x",)},
        "x": {"when": "2022-08-16"},
        "go-live": {"when": "2022-08-30", "rules": ("after x",)},
    }
    loose = Slacks(scheduled(**rows)).of("m")
    assert (loose.room.latest, loose.float_.latest) == (date(2022, 8, 15), date(2022, 8, 25))
    rows["x"]["fixed"] = "true"
    fixed = Slacks(scheduled(**rows))
    assert fixed.of("m").float_.latest == date(2022, 8, 15)
    assert fixed.of("m").miss == Miss(date(2022, 8, 11), date(2022, 8, 30))
    assert fixed.of("x").miss is None
    assert fixed.of("x").room == fixed.of("x").float_


def test_no_plan_is_left_where_a_rule_names_a_last_day() -> None:
    """A month under `when` or `in` may be missed; `before 2022-09-01` may not."""
    rules = ("before 2022-09-01",)
    bounded = Slacks(scheduled(m={"when": "2022-08", "rules": rules}, go_live="2022-11-03"))
    assert bounded.of("m").miss is None
    month = Slacks(scheduled(m={"when": "tba", "rules": ("in 2022-08",)}, go_live="2022-11-03"))
    assert month.of("m").miss == Miss(date(2022, 9, 1), date(2022, 11, 3))


def test_without_a_calendar_there_is_no_slack() -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="nothing of this timeline"):
        Slacks(replace(SCHEDULE, plan=None))


# Distances in Working Days.


def test_working_days_between_two_days_agree_with_numpy() -> None:
    chance = random.Random(1)
    for _ in range(500):
        start = date(2021, 11, 1) + timedelta(days=chance.randrange(400))
        end = start + timedelta(days=chance.randrange(-60, 60))
        # Those after `start` up to `end`; backwards those before it, down to `end`.
        one = timedelta(days=1)
        low, high = (start + one, end + one) if end >= start else (end, start)
        wanted = int(np.busday_count(low, high, holidays=HOLIDAYS))
        assert working_days(WORKING, start, end) == (wanted if end >= start else -wanted)
    assert working_days(WORKING, date(2022, 1, 1), date(2040, 1, 1)) is None


# Small timelines, against every plan that there is.

FIRST, LAST = date(2022, 3, 7), date(2022, 5, 27)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
IDS = ("a", "b", "go-live")
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Test = Callable[[date], bool]
Gives = Callable[[date], date]


def third_tuesday(day: date) -> bool:
    return day.weekday() == 1 and 15 <= day.day <= 21


def first_tuesday(day: date) -> bool:
    return day.weekday() == 1 and day.day <= 7


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in WORKING.holidays


KINDS: dict[str, Test] = {
    "any day": lambda day: True,
    "weekday": lambda day: day.weekday() < 5,
    "working day": is_working,
    "CSC meeting": third_tuesday,
    "OPSG meeting": first_tuesday,
}


def nth(allowed: Test, start: date, n: int) -> date:
    """The n-th such day strictly after a day, or before it for a negative n."""
    day, step = start, timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not allowed(day):
            day += step
    return day


def phrase(chance: random.Random, other: str) -> tuple[str, Gives]:
    """A phrase and what it gives, by looking at one day after another."""
    n, sign = chance.randint(1, 12), chance.choice((1, -1))
    way = "after" if sign > 0 else "before"
    plural = "s" if n > 1 else ""
    match chance.randrange(6):
        case 0:
            which = "first" if sign > 0 else "last"
            return f"{which} CSC meeting {way} {other}", lambda day: nth(third_tuesday, day, sign)
        case 1:
            return f"1 OPSG meeting {way} {other}", lambda day: nth(first_tuesday, day, sign)
        case 2:
            return f"{n} day{plural} {way} {other}", lambda day: day + timedelta(days=sign * n)
        case 3:
            return f"1 month {way} {other}", lambda day: day + relativedelta(months=sign)
        case _:
            return f"{n} working day{plural} {way} {other}", lambda day: nth(
                is_working, day, sign * n
            )


@dataclass(frozen=True)
class Line:
    """What one line allows: days of a milestone by itself, or pairs with another one.

    `freed` is what it allows once its date is taken away, `later` once it is "not before".
    """

    milestone: int
    allowed: Mask
    freed: Mask | None = None
    later: Mask | None = None

    @property
    def afloat(self) -> Mask:
        """With dates and months taken away: a line `in 2022-04`, which has no `freed`, is gone."""
        if self.freed is not None:
            return self.freed
        return self.allowed if self.later is None else np.ones((1, 1, 1), dtype=bool)


@dataclass
class Small:
    """A small timeline as its author writes it, and what each of its lines allows."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def alone(self, node: int, allowed: Test) -> Mask:
        shape = [1, 1, 1]
        shape[node] = len(DAYS)
        return np.array([allowed(day) for day in DAYS]).reshape(shape)

    def pairs(
        self, node: int, other: int, holds: Callable[[Mask, Mask], Mask], gives: Gives
    ) -> Mask:
        """Days x of `node` and y of `other` for which `holds` of x and of what y gives."""
        x = np.array([day.toordinal() for day in DAYS])[:, None]
        given = np.array([gives(day).toordinal() for day in DAYS])[None, :]
        found = holds(x, given)
        shape = [len(DAYS) if axis in (node, other) else 1 for axis in range(3)]
        return (found if node < other else found.T).reshape(shape)


def small(seed: int) -> Small:
    chance = random.Random(seed)
    made = Small()
    for node, id_ in enumerate(IDS):
        row: dict[str, Any] = {"fixed": chance.choice(("true", "false", "false", "false"))}
        rules = [f"on or after {FIRST}", f"on or before {LAST}"]
        kind = chance.choice([None, None, None, *KINDS])
        if kind:
            row["falls-on"] = kind
        usual = KINDS[kind or "working day"]
        others = [other for other in range(3) if other > node]
        how = chance.randrange(7 if others else 4)
        if how <= 1:  # a day: it stays possible, whatever kind of day it is
            day = chance.choice(DAYS[10:-10])
            row["when"] = day.isoformat()
            that_day = made.alone(node, lambda x, day=day: x == day)  # type: ignore[misc]
            freed = made.alone(node, usual) | that_day
            not_before = made.alone(node, lambda x, day=day: x >= day)  # type: ignore[misc]
            made.lines.append(Line(node, that_day, freed, freed & not_before))
        elif how <= 3:  # a month, or tba
            month = chance.choice([3, 4, 5, None])
            row["when"] = f"2022-{month:02}" if month else "tba"
            start = date(2022, month, 1) if month else FIRST
            made.lines.append(
                Line(
                    node,
                    made.alone(
                        node,
                        lambda x, month=month, usual=usual: month in (None, x.month) and usual(x),  # type: ignore[misc]
                    ),
                    made.alone(node, usual),
                    made.alone(node, lambda x, start=start, usual=usual: x >= start and usual(x)),  # type: ignore[misc]
                )
            )
        else:  # a phrase
            other = chance.choice(others)
            text, gives = phrase(chance, IDS[other])
            row["when"] = text
            made.lines.append(Line(node, made.pairs(node, other, np.equal, gives)))
            if kind:
                made.lines.append(Line(node, made.alone(node, KINDS[kind])))
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            other = chance.choice([one for one in range(3) if one != node])
            text, gives = phrase(chance, IDS[other])
            words, holds, rests = chance.choice(
                [
                    (f"before {text}", np.less, gives),
                    (f"on or after {text}", np.greater_equal, gives),
                    (f"after {IDS[other]}", np.greater, lambda day: day),
                    (f"on or before {IDS[other]}", np.less_equal, lambda day: day),
                ]
            )
            rules.append(words)
            made.lines.append(Line(node, made.pairs(node, other, holds, rests)))
        if chance.random() < 0.2:
            month = chance.choice((4, 5))
            rules.append(f"in 2022-{month:02}")
            made.lines.append(
                Line(
                    node,
                    made.alone(node, lambda x, month=month: x.month == month),  # type: ignore[misc]
                    later=made.alone(node, lambda x, month=month: x.month >= month),  # type: ignore[misc]
                )
            )
        row["rules"] = tuple(rules)
        made.rows[id_] = row
    return made


def plans(masks: Iterator[Mask]) -> Mask:
    """Which days together are plans: an axis for each milestone."""
    found = np.ones((len(DAYS),) * 3, dtype=bool)
    for mask in masks:
        found &= mask
    return found


def ends(found: Mask, node: int) -> DaysOpen:
    days = np.flatnonzero(found.any(axis=tuple(axis for axis in range(3) if axis != node)))
    return DaysOpen(DAYS[days[0]], DAYS[days[-1]]) if len(days) else DaysOpen(None, None)


def looked_up(made: Small, node: int) -> Slack:
    """The slack of a milestone by its meaning, over all plans there are."""

    def fixed(line: Line) -> bool:
        return bool(made.rows[IDS[line.milestone]]["fixed"] == "true")

    every = plans(line.allowed for line in made.lines)
    last = ends(every, node).latest
    assert last is not None
    room = plans(
        line.freed
        if line.milestone == node and line.freed is not None and not fixed(line)
        else line.allowed
        for line in made.lines
    )
    for other in range(3):
        day = ends(every, other)
        if other != node and day.earliest == day.latest:
            room &= made.alone(other, lambda x, day=day: x == day.earliest)  # type: ignore[misc]
    float_ = plans(
        line.allowed if fixed(line) or IDS[line.milestone] == "go-live" else line.afloat
        for line in made.lines
    )
    missed = plans(
        line.allowed
        if line.later is None or (fixed(line) and IDS[line.milestone] != "go-live")
        else line.later
        for line in made.lines
    )
    missed = missed & made.alone(node, lambda day: day > last)
    next_, go_live = ends(missed, node).earliest, ends(missed, 2).earliest
    miss = Miss(next_, go_live) if next_ is not None and IDS[node] != "go-live" else None
    return Slack(ends(room, node), ends(float_, node), miss)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(2))
def test_small_timelines_have_the_slack_that_all_their_plans_have(block: int) -> None:
    looked_at = missed = moved = 0
    for seed in range(block, 280, 2):
        made = small(seed)
        every = plans(line.allowed for line in made.lines)
        schedule: Schedule = scheduled(**made.rows)
        contradicted = any(fault.code == "T112" for fault in schedule.faults)
        assert contradicted == (not every.any()), (seed, made.rows)
        if contradicted:
            continue
        assert schedule.faults == ()
        looked_at += 1
        slacks = Slacks(schedule)
        for node, id_ in enumerate(IDS):
            found = schedule.milestones[id_]
            assert DaysOpen(found.earliest, found.latest) == ends(every, node), (
                seed,
                id_,
                made.rows,
            )
            wanted = looked_up(made, node)
            assert slacks.of(id_) == wanted, (seed, id_, made.rows)
            missed += wanted.miss is not None
            moved += wanted.room != ends(every, node)
    assert looked_at > 10
    assert missed > 8
    assert moved > 8
