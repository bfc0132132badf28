"""A test phase is planned against the order of the work.

A phase starts, closes and is reported on, then its report is reviewed; the next phase starts after
that, and everything is over before the go-live. `reference/test-phases.yaml` has the phases in this
order. Where only months are known, only what no day of them allows is reported.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-report:
        title: DCC submits UIT Completion Report
        when: 2030-05-15    # T113
      uit-starts:
        title: UIT commences
        when: 2030-05-16
      tag-uit:
        title: TAG reviews UIT Completion Report
        when: 2030-05-22
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-starts:
        title: UIT commences
        when: 2030-04-02
      uit-report:
        title: DCC submits UIT Completion Report
        when: 2030-05
      tag-uit:
        title: TAG reviews UIT Completion Report
        when: 2030-05-22
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.diagnostic import Finding, Severity
from sectool.model.reference import TestPhase
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

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "test_phases", "timelines"}
ABOUT = {"timeline"}

GO_LIVE = "go-live"


def check(subject: Subject) -> Iterator[Finding]:
    order = set(_order(subject.register.test_phases.values()))
    for schedule in subject.schedules.values():
        rows = schedule.milestones
        wrong = {
            (one, other)
            for one, other in order
            if one in rows and other in rows and _against(rows[one], rows[other])
        }
        for one, other in sorted(wrong):
            if _found_nearer(one, other, order, wrong):
                continue
            yield _finding(rows[one], rows[other])


def _finding(first: Scheduled, then: Scheduled) -> Finding:
    help_ = "correct one of the two dates, or the phases in reference/test-phases.yaml"
    if then.id == GO_LIVE:
        # The day of go-live is what everything else is planned for.
        message = (
            f"{first.id!r} is {from_when(first)}, but it must come before {then.id!r}, which is "
            f"{until_when(then)}"
        )
        return Finding(message, written_at(first), help_, (stands_here(then),))
    message = (
        f"{then.id!r} is {until_when(then)}, but it cannot come before {first.id!r}, which is "
        f"{from_when(first)}"
    )
    return Finding(message, written_at(then), help_, (stands_here(first),))


def _against(first: Scheduled, then: Scheduled) -> bool:
    """Whether the order is broken on all their days. On one day is well, but for the go-live."""
    if then.id != GO_LIVE:
        return surely_after(first, then)
    earliest, latest = earliest_of(first), latest_of(then)
    return earliest is not None and latest is not None and earliest >= latest


def _order(phases: Iterable[TestPhase]) -> Iterator[tuple[str, str]]:
    """Every two milestones of which the first comes before the second, near or far."""
    before: list[str] = []
    for phase in phases:
        ends = [phase.closes, phase.report] if phase.closes is not None else [phase.report]
        for group in ([phase.starts], ends, [phase.review]):
            yield from ((one, other) for one in before for other in group if one != other)
            before += group
    yield from ((one, GO_LIVE) for one in before if one != GO_LIVE)


def _found_nearer(
    one: str, other: str, order: set[tuple[str, str]], wrong: set[tuple[str, str]]
) -> bool:
    """Whether a row between the two is out of order with one of them: that says it already."""
    return any(
        (one, between) in order
        and (between, other) in order
        and ((one, between) in wrong or (between, other) in wrong)
        for between in {name for pair in wrong for name in pair}
    )
