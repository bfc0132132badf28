"""What is planned as a calendar that other programs read: iCalendar (RFC 5545 and 7986).

Same events, same bytes: no clock is asked. All events last whole days, so that no zone of time
is needed. There is no METHOD: DTSTAMP is then the day from which an event is as it is, and nobody
is asked for an organizer (RFC 5545, 3.8.7.2; RFC 5546, 3.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sectool.export.sheets import CannotExport
from sectool.queries.planned_changes import Planned, PlannedEvent
from sectool.startup import in_full
from sectool.values import dataclass
from sectool.words import sentence

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_NEEDS = "writing calendars needs icalendar: pip install 'sectool[calendars]'"
_PRODUCT = "-//sectool//release plans//EN"
_CATEGORIES = {
    "milestones": "Milestone",
    "papers": "Papers",
    "cut-offs": "Cut-off",
    "consultations": "Consultation",
    "meetings": "Meeting",
    "go-lives": "Go-live",
    "holidays": "Bank holiday",
}
# A paper is remembered at nine o'clock of the day before.
_REMINDED = timedelta(hours=-15)
_REMINDS = ("papers",)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


@dataclass(frozen=True)
class CalendarHead:
    """What a calendar is called and of which Code it is: `code` is its short name.

    `key` names what is in it, for good, such as `2022-11`.
    """

    key: str
    name: str
    code: str
    says: str = ""

    @property
    def host(self) -> str:
        """What comes behind the @ of an identifier: `sec.sectool`."""
        return f"{re.sub('[^a-z0-9-]+', '-', self.code.lower()).strip('-') or 'code'}.sectool"


def as_ics(events: Sequence[PlannedEvent], head: CalendarHead) -> bytes:
    """A calendar of all-day events; CannotExport where there is none, or icalendar is missing.

    A calendar without events is none (RFC 5545, 3.6), and is refused by those who read it.
    """
    if not events:
        raise CannotExport("nothing is planned that fits, and a calendar has at least one event")
    in_full("uuid", "zoneinfo")
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise CannotExport(_NEEDS) from None
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    # NAME is of RFC 7986; what Outlook and Google show is the older one.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(_clean(head.name)))
    if head.says:
        for name in ("DESCRIPTION", "X-WR-CALDESC"):
            calendar.add(name, vText(_clean(head.says)))
    calendar.add("UID", vText(f"calendar.{head.key}@{head.host}"))
    for event in events:
        calendar.add_component(_event(event, head))
    return bytes(calendar.to_ical(sorted=False))


def _event(event: PlannedEvent, head: CalendarHead) -> Event:
    from icalendar import Event

    planned = event.planned
    found = Event()
    found.add("UID", identifier(planned, head))
    found.add("DTSTAMP", _stamp(event.since))
    found.add("SEQUENCE", event.changes)
    found.add("DTSTART", planned.first)
    # The day behind the last one (RFC 5545, 3.6.1); Outlook needs it of one day too.
    found.add("DTEND", planned.last + timedelta(days=1))
    found.add("SUMMARY", _clean(_summary(event)))
    if says := _clean("\n".join(description(event))):
        found.add("DESCRIPTION", says)
    found.add("CATEGORIES", _categories(event, head))
    found.add("STATUS", _status(event))
    found.add("CLASS", "PUBLIC")
    # Nobody is busy because something is due.
    found.add("TRANSP", "TRANSPARENT")
    if planned.link is not None:
        found.add("URL", planned.link)
    found.add("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
    found.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    if planned.kind in _REMINDS and not event.cancelled:
        found.add_component(_alarm(planned))
    return found


def _alarm(planned: Planned) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _clean(planned.title))
    alarm.add("TRIGGER", _REMINDED)
    return alarm


def identifier(planned: Planned, head: CalendarHead) -> str:
    """`milestone.2022-11.go-live@sec.sectool`: the same for as long as there is such a thing."""
    return f"{planned.key}@{head.host}"


def _summary(event: PlannedEvent) -> str:
    planned = event.planned
    about = f"{planned.release}: " if _is_of_release(planned) else ""
    open_ = f" ({planned.days_in_words})" if planned.is_window else ""
    return f"{'Cancelled: ' if event.cancelled else ''}{about}{planned.title}{open_}"


def _is_of_release(planned: Planned) -> bool:
    return planned.release is not None and planned.modification is None


def description(event: PlannedEvent) -> Iterable[str]:
    """What it is in full, a line each: no count of days to something else, which would move."""
    planned = event.planned
    if event.cancelled:
        yield "This is no longer planned."
    elif planned.is_window:
        yield f"Planned {planned.days_in_words}; which day is open."
    if planned.by is not None:
        yield f"By: {planned.by}"
    if planned.notes is not None:
        yield sentence(planned.notes)
    yield from planned.because
    if planned.source is not None:
        yield f"Source: {planned.source}"
    if planned.link is not None:
        yield planned.link


def _categories(event: PlannedEvent, head: CalendarHead) -> list[str]:
    planned = event.planned
    found = [_CATEGORIES[planned.kind], planned.release, planned.modification, planned.body]
    return [_clean(one).replace("\n", " ") for one in (head.code, *found) if one]


def _status(event: PlannedEvent) -> str:
    if event.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.planned.settled else "TENTATIVE"


def _stamp(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _clean(text: str) -> str:
    """Without what no calendar may have in a text (RFC 5545, 3.3.11)."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))
