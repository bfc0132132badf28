"""What the operator charges for modifications, added up: known, estimated, not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sectool import words
from sectool.history import Scope, Standing
from sectool.model.register import Register
from sectool.queries.impacts import affects_operator
from sectool.values import dataclass


@dataclass(frozen=True)
class PoundsRange:
    """Pounds, from the lowest to the highest they may be."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def __add__(self, other: PoundsRange) -> PoundsRange:
        return PoundsRange(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        return words.pounds_range(self.low, self.high)


def total(spans: Iterable[PoundsRange]) -> PoundsRange:
    return sum(spans, PoundsRange())


@dataclass(frozen=True)
class CostsOf:
    """The costs of one modification: known and estimated ones, and what has no figure yet.

    `unknown` are phases. `open_cells` counts a cell over several phases once: it wants one figure.
    """

    standing: Standing
    known: PoundsRange
    estimated: PoundsRange
    unknown: tuple[str, ...]
    open_cells: int


@dataclass(frozen=True)
class CostsOfRelease:
    """What the operator's work on a release costs, as far as figures are known."""

    rows: tuple[CostsOf, ...]

    @property
    def known(self) -> PoundsRange:
        return total(row.known for row in self.rows)

    @property
    def estimated(self) -> PoundsRange:
        return total(row.estimated for row in self.rows)

    @property
    def all(self) -> PoundsRange:
        return self.known + self.estimated

    @property
    def unknown(self) -> int:
        return sum(len(row.unknown) for row in self.rows)

    @property
    def open_cells(self) -> int:
        return sum(row.open_cells for row in self.rows)

    @property
    def is_silent(self) -> bool:
        """Whether no figure is recorded, and the Code has no phase for which one is lacking."""
        return not any(row.unknown or row.standing.facts.costs for row in self.rows)


def costs_of(register: Register, scope: Scope) -> CostsOfRelease:
    """The costs of every modification in a scope that touches the operator, or has figures.

    One whose costs are of parts that another release brings in costs nothing here.
    """
    return CostsOfRelease(
        tuple(
            costs_of_one(register, standing)
            for standing in scope.all
            if (affects_operator(register, standing) or standing.facts.costs)
            and standing.costs_count_in(scope.release)
        )
    )


def costs_of_one(register: Register, standing: Standing) -> CostsOf:
    """The costs of a modification; a cell that says n/a costs nothing and is no gap."""
    spans = {"firm": PoundsRange(), "estimate": PoundsRange()}
    given = {phase for cost in standing.facts.costs for phase in cost.phases}
    unknown = [phase for phase in register.cost_phases if phase not in given]
    open_cells = len(unknown)
    for cost in standing.facts.costs:
        if cost.amount == "tbc":
            unknown += cost.phases
            open_cells += 1
        low = cost.low if cost.low is not None else cost.amount
        high = cost.high if cost.high is not None else cost.amount
        if isinstance(low, Decimal) and isinstance(high, Decimal):
            spans[cost.basis] += PoundsRange(low, high)
    order = {phase: index for index, phase in enumerate(register.cost_phases)}
    unknown.sort(key=lambda phase: order.get(phase, len(order)))
    return CostsOf(standing, spans["firm"], spans["estimate"], tuple(unknown), open_cells)


# In words.


def phases_in_words(register: Register, phases: Sequence[str]) -> str:
    """`Design, Build & PIT, SIT`: the titles of phases."""
    known = register.cost_phases
    return ", ".join(known[phase].title if phase in known else phase for phase in phases)


def costs_in_words(register: Register, costs: CostsOf) -> str:
    """`£301,000 known; no figure for SIT`: the costs of one modification."""
    pieces = [
        f"{costs.known} known" if costs.known.high else "",
        f"{costs.estimated} estimated" if costs.estimated.high else "",
        f"no figure for {phases_in_words(register, costs.unknown)}" if costs.unknown else "",
    ]
    return "; ".join(filter(None, pieces)) or "none"


def total_in_words(costs: CostsOfRelease) -> str:
    """The costs of a release added up, and how many figures that lacks."""
    if costs.is_silent:
        return "none recorded"
    line = str(costs.all) + ", estimates included" * bool(costs.estimated.high)
    if costs.unknown == 1:
        line += "; one figure is not known and counts as nothing"
    elif costs.unknown:
        line += f"; {costs.unknown} figures are not known and count as nothing"
    return line
