"""What was not heard of: the answers, decisions and dates that nobody told for twelve months.

One answer for all who ask: what lies ahead, and how long things take.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sectool.dates import When, first_day, last_day
from sectool.history import Assessment, Standing, a_year_after
from sectool.model.modification import Entry
from sectool.queries.date_requests import requests_unanswered
from sectool.queries.register_on import RegisterOn
from sectool.queries.upcoming import due_on, upcoming_of
from sectool.values import dataclass

Missing = Literal["return", "expected", "answer", "hold"]

# What is missing where something that was due never came.
_MISSING: dict[str, Missing] = {
    "expected": "expected",
    "date-requested": "answer",
    "hold-ends": "hold",
}


@dataclass(frozen=True)
class Silence:
    """Something of a modification that nobody has told of since a day, over twelve months ago.

    `missing` is the return of an `assessment`, what an `entry` expects, the answer to the request
    that it records, or the end of a hold. `due` is when it was to come, where that is known.
    """

    standing: Standing
    missing: Missing
    since: date
    due: When | None = None
    assessment: Assessment | None = None
    entry: Entry | None = None


def silences_of(on: RegisterOn, standing: Standing, day: date) -> list[Silence]:
    """What of a modification was not heard of by a day, for over twelve months."""
    found = [*_assessments(on, standing, day)]
    if standing.dormant:
        # What is still to come too: of one that nobody has told of, nobody knows whether it is.
        heard = last_day(standing.seen)
        found += [
            Silence(standing, "expected", heard, one.when, entry=one.entry)
            for one in standing.awaited
            if one.when is not None
        ]
        found += [
            Silence(standing, "answer", heard, one.entry.to, entry=one.entry)
            for one in requests_unanswered(on, standing)
        ]
    for late in upcoming_of(on, standing):
        since, missing = late.not_heard_of_since, _MISSING.get(late.what)
        if since is None or missing is None or (missing == "expected" and standing.dormant):
            continue
        found.append(Silence(standing, missing, since, late.when, entry=late.entry))
    return found


def _assessments(on: RegisterOn, standing: Standing, day: date) -> Iterator[Silence]:
    """Those that were accepted, and never told to be back."""
    if not standing.is_undecided:
        return
    for assessment in standing.assessments:
        heard = last_day(assessment.seen)
        if assessment.is_open and day > a_year_after(heard):
            due = due_on(on, standing, assessment)
            yield Silence(standing, "return", heard, due, assessment)


def silences(on: RegisterOn, day: date, last: date) -> list[Silence]:
    """What a register has not heard of by a day, of what was due by a last one, in time."""
    found = [
        one
        for standing in on.standings
        for one in silences_of(on, standing, day)
        if one.due is None or first_day(one.due) <= last
    ]
    return sorted(found, key=lambda one: one.since)
