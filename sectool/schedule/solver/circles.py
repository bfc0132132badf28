"""Circles of constraints that no days satisfy, found by their gains alone."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.schedule.solver.constraints import (
    Constraint,
    Edge,
    Event,
    distinct,
)


def impossible_circle(event: Event) -> tuple[Constraint, ...]:
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
    return distinct(found[::-1]) if gain > 0 else ()


def components(nodes: set[int], edges: dict[int, list[Edge]]) -> Iterator[list[int]]:
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


def positive_circle(component: list[int], edges: dict[int, list[Edge]]) -> list[Constraint]:
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
