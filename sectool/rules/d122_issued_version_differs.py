"""A version that was issued is described otherwise in the file of the publication.

The record says which version went out, and which day was printed on it. A version that is no
longer in the file, has another day there, or is said to be known by its existence alone is not
the one that was issued.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.2, dated: 2029-03-06, changes: Second}

    # publications/rid-2030-06.issued.yaml
    - version: 0.2
      dated: 2029-03-05    # D122
      as-of: 2029-03-05
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.2, dated: 2029-03-05, changes: Second}

    # publications/rid-2030-06.issued.yaml
    - version: 0.2
      dated: 2029-03-05
      as-of: 2029-03-05
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import issued_file, publication_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"publications"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for name, records in subject.register.issued.items():
        publication = subject.register.publications.get(name)
        if publication is None or not publication.versions:
            continue
        rows = {row.version: index for index, row in enumerate(publication.versions)}
        for number, record in enumerate(records):
            if record.version not in rows:
                yield Finding(
                    f"version {record.version} was issued on {in_full(record.dated)}, and is not "
                    f"in {publication_file(name)}",
                    Address(issued_file(name), (number, "version")),
                    "write it back under 'versions'",
                )
                continue
            row = publication.versions[rows[record.version]]
            where = Address(issued_file(name), (number,))
            file = publication_file(name)
            if row.mentioned:
                yield Finding(
                    f"version {row.version} is recorded as issued; {file} has it as 'mentioned', "
                    "of which only the existence is known",
                    where.at("version"),
                    "delete 'mentioned' there",
                )
            elif row.dated != record.dated:
                stated = in_full(row.dated) if row.dated is not None else "not dated"
                yield Finding(
                    f"version {row.version} was issued with the date {in_full(record.dated)}; in "
                    f"{file} it is {stated}",
                    where.at("dated"),
                    "restore the date there; what has changed is issued as the next version",
                )
