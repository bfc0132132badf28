"""A text names a date that does not exist.

Somebody took the wrong month, or a year that is no leap year. Nobody can act on such a day.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: Answers are wanted by 31 June 2029.    # D112

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: Answers are wanted by 30 June 2029.
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import MONTHS, Month
from sectool.diagnostic import Finding, Severity
from sectool.prose.readings import DateInText
from sectool.prose.texts import texts_of
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"document"}

_A_LEAP_YEAR = 2000


def check(subject: Subject) -> Iterator[Finding]:
    for passage in texts_of(subject.register):
        for found in passage.dates:
            if not found.days((_A_LEAP_YEAR,)):
                yield Finding(
                    f"there is no {found.words!r}: {_why(found)}",
                    passage.at(found.span),
                    "correct the day, the month or the year",
                )


def _why(found: DateInText) -> str:
    month, day = found.readings[0]
    if not 1 <= month <= len(MONTHS):
        return f"months run from 01 to 12, not to {month:02}" if month else "there is no month 00"
    if day == 0:
        return "months begin on day 1"
    name = MONTHS[month - 1]
    if found.year is not None:
        return f"{name} {found.year} has {Month(found.year, month).last.day} days"
    return f"{name} has {Month(_A_LEAP_YEAR, month).last.day} days at most"
