"""An entry cannot follow what was last known of the modification.

A rejected proposal is not scheduled, an approved one is not consulted on. The message gives the
stage of the modification and what could have come next. Steps that papers leave out are no fault: a
vote may follow the Refinement Process. An entry that was only `seen` may follow anything, and so
may one after a stage that nobody saw or after twelve months without an entry.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-06-05, event: rejected}
    - date: 2029-07-03
      event: scheduled    # M112
      release: 2030-06

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-06-05, event: rejected}
    - {date: 2029-07-03, event: referred, refer-to: CSC}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import Month, When, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.history import refusals
from sectool.model.lifecycle import ASSESSMENT
from sectool.model.modification import Entry
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    cycle = subject.register.life_cycle
    for modification in subject.register.modifications.values():
        for refusal in refusals(cycle, modification):
            earlier = refusal.earlier
            event = refusal.entry.event
            if refusal.because is not None:
                message = f"{event!r} cannot come here: {modification.id} {refusal.because}"
            else:
                stood = f"{modification.id} was {refusal.stage!r} {_since(refusal.since, earlier)}"
                message = f"{event!r} cannot follow: {stood}"
            yield Finding(
                message,
                place_in_history(modification, refusal.entry).at("event"),
                f"what could have come: {_listed(refusal.could)}",
                related=(
                    ()
                    if earlier is None
                    else (
                        Related(
                            f"by this it is known as {refusal.stage!r}",
                            place_in_history(modification, earlier),
                        ),
                    )
                ),
            )


def _listed(steps: tuple[str, ...]) -> str:
    """The steps by their events, and in brackets the values that tell steps of one event apart."""
    events: dict[str, list[str]] = {}
    for step in steps:
        event, _, value = step.partition(" ")
        if event.startswith(ASSESSMENT):
            event, value = f"{ASSESSMENT}…", event.removeprefix(ASSESSMENT)
        events.setdefault(event, []).append(value)
    follows = [
        event + (f" ({', '.join(values)})" if all(values) else "")
        for event, values in events.items()
    ]
    return ", ".join(follows) or "nothing more"


def _since(since: When | None, earlier: Entry | None) -> str:
    if since is not None:
        return f"from {plainly(since)}"
    if earlier is None:
        return "before"
    return f"{'in' if isinstance(earlier.when, Month) else 'on'} {plainly(earlier.when)}"
