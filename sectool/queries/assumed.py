"""Facts that no source says."""

from __future__ import annotations

from sectool.dates import last_day
from sectool.history import PartStanding, Standing
from sectool.model.modification import Entry
from sectool.queries.register_on import RegisterOn

# By which a modification, or a part of it, comes to be in a release.
_PLACES = frozenset({"targeted", "approved", "scheduled", "implemented"})


def is_assumed(on: RegisterOn, entry: Entry | None) -> bool:
    """Whether an entry is an assumption as of a day.

    One that goes back from what its source says to a day before it is none from the day of the
    source on: then the source says it itself.
    """
    if entry is None or not entry.assumed:
        return False
    source = on.register.sources.get(entry.source or "")
    dated = source.dated if source is not None else None
    if dated is None or last_day(entry.when) >= last_day(dated):
        return True
    return on.day is not None and on.day < last_day(dated)


def part_is_assumed(on: RegisterOn, standing: Standing, part: PartStanding) -> bool:
    """Whether it is assumed where a part goes."""
    return is_assumed(on, _placed_by(on, standing, part.release, part.id))


def _placed_by(
    on: RegisterOn, standing: Standing, release: str | None, part: str | None = None
) -> Entry | None:
    """The newest entry that has a modification, or a part of it, in a release."""
    found = [
        entry
        for entry in on.entries(standing.id)
        if release is not None
        and entry.release == release
        and entry.event in _PLACES
        and (part is None or not entry.part or part in entry.part)
    ]
    return found[-1] if found else None
