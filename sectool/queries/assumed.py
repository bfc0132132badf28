"""Facts that no source says: where one is printed, how it is qualified, and why it was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import last_day
from sectool.history import CostsOfParts, PartStanding, Standing
from sectool.model.modification import Entry
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass
from sectool.words import listed

# How a document says that a fact of a kind is assumed. Of a kind that is not here it cannot.
TO_CONFIRM = "subject to confirmation"
QUALIFIERS = {
    "targeted": TO_CONFIRM,
    "scheduled": TO_CONFIRM,
    "cut-off": TO_CONFIRM,
    "costs": TO_CONFIRM,
    "phases": TO_CONFIRM,
    "estimate": "estimate",
}
# By which a modification, or a part of it, comes to be in a release.
_PLACES = frozenset({"targeted", "approved", "scheduled", "implemented"})
# What a letter about a modification says happened.
_OF_A_LETTER = _PLACES | {"rejected", "agreed", "date-requested", "date-directed"}


@dataclass(frozen=True)
class AssumedFact:
    """A fact of a modification that is assumed; `kind` is the event or fact, `reason` is why."""

    id: str
    kind: str
    says: str
    reason: str | None

    @property
    def qualifier(self) -> str | None:
        """How it is qualified where it is printed; None: there is no way to."""
        return QUALIFIERS.get(self.kind)


def is_assumed(on: RegisterOn, entry: Entry | None) -> bool:
    """Whether what an entry says is an assumption.

    One that dates back what its source says is none: its source does say it. What is built of the
    days between is a reconstruction, and issued by nobody.
    """
    if entry is None or not entry.assumed:
        return False
    source = on.register.sources.get(entry.source or "")
    dated = source.dated if source is not None else None
    return dated is None or last_day(entry.when) >= last_day(dated)


def place_is_assumed(on: RegisterOn, standing: Standing, release: str) -> bool:
    """Whether it is assumed that a modification is in a release."""
    return is_assumed(on, _placed_by(on, standing, release))


def part_is_assumed(on: RegisterOn, standing: Standing, part: PartStanding) -> bool:
    """Whether it is assumed where a part goes."""
    return is_assumed(on, _placed_by(on, standing, part.release, part.id))


def cut_off_is_assumed(on: RegisterOn, standing: Standing) -> bool:
    """Whether the cut-off date of a modification is assumed."""
    return is_assumed(on, _cut_off_by(on, standing))


def costs_are_assumed(on: RegisterOn, costs: CostsOfParts) -> bool:
    """Whether the entry that gives some costs is assumed; single figures may be besides."""
    return is_assumed(on, costs.entry)


def assumed_of_release(on: RegisterOn, release: str) -> tuple[AssumedFact, ...]:
    """What is assumed of all that the document of a release says of its modifications."""
    return tuple(fact for one in on.scope(release).all for fact in _of_one(on, one, release))


def assumed_of_modification(on: RegisterOn, id_: str) -> tuple[AssumedFact, ...]:
    """What is assumed of the events that a letter about a modification may speak of.

    It has no words to say so of any of them.
    """
    return tuple(
        AssumedFact(id_, "letter", f"{id_} was {entry.event}", entry.note)
        for entry in on.entries(id_)
        if entry.event in _OF_A_LETTER and is_assumed(on, entry)
    )


def _of_one(on: RegisterOn, standing: Standing, release: str) -> Iterator[AssumedFact]:
    id_ = standing.shown_id
    entry = _placed_by(on, standing, release)
    if entry is not None and is_assumed(on, entry):
        yield AssumedFact(
            id_, entry.event or "", f"{id_} is {entry.event} for {release}", entry.note
        )
    entry = _cut_off_by(on, standing)
    if standing.decision == "open" and entry is not None and is_assumed(on, entry):
        yield AssumedFact(id_, "cut-off", f"the cut-off date of {id_}", entry.note)
    for one in standing.costs_by:
        if one.entry is not None and costs_are_assumed(on, one):
            yield AssumedFact(id_, "costs", f"the costs of {id_}", one.entry.note)
        for cost in one.costs:
            if cost.assumed:
                phases = listed(list(cost.phases))
                kind = "phases" if len(cost.phases) > 1 else "estimate"
                what = "covers these phases" if kind == "phases" else "is an estimate"
                yield AssumedFact(id_, kind, f"the figure of {id_} for {phases} {what}", cost.note)


def _placed_by(
    on: RegisterOn, standing: Standing, release: str | None, part: str | None = None
) -> Entry | None:
    """The newest entry that has a modification, or a part of it, in a release."""
    found = [
        entry
        for entry in on.entries(standing.id)
        if release is not None
        and entry.release == release
        and entry.event in _PLACES
        and (part is None or not entry.part or part in entry.part)
    ]
    return found[-1] if found else None


def _cut_off_by(on: RegisterOn, standing: Standing) -> Entry | None:
    found = [entry for entry in on.entries(standing.id) if entry.cut_off is not None]
    return found[-1] if found else None
