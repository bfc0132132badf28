"""A meeting replaces one that no pattern proposes.

`instead-of` names the proposed day that a dated meeting replaces, where that is not the nearest.
The nearest proposal to the day that it names is replaced; the day is probably misspelt.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      meetings:
      - date: 2029-04-03
        instead-of: 2029-03-21    # C108
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
      meetings:
      - date: 2029-04-03
        instead-of: 2029-03-20
    dcc:
      short: DCC
      name: Data Communications Company
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sectool.calendar.workdays import DaySet, OutOfCalendar
from sectool.dates import in_full
from sectool.diagnostic import Finding, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, body in subject.register.bodies.items():
        dated = {meeting.date for meeting in body.meetings}
        for index, meeting in enumerate(body.meetings):
            day = meeting.instead_of
            if day is None or day in dated:
                continue
            proposed = subject.calendars.proposals(body.short)
            known = [days for days in proposed if days.is_known(day)]
            if not known or any(day in days for days in known):
                continue
            yield Finding(
                f"no meeting of the {body.short} is proposed for {in_full(day)}",
                reference("bodies", id_, "meetings", index, "instead-of"),
                _around(day, known),
                about=(body.short, day.isoformat()),
            )


def _around(day: date, proposed: Sequence[DaySet]) -> str | None:
    """The nearest proposals on both sides, as far as they are known."""
    near = [
        *sorted(_found([days.on_or_before for days in proposed], day))[-1:],
        *sorted(_found([days.on_or_after for days in proposed], day))[:1],
    ]
    return f"its pattern proposes {' and '.join(map(in_full, near))}" if near else None


def _found(sides: Sequence[Callable[[date], date]], day: date) -> Iterator[date]:
    for side in sides:
        try:
            yield side(day)
        except OutOfCalendar:
            continue
