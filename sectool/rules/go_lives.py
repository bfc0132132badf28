"""The go-live of a release by its plan as it stands, and where it is given."""

from __future__ import annotations

from datetime import date

from sectool.diagnostic import Address
from sectool.model.register import release_file
from sectool.rules.rule import Subject
from sectool.schedule.bounds import earliest_of
from sectool.schedule.timeline_on import go_live_on


def go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The go-live of a release and where it is given, if one day is fixed."""
    schedule = subject.schedules.get(release)
    if schedule is not None:
        found = schedule.milestones.get("go-live")
        return (found.day, found.address) if found is not None and found.day else None
    record = subject.register.releases.get(release)
    day = go_live_on(record, None) if record is not None else None
    if record is None or day is None:
        return None
    place = ("go-live",) if record.go_live is not None else ("history",)
    return day, Address(release_file(release), place)


def first_go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The first day on which a release may go live, and where its go-live is given."""
    schedule = subject.schedules.get(release)
    row = schedule.milestones.get("go-live") if schedule is not None else None
    if row is None:
        return go_live_of(subject, release)
    earliest = earliest_of(row)
    return (earliest, row.address) if earliest is not None else None
