"""A cut-off date is not a Working Day.

A decision by that day can only be taken on an earlier one, and Working Days left are counted to a
day on which nobody works.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-22}    # M125

Good:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-21}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.dates import plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.modification import CutOff, Modification
from sectool.model.register import modification_file
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"calendar"}
ABOUT = {"cut-off", "modification"}


def check(subject: Subject) -> Iterator[Finding]:
    working = subject.calendars.working
    if working is None:
        return
    for modification in subject.register.modifications.values():
        for cut_off, where in cut_offs_in(modification):
            day = cut_off.date
            if day is None or not working.first <= day <= working.last:
                continue
            if not working.is_working_day(day):
                yield Finding(
                    f"the cut-off date {plainly(day)} is not a Working Day: it is "
                    f"{working.why_not_working(day)}",
                    where.at("date"),
                    _advice(working, day),
                    about=(modification.id,),
                )


def _advice(working: WorkingCalendar, day: date) -> str:
    """What to write instead: nobody decides on that day, so that the last day is one before it."""
    try:
        before = (
            f"{working.working_days.before(day, 1).isoformat()}, the last Working Day before it"
        )
    except OutOfCalendar:
        before = "the last Working Day before it"
    return f"write {before}; if this day was published, waive the finding with that reason"


def cut_offs_in(modification: Modification) -> Iterator[tuple[CutOff, Address]]:
    """The cut-offs that a file gives, at its head and in its history, and where."""
    top = Address(modification_file(modification.id))
    if modification.cut_off is not None:
        yield modification.cut_off, top.at("cut-off")
    for index, entry in enumerate(modification.history):
        if entry.cut_off is not None:
            yield entry.cut_off, top.at("history", index, "cut-off")
