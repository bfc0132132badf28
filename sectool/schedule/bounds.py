"""Between which days a milestone surely falls, how that is worded, and where a phrase leads from.

What is open proves nothing, and neither does a date that is contradicted: T112 reports it, and
what else is wrong shows once it is corrected.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import Context, UnknownBody, Window, evaluate
from sectool.datelang.nodes import CountedMeeting, Named, NearestMeeting, Phrase
from sectool.dates import Month, in_full, plainly
from sectool.diagnostic import Address, Related
from sectool.schedule.calendars import Calendars
from sectool.schedule.release import Scheduled


def earliest_of(item: Scheduled) -> date | None:
    """The first day that a milestone surely may not be before; None where there is none."""
    return None if item.contradicted else item.earliest


def latest_of(item: Scheduled) -> date | None:
    """The last day that a milestone surely may not be after; None where there is none."""
    return None if item.contradicted else item.latest


def surely_after(one: Scheduled, other: Scheduled) -> bool:
    """Whether a milestone lies after another on whichever of their days they fall."""
    earliest, latest = earliest_of(one), latest_of(other)
    return earliest is not None and latest is not None and earliest > latest


def from_when(item: Scheduled) -> str:
    """`on Thu 3 Nov 2022`, `in Aug 2022` or `on Mon 1 Aug 2022 at the earliest`."""
    return _side(item, earliest_of(item), "earliest")


def until_when(item: Scheduled) -> str:
    """`on Thu 3 Nov 2022`, `in Aug 2022` or `on Fri 12 Aug 2022 at the latest`."""
    return _side(item, latest_of(item), "latest")


def _side(item: Scheduled, day: date | None, which: str) -> str:
    if item.day is not None:
        return f"on {in_full(item.day)}"
    month = item.when
    if isinstance(month, Month) and day in (None, month.first, month.last):
        return f"in {plainly(month)}"
    return f"on {in_full(day)} at the {which}" if day is not None else "on a day not yet known"


def written_at(item: Scheduled) -> Address:
    """Where a milestone's date is written, or its last permitted day."""
    return item.address.at("when" if item.milestone.when is not None else "due")


def stands_here(item: Scheduled) -> Related:
    return Related(f"{item.id!r} is defined here", item.address)


def body_meeting_at(item: Scheduled) -> str | None:
    """The short name of the body that meets at a milestone, as far as the timeline says it.

    Its day says so (`falls-on`, or a phrase that leads to a meeting), or else whose row it is.
    """
    body, _, kind = (item.milestone.falls_on or "").partition(" ")
    if kind == "meeting":
        return body
    if isinstance(item.phrase, NearestMeeting | CountedMeeting):
        return item.phrase.body
    return item.milestone.by


class _OpenDay(Exception):
    """Nothing bounds the day of a milestone that a phrase starts from."""


def led_to(
    phrase: Phrase, day_of: Callable[[str], date | None], calendars: Calendars
) -> Window | None:
    """Where a phrase leads from one day of each milestone it names; None where nobody knows."""
    if calendars.working is None:
        return None

    def window_of(anchor: Named) -> Window:
        day = day_of(anchor.id)
        if day is None:
            raise _OpenDay
        return Window(day, day)

    try:
        return evaluate(phrase, Context(calendars.working, calendars.meetings, window_of)).window
    except (_OpenDay, OutOfCalendar, UnknownBody):
        return None
