"""What bodies are called in sentences, and when they meet: by their patterns, and as they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sectool.dates import in_full, plainly
from sectool.model.reference import Body, MeetingPattern
from sectool.model.register import Register
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.schedule.diary import Meeting

__all__ = [
    "Body",
    "Meeting",
    "MeetingPattern",
    "body_in_words",
    "meeting_in_words",
    "meetings_around",
    "meetings_of",
    "pattern_in_words",
    "usual_meetings",
]


def body_in_words(register: Register, short: str) -> tuple[str, str | None]:
    """A body as a sentence names it: `Testing Advisory Group` and its `TAG`, but `Panel` alone."""
    body = register.body_called(short)
    if body is None or not short.isupper():
        return short, None
    return body.name, short


def usual_meetings(body: Body, day: date) -> str | None:
    """The patterns by which a body meets on a day: `third Tuesday of each month`."""
    holding = [
        p for p in body.pattern if p.from_.first <= day and (p.to is None or day <= p.to.last)
    ]
    return "; ".join(pattern.rule for pattern in holding) or None


def meetings_around(
    meetings: Sequence[Meeting], day: date
) -> tuple[Meeting | None, Meeting | None]:
    """The last meeting before a day that has a date of its own, and the next from it on."""
    held = [meeting for meeting in meetings if meeting.state != "cancelled"]
    last = [meeting for meeting in held if meeting.day < day and not meeting.proposed]
    ahead = [meeting for meeting in held if meeting.day >= day]
    return last[-1] if last else None, ahead[0] if ahead else None


def meetings_of(known: RegisterAsKnown, body: Body, year: int | None = None) -> list[Meeting]:
    """The meetings of a body in a year, proposed ones too; without one, all that have a date."""
    return [
        meeting
        for meeting in known.calendars.diary(body)
        if (not meeting.proposed if year is None else meeting.day.year == year)
    ]


def meeting_in_words(meeting: Meeting) -> str:
    """`Wed 20 Oct 2021? (number 12)`: its day, with ? where a pattern alone proposes it."""
    number = f" (number {meeting.number})" if meeting.number is not None else ""
    return in_full(meeting.day) + ("?" if meeting.proposed else "") + number


def pattern_in_words(pattern: MeetingPattern) -> str:
    """`third Tuesday of each month, from Sep 2021`."""
    if pattern.to is None:
        return f"{pattern.rule}, from {plainly(pattern.from_)}"
    return f"{pattern.rule}, {plainly(pattern.from_)} to {plainly(pattern.to)}"
