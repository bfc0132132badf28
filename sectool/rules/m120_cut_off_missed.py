"""A cut-off date has passed without a decision.

Whatever is not approved by its cut-off date is not included in the release: it is moved to another,
dropped, or admitted by exception. This is asked as of the day of each Release Implementation
Document that lists the modification as targeted, and, with 'timeline check --today', as of a day
for every release until twelve months after its go-live.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    classification: White
    versions:
    - version: 0.1
      dated: 2030-01-09    # M120
      changes: The first version.

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    classification: White
    versions:
    - version: 0.1
      dated: 2030-01-09
      changes: The first version.

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: let Suppliers see more of what happens to their requests
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
    - date: 2030-01-02
      event: admitted
      release: 2030-06
      because: The vote was put off for want of a quorum.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.modification import Facts
from sectool.model.register import Register, modification_file, publication_file
from sectool.queries.cut_offs import (
    CutOffVerdict,
    cut_off_entry,
    days_in_words,
    missed_in,
    rules_known,
    verdict_in_words,
)
from sectool.queries.register_on import RegisterOn, register_on
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {
    *("bodies", "calendar", "cut_off_rules", "modifications", "publications", "releases"),
    *("sources", "timelines"),
}
ABOUT = {"cut-off", "modification"}

_ADVICE = (
    "record the decision, the release that it moves to, or that it was dropped; 'event: admitted' "
    "records that it stays in by exception"
)


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for name, publication in register.publications.items():
        release = publication.release
        if publication.kind != "rid" or release is None:
            continue
        for index, version in enumerate(publication.versions):
            if version.dated is None or not _may_be_missed(register, version.dated):
                continue
            on = register_on(register, version.dated)
            for verdict in missed_in(on, release):
                yield Finding(
                    f"version {version.version} of {plainly(version.dated)} lists "
                    f"{verdict.standing.shown_id} as targeted, and its {_in_words(verdict)}",
                    Address(publication_file(name), ("versions", index, "dated")),
                    _ADVICE,
                    related=(Related("its cut-off is given here", _place(on, verdict)),),
                    about=(verdict.standing.id, release),
                )
    if subject.today is None:
        return
    on = register_on(register, subject.today)
    for release in register.releases:
        for verdict in missed_in(on, release):
            if not verdict.release_is_past:
                yield Finding(
                    f"{verdict.standing.shown_id} is not decided on {plainly(subject.today)}, and "
                    f"its {_in_words(verdict)}",
                    _place(on, verdict),
                    _ADVICE,
                    about=(verdict.standing.id, release),
                )


def _may_be_missed(register: Register, day: date) -> bool:
    """Whether any cut-off may have passed by a day: where none has, nobody is looked at."""
    if rules_known(register, day):
        return True
    for modification in register.modifications.values():
        givers: tuple[Facts, ...] = (modification, *modification.history)
        days = (one.cut_off.date for one in givers if one.cut_off is not None)
        if any(known is None or known < day for known in days):
            return True
    return False


def _in_words(verdict: CutOffVerdict) -> str:
    days = days_in_words(verdict.window) if verdict.window is not None else ""
    return f"{verdict.name} for {verdict.release}, {days}, was {verdict_in_words(verdict)}".replace(
        "was passed", "passed"
    )


def _place(on: RegisterOn, verdict: CutOffVerdict) -> Address:
    """Where the cut-off is given, else the target."""
    modification = on.register.modifications[verdict.standing.id]
    entry = cut_off_entry(on, verdict)
    if entry is None:
        return Address(modification_file(modification.id), ("cut-off",))
    place = place_in_history(modification, entry)
    return place.at("cut-off") if "cut_off" in entry.model_fields_set else place
