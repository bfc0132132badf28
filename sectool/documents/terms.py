"""What the Code calls things, for templates: words of its profile, and no facts of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sectool.model.register import Register
from sectool.queries.impacts import levels_of, operator_of, participants_of
from sectool.values import dataclass

# What the matrix of participants says where nobody said what belongs there.
_UNKNOWN = {"tbc": "TBC: to be confirmed."}


@dataclass(frozen=True)
class Terms:
    """Words of the Code; a fingerprint leaves them out, as it does all wording.

    `level_notes` are what stands below the matrix of participants, by the keys of the notes.
    `system_levels` are the words of impacts by which the operator's systems change.
    """

    level_notes: Mapping[str, str] = field(default_factory=dict)
    system_levels: tuple[str, ...] = ()


def terms_of(register: Register) -> Terms:
    """The words of a register's Code."""
    notes = {
        note_of_level(register, participant, id_): level.note
        for participant in participants_of(register)
        for id_, level in levels_of(register, participant).items()
        if level.note is not None
    }
    systems = levels_of(register, operator_of(register))
    changing = [id_ for id_, level in systems.items() if level.changes_systems]
    return Terms({**notes, **_UNKNOWN}, tuple(changing) if systems else (str(True),))


def note_of_level(register: Register, participant: str, level: str) -> str:
    """The key of the note to a level: the operator's by its name alone, as ever."""
    return level if participant == operator_of(register) else f"{participant}-{level}"
