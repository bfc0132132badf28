"""What was not heard of, in words: which return, decision, answer or date is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sectool.dates import plainly
from sectool.queries.history_in_words import expected_in_words
from sectool.queries.register_on import RegisterOn
from sectool.queries.silence import Silence

NOT_HEARD_OF = "nothing was heard for twelve months of what was due or is open"


def missing_in_words(on: RegisterOn, one: Silence) -> str:
    """`the return of pa-1, due Tue 16 Jun 2020`: what was not heard of."""
    due = f", due {plainly(one.due)}" if one.due is not None else ""
    if one.assessment is not None:
        return f"the return of {one.assessment.id}{due}"
    if one.missing == "expected" and one.entry is not None:
        return f"the {expected_in_words(on.register.life_cycle, one.entry)}"
    if one.missing == "answer":
        to = f" for go-live on {plainly(one.due)}" if one.due is not None else ""
        return f"an answer to the request{to}"
    until = f" until {plainly(one.due)}" if one.due is not None else ""
    return f"what became of the hold{until}"


def silences_in_words(on: RegisterOn, silent: Iterable[Silence]) -> Iterator[str]:
    """One line for each thing: `not heard of since Tue 26 May 2020: the return of pa-1 (MP109)`.

    Modifications of which the same is missing since the same day stand together.
    """
    found: dict[tuple[date, str], list[str]] = {}
    for one in silent:
        found.setdefault((one.since, missing_in_words(on, one)), []).append(one.standing.shown_id)
    for (since, missing), ids in found.items():
        yield f"not reported since {plainly(since)}: {missing} ({', '.join(ids)})"
