"""The life cycle of a modification: which step may follow which stage, and where it leads.

The table is data of the Code (`life-cycle.yaml`); here it is compiled for those who ask. Two ideas
carry it. A paper tells the step it is about and leaves out the small ones before it, so a stage may
be left by a quiet move that no entry records: a vote proves that the Report Phase had begun. And a
stage that nobody saw is unknown, which anything may follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sectool.dates import When, first_day, last_day

if TYPE_CHECKING:
    from sectool.model.consultations import UsualConsultation
    from sectool.model.life_cycle_table import (
        LifeCycleTable,
        PathRow,
        StageKind,
        StageRow,
        StepRow,
    )
    from sectool.model.modification import Entry

# What the unknown stage is called where no table names it.
UNKNOWN = "unknown"


class CompiledStep(NamedTuple):
    """What an entry does: the stages it may come after, and the one it leads to (None: none).

    `acts` are those that it may be: a body needs the power for one of them to take it. `moved_by`
    is the act that a body must have the power for if its word is to move the stage:
    others merely recommend it. `shows` is the stage that the step proves where the last known one
    could not have had it. `gaps` are the stages it may come after where a decision between them is
    on no page. `title` is what a recommendation is towards, in words.
    """

    event: str
    after: frozenset[str]
    to: str | None = None
    moved_by: str | None = None
    shows: str | None = None
    gaps: frozenset[str] = frozenset()
    title: str | None = None
    acts: tuple[str, ...] = ()


class Holder(NamedTuple):
    """A body with the power for an act, and since when and until when, as far as that is known."""

    short: str
    act: str
    from_: When | None = None
    to: When | None = None


class LifeCycle:
    """The table of a Code, compiled: its stages with their kinds, and its steps by their names.

    A step goes by its event and the value that tells steps of one event apart (`step_of`). What the
    table does not have is nobody's fault here: a stage of no known name counts as unknown, and an
    event without a step may come at any time and leads nowhere.
    """

    def __init__(
        self,
        table: LifeCycleTable | None,
        consultations: Mapping[str, UsualConsultation],
        holders: Iterable[Holder] = (),
    ) -> None:
        stages = table.stages if table is not None else {}
        self.stages: Mapping[str, StageRow] = stages
        self.paths: Mapping[str, PathRow] = table.paths if table is not None else {}
        self.consultations = consultations
        self.holders = tuple(holders)
        self._kinds: dict[str, StageKind] = {name: row.kind for name, row in stages.items()}
        # Where nobody saw the stage.
        self.unknown = self._first("unknown") or UNKNOWN
        self.before_decision = self.of_kinds("draft", "open", "referred")
        self.ends = self.of_kinds("ended")
        # What may have happened without an entry.
        self.quiet = {name: row.goes_on_to for name, row in stages.items() if row.goes_on_to}
        self.steps = dict(self._compiled(table.steps if table is not None else ()))
        self.beginnings = frozenset(name for name, step in self.steps.items() if not step.after)
        known = self.of_kinds("draft", "open", "referred", "decided", "ended")
        # Steps that may come at any time: no list of what could have come names them.
        self.any_time = frozenset(n for n, step in self.steps.items() if step.after >= known)
        self._anything = CompiledStep("", known)
        # The steps by which something is raised as one or the other, those of a prefix first.
        self._raised = sorted(
            (
                (row.as_ or "", row.prefix or "")
                for row in (table.steps if table is not None else ())
                if "raised" in row.event
            ),
            key=lambda each: not each[1],
        )

    def _compiled(self, rows: Iterable[StepRow]) -> Iterator[tuple[str, CompiledStep]]:
        """The steps of the rows by their names, in order; of two by one name the later counts."""
        for row in rows:
            after = frozenset(row.after) | self.of_kinds(*row.after_any)
            gaps = frozenset(row.gap_after) | self.of_kinds(*row.gap_after_any)
            for event in row.event:
                step = CompiledStep(
                    event, after, row.to, row.moved_by, row.shows, gaps, row.title, row.act
                )
                if event == "consultation":
                    yield from self._consulted(step)
                else:
                    yield name_of(event, row), step

    def _consulted(self, step: CompiledStep) -> Iterator[tuple[str, CompiledStep]]:
        """A step for each kind of consultation: one that belongs to a stage is held in it."""
        for kind, row in self.consultations.items():
            held_in = row.held_in
            own = step if held_in is None else step._replace(after=frozenset({held_in}), to=held_in)
            yield f"consultation {kind}", own

    def _first(self, kind: StageKind) -> str | None:
        return next((name for name, known in self._kinds.items() if known == kind), None)

    # Stages.

    def kind_of(self, stage: str | None) -> StageKind:
        """What Python knows of a stage; of one that the table does not have, nothing."""
        return self._kinds.get(stage or "", "unknown")

    def of_kinds(self, *kinds: StageKind) -> frozenset[str]:
        """The stages of some kinds."""
        return frozenset(name for name, kind in self._kinds.items() if kind in kinds)

    def title_of(self, stage: str | None) -> str:
        """What a stage is called where no paper has a word for it."""
        name = stage or self.unknown
        row = self.stages.get(name)
        return row.title if row is not None else "Not known" if name == UNKNOWN else name

    def reached_by(self, event: str) -> str:
        """The stage to which an event leads by itself; unknown where it leads to none."""
        step = self.steps.get(event)
        return step.to or self.unknown if step is not None else self.unknown

    def led_to_by(self, *acts: str) -> frozenset[str]:
        """The undecided stages to which steps lead that are one of some acts."""
        led = (step.to for step in self.steps.values() if not set(acts).isdisjoint(step.acts))
        return frozenset(stage for stage in led if self.kind_of(stage) == "open" and stage)

    def event_to(self, stage: str | None, *events: str) -> str | None:
        """The first of some events that leads to a stage."""
        if stage is None:
            return None
        return next((event for event in events if self.step(event).to == stage), None)

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups in which reports count, in the order of the stages, with their stages."""
        found: dict[str, list[str]] = {}
        for name, row in self.stages.items():
            if row.group is not None:
                found.setdefault(row.group, []).append(name)
        return {group: tuple(names) for group, names in found.items()}

    @property
    def undecided_groups(self) -> list[str]:
        """The groups of stages before the decision."""
        groups = self.groups.items()
        return [group for group, stages in groups if self.before_decision.issuperset(stages)]

    def is_unknown(self, stage: str | None) -> bool:
        """Whether nobody knows the stage, nor the Code a stage of that name."""
        return self.kind_of(stage) == "unknown"

    # Consultations.

    @property
    def consultations_at_any_stage(self) -> frozenset[str]:
        """The kinds of consultations that belong to no stage."""
        return frozenset(kind for kind, row in self.consultations.items() if row.held_in is None)

    @cached_property
    def consultations_of_no_draft(self) -> frozenset[str]:
        """The kinds that belong to a stage in which nothing is a draft."""
        stages = self.stages.keys() - self.of_kinds("draft", "unknown")
        return frozenset(kind for kind, row in self.consultations.items() if row.held_in in stages)

    @property
    def consultations_before_votes(self) -> frozenset[str]:
        """Those held in a stage that a decision may end."""
        votes = self.step("approved").after
        return frozenset(kind for kind, row in self.consultations.items() if row.held_in in votes)

    @property
    def consultations_before_that(self) -> frozenset[str]:
        """Those held in a stage of their own before."""
        others = self.consultations_at_any_stage | self.consultations_before_votes
        return frozenset(self.consultations) - others

    # Words.

    def path_title(self, path: str) -> str:
        row = self.paths.get(path)
        return row.title if row is not None else path

    def consultation_title(self, kind: str) -> str:
        """`Refinement Consultation`; of a kind without a title of its own, after its name."""
        row = self.consultations.get(kind)
        if row is not None and row.title is not None:
            return row.title
        return kind.replace("-", " ").title() + " Consultation"

    def towards_title(self, towards: str) -> str:
        """What something is recommended towards, in words: `the Report Phase`."""
        return self.step(f"recommended towards {towards}").title or towards

    # Steps.

    def step(self, name: str | None) -> CompiledStep:
        """A step by its name; one that may come at any time where the table has none of it."""
        return self.steps.get(name or "", self._anything)

    def steps_of(self, *events: str) -> Iterator[str]:
        """The names of the steps of some events, in order."""
        return (name for name, step in self.steps.items() if step.event in events)

    def step_of(self, entry: Entry, id_: str) -> str | None:
        """The name of what an entry of the modification `id_` records; None: a stage."""
        match entry.event:
            case None:
                return None
            case "raised":
                as_ = entry.as_ or ""
                for known, prefix in self._raised:
                    if known == as_ and prefix and id_.startswith(prefix):
                        return f"raised as {prefix}"
                return f"raised as {as_}"
            case "consultation":
                return f"consultation {entry.kind}"
            case "recommended":
                return f"recommended towards {entry.towards}"
            case event:
                return event

    def may_follow(self, name: str, stage: str) -> bool:
        """Whether a step can come after a stage, with quiet moves between them or without."""
        after = self.step(name).after
        if name in self.beginnings:
            return False
        if self.is_unknown(stage) or stage in after:
            return True
        return not after.isdisjoint(self.quiet.get(stage, ()))

    def leaves_a_gap(self, name: str, stage: str) -> bool:
        """Whether a step can come after a stage only if a decision between was told nowhere."""
        return not self.may_follow(name, stage) and stage in self.step(name).gaps

    def could_follow(self, stage: str) -> tuple[str, ...]:
        """The steps that can come after a stage, in order, but for those of any time."""
        may = (name for name in self.steps if self.may_follow(name, stage))
        return tuple(name for name in may if name not in self.any_time)

    def stage_after(self, name: str, stage: str, entry: Entry | None = None) -> str:
        """The stage that a step leads to, or proves, where it cannot lead there by itself.

        `upheld`, `overturned` and `implemented` are the caller's: they depend on more than a stage.
        """
        step = self.step(name)
        if step.to is not None and self._leads_there(step.moved_by, entry):
            return step.to
        if stage in step.after:
            return stage
        quiet = (passed for passed in self.quiet.get(stage, ()) if passed in step.after)
        return next(quiet, step.shows or self.unknown)

    def _leads_there(self, act: str | None, entry: Entry | None) -> bool:
        """Whether no act is needed, or the body that an entry names had the power for it.

        Where no body has the power, any could. Between the last day of one body and the first of
        the next nobody knows which had it; what was only seen happened at some time before.
        """
        if act is None or entry is None or entry.by is None:
            return act is None
        held = [holder for holder in self.holders if holder.act == act]
        last = last_day(entry.when)
        first = first_day(entry.date) if entry.date is not None else date.min
        then = [
            holder
            for holder in held
            if (holder.from_ is None or first_day(holder.from_) <= last)
            and (holder.to is None or first <= last_day(holder.to))
        ]
        return not held or any(holder.short == entry.by for holder in then or held)


def name_of(event: str, row: StepRow) -> str:
    """The name of the step of an event that a row of the table is about."""
    if event == "raised":
        return f"raised as {row.prefix or row.as_}"
    return f"recommended towards {row.towards}" if event == "recommended" else event


# The steps of one assessment, by the one that came last (None: none did). A Preliminary
# Assessment needs no approval, and papers leave the first steps out.
ASSESSMENT_STEPS: dict[str | None, tuple[str, ...]] = {
    None: ("requested", "approved", "deferred", "accepted", "returned"),
    "requested": ("approved", "deferred", "accepted", "returned"),
    # The approval that ends a deferral is one of the steps that papers leave out.
    "deferred": ("requested", "approved", "deferred", "accepted", "returned"),
    "approved": ("accepted", "returned"),
    # An approval that comes after the work began is told by a rule of its own (M118).
    "accepted": ("approved", "returned"),
    "returned": (),
}
ASSESSMENT = "assessment-"
