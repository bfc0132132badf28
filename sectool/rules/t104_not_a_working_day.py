"""A milestone falls on a day that is not a Working Day.

It may be meant (the November 2020 release went live on a Sunday), and then `falls-on: any day`
says so. A release without a timeline gives its go-live itself: there a waiver says why.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-29    # T104
    # releases/2030-09-01/release.yaml
    id: 2030-09-01
    name: A release on its own
    kind: standalone
    go-live: 2030-09-01    # T104

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-29
        falls-on: any day
    # releases/2030-09-01/release.yaml
    id: 2030-09-01
    name: A release on its own
    kind: standalone
    go-live: 2030-09-01
    waive:
    - code: T104
      because: The systems it changes are not used on a Sunday.
      allowed-by: The Authority, letter of 9 January 2029
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.rules.rule import Subject
from sectool.schedule.bounds import written_at

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, release in subject.register.releases.items():
        if release.go_live is None or id_ in subject.register.timelines:
            continue
        why = _why_not(release.go_live, subject)
        if why is not None:
            yield Finding(
                f"this release goes live on {in_full(release.go_live)}, which is {why}",
                Address(release_file(id_), ("go-live",)),
                "if it is meant, waive this with the reason and who allowed it",
            )
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            day = item.day
            if day is None or item.milestone.falls_on is not None:
                continue
            why = _why_not(day, subject)
            if why is not None:
                yield Finding(
                    f"{item.id!r} falls on {in_full(day)}, which is {why}",
                    written_at(item),
                    "if it is meant, say 'falls-on: any day'",
                    about=(item.id,),
                )


def _why_not(day: date, subject: Subject) -> str | None:
    """Why a day is no Working Day; None where it is one, or nobody knows."""
    calendar = subject.calendars.working
    if calendar is None or not calendar.first <= day <= calendar.last:
        return None
    return None if calendar.is_working_day(day) else calendar.why_not_working(day)
