"""`sectool timeline show`: the milestones of a release, their dates and their slack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.milestones import milestone_data
from sectool.cli.present.output import write_error, write_out
from sectool.cli.present.tables import folded, write_json
from sectool.cli.session import as_known, day_of
from sectool.dates import in_full, iso
from sectool.queries.milestones_in_words import (
    miss_in_words,
    miss_shortly,
    movement_shortly,
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
    as_of: str | None,
    known_at: str | None,
    as_json: bool,
) -> int:
    """Prints the milestones of a release with their dates and their slack, as of a day."""
    day = day_of("--as-of", as_of)
    timeline = scheduled_timeline(as_known(root, known_at), release, day)
    items = [
        item
        for item in timeline.schedule.milestones.values()
        if timeline.known_then and (not critical or timeline.answers.is_critical(item))
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
            "milestones": [milestone_data(item, timeline) for item in items],
        }
        write_json(data)
    else:
        write_out(_table(items, timeline, day, critical=critical))
    return exit_code(timeline) if timeline.known_then else 0


def _is_planned(timeline: ScheduledTimeline) -> bool:
    return timeline.known_then and timeline.cancelled is None


# The table.

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


def _table(
    items: Sequence[Scheduled], timeline: ScheduledTimeline, as_of: date | None, *, critical: bool
) -> str:
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
    title = "\n".join(folded("", head))
    if not timeline.known_then:
        return f"{title}\nnothing was known of it by then\n"
    if timeline.cancelled is not None:
        title = "\n".join([title, *folded("", cancellation_in_words(timeline.cancelled))])
    if not items:
        return f"{title}\n\nno milestone moves the go-live when it is missed\n"
    rows = [_cells(item, timeline) for item in items]
    heading, *aligned = _aligned([_HEADINGS, *rows])
    lines = [title, "", heading]
    for item, line in zip(items, aligned, strict=True):
        lines.append(line)
        slack = timeline.answers.slack(item.id)
        if critical and slack is not None:
            lines.append(f"    {miss_in_words(item, slack.miss, timeline)}")
    lines += ["", _NOTES.rstrip()]
    lines += [note for missed_by, note in _MISSES.items() if missed_by in {row[-1] for row in rows}]
    if any(item.contradicted for item in items):
        lines.append("!      the plan contradicts itself here, so no slack is worked out")
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
    when = window_in_words(item.earliest, item.latest) + mark
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
