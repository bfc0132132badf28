"""How the scope of a release changed: what came, what left, and which entry decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sectool.dates import last_day
from sectool.history import (
    Standing,
    between,
    by_number,
    entries_until,
    raised_between,
    standings_on_days,
)
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.queries.register_on import RegisterOn, register_on
from sectool.values import dataclass


@dataclass(frozen=True)
class ScopeChange:
    """How a modification's place in a release changed, and by what.

    Where it is not `certain`, it was only seen to have changed: perhaps it had before.
    """

    id: str
    title: str
    was: str  # not in it | targeted | approved
    now: str
    entry: Entry
    modification: str
    certain: bool = True


OUT, TARGETED, APPROVED = "not in it", "targeted", "approved"


def _place_of(on: RegisterOn, standing: Standing | None, release: str) -> str:
    if standing is None or standing.decision == "closed":
        return OUT
    if not any(on.placed(part).release == release for part in standing.parts):
        return OUT
    return APPROVED if standing.is_approved else TARGETED


@dataclass(frozen=True)
class _Move:
    """A place that a modification had in a release, how it stood then, and by which entry."""

    place: str
    standing: Standing | None
    entry: Entry


def _places(
    register: Register, modification: Modification, release: str, as_of: date | None
) -> list[_Move]:
    """Each place a modification had in a release, with the entry that gave it, in time."""
    entries = list(entries_until(modification, as_of))
    if not any(entry.release == release or _gives_a_day(entry) for entry in entries):
        return []
    found: list[_Move] = []
    place = OUT
    days = sorted({last_day(entry.when) for entry in entries})
    standings = standings_on_days(register.life_cycle, modification, [(day, {}) for day in days])
    for day, standing in zip(days, standings, strict=True):
        then = _place_of(register_on(register, day), standing, release)
        if then != place:
            of_day = [entry for entry in entries if last_day(entry.when) == day]
            found.append(_Move(then, standing, _cause(of_day, then, release)))
            place = then
    return found


_OWN_DAY = ("date-directed", "discretion-used")
_LEAVES = (
    *("dropped", "withdrawn", "rejected", "split", "scheduled", "targeted", "overturned"),
    *_OWN_DAY,
)
_JOINS = ("approved", "overturned", "targeted", "scheduled", "referred", "upheld", *_OWN_DAY)


def _gives_a_day(entry: Entry) -> bool:
    """Whether it gives a day on which perhaps another release goes live."""
    return entry.event in _OWN_DAY or entry.day is not None


def _cause(entries: Sequence[Entry], place: str, release: str) -> Entry:
    """Which of a day's entries gave a modification its new place."""
    events = _LEAVES if place == OUT else _JOINS
    likely = [entry for entry in entries if entry.event in events]
    if place != OUT:
        likely = [entry for entry in likely if entry.release == release] or likely
    return (
        sorted(likely, key=lambda entry: events.index(entry.event or ""))[0]
        if likely
        else (entries[-1])
    )


def dropped_from(register: Register, release: str, as_of: date | None) -> list[ScopeChange]:
    """What was once in a release and is no longer, with the entry that took it out."""
    return [
        change
        for modification in register.modifications.values()
        if (places := _places(register, modification, release, as_of)) and places[-1].place == OUT
        for change in [
            _change(modification, places[-2].place if len(places) > 1 else OUT, places[-1])
        ]
    ]


def changes_since(
    register: Register, release: str, since: date, as_of: date | None
) -> list[ScopeChange]:
    """What changed in the scope of a release after a day, each by the entry that decided it.

    What was only seen after it may have changed before, unless its place was another on that day
    or later, it must have happened `after` that day, or the proposal was raised later.
    """
    found = []
    for modification in register.modifications.values():
        places = _places(register, modification, release, as_of)
        before, placed = OUT, raised_between(entries_until(modification, as_of)).first
        for move in places:
            if last_day(move.entry.when) > since:
                earliest = between(move.entry).first
                known = [day for day in (placed, earliest) if day is not None]
                dated = isinstance(move.entry.date, date)
                certain = dated or max(known, default=date.min) >= since
                found.append(replace(_change(modification, before, move), certain=certain))
            before, placed = move.place, last_day(move.entry.when)
    return sorted(found, key=lambda change: (last_day(change.entry.when), by_number(change.id)))


def _change(modification: Modification, was: str, move: _Move) -> ScopeChange:
    standing = move.standing
    shown = standing.shown_id if standing is not None else modification.id
    return ScopeChange(
        shown,
        standing.title if standing is not None else modification.title,
        was,
        move.place,
        move.entry,
        modification.id,
    )
