"""An impact statement speaks of somebody whom no modification it rests on is said to affect.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: gas-networks    # R107
      says: Networks can see more.
      rests-on: [MP002]

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: suppliers
      says: Suppliers can see more.
      rests-on: [MP002]
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.documents.facts import ALL_PARTIES
from sectool.model.register import release_file
from sectool.rules.common import affects, any_unread
from sectool.rules.rule import Subject
from sectool.words import listed

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    parties = subject.register.parties
    if parties is None or any_unread(subject.register, "modifications"):
        return
    for id_, release in subject.register.releases.items():
        standings = {standing.id: standing for standing in subject.scopes[id_].all}
        for index, statement in enumerate(release.impact_statements):
            touched = [standings[mod] for mod in statement.rests_on if mod in standings]
            whom = "dcc" if statement.for_ in parties.dcc_areas else statement.for_
            if whom == ALL_PARTIES or not touched:
                continue
            if not any(affects(standing, whom) for standing in touched):
                yield Finding(
                    f"this is about {statement.for_!r}, but {listed(list(statement.rests_on))} "
                    f"has no tick for {whom!r}",
                    Address(release_file(id_), ("impact-statements", index, "for")),
                    "correct 'for' or 'rests-on', or tick it under 'impacts' of the modification",
                )
