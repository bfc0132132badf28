"""Whom the scope of a RID affects: the matrix of participants, and whom statements are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sectool import words
from sectool.blocks import Bullets, Cell, Column, Grid, Paragraph, Text, cell
from sectool.documents.rid.cells import sign, tick
from sectool.documents.terms import Causes, note_of_level
from sectool.history import Standing
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.affected_documents import ALL_PARTIES
from sectool.queries.impacts import impact_on, levels_of


def participant_matrix(register: Register, standings: Sequence[Standing]) -> Grid:
    """A row for each modification, a column for each participant."""
    columns = register.parties.participants if register.parties is not None else {}
    rows = [
        (
            cell(standing.shown_id, heading=True),
            *(_cell(register, standing, id_) for id_ in columns),
        )
        for standing in standings
    ]
    return Grid(
        (Column(1.4), *(Column(1.0, "center") for _ in columns)),
        tuple(participant.title for participant in columns.values()),
        tuple(rows),
    )


def _cell(register: Register, standing: Standing, participant: str) -> Cell:
    """A tick, or the sign of the level at which the participant is affected."""
    found = impact_on(register, standing, participant)
    level = levels_of(register, participant).get(str(found))
    if level is None:
        return tick(None if found is None else found is True)
    return sign(level, note_of_level(register, participant, str(found)))


def about_parties(register: Register) -> list[tuple[str, str]]:
    """Whom statements may be about: everyone, then each participant and its kinds."""
    parties = register.parties
    if parties is None:
        return []
    named = [(ALL_PARTIES, parties.everyone)]
    for id_, participant in parties.participants.items():
        if not participant.operator:
            named.append((id_, participant.parties))
            named += [(kind, of.title) for kind, of in participant.kinds.items()]
    return named


def about_operator(register: Register) -> list[tuple[str, str]]:
    """The operator as a whole, then the areas of its systems."""
    parties = register.parties
    if parties is None or parties.operator is None:
        return []
    operator = parties.participants[parties.operator]
    areas = [(id_, area.title) for id_, area in operator.areas.items()]
    return [(parties.operator, operator.parties), *areas]


def statements(
    release: Release,
    standings: Sequence[Standing],
    filled: Callable[[str, tuple[Standing, ...]], str],
    about: Sequence[tuple[str, str]],
) -> tuple[Grid, Causes]:
    """What is said of each of these, a row each, and the modifications that each statement is of.

    A statement none of whose modifications is in scope is left out. `filled` completes its text.
    """
    by_id = {standing.id: standing for standing in standings}
    rows, causes = [], []
    for id_, title in about:
        items, behind = [], []
        for statement in release.impact_statements or ():
            carriers = tuple(by_id[mod] for mod in statement.rests_on if mod in by_id)
            if statement.for_ == id_ and carriers:
                says = words.sentence(filled(statement.says, carriers))
                items.append((Paragraph((Text(says),)),))
                behind.append(tuple(carrier.shown_id for carrier in carriers))
        if items:
            rows.append((cell(title, heading=True), Cell((Bullets(tuple(items)),))))
            causes.append(tuple(behind))
    return Grid((Column(1.0), Column(2.6)), (), tuple(rows)), Causes(tuple(causes))
