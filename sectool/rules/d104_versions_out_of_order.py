"""The versions of a document are out of order.

Versions are listed oldest first; numbers and days rise, and only the newest may be undated (a
draft). A version is built as of its day, so two of one day could not be distinguished. The numbers
rise in the record of what was issued, too, except for a version that is recorded again.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.2, dated: 2029-03-01, changes: Second}
    - {version: 0.1, dated: 2029-02-01, changes: First}    # D104
    - {version: 0.3, dated: 2029-02-01, changes: Third}    # D104

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    - {version: 0.2, dated: 2029-03-01, changes: Second}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import issued_file, publication_file
from sectool.model.shape import number_of
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for name, publication in subject.register.publications.items():
        where = Address(publication_file(name), ("versions",))
        for index, (one, other) in enumerate(pairwise(publication.versions), start=1):
            here = where.at(index)
            if number_of(other.version) <= number_of(one.version):
                yield Finding(
                    f"version {other.version} does not follow {one.version}",
                    here,
                    "write the versions in their order, the newest last",
                )
            elif one.dated is None:
                yield Finding(
                    f"version {one.version} has no date, and a later version follows it",
                    where.at(index - 1),
                    "give it its date: only the newest version can be a draft",
                )
            elif other.dated is not None and other.dated < one.dated:
                yield Finding(
                    f"version {other.version} is dated {in_full(other.dated)}, before version "
                    f"{one.version} of {in_full(one.dated)}",
                    here.at("dated"),
                )
            elif other.dated is not None and other.dated == one.dated:
                yield Finding(
                    f"version {other.version} is dated {in_full(other.dated)}, as version "
                    f"{one.version} is",
                    here.at("dated"),
                    "give each version a day of its own: both would be built alike",
                )
    for name, issued in subject.register.issued.items():
        where = Address(issued_file(name))
        for index, (before, record) in enumerate(pairwise(issued), start=1):
            # One that is recorded again is the business of D128.
            if record.again is not None and record.version == before.version:
                continue
            if number_of(record.version) <= number_of(before.version):
                message = f"version {record.version} does not follow {before.version}"
                yield Finding(message, where.at(index))
