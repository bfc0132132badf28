"""`sectool.yaml`: what a register is about, and the few choices that hold for all of it."""

from sectool.model.shape import Shape
from sectool.model.texts import AnyBodyRef, Label, Link, ShortName


class Code(Shape):
    """The industry code this register is about, in full and in short."""

    name: Label
    """The code in full, such as Smart Energy Code."""
    short: ShortName
    """The code in short, such as SEC."""


class Settings(Shape):
    """`sectool.yaml`: which code this register belongs to, and its few choices."""

    code: Code
    """The industry code this register is about."""
    administrator: AnyBodyRef
    """The short name of the code's administrator, such as SECAS."""
    classification: Label
    """Who may read the documents, where they do not say: White."""
    website: Link | None = None
    """The website that documents refer to."""
