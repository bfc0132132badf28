"""The life cycle of a modification as data: which step may follow which stage, and where it leads.

Two ideas carry it. A paper tells the step it is about and leaves out the small ones before it,
so a stage may be left by a `QUIET` move that no entry records: a vote proves that the Report
Phase had begun. And a stage that nobody saw is `unknown`, which anything may follow.
"""

from typing import NamedTuple, get_args

from sectool.model.modification import Entry, Stage

UNKNOWN: Stage = "unknown"
STAGES: tuple[Stage, ...] = get_args(Stage)

# The stages of a Modification Proposal in which no decision was taken yet.
_PROPOSED: tuple[Stage, ...] = (
    "initial-consideration",
    "refinement",
    "report",
    "with-authority",
    "sent-back",
)
# Those in which a proposal is open: a referred decision is not the last word.
BEFORE_DECISION: frozenset[Stage] = frozenset({"draft", *_PROPOSED, "referred"})
# Nothing more is to come after these.
ENDS: frozenset[Stage] = frozenset({"implemented", "rejected", "withdrawn", "split"})

# What may have happened without an entry: the stages a proposal moves on to, nearest first.
# Decisions, referrals and ends are no quiet moves: the papers tell every one of them.
QUIET: dict[Stage, tuple[Stage, ...]] = {
    "draft": ("refinement", "report", "with-authority"),
    "initial-consideration": ("refinement", "report", "with-authority"),
    "refinement": ("report", "with-authority"),
    "report": ("with-authority",),
    "sent-back": ("refinement", "report", "with-authority"),
}


class StageStep(NamedTuple):
    """What an entry does: the stages it may come after, and the one it leads to (None: none).

    `moved_by` is the only body whose word moves the stage: others merely recommend it.
    `shows` is the stage that the step proves where the last known one could not have had it.
    `gaps` are the stages it may come after where a decision between them is on no page.
    """

    after: frozenset[Stage]
    to: Stage | None = None
    moved_by: str | None = None
    shows: Stage = UNKNOWN
    gaps: frozenset[Stage] = frozenset()


_ANY: frozenset[Stage] = BEFORE_DECISION | ENDS | {"approved"}


def _step(
    *after: Stage,
    to: Stage | None = None,
    moved_by: str | None = None,
    shows: Stage = UNKNOWN,
    gaps: frozenset[Stage] = frozenset(),
) -> StageStep:
    return StageStep(frozenset(after), to, moved_by, shows, gaps)


_ASSESSED = _step("refinement", "report", "sent-back", shows="refinement")
# Old papers tell what became of a modification and not who decided it: that is a gap in what was
# written down, and no contradiction. After an end it would be one.
_PENDING = _step("approved", shows="approved", gaps=BEFORE_DECISION)

# Every step by its event, and by the value that tells steps of one event apart (`step_of`).
STEPS: dict[str, StageStep] = {
    # Nothing comes before these.
    "raised as DP": _step(to="draft"),
    # A proposal with a number of the first series began with an Initial Modification Report: the
    # three that were new on 7 June 2017 are all shown so. Later ones begin as drafts, and one
    # that was raised as a modification has passed that stage, as a converted one has.
    "raised as SECMP": _step(to="initial-consideration"),
    "raised as MP": _step(to="refinement"),
    "converted": _step("draft", to="refinement"),
    "retitled": _step(*BEFORE_DECISION, "approved"),
    "split": _step("draft", *_PROPOSED, to="split"),
    "noted": StageStep(_ANY),
    "discussed": StageStep(_ANY),
    "agreed": StageStep(_ANY),
    "expected": StageStep(_ANY),
    "assessment-requested": _ASSESSED,
    "assessment-approved": _ASSESSED,
    "assessment-deferred": _ASSESSED,
    "assessment-accepted": _ASSESSED,
    # The answer may come late: a proposal goes on without it.
    "assessment-returned": _step(
        "refinement", "report", "with-authority", "sent-back", shows="refinement"
    ),
    "consultation rfi": _step("draft", *_PROPOSED),
    "consultation refinement": _step("refinement", to="refinement"),
    "consultation modification-report": _step("report", to="report"),
    "recommended towards conversion": _step("draft", shows="draft"),
    "recommended towards refinement": _step("draft", *_PROPOSED, to="refinement", moved_by="Panel"),
    "recommended towards report": _step("refinement", to="report", moved_by="Panel"),
    # The Change Board's vote on a proposal that the Authority is to determine.
    "recommended towards authority": _step("report", to="with-authority"),
    "approved": _step("report", "with-authority", to="approved"),
    "rejected": _step("report", "with-authority", to="rejected"),
    # From the Change Board to the Panel, and from there once more to the Authority.
    "referred": _step("approved", "rejected", to="referred", gaps=frozenset(_PROPOSED)),
    # Where these two lead depends on what was referred (`after`).
    "upheld": _step("referred", gaps=frozenset({*_PROPOSED, "approved", "rejected"})),
    "overturned": _step("referred", gaps=frozenset({*_PROPOSED, "approved", "rejected"})),
    "sent-back": _step("with-authority", "referred", to="sent-back"),
    "targeted": _step(*_PROPOSED),
    "dropped": _step(*_PROPOSED, "referred", "approved"),
    # By exception: the cut-off or the baseline had passed, before its decision or with it.
    "admitted": _step(*_PROPOSED, "referred", "approved"),
    "scheduled": _step(*_PROPOSED, "referred", "approved"),
    "date-requested": _PENDING,
    "date-directed": _PENDING,
    "discretion-used": _PENDING,
    # It leads to `implemented` once every part is.
    "implemented": _step("approved", to="implemented", shows="approved", gaps=BEFORE_DECISION),
    "withdrawn": _step("draft", *_PROPOSED, to="withdrawn"),
    "on-hold": _step("draft", *_PROPOSED),
    "resumed": _step("draft", *_PROPOSED),
}

BEGINNINGS = frozenset(name for name, step in STEPS.items() if not step.after)
# Steps that may come at any time: no list of what could have come names them.
ANY_TIME = frozenset(name for name, step in STEPS.items() if step.after >= _ANY)


def step_of(entry: Entry, id_: str) -> str | None:
    """The name in STEPS of what an entry of the modification `id_` records; None: a stage."""
    match entry.event:
        case None:
            return None
        case "raised":
            early = entry.as_ == "MP" and id_.startswith("SECMP")
            return "raised as SECMP" if early else f"raised as {entry.as_}"
        case "consultation":
            return f"consultation {entry.kind}"
        case "recommended":
            return f"recommended towards {entry.towards}"
        case event:
            return event


def may_follow(name: str, stage: Stage) -> bool:
    """Whether a step can come after a stage, with quiet moves between them or without."""
    after = STEPS[name].after
    if name in BEGINNINGS:
        return False
    return stage == UNKNOWN or stage in after or not after.isdisjoint(QUIET.get(stage, ()))


def leaves_a_gap(name: str, stage: Stage) -> bool:
    """Whether a step can come after a stage only if a decision between them was told nowhere."""
    return not may_follow(name, stage) and stage in STEPS[name].gaps


def could_follow(stage: Stage) -> tuple[str, ...]:
    """The steps that can come after a stage, in the order of STEPS, but for those of any time."""
    return tuple(name for name in STEPS if name not in ANY_TIME and may_follow(name, stage))


def stage_after(name: str, stage: Stage, by: str | None = None) -> Stage:
    """The stage that a step leads to, or proves, where it cannot lead there by itself.

    `upheld`, `overturned` and `implemented` are the caller's: they depend on more than a stage.
    """
    step = STEPS[name]
    if step.to is not None and step.moved_by in (None, by):
        return step.to
    if stage in step.after:
        return stage
    quiet = (passed for passed in QUIET.get(stage, ()) if passed in step.after)
    return next(quiet, step.shows)


# The steps of one assessment, by the one that came last (None: none did). A Preliminary
# Assessment needs no approval, and papers leave the first steps out.
ASSESSMENT_STEPS: dict[str | None, tuple[str, ...]] = {
    None: ("requested", "approved", "deferred", "accepted", "returned"),
    "requested": ("approved", "deferred", "accepted", "returned"),
    # The approval that ends a deferral is one of the steps that papers leave out.
    "deferred": ("requested", "approved", "deferred", "accepted", "returned"),
    "approved": ("accepted", "returned"),
    # An approval that comes after the work began is told by a rule of its own (M118).
    "accepted": ("approved", "returned"),
    "returned": (),
}
ASSESSMENT = "assessment-"

# What bodies may do, and the steps that are such an act. One body with any of the powers for a
# step may take it. `baseline-release` and `go-no-go` are acts about releases.
POWERS: dict[str, tuple[str, ...]] = {
    "convert": ("converted",),
    "recommend-conversion": ("recommended towards conversion",),
    "approve-assessment": ("assessment-approved", "assessment-deferred"),
    "vote": ("approved", "rejected", "recommended towards authority"),
    "determine": ("approved", "rejected", "sent-back"),
    "decide-referral": ("upheld", "overturned"),
    "request-date": ("date-requested",),
    "direct-date": ("date-directed",),
    "use-discretion": ("discretion-used",),
    "baseline-release": (),
    "go-no-go": (),
}
