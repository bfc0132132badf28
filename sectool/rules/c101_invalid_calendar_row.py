"""A row of the holiday calendar cannot be right.

It is outside the years of the calendar, appears twice, or was withdrawn before it was known. Or it
is under `elsewhere`, which is for other parts of the country, and is a bank holiday here.

Bad:

    # reference/calendar.yaml
    division: England and Wales
    subdivision: ENG
    from: 2029-01-01
    to: 2031-12-31
    source: plan
    known-from: 2029-01-01
    holidays:
    - date: 2028-12-25    # C101
      name: Christmas Day
    - date: 2029-03-30
      name: Good Friday
    elsewhere:
    - date: 2029-03-30    # C101
      name: Good Friday
      divisions: [Scotland]

Good:

    # reference/calendar.yaml
    division: England and Wales
    subdivision: ENG
    from: 2029-01-01
    to: 2031-12-31
    source: plan
    known-from: 2029-01-01
    holidays:
    - date: 2029-03-30
      name: Good Friday
    - date: 2029-12-25
      name: Christmas Day
    elsewhere:
    - date: 2029-11-30
      name: St Andrew's Day
      divisions: [Scotland]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Related, RemoveFix, Severity
from sectool.model.reference import Elsewhere, Holiday
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"calendar"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    calendar = subject.register.calendar
    if calendar is None:
        return
    if calendar.from_ > calendar.to:
        yield Finding("the calendar ends before it starts", reference("calendar", "to"))
    closed = {row.date: index for index, row in enumerate(calendar.holidays) if not row.withdrawn}
    seen: dict[tuple[date, str], Address] = {}
    lists: dict[str, tuple[Holiday | Elsewhere, ...]] = {
        "holidays": calendar.holidays,
        "elsewhere": calendar.elsewhere,
    }
    for name, rows in lists.items():
        for index, row in enumerate(rows):
            where = reference("calendar", name, index, "date")
            if not calendar.from_ <= row.date <= calendar.to:
                yield Finding(
                    f"{in_full(row.date)} is outside the calendar, which runs from "
                    f"{in_full(calendar.from_)} to {in_full(calendar.to)}",
                    where,
                )
            known = row.known_from or calendar.known_from
            if row.withdrawn is not None and row.withdrawn <= known:
                yield Finding(
                    f"this was withdrawn on {in_full(row.withdrawn)}, not after it was known "
                    f"({in_full(known)})",
                    reference("calendar", name, index, "withdrawn"),
                )
            parts = row.divisions if isinstance(row, Elsewhere) else (calendar.division,)
            twice = [seen[row.date, part] for part in parts if (row.date, part) in seen]
            if twice:
                yield Finding(
                    f"{in_full(row.date)} appears twice",
                    where,
                    "remove one of the two rows",
                    related=(Related("the first time here", twice[0]),),
                    fix=RemoveFix((name, index)) if row in rows[:index] else None,
                )
            seen.update({(row.date, part): where for part in parts if (row.date, part) not in seen})
            if isinstance(row, Elsewhere) and row.date in closed and not row.withdrawn:
                here = reference("calendar", "holidays", closed[row.date], "date")
                yield Finding(
                    f"{in_full(row.date)} is a bank holiday in {calendar.division} too",
                    where,
                    "remove it here: only days that are worked in this calendar go here",
                    related=(Related("it is listed here", here),),
                )
            if isinstance(row, Elsewhere) and calendar.division in row.divisions:
                yield Finding(
                    f"this calendar is that of {calendar.division}, which is not elsewhere",
                    reference("calendar", name, index, "divisions"),
                )
