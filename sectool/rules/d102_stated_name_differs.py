"""A published document gave something another name than the register does.

The other wording is kept as `stated`, so that nobody takes the published one for a different
thing; this reminds the editor that it was published.

Bad:

    # reference/glossary.yaml
    DCC:
      means: Data Communications Company
      stated:
      - {says: Data Communication Company, source: plan}    # D102

Good:

    # reference/glossary.yaml
    DCC:
      means: Data Communications Company
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file, reference
from sectool.rules.of_their_day import register_of_source
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"documents", "glossary"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    for term, found in subject.register.glossary.items():
        for index, stated in enumerate(found.stated):
            if stated.says != found.means:
                yield Finding(
                    f"{stated.source} says {stated.says!r} for {term}, the "
                    f"glossary {found.means!r}",
                    reference("glossary", term, "stated", index, "says"),
                )
    for id_, document in subject.register.documents.items():
        for index, stated in enumerate(document.stated):
            if stated.says != document.title:
                yield Finding(
                    f"{stated.source} calls {document.label} {stated.says!r}, the register "
                    f"{document.title!r}",
                    reference("documents", id_, "stated", index, "says"),
                )
    for id_, modification in subject.register.modifications.items():
        for index, stated in enumerate(modification.stated):
            then = register_of_source(subject.register, stated.source).standing(id_)
            title = then.title if then is not None else modification.title
            if stated.says != title:
                address = Address(modification_file(id_), ("stated", index, "says"))
                yield Finding(
                    f"{stated.source} calls {id_} {stated.says!r}, the register {title!r}",
                    address,
                )
