"""A milestone is farther from go-live, or test phases farther apart, than in any release before.

In a timeline that was copied, days of the last year stay behind where only the go-live was moved.
How much farther is still usual is said in `reference/plan-limits.yaml`; without it, and where no
earlier release has the milestone in its timeline, nothing is compared.

Bad:

    # reference/plan-limits.yaml
    farther-from-go-live: 30
    phases-farther-apart: 30

    # releases/2029-06/release.yaml
    id: 2029-06
    name: June 2029 SEC Release
    kind: scheduled

    # releases/2029-06/timeline.yaml
    release: 2029-06
    milestones:
      uit-starts: {title: Users start to test, when: 2029-05-08}
      uit-report: {title: The report on the tests is written, when: 2029-05-22}
      tag-uit: {title: The committee reviews the report, when: 2029-06-06}
      go-live: {title: Go-live, when: 2029-06-28}

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-starts: {title: Users start to test, when: 2029-08-07}    # R119
      uit-report: {title: The report on the tests is written, when: 2030-05-21}
      tag-uit: {title: The committee reviews the report, when: 2030-06-05}
      go-live: {title: Go-live, when: 2030-06-27}

Good:

    # reference/plan-limits.yaml
    farther-from-go-live: 30
    phases-farther-apart: 30

    # releases/2029-06/release.yaml
    id: 2029-06
    name: June 2029 SEC Release
    kind: scheduled

    # releases/2029-06/timeline.yaml
    release: 2029-06
    milestones:
      uit-starts: {title: Users start to test, when: 2029-05-08}
      uit-report: {title: The report on the tests is written, when: 2029-05-22}
      tag-uit: {title: The committee reviews the report, when: 2029-06-06}
      go-live: {title: Go-live, when: 2029-06-28}

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-starts: {title: Users start to test, when: 2030-05-07}
      uit-report: {title: The report on the tests is written, when: 2030-05-21}
      tag-uit: {title: The committee reviews the report, when: 2030-06-05}
      go-live: {title: Go-live, when: 2030-06-27}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sectool.diagnostic import Finding, Related, Severity
from sectool.model.plan_limits import PlanLimits
from sectool.model.reference import TestPhase
from sectool.model.register import reference
from sectool.rules.rule import Subject
from sectool.schedule import Schedule
from sectool.schedule.bounds import earliest_of, latest_of, written_at
from sectool.values import dataclass

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "plan_limits", "test_phases", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    limits = subject.register.plan_limits
    if limits is None:
        return
    phases = tuple(subject.register.test_phases.values())
    farthest: dict[str, _Distance] = {}
    for one in sorted(_measured(subject, phases), key=lambda one: one.go_live):
        for distance in one.distances:
            before = farthest.get(distance.of)
            if before is not None and distance.least > before.most + _allowed(distance, limits):
                yield _finding(one, distance, before)
            if before is None or distance.most > before.most:
                farthest[distance.of] = distance


@dataclass(frozen=True)
class _Distance:
    """How many days lie between two milestones of a release; `at` is the one that is reported."""

    release: str
    of: str
    at: str
    least: int
    most: int
    phases: bool


@dataclass(frozen=True)
class _Measured:
    """A release with a day of go-live, and how far from it its milestones are."""

    schedule: Schedule
    go_live: date
    distances: tuple[_Distance, ...]


# Between which days a milestone surely falls.
_Days = dict[str, tuple[date, date]]


def _measured(subject: Subject, phases: tuple[TestPhase, ...]) -> Iterator[_Measured]:
    for schedule in subject.schedules.values():
        days: _Days = {}
        for id_, row in schedule.milestones.items():
            earliest, latest = earliest_of(row), latest_of(row)
            if earliest is not None and latest is not None:
                days[id_] = earliest, latest
        go_live = schedule.go_live
        if go_live is not None:
            found = (
                *_from_go_live(schedule, days, go_live),
                *_between_phases(schedule, days, phases),
            )
            yield _Measured(schedule, go_live, found)


def _from_go_live(schedule: Schedule, days: _Days, go_live: date) -> Iterator[_Distance]:
    for id_, (earliest, latest) in days.items():
        for side, least, most in (
            ("before", (go_live - latest).days, (go_live - earliest).days),
            ("after", (earliest - go_live).days, (latest - go_live).days),
        ):
            if least > 0:
                of = f"{id_!r} is {{}} days {side} go-live"
                yield _Distance(schedule.release, of, id_, least, most, phases=False)


def _between_phases(
    schedule: Schedule, days: _Days, phases: tuple[TestPhase, ...]
) -> Iterator[_Distance]:
    for phase, following in pairwise(phases):
        ends = phase.closes or phase.report
        if ends in days and following.starts in days:
            least = (days[following.starts][0] - days[ends][1]).days
            most = (days[following.starts][1] - days[ends][0]).days
            of = f"{following.starts!r} is {{}} days after {ends!r}"
            yield _Distance(schedule.release, of, following.starts, least, most, phases=True)


def _allowed(distance: _Distance, limits: PlanLimits) -> int:
    return limits.phases_farther_apart if distance.phases else limits.farther_from_go_live


def _finding(one: _Measured, distance: _Distance, before: _Distance) -> Finding:
    key = "phases-farther-apart" if distance.phases else "farther-from-go-live"
    many = f"{'at least ' * (distance.least < distance.most)}{distance.least}"
    return Finding(
        f"{distance.of.format(many)}; the most in any release before was {before.most}, in "
        f"{before.release}",
        written_at(one.schedule.milestones[distance.at]),
        "correct the day, if it is left over from another release, or waive this with the reason",
        (Related("how much more is usual", reference("plan_limits", key)),),
        about=(one.schedule.release, distance.at),
    )
