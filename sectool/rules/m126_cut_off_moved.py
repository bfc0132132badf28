"""A cut-off date differs from what its phrase gives.

'date' is what was published and counts; 'when' says how it follows from the plan. Once a milestone
that it rests on has moved, the two differ, and somebody has to decide which day is meant.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        date: 2029-12-20    # M126
        when: 6 months before go-live

Good:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off:
        date: 2029-12-27
        when: 6 months before go-live
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import modification_file
from sectool.queries.cut_offs import cut_off_entry, cut_off_of, days_in_words
from sectool.queries.register_on import register_on
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"cut-off", "modification"}


def check(subject: Subject) -> Iterator[Finding]:
    now = register_on(subject.register, None)
    for id_, modification in subject.register.modifications.items():
        standing = now.standing(id_)
        cut_off = standing.facts.cut_off if standing is not None else None
        if standing is None or cut_off is None or cut_off.date is None or cut_off.when is None:
            continue
        verdict = cut_off_of(now, standing)
        if verdict is None or verdict.by_plan is None or standing.decision != "open":
            continue
        entry = cut_off_entry(now, verdict)
        top = Address(modification_file(id_))
        place = place_in_history(modification, entry) if entry is not None else top
        yield Finding(
            f"the cut-off date of {standing.shown_id} for {verdict.release}, "
            f"{plainly(cut_off.date)}, is not ‘{cut_off.when}’ by the plan, "
            f"{days_in_words(verdict.by_plan)}",
            place.at("cut-off", "date"),
            "decide which day is meant: change 'date', or leave out 'when' and say why ('because')",
            about=(id_, str(verdict.release)),
        )
