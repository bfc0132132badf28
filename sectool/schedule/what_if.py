"""What if a milestone had another day: its own date gives way, the rest of the plan does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.nodes import CountedMeeting, NearestMeeting
from sectool.dates import in_full
from sectool.schedule.calendars import Calendars
from sectool.schedule.plan import Kind, Plan, Written
from sectool.schedule.reasons import Reasons
from sectool.schedule.release import Schedule, Scheduled
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Constraint, Contradiction, Windows
from sectool.values import dataclass


@dataclass(frozen=True)
class OtherDay:
    """A plan in which a milestone has another day: its windows, or why there is none."""

    schedule: Schedule
    item: Scheduled
    day: date
    found: Windows | Contradiction
    reasons: Reasons
    own: tuple[Written, ...]

    @property
    def instead_of(self) -> Iterator[Written]:
        """The milestone's own date, where the day is not what it says."""
        day = self.day.toordinal()
        for one in self.own:
            first, last = one.constraint.earliest, one.constraint.latest
            if (first is not None and day < first) or (last is not None and day > last):
                yield one

    @property
    def moved(self) -> Iterator[tuple[Scheduled, date | None, date | None]]:
        """The other milestones whose windows change, with the days that then bound them."""
        if isinstance(self.found, Contradiction):
            return
        for number, item in enumerate(self.schedule.milestones.values()):
            first, last = self.found.of(number)
            earliest = date.fromordinal(first) if first is not None else None
            latest = date.fromordinal(last) if last is not None else None
            if item.id != self.item.id and (earliest, latest) != (item.earliest, item.latest):
                yield item, earliest, latest


def with_other_day(schedule: Schedule, plan: Plan, item: Scheduled, day: date) -> OtherDay:
    """Solves a plan with a milestone on a day, whatever its own date says."""

    def is_own_date(written: Written) -> bool:
        return written.milestone == item.id and written.kind in (Kind.DATE, Kind.MONTH)

    that_day = Constraint(plan.node(item.id), day.toordinal(), day.toordinal())
    picked = Written(item.id, Kind.DATE, "the day asked for", item.address, that_day)
    kept = [one for one in plan.written if one not in schedule.left_out]
    free = [plan.free[item.id].constraint if is_own_date(one) else one.constraint for one in kept]
    found = solve([*free, that_day], plan.span)
    own = tuple(one for one in kept if is_own_date(one))
    return OtherDay(schedule, item, day, found, Reasons(plan, picked), own)


def no_meeting(item: Scheduled, day: date, calendars: Calendars) -> str | None:
    """That the body of a milestone does not meet on a day, if it is known not to."""
    phrase = item.phrase
    body = (item.milestone.falls_on or "").removesuffix(" meeting")
    if isinstance(phrase, NearestMeeting | CountedMeeting):
        body = phrase.body
    meetings = calendars.meetings(body)
    if meetings is None or day in meetings.days:
        return None
    try:
        around = meetings.days.on_or_before(day), meetings.days.on_or_after(day)
    except OutOfCalendar:
        return None
    near = " and ".join(in_full(near) for near in around)
    return f"the {body} does not meet that day; its meetings around it: {near}"
