"""What a release holds on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sectool.history.fold import standing_on, went_live
from sectool.history.standing import Standing, by_number
from sectool.model.register import Register


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


def scope_of(register: Register, release: str, as_of: date | None) -> Scope:
    """The scope of a release on a day (None: with all that is known), by number.

    What a release brought in stays in its scope, as approved, once it has gone live: a document
    about the release, or a question about it, means the same modifications before and after. Each
    stands as `standings` has it, so that its stage by then may be `implemented`; but costs of parts
    that go elsewhere are left out, so that no release counts the money of another.
    """
    live = went_live(register, as_of)
    approved: list[Standing] = []
    targeted: list[Standing] = []
    for modification in sorted(register.modifications.values(), key=lambda m: by_number(m.id)):
        standing = standing_on(modification, as_of, live)
        if standing is None or standing.decision == "closed":
            continue
        if not standing.parts_in(release):
            continue
        if not standing.costs_count_in(release):
            standing = replace(standing, costs=())
        (approved if standing.decision == "approved" else targeted).append(standing)
    return Scope(release, tuple(approved), tuple(targeted))
