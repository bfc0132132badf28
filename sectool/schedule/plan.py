"""What a timeline says as constraints on days, each with its author's words and its place.

when: 2022-11-03                     that day (a day that is no Working Day is a finding, no more)
when: 2022-08                        a Working Day of August, or the kind of day of `falls-on`
when: 2022-W31                       the same of a week
when: later of X and Y               exactly so; what follows for X and Y is what holds of each
when: tba                            any such day
when: 5 working days before X        exactly so, whatever X may be
due: at least 10 working days before X
                                     exactly the last day that this permits
rules: [after X, in 2022-07]         inequalities
falls-on: 'CSC meeting'              a day of that kind
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cached_property

from sectool.calendar.workdays import DaySet, OutOfCalendar, Side, WorkingCalendar
from sectool.datelang.evaluate import Context, Window, evaluate
from sectool.datelang.functions import Function, chosen, constant, shift
from sectool.datelang.monotone import Steps
from sectool.datelang.nodes import (
    Anchor,
    Bound,
    Given,
    InSpan,
    Named,
    Open,
    Order,
    Phrase,
    Rule,
    anchors_of,
    choices_of,
    parts_of,
)
from sectool.dates import Month, Week
from sectool.diagnostic import Address, Finding
from sectool.schedule.calendars import Calendars
from sectool.schedule.reading import NOT_KNOWN_YET, Fault, ParsedRule, Reading
from sectool.schedule.solver.constraints import Chosen, Constraint, KnownDays, Relates, Relation
from sectool.values import dataclass


class Kind(Enum):
    """What was written, from what is the first to give way to what is the last."""

    IN_MONTH = 1  # a rule `in 2022-07`
    RULE = 2
    FALLS_ON = 3
    USUAL_DAYS = 4  # Working Days, where a milestone's own date was taken away
    MONTH = 5  # `when: 2022-08`, or `tba`
    DEADLINE = 6
    DEFINITION = 7
    DATE = 8


@dataclass(frozen=True, eq=False)
class Written:
    """A constraint as its author wrote it. `anchor` is the phrase that leads to its day or days.

    `moved_back` is for a deadline that `falls-on` moves to an earlier day.
    """

    milestone: str
    kind: Kind
    words: str
    address: Address
    constraint: Constraint
    anchor: Anchor | None = None
    moved_back: MovedBack | None = None


@dataclass(frozen=True, eq=False)
class MovedBack:
    """The `falls-on` of a deadline, and what the deadline says without it: a day, or from one.

    From which one, the milestone's number says: a choice has several.
    """

    falls_on: Written
    alone: Mapping[int, Function] | int


@dataclass(frozen=True)
class Plan:
    """All that is written about the milestones of a timeline.

    `free` is for milestones that have a date of their own: the days they may have without it.
    """

    milestones: tuple[str, ...]
    written: tuple[Written, ...]
    free: dict[str, Written]
    span: KnownDays
    faults: tuple[Fault, ...]

    @cached_property
    def nodes(self) -> dict[str, int]:
        """The number of each milestone."""
        return {id_: number for number, id_ in enumerate(self.milestones)}

    def node(self, milestone: str) -> int:
        return self.nodes[milestone]


def plan_of(reading: Reading, calendars: Calendars, working: WorkingCalendar) -> Plan:
    """The constraints of a timeline; what leads out of the calendar is left out and told."""
    return _Planning(reading, calendars, working).plan()


class _Planning:
    def __init__(self, reading: Reading, calendars: Calendars, working: WorkingCalendar) -> None:
        self.reading = reading
        self.calendars = calendars
        self.working = working
        self.steps = Steps(working, calendars.meetings)
        self.numbers = {id_: number for number, id_ in enumerate(reading.timeline.milestones)}
        self.free: dict[str, Written] = {}
        self.faults: list[Fault] = []

    def plan(self) -> Plan:
        written = [found for id_ in self.numbers for found in self._milestone(id_)]
        span = KnownDays(self.working.first.toordinal(), self.working.last.toordinal())
        return Plan(tuple(self.numbers), tuple(written), self.free, span, tuple(self.faults))

    def _milestone(self, id_: str) -> Iterator[Written]:
        phrase, deadline = self.reading.phrases.get(id_), self.reading.deadlines.get(id_)
        if phrase is not None:
            yield from self._when(id_, phrase)
        if deadline is not None:
            yield from self._due(id_, deadline)
        elif id_ in self.reading.days and id_ not in self.free:
            days = self._days_of(id_)
            if days is not None:
                yield self._falls_on(id_, days)
        for parsed in self.reading.rules[id_]:
            yield from self._rule(id_, parsed)

    # Dates.

    def _when(self, id_: str, phrase: Phrase) -> Iterator[Written]:
        words = f"when: {self.reading.timeline.milestones[id_].when}"
        address = self.reading.at(id_, "when")
        number = self.numbers[id_]
        if isinstance(phrase, Open) or (
            isinstance(phrase, Given) and isinstance(phrase.when, Month | Week)
        ):
            window = Window.of(phrase.when) if isinstance(phrase, Given) else None
            given = id_ in self.reading.days
            days = self._days_of(id_) if given else self._usual_days(window)
            bounds = Constraint(
                number,
                window.earliest.toordinal() if window else None,
                window.latest.toordinal() if window else None,
                None if given else days,
            )
            self._release(id_, days)
            yield Written(id_, Kind.MONTH, words, address, bounds)
            if given:
                yield self.free[id_]
        elif any(anchors_of(phrase)):
            constraint = self._defined(number, phrase, address)
            if constraint is not None:
                yield Written(id_, Kind.DEFINITION, words, address, constraint, phrase)
        else:
            found = self._constant(phrase, address)
            if found is not None:
                day = Constraint(number, found.earliest.toordinal(), found.latest.toordinal())
                given = id_ in self.reading.days
                days = self._days_of(id_) if given else self._usual_days(found)
                self._release(id_, _and(days, found.day))
                yield Written(id_, Kind.DATE, words, address, day, phrase)
                if given and found.day is None:  # counted from a month: its days are open still
                    yield self.free[id_]

    def _release(self, id_: str, days: DaySet | None) -> None:
        """Keeps which days a milestone may have when its own date is taken away."""
        constraint = Constraint(self.numbers[id_], days=days)
        if id_ in self.reading.days:
            found = self._falls_on(id_, days)
        else:
            found = Written(
                id_, Kind.USUAL_DAYS, "a Working Day", self.reading.at(id_, "when"), constraint
            )
        self.free[id_] = found

    def _usual_days(self, window: Window | None) -> DaySet | None:
        """Working Days, where nothing else is said and they are known."""
        first, last = self.working.first, self.working.last
        if window is not None and not (first <= window.earliest and window.latest <= last):
            return None
        return self.working.working_days

    def _days_of(self, id_: str) -> DaySet | None:
        """The days that `falls-on` allows; None for any day."""
        match self.reading.days[id_]:
            case "any day":
                return None
            case "weekday":
                return self.working.weekdays
            case "working day":
                return self.working.working_days
            case kind if kind.endswith(" working day"):
                return self.working.of_body(kind.removesuffix(" working day")).working_days
            case kind:
                meetings = self.calendars.meetings(kind.removesuffix(" meeting"))
                return meetings.days if meetings is not None else None

    def _falls_on(self, id_: str, days: DaySet | None) -> Written:
        words = f"falls-on: {self.reading.days[id_]}"
        constraint = Constraint(self.numbers[id_], days=days)
        return Written(id_, Kind.FALLS_ON, words, self.reading.at(id_, "falls-on"), constraint)

    # Deadlines and rules.

    def _due(self, id_: str, deadline: Rule) -> Iterator[Written]:
        """The last day that a deadline permits, of the kind that `falls-on` asks for."""
        words = f"due: {self.reading.timeline.milestones[id_].due}"
        address = self.reading.at(id_, "due")
        if isinstance(deadline, InSpan):  # pragma: no cover - refused when parsed
            return
        anchor, moved = _last_day(deadline)
        days = self._days_of(id_) if id_ in self.reading.days else None
        constraint: Constraint | None
        moved_back = None
        if any(anchors_of(anchor)):
            number = self.numbers[id_]
            constraint = self._defined(number, anchor, address, moved, days)
            if days is not None and constraint is not None:
                alone = self._defined(number, anchor, address, moved)
                functions = alone.relations if alone is not None else ()
                moved_back = MovedBack(
                    self._falls_on(id_, days), {one.other: one.function for one in functions}
                )
            if constraint is None:
                return
        else:
            found = self._constant(anchor, address)
            if found is None:
                return
            last = found.earliest if _from_first_day(deadline) else found.latest
            day = last.toordinal() + moved
            if days is not None:
                moved_back = MovedBack(self._falls_on(id_, days), day)
                try:
                    day = days.on_or_before(date.fromordinal(day)).toordinal()
                except OutOfCalendar as error:
                    self._out_of_calendar(error, address)
                    return
            constraint = Constraint(self.numbers[id_], day, day)
        yield Written(id_, Kind.DEADLINE, words, address, constraint, anchor, moved_back)

    def _rule(self, id_: str, parsed: ParsedRule) -> Iterator[Written]:
        rule, words, address = parsed.rule, f"rule: {parsed.words}", parsed.address
        number = self.numbers[id_]
        if isinstance(rule, InSpan):
            window = Window.of(rule.span)
            constraint = Constraint(number, window.earliest.toordinal(), window.latest.toordinal())
            yield Written(id_, Kind.IN_MONTH, words, address, constraint)
            return
        bounds = list(_bounds(rule))
        anchor = bounds[0][1]
        if any(anchors_of(anchor)):
            relations = tuple(self._related(relates, at, by) for relates, at, by in bounds)
            constraint = Constraint(number, relations=relations)
        else:
            earliest = latest = None
            for relates, at, by in bounds:
                found = self._constant(at, address)
                if found is None:
                    return
                day = found.earliest if _from_first_day(rule) else found.latest
                if relates == "<=":
                    latest = day.toordinal() + by
                else:
                    earliest = day.toordinal() + by
            constraint = Constraint(number, earliest, latest)
        yield Written(id_, Kind.RULE, words, address, constraint, anchor)

    def _defined(
        self,
        number: int,
        anchor: Anchor,
        address: Address,
        days_later: int = 0,
        days: DaySet | None = None,
    ) -> Constraint | None:
        """That a milestone is on the day that a phrase over others gives; None where it is told.

        So many days later, and then on the last of `days` on or before it. A choice between several
        milestones is one line all the same.
        """
        later = any(choice.which == "later" for choice in choices_of(anchor))
        functions: dict[int, list[Function]] = {}
        given: list[Window] = []
        for part in parts_of(anchor):
            named = next(anchors_of(part), None)
            if named is not None:
                function = _shifted(self.steps.function_of(part), days_later)
                if days is not None:
                    function = function.then(self.steps.nearest(days, "before"))
                functions.setdefault(self.numbers[named.id], []).append(function)
                continue
            window = self._constant(part, address)
            if window is None:
                return None
            try:
                ends = [
                    _last_of(days, date.fromordinal(end.toordinal() + days_later))
                    for end in (window.earliest, window.latest)
                ]
            except OutOfCalendar as error:
                self._out_of_calendar(error, address)
                return None
            given.append(Window(*ends))
        return _equal(number, functions, given, later=later)

    def _related(self, relates: Relates, anchor: Anchor, by: int = 0) -> Relation:
        function = self.steps.function_of(anchor)
        other = self.numbers[next(anchors_of(anchor)).id]
        return Relation(relates, other, _shifted(function, by))

    def _constant(self, phrase: Anchor, address: Address) -> Window | None:
        """The day, or the days of a month, that a phrase without a milestone gives."""
        context = Context(self.working, self.calendars.meetings, _no_milestone)
        try:
            return evaluate(phrase, context).window
        except OutOfCalendar as error:
            self._out_of_calendar(error, address)
        return None

    def _out_of_calendar(self, error: OutOfCalendar, address: Address) -> None:
        self.faults.append(out_of_calendar(str(error), address, error.side))


def out_of_calendar(message: str, address: Address, side: Side) -> Fault:
    """T111, with what to do about it; T122 where the days to come are not known yet."""
    if side == "after":
        help_ = "correct the phrase, or leave the date open until those days are known"
        return Fault(NOT_KNOWN_YET, Finding(message, address, help_))
    return Fault("T111", Finding(message, address, "correct the phrase, or extend what is known"))


def _and(days: DaySet | None, day: date | None) -> DaySet | None:
    """The days, and one that an author gave although it is none of them: it stays possible."""
    if days is None or day is None or day in days or not days.first <= day <= days.last:
        return days
    return replace(days, days=tuple(sorted((*days.days, day.toordinal()))))


def _no_milestone(anchor: Named) -> Window:  # pragma: no cover - asked of constants only
    raise LookupError(anchor.id)


def _last_of(days: DaySet | None, day: date) -> date:
    return days.on_or_before(day) if days is not None else day


def _equal(
    number: int,
    functions: Mapping[int, Sequence[Function]],
    given: Sequence[Window],
    *,
    later: bool,
) -> Constraint:
    """That a milestone is the later, or the earlier, of functions of others and days given.

    What depends on one milestone alone is one function of it, and exact in both directions.
    """
    choose = max if later else min
    of_each = {
        other: found[0] if len(found) == 1 else chosen(tuple(found), later=later)
        for other, found in functions.items()
    }
    earliest = choose((window.earliest.toordinal() for window in given), default=None)
    latest = choose((window.latest.toordinal() for window in given), default=None)
    # It is never before the days given, if it is the later one, nor after them.
    floor, ceiling = (earliest, None) if later else (None, latest)
    if len(of_each) == 1 and earliest == latest:
        ((other, function),) = of_each.items()
        if earliest is not None:
            function = chosen((function, constant(earliest)), later=later)
        return Constraint(number, floor, ceiling, relations=(Relation("=", other, function),))
    relates: Relates = ">=" if later else "<="
    relations = tuple(Relation(relates, other, function) for other, function in of_each.items())
    among = Chosen(later, tuple(of_each.items()), latest if later else earliest)
    return Constraint(number, floor, ceiling, relations=relations, chosen=among)


def _shifted(function: Function, days: int) -> Function:
    return function.then(shift(days)) if days else function


_STRICT = {"before": -1, "after": 1, "on or before": 0, "on or after": 0}


def _bounds(rule: Bound | Order) -> Iterator[tuple[Relates, Anchor, int]]:
    """A rule as inequalities: which way, to what, and so many calendar days beside it."""
    match rule:
        case Order(relation=relation, anchor=anchor):
            yield ("<=" if relation.endswith("before") else ">="), anchor, _STRICT[relation]
        case Bound(relation="at least", phrase=phrase):
            yield ("<=" if phrase.direction == "before" else ">="), phrase, 0
        case Bound(phrase=phrase):
            # `at most … before X` lies within: not after X.
            near: tuple[Relates, Anchor, int] = ("<=", phrase.anchor, 0)
            far: tuple[Relates, Anchor, int] = (">=", phrase, 0)
            if phrase.direction == "after":
                near, far = (">=", phrase.anchor, 0), ("<=", phrase, 0)
            yield far
            yield near


def _from_first_day(rule: Bound | Order) -> bool:
    """From which end of a month as anchor a rule counts: its first day, or its last.

    Before a month is before all of it, after it after all of it; `on or` includes all of it.
    """
    if isinstance(rule, Order):
        return rule.relation in ("before", "on or after")
    return rule.phrase.direction == "before"


def _last_day(deadline: Bound | Order) -> tuple[Anchor, int]:
    """The phrase whose day is the last one that a deadline permits, and days to add to it."""
    for relates, anchor, by in _bounds(deadline):
        if relates == "<=":
            return anchor, by
    raise ValueError(f"{deadline} names no last day")  # pragma: no cover - refused when parsed
