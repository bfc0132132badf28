"""A modification in the scope of a release says nothing of what it does, or of whom it affects.

It would stand in the document without a sentence, and with “TBC” in the matrices. `impacts: none`
says that it affects nobody, `tbc` of one participant that it is not known. This is asked only where
there is such a document: of releases that a RID is written for. Of a release that went live it is
said once.

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
from sectool.history import Standing
from sectool.model.register import modification_file, release_file
from sectool.queries.impacts import is_silent
from sectool.queries.register_on import register_on
from sectool.queries.releases import releases_with_rid
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"releases", "publications"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    live = register_on(subject.register, None).live
    for id_ in sorted(releases_with_rid(subject.register) & subject.scopes.keys()):
        if id_ in live:
            yield from _in_one(subject, id_)
            continue
        for standing in subject.scopes[id_].all:
            lacking = _lacking(standing)
            if lacking:
                yield Finding(
                    f"{standing.id} is in the scope of {id_} and has no {' and no '.join(lacking)}",
                    Address(modification_file(standing.id), ("title",)),
                    "'will' completes “it will …”; 'impacts' ticks whom it affects, or says none",
                )


def _lacking(standing: Standing) -> list[str]:
    lacking = [] if standing.facts.will else ["'will'"]
    if is_silent(standing):
        lacking.append("'impacts'")
    return lacking


def _in_one(subject: Subject, release: str) -> Iterator[Finding]:
    """What the scope of a release that went live lacks: it is history, and may never be found."""
    scope = subject.scopes[release].all
    silent = [standing.id for standing in scope if _lacking(standing)]
    if silent:
        yield Finding(
            f"{len(silent)} of {len(scope)} modifications in the scope of {release}, which went "
            f"live, have no 'will' or no 'impacts': {', '.join(silent)}",
            Address(release_file(release), ("id",)),
            "its RID has no sentence for them, or TBC in the matrices",
            about=(release,),
        )
