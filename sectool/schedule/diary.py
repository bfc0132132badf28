"""The meetings of one body between two days: their numbers, their state and their paper days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

from sectool.calendar.meetings import MeetingCalendar, MeetingRow, rows_known
from sectool.calendar.workdays import WorkingCalendar
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
    """A meeting whose number is known, by its month: one a month is counted on from there."""

    number: int
    month: Month


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
    found: list[Meeting] = []
    days = [] if calendar is None else [date.fromordinal(day) for day in calendar.days.days]
    for day in days:
        row = dated.get((day, False))
        state: State = "proposed"
        if row is not None:
            state = "extra" if row.state == "extra" else "confirmed"
        number = row.number if row is not None else None
        if number is None and state != "extra":
            number = _number(anchors, Month(day.year, day.month))
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
        Numbered(row.number, Month(row.date.year, row.date.month))
        for row in rows
        if row.number is not None and row.state != "extra"
    ]
    return sorted([numbering, *own], key=lambda known: known.month)


def _number(anchors: list[Numbered], month: Month) -> int | None:
    known = [anchor for anchor in anchors if anchor.month <= month]
    return number_in(month, known[-1]) if known else None


def number_in(month: Month, known: Numbered) -> int | None:
    """The number of a month's meeting, one a month counted on; None for an earlier month."""
    months = (month.year - known.month.year) * 12 + month.month - known.month.month
    return known.number + months if months >= 0 else None
