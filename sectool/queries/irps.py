"""What `irps` of modifications count, in words of the Code."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.history import Standing
from sectool.model.register import Register
from sectool.queries.impacts import changes_systems
from sectool.words import count


def irps(register: Register, carriers: Iterable[Standing]) -> str | None:
    """`five recipes`: the sum, and what the impacts of their carriers say.

    None where none of them is known to bring in any.
    """
    found = [one for one in carriers if one.facts.irps is not None]
    total = sum(one.facts.irps.count for one in found if one.facts.irps is not None)
    if not found:
        return None
    impacts = {changes_systems(register, one) for one in found}
    words = register.words.counted
    kind = None
    if impacts == {True}:
        kind = words.in_systems
    elif impacts == {False}:
        kind = words.elsewhere
    thing = words.one if total == 1 else words.several
    return " ".join(filter(None, (count(total), kind, thing)))
