"""`sectool calendar update`: what the holidays package would pin, shown or written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.present.tables import write_lines
from sectool.cli.session import Refused, as_known, day_of, failure, misuse
from sectool.dates import in_full
from sectool.editing.calendar_pins import (
    FILE,
    Calendar,
    CannotPropose,
    Day,
    differences,
    needing_announcement,
    rewritten,
    update_of,
)
from sectool.editing.pinned_text import NotPinnable
from sectool.workspace.atomic import NotWritten, write_atomically


def update(root: Path, to: str | None, announced: str | None, *, write: bool) -> int:
    """Shows what the holidays package would pin; changes the file only where told to."""
    calendar = as_known(root).calendar
    day = day_of("--announced", announced)
    last = _last_of(calendar, to)
    try:
        changed = update_of(calendar, last)
        if changed.is_empty:
            write_out(f"the pinned calendar agrees with holidays {changed.version}\n")
            return 0
        lines = differences(calendar, changed)
        needing = needing_announcement(calendar, changed)
        if not write:
            lines += ["", f"proposed by holidays {changed.version}; --write puts it into {FILE}"]
            if needing and day is None:
                lines.append("--announced DAY must then say when the change was announced")
            write_lines(lines)
            return 0
        _check_announced(calendar, needing, day)
        path = (root / FILE).resolve()
        raw = path.read_bytes()
        content = rewritten(raw, calendar, changed, day)
        write_atomically(path, content, within=root)
    except (CannotPropose, NotPinnable) as error:
        raise Refused(f"sectool: {FILE}: {error}", 1) from None
    except NotWritten as error:
        raise failure(str(error)) from None
    write_lines([*lines, "", f"written to {FILE}"])
    return 0


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
