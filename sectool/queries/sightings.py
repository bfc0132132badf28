"""What entries record of one fact: papers that mention it again do not make it another one."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.dates import first_day, last_day
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry

# Where two entries both have one of these, they agree on it if they are about one fact.
_IDENTIFYING = (
    *("part", "release", "by", "to", "refer_to", "towards", "meeting", "kind"),
    *("assessment", "into", "under", "about", "day"),
)
# What comes between two facts of one event: after it the next entry is about another fact.
_UNDONE_BY: dict[str, frozenset[str]] = {
    "approved": frozenset({"rejected", "withdrawn", "sent-back", "overturned"}),
    "rejected": frozenset({"approved", "overturned", "sent-back"}),
    "sent-back": frozenset({"approved", "rejected", "recommended"}),
    "withdrawn": frozenset({"approved", "rejected", "targeted", "resumed"}),
    "referred": frozenset({"upheld", "overturned"}),
    "upheld": frozenset({"referred"}),
    "overturned": frozenset({"referred"}),
    "recommended": frozenset({"sent-back"}),
    "date-requested": frozenset({"date-directed", "scheduled"}),
    "date-directed": frozenset({"date-requested", "scheduled", "dropped", "discretion-used"}),
    "discretion-used": frozenset({"date-requested", "date-directed", "scheduled", "dropped"}),
    "scheduled": frozenset({"date-directed", "discretion-used", "dropped"}),
    "dropped": frozenset({"targeted", "scheduled", "approved"}),
}


def recorded_once(cycle: LifeCycle, entries: Iterable[Entry], *events: str) -> list[Entry]:
    """The entries of some events, in time, each fact once: by its day, else as first seen."""
    found: list[Entry] = []
    current: list[Entry] = []  # what holds, so that a sighting may be of it
    for entry in entries:
        current = [known for known in current if not _undoes(cycle, entry, known)]
        if entry.event not in events:
            continue
        again = next((known for known in current if _is_one_fact(known, entry)), None)
        if again is None:
            found.append(entry)
            current.append(entry)
        elif entry.date is not None:
            # Its day, or its month, says more than that it was seen by then.
            found[found.index(again)] = entry
            current[current.index(again)] = entry
    return found


def _is_one_fact(known: Entry, entry: Entry) -> bool:
    """Whether an entry may be about what is known already: as far as both say more, they agree."""
    if known.event != entry.event:
        return False
    if entry.date is not None and (
        known.date is not None or first_day(entry.date) > last_day(known.when)
    ):
        return False  # two days are two facts, and what was seen had happened by then
    both = ((getattr(known, name), getattr(entry, name)) for name in _IDENTIFYING)
    return all(one == other for one, other in both if one and other)


def _undoes(cycle: LifeCycle, entry: Entry, known: Entry) -> bool:
    """Whether after an entry what was known before no longer holds."""
    event = known.event or ""
    if entry.event in _UNDONE_BY.get(event, ()):
        return True
    concluded = event in ("approved", "rejected", "withdrawn")
    return concluded and entry.stage in cycle.before_decision
