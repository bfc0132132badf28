"""A body acts without the power that day.

Who may do what has changed: the Panel fixed the scope of releases before the Change Sub-Committee
did. `powers` of the bodies say it, with dates. Between the last day of one body and the first of
the next, either may; an act for which no body has a power is open to all. In the history of a
release, whoever decides on go/no-go, directs dates or may use its discretion about them may also
reschedule or cancel it.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
    dcc:
      short: DCC
      name: Data Communications Company
    change-board:
      short: CB
      name: Change Board
      powers:
      - {act: vote}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-06-19
      event: rejected
      by: CSC    # M113

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: vote, to: 2029-05-01}
    dcc:
      short: DCC
      name: Data Communications Company
    change-board:
      short: CB
      name: Change Board
      powers:
      - {act: vote, from: 2029-09-04}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-06-19, event: rejected, by: CSC}

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
    name: June 2030 SEC Release
    kind: scheduled
    specifications: none
    further-additions: no
    change-requests: none
    secas-effort: none
    history:
    - date: 2030-02-04
      event: rescheduled
      to: 2030-07-04
      by: DCC    # M113

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
    name: June 2030 SEC Release
    kind: scheduled
    specifications: none
    further-additions: no
    change-requests: none
    secas-effort: none
    history:
    - {date: 2030-02-04, event: rescheduled, to: 2030-07-04, by: CSC}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import When, first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.lifecycle import POWERS
from sectool.model.modification import Entry
from sectool.model.reference import Power
from sectool.model.register import Register, modification_file, reference, release_file
from sectool.model.release import ReleaseEntry
from sectool.rules.rule import Subject
from sectool.values import dataclass

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "life_cycle_table"}
ABOUT = {"modification", "release"}

# Whoever may do any of these decides about the date of a release.
_DATE = ("go-no-go", "direct-date", "use-discretion")
# The acts by which what only releases know may be done.
_OF_RELEASES = {"baselined": ("baseline-release",), "rescheduled": _DATE, "cancelled": _DATE}
# The acts by which each step may be taken.
ACTS = {
    step: tuple(act for act, steps in POWERS.items() if step in steps)
    for step in {step for steps in POWERS.values() for step in steps}
}


@dataclass(frozen=True)
class Held:
    """A power as it stands in a file, and who holds it."""

    short: str
    power: Power
    address: Address

    @property
    def span(self) -> str:
        """`from … to …`, as far as it is known."""
        since = f" from {plainly(self.power.from_)}" if self.power.from_ is not None else ""
        until = f" until {plainly(self.power.to)}" if self.power.to is not None else ""
        return since + until

    def covers(self, first: date, last: date) -> bool:
        """Whether it was held on some day of a span."""
        began = self.power.from_ is None or first_day(self.power.from_) <= last
        return began and (self.power.to is None or first <= last_day(self.power.to))


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for modification in register.modifications.values():
        where = Address(modification_file(modification.id))
        for index, entry in enumerate(modification.history):
            acts = ACTS.get(register.life_cycle.step_of(entry, modification.id) or "", ())
            held = [_held(register, act) for act in acts]
            yield from _found(entry, held, where.at("history", index))
    for id_, release in register.releases.items():
        for index, event in enumerate(release.history):
            acts = _OF_RELEASES.get(event.event) or ACTS.get(event.event, ())
            held = [_held(register, act) for act in acts]
            yield from _found(event, held, Address(release_file(id_), ("history", index)))


def _held(register: Register, act: str) -> list[Held]:
    return [
        Held(body.short, power, reference("bodies", id_, "powers", index))
        for id_, body in register.bodies.items()
        for index, power in enumerate(body.powers)
        if power.act == act
    ]


def _found(
    entry: Entry | ReleaseEntry, held: list[list[Held]], address: Address
) -> Iterator[Finding]:
    """What is wrong with an entry, by the powers for each of the acts that it may be."""
    when: When | None = entry.date if entry.date is not None else entry.seen
    if entry.by is None or when is None or not any(held):
        return
    # What was only seen happened at some time before.
    last, first = last_day(when), first_day(when) if entry.date is not None else date.min
    able = [each for of in held for each in _holders(of, first, last)]
    able = able or [each for of in held for each in of]
    if any(each.short == entry.by for each in able):
        return
    who = " and ".join(dict.fromkeys(f"the {each.short}{each.span}" for each in able))
    related = {each.address: each.short for of in held for each in of}
    yield Finding(
        f"the {entry.by} did not have the power for {entry.event!r} then, {plainly(when)}",
        address.at("by"),
        f"who had it: {who}",
        related=tuple(Related(f"the {short} has it here", at) for at, short in related.items()),
    )


def _holders(held: list[Held], first: date, last: date) -> list[Held]:
    """Who may have had one power; in a gap either may, whoever has the power for another act."""
    holders = [each for each in held if each.covers(first, last)]
    ended = any(each.power.to is not None and last_day(each.power.to) < first for each in held)
    begins = any(
        each.power.from_ is not None and first_day(each.power.from_) > last for each in held
    )
    return holders or (held if ended and begins else [])
