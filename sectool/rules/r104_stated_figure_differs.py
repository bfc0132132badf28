"""A published document states a figure that the register derives differently.

The stated figure is kept with the release and never used. It is compared with what was so on the
day of the document. Where the two differ, either the register lacks something or the document was
wrong.

Bad:

    # reference/sources.yaml
    plan: {title: The plan of the release, dated: 2029-02-01}

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    stated:
    - {figure: documents-listed, says: "3", source: plan}    # R104
    # the rest as it was

Good:

    # reference/sources.yaml
    plan: {title: The plan of the release, dated: 2029-02-01}

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    stated:
    - {figure: documents-listed, says: "1", source: plan}
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.queries.releases import figures_of
from sectool.rules.of_their_day import register_of_source
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"documents", "specifications", "day_rates", "parties", "modifications", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    if any_unread(subject.register, *sorted(NEEDS - {"releases"})):
        return
    for id_, release in subject.register.releases.items():
        for index, stated in enumerate(release.stated):
            on = register_of_source(subject.register, stated.source)
            derived = figures_of(on, release, on.scope(id_))[stated.figure]
            if stated.says != derived:
                yield Finding(
                    f"{stated.source} states {stated.says} for {stated.figure}, the register "
                    f"gives {derived}",
                    Address(release_file(id_), ("stated", index, "says")),
                    "complete the register, or keep this as what was published",
                )
