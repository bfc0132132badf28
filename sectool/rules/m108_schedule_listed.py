"""A modification lists a Schedule that follows from its specifications.

Schedules 8 to 11 contain the Technical Specifications: which of them change is derived from the
specifications a modification names. Listed as well, the two can come to disagree.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    documents: [schedule-8]    # M108
    specifications: {GBCS: [v4]}
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    specifications: {GBCS: [v4]}
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"specifications"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    derived = {series.schedule for series in register.specifications.values()}
    derived |= {id_ for id_, found in register.documents.items() if found.lists_specifications}
    for modification in register.modifications.values():
        top = Address(modification_file(modification.id))
        groups = [(modification.documents, modification.specifications, top)]
        groups += [
            (part.documents, part.specifications, top.at("parts", id_))
            for id_, part in modification.parts.items()
        ]
        for documents, specifications, address in groups:
            for index, document in enumerate(documents or ()):
                if specifications and document in derived:
                    yield Finding(
                        f"{document!r} follows from the specifications named below it",
                        address.at("documents", index),
                        "remove it from 'documents'",
                    )
