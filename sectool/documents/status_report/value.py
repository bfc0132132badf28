"""The shapes of what a Change Status Report says, from its parts to the whole.

Long because the report has five chapters, and its template is read with all of them in one place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sectool.blocks import Figures, Series
from sectool.dates import Month, When
from sectool.documents.authored import Authored
from sectool.documents.edition import Edition
from sectool.documents.parts import AnnexLine, Cancelled, ReleaseMove
from sectool.documents.roles import BodiesNamed, Roles
from sectool.documents.status_report.printed import PrintedFigures
from sectool.documents.terms import Worded
from sectool.pictured import Piece, StackedBar, Stacks
from sectool.queries.assumed import CONFIRMED, Unconfirmed
from sectool.values import dataclass

# A chart of fewer months than these would show a few small bars in a corner.
_FEW = 4


@dataclass(frozen=True)
class ReportWords:
    """What only people can write: a paragraph for the end of each section."""

    summary: Authored | None = None
    define: Authored | None = None
    working_groups: Authored | None = None
    refine: Authored | None = None
    opine: Authored | None = None
    releases: Authored | None = None


@dataclass(frozen=True)
class NamedModification:
    """A modification as text names it; `part` where only a part of it is meant.

    `unconfirmed`: what is assumed of what is said of it where it is named.
    """

    id: str
    title: str | None
    link: str | None
    part: str | None = None
    unconfirmed: Unconfirmed = CONFIRMED


@dataclass(frozen=True)
class PaperMeeting:
    """The meeting that the report goes to; its day where that is known."""

    body: str
    number: int | None
    day: date | None


@dataclass(frozen=True)
class StageCount:
    """A group of stages: how many were published, and those that the register names."""

    group: str
    published: int | None
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Pipeline:
    """How many proposals are in each group of stages, as printed: the same figures, to be drawn.

    `most` are the groups that have the most.
    """

    figures: Figures
    total: int
    highest: int
    most: tuple[str, ...]


@dataclass(frozen=True)
class Untold:
    """A month's end at which the stage of `known` proposals is on record, and of others is not."""

    month: Month
    known: int
    unknown: int


@dataclass(frozen=True)
class Course:
    """The proposals in each group of stages at the end of past months, where that is told.

    `gaps`: of some it is not told where they stood. `untold` is the month before the first.
    """

    figures: Figures
    gaps: bool
    untold: Untold | None

    @property
    def months(self) -> int:
        return len(self.figures.categories)

    @property
    def is_short(self) -> bool:
        """Whether it is told of too few months to be seen better than read."""
        return self.months < _FEW

    @property
    def is_empty(self) -> bool:
        """Whether no proposal stood in any stage in all that time."""
        return not any(value for series in self.figures.series for value in series.values)


@dataclass(frozen=True)
class Recommendation:
    """What goes to the meeting of the report, and towards which step."""

    named: NamedModification
    towards: str


@dataclass(frozen=True)
class Decision:
    """A vote or another decision, its path, and what became of it since.

    `recommended_to` is who had the last word on the day of a vote that is not the last.
    """

    named: NamedModification
    outcome: str
    by: str | None
    when: When
    path: str | None
    release: str | None
    referred_to: str | None
    recommended_to: BodiesNamed = BodiesNamed()


@dataclass(frozen=True)
class DecisionGroup:
    """Modifications on which a body decided the same under the same path."""

    outcome: str
    path: str | None
    items: tuple[NamedModification, ...]
    by: BodiesNamed = BodiesNamed()
    recommended_to: BodiesNamed = BodiesNamed()


@dataclass(frozen=True)
class NewProposal:
    """A proposal raised since the last report, and where it already went live."""

    named: NamedModification
    raised_as: str
    draft: bool
    proposer: str | None
    raised: When
    problem: str | None
    implemented: When | None
    release: str | None
    unconfirmed_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Discussed:
    """A modification that a meeting took, and what it was about."""

    named: NamedModification
    about: str | None


@dataclass(frozen=True)
class GroupMeeting:
    """A meeting of those who work out solutions; `proposed` ones rest on its pattern alone.

    `recorded` is whether anything tells what it took: otherwise the modifications are planned.
    """

    day: date
    extra: bool
    proposed: bool
    recorded: bool
    discussed: tuple[Discussed, ...]
    of: BodiesNamed = BodiesNamed()


@dataclass(frozen=True)
class OpenConsultation:
    """A consultation that readers can still answer, or whose closing day is not known."""

    named: NamedModification
    opened: When | None
    closes: date | None
    link: str | None


@dataclass(frozen=True)
class Awaited:
    """What was expected: on a day, in a month or in the week that begins on a Monday."""

    named: NamedModification
    day: date | None
    month: Month | None
    week_of: date | None


@dataclass(frozen=True)
class Consultations:
    """The consultations of one kind: open, expected, and expected by now."""

    open: tuple[OpenConsultation, ...]
    expected: tuple[Awaited, ...]
    overdue: tuple[Awaited, ...]


@dataclass(frozen=True)
class AssessmentRequest:
    """A decision on a request for an assessment, and when the operator accepted it."""

    named: NamedModification
    kind: str
    outcome: str
    when: When
    accepted: When | None
    because: str | None


@dataclass(frozen=True)
class Average:
    """Mean, median and how many kept their target, of the `n` that could be counted."""

    n: int
    mean: Decimal | None
    median: Decimal | None
    within: int
    with_target: int


@dataclass(frozen=True)
class AssessmentSummary:
    """The assessments of one kind, open or completed, by both ways of counting."""

    kind: str
    open: bool
    total: int
    counted: Average
    working: Average


@dataclass(frozen=True)
class AssessmentRow:
    """One assessment. `start` may be reckoned back from what its source says it took.

    `returned_by` is a day by which it had come back, where on which day is not known.
    """

    named: NamedModification
    kind: str
    start: When | None
    reckoned: bool
    returned: When | None
    target: int | None
    due: date | None
    late: bool
    counted: int | None
    working: int | None
    returned_by: date | None = None


@dataclass(frozen=True)
class ProposalSummary:
    """Proposals open or concluded: as published, and those that the register names."""

    open: bool
    published: int | None
    published_average: int | None
    total: int
    counted: Average
    working: Average


@dataclass(frozen=True)
class ReleaseLine:
    """A release and what it brings in, or brought in.

    `overdue`: its day has passed, and nothing tells that it went live. `seen`: the day is not
    that of going live, but that of the first word of it.
    """

    name: str
    go_live: When | None
    overdue: bool
    seen: bool
    items: tuple[NamedModification, ...]
    cancelled: Cancelled | None = None

    @property
    def has_day(self) -> bool:
        return isinstance(self.go_live, date)


@dataclass(frozen=True)
class LeftRelease:
    """A modification that left a release; `seen` where only that it had by then is known."""

    named: NamedModification
    release: str
    when: When
    seen: bool
    by: str | None
    because: str | None


@dataclass(frozen=True)
class DateMove:
    """Another implementation date, asked for, directed or chosen at discretion; `seen` as above.

    `instead_of` is the day that held till then, `of` who decides on a request.
    """

    named: NamedModification
    to: date
    instead_of: date | None
    by: str | None
    of: str | None
    when: When
    seen: bool


@dataclass(frozen=True)
class Differing:
    """A figure published with the report that the register derives otherwise."""

    figure: str
    of: str
    published: int
    derived: Decimal | None


@dataclass(frozen=True)
class OtherItem:
    """Something told in people's own words."""

    title: str
    says: str


@dataclass(frozen=True)
class StatusReport:
    """Everything a Change Status Report says, before it is put into words.

    `any_directed_seen`: one of the dates directed was only seen to be, perhaps long before.
    `unconfirmed_stages` are those of which it is assumed at which stage they stand. `voters` are
    those whose votes it tells, `recommenders`, `deciders` and `determiners` those whose
    recommendations, decisions on requests and determinations: not known where an entry names none.
    `refiners` are those whose meetings it lists.
    """

    title: str
    subtitle: str
    code_name: str
    code_short: str
    administrator: str
    website: str | None
    edition: Edition
    day: date
    since: date
    unread: tuple[str, ...]
    classification: str
    author: str | None
    reference: str | None
    meeting: PaperMeeting | None
    annexes: tuple[AnnexLine, ...]
    words: ReportWords
    stated_on: date | None
    stages: tuple[StageCount, ...]
    course: Course
    unknown: tuple[str, ...]
    on_hold: tuple[str, ...]
    last_known: int
    to_another_step: tuple[Recommendation, ...]
    to_report: tuple[Recommendation, ...]
    unanswered: tuple[Recommendation, ...]
    still_assessed: tuple[NamedModification, ...]
    not_expected: tuple[NamedModification, ...]
    voted: tuple[DecisionGroup, ...]
    votes: tuple[Decision, ...]
    new: tuple[NewProposal, ...]
    new_drafts: int
    conversions_recommended: tuple[Recommendation, ...]
    converted: tuple[Decision, ...]
    held: tuple[GroupMeeting, ...]
    coming: tuple[GroupMeeting, ...]
    information: Consultations
    before_report: Consultations
    reports: Consultations
    requests: tuple[AssessmentRequest, ...]
    requests_awaited: tuple[Awaited, ...]
    requests_overdue: tuple[Awaited, ...]
    period_from: date
    period_to: date
    convention: str
    convention_means: str
    working: str
    summary: tuple[AssessmentSummary, ...]
    ageing: Figures
    open: tuple[AssessmentRow, ...]
    completed: tuple[AssessmentRow, ...]
    reckoned: bool
    authority_decisions: tuple[Decision, ...]
    other_decisions: tuple[Decision, ...]
    after_votes: tuple[NamedModification, ...]
    dates_requested: tuple[DateMove, ...]
    dates_directed: tuple[DateMove, ...]
    referred: tuple[Decision, ...]
    proposals: tuple[ProposalSummary, ...]
    implemented: tuple[ReleaseLine, ...]
    pending: tuple[ReleaseLine, ...]
    dropped: tuple[LeftRelease, ...]
    items: tuple[OtherItem, ...]
    differing: tuple[Differing, ...]
    any_directed_seen: bool = False
    releases_requested: tuple[ReleaseMove, ...] = ()
    releases_moved: tuple[ReleaseMove, ...] = ()
    dates_chosen: tuple[DateMove, ...] = ()
    unconfirmed_stages: tuple[NamedModification, ...] = ()
    voters: BodiesNamed = BodiesNamed()
    recommenders: BodiesNamed = BodiesNamed()
    deciders: BodiesNamed = BodiesNamed()
    determiners: BodiesNamed = BodiesNamed()
    refiners: BodiesNamed = BodiesNamed()
    roles: Roles = Roles()
    classified: Worded = Worded()
    printed: PrintedFigures = PrintedFigures()

    @property
    def pipeline(self) -> Pipeline | None:
        """The proposals in each group, to be drawn; None where fewer than two groups have any."""
        numbers = {
            one.group: len(one.ids) if one.published is None else one.published
            for one in self.stages
        }
        if sum(map(bool, numbers.values())) <= 1:
            return None
        highest = max(numbers.values())
        return Pipeline(
            Figures(tuple(numbers), (Series("proposals", tuple(numbers.values())),)),
            sum(numbers.values()),
            highest,
            tuple(group for group, number in numbers.items() if number == highest),
        )

    @property
    def late(self) -> int:
        """How many open assessments are past their target."""
        return sum(one.late for one in self.open)

    @property
    def targeted(self) -> int:
        """How many of the open assessments have a target day."""
        return sum(one.due is not None for one in self.open)

    @property
    def in_time(self) -> Stacks | None:
        """The assessments that kept their targets, by kind; None where fewer than two have any."""
        bars = tuple(
            StackedBar(one.kind, (Piece(0, within, within), Piece(1, beyond, beyond)))
            for one in self.summary
            if not one.open and one.working.with_target
            for within in (one.working.within,)
            for beyond in (one.working.with_target - within,)
        )
        found = Stacks(("in time", "late"), bars)
        return found if found.total > 1 else None

    def in_state(self, edition: Edition) -> StatusReport:
        """The same report in another state."""
        return replace(self, edition=edition)
