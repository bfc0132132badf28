"""A body acts without the power that day.

Who may do what has changed over the years: `powers` of the bodies say it, with dates. Between the
last day of one body and the first of the next, either may; in a gap of one body's own power it may
not. What was only `seen` is right if the body ever had the power by then. An act for which no body
has a power is open to all.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file
from sectool.rules.powers import without_power
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "life_cycle_table", "roles"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register, cycle = subject.register, subject.register.life_cycle
    for modification in register.modifications.values():
        where = Address(modification_file(modification.id))
        for index, entry in enumerate(modification.history):
            acts = cycle.step(cycle.step_of(entry, modification.id)).acts
            yield from without_power(register, entry, acts, where.at("history", index))
