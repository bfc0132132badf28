"""The IRPs of a release in words."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.history import Standing
from sectool.queries.impacts import impact_on
from sectool.words import count


def irps(carriers: Iterable[Standing]) -> str | None:
    """`five DCC System impacting IRPs`: the sum, and what the impacts of their carriers say.

    None where none of them is known to bring in any.
    """
    found = [one for one in carriers if one.facts.irps is not None]
    total = sum(one.facts.irps.count for one in found if one.facts.irps is not None)
    if not found:
        return None
    impacts = {impact_on(one, "dcc") for one in found}
    if impacts == {"system"}:
        kind = "DCC System impacting "
    elif not impacts & {"system", None}:
        kind = "non-DCC System impacting "
    else:
        kind = ""
    return f"{count(total)} {kind}IRP{'' if total == 1 else 's'}"
