"""What a scheduled timeline answers about its milestones: slack, delays, what dates rest on."""

from __future__ import annotations

from functools import cached_property

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.evaluate import Context, DateStep, Window, evaluate
from sectool.datelang.nodes import anchors_of, parts_of
from sectool.schedule.calendars import Calendars
from sectool.schedule.reasons import Reason, Reasons, led_to_by
from sectool.schedule.release import Schedule, Scheduled
from sectool.schedule.slack import DaysOpen, Miss, Slack, Slacks, working_days
from sectool.schedule.solver.constraints import Event
from sectool.values import dataclass


@dataclass(frozen=True)
class Answers:
    """A schedule with the calendars that it was worked out with."""

    schedule: Schedule
    calendars: Calendars
    working: WorkingCalendar

    @cached_property
    def _slacks(self) -> Slacks | None:
        if any(item.contradicted for item in self.schedule.milestones.values()):
            return None
        return Slacks(self.schedule)

    def slack(self, milestone: str) -> Slack | None:
        """The slack of a milestone; None where the timeline contradicts itself."""
        return self._slacks.of(milestone) if self._slacks is not None else None

    def delay(self, miss: Miss | None) -> int | None:
        """By how many Working Days a miss moves the go-live; None where that is not known."""
        go_live = self.schedule.go_live
        if miss is None or miss.go_live is None or go_live is None:
            return None
        return working_days(self.working, go_live, miss.go_live)

    def is_critical(self, item: Scheduled) -> bool:
        """Whether missing the milestone moves the go-live, or leaves no plan at all."""
        slack = self.slack(item.id)
        if slack is not None and item.latest is None:
            return False
        delay = self.delay(slack.miss) if slack is not None else None
        return delay is None or delay > 0

    def to_go_live(self, item: Scheduled) -> tuple[int, int] | None:
        """Working Days from the ends of the window to go-live: the most, then the fewest."""
        go_live = self.schedule.go_live
        if go_live is None or item.earliest is None or item.latest is None:
            return None
        most = working_days(self.working, item.earliest, go_live)
        fewest = working_days(self.working, item.latest, go_live)
        return None if most is None or fewest is None else (most, fewest)

    def movement(self, item: Scheduled, span: DaysOpen) -> tuple[int | None, int | None]:
        """Working Days that a milestone can move earlier, and later; None is open."""
        earlier = later = None
        if span.earliest is not None and item.earliest is not None:
            earlier = working_days(self.working, span.earliest, item.earliest)
        if span.latest is not None and item.latest is not None:
            later = working_days(self.working, item.latest, span.latest)
        return earlier, later

    def steps(self, reason: Reason) -> tuple[DateStep, ...]:
        """How a line leads from its anchor to a day; nothing for one that is read backwards."""
        anchor, start = reason.written.anchor, reason.from_day
        if anchor is None or reason.backwards:
            return ()
        from_ = Window(start, start) if start is not None else Window(reason.day, reason.day)
        context = Context(self.working, self.calendars.meetings, lambda _: from_)
        found: tuple[DateStep, ...] = ()
        for part in parts_of(anchor):
            if reason.start not in {None, *(named.id for named in anchors_of(part))}:
                continue  # another milestone that was chosen among
            try:
                reached = evaluate(part, context)
            except OutOfCalendar:
                continue
            if not found or reached.window.day == (reason.moved_from or reason.day):
                found = reached.steps
        return found

    def rests_on_proposal(self, item: Scheduled) -> bool:
        """Whether a date rests on a meeting that a pattern proposes and nobody confirmed."""
        return self._meets_on_proposal(item) or item.id in self._led_to_by_proposals

    def _meets_on_proposal(self, item: Scheduled) -> bool:
        if self.schedule.plan is None:
            return False
        body, _, kind = (item.milestone.falls_on or "").partition(" ")
        meetings = self.calendars.meetings(body) if kind == "meeting" else None
        return (
            meetings is not None and item.day is not None and meetings.rests_on_proposal(item.day)
        )

    @cached_property
    def _led_to_by_proposals(self) -> frozenset[str]:
        """The milestones to one of whose bounds a proposed meeting leads."""
        plan, windows = self.schedule.plan, self.schedule.windows
        if plan is None or windows is None:
            return frozenset()
        reasons = Reasons(plan)

        def proposed(event: Event, *, upward: bool) -> bool:
            beside = (other for one in event.beside for other in one.backwards())
            return any(
                step.proposal
                for one in (event, *beside)
                for step in self.steps(reasons.reason(one, upward=upward))
            )

        found: set[int] = set()
        found |= led_to_by(windows.earliest, lambda event: proposed(event, upward=True))
        found |= led_to_by(windows.latest, lambda event: proposed(event, upward=False))
        return frozenset(plan.milestones[node] for node in found)
