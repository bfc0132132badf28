"""What moves an implementation date: requests for another, and what was directed or dropped."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sectool.dates import NotADate, parse_day
from sectool.history import WHOLE, PartStanding, Standing
from sectool.model.modification import Entry
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass

# What settles when something comes into force, whatever was asked for before.
_SETTLES = ("date-directed", "discretion-used", "scheduled", "implemented")
# With its release, or with the proposal, goes what was asked about the date.
_ENDS = ("dropped", "rejected", "withdrawn", "split")


@dataclass(frozen=True)
class DateRequest:
    """A request for another implementation date that nobody has answered, and its parts.

    `is_whole` where these are all parts of the modification.
    """

    entry: Entry
    parts: tuple[PartStanding, ...]
    is_whole: bool

    @property
    def instead_of(self) -> date | None:
        """The day that holds so far, as far as the request says one."""
        try:
            return parse_day(self.entry.from_ or "")
        except NotADate:
            return None


def requests_pending(on: RegisterOn, standing: Standing) -> tuple[DateRequest, ...]:
    """The newest request for each part that is not in force, unless it was settled since.

    None of one that nobody has told of for long: its answer may have been given long ago.
    """
    return () if standing.dormant else requests_unanswered(on, standing)


def requests_unanswered(on: RegisterOn, standing: Standing) -> tuple[DateRequest, ...]:
    """The same, however long ago the last word of it was."""
    if standing.stage_kind == "ended":
        return ()
    waiting = {part.id: part for part in standing.parts if part.confirmed is None}
    newest: dict[str, Entry] = {}
    for entry in on.entries(standing.id):
        about = [id_ for id_ in waiting if not entry.part or id_ in entry.part]
        if entry.event == "date-requested":
            newest |= dict.fromkeys(about, entry)
        elif entry.event in _SETTLES:
            for id_ in about:
                newest.pop(id_, None)
        elif entry.event in _ENDS:
            newest.clear()
    requests: list[Entry] = []
    for entry in newest.values():
        if entry not in requests:
            requests.append(entry)
    found = []
    for entry in requests:
        if entry.to is not None:
            parts = tuple(waiting[id_] for id_, by in newest.items() if by == entry)
            found.append(DateRequest(entry, parts, len(parts) == len(standing.parts)))
    return tuple(found)


def part_title(standing: Standing, ids: Collection[str]) -> str | None:
    """The parts meant, where they are not the whole modification."""
    if {part.id for part in standing.parts} in ({WHOLE}, set(ids)):
        return None
    return ", ".join(p.part.title or p.id for p in standing.parts if p.id in ids)
