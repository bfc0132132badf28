"""How commands tell programs what the operator charges."""

from __future__ import annotations

from sectool.queries.costs import CostsOfRelease, PoundsRange
from sectool.words import money


def span_data(span: PoundsRange) -> dict[str, object]:
    return {"low": money(span.low), "high": money(span.high)}


def release_data(costs: CostsOfRelease) -> dict[str, object]:
    return {
        **span_data(costs.all),
        "known": span_data(costs.known),
        "estimated": span_data(costs.estimated),
        "unknown": costs.unknown,
    }
