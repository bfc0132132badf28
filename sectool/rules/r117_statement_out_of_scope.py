"""An impact statement is based on a modification that was never meant for the release.

A statement is removed when all that it is based on has left the release, and what was once in it
may still be named. What was never in it comes from another release, whose file was copied: the
statement would be dropped in silence.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: suppliers
      says: Suppliers can see more.
      rests-on: [MP002, MP001]    # R117
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

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.modification import Modification
from sectool.model.register import release_file
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"modifications", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, release in subject.register.releases.items():
        for index, statement in enumerate(release.impact_statements or ()):
            for position, named in enumerate(statement.rests_on):
                modification = subject.register.modifications.get(named)
                if modification is None or _was_meant_for(modification, id_):
                    continue
                yield Finding(
                    f"this statement is based on {named}, which was never meant for {id_}",
                    Address(release_file(id_), ("impact-statements", index, "rests-on", position)),
                    "remove it, or record on the modification that it is targeted at the release",
                    about=(id_, named),
                )


def _was_meant_for(modification: Modification, release: str) -> bool:
    return any(entry.release == release for entry in modification.history)
