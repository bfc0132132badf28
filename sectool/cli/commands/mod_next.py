"""`sectool mod next`: what the coming weeks hold, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from sectool.cli.present.history import (
    consultation_in_words,
    cut_off_in_words,
    due_in_words,
    expected_by,
    expected_in_words,
)
from sectool.cli.present.tables import folded, iso, paragraph, write_json, write_lines
from sectool.cli.session import Opened, Refused, day_of, misuse, refuse, unread
from sectool.dates import Month, When, first_day, plainly
from sectool.history import Standing
from sectool.model.modification import Entry
from sectool.queries.durations import due_day
from sectool.queries.register_on import register_on
from sectool.schedule import Scheduled, schedule_release
from sectool.schedule.diary import Meeting

JSON_VERSION = 1
MOST_WEEKS = 104

What = Literal[
    "expected",
    "assessment-due",
    "closing",
    "cut-off",
    "meeting",
    "papers",
    "milestone",
    "go-live",
]
# Things of one day: what people have to act on goes first.
_ORDER: tuple[What, ...] = (
    "expected",
    "assessment-due",
    "closing",
    "cut-off",
    "papers",
    "meeting",
    "milestone",
    "go-live",
)


@dataclass(frozen=True)
class Coming:
    """Something that is to come: `when` is its day or month, `until` its last possible day."""

    what: What
    when: When
    until: date
    text: str
    id: str | None = None
    release: str | None = None
    body: str | None = None
    number: int | None = None
    proposed: bool = False
    overdue: bool = False

    @property
    def order(self) -> tuple[bool, date, int, str]:
        return (not self.overdue, first_day(self.when), _ORDER.index(self.what), self.text)


def print_next(root: Path, clock: date, today: str | None, weeks: str, *, as_json: bool) -> int:
    """Prints what the weeks from today hold. `clock` is today, unless `today` says another day."""
    try:
        day = day_of("--today", today) or clock
        if not (weeks.isascii() and weeks.isdigit() and 0 < int(weeks) <= MOST_WEEKS):
            raise misuse(f"--weeks: {weeks!r} is no number of weeks from 1 to {MOST_WEEKS}")
        opened = Opened(root)
    except Refused as refused:
        return refuse(refused)
    try:
        last = day + timedelta(weeks=int(weeks))
    except OverflowError:
        return refuse(misuse(f"--weeks: {weeks} weeks from {day.isoformat()} are no date"))
    coming = sorted(_coming(opened, day, last), key=lambda one: one.order)
    silent = _not_heard_of(opened, day, last)
    if as_json:
        data = {"version": JSON_VERSION, "today": day.isoformat(), "to": last.isoformat()}
        rows = [_as_data(one) for one in coming]
        write_json({**data, "coming": rows, "not-heard-of": silent})
    else:
        lines = _lines(coming, day, last)
        if silent:
            told = "Left out, because they were not heard of for twelve months, though something"
            lines += ["", *paragraph(f"{told} was expected of them: {', '.join(silent)}")]
        write_lines(lines)
    return unread(opened.loaded, "modifications/", "releases/")


def _coming(opened: Opened, day: date, last: date) -> Iterator[Coming]:
    for standing in register_on(opened.register, day).standings:
        yield from _of_modification(opened, standing, day, last)
    for body in opened.register.bodies.values():
        for meeting in opened.calendars.diary(body):
            if meeting.state == "cancelled":
                continue
            yield from _of_meeting(meeting, day, last)
    for id_, timeline in opened.register.timelines.items():
        for row in schedule_release(timeline, opened.calendars).milestones.values():
            found = _milestone(id_, row)
            if found is not None and first_day(found.when) <= last and found.until >= day:
                yield found
    for id_, release in opened.register.releases.items():
        go_live = release.go_live
        if id_ not in opened.register.timelines and go_live is not None and day <= go_live <= last:
            yield Coming("go-live", go_live, go_live, f"go-live of {release.name}", release=id_)


def _of_meeting(meeting: Meeting, day: date, last: date) -> Iterator[Coming]:
    number = f" {meeting.number}" if meeting.number is not None else ""
    name = f"{meeting.body}{number}"
    days: tuple[tuple[What, date | None, str], ...] = (
        ("meeting", meeting.day, f"{name} meets"),
        ("papers", meeting.papers, f"papers for {name} of {plainly(meeting.day)}"),
    )
    for what, when, text in days:
        if when is not None and day <= when <= last:
            yield Coming(
                what,
                when,
                when,
                text,
                body=meeting.body,
                number=meeting.number,
                proposed=meeting.proposed,
            )


def _expected(standing: Standing, last: date) -> Iterator[tuple[Entry, When, date]]:
    """What was expected by a last day and has not happened: the entry, when, and by when."""
    for expected in standing.expected:
        entry = expected.entry
        by = expected_by(entry)
        when = entry.day or entry.month or entry.week_of
        if not expected.met and by is not None and when is not None and first_day(when) <= last:
            yield entry, when, by


def _not_heard_of(opened: Opened, day: date, last: date) -> list[str]:
    """The proposals that something was expected of, and that nobody has spoken of for long."""
    return [
        standing.shown_id
        for standing in register_on(opened.register, day).standings
        if standing.dormant and standing.decision == "open" and any(_expected(standing, last))
    ]


def _of_modification(opened: Opened, standing: Standing, day: date, last: date) -> Iterator[Coming]:
    if not standing.is_open:
        return
    id_ = standing.shown_id
    for entry, when, by in _expected(standing, last):
        text = f"{id_}: {expected_in_words(entry, with_day=False)}"
        yield Coming("expected", when, by, text, id=id_, overdue=by < day)
    for assessment in standing.assessments:
        due = due_day(assessment.target, assessment.accepted, opened.working)
        if assessment.is_open and due is not None and due <= last:
            text = f"{id_}: {due_in_words(assessment, by_target=True)}"
            yield Coming("assessment-due", due, due, text, id=id_, overdue=due < day)
    for one in standing.consultations:
        if one.closes is not None and day <= one.closes <= last:
            text = f"{id_}: {consultation_in_words(one.kind)} closes"
            yield Coming("closing", one.closes, one.closes, text, id=id_)
    cut_off = standing.cut_off
    if cut_off is not None and day <= cut_off.date <= last:
        for_ = f" for {standing.targeted}" if standing.targeted else ""
        text = f"{id_}: {cut_off_in_words(cut_off)}{for_}"
        release = standing.targeted
        yield Coming("cut-off", cut_off.date, cut_off.date, text, id=id_, release=release)


def _milestone(release: str, row: Scheduled) -> Coming | None:
    """A row of a timetable: on its day, or from the first to the last day it may have."""
    if row.earliest is None or row.latest is None:
        return None
    what: What = "go-live" if row.id == "go-live" else "milestone"
    text = f"{release}: {row.milestone.title}"
    when = row.when if isinstance(row.when, Month) else row.earliest
    if row.day is None:
        text += f", on a day from {plainly(row.earliest)} to {plainly(row.latest)}"
        when = row.earliest
    elif isinstance(when, Month):
        when = row.day
    return Coming(what, when, row.latest, text, release=release)


def _lines(coming: list[Coming], day: date, last: date) -> list[str]:
    lines = folded("", f"Today is {plainly(day)}; this looks ahead to {plainly(last)}")
    overdue = [one for one in coming if one.overdue]
    ahead = [one for one in coming if not one.overdue]
    if overdue:
        lines += ["", "Overdue"]
        for one in overdue:
            lines += folded(f"  {plainly(one.when):<15}  ", one.text)
    if not ahead:
        return [*lines, "", *paragraph("Nothing is recorded for these weeks.")]
    lines.append("")
    shown: When | None = None
    begun = [one for one in ahead if first_day(one.when) < day]
    for one in begun:
        lines += folded(f"  {'under way':<15}  ", one.text)
    for one in ahead:
        if one in begun:
            continue
        start = plainly(one.when) if one.when != shown else ""
        lines += folded(f"  {start:<15}  ", one.text + ("?" if one.proposed else ""))
        shown = one.when
    if any(one.proposed for one in ahead):
        lines += ["", "? proposed by the body's usual pattern, not confirmed"]
    return lines


def _as_data(one: Coming) -> dict[str, object]:
    return {
        "what": one.what,
        "when": iso(one.when),
        "until": one.until.isoformat(),
        "overdue": one.overdue,
        "says": one.text,
        "id": one.id,
        "release": one.release,
        "body": one.body,
        "number": one.number,
        "proposed": one.proposed,
    }
