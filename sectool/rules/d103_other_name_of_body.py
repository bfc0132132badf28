"""A text calls a body by another name than its short one.

A reader takes two names for two bodies.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      known-as:
      - {name: Change Committee, seen: 2029-01-09}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: give the Change Committee a new task    # D103
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: give the CSC a new task
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.prose.texts import texts_of
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    others = [
        (other.name, body.short)
        for body in subject.register.bodies.values()
        for other in body.known_as
        if other.name != body.short
    ]
    for passage in texts_of(subject.register):
        for name, short in others if passage.in_rid else ():
            place = passage.text.find(name)
            if place >= 0:
                yield Finding(
                    f"{name!r} is the {short}",
                    passage.at((place, place + len(name))),
                    f"write {short!r}, the name used elsewhere",
                    about=(short, name),
                )
