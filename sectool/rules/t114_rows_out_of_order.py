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

from collections.abc import Iterator
from dataclasses import replace

from sectool.diagnostic import Finding, ReorderFix, Severity
from sectool.rules.rule import Subject
from sectool.schedule import Scheduled
from sectool.schedule.bounds import (
    from_when,
    stands_here,
    surely_after,
    until_when,
    written_at,
)
from sectool.schedule.row_order import ids_in_order, in_order

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
                yield replace(finding, fix=ReorderFix(("milestones",), ids_in_order(rows, kept)))


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
