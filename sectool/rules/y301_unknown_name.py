"""Something is named that is not in the register.

A release, modification, document, specification, source, body, phase or part that another
file names must exist, or the document built from it would leave it out in silence.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    documents: [section-aa]    # Y301
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    documents: [section-a]
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity, suggestion
from sectool.rules.references import file_of, names_known, references_of
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"sources", "bodies", "parties", "documents", "specifications", "cost_phases"}
ABOUT = {"file"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    known = names_known(register)
    for reference in references_of(register):
        names = known[reference.kind]
        if reference.name in names or file_of(reference.kind, reference.name) in register.broken:
            continue
        yield Finding(
            f"there is no {reference.kind} {reference.name!r}"
            + suggestion(reference.name, sorted(names)),
            reference.address,
        )
