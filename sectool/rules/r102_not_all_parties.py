"""A statement about all Parties is based on modifications that do not affect all of them.

The impact matrix and the impact table of one document would contradict each other.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: all-parties    # R102
      says: Everybody can see more.
      rests-on: [MP002]
    - for: dsp
      says: The titles of requests are kept and shown.
      rests-on: [MP002]
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: suppliers
      says: Suppliers can see more.
      rests-on: [MP002]
    - for: dsp
      says: The titles of requests are kept and shown.
      rests-on: [MP002]
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.queries.affected_documents import ALL_PARTIES
from sectool.queries.impacts import may_affect
from sectool.rules.impact_statements import statements_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"parties", "modifications", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    parties = subject.register.parties
    if parties is None or any_unread(subject.register, "modifications"):
        return
    for address, statement, resting_on in statements_of(subject):
        if statement.for_ != ALL_PARTIES:
            continue
        left_out = [
            participant.title
            for key, participant in parties.participants.items()
            if not participant.operator
            and not any(may_affect(subject.register, standing, key) for standing in resting_on)
        ]
        if left_out:
            yield Finding(
                f"this speaks of all Parties, but {listed(list(statement.rests_on))} "
                f"leaves out {listed(left_out)}",
                address.at("for"),
                "say to whom it applies, one statement each",
            )
