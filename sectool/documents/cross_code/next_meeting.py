"""The next meeting of the body that governs the Code."""

from __future__ import annotations

from datetime import date

from sectool.documents.composer import Composer
from sectool.documents.cross_code.value import NextMeeting
from sectool.documents.roles import bodies_named
from sectool.queries.roles import shorts_of


def next_meeting(update: Composer) -> NextMeeting | None:
    """The first meeting to come of a body that governs the Code on the day of the meeting."""
    on, day = update.on, update.as_of
    governing = shorts_of(on, "govern", day, date.max)
    ahead = [
        (meeting, body.short)
        for body in update.register.bodies.values()
        if body.short in governing
        for meeting in update.calendars.diary(body)
        if meeting.state != "cancelled" and (day is None or meeting.day >= day)
    ]
    for meeting, short in sorted(ahead, key=lambda each: each[0].day):
        if short in shorts_of(on, "govern", meeting.day):
            of = bodies_named(update.register, [short])
            return NextMeeting(meeting.day, meeting.number, meeting.proposed, of)
    return None
