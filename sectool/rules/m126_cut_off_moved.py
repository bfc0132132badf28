"""A cut-off date differs from what its phrase gives, or was given for an earlier go-live.

'date' is what was published and counts; 'when' says how it follows from the plan. Once a milestone
that it depends on has moved, the two differ, and somebody has to decide which day is meant. A date
alone was published for the go-live that was planned then: once that has moved, it is asked about
until an entry gives a cut-off again, the same or another.

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

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.modification import Entry
from sectool.model.register import modification_file
from sectool.queries.cut_offs import CutOffVerdict, cut_off_entry, cut_off_of, days_in_words
from sectool.queries.register_on import RegisterOn, register_on
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
        if standing is None or cut_off is None or cut_off.date is None:
            continue
        verdict = cut_off_of(now, standing)
        if verdict is None or standing.decision != "open":
            continue
        entry = cut_off_entry(now, verdict)
        found = _by_plan(verdict) if cut_off.when is not None else _by_go_live(now, verdict, entry)
        if found is None:
            continue
        differs, advice = found
        top = Address(modification_file(id_))
        place = place_in_history(modification, entry) if entry is not None else top
        yield Finding(
            f"the cut-off date of {standing.shown_id} for {verdict.release}, "
            f"{plainly(cut_off.date)}, {differs}",
            place.at("cut-off", "date"),
            advice,
            about=(id_, str(verdict.release)),
        )


def _by_plan(verdict: CutOffVerdict) -> tuple[str, str] | None:
    """That its phrase gives another day by now, and what to do about it."""
    if verdict.by_plan is None or verdict.recorded is None:
        return None
    return (
        f"is not ‘{verdict.recorded.when}’ by the plan, {days_in_words(verdict.by_plan)}",
        "decide which day is meant: change 'date', or leave out 'when' and say why ('because')",
    )


def _by_go_live(
    now: RegisterOn, verdict: CutOffVerdict, entry: Entry | None
) -> tuple[str, str] | None:
    """That it was given when another go-live was planned, and what to do about it."""
    release = verdict.release
    if entry is None or release is None or verdict.state == "ended" or release in now.live:
        return None
    was = register_on(now.register, last_day(entry.when)).planned_go_live(release)
    planned = now.planned_go_live(release)
    if was is None or planned is None:
        return None
    if first_day(planned) <= last_day(was) and first_day(was) <= last_day(planned):
        return None
    return (
        f"was given while go-live was planned for {plainly(was)}, and not for {plainly(planned)}",
        "ask which day is valid, and record what was answered: a newer entry with 'cut-off', of "
        "this "
        "day or another",
    )
