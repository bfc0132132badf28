"""The kinds of consultations: their names, the stages they are held in, and how long they run."""

from sectool.model.shape import Flag, Number, Shape
from sectool.model.texts import Label, Remark, SourceRef, StageRef


class UsualConsultation(Shape):
    """An item of `reference/consultations.yaml`: a kind of consultation, and its usual length.

    One whose closing day is not known counts as open for so long. The length of one that is
    `assumed` was seen in use, but no text was found that requires it.
    """

    title: Label | None = None
    """What it is called; without it, as its own name and 'Consultation'."""
    held_in: StageRef | None = None
    """The stage in which it is held, and no other; without it, in any before the decision."""
    weeks: Number | None = None
    """How many weeks it runs, from the day it opens to its last day."""
    source: SourceRef | None = None
    """The document that gives the length."""
    assumed: Flag = False
    """Whether no document was found that gives it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""
