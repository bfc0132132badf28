"""What releases hold on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sectool.history.parts import facts_of_parts
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
    stands as it is given, so that its stage by then may be `implemented`; but of one with parts
    that go elsewhere, only what the parts of the release do, affect and cost is told.
    """
    approved: dict[str, list[Standing]] = {}
    targeted: dict[str, list[Standing]] = {}
    for standing in standings:
        if standing.decision == "closed":
            continue
        found = approved if standing.is_approved else targeted
        for release in dict.fromkeys(part.release for part in standing.parts):
            if release is not None:
                found.setdefault(release, []).append(_in_release(standing, release))
    return {
        id_: Scope(id_, tuple(approved.get(id_, ())), tuple(targeted.get(id_, ())))
        for id_ in {**approved, **targeted}
    }


def _in_release(standing: Standing, release: str) -> Standing:
    """A modification as far as its parts go with a release; facts of the whole stay as they are."""
    parts = standing.parts_in(release)
    if len(parts) == len(standing.parts):
        return standing
    costs_by = standing.costs_in(release)
    own: dict[str, Any] = facts_of_parts([part.part for part in parts])
    if costs_by != standing.costs_by:
        own["costs"] = tuple(cost for one in costs_by for cost in one.costs)
    facts = standing.facts.model_copy(update=own) if own else standing.facts
    elsewhere = bool(standing.costs_by) and not costs_by
    return replace(standing, facts=facts, costs_by=costs_by, costs_elsewhere=elsewhere)
