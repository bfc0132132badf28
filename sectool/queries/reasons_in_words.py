"""Why a milestone has its dates, and what would follow from another day, in words."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.queries.milestones_in_words import window_in_words
from sectool.queries.timeline_reasons import Explained, Reason, Supposed
from sectool.queries.timelines import ScheduledTimeline

# Where a choice between several milestones leaves open whether a day is possible.
NOT_PROVED = (
    "as far as is known: with 'later of' or 'earlier of' in the plan, not every line that could "
    "contradict it is found"
)


def reason_in_words(reason: Reason, *, exact: bool = False) -> str:
    """What follows for whom: `uit-starts not before Tue 18 Oct 2022`; `exact`: on that day."""
    return f"{reason.milestone} {f'on {in_full(reason.day)}' if exact else reason.bound}"


def line_in_words(reason: Reason) -> str:
    """The line that says so, in its author's words."""
    written = reason.written
    backwards = f"{written.milestone} {written.words}, read backwards"
    return backwards if reason.backwards else written.words


def shifts_in_words(reason: Reason) -> Iterator[str]:
    """What else made the day of a step: `falls-on`, and the days that a milestone may have."""
    if reason.through is not None:
        yield f"with {reason.through.words!r} of {reason.through.milestone}"
    if reason.moved_from is not None:
        yield other_day_in_words(reason)
    for milestone, day in reason.beside:
        side, way = ("after", "earlier") if reason.upward else ("before", "later")
        yield f"{milestone} is on or {side} {in_full(day)}, which gives no {way} day"


def other_day_in_words(reason: Reason) -> str:
    """Which day would not do, and which does instead."""
    day = reason.moved_from or reason.day
    side = "the next one is" if day < reason.day else "the one before is"
    return f"{in_full(day)} is not a {reason.kind_of_day}; {side} {in_full(reason.day)}"


def details_in_words(
    timeline: ScheduledTimeline, reason: Reason, *, counting: bool
) -> Iterator[str]:
    """What else made the day of a step; with `counting`, how it was counted and what it skips."""
    steps = timeline.answers.steps(reason)
    if counting:
        for step in steps[1:]:
            yield f"{window_in_words(step.window.earliest, step.window.latest)}: {step.how}"
        skipped = [day for step in steps for day in step.skipped]
        if reason.backwards and reason.from_day is not None:
            skipped = timeline.known.working.holidays_between(reason.day, reason.from_day)
        if skipped:
            days = ", ".join(f"{in_full(day)} ({name})" for day, name in skipped)
            yield f"not counted: {days}"
    yield from shifts_in_words(reason)
    if any(step.proposal for step in steps):
        yield "this meeting is proposed by the body's pattern, not confirmed"


def open_in_words(explained: Explained) -> str | None:
    """On which side nothing bounds a milestone; None where both sides are bounded."""
    if explained.earliest and explained.latest:
        return None
    if not explained.earliest and not explained.latest:
        return "nothing bounds it: it is open"
    side = "early" if not explained.earliest else "late"
    return f"nothing says how {side} it may be: that is open"


def changes_in_words(supposed: Supposed) -> Iterator[str]:
    """What else moves if a milestone has the day supposed: its window then, and now."""
    for item, earliest, latest in supposed.moved:
        now = window_in_words(item.earliest, item.latest)
        yield f"{item.id}: {window_in_words(earliest, latest)} (now: {now})"
