"""A modification: what it is, and everything that happened to it, dated."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, ValidationInfo, model_validator

from sectool.model.events import EVENTS, NO_EVENT, EventName, fields_of
from sectool.model.meaning import Names
from sectool.model.participants import Impacts
from sectool.model.shape import (
    ID,
    NAME,
    ONE_OR_MANY,
    Amount,
    Day,
    DayOrMonth,
    Flag,
    Number,
    OrNone,
    Pounds,
    Shape,
    fault,
    kebab,
)
from sectool.model.texts import (
    BodyRef,
    ConsultationRef,
    CostPhaseRef,
    DocumentRef,
    Label,
    Link,
    ModificationId,
    ModificationRef,
    PartId,
    PartRef,
    PathRef,
    PhraseLine,
    ProseLine,
    ProseText,
    RecommendationRef,
    ReleaseRef,
    RidLine,
    RidText,
    SourceRef,
    SpecificationRef,
    StageRef,
    Words,
)
from sectool.model.waiver import Stated, Waiver


class Irps(Shape):
    """How many further things a modification brings in, and of which category."""

    count: Number
    """How many there are."""
    category: Number | None = None
    """The category of all of them, such as 2."""


# Whom it affects; None: not known. `none`: nobody.
ImpactsIfKnown = Annotated[Impacts | None, OrNone(dict)]
# `none`: it brings in none.
IrpsIfKnown = Annotated[
    Irps | None, OrNone(lambda: Irps.model_construct({"count"}, count=0, category=None))
]
# What a modification changes; None: not known. Where one of the two is given, the other is known.
DocumentsIfKnown = Annotated[tuple[DocumentRef, ...] | None, OrNone(tuple)]
SpecificationsIfKnown = Annotated[dict[SpecificationRef, tuple[Words, ...]] | None, OrNone(dict)]


class CutOff(Shape):
    """The day by which a decision must come for the modification to stay in the release.

    It belongs to the target that it is given for, and ends with it. `date` counts where both stand.
    """

    date: Day | None = None
    """The last day for the decision, as it was published."""
    when: PhraseLine | None = None
    """The same as a phrase over the milestones of the release: '6 months before go-live'."""
    basis: Literal["firm", "estimated"] = "firm"
    """Whether the day is firm, or estimated as yet."""
    because: ProseText | None = None
    """Why it is that day."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        # A key that stands there without a value counts: that it is empty was told already.
        if not {"date", "when"} & self.model_fields_set:
            raise fault("Y202", "a cut-off has 'date', or 'when', or both: {date: 2022-05-03}")
        return self


class Cost(Shape):
    """What one or several neighbouring phases cost together: one cell of the cost table."""

    phases: tuple[CostPhaseRef, ...]
    """The phases that the figure is for, such as sit; several when one figure covers them all."""
    amount: Amount | None = None
    """Pounds in digits, such as 437032; 'tbc' or 'n/a' where there is no figure."""
    low: Pounds | None = None
    """The lower end of a range, in pounds."""
    high: Pounds | None = None
    """The upper end of a range, in pounds."""
    basis: Literal["firm", "estimate"] = "firm"
    """Whether the figure is firm, or an estimate."""
    note: RidText | None = None
    """A note to the figure, printed below the cost table."""
    assumed: Flag = False
    """Whether no document was found that gives the figure."""

    @model_validator(mode="after")
    def _one_figure(self) -> Self:
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

    title: ProseLine | None = None
    """What the part is about."""
    documents: DocumentsIfKnown = None
    """The documents of the Code that the part changes, such as section-f, or none."""
    specifications: SpecificationsIfKnown = None
    """The Technical Specifications it changes, each with its versions, such as 'GBCS: [v4.2]'."""
    owner: Label | None = None
    """Who is to deliver the part."""
    will: RidText | None = None
    """What the part will do, as a sentence without its subject; without it, as the modification."""
    impacts: ImpactsIfKnown = None
    """Whom it affects, such as 'suppliers: true'; without it, whom the modification affects."""


class Facts(Shape):
    """What is so of a modification until an entry says otherwise.

    At the head of a file they hold from the start; on an entry they replace the whole fact from
    that day on.
    """

    will: RidText | None = None
    """What it will do, as a sentence without its subject; {irps} stands for how many there are."""
    irps: IrpsIfKnown = None
    """The further things that it brings in, which the Code has a word for, or none."""
    impacts: ImpactsIfKnown = None
    """Whom it affects, such as 'suppliers: true', or none."""
    costs: tuple[Cost, ...] = ()
    """What it costs the operator, by phase."""
    cut_off: CutOff | None = None
    """The day by which it must be decided to stay in its release."""
    problem: ProseText | None = None
    """The issue that it is to resolve."""
    solution: ProseText | None = None
    """How it resolves the issue."""
    path: PathRef | None = None
    """Who is to decide on it, and how, such as self-governance."""
    urgent: Flag = False
    """Whether it is an Urgent Proposal."""
    fast_track: Flag = False
    """Whether it is a Fast-Track Modification."""
    proposer: Label | None = None
    """Who raised it."""


class Amended(Shape):
    """What a modification changes, as a whole or in parts that have each their own."""

    documents: DocumentsIfKnown = None
    """The documents of the Code that it changes, such as section-f, or none."""
    specifications: SpecificationsIfKnown = None
    """The Technical Specifications it changes, each with its versions, such as 'GBCS: [v4.2]'."""
    parts: dict[PartId, Part] = Field(default_factory=dict)
    """Its parts, by id: with them, documents and specifications stand only in the parts."""

    @model_validator(mode="after")
    def _each_part_or_none(self) -> Self:
        if not self.parts:  # as nearly always: every entry of every history is asked
            return self
        for key in ("will", "impacts"):
            lacking = [id_ for id_, part in self.parts.items() if key not in part.model_fields_set]
            if 0 < len(lacking) < len(self.parts):
                raise fault(
                    "Y202",
                    f"{key!r} is missing on {_listed(lacking)} of 'parts': where one part has its "
                    "own, each part has",
                )
        return self


# What an entry may replace, beside the title.
FACTS = frozenset((*Facts.model_fields, *Amended.model_fields))


# What any entry may carry, whatever happened.
_ALWAYS = FACTS | fields_of(
    "date seen after before event stage source where line waive assumed note title"
)
# All that an entry may carry, by its event; None: an entry that tells no event.
ALLOWED: dict[str | None, frozenset[str]] = {
    None: _ALWAYS,
    **{event: keys.takes | _ALWAYS for event, keys in EVENTS.items()},
}


# A modification was once referred by its proposer, who is no body.
_Actor = Annotated[
    str,
    NAME.meant_as(Names("body", also=("proposer",), also_where=("event", "referred"))),
]
_RaisedAs = Annotated[str, NAME.meant_as(Names("prefix of ids"))]
_AssessmentId = Annotated[str, ID.meant_as(Names("kind of assessment", numbered=True))]


class Happening(Shape):
    """What happened to a modification or was seen of it, when, by whom, and who says so."""

    date: DayOrMonth | None = None
    """The day on which it happened, or the month if no more is known."""
    seen: DayOrMonth | None = None
    """A day on which it was so, where nobody knows since when."""
    after: DayOrMonth | None = None
    """A day after which it must have happened."""
    event: EventName | None = None
    """What happened, such as approved; 'sectool rule M104' lists all there are."""
    stage: StageRef | None = None
    """The stage in which it was seen, such as refinement, where no event is told."""
    before: DayOrMonth | None = None
    """A day before which it must have happened."""
    source: SourceRef | None = None
    """The document or page that says so, such as rid-2022-11."""
    where: Link | None = None
    """The web address at which it stands."""
    line: Number | None = None
    """The line of the source on which it stands."""
    assumed: Flag = False
    """Whether no document was found that says so."""
    note: ProseText | None = None
    """Anything else worth knowing about it."""
    waive: tuple[Waiver, ...] = ()
    """Findings about this entry that are allowed."""

    as_: _RaisedAs | None = None
    """As what it was raised: the prefix of the id it then had, such as DP of a draft."""
    by: _Actor | None = None
    """The body that did it, by its short name, such as CB."""
    from_: ProseLine | None = None
    """The title before; of a date requested, the date before."""
    into: tuple[ModificationRef, ...] = ()
    """The modifications that it was split into."""
    others: Flag = False
    """Whether it was split into others besides, whose ids are not known."""
    about: ProseText | None = None
    """What was discussed or agreed."""
    part: Annotated[tuple[PartRef, ...], ONE_OR_MANY] = ()
    """The parts it is about, such as legal-text; without them, it is about the whole."""
    assessment: _AssessmentId | None = None
    """Which assessment, such as pa-1 for the first Preliminary Assessment."""
    target: Words | None = None
    """How long the assessment is to take, such as '15 working days'."""
    took: Words | None = None
    """How long the assessment took, as its source says."""
    until: Day | None = None
    """The day up to which it is put off, or another date may be chosen."""
    because: ProseText | None = None
    """The reason that was given."""
    kind: ConsultationRef | None = None
    """Which consultation it is, such as rfi."""
    opened: DayOrMonth | None = None
    """The day on which the consultation opened."""
    closes: Day | None = None
    """The last day for responses."""
    at: Words | None = None
    """The time of day on the last day, such as '17:00'."""
    link: Link | None = None
    """The web address of the consultation."""
    towards: RecommendationRef | None = None
    """What was recommended, such as conversion."""
    meeting: Number | None = None
    """The number of the meeting."""
    release: ReleaseRef | None = None
    """The release it is for, such as 2022-11."""
    refer_to: BodyRef | None = None
    """The body that is to decide, by its short name."""
    under: Words | None = None
    """The provision under which it was done, such as 'D9.1'."""
    wants: tuple[Literal["further-work", "revised-date"], ...] = ()
    """What is to be done before it is decided."""
    day: Day | None = None
    """The day for which it is scheduled or expected."""
    month: DayOrMonth | None = None
    """The month in which it is expected."""
    week_of: Day | None = None
    """A day of the week in which it is expected."""
    tba: Flag = False
    """Whether its release is still to be announced."""
    to: Day | None = None
    """The new implementation date."""
    of: BodyRef | None = None
    """The body of which the date is requested, by its short name."""
    what: Words | None = None
    """What is expected, as the name of an event or in words."""

    title: ProseLine | None = None
    """Its title from that day on, until it is next retitled."""


class Entry(Amended, Facts, Happening):
    """One thing that happened to a modification, or one day on which something was so.

    One shape for all events: which keys go with which event is the table `EVENTS`. Facts that
    stand on an entry replace the whole fact from that day on.
    """

    @model_validator(mode="after")
    def _fits_its_event(self) -> Self:
        # A key that stands there without a value counts: that it is empty was told already.
        given = self.model_fields_set
        if ("date" in given) == ("seen" in given):
            raise fault(
                "M106",
                "an entry has either 'date' (the day it happened) or 'seen' (it was so on that "
                "day, the start date is not known)",
            )
        if "event" not in given:
            if not {"stage", "seen"} <= given:
                raise fault("M106", "an entry says its 'event', or with 'seen' the 'stage' seen")
        elif self.event is None:
            return self
        keys = NO_EVENT if self.event is None else EVENTS[self.event]
        if not keys.needs <= given:
            lacking = _listed(keys.needs - given)
            raise fault("M105", f"event {self.event!r} needs {lacking}")
        if not given <= ALLOWED[self.event]:
            whose = "a 'stage'" if self.event is None else f"event {self.event!r}"
            takes = f", which takes {_listed(keys.takes)}" if keys.takes else ""
            surplus = _listed(given - ALLOWED[self.event])
            raise fault("M105", f"{surplus} cannot be used with {whose}{takes}")
        return self

    @property
    def when(self) -> Any:
        """The day or month that places this entry in time."""
        return self.date if self.date is not None else self.seen


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(repr(key) for key in sorted(map(kebab, fields)))


class _Identity(Shape):
    """What a modification is called."""

    id: ModificationId
    """Its number, such as MP143: as a draft, that which it will keep."""
    title: RidLine
    """Its newest title."""
    link: Link | None = None
    """Its page on the web."""

    # Follows from the series of its id, which only who reads the register knows.
    _draft_id: str | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _known_as_draft(self, info: ValidationInfo) -> Self:
        if info.context is not None:
            self._draft_id = info.context.as_draft(self.id)
        return self

    @property
    def draft_id(self) -> str:
        """The id that it has while it is a draft: `DP190` of `MP190`."""
        return self._draft_id or self.id


class Modification(Amended, Facts, _Identity):
    """A modification: facts that hold until an entry says otherwise, and a history."""

    history: tuple[Entry, ...]
    """Everything that happened to it, in any order."""
    stated: tuple[Stated, ...] = ()
    """What documents say of it that differs from what is so."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""

    @model_validator(mode="after")
    def _parts_hold_all(self) -> Self:
        if self.parts and (self.documents is not None or self.specifications is not None):
            raise fault(
                "M107",
                "with 'parts', documents and specifications are given only in the parts",
            )
        if not self.history:
            raise fault("Y202", "'history' must have at least one entry")
        return self
