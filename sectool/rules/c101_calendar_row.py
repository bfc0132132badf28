"""A row of the holiday calendar cannot be right.

It lies outside the years of the calendar, stands twice, or was taken back before it was known.

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

Good:

    # reference/calendar.yaml
    division: England and Wales
    subdivision: ENG
    from: 2029-01-01
    to: 2031-12-31
    source: plan
    known-from: 2029-01-01
    holidays:
    - date: 2029-12-25
      name: Christmas Day
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    calendar = subject.register.calendar
    if calendar is None:
        return
    if calendar.from_ > calendar.to:
        yield Finding("the calendar ends before it starts", reference("calendar", "to"))
    seen: dict[date, int] = {}
    for index, row in enumerate(calendar.holidays):
        where = reference("calendar", "holidays", index, "date")
        if not calendar.from_ <= row.date <= calendar.to:
            yield Finding(
                f"{in_full(row.date)} lies outside the calendar, which runs from "
                f"{in_full(calendar.from_)} to {in_full(calendar.to)}",
                where,
            )
        if row.date in seen:
            other = reference("calendar", "holidays", seen[row.date], "date")
            yield Finding(
                f"{in_full(row.date)} stands twice",
                where,
                related=(Related("the first time here", other),),
            )
        seen.setdefault(row.date, index)
        known = row.known_from or calendar.known_from
        if row.withdrawn is not None and row.withdrawn <= known:
            yield Finding(
                f"this was taken back on {in_full(row.withdrawn)}, not after it was known "
                f"({in_full(known)})",
                reference("calendar", "holidays", index, "withdrawn"),
            )
