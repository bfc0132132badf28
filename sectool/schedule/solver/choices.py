"""Where a choice between several milestones leaves open whether windows are as narrow as they are.

`x = later of F(y) and G(z)` is closed under taking the later of two plans, but not the earlier:
where x cannot be early, one of y and z cannot be either, and nobody knows which. So backwards only
what holds of each is used. Bounds found in that way are never too narrow, and what contradicts
them is impossible. Whether they are reached is seen at the end: all milestones at their earliest,
or all at their latest, are a plan unless a choice does not hold there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sectool.schedule.solver.constraints import Constraint, Event, Windows
from sectool.schedule.solver.propagate import Graph, Run

_OPEN = 1 << 60


def windows_of(graph: Graph, constraints: Sequence[Constraint], up: Run, down: Run) -> Windows:
    """The windows of what was solved, with those of which it is not known that they are exact."""
    choices = [one for one in constraints if one.chosen is not None]
    if not choices:
        return Windows(up.last, down.last)
    early = [one for one in choices if not _holds(one, up.last, -_OPEN)]
    late = [one for one in choices if not _holds(one, down.last, _OPEN)]
    loose: set[int] = set()
    if early and late:
        # Neither end is a plan: nothing that is connected with them is known to be one.
        around = _around(constraints)
        loose = _reached(around, (one.node for one in (*early, *late)))
    else:
        for failing, edges in ((early, graph.up), (late, graph.down)):
            leads = {node: [edge.target for edge in out] for node, out in edges.items()}
            for one in choices:
                for part in _parts(one):
                    leads.setdefault(one.node, []).append(part)
                    leads.setdefault(part, []).append(one.node)
            loose |= _reached(leads, (part for one in failing for part in _parts(one)))
    return Windows(up.last, down.last, frozenset(loose), is_proved=not (early and late))


def _holds(constraint: Constraint, last: Mapping[int, Event], open_: int) -> bool:
    """Whether a milestone is what is chosen, were each at one end of its window."""
    chosen = constraint.chosen
    if chosen is None:
        return True
    days = [
        function.forward(last[node].value) if node in last else open_
        for node, function in chosen.parts
    ]
    own = last[constraint.node].value if constraint.node in last else open_
    return chosen.of(days) == own


def _parts(constraint: Constraint) -> list[int]:
    chosen = constraint.chosen
    return [node for node, _ in chosen.parts] if chosen is not None else []


def _around(constraints: Iterable[Constraint]) -> dict[int, list[int]]:
    """Which milestones each is connected with by a line, either way."""
    found: dict[int, list[int]] = {}
    for constraint in constraints:
        for relation in constraint.relations:
            found.setdefault(constraint.node, []).append(relation.other)
            found.setdefault(relation.other, []).append(constraint.node)
    return found


def _reached(leads: Mapping[int, Sequence[int]], starts: Iterable[int]) -> set[int]:
    found: set[int] = set()
    rest = list(starts)
    while rest:
        node = rest.pop()
        if node not in found:
            found.add(node)
            rest += leads.get(node, ())
    return found
