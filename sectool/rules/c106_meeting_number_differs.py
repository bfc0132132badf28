"""A dated meeting has another number than counting on from `numbering` gives.

`numbering` says that a body counts its meetings on: those with a day of their own and those that
its pattern proposes, but neither extra meetings nor cancelled ones. Where not all of them are
known, one a month is counted. Either a number is wrong, or the body met more or less often: then
the count continues from the number given.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      numbering: {number: 34, month: 2029-01}
      meetings:
      - date: 2029-03-20
        number: 37    # C106
    dcc:
      short: DCC
      name: Data Communications Company

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      numbering: {number: 34, month: 2029-01}
      meetings:
      - date: 2029-03-20
        number: 36
    dcc:
      short: DCC
      name: Data Communications Company
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import Month, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject
from sectool.schedule.diary import Numbered, count_of

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    if subject.calendars.working is None:
        return
    for id_, body in subject.register.bodies.items():
        if body.numbering is None:
            continue
        last = Numbered(body.numbering.number, body.numbering.month)
        count = count_of(subject.calendars.meetings(body.short), body.meetings)
        origin = reference("bodies", id_, "numbering")
        rows = [
            (row, index, row.number)
            for index, row in enumerate(body.meetings)
            if row.number is not None and row.state != "extra" and row.withdrawn is None
        ]
        for row, index, number in sorted(rows, key=lambda found: found[0].date):
            month = Month(row.date.year, row.date.month)
            if month < last.month:
                continue
            counted = count.number_on(row.date, last)
            here = reference("bodies", id_, "meetings", index, "number")
            if counted is not None and counted != number:
                yield Finding(
                    f"counting on makes this number {counted}, not {number}: number "
                    f"{last.number} was in {plainly(last.month)}",
                    here,
                    "correct the number, or leave it: the count then goes on from it",
                    related=(Related("counted from here", origin),),
                )
            last, origin = Numbered(number, month, row.date), here
