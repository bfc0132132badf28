"""A step of the life cycle does not lead where its event means it to.

What was approved is decided, what was rejected or withdrawn has ended, and what was referred is to
be reviewed: documents and rules rely on it, whatever the stages are called. Each of these events
therefore leads to a stage of its kind. What is implemented has a stage to itself, since what ended
otherwise never comes into force.

Bad:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
      agreed: {title: Agreed, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - event: approved
      after: assessed
      to: agreed    # M144

Good:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
      agreed: {title: Agreed, kind: decided}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - {event: approved, after: assessed, to: agreed}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.life_cycle_table import StageKind
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}

# The kinds of stages to which events lead.
_LEADS_TO: dict[str, tuple[StageKind, ...]] = {
    "raised": ("draft", "open"),
    "converted": ("open",),
    "sent-back": ("open",),
    "referred": ("referred",),
    "approved": ("decided",),
    "implemented": ("ended",),
    "rejected": ("ended",),
    "withdrawn": ("ended",),
    "split": ("ended",),
}


def check(subject: Subject) -> Iterator[Finding]:
    table = subject.register.life_cycle_table
    if table is None:
        return
    cycle = subject.register.life_cycle
    in_force = {row.to for row in table.steps if "implemented" in row.event} - {None}
    for index, row in enumerate(table.steps):
        place = reference("life_cycle_table", "steps", index)
        for event in row.event:
            kinds = _LEADS_TO.get(event)
            if kinds is None or (row.to is not None and row.to not in table.stages):
                continue  # an unknown stage is told by Y301
            wanted = " or ".join(f"{kind!r}" for kind in kinds)
            if row.to is None:
                yield Finding(
                    f"{event!r} leads to no stage",
                    place.at("event"),
                    f"add 'to' with a stage of the kind {wanted}",
                )
            elif cycle.kind_of(row.to) not in kinds:
                yield _elsewhere(event, row.to, cycle.kind_of(row.to), wanted, place)
            elif event != "implemented" and row.to in in_force:
                yield Finding(
                    f"{event!r} leads to the same stage as 'implemented': {row.to!r}",
                    place.at("to"),
                    "give what is in force a stage of its own",
                )


def _elsewhere(event: str, to: str, kind: str, wanted: str, place: Address) -> Finding:
    return Finding(
        f"{event!r} leads to {to!r}, which is {kind!r}",
        place.at("to"),
        f"name a stage of the kind {wanted}, or correct the 'kind' of {to!r}",
    )
