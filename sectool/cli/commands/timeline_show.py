"""`sectool timeline show`: the milestones of a release, their dates and their slack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sectool.cli.concerning import concern_data, concern_in_words, concern_of
from sectool.cli.present.milestones import milestone_data
from sectool.cli.present.output import write_error, write_out
from sectool.cli.present.tables import folded, write_json, write_lines
from sectool.cli.session import as_known, day_of
from sectool.dates import in_full, iso
from sectool.queries.concerns import Concern
from sectool.queries.milestones_in_words import (
    miss_in_words,
    miss_shortly,
    missed_in_words,
    movement_shortly,
    slip_in_words,
    window_in_words,
)
from sectool.queries.release_in_words import cancellation_in_words
from sectool.queries.timelines import Scheduled, ScheduledTimeline, scheduled_timeline


def exit_code(timeline: ScheduledTimeline) -> int:
    """1 where the timeline has errors, and says so: the dates shown may not be those meant."""
    if not timeline.errors:
        return 0
    many = f"{len(timeline.errors)} errors" if len(timeline.errors) > 1 else "an error"
    release = timeline.schedule.release
    write_error(f"sectool: this timeline has {many}; see: sectool timeline check {release}\n")
    return 1


def show(
    root: Path,
    release: str,
    *,
    critical: bool,
    slack: bool,
    by: str | None,
    body: str | None,
    party: str | None,
    as_of: str | None,
    known_at: str | None,
    as_json: bool,
) -> int:
    """Prints the milestones of a release with their dates and what a slip means, as of a day.

    `slack` prints the figures of it instead; `by`, `body` and `party` leave out what is not theirs.
    """
    day = day_of("--as-of", as_of)
    timeline = scheduled_timeline(as_known(root, known_at), release, day)
    register, schedule = timeline.known.register, timeline.schedule
    concern = concern_of(register, by, body, party)
    items = [
        item
        for item in schedule.milestones.values()
        if timeline.known_then
        and concern.has_step(register, schedule, item)
        and (not critical or timeline.answers.is_critical(item))
    ]
    if as_json:
        data = {
            "release": timeline.schedule.release,
            "name": timeline.name,
            "known": timeline.known_then,
            "go-live": iso(timeline.schedule.go_live) if _is_planned(timeline) else None,
            "cancelled": iso(timeline.cancelled_on),
            "as-known-at": iso(timeline.known.known_at),
            "as-of": iso(day),
            **concern_data(concern),
            "milestones": [milestone_data(item, timeline) for item in items],
        }
        write_json(data)
    else:
        head = _head(timeline, day, concern)
        if not timeline.known_then:
            write_lines([*head, "nothing was known of it by then"])
        elif not items:
            write_lines([*head, "", _nothing(concern, critical=critical)])
        elif slack:
            write_out("\n".join(head) + _table(items, timeline, critical=critical))
        else:
            write_lines([*head, "", *_steps(items, timeline)])
    return exit_code(timeline) if timeline.known_then else 0


def _is_planned(timeline: ScheduledTimeline) -> bool:
    return timeline.known_then and timeline.cancelled is None


# The columns of the figures.

_HEADINGS = ("milestone", "date or window", "ahead", "room", "float", "miss")
_WIDTH = 80
# What stands below an id that has a line of its own.
_INDENT = 2
_NOTES = """\
ahead  Working Days from the date to go-live
room   Working Days it can move, its own date set aside and no other day moving:
       - before the first day of its window, + after the last; 0 neither way;
       open: no rule limits it
float  the same with go-live kept and every other date and month free to move
miss   Working Days by which go-live moves at least if it slips past that window
"""
_MISSES = {
    "open": "       open: no rule says how late it may be",
    "none": "       none: no plan is left within the calendar",
}


_LOOSE = [
    "~      the window may be narrower: it depends on 'later of' or 'earlier of', and",
    "       which of the two decides is not known yet",
]
# The same for the plan in words, by the mark behind a date.
_MARKS = {
    "~": "~ may be narrower: which of two decides is not known yet",
    "*": "* depends on a meeting proposed by its body's pattern, not confirmed",
}
# Windows longer than that have a line of their own.
_MOST_FOR_DAYS = 27


def _head(timeline: ScheduledTimeline, as_of: date | None, concern: Concern) -> list[str]:
    """Which release it is, as of when, and what is left out."""
    go_live, known = timeline.schedule.go_live, timeline.known.known_at
    head = timeline.name
    if go_live is not None and timeline.known_then:
        head += f": go-live {in_full(go_live)}"
    if timeline.cancelled is not None:
        head = f"{timeline.name}: cancelled"
    if as_of is not None:
        head += f", as of {in_full(as_of)}"
    if known is not None:
        head += f", as known on {in_full(known)}"
    lines = folded("", head)
    if timeline.known_then and timeline.cancelled is not None:
        lines += folded("", cancellation_in_words(timeline.cancelled))
    only = concern_in_words(concern)
    return [*lines, *folded("", only)] if only is not None else lines


def _nothing(concern: Concern, *, critical: bool) -> str:
    if critical and concern.is_all:
        return "no milestone moves the go-live when it is missed"
    return "no such milestone" + (" moves the go-live when it is missed" if critical else "")


# In people's words.


def _steps(items: Sequence[Scheduled], timeline: ScheduledTimeline) -> Iterator[str]:
    """A paragraph for each milestone: when, what, who; and what it means if it slips."""
    starts = [_when(item, timeline) for item in items]
    width = max(len(start) for start in starts if len(start) <= _MOST_FOR_DAYS)
    for start, item in zip(starts, items, strict=True):
        title = item.milestone.title + (" (provisional)" if item.milestone.provisional else "")
        if len(start) > width:
            yield start
            start = ""
        yield from folded(f"{start:<{width}}  ", title)
        who = item.milestone.by
        words = [who, slip_in_words(item, timeline), missed_in_words(item, timeline)]
        if item.contradicted:
            words = [who, "the plan contradicts itself here"]
        known = [word for word in words if word is not None]
        if known:
            yield from folded(" " * (width + 2), "; ".join(known))
    shown = "".join(starts)
    marks = [note for mark, note in _MARKS.items() if mark in shown]
    if marks:
        yield from ("", *marks)
    yield from ("", "figures of slack, and the ids of the milestones: --slack")


def _when(item: Scheduled, timeline: ScheduledTimeline) -> str:
    """`Thu 3 Nov 2022, 17:00`, with a mark where more has to be known of it."""
    at = f", {item.milestone.at}" if item.milestone.at is not None else ""
    mark = "*" if timeline.answers.rests_on_proposal(item) else ""
    loose = "~" if item.may_be_narrower else ""
    return window_in_words(item.earliest, item.latest) + at + loose + mark


# The figures.


def _table(items: Sequence[Scheduled], timeline: ScheduledTimeline, *, critical: bool) -> str:
    rows = [_cells(item, timeline) for item in items]
    heading, *aligned = _aligned([_HEADINGS, *rows])
    lines = ["", "", heading]
    for item, line in zip(items, aligned, strict=True):
        lines.append(line)
        slack = timeline.answers.slack(item.id)
        if critical and slack is not None:
            lines.append(f"    {miss_in_words(item, slack.miss, timeline)}")
    lines += ["", _NOTES.rstrip()]
    lines += [note for missed_by, note in _MISSES.items() if missed_by in {row[-1] for row in rows}]
    if any(item.contradicted for item in items):
        lines.append("!      the plan contradicts itself here, so no slack is worked out")
    if any(item.may_be_narrower for item in items):
        lines += _LOOSE
    if any(timeline.answers.rests_on_proposal(item) for item in items):
        lines.append("*      depends on a meeting proposed by its body's pattern, not confirmed")
    return "\n".join(lines) + "\n"


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns, two to the left and the rest to the right, in 80 characters.

    An id for which there is no room has a line of its own, as has the heading above the ids.
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    # Two blanks between the figures, where there is room: `0 +5` is one of them.
    tight = sum(widths) + len(widths) - 1
    between = "  " if tight + len(widths) - 3 <= _WIDTH else " "
    others = sum(widths[1:]) + 2 + len(between) * (len(widths) - 3)
    widths[0] = min(widths[0], max(_WIDTH - others, _INDENT))
    lines = []
    for row in rows:
        fits = len(row[0]) <= widths[0]
        cells = [(row[0] if fits else "").ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        figures = between.join(cells[2:])
        lines.append(("" if fits else row[0] + "\n") + f"{cells[0]} {cells[1]} {figures}".rstrip())
    return lines


def _cells(item: Scheduled, timeline: ScheduledTimeline) -> tuple[str, ...]:
    mark = "!" if item.contradicted else "*" if timeline.answers.rests_on_proposal(item) else ""
    mark = ("~" if item.may_be_narrower else "") + mark
    at = f", {item.milestone.at}" if item.milestone.at is not None else ""
    when = window_in_words(item.earliest, item.latest) + at + mark
    distance = timeline.answers.to_go_live(item)
    apart = "" if distance is None else "–".join(dict.fromkeys(map(str, distance)))
    slack = timeline.answers.slack(item.id)
    if slack is None:
        return (item.id, when, apart, "", "", "")
    return (
        item.id,
        when,
        apart,
        movement_shortly(item, slack.room, timeline),
        movement_shortly(item, slack.float_, timeline),
        miss_shortly(item, timeline),
    )
