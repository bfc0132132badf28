"""What moves with the calendar: milestones of open releases, and the days papers go out on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Finding
from sectool.model.reference import Calendar, Holiday
from sectool.model.register import REFERENCE_FILES, Register
from sectool.queries.errors import NotFound
from sectool.schedule import Schedule, Scheduled, calendars_of, schedule_release, timeline_on
from sectool.schedule.calendars import papers_of
from sectool.schedule.papers import paper_day
from sectool.values import dataclass


@dataclass(frozen=True)
class ReleaseImpact:
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
class PaperDayMoved:
    """The paper day of a meeting over two calendars."""

    body: str
    meeting: date
    before: date
    after: date

    def is_past(self, today: date) -> bool:
        return min(self.before, self.after) < today


def is_past(item: Scheduled, other: Scheduled, today: date) -> bool:
    """Whether the day that was planned, or the one that replaces it, lies before today."""
    ends = [end for end in (item.latest, other.latest) if end is not None]
    return any(end < today for end in ends)


def with_holiday(
    register: Register, calendar: Calendar, day: date
) -> tuple[str, Register, Register]:
    """The register without and with a holiday; one that is pinned already is taken away first."""
    if not calendar.from_ <= day <= calendar.to:
        outside = (
            f"{day.isoformat()} is outside the calendar, which runs from "
            f"{calendar.from_.isoformat()} to {calendar.to.isoformat()}"
        )
        raise NotFound("day", day.isoformat(), message=outside)
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


def with_calendar_of(register: Register, then: Register) -> Register:
    """The register with the calendar and the bodies of another state of it."""
    files = [REFERENCE_FILES[name][0] for name in ("calendar", "bodies")]
    if then.calendar is None or set(files) & then.unread:
        unread = f"its {' or '.join(files)} cannot be read"
        raise NotFound("calendar", files[0], message=unread)
    return replace(register, calendar=then.calendar, bodies=then.bodies)


def release_impacts(before: Register, after: Register, today: date) -> Iterator[ReleaseImpact]:
    """The releases that have not gone live by `today`, over both calendars."""
    old, new = calendars_of(before), calendars_of(after)
    closed = frozenset[date]()
    if old.working is not None and new.working is not None:
        closed = frozenset(new.working.holidays.keys() - old.working.holidays.keys())
    for id_ in after.timelines:
        timeline = timeline_on(after, id_, None)
        if timeline is None:
            continue
        schedules = schedule_release(timeline, old), schedule_release(timeline, new)
        release = after.releases.get(id_)
        ends = [
            schedule.milestones["go-live"].latest
            for schedule in schedules
            if "go-live" in schedule.milestones
        ]
        if ends and all(end is not None and end < today for end in ends):
            continue
        yield ReleaseImpact(release.name if release else id_, *schedules, closed)


def paper_days_moved(before: Register, after: Register, today: date) -> Iterator[PaperDayMoved]:
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
                yield PaperDayMoved(body.short, day, was, is_)
