"""The RID as a value: its facts as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sectool.blocks import Grid
from sectool.datelang.evaluate import Window
from sectool.dates import When
from sectool.documents.edition import Edition
from sectool.documents.first_page import FirstPage
from sectool.documents.parts import AnnexLine, Cancelled
from sectool.documents.roles import Roles
from sectool.documents.terms import Causes, PhaseTotals, Terms, Worded
from sectool.lanes import PlanLanes
from sectool.pictured import Stacks
from sectool.values import dataclass

TICK = "✓"


@dataclass(frozen=True)
class PartElsewhere:
    """A part that does not come with the release: with which other, or on which day, it does."""

    title: str
    release: str | None
    day: date | None


@dataclass(frozen=True)
class ScopeItem:
    """A modification or request of the operator in the scope list.

    `elsewhere` are its parts that go live apart from the release, as far as that is known. `asked`
    are the other implementation dates that were requested and had no answer by then, each with the
    part that it is for. `referred_to` is the body that an approval was referred to, and that has
    not decided yet. The cut-off may be a window, where it rests on a day that is open, or follow
    from a rule; `cut_off_missed` where it passed without a decision. `unconfirmed`: that it is in
    the release is assumed; `cut_off_unconfirmed`: the day of its cut-off date is. `admitted` is
    when it was admitted by exception, past its cut-off date (`admitted_seen`: by when at least).
    `came_from` are the releases with which it was to go until they were cancelled.
    """

    id: str
    title: str
    link: str | None
    says: str
    cut_off: date | None = None
    estimated: bool = False
    cut_off_because: str | None = None
    asked: tuple[tuple[date, str | None], ...] = ()
    referred_to: str | None = None
    elsewhere: tuple[PartElsewhere, ...] = ()
    cut_off_window: Window | None = None
    cut_off_by_rule: bool = False
    cut_off_missed: bool = False
    unconfirmed: bool = False
    cut_off_unconfirmed: bool = False
    admitted: When | None = None
    admitted_by: str | None = None
    admitted_seen: bool = False
    came_from: tuple[str, ...] = ()

    @property
    def admitted_has_day(self) -> bool:
        """Whether the day of its admission is known, and not the month alone."""
        return isinstance(self.admitted, date)

    @property
    def is_held_to_a_day(self) -> bool:
        """Whether its cut-off date, known or not, has not passed, and nothing has set it aside."""
        passed = self.cut_off_missed or self.admitted is not None
        return not passed and self.referred_to is None


@dataclass(frozen=True)
class DocumentImpact:
    """A document the release updates, by label and official title."""

    label: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class DesignatedDocuments:
    """Documents that change with the release by designation, and by whose."""

    by: str
    documents: tuple[DocumentImpact, ...]
    says: str | None


@dataclass(frozen=True)
class TimetableRow:
    """A row of the timetable: a day, a month, or the two ends of a window.

    `unknown` where nobody has recorded which date was planned then, if one was. `worded` are its
    notes as sentences, and whose act it is.
    """

    when: When | None
    window: Window | None
    title: str
    notes: str
    provisional: bool
    unknown: bool = False
    worded: Worded = Worded()


@dataclass(frozen=True)
class GoLiveMove:
    """That go-live was moved, or the release cancelled: from when, on whose decision and why.

    `when` is the day of it, or one by which it was so (`seen`). `by` and `because` are None where
    nobody recorded them, and so is `before`.
    """

    what: str
    when: When
    before: When | None
    to: When | None
    by: str | None = None
    because: str | None = None
    seen: bool = False

    @property
    def has_day(self) -> bool:
        """Whether its day is known, and not the month alone."""
        return isinstance(self.when, date)


@dataclass(frozen=True)
class CostTotal:
    """The sum of the cells that hold a figure, and how many cells hold none yet."""

    low: Decimal
    high: Decimal
    estimated: bool
    open_cells: int


@dataclass(frozen=True)
class EffortLine:
    """What the administrator's effort is for, in days and pounds."""

    purpose: str
    days: int
    at_most: bool
    pounds: Decimal | None


@dataclass(frozen=True)
class HistoryRow:
    """A row of the version control table; a draft has no date."""

    version: str
    dated: date | None
    changes: str


@dataclass(frozen=True)
class Rid:
    """Everything a Release Implementation Document says, before it is put into words.

    `left_out` are the modifications that are targeted and not yet decided, in a RID of approved
    ones alone; None where the scope is whole. `unsettled` are the sections about which nobody said
    anything: what is empty in them is not known to be none. `go_live_requested` is another day that
    was asked for and not yet decided about, `go_live_until` the last day to which go-live may still
    be moved. `without_statements`: it is recorded that nothing is to be said of what it means.
    `plan` is the timetable as it is drawn, where the Code has lanes for it, and `cost_bars` are the
    costs, where several modifications have any. `party_causes` and `operator_causes` are which
    modifications the statements of impacts come from.
    """

    code_name: str
    code_short: str
    administrator: str
    release_id: str
    release_name: str
    code_version: str | None
    classification: str
    edition: Edition
    go_live: When | None
    annexes: tuple[AnnexLine, ...]
    approved: tuple[ScopeItem, ...]
    targeted: tuple[ScopeItem, ...]
    further_system: bool | None
    further_other: bool | None
    change_requests: tuple[ScopeItem, ...]
    participants: Grid
    party_impacts: Grid
    operator_impacts: Grid
    administrator_impacts: str | None
    documents: tuple[DocumentImpact, ...]
    also_named: tuple[DocumentImpact, ...]
    document_matrix: Grid
    specification_matrix: Grid
    other_codes: str | None
    assumptions: tuple[str, ...]
    timetable: tuple[TimetableRow, ...]
    timetable_of: date | None
    test_strategy: tuple[str, ...]
    costs: Grid
    cost_total: CostTotal
    costs_determined: bool
    has_estimates: bool
    operational_costs: str
    operational_note: str | None
    effort: tuple[EffortLine, ...]
    operational_criteria: tuple[str, ...]
    testing_criteria: tuple[str, ...]
    history: tuple[HistoryRow, ...]
    unread: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] | None = None
    timetable_unknown: bool = False
    unsettled: tuple[str, ...] = ()
    has_unknown_dates: bool = False
    go_live_requested: date | None = None
    go_live_until: date | None = None
    designated: tuple[DesignatedDocuments, ...] = ()
    go_live_changes: tuple[GoLiveMove, ...] = ()
    without_statements: bool = False
    cancelled: Cancelled | None = None
    terms: Terms = Terms()
    roles: Roles = Roles()
    plan: PlanLanes | None = None
    first_page: FirstPage = FirstPage()
    cost_bars: Stacks | None = None
    party_causes: Causes = Causes()
    operator_causes: Causes = Causes()
    phase_totals: PhaseTotals = PhaseTotals()

    @property
    def timetable_names_bodies(self) -> bool:
        """Whether it is known of a step of the timetable whose act it is."""
        return any(row.worded.who for row in self.timetable)

    @property
    def timetable_has_notes(self) -> bool:
        """Whether there is anything to note about a step of the timetable."""
        return any(row.notes or row.provisional for row in self.timetable)

    @property
    def title(self) -> str:
        return self.terms.release_document

    @property
    def subtitle(self) -> str:
        return self.release_name

    def in_state(self, edition: Edition) -> Rid | None:
        """The same document in another state; None where more depends on it than its notices."""
        if self.annexes or edition.state == "reconstructed":
            return None
        return replace(self, edition=edition)

    def with_glossary(self, terms: Mapping[str, str]) -> Rid:
        """The same document with its table of terms, in the order of the alphabet."""
        ordered = sorted(terms.items(), key=lambda item: (item[0].lower(), item[0]))
        return replace(self, glossary=tuple(ordered))
