"""Facts that no source says: where one is printed, how it is qualified, and why it was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.dates import When, last_day
from sectool.history import Consultation, CostsOfParts, PartStanding, Standing, standing_on
from sectool.model.cut_off_rule import CutOffRule
from sectool.model.modification import Entry
from sectool.queries.cut_offs import CutOffVerdict, cut_off_for
from sectool.queries.date_requests import requests_pending
from sectool.queries.history_in_words import event_in_words
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass
from sectool.words import listed

# How a document says that a fact of a kind is assumed. Of a kind that is not here it cannot.
TO_CONFIRM = "subject to confirmation"
QUALIFIERS = {
    "targeted": TO_CONFIRM,
    "scheduled": TO_CONFIRM,
    "date-directed": TO_CONFIRM,
    "discretion-used": TO_CONFIRM,
    "cut-off": TO_CONFIRM,
    "costs": TO_CONFIRM,
    "phases": TO_CONFIRM,
    "estimate": "estimate",
    "row": TO_CONFIRM,
    "problem": TO_CONFIRM,
    "solution": TO_CONFIRM,
    "proposer": TO_CONFIRM,
}
# Where a decision is "subject to confirmation", it reads as another decision.
_DECISIONS = frozenset(
    {"approved", "rejected", "sent-back", "upheld", "overturned", "agreed", "withdrawn"}
)
# By which a modification, or a part of it, comes to be in a release.
_PLACES = frozenset({"targeted", "approved", "scheduled", "implemented"})
# By which it, or a part of it, has a day of its own.
_GIVES_A_DAY = frozenset({"date-directed", "discretion-used", "scheduled"})
# What a letter about a modification says happened.
_DATE_CHANGES = frozenset({"date-directed", "discretion-used"})
_OF_A_LETTER = _PLACES | _DATE_CHANGES | {"rejected", "agreed", "date-requested"}
# What it has words to qualify: the days of parts, and the answer to the request.
_QUALIFIED_IN_A_LETTER = _DATE_CHANGES | {"scheduled"}
# What a RID and a letter print of the facts of a modification, and have no words to qualify.
_OF_A_RID = ("title", "will", "irps", "impacts", "documents", "specifications")
_FACTS_OF_A_LETTER = ("title", "solution", "impacts", "documents", "specifications")
# A part says these of itself.
_IN_PARTS = frozenset({"will", "impacts", "documents", "specifications"})
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
    """Whether it is assumed that a modification is in a release, and there are words to say so."""
    entry = _placed_by(on, standing, release)
    return entry is not None and entry.event in QUALIFIERS and is_assumed(on, entry)


def part_is_assumed(on: RegisterOn, standing: Standing, part: PartStanding) -> bool:
    """Whether it is assumed where a part goes."""
    return is_assumed(on, _placed_by(on, standing, part.release, part.id))


def cut_off_is_assumed(on: RegisterOn, standing: Standing, verdict: CutOffVerdict | None) -> bool:
    """Whether the cut-off date of a modification is assumed, or the rule that gives it is."""
    if verdict is None or verdict.recorded is None:
        return verdict is not None and verdict.rule is not None and verdict.rule.assumed
    return is_assumed(on, _cut_off_by(on, standing))


def costs_are_assumed(on: RegisterOn, costs: CostsOfParts) -> bool:
    """Whether the entry that gives some costs is assumed; single figures may be besides."""
    return is_assumed(on, costs.entry)


def unconfirmed_facts(
    on: RegisterOn, standing: Standing, names: Iterable[str], *given_by: Entry | None
) -> tuple[str, ...]:
    """Those of some facts that no other entry than an assumed one gives.

    What an entry of `given_by` gives is qualified with what a row says from that entry.
    """
    found = []
    for name in names:
        entry = fact_assumed_by(on, standing, name)
        if entry is not None and entry not in given_by:
            found.append(name)
    return tuple(found)


def fact_assumed_by(on: RegisterOn, standing: Standing, name: str) -> Entry | None:
    """The entry that gives a fact of a modification, where that is assumed and nothing else does.

    What the head of its file says, or the entry before that gives the fact, nobody assumed.
    """
    names = {name, "parts"} if name in _IN_PARTS else {name}
    given = [e for e in on.entries(standing.id) if names & e.model_fields_set]
    if not given or not is_assumed(on, given[-1]):
        return None
    newest = given[-1]
    before = next((e for e in reversed(given[:-1]) if not is_assumed(on, e)), None)
    known = before if before is not None else on.register.modifications[standing.id]
    alike = all(getattr(known, one) == getattr(newest, one) for one in names)
    return None if alike else newest


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
    then = standing_on(
        on.register.life_cycle, without, on.day, on.live, on.follows_release, on.placed
    )
    if then is not None and then.stage == standing.stage:
        return CONFIRMED
    return unconfirmed_by(on, *assumed[-1:])


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
    in_force = on.register.life_cycle.reached_by("implemented")
    return tuple(
        entry
        for entry in on.entries(standing.id)
        if entry.when == when and (entry.event == "implemented" or entry.stage == in_force)
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
                says = f"{id_}, {event_in_words(on.register, entry)}"
                found[AssumedFact(id_, kind, says, entry.note)] = None
    return tuple(found)


def facts_assumed_in_rows(
    on: RegisterOn, rows: Iterable[tuple[str, Iterable[str]]]
) -> tuple[AssumedFact, ...]:
    """Of the facts that rows print, each by the id that it goes by, those that are assumed."""
    by_id = {standing.shown_id: standing for standing in on.standings}
    found = (
        fact for id_, names in rows if id_ in by_id for fact in facts_assumed(on, by_id[id_], names)
    )
    return tuple(dict.fromkeys(found))


def assumed_of_release(on: RegisterOn, release: str) -> tuple[AssumedFact, ...]:
    """What is assumed of all that the document of a release says of its modifications."""
    return tuple(fact for one in on.scope(release).all for fact in _of_one(on, one, release))


def assumed_of_modification(on: RegisterOn, id_: str) -> tuple[AssumedFact, ...]:
    """What is assumed of the events and facts that a letter about a modification may speak of.

    It has words to say so of the days of parts, of what was directed, and of the solution.
    """
    standing = on.standing(id_)
    facts = facts_assumed(on, standing, _FACTS_OF_A_LETTER) if standing is not None else ()
    return (*_events_of_a_letter(on, id_), *facts)


def facts_assumed(
    on: RegisterOn, standing: Standing, names: Iterable[str]
) -> tuple[AssumedFact, ...]:
    """Those of some facts that only an assumed entry gives, each by its name as kind."""
    found: dict[AssumedFact, None] = {}
    for name in names:
        entry = fact_assumed_by(on, standing, name)
        if entry is not None:
            says = f"the {name} of {standing.shown_id}"
            found[AssumedFact(standing.shown_id, name, says, entry.note)] = None
    return tuple(found)


def _events_of_a_letter(on: RegisterOn, id_: str) -> tuple[AssumedFact, ...]:
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
    yield from _approved_by_nobody(on, standing, entry)
    yield from facts_assumed(on, standing, _OF_A_RID)
    yield from _open_steps(on, standing, release)
    rule = _rule_of_cut_off(on, standing, release)
    if rule is not None and rule.assumed:
        yield AssumedFact(id_, "cut-off", f"the cut-off date of {id_} by rule", rule.note)
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


def _approved_by_nobody(
    on: RegisterOn, standing: Standing, placed: Entry | None
) -> Iterator[AssumedFact]:
    """That it was approved, where it is by assumed entries alone, and none of them placed it."""
    if not standing.is_approved:
        return
    cycle, events = on.register.life_cycle, ("approved", "implemented")
    approving = [
        entry
        for entry in on.entries(standing.id)
        if entry.event in events or cycle.event_to(entry.stage, *events) is not None
    ]
    if approving and placed not in approving and all(is_assumed(on, e) for e in approving):
        id_ = standing.shown_id
        yield AssumedFact(id_, "decision", f"{id_} is approved", approving[-1].note)


def _open_steps(on: RegisterOn, standing: Standing, release: str) -> Iterator[AssumedFact]:
    """A date that was asked for, and a referral, which the list of what is in a release names."""
    here = {part.id for part in standing.parts_in(release)}
    entries = [
        one.entry
        for one in requests_pending(on, standing)
        if here & {part.id for part in one.parts}
    ]
    if standing.is_referred:
        entries += [e for e in on.entries(standing.id) if e.event == "referred"][-1:]
    for entry in entries:
        if is_assumed(on, entry):
            id_ = standing.shown_id
            says = f"{id_}, {event_in_words(on.register, entry)}"
            yield AssumedFact(id_, "step", says, entry.note)


def _rule_of_cut_off(on: RegisterOn, standing: Standing, release: str) -> CutOffRule | None:
    """The rule by which it has a cut-off date, where none is recorded."""
    verdict = cut_off_for(on, standing, release) if standing.decision == "open" else None
    return verdict.rule if verdict is not None and verdict.recorded is None else None


def _placed_by(
    on: RegisterOn, standing: Standing, release: str | None, part: str | None = None
) -> Entry | None:
    """The newest entry that has a modification, or a part of it, in a release."""
    if release is None and part is None:
        return None
    # One that has a day of its own is in the release of that day.
    own = {p.day for p in standing.parts if p.release == release and part in (None, p.id)} - {None}
    found = [
        entry
        for entry in on.entries(standing.id)
        if (part is None or not entry.part or part in entry.part)
        and (
            (entry.release == release is not None and entry.event in _PLACES)
            or (entry.event in _GIVES_A_DAY and (entry.to or entry.day) in own)
        )
    ]
    return found[-1] if found else None


def _cut_off_by(on: RegisterOn, standing: Standing) -> Entry | None:
    found = [entry for entry in on.entries(standing.id) if entry.cut_off is not None]
    return found[-1] if found else None
