"""What a modification passes before it is decided, as `reference/back-plan.yaml` lists it."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from sectool.model.meaning import Plain
from sectool.model.participants import ImpactWord, ParticipantRef
from sectool.model.shape import ONE_OR_MANY, Checked, Flag, Shape, fault, one_line
from sectool.model.texts import (
    ActRef,
    AssessmentKindRef,
    ConsultationRef,
    Label,
    PathRef,
    ProseText,
    Remark,
    ShortName,
    SourceRef,
    StageRef,
)

# A step is one of these: what it is follows from the table that the name is in.
STEP_KEYS = ("assessment", "consultation", "act")


def _duration(value: Any) -> str:
    # Imported here: as patterns, durations are read where a table has one.
    from sectool.datelang.parser import PhraseError, parse_distance

    text = one_line(value)
    try:
        parse_distance(value)  # as it is written: faults know their characters
    except PhraseError as error:
        raise fault("Y204", error.message, error.help, (error.start, error.end)) from None
    return text


# How long something takes, '25 working days': the units of the date language.
Duration = Annotated[
    str,
    Checked(
        _duration,
        seen_as={"type": "string", "pattern": "^[ \\t]*[0-9]{1,5}[ \\t]+[A-Za-z][^\\n]*\\n*$"},
        form="how long something takes, such as '25 working days'",
    ).meant_as(Plain("how long something takes")),
]


class BackPlanStep(Shape):
    """An item of `reference/back-plan.yaml`: a step that a modification passes until it is decided.

    The items stand in the order in which the steps are passed. Of an assessment and a consultation
    the tables of their kinds say how long they take; a body acts at one of its meetings.
    """

    title: Label
    """What the step is called in the middle of a sentence, such as Impact Assessment."""
    assessment: AssessmentKindRef | None = None
    """The kind of assessment that the step is."""
    consultation: ConsultationRef | None = None
    """The kind of consultation that the step is."""
    act: ActRef | None = None
    """The act of a body that the step is, such as vote."""
    approves: AssessmentKindRef | None = None
    """Of an act: the kind of assessment of which it approves the request."""
    leads_to: StageRef | None = None
    """Of an act: the stage that it leads to, where the act leads to several."""
    takes: Duration | None = None
    """How long it takes, from the day on which it may begin: '25 working days'."""
    prefix: ShortName | None = None
    """Only of modifications whose id begins with this."""
    paths: Annotated[tuple[PathRef, ...], ONE_OR_MANY] = ()
    """Only of modifications on one of these paths."""
    impacts: dict[ParticipantRef, tuple[ImpactWord, ...]] = Field(default_factory=dict)
    """Only of those that affect a participant in any of these ways."""
    because: ProseText | None = None
    """The reason for it."""
    source: SourceRef | None = None
    """The document that shows it."""
    assumed: Flag = False
    """Whether no document was found that requires it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [key for key in STEP_KEYS if key in self.model_fields_set]
        if not given:
            keys = ", ".join(map(repr, STEP_KEYS))
            raise fault("Y202", f"this step has none of {keys}, which say what it is")
        if len(given) > 1:
            both = " and ".join(map(repr, given))
            raise fault("Y204", f"this step has {both}, and a step is one thing: write two steps")
        if self.act is None:
            for key in ("approves", "leads_to"):
                if key in self.model_fields_set:
                    name = key.replace("_", "-")
                    raise fault("Y204", f"{name!r} is used with 'act' only")
        return self
