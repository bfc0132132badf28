"""A milestone of a body is planned for a day on which the body does not meet.

What a committee decides, it decides at a meeting. If this row needs none, `falls-on` says what kind
of day it needs. Months for which no meetings are known say nothing.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-20    # T116
        by: CSC
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-19
        by: CSC
      letter:
        title: The committee writes to the Authority
        when: 2030-03-20
        falls-on: working day
        by: CSC
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import DaySet, OutOfCalendar
from sectool.dates import Month, in_full
from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            body, day = item.milestone.by, item.day
            if body is None or day is None or item.milestone.when is None:
                continue
            meetings = subject.calendars.meetings(body)
            if item.milestone.falls_on is not None or meetings is None:
                continue
            if day not in meetings.days and meetings.days.is_known(day):
                proposed = any(day in Month(found.year, found.month) for found in meetings.proposed)
                pattern = " by its pattern" if proposed else ""
                yield Finding(
                    f"{item.id!r} is a milestone of the {body}, which{pattern} does not meet on "
                    f"{in_full(day)}",
                    item.address.at("when"),
                    _around(day, meetings.days)
                    + "; if this needs no meeting, say 'falls-on: working day'",
                    about=(item.id,),
                )


def _around(day: date, meetings: DaySet) -> str:
    """The nearest meetings on both sides, as far as they are known."""
    near = []
    for side in (meetings.on_or_before, meetings.on_or_after):
        try:
            near.append(in_full(side(day)))
        except OutOfCalendar:
            continue
    return f"it meets on {' and '.join(near)}" if near else "no meeting near that day is known"
