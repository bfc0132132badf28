"""A row of a timeline is not in the order of its date.

The timetable is printed in the order of the file, and readers take it for the order of time. A
month belongs wherever one of its days does.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-05-21
      papers:
        title: Papers go out
        when: 2030-05-14    # T114
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      plans:
        title: Plans are made
        when: 2030-05
      papers:
        title: Papers go out
        when: 2030-05-14
      decision:
        title: The committee decides
        when: 2030-05-21
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sectool.diagnostic import Finding, ReorderFix, Severity
from sectool.rules.rule import Subject
from sectool.schedule import Scheduled
from sectool.schedule.bounds import (
    earliest_of,
    from_when,
    latest_of,
    stands_here,
    surely_after,
    until_when,
    written_at,
)

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for schedule in subject.schedules.values():
        rows = list(schedule.milestones.values())
        kept = in_order(rows)
        for index, row in enumerate(rows):
            if index not in kept:
                above = [rows[other] for other in kept if other < index]
                below = [rows[other] for other in kept if other > index]
                finding = _misplaced(row, above, below)
                yield replace(finding, fix=ReorderFix(("milestones",), _ordered(rows, kept)))


def _ordered(rows: list[Scheduled], kept: list[int]) -> tuple[str, ...]:
    """The ids of the rows in the order of time: those that are misplaced go where they fit."""
    order = [rows[index] for index in kept]
    for index, row in enumerate(rows):
        if index not in kept:
            later = (at for at, other in enumerate(order) if surely_after(other, row))
            order.insert(next(later, len(order)), row)
    return tuple(row.id for row in order)


def _misplaced(row: Scheduled, above: list[Scheduled], below: list[Scheduled]) -> Finding:
    """What to say of a row that does not fit among those kept above and below it."""
    other = next((found for found in above if surely_after(found, row)), None)
    if other is not None:
        there, here, move = until_when(row), from_when(other), "before"
    else:
        other = next(found for found in reversed(below) if surely_after(row, found))
        there, here, move = from_when(row), until_when(other), "after"
    return Finding(
        f"{row.id!r} is {there} and should be listed {move} {other.id!r}, which is {here}",
        written_at(row),
        f"move the row {'up' if move == 'before' else 'down'}, or correct its date",
        (stands_here(other),),
    )


def in_order(rows: Sequence[Scheduled]) -> list[int]:
    """The indexes of the most rows that stand in the order of time: the others are misplaced.

    A row may stand below others if it can be as late as each of them can be early. Of two rows
    that merely stand the wrong way round, the upper one is kept.
    """
    # From the last row upwards. Over all ways to keep n + 1 of the rows so far, `soonest[n]` is
    # the latest day that the next row above may start on: the more are kept, the earlier. (Days
    # are negative numbers, so that the list rises.)
    soonest: list[int] = []
    steps: list[tuple[int, int]] = []
    for row in reversed(rows):
        limit = -(latest_of(row) or date.max).toordinal()
        low = bisect_right(soonest, limit)
        high = bisect_right(soonest, -(earliest_of(row) or date.min).toordinal())
        # The row goes on top of each way that allows it, up to `high`. Those from `low` on stay as
        # strict as they were, the one before becomes as strict as this row.
        soonest.insert(low, limit)
        del soonest[high + 1 : high + 2]
        steps.append((low, high))
    kept = []
    n = len(soonest) - 1
    for index, (low, high) in enumerate(reversed(steps)):
        if low <= n <= high:
            kept.append(index)
            n -= 1
    return kept
