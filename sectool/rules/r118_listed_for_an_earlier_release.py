"""A release names a Change Request or a specification version that an earlier release implements.

Each goes live once. In a release whose file was copied from the last one, it is left over.

Bad:

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 SEC Release
    kind: scheduled
    go-live: 2029-11-08
    change-requests:
    - {id: CR1234, title: A request, will: make the change}

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    change-requests:
    - {id: CR1234, title: A request, will: make the change}    # R118
    # the rest as it was

Good:

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 SEC Release
    kind: scheduled
    go-live: 2029-11-08
    change-requests:
    - {id: CR1234, title: A request, will: make the change}

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    change-requests:
    - {id: CR1235, title: Another request, will: make another change}
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import release_file
from sectool.model.release import Release
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    # By id, which is the month or the day of its go-live.
    before: dict[tuple[str, str], tuple[str, Address]] = {}
    for id_, release in sorted(subject.register.releases.items()):
        named = list(_named(id_, release, subject.register.words.requests.one))
        for what, key, address in named:
            if (what, key) in before:
                other, place = before[what, key]
                yield Finding(
                    f"{what} {key} is named for {other} already, which is earlier than {id_}",
                    address,
                    "remove it from one of the two releases",
                    (Related(f"named for {other} here", place),),
                    about=(id_, key),
                )
        for what, key, address in named:
            before.setdefault((what, key), (id_, address))


def _named(id_: str, release: Release, request_word: str) -> Iterator[tuple[str, str, Address]]:
    """What a release names that goes live once: of which kind, by which name, and where."""
    top = Address(release_file(id_))
    for index, request in enumerate(release.change_requests or ()):
        yield request_word, request.id, top.at("change-requests", index, "id")
    for index, row in enumerate(release.specifications or ()):
        yield (
            "specification",
            f"{row.specification} {row.version}",
            top.at("specifications", index),
        )
