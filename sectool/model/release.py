"""A release and its timeline: what authors write about a package of modifications."""

from typing import Annotated, Literal, Self

from pydantic import model_validator

from sectool.model.acceptance import CriterionReport, OwnCriteria
from sectool.model.designation import Designation
from sectool.model.events import EventShape, fields_of
from sectool.model.shape import (
    NONE_OR_MANY,
    ONE_OR_MANY,
    Day,
    DayOrMonth,
    Flag,
    Number,
    OrNone,
    Shape,
    Shortened,
    fault,
    kebab,
)
from sectool.model.texts import (
    AffectedRef,
    BodyRef,
    ChangeRequestId,
    DocumentRef,
    Link,
    MilestoneId,
    MilestoneRef,
    ModificationRef,
    OwnReleaseRef,
    PhraseLine,
    ProseLine,
    ProseText,
    Quotation,
    ReleaseId,
    ReleaseKindRef,
    RidLine,
    RidText,
    RidTextOrNone,
    SourceRef,
    SpecificationRef,
    TimeOfDay,
    Version,
    Words,
)
from sectool.model.waiver import Waiver


class ChangeRequest(Shape):
    """A change of the operator's own that goes live with the release; no vote decides on it."""

    id: ChangeRequestId
    """Its number at the operator, such as CR4427."""
    title: RidLine
    """Its title."""
    will: RidText
    """What it will do, as a sentence without its subject."""
    seen: Day | None = None
    """The day on which it was seen to be in the release."""
    source: SourceRef | None = None
    """The document or page that says so."""


class SpecificationVersion(Shape):
    """The version of a Technical Specification that the release brings in."""

    specification: SpecificationRef
    """The Technical Specification, such as GBCS."""
    version: Version
    """The version that the release brings in, such as 4.2."""
    gbcs: Version | None = None
    """The version of the GBCS that it goes with."""


class AlsoLists(Shape):
    """A document named as updated although no modification of the release ticks it."""

    document: DocumentRef
    """The document of the Code, such as section-a."""
    note: RidText
    """Why it is listed, printed below the table."""
    source: SourceRef | None = None
    """The document that lists it, where nothing says which modification changes it."""


class ImpactStatement(Shape):
    """A sentence about what the release means for somebody, and what it rests on.

    It vanishes when every modification it rests on has dropped out. `says` may hold {irps}.
    """

    for_: AffectedRef
    """Whom it is about, such as suppliers: a participant, a kind of its Parties, an area."""
    says: RidText
    """The sentence; {irps} stands for how many `irps` there are."""
    rests_on: tuple[ModificationRef, ...]
    """The modifications it rests on: with the last of them it goes."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.rests_on:
            raise fault("Y202", "'rests-on' names at least one modification")
        return self


class FurtherAdditions(Shape):
    """Whether more modifications may still join, by their effect on the operator's systems."""

    system: Flag
    """Whether modifications that change the operator's systems may still join."""
    other: Flag
    """Whether other modifications may still join."""


class Costs(Shape):
    """What the release says of its costs beyond the modifications' own figures."""

    determined: Flag = False
    """Whether the costs of the release as a whole are determined."""
    operational: Literal["none", "some"] | None = None
    """Whether the release changes operational costs; without it, that is not known."""
    operational_note: ProseText | None = None
    """What the operational costs are."""
    waive: tuple[Waiver, ...] = ()
    """Findings about the costs that are allowed."""


class Effort(Shape):
    """Days of the administrator's effort; pounds follow from the dated day rate."""

    for_: RidLine
    """What the days are spent on."""
    days: Number
    """How many days of effort."""
    at_most: Flag = False
    """Whether that is the most it may come to."""


class StatedFigure(Shape):
    """A figure about a set that a published document states: compared, never used."""

    figure: Literal["documents-listed", "counted-in-systems", "administrator-pounds"]
    """Which figure it is."""
    says: Quotation
    """The figure as the document states it."""
    source: SourceRef
    """The document that states it."""
    line: Number | None = None
    """The line of the document on which it stands."""


ReleaseEvent = Literal[
    "baselined",
    "went-live",
    "noted",
    "date-requested",
    "date-directed",
    "discretion-used",
    "rescheduled",
    "cancelled",
]


def _decides(takes: str = "", needs: str = "") -> EventShape:
    return EventShape(fields_of(f"{takes} {needs}"), fields_of(needs))


# What each event says of the date of the release, and what of that it needs.
RELEASE_EVENTS: dict[str, EventShape] = {
    "baselined": _decides(),
    "went-live": _decides(),
    "noted": _decides(),
    "date-requested": _decides("from until of under because", needs="to"),
    "date-directed": _decides("from until because", needs="to"),
    "discretion-used": _decides("from because", needs="to"),
    "rescheduled": _decides("from because", needs="to"),
    "cancelled": _decides("because"),
}
_ABOUT_ITS_DATE = frozenset(name for keys in RELEASE_EVENTS.values() for name in keys.takes)


class ReleaseEntry(Shape):
    """One thing that happened to the release as a whole.

    A fact of the release that stands on an entry replaces that fact from its day on.
    """

    date: DayOrMonth | None = None
    """The day on which it happened, or the month if no more is known."""
    seen: DayOrMonth | None = None
    """A day on which it was so, where nobody knows since when."""
    event: ReleaseEvent
    """What happened."""
    by: BodyRef | None = None
    """The body that did it, by its short name, such as CSC."""
    covers: Literal["system", "other"] | None = None
    """Which modifications were baselined: those that change the operator's systems, or others."""
    version: Version | None = None
    """The version of the RID that was agreed, such as 0.4."""
    from_: Day | None = None
    """The date of go-live before."""
    to: Day | None = None
    """The date of go-live that was requested or decided."""
    until: Day | None = None
    """The last day up to which a later date may be chosen."""
    of: BodyRef | None = None
    """The body of which the date was requested, by its short name."""
    under: Words | None = None
    """The provision under which it was requested, such as 'D10.5'."""
    because: ProseText | None = None
    """The reason that was given."""
    code_version: Version | None = None
    """The version of the Code that the release brings in, from this day on."""
    further_additions: FurtherAdditions | None = None
    """Whether more modifications may join the release, from this day on."""
    published: Day | None = None
    """The day on which that version of the Code was published, known from this day on."""
    note: ProseText | None = None
    """Anything else worth knowing about it."""
    source: SourceRef | None = None
    """The document or page that says so."""
    where: Link | None = None
    """The web address at which it stands."""
    line: Number | None = None
    """The line of the source on which it stands."""
    waive: tuple[Waiver, ...] = ()
    """Findings about this entry that are allowed."""

    @model_validator(mode="after")
    def _fits_its_event(self) -> Self:
        # A key that stands there without a value counts: that it is empty was reported already.
        given = self.model_fields_set
        keys = RELEASE_EVENTS[self.event]
        lacking = sorted(map(kebab, keys.needs - given))
        if lacking:
            raise fault("M105", f"event {self.event!r} needs {', '.join(map(repr, lacking))}")
        surplus = sorted(map(kebab, (given & _ABOUT_ITS_DATE) - keys.takes))
        if surplus:
            listed = ", ".join(map(repr, surplus))
            raise fault("M105", f"{listed} cannot be used with event {self.event!r}")
        return self


class Release(Shape):
    """`release.yaml`: the package. Its scope is derived from the modifications, never listed."""

    id: ReleaseId
    """The month it goes live in, such as 2022-11, or the day of a standalone one."""
    name: ProseLine
    """What documents call it, such as 'November 2022 SEC Release'."""
    kind: ReleaseKindRef
    """Its kind, such as scheduled: one of the year's releases."""
    code_version: Version | None = None
    """The version of the Code that it brings in, such as 49.0."""
    published: Day | None = None
    """The day on which that version of the Code was published."""
    go_live: Day | None = None
    """Its day, where no timeline gives it."""
    further_additions: FurtherAdditions | None = None
    """Whether more modifications may still join it."""
    change_requests: Annotated[tuple[ChangeRequest, ...] | None, OrNone(tuple)] = None
    """Changes of the operator's own that go live with it, or none."""
    specifications: Annotated[tuple[SpecificationVersion, ...] | None, OrNone(tuple)] = None
    """The versions of Technical Specifications that it brings in, or none."""
    also_lists: tuple[AlsoLists, ...] = ()
    """Documents listed as updated although no modification changes them."""
    designations: tuple[Designation, ...] = ()
    """Documents that change with it by designation of an authority, and by no modification."""
    impact_statements: Annotated[tuple[ImpactStatement, ...] | None, OrNone(tuple)] = None
    """Sentences about what it means for those affected; none where nothing is to be said of it."""
    administrator_impacts: RidTextOrNone | None = None
    """What it means for the administrator of the Code; none where it does not affect it."""
    other_codes: RidTextOrNone | None = None
    """What it means for other codes; none where it affects none."""
    assumptions: tuple[RidText, ...] = ()
    """What the plan takes for granted, one sentence each."""
    test_strategy: Annotated[tuple[RidText, ...] | None, OrNone(tuple)] = None
    """How it is to be tested, one paragraph each; none where it needs no strategy."""
    costs: Costs | None = None
    """What is said of its costs beyond the modifications' own."""
    administrator_effort: Annotated[tuple[Effort, ...] | None, OrNone(tuple)] = None
    """The administrator's effort, item by item, or none."""
    acceptance_criteria: OwnCriteria | None = None
    """Criteria that replace the standard ones."""
    acceptance: tuple[CriterionReport, ...] = ()
    """What was reported of the acceptance criteria, criterion by criterion."""
    history: tuple[ReleaseEntry, ...] = ()
    """What happened to the release as a whole."""
    source: SourceRef | None = None
    """The document that most of this comes from."""
    line: Number | None = None
    """The line of the source on which it begins."""
    stated: tuple[StatedFigure, ...] = ()
    """Figures that published documents state about it."""
    waive: tuple[Waiver, ...] = ()
    """Findings about the release that are allowed."""


class SourcedRule(Shortened):
    """A rule of a milestone with its reason and where it comes from."""

    SHORT = "rule"

    rule: PhraseLine
    """The rule: 'at least 10 working days before go-live'."""
    because: ProseText | None = None
    """The reason for it."""
    source: SourceRef | None = None
    """The document that requires it."""


class StatedDate(Shortened):
    """A date that a published document states, and which document."""

    SHORT = "says"

    says: DayOrMonth
    """The date as the document states it."""
    source: SourceRef | None = None
    """The document; without it, the one that the timeline names in 'stated-by'."""


class EarlierPlan(Shape):
    """What a timeline said of a milestone on every day before `until`.

    Keys that it gives replace those of the newer row, or of the milestone; 'when' and 'due' are
    one key in this.
    """

    until: Day
    """The day from which the newer row holds, or the milestone as it is."""
    title: RidLine | None = None
    """What the timetable called it."""
    noun: RidLine | None = None
    """What rules of other rows called it."""
    when: PhraseLine | None = None
    """Its date, or the phrase that gave it; 'tba' where none was planned."""
    due: PhraseLine | None = None
    """Its last permitted day, as a date or a phrase."""
    rules: Annotated[tuple[SourcedRule, ...], NONE_OR_MANY] = ()
    """Rules that its date had to keep; 'none' where there were none."""
    at: TimeOfDay | None = None
    """The time of that day, such as 17:00."""
    falls_on: PhraseLine | None = None
    """The kind of day it had to be, such as 'working day'."""
    because: ProseText | None = None
    """Why it was on that date."""
    source: SourceRef | None = None
    """The document that gave the date."""
    by: BodyRef | None = None
    """The body whose act it was, by its short name."""
    paper_for: MilestoneRef | None = None
    """The milestone, a meeting, for which this handed in the paper."""
    notes: RidText | None = None
    """What the timetable noted about it."""
    provisional: Flag = False
    """Whether the timetable marked the date as provisional."""
    fixed: Flag = False
    """Whether the date could not be moved to make a plan fit."""
    moved_by: BodyRef | None = None
    """The body that moved it on that day, by its short name."""

    @model_validator(mode="after")
    def _at_most_one_date(self) -> Self:
        if {"when", "due"} <= self.model_fields_set:
            raise fault("Y202", "an earlier plan has either 'when' or 'due', not both")
        return self

    @property
    def dates(self) -> bool:
        """Whether it says for which day the milestone was planned."""
        return not {"when", "due"}.isdisjoint(self.model_fields_set)


class Milestone(Shape):
    """A row of the timetable: a date (or the phrase that gives it), or a deadline.

    A submission says by `paper_for` for which meeting, another row, it is a paper.
    """

    title: RidLine
    """What the timetable calls it."""
    noun: RidLine | None = None
    """What rules of other rows call it within a sentence, such as 'the start of UIT'."""
    when: PhraseLine | None = None
    """Its date, or the phrase that gives it: 'last CSC meeting before go-live'."""
    due: PhraseLine | None = None
    """Its last permitted day, as a date or a phrase."""
    rules: tuple[SourcedRule, ...] = ()
    """Rules that its date must keep."""
    at: TimeOfDay | None = None
    """The time of that day, such as 17:00; nothing counts with it."""
    falls_on: PhraseLine | None = None
    """The kind of day it must be, such as 'working day'."""
    because: ProseText | None = None
    """Why it is on that date."""
    source: SourceRef | None = None
    """The document that gives the date."""
    stated: Annotated[tuple[StatedDate, ...], ONE_OR_MANY] = ()
    """The dates that published documents state: each compared as of its day, never used."""
    by: BodyRef | None = None
    """The body whose act it is, by its short name."""
    paper_for: MilestoneRef | None = None
    """The milestone, a meeting, for which this hands in the paper, such as csc-tad."""
    notes: RidText | None = None
    """What the timetable notes about it."""
    provisional: Flag = False
    """Whether the timetable marks the date as provisional."""
    fixed: Flag = False
    """Whether the date may not be moved to make a plan fit."""
    since: Day | None = None
    """The day from which it was planned: before it, the timetable had no such row."""
    until: Day | None = None
    """The day from which it was no longer planned."""
    was: tuple[EarlierPlan, ...] = ()
    """What the timeline said of it before, newest first."""
    waive: tuple[Waiver, ...] = ()
    """Findings about this milestone that are allowed."""

    @model_validator(mode="after")
    def _one_date(self) -> Self:
        # A key that stands there without a value counts: that it is empty was told already.
        if ("when" in self.model_fields_set) == ("due" in self.model_fields_set):
            raise fault(
                "Y202", "a milestone has either 'when' (its date) or 'due' (its last permitted day)"
            )
        return self


class Timeline(Shape):
    """`timeline.yaml`: the milestones of a release in the order the timetable prints them."""

    release: OwnReleaseRef
    """The release whose timeline it is, such as 2022-11."""
    stated_by: SourceRef | None = None
    """The document whose dates 'stated' repeats."""
    known_from: Day | None = None
    """The day from which its dates are known; before it only those that 'since' or 'was' give."""
    milestones: dict[MilestoneId, Milestone]
    """The milestones by id, in the order of the timetable."""
    waive: tuple[Waiver, ...] = ()
    """Findings about the timeline that are allowed."""
