"""A release says that operational costs do not change, but has costs for support.

Application Support is paid for after go-live. A reader who sees both asks which is right.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    costs:
    - phases: [support]
      amount: 1000
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    costs:
      operational: none    # R103
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    costs:
      operational: some
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.rules.rule import Subject
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"cost_phases", "modifications", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    running = {id_ for id_, phase in subject.register.cost_phases.items() if phase.after_go_live}
    for id_, release in subject.register.releases.items():
        if release.costs is None or release.costs.operational != "none":
            continue
        paid = [
            standing.id
            for standing in subject.scopes[id_].all
            for cost in standing.facts.costs
            if set(cost.phases) <= running and not isinstance(cost.amount, str)
        ]
        if paid:
            yield Finding(
                f"operational costs are said not to change, but {listed(paid)} "
                f"{'has' if len(paid) == 1 else 'have'} a cost after go-live",
                Address(release_file(id_), ("costs", "operational")),
                "write 'operational: some' and explain it under 'operational-note'",
            )
