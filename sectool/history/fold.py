"""Entries folded one by one, in time, into what then held of a modification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sectool.dates import When, last_day
from sectool.history import assessments
from sectool.history.entries import a_year_after, entries_until, stage_of_parts, title_after
from sectool.history.parts import (
    GoesAlong,
    Placed,
    facts_of_parts,
    implemented_by,
    parts_on,
    the_whole,
)
from sectool.history.standing import (
    WHOLE,
    Assessment,
    Consultation,
    CostsOfParts,
    Decision,
    Expected,
    PartStanding,
    Seen,
    Standing,
)
from sectool.model.lifecycle import ASSESSMENT, LifeCycle
from sectool.model.modification import (
    Amended,
    CutOff,
    Entry,
    Facts,
    Modification,
)
from sectool.model.shape import made_of_checked

# A draft has none of these: whoever saw one has seen what it became.
NOT_OF_A_DRAFT = frozenset(
    {
        *("assessment-requested", "assessment-approved", "assessment-deferred"),
        *("assessment-accepted", "assessment-returned", "approved", "rejected", "referred"),
        *("upheld", "overturned", "sent-back", "targeted", "dropped", "scheduled", "admitted"),
        *("date-requested", "date-directed", "discretion-used", "implemented"),
    }
)

_FACTS = tuple(Facts.model_fields)
_AMENDED = frozenset(Amended.model_fields)

# What is done about the day of a release, or of what is approved.
OF_A_DATE = frozenset({"date-requested", "date-directed", "discretion-used"})

# Seen after other entries, these tell of what lies further back.
_PASSED_LONG_AGO = ("raised", "converted")


def standing_on(
    cycle: LifeCycle,
    modification: Modification,
    as_of: date | None,
    live: Mapping[str, When | Seen] | None = None,
    goes_along: GoesAlong | None = None,
    placed: Placed | None = None,
) -> Standing | None:
    """How a modification stood on a day (None: with all that is known); None before its first.

    `live` are the releases that went live, and when: that confirms the approved parts in them, but
    for those that `goes_along` says have a day of their own. `placed` says where these go.
    """
    entries = list(entries_until(modification, as_of))
    if not entries:
        return None
    fold = Fold(cycle, modification)
    for entry in entries:
        fold.take(entry)
    return fold.standing(entries, as_of, live or {}, goes_along, placed)


class Fold:
    """A modification as its entries have it so far. `taken` is the newest of them."""

    def __init__(self, cycle: LifeCycle, modification: Modification) -> None:
        parts = modification.parts or {WHOLE: the_whole(modification)}
        self.cycle = cycle
        self.modification = modification
        self.taken: Entry | None = None
        self.taking: Entry | None = None
        self.cut_off_given: Entry | None = None  # the entry that gave the newest one
        self.shown_id = modification.id
        self.parts = {id_: PartStanding(id_, part) for id_, part in parts.items()}
        self.targeted: str | None = None
        self.admitted: str | None = None
        self.cut_off_after_admission = False
        # What a rejection ended, as long as a referral may still set it aside.
        self.planned: tuple[dict[str, PartStanding], str | None] | None = None
        self.decision: Decision = "open"
        self.stage = cycle.unknown
        self.since: When | None = None
        self.staged: Entry | None = None  # the entry by which the stage is known
        self.on_hold = False
        self.held_until: date | None = None
        self.raised: When | None = None
        self.assessments: dict[str, Assessment] = {}
        self.consultations: list[Consultation] = []
        self.expected: list[Expected] = []
        self.facts: dict[str, Any] = {}
        whole_costs = (CostsOfParts((), modification.costs),) if modification.costs else ()
        self.costs_by: tuple[CostsOfParts, ...] = whole_costs

    def take(self, entry: Entry) -> None:
        """Goes on to the next entry in time."""
        self.taking = entry
        given = entry.model_fields_set
        if "cut_off" in given:
            self.cut_off_given = entry
            self.cut_off_after_admission = True
        for name in _FACTS:
            if name in given:
                self.facts[name] = getattr(entry, name)
        if "costs" in given:
            self._take_costs(CostsOfParts(entry.part, entry.costs, entry))
        if not _AMENDED.isdisjoint(given):
            self._take_parts(entry)
        if self.expected:
            self.expected = assessments.met(self.expected, entry)
        if entry.event is not None:
            self._take_event(entry)
        self._take_stage(entry)
        self.taken = entry

    def standing(
        self,
        taken: list[Entry],
        as_of: date | None,
        live: Mapping[str, When | Seen],
        goes_along: GoesAlong | None = None,
        placed: Placed | None = None,
    ) -> Standing:
        """What holds after the entries taken, at least one."""
        top = self.modification
        stage, since = self.stage, self.since
        in_force = self.cycle.event_to(stage, "implemented") is not None
        confirming = live if in_force or self.cycle.kind_of(stage) == "decided" else {}
        parts = parts_on(self.parts, confirming, goes_along, placed)
        if confirming or in_force:
            stage, since = stage_of_parts(self.cycle, parts, stage, since)
        # Asked of the stage that its release's going live may have led to.
        over = stage in self.cycle.ends
        dormant = as_of is not None and not over and self.is_dormant(as_of)
        return Standing(
            id=top.id,
            shown_id=self.shown_id,
            title=title_after(top, taken),
            link=top.link,
            facts=self._facts_held(),
            decision=self.decision,
            parts=tuple(parts.values()),
            targeted=self.targeted,
            admitted=self.admitted,
            cut_off_after_admission=self.admitted is not None and self.cut_off_after_admission,
            seen=taken[-1].when,
            stage=stage,
            stage_kind=self.cycle.kind_of(stage),
            since=since,
            on_hold=self.on_hold,
            held_until=self.held_until if self.on_hold else None,
            dormant=dormant,
            raised=self.raised,
            assessments=tuple(self.assessments.values()),
            consultations=tuple(self.consultations),
            expected=tuple(self.expected),
            costs_by=self.costs_by,
        )

    def _facts_held(self) -> Facts:
        """The facts at the head, but for those that an entry has replaced."""
        top, taken = self.modification, self.facts
        held = {name: taken[name] if name in taken else getattr(top, name) for name in _FACTS}
        held |= facts_of_parts([part.part for part in self.parts.values()], held["will"])
        held["costs"] = tuple(cost for one in self.costs_by for cost in one.costs)
        return made_of_checked(Facts, held)

    @property
    def date_of_its_release(self) -> bool:
        """Whether a date can only be that of the release that it is meant for, undecided itself."""
        undecided = self.decision == "open" and self.stage in self.cycle.before_decision
        return undecided and self.targeted is not None

    @property
    def cut_off(self) -> CutOff | None:
        """The cut-off of what it is meant for."""
        found: CutOff | None = self.facts.get("cut_off", self.modification.cut_off)
        return found

    def is_dormant(self, day: date) -> bool:
        """Whether by a day nothing was heard for twelve months, nor was to be waited for."""
        if self.taken is None or self.stage in self.cycle.ends:
            return False
        return day > a_year_after(last_day(self.taken.when)) and not any(
            assessment.is_open for assessment in self.assessments.values()
        )

    # What an entry says of the parts.

    def _take_costs(self, new: CostsOfParts) -> None:
        """Costs of parts replace those of the same parts and of the whole; of the whole, all."""
        kept = [
            one
            for one in self.costs_by
            if one.parts and new.parts and not set(one.parts) & set(new.parts)
        ]
        self.costs_by = (*kept, new) if new.costs else tuple(kept)

    def _take_parts(self, entry: Entry) -> None:
        if "parts" in entry.model_fields_set:
            self.parts = {
                id_: replace(
                    self.parts.get(id_) or PartStanding(id_, part, self.targeted), part=part
                )
                for id_, part in entry.parts.items()
            }
            return
        changes = {name: getattr(entry, name) for name in _AMENDED & entry.model_fields_set}
        if WHOLE in self.parts:
            whole = self.parts[WHOLE]
            self.parts[WHOLE] = replace(whole, part=whole.part.model_copy(update=changes))

    def _change(self, ids: tuple[str, ...], **changes: Any) -> None:
        """Changes the parts named; with none named, all but those that stand apart."""
        for id_, part in self.parts.items():
            if id_ in ids if ids else not part.apart:
                self.parts[id_] = replace(part, **changes)

    def _approve(self, entry: Entry) -> None:
        """It goes into its release; a day that was directed before for what is in it holds on."""
        release = entry.release or self.targeted
        directed = {id_: p.day for id_, p in self.parts.items() if p.release == release}
        self._place(release, entry.part)
        for id_, day in directed.items():
            if day is not None and release is not None:
                self._change((id_,), day=day)

    def _place(self, release: str | None, ids: tuple[str, ...] = ()) -> None:
        self._change(ids, release=release, day=None)
        self._target(release)

    def _target(self, release: str | None) -> None:
        """It is meant for a release, or for none: a cut-off ends with the target it was for."""
        if self.targeted is not None and release != self.targeted:
            self.admitted = None
            if self.cut_off_given is not self.taking:
                self.facts["cut_off"] = None
        self.targeted = release

    # What an event changes about decision, release and the id that is shown.

    def _take_event(self, entry: Entry) -> None:
        event = entry.event
        consulted = event == "consultation" and entry.kind in self.cycle.consultations_of_no_draft
        if event in NOT_OF_A_DRAFT or consulted:
            self.shown_id = self.modification.id
        match event:
            case "raised":
                self.raised = entry.date
                if entry.as_ is not None and self.modification.draft_id.startswith(entry.as_):
                    self.shown_id = self.modification.draft_id
            case "converted":
                self.shown_id = self.modification.id
            case "consultation":
                assessments.consulted(self.consultations, entry)
            case "targeted":
                # Seen as targeted again, whatever closed it once is over.
                self.decision = "open" if self.decision == "closed" else self.decision
                self._place(entry.release)
            case "approved":
                self.decision = "approved"
                self._approve(entry)
            case "implemented":
                self.decision = "approved"
                self._implement(entry)
            case "scheduled":
                self._schedule(entry)
            case "date-directed":
                self._direct(entry, until=entry.until)
            case "discretion-used":
                self._direct(entry)
            case "dropped":
                self._drop(entry.release)
            case "admitted":
                self.admitted = entry.release
                self.cut_off_after_admission = "cut_off" in entry.model_fields_set
            case "rejected" | "withdrawn" | "split":
                self._close()
            case "overturned" if self.decision == "approved":
                self._close()
            case "overturned" if self.decision == "closed":
                self._set_rejection_aside()
            case "sent-back":
                self.decision = "open"
            case "on-hold" | "resumed":
                self.on_hold = event == "on-hold"
                self.held_until = entry.until
            case "expected":
                self.expected = assessments.expected(self.expected, entry)
            case str() if event.startswith(ASSESSMENT):
                assessments.assessed(self.assessments, entry)

    def _schedule(self, entry: Entry) -> None:
        release = None if entry.tba else entry.release
        day = None if entry.tba or release is not None else entry.day
        if entry.part:
            self._change(
                entry.part, release=release, day=day, given=last_day(entry.when), apart=True
            )
        else:
            self._place(release)
            self._change((), day=day, given=last_day(entry.when))

    def _direct(self, entry: Entry, **more: Any) -> None:
        if entry.to is not None:
            ids = entry.part or tuple(self.parts)
            self._change(ids, day=entry.to, given=last_day(entry.when), **more)

    def _drop(self, release: str | None) -> None:
        for id_, part in self.parts.items():
            if part.release == release:
                self.parts[id_] = replace(part, release=None, apart=False, day=None)
        if self.targeted == release:
            self._target(None)

    def _close(self) -> None:
        """It was turned down or withdrawn: whatever was planned, and is not in force, has ended.

        Taken up again later it goes where it is meant for then, and nowhere else.
        """
        if self.decision != "closed":
            self.planned = dict(self.parts), self.targeted
        self.decision = "closed"
        self._target(None)
        for id_, part in self.parts.items():
            if part.confirmed is None:
                self.parts[id_] = replace(part, release=None, apart=False, day=None, until=None)

    def _set_rejection_aside(self) -> None:
        """Its rejection was overturned: it goes where it was meant for before."""
        self.decision = "approved"
        if self.planned is not None:
            parts, self.targeted = self.planned
            self.parts |= {
                id_: replace(parts[id_], part=part.part)
                for id_, part in self.parts.items()
                if id_ in parts and part.confirmed is None and part.release is None
            }

    def _implement(self, entry: Entry) -> None:
        for id_ in entry.part or tuple(self.parts):
            part = self.parts.get(id_)
            if part is not None:
                self.parts[id_] = implemented_by(part, entry)

    # The stage.

    def _take_stage(self, entry: Entry) -> None:
        stage = self._stage_by(entry)
        since = entry.date if self._moves_to(stage, entry) else None
        cycle = self.cycle
        if cycle.event_to(stage, "implemented") is not None:
            stage, since = stage_of_parts(cycle, self.parts, cycle.reached_by("approved"), None)
        if stage != self.stage or self.taken is None:
            self.stage, self.since, self.staged = stage, since, entry
            self.on_hold = self.on_hold and cycle.kind_of(stage) not in ("decided", "ended")
        elif entry.stage is not None:
            self.staged = entry

    def _stage_by(self, entry: Entry) -> str:
        cycle = self.cycle
        name = cycle.step_of(entry, self.modification.id)
        if name is None:
            return self._seen_at(entry)
        if name in ("upheld", "overturned"):
            events: dict[Decision, str] = {"approved": "approved", "closed": "rejected"}
            decided = events.get(self.decision)
            return cycle.unknown if decided is None else cycle.reached_by(decided)
        if entry.event in _PASSED_LONG_AGO and self.taken is not None and entry.date is None:
            # That it was once raised or converted says nothing of where it is by then.
            draft = cycle.kind_of(self.stage) == "draft"
            return cycle.stage_after(name, cycle.unknown) if draft else self.stage
        if name in OF_A_DATE and self.date_of_its_release:
            return self.stage  # it is the date of the release that was asked for
        if name == "targeted" and cycle.kind_of(self.stage) == "decided":
            return self.stage  # the decision stands, wherever it is seen to be meant for
        return cycle.stage_after(name, self.stage, entry)

    def _moves_to(self, stage: str, entry: Entry) -> bool:
        """Whether an entry leads to the stage it leaves, rather than proving it was there before.

        A step that comes after the stage it names, and no other, begins nothing: a Refinement
        Consultation is held in Refinement.
        """
        name = self.cycle.step_of(entry, self.modification.id)
        if name is None or self.cycle.is_unknown(stage):
            return False
        step = self.cycle.step(name)
        return name in ("upheld", "overturned") or (step.to == stage and step.after != {stage})

    def _seen_at(self, entry: Entry) -> str:
        """Seen at a stage: what that says of the decision and of the parts."""
        stage = entry.stage or self.stage
        kind = self.cycle.kind_of(stage)
        in_force = self.cycle.event_to(stage, "implemented") is not None
        if kind == "decided" or in_force:
            self.decision = "approved"
        elif kind == "ended":
            self._close()
        elif kind in ("draft", "open"):
            self.decision = "open"
        if in_force:
            self._implement(entry)
        if kind == "draft":
            self.shown_id = self.modification.draft_id
        elif kind != "unknown":
            self.shown_id = self.modification.id
        return stage
