"""Back from the cut-off of a modification: the last day of each step that still lies before it.

The steps are the Code's own (`reference/back-plan.yaml`). Each last day is a window: its first day
is sound, so that whoever keeps it is in time whatever is still open; after its last day it is too
late in any case. The two differ where the cut-off is a window, and where nobody recorded whether a
step is required at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.counting import amount_between
from sectool.datelang.evaluate import Window
from sectool.datelang.monotone import Steps
from sectool.datelang.nodes import Distance
from sectool.datelang.parser import PhraseError, parse_distance
from sectool.dates import days_after
from sectool.history import Standing
from sectool.model.back_plan import BackPlanStep
from sectool.planning.experience import Experience, experience_of
from sectool.planning.pace import (
    ConsultationPace,
    LatestDays,
    MeetingPace,
    Meets,
    Pace,
    back_from,
    lasting,
)
from sectool.planning.progress import Progress, is_needed, progress_of
from sectool.queries.cut_offs import (
    Basis,
    CutOffVerdict,
    admission_of,
    cut_off_by_rule,
    cut_off_for,
)
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import RegisterOn
from sectool.queries.roles import role_on
from sectool.schedule.calendars import papers_of
from sectool.values import dataclass

__all__ = [
    "BackPlan",
    "CutOffVerdict",
    "Outlook",
    "Paces",
    "PlanState",
    "PlannedStep",
    "Standing",
    "Window",
    "back_plan",
]

# In time by all that is planned · in time only if what is open turns out well · too late by all
# that is planned. None where nobody asked for a day.
Outlook = Literal["fits", "may-be-late", "late"]
PlanState = Literal[
    "decided",
    "ended",
    "on-hold",
    "admitted",
    "no-cut-off",
    "missed",
    "late",
    "not-recorded",
    "may-be-late",
    "fits",
]


@dataclass(frozen=True)
class PlannedStep:
    """A step before the cut-off, with its last days, and where the modification is with it.

    `needed` is None where nobody recorded what that depends on. `begins_by` is the last day for the
    papers of a meeting, or for work or a consultation to begin; `done_by` the last day on which it
    may be done. Both are None where the calendar does not reach so far. `takes` is the time that is
    planned; None of a meeting, and where no table gives one. `earliest` is the first day on which
    it could be done, `slack` the Working Days that its beginning (of one that is under way, its
    end) could slip and still be in time, whatever is open; negative where it is too late.
    `next_chance` is the next meeting after the last one in time.
    """

    number: int
    row: BackPlanStep
    progress: Progress
    needed: bool | None
    takes: Distance | None
    begins_by: Window | None = None
    done_by: Window | None = None
    bodies: tuple[str, ...] = ()
    proposed: bool = False
    meeting_known: bool = True
    earliest: date | None = None
    due: date | None = None
    slack: int | None = None
    outlook: Outlook | None = None
    next_chance: date | None = None
    experience: Experience | None = None

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def is_meeting(self) -> bool:
        return self.row.act is not None and self.row.takes is None

    @property
    def has_begun(self) -> bool:
        """Whether it began and, for all that is recorded, is not complete."""
        progress = self.progress
        unheard = progress.state == "not-recorded" and progress.assessment is not None
        return progress.state == "under-way" or unheard

    @property
    def is_to_do(self) -> bool:
        """Whether it lies ahead, for all that is recorded."""
        return self.progress.state != "done"


@dataclass(frozen=True)
class BackPlan:
    """The way of a modification to a cut-off, back from it.

    `cut_off` is None where nothing gives one; then there are no last days. `decided_by` is the
    earliest day on which it could be decided, all steps taking the time that is planned.
    """

    on: RegisterOn
    standing: Standing
    release: str | None
    state: PlanState
    verdict: CutOffVerdict | None = None
    cut_off: Window | None = None
    basis: Basis | None = None
    steps: tuple[PlannedStep, ...] = ()
    decided_by: date | None = None

    @property
    def to_do(self) -> tuple[PlannedStep, ...]:
        """The steps that lie ahead, for all that is recorded."""
        return tuple(step for step in self.steps if step.is_to_do)

    @property
    def next_step(self) -> PlannedStep | None:
        """What has to happen next: what is under way, or begins next, or is too late already."""
        return next((step for step in self.to_do), None)


def back_plan(on: RegisterOn, standing: Standing, release: str | None = None) -> BackPlan:
    """The plan of a modification for a release, else for the one that it is meant for.

    Unavailable where the register has no calendar, or its Code no steps before a cut-off.
    """
    if on.calendars.working is None:
        raise Unavailable("this register has no calendar to count in")
    if not on.register.back_plan:
        raise Unavailable(
            "this register has no reference/back-plan.yaml: no steps before a cut-off are defined"
        )
    meant = release if release is not None else standing.targeted
    if standing.decision == "closed" or standing.is_referred:
        return BackPlan(on, standing, meant, "ended")
    if standing.decision == "approved":
        return BackPlan(on, standing, meant, "decided")
    verdict = _verdict_for(on, standing, meant)
    found = BackPlan(on, standing, meant, "no-cut-off", verdict)
    if verdict is not None and verdict.state != "ended":
        found = replace(found, cut_off=verdict.window, basis=verdict.basis)
    elif meant is not None and meant != standing.targeted:
        window = _cut_off_elsewhere(on, standing, meant)
        found = replace(found, cut_off=window, basis="by-rule" if window is not None else None)
    planner = _Planner(on, standing, on.calendars.working)
    found = replace(found, steps=planner.steps(found.cut_off), decided_by=planner.decided_by())
    return replace(found, state=_state(found))


def _verdict_for(on: RegisterOn, standing: Standing, release: str | None) -> CutOffVerdict | None:
    return cut_off_for(on, standing, release) if release is not None else None


def _cut_off_elsewhere(on: RegisterOn, standing: Standing, release: str) -> Window | None:
    """The cut-off of a release that it is not meant for: what the rules of the Code give."""
    found, when = on.register.releases.get(release), on.go_live(release)
    if found is None or when is None or on.cancellation(release) is not None:
        return None
    return cut_off_by_rule(on, standing, found.kind, Window.of(when))


def _state(plan: BackPlan) -> PlanState:
    on, standing, verdict = plan.on, plan.standing, plan.verdict
    if plan.cut_off is None:
        meant = plan.release
        admitted = meant is not None and admission_of(on, standing, meant) is not None
        return "admitted" if admitted else "no-cut-off"
    day = on.day
    if (verdict is not None and verdict.state == "missed") or (day and day > plan.cut_off.latest):
        return "missed"
    if standing.on_hold:
        return "on-hold"
    late = [step for step in plan.to_do if step.outlook == "late" and step.needed is not None]
    if any(step.progress.state != "not-recorded" for step in late):
        return "late"
    if late:
        return "not-recorded"
    inside = day is not None and day > plan.cut_off.earliest
    if inside or any(step.outlook not in ("fits", None) for step in plan.to_do):
        return "may-be-late"
    return "fits"


class _Planner:
    """Counts the steps of one modification, back from a cut-off and on from the day."""

    def __init__(self, on: RegisterOn, standing: Standing, working: WorkingCalendar) -> None:
        self.on, self.standing, self.working = on, standing, working
        self.paces = Paces(on, working)
        self.rows: list[tuple[int, BackPlanStep, Progress, bool | None]] = []
        progress = progress_of(on, standing)
        for number, row in enumerate(on.register.back_plan):
            one, needed = progress[number], is_needed(on, standing, row)
            if one.recorded:
                needed = True  # it is on its way, whatever the table says
            if needed is not False:
                self.rows.append((number, row, one, needed))

    def steps(self, cut_off: Window | None) -> tuple[PlannedStep, ...]:
        """The steps in order; with their last days, where there is a cut-off."""
        sound = self._back(cut_off.earliest if cut_off else None, surely=False)
        loose = self._back(cut_off.latest if cut_off else None, surely=True)
        found, ready = [], self.on.day
        for place, (number, row, progress, needed) in enumerate(self.rows):
            step = PlannedStep(number, row, progress, needed, self.paces.takes(row))
            first, last = sound.get(place), loose.get(place)
            if first is not None and last is not None:
                step = replace(
                    step,
                    begins_by=Window(first.begins, last.begins),
                    done_by=Window(first.done, last.done),
                    bodies=tuple(dict.fromkeys((*first.bodies, *last.bodies))),
                    proposed=first.proposed or last.proposed,
                    meeting_known=first.meeting_known and last.meeting_known,
                )
                step = replace(step, experience=self._experience(step, first))
            if not step.bodies and row.act is not None:
                step = replace(step, bodies=self.paces.names(row, self.on.day))
            step = self._ahead(step, ready)
            if step.is_to_do and step.needed and progress.state != "not-recorded":
                ready = self._after(step, ready)
            found.append(self._with_next_chance(step))
        return tuple(found)

    def _back(self, limit: date | None, *, surely: bool) -> dict[int, LatestDays | None]:
        """The last days of each step to do, by its place: with all later steps that may be
        required, or only with those that surely are."""
        to_do = [place for place, row in enumerate(self.rows) if row[2].state != "done"]
        if limit is None:
            return {}
        paces = {place: self.paces.of(self.rows[place][1]) for place in to_do}
        if not surely:
            return dict(zip(to_do, back_from(limit, paces.values()), strict=True))
        found = {}
        for place in to_do:
            later = [paces[one] for one in to_do if one > place and self.rows[one][3]]
            found[place] = back_from(limit, [paces[place], *later])[0]
        return found

    def _ahead(self, step: PlannedStep, ready: date | None) -> PlannedStep:
        """When it could be done, and how far it could slip, as of the day."""
        if ready is None or not step.is_to_do:
            return step
        pace = self.paces.of(step.row)
        try:
            if step.has_begun:
                due = self._due(step)
                earliest = max(ready, due) if due is not None else ready
                return self._judged(replace(step, due=due, earliest=earliest), earliest, ends=True)
            earliest = pace.done_from(ready)
        except OutOfCalendar:
            return self._judged(step, ready, ends=False)
        return self._judged(replace(step, earliest=earliest), ready, ends=False)

    def _judged(self, step: PlannedStep, day: date, *, ends: bool) -> PlannedStep:
        window = step.done_by if ends else step.begins_by
        if window is None:
            return step
        outlook: Outlook = "fits" if day <= window.earliest else "may-be-late"
        outlook = "late" if day > window.latest else outlook
        return replace(step, outlook=outlook, slack=self._working_days(day, window.earliest))

    def _due(self, step: PlannedStep) -> date | None:
        """The day by which what is under way is to be done, by the time that is planned."""
        progress = step.progress
        if progress.closes is not None:
            return progress.closes
        begun = progress.when
        if not isinstance(begun, date):
            return None
        distance = step.takes
        if progress.assessment is not None and progress.assessment.target is not None:
            distance = _read(progress.assessment.target) or distance
        if distance is None:
            return None
        try:
            return lasting(self.working, self.paces.steps, distance).done_from(begun)
        except OutOfCalendar:
            return None

    def _after(self, step: PlannedStep, ready: date | None) -> date | None:
        """From when on the next step could be ready."""
        if ready is None or step.earliest is None:
            return ready
        return days_after(step.earliest, self.paces.of(step.row).rest)

    def decided_by(self) -> date | None:
        """When it could be decided at the earliest: from the day on, by the steps that surely lie
        ahead. None where nobody asked for a day, or the calendar ends before."""
        ready = done = self.on.day
        for number, row, progress, needed in self.rows:
            if ready is None or progress.state in ("done", "not-recorded") or not needed:
                continue
            step = PlannedStep(number, row, progress, needed, self.paces.takes(row))
            step = self._ahead(step, ready)
            if step.earliest is None:
                return None
            done, ready = step.earliest, self._after(step, ready)
        return done

    def _with_next_chance(self, step: PlannedStep) -> PlannedStep:
        if not step.is_meeting or step.done_by is None or not step.is_to_do:
            return step
        if not step.meeting_known:
            return step
        return replace(step, next_chance=self.paces.meeting_after(step.row, step.done_by.latest))

    def _experience(self, step: PlannedStep, first: LatestDays) -> Experience | None:
        """What is on record of such steps, and by when one as long as the median has to begin."""
        if step.is_meeting:
            return None
        found = experience_of(self.on, step.number, step.takes)
        if found is None:
            return None
        try:
            slower = lasting(self.working, self.paces.steps, found.as_distance)
            return replace(found, begins_by=slower.latest(first.done).begins)
        except OutOfCalendar:
            return found

    def _working_days(self, start: date, end: date) -> int | None:
        try:
            return amount_between(start, end, "working days", self.working).whole
        except OutOfCalendar:
            return None


class Paces:
    """The pace of each row of the back plan, in the calendars of a day."""

    def __init__(self, on: RegisterOn, working: WorkingCalendar) -> None:
        self.on, self.working = on, working
        self.steps = Steps(working, on.calendars.meetings)
        self._paces: dict[int, Pace] = {}

    def takes(self, row: BackPlanStep) -> Distance | None:
        """The time that is planned for a step; None of a meeting, and where no table gives one."""
        if row.takes is not None:
            return _read(row.takes)
        if row.assessment is not None:
            kind = self.on.register.assessment_kinds.get(row.assessment)
            return _read(kind.target) if kind is not None and kind.target is not None else None
        if row.consultation is not None:
            usual = self.on.register.consultations.get(row.consultation)
            weeks = usual.weeks if usual is not None else None
            return Distance(weeks, "week") if weeks else None
        return None

    def of(self, row: BackPlanStep) -> Pace:
        if id(row) not in self._paces:
            self._paces[id(row)] = self._made(row)
        return self._paces[id(row)]

    def _made(self, row: BackPlanStep) -> Pace:
        distance = self.takes(row)
        if row.act is not None and distance is None:
            return MeetingPace(self.working, self.steps, partial(self._bodies, row.act))
        if row.consultation is not None and distance is not None:
            return ConsultationPace(self.working, self.steps.counted(distance, "after"))
        return lasting(self.working, self.steps, distance)

    def names(self, row: BackPlanStep, day: date | None) -> tuple[str, ...]:
        """The bodies that take an act on a day, by their short names."""
        role = role_on(self.on.register, row.act or "", day, self.on.day)
        return tuple(body.short for body in role.bodies)

    def meeting_after(self, row: BackPlanStep, day: date) -> date | None:
        """The next known meeting of whoever takes an act, after a day."""
        found = []
        for body in self._bodies(row.act or "", day):
            try:
                found += [body.days.after(day, 1)] if body.days is not None else []
            except OutOfCalendar:
                continue
        return min(found, default=None)

    def _bodies(self, act: str, day: date) -> Sequence[Meets]:
        found = []
        for body in role_on(self.on.register, act, day, self.on.day).bodies:
            meetings = self.on.calendars.meetings(body.short)
            days = meetings.days if meetings is not None else None
            proposed = meetings.proposed if meetings is not None else frozenset()
            found.append(Meets(body.short, days, papers_of(body), proposed))
        return found


def _read(text: str) -> Distance | None:
    """A length as the tables give it; None where it is no length of the date language."""
    try:
        return parse_distance(text)
    except PhraseError:
        return None
