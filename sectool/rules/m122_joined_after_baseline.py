"""A modification was approved for a release whose scope had been baselined without it.

A baseline fixes the scope: what was neither approved nor targeted for the release on that day can
come into it only by exception, which 'event: admitted' records. A baseline of the changes to DCC
Systems says nothing of the others, nor the other way round; of several the last one counts.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - {date: 2029-12-18, event: baselined, by: CSC}
    # the rest as it was

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2030-01-08
      event: approved
      release: 2030-06    # M122

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - {date: 2029-12-18, event: baselined, by: CSC}
    # the rest as it was

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2030-01-08, event: approved, release: 2030-06}
    - {date: 2030-01-15, event: admitted, release: 2030-06, by: CSC}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.history import Standing, standing_on
from sectool.model.modification import Modification
from sectool.model.register import Register, release_file
from sectool.model.release import Release
from sectool.queries.impacts import changes_systems
from sectool.rules.histories import place_in_history
from sectool.rules.m121_approved_after_cut_off import was_admitted
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"releases", "parties"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    cycle = subject.register.life_cycle
    baselined = {
        id_: release
        for id_, release in subject.register.releases.items()
        if any(event.event == "baselined" for event in release.history)
    }
    for modification in subject.register.modifications.values():
        for entry in modification.history:
            release = baselined.get(entry.release or "")
            if entry.event != "approved" or entry.date is None or release is None:
                continue
            found = _baseline(subject.register, release, modification, first_day(entry.date))
            if found is None or was_admitted(modification, release.id):
                continue
            index, day = found
            then = standing_on(cycle, modification, day)
            if then is not None and then.decision != "closed" and then.parts_in(release.id):
                continue
            yield Finding(
                f"{modification.id} was approved for {release.id} on {plainly(entry.date)}; its "
                f"scope had been baselined on {plainly(day)}, without {modification.id}",
                place_in_history(modification, entry).at("release"),
                "if it was admitted by exception, add 'event: admitted' with the meeting; if it "
                "was in scope by then, add the entry that shows it",
                related=(
                    Related(
                        "the scope was baselined here",
                        Address(release_file(release.id), ("history", index)),
                    ),
                ),
                about=(modification.id, release.id),
            )


def _baseline(
    register: Register, release: Release, modification: Modification, before: date
) -> tuple[int, date] | None:
    """The last dated baseline before a day that covers a modification, and where it stands."""
    found = None
    for index, event in enumerate(release.history):
        if event.event != "baselined" or event.date is None or last_day(event.date) >= before:
            continue
        day = last_day(event.date)
        then = standing_on(register.life_cycle, modification, before)
        if _covers(register, event.covers, then) and (found is None or day > found[1]):
            found = index, day
    return found


def _covers(register: Register, covers: str | None, standing: Standing | None) -> bool:
    if covers is None or standing is None:
        return covers is None
    changes = changes_systems(register, standing)
    return changes is not None and changes == (covers == "system")
