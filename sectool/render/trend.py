"""How slips are drawn: days planned upwards, over the days on which that was known."""

from __future__ import annotations

from sectool.dates import MONTHS, in_short
from sectool.pictured import Trend, TrendLine
from sectool.render.drawing import (
    LINE,
    SMALL,
    TYPE,
    WIDTH,
    Canvas,
    Drawing,
    lines_of_text,
)
from sectool.render.months import Scale, lines_of_months, names_of_months, next_month

# Room for the months at the left and the names at the right, the head, and the height of the rest.
_LEFT, _RIGHT, _HEAD, _HIGH = 62.0, 150.0, 24.0, 260.0
_FOOT = 22.0
# Where names begin.
_NAMES = WIDTH - _RIGHT + 18
# Half a mark, and how far apart names are at least.
_MARK, _APART = 3.5, 2.0


def trend_drawn(trend: Trend) -> Drawing:
    """A trend as a drawing: one whose lines keep level keeps to its plan, one that rises slips."""
    canvas = Canvas()
    known = [day for line in trend.lines for day, _ in line.points]
    planned = [day for line in trend.lines for _, day in line.points]
    if not known:
        return Drawing(WIDTH, LINE, ())
    first, last = min(known).replace(day=1), next_month(max(*planned, *known))
    across = Scale(first, last, _LEFT, WIDTH - _RIGHT)
    low = min(*planned, max(known)).replace(day=1)
    named = sum(_high(line) + _APART for line in trend.lines)
    top, bottom = _HEAD, _HEAD + max(_HIGH, named)
    # From the foot up: the scale runs the other way.
    up = Scale(low, last, bottom, top)
    lines_of_months(canvas, across, top, bottom)
    names_of_months(canvas, across, bottom + SMALL + 4)
    _months_up(canvas, up)
    canvas.words(0, SMALL, "planned for", colour="soft", size=SMALL)
    foot = bottom + _FOOT + SMALL
    canvas.words(WIDTH - _RIGHT, foot, "as known on", colour="soft", size=SMALL, anchor="end")
    _diagonal(canvas, across, up)
    for line in trend.lines:
        _line(canvas, line, across, up)
    _names(canvas, trend, across, up, top)
    return Drawing(WIDTH, bottom + _FOOT + LINE + 4, tuple(canvas.shapes))


def _months_up(canvas: Canvas, up: Scale) -> None:
    """A line for each month, and the names of as many as can be read."""
    starts = list(up.months)
    room = abs(up.left - up.right) / max(len(starts), 1)
    step = next((n for n in (1, 2, 3, 6) if n * room > LINE), 12)
    for number, start in enumerate(starts):
        y = up.at(start)
        canvas.line(_LEFT, y, WIDTH - _RIGHT, y, "rule")
        if number % step == 0:
            name = f"{MONTHS[start.month - 1][:3]} {start.year}"
            canvas.words(_LEFT - 6, y - 2, name, colour="soft", size=SMALL, anchor="end")
    canvas.line(_LEFT, up.right, WIDTH - _RIGHT, up.right, "rule")


def _diagonal(canvas: Canvas, across: Scale, up: Scale) -> None:
    """Where a planned day has come."""
    first, last = max(across.first, up.first), min(across.last, up.last)
    if first < last:
        canvas.line(across.at(first), up.at(first), across.at(last), up.at(last), "soft", 1.0)


def _line(canvas: Canvas, line: TrendLine, across: Scale, up: Scale) -> None:
    """Level while a day was planned, upright where it became another, with a mark there."""
    x = y = None
    width = 3.0 if line.leads else 1.75
    for known, planned in line.points:
        at, now = across.at(known), up.at(planned)
        if x is not None and y is not None:
            canvas.line(x, y, at, y, "accent", width)
            canvas.line(at, y, at, now, "accent", width)
        x, y = at, now
    end, planned = line.ends
    if x is not None and y is not None:
        canvas.line(x, y, across.at(end), y, "accent", width)
    for number, (known, day) in enumerate(line.points):
        at, now = across.at(known), up.at(day)
        if number:
            canvas.box(at - _MARK, now - _MARK, 2 * _MARK, 2 * _MARK, "white")
    at, now, m = across.at(end), up.at(planned), _MARK + 1
    if line.gone is None:
        canvas.polygon((at, now - m), (at + m, now), (at, now + m), (at - m, now))
    else:
        canvas.line(at - m, now - m, at + m, now + m, "ink", 2)
        canvas.line(at - m, now + m, at + m, now - m, "ink", 2)


def _names(canvas: Canvas, trend: Trend, across: Scale, up: Scale, top: float) -> None:
    """The name and day of each line at the right, as far apart as they need, with leaders."""
    rows = sorted(
        ((up.at(line.ends[1]), across.at(line.ends[0]), line) for line in trend.lines),
        key=lambda row: (row[0], -row[1]),
    )
    places, below = list[float](), top
    for at, _, line in rows:
        places.append(max(below, at - _high(line) / 2))
        below = places[-1] + _high(line) + _APART
    foot = up.left
    for number in reversed(range(len(rows))):  # What would be below the foot moves up.
        places[number] = min(places[number], foot - _high(rows[number][2]))
        foot = places[number] - _APART
    for (at, x, line), place in zip(rows, places, strict=True):
        middle = place + _high(line) / 2
        canvas.line(x + _MARK + 2, at, _NAMES - 5, middle, "soft", 0.75)
        name, ending = _name(line), _ending(line)
        for number, text in enumerate(name):
            canvas.words(_NAMES, place + number * LINE + TYPE - 1, text)
        y = place + len(name) * LINE + TYPE - 2
        canvas.words(_NAMES, y, ending, colour="soft", size=SMALL)


def _name(line: TrendLine) -> list[str]:
    return lines_of_text(line.name, TYPE, WIDTH - _NAMES)


def _high(line: TrendLine) -> float:
    return (len(_name(line)) + 1) * LINE


def _ending(line: TrendLine) -> str:
    first, planned = line.points[0][1], line.points[-1][1]
    if line.gone is not None:
        return f"no longer planned ({in_short(line.gone)})"
    if planned == first:
        return in_short(planned)
    return f"{in_short(first)} to {in_short(planned)}"
