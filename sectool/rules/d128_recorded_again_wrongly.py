"""A row records a version again, and is not the next transcription of the same paper.

What was issued elsewhere is recorded by what the register gives of it. A better transcription is
recorded as one more row of that version, below the first: with the same source and the same date,
its number and the reason. The last row of a version counts. What was issued from this register, or
was withdrawn, is not recorded again. `sectool publication issue --again` writes such a row.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      elsewhere: plan
    - version: 0.1
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:123456789abc
      content: 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0
      commit: 123456789abcdef0123456789abcdef012345678
      elsewhere: plan
      transcription: 3    # D128
      again: Two dates are transcribed as they were printed.

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      elsewhere: plan
    - version: 0.1
      dated: 2029-03-01
      as-of: 2029-03-01
      fingerprint: 2:123456789abc
      content: 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0
      commit: 123456789abcdef0123456789abcdef012345678
      elsewhere: plan
      transcription: 2
      again: Two dates are transcribed as they were printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.issued import Issue
from sectool.model.register import issued_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for name, records in subject.register.issued.items():
        for index, record in enumerate(records):
            before = records[index - 1] if index else None
            key, message = _fault(record, before)
            if key:
                where = Address(issued_file(name), (index, key))
                yield Finding(message, where, "restore the row as it was recorded")


def _fault(record: Issue, before: Issue | None) -> tuple[str, str]:
    """The key at which a row is wrong, and why; nothing where it is not."""
    which = f"version {record.version}"
    if record.again is None:
        if record.transcription == 1:
            return "", ""
        return "transcription", f"transcription {record.transcription} of {which} gives no reason"
    if before is None or before.version != record.version:
        return "again", f"{which} is recorded again, and the row above is not of that version"
    if record.transcription != before.transcription + 1:
        return (
            "transcription",
            f"the row above is transcription {before.transcription} of {which}, and this one is "
            f"{record.transcription}",
        )
    if before.elsewhere is None:
        return "again", f"{which} was issued from this register, and is recorded again"
    if before.withdrawn is not None:
        return "again", f"{which} was withdrawn, and is recorded again"
    if record.elsewhere != before.elsewhere:
        key = "elsewhere" if record.elsewhere is not None else "again"
        return key, f"{which} is recorded from {before.elsewhere}, and again from another source"
    if record.dated != before.dated:
        day, earlier = in_full(record.dated), in_full(before.dated)
        return "dated", f"{which} is dated {earlier} in the row above, and {day} in this one"
    return "", ""
