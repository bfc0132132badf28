"""The form of a modification's id, and how it is checked while a file is read."""

import re
from typing import Any, Protocol

from pydantic_core import CoreSchema
from pydantic_core.core_schema import with_info_plain_validator_function

from sectool.model.shape import Checked, fault, quoted, text_of

# The form of any modification's id; of which series it is, the profile says (`id_series`).
ANY_ID = "[A-Z]{0,10}[0-9]{1,6}[A-Z]{0,2}"


class IdChecks(Protocol):
    """What is asked of ids as they are read."""

    def fits(self, id_: str) -> bool:
        """Whether it is an id of a series."""

    def kept(self, id_: str) -> str:
        """The id that it keeps."""

    def examples(self) -> list[str]:
        """Some ids, for messages."""


def _modification_id(value: Any, ids: IdChecks | None) -> str:
    text = text_of(value, "a modification's id")
    if ids is None or not ids.examples():
        if not re.fullmatch(ANY_ID, text):
            raise fault("Y204", f"{quoted(text)} is not a modification's id, such as AB123")
        return text
    if not ids.fits(text):
        such_as = " or ".join(ids.examples())
        plain = "".join(text.split()).upper().replace("-", "")
        better = plain if ids.fits(plain) else None
        message = f"{quoted(text)} is not a modification's id, such as {such_as}"
        raise fault("Y204", message, better=better)
    return ids.kept(text)


class CheckedId(Checked):
    """Says of a field that it is an id of one of the register's series, if it is known which.

    Whoever validates gives them as the context.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return with_info_plain_validator_function(
            lambda value, info: _modification_id(value, info.context)
        )


MODIFICATION = CheckedId(
    lambda value: _modification_id(value, None),
    form="the id of a modification",
    seen_as={"type": "string", "pattern": f"^(?:{ANY_ID})$"},
)
