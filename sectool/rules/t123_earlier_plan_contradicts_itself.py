"""A plan of an earlier day contradicts itself, or goes round in a circle.

What `was`, `since`, `until` and the decisions about a release say of the past makes a plan of each
earlier day, and documents of such a day print it. Where no dates fit all its lines, one of them was
not so: correct the row, or the day until which it applied. If the plan that was published did
contradict itself, waive the finding and say so. What today's plan has, too, is reported once: as
T112 or T103.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-05-21
      tests:
        title: Tests commence
        when: 2030-06
        rules:
        - at least 10 working days after decision
        was:
        - {until: 2029-05-02, when: 2030-05}    # T123
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-05-21
        was:
        - {until: 2029-05-02, when: 2030-04-16}
      tests:
        title: Tests commence
        when: 2030-06
        rules:
        - at least 10 working days after decision
        was:
        - {until: 2029-05-02, when: 2030-05}
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sectool.dates import days_after, in_full
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import Register, release_file, timeline_file
from sectool.model.release import ReleaseEntry
from sectool.rules.rule import Subject
from sectool.schedule import Schedule, calendars_of, schedule_release, timeline_on
from sectool.schedule.timeline_on import (
    GO_LIVE,
    dated_decisions,
    has_one_plan,
    known_on,
    turns_of,
)

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"timeline"}

_CONTRADICTIONS = ("T112", "T103")


def check(subject: Subject) -> Iterator[Finding]:
    for id_, schedule in subject.schedules.items():
        if not has_one_plan(subject.register, id_):
            yield from _of_release(subject.register, id_, schedule)


def _of_release(register: Register, id_: str, now: Schedule) -> Iterator[Finding]:
    """The contradictions of each distinct plan before the one of today, the newest plan first."""
    known = {_lines(finding) for finding in _contradictions(now)}
    looked_at = [now.timeline]
    for turn in reversed(turns_of(register, id_)):
        day = days_after(turn, -1)
        plan = timeline_on(register, id_, day)
        if plan is None or plan.timeline in looked_at:
            continue
        looked_at.append(plan.timeline)
        # Holidays and meetings that were announced later made no plan wrong.
        schedule = schedule_release(plan, calendars_of(register, day))
        for finding in _contradictions(schedule):
            lines = _lines(finding)
            if lines not in known:
                known.add(lines)
                yield _of_the_day(register, id_, finding, day)


def _contradictions(schedule: Schedule) -> list[Finding]:
    return [fault.finding for fault in schedule.faults if fault.code in _CONTRADICTIONS]


def _lines(finding: Finding) -> frozenset[Address]:
    """The lines that cannot all hold: what makes one contradiction another."""
    return frozenset([finding.address, *(related.address for related in finding.related)])


def _of_the_day(register: Register, id_: str, finding: Finding, day: date) -> Finding:
    """A contradiction of the plan of a day, at the line that is of the past, if one is."""
    moved = [_in_the_past(register, id_, address, day) for address in _places(finding)]
    related = [
        Related(one.message, place) for one, place in zip(finding.related, moved[1:], strict=True)
    ]
    at, message = moved[0], finding.message
    if not _is_past(at):
        earlier = next((place for place in moved if _is_past(place)), None)
        if earlier is not None:
            at = earlier
            related = [Related("this rule cannot be met", moved[0]), *related]
    return replace(
        finding,
        message=f"in the plan of {in_full(day)}, {message}",
        address=at,
        help="correct what was so on that day, or until when",
        related=tuple(related),
    )


def _places(finding: Finding) -> list[Address]:
    return [finding.address, *(related.address for related in finding.related)]


def _is_past(address: Address) -> bool:
    return "was" in address.path or "history" in address.path


def _in_the_past(register: Register, id_: str, address: Address, day: date) -> Address:
    """Where a line of the plan of a day is written: a go-live of the past, in a decision."""
    if (address.file, address.path) != (timeline_file(id_), ("milestones", GO_LIVE, "when")):
        return address
    release = register.releases.get(id_)
    decided = dated_decisions(release)
    following = [entry for entry in decided if known_on(entry) > day]
    if release is None or not following:
        return address
    before = decided.index(following[0])
    entry, key = (decided[before - 1], "to") if before else (following[0], "from")
    return Address(release_file(id_), ("history", _index(release.history, entry), key))


def _index(history: tuple[ReleaseEntry, ...], entry: ReleaseEntry) -> int:
    return next(index for index, one in enumerate(history) if one is entry)
