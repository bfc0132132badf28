"""The day that a stated figure is compared as of: that of the document which states it."""

from __future__ import annotations

from datetime import date

from sectool.dates import last_day
from sectool.model.register import Register
from sectool.queries.register_on import RegisterOn, register_on


def register_of_source(register: Register, source: str | None) -> RegisterOn:
    """The register on the day of a source: what it states was right or wrong by what was then so.

    With all that is recorded, where the source has no day.
    """
    return register_on(register, day_of_source(register, source))


def day_of_source(register: Register, source: str | None) -> date | None:
    """The day of a source; of one known by its month alone, the last of it."""
    found = register.sources.get(source or "")
    return last_day(found.dated) if found is not None and found.dated is not None else None
