"""What came into force after a day, or was first seen to be, by the day that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import When, last_day
from sectool.history import Between, Standing, between, concluded_between, exactly
from sectool.queries.date_requests import part_title
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass


@dataclass(frozen=True)
class CameIntoForce:
    """Parts of a modification that came into force together; `seen`: by that day, and no later.

    `part` names them where they are not the whole modification. Where it is not `certain`, they
    may have been in force before the day that is looked back to.
    """

    standing: Standing
    part: str | None
    when: When
    seen: bool
    release: str | None
    certain: bool


def came_into_force(on: RegisterOn, since: date) -> list[CameIntoForce]:
    """The parts that entries say came into force after a day, in the order of time.

    What was only seen to be in force is here by its first sighting, unless it is known to have come
    into force before that day.
    """
    found = [one for standing in on.standings for one in _of_one(on, standing, since)]
    return sorted(found, key=lambda one: (last_day(one.when), one.release or "", one.seen))


def _of_one(on: RegisterOn, standing: Standing, since: date) -> Iterator[CameIntoForce]:
    together: dict[tuple[When, str | None, bool, bool], list[str]] = {}
    for part in standing.parts:
        when = part.implemented or part.confirmed
        if when is None or last_day(when) <= since:
            continue
        seen = part.implemented is None
        possible = _seen_between(on, standing, part.id) if seen else exactly(when)
        if possible.last is not None and possible.last <= since:
            continue
        certain = not seen or (possible.first or date.min) > since
        together.setdefault((when, part.release, seen, certain), []).append(part.id)
    for (when, release, seen, certain), ids in together.items():
        yield CameIntoForce(standing, part_title(standing, ids), when, seen, release, certain)


def _seen_between(on: RegisterOn, standing: Standing, part: str) -> Between:
    """When a part that was only seen in force came into force: after the approval, at the least."""
    entries = on.entries(standing.id)
    approved = concluded_between(on.register.life_cycle, entries)
    found = Between(approved.first if approved is not None else None, None)
    for entry in entries:
        if entry.event == "implemented" and (not entry.part or part in entry.part):
            narrower = found.narrowed(between(entry))
            found = found if narrower.is_empty else narrower
    return found
