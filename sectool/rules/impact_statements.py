"""The impact statements of releases, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address
from sectool.history import Standing
from sectool.model.register import release_file
from sectool.model.release import ImpactStatement
from sectool.rules.rule import Subject


def statements_of(
    subject: Subject,
) -> Iterator[tuple[Address, ImpactStatement, tuple[Standing, ...]]]:
    """The impact statements of all releases: where each stands, and what in scope it rests on."""
    for id_, release in subject.register.releases.items():
        standings = {standing.id: standing for standing in subject.scopes[id_].all}
        for index, statement in enumerate(release.impact_statements or ()):
            resting_on = tuple(standings[mod] for mod in statement.rests_on if mod in standings)
            if resting_on:
                address = Address(release_file(id_), ("impact-statements", index))
                yield address, statement, resting_on
