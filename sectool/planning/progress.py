"""How far a modification has come on its way to the decision, step by step of the back plan.

What nobody recorded is not taken for undone: such a step is `not-recorded`, unless the stage of the
modification shows that it lies ahead, or that it must have been passed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sectool.dates import When, first_day, last_day
from sectool.history import Assessment, Consultation, Standing, a_year_after
from sectool.model.back_plan import BackPlanStep
from sectool.model.modification import Entry
from sectool.queries.consultations import consultations_open
from sectool.queries.impacts import fits_impacts
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass

ProgressState = Literal["done", "under-way", "to-come", "not-recorded"]
Position = Literal["before", "in", "after"]


@dataclass(frozen=True)
class Progress:
    """Where a modification is with a step: `when` is its day of completion, or of its beginning.

    A step that is done and not `recorded` follows from the stage, or from a later step. `closes`
    is the last day of a consultation that is open.
    """

    state: ProgressState
    when: When | None = None
    recorded: bool = False
    closes: date | None = None
    assessment: Assessment | None = None


def is_needed(on: RegisterOn, standing: Standing, row: BackPlanStep) -> bool | None:
    """Whether a modification has to pass a step; None where what it depends on is not recorded."""
    if row.prefix is not None and not standing.id.startswith(row.prefix):
        return False
    found = [fits_impacts(on.register, standing, row.impacts)]
    if row.paths:
        path = standing.facts.path
        found.append(None if path is None else path in row.paths)
    return False if False in found else None if None in found else True


def progress_of(on: RegisterOn, standing: Standing) -> tuple[Progress, ...]:
    """How far it has come, for each row of the back plan."""
    progress = _Progress(on, standing)
    found = [progress.of(row) for row in on.register.back_plan]
    begun = [n for n, one in enumerate(found) if one.state in ("done", "under-way")]
    last = max(begun, default=0)
    return tuple(
        Progress("done") if number < last and one.state == "not-recorded" else one
        for number, one in enumerate(found)
    )


class _Progress:
    def __init__(self, on: RegisterOn, standing: Standing) -> None:
        self.on, self.standing, self.cycle = on, standing, on.register.life_cycle
        entries = on.entries(standing.id)
        backs = [n for n, entry in enumerate(entries) if entry.event == "sent-back"]
        # What was consulted and voted on before it was sent back has to be done again.
        self.entries = entries[backs[-1] + 1 :] if backs else entries
        self.sent_back = last_day(entries[backs[-1]].when) if backs else None

    def of(self, row: BackPlanStep) -> Progress:
        if row.assessment is not None:
            return self._assessed(row.assessment)
        if row.consultation is not None:
            return self._consulted(row.consultation)
        if row.approves is not None:
            return self._approved(row.approves)
        if row.leads_to is not None:
            return self._moved(row.leads_to)
        return self._acted(row.act or "")

    def _assessed(self, kind: str) -> Progress:
        found = self._assessments(kind)
        running = [one for one in found if one.is_open]
        if running:
            one, day = running[-1], self.on.day
            # One that nobody has reported for twelve months may have come back long ago.
            silent = day is not None and day > a_year_after(last_day(one.seen))
            state: ProgressState = "not-recorded" if silent else "under-way"
            return Progress(state, one.accepted, recorded=True, assessment=one)
        if found and found[-1].state == "returned":
            return Progress("done", found[-1].returned, recorded=True, assessment=found[-1])
        if found:
            return Progress("to-come", recorded=True, assessment=found[-1])
        return self._not_assessed()

    def _approved(self, kind: str) -> Progress:
        found = self._assessments(kind)
        if not found:
            return self._not_assessed()
        one = found[-1]
        if one.approved is not None or one.state in ("approved", "accepted", "returned"):
            return Progress("done", one.approved, recorded=one.approved is not None)
        return Progress("to-come", recorded=True)

    def _assessments(self, kind: str) -> list[Assessment]:
        return [one for one in self.standing.assessments if one.kind.lower() == kind]

    def _not_assessed(self) -> Progress:
        shown = self.cycle.step("assessment-accepted").shows
        if self.sent_back is not None:
            return Progress("not-recorded")
        return self._by_stage(shown)

    def _consulted(self, kind: str) -> Progress:
        day = self.on.day
        running = [
            one.consultation
            for one in consultations_open(self.on, self.standing)
            if one.consultation.kind == kind
        ]
        if running:
            one = running[-1]
            return Progress("under-way", one.opened, recorded=True, closes=one.closes)
        held = [one for one in self.standing.consultations if self._counts(one, kind)]
        ahead = [o for o in held if day and o.opened and first_day(o.opened) > day]
        if ahead:
            return Progress("to-come", recorded=True)
        if held:
            return Progress("done", held[-1].closes, recorded=True)
        row = self.cycle.consultations.get(kind)
        return self._by_stage(row.held_in if row is not None else None)

    def _counts(self, one: Consultation, kind: str) -> bool:
        return one.kind == kind and (
            self.sent_back is None or last_day(one.opened or one.seen) > self.sent_back
        )

    def _moved(self, stage: str) -> Progress:
        match self._position(stage):
            case "before":
                return Progress("to-come")
            case "in":
                since = self.standing.since
                return Progress("done", since, recorded=since is not None)
            case "after":
                return Progress("done")
            case _:
                return Progress("not-recorded")

    def _acted(self, act: str) -> Progress:
        taken = [entry for entry in self.entries if self._is(entry, act)]
        steps = [step for step in self.cycle.steps.values() if act in step.acts]
        # What sends a modification back is no step on its way.
        leads = {step.to for step in steps if step.event != "sent-back"}
        if self.standing.stage_kind == "open" and self.standing.stage in leads:
            when = taken[-1].date if taken else self.standing.since
            return Progress("done", when, recorded=when is not None)
        if any(step.event == "approved" for step in steps):
            # As far as is recorded, it is not decided.
            return Progress("to-come")
        if taken:
            return Progress("done", taken[-1].date, recorded=True)
        return Progress("not-recorded")

    def _is(self, entry: Entry, act: str) -> bool:
        return act in self.cycle.step(self.cycle.step_of(entry, self.standing.id)).acts

    def _by_stage(self, stage: str | None) -> Progress:
        """What the stage of the modification says of a step that belongs to another."""
        match self._position(stage):
            case "before":
                return Progress("to-come")
            case "after":
                return Progress("done")
            case _:
                return Progress("not-recorded")

    def _position(self, stage: str | None) -> Position | None:
        """Whether the modification stands before a stage, in it or after it; None: not known."""
        at = self.standing.stage
        if stage is None or self.cycle.is_unknown(at):
            return None
        if at == stage:
            return "in"
        return "before" if stage in self.cycle.quiet.get(at, ()) else "after"
