"""The meetings of one body between two days: their numbers, their state and their paper days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

from sectool.calendar.meetings import MeetingCalendar, MeetingRow, rows_known
from sectool.calendar.workdays import DaySet, WorkingCalendar
from sectool.datelang.nodes import Counted
from sectool.dates import Month
from sectool.schedule.papers import paper_day
from sectool.values import dataclass

State = Literal["confirmed", "extra", "cancelled", "proposed"]


class NumberedRow(MeetingRow, Protocol):
    """What is shown of a dated meeting (see model.reference.BodyMeeting)."""

    @property
    def number(self) -> int | None: ...
    @property
    def because(self) -> str | None: ...


@dataclass(frozen=True)
class Meeting:
    """One meeting of a body. `papers` is the last day for its papers, where that is known.

    `proposed` ones rest on the body's pattern alone; a `cancelled` one was not held.
    """

    body: str
    day: date
    state: State
    number: int | None = None
    papers: date | None = None
    instead_of: date | None = None
    because: str | None = None

    @property
    def proposed(self) -> bool:
        return self.state == "proposed"

    @property
    def label(self) -> str:
        """`CSC 35`, or `CSC`; with a question mark where only a pattern proposes it."""
        number = f" {self.number}" if self.number is not None else ""
        return f"{self.body}{number}{'?' if self.proposed else ''}"


@dataclass(frozen=True)
class Numbered:
    """A meeting whose number is known, by its month, and its day where that is known too.

    Meetings are counted on from there; one a month, where not all in between are known.
    """

    number: int
    month: Month
    day: date | None = None


@dataclass(frozen=True)
class MeetingCount:
    """Counts on the meetings of a body that have a number: neither extra nor cancelled ones."""

    days: tuple[date, ...]
    known: DaySet | None

    def number_on(self, day: date, known: Numbered) -> int | None:
        """The number of the meeting on a day; None where that cannot be counted."""
        start = known.day
        if start is None:
            start = next((one for one in self.days if one in known.month), None)
        if start is not None and self.all_known(start, day):
            return known.number + bisect_right(self.days, day) - bisect_right(self.days, start)
        months = [(one.year, one.month) for one in self.days]
        if len(set(months)) < len(months):
            return None
        return number_in(Month(day.year, day.month), known)

    def all_known(self, start: date, day: date) -> bool:
        """Whether all meetings from one day to another are known."""
        days = self.known
        return (
            days is not None
            and days.first <= start <= day <= days.last
            and not any(first <= day and start <= last for first, last in days.gaps)
        )


def count_of(
    calendar: MeetingCalendar | None, rows: Sequence[NumberedRow], known_at: date | None = None
) -> MeetingCount:
    """How the meetings of a body are counted. One that was cancelled counts if it has a number."""
    known = list(rows_known(rows, known_at))
    extra = {row.date for row in known if row.state == "extra"}
    extra -= {row.date for row in known if row.state == "confirmed"}
    days = {row.date for row in known if row.state == "cancelled" and row.number is not None}
    if calendar is not None:
        days |= {date.fromordinal(day) for day in calendar.days.days} - extra
    return MeetingCount(tuple(sorted(days)), calendar.days if calendar is not None else None)


def diary_of(
    short: str,
    calendar: MeetingCalendar | None,
    rows: Sequence[NumberedRow],
    working: WorkingCalendar,
    *,
    numbering: Numbered | None = None,
    papers: Counted | None = None,
    known_at: date | None = None,
) -> tuple[Meeting, ...]:
    """All meetings of a body that are known on a day (or now), in order."""
    dated = {(row.date, row.state == "cancelled"): row for row in rows_known(rows, known_at)}
    anchors = _anchors(list(dated.values()), numbering)
    count = count_of(calendar, rows, known_at) if anchors else None
    found: list[Meeting] = []
    days = [] if calendar is None else [date.fromordinal(day) for day in calendar.days.days]
    for day in days:
        row = dated.get((day, False))
        state: State = "proposed"
        if row is not None:
            state = "extra" if row.state == "extra" else "confirmed"
        number = row.number if row is not None else None
        if number is None and state != "extra" and count is not None:
            number = _number(anchors, day, count)
        found.append(
            Meeting(
                short,
                day,
                state,
                number,
                paper_day(papers, day, working) if papers is not None else None,
                row.instead_of if row is not None else None,
                row.because if row is not None else None,
            )
        )
    found.extend(
        Meeting(short, row.date, "cancelled", row.number, None, row.instead_of, row.because)
        for (_, cancelled), row in dated.items()
        if cancelled
    )
    return tuple(sorted(found, key=lambda meeting: (meeting.day, meeting.state)))


def _anchors(rows: list[NumberedRow], numbering: Numbered | None) -> list[Numbered]:
    """The known numbers to count on from, in order; none where a body is not counted so."""
    if numbering is None:
        return []
    own = [
        Numbered(row.number, Month(row.date.year, row.date.month), row.date)
        for row in rows
        if row.number is not None and row.state != "extra"
    ]
    return sorted(
        [numbering, *own], key=lambda known: (known.month, known.day or known.month.first)
    )


def _number(anchors: list[Numbered], day: date, count: MeetingCount) -> int | None:
    month = Month(day.year, day.month)
    before = [
        anchor
        for anchor in anchors
        if anchor.month <= month and (anchor.day is None or anchor.day <= day)
    ]
    return count.number_on(day, before[-1]) if before else None


def number_in(month: Month, known: Numbered) -> int | None:
    """The number of a month's meeting, one a month counted on; None for an earlier month."""
    months = (month.year - known.month.year) * 12 + month.month - known.month.month
    return known.number + months if months >= 0 else None
