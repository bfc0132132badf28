"""Answers of the date language in words: days, counts, and for which days a phrase gives one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full
from sectool.queries.cut_offs import days_in_words
from sectool.queries.dates import CONVENTIONS, DAYS_OVER, Amount, Givers, Tally, TimeBetween, Window

NOT_CONFIRMED = "proposed by the body's pattern, not confirmed"


def _some_day(window: Window) -> str:
    span = days_in_words(window)
    return span if window.day is not None else f"a day between {span.replace(' to ', ' and ')}"


def count_in_words(found: TimeBetween) -> str:
    """`12 working days from Tue 18 Oct 2022 to Thu 3 Nov 2022`."""
    tally, start, end = found.tally, found.start.window, found.end.window
    name, both_ends, _ = tally.name.partition(" both ends")
    amount = _amounts(tally, name)
    if both_ends:
        amount += ", both ends counted,"
    back = "back " if end.latest < start.earliest else ""
    return f"{amount} from {_some_day(start)} {back}to {_some_day(end)}"


def remark_on(tally: Tally) -> str:
    """What a convention counts; of weeks and months, the count with the days over."""
    return CONVENTIONS[tally.name] or _amounts(tally, tally.name)


def _amounts(tally: Tally, units: str) -> str:
    """`9 weeks and 1 day`; where a day is open `45 to 66 working days`."""
    if tally.amount is not None:
        return _amount(tally.amount, units)
    if tally.name in DAYS_OVER:
        return f"{_amount(tally.fewest, units)} to {_amount(tally.most, units)}"
    return f"{tally.fewest.whole} to {tally.most.whole} {units}"


def _amount(amount: Amount, units: str) -> str:
    text = _so_many(amount.whole, units)
    return f"{text} and {_so_many(amount.over, 'days')}" if amount.over else text


def _so_many(n: int, units: str) -> str:
    return f"{n} {units.removesuffix('s') if abs(n) == 1 else units}"


def notes_on_count(found: TimeBetween) -> Iterator[str]:
    """What a reader of a count has to know; a note may run over several lines."""
    if found.rests_on_proposal:
        yield f"a meeting on the way is {NOT_CONFIRMED}"
    if found.runs_backwards:
        yield (
            "where the second day is before the first, a count is below zero;\n"
            "clear and both-ends counts are the same both ways"
        )


def givers_in_words(anchor: str, day: date, found: Givers) -> str:
    """For which days of its anchor a phrase gives a day: `X from … to …`, or that none does."""
    if not found.spans:
        return f"no day of {anchor} gives {in_full(day)}"
    spans = [
        f"on {in_full(first)}" if first == last else f"from {in_full(first)} to {in_full(last)}"
        for first, last in found.spans
    ]
    return f"{anchor} {' or '.join(spans)}"


def nearest_in_words(found: Givers) -> str | None:
    """The nearest days that are given where the one looked for is not; None where it is."""
    near = [
        f"{in_full(value)} {where}"
        for value, where in ((found.before, "before it"), (found.after, "after it"))
        if value is not None and not found.spans
    ]
    if not near:
        return None
    return f"the nearest that {'is' if not near[1:] else 'are'} given: {', '.join(near)}"
