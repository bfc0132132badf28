"""The days that each milestone may have, from everything written about all of them.

A constraint is what an author wrote in one place: bounds, a set of days, relations to other
milestones. Each relation `x >= F(y)`, `x <= F(y)` or `x = F(y)` has a monotone F. Such constraints
are closed under taking the later (and the earlier) of two plans day by day, so propagating bounds
to a fixpoint is complete: it ends without a contradiction if and only if a plan exists, every
bound is reached by a plan, and all milestones at their earliest are together a plan, as are all at
their latest. (The max- and min-closed constraints of Jeavons and Cooper.) Days strictly inside a
window need not all be possible: solving again with the day as a constraint answers exactly.

Earliests are computed from earliests alone and latests from latests alone. Every improvement is an
Event that points at the one before it, so reasons are chains that end, whatever circles the
constraints form. A side of a window that nothing bounds has no event: it is open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field

from sectool.calendar.workdays import DaySet
from sectool.schedule.solver.circles import components, impossible_circle, positive_circle
from sectool.schedule.solver.constraints import (
    MOST_CANDIDATES,
    Clash,
    Constraint,
    Edge,
    Event,
    KnownDays,
    distinct,
)
from sectool.values import dataclass

# A chain of reasons that has grown by so much is looked at: does it go round in a circle?
LONG_CHAIN = 16
# After a contradiction is met, so many rounds more are searched for a shorter one,
ROUNDS_MORE = 2


@dataclass
class Run:
    """One side of all windows: the last event of each milestone, and what cannot hold.

    `unknown` are bounds so far out that nobody knows which days a milestone may have there.
    """

    last: dict[int, Event] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    unknown: dict[int, int] = field(default_factory=dict)


class _Filter:
    """The days that a milestone may have by every set written for it."""

    def __init__(self) -> None:
        self.written: list[Constraint] = []
        self.members: tuple[int, ...] = ()
        self.first, self.last = 0, 0
        self.gaps: list[tuple[int, int]] = []

    def add(self, constraint: Constraint, days: DaySet) -> None:
        first, last = days.first.toordinal(), days.last.toordinal()
        if self.written:
            self.members = tuple(sorted(set(self.members).intersection(days.days)))
            self.first, self.last = max(self.first, first), min(self.last, last)
        else:
            self.members, self.first, self.last = days.days, first, last
        self.gaps += [(one.toordinal(), other.toordinal()) for one, other in days.gaps]
        self.written.append(constraint)

    def moved(self, day: int, *, upward: bool) -> int | None:
        """The next (or last) member from `day` on, `day` included; None where nobody knows.

        Past the last member known, it is a day after the last for which members are known.
        """
        if not self.first <= day <= self.last:
            return None
        members = self.members
        if upward:
            index = bisect_left(members, day)
            found = members[index] if index < len(members) else self.last + 1
        else:
            index = bisect_right(members, day) - 1
            found = members[index] if index >= 0 else self.first - 1
        low, high = min(day, found), max(day, found)
        if any(first <= high and low <= last for first, last in self.gaps):
            return None
        return found

    def reasons(self, day: int, moved: int, *, upward: bool) -> tuple[Constraint, ...]:
        """Which of the sets moved `day`: one that does so alone, else all of them together."""
        for constraint in self.written:
            alone = _Filter()
            if constraint.days is not None:
                alone.add(constraint, constraint.days)
            if alone.moved(day, upward=upward) == moved:
                return (constraint,)
        return tuple(self.written)


class Graph:
    """Constraints by what they do to bounds: edges between milestones, floors, ceilings, days."""

    def __init__(self, constraints: Sequence[Constraint], span: KnownDays) -> None:
        self.span = span
        self.up: dict[int, list[Edge]] = {}
        self.down: dict[int, list[Edge]] = {}
        self.floors: dict[int, Constraint] = {}
        self.ceilings: dict[int, Constraint] = {}
        self.filters: dict[int, _Filter] = {}
        # The constraints by whose choice a bound of a milestone bounds another one.
        self.choices_up: dict[int, list[Constraint]] = {}
        self.choices_down: dict[int, list[Constraint]] = {}
        for constraint in constraints:
            self._add(constraint)

    def _add(self, constraint: Constraint) -> None:
        node = constraint.node
        for relation in constraint.relations:
            other, function = relation.other, relation.function
            for at in (node, other):
                self.up.setdefault(at, [])
                self.down.setdefault(at, [])
            if relation.relates != "<=":  # x >= F(y)
                self.up[other].append(Edge(node, function.forward, constraint, relation, False))
                self.down[node].append(
                    Edge(other, function.latest_anchor, constraint, relation, False)
                )
            if relation.relates != ">=":  # x <= F(y)
                self.up[node].append(
                    Edge(other, function.earliest_anchor, constraint, relation, True)
                )
                self.down[other].append(Edge(node, function.forward, constraint, relation, True))
        if constraint.chosen is not None:
            choices = self.choices_down if constraint.chosen.later else self.choices_up
            for part, _ in constraint.chosen.parts:
                choices.setdefault(part, []).append(constraint)
        if constraint.earliest is not None:
            known = self.floors.get(node)
            if known is None or (known.earliest or 0) < constraint.earliest:
                self.floors[node] = constraint
        if constraint.latest is not None:
            known = self.ceilings.get(node)
            if known is None or (known.latest or 0) > constraint.latest:
                self.ceilings[node] = constraint
        if constraint.days is not None:
            self.filters.setdefault(node, _Filter()).add(constraint, constraint.days)

    # Propagation of one side.

    def run(self, *, upward: bool, from_first_day: Iterable[int] = ()) -> Run:
        """The earliest (upward) or the latest days, from what is written of single milestones.

        Values are frozen for a round, so that a chain of k reasons is found in round k, and short
        reasons come first. `from_first_day` names milestones that start on the calendar's first
        day with nothing to rest on, only to find the circles among them.
        """
        run = Run()
        edges = self.up if upward else self.down
        choices = self.choices_up if upward else self.choices_down
        limits = self._limits(upward)
        changed: dict[int, None] = {}
        for node in from_first_day:
            nowhere = Constraint(node)
            run.last[node] = Event(node, self.span.first, self.span.first, nowhere, (), None, None)
            changed[node] = None
        if not changed:
            for node, start in (self.floors if upward else self.ceilings).items():
                raw = start.earliest if upward else start.latest
                if raw is not None and self._put(run, limits, upward, node, raw, start, None, None):
                    changed[node] = None
        rounds = ROUNDS_MORE
        while changed and rounds:
            if run.clashes:
                rounds -= 1
            generation = [run.last[node] for node in changed]
            changed = {}
            for event in generation:
                if run.last[event.node] is not event:
                    continue  # improved in this very round: the better bound spreads in the next
                self._spread(run, limits, upward, event, edges.get(event.node, ()), changed)
                for constraint in choices.get(event.node, ()):
                    if self._choose(run, limits, upward, constraint):
                        changed[constraint.node] = None
                if len(run.clashes) > MOST_CANDIDATES:
                    return run
        return run

    def _limits(self, upward: bool) -> dict[int, int]:
        if upward:
            return {n: c.latest for n, c in self.ceilings.items() if c.latest is not None}
        return {n: c.earliest for n, c in self.floors.items() if c.earliest is not None}

    def _spread(
        self,
        run: Run,
        limits: dict[int, int],
        upward: bool,
        event: Event,
        edges: Iterable[Edge],
        changed: dict[int, None],
    ) -> None:
        value, bounds = event.value, run.last
        first, last = self.span.first, self.span.last
        for edge in edges:
            target = edge[0]
            raw = edge[1](value)
            known = bounds.get(target)
            if known is not None and (raw <= known.value if upward else raw >= known.value):
                continue
            if not first <= raw <= last:
                # Days before all that is known bound nothing. Beyond it nobody can say; but a
                # circle that walks its milestones out of the calendar has no plan inside it.
                if (raw > last if upward else raw < first) and event.passes(target):
                    found = distinct((*event.constraints(), edge[2]))
                    run.clashes.append(Clash(upward, (), None, found))
            elif self._put(run, limits, upward, target, raw, edge[2], edge, event):
                changed[target] = None

    def _choose(
        self, run: Run, limits: dict[int, int], upward: bool, constraint: Constraint
    ) -> bool:
        """The bound of what is chosen among several, where all their bounds are known."""
        chosen = constraint.chosen
        if chosen is None or any(node not in run.last for node, _ in chosen.parts):
            return False
        events = [run.last[node] for node, _ in chosen.parts]
        days = [
            function.forward(event.value)
            for event, (_, function) in zip(events, chosen.parts, strict=True)
        ]
        if not all(self.span.first <= day <= self.span.last for day in days):
            return False
        raw = chosen.of(days)
        known = run.last.get(constraint.node)
        if known is not None and (raw <= known.value if upward else raw >= known.value):
            return False
        deciding = days.index(raw) if raw in days else 0
        parent = events.pop(deciding)
        return self._put(
            run, limits, upward, constraint.node, raw, constraint, None, parent, tuple(events)
        )

    def _put(
        self,
        run: Run,
        limits: dict[int, int],
        upward: bool,
        node: int,
        raw: int,
        constraint: Constraint,
        edge: Edge | None,
        parent: Event | None,
        beside: tuple[Event, ...] = (),
    ) -> bool:
        """Records a better bound; False where the chain ends with it."""
        value = raw
        reasons: tuple[Constraint, ...] = ()
        filter_ = self.filters.get(node)
        if filter_ is not None:
            moved = filter_.moved(raw, upward=upward)
            if moved is not None and moved != raw:
                value, reasons = moved, filter_.reasons(raw, moved, upward=upward)
        event = Event(node, value, raw, constraint, reasons, edge, parent, beside)
        limit = limits.get(node)
        if limit is not None and (value > limit if upward else value < limit):
            bound = (self.ceilings if upward else self.floors)[node]
            found = distinct((*event.constraints(), bound))
            run.clashes.append(Clash(upward, event.chain(), bound, found))
            return False
        if filter_ is not None and reasons and not filter_.first <= value <= filter_.last:
            run.unknown[node] = value  # no member is known so far out
            return False
        run.last[node] = event
        if event.depth % LONG_CHAIN == LONG_CHAIN - 1:
            circle = impossible_circle(event)
            if circle:
                run.clashes.append(Clash(upward, (), None, circle))
                return False
        return True

    def landing(self, node: int, raw: int, *, upward: bool) -> tuple[int, bool]:
        """Where a bound comes to lie by the days that a milestone may have, and if that is known.

        It is not where it would be moved past all days of which anything is known.
        """
        filter_ = self.filters.get(node)
        moved = filter_.moved(raw, upward=upward) if filter_ is not None else None
        if filter_ is None or moved is None or moved == raw:
            return raw, True
        return moved, filter_.first <= moved <= filter_.last

    def impossible_circles(self) -> list[Clash]:
        """A circle among all milestones that adding up proves impossible, if there is one."""
        for component in components(set(self.up), self.up):
            circle = positive_circle(component, self.up)
            if circle:
                return [Clash(True, (), None, distinct(circle))]
        return []

    def circles_without_dates(self, up: Run, down: Run) -> list[Clash]:
        """Circles that are impossible whatever the dates, among milestones that nothing bounds."""
        free = {node for node in self.up if node not in up.last and node not in down.last}
        for component in components(free, self.up):
            circle = positive_circle(component, self.up)
            if circle:
                return [Clash(True, (), None, distinct(circle))]
            walked = self.run(upward=True, from_first_day=component)
            if walked.clashes:
                return walked.clashes
        return []
