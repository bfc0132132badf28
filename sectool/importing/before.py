"""What a register says of a modification on a day, also with entries that are not in it yet.

The history is the memory of an import: what the register had from a sheet before is in it.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any

from sectool.dates import days_after, last_day
from sectool.history import Standing, standing_on
from sectool.importing.entry_values import EntryData, same_values
from sectool.importing.rows import IMPACTS
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.register_sheet import RELEASE, STAGE, TITLE, impact_word, value_on
from sectool.values import dataclass


@dataclass(frozen=True)
class Working:
    """A modification while rows are applied to it: as it would be, and what is new in it.

    `head` are keys at the top of its file that get a value, `entries` those to be added.
    """

    modification: Modification
    is_new: bool
    head: dict[str, str] = field(default_factory=dict)
    entries: tuple[EntryData, ...] = ()


class RegisterBefore:
    """What a register says before, and with, entries that name a source."""

    def __init__(self, register: Register, source: str) -> None:
        self.register, self.source = register, source
        self.cycle = register.life_cycle
        days = {
            last_day(entry.seen)
            for modification in register.modifications.values()
            for entry in modification.history
            if entry.source == source and entry.seen is not None
        }
        # The days of earlier sheets, the newest first.
        self.before = sorted(days, reverse=True)

    def standing(self, modification: Modification, day: date) -> Standing | None:
        """How a modification stands on a day, as it would be."""
        on = register_on(self.register, day)
        return standing_on(self.cycle, modification, day, on.live, on.follows_release, on.placed)

    def value(self, modification: Modification, day: date, key: str) -> Any:
        """What it says of something on a day."""
        on = _With(self.register, day, modification)
        standing = self.standing(modification, day)
        if standing is None:
            return None
        if key == IMPACTS:
            known = self.register.parties.participants if self.register.parties else {}
            if standing.facts.impacts is None:
                return None
            return {id_: impact_word(self.register, standing, id_) for id_ in known}
        return value_on(on, standing, key)

    def unchanged_since(self, id_: str, until: date, key: str, value: Any) -> date | None:
        """The day of an earlier sheet that already gave a value; None where it is new.

        Looking back from `until`, the first day counts on which the register had the value, or an
        entry of the source gave another one.
        """
        modification = self.register.modifications[id_]
        for day in self.before:
            if day > until:
                continue
            if same_values(key, self.value(modification, day, key), value):
                return day
            if self._stated(modification, day, key):
                return None
        return None

    def entry_of_that_day(self, id_: str, day: date, key: str) -> Entry | None:
        """An entry that says something of a modification on the very day, whatever its source."""
        modification = self.register.modifications[id_]
        there = [entry for entry in modification.history if last_day(entry.when) == day]
        stating = [entry for entry in there if _states(entry, key)]
        if not stating and there:
            before = days_after(day, -1)
            if self.standing(modification, before) is None:
                return there[-1]  # with which it begins
            then = self.value(modification, before, key) if key in (STAGE, RELEASE) else None
            if then is not None and then != self.value(modification, day, key):
                return there[-1]  # by what happened on that day
        return stating[-1] if stating else None

    def _stated(self, modification: Modification, day: date, key: str) -> bool:
        """Whether an entry of this source says something of a day."""
        return any(
            entry.source == self.source
            and entry.seen is not None
            and last_day(entry.seen) == day
            and _states(entry, key)
            for entry in modification.history
        )


def _states(entry: Entry, key: str) -> bool:
    if key == TITLE and entry.event == "retitled":
        return True
    return key.replace("-", "_") in entry.model_fields_set


class _With(RegisterOn):
    """A register on a day, in which one modification is another than in its files."""

    def __init__(self, register: Register, day: date | None, modification: Modification) -> None:
        super().__init__(register, day)
        self._modification = modification

    def entries(self, id_: str) -> tuple[Entry, ...]:
        placed = sorted(self._modification.history, key=lambda entry: last_day(entry.when))
        return tuple(
            entry for entry in placed if self.day is None or last_day(entry.when) <= self.day
        )
