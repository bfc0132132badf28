"""Which rows of a timetable stand in the order of time, and where the others belong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from sectool.schedule.bounds import earliest_of, latest_of, surely_after
from sectool.schedule.release import Scheduled


def ids_in_order(rows: Sequence[Scheduled], kept: Sequence[int]) -> tuple[str, ...]:
    """The ids of the rows in the order of time: those that are misplaced go where they fit."""
    order = [rows[index] for index in kept]
    for index, row in enumerate(rows):
        if index not in kept:
            later = (at for at, other in enumerate(order) if surely_after(other, row))
            order.insert(next(later, len(order)), row)
    return tuple(row.id for row in order)


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
