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

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.schedule.plan import Kind, Plan
from sectool.schedule.release import Schedule
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Constraint, Contradiction, Windows

GO_LIVE = "go-live"


@dataclass(frozen=True)
class Span:
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

    room: Span
    float_: Span
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

    def of(self, milestone: str) -> Slack:
        """Room, float and miss of a milestone."""
        node = self._plan.node(milestone)
        own = set() if self._schedule.timeline.milestones[milestone].fixed else {milestone}
        alone = _solved([*self._released(own), *self._others(milestone)], self._plan)
        miss = self._miss(milestone) if milestone != GO_LIVE else None
        return Slack(_span(alone, node), _span(self._afloat, node), miss)

    def _others(self, milestone: str) -> Iterator[Constraint]:
        """Every other milestone that has a day, kept on it."""
        for number, id_ in enumerate(self._plan.milestones):
            first, last = self._windows.of(number)
            if id_ != milestone and first is not None and first == last:
                yield Constraint(number, first, last)

    @cached_property
    def _afloat(self) -> Windows | None:
        """Windows with every date taken away but the fixed ones."""
        milestones = self._schedule.timeline.milestones
        loose = {id_ for id_, found in milestones.items() if not found.fixed and id_ != GO_LIVE}
        return _solved(self._released(loose, months=True), self._plan)

    def _released(self, milestones: set[str], *, months: bool = False) -> Iterator[Constraint]:
        """The plan without the dates of some milestones; with `months`, nor rules `in 2022-07`."""
        for found in self._written:
            if found.milestone not in milestones:
                yield found.constraint
            elif found.kind in (Kind.DATE, Kind.MONTH):
                yield self._plan.free[found.milestone].constraint
            elif not months or found.kind is not Kind.IN_MONTH:
                yield found.constraint

    def _miss(self, milestone: str) -> Miss | None:
        node = self._plan.node(milestone)
        _, latest = self._windows.of(node)
        if latest is None:
            return None
        constraints = [*self._not_before(), Constraint(node, latest + 1)]
        missed = _solved(constraints, self._plan)
        if missed is None:
            return None
        next_ = _span(missed, node).earliest
        if next_ is None:
            return None
        go_live = None
        if GO_LIVE in self._plan.milestones:
            go_live = _span(missed, self._plan.node(GO_LIVE)).earliest
        return Miss(next_, go_live)

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


def _solved(constraints: Iterator[Constraint] | list[Constraint], plan: Plan) -> Windows | None:
    found = solve(list(constraints), plan.span)
    return None if isinstance(found, Contradiction) else found


def _span(windows: Windows | None, node: int) -> Span:
    if windows is None:
        return Span(None, None)
    first, last = windows.of(node)
    return Span(
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
