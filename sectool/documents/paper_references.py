"""The reference of a paper, `SECP_83_1408_12`: it follows from the meeting that it goes to.

How it is written is said of the body; another may have `307/07`.
"""

from __future__ import annotations

import re
from datetime import date

from sectool.dates import Month
from sectool.model.publication import Publication
from sectool.model.reference import USUAL_REFERENCE, Body
from sectool.schedule import Calendars
from sectool.schedule.diary import Numbered, number_in
from sectool.values import dataclass

_PIECES = {
    "series": "[A-Z][A-Z0-9]*",
    "number": "0|[1-9][0-9]*",
    "day": "[0-9]{2}",
    "month": "[0-9]{2}",
    "item": "[0-9]{2}",
}


@dataclass(frozen=True)
class PaperReference:
    """The series of the body's papers, its meeting's number, day and month, the agenda item.

    Pieces that its form has no place for are nothing.
    """

    series: str
    number: int
    day: int
    month: int
    item: str
    form: str = USUAL_REFERENCE

    def __str__(self) -> str:
        return self.form.format(
            series=self.series,
            number=self.number,
            day=f"{self.day:02}",
            month=f"{self.month:02}",
            item=self.item,
        )


def parse_reference(text: str, form: str = USUAL_REFERENCE) -> PaperReference | None:
    """The pieces of a reference; None for one of another form."""
    found = _pattern_of(form).fullmatch(text)
    if found is None:
        return None
    pieces = {name: "" if name == "series" else "0" for name in _PIECES} | found.groupdict()
    number, day, month = (int(pieces[name]) for name in ("number", "day", "month"))
    return PaperReference(pieces["series"], number, day, month, pieces["item"], form)


def _pattern_of(form: str) -> re.Pattern[str]:
    """The references of a form: a piece that comes twice is the same both times."""
    pattern, seen = "", set()
    for words in re.split(r"(\{[a-z]+\})", form):
        name = words[1:-1]
        if words[:1] != "{":
            pattern += re.escape(words)
        elif name in seen:
            pattern += f"(?P={name})"
        else:
            pattern += f"(?P<{name}>{_PIECES[name]})"
            seen.add(name)
    return re.compile(pattern)


def reference_of(publication: Publication, calendars: Calendars) -> str | None:
    """The reference of a publication: the one written, else the one that follows."""
    if publication.reference is not None:
        return publication.reference
    derived = derived_reference(publication, calendars)
    return str(derived) if derived is not None else None


def derived_reference(publication: Publication, calendars: Calendars) -> PaperReference | None:
    """What follows from meeting and item; None where one of them or a piece of it is unknown."""
    meeting = publication.meeting
    if meeting is None or meeting.item is None:
        return None
    body = calendars.register.body_called(meeting.body)
    form = body.reference_form if body is not None else None
    if body is None or form is None:
        return None
    number = meeting_number(body, meeting.date, calendars)
    if number is None and "{number}" in form:
        return None
    day = meeting.date
    # Of what the form has no place for there is nothing, as where a reference is read.
    return PaperReference(
        (body.series or "") if "{series}" in form else "",
        (number or 0) if "{number}" in form else 0,
        day.day if "{day}" in form else 0,
        day.month if "{month}" in form else 0,
        meeting.item,
        form,
    )


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
