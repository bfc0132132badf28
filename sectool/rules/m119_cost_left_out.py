"""New costs of a modification leave out an earlier figure.

The costs of an entry replace all that was known before them: a phase that they do not name has no
figure from that day on. Repeat what is still valid, and write `tbc` where it is open again.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: noted, costs: [{phases: [sit, uit], amount: 1000}]}
    - {date: 2029-03-06, event: noted, costs: [{phases: [sit], amount: 1500}]}    # M119

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: noted, costs: [{phases: [sit, uit], amount: 1000}]}
    - date: 2029-03-06
      event: noted
      costs: [{phases: [sit], amount: 1500}, {phases: [uit], amount: tbc}]
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.modification import Cost
from sectool.model.register import modification_file
from sectool.rules.rule import Subject
from sectool.words import listed

SEVERITY = Severity.WARNING
ABOUT = {"modification"}

_Known = dict[tuple[str, ...], tuple[tuple[Cost, ...], Address]]


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        where = Address(modification_file(modification.id))
        # What was known last, by the parts that it is of.
        known: _Known = {(): (modification.costs, where.at("costs"))}
        for index, entry in enumerate(modification.history):
            if "costs" not in entry.model_fields_set:
                continue
            here = where.at("history", index, "costs")
            before, place = known.get(entry.part, ((), here))
            lost = _figures(before) - {phase for cost in entry.costs for phase in cost.phases}
            if lost:
                order = [phase for cost in before for phase in cost.phases if phase in lost]
                yield Finding(
                    f"these costs replace those before, and leave out {listed(order)}",
                    here,
                    "repeat what is still valid, and write 'amount: tbc' for what is open again",
                    (Related("the earlier figure is here", place),),
                )
            known = {parts: found for parts, found in known.items() if parts and entry.part}
            known[entry.part] = entry.costs, here


def _figures(costs: tuple[Cost, ...]) -> set[str]:
    """The phases that have a figure, be it an estimate."""
    return {phase for cost in costs for phase in cost.phases if cost.amount not in ("tbc", "n/a")}
