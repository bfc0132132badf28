"""Slack and reasons of timelines with many milestones: exact, and in work near their number."""

from __future__ import annotations

import cProfile
import pstats
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from sectool.schedule import Schedule, schedule_release
from sectool.schedule.answers import Answers
from sectool.schedule.plan import Kind, Plan, Written
from sectool.schedule.reasons import Reasons
from sectool.schedule.slack import GO_LIVE, DaysOpen, Miss, Slacks
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Constraint, Windows
from tests.test_schedule import CALENDARS, timeline

# Calls are counted: none may be spared by what was worked out before.
pytestmark = pytest.mark.anew

Rows = dict[str, dict[str, Any]]
GO_LIVE_DAY = date(2031, 6, 26)

assert CALENDARS.working is not None
WORKING = CALENDARS.working


def planned(rows: Rows) -> Schedule:
    given = {id_: {**row, "rules": tuple(row.get("rules", ()))} for id_, row in rows.items()}
    return schedule_release(timeline(**given), CALENDARS)


# Shapes of timelines with n milestones.


def ids(n: int) -> list[str]:
    return [*(f"m{number}" for number in range(1, n)), GO_LIVE]


def definitions(n: int) -> Rows:
    """Each so long before the next."""
    rows: Rows = {
        id_: {"when": f"1 working day before {later}"}
        for id_, later in zip(ids(n), ids(n)[1:], strict=False)
    }
    return {**rows, GO_LIVE: {"when": GO_LIVE_DAY.isoformat()}}


def dates(n: int) -> Rows:
    """Each with a date of its own, after the one before it."""
    rows: Rows = {}
    before = None
    for number, id_ in enumerate(ids(n)):
        day = WORKING.working_days.on_or_before(GO_LIVE_DAY - timedelta(days=2 * (n - number)))
        rows[id_] = {"when": day.isoformat()}
        if before is not None:
            rows[id_]["rules"] = [f"on or after {before}"]
        before = id_
    return rows


def windows(n: int) -> Rows:
    """Open ones, each at least so long before the next."""
    rows: Rows = {
        id_: {"when": "tba", "rules": [f"at least 1 working day before {later}"]}
        for id_, later in zip(ids(n), ids(n)[1:], strict=False)
    }
    rows["m1"]["rules"].append(f"on or after {GO_LIVE_DAY - timedelta(days=3 * n)}")
    return {**rows, GO_LIVE: {"when": GO_LIVE_DAY.isoformat()}}


def star(n: int) -> Rows:
    """All counted from go-live, half of them to a meeting, and half of them bounded too."""
    rows: Rows = {}
    for number, id_ in enumerate(ids(n)[:-1]):
        when = f"{number % 90 + 1} working days before go-live"
        if number % 2:
            when = f"last CSC meeting at least {number % 90 + 1} working days before go-live"
        rows[id_] = {"when": when, "rules": ["before go-live"] if number % 3 else []}
    return {**rows, GO_LIVE: {"when": GO_LIVE_DAY.isoformat()}}


SHAPES = {shape.__name__: shape for shape in (definitions, dates, windows, star)}


# In work near their number.


def calls(work: Callable[[], object]) -> int:
    """How many functions are called: what a clock would show, on any machine, at any load."""
    profile = cProfile.Profile()
    profile.runcall(work)
    found = pstats.Stats(profile)
    return int(found.total_calls)  # type: ignore[attr-defined]


def answered(schedule: Schedule) -> None:
    answers = Answers(schedule, CALENDARS, WORKING)
    for item in schedule.milestones.values():
        assert answers.slack(item.id) is not None
        answers.rests_on_proposal(item)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_milestones_are_about_four_times_the_work(shape: str) -> None:
    small, large = (planned(SHAPES[shape](n)) for n in (60, 240))
    assert not any(item.contradicted for item in large.milestones.values())
    assert calls(lambda: answered(large)) <= 5 * calls(lambda: answered(small))
    once, four = (calls(lambda n=n: planned(SHAPES[shape](n))) for n in (60, 240))  # type: ignore[misc]
    assert four <= 5 * once


# The same as by solving the whole plan for each milestone.


def by_solving(schedule: Schedule, milestone: str) -> tuple[DaysOpen, Miss | None]:
    """The room and the miss of a milestone, as the module says what they are."""
    plan, found = schedule.plan, schedule.windows
    assert plan is not None
    assert found is not None
    node = plan.node(milestone)
    given = schedule.timeline.milestones
    written = [one for one in plan.written if one not in schedule.left_out]
    room = list(released(plan, written, "" if given[milestone].fixed else milestone))
    for other, id_ in enumerate(plan.milestones):
        first, last = found.of(other)
        if id_ != milestone and first is not None and first == last:
            room.append(Constraint(other, first, last))
    missed = None
    _, latest = found.of(node)
    if milestone != GO_LIVE and latest is not None:
        later = [*not_before(schedule, plan, written), Constraint(node, latest + 1)]
        windows = solve(later, plan.span)
        if isinstance(windows, Windows) and (next_ := days(windows, node).earliest):
            there = GO_LIVE in plan.milestones
            go_live = days(windows, plan.node(GO_LIVE)).earliest if there else None
            missed = Miss(next_, go_live)
    alone = solve(room, plan.span)
    return days(alone, node) if isinstance(alone, Windows) else DaysOpen(None, None), missed


def released(plan: Plan, written: list[Written], milestone: str) -> Iterator[Constraint]:
    for one in written:
        own = one.milestone == milestone and one.kind in (Kind.DATE, Kind.MONTH)
        yield plan.free[milestone].constraint if own else one.constraint


def not_before(schedule: Schedule, plan: Plan, written: list[Written]) -> Iterator[Constraint]:
    for one in written:
        fixed = schedule.timeline.milestones[one.milestone].fixed and one.milestone != GO_LIVE
        if fixed or one.kind not in (Kind.DATE, Kind.MONTH, Kind.IN_MONTH):
            yield one.constraint
            continue
        yield Constraint(one.constraint.node, one.constraint.earliest)
        if one.kind is not Kind.IN_MONTH and one.milestone in plan.free:
            yield plan.free[one.milestone].constraint


def days(found: Windows, node: int) -> DaysOpen:
    first, last = found.of(node)
    return DaysOpen(
        date.fromordinal(first) if first is not None else None,
        date.fromordinal(last) if last is not None else None,
    )


def at_random(chance: random.Random) -> Rows:
    """A timeline in which most lines fit, in the middle of the calendar or at its end."""
    n = chance.choice((3, 6, 10, 16))
    names = ids(n)
    end = WORKING.last if chance.random() < 0.3 else date(2023, 1, 3)
    rows: Rows = {}
    for number, id_ in enumerate(names):
        day = end - timedelta(days=(n - number) * 20 - chance.randrange(-6, 13))
        row: dict[str, Any] = {"when": "tba", "rules": []}
        if chance.random() < 0.2:
            row["fixed"] = "true"
        kind = chance.choice((None, None, "any day", "weekday", "working day", "CSC meeting"))
        if kind is not None:
            row["falls-on"] = kind

        def way(other: str, number: int = number) -> str:
            later = names.index(other) > number
            return "before" if later == (chance.random() < 0.93) else "after"

        def counted(other: str) -> str:
            to, count = way(other), chance.randint(2, 12)
            which = "first" if to == "after" else "last"
            return chance.choice(
                (
                    f"{count} working days {to} {other}",
                    f"{count} days {to} {other}",
                    f"2 months {to} {other}",
                    f"{which} OPSG meeting {to} {other}",
                    f"{which} CSC meeting at least {count} working days {to} {other}",
                )
            )

        others = [other for other in names if other != id_]
        how = chance.randrange(8)
        if how < 3:
            row["when"] = day.isoformat()
        elif how < 4:
            row["when"] = f"{day:%Y-%m}"
        elif how < 7 and number + 1 < n:
            row["when"] = counted(chance.choice(names[number + 1 :]))
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            other = chance.choice(others)
            row["rules"].append(
                chance.choice(
                    (
                        f"{way(other)} {other}",
                        f"on or {way(other)} {counted(other)}",
                        f"at least {chance.randint(2, 9)} working days {way(other)} {other}",
                        f"at most {chance.randint(20, 90)} working days {way(other)} {other}",
                        f"on or after {day.isoformat()}",
                        f"in {day:%Y-%m}",
                    )
                )
            )
        rows[id_] = row
    return rows


@pytest.mark.parametrize("block", range(3))
def test_slack_is_what_solving_the_whole_plan_gives(block: int) -> None:
    held = missed = 0
    for seed in range(block, 150, 3):
        rows = at_random(random.Random(seed))
        schedule = planned(rows)
        if any(item.contradicted for item in schedule.milestones.values()):
            continue
        held += 1
        slacks = Slacks(schedule)
        for id_ in schedule.milestones:
            found = slacks.of(id_)
            assert (found.room, found.miss) == by_solving(schedule, id_), (seed, id_, rows)
            missed += found.miss is not None
    assert held > 8
    assert missed > 30


@pytest.mark.parametrize("block", range(3))
def test_what_rests_on_a_proposal_is_what_the_reasons_say(block: int) -> None:
    resting = 0
    for seed in range(block, 150, 3):
        schedule = planned(at_random(random.Random(seed)))
        answers = Answers(schedule, CALENDARS, WORKING)
        plan, found = schedule.plan, schedule.windows
        assert plan is not None
        assert found is not None
        reasons = Reasons(plan)
        for item in schedule.milestones.values():
            node = plan.node(item.id)
            steps = [
                step
                for event, upward in (
                    (found.earliest.get(node), True),
                    (found.latest.get(node), False),
                )
                if event is not None
                for reason in reasons.of(event, upward=upward)
                for step in answers.steps(reason)
            ]
            body, _, kind = (item.milestone.falls_on or "").partition(" ")
            meetings = CALENDARS.meetings(body) if kind == "meeting" else None
            by_day = bool(meetings and item.day and meetings.rests_on_proposal(item.day))
            wanted = by_day or any(step.proposal for step in steps)
            assert answers.rests_on_proposal(item) == wanted, (seed, item.id)
            resting += wanted
    assert resting > 5
