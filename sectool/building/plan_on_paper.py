"""What is planned as a plan on one page: who acts, row by row, or a year body by body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from sectool.dates import in_full, in_words
from sectool.history import a_year_after
from sectool.pictured import DayMark, MarkShape, PaperRow, PlanOnPaper
from sectool.queries.planned_changes import Planned, PlannedEvent
from sectool.queries.register_on import RegisterOn

PictureFormat = Literal["svg", "pdf"]

_PAPERS = "papers."
_MILESTONE = "milestone."
# More lines of go-lives than this from top to bottom would hide the plan.
_MOST_LINES = 4
_NAMES = {
    "meeting": "Meeting",
    "step": "Other step",
    "papers": "Papers due",
    "cut-off": "Cut-off date",
    "consultation": "Consultation closes",
    "go-live": "Go-live",
    "holiday": "Bank holiday",
}


class NothingPlanned(Exception):
    """There is nothing to draw."""


def plan_picture(
    on: RegisterOn,
    title: str,
    events: Sequence[PlannedEvent],
    format_: PictureFormat,
    *,
    year: int | None = None,
) -> bytes:
    """The plan as a picture, of a whole year where one is given. NothingPlanned.

    Same events, same bytes.
    """
    if not events:
        raise NothingPlanned("nothing is planned that fits, so there is no picture to draw")
    plan = plan_on_paper(on, title, events, year=year)
    if format_ == "pdf":
        from sectool.render.plan_pdf import page_as_pdf

        return page_as_pdf(plan)
    from sectool.render.plan_page import page_as_svg

    return (page_as_svg(plan) + "\n").encode()


def plan_on_paper(
    on: RegisterOn, title: str, events: Sequence[PlannedEvent], *, year: int | None = None
) -> PlanOnPaper:
    """Events as rows in groups: a year has a row for each body, else each step has its own."""
    if year is None:
        events = [*_recent(on, events)]
    groups = tuple(_year_groups(on, events) if year is not None else _step_groups(on, events))
    days = [day for event in events for day in event.planned.days]
    first, last = min(days), max(days)
    if year is not None:
        first, last = date(year, 1, 1), date(year, 12, 31)
    working = on.calendars.working
    holidays = working.holidays if working is not None else {}
    marks = [mark for _, rows in groups for row in rows for mark in row.marks]
    lines = [
        event.planned.first
        for event in events
        if _shape(on, event.planned) == "go-live" and not event.cancelled
        if not event.planned.is_window
    ]
    today = on.day if on.day is not None and first <= on.day <= last else None
    days_off = tuple(day for day in holidays if first <= day <= last)
    return PlanOnPaper(
        title,
        f"As of {in_words(on.day)}" if on.day is not None else "",
        _foot(on),
        groups,
        first,
        last,
        days_off,
        tuple(dict.fromkeys(lines)) if len(lines) <= _MOST_LINES else (),
        today,
        tuple(_legend(marks, today=today is not None, days_off=bool(days_off))),
        "; ".join(_in_words(event) for event in events),
    )


def _recent(on: RegisterOn, events: Sequence[PlannedEvent]) -> Iterator[PlannedEvent]:
    """Of several releases those that were not over twelve months before, unless all were."""
    ends: dict[str | None, date] = {}
    for event in events:
        release, last = event.planned.release, event.planned.last
        ends[release] = max(last, ends.get(release, last))
    over = {id_ for id_, end in ends.items() if on.day is not None and on.day > a_year_after(end)}
    yield from (one for one in events if over == ends.keys() or one.planned.release not in over)


def _foot(on: RegisterOn) -> str:
    settings = on.register.settings
    name = settings.code.name if settings is not None else "the Code"
    return f"{name}. Dates may change; the newest version of the plan applies."


def _in_words(event: PlannedEvent) -> str:
    planned = event.planned
    gone = "cancelled: " if event.cancelled else ""
    words = planned.days_in_words if planned.is_window else in_full(planned.first)
    return f"{gone}{planned.title} ({words})"


# A release: each step a row, papers for a meeting in the row of the meeting.


def _step_groups(
    on: RegisterOn, events: Sequence[PlannedEvent]
) -> Iterator[tuple[str, tuple[PaperRow, ...]]]:
    papers = {event.planned.key: event for event in events}
    several = len({event.planned.release for event in events}) > 1
    rows: dict[str, list[PaperRow]] = {}
    if several:
        events = sorted(events, key=lambda one: one.planned.release or "")
    for event in events:
        planned = event.planned
        meeting = planned.key.replace(_PAPERS, _MILESTONE, 1)
        if planned.key.startswith(_PAPERS) and meeting in papers:
            continue
        before = papers.get(planned.key.replace(_MILESTONE, _PAPERS, 1))
        marks = [_mark(on, before)] if before is not None and before is not event else []
        row = PaperRow(planned.title, (*marks, _mark(on, event)))
        rows.setdefault(_group(on, planned, several=several), []).append(row)
    yield from ((name, tuple(found)) for name, found in rows.items())


def _group(on: RegisterOn, planned: Planned, *, several: bool) -> str:
    """By release where there are several, otherwise by who acts."""
    if several and planned.release is not None:
        found = on.register.releases.get(planned.release)
        return found.name if found is not None else planned.release
    if planned.modification is not None:
        return "Modifications"
    body = on.register.body_called(planned.by or planned.body or "")
    if body is None:
        return "Release"
    return f"{body.name} ({body.short})" if body.short.isupper() else body.name


# A year: a row for each body, and for the rest one each.


def _year_groups(
    on: RegisterOn, events: Sequence[PlannedEvent]
) -> Iterator[tuple[str, tuple[PaperRow, ...]]]:
    of_bodies: dict[str, list[PlannedEvent]] = {}
    others: dict[str, list[PlannedEvent]] = {}
    for event in events:
        planned = event.planned
        if planned.kind in ("meetings", "papers") and planned.release is None:
            of_bodies.setdefault(planned.body or "", []).append(event)
        elif planned.kind != "holidays":
            others.setdefault(_title_with_release(on, planned), []).append(event)
    if others:
        rows = (
            PaperRow(title, tuple(_mark(on, one) for one in found))
            for title, found in others.items()
        )
        yield "Releases", tuple(rows)
    if of_bodies:
        yield (
            "Meetings and papers",
            tuple(
                PaperRow(_name_of(on, short), tuple(_mark(on, one) for one in found), dated=False)
                for short, found in sorted(of_bodies.items())
            ),
        )
    holidays = [event for event in events if event.planned.kind == "holidays"]
    if holidays:
        marks = tuple(_mark(on, one) for one in holidays)
        yield "Calendar", (PaperRow("Bank holidays", marks, dated=False),)


def _title_with_release(on: RegisterOn, planned: Planned) -> str:
    """The title of a step beside those of other releases: with the name of its own."""
    found = on.register.releases.get(planned.release or "")
    if found is None or planned.modification is not None or found.name in planned.title:
        return planned.title
    return f"{found.name}: {planned.title}"


def _name_of(on: RegisterOn, short: str) -> str:
    body = on.register.body_called(short)
    if body is None:
        return short
    return f"{body.name} ({short})" if short.isupper() else body.name


# Marks.


def _mark(on: RegisterOn, event: PlannedEvent) -> DayMark:
    planned = event.planned
    return DayMark(
        _shape(on, planned), planned.first, planned.last, planned.settled, event.cancelled
    )


def _shape(on: RegisterOn, planned: Planned) -> MarkShape:
    if planned.key.endswith(".go-live"):
        return "go-live"
    match planned.kind:
        case "papers":
            return "papers"
        case "cut-offs":
            return "cut-off"
        case "consultations":
            return "consultation"
        case "meetings":
            return "meeting"
        case "holidays":
            return "holiday"
    meetings = on.calendars.meetings(planned.by) if planned.by is not None else None
    meets = meetings is not None and planned.first in meetings.days
    return "meeting" if meets and not planned.is_window else "step"


def _legend(marks: Iterable[DayMark], *, today: bool, days_off: bool) -> Iterator[tuple[str, str]]:
    """What the marks that are used mean."""
    found = list(marks)
    days = [mark for mark in found if mark.first == mark.last]
    for shape, name in _NAMES.items():
        if any(mark.shape == shape for mark in days):
            yield shape, name
    if any(not mark.firm and mark.shape != "holiday" for mark in days):
        yield "meeting light", "Light: not confirmed"
    if len(days) < len(found):
        yield "window", "One day out of these"
    if days_off and not any(mark.shape == "holiday" for mark in found):
        yield "holiday", "Bank holiday"
    if today:
        yield "today", "Day of this plan"
