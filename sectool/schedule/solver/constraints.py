"""What the solver takes and gives: constraints, events, windows, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from sectool.calendar.workdays import DaySet
from sectool.datelang.functions import Function, OnDay
from sectool.values import dataclass

Relates = Literal["<=", "=", ">="]


@dataclass(frozen=True, eq=False)
class Relation:
    """The milestone stands so to a function of another one."""

    relates: Relates
    other: int
    function: Function


@dataclass(frozen=True, eq=False)
class Chosen:
    """A milestone is the later, or the earlier, of functions of several others.

    That it is no earlier than each (of the later), relations say; this is that it is no later than
    the latest of them, which holds of all together. `constant` is the day of a part that depends
    on no milestone, at the end that counts.
    """

    later: bool
    parts: tuple[tuple[int, Function], ...]
    constant: int | None = None

    def of(self, days: Iterable[int]) -> int:
        """The day that is chosen among those of all parts."""
        known = [*days] if self.constant is None else [*days, self.constant]
        return max(known) if self.later else min(known)


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
    chosen: Chosen | None = None


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
    """One improvement of a bound: where it came from, and whether a set of days moved it on.

    `parent` is the bound it was read from. Where it was chosen among several, that is the one
    which decides, and `beside` are the others.
    """

    __slots__ = (
        *("beside", "constraint", "depth", "edge", "filters", "node", "parent", "raw"),
        "value",
    )

    def __init__(
        self,
        node: int,
        value: int,
        raw: int,
        constraint: Constraint,
        filters: tuple[Constraint, ...],
        edge: Edge | None,
        parent: Event | None,
        beside: tuple[Event, ...] = (),
    ) -> None:
        self.node, self.value, self.raw = node, value, raw
        self.constraint, self.filters = constraint, filters
        self.edge, self.parent, self.beside = edge, parent, beside
        self.depth: int = parent.depth + 1 if parent is not None else 0

    def chain(self) -> tuple[Event, ...]:
        """The events that led here, root first."""
        return tuple(self.backwards())[::-1]

    def constraints(self) -> Iterator[Constraint]:
        """Everything that the chain rests on, with repeats."""
        seen: set[int] = set()
        chains = [self]
        while chains:
            for event in chains.pop().backwards():
                if id(event) in seen:
                    break
                if event.beside:
                    chains += event.beside
                    seen.add(id(event))
                yield event.constraint
                yield from event.filters

    def passes(self, node: int) -> bool:
        """Whether the chain leads through a milestone."""
        return any(event.node == node for event in self.backwards())

    def backwards(self) -> Iterator[Event]:
        """This event and those that led to it, the root last."""
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
    """The last event of a milestone's earliest and latest day; a side without one is open.

    `loose` are the milestones whose windows may be narrower than is known, because of a choice
    between several. Where not even a plan was found that keeps them all, `is_proved` is False.
    """

    earliest: dict[int, Event]
    latest: dict[int, Event]
    loose: frozenset[int] = frozenset()
    is_proved: bool = True

    def of(self, node: int) -> tuple[int | None, int | None]:
        """The ordinals of the first and the last day that the milestone may have."""
        first, last = self.earliest.get(node), self.latest.get(node)
        return first.value if first else None, last.value if last else None


@dataclass(frozen=True)
class KnownDays:
    """The ordinals that a calendar knows: what lies outside is not contradicted but unknown."""

    first: int
    last: int


def distinct(constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Each once; those without anything written (the calendar's first day) not at all."""
    return tuple(
        found
        for found in dict.fromkeys(constraints)
        if found.relations
        or found.days is not None
        or found.earliest is not None
        or found.latest is not None
    )


# and at most so many are made minimal.
MOST_CANDIDATES = 24
