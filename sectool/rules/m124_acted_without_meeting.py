"""A body acted, or is to act, on a day on which it does not meet.

A committee votes, agrees and discusses when it meets. This is asked only of months in which it is
known when the body meets: by its pattern, or since its meetings are numbered, one a month, and that
of the month has a date. What is expected is compared with the meetings as they were known then.
Letters, and what else needs no meeting, may be of any day.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-02-21    # M124
      event: discussed
      by: CSC

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-20, event: discussed, by: CSC}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import DaySet, OutOfCalendar
from sectool.dates import Month, last_day, plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.modification import Entry
from sectool.model.reference import Body
from sectool.model.register import release_file
from sectool.queries.register_on import register_on
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"modification"}

# What a committee does when it meets.
ACTS = frozenset(
    {
        *("converted", "discussed", "agreed", "recommended", "approved", "rejected", "upheld"),
        *("overturned", "assessment-approved", "assessment-deferred", "admitted"),
    }
)
_EXPECTED = ACTS | {"vote", "decision"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if subject.calendars.working is None:
        return
    for modification in register.modifications.values():
        for entry in modification.history:
            found = _act(entry)
            if found is not None:
                key, day, then = found
                message = _not_meeting(subject, entry.by, day, then)
                if message is not None:
                    place = place_in_history(modification, entry).at(key)
                    yield Finding(message[0], place, message[1], about=(modification.id,))
    for id_, release in register.releases.items():
        for index, event in enumerate(release.history):
            if event.event == "baselined" and isinstance(event.date, date):
                message = _not_meeting(subject, event.by, event.date, None)
                if message is not None:
                    place = Address(release_file(id_), ("history", index, "date"))
                    yield Finding(message[0], place, message[1], about=(id_,))


def _act(entry: Entry) -> tuple[str, date, date | None] | None:
    """The key and the day of an act of a meeting, and when it was expected, if it was."""
    if entry.by is None:
        return None
    if entry.event in ACTS and isinstance(entry.date, date):
        return "date", entry.date, None
    if entry.event == "expected" and entry.what in _EXPECTED and entry.day is not None:
        return "day", entry.day, last_day(entry.when)
    return None


def _not_meeting(
    subject: Subject, short: str | None, day: date, then: date | None
) -> tuple[str, str] | None:
    """Message and advice, where a body is known not to meet on a day."""
    body = subject.register.body_called(short or "")
    if body is None or not _is_known(body, day):
        return None
    known = [subject.calendars]
    if then is not None:
        known.append(register_on(subject.register, then).calendars)
    calendars = [found for one in known if (found := one.meetings(body.short)) is not None]
    # What a pattern gives may depend on days, or on another body's meetings, that nobody knows.
    if any(gap[0] <= day <= gap[1] for one in calendars for gap in one.days.gaps):
        return None
    if not calendars or any(day in one.days for one in calendars):
        return None
    return (
        f"the {body.short} does not meet on {plainly(day)}",
        _around(day, calendars[0].days)
        + "; if it did meet, add the meeting to the body in reference/bodies.yaml",
    )


def _is_known(body: Body, day: date) -> bool:
    """Whether all meetings of a body in the month of a day are known."""
    month = Month(day.year, day.month)
    if any(p.from_ <= month and (p.to is None or month <= p.to) for p in body.pattern):
        return True
    dated = [m for m in body.meetings if m.state != "extra" and (m.date in month)]
    return body.numbering is not None and bool(dated)


def _around(day: date, meetings: DaySet) -> str:
    """The nearest meetings on both sides, as far as they are known."""
    near = []
    for side in (meetings.on_or_before, meetings.on_or_after):
        try:
            near.append(plainly(side(day)))
        except OutOfCalendar:
            continue
    return f"it meets on {' and '.join(near)}" if near else "no meeting near that day is known"
