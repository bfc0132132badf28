"""The ids of modifications: each is of a series that `reference/id-series.yaml` lists.

The shape of a register's files knows one general form, `ANY_ID`. Whether an id is of a series is
checked as its file is read, and `Ids` answers what follows from the series.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from sectool.model.id_form import ANY_ID
from sectool.model.meaning import Defines
from sectool.model.shape import Number, Shape, matching
from sectool.model.texts import Label

IdPrefix = Annotated[
    str,
    matching(
        "the prefix of an id: capital letters", "[A-Z]{1,10}", small=False, digits=False
    ).meant_as(Defines("prefix of ids")),
]


class IdSeries(Shape):
    """A series of ids: a prefix, a number of so many digits, and perhaps a letter behind it."""

    prefix: IdPrefix
    """What its ids begin with, such as MP."""
    digits: Number
    """How many digits follow, such as 3."""
    suffix: Literal["none", "letter"] = "none"
    """Whether a letter may follow the digits, such as in MP085A."""
    title: Label
    """What one that goes by it is called, such as Modification Proposal."""
    draft: IdPrefix | None = None
    """What the ids begin with of those that are drafts as yet and keep their number, such as DP."""
    draft_title: Label | None = None
    """What such a draft is called, such as Draft Proposal."""


class Ids:
    """What the series of a register say of ids; without series any id of the general form will do.

    A draft's id is another form of the id that it keeps: where files name it, that one is meant.
    """

    def __init__(self, series: Iterable[IdSeries]) -> None:
        self.series = tuple(series)
        self._drafts = {one.draft: one.prefix for one in self.series if one.draft is not None}
        self._titles = {one.prefix: one.title for one in self.series}
        self._titles |= {
            one.draft: one.draft_title or one.draft for one in self.series if one.draft
        }

    @cached_property
    def _prefixes_of_drafts(self) -> dict[str, str]:
        return {kept: draft for draft, kept in self._drafts.items()}

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What ids begin with, drafts' too; the longest first, as patterns need them."""
        return tuple(sorted(self._titles, key=lambda prefix: (-len(prefix), prefix)))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_form, self.series)) or "(?!)")

    def fits(self, id_: str) -> bool:
        """Whether it is an id of a series, as a modification or as a draft."""
        return not self.series or self._whole.fullmatch(id_) is not None

    def kept(self, id_: str) -> str:
        """The id that it keeps: `MP190` of `DP190`."""
        prefix = prefix_of(id_)
        return self._drafts.get(prefix, prefix) + id_.removeprefix(prefix)

    def as_draft(self, id_: str) -> str:
        """The id that it had as a draft, `DP190` of `MP190`; itself, where there are no drafts."""
        prefix = prefix_of(id_)
        return self._prefixes_of_drafts.get(prefix, prefix) + id_.removeprefix(prefix)

    def is_draft(self, id_or_prefix: str) -> bool:
        """Whether an id, or what it begins with, is that of a draft."""
        return prefix_of(id_or_prefix) in self._drafts

    @cached_property
    def file_name(self) -> re.Pattern[str]:
        """What the file of a modification is called: drafts are filed under the id they keep."""
        forms = (_form(one, drafts=False) for one in self.series)
        return re.compile("|".join(forms) or ANY_ID)

    def title(self, prefix: str) -> str:
        """What one that goes by the prefix is called, such as Draft Proposal."""
        return self._titles.get(prefix, prefix)

    @property
    def converted_title(self) -> str:
        """What a draft becomes, such as a Modification Proposal."""
        return next((one.title for one in reversed(self.series) if one.draft), "modification")

    def digits_of(self, prefix: str) -> int:
        """How many digits follow a prefix; none, where no series has it."""
        return next((one.digits for one in self.series if prefix in (one.prefix, one.draft)), 0)

    @property
    def digits(self) -> tuple[int, int]:
        """How few and how many digits the ids have."""
        found = [one.digits for one in self.series]
        return min(found), max(found)

    def examples(self) -> list[str]:
        """An id of each series, the newest first: for messages."""
        return [f"{one.prefix}{'123456789'[: one.digits]}" for one in reversed(self.series)]


def _form(series: IdSeries, drafts: bool = True) -> str:
    prefixes = [series.prefix, *([series.draft] if series.draft and drafts else ())]
    letter = "[A-Z]?" if series.suffix == "letter" else ""
    return f"(?:{'|'.join(prefixes)})[0-9]{{{series.digits}}}{letter}"


def prefix_of(id_: str) -> str:
    """What an id begins with: `MP` of `MP143A`."""
    return id_[: len(id_) - len(id_.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
