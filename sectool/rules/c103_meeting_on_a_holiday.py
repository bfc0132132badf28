"""A dated meeting falls on a day that is not a Working Day.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      meetings:
      - date: 2029-12-25    # C103

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      meetings:
      - date: 2029-12-18
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Finding, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    calendar = subject.calendars.working
    if calendar is None:
        return
    for id_, body in subject.register.bodies.items():
        for index, meeting in enumerate(body.meetings):
            if meeting.state == "cancelled" or not calendar.first <= meeting.date <= calendar.last:
                continue
            if not calendar.is_working_day(meeting.date):
                yield Finding(
                    f"the {body.short} meets on {in_full(meeting.date)}, which is "
                    f"{calendar.why_not_working(meeting.date)}",
                    reference("bodies", id_, "meetings", index, "date"),
                    "correct the day, or write 'state: cancelled'",
                )
