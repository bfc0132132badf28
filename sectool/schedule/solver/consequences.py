"""What follows from changing one milestone of a solved plan, for each milestone in turn.

Solving the plan anew for each would cost its size squared. So only what a change reaches is looked
at, and what several changes lead to is looked at once. Both answers here are exact; where neither
can be given without the chains of reasons, they say so, and the plan has to be solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from sectool.datelang.functions import OnDay
from sectool.schedule.solver.circles import connected
from sectool.schedule.solver.constraints import Constraint, KnownDays, Windows
from sectool.schedule.solver.propagate import Graph, Run
from sectool.values import dataclass


@dataclass(frozen=True)
class Solution:
    """A plan that can hold, with both sides of its windows."""

    graph: Graph
    up: Run
    down: Run

    @property
    def windows(self) -> Windows:
        return Windows(self.up.last, self.down.last)

    # One milestone with less written about it.

    def freed(
        self, node: int, instead: Sequence[Constraint]
    ) -> tuple[int | None, int | None] | None:
        """The first and last day of a milestone, were only `instead` written about it alone.

        `instead` leaves out some of its bounds, and may restrict its days. None where that does
        not only widen its window, or leads out of what is known: then the plan has to be solved.
        """
        own = Graph(instead, self.graph.span)
        ends = []
        for upward in (True, False):
            found = self._freed_side(node, own, upward=upward)
            if found is None:
                return None
            ends.append(found.get(node))
        return ends[0], ends[1]

    def _freed_side(self, node: int, own: Graph, *, upward: bool) -> dict[int, int] | None:
        """The new bounds of the milestone and of all whose bound began with one of its own."""
        run = self.up if upward else self.down
        edges = self.graph.up if upward else self.graph.down
        sign = 1 if upward else -1
        first, last = self.graph.span.first, self.graph.span.last
        open_ = {node, *self._begun[upward].get(node, ())}
        choices = self.graph.choices_up if upward else self.graph.choices_down
        if choices and self._meets_a_choice(open_, choices):
            return None
        found: dict[int, int] = {}
        changed: dict[int, None] = {}
        bounds: list[tuple[int, int]] = []
        for target in open_:
            of = own if target == node else self.graph
            start = (of.floors if upward else of.ceilings).get(target)
            raw = None if start is None else start.earliest if upward else start.latest
            if raw is not None:
                bounds.append((target, raw))
            for source, reading in self._into[upward].get(target, ()):
                if source not in open_ and source in run.last:
                    bounds.append((target, reading(run.last[source].value)))
        while True:
            for target, raw in bounds:
                known = found.get(target)
                if known is not None and sign * raw <= sign * known:
                    continue
                of = own if target == node else self.graph
                if raw < first if upward else raw > last:
                    continue
                value, is_known = of.landing(target, raw, upward=upward)
                if not (is_known and first <= raw <= last):
                    return None
                found[target] = value
                changed[target] = None
            if not changed:
                return found
            at = next(iter(changed))
            del changed[at]
            before = run.last.get(at)
            if before is None or sign * found[at] > sign * before.value:
                return None
            bounds = [
                (edge.target, edge.reading(found[at]))
                for edge in edges.get(at, ())
                if edge.target in open_
            ]

    @staticmethod
    def _meets_a_choice(nodes: set[int], choices: Mapping[int, Sequence[Constraint]]) -> bool:
        """Whether a bound of one of these is chosen among several, or decides on such a choice."""
        return not nodes.isdisjoint(choices) or any(
            one.node in nodes for found in choices.values() for one in found
        )

    @cached_property
    def _begun(self) -> Mapping[bool, Mapping[int, Sequence[int]]]:
        """For each milestone the others whose bound is reached from a bound of its own."""
        return {True: _by_root(self.up), False: _by_root(self.down)}

    @cached_property
    def _into(self) -> Mapping[bool, Mapping[int, Sequence[tuple[int, OnDay]]]]:
        """The edges by where they lead: from which milestone, and how they read its day."""
        turned: dict[bool, dict[int, list[tuple[int, OnDay]]]] = {}
        for upward, edges in ((True, self.graph.up), (False, self.graph.down)):
            into = turned[upward] = defaultdict(list)
            for source, out in edges.items():
                for edge in out:
                    into[edge.target].append((source, edge.reading))
        return turned

    # One milestone later than planned.

    def later(self, not_before: Mapping[int, int], watched: int | None) -> dict[int, Later | None]:
        """What follows where one milestone comes on or after a day, for each of `not_before`.

        None where no plan is left. A milestone without an answer is left out: the plan has to be
        solved with its day.
        """
        pushes = _Pushes(self, watched)
        starts: dict[int, int] = {}
        found: dict[int, Later | None] = {}
        for node, day in not_before.items():
            before = self.up.last.get(node)
            value, is_known = self.graph.landing(node, day, upward=True)
            if self._is_past_latest(node, day) or pushes.clashes(node, value):
                found[node] = None
            elif is_known and (before is None or before.value < day):
                starts[node] = pushes.state(node, value)
        outcomes = pushes.outcomes(starts.values())
        for node, start in starts.items():
            outcome = outcomes[start]
            if outcome.clashes or not outcome.unsure:
                found[node] = None if outcome.clashes else Later(outcome.own, outcome.watched)
        return found

    def _is_past_latest(self, node: int, day: int) -> bool:
        """Whether a milestone cannot be as late as a day, by what is read from the other side."""
        last, unknown = self.down.last.get(node), self.down.unknown.get(node)
        return (last is not None and last.value < day) or (unknown is not None and unknown < day)


@dataclass(frozen=True)
class Later:
    """The first day that a milestone can then have, and the first of the one that is watched."""

    own: int
    watched: int | None


def solution_of(constraints: Sequence[Constraint], span: KnownDays) -> Solution | None:
    """The windows of all milestones, ready for changes; None where they contradict each other."""
    graph = Graph(constraints, span)
    up = graph.run(upward=True)
    down = graph.run(upward=False) if not up.clashes else up
    if up.clashes or down.clashes or graph.circles_without_dates(up, down):
        return None
    return Solution(graph, up, down)


def _by_root(run: Run) -> dict[int, list[int]]:
    """The milestones by the one with whose own bound their chain of events begins."""
    roots: dict[int, int] = {}  # by the identity of an event: all are kept alive by the run
    found: dict[int, list[int]] = defaultdict(list)
    for node, event in run.last.items():
        path = []
        at = event
        while id(at) not in roots and at.parent is not None:
            path.append(at)
            at = at.parent
        root = roots.setdefault(id(at), at.node)
        for passed in path:
            roots[id(passed)] = root
        found[root].append(node)
    return found


@dataclass(frozen=True)
class _Outcome:
    clashes: bool
    unsure: bool
    own: int
    watched: int | None


class _Pushes:
    """Which first days lead to which others: a state is a milestone and a day past its earliest.

    Each edge reads one day alone, so what a state leads to does not depend on how it was reached,
    and all starts share it. A later day of a milestone includes its earlier ones.
    """

    def __init__(self, solution: Solution, watched: int | None) -> None:
        self.graph, self.before = solution.graph, solution.up.last
        self.watched = watched
        self.numbers: dict[tuple[int, int], int] = {}
        self.states: list[tuple[int, int]] = []
        self.leads_to: list[list[int]] = []
        self.clashing: set[int] = set()
        # From here it goes out of what is known: the chain decides what that means.
        self.unsure: set[int] = set()

    def state(self, node: int, day: int) -> int:
        number = self.numbers.get((node, day))
        if number is None:
            number = self.numbers[(node, day)] = len(self.states)
            self.states.append((node, day))
            self.leads_to.append([])
        return number

    def clashes(self, node: int, day: int) -> bool:
        ceiling = self.graph.ceilings.get(node)
        return ceiling is not None and ceiling.latest is not None and day > ceiling.latest

    def outcomes(self, starts: Iterable[int]) -> Mapping[int, _Outcome]:
        """What each state comes to that can be reached from the starts."""
        self._spread()
        self._include_earlier_days()
        found: dict[int, _Outcome] = {}
        for part in connected(starts, self.leads_to.__getitem__):
            beyond = [found[at] for state in part for at in self.leads_to[state] if at in found]
            clashes = any(state in self.clashing for state in part)
            unsure = any(state in self.unsure for state in part)
            latest: dict[int, int] = {}
            for state in part:
                node, day = self.states[state]
                latest[node] = max(day, latest.get(node, day))
            event = self.before.get(self.watched) if self.watched is not None else None
            days = [event.value] if event is not None else []
            days += [day for node, day in latest.items() if node == self.watched]
            days += [outcome.watched for outcome in beyond if outcome.watched is not None]
            clashes = clashes or any(outcome.clashes for outcome in beyond)
            unsure = unsure or any(outcome.unsure for outcome in beyond)
            for state in part:
                own = latest[self.states[state][0]]
                found[state] = _Outcome(clashes, unsure, own, max(days, default=None))
        return found

    def _spread(self) -> None:
        """Finds every state that the known ones lead to."""
        first, last = self.graph.span.first, self.graph.span.last
        number = 0
        while number < len(self.states):
            node, day = self.states[number]
            for edge in self.graph.up.get(node, ()):
                target, raw = edge.target, edge.reading(day)
                before = self.before.get(target)
                if (before is not None and raw <= before.value) or raw < first:
                    continue
                value, is_known = self.graph.landing(target, raw, upward=True)
                if raw <= last and self.clashes(target, value):
                    self.clashing.add(number)
                elif raw > last or not is_known:
                    if before is not None or self._on_one_circle(node, target):
                        self.unsure.add(number)
                else:
                    self.leads_to[number].append(self.state(target, value))
            if node in self.graph.choices_up:
                self.unsure.add(number)  # what follows depends on the others that are chosen among
            number += 1

    def _include_earlier_days(self) -> None:
        days: dict[int, list[int]] = defaultdict(list)
        for node, day in self.states:
            days[node].append(day)
        for node, of_node in days.items():
            of_node.sort()
            for earlier, later in pairwise(of_node):
                self.leads_to[self.numbers[(node, later)]].append(self.numbers[(node, earlier)])

    def _on_one_circle(self, node: int, other: int) -> bool:
        return self._circles.get(node) == self._circles.get(other, -1)

    @cached_property
    def _circles(self) -> dict[int, int]:
        """The circle that a milestone lies on, if any, as a number."""
        parts = connected(
            sorted(self.graph.up), lambda node: [edge.target for edge in self.graph.up[node]]
        )
        return {node: number for number, part in enumerate(parts) for node in part}
