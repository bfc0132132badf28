"""Text is required in a document.

A document that was started with `sectool publication new` has a mark wherever people have to
write: `[TODO: …]`. With such a mark, or without words that its kind needs, it is a draft:
it is built with `--draft` alone, and cannot be issued. A section that is not needed may be deleted.

Bad:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    words:
      greeting: >-
        Welcome to the newsletter of April 2029.
        [TODO: what this edition is about]    # D110

Good:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    words:
      greeting: >-
        Welcome to the newsletter of April 2029. The Change Sub-Committee has met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sectool.diagnostic import Address, Finding, Severity
from sectool.documents.placeholders import places_wanted, sections_of
from sectool.model.register import publication_file
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for name, publication in subject.register.publications.items():
        where = Address(publication_file(name))
        optional = {one.id for one in sections_of(publication.kind) if one.need != "needed"}
        for path, hint, mark in places_wanted(publication):
            wish = f": {hint}" if hint else ""
            if mark is None:
                yield Finding(
                    f"text is required for {path[-1]!r}{wish}",
                    where.of_key("words"),
                    f"a {publication.kind} needs them: write {path[-1]!r} under 'words'",
                )
                continue
            # Only its first words stand on one line of the file for sure.
            address = replace(where.at(*path), word=mark.split(" ", 1)[0])
            deletable = path[0] == "words" and path[1] in optional
            yield Finding(
                f"text is required here{wish}",
                address,
                "write them over the mark, or delete the section: the document does without"
                if deletable
                else "write them over the mark",
            )
