"""What stands in the cells of the matrices of a RID."""

from __future__ import annotations

from sectool.blocks import Cell, Inline, Note, Text, cell
from sectool.documents.rid.value import TICK
from sectool.model.participants import ImpactLevel

# What stands in a cell where nobody said what belongs there; the note says it once a table.
TO_BE_CONFIRMED: tuple[Inline, ...] = (Text("TBC"), Note("tbc", ()))


def tick(found: bool | None) -> Cell:
    """What a cell says of whether something is so. None: not known."""
    match found:
        case None:
            return cell(*TO_BE_CONFIRMED)
        case True:
            return cell(TICK)
        case _:
            return cell()


def sign(level: ImpactLevel, note: str) -> Cell:
    """What a cell says of an impact at some level, with the key of its note if it has one."""
    shown = level.sign if level.sign is not None else TICK if level.ticked else ""
    noted = [Note(note, ())] if level.note is not None else []
    return cell(*([shown] if shown else []), *noted)
