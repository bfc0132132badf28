"""Two publications are one paper.

A release has one RID, and a newsletter, report, update or letter of one day is one paper. With two
files of it, a version that was issued from one could be issued again from the other, with other
facts. What has changed since is the next version in the file that there is; a file that is renamed
takes its record with it.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}

    # publications/rid-june.yaml
    kind: rid
    release: 2030-06    # D123
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}
    - {version: 0.2, dated: 2029-03-06, changes: Second}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.paper import papers_of
from sectool.model.register import publication_file
from sectool.queries.document_kinds import paper_in_words
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"publications"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for paper, (first, *others) in papers_of(subject.register).items():
        for name in others:
            key = "release" if paper[0] == "rid" else "dated"
            called = paper_in_words(subject.register, paper)
            yield Finding(
                f"this is {called}, as {publication_file(first)} is",
                Address(publication_file(name), (key,)),
                "keep one file; what has changed is its next version",
                (Related("the other one", Address(publication_file(first), (key,))),),
            )
