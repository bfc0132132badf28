"""The life cycle has the same step twice.

Of two rows for one event only the last would count. Rows of one event are distinguished by `as` and
`prefix`, or by `towards`; one row may name several events that do the same.

Bad:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
    - event: targeted    # M142
      after: assessed

Good:

    # reference/life-cycle.yaml
    stages:
      assessed: {title: Assessment, kind: open}
    steps:
    - {event: raised, as: MP, to: assessed}
    - {event: raised, as: DP, to: assessed}
    - {event: targeted, after-any: open}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.lifecycle import name_of
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"life_cycle_table"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    table = subject.register.life_cycle_table
    first: dict[str, Address] = {}
    for index, row in enumerate(table.steps if table is not None else ()):
        place = reference("life_cycle_table", "steps", index)
        for event in row.event:
            name = name_of(event, row)
            if name in first:
                yield Finding(
                    f"the step {name!r} is defined twice",
                    place.at("event"),
                    "remove one of the two rows, or say what distinguishes them",
                    related=(Related("it is defined here", first[name]),),
                )
            first.setdefault(name, place)
