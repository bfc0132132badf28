"""Whether a release is ready: each modification, each acceptance criterion, and the decision."""

from __future__ import annotations

from typing import Literal

from sectool.dates import When
from sectool.history import Standing
from sectool.model.modification import Entry
from sectool.model.release import Release
from sectool.planning.back_plan import BackPlan, back_plan
from sectool.planning.next_release import NextRelease, next_release
from sectool.queries.acceptance import ReportedCriterion, reported_criteria
from sectool.queries.cut_offs import CutOffVerdict, Window, admission_of, cut_off_for
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import RegisterOn
from sectool.queries.roles import role_in_release
from sectool.values import dataclass

__all__ = [
    "STATES",
    "Readiness",
    "ReadinessState",
    "ReadyRow",
    "ReleaseDecision",
    "readiness_of",
]

# Approved for it · admitted by exception, and undecided · undecided, and every step in time ·
# undecided, and something is late or may be · undecided, and past its cut-off · undecided, and
# nothing gives a cut-off.
ReadinessState = Literal["in", "let-in", "on-course", "at-risk", "missed", "not-known"]
STATES: tuple[ReadinessState, ...] = (
    *("in", "let-in", "on-course", "at-risk", "missed", "not-known"),
)


@dataclass(frozen=True)
class ReadyRow:
    """A modification that a release is to bring in, and whether it will, by all that is planned.

    `plan` is that of an undecided one, None where none can be made; `later` the release to which
    it falls if it misses this one.
    """

    standing: Standing
    state: ReadinessState
    verdict: CutOffVerdict | None = None
    plan: BackPlan | None = None
    later: NextRelease | None = None
    admission: Entry | None = None


@dataclass(frozen=True)
class ReleaseDecision:
    """The decision whether the release goes live: when it is planned, and who takes it."""

    title: str
    window: Window | None
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Readiness:
    """How a release stands on a day."""

    on: RegisterOn
    release: Release
    go_live: When | None
    live: bool
    cancelled: bool
    rows: tuple[ReadyRow, ...]
    criteria: tuple[ReportedCriterion, ...]
    decisions: tuple[ReleaseDecision, ...]

    def of(self, *states: ReadinessState) -> tuple[ReadyRow, ...]:
        return tuple(row for row in self.rows if row.state in states)

    @property
    def missed(self) -> bool:
        """Whether a modification has missed its cut-off."""
        return bool(self.of("missed"))

    @property
    def at_risk(self) -> bool:
        """Whether a modification has missed its cut-off or may miss it, nobody knows whether it
        can, or a criterion was reported as not met."""
        unmet = any(one.state == "not-met" for one in self.criteria)
        return unmet or bool(self.of("missed", "at-risk", "not-known"))


def readiness_of(on: RegisterOn, release: Release) -> Readiness:
    """How a release stands on a day: what is approved for it or may still be, by number."""
    scope = on.scope(release.id)
    approved = {standing.id for standing in scope.approved}
    rows = tuple(
        ReadyRow(standing, "in")
        if standing.id in approved
        else _undecided(on, release.id, standing)
        for standing in scope.all
    )
    return Readiness(
        on,
        release,
        on.go_live(release.id),
        release.id in on.live,
        on.cancellation(release.id) is not None,
        rows,
        reported_criteria(on, release),
        tuple(_decisions(on, release.id)),
    )


def _undecided(on: RegisterOn, release: str, in_release: Standing) -> ReadyRow:
    # Steps are those of the whole modification, whichever of its parts go with the release.
    standing = on.standing(in_release.id) or in_release
    verdict, admission = cut_off_for(on, standing, release), admission_of(on, standing, release)
    try:
        plan = back_plan(on, standing, release)
    except Unavailable:
        plan = None
    state = _state(standing, verdict, plan, admission)
    later = next_release(plan) if plan is not None and plan.cut_off is not None else None
    return ReadyRow(standing, state, verdict, plan, later, admission)


def _state(
    standing: Standing,
    verdict: CutOffVerdict | None,
    plan: BackPlan | None,
    admission: Entry | None,
) -> ReadinessState:
    if verdict is not None and verdict.state == "missed":
        return "missed"
    if admission is not None:
        return "let-in"
    if standing.on_hold or standing.dormant or standing.is_referred:
        return "at-risk"
    if plan is None:
        return _by_verdict(verdict)
    match plan.state:
        case "fits":
            return "on-course"
        case "missed":
            return "missed"
        case "no-cut-off":
            return "not-known"
        case _:
            return "at-risk"


def _by_verdict(verdict: CutOffVerdict | None) -> ReadinessState:
    """Where no step before a cut-off is defined, or there is no calendar: by the cut-off alone."""
    if verdict is None or verdict.window is None:
        return "not-known"
    return "at-risk" if verdict.state == "may-be-missed" else "on-course"


def _decisions(on: RegisterOn, release: str) -> list[ReleaseDecision]:
    schedule = on.schedule(release)
    found = []
    for act in on.register.acts("go-live"):
        role = on.register.roles[act]
        row = schedule.milestones.get(role.milestone or "") if schedule is not None else None
        bodies = tuple(body.short for body in role_in_release(on, act, release).bodies)
        if row is not None:
            found.append(ReleaseDecision(row.milestone.title, row.window, bodies))
    return found
