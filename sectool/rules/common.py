"""What several rules ask of a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sectool.diagnostic import Address
from sectool.documents.facts import documents_of, specifications_of
from sectool.history import Scope, Standing
from sectool.model.modification import Impacts
from sectool.model.register import REFERENCE_FILES, Register, release_file
from sectool.model.release import ImpactStatement, Release
from sectool.model.shape import kebab
from sectool.rules.rule import Subject


def any_unread(register: Register, *names: str) -> bool:
    """Whether files could not be read on which an answer rests: then nothing is found missing.

    `names` are fields of Register; `modifications` stands for all of them, since one that
    cannot be read might belong to any release.
    """
    files = {REFERENCE_FILES[name][0] for name in names if name in REFERENCE_FILES}
    return bool(files & register.broken) or (
        "modifications" in names
        and any(file.startswith("modifications/") for file in register.broken)
    )


# Whom the impacts of a modification can tick.
PARTICIPANTS = tuple(kebab(name) for name in Impacts.model_fields)


def affects(standing: Standing, participant: str) -> bool:
    """Whether a modification has a tick for a participant; testing is one for the DCC."""
    if participant == "dcc":
        return standing.impacts.dcc != "none"
    return bool(getattr(standing.impacts, participant.replace("-", "_"), False))


def statements_of(
    subject: Subject,
) -> Iterator[tuple[Address, ImpactStatement, tuple[Standing, ...]]]:
    """The impact statements of all releases: where each stands, and what in scope it rests on."""
    for id_, release in subject.register.releases.items():
        standings = {standing.id: standing for standing in subject.scopes[id_].all}
        for index, statement in enumerate(release.impact_statements):
            touched = tuple(standings[mod] for mod in statement.rests_on if mod in standings)
            if touched:
                address = Address(release_file(id_), ("impact-statements", index))
                yield address, statement, touched


def go_live_of(subject: Subject, release: str) -> tuple[date, Address] | None:
    """The go-live of a release and where it is given, if one day is fixed."""
    schedule = subject.schedules.get(release)
    if schedule is not None:
        found = schedule.milestones.get("go-live")
        return (found.day, found.address) if found is not None and found.day else None
    record = subject.register.releases.get(release)
    if record is None or record.go_live is None:
        return None
    return record.go_live, Address(release_file(release), ("go-live",))


def documents_changed(register: Register, scope: Scope) -> set[str]:
    """The documents that some modification in a scope changes."""
    return set().union(*(documents_of(register, s, scope.release) for s in scope.all))


def series_touched(scope: Scope) -> dict[tuple[str, str], set[str]]:
    """The specification series that a scope changes, and the modifications that do."""
    touched: dict[tuple[str, str], set[str]] = {}
    for standing in scope.all:
        for name, series in specifications_of(standing, scope.release).items():
            for one in series:
                touched.setdefault((name, one), set()).add(standing.id)
    return touched


def figures_of(register: Register, release: Release, scope: Scope) -> dict[str, str]:
    """The figures about a release that a published document may state, as the register has them."""
    listed = documents_changed(register, scope)
    irps = sum(
        standing.irps.count
        for standing in scope.all
        if standing.irps is not None and standing.impacts.dcc == "system"
    )
    days = sum(effort.days for effort in release.secas_effort)
    rate = max(register.day_rates, key=lambda found: found.from_, default=None)
    pounds = rate.cost(days) if rate is not None else Decimal(0)
    return {
        "documents-listed": str(len(listed)),
        "system-irps": str(irps),
        "secas-pounds": str(pounds),
    }
