"""A step of the back plan has no length: nothing says how long it takes.

Counted back from a cut-off date, such a step is taken to need no time at all, so that the last
days of the steps before it are later than they should be.

Bad:

    # reference/assessments.yaml
    pa: {title: Preliminary Assessment}
    # reference/back-plan.yaml
    - title: Preliminary Assessment
      assessment: pa    # C130

Good:

    # reference/assessments.yaml
    pa: {title: Preliminary Assessment, target: 15 working days}
    ia: {title: Impact Assessment}
    # reference/back-plan.yaml
    - title: Preliminary Assessment
      assessment: pa
    - title: Impact Assessment
      assessment: ia
      takes: 40 working days
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.parser import PhraseError, parse_distance
from sectool.diagnostic import Finding, Severity
from sectool.model.back_plan import BackPlanStep
from sectool.model.register import Register, reference
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"assessment_kinds", "back_plan", "consultations"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for index, step in enumerate(register.back_plan):
        key, lacking = _lacking(register, step)
        if lacking is not None:
            yield Finding(
                f"nothing says how long {step.title!r} takes: {lacking}",
                reference("back_plan", index, key),
                "add it there, or add 'takes' here, such as 'takes: 15 working days'",
                about=(key,),
            )


def _lacking(register: Register, step: BackPlanStep) -> tuple[str, str | None]:
    """The key that names the kind of a step, and what its table does not say of its length."""
    if step.takes is None and step.assessment is not None:
        kind = register.assessment_kinds.get(step.assessment)
        if kind is not None and not _is_length(kind.target):
            return "assessment", f"{step.assessment!r} has no 'target' that gives a length"
    if step.takes is None and step.consultation is not None:
        usual = register.consultations.get(step.consultation)
        if usual is not None and not usual.weeks:
            return "consultation", f"{step.consultation!r} has no 'weeks'"
    return "", None


def _is_length(text: str | None) -> bool:
    try:
        return text is not None and parse_distance(text) is not None
    except PhraseError:
        return False
