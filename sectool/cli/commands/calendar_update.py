"""`sectool calendar update`: what the holidays package would pin, shown or written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from sectool.cli.present.tables import write_lines
from sectool.cli.session import Refused, as_known, day_of, failure, misuse
from sectool.dates import in_full
from sectool.editing.calendar_pins import (
    FILE,
    Calendar,
    CannotPropose,
    Day,
    Update,
    differences,
    needing_announcement,
    rewritten,
    update_of,
)
from sectool.editing.pinned_text import NotPinnable
from sectool.workspace.atomic import NotWritten
from sectool.workspace.journal import writing


def update(root: Path, to: str | None, announced: str | None, *, write: bool) -> int:
    """Shows what the holidays package would pin; changes the file only where told to."""
    day = day_of("--announced", announced)
    try:
        if not write:
            write_lines(_proposed(root, to, day).lines)
            return 0
        with writing(root) as writer:
            proposed = _proposed(root, to, day)
            if proposed.changed.is_empty:
                write_lines(proposed.lines)
                return 0
            _check_announced(proposed.calendar, proposed.needing, day)
            raw = (root / FILE).read_bytes()
            content = rewritten(raw, proposed.calendar, proposed.changed, day)
            writer.write({FILE: content}, {FILE: raw})
    except (CannotPropose, NotPinnable) as error:
        raise Refused(f"sectool: {FILE}: {error}", 1) from None
    except NotWritten as error:
        raise failure(str(error)) from None
    write_lines([*proposed.differing, "", f"written to {FILE}"])
    return 0


class _Proposal(NamedTuple):
    """What would be pinned, and what is said of it where nothing is written."""

    calendar: Calendar
    changed: Update
    needing: list[tuple[Day, date]]
    differing: list[str]
    lines: list[str]


def _proposed(root: Path, to: str | None, announced: date | None) -> _Proposal:
    calendar = as_known(root).calendar
    changed = update_of(calendar, _last_of(calendar, to))
    by = f"holidays {changed.version}"
    if changed.is_empty:
        return _Proposal(calendar, changed, [], [], [f"the pinned calendar agrees with {by}"])
    differing, needing = differences(calendar, changed), needing_announcement(calendar, changed)
    lines = [*differing, "", f"proposed by {by}; --write puts it into {FILE}"]
    if needing and announced is None:
        lines.append("--announced DAY must then say when the change was announced")
    return _Proposal(calendar, changed, needing, differing, lines)


def _last_of(calendar: Calendar, to: str | None) -> date | None:
    """The new last day of the calendar, if one is asked for."""
    if to is None:
        return None
    if not (to.isascii() and to.isdigit() and len(to) == 4):
        raise misuse(f"--to: {to!r} is not a year written with four digits")
    last = calendar.to
    if int(to) < last.year:
        message = f"the calendar runs to {last.year} already, and no year is taken away from it"
        raise misuse(f"--to: {message}")
    end = date(int(to), 12, 31)
    return end if end > last else None


def _check_announced(
    calendar: Calendar, needing: list[tuple[Day, date]], announced: date | None
) -> None:
    if not needing:
        return
    if announced is None:
        raise misuse(
            "this changes years that are already pinned: add --announced DAY, the day "
            "on which the change was announced. Nothing was written"
        )
    for day, known in needing:
        if announced > day.date:
            what = f"{in_full(day.date)} ({day.name}) was already over"
        elif announced <= known:
            what = f"what is changed was known only from {in_full(known)}"
        else:
            continue
        raise misuse(f"--announced: on {in_full(announced)}, {what}. Nothing was written")
