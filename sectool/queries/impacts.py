"""Whom a modification affects, and of whom that is not known."""

from __future__ import annotations

from sectool.history import Standing
from sectool.model.modification import Impacts
from sectool.model.shape import TO_BE_CONFIRMED, kebab

# Whom the impacts of a modification can tick.
PARTICIPANTS = tuple(kebab(name) for name in Impacts.model_fields)


def impact_on(standing: Standing, participant: str) -> bool | str | None:
    """Whether a modification affects a participant, of the DCC how; None where nobody said."""
    if standing.facts.impacts is None:
        return None
    found: bool | str | None = getattr(standing.facts.impacts, participant.replace("-", "_"), False)
    return None if found == TO_BE_CONFIRMED else found


def affects(standing: Standing, participant: str) -> bool:
    """Whether a modification has a tick for a participant; testing is one for the DCC."""
    return impact_on(standing, participant) not in (None, False, "none")


def may_affect(standing: Standing, participant: str) -> bool:
    """Whether it has a tick for a participant, or nobody said whether it has."""
    return affects(standing, participant) or impact_on(standing, participant) is None


def impacts_of(standing: Standing) -> dict[str, bool | str | None]:
    """What is known of each participant, by id: a tick or none, of the DCC how it is so."""
    return {participant: impact_on(standing, participant) for participant in PARTICIPANTS}


def changes_systems(standing: Standing) -> bool:
    """Whether a modification is known to change DCC Systems."""
    return impact_on(standing, "dcc") == "system"


def is_silent(standing: Standing, participant: str | None = None) -> bool:
    """Whether nobody said whom it affects: at all, or of one participant."""
    if participant is None:
        return standing.facts.impacts is None
    return impact_on(standing, participant) is None
