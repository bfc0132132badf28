"""How long consultations usually run, by their kind."""

from typing import Annotated, get_args

from sectool.model.modification import ConsultationName
from sectool.model.reference import one_of
from sectool.model.shape import Flag, Number, Shape
from sectool.model.texts import Remark, SourceRef

ConsultationKind = Annotated[str, one_of(get_args(ConsultationName), "kind of consultation")]


class UsualConsultation(Shape):
    """An item of `reference/consultations.yaml`: how long a kind of consultation usually runs.

    One whose closing day is not known counts as open for so long. The length of one that is
    `assumed` was seen in use, but no text was found that requires it.
    """

    weeks: Number
    """How many weeks it runs, from the day it opens to its last day."""
    source: SourceRef | None = None
    """The document that gives the length."""
    assumed: Flag = False
    """Whether no document was found that gives it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""
