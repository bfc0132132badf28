"""What is to come, in words: with the modification that it is of."""

from __future__ import annotations

from sectool.dates import plainly
from sectool.queries.history_in_words import expected_in_words
from sectool.queries.register_on import RegisterOn
from sectool.queries.upcoming import Upcoming


def upcoming_in_words(on: RegisterOn, one: Upcoming) -> str:
    """`MP143: Modification Report Consultation closes`: for a row that begins with its day."""
    if one.standing is None:
        return one.text
    text = one.text
    if one.what == "expected" and one.entry is not None:
        text = expected_in_words(on.register.life_cycle, one.entry, with_day=False)
    return f"{one.standing.shown_id}: {text}"


def upcoming_with_due_day(one: Upcoming) -> str:
    """The same for a row that begins with `overdue`: it ends with the day it was due."""
    text = one.text if one.standing is None else f"{one.standing.shown_id}: {one.text}"
    late = f", {plainly(one.when)}" if one.overdue and one.when is not None else ""
    return text + late
