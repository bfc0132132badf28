"""A modification on a day: its entries up to that day, folded into what then held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sectool.dates import last_day
from sectool.model.modification import (
    Cost,
    CutOff,
    Entry,
    Impacts,
    Irps,
    Modification,
    Part,
)
from sectool.model.register import Register

WHOLE = "all"  # the id of the one part of a modification that names no parts

# A Draft Proposal has none of these: whoever saw one has seen a modification.
NOT_OF_A_DRAFT = frozenset(
    {
        *("assessment-requested", "assessment-approved", "assessment-deferred"),
        *("assessment-accepted", "assessment-returned", "approved", "rejected", "referred"),
        *("upheld", "overturned", "sent-back", "targeted", "dropped", "scheduled"),
        *("date-requested", "date-directed", "discretion-used", "implemented"),
    }
)
MODIFICATION_CONSULTATIONS = ("refinement", "modification-report")

Decision = Literal["open", "approved", "closed"]


@dataclass(frozen=True)
class PartStanding:
    """A part of a modification and the release it is meant for, if any.

    A part scheduled by name stands `apart`: it no longer goes where the modification goes.
    """

    id: str
    part: Part
    release: str | None = None
    apart: bool = False


@dataclass(frozen=True)
class Standing:
    """A modification as it stood on a day."""

    id: str
    shown_id: str
    title: str
    link: str | None
    will: str | None
    irps: Irps | None
    impacts: Impacts
    costs: tuple[Cost, ...]
    cut_off: CutOff | None
    decision: Decision
    parts: tuple[PartStanding, ...]
    targeted: str | None = None

    def parts_in(self, release: str) -> tuple[PartStanding, ...]:
        """The parts that this release is to bring in."""
        return tuple(part for part in self.parts if part.release == release)


@dataclass(frozen=True)
class Scope:
    """What a release holds on a day: approved, and targeted but not yet decided."""

    release: str
    approved: tuple[Standing, ...]
    targeted: tuple[Standing, ...]

    @property
    def all(self) -> tuple[Standing, ...]:
        """Approved and targeted together, by number."""
        return tuple(sorted((*self.approved, *self.targeted), key=lambda s: by_number(s.id)))

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(standing.id for standing in self.all)


def by_number(id_: str) -> tuple[int, str]:
    """Sorts ids by their number, whatever prefix their era gave them."""
    match = re.fullmatch(r"[A-Z]+0*([0-9]+)([A-Z]?)", id_)
    return (int(match.group(1)), match.group(2)) if match else (0, id_)


def scope_of(register: Register, release: str, as_of: date | None) -> Scope:
    """The scope of a release on a day (None: with all that is known), by number."""
    approved: list[Standing] = []
    targeted: list[Standing] = []
    for modification in sorted(register.modifications.values(), key=lambda m: by_number(m.id)):
        standing = standing_on(modification, as_of)
        if standing is None or standing.decision == "closed":
            continue
        if not standing.parts_in(release):
            continue
        (approved if standing.decision == "approved" else targeted).append(standing)
    return Scope(release, tuple(approved), tuple(targeted))


def entries_until(modification: Modification, as_of: date | None) -> Iterator[Entry]:
    """The entries dated or seen on or before a day, in time; a month counts from its last day."""
    ordered = sorted(modification.history, key=lambda entry: last_day(entry.when))
    return (entry for entry in ordered if as_of is None or last_day(entry.when) <= as_of)


def standing_on(modification: Modification, as_of: date | None) -> Standing | None:
    """How a modification stood on a day; None before its first entry."""
    entries = list(entries_until(modification, as_of))
    if not entries:
        return None
    parts = modification.parts or {
        WHOLE: Part.model_construct(
            documents=modification.documents,
            specifications=modification.specifications,
        )
    }
    standing = Standing(
        id=modification.id,
        shown_id=modification.id,
        title=_title_before(modification, entries),
        link=modification.link,
        will=modification.will,
        irps=modification.irps,
        impacts=modification.impacts,
        costs=modification.costs,
        cut_off=modification.cut_off,
        decision="open",
        parts=tuple(PartStanding(id_, part) for id_, part in parts.items()),
    )
    for entry in entries:
        standing = _after(_with_facts(standing, entry), entry)
    return standing


def _title_before(modification: Modification, entries: list[Entry]) -> str:
    """The title at the top is the newest: retitlings still to come are taken back.

    A title on an entry holds from that day until the next retitling.
    """
    done = {id(entry) for entry in entries}
    for entry in sorted(modification.history, key=lambda e: last_day(e.when)):
        if entry.event == "retitled" and id(entry) not in done and entry.from_ is not None:
            return entry.from_
    for entry in reversed(entries):
        if entry.title is not None:
            return entry.title
        if entry.event == "retitled":
            break
    return modification.title


def _with_facts(standing: Standing, entry: Entry) -> Standing:
    """Facts that stand on an entry replace the whole fact from that day on."""
    given = entry.model_fields_set
    facts: dict[str, object] = {
        name: getattr(entry, name)
        for name in ("will", "irps", "impacts", "costs", "cut_off")
        if name in given and getattr(entry, name) is not None
    }
    if "parts" in given and entry.parts is not None:
        before = {part.id: part for part in standing.parts}
        facts["parts"] = tuple(
            replace(before.get(id_, PartStanding(id_, part, standing.targeted)), part=part)
            for id_, part in entry.parts.items()
        )
    elif {"documents", "specifications"} & given:
        changes: dict[str, object] = {
            name: getattr(entry, name)
            for name in ("documents", "specifications")
            if name in given and getattr(entry, name) is not None
        }
        facts["parts"] = tuple(
            replace(part, part=part.part.model_copy(update=changes)) if part.id == WHOLE else part
            for part in standing.parts
        )
    return replace(standing, **facts) if facts else standing  # type: ignore[arg-type]


def _after(standing: Standing, entry: Entry) -> Standing:
    """What an event changes about decision, release and the id that is shown."""
    consulted = entry.event == "consultation" and entry.kind in MODIFICATION_CONSULTATIONS
    if entry.event in NOT_OF_A_DRAFT or consulted:
        standing = replace(standing, shown_id=standing.id)
    match entry.event:
        case "raised" if entry.as_ == "DP":
            return replace(standing, shown_id="DP" + standing.id.removeprefix("MP"))
        case "converted":
            return replace(standing, shown_id=standing.id)
        case "targeted":
            # Seen as targeted again, whatever closed it once is over.
            decision: Decision = "open" if standing.decision == "closed" else standing.decision
            return _placed(replace(standing, decision=decision), entry.release)
        case "approved":
            release = entry.release or standing.targeted
            return _placed(replace(standing, decision="approved"), release, entry.part)
        case "upheld" | "implemented":
            return standing
        case "scheduled":
            return _scheduled(standing, None if entry.tba else entry.release, entry.part)
        case "dropped":
            parts = tuple(
                replace(part, release=None, apart=False) if part.release == entry.release else part
                for part in standing.parts
            )
            targeted = None if standing.targeted == entry.release else standing.targeted
            return replace(standing, parts=parts, targeted=targeted)
        case "rejected" | "withdrawn" | "split":
            return replace(standing, decision="closed")
        case "overturned" if standing.decision != "open":
            turned: Decision = "closed" if standing.decision == "approved" else "approved"
            return replace(standing, decision=turned)
        case "sent-back":
            return replace(standing, decision="open")
        case _:
            return standing


def _placed(standing: Standing, release: str | None, ids: tuple[str, ...] = ()) -> Standing:
    """The modification meant for a release, with the parts named (none: all but those apart)."""
    parts = tuple(
        replace(part, release=release) if (part.id in ids if ids else not part.apart) else part
        for part in standing.parts
    )
    return replace(standing, parts=parts, targeted=release)


def _scheduled(standing: Standing, release: str | None, ids: tuple[str, ...]) -> Standing:
    """The parts named moved to a release, or to none; with no name, the modification itself."""
    if not ids:
        return _placed(standing, release)
    parts = tuple(
        replace(part, release=release, apart=True) if part.id in ids else part
        for part in standing.parts
    )
    return replace(standing, parts=parts)
