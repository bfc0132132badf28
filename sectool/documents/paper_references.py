"""The reference of a paper, `SECP_83_1408_12`: it follows from the meeting that it goes to."""

from __future__ import annotations

import re
from datetime import date

from sectool.dates import Month
from sectool.model.publication import Publication
from sectool.model.reference import Body
from sectool.schedule import Calendars
from sectool.schedule.diary import Numbered, number_in
from sectool.values import dataclass

_REFERENCE = re.compile(
    "(?P<series>[A-Z][A-Z0-9]*)_(?P<number>0|[1-9][0-9]*)_(?P<day>[0-9]{2})(?P<month>[0-9]{2})"
    "_(?P<item>[0-9]{2})"
)


@dataclass(frozen=True)
class PaperReference:
    """The series of the body's papers, its meeting's number, day and month, the agenda item."""

    series: str
    number: int
    day: int
    month: int
    item: str

    def __str__(self) -> str:
        return f"{self.series}_{self.number}_{self.day:02}{self.month:02}_{self.item}"


def parse_reference(text: str) -> PaperReference | None:
    """The pieces of a reference; None for one of another form."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    number, day, month = (int(found[name]) for name in ("number", "day", "month"))
    return PaperReference(found["series"], number, day, month, found["item"])


def reference_of(publication: Publication, calendars: Calendars) -> str | None:
    """The reference of a publication: the one written, else the one that follows."""
    if publication.reference is not None:
        return publication.reference
    derived = derived_reference(publication, calendars)
    return str(derived) if derived is not None else None


def derived_reference(publication: Publication, calendars: Calendars) -> PaperReference | None:
    """What follows from meeting and item; None where one of them, series or number is unknown."""
    meeting = publication.meeting
    if meeting is None or meeting.item is None:
        return None
    body = calendars.register.body_called(meeting.body)
    if body is None or body.series is None:
        return None
    number = meeting_number(body, meeting.date, calendars)
    if number is None:
        return None
    return PaperReference(body.series, number, meeting.date.day, meeting.date.month, meeting.item)


def meeting_number(body: Body, day: date, calendars: Calendars) -> int | None:
    """The number of a body's meeting; of one that is not on record, that of the one proposed for
    its month, or counted on by months."""
    held = [meeting for meeting in calendars.diary(body) if meeting.state != "cancelled"]
    on_record = [meeting for meeting in held if meeting.day == day]
    if on_record:
        return on_record[0].number
    if body.numbering is None:
        return None
    numbered = [one for one in held if one.number is not None and one.state != "extra"]
    same_month = [one for one in numbered if (one.day.year, one.day.month) == (day.year, day.month)]
    if any(not one.proposed for one in same_month):
        return None  # the meeting of that month has its number, and is on another day
    if same_month:
        return min(same_month, key=lambda one: abs(one.day - day)).number
    known = [Numbered(body.numbering.number, body.numbering.month)]
    known += [
        Numbered(meeting.number, Month(meeting.day.year, meeting.day.month))
        for meeting in numbered
        if meeting.number is not None
    ]
    month = Month(day.year, day.month)
    before = [one for one in known if one.month <= month]
    return number_in(month, max(before, key=lambda one: one.month)) if before else None
