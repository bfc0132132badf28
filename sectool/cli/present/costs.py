"""How commands tell what the DCC charges: for people, and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from sectool.queries.costs import CostsOfRelease, PoundsRange
from sectool.queries.loaded import Register
from sectool.words import money


def in_a_line(costs: CostsOfRelease) -> str:
    """The costs of a release added up, and how many figures that lacks."""
    if not costs.rows:
        return "none recorded"
    line = str(costs.all) + ", estimates included" * bool(costs.estimated.high)
    if costs.unknown == 1:
        line += "; one figure is not known and counts as nothing"
    elif costs.unknown:
        line += f"; {costs.unknown} figures are not known and count as nothing"
    return line


def span_data(span: PoundsRange) -> dict[str, object]:
    return {"low": money(span.low), "high": money(span.high)}


def release_data(costs: CostsOfRelease) -> dict[str, object]:
    return {
        **span_data(costs.all),
        "known": span_data(costs.known),
        "estimated": span_data(costs.estimated),
        "unknown": costs.unknown,
    }


def phases_in_words(register: Register, phases: Sequence[str]) -> str:
    """`Design, Build & PIT, SIT`: the titles of phases."""
    known = register.cost_phases
    return ", ".join(known[phase].title if phase in known else phase for phase in phases)
