"""Whether each entry of a history can follow those before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import Month, When, first_day, last_day
from sectool.history.entries import a_year_after, entries_until
from sectool.history.fold import OF_A_DATE, Fold
from sectool.history.standing import Assessment, step_of_assessment
from sectool.model.lifecycle import ASSESSMENT, ASSESSMENT_STEPS, LifeCycle
from sectool.model.modification import Entry, Modification
from sectool.values import dataclass


@dataclass(frozen=True)
class Refusal:
    """An entry that cannot follow: why not, what could have come, and the entry that it is about.

    `because` speaks of the modification: "is not on hold". It is None where the stage refuses.
    """

    entry: Entry
    stage: str
    since: When | None
    because: str | None
    could: tuple[str, ...]
    earlier: Entry | None


@dataclass(frozen=True)
class AssessmentRefusal:
    """A step of an assessment that cannot follow: `last` is the step before it, if there is one.

    `other` is the assessment of the same kind that would have to end first.
    """

    entry: Entry
    last: Assessment | None
    could: tuple[str, ...]
    other: str | None = None


def walked(cycle: LifeCycle, modification: Modification) -> Iterator[tuple[Fold, Entry]]:
    """Each entry in time, with what held before it: the fold is taken on to the next one."""
    fold = Fold(cycle, modification)
    for entry in entries_until(modification, None):
        yield fold, entry
        fold.take(entry)


def refusals(cycle: LifeCycle, modification: Modification) -> Iterator[Refusal]:
    """The dated entries that cannot follow what was last known.

    After one that cannot, nobody knows where the modification stood: one fault is told once.
    """
    refused = False
    for fold, entry in walked(cycle, modification):
        if refused:
            fold.stage, fold.since = cycle.unknown, None
        refusal = refusal_of(fold, entry)
        refused = refusal is not None
        if refusal is not None:
            yield refusal


def refusal_of(fold: Fold, entry: Entry) -> Refusal | None:
    """Why an entry cannot come next, or None.

    A `seen` entry may follow anything. After twelve months without an entry anything may have
    happened, but for what has ended; nor does anybody know the order of a month and its days.
    """
    cycle = fold.cycle
    name = cycle.step_of(entry, fold.modification.id)
    if fold.taken is None or entry.date is None or name is None or _unsure(fold.taken, entry):
        return None
    stage = fold.stage
    if name in cycle.beginnings:
        return Refusal(
            entry, stage, fold.since, "is there already", _could(fold), fold.staged or fold.taken
        )
    if cycle.is_unknown(stage) or fold.is_dormant(first_day(entry.date)):
        return None
    because = _overlay(fold, entry)
    if because is None and (cycle.may_follow(name, stage) or cycle.leaves_a_gap(name, stage)):
        return None
    if name in OF_A_DATE and fold.date_of_its_release:
        return None  # asked for the whole release, of which it is not decided yet
    return Refusal(entry, stage, fold.since, because, _could(fold), fold.staged)


@dataclass(frozen=True)
class Gap:
    """A dated entry before which a step must have come that no entry records.

    `stage` is the one last known, by the entry `earlier`.
    """

    entry: Entry
    stage: str
    earlier: Entry | None


def gaps_of(cycle: LifeCycle, modification: Modification) -> Iterator[Gap]:
    """The entries that follow from a step which nobody wrote down: lawful, and worth a look."""
    refused = False
    for fold, entry in walked(cycle, modification):
        if refused:
            fold.stage, fold.since = cycle.unknown, None
        refused = refusal_of(fold, entry) is not None
        name = cycle.step_of(entry, modification.id)
        if refused or fold.taken is None or entry.date is None or name is None:
            continue
        if _unsure(fold.taken, entry) or fold.is_dormant(first_day(entry.date)):
            continue
        idle = name == "resumed" and not fold.on_hold and not cycle.is_unknown(fold.stage)
        if idle or cycle.leaves_a_gap(name, fold.stage):
            yield Gap(entry, fold.stage, fold.staged)


@dataclass(frozen=True)
class ShorterHold:
    """A hold that goes on, by the entry, and is to end sooner than was said before."""

    entry: Entry
    until: date


def shorter_holds(cycle: LifeCycle, modification: Modification) -> Iterator[ShorterHold]:
    """The entries by which a hold ends earlier than the day that was given for it."""
    if sum(entry.event == "on-hold" for entry in modification.history) < 2:
        return
    for fold, entry in walked(cycle, modification):
        before = fold.held_until if fold.on_hold else None
        if entry.event != "on-hold" or entry.until is None or before is None:
            continue
        if entry.until < before:
            yield ShorterHold(entry, before)


def _could(fold: Fold) -> tuple[str, ...]:
    """The steps that could come next."""
    idle = "resumed" if not fold.on_hold else "on-hold"
    return tuple(name for name in fold.cycle.could_follow(fold.stage) if name != idle)


def _overlay(fold: Fold, entry: Entry) -> str | None:
    """What else than the stage stands against an entry."""
    match entry.event:
        case "dropped":
            meant = {part.release for part in fold.parts.values()} - {None}
            if meant and entry.release not in meant:
                return f"is not meant for {entry.release}"
        case "implemented" | "scheduled" | "date-directed":
            done = [id_ for id_ in entry.part if id_ in fold.parts and fold.parts[id_].confirmed]
            if done:
                return f"has its part {done[0]!r} in force already"
    return None


def _unsure(earlier: Entry, entry: Entry) -> bool:
    """Whether nobody knows which came first: one is a month, and the other lies in it."""
    mixed = isinstance(earlier.when, Month) != isinstance(entry.when, Month)
    return mixed and first_day(entry.when) <= last_day(earlier.when)


def assessment_refusals(
    cycle: LifeCycle, modification: Modification
) -> Iterator[AssessmentRefusal]:
    """The dated steps of assessments that cannot follow the step before."""
    if all(entry.assessment is None for entry in modification.history):
        return
    for fold, entry in walked(cycle, modification):
        id_ = entry.assessment
        if id_ is None or entry.date is None or not (entry.event or "").startswith(ASSESSMENT):
            continue
        last = fold.assessments.get(id_)
        before = last.state if last is not None else None
        could = ASSESSMENT_STEPS[before]
        if last is None:
            other = _in_the_way(fold, id_)
            if other is not None:
                yield AssessmentRefusal(entry, None, could, other)
        elif fold.taken is not None and not _unsure(fold.taken, entry):
            gap = before != "returned" and first_day(entry.date) > a_year_after(last_day(last.seen))
            if step_of_assessment(entry) not in could and not gap:
                yield AssessmentRefusal(entry, last, could)


def _in_the_way(fold: Fold, id_: str) -> str | None:
    """The assessment of the same kind before this one, if it is not over."""
    before = assessment_before(id_)
    known = fold.assessments.get(before) if before is not None else None
    return known.id if known is not None and known.state != "returned" else None


def assessment_before(id_: str) -> str | None:
    """`pa-1` for `pa-2`; None for the first of its kind."""
    kind, _, number = id_.rpartition("-")
    return f"{kind}-{int(number) - 1}" if number.isdigit() and int(number) > 1 else None
