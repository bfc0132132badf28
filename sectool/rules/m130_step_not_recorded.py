"""An entry follows from a step that no entry records.

What came into force was approved before, what was upheld had been referred, and what was resumed
had been on hold. Papers of earlier years often report the second and not the first, so this is no
error. In a history of today it usually means that an entry was forgotten. Where nobody knows the
day of the step, `seen` says by which day it had happened. A hold that is to end sooner than was
said before is such an entry, too: a hold is prolonged, or resumed from.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-06-27
      event: implemented    # M130

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {seen: 2029-06-27, event: approved}
    - {date: 2029-06-27, event: implemented}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.history import gaps_of, shorter_holds
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}

# What must have come before; before every other step with a gap it is the approval.
_BEFORE = {
    "referred": "a decision",
    "upheld": "a referral",
    "overturned": "a referral",
    "resumed": "a hold",
}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        for shorter in shorter_holds(subject.register.life_cycle, modification):
            yield Finding(
                f"{modification.id} is on hold until {in_full(shorter.until)}, and here until an "
                "earlier day",
                place_in_history(modification, shorter.entry).at("until"),
                "correct the day, or record with 'resumed' that the hold ended",
            )
        for gap in gaps_of(subject.register.life_cycle, modification):
            event, earlier = gap.entry.event or "", gap.earlier
            known = f" by {plainly(earlier.when)}" if earlier is not None else ""
            yield Finding(
                f"{event!r} follows {_BEFORE.get(event, 'an approval')} that no entry records: "
                f"{modification.id} was {gap.stage!r}{known}",
                place_in_history(modification, gap.entry).at("event"),
                "record that step, with 'seen' where its day is not known",
                related=(
                    ()
                    if earlier is None
                    else (
                        Related(
                            f"by this it is known as {gap.stage!r}",
                            place_in_history(modification, earlier),
                        ),
                    )
                ),
            )
