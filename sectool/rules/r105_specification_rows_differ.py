"""The specification versions of a release do not match what its modifications change.

A version that no modification of the release touches has an empty row in the matrix; a series
that one does touch and no version covers has no row at all. The second is asked only of releases
that a RID is written for.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    specifications:
    - {specification: GBCS, version: v4.9}    # R105
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    # the rest as it was

    # modifications/MP003.yaml
    id: MP003
    title: A change of long ago
    specifications: {GBCS: [v4]}
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
from sectool.model.register import release_file
from sectool.queries.affected_documents import in_series, series_changed
from sectool.queries.releases import releases_with_rid
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"modifications", "releases", "publications"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    if any_unread(subject.register, "modifications"):
        return
    documented = releases_with_rid(subject.register)
    for id_, release in subject.register.releases.items():
        changed = series_changed(subject.scopes[id_])
        for index, row in enumerate(release.specifications or ()):
            if not any(
                name == row.specification and in_series(row.version, series)
                for name, series in changed
            ):
                yield Finding(
                    f"no modification of {id_} changes {row.specification} {row.version}",
                    Address(release_file(id_), ("specifications", index)),
                    "remove the row, or name the series on the modification that changes it",
                )
        if id_ not in documented:
            continue
        for (name, series), carriers in changed.items():
            if not any(
                row.specification == name and in_series(row.version, series)
                for row in release.specifications or ()
            ):
                yield Finding(
                    f"{listed(sorted(carriers))} changes {name} {series}, and 'specifications' "
                    "names no version of that series",
                    Address(release_file(id_), ("specifications",)),
                    f"add a row for the version of {name} {series} that is implemented in {id_}",
                )
