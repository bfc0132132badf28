"""The life cycle of the SEC, as it is shipped, for histories that belong to no register.

No body has a power here: whoever an entry names may do what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sectool import history
from sectool.dates import When
from sectool.history import AssessmentRefusal, Between, Gap, Refusal, Seen, Standing
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register
from sectool.queries import sightings
from tests.register import MINIMAL, opened

CYCLE = opened(MINIMAL).register.life_cycle


def standing_on(
    modification: Modification,
    as_of: date | None,
    live: Mapping[str, When | Seen] | None = None,
) -> Standing | None:
    return history.standing_on(CYCLE, modification, as_of, live)


def refusals(modification: Modification) -> Iterator[Refusal]:
    return history.refusals(CYCLE, modification)


def gaps_of(modification: Modification) -> Iterator[Gap]:
    return history.gaps_of(CYCLE, modification)


def assessment_refusals(modification: Modification) -> Iterator[AssessmentRefusal]:
    return history.assessment_refusals(CYCLE, modification)


def concluded_between(entries: Iterable[Entry]) -> Between | None:
    return history.concluded_between(CYCLE, entries)


def recorded_once(entries: Iterable[Entry], *events: str) -> list[Entry]:
    return sightings.recorded_once(CYCLE, entries, *events)


def register_of(**fields: Any) -> Register:
    """A register with the participants of another, and the tables shipped for the life cycle."""
    tables = opened(MINIMAL).register
    shipped = {
        "parties": tables.parties,
        "life_cycle_table": tables.life_cycle_table,
        "assessment_kinds": tables.assessment_kinds,
        "consultations": tables.consultations,
        "roles": tables.roles,
    }
    return Register(**{**shipped, **fields})
