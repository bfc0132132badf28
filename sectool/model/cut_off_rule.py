"""By when what changes so has to be decided, as a rule of the Code."""

from pydantic import Field

from sectool.model.participants import ImpactWord, ParticipantRef
from sectool.model.shape import Flag, Shape
from sectool.model.texts import PhraseLine, ProseText, ReleaseKindRef, Remark, SourceRef


class CutOffRule(Shape):
    """An item of `reference/cut-offs.yaml`: by when what changes so has to be decided, as a rule.

    It counts for a modification of which no cut-off is recorded, from the day of its source. The
    first item that fits is the one that counts.
    """

    impacts: dict[ParticipantRef, tuple[ImpactWord, ...]] = Field(default_factory=dict)
    """How it affects a participant, by any of these words; one not named, however it does."""
    kind: ReleaseKindRef | None = None
    """The kind of release that the rule is for; without it, any."""
    when: PhraseLine
    """The last day for the decision, by milestones of the release: '6 months before go-live'."""
    because: ProseText | None = None
    """The reason for it."""
    source: SourceRef | None = None
    """The document that shows it."""
    assumed: Flag = False
    """Whether no document was found that requires it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""
