"""A text has a weekday next to a date that falls on another.

One of the two is wrong, and readers who note the other one miss the day. A date without its year is
checked against the years about which the text was written.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: Answers are wanted by Monday 6 February 2029.    # D111

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: Answers are wanted by Tuesday 6 February 2029.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import MONTHS, WEEKDAYS
from sectool.diagnostic import Finding, RewriteFix, Severity
from sectool.prose.texts import texts_of
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for passage in texts_of(subject.register):
        for found in passage.dates:
            if found.weekday is None:
                continue
            days = passage.days(found)
            # A date that there is not falls on no weekday: that is told by itself.
            if not days or any(day.weekday() == found.weekday for day in days):
                continue
            # Of a date without its year, the year that the text is most likely of.
            near = passage.last or days[0]
            day = min(days, key=lambda one: (abs((one - near).days), one))
            yield Finding(
                f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}, "
                f"not a {WEEKDAYS[found.weekday]}",
                passage.at(found.weekday_span),
                "correct the weekday or the date",
                fix=_weekday_of(passage.text[slice(*found.weekday_span)], days),
            )


def _weekday_of(written: str, days: list[date]) -> RewriteFix | None:
    """The weekday of the one day that can be meant, as short as the one that is written."""
    if len(days) > 1:
        return None
    right = WEEKDAYS[days[0].weekday()]
    return RewriteFix(right if len(written) > 4 else right[: len(written)])
