"""A body decides about a release without the power that day.

Who may do what has changed: the Panel fixed the scope of releases before the Change Sub-Committee
did. `powers` of the bodies say it, with dates. Whoever decides on go/no-go, directs dates or may
use its discretion about them may also reschedule or cancel a release. Between the last day of one
body and the first of the next, either may; in a gap of one body's own power it may not. An act for
which no body has a power is open to all.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: go-no-go}
    dcc:
      short: DCC
      name: Data Communications Company

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - date: 2029-01-08
      event: rescheduled
      from: 2030-06-20
      to: 2030-06-27
      by: DCC    # R127
    # the rest as it was

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: go-no-go}
    dcc:
      short: DCC
      name: Data Communications Company

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - {date: 2029-01-08, event: rescheduled, from: 2030-06-20, to: 2030-06-27, by: CSC}
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import Register, release_file
from sectool.rules.powers import without_power
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "life_cycle_table", "releases", "roles"}
ABOUT = {"release"}

# What happens to releases alone, and decides about their dates.
_DECIDES = frozenset(("rescheduled", "cancelled"))
# What happens to modifications too, and does the same.
_DATED = ("date-directed", "discretion-used")


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for id_, release in register.releases.items():
        for index, entry in enumerate(release.history):
            address = Address(release_file(id_), ("history", index))
            yield from without_power(register, entry, _acts(register, entry.event), address)


def _acts(register: Register, event: str) -> tuple[str, ...]:
    cycle = register.life_cycle
    if event == "baselined":
        return register.acts("baseline")
    if event in _DECIDES:
        dated = (act for name in _DATED for act in cycle.step(name).acts)
        return tuple(dict.fromkeys((*register.acts("go-live"), *dated)))
    return cycle.step(event).acts
