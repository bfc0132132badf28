"""The paper trail: what went out of a register, in time, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import zip_longest

from sectool.building import Described
from sectool.model.issued import Issue
from sectool.model.register import Register
from sectool.model.shape import number_of
from sectool.values import dataclass


@dataclass(frozen=True)
class WentOut:
    """A version that went out; of one that is only mentioned there is no record."""

    name: str
    title: str
    version: str
    dated: date | None
    reference: str | None
    record: Issue | None
    replaced_by: str | None = None
    replaced_by_withdrawn: bool = False
    again: bool = False  # a later row records the same version

    @property
    def is_withdrawn(self) -> bool:
        return self.record is not None and self.record.withdrawn is not None

    @property
    def stands(self) -> bool:
        """Whether it is what holds: nothing replaced it, and it was not withdrawn."""
        return self.replaced_by is None and not self.again and not self.is_withdrawn


def paper_trail(register: Register, name: str | None = None) -> list[WentOut]:
    """What went out of all publications, or of one, by the day printed on it."""
    found = []
    for each, publication in register.publications.items():
        if name not in (None, each):
            continue
        known = Described(register, each, publication)
        rows = [
            WentOut(
                *(each, known.title, record.version, record.dated),
                record.reference or known.reference,
                record,
            )
            for record in known.issued
        ]
        recorded = {row.version for row in rows}
        rows += [
            WentOut(each, known.title, one.version, one.dated, None, None)
            for one in publication.versions
            if one.mentioned and one.version not in recorded
        ]
        rows.sort(key=lambda row: number_of(row.version))
        newest = {row.version: row for row in rows}
        found += [
            _followed_by(row, newest[after.version]) if after is not None else row
            for row, after in zip_longest(rows, rows[1:])
        ]
    return sorted(found, key=lambda row: (row.dated or date.min, row.name))


def _followed_by(row: WentOut, after: WentOut) -> WentOut:
    """A row with what came after it: its version again, or the next one, by its last row."""
    if after.version == row.version:
        return replace(row, again=True)
    return replace(row, replaced_by=after.version, replaced_by_withdrawn=after.is_withdrawn)
