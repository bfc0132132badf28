"""A cut-off date is on or after the go-live it is meant for.

The cut-off is the last day on which a decision still lets a modification into the release.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        date: 2030-07-02    # M111

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        date: 2029-12-20
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import modification_file
from sectool.rules.go_lives import go_live_of
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"cut-off", "modification"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        for index, entry in enumerate(modification.history):
            if entry.cut_off is None or entry.cut_off.date is None or entry.release is None:
                continue
            go_live = go_live_of(subject, entry.release)
            if go_live is not None and entry.cut_off.date >= go_live[0]:
                path = ("history", index, "cut-off", "date")
                yield Finding(
                    f"the cut-off {in_full(entry.cut_off.date)} is not before the go-live of "
                    f"{entry.release}, {in_full(go_live[0])}",
                    Address(modification_file(modification.id), path),
                    related=(Related("the go-live is given here", go_live[1]),),
                )
