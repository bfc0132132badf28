"""What a year holds: bank holidays, meetings, and the days on which papers go out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from sectool.calendar.meetings import rows_known
from sectool.model.reference import Body, Elsewhere, Holiday
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.schedule.diary import Meeting
from sectool.values import dataclass


@dataclass(frozen=True)
class CalendarYear:
    """What a year holds, as known on a day or now."""

    year: int
    working_days: int
    holidays: tuple[Holiday, ...]
    elsewhere: tuple[Elsewhere, ...]
    meetings: tuple[Meeting, ...]  # of this year
    papers: tuple[Meeting, ...]  # meetings, some of them later, whose paper day is in this year
    silent: tuple[str, ...]  # bodies that meet, but no meeting of this year is known
    without_papers: tuple[str, ...]


def calendar_year(
    known: RegisterAsKnown, year: int, chosen: Collection[Body] | None = None
) -> CalendarYear:
    """A year as known on a day or now; of all bodies, or of those chosen."""
    bodies = list(known.register.bodies.values()) if chosen is None else chosen
    meetings: list[Meeting] = []
    papers: list[Meeting] = []
    silent: list[str] = []
    without: list[str] = []
    for body in bodies:
        diary = known.calendars.diary(body)
        of_year = [m for m in diary if m.day.year == year and m.state != "cancelled"]
        meetings += of_year
        papers += [m for m in diary if m.papers is not None and m.papers.year == year]
        meets = chosen is not None or body.pattern or body.meetings
        if meets and not of_year:
            silent.append(body.short)
        if of_year and all(meeting.papers is None for meeting in of_year):
            without.append(body.short)
    days = known.working.working_days.days
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    calendar = known.calendar
    holidays = rows_known(calendar.holidays, known.known_at, calendar.known_from)
    elsewhere = rows_known(calendar.elsewhere, known.known_at, calendar.known_from)
    return CalendarYear(
        year,
        sum(first <= day <= last for day in days),
        _rows_of(year, holidays),
        _rows_of(year, elsewhere),
        tuple(sorted(meetings, key=lambda m: (m.day, m.body))),
        tuple(sorted(papers, key=lambda m: (m.papers or m.day, m.day, m.body))),
        tuple(sorted(silent)),
        tuple(sorted(without)),
    )


_Row = TypeVar("_Row", Holiday, Elsewhere)


def _rows_of(year: int, rows: Iterable[_Row]) -> tuple[_Row, ...]:
    return tuple(sorted((r for r in rows if r.date.year == year), key=lambda r: r.date))
