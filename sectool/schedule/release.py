"""A timeline becomes dates: the days that every milestone may have, and what cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, Side, WorkingCalendar
from sectool.datelang.evaluate import Context, Window, evaluate
from sectool.datelang.nodes import Given, InSpan, Phrase, Rule
from sectool.dates import Month, When, in_full
from sectool.diagnostic import Address
from sectool.model.release import Milestone, Timeline
from sectool.schedule.calendars import Calendars
from sectool.schedule.plan import Plan, Written, out_of_calendar, plan_of
from sectool.schedule.reading import Fault, ParsedRule, Reading, read_timeline
from sectool.schedule.reasons import Reasons, weakest
from sectool.schedule.solver.conflicts import solve
from sectool.schedule.solver.constraints import Contradiction, Relation, Windows
from sectool.schedule.timeline_on import TimelineOnDay, as_written
from sectool.values import dataclass

# A timeline with more contradictions than this is told so, and its rules are left out.
MOST_CONTRADICTIONS = 10
_NO_FURTHER = "after so many, the lines that depend on other milestones are not checked any further"


@dataclass(frozen=True)
class Scheduled:
    """A milestone with the days that it may have; None is open, or could not be found.

    Where a choice between several milestones bears on it, its window `may_be_narrower`.
    """

    id: str
    milestone: Milestone
    address: Address
    phrase: Phrase | None
    deadline: Rule | None
    rules: tuple[ParsedRule, ...]
    earliest: date | None
    latest: date | None
    contradicted: bool = False
    may_be_narrower: bool = False

    @property
    def window(self) -> Window | None:
        """Both ends, where both are known."""
        if self.earliest is None or self.latest is None:
            return None
        return Window(self.earliest, self.latest)

    @property
    def day(self) -> date | None:
        """The day, where only one is left."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def when(self) -> When | None:
        """The day, or the month where the author says no more; None where neither is known."""
        if isinstance(self.phrase, Given) and isinstance(self.phrase.when, Month):
            return self.phrase.when
        if self.day is not None:
            return self.day
        for parsed in self.rules:
            if isinstance(parsed.rule, InSpan) and isinstance(parsed.rule.span, Month):
                return parsed.rule.span
        return None


@dataclass(frozen=True)
class Schedule:
    """The milestones of a release in the order of its timetable, and the timeline's faults.

    `plan` and `windows` hold the reasons; None where nothing can be counted. `left_out` is what
    was set aside because it contradicts the rest, or leads out of the calendar. `unknown` are the
    milestones whose dates on the day asked about nobody has recorded.
    """

    release: str
    timeline: Timeline
    milestones: dict[str, Scheduled]
    faults: tuple[Fault, ...]
    plan: Plan | None = None
    windows: Windows | None = None
    left_out: frozenset[Written] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def go_live(self) -> date | None:
        found = self.milestones.get("go-live")
        return found.day if found else None


def schedule_release(plan: Timeline | TimelineOnDay, calendars: Calendars) -> Schedule:
    """The window of every milestone of a timeline, and every fault found on the way."""
    on_day = as_written(plan) if isinstance(plan, Timeline) else plan
    return _scheduled_as_read(read_timeline(on_day, calendars), calendars)


def _scheduled_as_read(reading: Reading, calendars: Calendars) -> Schedule:
    timeline = reading.timeline
    if calendars.working is None:
        milestones = {
            id_: _scheduled(reading, id_, *_as_written(reading, id_), contradicted=False)
            for id_ in timeline.milestones
        }
        return Schedule(
            timeline.release,
            timeline,
            milestones,
            tuple(reading.faults),
            unknown=reading.plan.unknown,
        )
    plan = plan_of(reading, calendars, calendars.working)
    solving = _Solving(plan, calendars, calendars.working)
    windows = solving.solve()
    milestones = {}
    for number, id_ in enumerate(timeline.milestones):
        first, last = windows.of(number)
        given = _as_written(reading, id_)
        contradicted = id_ in solving.contradicted
        if contradicted and given != (None, None):
            earliest, latest = given
        else:
            earliest = date.fromordinal(first) if first is not None else None
            latest = date.fromordinal(last) if last is not None else None
        loose = number in windows.loose and earliest != latest
        milestones[id_] = _scheduled(
            reading, id_, earliest, latest, contradicted=contradicted, loose=loose
        )
    faults = (*reading.faults, *plan.faults, *solving.faults)
    left_out = frozenset(solving.left_out)
    unknown = reading.plan.unknown
    return Schedule(
        timeline.release, timeline, milestones, faults, plan, windows, left_out, unknown
    )


def _scheduled(
    reading: Reading,
    id_: str,
    earliest: date | None,
    latest: date | None,
    *,
    contradicted: bool,
    loose: bool = False,
) -> Scheduled:
    return Scheduled(
        id_,
        reading.timeline.milestones[id_],
        reading.at(id_),
        reading.phrases.get(id_),
        reading.deadlines.get(id_),
        tuple(reading.rules.get(id_, ())),
        earliest,
        latest,
        contradicted,
        loose,
    )


def _as_written(reading: Reading, id_: str) -> tuple[date | None, date | None]:
    """The day or month that an author gives a milestone, whatever else is written."""
    phrase = reading.phrases.get(id_)
    if not isinstance(phrase, Given):
        return None, None
    window = Window.of(phrase.when)
    return window.earliest, window.latest


class _Solving:
    """Solves a plan; what cannot hold is told and left out, until the rest can."""

    def __init__(self, plan: Plan, calendars: Calendars, working: WorkingCalendar) -> None:
        self.plan = plan
        self.calendars = calendars
        self.working = working
        self.reasons = Reasons(plan)
        self.left_out: list[Written] = []
        self.contradictions: list[tuple[Contradiction, list[Written]]] = []
        self.faults: list[Fault] = []

    @property
    def contradicted(self) -> set[str]:
        """The milestones whose own lines cannot all hold."""
        return {found.milestone for _, lines in self.contradictions for found in lines}

    def solve(self) -> Windows:
        """The windows of what can hold; the rest is left out and told."""
        windows = self._solve()
        shared = Counter(found for _, lines in self.contradictions for found in lines)
        for number, (contradiction, lines) in enumerate(self.contradictions, start=1):
            most = max(lines, key=lambda found: (shared[found], found.kind.value))
            first = most if shared[most] > 1 else None
            finding = self.reasons.finding(contradiction, first)
            if number == MOST_CONTRADICTIONS:
                finding = replace(finding, help=f"{finding.help}; {_NO_FURTHER}")
            self.faults.append(Fault("T112", finding))
        return windows

    def _solve(self) -> Windows:
        written = list(self.plan.written)
        while True:
            found = solve([one.constraint for one in written], self.plan.span)
            if isinstance(found, Windows):
                lost = list(self._lost(written, found))
                if not lost:
                    self._unknown_days(written, found)
                    return found
            else:
                lines = [self.reasons.written(one) for one in found.constraints]
                self.contradictions.append((found, lines))
                lost = [weakest(lines)]
                if len(self.contradictions) == MOST_CONTRADICTIONS:
                    lost += [one for one in written if one.constraint.relations and one not in lost]
            self.left_out += lost
            written = [one for one in written if one not in lost]

    def _lost(self, written: list[Written], windows: Windows) -> Iterator[Written]:
        """What leads out of the days that are known, from days that are."""
        numbers = self.plan.milestones
        for found in written:
            for relation in found.constraint.relations:
                first, last = windows.of(relation.other)
                ends = {
                    "=": (first, last),
                    ">=": (first,),
                    "<=": (last,),
                }[relation.relates]
                day = next(
                    (end for end in ends if end is not None and self._unknown(relation, end)), None
                )
                if day is not None:
                    message, side = self._why(found, numbers[relation.other], day, relation)
                    self.faults.append(out_of_calendar(message, found.address, side))
                    yield found
                    break

    def _unknown_days(self, written: list[Written], windows: Windows) -> None:
        """Tells of windows that end where nobody knows the days of the kind asked for."""
        for found in written:
            days = found.constraint.days
            if days is None:
                continue
            first, last = windows.of(found.constraint.node)
            try:
                if first is not None:
                    days.on_or_after(date.fromordinal(first))
                if last is not None:
                    days.on_or_before(date.fromordinal(last))
            except OutOfCalendar as error:
                self.faults.append(out_of_calendar(str(error), found.address, error.side))

    def _unknown(self, relation: Relation, day: int) -> bool:
        function = relation.function
        reached = function.forward(day)
        if not self.plan.span.first <= reached <= self.plan.span.last:
            return True
        return function.gapped and function.crosses_a_gap(
            day, lambda step: step.forward, back=False
        )

    def _why(
        self, found: Written, milestone: str, ordinal: int, relation: Relation
    ) -> tuple[str, Side]:
        day = date.fromordinal(ordinal)
        window = Window(day, day)
        context = Context(self.working, self.calendars.meetings, lambda _: window)
        if found.anchor is not None:
            try:
                evaluate(found.anchor, context)
            except OutOfCalendar as error:
                return str(error), error.side
        later = relation.function.forward(ordinal) > self.plan.span.last
        return (
            f"from {milestone!r} on {in_full(day)} this leads out of the days that are known; the "
            f"calendar runs from {in_full(self.working.first)} to {in_full(self.working.last)}"
        ), "after" if later else "before"
