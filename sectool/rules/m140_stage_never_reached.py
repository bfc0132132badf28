"""No step of the life cycle leads to a stage.

A stage is reached by an event, or by a move that papers leave out (`goes-on-to`). One that nothing
leads to can only be `seen` in a history: usually a step is missing, or its `to` names another one.

Bad:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
      report:    # M140
        title: Report Phase
        kind: open
      agreed: {title: Agreed, kind: decided}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - {event: approved, after: [assessed, report], to: agreed}

Good:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open, goes-on-to: report}
      report: {title: Report Phase, kind: open}
      agreed: {title: Agreed, kind: decided}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - {event: approved, after: [assessed, report], to: agreed}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    table = subject.register.life_cycle_table
    if table is None:
        return
    reached = {stage for row in table.stages.values() for stage in row.goes_on_to}
    reached |= {stage for step in table.steps for stage in (step.to, step.shows) if stage}
    for name, row in table.stages.items():
        if name not in reached and row.kind != "unknown":
            yield Finding(
                f"no step leads to the stage {name!r}",
                reference("life_cycle_table", "stages").of_key(name),
                "name it as 'to' of a step, or in 'goes-on-to' of the stage before it",
            )
