"""Who was admitted to the release of a RID by exception: by whom, and when."""

from __future__ import annotations

from typing import Any

from sectool.history import Standing
from sectool.queries.bodies import body_in_words
from sectool.queries.cut_offs import admission_of
from sectool.queries.register_on import RegisterOn


def admission(on: RegisterOn, standing: Standing, release: str) -> dict[str, Any]:
    """What an item of the scope says of it; nothing where it was not admitted."""
    entry = admission_of(on, standing, release)
    if entry is None:
        return {}
    by = body_in_words(on.register, entry.by)[0] if entry.by is not None else None
    return {"admitted": entry.when, "admitted_by": by, "admitted_seen": entry.date is None}
