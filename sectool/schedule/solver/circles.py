"""Circles of constraints that no days satisfy, found by their gains alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
    for later in event.backwards():
        if later is start:
            break
        if later.edge is None:
            return ()  # chosen among several: no one line of them pushes
        found.append(later.constraint)
        gain += later.edge.gain
    return distinct(found[::-1]) if gain > 0 else ()


def components(nodes: set[int], edges: dict[int, list[Edge]]) -> Iterator[list[int]]:
    """The strongly connected parts that hold a circle."""
    for part in connected(
        sorted(nodes), lambda node: (e.target for e in edges[node] if e.target in nodes)
    ):
        if len(part) > 1 or any(edge.target == part[0] for edge in edges[part[0]]):
            yield part


def connected(
    nodes: Iterable[int], successors: Callable[[int], Iterable[int]]
) -> Iterator[list[int]]:
    """The strongly connected parts, each after all that it leads to (Tarjan, no recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    height: dict[int, int] = {}  # where on the stack a node lies, while it does

    def enter(node: int) -> tuple[int, Iterator[int]]:
        index[node] = low[node] = len(index)
        height[node] = len(stack)
        stack.append(node)
        return node, iter(successors(node))

    for start in nodes:
        work = [enter(start)] if start not in index else []
        while work:
            node, rest = work[-1]
            for target in rest:
                if target not in index:
                    work.append(enter(target))
                    break
                if target in height:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    at = height[node]
                    part, stack[at:] = stack[at:], []
                    for member in part:
                        del height[member]
                    yield part


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
