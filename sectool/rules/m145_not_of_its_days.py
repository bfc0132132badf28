"""An entry has a stage or a path, or leads to a stage, on a day when the Code did not have it.

Stages and paths change with the rules of the Code: `from` and `to` in `life-cycle.yaml` say
when. An entry outside these days names the wrong one, has the wrong day, or the days are wrong. So
it is with a step that leads to such a stage.

Bad:

    # reference/life-cycle.yaml
    stages:
      considered: {title: Consideration, kind: open, to: 2028-12-31}
      assessed: {title: Assessment, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: sent-back, after-any: open, to: considered}
    - {event: targeted, after-any: open}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-01-16, event: sent-back}    # M145
    - seen: 2029-02-06
      stage: considered    # M145

Good:

    # reference/life-cycle.yaml
    stages:
      considered: {title: Consideration, kind: open, to: 2028-12-31}
      assessed: {title: Assessment, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: sent-back, after-any: open, to: considered}
    - {event: targeted, after-any: open}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {seen: 2029-02-06, stage: assessed}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.life_cycle_table import PathRow, StageRow
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry
from sectool.model.register import reference
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    cycle = subject.register.life_cycle
    dated = any(map(_has_days, cycle.stages.values())) or any(map(_has_days, cycle.paths.values()))
    for modification in subject.register.modifications.values() if dated else ():
        for entry in modification.history:
            for key, name, row in _used(cycle, entry):
                outside = _outside(row, entry)
                if outside is not None:
                    yield Finding(
                        f"the {key} {name!r} was used {outside}; this is {plainly(entry.when)}",
                        place_in_history(modification, entry).at(key),
                        f"name the {key} of that day, or correct the days in life-cycle.yaml",
                        related=(_days_of(key, name),),
                    )
            stage = _led_to(cycle, entry, modification.id)
            outside = _outside(cycle.stages[stage], entry) if stage is not None else None
            # What was only seen happened at some time before.
            if stage is None or outside is None or (entry.date is None and "until" in outside):
                continue
            yield Finding(
                f"{entry.event!r} leads to the stage {stage!r}, which was used {outside}; this is "
                f"{plainly(entry.when)}",
                place_in_history(modification, entry).at("event"),
                "record what happened that day, or correct the days or the step in life-cycle.yaml",
                related=(_days_of("stage", stage),),
            )


def _days_of(key: str, name: str) -> Related:
    return Related("its days are given here", reference("life_cycle_table", f"{key}s", name))


def _led_to(cycle: LifeCycle, entry: Entry, id_: str) -> str | None:
    """The stage to which the step of an entry leads, as far as the life cycle has both."""
    name = cycle.step_of(entry, id_)
    to = cycle.step(name).to
    if name is None or to not in cycle.stages or entry.stage == to:
        return None
    # The word of a body without the power for it moves nothing.
    return to if cycle.stage_after(name, "", entry) == to else None


def _has_days(row: StageRow | PathRow) -> bool:
    return row.from_ is not None or row.to is not None


def _used(cycle: LifeCycle, entry: Entry) -> Iterator[tuple[str, str, StageRow | PathRow]]:
    """The stage and the path that an entry names, as far as the life cycle has them."""
    if entry.stage is not None and entry.stage in cycle.stages:
        yield "stage", entry.stage, cycle.stages[entry.stage]
    if entry.path is not None and entry.path in cycle.paths:
        yield "path", entry.path, cycle.paths[entry.path]


def _outside(row: StageRow | PathRow, entry: Entry) -> str | None:
    """When something was used, where an entry lies outside of that."""
    if row.from_ is not None and last_day(entry.when) < first_day(row.from_):
        return f"from {plainly(row.from_)}"
    if row.to is not None and first_day(entry.when) > last_day(row.to):
        return f"until {plainly(row.to)}"
    return None
