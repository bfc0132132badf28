"""The entries of histories, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address
from sectool.history import Fold, walked
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry, Modification
from sectool.model.register import modification_file


def place_in_history(modification: Modification, entry: Entry) -> Address:
    """The address of an entry, which histories hand out in time, not as they are written."""
    index = next(i for i, each in enumerate(modification.history) if each is entry)
    return Address(modification_file(modification.id), ("history", index))


def assessments_of(cycle: LifeCycle, modification: Modification) -> Iterator[tuple[Fold, Entry]]:
    """Each step of an assessment in time, with what held before it."""
    if any(entry.assessment is not None for entry in modification.history):
        yield from (
            (fold, entry) for fold, entry in walked(cycle, modification) if entry.assessment
        )
