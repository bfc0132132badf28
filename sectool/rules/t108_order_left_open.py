"""A milestone known by its month alone must follow, or come before, a day in the same month.

Nothing in the printed month says on which side of that day it falls.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-19
      tests:
        title: Tests commence
        when: 2030-03    # T108
        rules:
        - on or after decision
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-03-19
      tests:
        title: Tests commence
        when: 2030-03-21
        rules:
        - on or after decision
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.nodes import Named, Order
from sectool.dates import Month, in_full, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            month = item.when
            if not isinstance(month, Month):
                continue
            for parsed in item.rules:
                rule = parsed.rule
                if not isinstance(rule, Order) or not isinstance(rule.anchor, Named):
                    continue
                other = schedule.milestones[rule.anchor.id]
                if other.day is not None and other.day in month:
                    yield Finding(
                        f"{item.id!r} is planned for {plainly(month)}, but not all of that month "
                        f"will do: it must fall {rule.relation} {in_full(other.day)}",
                        item.address.at("when"),
                        "give the day as soon as it is known; or is the rule the wrong way round?",
                        (
                            Related("this rule asks for it", parsed.address),
                            Related(f"{other.id!r} is defined here", other.address),
                        ),
                    )
