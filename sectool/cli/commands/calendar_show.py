"""`sectool calendar show` and `sectool calendar update`: a year to read, and what to pin."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from sectool.calendar.meetings import rows_known
from sectool.calendar.proposal import (
    CannotPropose,
    Change,
    Day,
    changes_elsewhere,
    changes_here,
    proposal,
)
from sectool.cli.commands.body_show import PROPOSED, folded, meeting_data
from sectool.cli.present.tables import write_json
from sectool.cli.session import Opened, Refused, day_of, misuse, refuse
from sectool.dates import MONTHS, WEEKDAYS, in_full
from sectool.editing.calendar_pins import NewRow, NotPinnable, PinnedText
from sectool.model.reference import Body, Calendar, Elsewhere, Holiday
from sectool.model.register import REFERENCE_FILES
from sectool.schedule.diary import Meeting
from sectool.source.reader import decode, read_data, read_spans
from sectool.workspace.atomic import NotWritten, write_atomically

JSON_VERSION = 1
FILE = REFERENCE_FILES["calendar"][0]
HOLIDAYS: Literal["holidays"] = "holidays"
ELSEWHERE: Literal["elsewhere"] = "elsewhere"


@dataclass(frozen=True)
class _Year:
    """What a year holds, as known on a day or now."""

    year: int
    working_days: int
    holidays: tuple[Holiday, ...]
    elsewhere: tuple[Elsewhere, ...]
    meetings: tuple[Meeting, ...]  # of this year
    papers: tuple[Meeting, ...]  # meetings, some of them later, whose paper day is in this year
    silent: tuple[str, ...]  # bodies that meet, but no meeting of this year is known
    without_papers: tuple[str, ...]


def show(
    root: Path, year: str, as_known_at: str | None, bodies: Sequence[str], *, as_json: bool
) -> int:
    """Prints a year: bank holidays, meetings, and the days on which papers go out."""
    try:
        opened = Opened(root, as_known_at)
        wanted = opened.check_year(year)
        chosen = [opened.body(name)[1] for name in bodies]
    except Refused as refused:
        return refuse(refused)
    found = _year_of(opened, wanted, list(dict.fromkeys(chosen)) if chosen else None)
    if as_json:
        write_json(_as_data(opened, found))
        return 0
    sys.stdout.write("\n".join(_as_text(opened, found)) + "\n")
    return 0


def _year_of(opened: Opened, year: int, chosen: list[Body] | None) -> _Year:
    bodies = list(opened.register.bodies.values()) if chosen is None else chosen
    meetings: list[Meeting] = []
    papers: list[Meeting] = []
    silent: list[str] = []
    without: list[str] = []
    for body in bodies:
        known = opened.calendars.diary(body)
        of_year = [m for m in known if m.day.year == year and m.state != "cancelled"]
        meetings += of_year
        papers += [m for m in known if m.papers is not None and m.papers.year == year]
        meets = chosen is not None or body.pattern or body.meetings
        if meets and not of_year:
            silent.append(body.short)
        if of_year and all(meeting.papers is None for meeting in of_year):
            without.append(body.short)
    days = opened.working.working_days.days
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    calendar = opened.calendar
    holidays = rows_known(calendar.holidays, opened.known_at, calendar.known_from)
    elsewhere = rows_known(calendar.elsewhere, opened.known_at, calendar.known_from)
    return _Year(
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


# What a line of a year is about, in the order of the lines of one day.
_KINDS = ("holiday", "elsewhere", "meeting", "papers")


def _as_text(opened: Opened, found: _Year) -> list[str]:
    division = opened.calendar.division
    lines = folded("", f"{found.year} in {division}{opened.as_known}")
    lines.append(f"{found.working_days} Working Days")
    if any(row.state == "projected" for row in found.holidays):
        lines.append("No official list covers this year yet: its bank holidays are projected.")
    days = _days(found)
    for number, month in enumerate(MONTHS, start=1):
        lines += ["", month]
        of_month = sorted(day for day in days if day.month == number)
        for day in of_month:
            start = f"  {WEEKDAYS[day.weekday()][:3]} {day.day:>2}  "
            for kind in _KINDS:
                for text in days[day].get(kind, ()):
                    lines += folded(f"{start}{kind:<9}  ", text)
                    start = " " * len(start)
        if not of_month:
            lines.append("  nothing")
    notes = []
    if found.elsewhere:
        what = f"no bank holiday in {division}: it counts like any other day"
        notes += folded("elsewhere  ", what)
    if any(meeting.proposed for meeting in (*found.meetings, *found.papers)):
        notes.append(PROPOSED)
    for names, what in (
        (found.silent, f"No meetings in {found.year} are known"),
        (found.without_papers, "No paper days are known"),
    ):
        if names:
            notes += folded("", f"{what}: {', '.join(names)}.")
    return [*lines, "", *notes] if notes else lines


def _days(found: _Year) -> dict[date, dict[str, list[str]]]:
    """The lines of each day, by what they are about."""
    days: dict[date, dict[str, list[str]]] = {}
    for row in found.holidays:
        days.setdefault(row.date, {}).setdefault("holiday", []).append(row.name)
    for other in found.elsewhere:
        text = f"{other.name}, {' and '.join(other.divisions)} only"
        days.setdefault(other.date, {}).setdefault("elsewhere", []).append(text)
    together: dict[tuple[date, str], list[str]] = {}
    closed = {row.date for row in found.holidays}
    for meeting in found.meetings:
        text = meeting.label
        if meeting.day in closed:
            text += " (on a bank holiday: it will have to move)"
        if meeting.state == "extra":
            text += " (extra)"
        if meeting.papers is not None and meeting.papers.year != found.year:
            text += f" (papers {in_full(meeting.papers)})"
        together.setdefault((meeting.day, "meeting"), []).append(text)
    for meeting in found.papers:
        if meeting.papers is not None:
            day = f"{meeting.day.day} {MONTHS[meeting.day.month - 1][:3]}"
            if meeting.day.year != found.year:
                day += f" {meeting.day.year}"
            together.setdefault((meeting.papers, "papers"), []).append(f"{meeting.label} on {day}")
    for (day_, kind), texts in together.items():
        days.setdefault(day_, {})[kind] = [", ".join(texts)]
    return days


def _as_data(opened: Opened, found: _Year) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "year": found.year,
        "division": opened.calendar.division,
        "as-known-at": opened.known_at.isoformat() if opened.known_at else None,
        "working-days": found.working_days,
        "holidays": [
            {
                "date": row.date.isoformat(),
                "name": row.name,
                "working-day": False,
                "divisions": [opened.calendar.division],
                "state": row.state,
            }
            for row in found.holidays
        ],
        "elsewhere": [
            {
                "date": row.date.isoformat(),
                "name": row.name,
                "working-day": opened.working.is_working_day(row.date),
                "divisions": list(row.divisions),
                "state": row.state,
            }
            for row in found.elsewhere
        ],
        "meetings": [meeting_data(meeting) for meeting in found.meetings],
        "paper-days": [
            {
                "date": meeting.papers.isoformat(),
                "body": meeting.body,
                "meeting": meeting.day.isoformat(),
                "number": meeting.number,
                "state": meeting.state,
            }
            for meeting in found.papers
            if meeting.papers is not None
        ],
    }


# What to pin.


@dataclass(frozen=True)
class _Update:
    """How the pinned calendar differs from the package, and to which day it is extended."""

    version: str
    here: Change
    elsewhere: Change
    to: date | None

    @property
    def is_empty(self) -> bool:
        return not (self.here or self.elsewhere or self.to)


def update(root: Path, to: str | None, announced: str | None, *, write: bool) -> int:
    """Shows what the holidays package would pin; changes the file only where told to."""
    try:
        opened = Opened(root)
        day = day_of("--announced", announced)
        changed = _changes(opened.calendar, _last_of(opened, to))
        if changed.is_empty:
            sys.stdout.write(f"the pinned calendar agrees with holidays {changed.version}\n")
            return 0
        lines = _lines(opened.calendar, changed)
        needing = _needing_announcement(opened.calendar, changed)
        if not write:
            lines += ["", f"proposed by holidays {changed.version}; --write puts it into {FILE}"]
            if needing and day is None:
                lines.append("--announced DAY must then say when the change was announced")
            sys.stdout.write("\n".join(lines) + "\n")
            return 0
        _check_announced(opened.calendar, needing, day)
        path = (root / FILE).resolve()
        raw = path.read_bytes()
        content = _rewritten(raw, opened.calendar, changed, day)
        write_atomically(path, content, within=root)
    except Refused as refused:
        return refuse(refused)
    except (CannotPropose, NotPinnable) as error:
        return refuse(Refused(f"sectool: {FILE}: {error}", 1))
    except NotWritten as error:
        return refuse(Refused(f"sectool: {error}", 1))
    sys.stdout.write("\n".join([*lines, "", f"written to {FILE}"]) + "\n")
    return 0


def _last_of(opened: Opened, to: str | None) -> date | None:
    """The new last day of the calendar, if one is asked for."""
    if to is None:
        return None
    if not (to.isascii() and to.isdigit() and len(to) == 4):
        raise misuse(f"--to: {to!r} is not a year written with four digits")
    last = opened.calendar.to
    if int(to) < last.year:
        message = f"the calendar runs to {last.year} already, and no year is taken away from it"
        raise misuse(f"--to: {message}")
    end = date(int(to), 12, 31)
    return end if end > last else None


def _changes(calendar: Calendar, to: date | None) -> _Update:
    theirs = proposal(calendar.subdivision, calendar.from_, to or calendar.to)
    return _Update(
        theirs.version,
        changes_here(calendar.holidays, theirs.here),
        changes_elsewhere(calendar.elsewhere, theirs.elsewhere),
        to,
    )


def _lines(calendar: Calendar, changed: _Update) -> list[str]:
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


def _needing_announcement(calendar: Calendar, changed: _Update) -> list[tuple[Day, date]]:
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


def _rewritten(raw: bytes, calendar: Calendar, changed: _Update, announced: date | None) -> bytes:
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
