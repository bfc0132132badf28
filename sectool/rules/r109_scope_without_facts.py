"""A modification in the scope of a release says nothing of what it does, affects or changes.

It would appear in the document without a sentence, and with “TBC” in the matrices. `impacts: none`
says that it affects nobody, `tbc` of one participant that it is not known; one of `documents` and
`specifications` says what it changes in the Code, and `none` that it changes nothing. Of one with
parts, each that is included in the release is to say so. This is asked only where there is such a
document: of releases that a RID is written for. Of a release that went live it is said once.

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
    documents: none
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
from sectool.queries.affected_documents import documents_known_of
from sectool.queries.document_kinds import short_of_kind
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
            lacking = _lacking(standing, id_)
            if lacking:
                yield Finding(
                    f"{standing.id} is in the scope of {id_} and has no {' and no '.join(lacking)}",
                    Address(modification_file(standing.id), ("title",)),
                    "; ".join(_ADVICE[key] for key in lacking),
                )


# What a RID has a place for, by the key that says it.
_ADVICE = {
    "'will'": "'will' completes “it will …”",
    "'impacts'": "'impacts' ticks whom it affects, or says none",
    "'documents'": "'documents' names what it changes in the Code, or says none",
}


def _lacking(standing: Standing, release: str) -> list[str]:
    lacking = [] if standing.facts.will else ["'will'"]
    if is_silent(standing):
        lacking.append("'impacts'")
    if not documents_known_of(standing, release):
        lacking.append("'documents'")
    return lacking


def _in_one(subject: Subject, release: str) -> Iterator[Finding]:
    """What the scope of a release that went live lacks: it is history, and may never be found."""
    scope = subject.scopes[release].all
    silent = [standing.id for standing in scope if _lacking(standing, release)]
    if silent:
        yield Finding(
            f"{len(silent)} of {len(scope)} modifications in the scope of {release}, which went "
            f"live, have no 'will', no 'impacts' or no 'documents': {', '.join(silent)}",
            Address(release_file(release), ("id",)),
            f"its {short_of_kind(subject.register, 'rid')} has no sentence for them, or TBC in the "
            "matrices",
            about=(release,),
        )
