"""An assessment is returned or numbered, and what came before it is not recorded.

An assessment that came back was requested or accepted, and `pa-2` followed a `pa-1`. Papers of
earlier years often report only the end, so this is no error. Where a source gives the duration,
`took` has it, and nothing is missing.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-03-06
      event: assessment-returned
      assessment: pa-1    # M131

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: assessment-accepted, assessment: pa-1}
    - {date: 2029-03-06, event: assessment-returned, assessment: pa-1}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.history import assessment_before, walked
from sectool.model.lifecycle import ASSESSMENT, LifeCycle
from sectool.model.modification import Modification
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        if any(entry.assessment is not None for entry in modification.history):
            yield from _gaps(subject.register.life_cycle, modification)


def _gaps(cycle: LifeCycle, modification: Modification) -> Iterator[Finding]:
    """What is missing before steps of assessments, as far as the history is recorded whole.

    Histories that start in the middle leave out more than an assessment.
    """
    whole = False
    for fold, entry in walked(cycle, modification):
        if fold.taken is None:
            whole = entry.event == "raised" and entry.date is not None
        id_ = entry.assessment
        step = (entry.event or "").startswith(ASSESSMENT)
        if id_ is None or entry.date is None or not step or id_ in fold.assessments:
            continue
        place = place_in_history(modification, entry).at("assessment")
        before = assessment_before(id_)
        if before is not None and before not in fold.assessments:
            yield Finding(
                f"{id_} follows {before}, which no entry records",
                place,
                f"is {before} meant? If not, record how {before} went",
            )
        elif whole and entry.event == "assessment-returned" and not entry.took:
            yield Finding(
                f"{id_} is returned, and no entry records that it was requested",
                place,
                "record when it was requested or accepted, or how long it 'took'",
            )
