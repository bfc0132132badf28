"""`sectool calendar show`: a year to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.meetings import PROPOSED, folded, meeting_data
from sectool.cli.present.tables import write_json, write_lines
from sectool.cli.session import as_known, as_known_on, year_of
from sectool.dates import MONTHS, WEEKDAYS, in_full
from sectool.queries.calendar_year import CalendarYear, calendar_year
from sectool.queries.register_as_known import RegisterAsKnown


def show(
    root: Path, year: str, as_known_at: str | None, bodies: Sequence[str], *, as_json: bool
) -> int:
    """Prints a year: bank holidays, meetings, and the days on which papers go out."""
    known = as_known(root, as_known_at)
    wanted = year_of(year, known)
    chosen = [known.body(name)[1] for name in bodies]
    found = calendar_year(known, wanted, list(dict.fromkeys(chosen)) or None)
    if as_json:
        write_json(_as_data(known, found))
    else:
        write_lines(_as_text(known, found))
    return 0


# What a line of a year is about, in the order of the lines of one day.
_KINDS = ("holiday", "elsewhere", "meeting", "papers")


def _as_text(known: RegisterAsKnown, found: CalendarYear) -> list[str]:
    division = known.calendar.division
    lines = folded("", f"{found.year} in {division}{as_known_on(known)}")
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


def _days(found: CalendarYear) -> dict[date, dict[str, list[str]]]:
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


def _as_data(known: RegisterAsKnown, found: CalendarYear) -> dict[str, object]:
    return {
        "year": found.year,
        "division": known.calendar.division,
        "as-known-at": known.known_at.isoformat() if known.known_at else None,
        "working-days": found.working_days,
        "holidays": [
            {
                "date": row.date.isoformat(),
                "name": row.name,
                "working-day": False,
                "divisions": [known.calendar.division],
                "state": row.state,
            }
            for row in found.holidays
        ],
        "elsewhere": [
            {
                "date": row.date.isoformat(),
                "name": row.name,
                "working-day": known.working.is_working_day(row.date),
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
