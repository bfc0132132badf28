"""What the Code calls things, for templates: words of its profile, and no facts of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sectool.blocks import Cell
from sectool.model.register import Register
from sectool.queries.document_kinds import title_of_kind
from sectool.queries.impacts import levels_of, operator_of, participants_of
from sectool.values import dataclass

# What the matrix of participants says where nobody said what belongs there.
_UNKNOWN = {"tbc": "TBC: to be confirmed."}


@dataclass(frozen=True)
class Terms:
    """Words of the Code; a fingerprint leaves them out, as it does all wording.

    `level_notes` are what stands below the matrix of participants, by the keys of the notes.
    `system_levels` are the words of impacts by which the operator's systems change. `own_request`
    is what a request is called where it is said whose it is, `release_document` the document of a
    release.
    """

    level_notes: Mapping[str, str] = field(default_factory=dict)
    system_levels: tuple[str, ...] = ()
    code_version: str = ""
    operator: str = ""
    operator_costs: str = ""
    implementation_costs: str = ""
    systems: str = ""
    request: str = ""
    requests: str = ""
    own_request: str = ""
    own_requests: str = ""
    release_document: str = ""


@dataclass(frozen=True)
class Worded:
    """What is made of a row's facts to be read: wording, which a fingerprint leaves out.

    `who` is the body whose act it is, which the words of its event mostly name too.
    """

    notes: str = ""
    who: str = ""


@dataclass(frozen=True)
class Restated:
    """What a document gives beside facts that it has already: a fingerprint leaves it out."""


@dataclass(frozen=True)
class Causes(Restated):
    """The ids of the modifications behind each statement of a grid, row by row."""

    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True)
class PhaseTotals(Restated):
    """The sums of the figures in each column of a grid of costs, as cells."""

    cells: tuple[Cell, ...] = ()


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
    words, parties, operator = register.words, register.parties, operator_of(register)
    title = parties.participants[operator].title if parties and operator else ""
    return Terms(
        {**notes, **_UNKNOWN},
        tuple(changing) if systems else (str(True),),
        words.code_version,
        words.operator,
        words.operator_costs,
        words.implementation_costs,
        words.systems,
        words.requests.one,
        words.requests.several,
        _own(words.requests.one, title),
        _own(words.requests.several, title),
        title_of_kind(register, "rid"),
    )


def _own(request: str, operator: str) -> str:
    """What the operator's requests are called where it is said whose they are."""
    return request.removeprefix(f"{operator} ")


def note_of_level(register: Register, participant: str, level: str) -> str:
    """The key of the note to a level: the operator's by its name alone, as ever."""
    return level if participant == operator_of(register) else f"{participant}-{level}"
