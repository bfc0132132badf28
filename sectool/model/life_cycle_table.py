"""`life-cycle.yaml` and `assessments.yaml`: the way of a modification through its Code, as data.

Of a stage Python knows its kind alone, and of what happens the closed list of events. Which stages
there are, what leads from one to another and what they are called is the Code's own.
"""

from typing import Annotated, Literal

from pydantic import Field

from sectool.model.events import EventName
from sectool.model.shape import ONE_OR_MANY, DayOrMonth, Flag, Lasting, Shape
from sectool.model.texts import (
    ActRef,
    GroupId,
    Label,
    PathId,
    RecommendationId,
    Remark,
    ShortName,
    SourceRef,
    StageId,
    StageRef,
    Words,
)

# Before a proposal is a modification · while it is being decided · after a decision that is to be
# reviewed · after the decision, and before what it brings in is in force · when nothing more is to
# come · where nobody saw it.
StageKind = Literal["draft", "open", "referred", "decided", "ended", "unknown"]

_Stages = Annotated[tuple[StageRef, ...], ONE_OR_MANY]
_Kinds = Annotated[tuple[StageKind, ...], ONE_OR_MANY]
_Acts = Annotated[tuple[ActRef, ...], ONE_OR_MANY]


class StageRow(Lasting):
    """A stage in which a modification may stand, in the order of the life cycle."""

    title: Label
    """What it is called where the papers of the day have no word for it."""
    kind: StageKind
    """What Python knows of it: draft, open, referred, decided, ended or unknown."""
    group: GroupId | None = None
    """The group in which reports count it, such as refine; without it, they do not."""
    goes_on_to: _Stages = ()
    """The stages to which it may move on without an entry that says so, nearest first."""
    from_: DayOrMonth | None = None
    """The first day on which the Code had it, or its month."""
    to: DayOrMonth | None = None
    """The last day on which the Code had it, or its month."""
    source: SourceRef | None = None
    """The document or page that shows it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class PathRow(Lasting):
    """A path: who is to decide on a modification, and how."""

    title: Label
    """What it is called."""
    from_: DayOrMonth | None = None
    """The first day on which the Code had it, or its month."""
    to: DayOrMonth | None = None
    """The last day on which the Code had it, or its month."""
    source: SourceRef | None = None
    """The document or page that shows it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class StepRow(Shape):
    """What one event, or several alike, may follow and where it leads.

    A step without a stage or a kind to come after begins the history. One that leads nowhere leaves
    the stage as it is. Of steps of one event, `as` and `prefix`, or `towards`, tell which it is.
    """

    event: Annotated[tuple[EventName, ...], ONE_OR_MANY]
    """What happens, such as approved; several events that do the same in a list."""
    as_: ShortName | None = None
    """Of what is raised: as what, as the entry says it."""
    prefix: ShortName | None = None
    """Of what is raised: only of modifications whose id begins with this, such as SECMP."""
    towards: RecommendationId | None = None
    """Of a recommendation: towards what, as the entry says it."""
    title: Words | None = None
    """Of a recommendation: the words for what it is towards."""
    after: _Stages = ()
    """The stages that it may come after."""
    after_any: _Kinds = ()
    """The kinds of stages that it may come after, whichever stages these are."""
    to: StageRef | None = None
    """The stage to which it leads."""
    act: _Acts = ()
    """The act that it is: who takes the step needs the power for it, or for one of several."""
    moved_by: ActRef | None = None
    """The act that a body needs the power for, if its word alone is to move the stage."""
    shows: StageRef | None = None
    """The stage that it proves where the last known one could not have had it."""
    gap_after: _Stages = ()
    """The stages it may also come after, with a step between them that no paper told."""
    gap_after_any: _Kinds = ()
    """The kinds of stages for which the same holds."""


class LifeCycleTable(Shape):
    """`reference/life-cycle.yaml`: the stages, paths and steps of a Code."""

    stages: dict[StageId, StageRow]
    """The stages, in the order in which a modification mostly passes them."""
    paths: dict[PathId, PathRow] = Field(default_factory=dict)
    """The paths, in the order of the documents."""
    steps: tuple[StepRow, ...]
    """What may happen when, and where it leads, in the order of the lists of what could come."""


class AssessmentKind(Shape):
    """An item of `reference/assessments.yaml`: a kind of assessment, by what its ids begin with."""

    title: Label
    """What one is called, such as Preliminary Assessment."""
    plural: Label | None = None
    """What several are called, where that is not formed with an s."""
    target: Words | None = None
    """How long one is to take, such as '15 working days'."""
    needs_approval: Flag = False
    """Whether the request has to be approved before the work begins."""
    source: SourceRef | None = None
    """The document that says so."""
    assumed: Flag = False
    """Whether no document was found that says so."""
    note: Remark | None = None
    """Anything else worth knowing about it."""

    @property
    def several(self) -> str:
        """What several of them are called."""
        return self.plural or f"{self.title}s"
