"""What changes rarely: bodies, the calendar, documents, phases, words and sources."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from sectool.diagnostic import slip_of, suggestion
from sectool.model.meaning import Plain
from sectool.model.own_holidays import OwnHoliday
from sectool.model.shape import (
    Checked,
    Day,
    DayOrMonth,
    Flag,
    Lasting,
    MonthOnly,
    Number,
    Pounds,
    Shape,
    Shortened,
    fault,
    matching,
)
from sectool.model.texts import (
    ActRef,
    AnyMilestoneRef,
    BodyName,
    BodyRef,
    DocumentRef,
    Label,
    Link,
    PathRef,
    PhraseLine,
    ProseLine,
    ProseText,
    Remark,
    ShortName,
    SourceRef,
    StageRef,
    TestPhaseRef,
    Words,
)
from sectool.model.waiver import Stated, Waiver


class Source(Shape):
    """A document or page that facts of the register come from."""

    title: Label
    """The title of the document or page."""
    dated: DayOrMonth | None = None
    """The day printed on it, or its month."""
    where: Link | None = None
    """The web address at which it stands."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class Holiday(Shape):
    """A day that is no Working Day, and since when (and until when) that was so.

    `known_from` is the day of the announcement: a plan made earlier could not count on it.
    `withdrawn` is the day it was announced that the day would be worked after all.
    """

    date: Day
    """The day that is no Working Day."""
    name: Label
    """What the day is called."""
    source: SourceRef | None = None
    """Where it was announced, if not in the calendar's own source."""
    known_from: Day | None = None
    """The day of the announcement."""
    withdrawn: Day | None = None
    """The day it was announced that it would be worked after all."""
    state: Literal["confirmed", "projected"] = "confirmed"
    """Whether the day is announced, or only to be expected."""
    assumed: Flag = False
    """Whether no document was found that says so."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class Elsewhere(Shape):
    """A day that is a bank holiday in other parts of the country only: it is a Working Day.

    Nothing counts with it. People in `divisions` may be away, so it is worth a warning.
    """

    date: Day
    """The day, which is a Working Day here."""
    name: Label
    """What the day is called."""
    divisions: tuple[Literal["England and Wales", "Scotland", "Northern Ireland"], ...]
    """The parts of the country in which it is a bank holiday."""
    known_from: Day | None = None
    """The day of the announcement."""
    withdrawn: Day | None = None
    """The day it was announced that it would be worked after all."""
    state: Literal["confirmed", "projected"] = "confirmed"
    """Whether the day is announced, or only to be expected."""
    assumed: Flag = False
    """Whether no document was found that says so."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class Calendar(Shape):
    """`reference/calendar.yaml`: the pinned bank holidays of one part of the country.

    Outside `from_`–`to` nothing is known, and counting refuses. `source` and `known_from`
    hold for every holiday that does not say otherwise.
    """

    division: Label
    """The part of the country whose bank holidays these are."""
    subdivision: ShortName
    """Its code in the library that proposes holidays, such as ENG."""
    from_: Day
    """The first day that the calendar knows of."""
    to: Day
    """The last day that the calendar knows of."""
    source: SourceRef
    """Where the holidays were announced."""
    known_from: Day
    """The day from which they were known."""
    holidays: tuple[Holiday, ...]
    """The bank holidays, in order."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Bank holidays of other parts of the country."""


class MeetingPattern(Lasting):
    """When a body usually meets: what the rule gives from `from_` to `to` are proposals."""

    rule: PhraseLine
    """On which days it meets, such as 'fourth Wednesday of each month'."""
    from_: MonthOnly
    """The first month that the rule holds for, such as 2017-01."""
    to: MonthOnly | None = None
    """The last month that it holds for."""


class Numbering(Shape):
    """A meeting whose number is known; meetings are counted on from there.

    Neither an extra meeting nor a cancelled one counts. Where not all in between are known, one a
    month does. A dated meeting that gives its own number is where the count goes on.
    """

    number: Number
    """The number of the meeting."""
    month: MonthOnly
    """The month of that meeting, such as 2017-06; of several in it, the first."""


class BodyMeeting(Shape):
    """A dated meeting. It replaces one proposal of the pattern; an `extra` replaces none.

    That is the nearest within half an interval, or the one that it stands `instead_of`.
    """

    date: Day
    """The day of the meeting."""
    number: Number | None = None
    """Its number."""
    state: Literal["confirmed", "cancelled", "extra"] = "confirmed"
    """Whether it is held, is not held, or is held beside the usual one."""
    instead_of: Day | None = None
    """The proposed day that it replaces, where that is not the nearest."""
    known_from: Day | None = None
    """The day from which it was known."""
    withdrawn: Day | None = None
    """The day from which it was known that it would not be held."""
    source: SourceRef | None = None
    """The document or page that says so."""
    because: ProseText | None = None
    """Why it is on that day, or is not held."""


class KnownAs(Shape):
    """Another name that documents have used for the same body."""

    name: Label
    """The other name."""
    seen: DayOrMonth
    """When a document used it."""
    source: SourceRef | None = None
    """The document that used it."""


def one_of(known: tuple[str, ...], wanted: str) -> Checked:
    """One of a closed list of words, which may also be the key of a group."""

    def check(value: Any) -> str:
        if value not in known:
            message = f"{value!r} is no {wanted}{suggestion(str(value), known)}"
            raise fault("Y204", message, better=slip_of(str(value), known))
        return str(value)

    checked = Checked(check, form=f"one of: {', '.join(known)}", seen_as={"enum": [*known]})
    return checked.meant_as(Plain("one of a closed list"))


class Power(Lasting):
    """What a body may decide, and when; within a span nobody knows, either body may."""

    act: ActRef
    """What it may decide, by its name in roles.yaml, such as vote."""
    from_: DayOrMonth | None = None
    """The first day on which it had the power, or its month."""
    to: DayOrMonth | None = None
    """The last day on which it had the power, or its month."""
    source: SourceRef | None = None
    """The document or page that shows it."""


Series = Annotated[
    str,
    matching(
        "the series of a body's papers, such as SECP", "[A-Z][A-Z0-9]*", small=False, digits=False
    ).meant_as(Plain("what references begin with")),
]
# How references of papers are written, where a body has a series and no form of its own.
USUAL_REFERENCE = "{series}_{number}_{day}{month}_{item}"
ReferenceForm = Annotated[
    str,
    matching(
        "the form of a reference, such as '{number}/{item}', of {series}, {number}, {day}, {month} "
        "and {item}",
        r"(?:[^{}\n]|\{(?:series|number|day|month)\})*\{item\}(?:[^{}\n]|\{(?:series|number|day|month)\})*",
        small=False,
        digits=False,
    ).meant_as(Plain("how references of papers are written")),
]


class Body(Shape):
    """A committee or an organisation that acts; phrases take its `short` name.

    `papers` is the last day for the papers of a meeting: `5 working days before meeting`.
    """

    short: BodyName
    """What phrases and entries call it, such as CSC."""
    name: Label
    """Its name in full."""
    series: Series | None = None
    """What the references of its papers begin with, such as SECP."""
    references: ReferenceForm | None = None
    """How the references of its papers are written: '{number}/{item}' of meeting 307 is 307/07."""
    known_as: tuple[KnownAs, ...] = ()
    """Other names that documents have used for it."""
    pattern: tuple[MeetingPattern, ...] = ()
    """When it usually meets."""
    numbering: Numbering | None = None
    """A meeting whose number is known, from which the others count on."""
    papers: PhraseLine | None = None
    """The last day for papers: '5 working days before meeting'."""
    meetings: tuple[BodyMeeting, ...] = ()
    """Its dated meetings."""
    holidays: tuple[OwnHoliday, ...] = ()
    """Days on which it does not work, in addition to the bank holidays."""
    powers: tuple[Power, ...] = ()
    """What it may decide, and when."""
    source: SourceRef | None = None
    """The document or page that this comes from."""
    note: ProseText | None = None
    """Anything else worth knowing about it."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""

    @property
    def reference_form(self) -> str | None:
        """How the references of its papers are written; None where it has none."""
        form = self.references or (USUAL_REFERENCE if self.series is not None else None)
        lacks_series = self.series is None and form is not None and "{series}" in form
        return None if lacks_series else form


class InForceBy(Shortened):
    """The milestone of a release by which changes of a document have to be in force.

    `only_where` says for which changes that holds: people read it, nothing evaluates it.
    """

    SHORT = "milestone"

    milestone: AnyMilestoneRef
    """The milestone, by its id in the timeline."""
    only_where: ProseLine | None = None
    """For which changes that holds, in words."""
    because: ProseText | None = None
    """Why they have to be in force by then."""
    source: SourceRef | None = None
    """The document that requires it."""


class SecDocument(Shape):
    """A document of the Code, by the label people call it and its official title.

    One that `lists_specifications` changes whenever any Technical Specification does.
    `in_force_by` is written as the id of a milestone, or as a group of keys that says more.
    """

    label: Label
    """What people call it, such as Section A."""
    title: Label
    """Its official title."""
    lists_specifications: Flag = False
    """Whether it changes whenever any Technical Specification does."""
    in_force_by: InForceBy | None = None
    """The milestone by which its changes have to be in force."""
    stated: tuple[Stated, ...] = ()
    """What documents call it that differs."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""


class SpecificationSeries(Shape):
    """A Technical Specification and the Schedule of the Code that holds it."""

    name: Label
    """Its name in full."""
    schedule: DocumentRef
    """The Schedule of the Code that holds it, such as schedule-8."""


class CostPhase(Shape):
    """A phase of the operator's work that costs are given for, in the order of the table."""

    title: Label
    """The heading of its column."""
    after_go_live: Flag = False
    """Whether the work of this phase follows go-live."""


class Term(Shape):
    """An acronym or short term and what it stands for."""

    means: Label
    """What it stands for."""
    plural: Label | None = None
    """Its plural, where that is not formed with an s."""
    takes_the: Flag = False
    """Whether its full term takes an article where the acronym is used without one."""
    stated: tuple[Stated, ...] = ()
    """What documents give for it that differs."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""


class DayRate(Shape):
    """Pounds for one day of the administrator's effort, from a day on."""

    from_: Day
    """The first day on which the rate holds."""
    pounds: Pounds
    """Pounds for one day of effort."""
    source: SourceRef | None = None
    """The document or page that gives it."""

    def cost(self, days: int) -> Decimal:
        return self.pounds * days


class TestPhase(Shape):
    """A test phase of a release and the milestones by which a timeline shows it whole."""

    title: Label
    """What documents call the phase."""
    starts: AnyMilestoneRef
    """The milestone at which it starts, such as sit-starts."""
    closes: AnyMilestoneRef | None = None
    """The milestone at which it ends."""
    report: AnyMilestoneRef
    """The milestone at which its report is handed in."""
    review: AnyMilestoneRef
    """The milestone at which the report is reviewed."""
    reviewed_by: BodyRef
    """The body that reviews it, by its short name."""


class TimelineLane(Shape):
    """An item of `reference/timeline-lanes.yaml`: what the picture of a timeline shows together.

    A milestone is in the first lane that has one of its words, and else in the first without any.
    """

    title: Label
    """What is written beside the lane."""
    words: tuple[Label, ...] = ()
    """Words of which the title of a milestone in it has one; without any, it takes the rest."""
    phase: TestPhaseRef | None = None
    """The test phase that is drawn in it, from its start to its end, such as sit."""
    cut_offs: Flag = False
    """Whether the cut-off dates of modifications are in it."""


class LeadTime(Shape):
    """An item of `reference/lead-times.yaml`: what every timeline leaves before or after a row.

    It holds for each timeline that has the milestones it names. One that is `assumed` was seen
    or is remembered, but no text was found that requires it.
    """

    milestone: AnyMilestoneRef
    """The milestone that the rule is about."""
    rule: PhraseLine
    """The rule: 'at least 10 working days before go-live'."""
    because: ProseText | None = None
    """The reason for it."""
    source: SourceRef | None = None
    """The document that requires it."""
    assumed: Flag = False
    """Whether no document was found that requires it."""


class Vocabulary(Shape):
    """What one kind of document calls the stages and the paths; it has no word for others.

    `as_of` is when the words were seen in use: the same paper may say something else later.
    """

    title: Label
    """The kind of document that uses the words."""
    as_of: DayOrMonth | None = None
    """When the words were seen in use."""
    source: SourceRef | None = None
    """The document that uses them."""
    where: Link | None = None
    """The web address at which it stands."""
    assumed: Flag = False
    """Whether no document was found that uses them."""
    note: Remark | None = None
    """Anything else worth knowing about them."""
    stages: dict[StageRef, Words]
    """What it calls each stage."""
    paths: dict[PathRef, Words] = Field(default_factory=dict)
    """What it calls each path."""
