"""Which parts of modifications are in force on a day, since when, and whether an entry says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import last_day
from sectool.history import PartStanding, Standing
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.values import dataclass


@dataclass(frozen=True)
class InForce:
    """A part of a modification that is in force, since when, and whether that was confirmed.

    `since` is None where it was only seen to be in force; it was so `by` that day.
    """

    standing: Standing
    part: PartStanding
    since: date | None
    by: date
    release: str | None
    confirmed: bool

    @property
    def basis(self) -> str:
        return "confirmed" if self.confirmed else "assumed"


def in_force_on(register: Register, day: date) -> Iterator[InForce]:
    """The parts of approved modifications that are in force on a day, by number.

    A part comes into force on the day last directed or scheduled for it, else with its release;
    `assumed` until an entry says that it did.
    """
    on = register_on(register, day)
    for standing in on.standings:
        if not (standing.is_pending or standing.is_implemented):
            continue
        for part in standing.parts:
            planned = on.day_of_part(part)
            done = last_day(part.confirmed) if part.confirmed is not None else None
            # An entry may tell of it later than it happened, or before the day once planned.
            by = planned if isinstance(planned, date) else done
            if isinstance(part.implemented, date):
                by = part.implemented
            elif by is not None and done is not None and part.day is None:
                by = min(by, done)
            if by is not None and by <= day:
                confirmed = done is not None and done >= by
                since = by if by == planned or part.implemented is not None else None
                yield InForce(standing, part, since, by, part.release, confirmed)
