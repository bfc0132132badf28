"""A milestone does not fall on the kind of day it says it falls on.

`falls-on: CSC meeting` promises that the CSC meets that day, by date or by its pattern. A month
for which none of its meetings is known says nothing.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-20    # T105
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      first-decision:
        title: The committee decided before its meetings were kept
        when: 2027-03-17
        falls-on: CSC meeting
      decision:
        title: The committee decides
        when: 2030-03-19
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar
from sectool.dates import in_full
from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject
from sectool.schedule import Calendars, Scheduled

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    calendars = subject.calendars
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            kind, day = item.milestone.falls_on, item.day
            if kind is None or day is None or calendars.working is None:
                continue
            finding = _fault(item, kind, day, calendars)
            if finding is not None:
                yield finding


def _fault(item: Scheduled, kind: str, day: date, calendars: Calendars) -> Finding | None:
    working = calendars.working
    if kind == "any day" or working is None or not working.first <= day <= working.last:
        return None
    where = item.address.at("when")
    if kind == "weekday" and day.weekday() >= 5:
        return Finding(f"{in_full(day)} is no weekday", where)
    if kind == "working day" and not working.is_working_day(day):
        return Finding(f"{in_full(day)} is {working.why_not_working(day)}", where)
    body, _, meeting = kind.partition(" ")
    own = working.of_body(body)
    if meeting == "working day" and not own.is_working_day(day):
        why = own.why_not_working(day)
        return Finding(f"{in_full(day)} is not a Working Day of the {body}: {why}", where)
    meetings = calendars.meetings(body) if meeting == "meeting" else None
    if meetings is None or day in meetings.days or not meetings.days.is_known(day):
        return None
    try:
        near = (
            f"the meetings around it are {in_full(meetings.days.on_or_before(day))} and "
            f"{in_full(meetings.days.on_or_after(day))}"
        )
    except OutOfCalendar as error:
        near = str(error)
    return Finding(f"the {body} does not meet on {in_full(day)}", where, near)
