"""`sectool plan year`: a year on one page, and what clashes in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sectool.cli.present.compared import clash_data
from sectool.cli.present.meetings import meeting_data
from sectool.cli.present.sections import section_lines
from sectool.cli.present.tables import fields_of, folded, write_answer
from sectool.cli.session import day_of, misuse, unread
from sectool.dates import MONTHS, iso
from sectool.planning.year import PlanYear, plan_year
from sectool.planning.year_in_words import clash_sections, heading_of, lines_of_year
from sectool.queries.loaded import load_register


def print_year(root: Path, year: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what a year holds, as of a day or with all that is recorded."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise misuse(f"{year!r} is not a year written with four digits")
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    found = plan_year(loaded, int(year), day)
    write_answer(lambda: _data(found), lambda: _lines(found), as_json=as_json)
    return unread(loaded, "modifications/", "releases/", "reference/")


def _lines(found: PlanYear) -> Iterator[str]:
    yield from folded("", heading_of(found))
    months = list(lines_of_year(found))
    width = max((len(about) for _, lines in months for about, _ in lines), default=0)
    for month, lines in months:
        start = MONTHS[month - 1][:3]
        for about, items in lines:
            yield from folded(f"{start:<3}  {about:<{width}}  ", "; ".join(items))
            start = ""
        if not lines:
            yield f"{start}  nothing"
    if any(meeting.proposed for meeting in found.calendar.meetings):
        yield ""
        yield "?: proposed by a pattern, not confirmed"
    yield from section_lines(clash_sections(found))


def _data(found: PlanYear) -> dict[str, Any]:
    calendar = found.calendar
    return {
        "year": found.year,
        "as-of": iso(found.day),
        "working-days": calendar.working_days,
        "holidays": [fields_of(row, "date", "name") for row in calendar.holidays],
        "freezes": [fields_of(row, "title", "from", "to", "by") for row in found.freezes],
        "go-lives": [
            fields_of(row, "day", "kind", "release", "proposed") for row in calendar.go_lives
        ],
        "meetings": [meeting_data(meeting) for meeting in calendar.meetings],
        "papers": [fields_of(one, "body", "number", "day", "papers") for one in calendar.papers],
        "milestones": [
            {
                "release": row.release,
                **fields_of(row.item, "id", "earliest", "latest"),
                **fields_of(row.item.milestone, "title", "by"),
            }
            for row in found.milestones
        ],
        "consultations": [
            {"id": row.standing.shown_id, **fields_of(row, "title", "first", "last")}
            for row in found.consultations
        ],
        "clashes": [clash_data(clash, found.side) for clash in found.clashes],
    }
