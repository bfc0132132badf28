"""A text speaks of {irps} and nothing says how many there are.

`{irps}` in `will` or `says` is replaced by the number of Issue Resolution Proposals and by what
they do to DCC Systems. The modification it is based on has to give the count.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: incorporate {irps} into the SEC    # M109
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: incorporate {irps} into the SEC
    irps: {count: 2}
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file, release_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    with_irps = {
        id_
        for id_, found in register.modifications.items()
        if any(
            irps is not None and irps.count
            for irps in (found.irps, *(entry.irps for entry in found.history))
        )
    }
    for id_, modification in register.modifications.items():
        if modification.will and "{irps}" in modification.will and id_ not in with_irps:
            yield Finding(
                "'{irps}' is used here, but the modification has no 'irps'",
                Address(modification_file(id_), ("will",)),
                "add 'irps: {count: …}'",
            )
    for id_, release in register.releases.items():
        for index, statement in enumerate(release.impact_statements or ()):
            if "{irps}" in statement.says and not with_irps & set(statement.rests_on):
                yield Finding(
                    "'{irps}' is used here, but no modification in 'rests-on' has 'irps'",
                    Address(release_file(id_), ("impact-statements", index, "says")),
                    "add 'irps: {count: …}' to one of the modifications in 'rests-on'",
                )
