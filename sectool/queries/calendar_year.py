"""What a year holds: bank holidays, meetings, and the days on which papers go out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from sectool.calendar.meetings import rows_known
from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import UnknownBody
from sectool.datelang.parser import PhraseError
from sectool.model.reference import Body, Elsewhere, Holiday
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.register_on import register_on
from sectool.queries.releases import releases_known
from sectool.schedule.diary import Meeting
from sectool.schedule.go_lives import usual_go_lives
from sectool.values import dataclass


@dataclass(frozen=True)
class YearGoLive:
    """A go-live of a year: that of a release, or where none is known a day on which one is usual.

    `title` is what the pattern of a usual day calls it, such as November.
    """

    day: date
    kind: str
    release: str | None = None
    title: str | None = None

    @property
    def proposed(self) -> bool:
        return self.release is None


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
    go_lives: tuple[YearGoLive, ...] = ()  # of none where bodies were chosen


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
        go_lives_of(known, year) if chosen is None else (),
    )


def go_lives_of(known: RegisterAsKnown, year: int) -> tuple[YearGoLive, ...]:
    """The go-lives of a year in order, usual ones where no release of the kind has that month.

    A release goes live in the month of its id as far as a usual day is concerned, whatever became
    of it. Usual days that are not known as a whole are left out: C107 reports such a pattern.
    """
    on, register = register_on(known.register, known.known_at), known.register
    found, taken = [], set()
    releases = register.releases.values() if known.known_at is None else releases_known(on)
    for release in releases:
        id_ = release.id
        taken.add((release.kind, id_[:7]))
        day = on.go_live(id_)
        if isinstance(day, date) and day.year == year and on.cancellation(id_) is None:
            found.append(YearGoLive(day, release.kind, id_))
            taken.add((release.kind, day.isoformat()[:7]))
    span = date(year, 1, 1), date(year, 12, 31)
    for name, kind in register.release_kinds.items():
        try:
            usual = usual_go_lives(kind, span, known.calendars)
        except (OutOfCalendar, UnknownBody, PhraseError):
            continue
        found += [
            YearGoLive(one.day, name, title=one.pattern.title)
            for one in usual
            if (name, one.day.isoformat()[:7]) not in taken
        ]
    return tuple(sorted(found, key=lambda one: (one.day, one.release or "", one.kind)))


_Row = TypeVar("_Row", Holiday, Elsewhere)


def _rows_of(year: int, rows: Iterable[_Row]) -> tuple[_Row, ...]:
    return tuple(sorted((r for r in rows if r.date.year == year), key=lambda r: r.date))
