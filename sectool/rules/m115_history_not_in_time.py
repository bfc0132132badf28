"""Entries of a history are not in the order of time.

The register reads them in time all the same. A reader does not, and a date out of order is often a
wrong year.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-02-06, event: discussed}
    - date: 2029-01-09    # M115
      event: raised
      as: MP

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: discussed}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Finding, Related, ReorderFix, Severity
from sectool.model.modification import Modification
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        latest = modification.history[0]
        for entry in modification.history[1:]:
            # A month may lie before or after its days.
            if last_day(entry.when) < first_day(latest.when):
                key = "date" if entry.date is not None else "seen"
                yield Finding(
                    f"{plainly(entry.when)} is listed after {plainly(latest.when)}",
                    place_in_history(modification, entry).at(key),
                    "write the entries in the order of time",
                    related=(Related("this is later", place_in_history(modification, latest)),),
                    fix=ReorderFix(("history",), _in_time(modification)),
                )
            else:
                latest = entry


def _in_time(modification: Modification) -> tuple[int, ...]:
    """The places of its entries in the order of time; those of one day or month stay as they are.

    A month comes where it comes in the file, as far as its days allow.
    """
    history = modification.history
    order = list[int]()
    for index, entry in enumerate(history):
        at = len(order)
        while at and last_day(entry.when) < first_day(history[order[at - 1]].when):
            at -= 1
        order.insert(at, index)
    return tuple(order)
