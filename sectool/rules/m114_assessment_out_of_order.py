"""A step of a DCC assessment cannot follow the step before it.

An assessment is requested, approved or deferred, accepted and returned, in this order; papers
leave the first steps out. Each has its own id: `pa-2` is the second Preliminary Assessment, and
begins when `pa-1` is back.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - {date: 2029-03-06, event: assessment-returned, assessment: pa-1}
    - date: 2029-04-03
      event: assessment-accepted
      assessment: pa-1    # M114

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - {date: 2029-03-06, event: assessment-returned, assessment: pa-1}
    - {date: 2029-04-03, event: assessment-accepted, assessment: pa-2}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import plainly
from sectool.diagnostic import Finding, Severity
from sectool.history import assessment_refusals
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        for refusal in assessment_refusals(subject.register.life_cycle, modification):
            entry, last, other = refusal.entry, refusal.last, refusal.other
            if last is not None:
                could = [f"assessment-{step}" for step in refusal.could]
                message = (
                    f"{entry.event!r} cannot follow: {last.id} was {last.state!r} by "
                    f"{plainly(last.seen)}"
                )
                help_ = (
                    f"what could have come: {', '.join(could)}"
                    if could
                    else ("it is over: another assessment has an id of its own")
                )
            else:
                message = f"{entry.assessment} cannot begin here: {other} is not returned"
                help_ = f"is {other} meant? If not, say first how {other} ended"
            yield Finding(message, place_in_history(modification, entry).at("assessment"), help_)
