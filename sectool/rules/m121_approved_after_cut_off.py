"""A modification was approved for a release after its cut-off date.

It is in the release all the same only where a body admitted it by exception: 'event: admitted'
says which, and why. An estimated cut-off date is no such limit.

Bad:

    # reference/bodies.yaml
    csc: {short: CSC, name: Change Sub-Committee}
    dcc: {short: DCC, name: Data Communications Company}

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: let Suppliers see more
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
    - date: 2030-01-08    # M121
      event: approved
      release: 2030-06

Good:

    # reference/bodies.yaml
    csc: {short: CSC, name: Change Sub-Committee}
    dcc: {short: DCC, name: Data Communications Company}

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: let Suppliers see more
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
    - {date: 2030-01-08, event: approved, release: 2030-06}
    - {date: 2030-01-08, event: admitted, release: 2030-06, by: CSC, meeting: 12}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import first_day, plainly
from sectool.diagnostic import Finding, Severity
from sectool.history import walked
from sectool.model.modification import Facts, Modification
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"cut-off", "modification"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        if not _may_be_late(modification):
            continue
        for fold, entry in walked(subject.register.life_cycle, modification):
            release, cut_off = fold.targeted, fold.cut_off
            if entry.event != "approved" or entry.date is None or release is None:
                continue
            if entry.release not in (None, release) or cut_off is None or cut_off.date is None:
                continue
            late = cut_off.basis == "firm" and first_day(entry.date) > cut_off.date
            if late and not was_admitted(modification, release):
                yield Finding(
                    f"{fold.shown_id} was approved for {release} on {plainly(entry.date)}, after "
                    f"its cut-off date, {plainly(cut_off.date)}",
                    place_in_history(modification, entry).at("date"),
                    "if it was admitted by exception, add 'event: admitted' with the meeting; "
                    "otherwise say for which release it was approved",
                    about=(modification.id, release),
                )


def _may_be_late(modification: Modification) -> bool:
    """Whether any approval is later than any cut-off: few are, and only those are looked at."""
    givers: tuple[Facts, ...] = (modification, *modification.history)
    days = [one.cut_off.date for one in givers if one.cut_off is not None and one.cut_off.date]
    return any(
        entry.event == "approved" and entry.date is not None and first_day(entry.date) > min(days)
        for entry in modification.history
        if days
    )


def was_admitted(modification: Modification, release: str) -> bool:
    """Whether a modification was ever admitted to a release by exception."""
    return any(
        entry.event == "admitted" and entry.release == release for entry in modification.history
    )
