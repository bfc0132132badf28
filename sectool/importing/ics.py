"""Reading an .ics file: its events by day, those that come again each on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sectool.importing.cells import CannotImport
from sectool.startup import in_full
from sectool.values import dataclass

_NEEDS = "reading calendars needs icalendar: pip install 'sectool[calendars]'"
_FREQUENCIES = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
# An event that comes again is followed no longer than this behind its first day.
_LONGEST = timedelta(days=366 * 20)


@dataclass(frozen=True)
class CalendarEvent:
    """What a calendar has on a day: its words, and where it stands in the file.

    `guessed` says what its day rests on; `refused` why it has none.
    """

    where: str
    summary: str
    day: date | None
    cancelled: bool = False
    guessed: tuple[str, ...] = ()
    refused: str = ""


def read_ics(content: bytes, until: date) -> list[CalendarEvent]:
    """The events of a calendar, in time; repeated ones up to a day. CannotImport."""
    in_full("uuid", "zoneinfo")
    try:
        from icalendar import Calendar
    except ImportError:
        raise CannotImport(_NEEDS) from None
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except Exception as error:  # The library raises whatever a damaged file makes it meet.
        raise CannotImport(f"this calendar cannot be read: {error}") from None
    events = [event for one in calendars for event in one.walk("VEVENT")]
    if not events:
        raise CannotImport("this calendar has no events")
    moved: dict[tuple[str, date], Any] = {}
    for event in events:
        instead = _day_of(event, "RECURRENCE-ID")
        if instead is not None:
            moved[str(event.get("UID", "")), instead] = event
    found: list[CalendarEvent] = []
    for number, event in enumerate(events, 1):
        if _day_of(event, "RECURRENCE-ID") is not None:
            found.append(_one(event, f"event {number}"))
        else:
            found += _occurrences(event, f"event {number}", moved, until)
    return sorted(found, key=lambda one: (one.day or date.max, one.where))


def _occurrences(
    event: Any, where: str, moved: dict[tuple[str, date], Any], until: date
) -> Iterator[CalendarEvent]:
    first = _one(event, where)
    if (event.get("RRULE") is None and event.get("RDATE") is None) or first.day is None:
        yield first
        return
    uid = str(event.get("UID", ""))
    try:
        days = list(_days(event, first.day, min(until, first.day + _LONGEST)))
    except (ValueError, TypeError) as error:
        yield CalendarEvent(where, first.summary, None, refused=f"its rule is not known: {error}")
        return
    for day in days:
        if (uid, day) not in moved:
            yield CalendarEvent(
                f"{where}, {day.isoformat()}", first.summary, day, first.cancelled, first.guessed
            )


def _days(event: Any, first: date, until: date) -> Iterator[date]:
    """The days on which an event comes, up to one, without those that are taken out."""
    from dateutil.rrule import rrulestr

    start = datetime.combine(first, time())
    without = {_plain_day(one.dt) for one in _listed(event, "EXDATE")}
    days = {first, *(_plain_day(one.dt) for one in _listed(event, "RDATE"))}
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        if not {*map(str, rule.get("FREQ", []))} <= _FREQUENCIES:
            raise ValueError("it comes more often than daily")
        kept = {key: value for key, value in rule.items() if key != "UNTIL"}
        last = min([until, *(_plain_day(one) for one in rule.get("UNTIL", []))])
        text = type(rule)(kept).to_ical().decode()
        for found in rrulestr(text, dtstart=start):
            if found.date() > last:
                break
            days.add(found.date())
    yield from sorted(days - without)


def _listed(event: Any, name: str) -> Iterator[Any]:
    found = event.get(name)
    for one in found if isinstance(found, list) else [found] if found is not None else []:
        yield from one.dts


def _one(event: Any, where: str) -> CalendarEvent:
    summary = " ".join(str(event.get("SUMMARY", "")).split())
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    start = event.get("DTSTART")
    value = getattr(start, "dt", None)
    if not isinstance(value, date):
        return CalendarEvent(where, summary, None, refused="it has no day")
    guessed = []
    if isinstance(value, datetime) and value.hour >= 22 and value.utcoffset() == timedelta(0):
        guessed.append("it is after 22:00 UTC, which may be the next day elsewhere")
    end = event.get("DTEND")
    last = getattr(end, "dt", None)
    if isinstance(last, date) and _plain_day(last) > _plain_day(value) + timedelta(days=1):
        guessed.append(f"it goes on to {_plain_day(last).isoformat()}; its first day is taken")
    return CalendarEvent(where, summary, _plain_day(value), cancelled, tuple(guessed))


def _day_of(event: Any, name: str) -> date | None:
    value = getattr(event.get(name), "dt", None)
    return _plain_day(value) if isinstance(value, date) else None


def _plain_day(value: Any) -> date:
    """The day on the clock of who wrote it."""
    if isinstance(value, tuple):  # a period
        value = value[0]
    return value.date() if isinstance(value, datetime) else value
