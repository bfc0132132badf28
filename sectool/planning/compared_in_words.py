"""What a scenario changes, in words: dates, slack, cut-offs, clashes, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full, shortly
from sectool.planning.compared import (
    Compared,
    CutOffVerdict,
    Scheduled,
    SlackFigures,
)
from sectool.planning.scenario import SupposedHoliday, supposition_in_words
from sectool.queries.cut_offs import days_in_words, verdict_in_words
from sectool.queries.milestones_in_words import window_in_words
from sectool.words import listed


def date_in_words(item: Scheduled | None) -> str:
    """`Thu 10 Nov 2022`, a window, or that the milestone is not planned."""
    return window_in_words(item.earliest, item.latest) if item is not None else "not planned"


def date_shortly(item: Scheduled | None) -> str:
    """`10 Nov 2022`, `1 to 12 Aug 2022`: for a narrow column."""
    if item is None:
        return "not planned"
    first, last = item.earliest, item.latest
    if first is None or last is None or first == last:
        one = first or last
        if one is None:
            return "open"
        return shortly(one) if first == last else f"{'from' if first else 'until'} {shortly(one)}"
    start = shortly(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    return f"{start} to {shortly(last)}"


def shift_shortly(working_days: tuple[int | None, int | None]) -> str:
    """`+5` Working Days; `+3 +5` where the ends of a window move by different amounts."""
    ends = [f"{days:+d}" if days else str(days or "?") for days in working_days]
    ends = ["0" if days == 0 else shown for days, shown in zip(working_days, ends, strict=True)]
    return " ".join(dict.fromkeys(ends)) if ends[0] == ends[1] else " ".join(ends)


def movement_of(ends: tuple[int | None, int | None]) -> str:
    """`-3 +5`, `0`, or `open` for a side that nothing bounds."""
    back = "open" if ends[0] is None else f"-{ends[0]}" if ends[0] else "0"
    on = "open" if ends[1] is None else f"+{ends[1]}" if ends[1] else "0"
    return back if back == on else f"{back} {on}"


def slack_cells(figures: SlackFigures | None) -> tuple[str, str, str]:
    """Room, float and what a miss costs, for cells."""
    if figures is None:
        return "none", "none", "none"
    missed = figures.if_missed
    return (
        movement_of(figures.room),
        movement_of(figures.float_),
        "?" if missed is None else f"+{missed}" if missed else "0",
    )


def change_of(before: str, after: str) -> str:
    """`-3 +5 -> 0`, or one word where both are the same."""
    return before if before == after else f"{before} -> {after}"


def cut_off_in_words(verdict: CutOffVerdict | None) -> str:
    """`Thu 3 Mar 2022 for 2022-11, open, 12 Working Days left`."""
    if verdict is None:
        return "none"
    when = days_in_words(verdict.window) if verdict.window is not None else "day not known"
    release = f" for {verdict.release}" if verdict.release is not None else ""
    basis = {"firm": "", "estimated": " (estimated)", "by-rule": " (by rule)"}[verdict.basis]
    state = verdict_in_words(verdict)
    return f"{when}{basis}{release}" + (f", {state}" if state else "")


def dates_kept_in_words(many: int, *, any_changed: bool) -> str:
    """What does not move is stated, too: `nothing else moves: 27 other dates stay as planned`."""
    if not many:
        return "no date stays as planned" if any_changed else "there are no dates to compare"
    stay = f"{many} {'date stays' if many == 1 else 'dates stay'} as planned"
    return f"nothing else moves: {stay}" if any_changed else f"nothing moves: {stay}"


def slack_kept_in_words(many: int, *, any_changed: bool) -> str:
    """`16 others keep their slack`."""
    if not any_changed:
        return "no slack changes"
    if many == 1:
        return "one other keeps its slack"
    return f"{many or 'no'} others keep their slack"


def cut_offs_kept_in_words(many: int, *, any_changed: bool) -> str:
    """`4 other cut-offs stay as they are`."""
    if not any_changed:
        return "no cut-off changes"
    if many == 1:
        return "one other cut-off stays as it is"
    return f"{many or 'no'} other cut-offs stay as they are"


def scopes_in_words(one: Compared) -> Iterator[str]:
    """`2022-11: MP140 leaves`, for each release whose scope differs."""
    for scope in one.scopes:
        parts = [
            f"{listed([*ids])} {verb}{'s' if len(ids) == 1 else ''}"
            for ids, verb in ((scope.entering, "join"), (scope.leaving, "leave"))
            if ids
        ]
        yield f"{scope.release}: {'; '.join(parts)}"


def supposed_in_words(one: Compared) -> list[str]:
    """What a scenario supposes; of a bank holiday also that it is one already."""
    working = one.before.on.calendars.working
    found = []
    for each in one.scenario.supposed:
        words = supposition_in_words(each)
        if isinstance(each, SupposedHoliday) and working and each.day in working.holidays:
            words += f" already: {working.holidays[each.day]}"
        found.append(words)
    return found


def as_of_in_words(day: date | None) -> str:
    return f"on {in_full(day)}" if day is not None else "with all that is recorded"
