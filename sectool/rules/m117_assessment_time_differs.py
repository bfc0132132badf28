"""An assessment did not take as long as it is said to have taken.

`took` is what a paper says: a number and the convention by which it counts, such as `266 weekdays
both ends`. Where the days of acceptance and return are known, they are counted by the same
convention. The figure is never used.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - date: 2029-02-27
      event: assessment-returned
      assessment: pa-1
      took: 15 weekdays both ends    # M117

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - date: 2029-02-27
      event: assessment-returned
      assessment: pa-1
      took: 16 weekdays both ends
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.datelang.counting import Amount, amount_between
from sectool.dates import in_full
from sectool.diagnostic import Finding, Severity, suggestion
from sectool.rules.histories import assessments_of, place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"calendar"}
ABOUT = {"modification"}

COUNTED = tuple(name for name in CONVENTIONS if name not in DAYS_OVER)


def check(subject: Subject) -> Iterator[Finding]:
    calendar = subject.calendars.working
    for modification in subject.register.modifications.values():
        for fold, entry in assessments_of(subject.register.life_cycle, modification):
            if entry.took is None:
                continue
            place = place_in_history(modification, entry).at("took")
            number, _, name = entry.took.partition(" ")
            if not (number.isdigit() and name in COUNTED):
                yield Finding(
                    f"{entry.took!r} does not say what is counted{suggestion(name, COUNTED)}",
                    place,
                    "write it as '266 weekdays both ends'",
                )
                continue
            known = fold.assessments.get(entry.assessment or "")
            accepted = known.accepted if known is not None else None
            if not (isinstance(accepted, date) and isinstance(entry.date, date)) or not calendar:
                continue
            took = _counted(accepted, entry.date, name, calendar)
            if took is not None and took != Amount(int(number)):
                yield Finding(
                    f"from {in_full(accepted)} to {in_full(entry.date)} are {took.whole} {name}, "
                    f"not {number}",
                    place,
                )


def _counted(start: date, end: date, name: str, calendar: WorkingCalendar) -> Amount | None:
    try:
        return amount_between(start, end, name, calendar)
    except OutOfCalendar:
        return None
