"""The entries of histories, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.diagnostic import Address
from sectool.history import Fold, walked
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register, modification_file
from sectool.queries.register_on import register_on


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


def implemented_with(
    register: Register,
) -> Iterator[tuple[Modification, Entry, date, str]]:
    """Each entry that says from which day something is in force, with each release of it.

    A part that had a day of its own went with none.
    """
    now = register_on(register, None)
    for modification in register.modifications.values():
        if not any(entry.event == "implemented" for entry in modification.history):
            continue
        for fold, entry in walked(register.life_cycle, modification):
            if entry.event != "implemented" or not isinstance(entry.date, date):
                continue
            parts = [p for id_, p in fold.parts.items() if not entry.part or id_ in entry.part]
            following = [p for p in parts if p.day is None or now.follows_release(p)]
            for release in sorted({entry.release or p.release or "" for p in following} - {""}):
                yield modification, entry, entry.date, release
