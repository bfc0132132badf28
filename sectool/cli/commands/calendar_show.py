"""`sectool calendar show`: a year to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sectool.cli.present.meetings import PROPOSED, folded, meeting_data
from sectool.cli.present.tables import fields_of, write_answer
from sectool.cli.session import as_known, as_known_on, year_of
from sectool.dates import MONTHS, WEEKDAYS, iso
from sectool.queries.calendar_in_words import days_of_year, not_known_in_words
from sectool.queries.calendar_year import CalendarYear, calendar_year
from sectool.queries.register_as_known import RegisterAsKnown


def show(
    root: Path, year: str, as_known_at: str | None, bodies: Sequence[str], *, as_json: bool
) -> int:
    """Prints a year: bank holidays, go-lives, meetings, and the days on which papers go out."""
    known = as_known(root, as_known_at)
    wanted = year_of(year, known)
    chosen = [known.body(name)[1] for name in bodies]
    found = calendar_year(known, wanted, list(dict.fromkeys(chosen)) or None)
    write_answer(lambda: _as_data(known, found), lambda: _as_text(known, found), as_json=as_json)
    return 0


def _as_text(known: RegisterAsKnown, found: CalendarYear) -> Iterator[str]:
    division = known.calendar.division
    yield from folded("", f"{found.year} in {division}{as_known_on(known)}")
    yield f"{found.working_days} Working Days"
    if any(row.state == "projected" for row in found.holidays):
        yield "No official list covers this year yet: its bank holidays are projected."
    days = days_of_year(known.register, found)
    for number, month in enumerate(MONTHS, start=1):
        yield from ("", month)
        of_month = [day for day in days if day.month == number]
        for day in of_month:
            start = f"  {WEEKDAYS[day.weekday()][:3]} {day.day:>2}  "
            for about, text in days[day]:
                yield from folded(f"{start}{about:<9}  ", text)
                start = " " * len(start)
        if not of_month:
            yield "  nothing"
    notes = []
    if found.elsewhere:
        what = f"not a bank holiday in {division}: it counts like any other day"
        notes += folded("elsewhere  ", what)
    if any(meeting.proposed for meeting in (*found.meetings, *found.papers)):
        notes.append(PROPOSED)
    if any(one.proposed for one in found.go_lives):
        notes += folded("", "a go-live with ? is usual for its kind; no release is recorded for it")
    for note in not_known_in_words(found):
        notes += folded("", note)
    if notes:
        yield from ("", *notes)


def _as_data(known: RegisterAsKnown, found: CalendarYear) -> dict[str, object]:
    return {
        "year": found.year,
        "division": known.calendar.division,
        "as-known-at": iso(known.known_at),
        **fields_of(found, "working-days"),
        "holidays": [
            {
                **fields_of(row, "date", "name"),
                "working-day": False,
                "divisions": [known.calendar.division],
                "state": row.state,
            }
            for row in found.holidays
        ],
        "elsewhere": [
            {
                **fields_of(row, "date", "name"),
                "working-day": known.working.is_working_day(row.date),
                "divisions": list(row.divisions),
                "state": row.state,
            }
            for row in found.elsewhere
        ],
        "go-lives": [
            fields_of(one, "day", "kind", "release", "title", "proposed") for one in found.go_lives
        ],
        "meetings": [meeting_data(meeting) for meeting in found.meetings],
        "paper-days": [
            {
                "date": iso(meeting.papers),
                "body": meeting.body,
                "meeting": iso(meeting.day),
                **fields_of(meeting, "number", "state"),
            }
            for meeting in found.papers
        ],
    }
