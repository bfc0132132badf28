"""How far a milestone could move: room, float, and what happens when it is missed.

    room    with nothing else moving: its own date is taken away, every other milestone that has
            a day keeps it
    float   with go-live kept: every date and month is taken away but those marked `fixed`
    miss    it comes later than planned, and dates and months become "not before": the next day it
            can have, and the earliest day on which the release can then go live

A milestone that a phrase defines has no date of its own to take away: its room is what its window
leaves. One marked `fixed` keeps its date in all three (go-live but for a miss). Slack is only as
real as the rules that are written: where no rule gives a phase a length, that side is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.schedule.plan import Kind, Plan, Written
from sectool.schedule.release import Schedule
from sectool.schedule.solver.consequences import Later, Solution, solution_of
from sectool.schedule.solver.constraints import Constraint, Windows
from sectool.values import dataclass

GO_LIVE = "go-live"


@dataclass(frozen=True)
class DaysOpen:
    """The days a milestone could have; None is open."""

    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Miss:
    """What follows when a milestone is not met: its next day, and the go-live it leads to."""

    next: date
    go_live: date | None


@dataclass(frozen=True)
class Slack:
    """The slack of one milestone.

    `miss` is None where no plan is left in the calendar, and for go-live itself: no rule says
    which day would be next.
    """

    room: DaysOpen
    float_: DaysOpen
    miss: Miss | None


class Slacks:
    """The slack of every milestone of a schedule without contradictions."""

    def __init__(self, schedule: Schedule) -> None:
        if schedule.plan is None or schedule.windows is None:
            raise ValueError("nothing of this timeline could be counted")
        self._schedule = schedule
        self._plan: Plan = schedule.plan
        self._windows: Windows = schedule.windows
        self._written = [one for one in self._plan.written if one not in schedule.left_out]
        self._own: dict[str, list[Written]] = {id_: [] for id_ in self._plan.milestones}
        for found in self._written:
            self._own[found.milestone].append(found)

    def of(self, milestone: str) -> Slack:
        """Room, float and miss of a milestone."""
        node = self._plan.node(milestone)
        miss = self._misses.get(milestone)
        return Slack(self._room(milestone), _span(_windows(self._afloat), node), miss)

    # Room.

    def _room(self, milestone: str) -> DaysOpen:
        node = self._plan.node(milestone)
        own = set() if self._schedule.timeline.milestones[milestone].fixed else {milestone}
        if self._kept is not None:
            alone = self._kept.freed(node, list(self._released(self._own[milestone], own)))
            if alone is not None:
                return _as_span(*alone)
        others = [pin for other, pin in self._pins.items() if other != milestone]
        return _span(self._windows_of([*self._released(self._written, own), *others]), node)

    @cached_property
    def _pins(self) -> dict[str, Constraint]:
        """Every milestone that has a day, kept on it."""
        days = {id_: self._windows.of(n) for n, id_ in enumerate(self._plan.milestones)}
        return {
            id_: Constraint(self._plan.node(id_), first, last)
            for id_, (first, last) in days.items()
            if first is not None and first == last
        }

    @cached_property
    def _kept(self) -> Solution | None:
        """The plan with every day kept."""
        written = [found.constraint for found in self._written]
        return solution_of([*written, *self._pins.values()], self._plan.span)

    # Float.

    @cached_property
    def _afloat(self) -> Solution | None:
        """The plan with every date taken away but the fixed ones."""
        milestones = self._schedule.timeline.milestones
        loose = {id_ for id_, found in milestones.items() if not found.fixed and id_ != GO_LIVE}
        released = list(self._released(self._written, loose, months=True))
        return solution_of(released, self._plan.span)

    def _released(
        self, written: Iterable[Written], milestones: set[str], *, months: bool = False
    ) -> Iterator[Constraint]:
        """Lines without the dates of some milestones; with `months`, nor rules `in 2022-07`."""
        for found in written:
            if found.milestone not in milestones:
                yield found.constraint
            elif found.kind in (Kind.DATE, Kind.MONTH):
                yield self._plan.free[found.milestone].constraint
            elif not months or found.kind is not Kind.IN_MONTH:
                yield found.constraint

    # Miss.

    @cached_property
    def _misses(self) -> dict[str, Miss]:
        """What follows when each milestone is missed; not for one of which no plan is left."""
        not_before = list(self._not_before())
        solution = solution_of(not_before, self._plan.span)
        if solution is None:
            return {}
        ids, go_live = self._plan.milestones, None
        if GO_LIVE in ids:
            go_live = self._plan.node(GO_LIVE)
        next_days: dict[int, int] = {}
        for node, id_ in enumerate(ids):
            _, latest = self._windows.of(node)
            if id_ != GO_LIVE and latest is not None:
                next_days[node] = latest + 1
        found = {}
        later = solution.later(next_days, go_live)
        for node, day in next_days.items():
            if node in later:
                follows = later[node]
            else:
                follows = self._later(node, [*not_before, Constraint(node, day)], go_live)
            if follows is not None:
                last = follows.watched
                found[ids[node]] = Miss(
                    date.fromordinal(follows.own), date.fromordinal(last) if last else None
                )
        return found

    def _later(self, node: int, constraints: list[Constraint], go_live: int | None) -> Later | None:
        """What follows when a milestone is missed, by solving the whole plan."""
        windows = self._windows_of(constraints)
        if windows is None:
            return None
        next_, _ = windows.of(node)
        first = windows.of(go_live)[0] if go_live is not None else None
        return Later(next_, first) if next_ is not None else None

    def _not_before(self) -> Iterator[Constraint]:
        """The plan with its dates as the first days possible, and no go-live to be kept."""
        milestones = self._schedule.timeline.milestones
        for found in self._written:
            fixed = milestones[found.milestone].fixed and found.milestone != GO_LIVE
            given = found.constraint
            if found.kind in (Kind.DATE, Kind.MONTH, Kind.IN_MONTH) and not fixed:
                yield Constraint(given.node, given.earliest)
                if found.milestone in self._plan.free and found.kind is not Kind.IN_MONTH:
                    yield self._plan.free[found.milestone].constraint
            else:
                yield given

    def _windows_of(self, constraints: list[Constraint]) -> Windows | None:
        return _windows(solution_of(constraints, self._plan.span))


def _windows(solution: Solution | None) -> Windows | None:
    return solution.windows if solution is not None else None


def _span(windows: Windows | None, node: int) -> DaysOpen:
    if windows is None:
        return DaysOpen(None, None)
    return _as_span(*windows.of(node))


def _as_span(first: int | None, last: int | None) -> DaysOpen:
    return DaysOpen(
        date.fromordinal(first) if first is not None else None,
        date.fromordinal(last) if last is not None else None,
    )


def working_days(calendar: WorkingCalendar, start: date, end: date) -> int | None:
    """Working Days from `start` (day 0) to `end`, negative backwards; None outside the calendar."""
    days = calendar.working_days
    try:
        if end >= start:
            return days.count(start, end)
        # Backwards too the day counted from is day 0: those before it, down to `end`.
        day_before = timedelta(days=1)
        return -days.count(end - day_before, start - day_before)
    except OutOfCalendar:
        return None
