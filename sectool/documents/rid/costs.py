"""The costs of a release as its RID states them: a row a modification, and their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sectool import words
from sectool.blocks import Cell, Column, Emph, Grid, Inline, Note, Text, cell
from sectool.documents.rid.value import CostTotal, EffortLine
from sectool.documents.terms import PhaseTotals
from sectool.history import CostsOfParts, Scope, Standing
from sectool.model.modification import Cost
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.pictured import Piece, StackedBar, Stacks
from sectool.queries.assumed import costs_are_assumed
from sectool.queries.costs import costs_of
from sectool.queries.register_on import RegisterOn


def cost_grid(on: RegisterOn, scope: Scope) -> Grid:
    """What each modification that touches the operator costs, by phase."""
    register = on.register
    phases = list(register.cost_phases)
    rows = []
    for standing in _carriers(register, scope):
        cells = [cell(standing.shown_id, heading=True)]
        if not standing.facts.costs and phases:
            unknown = Note("unknown", ())
            cells.append(cell("–", unknown, colspan=len(phases)))
            rows.append(tuple(cells))
            continue
        # A row for each part that has figures of its own, where several have.
        groups = standing.costs_by or (CostsOfParts((), ()),)
        for number, one in enumerate(groups):
            head = cells if len(groups) == 1 else [_part(standing, one)]
            assumed = costs_are_assumed(on, one)
            rows.append((*head, *_cells(standing, phases, one.costs, number, assumed)))
    return Grid(
        (Column(1.2), *(Column(1.2, "right") for _ in phases)),
        tuple(phase.title for phase in register.cost_phases.values()),
        tuple(rows),
    )


def _part(standing: Standing, costs: CostsOfParts) -> Cell:
    titles = [part.part.title or part.id for part in standing.parts if part.id in costs.parts]
    return cell(f"{standing.shown_id}: {words.listed(titles)}", heading=True)


def _cells(
    standing: Standing, phases: list[str], costs: tuple[Cost, ...], number: int, assumed: bool
) -> Iterator[Cell]:
    first = {min(_index(phases, phase) for phase in cost.phases): cost for cost in costs}
    column = 0
    while column < len(phases):
        cost = first.get(column)
        if cost is None:
            yield cell("–", Note("unknown", ()))
            column += 1
            continue
        span = min(len(cost.phases), len(phases) - column)
        note = [Note("assumed", ())] if assumed and not cost.assumed else []
        note = note if cost.amount not in ("tbc", "n/a") else []
        yield cell(*_figure(standing, cost, number), *note, colspan=span)
        column += span


def cost_bars(register: Register, scope: Scope) -> Stacks | None:
    """The same figures to be drawn; None where fewer than two modifications have one.

    A figure for several phases is with the first of them, and one figure is lacking for those that
    the table leaves open together.
    """
    phases = list(register.cost_phases)
    found = costs_of(register, scope)
    bars = tuple(
        StackedBar(row.standing.shown_id, tuple(_pieces(phases, row.standing)), row.open_cells)
        for row in found.rows
    )
    several = sum(bool(bar.high) for bar in bars) > 1
    titles = tuple(phase.title for phase in register.cost_phases.values())
    return Stacks(titles, bars, pounds=True) if several else None


def _pieces(phases: list[str], standing: Standing) -> Iterator[Piece]:
    """What a modification costs, by phase, in the order of the phases."""
    costs = standing.facts.costs
    placed = [(min(_index(phases, phase) for phase in cost.phases), cost) for cost in costs]
    for number, cost in sorted(placed, key=lambda each: each[0]):
        low = cost.low if cost.low is not None else cost.amount
        high = cost.high if cost.high is not None else cost.amount
        if number < len(phases) and isinstance(low, Decimal) and isinstance(high, Decimal):
            yield Piece(number, low, high, cost.basis == "estimate")


def cost_total(register: Register, scope: Scope) -> CostTotal:
    """The sum of the cells that hold a figure."""
    costs = costs_of(register, scope)
    return CostTotal(costs.all.low, costs.all.high, bool(costs.estimated.high), costs.open_cells)


def phase_totals(register: Register, scope: Scope) -> PhaseTotals:
    """The sum of each column: a figure for several phases counts in the first, as it is shown."""
    phases = list(register.cost_phases)
    carriers = _carriers(register, scope)
    if not any(
        cost.low or isinstance(cost.amount, Decimal) for one in carriers for cost in one.facts.costs
    ):
        return PhaseTotals()
    return PhaseTotals(tuple(_total(phase, phases, carriers) for phase in phases))


def _total(phase: str, phases: list[str], carriers: list[Standing]) -> Cell:
    low = high = Decimal(0)
    found = estimated = lacks = covers = False
    for standing in carriers:
        given = standing.facts.costs
        lacks |= not any(phase in cost.phases for cost in given)
        for cost in given:
            if min(cost.phases, key=lambda one: _index(phases, one)) != phase:
                continue
            lacks |= cost.amount == "tbc"
            span = _span(cost)
            if span is not None:
                low, high, found = low + span[0], high + span[1], True
                estimated |= cost.basis == "estimate"
                covers |= len(cost.phases) > 1
    text = Text(words.pounds_range(low, high) if found else "–")
    says = "-".join(name for name, so in (("lacks", lacks), ("covers", covers)) if so)
    note = [Note(f"sum-{says}", ())] if says else []
    return cell(Emph((text,), "estimate") if estimated else text, *note)


def _span(cost: Cost) -> tuple[Decimal, Decimal] | None:
    low = cost.low if cost.low is not None else cost.amount
    high = cost.high if cost.high is not None else cost.amount
    return (low, high) if isinstance(low, Decimal) and isinstance(high, Decimal) else None


def has_estimates(register: Register, scope: Scope) -> bool:
    """Whether one of the figures is an estimate."""
    carriers = _carriers(register, scope)
    return any(cost.basis == "estimate" for standing in carriers for cost in standing.facts.costs)


def _carriers(register: Register, scope: Scope) -> list[Standing]:
    """The modifications that touch the operator, in its systems or by testing."""
    return [row.standing for row in costs_of(register, scope).rows]


def _index(phases: list[str], phase: str) -> int:
    return phases.index(phase) if phase in phases else len(phases)


def _figure(standing: Standing, cost: Cost, number: int) -> list[Inline]:
    if cost.amount == "tbc":
        figure = "TBC"
    elif cost.amount == "n/a":
        figure = "N/A"
    elif isinstance(cost.amount, Decimal):
        figure = words.pounds(cost.amount)
    elif cost.low is not None and cost.high is not None:
        figure = words.pounds_range(cost.low, cost.high)
    else:  # pragma: no cover - the model demands a figure
        figure = ""
    text = Text(figure)
    inlines: list[Inline] = [Emph((text,), "estimate") if cost.basis == "estimate" else text]
    if cost.note is not None:
        key = f"cost-{standing.id}-{cost.phases[0]}" + (f"-{number}" if number else "")
        inlines.append(Note(key, (Text(words.sentence(cost.note)),)))
    if cost.assumed:
        inlines.append(Note("span" if len(cost.phases) > 1 else "basis", ()))
    return inlines


def effort_lines(on: RegisterOn, release: Release) -> tuple[EffortLine, ...]:
    """The administrator's effort, in pounds too where a day rate was known by the day."""
    rates = [rate for rate in on.register.day_rates if on.day is None or rate.from_ <= on.day]
    rate = max(rates, key=lambda found: found.from_, default=None)
    return tuple(
        EffortLine(
            words.without_stop(effort.for_),
            effort.days,
            effort.at_most,
            rate.cost(effort.days) if rate else None,
        )
        for effort in release.administrator_effort or ()
    )
