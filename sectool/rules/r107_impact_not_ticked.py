"""An impact statement names somebody whom no modification that it is based on affects.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: gas-networks    # R107
      says: Networks can see more.
      rests-on: [MP002]
    - for: suppliers
      says: Suppliers can see more.
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
        whom = parties.participant_of(statement.for_)
        if whom != ALL_PARTIES and whom not in parties.participants:
            continue  # an unknown name is told as such
        affected = (may_affect(subject.register, standing, whom) for standing in resting_on)
        if whom == ALL_PARTIES or any(affected):
            continue
        yield Finding(
            f"this is about {statement.for_!r}, but {listed(list(statement.rests_on))} "
            f"has no tick for {whom!r}",
            address.at("for"),
            "correct 'for' or 'rests-on', or tick it under 'impacts' of the modification",
        )
