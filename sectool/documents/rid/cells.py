"""What stands in the cells of the matrices of a RID."""

from __future__ import annotations

from sectool.blocks import Cell, Inline, Note, Text, cell
from sectool.documents.rid.value import TICK

# What stands in a cell where nobody said what belongs there; the note says it once a table.
TO_BE_CONFIRMED: tuple[Inline, ...] = (Text("TBC"), Note("tbc", ()))


def tick(found: bool | str | None) -> Cell:
    """What a cell says of an impact; of the DCC, also how it is affected. None: not known."""
    match found:
        case None:
            return cell(*TO_BE_CONFIRMED)
        case True | "system":
            return cell(TICK)
        case "testing":
            return cell(TICK, Note("testing", ()))
        case _:
            return cell()
