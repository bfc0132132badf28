"""The go-live of a release by its plan as it stands, and where it is given."""

from __future__ import annotations

from datetime import date

from sectool.diagnostic import Address
from sectool.model.register import release_file
from sectool.rules.rule import Subject
from sectool.schedule.bounds import earliest_of


def go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The go-live of a release and where it is given, if one day is fixed."""
    schedule = subject.schedules.get(release)
    if schedule is not None:
        found = schedule.milestones.get("go-live")
        return (found.day, found.address) if found is not None and found.day else None
    record = subject.register.releases.get(release)
    if record is None or record.go_live is None:
        return None
    return record.go_live, Address(release_file(release), ("go-live",))


def first_go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The first day on which a release may go live, and where its go-live is given."""
    schedule = subject.schedules.get(release)
    row = schedule.milestones.get("go-live") if schedule is not None else None
    if row is None:
        return go_live_of(subject, release)
    earliest = earliest_of(row)
    return (earliest, row.address) if earliest is not None else None
