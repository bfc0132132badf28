"""What is planned as a sheet: a row for each thing, as people who plan keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sectool.dates import WEEKDAYS
from sectool.queries.planned_changes import PlannedEvent
from sectool.queries.register_on import RegisterOn
from sectool.queries.register_sheet import Cell, RegisterSheet, SheetColumn
from sectool.schedule.slack import working_days

_HEADINGS = {
    "release": "Release",
    "first": "Date",
    "last": "Latest date",
    "weekday": "Day",
    "what": "What",
    "kind": "Kind",
    "status": "Status",
    "to-go-live": "Working Days to go-live",
    "owner": "Owner",
    "body": "Body",
    "modification": "Modification",
    "reason": "Reason",
    "notes": "Notes",
    "source": "Source",
    "link": "Link",
    "changes": "Times moved",
    "since": "Known since",
    "place": "In the register",
    "key": "Identifier",
}
KIND_NAMES = {
    "milestones": "Milestone",
    "papers": "Papers",
    "cut-offs": "Cut-off",
    "consultations": "Consultation",
    "meetings": "Meeting",
    "go-lives": "Go-live",
    "holidays": "Bank holiday",
}
FIRM, TENTATIVE, WINDOW, CANCELLED = "Firm", "Tentative", "Window", "Cancelled"
# What each status means, for who reads the sheet.
STATUSES = {
    FIRM: "Planned for this day",
    TENTATIVE: "Planned for this day, provisional or dependent on a meeting that is not confirmed",
    WINDOW: "Planned for one day out of those from Date to Latest date",
    CANCELLED: "No longer planned; shown for a year",
}


def status_of(event: PlannedEvent) -> str:
    """One of the statuses of a sheet."""
    if event.cancelled:
        return CANCELLED
    if event.planned.is_window:
        return WINDOW
    return FIRM if event.planned.settled else TENTATIVE


def planned_sheet(on: RegisterOn, title: str, events: Sequence[PlannedEvent]) -> RegisterSheet:
    """Events as rows, in their order. Working Days are counted from the latest date to go-live.

    They are left empty where go-live has no day, or a day is outside the calendar.
    """
    columns = tuple(SheetColumn(key, heading) for key, heading in _HEADINGS.items())
    rows = []
    for event in events:
        cells = _cells(on, event)
        rows.append(tuple(cells[column.key] for column in columns))
    return RegisterSheet(title, columns, tuple(rows), ())


def _cells(on: RegisterOn, event: PlannedEvent) -> Mapping[str, Cell]:
    planned = event.planned
    return {
        "release": planned.release,
        "first": planned.first,
        "last": planned.last,
        "weekday": WEEKDAYS[planned.first.weekday()][:3],
        "what": planned.title,
        "kind": KIND_NAMES[planned.kind],
        "status": status_of(event),
        "to-go-live": _to_go_live(on, planned.release, planned.last),
        "owner": planned.by,
        "body": planned.body,
        "modification": planned.modification,
        "reason": " ".join(planned.because) or None,
        "notes": planned.notes,
        "source": planned.source,
        "link": planned.link,
        "changes": event.changes,
        "since": event.since,
        "place": planned.place,
        "key": planned.key,
    }


def _to_go_live(on: RegisterOn, release: str | None, day: date) -> int | None:
    if release is None or release not in on.register.releases:
        return None
    go_live, working = on.go_live(release), on.calendars.working
    if working is None or not isinstance(go_live, date):
        return None
    return working_days(working, day, go_live)
