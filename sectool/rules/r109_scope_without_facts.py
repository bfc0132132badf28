"""A modification in the scope of a release says nothing of what it does, or affects nobody.

It would stand in the document with an empty row in the matrices and without a sentence. This is
asked only where there is such a document: of releases that a RID is written for.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change    # R109
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}

    # modifications/MP003.yaml
    id: MP003
    title: A change of long ago
    history:
    - {date: 2029-01-09, event: approved, release: 2029-06}

    # releases/2029-06/release.yaml
    id: 2029-06
    name: June 2029 SEC Release, without a RID
    kind: scheduled
    go-live: 2029-06-28
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file
from sectool.queries.impacts import PARTICIPANTS, affects
from sectool.queries.releases import releases_with_rid
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"releases", "publications"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_ in sorted(releases_with_rid(subject.register) & subject.scopes.keys()):
        for standing in subject.scopes[id_].all:
            lacking = [] if standing.facts.will else ["'will'"]
            if not any(affects(standing, key) for key in PARTICIPANTS):
                lacking.append("'impacts'")
            if lacking:
                yield Finding(
                    f"{standing.id} is in the scope of {id_} and has no {' and no '.join(lacking)}",
                    Address(modification_file(standing.id), ("title",)),
                    "'will' completes “it will …”; 'impacts' ticks whom it affects",
                )
