"""A milestone falls on a day that is no Working Day.

It may be meant (the November 2020 release went live on a Sunday), and then `falls-on: any day`
says so.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-29    # T104

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-29
        falls-on: any day
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    calendar = subject.calendars.working
    if calendar is None:
        return
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            day = item.day
            if day is None or item.milestone.falls_on is not None:
                continue
            if calendar.first <= day <= calendar.last and not calendar.is_working_day(day):
                yield Finding(
                    f"{item.id!r} falls on {in_full(day)}, which is "
                    f"{calendar.why_not_working(day)}",
                    item.address.at("when"),
                    "if it is meant, say 'falls-on: any day'",
                )
