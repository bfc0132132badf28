"""A modification is said to be implemented on another day than its release went live.

What is included in a release comes into force with it, on that day. One of the two days is wrong,
or it had a day of its own, for which it was scheduled or directed. (R125 says that it was in force
before its release.)

Bad:

    # modifications/MP003.yaml
    id: MP003
    title: A third change
    history:
    - {date: 2029-01-09, event: approved, release: 2029-11}
    - date: 2029-11-15    # M133
      event: implemented
      release: 2029-11

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 SEC Release
    kind: scheduled
    history:
    - {date: 2029-11-13, event: went-live}

Good:

    # modifications/MP003.yaml
    id: MP003
    title: A third change
    history:
    - {date: 2029-01-09, event: approved, release: 2029-11}
    - {date: 2029-11-13, event: implemented, release: 2029-11}

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 SEC Release
    kind: scheduled
    history:
    - {date: 2029-11-13, event: went-live}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full, plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import Register, release_file
from sectool.queries.register_on import register_on
from sectool.rules.histories import implemented_with, place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    live_on = register_on(subject.register, None).live
    for modification, entry, day, release in implemented_with(subject.register):
        live = live_on.get(release)
        if not isinstance(live, date) or day <= live:
            continue
        yield Finding(
            f"{modification.id} was implemented on {in_full(day)}, but {release} went live "
            f"on {plainly(live)}",
            place_in_history(modification, entry).at("date"),
            "correct one of the two days, or record the day for which it was scheduled",
            (Related("the release", _went_live(subject.register, release, live)),),
            about=(modification.id, release),
        )


def _went_live(register: Register, release: str, day: date) -> Address:
    """The entry of a release that says that it went live on a day."""
    index = next(
        index
        for index, entry in enumerate(register.releases[release].history)
        if (entry.event, entry.date) == ("went-live", day)
    )
    return Address(release_file(release), ("history", index, "date"))
