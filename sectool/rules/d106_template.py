"""A template cannot be turned into a document.

The wording of a kind of document is a template in the folder templates/. What went wrong is
said with its place there. `sectool check` tries every document out.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

    # templates/rid.md.j2
    # {{ release_nam }}    {# D106 #}

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

    # templates/rid.md.j2
    # {{ release_name }}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    yield from subject.faults("D106")
