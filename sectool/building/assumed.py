"""What a publication says that no source does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sectool.documents.edition import Edition
from sectool.documents.kinds import KINDS
from sectool.model.register import Register
from sectool.queries.assumed import (
    AssumedFact,
    Unconfirmed,
    assumed_in_rows,
    assumed_of_modification,
    assumed_of_release,
    facts_assumed_in_rows,
)
from sectool.queries.register_on import register_on


def assumed_facts(register: Register, name: str, edition: Edition) -> tuple[AssumedFact, ...]:
    """The facts that an edition of a publication of the register takes from assumptions.

    Of one that is about all of the register, they are those that its rows say.
    """
    publication = register.publications[name]
    on = register_on(register, edition.as_of)
    kind = KINDS[publication.kind]
    match kind.about:
        case "a release" if publication.release is not None:
            return assumed_of_release(on, publication.release)
        case "a modification" if publication.requested is not None:
            id_ = publication.requested.modification
            return assumed_of_modification(on, id_) if id_ in register.modifications else ()
        case "the register":
            value = kind.compose(register, publication, edition, on.calendars)
            return (
                *assumed_in_rows(on, _rows_of(value)),
                *facts_assumed_in_rows(on, _facts_of(value)),
            )
    return ()


# Facts that a row has by the name of its field; documents may follow from specifications.
_PRINTED = {"title": ("title",), "documents": ("documents", "specifications")}


def _facts_of(value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts of modifications that the rows of a composed document print, each with its id."""
    if isinstance(value, tuple):
        for item in value:
            yield from _facts_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        row: Any = value
        id_ = getattr(getattr(row, "named", row), "id", None)
        if isinstance(id_, str):
            yield id_, getattr(row, "unconfirmed_facts", ())
            for field, names in _PRINTED.items():
                if getattr(row, field, None):
                    yield id_, names
        for each in fields(value):
            yield from _facts_of(getattr(value, each.name))


def _rows_of(value: Any) -> Iterator[tuple[str, Unconfirmed]]:
    """What the rows of a composed document have that is not confirmed, each with its ids."""
    if isinstance(value, tuple):
        for item in value:
            yield from _rows_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        row: Any = value
        found = getattr(row, "unconfirmed", None)
        if isinstance(found, Unconfirmed):
            for id_ in getattr(row, "ids", None) or (row.id,):
                yield id_, found
        for field in fields(value):
            yield from _rows_of(getattr(value, field.name))
