"""What the DCC charges for modifications: known, estimated, not known; low and high."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sectool import words
from sectool.cli.tables import money
from sectool.history import Scope, Standing
from sectool.model.register import Register


@dataclass(frozen=True)
class Span:
    """Pounds, from the lowest to the highest they may be."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        return words.pounds_range(self.low, self.high)

    def data(self) -> dict[str, object]:
        return {"low": money(self.low), "high": money(self.high)}


def total(spans: Iterable[Span]) -> Span:
    return sum(spans, Span())


@dataclass(frozen=True)
class CostsOf:
    """The costs of one modification: known and estimated ones, and the phases without a figure."""

    standing: Standing
    known: Span
    estimated: Span
    unknown: tuple[str, ...]  # phases


@dataclass(frozen=True)
class CostsOfRelease:
    """What the DCC's work on a release costs, as far as figures are known."""

    rows: tuple[CostsOf, ...]

    @property
    def known(self) -> Span:
        return total(row.known for row in self.rows)

    @property
    def estimated(self) -> Span:
        return total(row.estimated for row in self.rows)

    @property
    def unknown(self) -> int:
        return sum(len(row.unknown) for row in self.rows)

    def in_a_line(self) -> str:
        if not self.rows:
            return "none recorded"
        line = str(self.known + self.estimated) + ", estimates included" * bool(self.estimated.high)
        if self.unknown == 1:
            line += "; one figure is not known and counts as nothing"
        elif self.unknown:
            line += f"; {self.unknown} figures are not known and count as nothing"
        return line

    def data(self) -> dict[str, object]:
        return {
            **(self.known + self.estimated).data(),
            "known": self.known.data(),
            "estimated": self.estimated.data(),
            "unknown": self.unknown,
        }


def costs_of(register: Register, scope: Scope) -> CostsOfRelease:
    """The costs of every modification in a scope that touches the DCC, or has figures.

    One whose costs are of parts that another release brings in costs nothing here.
    """
    return CostsOfRelease(
        tuple(
            costs_of_one(register, standing)
            for standing in scope.all
            if (standing.impacts.dcc != "none" or standing.costs)
            and standing.costs_count_in(scope.release)
        )
    )


def costs_of_one(register: Register, standing: Standing) -> CostsOf:
    """The costs of a modification; a cell that says n/a costs nothing and is no gap."""
    spans = {"firm": Span(), "estimate": Span()}
    told = {phase for cost in standing.costs for phase in cost.phases}
    unknown = [phase for phase in register.cost_phases if phase not in told]
    for cost in standing.costs:
        if cost.amount == "tbc":
            unknown += cost.phases
        low = cost.low if cost.low is not None else cost.amount
        high = cost.high if cost.high is not None else cost.amount
        if isinstance(low, Decimal) and isinstance(high, Decimal):
            spans[cost.basis] += Span(low, high)
    order = {phase: index for index, phase in enumerate(register.cost_phases)}
    unknown.sort(key=lambda phase: order.get(phase, len(order)))
    return CostsOf(standing, spans["firm"], spans["estimate"], tuple(unknown))


def phases_in_words(register: Register, phases: Sequence[str]) -> str:
    """`Design, Build & PIT, SIT`: the titles of phases."""
    known = register.cost_phases
    return ", ".join(known[phase].title if phase in known else phase for phase in phases)
