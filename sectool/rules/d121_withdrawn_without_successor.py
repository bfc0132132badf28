"""A document was withdrawn, and nothing has been issued in its place.

Whoever relied on it knows that it is no longer in force, and not what is in force instead. A
corrected document is issued as the next version; where none is needed, waive this with the reason.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1    # D121
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      withdrawn: {date: 2029-03-05, because: A cut-off date was wrong.}

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}
    - {version: 0.2, dated: 2029-03-06, changes: The cut-off date is corrected.}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      withdrawn: {date: 2029-03-05, because: A cut-off date was wrong.}
    - version: 0.2
      dated: 2029-03-06
      as-of: 2029-03-06
      fingerprint: 2:123456789abc
      content: 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0
      commit: 123456789abcdef0123456789abcdef012345678
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import issued_file
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for name, records in subject.register.issued.items():
        last = records[-1] if records else None
        if last is None or last.withdrawn is None:
            continue
        yield Finding(
            f"version {last.version} was withdrawn on {in_full(last.withdrawn.date)}, and "
            "no version has been issued since",
            Address(issued_file(name), (len(records) - 1, "version")),
            "issue the corrected document as the next version",
        )
