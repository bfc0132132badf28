"""A modification is targeted at a release and no cut-off date is known.

Without it nobody knows by when the decision must come, or which release it falls to next. A rule
of reference/cut-offs.yaml that fits gives one, too. Once the release has gone live, nobody needs
to.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06}    # R106
    # reference/cut-offs.yaml
    []

Good:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file
from sectool.queries.cut_offs import cut_off_of
from sectool.queries.register_on import register_on
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"cut_off_rules", "releases"}
ABOUT = {"cut-off", "release"}


def check(subject: Subject) -> Iterator[Finding]:
    now = register_on(subject.register, None)
    live = now.live
    for id_, scope in subject.scopes.items():
        if id_ in live:
            continue
        for standing in scope.targeted:
            if cut_off_of(now, standing) is not None:
                continue
            history = subject.register.modifications[standing.id].history
            # Placed by 'targeted', or by 'scheduled' before any decision.
            last = max(i for i, entry in enumerate(history) if entry.release == id_)
            yield Finding(
                f"{standing.id} is targeted at {id_} without a cut-off date",
                Address(modification_file(standing.id), ("history", last)),
                "add 'cut-off: {date: …}', with 'basis: estimated' where it is not firm",
                about=(standing.id, id_),
            )
