"""What is known of a modification on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from sectool.dates import When, days_after, last_day
from sectool.history.between import Between, exactly
from sectool.model.life_cycle_table import StageKind
from sectool.model.lifecycle import ASSESSMENT, UNKNOWN
from sectool.model.modification import Cost, Entry, Facts, Part
from sectool.values import dataclass

WHOLE = "all"  # the id of the one part of a modification that names no parts

Decision = Literal["open", "approved", "closed"]


@dataclass(frozen=True)
class Seen:
    """The day or month on which something was seen to be so; since when is not known."""

    when: When


@dataclass(frozen=True)
class PartStanding:
    """A part of a modification and the release it is meant for, if any.

    A part scheduled by name stands `apart`: it no longer goes where the modification goes.
    `day` is the one last scheduled or directed for it, as `given` on a day, where no release says
    it; `until` is the last day up to which another may be chosen. `confirmed` is when an
    entry, or the go-live of its release, reported that it is in force; `implemented` is the day it
    came into force: None where it was only seen to be. `came_with`: an entry says that it came into
    force with its release, whatever day was planned for it.
    """

    id: str
    part: Part
    release: str | None = None
    apart: bool = False
    day: date | None = None
    given: date | None = None
    until: date | None = None
    implemented: When | None = None
    confirmed: When | None = None
    came_with: bool = False


@dataclass(frozen=True)
class Assessment:
    """An assessment by the operator, by its id: `pa-1` is the first Preliminary Assessment.

    A day stands only where an entry dates the step; `state` and `seen` tell the newest step and
    when it was told, dated or not. `possible` has the days that a step may have been on, where
    all that records it is put together (`between`).
    """

    id: str
    state: str
    seen: When
    requested: When | None = None
    approved: When | None = None
    deferred: When | None = None
    accepted: When | None = None
    returned: When | None = None
    target: str | None = None
    took: str | None = None
    until: date | None = None
    by: str | None = None
    possible: Mapping[str, Between] = field(default_factory=dict)

    def between(self, step: str) -> Between | None:
        """When a step was taken, such as `returned`; None where nothing says that it was."""
        found = self.possible.get(step)
        if found is None and getattr(self, step) is not None:
            return exactly(getattr(self, step))
        return found

    @property
    def kind(self) -> str:
        """PA or IA."""
        return (self.id.rpartition("-")[0] or self.id).upper()

    @property
    def is_open(self) -> bool:
        """Whether the operator has accepted it and not returned it yet."""
        return self.state == "accepted"


@dataclass(frozen=True)
class Consultation:
    """A consultation, with what was known of it when it was last `seen`.

    `at` is the time of day at which it closes.
    """

    kind: str
    opened: When | None
    closes: date | None
    link: str | None
    seen: When
    at: str | None = None


@dataclass(frozen=True)
class Expected:
    """What was expected to happen, and whether it has; a newer expectation replaces it."""

    entry: Entry
    met: bool

    @property
    def when(self) -> When | None:
        """The day, the month or the Monday of the week that was named, if any."""
        return self.entry.day or self.entry.month or self.entry.week_of

    @property
    def until(self) -> date | None:
        """The last day on which it is not yet overdue; a week runs to its Friday."""
        if self.entry.week_of is not None:
            return days_after(self.entry.week_of, 4)
        return last_day(self.when) if self.when is not None else None

    def is_overdue(self, day: date) -> bool:
        """Whether its time has passed by a day."""
        return self.until is not None and self.until < day


@dataclass(frozen=True)
class CostsOfParts:
    """Costs that an entry gave of some parts; of the whole, where it names none.

    Without an entry, they are those of the file's head.
    """

    parts: tuple[str, ...]
    costs: tuple[Cost, ...]
    entry: Entry | None = None


@dataclass(frozen=True)
class Standing:
    """A modification as it stood on a day.

    It is `targeted` for a release, and `admitted` to one by exception, past its cut-off: past those
    given until then, and not one given with or after the admission (`cut_off_after_admission`).
    What its stage is called is the Code's own: of its `stage_kind` alone anything follows.
    `since` is the day or month in which an entry moved it to its stage: None where entries only
    saw or proved the stage, as an assessment proves Refinement and does not begin it. `seen` is
    that of the newest entry. `held_until` is the last day of its hold, where one was given. A
    modification is `dormant`, only "last known as", after twelve months without an entry and with
    no assessment open. `costs_by` are its costs by the parts that they are of;
    `costs_elsewhere` says of its part in a release that all of them are of parts that go elsewhere.
    """

    id: str
    shown_id: str
    title: str
    link: str | None
    facts: Facts
    decision: Decision
    parts: tuple[PartStanding, ...]
    targeted: str | None
    seen: When
    admitted: str | None = None
    cut_off_after_admission: bool = False
    stage: str = UNKNOWN
    stage_kind: StageKind = "unknown"
    since: When | None = None
    on_hold: bool = False
    held_until: date | None = None
    dormant: bool = False
    raised: When | None = None
    assessments: tuple[Assessment, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    expected: tuple[Expected, ...] = ()
    costs_by: tuple[CostsOfParts, ...] = ()
    costs_elsewhere: bool = False

    @property
    def is_undecided(self) -> bool:
        """Whether it is a proposal before its decision, by what was last heard of it."""
        unknown = self.stage_kind == "unknown" and self.decision == "open"
        return self.stage_kind in ("draft", "open", "referred") or unknown

    @property
    def is_approved(self) -> bool:
        """Whether its approval is the last word: one that was referred is to be decided anew."""
        return self.decision == "approved" and not self.is_referred

    @property
    def is_referred(self) -> bool:
        """Whether its decision was referred, and is to be upheld or overturned."""
        return self.stage_kind == "referred"

    @property
    def is_pending(self) -> bool:
        """Whether it is approved, and not yet in force as a whole."""
        return self.stage_kind == "decided"

    @property
    def is_implemented(self) -> bool:
        """Whether all of it is in force: of what has ended, that alone was approved."""
        return self.stage_kind == "ended" and self.decision == "approved"

    @property
    def is_open(self) -> bool:
        """Whether it is undecided, as far as anybody knows by then."""
        return self.is_undecided and not self.dormant

    @property
    def awaited(self) -> tuple[Expected, ...]:
        """What is expected of a proposal, and has not happened; nothing once it is decided."""
        return tuple(each for each in self.expected if self.is_undecided and not each.met)

    @property
    def releases(self) -> list[str]:
        """The releases that its parts are meant for, in order; none once it was turned down."""
        if self.decision == "closed":
            return []
        return sorted({part.release for part in self.parts if part.release is not None})

    def parts_in(self, release: str) -> tuple[PartStanding, ...]:
        """The parts that this release is to bring in."""
        return tuple(part for part in self.parts if part.release == release)

    def costs_in(self, release: str) -> tuple[CostsOfParts, ...]:
        """The costs of what is to come with this release."""
        here = {part.id for part in self.parts_in(release)}
        return tuple(one for one in self.costs_by if not one.parts or here & set(one.parts))

    def costs_count_in(self, release: str) -> bool:
        """Whether its costs, if it has any, are of something that comes with this release."""
        return not self.costs_elsewhere and (not self.costs_by or bool(self.costs_in(release)))


def step_of_assessment(entry: Entry) -> str:
    """`accepted` for assessment-accepted: the name of the field that holds its day."""
    return (entry.event or "").removeprefix(ASSESSMENT)


def by_number(id_: str) -> tuple[int, str]:
    """Sorts ids by their number, whatever prefix their era gave them."""
    match = re.fullmatch(r"[A-Z]+0*([0-9]+)([A-Z]?)", id_)
    return (int(match.group(1)), match.group(2)) if match else (0, id_)
