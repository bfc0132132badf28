"""The entries of a history in time, and what several of them together say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sectool.dates import When, last_day
from sectool.history.standing import PartStanding
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry, Modification


def entries_until(modification: Modification, as_of: date | None) -> Iterator[Entry]:
    """The entries dated or seen on or before a day, in time; a month counts from its last day."""
    ordered = sorted(modification.history, key=_placed_on)
    return (entry for entry in ordered if as_of is None or last_day(entry.when) <= as_of)


def _placed_on(entry: Entry) -> date:
    return last_day(entry.when)


def stage_of_parts(
    cycle: LifeCycle, parts: Mapping[str, PartStanding], stage: str, since: When | None
) -> tuple[str, When | None]:
    """Implemented, and since when if that is known, once every part is."""
    in_force = [(p.confirmed, p.implemented) for p in parts.values() if p.confirmed is not None]
    if not in_force or len(in_force) < len(parts):
        return stage, since
    _, day = max(in_force, key=lambda each: (last_day(each[0]), each[1] is not None))
    return cycle.reached_by("implemented"), day


def a_year_after(day: date) -> date:
    """The same day twelve months on; 29 February clamps."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28) if day.year < date.max.year else date.max


def title_after(modification: Modification, entries: list[Entry]) -> str:
    """The title at the top is the newest: retitlings still to come are taken back.

    A title on an entry holds from that day until the next retitling.
    """
    if any(entry.event == "retitled" for entry in modification.history):
        done = {id(entry) for entry in entries}
        for entry in entries_until(modification, None):
            if entry.event == "retitled" and id(entry) not in done and entry.from_ is not None:
                return entry.from_
    for entry in reversed(entries):
        if entry.title is not None:
            return entry.title
        if entry.event == "retitled":
            break
    return modification.title
