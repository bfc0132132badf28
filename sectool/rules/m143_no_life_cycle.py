"""A register has modifications, and no life cycle that says how they move.

The stages and steps of a Code are defined in `life-cycle.yaml`, which a profile brings with it.
Without it every stage is unknown: no document can say the stage of a modification, and no rule can
check whether an entry may follow those before it.

Bad:

    # sectool.yaml
    shape: 4
    code:
      name: Smart Energy Code
      short: SEC
    profile: none    # M143
    administrator: SECAS
    classification: White

    # templates/rid.md.j2
    # {{ release_name }}

Good:

    # sectool.yaml
    shape: 4
    code:
      name: Smart Energy Code
      short: SEC
    profile: sec
    administrator: SECAS
    classification: White
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import SETTINGS_FILE
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.ERROR
NEEDS = {"life_cycle_table", "settings"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if register.life_cycle_table is not None or not register.modifications:
        return
    if register.settings is None or any_unread(register, "life_cycle_table"):
        return
    if SETTINGS_FILE in register.unread:
        return  # it names a profile that is not there
    yield Finding(
        "this register has modifications, and no life cycle: every stage is unknown",
        Address(SETTINGS_FILE, ("profile",)),
        "name a profile that has one, or write reference/life-cycle.yaml",
    )
