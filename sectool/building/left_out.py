"""What an edition of an earlier day leaves out of a document about a release."""

from __future__ import annotations

from sectool.dates import last_day
from sectool.documents.edition import Edition
from sectool.model.modification import FACTS, Entry
from sectool.model.register import Register

# What a RID shows of a modification, and what decides whether it is in scope.
_SHOWN = FACTS.union(["title"]).difference(
    ["problem", "solution", "path", "urgent", "fast_track", "proposer"]
)
_DECIDES = frozenset(
    [
        "retitled",
        "split",
        "approved",
        "rejected",
        "overturned",
        "sent-back",
        "scheduled",
        "withdrawn",
        "converted",
    ]
)


def modifications_left_out(register: Register, release: str, edition: Edition) -> list[str]:
    """The modifications with entries that are later than an edition's day and would change it."""
    day = edition.as_of
    if day is None:
        return []
    return [
        modification.id
        for modification in register.modifications.values()
        if any(entry.release == release for entry in modification.history)
        and any(
            last_day(entry.when) > day and _matters(entry, release)
            for entry in modification.history
        )
    ]


def _matters(entry: Entry, release: str) -> bool:
    """Whether an entry may change the RID of a release: it is about it, or about any."""
    about = entry.release in (release, None)
    named = entry.release == release
    return named or (about and (entry.event in _DECIDES or bool(_SHOWN & entry.model_fields_set)))
