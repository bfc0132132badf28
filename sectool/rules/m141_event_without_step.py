"""A history has an event for which the life cycle has no step.

The steps say which stages an event may follow, and where it leads. Without one the entry is taken
as a remark: it leaves the modification where it was, and whether it may come there is not checked.

Bad:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-02-06
      event: withdrawn    # M141

Good:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
      closed: {title: Closed, kind: ended}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - {event: withdrawn, after-any: open, to: closed}

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: withdrawn}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}

# Of these, what tells the steps of one event apart is a name: Y301 says where it is unknown. So
# it does of the prefix with which something was raised.
_NAMED = ("consultation", "recommended")


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    table = register.life_cycle_table
    if table is None:
        return
    cycle, known = register.life_cycle, register.ids.prefixes
    events = {event for row in table.steps for event in row.event}
    for modification in register.modifications.values():
        for entry in modification.history:
            name = cycle.step_of(entry, modification.id)
            if name is None or name in cycle.steps:
                continue
            if entry.event in _NAMED and entry.event in events:
                continue
            if entry.event == "raised" and known and entry.as_ not in known:
                continue
            yield Finding(
                f"the life cycle has no step for {name!r}",
                place_in_history(modification, entry).at("event"),
                "add the step to 'steps' in life-cycle.yaml: what it may follow, and where it "
                "leads",
            )
