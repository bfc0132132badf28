"""A text names a modification that the register does not hold.

A slip of one digit names another modification or none, and readers look up the wrong one. A
Draft Proposal may be named as one: DP003 is MP003.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It depends on MP999, and on DP002.    # D113

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It depends on MP002, and on DP002.
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity, did_you_mean
from sectool.model.register import modification_file
from sectool.model.shape import MODIFICATION_ID
from sectool.rules.common import any_unread
from sectool.rules.prose import texts_of
from sectool.rules.rule import Subject
from sectool.rules.sentences import ids_in

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications"):
        return
    for said in texts_of(register):
        told: set[str] = set()
        for found in ids_in(said.text) if said.has_digits else ():
            if found.id in register.modifications or found.id in told:
                continue
            told.add(found.id)
            near = did_you_mean(found.id, [*register.modifications])
            meant = f"; did you mean {near!r}?" if near else ""
            file = modification_file(found.id)
            add = f", or record it in {file}" if MODIFICATION_ID.fullmatch(found.id) else ""
            yield Finding(
                f"the register has no {found.words}{meant}",
                said.at(found.span),
                f"correct the id{add}",
            )
