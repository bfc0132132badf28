"""A phrase names a milestone or body that is not there.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before golive    # T102
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before go-live
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    yield from subject.faults("T102")
