"""The IRPs of a release in words."""

from __future__ import annotations

from sectool.model.modification import Impacts, Irps
from sectool.words import count


def irps(irps: list[tuple[Irps, Impacts]]) -> str:
    """`five DCC System impacting IRPs`: the sum, and what the impacts of their carriers say."""
    total = sum(found.count for found, _ in irps)
    systems = {impacts.dcc == "system" for _, impacts in irps}
    if systems == {True}:
        kind = "DCC System impacting "
    elif systems == {False}:
        kind = "non-DCC System impacting "
    else:
        kind = ""
    return f"{count(total)} {kind}IRP{'' if total == 1 else 's'}"
