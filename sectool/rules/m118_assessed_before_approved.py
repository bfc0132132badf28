"""The DCC had accepted an assessment before its request was approved.

An Impact Assessment costs money, so the Change Board approves the request first. Papers have
reported it the other way round: a person should look which of the two days is right. Which kinds of
assessments need an approval is said in `assessments.yaml` (`needs-approval`); one that needs none,
as a Preliminary Assessment, may be approved at any time.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: ia-1}
    - date: 2029-02-13    # M118
      event: assessment-approved
      assessment: ia-1

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-approved, assessment: ia-1}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - {date: 2029-02-13, event: assessment-accepted, assessment: ia-1}
    - {date: 2029-02-13, event: assessment-approved, assessment: pa-1}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Finding, Severity
from sectool.rules.histories import assessments_of, place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    kinds = subject.register.assessment_kinds
    operator = subject.register.words.operator
    for modification in subject.register.modifications.values():
        for fold, entry in assessments_of(subject.register.life_cycle, modification):
            if entry.event != "assessment-approved" or entry.date is None:
                continue
            kind = kinds.get((entry.assessment or "").rpartition("-")[0])
            if kind is not None and not kind.needs_approval:
                continue
            known = fold.assessments.get(entry.assessment or "")
            accepted = known.accepted if known is not None else None
            if accepted is not None and last_day(accepted) < first_day(entry.date):
                yield Finding(
                    f"{entry.assessment} was approved only after {operator} had accepted it, "
                    f"{plainly(accepted)}",
                    place_in_history(modification, entry).at("date"),
                )
