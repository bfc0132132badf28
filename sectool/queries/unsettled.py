"""What nobody said of a release: its document must not print the absence of it as a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from sectool.history import Scope
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.affected_documents import ALL_PARTIES, documents_known_of, series_changed
from sectool.queries.impacts import (
    affects,
    is_silent_about,
    may_affect,
    operator_of,
    participants_of,
)
from sectool.queries.register_on import RegisterOn
from sectool.queries.releases import knows_change_requests

# In the order of the document.
Unsettled = Literal[
    "change-requests",
    "party-impacts",
    "operator-impacts",
    "administrator-impacts",
    "documents",
    "specifications",
    "other-codes",
    "test-strategy",
    "costs",
    "operational-costs",
    "administrator-effort",
]


def unsettled_of(on: RegisterOn, release: Release, scope: Scope) -> tuple[Unsettled, ...]:
    """What is not known of a release with a scope, of all that its document has a place for.

    That requests were first seen after a day tells nothing of that day. Of a release without
    a modification in its scope nothing follows from its modifications.
    """
    return tuple(_unsettled(on, release, scope))


def _unsettled(on: RegisterOn, release: Release, scope: Scope) -> Iterator[Unsettled]:
    register, everything = on.register, scope.all
    operator = operator_of(register)
    parties = [id_ for id_ in participants_of(register) if id_ != operator]
    if not knows_change_requests(on, release):
        yield "change-requests"
    whom = [ALL_PARTIES, *(whom for id_ in parties for whom in _about(register, id_))]
    if not _has_statement(release, scope, whom) and _may_affect(register, scope, parties):
        yield "party-impacts"
    if (
        operator is not None
        and not _has_statement(release, scope, _about(register, operator))
        and _may_affect(register, scope, [operator])
    ):
        yield "operator-impacts"
    if release.administrator_impacts is None:
        yield "administrator-impacts"
    documents_known = bool(everything) and all(
        documents_known_of(standing, scope.release) for standing in everything
    )
    if not documents_known:
        yield "documents"
    if release.specifications is None and (not documents_known or series_changed(scope)):
        yield "specifications"
    if release.other_codes is None:
        yield "other-codes"
    if release.test_strategy is None:
        yield "test-strategy"
    if not everything or any(
        operator is not None
        and is_silent_about(register, standing, operator)
        and not standing.facts.costs
        for standing in everything
    ):
        yield "costs"
    if release.costs is None or release.costs.operational is None:
        yield "operational-costs"
    if release.administrator_effort is None:
        yield "administrator-effort"


def participants_without_statement(
    register: Register, release: Release, scope: Scope
) -> Iterator[str]:
    """The participants that a modification of a scope affects, and no impact statement is about."""
    for id_ in participants_of(register):
        whom = _about(register, id_)
        if id_ != operator_of(register):
            whom = (*whom, ALL_PARTIES)
        affected = any(affects(register, standing, id_) for standing in scope.all)
        if affected and not _has_statement(release, scope, whom):
            yield id_


def _about(register: Register, participant: str) -> tuple[str, ...]:
    """What a statement about a participant is about: its kinds too, of the operator its areas."""
    if register.parties is None:
        return (participant,)
    one = register.parties.participants[participant]
    return (participant, *one.kinds, *one.areas)


def _has_statement(release: Release, scope: Scope, whom: Collection[str]) -> bool:
    """Whether an impact statement about one of some rests on something in the scope, or it is
    recorded that there is none to make."""
    if release.impact_statements == ():
        return True
    return any(
        statement.for_ in whom and not scope.ids.isdisjoint(statement.rests_on)
        for statement in release.impact_statements or ()
    )


def _may_affect(register: Register, scope: Scope, participants: list[str]) -> bool:
    """Whether a modification of a scope affects one of some participants, or may do so."""
    return not scope.all or any(
        may_affect(register, standing, one) for standing in scope.all for one in participants
    )
