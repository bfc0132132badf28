"""A modification is said to be in force from a day on which its release was not live.

What is included in a release comes into force with it. A part that came into force on a day of its
own was scheduled, or directed, for that day.

Bad:

    # modifications/MP003.yaml
    id: MP003
    title: A third change
    history:
    - {date: 2029-01-09, event: approved, release: 2029-11}
    - date: 2029-11-08    # R125
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
from sectool.diagnostic import Finding, Severity
from sectool.queries.register_on import register_on
from sectool.queries.release_dates import is_cancelled
from sectool.rules.go_lives import first_go_live_of
from sectool.rules.histories import implemented_with, place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification, entry, day, release in implemented_with(subject.register):
        why = _not_live(subject, release, day)
        if why is not None:
            yield Finding(
                f"{modification.id} is in force from {in_full(day)}, but {why}",
                place_in_history(modification, entry).at("date"),
                "correct the day, or record the day for which it was scheduled",
                about=(modification.id, release),
            )


def _not_live(subject: Subject, release: str, day: date) -> str | None:
    """Why a release was not live on a day; None where it was, or M116 says that it was not."""
    if is_cancelled(subject.register.releases.get(release), day):
        return f"{release} had been cancelled"
    planned = first_go_live_of(subject, release)
    live = register_on(subject.register, None).live.get(release)
    if not isinstance(live, date) or live <= day or (planned is not None and day < planned[0]):
        return None
    return f"{release} went live on {plainly(live)}"
