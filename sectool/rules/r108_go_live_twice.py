"""A release gives its go-live as well as a timeline that has it already.

With a timeline, the milestone `go-live` is the date; a second one could come to differ.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    go-live: 2030-06-27    # R108
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import release_file, timeline_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, release in subject.register.releases.items():
        if release.go_live is not None and id_ in subject.register.timelines:
            yield Finding(
                "the go-live of this release is given in its timeline",
                Address(release_file(id_), ("go-live",)),
                "remove 'go-live' here",
                (Related("the timeline", Address(timeline_file(id_), ("milestones",))),),
            )
