"""The register as a whole, and which file each piece of it lives in."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import Any

from sectool.diagnostic import Address
from sectool.model.acceptance import Criteria
from sectool.model.back_plan import BackPlanStep
from sectool.model.change_freeze import ChangeFreeze
from sectool.model.code_words import CodeWords
from sectool.model.consultations import UsualConsultation
from sectool.model.cut_off_rule import CutOffRule
from sectool.model.document_kinds import CalledDocument, KindOfDocument
from sectool.model.id_series import Ids, IdSeries
from sectool.model.issued import Issue
from sectool.model.kind import Kind
from sectool.model.life_cycle_table import AssessmentKind, LifeCycleTable
from sectool.model.lifecycle import Holder, LifeCycle
from sectool.model.modification import Modification
from sectool.model.participants import Parties
from sectool.model.plan_limits import PlanLimits
from sectool.model.publication import Publication
from sectool.model.reference import (
    Body,
    Calendar,
    CostPhase,
    DayRate,
    LeadTime,
    SecDocument,
    Source,
    SpecificationSeries,
    Term,
    TestPhase,
    TimelineLane,
    Vocabulary,
)
from sectool.model.release import Release, Timeline
from sectool.model.release_kinds import ReleaseKind
from sectool.model.roles import GeneralAct, Role, acts_known_as
from sectool.model.settings import Settings
from sectool.model.texts import (
    ActId,
    AssessmentKindId,
    BodyKey,
    ConsultationId,
    CostPhaseId,
    DocumentId,
    KindKey,
    PatternKey,
    ReleaseKindId,
    SourceId,
    SpecificationName,
    TermName,
    TestPhaseId,
)
from sectool.model.timeline_patterns import TimelinePattern
from sectool.values import dataclass
from sectool.workspace.root import SETTINGS_FILE as SETTINGS_FILE

# Where the files of a register lie, beside its settings.
REGISTER_FOLDERS = ("reference", "modifications", "releases", "publications")

# What the name of a record of issued versions has after that of its publication.
ISSUED = ".issued"

# Each file of `reference/` by the field of Register that it fills, with its shape.
REFERENCE_FILES: dict[str, tuple[str, object]] = {
    # The first: by it the ids in all others are read.
    "id_series": ("reference/id-series.yaml", tuple[IdSeries, ...]),
    "sources": ("reference/sources.yaml", dict[SourceId, Source]),
    "bodies": ("reference/bodies.yaml", dict[BodyKey, Body]),
    "calendar": ("reference/calendar.yaml", Calendar),
    "change_freezes": ("reference/change-freezes.yaml", tuple[ChangeFreeze, ...]),
    "parties": ("reference/participants.yaml", Parties),
    "documents": ("reference/documents.yaml", dict[DocumentId, SecDocument]),
    "specifications": (
        "reference/specifications.yaml",
        dict[SpecificationName, SpecificationSeries],
    ),
    "cost_phases": ("reference/cost-phases.yaml", dict[CostPhaseId, CostPhase]),
    "criteria": ("reference/acceptance-criteria.yaml", Criteria),
    "glossary": ("reference/glossary.yaml", dict[TermName, Term]),
    "day_rates": ("reference/day-rates.yaml", tuple[DayRate, ...]),
    "test_phases": ("reference/test-phases.yaml", dict[TestPhaseId, TestPhase]),
    "timeline_lanes": ("reference/timeline-lanes.yaml", tuple[TimelineLane, ...]),
    "timeline_patterns": ("reference/timeline-patterns.yaml", dict[PatternKey, TimelinePattern]),
    "lead_times": ("reference/lead-times.yaml", tuple[LeadTime, ...]),
    "life_cycle_table": ("reference/life-cycle.yaml", LifeCycleTable),
    "roles": ("reference/roles.yaml", dict[ActId, Role]),
    "assessment_kinds": ("reference/assessments.yaml", dict[AssessmentKindId, AssessmentKind]),
    "consultations": (
        "reference/consultations.yaml",
        dict[ConsultationId, UsualConsultation],
    ),
    "cut_off_rules": ("reference/cut-offs.yaml", tuple[CutOffRule, ...]),
    "back_plan": ("reference/back-plan.yaml", tuple[BackPlanStep, ...]),
    "plan_limits": ("reference/plan-limits.yaml", PlanLimits),
    "release_kinds": ("reference/release-kinds.yaml", dict[ReleaseKindId, ReleaseKind]),
    "code_words": ("reference/words.yaml", CodeWords),
    "document_kinds": ("reference/document-kinds.yaml", dict[KindOfDocument, CalledDocument]),
    "vocabularies": ("reference/stages.yaml", dict[KindKey, Vocabulary]),
}

# Those of them that a profile ships, as `profiles/sec/participants.yaml`; a register's own replaces
# the shipped one whole.
SHIPPED_TABLES = frozenset(
    (
        "id_series",
        "parties",
        "cost_phases",
        "criteria",
        "test_phases",
        "timeline_lanes",
        "timeline_patterns",
        "lead_times",
        "life_cycle_table",
        "roles",
        "assessment_kinds",
        "consultations",
        "cut_off_rules",
        "back_plan",
        "plan_limits",
        "release_kinds",
        "code_words",
        "document_kinds",
        "vocabularies",
    )
)


@dataclass(frozen=True)
class Register:
    """Everything the files say, as far as they could be read.

    A file with faults leaves its piece empty here; its faults are told beside the register.
    """

    settings: Settings | None = None
    id_series: tuple[IdSeries, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    calendar: Calendar | None = None
    change_freezes: tuple[ChangeFreeze, ...] = ()
    parties: Parties | None = None
    documents: dict[str, SecDocument] = field(default_factory=dict)
    specifications: dict[str, SpecificationSeries] = field(default_factory=dict)
    cost_phases: dict[str, CostPhase] = field(default_factory=dict)
    criteria: Criteria | None = None
    glossary: dict[str, Term] = field(default_factory=dict)
    day_rates: tuple[DayRate, ...] = ()
    test_phases: dict[str, TestPhase] = field(default_factory=dict)
    timeline_lanes: tuple[TimelineLane, ...] = ()
    timeline_patterns: dict[str, TimelinePattern] = field(default_factory=dict)
    lead_times: tuple[LeadTime, ...] = ()
    life_cycle_table: LifeCycleTable | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    assessment_kinds: dict[str, AssessmentKind] = field(default_factory=dict)
    consultations: dict[str, UsualConsultation] = field(default_factory=dict)
    cut_off_rules: tuple[CutOffRule, ...] = ()
    back_plan: tuple[BackPlanStep, ...] = ()
    plan_limits: PlanLimits | None = None
    release_kinds: dict[str, ReleaseKind] = field(default_factory=dict)
    code_words: CodeWords | None = None
    document_kinds: dict[Kind, CalledDocument] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    modifications: dict[str, Modification] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    timelines: dict[str, Timeline] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    # What was issued, by the publication's name: kept for comparison, and no fact of a document.
    issued: dict[str, tuple[Issue, ...]] = field(default_factory=dict)
    # Names of files that exist but could not be read whole, or are not read for their names.
    broken: frozenset[str] = frozenset()
    # Files of `broken` by the names that they should have, as far as it can be seen.
    misnamed: dict[str, str] = field(default_factory=dict)
    # Files of `reference/` that are not there: the tables of the profile stand for them.
    shipped: frozenset[str] = frozenset()
    # Files of `reference/` that are there and have no row: what is named of them is not there.
    without_rows: frozenset[str] = frozenset()
    # What was worked out from it, by who worked it out and of what: nobody does it again, and it
    # goes when the register goes. A changed copy starts with nothing kept.
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def unread(self) -> frozenset[str]:
        """The files that hold something which is missing here, by the names they should have.

        Whatever would be found in one of them is not unknown: that is no further fault.
        """
        return self.broken | self.misnamed.keys()

    @cached_property
    def ids(self) -> Ids:
        """What its series of ids say."""
        return Ids(self.id_series)

    @cached_property
    def life_cycle(self) -> LifeCycle:
        """The stages and steps of its Code; without a table of them, it knows none."""
        holders = (
            Holder(body.short, power.act, power.from_, power.to)
            for body in self.bodies.values()
            for power in body.powers
        )
        return LifeCycle(self.life_cycle_table, self.consultations, holders)

    @property
    def words(self) -> CodeWords:
        """What the Code calls things; general words, where it says nothing."""
        return self.code_words or CodeWords.model_construct()

    def acts(self, general: GeneralAct) -> tuple[str, ...]:
        """The acts of its Code that are one of those that Python knows."""
        return acts_known_as(self.roles, general)

    def body_called(self, short: str) -> Body | None:
        """The body whose short name is `short`."""
        return next((body for body in self.bodies.values() if body.short == short), None)


def reference(name: str, *path: str | int) -> Address:
    """A place in a file of `reference/`, by the field of Register that it fills."""
    return Address(REFERENCE_FILES[name][0], path)


def modification_file(id_: str) -> str:
    return f"modifications/{id_}.yaml"


def modification_of(file: str) -> str | None:
    """The id of the modification whose file this is; None for any other file."""
    folder, _, name = file.partition("/")
    return name.removesuffix(".yaml") if folder == "modifications" else None


def release_file(id_: str) -> str:
    return f"releases/{id_}/release.yaml"


def timeline_file(id_: str) -> str:
    return f"releases/{id_}/timeline.yaml"


def publication_file(name: str) -> str:
    return f"publications/{name}.yaml"


def issued_file(name: str) -> str:
    return f"publications/{name}{ISSUED}.yaml"
