"""What nobody said of a release: its document must not print the absence of it as a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from sectool.history import Scope
from sectool.model.reference import Parties
from sectool.model.release import Release
from sectool.queries.affected_documents import ALL_PARTIES, documents_known_of, series_changed
from sectool.queries.impacts import PARTICIPANTS, affects, is_silent
from sectool.queries.register_on import RegisterOn
from sectool.queries.releases import knows_change_requests

# In the order of the document.
Unsettled = Literal[
    "change-requests",
    "party-impacts",
    "dcc-impacts",
    "administrator-impacts",
    "documents",
    "specifications",
    "other-codes",
    "test-strategy",
    "costs",
    "operational-costs",
    "secas-effort",
]


def unsettled_of(on: RegisterOn, release: Release, scope: Scope) -> tuple[Unsettled, ...]:
    """What is not known of a release with a scope, of all that its document has a place for.

    That Change Requests were first seen after a day tells nothing of that day. Of a release without
    a modification in its scope nothing follows from its modifications.
    """
    return tuple(_unsettled(on, release, scope))


def _unsettled(on: RegisterOn, release: Release, scope: Scope) -> Iterator[Unsettled]:
    register, everything = on.register, scope.all
    parties = [id_ for id_ in PARTICIPANTS if id_ != "dcc"]
    if not knows_change_requests(on, release):
        yield "change-requests"
    if not _has_statement(release, scope, [ALL_PARTIES, *parties]) and _may_affect(scope, parties):
        yield "party-impacts"
    areas = register.parties.dcc_areas if register.parties is not None else ()
    if not _has_statement(release, scope, areas) and _may_affect(scope, ["dcc"]):
        yield "dcc-impacts"
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
        is_silent(standing, "dcc") and not standing.facts.costs for standing in everything
    ):
        yield "costs"
    if release.costs is None or release.costs.operational is None:
        yield "operational-costs"
    if release.secas_effort is None:
        yield "secas-effort"


def participants_without_statement(
    release: Release, scope: Scope, parties: Parties | None
) -> Iterator[str]:
    """The participants that a modification of a scope affects, and no impact statement is about."""
    for id_ in PARTICIPANTS:
        whom: Collection[str] = [id_, ALL_PARTIES]
        if id_ == "dcc":
            whom = parties.dcc_areas if parties is not None else ()
        affected = any(affects(standing, id_) for standing in scope.all)
        if affected and not _has_statement(release, scope, whom):
            yield id_


def _has_statement(release: Release, scope: Scope, whom: Collection[str]) -> bool:
    """Whether an impact statement about one of some rests on something in the scope, or it is
    recorded that there is none to make."""
    if release.impact_statements == ():
        return True
    return any(
        statement.for_ in whom and not scope.ids.isdisjoint(statement.rests_on)
        for statement in release.impact_statements or ()
    )


def _may_affect(scope: Scope, participants: list[str]) -> bool:
    """Whether a modification of a scope affects one of some participants, or may do so."""
    return not scope.all or any(
        affects(standing, one) or is_silent(standing, one)
        for standing in scope.all
        for one in participants
    )
