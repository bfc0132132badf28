"""How long steps of a kind took on record: beside the time that is planned for them, no forecast.

Counted is what had been completed by the day and has both days on record, as `mod durations` does.
Of fewer than eight cases nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.counting import amount_between
from sectool.datelang.nodes import Distance, Unit
from sectool.model.back_plan import BackPlanStep
from sectool.queries.durations import Counting, spells_on, summed
from sectool.queries.register_on import RegisterOn
from sectool.queries.spells import Period
from sectool.values import dataclass

LEAST_CASES = 8

# How the date language counts a unit between two days. Weeks are counted in days.
_CONVENTIONS: dict[Unit, str] = {
    "working day": "working days",
    "clear working day": "working days",
    "weekday": "weekdays",
    "day": "days",
    "week": "days",
    "month": "days",
}


@dataclass(frozen=True)
class Experience:
    """What cases on record amount to: of `cases`, `within` kept the time that is planned.

    `median` and `planned` count by `counted`, a convention of the date language; `planned` is None
    where the plan counts in months. `begins_by` is the last day on which a step that takes as long
    as the median has to begin.
    """

    cases: int
    median: Fraction
    within: int
    planned: int | None
    counted: str
    begins_by: date | None = None

    @property
    def as_distance(self) -> Distance:
        """The median as whole units, rounded up."""
        unit: Unit = next(unit for unit, name in _CONVENTIONS.items() if name == self.counted)
        return Distance(max(ceil(self.median), 1), unit)


def experience_of(on: RegisterOn, number: int, planned: Distance | None) -> Experience | None:
    """What is on record of a row of the back plan; None where that is too little."""
    key = (Experience, on.day, number)
    kept = on.register.kept
    if key not in kept:
        kept[key] = _experience(on, number, planned)
    found: Experience | None = kept[key]
    return found


def _experience(on: RegisterOn, number: int, planned: Distance | None) -> Experience | None:
    working, row = on.calendars.working, on.register.back_plan[number]
    if working is None or (planned is None and row.assessment is None):
        return None
    convention = _CONVENTIONS[planned.unit] if planned is not None else "working days"
    least = _planned(planned)
    taken = sorted(_taken(on, number, row, convention, working))
    if len(taken) < LEAST_CASES:
        return None
    summary = summed((days, least) for days in taken)
    if summary.median is None:  # pragma: no cover - there are cases
        return None
    return Experience(summary.n, summary.median, summary.within, least, convention)


def _planned(planned: Distance | None) -> int | None:
    if planned is None or planned.unit == "month":
        return None
    if planned.unit == "clear working day":
        return planned.n + 1
    return planned.n * (7 if planned.unit == "week" else 1)


def _taken(
    on: RegisterOn, number: int, row: BackPlanStep, convention: str, working: WorkingCalendar
) -> Iterator[int]:
    """How long each case took that both days are known of."""
    if row.assessment is not None:
        until = on.day if on.day is not None else working.last
        counting = Counting(Period(None, until), (row.assessment,), (convention,), working)
        try:
            spells = spells_on(on, counting)
        except OutOfCalendar:
            return
        for spell in spells:
            days = spell.count(convention, working) if spell.placed and not spell.open else None
            if days is not None:
                yield days
        return
    cases = _consulted(on, row.consultation) if row.consultation else _determined(on, number)
    for begun, ended in cases:
        try:
            yield amount_between(begun, ended, convention, working).whole
        except OutOfCalendar:
            continue


def _consulted(on: RegisterOn, kind: str) -> Iterator[tuple[date, date]]:
    for standing in on.standings:
        for one in standing.consultations:
            over = one.closes is not None and (on.day is None or one.closes <= on.day)
            if one.kind == kind and over and isinstance(one.opened, date) and one.closes:
                yield one.opened, one.closes


def _determined(on: RegisterOn, number: int) -> Iterator[tuple[date, date]]:
    """From the act before to the act itself, where that is the next that was recorded."""
    rows, cycle = on.register.back_plan, on.register.life_cycle
    act = rows[number].act
    before = next((row.act for row in reversed(rows[:number]) if row.act is not None), None)
    leads = cycle.led_to_by(before) if before is not None else frozenset()
    for standing in on.standings:
        begun: date | None = None
        for entry in on.entries(standing.id):
            step = cycle.step(cycle.step_of(entry, standing.id))
            day = entry.date if isinstance(entry.date, date) else None
            if begun is not None and act in step.acts and day is not None:
                yield begun, day
            if step.acts:
                begun = day if before in step.acts and step.to in leads else None
