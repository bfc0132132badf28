"""A body reviews the release at some of its meetings, and leaves out others between them.

It may be meant. A reader who knows the calendar of the body will ask.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      review-1:
        title: CSC reviews progress
        when: 2030-01-15
        falls-on: CSC meeting
      review-2:
        title: CSC reviews progress
        when: 2030-04-16    # T109
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      review-1:
        title: CSC reviews progress
        when: 2030-03-19
        falls-on: CSC meeting
      review-2:
        title: CSC reviews progress
        when: 2030-04-16
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sectool.dates import in_full
from sectool.diagnostic import Finding, Related, Severity
from sectool.rules.rule import Subject
from sectool.schedule import Scheduled
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    calendars = subject.calendars
    for schedule in subject.schedules.values():
        reviews: dict[tuple[str, str], list[Scheduled]] = {}
        for item in schedule.milestones.values():
            body = (item.milestone.falls_on or "").removesuffix(" meeting")
            if item.day is not None and calendars.meetings(body) is not None:
                reviews.setdefault((body, item.milestone.title), []).append(item)
        for (body, _), items in reviews.items():
            meetings = calendars.meetings(body)
            for one, other in pairwise(items):
                if meetings is None or one.day is None or other.day is None:
                    continue
                between = [
                    date.fromordinal(day)
                    for day in meetings.days.days
                    if one.day.toordinal() < day < other.day.toordinal()
                ]
                if between:
                    yield Finding(
                        f"the {body} also meets on {listed([in_full(day) for day in between])} "
                        f"between {one.id!r} and {other.id!r}",
                        other.address.at("when"),
                        "add a milestone for each that reviews the release, or waive this",
                        (Related(f"{one.id!r} is defined here", one.address),),
                    )
