"""What may stand on many elements of the register beside what they say: waivers, stated figures."""

from sectool.model.shape import Number, Shape
from sectool.model.texts import Label, Quotation, Remark, SourceRef, Words


class Waiver(Shape):
    """Silences one finding, with the reason and who allowed it.

    `says` names words of the finding's message, where an element has several of one code.
    """

    code: Label
    """The code of the rule whose finding it silences, such as T104."""
    says: Words | None = None
    """Words of the message, where several findings of that code stand on the element."""
    because: Remark
    """Why the finding may stand."""
    allowed_by: Label
    """The person or body that allowed it; 'unknown' where nobody knows."""


class Stated(Shape):
    """What a published document says of the thing it stands on: compared, never used."""

    says: Quotation
    """The words of the document, as they stand there."""
    source: SourceRef
    """The document that says it."""
    line: Number | None = None
    """The line of the document on which it stands."""
