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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sectool.calendar.monotone import Function, OnDay
from sectool.calendar.workdays import DaySet

Relates = Literal["<=", "=", ">="]

# A chain of reasons that has grown by so much is looked at: does it go round in a circle?
LONG_CHAIN = 16
# After a contradiction is met, so many rounds more are searched for a shorter one,
ROUNDS_MORE = 2
# and at most so many are made minimal.
MOST_CANDIDATES = 24


@dataclass(frozen=True, eq=False)
class Relation:
    """The milestone stands so to a function of another one."""

    relates: Relates
    other: int
    function: Function


@dataclass(frozen=True, eq=False)
class Constraint:
    """What is written in one place about milestone `node`: the unit of a contradiction.

    `earliest` and `latest` are ordinals; `days` restricts to members of a set.
    """

    node: int
    earliest: int | None = None
    latest: int | None = None
    days: DaySet | None = None
    relations: tuple[Relation, ...] = ()


class Edge(NamedTuple):
    """One reading of a relation: it bounds `target`. `back` tells which inequality it is:

    `x >= F(y)` (False), or `x <= F(y)`, which says y >= the earliest anchor of x (True).
    """

    target: int
    reading: OnDay
    constraint: Constraint
    relation: Relation
    back: bool

    @property
    def gain(self) -> int:
        """The least by which the later side of the inequality follows the earlier one."""
        return self.relation.function.gains[self.back]


class Event:
    """One improvement of a bound: where it came from, and whether a set of days moved it on."""

    __slots__ = ("constraint", "depth", "edge", "filters", "node", "parent", "raw", "value")

    def __init__(
        self,
        node: int,
        value: int,
        raw: int,
        constraint: Constraint,
        filters: tuple[Constraint, ...],
        edge: Edge | None,
        parent: Event | None,
    ) -> None:
        self.node, self.value, self.raw = node, value, raw
        self.constraint, self.filters = constraint, filters
        self.edge, self.parent = edge, parent
        self.depth: int = parent.depth + 1 if parent is not None else 0

    def chain(self) -> tuple[Event, ...]:
        """The events that led here, root first."""
        return tuple(self._backwards())[::-1]

    def constraints(self) -> Iterator[Constraint]:
        """Everything that the chain rests on, with repeats."""
        for event in self._backwards():
            yield event.constraint
            yield from event.filters

    def passes(self, node: int) -> bool:
        """Whether the chain leads through a milestone."""
        return any(event.node == node for event in self._backwards())

    def _backwards(self) -> Iterator[Event]:
        event: Event | None = self
        while event is not None:
            yield event
            event = event.parent


@dataclass(frozen=True)
class Clash:
    """How constraints fail together: a chain of bounds, and the limit that its end passes.

    `upward` says which bounds the chain moves. Without a chain the constraints are a circle, in
    this order: each pushes its milestone past the one before it, for ever.
    """

    upward: bool
    chain: tuple[Event, ...]
    limit: Constraint | None
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Contradiction:
    """An irreducible set of constraints: without any one of them the others can hold."""

    constraints: tuple[Constraint, ...]
    clash: Clash


@dataclass(frozen=True)
class Windows:
    """The last event of a milestone's earliest and latest day; a side without one is open."""

    earliest: dict[int, Event]
    latest: dict[int, Event]

    def of(self, node: int) -> tuple[int | None, int | None]:
        """The ordinals of the first and the last day that the milestone may have."""
        first, last = self.earliest.get(node), self.latest.get(node)
        return first.value if first else None, last.value if last else None


@dataclass(frozen=True)
class Span:
    """The ordinals that a calendar knows: what lies outside is not contradicted but unknown."""

    first: int
    last: int


def solve(constraints: Sequence[Constraint], span: Span) -> Windows | Contradiction:
    """The windows of all milestones, or the shortest contradiction that was met."""
    graph = _Graph(constraints, span)
    up, down = graph.run(upward=True), graph.run(upward=False)
    clashes = [*up.clashes, *down.clashes]
    if clashes:
        # What no date can mend comes first: correcting a date would only bring it to light.
        clashes = graph.impossible_circles() or clashes
    else:
        clashes = graph.circles_without_dates(up, down)
    if clashes:
        return _shortest(clashes, constraints, span)
    return Windows(up.last, down.last)


@dataclass
class _Run:
    last: dict[int, Event] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


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


class _Graph:
    def __init__(self, constraints: Sequence[Constraint], span: Span) -> None:
        self.span = span
        self.up: dict[int, list[Edge]] = {}
        self.down: dict[int, list[Edge]] = {}
        self.floors: dict[int, Constraint] = {}
        self.ceilings: dict[int, Constraint] = {}
        self.filters: dict[int, _Filter] = {}
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

    def run(self, *, upward: bool, from_first_day: Iterable[int] = ()) -> _Run:
        """The earliest (upward) or the latest days, from what is written of single milestones.

        Values are frozen for a round, so that a chain of k reasons is found in round k, and short
        reasons come first. `from_first_day` names milestones that start on the calendar's first
        day with nothing to rest on, only to find the circles among them.
        """
        run = _Run()
        edges = self.up if upward else self.down
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
                if len(run.clashes) > MOST_CANDIDATES:
                    return run
        return run

    def _limits(self, upward: bool) -> dict[int, int]:
        if upward:
            return {n: c.latest for n, c in self.ceilings.items() if c.latest is not None}
        return {n: c.earliest for n, c in self.floors.items() if c.earliest is not None}

    def _spread(
        self,
        run: _Run,
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
                    found = _distinct((*event.constraints(), edge[2]))
                    run.clashes.append(Clash(upward, (), None, found))
            elif self._put(run, limits, upward, target, raw, edge[2], edge, event):
                changed[target] = None

    def _put(
        self,
        run: _Run,
        limits: dict[int, int],
        upward: bool,
        node: int,
        raw: int,
        constraint: Constraint,
        edge: Edge | None,
        parent: Event | None,
    ) -> bool:
        """Records a better bound; False where the chain ends with it."""
        value = raw
        reasons: tuple[Constraint, ...] = ()
        filter_ = self.filters.get(node)
        if filter_ is not None:
            moved = filter_.moved(raw, upward=upward)
            if moved is not None and moved != raw:
                value, reasons = moved, filter_.reasons(raw, moved, upward=upward)
        event = Event(node, value, raw, constraint, reasons, edge, parent)
        limit = limits.get(node)
        if limit is not None and (value > limit if upward else value < limit):
            bound = (self.ceilings if upward else self.floors)[node]
            found = _distinct((*event.constraints(), bound))
            run.clashes.append(Clash(upward, event.chain(), bound, found))
            return False
        if filter_ is not None and reasons and not filter_.first <= value <= filter_.last:
            return False  # no member is known so far out
        run.last[node] = event
        if event.depth % LONG_CHAIN == LONG_CHAIN - 1:
            circle = _impossible_circle(event)
            if circle:
                run.clashes.append(Clash(upward, (), None, circle))
                return False
        return True

    def impossible_circles(self) -> list[Clash]:
        """A circle among all milestones that adding up proves impossible, if there is one."""
        for component in _components(set(self.up), self.up):
            circle = _positive_circle(component, self.up)
            if circle:
                return [Clash(True, (), None, _distinct(circle))]
        return []

    def circles_without_dates(self, up: _Run, down: _Run) -> list[Clash]:
        """Circles that are impossible whatever the dates, among milestones that nothing bounds."""
        free = {node for node in self.up if node not in up.last and node not in down.last}
        for component in _components(free, self.up):
            circle = _positive_circle(component, self.up)
            if circle:
                return [Clash(True, (), None, _distinct(circle))]
            walked = self.run(upward=True, from_first_day=component)
            if walked.clashes:
                return walked.clashes
        return []


def _distinct(constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Each once; those without anything written (the calendar's first day) not at all."""
    return tuple(
        found
        for found in dict.fromkeys(constraints)
        if found.relations
        or found.days is not None
        or found.earliest is not None
        or found.latest is not None
    )


# Circles.


def _impossible_circle(event: Event) -> tuple[Constraint, ...]:
    """The constraints of the circle at the end of a chain, if it pushes itself on for ever."""
    node = event.node
    start = event.parent
    while start is not None and start.node != node:
        start = start.parent
    if start is None:
        return ()
    found: list[Constraint] = []
    gain = 0
    for later in event._backwards():
        if later is start or later.edge is None:
            break
        found.append(later.constraint)
        gain += later.edge.gain
    return _distinct(found[::-1]) if gain > 0 else ()


def _components(nodes: set[int], edges: dict[int, list[Edge]]) -> Iterator[list[int]]:
    """The strongly connected parts that hold a circle (Tarjan's algorithm, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()

    def enter(node: int) -> tuple[int, Iterator[Edge]]:
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        return node, iter(edges[node])

    for start in sorted(nodes):
        work = [enter(start)] if start not in index else []
        while work:
            node, rest = work[-1]
            for edge in rest:
                if edge.target in nodes and edge.target not in index:
                    work.append(enter(edge.target))
                    break
                if edge.target in on_stack:
                    low[node] = min(low[node], index[edge.target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    component, stack[at:] = stack[at:], []
                    on_stack.difference_update(component)
                    if len(component) > 1 or any(edge.target == node for edge in edges[node]):
                        yield component


def _positive_circle(component: list[int], edges: dict[int, list[Edge]]) -> list[Constraint]:
    """A circle whose least gains add up to more than nothing (Bellman and Ford)."""
    inside = set(component)
    own = {
        node: [(edge.target, edge.gain, edge) for edge in edges[node] if edge.target in inside]
        for node in component
    }
    most = dict.fromkeys(component, 0)
    came: dict[int, tuple[int, Edge]] = {}
    active = component
    for _ in range(len(component) + 1):
        improved: dict[int, None] = {}
        for node in active:
            for target, gain, edge in own[node]:
                if most[node] + gain > most[target]:
                    most[target] = most[node] + gain
                    came[target] = (node, edge)
                    improved[target] = None
        circle = _circle_of(came) if improved else []
        if circle or not improved:
            return circle
        active = list(improved)
    return []


def _circle_of(came: dict[int, tuple[int, Edge]]) -> list[Constraint]:
    """The constraints of a circle of milestones and the ones they came from, if there is one."""
    settled: set[int] = set()
    for start in came:
        path: dict[int, None] = {}
        node = start
        while node in came and node not in settled and node not in path:
            path[node] = None
            node = came[node][0]
        if node in path:
            circle = []
            at = node
            while True:
                before, edge = came[at]
                circle.append(edge.constraint)
                at = before
                if at == node:
                    return circle[::-1]
        settled.update(path)
    return []


# Contradictions made minimal.


def _shortest(
    clashes: Sequence[Clash], constraints: Sequence[Constraint], span: Span
) -> Contradiction:
    order = {found: index for index, found in enumerate(constraints)}
    candidates = {frozenset(clash.constraints): None for clash in clashes}
    best: tuple[Constraint, ...] = ()
    for candidate in sorted(candidates, key=len)[:MOST_CANDIDATES]:
        minimal = _minimal(sorted(candidate, key=order.__getitem__), span)
        if not best or len(minimal) < len(best):
            best = minimal
    return Contradiction(best, _clashes(best, span)[0])


def _minimal(candidate: list[Constraint], span: Span) -> tuple[Constraint, ...]:
    """What is left when no more constraint can go; sets of days are tried first."""
    kept = list(candidate)
    for found in sorted(candidate, key=lambda one: one.days is None):
        rest = [one for one in kept if one is not found]
        if _clashes(rest, span):
            kept = rest
    return tuple(kept)


def _clashes(constraints: Sequence[Constraint], span: Span) -> list[Clash]:
    graph = _Graph(constraints, span)
    up = graph.run(upward=True)
    if up.clashes:
        return up.clashes
    down = graph.run(upward=False)
    return down.clashes or graph.circles_without_dates(up, down)
