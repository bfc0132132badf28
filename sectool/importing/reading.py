"""What a cell comes to: a value that is sure, one that is guessed and why, or a refusal."""

from __future__ import annotations

from typing import Any

from sectool.values import dataclass


@dataclass(frozen=True)
class CellReading:
    """A value read from a cell; None with neither reason: the cell says nothing.

    `guessed` says what the value rests on, where another reading is possible; `refused` why there
    is none.
    """

    value: Any = None
    guessed: str = ""
    refused: str = ""


NOTHING = CellReading()


def refusal(why: str) -> CellReading:
    return CellReading(refused=why)
