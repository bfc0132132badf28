"""Windows against brute force over days: numpy counts Working Days, dateutil moves months."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from sectool.calendar.meetings import MeetingCalendar
from sectool.calendar.workdays import DaySet, WorkingCalendar, days_of
from sectool.datelang.functions import (
    BEFORE_ALL,
    BEYOND,
    IDENTITY,
    Function,
    chosen,
    constant,
    shift,
)
from sectool.datelang.monotone import Steps
from sectool.datelang.nodes import Distance, Unit
from sectool.datelang.parser import parse_phrase
from sectool.dates import WEEKDAYS
from sectool.schedule.solver import propagate as windows
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import (
    Chosen,
    Constraint,
    Contradiction,
    KnownDays,
    Relates,
    Relation,
    Windows,
)
from sectool.words import ordinal

WEEKDAY = (MO, TU, WE, TH, FR, SA, SU)
# Within the row below `date` is a field, so the type goes by another name.
Day = date

FIRST, LAST = date(2021, 1, 1), date(2023, 12, 31)
SPAN = KnownDays(FIRST.toordinal(), LAST.toordinal())


@dataclass(frozen=True)
class Row:
    """A holiday as the calendar takes it."""

    date: Day
    name: str = "a holiday"
    known_from: Day | None = None
    withdrawn: Day | None = None


HOLIDAYS = [
    *(date(year, 12, day) for year in (2021, 2022, 2023) for day in (27, 28)),
    date(2022, 1, 3),
    date(2022, 4, 15),
    date(2022, 4, 18),
    date(2022, 5, 2),
    date(2022, 6, 2),
    date(2022, 6, 3),
]
OWN_HOLIDAYS = [date(2022, 4, 5), date(2022, 4, 6), date(2022, 4, 25), date(2022, 5, 2)]
CALENDAR = WorkingCalendar.of(
    [Row(day) for day in HOLIDAYS], FIRST, LAST, known_from=FIRST
).with_bodies({"BBB": dict.fromkeys(OWN_HOLIDAYS, "a day off")})


def every(start: date, days: int) -> list[date]:
    return [start + timedelta(days=n) for n in range(0, (LAST - start).days, days)]


MEETINGS = {
    "AAA": every(date(2021, 1, 6), 9),
    "BBB": every(date(2021, 1, 4), 14),
}
BODIES = {
    body: MeetingCalendar(body, days_of(days, FIRST, LAST, f"{body} meetings"), frozenset())
    for body, days in MEETINGS.items()
}
STEPS = Steps(CALENDAR, BODIES.get)


# The oracle: what a phrase gives, by other people's code or by looking at every day.


def oracle(distance: Distance, direction: str, day: date) -> date:
    n = distance.n if direction == "after" else -distance.n
    match distance.unit:
        case "working day" | "clear working day" | "weekday":
            holidays = [] if distance.unit == "weekday" else HOLIDAYS
            holidays = holidays + (OWN_HOLIDAYS if distance.body else [])
            if distance.unit == "clear working day":
                n += 1 if n > 0 else -1
            # Day 0 may be any day: counting starts from the Working Day on its near side.
            roll: Any = "preceding" if n > 0 else "following"
            found = np.busday_offset(day, n, roll=roll, holidays=holidays)
            return date.fromordinal(date(1970, 1, 1).toordinal() + int(found.astype("int64")))
        case "day":
            return day + timedelta(days=n)
        case "week":
            return day + timedelta(weeks=n)
        case "month":
            return day + relativedelta(months=n)
        case "year":
            return day + relativedelta(years=n)
    raise AssertionError(distance)


UNITS: tuple[Unit, ...] = (
    *("working day", "clear working day", "weekday", "day", "week", "month"),
    "year",
)


def phrase_of(
    chance: random.Random, units: Sequence[Unit] = UNITS, *, may_choose: bool = True
) -> tuple[Function, Callable[[date], date], str]:
    """A phrase with the anchor `m`: our function, and what it means by looking."""
    text, meaning = words_of(chance, units)
    if may_choose and chance.random() < 0.2:
        # Two phrases of one milestone: the later of them is a function of it too.
        other, other_meaning = words_of(chance, units)
        which, choose = chance.choice((("later", max), ("earlier", min)))
        parts = tuple(STEPS.function_of(parse_phrase(one)) for one in (text, other))
        function = chosen(parts, later=which == "later")
        return (
            function,
            lambda y: choose(meaning(y), other_meaning(y)),
            f"{which} of {text} and {other}",
        )
    return STEPS.function_of(parse_phrase(text)), meaning, text


def words_of(chance: random.Random, units: Sequence[Unit]) -> tuple[str, Callable[[date], date]]:
    """A phrase without a choice, and what it means."""
    direction = chance.choice(("before", "after"))
    kind = chance.randrange(9)
    body = chance.choice(list(MEETINGS))
    if kind == 6:
        weekday = chance.randrange(7)
        on = chance.choice((True, False))
        which, way = ("last", -1) if direction == "before" else ("first", 1)
        text = f"{which} {WEEKDAYS[weekday]} {'on or ' if on else ''}{direction} m"
        nearest = relativedelta(days=0 if on else way, weekday=WEEKDAY[weekday](way))
        return text, lambda y: y + nearest
    if kind == 7:
        weekday, n = chance.randrange(7), chance.randrange(4)
        week = f"{ordinal(n)} week {direction} m" if n else "week of m"
        monday = relativedelta(weekday=WEEKDAY[0](-1))
        move = relativedelta(weeks=-n if direction == "before" else n)
        return (
            f"{WEEKDAYS[weekday]} of the {week}",
            lambda y: y + monday + move + relativedelta(weekday=WEEKDAY[weekday](1)),
        )
    if kind == 8:
        which = "last" if direction == "before" else "first"
        text = f"{which} {body} meeting on or {direction} m"
        if direction == "before":
            return text, lambda y: max(day for day in MEETINGS[body] if day <= y)
        return text, lambda y: min(day for day in MEETINGS[body] if day >= y)
    if kind < 3:
        unit = chance.choice(units)
        n = chance.randint(1, 9 if "day" in unit else 1 if unit == "year" else 2)
        whose = (None, "BBB") if unit.endswith("working day") else (None,)
        distance = Distance(n, unit, chance.choice(whose))
        text = f"{distance} {direction} m"
        meaning: Callable[[date], date] = lambda y: oracle(distance, direction, y)  # noqa: E731
    elif kind == 3:
        n = chance.randint(1, 2)
        text = f"{n} {body} meeting{'s' if n > 1 else ''} {direction} m"
        meaning = lambda y: nth_meeting(body, n, direction, y)  # noqa: E731
    elif kind == 4:
        which = "last" if direction == "before" else "first"
        text = f"{which} {body} meeting {direction} m"
        meaning = lambda y: nth_meeting(body, 1, direction, y)  # noqa: E731
    else:
        which = "last" if direction == "before" else "first"
        lead = Distance(chance.randint(1, 6), "working day")
        text = f"{which} {body} meeting at least {lead} {direction} m"

        def meaning(y: date) -> date:
            far = oracle(lead, direction, y)
            if direction == "before":
                return max(day for day in MEETINGS[body] if day <= far)
            return min(day for day in MEETINGS[body] if day >= far)

    return text, meaning


def nth_meeting(body: str, n: int, direction: str, y: date) -> date:
    if direction == "after":
        return [day for day in MEETINGS[body] if day > y][n - 1]
    return [day for day in MEETINGS[body] if day < y][-n]


# Each phrase, both ways.


@pytest.mark.parametrize("seed", range(90))
def test_a_phrase_forwards_and_both_adjoints(seed: int) -> None:
    function, meaning, text = phrase_of(random.Random(seed))
    days = [date(2022, 3, 1) + timedelta(days=n) for n in range(0, 200, 3)]
    around = [date(2021, 2, 1) + timedelta(days=n) for n in range(1000)]
    values = {y: meaning(y) for y in around}
    assert {y: date.fromordinal(function.forward(y.toordinal())) for y in around} == values, text
    assert list(values.values()) == sorted(values.values()), "the phrase is monotone"
    for x in days:
        first = min(y for y in around if values[y] >= x)
        last = max(y for y in around if values[y] <= x)
        assert date.fromordinal(function.earliest_anchor(x.toordinal())) == first, (text, x)
        assert date.fromordinal(function.latest_anchor(x.toordinal())) == last, (text, x)


@pytest.mark.parametrize("seed", range(60))
def test_the_gains_are_never_more_than_what_a_phrase_moves(seed: int) -> None:
    function, _, text = phrase_of(random.Random(seed))
    gain, back = function.gains
    days = range(date(2021, 6, 1).toordinal(), date(2023, 6, 1).toordinal())
    assert gain <= min(function.forward(y) - y for y in days), text
    assert back <= min(function.earliest_anchor(x) - x for x in days), text
    if len(function.steps) == 1 and not any(word in text for word in ("month", "year", " of ")):
        # Over the whole calendar they are not too small either, but for its edges.
        assert gain >= min(function.forward(y) - y for y in days) - 31, text


def test_outside_what_is_known_there_is_no_day() -> None:
    short = BODIES["AAA"].days
    step = Steps(CALENDAR, BODIES.get).nearest(short, "before")
    after = STEPS.function_of(parse_phrase("first AAA meeting after m"))
    early, late = FIRST.toordinal() - 1, LAST.toordinal() + 1
    assert (step.forward(early), step.forward(late)) == (BEFORE_ALL, BEYOND)
    assert (after.forward(early), after.forward(late)) == (BEFORE_ALL, BEYOND)
    assert after.forward(LAST.toordinal()) == BEYOND
    assert after.latest_anchor(FIRST.toordinal()) == BEFORE_ALL
    assert IDENTITY.forward(early) == early


# Random plans against brute force.

START = date(2022, 4, 4)
DAYS = 30


# The days that brute force looks at: more than the milestones' boxes, for plans without one.
EVERYDAY = [START + timedelta(days=n) for n in range(-DAYS, 2 * DAYS)]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass
class Plan:
    """Constraints over a few milestones, and the days (or pairs of days) that each allows."""

    size: int
    constraints: list[Constraint] = field(default_factory=list)
    allowed: list[Mask] = field(default_factory=list)

    def on_days(self, constraint: Constraint, holds: Callable[[date], bool]) -> None:
        self.constraints.append(constraint)
        self.allowed.append(np.array([holds(day) for day in EVERYDAY]))

    def on_pairs(
        self, node: int, other: int, relates: Relates, function: Function, results: list[date]
    ) -> None:
        self.constraints.append(Constraint(node, relations=(Relation(relates, other, function),)))
        x = np.array([day.toordinal() for day in EVERYDAY])[:, None]
        f = np.array([day.toordinal() for day in results])[None, :]
        self.allowed.append(x <= f if relates == "<=" else x >= f if relates == ">=" else x == f)


def plan_of(seed: int) -> Plan:
    chance = random.Random(seed)
    plan = Plan(chance.choice((2, 2, 3, 3)))
    for node in range(plan.size):
        boxes = [(START, START + timedelta(days=DAYS - 1))]
        if chance.random() < 0.6:
            low = START + timedelta(days=chance.randrange(10))
            boxes.append((low, START + timedelta(days=DAYS - 1 - chance.randrange(10))))
        for low, high in boxes:
            box = Constraint(node, low.toordinal(), high.toordinal())
            plan.on_days(box, lambda day, low=low, high=high: low <= day <= high)  # type: ignore[misc]
        for days in (CALENDAR.working_days, BODIES["AAA"].days, BODIES["BBB"].days):
            if chance.random() < 0.2:
                plan.on_days(Constraint(node, days=days), days.__contains__)
    for _ in range(chance.randint(1, 4)):
        node, other = chance.sample(range(plan.size), 2)
        function, meaning, _ = phrase_of(chance)
        relates: Relates = chance.choice(("<=", "=", ">="))
        plan.on_pairs(node, other, relates, function, [meaning(day) for day in EVERYDAY])
    return plan


def brute_force(plan: Plan, kept: Sequence[Constraint] | None = None) -> Mask:
    """Which combinations of days are plans: an axis for each milestone."""
    found = np.ones((len(EVERYDAY),) * plan.size, dtype=bool)
    for constraint, allowed in zip(plan.constraints, plan.allowed, strict=True):
        if kept is not None and constraint not in kept:
            continue
        axes = [constraint.node, *(relation.other for relation in constraint.relations)]
        shape = [len(EVERYDAY) if axis in axes else 1 for axis in range(plan.size)]
        turned = allowed.T if len(axes) == 2 and axes[0] > axes[1] else allowed
        found &= turned.reshape(shape)
    return found


def ends(plans: Mask, node: int) -> tuple[date, date]:
    """The first and the last day that a milestone has in any plan."""
    others = tuple(axis for axis in range(plans.ndim) if axis != node)
    days = np.flatnonzero(plans.any(axis=others))
    return EVERYDAY[days[0]], EVERYDAY[days[-1]]


def as_days(found: Windows, node: int) -> tuple[date, date]:
    earliest, latest = found.of(node)
    assert earliest is not None
    assert latest is not None
    return date.fromordinal(earliest), date.fromordinal(latest)


SEEDS = range(240)


@pytest.mark.parametrize("block", range(8))
def test_feasibility_bounds_corner_plans_and_order(block: int) -> None:
    solved = contradicted = 0
    for seed in SEEDS[block::8]:
        plan = plan_of(seed)
        plans = brute_force(plan)
        found = solve(plan.constraints, SPAN)
        shuffled = list(plan.constraints)
        random.Random(seed).shuffle(shuffled)
        again = solve(shuffled, SPAN)
        if not plans.any():
            contradicted += 1
            assert isinstance(found, Contradiction), seed
            assert isinstance(again, Contradiction), seed
            continue
        solved += 1
        assert isinstance(found, Windows), seed
        assert isinstance(again, Windows), seed
        bounds = [as_days(found, node) for node in range(plan.size)]
        assert bounds == [ends(plans, node) for node in range(plan.size)], seed
        for corner in (0, 1):
            at = tuple(EVERYDAY.index(bound[corner]) for bound in bounds)
            assert plans[at], "all at their earliest are a plan, and all at their latest"
        assert bounds == [as_days(again, node) for node in range(plan.size)], seed
    assert solved > 10
    assert contradicted > 5


# The later of several milestones: what is found is sound, and exact where nothing else is said.


def chosen_of(plan: Plan, chance: random.Random) -> tuple[int, Mask, bool]:
    """Adds a milestone that is the later, or the earlier, of phrases of two others, and a day."""
    node, later = plan.size, chance.random() < 0.5
    others = chance.sample(range(plan.size), 2)
    made = [phrase_of(chance) for _ in others]
    given = START + timedelta(days=chance.randrange(DAYS)) if chance.random() < 0.3 else None
    relations = tuple(
        Relation(">=" if later else "<=", other, function)
        for other, (function, _, _) in zip(others, made, strict=True)
    )
    day = given.toordinal() if given else None
    parts = tuple(zip(others, (function for function, _, _ in made), strict=True))
    floor, ceiling = (day, None) if later else (None, day)
    among = Chosen(later, parts, day)
    plan.constraints.append(Constraint(node, floor, ceiling, None, relations, among))
    days = [np.array([meaning(day).toordinal() for day in EVERYDAY]) for _, meaning, _ in made]
    results = (np.maximum if later else np.minimum).outer(*days)
    if day is not None:
        results = (np.maximum if later else np.minimum)(results, day)
    plan.size += 1
    axes = {others[0]: results.shape[0], others[1]: results.shape[1]}
    if others[0] > others[1]:
        results = results.T
    shape = [axes.get(axis, 1) for axis in range(node)]
    return node, results.reshape(shape), later


def test_what_is_found_of_a_choice_is_sound() -> None:
    exact = loose = contradicted = 0
    for seed in range(70):
        chance = random.Random(seed)
        plan = plan_of(seed)
        before = brute_force(plan)
        node, results, _ = chosen_of(plan, chance)
        days = np.broadcast_to(results, before.shape)
        allowed = before.copy()
        if chance.random() < 0.7:
            # A day or a span for the one that is chosen: it is read backwards.
            low = START + timedelta(days=chance.randrange(DAYS))
            high = low + timedelta(days=chance.choice((0, 3, 8)))
            plan.constraints.append(Constraint(node, low.toordinal(), high.toordinal()))
            allowed &= (days >= low.toordinal()) & (days <= high.toordinal())
        if chance.random() < 0.3:
            plan.constraints.append(Constraint(node, days=CALENDAR.working_days))
            members = np.array(CALENDAR.working_days.days)
            allowed &= np.isin(days, members)
        found = solve(plan.constraints, SPAN)
        if isinstance(found, Contradiction):
            contradicted += 1
            assert not allowed.any(), "what contradicts itself has no plan"
            for one in found.constraints:
                rest = [other for other in found.constraints if other is not one]
                assert isinstance(solve(rest, SPAN), Windows), seed
            continue
        if not allowed.any():
            assert not found.is_proved, "what is no plan is not said to be one"
            continue
        for at in range(node):
            first, last = as_days(found, at)
            true = ends(allowed, at)
            assert first <= true[0] <= true[1] <= last, (seed, at)
            if at not in found.loose:
                exact += 1
                assert (first, last) == true, (seed, at)
            else:
                loose += (first, last) != true
        first, last = as_days(found, node)
        chosen_days = days[allowed]
        assert first.toordinal() <= chosen_days.min(), seed
        assert chosen_days.max() <= last.toordinal(), seed
        if node not in found.loose:
            assert (first.toordinal(), last.toordinal()) == (chosen_days.min(), chosen_days.max())
    assert exact > 20
    assert loose >= 1
    assert contradicted > 5


def test_a_choice_without_anything_else_is_exact_forwards() -> None:
    monday = date(2022, 4, 4).toordinal()
    both = tuple(Relation(">=", other, IDENTITY) for other in (0, 1))
    among = Chosen(True, ((0, IDENTITY), (1, IDENTITY)))
    boxes = [Constraint(0, monday, monday + 3), Constraint(1, monday - 7, monday + 1)]
    later = Constraint(2, relations=both, chosen=among)
    found = solve([*boxes, later], SPAN)
    assert isinstance(found, Windows)
    assert found.of(2) == (monday, monday + 3)
    assert (found.loose, found.is_proved) == (frozenset(), True)
    # Backwards: it has to be on the fourth day, and only milestone 0 could make it so.
    fixed = solve([*boxes, later, Constraint(2, monday + 3, monday + 3)], SPAN)
    assert isinstance(fixed, Windows)
    assert fixed.of(0) == (monday, monday + 3)
    assert fixed.loose == {0, 1, 2}
    assert fixed.is_proved
    # One of which nothing is known bounds nothing from above.
    open_ = solve([boxes[0], later], SPAN)
    assert isinstance(open_, Windows)
    assert open_.of(2) == (monday, None)


def test_a_choice_that_includes_a_day_of_its_own() -> None:
    """`later of 1 April and X`: a constant part, exact in both directions."""
    april = date(2022, 4, 1).toordinal()
    function = chosen((IDENTITY, constant(april)), later=True)
    both = Constraint(1, april, relations=(Relation("=", 0, function),))
    found = solve([Constraint(0, april - 30, april + 5), both], SPAN)
    assert isinstance(found, Windows)
    assert found.of(1) == (april, april + 5)
    narrow = solve([Constraint(0, april - 30, april + 5), both, Constraint(1, april + 2)], SPAN)
    assert isinstance(narrow, Windows)
    assert narrow.of(0) == (april + 2, april + 5)


def test_picking_a_day_inside_a_window_is_answered_exactly() -> None:
    impossible = 0
    for seed in range(60):
        plan = plan_of(seed)
        plans = brute_force(plan)
        found = solve(plan.constraints, SPAN)
        if isinstance(found, Contradiction):
            continue
        first, last = as_days(found, 0)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            that_day = Constraint(0, day.toordinal(), day.toordinal())
            picked = solve([*plan.constraints, that_day], SPAN)
            assert isinstance(picked, Windows) == plans[EVERYDAY.index(day)].any(), (seed, day)
            impossible += isinstance(picked, Contradiction)
    assert impossible > 20


@pytest.mark.parametrize("block", range(4))
def test_contradictions_are_irreducible(block: int) -> None:
    looked_at = 0
    for seed in SEEDS[block::4]:
        plan = plan_of(seed)
        found = solve(plan.constraints, SPAN)
        if isinstance(found, Windows):
            continue
        looked_at += 1
        assert not brute_force(plan, found.constraints).any(), seed
        for one in found.constraints:
            rest = [other for other in found.constraints if other is not one]
            # Without its box a milestone may leave the days that brute force looks at.
            assert brute_force(plan, rest).any() or isinstance(solve(rest, SPAN), Windows), seed
        told = {*found.clash.constraints}
        assert told == {*found.constraints}, "the story tells of all of them, and no other"
    assert looked_at > 20


# Circles.


def after(node: int, n: int, other: int) -> Constraint:
    return Constraint(node, relations=(Relation(">=", other, Function((shift(n),))),))


def ring(chance: random.Random) -> list[Constraint]:
    # Three years in a row leave the calendar, and a choice is unknown at its edge: a walk through
    # it then proves nothing.
    size = chance.randint(3, 9)
    found = []
    for node in range(size):
        function, _, _ = phrase_of(chance, UNITS[:-1], may_choose=False)
        found.append(Constraint((node + 1) % size, relations=(Relation(">=", node, function),)))
    for _ in range(chance.randint(0, 3)):
        node, other = chance.sample(range(size), 2)
        function, _, _ = phrase_of(chance, UNITS[:-1], may_choose=False)
        relates: Relates = chance.choice(("<=", ">="))
        found.append(Constraint(node, relations=(Relation(relates, other, function),)))
    if chance.random() < 0.6:
        found.append(Constraint(0, date(2022, 2, 1).toordinal()))
    if chance.random() < 0.5:
        found.append(Constraint(chance.randrange(size), None, date(2022, 10, 3).toordinal()))
    if chance.random() < 0.3:
        found.append(Constraint(chance.randrange(size), days=CALENDAR.working_days))
    return found


@pytest.mark.parametrize("block", range(4))
def test_circles_with_detection_on_and_off(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Detection only saves the walk through the calendar: the answers are the same."""
    good = bad = 0
    for seed in range(block, 240, 4):
        constraints = ring(random.Random(seed))
        found = solve(constraints, SPAN)
        with monkeypatch.context() as patch:
            patch.setattr(windows, "impossible_circle", lambda event: ())
            patch.setattr(windows, "positive_circle", lambda component, edges: [])
            off = solve(constraints, SPAN)
            if isinstance(found, Contradiction):
                bad += 1
                assert isinstance(off, Contradiction), seed
                for one in found.constraints:
                    rest = [other for other in found.constraints if other is not one]
                    assert isinstance(solve(rest, SPAN), Windows), seed
                assert isinstance(solve(found.constraints, SPAN), Contradiction), seed
                continue
        good += 1
        assert isinstance(off, Windows), seed
        nodes = {constraint.node for constraint in constraints}
        assert [found.of(node) for node in nodes] == [off.of(node) for node in nodes], seed
    assert good > 5
    assert bad > 5


def test_a_legal_circle_of_inequalities_settles() -> None:
    monday = date(2022, 4, 4).toordinal()
    found = solve([Constraint(0, monday), after(1, 5, 0), after(0, -7, 1)], SPAN)
    assert isinstance(found, Windows)
    assert (found.of(0), found.of(1)) == ((monday, None), (monday + 5, None))


def test_a_circle_that_no_date_touches_is_found() -> None:
    free = [after(7, 3, 8), after(9, 2, 8)]
    circle = [after(0, 5, 1), after(1, 5, 2), after(2, -9, 0)]
    found = solve([*free, *circle, Constraint(4, FIRST.toordinal())], SPAN)
    assert isinstance(found, Contradiction)
    assert set(found.constraints) == set(circle)
    assert found.clash.chain == ()
    assert isinstance(solve([*free, *circle[:2], after(2, -10, 0)], SPAN), Windows)


def test_a_milestone_after_itself() -> None:
    itself = after(3, 1, 3)
    found = solve([itself], SPAN)
    assert isinstance(found, Contradiction)
    assert found.constraints == (itself,)


def test_a_long_circle_is_proved_without_walking_the_calendar() -> None:
    """Sixty milestones in a circle, each a day after the one before: found by adding up."""
    circle = [after((n + 1) % 60, 1, n) for n in range(60)]
    calls = 0

    def counted(function: Function) -> Function:
        inner = function.forward

        def forward(day: int) -> int:
            nonlocal calls
            calls += 1
            return inner(day)

        function.forward = forward
        return function

    for one in circle:
        counted(one.relations[0].function)
    found = solve([Constraint(0, FIRST.toordinal()), *circle], SPAN)
    assert isinstance(found, Contradiction)
    assert set(found.constraints) == set(circle)
    assert calls < 60 * 60 * 4


# What is open, and what is unknown.


def test_a_side_that_nothing_bounds_is_open() -> None:
    day = date(2022, 4, 4).toordinal()
    found = solve([Constraint(0, day, day), after(1, 3, 0), after(3, 1, 2)], SPAN)
    assert isinstance(found, Windows)
    assert [found.of(node) for node in range(4)] == [
        (day, day),
        (day + 3, None),
        (None, None),
        (None, None),
    ]


def test_out_of_the_calendar_is_unknown_and_no_contradiction() -> None:
    far = Constraint(1, relations=(Relation("=", 0, Function((shift(2000),))),))
    found = solve([Constraint(0, FIRST.toordinal(), FIRST.toordinal()), far], SPAN)
    assert isinstance(found, Windows)
    assert found.of(1) == (None, None)


def test_a_set_without_a_member_in_the_window() -> None:
    low, high = date(2022, 4, 1).toordinal(), date(2022, 4, 3).toordinal()
    box, days = Constraint(0, low, high), Constraint(0, days=BODIES["BBB"].days)
    found = solve([box, days], SPAN)
    assert isinstance(found, Contradiction)
    assert found.constraints == (box, days)


def test_days_that_nobody_knows_do_not_contradict() -> None:
    gap = DaySet(
        BODIES["AAA"].days.days, FIRST, LAST, "AAA", ((date(2022, 4, 1), date(2022, 5, 1)),)
    )
    low, high = date(2022, 4, 1).toordinal(), date(2022, 4, 3).toordinal()
    found = solve([Constraint(0, low, high), Constraint(0, days=gap)], SPAN)
    assert isinstance(found, Windows)
    assert found.of(0) == (low, high)


def test_bisection_is_what_a_set_does() -> None:
    days = BODIES["AAA"].days
    for day in range(SPAN.first, SPAN.last, 11):
        known = date.fromordinal(day)
        index, other = bisect_left(days.days, day), bisect_right(days.days, day) - 1
        if other >= 0 and index < len(days.days):
            assert days.on_or_after(known).toordinal() == days.days[index]
            assert days.on_or_before(known).toordinal() == days.days[other]
