"""`document-kinds.yaml`: what a Code calls its documents, and what these ask of a release."""

from typing import Annotated, Literal

from sectool.model.kind import Kind
from sectool.model.meaning import Plain
from sectool.model.shape import Shape
from sectool.model.texts import Label

KindOfDocument = Annotated[Kind, Plain("a kind of document that sectool builds")]

# What a release may be asked to say, each by the key that says it.
ReleaseStatement = Literal[
    "change-requests",
    "impact-statements",
    "administrator-impacts",
    "other-codes",
    "test-strategy",
    "operational-costs",
    "administrator-effort",
]


class CalledDocument(Shape):
    """What the documents of a kind are called, and what one of them asks of its release."""

    title: Label
    """What they are called, such as Release Implementation Document."""
    short: Label | None = None
    """What a sentence calls one of them, such as RID; without it, as sectool calls its kind."""
    known_acronyms: tuple[Label, ...] = ()
    """Acronyms that its readers know: it does not write these out at their first use."""
    asks: tuple[ReleaseStatement, ...] | None = None
    """What a release has to say for its document; without it, all that a release can."""
