"""The earlier plans of a milestone are not in order, or one of them never applied.

Rows of `was` are written newest first: each applies on the days before its `until`, down to the row
below it. A row that is not earlier than the one above it, or that ends before the milestone was
planned at all (`since`), applies on no day.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: last Thursday of June 2030
        was:
        - {until: 2028-09-01, when: 2030-06-20}
        - {until: 2028-11-02, when: 2030-06-13}    # T119

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: last Thursday of June 2030
        was:
        - {until: 2028-11-02, when: 2030-06-13}
        - {until: 2028-09-01, when: 2030-06-20}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import timeline_file
from sectool.model.release import Milestone
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, timeline in subject.register.timelines.items():
        for name, milestone in timeline.milestones.items():
            yield from _found(milestone, Address(timeline_file(id_), ("milestones", name)))


def _found(milestone: Milestone, where: Address) -> Iterator[Finding]:
    since, until = milestone.since, milestone.until
    if since is not None and until is not None and until <= since:
        yield Finding(
            f"it is planned from {in_full(since)} until {in_full(until)}, which is no day at all",
            where.at("until"),
        )
    above = until
    for index, row in enumerate(milestone.was):
        at = where.at("was", index)
        if above is not None and row.until >= above:
            yield Finding(
                f"this applies until {in_full(row.until)}, which is not before {in_full(above)}",
                at.at("until"),
                "write the newest row first",
            )
        elif since is not None and row.until <= since:
            yield Finding(
                f"this ends on {in_full(row.until)}, before the milestone was planned: "
                f"{in_full(since)}",
                at.at("until"),
                "correct 'since', or remove the row",
            )
        elif row.model_fields_set == {"until"}:
            yield Finding("this row says nothing of what was so before", at, "remove the row")
        above = row.until
