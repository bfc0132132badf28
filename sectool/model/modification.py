"""A modification: what it is, and everything that happened to it, dated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from keyword import iskeyword
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator
from pydantic_core.core_schema import literal_schema

from sectool.diagnostic import did_you_mean
from sectool.model.shape import (
    Amount,
    Checked,
    Day,
    DayOrMonth,
    Flag,
    Id,
    Line,
    Link,
    ModificationId,
    Name,
    Number,
    Pounds,
    ReleaseId,
    Shape,
    Stated,
    Text,
    Waiver,
    fault,
    kebab,
    wrong_kind,
)

DccImpact = Literal["none", "testing", "system"]
# Fast-Track and Urgent are flags beside the path, not further paths.
PathName = Literal["authority-led", "authority-determination", "self-governance"]
# Where a modification stands; `model.lifecycle` says how it gets there.
Stage = Literal[
    "draft",
    "initial-consideration",
    "refinement",
    "report",
    "with-authority",
    "sent-back",
    "referred",
    "approved",
    "implemented",
    "rejected",
    "withdrawn",
    "split",
    "unknown",
]


class Irps(Shape):
    """How many Issue Resolution Proposals a modification brings in, and of which category."""

    count: Number
    category: Number | None = None


class Impacts(Shape):
    """Whom a modification affects. The DCC is affected in its systems, by testing, or not."""

    suppliers: Flag = False
    electricity_networks: Flag = False
    gas_networks: Flag = False
    other_parties: Flag = False
    dcc: DccImpact = "none"


class CutOff(Shape):
    """The day by which a decision must come for the modification to stay in the release."""

    date: Day
    basis: Literal["firm", "estimated"] = "firm"
    because: Text | None = None
    waive: tuple[Waiver, ...] = ()


class Cost(Shape):
    """What one or several neighbouring phases cost together: one cell of the cost table."""

    phases: tuple[Id, ...]
    amount: Amount | None = None
    low: Pounds | None = None
    high: Pounds | None = None
    basis: Literal["firm", "estimate"] = "firm"
    note: Text | None = None
    assumed: Flag = False

    @model_validator(mode="after")
    def _one_figure(self) -> Cost:
        # A key that stands there without a value counts: that it is empty was told already.
        given = self.model_fields_set
        ranged = "low" in given or "high" in given
        if ranged == ("amount" in given):
            raise fault("Y202", "a cost has either 'amount', or 'low' and 'high'")
        if ranged and not {"low", "high"} <= given:
            raise fault("Y202", "a range needs both 'low' and 'high'")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise fault("Y204", f"'low' ({self.low}) must be less than 'high' ({self.high})")
        if not self.phases:
            raise fault("Y202", "'phases' names at least one phase")
        return self


class Part(Shape):
    """A piece of a modification that may go live apart from the rest."""

    title: Line | None = None
    documents: tuple[Id, ...] = ()
    specifications: dict[Name, tuple[Line, ...]] = {}
    owner: Line | None = None


@dataclass(frozen=True)
class EventShape:
    """The fields an event takes of its own, those of them it needs, and all it may carry."""

    takes: frozenset[str]
    needs: frozenset[str]
    allowed: frozenset[str]


def _fields(keys: str) -> frozenset[str]:
    """The fields of `Entry` that keys are read into: `week_of` for week-of, `from_` for from."""
    return frozenset(key.replace("-", "_") + "_" * iskeyword(key) for key in keys.split())


# What any entry may carry, whatever happened.
_ALWAYS = _fields(
    "date seen after event stage source where line waive assumed note "
    "title will impacts irps documents specifications parts costs cut-off problem solution "
    "path urgent fast-track proposer"
)


def _event(takes: str = "", needs: str = "") -> EventShape:
    own = _fields(f"{takes} {needs}")
    return EventShape(own, _fields(needs), own | _ALWAYS)


# The closed list of what can happen to a modification.
EVENTS: dict[str, EventShape] = {
    "raised": _event(needs="as"),
    "converted": _event("by"),
    "retitled": _event(needs="from"),
    "split": _event("others", needs="into"),
    "noted": _event(),
    "discussed": _event("by about"),
    "agreed": _event("by about part"),
    "assessment-requested": _event("by target took until because", needs="assessment"),
    "assessment-approved": _event("by target took until because", needs="assessment"),
    "assessment-deferred": _event("by target took until because", needs="assessment"),
    "assessment-accepted": _event("by target took until because", needs="assessment"),
    "assessment-returned": _event("by target took until because", needs="assessment"),
    "consultation": _event("opened closes link", needs="kind"),
    "recommended": _event("by meeting", needs="towards"),
    "approved": _event("by release part"),
    "rejected": _event("by release part"),
    "referred": _event("by under", needs="refer-to"),
    "upheld": _event("by"),
    "overturned": _event("by"),
    "sent-back": _event("by wants because"),
    "targeted": _event(needs="release"),
    "dropped": _event("by because", needs="release"),
    "scheduled": _event("part release day tba because"),
    "date-requested": _event("part from to until by of under"),
    "date-directed": _event("part to until by"),
    "discretion-used": _event("part to by"),
    "implemented": _event("part release"),
    "withdrawn": _event("because"),
    "on-hold": _event("because"),
    "resumed": _event("because"),
    "expected": _event(
        "day month week-of by part release kind opened closes link assessment towards meeting "
        "refer-to under to until of from as into",
        needs="what",
    ),
}

NO_EVENT = _event()


def _event_name(value: Any) -> str:
    if type(value) is not str:
        raise wrong_kind(value, "the name of an event")
    if value not in EVENTS:
        near = did_you_mean(value, [*EVENTS])
        hint = f"did you mean {near!r}?" if near else "'sectool rule M104' lists those there are"
        raise fault("M104", f"event {value!r} is not known; {hint}")
    return value


EventName = Annotated[str, Checked(_event_name, literal_schema([*EVENTS]))]


def _one_or_many(value: Any) -> Any:
    # `part:` takes one or a list.
    return (value,) if type(value) is str else value


class Entry(Shape):
    """One thing that happened to a modification, or one day on which something was so.

    One shape for all events: which keys go with which event is the table `EVENTS`. Facts that
    stand on an entry replace the whole fact from that day on.
    """

    date: DayOrMonth | None = None
    seen: DayOrMonth | None = None
    after: DayOrMonth | None = None
    event: EventName | None = None
    stage: Stage | None = None
    source: Id | None = None
    where: Link | None = None
    line: Number | None = None
    assumed: Flag = False
    note: Text | None = None
    waive: tuple[Waiver, ...] = ()

    as_: Literal["DP", "MP"] | None = None
    by: Name | None = None
    from_: Line | None = None
    into: tuple[ModificationId, ...] = ()
    others: Flag = False
    about: Text | None = None
    part: Annotated[tuple[Id, ...], BeforeValidator(_one_or_many)] = ()
    assessment: Id | None = None
    target: Line | None = None
    took: Line | None = None
    until: Day | None = None
    because: Text | None = None
    kind: Literal["rfi", "refinement", "modification-report"] | None = None
    opened: DayOrMonth | None = None
    closes: Day | None = None
    link: Link | None = None
    towards: Literal["conversion", "refinement", "report", "authority"] | None = None
    meeting: Number | None = None
    release: ReleaseId | None = None
    refer_to: Name | None = None
    under: Line | None = None
    wants: tuple[Literal["further-work", "revised-date"], ...] = ()
    day: Day | None = None
    month: DayOrMonth | None = None
    week_of: Day | None = None
    tba: Flag = False
    to: Day | None = None
    of: Name | None = None
    what: Line | None = None

    title: Line | None = None
    will: Text | None = None
    impacts: Impacts | None = None
    irps: Irps | None = None
    documents: tuple[Id, ...] | None = None
    specifications: dict[Name, tuple[Line, ...]] | None = None
    parts: dict[Id, Part] | None = None
    costs: tuple[Cost, ...] | None = None
    cut_off: CutOff | None = None
    problem: Text | None = None
    solution: Text | None = None
    path: PathName | None = None
    urgent: Flag | None = None
    fast_track: Flag | None = None
    proposer: Line | None = None

    @model_validator(mode="after")
    def _fits_its_event(self) -> Entry:
        # A key that stands there without a value counts: that it is empty was told already.
        given = self.model_fields_set
        if ("date" in given) == ("seen" in given):
            raise fault(
                "M106",
                "an entry has either 'date' (the day it happened) or 'seen' (it was so on that "
                "day, since when is not known)",
            )
        if "event" not in given:
            if not {"stage", "seen"} <= given:
                raise fault("M106", "an entry says its 'event', or with 'seen' the 'stage' seen")
            shape = NO_EVENT
        elif self.event is None:
            return self
        else:
            shape = EVENTS[self.event]
        if not shape.needs <= given:
            lacking = _listed(shape.needs - given)
            raise fault("M105", f"event {self.event!r} needs {lacking}")
        if not given <= shape.allowed:
            whose = "a 'stage'" if self.event is None else f"event {self.event!r}"
            takes = f", which takes {_listed(shape.takes)}" if shape.takes else ""
            surplus = _listed(given - shape.allowed)
            raise fault("M105", f"{surplus} does not go with {whose}{takes}")
        return self

    @property
    def when(self) -> Any:
        """The day or month that places this entry in time."""
        return self.date if self.date is not None else self.seen


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(repr(key) for key in sorted(map(kebab, fields)))


class Modification(Shape):
    """A Modification Proposal: facts that hold until an entry says otherwise, and a history."""

    id: ModificationId
    title: Line
    link: Link | None = None
    will: Text | None = None
    irps: Irps | None = None
    impacts: Impacts = Impacts()
    documents: tuple[Id, ...] = ()
    specifications: dict[Name, tuple[Line, ...]] = {}
    parts: dict[Id, Part] = {}
    costs: tuple[Cost, ...] = ()
    cut_off: CutOff | None = None
    problem: Text | None = None
    solution: Text | None = None
    history: tuple[Entry, ...]
    stated: tuple[Stated, ...] = ()
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _parts_hold_all(self) -> Modification:
        if self.parts and (self.documents or self.specifications):
            raise fault(
                "M107",
                "with 'parts', documents and specifications stand only in the parts",
            )
        if not self.history:
            raise fault("Y202", "'history' holds at least one entry")
        return self
