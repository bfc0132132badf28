"""Where readers of a document turn with questions."""

from sectool.model.shape import Shape
from sectool.model.texts import Label


class Contact(Shape):
    """Where readers turn with questions."""

    name: Label
    """The person or team."""
    telephone: Label | None = None
    """The telephone number, as printed."""
    email: Label | None = None
    """The e-mail address."""
