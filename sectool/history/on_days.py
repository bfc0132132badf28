"""How a modification stood on several days, its entries folded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sectool.dates import When, last_day
from sectool.history.entries import entries_until
from sectool.history.fold import Fold
from sectool.history.standing import Seen, Standing
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry, Modification


def standings_on_days(
    cycle: LifeCycle,
    modification: Modification,
    days: Iterable[tuple[date, Mapping[str, When | Seen]]],
) -> list[Standing | None]:
    """How a modification stood on several days, each with the releases live by it, as given.

    Its entries are folded once, however many the days.
    """
    wanted = list(days)
    found: list[Standing | None] = [None] * len(wanted)
    entries = list(entries_until(modification, None))
    fold, taken = Fold(cycle, modification), list[Entry]()
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index][0]):
        day, live = wanted[index]
        while len(taken) < len(entries) and last_day(entries[len(taken)].when) <= day:
            fold.take(entries[len(taken)])
            taken.append(entries[len(taken)])
        if taken:
            found[index] = fold.standing(taken, day, live)
    return found
