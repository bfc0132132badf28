"""How a plan slipped, in words and as a picture: what moved, by how much, who moved it and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from sectool.dates import days_after, in_full
from sectool.pictured import Trend, TrendLine
from sectool.planning.sections import AnswerLine, AnswerSection
from sectool.planning.slips import PlannedDays, Slip, SlipHistory
from sectool.queries.loaded import Loaded
from sectool.queries.milestones_in_words import window_in_words
from sectool.render.svg import Palette, svg_document
from sectool.render.trend import trend_drawn
from sectool.schedule.timeline_on import GO_LIVE

__all__ = ["caption_of", "heading_of", "picture_of", "sections_of"]

# A picture with more lines cannot be read: those that moved most are drawn.
MOST_LINES = 12
_FONT = "Source Sans 3, Helvetica, Arial, sans-serif"


def change_in_words(slip: Slip) -> str:
    """`Thu 3 Nov 2022 -> Thu 10 Nov 2022 (+5)`, with the Working Days of its last day."""
    if slip.before is None:
        return f"added: {_days(slip.after)}"
    if slip.after is None:
        return f"no longer planned, was {_days(slip.before)}"
    moved = "" if not slip.working_days else f" ({slip.working_days:+d})"
    return f"{_days(slip.before)} -> {_days(slip.after)}{moved}"


def _days(one: PlannedDays | None) -> str:
    return window_in_words(*one.days) if one is not None else "not planned"


def reason_in_words(slip: Slip) -> str:
    """Who moved it and why, as far as that is known: `CSC: the reason`."""
    match slip.how:
        case "follows":
            return "follows other dates"
        case "commit":
            return f"{slip.by}, in git alone: {slip.because}"
        case "uncommitted":
            return "not committed, and no reason is recorded"
    parts = [one for one in (slip.by, slip.because) if one is not None]
    return ": ".join(parts) or "no reason is recorded"


def totals_in_words(history: SlipHistory) -> str:
    """`go-live moved 2 times, by +15 Working Days in all; 3 other dates moved`."""
    moved = [one for one in history.slips if one.before is not None and one.after is not None]
    go_live = [one for one in moved if one.id == GO_LIVE]
    others = len({one.id for one in moved if one.id != GO_LIVE})
    sentence = f"{GO_LIVE} did not move"
    if go_live:
        times = "once" if len(go_live) == 1 else f"{len(go_live)} times"
        days = sum(one.working_days or 0 for one in go_live)
        unit = "Working Day" if abs(days) == 1 else "Working Days"
        sentence = f"{GO_LIVE} moved {times}, by {days:+d} {unit} in all"
    if not others:
        return f"{sentence}; no other date moved"
    return f"{sentence}; {others} other date{'' if others == 1 else 's'} moved"


def heading_of(history: SlipHistory) -> str:
    """`November 2022 SEC Release: go-live moved once …`, and as of when that is known."""
    known = f", as known on {in_full(history.until)}" if history.until is not None else ""
    return f"{history.name}{known}: {totals_in_words(history)}"


def sections_of(loaded: Loaded, history: SlipHistory) -> Iterator[AnswerSection]:
    """The changes of each day, with who made them, why, and where that is recorded."""
    if not history.slips:
        yield AnswerSection("no change of its plan is recorded")
    for day, slips in groupby(history.slips, key=lambda one: one.day):
        yield AnswerSection(in_full(day), lines=tuple(_line_of(loaded, one) for one in slips))


def _line_of(loaded: Loaded, one: Slip) -> AnswerLine:
    below = [reason_in_words(one)]
    if one.how != "follows":
        if one.source is not None:
            below.append(f"source: {one.source}")
        if one.place is not None:
            place = loaded.sources.place(one.place)
            below.append(f"{place.file}:{place.span.line}:{place.span.column}")
        if one.recorded is not None:
            below.append(f"commit {one.recorded}")
    return AnswerLine(one.id, change_in_words(one), tuple(below))


def caption_of(history: SlipHistory) -> str:
    """What the picture shows."""
    return f"How the dates of the {history.name} moved: {totals_in_words(history)}"


def picture_of(history: SlipHistory) -> str | None:
    """An SVG of the dates that moved over the days on which they were known; None for none.

    A window is drawn by its last day.
    """
    trend = _trend(history)
    if not trend.lines:
        return None
    says = "; ".join(
        f"{one.id}, known on {in_full(one.day)}: {change_in_words(one)}"
        for one in history.slips
        if one.id in {line.name for line in trend.lines}
    )
    drawing = trend_drawn(trend)
    return svg_document(drawing, Palette(font=_FONT), caption_of(history), says) + "\n"


def _trend(history: SlipHistory) -> Trend:
    """A line for go-live and for each date that moved; the longest slips, where they are many."""
    far: dict[str, int] = {}
    for one in filter(_in_time, history.slips):
        far[one.id] = far.get(one.id, 0) + abs(one.working_days or 1)
    chosen = sorted(far, key=lambda id_: (id_ != GO_LIVE, -far[id_]))[:MOST_LINES]
    if far and GO_LIVE not in far:
        chosen = [GO_LIVE, *chosen][:MOST_LINES]
    lines = []
    for id_ in chosen:
        line = _line(history, id_)
        if line is not None:
            lines.append(line)
    return Trend(tuple(lines))


def _line(history: SlipHistory, id_: str) -> TrendLine | None:
    points = list[tuple[date, date]]()
    gone: date | None = None
    for day, plan in history.plans:
        last = plan[id_].latest or plan[id_].earliest if id_ in plan else None
        if last is None:
            gone = day if points and gone is None else gone
        elif not points or points[-1][1] != last:
            points.append((day, last))
            gone = None
    for one in history.slips:  # What commits alone know, but for what was put right afterwards.
        if one.id == id_ and one.recorded is not None and one.place is None:
            _add(points, one)
    if not points:
        return None
    return TrendLine(id_, tuple(points), gone, leads=id_ == GO_LIVE)


def _in_time(slip: Slip) -> bool:
    """Whether a date moved before its day had come, not when it was put right afterwards."""
    days = [one.latest or one.earliest for one in (slip.before, slip.after) if one is not None]
    return all(day is None or slip.day <= day for day in days)


def _add(points: list[tuple[date, date]], slip: Slip) -> None:
    before = slip.before.latest if slip.before is not None else None
    after = slip.after.latest if slip.after is not None else None
    if after is None or not _in_time(slip):
        return
    if not points and before is not None:
        points.append((days_after(slip.day, -1), before))
    if points and slip.day >= points[-1][0]:
        points.append((slip.day, after))
