"""A timeline has no milestone `go-live`.

Everything in a release is planned back from the day it goes live.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:    # T110
      decision:
        title: The committee decides
        when: 2030-03-19

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-19
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import timeline_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, timeline in subject.register.timelines.items():
        if "go-live" not in timeline.milestones:
            yield Finding(
                "there is no milestone 'go-live'",
                Address(timeline_file(id_), ("milestones",)),
                "add 'go-live: {title: Release go-live, when: …}'",
            )
