"""What moves an implementation date: requests for another, and what was directed or dropped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sectool.dates import NotADate, parse_day
from sectool.history import WHOLE, PartStanding, Standing, entries_until
from sectool.model.lifecycle import ENDS
from sectool.model.modification import Entry, Modification

# What settles when something comes into force, whatever was asked for before.
_SETTLES = ("date-directed", "scheduled", "implemented")


@dataclass(frozen=True)
class Asked:
    """A request for another implementation date that nobody has answered, and its parts."""

    entry: Entry
    parts: tuple[PartStanding, ...]

    @property
    def instead_of(self) -> date | None:
        """The day that holds so far, as far as the request says one."""
        try:
            return parse_day(self.entry.from_ or "")
        except NotADate:
            return None


def requests_pending(
    modification: Modification, standing: Standing, as_of: date | None
) -> tuple[Asked, ...]:
    """The newest request for each part that is not in force, unless it was settled since."""
    if standing.dormant or standing.stage in ENDS:
        return ()
    waiting = {part.id: part for part in standing.parts if part.confirmed is None}
    newest: dict[str, Entry] = {}
    for entry in entries_until(modification, as_of):
        about = [id_ for id_ in waiting if not entry.part or id_ in entry.part]
        if entry.event == "date-requested":
            newest |= dict.fromkeys(about, entry)
        elif entry.event in _SETTLES:
            for id_ in about:
                newest.pop(id_, None)
    asked: list[Entry] = []
    for entry in newest.values():
        if entry not in asked:
            asked.append(entry)
    return tuple(
        Asked(entry, tuple(waiting[id_] for id_, by in newest.items() if by == entry))
        for entry in asked
        if entry.to is not None
    )


def part_title(standing: Standing, ids: Collection[str]) -> str | None:
    """The parts meant, where they are not the whole modification."""
    if {part.id for part in standing.parts} in ({WHOLE}, set(ids)):
        return None
    return ", ".join(p.part.title or p.id for p in standing.parts if p.id in ids)
