"""`sectool.yaml`: what a register is about, and the few choices that hold for all of it."""

from typing import Annotated, Any

from sectool.model.contact import Contact
from sectool.model.meaning import Plain
from sectool.model.shape import ID, Checked, Shape, fault, wrong_kind
from sectool.model.texts import AnyBodyRef, Label, Link, ShortName


def _shape_number(value: Any) -> int:
    if type(value) is not str:
        raise wrong_kind(value, "the number of a shape")
    if value.isascii() and value.isdigit() and 0 < int(value) < 1000:
        return int(value)
    raise fault("Y204", f"{value!r} is not the number of a shape, such as 1 or 2")


# A profile's name is that of its folder, and `none` that of no profile.
ProfileName = Annotated[str, ID.meant_as(Plain("the name of a profile that sectool ships"))]


class Code(Shape):
    """The industry code this register is about, in full and in short."""

    name: Label
    """The code in full, such as Smart Energy Code."""
    short: ShortName
    """The code in short, such as SEC."""


class Settings(Shape):
    """`sectool.yaml`: which code this register belongs to, and its few choices."""

    shape: Annotated[
        int,
        Checked(
            _shape_number,
            form="the number of a shape",
            seen_as={"type": ["integer", "string"], "minimum": 1, "pattern": "^[0-9]{1,3}$"},
        ),
    ] = 1
    """In which shape the files of the register are written; without it, in the first."""
    code: Code
    """The industry code this register is about."""
    profile: ProfileName = "sec"
    """Which profile that sectool ships its tables come from, such as sec, or none."""
    administrator: AnyBodyRef
    """The short name of the code's administrator, such as SECAS."""
    classification: Label
    """Who may read the documents, where they do not say, such as White."""
    website: Link | None = None
    """The website that documents refer to."""
    contact: Contact | None = None
    """Where readers turn with questions, where a document does not say."""
