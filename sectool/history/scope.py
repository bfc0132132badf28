"""What a release holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sectool.history.fold import standing_on
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
    """The scope of a release on a day (None: with all that is known), by number."""
    approved: list[Standing] = []
    targeted: list[Standing] = []
    for modification in sorted(register.modifications.values(), key=lambda m: by_number(m.id)):
        standing = standing_on(modification, as_of)
        if standing is None or standing.decision == "closed":
            continue
        if not standing.parts_in(release):
            continue
        (approved if standing.decision == "approved" else targeted).append(standing)
    return Scope(release, tuple(approved), tuple(targeted))
