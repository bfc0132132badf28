"""For whom a plan is asked for, by the options that say so."""

from __future__ import annotations

from sectool.cli.session import value_of
from sectool.queries.concerns import Concern
from sectool.queries.loaded import Register
from sectool.queries.names import body_named, participant_named


def concern_of(register: Register, by: str | None, body: str | None, party: str | None) -> Concern:
    """Whose steps are asked for, by the names that options give."""
    with value_of("--by"):
        by = body_named(register, by) if by is not None else None
    with value_of("--body"):
        body = body_named(register, body) if body is not None else None
    with value_of("--party"):
        party = participant_named(register, party) if party is not None else None
    return Concern(by, body, party)


def concern_data(concern: Concern) -> dict[str, str]:
    """What was asked for, for programs: nothing where that is everything."""
    found = {"by": concern.by, "body": concern.body, "party": concern.party}
    return {key: value for key, value in found.items() if value is not None}


def concern_in_words(concern: Concern) -> str | None:
    """`Only what DCC has to do`; None where everything is asked for."""
    found = []
    if concern.by is not None:
        found.append(f"what {concern.by} has to do")
    if concern.body is not None:
        found.append(f"meetings of {concern.body}, papers for them, and what it has to do")
    if concern.party is not None:
        found.append(f"what is for {concern.party}")
    return f"Only {'; of that, '.join(found)}" if found else None
