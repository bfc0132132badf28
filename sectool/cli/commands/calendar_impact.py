"""`sectool calendar impact`: which milestones of open releases move with the calendar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sectool.cli.commands.timeline_show import iso, window_in_words
from sectool.cli.present.tables import write_json
from sectool.cli.revision import loaded_at
from sectool.cli.session import Opened, Refused, day_of, misuse, refuse
from sectool.dates import in_full
from sectool.diagnostic import Finding
from sectool.model.reference import Calendar, Holiday
from sectool.model.register import REFERENCE_FILES, Register
from sectool.schedule import Schedule, Scheduled, calendars_of, schedule_release
from sectool.schedule.calendars import papers_of
from sectool.schedule.papers import paper_day

JSON_VERSION = 1


@dataclass(frozen=True)
class _Compared:
    """A release's schedule over two calendars."""

    name: str
    before: Schedule
    after: Schedule
    closed: frozenset[date]  # days that are holidays only in the second calendar

    def moved(self) -> Iterator[tuple[Scheduled, Scheduled]]:
        for id_, item in self.before.milestones.items():
            other = self.after.milestones[id_]
            if (item.earliest, item.latest) != (other.earliest, other.latest):
                yield item, other

    def stays(self) -> Iterator[Scheduled]:
        """Milestones that keep a day which is no longer a Working Day: somebody has to move."""
        for id_, item in self.before.milestones.items():
            other, day = self.after.milestones[id_], item.day
            if day is not None and day == other.day and day in self.closed:
                yield other

    def new_faults(self) -> list[Finding]:
        """What is wrong with the timeline only over the other calendar."""
        known = {fault.finding.message for fault in self.before.faults}
        return [f.finding for f in self.after.faults if f.finding.message not in known]


@dataclass(frozen=True)
class _Paper:
    """The paper day of a meeting over two calendars."""

    body: str
    meeting: date
    before: date
    after: date

    def past(self, today: date) -> bool:
        return min(self.before, self.after) < today

    def data(self, today: date) -> dict[str, Any]:
        return {
            "body": self.body,
            "meeting": self.meeting.isoformat(),
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "already-past": self.past(today),
        }


def impact(
    root: Path,
    clock: date,
    *,
    holiday: str | None,
    against: str | None,
    today: str | None,
    as_json: bool,
) -> int:
    """Prints what moves in the open releases: with a holiday, or since a revision of the files.

    `clock` is today, unless `today` says another day.
    """
    try:
        now = day_of("--today", today) or clock
        if (holiday is None) == (against is None):
            raise misuse("say what changes: --holiday DAY, or --against REV (a git revision)")
        opened = Opened(root)
        register = opened.register
        closed = day_of("--holiday", holiday)
        if closed is not None:
            what, before, after = _with_holiday(register, opened.calendar, closed)
        else:
            what = f"the calendar and bodies now, against {against}"
            before, after = _at_revision(root, register, against or ""), register
    except Refused as refused:
        return refuse(refused)
    compared = list(_compared(before, after, now))
    papers = list(_papers(before, after, now))
    if as_json:
        data = {
            "version": JSON_VERSION,
            "today": now.isoformat(),
            "change": what,
            "releases": [_as_data(one, now) for one in compared],
            "papers": [paper.data(now) for paper in papers],
        }
        write_json(data)
    else:
        sys.stdout.write("\n".join(_lines(what, compared, papers, now)) + "\n")
    return 0


def _with_holiday(
    register: Register, calendar: Calendar, day: date
) -> tuple[str, Register, Register]:
    """The register without and with a holiday; one that is pinned already is taken away first."""
    if not calendar.from_ <= day <= calendar.to:
        raise misuse(
            f"--holiday: {day.isoformat()} lies outside the calendar, which runs from "
            f"{calendar.from_.isoformat()} to {calendar.to.isoformat()}"
        )
    pinned = [row for row in calendar.holidays if row.date == day and row.withdrawn is None]
    others = tuple(row for row in calendar.holidays if row not in pinned)
    name = pinned[0].name if pinned else "a new bank holiday"
    added = Holiday.model_validate({"date": day.isoformat(), "name": name})
    rows = (*others, added)
    without = calendar.model_copy(update={"holidays": others})
    with_ = calendar.model_copy(update={"holidays": rows})
    what = f"{in_full(day)} as a bank holiday" + (f": {name}, pinned already" if pinned else "")
    if day.weekday() >= 5:
        what += " (no weekday, so no count changes)"
    return what, replace(register, calendar=without), replace(register, calendar=with_)


def _at_revision(root: Path, register: Register, revision: str) -> Register:
    """The register with the calendar and the bodies of a git revision."""
    then = loaded_at(root, revision, "--against").register
    files = [REFERENCE_FILES[name][0] for name in ("calendar", "bodies")]
    if then.calendar is None or set(files) & then.broken:
        raise misuse(f"--against {revision}: its {' or '.join(files)} cannot be read")
    return replace(register, calendar=then.calendar, bodies=then.bodies)


def _compared(before: Register, after: Register, today: date) -> Iterator[_Compared]:
    """The releases that have not gone live by `today`, over both calendars."""
    old, new = calendars_of(before), calendars_of(after)
    closed = frozenset[date]()
    if old.working is not None and new.working is not None:
        closed = frozenset(new.working.holidays.keys() - old.working.holidays.keys())
    for id_, timeline in after.timelines.items():
        schedules = schedule_release(timeline, old), schedule_release(timeline, new)
        release = after.releases.get(id_)
        ends = [
            schedule.milestones["go-live"].latest
            for schedule in schedules
            if "go-live" in schedule.milestones
        ]
        if ends and all(end is not None and end < today for end in ends):
            continue
        yield _Compared(release.name if release else id_, *schedules, closed)


def _papers(before: Register, after: Register, today: date) -> Iterator[_Paper]:
    """The meetings from `today` on whose papers go out on another day than before."""
    old, new = calendars_of(before), calendars_of(after)
    if old.working is None or new.working is None:
        return
    for body in after.bodies.values():
        papers, meetings = papers_of(body), new.meetings(body.short)
        known = old.meetings(body.short)
        if papers is None or meetings is None or known is None:
            continue
        for day in (date.fromordinal(ordinal) for ordinal in meetings.days.days):
            if day < today or day not in known.days:
                continue
            was, is_ = paper_day(papers, day, old.working), paper_day(papers, day, new.working)
            if was is not None and is_ is not None and was != is_:
                yield _Paper(body.short, day, was, is_)


def _lines(
    what: str, compared: list[_Compared], papers: list[_Paper], today: date
) -> Iterator[str]:
    yield what
    yield f"today: {in_full(today)}"
    if not compared:
        yield ""
        yield "no planned release is open: each has gone live"
    for one in compared:
        yield ""
        faults, moved = one.new_faults(), list(one.moved())
        if faults:
            yield f"{one.name}: the plan no longer holds"
        else:
            many = "" if len(moved) == 1 else "s"
            yield f"{one.name}: {len(moved) or 'no'} milestone{many} moved"
        for finding in faults:
            yield f"  {finding.message}"
            yield from (f"    {related.message}" for related in finding.related)
        width = max((len(item.id) for item, _ in moved), default=0)
        # The dates of a plan that does not hold would be those of no plan.
        for item, other in moved if not faults else ():
            was = window_in_words(item.earliest, item.latest)
            is_ = window_in_words(other.earliest, other.latest)
            past = "  (already past)" if _past(item, other, today) else ""
            yield f"  {item.id:<{width}}  {was} -> {is_}{past}"
        for item in one.stays():
            day = in_full(item.day) if item.day is not None else ""
            yield f"  {item.id} stays on {day}, which is then no Working Day"
    if papers:
        yield ""
        yield "papers go out on another day:"
    for paper in papers:
        past = "  (already past)" if paper.past(today) else ""
        days = f"{in_full(paper.before)} -> {in_full(paper.after)}"
        yield f"  {paper.body} on {in_full(paper.meeting)}: {days}{past}"


def _past(item: Scheduled, other: Scheduled, today: date) -> bool:
    """Whether the day that was planned, or the one that replaces it, lies before today."""
    ends = [end for end in (item.latest, other.latest) if end is not None]
    return any(end < today for end in ends)


def _as_data(one: _Compared, today: date) -> dict[str, Any]:
    return {
        "release": one.after.release,
        "name": one.name,
        "moved": [
            {
                "id": item.id,
                "before": {"earliest": iso(item.earliest), "latest": iso(item.latest)},
                "after": {"earliest": iso(other.earliest), "latest": iso(other.latest)},
                "already-past": _past(item, other, today),
            }
            for item, other in one.moved()
        ],
        "on-a-new-holiday": [item.id for item in one.stays()],
        "new-faults": [finding.message for finding in one.new_faults()],
    }
