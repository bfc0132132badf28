"""Whom a modification affects and how, and of whom that is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sectool.history import Standing
from sectool.model.participants import AFFECTED, UNAFFECTED, ImpactLevel, greatest
from sectool.model.register import Register
from sectool.model.shape import NONE, TO_BE_CONFIRMED


def participants_of(register: Register) -> tuple[str, ...]:
    """The participants of the Code, in the order of the tables."""
    return tuple(register.parties.participants) if register.parties is not None else ()


def operator_of(register: Register) -> str | None:
    """The participant that operates the systems, if one does."""
    return register.parties.operator if register.parties is not None else None


def levels_of(register: Register, participant: str | None) -> dict[str, ImpactLevel]:
    """The levels at which a participant may be affected, the greatest first; none of most."""
    known = register.parties.participants if register.parties is not None else {}
    one = known.get(participant or "")
    return one.levels if one is not None else {}


def impact_on(register: Register, standing: Standing, participant: str) -> bool | str | None:
    """Whether a modification affects a participant; of one with levels, at which of them or `none`.

    None where nobody said.
    """
    if standing.facts.impacts is None:
        return None
    levels = levels_of(register, participant)
    found = standing.facts.impacts.get(participant, (UNAFFECTED,))
    word = greatest(found, tuple(levels))
    if word == TO_BE_CONFIRMED:
        return None
    if levels:
        return NONE if word == UNAFFECTED else word
    return word == AFFECTED


def fits_impacts(
    register: Register, standing: Standing, wanted: Mapping[str, Collection[str]]
) -> bool | None:
    """Whether it affects each participant named in one of the ways that are listed for it.

    The ways are the words of files: a level, `true`, `false` or `tbc`. None where nobody said how
    it affects one of them, and the others fit.
    """
    found = [
        _fits(impact_on(register, standing, participant), words)
        for participant, words in wanted.items()
    ]
    return False if False in found else None if None in found else True


def _fits(impact: bool | str | None, words: Collection[str]) -> bool | None:
    if impact is None:
        return True if TO_BE_CONFIRMED in words else None
    if isinstance(impact, str):
        return (UNAFFECTED if impact == NONE else impact) in words
    return (AFFECTED if impact else UNAFFECTED) in words


def affects(register: Register, standing: Standing, participant: str) -> bool:
    """Whether a modification has a tick for a participant, by its level if it has levels."""
    found = impact_on(register, standing, participant)
    if isinstance(found, str):
        return found != NONE and levels_of(register, participant)[found].ticked
    return found is True


def may_affect(register: Register, standing: Standing, participant: str) -> bool:
    """Whether it has a tick for a participant, or nobody said whether it has."""
    unknown = impact_on(register, standing, participant) is None
    return unknown or affects(register, standing, participant)


def impacts_of(register: Register, standing: Standing) -> dict[str, bool | str | None]:
    """What is known of each participant, by id: a tick or none, of one with levels its level."""
    return {one: impact_on(register, standing, one) for one in participants_of(register)}


def affects_operator(register: Register, standing: Standing) -> bool:
    """Whether a modification affects who operates the systems."""
    operator = operator_of(register)
    return operator is not None and affects(register, standing, operator)


def changes_systems(register: Register, standing: Standing) -> bool | None:
    """Whether a modification changes the systems of the operator; None: not known."""
    if register.parties is None:
        return None
    operator = operator_of(register)
    if operator is None:
        return False
    found = impact_on(register, standing, operator)
    if isinstance(found, str):
        return found != NONE and levels_of(register, operator)[found].changes_systems
    return found


def is_silent(standing: Standing) -> bool:
    """Whether nobody said whom it affects at all."""
    return standing.facts.impacts is None


def is_silent_about(register: Register, standing: Standing, participant: str) -> bool:
    """Whether nobody said whether it affects one participant."""
    return impact_on(register, standing, participant) is None
