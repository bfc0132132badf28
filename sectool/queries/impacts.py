"""Whom a modification affects."""

from __future__ import annotations

from sectool.history import Standing
from sectool.model.modification import Impacts
from sectool.model.shape import kebab

# Whom the impacts of a modification can tick.
PARTICIPANTS = tuple(kebab(name) for name in Impacts.model_fields)


def affects(standing: Standing, participant: str) -> bool:
    """Whether a modification has a tick for a participant; testing is one for the DCC."""
    if participant == "dcc":
        return standing.facts.impacts.dcc != "none"
    return bool(getattr(standing.facts.impacts, participant.replace("-", "_"), False))


def impacts_of(standing: Standing) -> dict[str, bool | str]:
    """What is recorded of each participant, by id: a tick or none, of the DCC how it is so."""
    impacts = standing.facts.impacts
    return {kebab(name): getattr(impacts, name) for name in Impacts.model_fields}


def is_silent(standing: Standing) -> bool:
    """Whether nobody recorded any impact: whom it affects is not known then."""
    return standing.facts.impacts == Impacts()
