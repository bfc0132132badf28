"""The timetable of a release and its cut-off dates as a plan that can be drawn in lanes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from sectool.calendar.workdays import OutOfCalendar
from sectool.dates import MONTHS, NO_BREAK, in_words, span_in_words
from sectool.documents.rid.notes import StepNames
from sectool.documents.rid.value import ScopeItem
from sectool.lanes import Lane, LastStep, PlanLanes, Point, Stretch
from sectool.model.reference import TimelineLane
from sectool.queries.register_on import RegisterOn
from sectool.schedule import Schedule, Scheduled
from sectool.schedule.timeline_on import GO_LIVE

_Days = tuple[date, date]
# How many ids a mark of the drawing has at most.
_MOST_IDS = 4


def plan_lanes(
    on: RegisterOn, schedule: Schedule, targeted: Sequence[ScopeItem]
) -> PlanLanes | None:
    """The plan in the lanes of the Code; None where it has none, or nothing of the plan has a day.

    What contradicts itself, or has no day yet, is in the timetable alone.
    """
    lanes = on.register.timeline_lanes
    steps: list[list[Scheduled]] = [[] for _ in lanes]
    for step in schedule.milestones.values():
        place = _place(lanes, step.milestone.title)
        if step.id != GO_LIVE and place is not None and _days(schedule, step) is not None:
            steps[place].append(step)
    drawn = []
    for lane, within in zip(lanes, steps, strict=True):
        stretches = tuple(_stretches(on, schedule, lane))
        points = [*_points(on, schedule, within), *(_cut_offs(targeted) if lane.cut_offs else ())]
        if stretches or points:
            drawn.append(Lane(lane.title, stretches, tuple(points)))
    if not drawn:
        return None
    found = schedule.milestones.get(GO_LIVE)
    goes_live = _days(schedule, found) if found is not None else None
    plan = PlanLanes(tuple(drawn), goes_live)
    first, last = min(plan.days), max(plan.days)
    working = on.calendars.working
    holidays = working.holidays if working is not None else ()
    as_of = on.day
    return PlanLanes(
        *(plan.lanes, plan.goes_live),
        days_off=tuple(day for day in holidays if first <= day <= last),
        as_of=as_of if as_of is not None and first.replace(day=1) <= as_of <= last else None,
        last=_last_step(on, schedule, [step for within in steps for step in within]),
    )


def _last_step(on: RegisterOn, schedule: Schedule, steps: Sequence[Scheduled]) -> LastStep | None:
    """The last of the steps before go-live that a sentence can name; None where it, or go-live,
    may be on several days, or where another step may be on a later one."""
    live = schedule.milestones.get(GO_LIVE)
    ends = [(days[1], step) for step in steps if (days := _days(schedule, step)) is not None]
    if not ends or live is None or live.day is None or on.calendars.working is None:
        return None
    last, step = max(ends, key=lambda end: end[0])
    called = StepNames(schedule, on.register.words.steps).noun(step.id)
    if called is None or step.day is None or step.day >= live.day:
        return None
    try:
        return LastStep(called, on.calendars.working.working_days.count(last, live.day))
    except OutOfCalendar:
        return None


def _place(lanes: Sequence[TimelineLane], title: str) -> int | None:
    """The lane of a step: the first that has a word of its title, else the one without words."""
    for number, lane in enumerate(lanes):
        if any(re.search(rf"\b{re.escape(word)}\b", title) for word in lane.words):
            return number
    return next((number for number, lane in enumerate(lanes) if not lane.words), None)


def _days(schedule: Schedule, step: Scheduled) -> _Days | None:
    """The days that a step may be on; None where they are not known, or contradict each other."""
    if step.contradicted or step.id in schedule.unknown:
        return None
    if step.earliest is None or step.latest is None or step.earliest > step.latest:
        return None
    return step.earliest, step.latest


def _points(on: RegisterOn, schedule: Schedule, steps: Iterable[Scheduled]) -> Iterator[Point]:
    for step in steps:
        days = _days(schedule, step)
        if days is None:
            continue
        body = step.milestone.by or ""
        meetings = on.calendars.meetings(body) if on.register.body_called(body) else None
        meets = meetings is not None and days[0] == days[1] and days[0] in meetings.days
        kind: Literal["meeting", "step"] = "meeting" if meets else "step"
        label = " ".join(filter(None, (body if meets else "", _label(step, days))))
        yield Point(label, f"{step.milestone.title} ({_when(step, days)})", *days, kind)


def _stretches(on: RegisterOn, schedule: Schedule, lane: TimelineLane) -> Iterator[Stretch]:
    """The phase of a lane, where its start and its end are known."""
    phase = on.register.test_phases.get(lane.phase or "")
    if phase is None:
        return
    closes = phase.closes if phase.closes in schedule.milestones else phase.report
    first, last = schedule.milestones.get(phase.starts), schedule.milestones.get(closes)
    if first is None or last is None:
        return
    start, end = _days(schedule, first), _days(schedule, last)
    if start is not None and end is not None and start[0] <= end[1]:
        says = f"{phase.title} ({_when(first, start)} to {_when(last, end)})"
        yield Stretch(says, start, (max(end[0], start[0]), end[1]))


def _cut_offs(targeted: Iterable[ScopeItem]) -> Iterator[Point]:
    """The cut-off dates of what is still to be decided: those of one day together."""
    of_days: dict[_Days, list[ScopeItem]] = {}
    for item in targeted:
        window = item.cut_off_window
        if item.is_held_to_a_day and item.cut_off is not None:
            of_days.setdefault((item.cut_off, item.cut_off), []).append(item)
        elif item.is_held_to_a_day and window is not None:
            of_days.setdefault((window.earliest, window.latest), []).append(item)
    for (first, last), items in of_days.items():
        ids = _few([item.id for item in items])
        says = ", ".join(
            f"{'estimated ' if item.estimated else ''}cut-off date of {item.id}" for item in items
        )
        label = f"{ids} {_day_and_month(first)}"
        yield Point(label, f"{says} ({span_in_words(first, last)})", first, last, "cut-off")


def _few(ids: Sequence[str]) -> str:
    """The ids at a mark, the first of them where there are too many for the drawing's width."""
    if len(ids) <= _MOST_IDS:
        return ", ".join(ids)
    shown = ids[: _MOST_IDS - 1]
    return f"{', '.join(shown)} and {len(ids) - len(shown)} more"


def _label(step: Scheduled, days: _Days) -> str:
    """The day without its year, which the months above have; or the month."""
    if isinstance(step.when, date):
        return _day_and_month(step.when)
    if step.when is not None:
        return MONTHS[step.when.month - 1][:3]
    return f"{_day_and_month(days[0])} to {_day_and_month(days[1])}"


def _day_and_month(day: date) -> str:
    return f"{day.day}{NO_BREAK}{MONTHS[day.month - 1][:3]}"


def _when(step: Scheduled, days: _Days) -> str:
    return in_words(step.when) if step.when is not None else span_in_words(*days)
