"""How the pinned calendar differs from the holidays package, and its file with the changes in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter

from sectool.calendar.proposal import (
    CalendarDifference,
    CannotPropose,
    Day,
    changes_elsewhere,
    changes_here,
    proposal,
)
from sectool.editing.pinned_text import NewRow, PinnedText
from sectool.model.reference import Calendar, Elsewhere, Holiday
from sectool.model.register import REFERENCE_FILES
from sectool.source.reader import decode, read_data, read_spans
from sectool.values import dataclass

__all__ = [
    "ELSEWHERE",
    "FILE",
    "HOLIDAYS",
    "Calendar",
    "CannotPropose",
    "Day",
    "Update",
    "differences",
    "needing_announcement",
    "rewritten",
    "update_of",
]

FILE = REFERENCE_FILES["calendar"][0]
HOLIDAYS: Literal["holidays"] = "holidays"
ELSEWHERE: Literal["elsewhere"] = "elsewhere"


@dataclass(frozen=True)
class Update:
    """How the pinned calendar differs from the package, and to which day it is extended."""

    version: str
    here: CalendarDifference
    elsewhere: CalendarDifference
    to: date | None

    @property
    def is_empty(self) -> bool:
        return not (self.here or self.elsewhere or self.to)


def update_of(calendar: Calendar, to: date | None) -> Update:
    """The changes that the holidays package proposes; `to` extends the calendar to a day."""
    theirs = proposal(calendar.subdivision, calendar.from_, to or calendar.to)
    return Update(
        theirs.version,
        changes_here(calendar.holidays, theirs.here),
        changes_elsewhere(calendar.elsewhere, theirs.elsewhere),
        to,
    )


def differences(calendar: Calendar, changed: Update) -> list[str]:
    """The difference, a line for each day: + for a new one, - for one that is gone."""
    lines: list[tuple[date, bool, str]] = []
    for change, rows in (
        (changed.here, calendar.holidays),
        (changed.elsewhere, calendar.elsewhere),
    ):
        lines += [(day.date, bool(day.divisions), f"+ {day}") for day in change.new]
        for index in change.gone:
            row = rows[index]
            day = Day(row.date, row.name, getattr(row, "divisions", ()))
            lines.append((day.date, bool(day.divisions), f"- {day}"))
    return [text for _, _, text in sorted(lines)]


def needing_announcement(calendar: Calendar, changed: Update) -> list[tuple[Day, date]]:
    """The changes within the pinned years, each with the day before which nobody can know it."""
    known = calendar.known_from
    new = [day for day in changed.here.new if day.date <= calendar.to]
    if calendar.elsewhere:  # else they are pinned for the first time, as known all along
        new += [day for day in changed.elsewhere.new if day.date <= calendar.to]
    gone: list[tuple[Day, date]] = []
    rows: Iterable[Holiday | Elsewhere] = (
        *(calendar.holidays[index] for index in changed.here.gone),
        *(calendar.elsewhere[index] for index in changed.elsewhere.gone),
    )
    for row in rows:
        gone.append((Day(row.date, row.name), row.known_from or known))
    return [*((day, known) for day in new), *gone]


def rewritten(raw: bytes, calendar: Calendar, changed: Update, announced: date | None) -> bytes:
    """The file with the changes in it; the data read from it is compared with what is meant."""
    text, _ = decode(raw)
    data, _ = read_data(text)
    edited = PinnedText(text, data, read_spans(text).values)
    projected = min(
        (row.date.year for row in calendar.holidays if row.state == "projected"),
        default=calendar.to.year + 1,
    )
    first_time = not calendar.elsewhere
    for key, change in ((HOLIDAYS, changed.here), (ELSEWHERE, changed.elsewhere)):
        if announced is not None:
            for index in change.gone:
                edited.withdraw(key, index, announced)
        rows = []
        for day in change.new:
            one_off = day.date <= calendar.to and not (key == ELSEWHERE and first_time)
            state = not one_off and day.date.year >= projected
            rows.append(NewRow(day, announced if one_off else None, state))
        edited.add(key, rows)
    if changed.to is not None:
        edited.set_to(changed.to)
    written, meant = edited.result()
    _check_written(written, meant)
    bom = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    return bom + written.encode()


def _check_written(text: str, meant: dict[str, Any]) -> None:
    """Our own mistake, were it ever to happen, stops here: before the file is touched."""
    data, problems = read_data(text)
    if problems or data != meant:
        raise RuntimeError(f"{FILE} would not have come out as meant: {problems}")
    TypeAdapter(Calendar).validate_python(data)
