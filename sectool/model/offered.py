"""The names that a register has for things, and what people call each: an editor offers them."""

from __future__ import annotations

from typing import Any, NamedTuple

from sectool.model.elements import Element, elements, roots
from sectool.model.meaning import Kind, Names
from sectool.model.names import Known, definitions, kinds_meant
from sectool.model.register import Register

# What a thing is called, by the fields of its shape that may say it.
_CALLED = ("title", "name", "means")
# The title beside these is that of something else.
_NOT_CALLED: frozenset[Kind] = frozenset(("prefix of ids",))


class Offer(NamedTuple):
    """Names that may stand somewhere, each with what it is called, if anything.

    `closed` where no other name may.
    """

    names: dict[str, str]
    closed: bool


class OfferedNames:
    """What a register offers wherever something of it is named."""

    def __init__(self, register: Register) -> None:
        self._known = Known(register)
        self._titles = _titles(register)
        self._ids = register.ids
        parties = register.parties
        # The levels of each participant, the greatest effect first.
        self.levels: dict[str, tuple[str, ...]] = (
            {id_: (*one.levels,) for id_, one in parties.participants.items()} if parties else {}
        )

    def of(self, names: Names) -> Offer | None:
        """What may stand where something is named; None where the register has nothing of it."""
        found, closed = self._known.offered(names)
        if not found:
            return None
        return Offer({name: self._title(names, name) for name in sorted(found)}, closed)

    def _title(self, names: Names, name: str) -> str:
        kinds = kinds_meant(names)
        return next(
            (self._titles[kind, name] for kind in kinds if (kind, name) in self._titles), ""
        )

    def is_name(self, names: Names, word: str) -> bool:
        """Whether something is called by a word, and it does not stand there as a mere word."""
        return self._known.has(names.kind, word)

    def drafts(self, names: Names) -> list[str]:
        """The ids that modifications had as drafts: each means the modification."""
        if names.kind != "modification":
            return []
        found, _ = self._known.offered(names)
        return sorted({self._ids.as_draft(id_) for id_ in found} - found)


def _titles(register: Register) -> dict[tuple[Kind, str], str]:
    """What things are called, by their kind and name; several of one name as the last of them."""
    called = _called_by_key(register)
    by_place: dict[Any, Element] = {
        (one.address.file, one.address.path): one for one in elements(register)
    }
    titles: dict[tuple[Kind, str], str] = {}
    for name, kind, address in definitions(register):
        place = (address.file, address.path)
        shape = called.get(place)
        if shape is None:
            above = by_place.get((address.file, address.path[:-1]))
            shape = above.shape if above is not None else None
        called_so = [getattr(shape, field) for field in _CALLED if getattr(shape, field, None)]
        if called_so and kind not in _NOT_CALLED:
            titles[kind, name] = str(called_so[0])
    return titles


def _called_by_key(register: Register) -> dict[Any, Any]:
    """What stands below each key of a table, by its place."""
    found = {}
    for root in roots(register):
        if isinstance(root.value, dict):
            for key, value in root.value.items():
                found[root.address.file, (*root.address.path, key)] = value
    for element in elements(register):
        for name, field in type(element.shape).model_fields.items():
            value = getattr(element.shape, name, None)
            if isinstance(value, dict):
                for key, below in value.items():
                    place = (*element.address.path, field.alias or name, key)
                    found[element.address.file, place] = below
    return found
