"""Facts that no source says: where one is printed, how it is qualified, and why it was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.dates import When, last_day
from sectool.history import Consultation, CostsOfParts, PartStanding, Standing, standing_on
from sectool.model.lifecycle import step_of
from sectool.model.modification import Entry
from sectool.queries.history_in_words import event_in_words
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
    "row": TO_CONFIRM,
}
# Where a decision is "subject to confirmation", it reads as another decision.
_DECISIONS = frozenset(
    {"approved", "rejected", "sent-back", "upheld", "overturned", "agreed", "withdrawn"}
)
# By which a modification, or a part of it, comes to be in a release.
_PLACES = frozenset({"targeted", "approved", "scheduled", "implemented"})
# What a letter about a modification says happened.
_MOVES = frozenset({"date-directed", "discretion-used"})
_OF_A_LETTER = _PLACES | _MOVES | {"rejected", "agreed", "date-requested"}
# What it has words to qualify: the days of parts, and the answer to the request.
_QUALIFIED_IN_A_LETTER = _MOVES | {"scheduled"}
# How an entry without an event is called: it says at which stage something was seen.
_STAGE = "stage"


@dataclass(frozen=True)
class AssumedFact:
    """A fact of a modification that is assumed; `kind` is the event or fact, `reason` is why.

    Of what a row of a document about the whole register says, the kind is `row` or `decision`.
    """

    id: str
    kind: str
    says: str
    reason: str | None

    @property
    def qualifier(self) -> str | None:
        """How it is qualified where it is printed; None: there is no way to."""
        return QUALIFIERS.get(self.kind)

    @property
    def in_words(self) -> str:
        """What is assumed, how it is printed, and why: for who builds the document."""
        how = f"printed as {self.qualifier!r}" if self.qualifier else "printed without a word of it"
        why = f": {self.reason}" if self.reason else ""
        return f"assumed, and {how}: {self.says}{why}"


@dataclass(frozen=True)
class Unconfirmed:
    """What of a row of a document is assumed, by event: what the row qualifies, and what it cannot.

    An entry that has no event goes by `stage`.
    """

    events: tuple[str, ...] = ()
    unsayable: tuple[str, ...] = ()


CONFIRMED = Unconfirmed()


def is_assumed(on: RegisterOn, entry: Entry | None) -> bool:
    """Whether what an entry says is an assumption.

    One that was seen, and dates back what its source says, is none: its source does say it. What is
    built of the days between is a reconstruction, and issued by nobody. That a `date` lies before
    its source is the rule, and makes nothing certain.
    """
    if entry is None or not entry.assumed:
        return False
    if entry.date is not None:
        return True
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


def unconfirmed_by(on: RegisterOn, *entries: Entry | None) -> Unconfirmed:
    """What is assumed of what a row says, by the entries that it says it from."""
    names = dict.fromkeys(
        entry.event or _STAGE for entry in entries if entry is not None and is_assumed(on, entry)
    )
    return Unconfirmed(
        tuple(name for name in names if name not in _DECISIONS),
        tuple(name for name in names if name in _DECISIONS),
    )


def unconfirmed_stage(on: RegisterOn, standing: Standing) -> Unconfirmed:
    """Whether it is assumed at which stage something stands.

    It is not where its other entries lead to the same stage, as an assessment leads to Refinement.
    """
    modification = on.register.modifications[standing.id]
    assumed = [entry for entry in on.entries(standing.id) if is_assumed(on, entry)]
    if not assumed:
        return CONFIRMED
    rest = tuple(entry for entry in modification.history if entry not in assumed)
    without = modification.model_copy(update={"history": rest})
    then = standing_on(without, on.day, on.live, on.follows_release, on.placed)
    if then is not None and then.stage == standing.stage:
        return CONFIRMED
    leading = [e for e in assumed if e.event is None or step_of(e, standing.id) is not None]
    return unconfirmed_by(on, *leading[-1:])


def consulted_by(on: RegisterOn, standing: Standing, consultation: Consultation) -> Entry | None:
    """The newest entry that tells of a consultation."""
    found = [
        entry
        for entry in on.entries(standing.id)
        if entry.event == "consultation"
        and entry.kind == consultation.kind
        and entry.when == consultation.seen
    ]
    return found[-1] if found else None


def implemented_by(on: RegisterOn, standing: Standing, when: When) -> tuple[Entry, ...]:
    """The entries by which something came into force, or was seen to be, at a time."""
    return tuple(
        entry
        for entry in on.entries(standing.id)
        if entry.when == when and "implemented" in (entry.event, entry.stage)
    )


def assessed_by(on: RegisterOn, standing: Standing, assessment: str) -> tuple[Entry, ...]:
    """The entries that tell of an assessment."""
    return tuple(
        entry
        for entry in on.entries(standing.id)
        if entry.assessment == assessment and entry.event != "expected"
    )


def placed_by(on: RegisterOn, standing: Standing, release: str | None) -> Entry | None:
    """The newest entry that has a modification in a release."""
    return _placed_by(on, standing, release)


def assumed_in_rows(
    on: RegisterOn, rows: Iterable[tuple[str, Unconfirmed]]
) -> tuple[AssumedFact, ...]:
    """What is assumed of what the rows of a document say, each by the id that it goes by."""
    by_id = {standing.shown_id: standing for standing in on.standings}
    found: dict[AssumedFact, None] = {}
    for id_, unconfirmed in rows:
        names = {*unconfirmed.events, *unconfirmed.unsayable}
        for entry in on.entries(by_id[id_].id) if names else ():
            name = entry.event or _STAGE
            if name in names and is_assumed(on, entry):
                kind = "decision" if name in _DECISIONS else "row"
                found[AssumedFact(id_, kind, f"{id_}, {event_in_words(entry)}", entry.note)] = None
    return tuple(found)


def assumed_of_release(on: RegisterOn, release: str) -> tuple[AssumedFact, ...]:
    """What is assumed of all that the document of a release says of its modifications."""
    return tuple(fact for one in on.scope(release).all for fact in _of_one(on, one, release))


def assumed_of_modification(on: RegisterOn, id_: str) -> tuple[AssumedFact, ...]:
    """What is assumed of the events that a letter about a modification may speak of.

    It has words to say so of the days of parts, and of what was directed, and of nothing else.
    """
    return tuple(
        AssumedFact(
            id_,
            "row" if entry.event in _QUALIFIED_IN_A_LETTER else "letter",
            f"{id_} was {entry.event}",
            entry.note,
        )
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
