"""The phases of a cost are no cell of the cost table.

A figure may cover several phases only if they are neighbours in the table, and no phase can
have two figures of one modification.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    costs:
    - phases: [sit, support]    # M110
      amount: 1000
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    costs:
    - phases: [sit, uit]
      amount: 1000
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.modification import Cost
from sectool.model.register import modification_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"cost_phases"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    order = list(subject.register.cost_phases)
    for modification in subject.register.modifications.values():
        top = Address(modification_file(modification.id))
        yield from _faults(modification.costs, top, order)
        for index, entry in enumerate(modification.history):
            yield from _faults(entry.costs, top.at("history", index), order)


def _faults(costs: tuple[Cost, ...], address: Address, order: list[str]) -> Iterator[Finding]:
    taken: dict[str, int] = {}
    for index, cost in enumerate(costs):
        where = address.at("costs", index, "phases")
        places = [order.index(phase) for phase in cost.phases if phase in order]
        if len(places) == len(cost.phases) and places != list(
            range(places[0], places[0] + len(places))
        ):
            yield Finding(
                f"{' and '.join(cost.phases)} are not next to each other in the cost table",
                where,
                "name neighbouring phases in the order of reference/cost-phases.yaml: "
                + ", ".join(order),
            )
        for phase in cost.phases:
            if phase in taken:
                other = address.at("costs", taken[phase], "phases")
                yield Finding(
                    f"{phase!r} has a figure already",
                    where,
                    "remove one of the two figures",
                    related=(Related("the other figure is here", other),),
                )
            taken.setdefault(phase, index)
