"""What entries tell of assessments and consultations, and of what is expected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sectool.dates import last_day
from sectool.history.between import between
from sectool.history.standing import Assessment, Consultation, Expected, step_of_assessment
from sectool.model.modification import Entry

# What papers expect by a word of their own, and the events that are it. Any other expectation
# names the event that meets it.
MEETS = {
    "vote": ("approved", "rejected", "recommended"),
    "decision": ("approved", "rejected", "sent-back", "upheld", "overturned"),
}
# Where an expectation names one of these, the real event has to name the same.
_TELLING = ("kind", "assessment", "towards", "release", "part", "refer_to")


def assessed(known: dict[str, Assessment], entry: Entry) -> None:
    """A step of an assessment, put to what is known of them."""
    if entry.assessment is None:
        return
    step = step_of_assessment(entry)
    before = known.get(entry.assessment) or Assessment(entry.assessment, step, entry.when)
    changes: dict[str, Any] = {
        name: value
        for name in ("target", "took", "until", "by")
        if (value := getattr(entry, name)) is not None
    }
    if entry.date is not None:
        changes[step] = entry.date
    found = before.possible.get(step)
    narrower = between(entry) if found is None else found.narrowed(between(entry))
    if found is None or not narrower.is_empty:
        changes["possible"] = {**before.possible, step: narrower}
    # An approval told after the acceptance does not close what is open.
    late = step in ("requested", "approved", "deferred") and before.state == "accepted"
    changes["state"] = before.state if late else step
    known[entry.assessment] = replace(before, seen=entry.when, **changes)


def consulted(known: list[Consultation], entry: Entry) -> None:
    """A consultation, put to those known. What was only seen may be of one still running."""
    opens = entry.opened if entry.opened is not None else entry.date
    found = Consultation(entry.kind or "", opens, entry.closes, entry.link, entry.when, entry.at)
    for index, before in enumerate(known):
        running = before.closes is None or before.closes >= last_day(entry.when)
        if before.kind == found.kind and entry.date is None and running:
            known[index] = Consultation(
                found.kind,
                before.opened if found.opened is None else found.opened,
                found.closes or before.closes,
                found.link or before.link,
                found.seen,
                found.at or before.at,
            )
            return
    known.append(found)


def expected(known: list[Expected], entry: Entry) -> list[Expected]:
    """What is expected after an entry that expects something: it replaces what it repeats."""
    left = [before for before in known if before.met or not _same(before.entry, entry)]
    return [*left, Expected(entry, met=False)]


def met(known: list[Expected], entry: Entry) -> list[Expected]:
    """What is expected after an entry that may be what was expected."""
    return [Expected(each.entry, each.met or _meets(each.entry, entry)) for each in known]


def _same(one: Entry, other: Entry) -> bool:
    return one.what == other.what and all(
        getattr(one, name) == getattr(other, name) for name in (*_TELLING, "by")
    )


def _meets(awaited: Entry, entry: Entry) -> bool:
    if entry.event not in MEETS.get(awaited.what or "", (awaited.what,)):
        return False
    if awaited.by is not None and entry.by not in (None, awaited.by):
        return False
    return all(
        wanted == getattr(entry, name) for name in _TELLING if (wanted := getattr(awaited, name))
    )
