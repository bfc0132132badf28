"""What was not heard of, for programs."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.cli.present.tables import fields_of
from sectool.queries.register_on import RegisterOn
from sectool.queries.silence import Silence
from sectool.queries.silence_in_words import missing_in_words


def missing_data(on: RegisterOn, silent: Iterable[Silence]) -> list[dict[str, object]]:
    """One object for each thing of which nothing was heard, as docs/json.md has it."""
    return [
        {
            "id": one.standing.shown_id,
            "what": one.missing,
            "assessment": one.assessment.id if one.assessment is not None else None,
            "says": missing_in_words(on, one),
            **fields_of(one, "due", "since"),
        }
        for one in silent
    ]
