"""A release names a document as updated that none of its modifications changes.

A reader of the document list looks for the row in the matrix and finds none. Where a published
document lists it without naming the modification, `source` names that document, and nothing is
wrong.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    also-lists:
    - document: section-a    # R101
      note: Named in the plan of last year.
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    also-lists:
    - document: section-a
      note: Named in the plan of last year.
      source: plan
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.queries.affected_documents import documents_changed
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"documents", "specifications", "modifications", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    if any_unread(subject.register, "modifications", "documents", "specifications"):
        return
    for id_, release in subject.register.releases.items():
        changed = documents_changed(subject.register, subject.scopes[id_])
        for index, also in enumerate(release.also_lists):
            document = subject.register.documents.get(also.document)
            if also.source is not None:
                continue
            if document is not None and also.document not in changed:
                yield Finding(
                    f"{document.label} is listed as updated, but no modification of {id_} "
                    "changes it",
                    Address(release_file(id_), ("also-lists", index, "document")),
                    "name it on the modification that changes it, or give the 'source' that "
                    "lists it",
                )
