"""The few constraints that contradict one another, made irreducible."""

from __future__ import annotations

from collections.abc import Sequence

from sectool.schedule.solver.choices import windows_of
from sectool.schedule.solver.constraints import (
    MOST_CANDIDATES,
    Clash,
    Constraint,
    Contradiction,
    KnownDays,
    Windows,
)
from sectool.schedule.solver.propagate import Graph


def solve(constraints: Sequence[Constraint], span: KnownDays) -> Windows | Contradiction:
    """The windows of all milestones, or the shortest contradiction that was met."""
    graph = Graph(constraints, span)
    up, down = graph.run(upward=True), graph.run(upward=False)
    clashes = [*up.clashes, *down.clashes]
    if clashes:
        # What no date can mend comes first: correcting a date would only bring it to light.
        clashes = graph.impossible_circles() or clashes
    else:
        clashes = graph.circles_without_dates(up, down)
    if clashes:
        return _shortest(clashes, constraints, span)
    return windows_of(graph, constraints, up, down)


def _shortest(
    clashes: Sequence[Clash], constraints: Sequence[Constraint], span: KnownDays
) -> Contradiction:
    order = {found: index for index, found in enumerate(constraints)}
    candidates = {frozenset(clash.constraints): None for clash in clashes}
    best: tuple[Constraint, ...] = ()
    for candidate in sorted(candidates, key=len)[:MOST_CANDIDATES]:
        minimal = _minimal(sorted(candidate, key=order.__getitem__), span)
        if not best or len(minimal) < len(best):
            best = minimal
    return Contradiction(best, _clashes(best, span)[0])


def _minimal(candidate: list[Constraint], span: KnownDays) -> tuple[Constraint, ...]:
    """What is left when no more constraint can go; sets of days are tried first."""
    kept = list(candidate)
    for found in sorted(candidate, key=lambda one: one.days is None):
        rest = [one for one in kept if one is not found]
        if _clashes(rest, span):
            kept = rest
    return tuple(kept)


def _clashes(constraints: Sequence[Constraint], span: KnownDays) -> list[Clash]:
    graph = Graph(constraints, span)
    up = graph.run(upward=True)
    if up.clashes:
        return up.clashes
    down = graph.run(upward=False)
    return down.clashes or graph.circles_without_dates(up, down)
