"""What releases hold on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sectool.history.standing import Standing, by_number
from sectool.values import dataclass


@dataclass(frozen=True)
class Scope:
    """What a release holds on a day: approved, and targeted but not yet decided."""

    release: str
    approved: tuple[Standing, ...]
    targeted: tuple[Standing, ...]

    @property
    def all(self) -> tuple[Standing, ...]:
        """Approved and targeted together, by number."""
        return tuple(sorted((*self.approved, *self.targeted), key=lambda s: by_number(s.id)))

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(standing.id for standing in self.all)


def scopes_of(standings: Iterable[Standing]) -> dict[str, Scope]:
    """The scope of every release that a modification is meant for, each in the order given.

    What a release brought in stays in its scope, as approved, once it has gone live: a document
    about the release, or a question about it, means the same modifications before and after. Each
    stands as it is given, so that its stage by then may be `implemented`; but costs of parts that
    go elsewhere are left out, so that no release counts the money of another.
    """
    approved: dict[str, list[Standing]] = {}
    targeted: dict[str, list[Standing]] = {}
    for standing in standings:
        if standing.decision == "closed":
            continue
        found = approved if standing.is_approved else targeted
        for release in dict.fromkeys(part.release for part in standing.parts):
            if release is not None:
                held = standing
                if not standing.costs_count_in(release):
                    without = standing.facts.model_copy(update={"costs": ()})
                    held = replace(standing, facts=without)
                found.setdefault(release, []).append(held)
    return {
        id_: Scope(id_, tuple(approved.get(id_, ())), tuple(targeted.get(id_, ())))
        for id_ in {**approved, **targeted}
    }
