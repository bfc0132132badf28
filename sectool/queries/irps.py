"""The IRPs of a release in words."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.history import Standing
from sectool.model.register import Register
from sectool.queries.impacts import changes_systems
from sectool.words import count


def irps(register: Register, carriers: Iterable[Standing]) -> str | None:
    """`five DCC System impacting IRPs`: the sum, and what the impacts of their carriers say.

    None where none of them is known to bring in any.
    """
    found = [one for one in carriers if one.facts.irps is not None]
    total = sum(one.facts.irps.count for one in found if one.facts.irps is not None)
    if not found:
        return None
    impacts = {changes_systems(register, one) for one in found}
    if impacts == {True}:
        kind = "DCC System impacting "
    elif impacts == {False}:
        kind = "non-DCC System impacting "
    else:
        kind = ""
    return f"{count(total)} {kind}IRP{'' if total == 1 else 's'}"
