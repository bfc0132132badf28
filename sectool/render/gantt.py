"""How a plan is drawn: a lane for each kind of step, months across, and go-live where all leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sectool.blocks import Gantt
from sectool.dates import MONTHS
from sectool.lanes import LaneMark, Point, Stretch
from sectool.render.drawing import LINE, SMALL, TYPE, WIDTH, Canvas, lines_of_text, width_of
from sectool.values import dataclass

# Room beside the names of lanes and at the right edge, and above the first lane.
_GAP, _EDGE, _HEAD = 12.0, 8.0, 26.0
# A lane: above its line, from there to the first words, and below the last.
_ABOVE, _BELOW, _AFTER = 15.0, 19.0, 9.0
# Half the height of a phase and of the days that a step may be on, and of a mark.
_THICK, _MARK = 5.0, 4.5
# How far apart the lines of hatching are, and words beside each other.
_HATCH, _APART = 5.0, 6.0


@dataclass(frozen=True)
class _Scale:
    """Where a day is across the drawing."""

    first: date
    last: date
    left: float

    def at(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (WIDTH - _EDGE - self.left)


def lanes(gantt: Gantt, canvas: Canvas) -> tuple[float, float]:
    """Draws a plan; how wide and high the drawing is."""
    plan = gantt.plan
    titles = [lines_of_text(lane.title, TYPE, WIDTH * 0.2) for lane in plan.lanes]
    widest = max((width_of(line, TYPE) for title in titles for line in title), default=0.0)
    days = plan.days
    if not days:
        return WIDTH, LINE
    first, last = min(days).replace(day=1), _next_month(max(days))
    scale = _Scale(first, last, widest + _GAP)
    placed = [_placed(lane.points, scale) for lane in plan.lanes]
    heights = [
        max(_height(points), _ABOVE + len(title) * LINE)
        for points, title in zip(placed, titles, strict=True)
    ]
    bottom = _HEAD + sum(heights)
    _months(canvas, scale, bottom)
    for day in plan.days_off:
        if first <= day <= last:
            canvas.line(scale.at(day), _HEAD - 6, scale.at(day), _HEAD, "soft", 2)
    if plan.as_of is not None and first <= plan.as_of <= last:
        _dashed(canvas, scale.at(plan.as_of), _HEAD, bottom)
    for day in dict.fromkeys(plan.goes_live or ()):
        canvas.line(scale.at(day), _HEAD, scale.at(day), bottom + 5, "accent", 2.5)
    top = _HEAD
    rows = zip(plan.lanes, titles, placed, heights, strict=True)
    for lane, title, points, height in rows:
        canvas.line(0, top, WIDTH, top, "rule")
        for number, line in enumerate(title):
            canvas.words(0, top + _ABOVE + 4 + number * LINE, line)
        for stretch in lane.stretches:
            _stretch(canvas, scale, stretch, top + _ABOVE)
        _words(canvas, points, scale, top + _ABOVE)
        for point, _, _ in points:
            _point(canvas, scale, point, top + _ABOVE)
        top += height
    canvas.line(0, bottom, WIDTH, bottom, "rule")
    below = bottom + _go_live(gantt, canvas, scale, bottom)
    return WIDTH, _legend(gantt, canvas, below + _GAP)


def _height(points: list[tuple[Point, int, float]]) -> float:
    """How high a lane is: down to its last row of words."""
    rows = [row for _, row, _ in points]
    return _ABOVE + (_BELOW + max(rows) * LINE if rows else _THICK) + _AFTER


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(canvas: Canvas, scale: _Scale, bottom: float) -> None:
    """A line where each month begins, and the names of as many as can be read side by side."""
    starts = list(_starts(scale.first, scale.last))
    room = (WIDTH - scale.left) / max(len(starts), 1)
    step = next((n for n in (1, 2, 3, 6) if n * room > width_of("Mmm 2222", SMALL)), 12)
    short = step > 1 and room > width_of("Mmm", SMALL) + 2
    for number, start in enumerate(starts):
        x = scale.at(start)
        begins_year = number == 0 or start.month == 1
        canvas.line(x, _HEAD, x, bottom, "soft" if start.month == 1 and number else "rule")
        name = MONTHS[start.month - 1][:3]
        if short:
            canvas.words(x + 2, _HEAD - 9, name, colour="soft", size=SMALL)
            if begins_year and number + 1 < len(starts):
                canvas.words(x + 2, _HEAD - 19, str(start.year), colour="soft", size=SMALL)
        elif number % step == 0:
            canvas.words(x + 2, _HEAD - 9, f"{name} {start.year}", colour="soft", size=SMALL)
    end = scale.at(scale.last)
    canvas.line(end, _HEAD, end, bottom, "rule")


def _starts(first: date, last: date) -> Iterator[date]:
    while first < last:
        yield first
        first = _next_month(first)


def _placed(points: tuple[Point, ...], scale: _Scale) -> list[tuple[Point, int, float]]:
    """Each point with the row of its words and where they begin, in time.

    Words begin at their point. From the right, each has the first row in which they meet no others,
    nor a line that leads down to others.
    """
    found: list[tuple[Point, int, float]] = []
    taken: list[tuple[float, int]] = []
    for point in sorted(points, key=lambda one: (one.first, one.last), reverse=True):
        wide = width_of(point.label, SMALL) + _APART
        x = min(scale.at(point.first), WIDTH - wide)
        row = 0
        while any(
            at < x + wide and (other == row or (other > row and at >= x)) for at, other in taken
        ):
            row += 1
        taken.append((x, row))
        found.append((point, row, x))
    return found[::-1]


def _stretch(canvas: Canvas, scale: _Scale, stretch: Stretch, y: float) -> None:
    """A phase: light where it certainly goes on, hatched where it may not have begun or ended."""
    start, ends = stretch.starts, stretch.ends
    begun, over = min(start[1], ends[0]), max(start[1], ends[0])
    if begun < over:
        canvas.box(
            scale.at(begun), y - _THICK, scale.at(over) - scale.at(begun), 2 * _THICK, "light"
        )
    for one, other in ((start[0], begun), (over, ends[1])):
        _hatched(canvas, scale.at(one), scale.at(other), y)


def _hatched(canvas: Canvas, left: float, right: float, y: float) -> None:
    """Days of which one it will be, and nobody knows which."""
    if right <= left:
        return
    top, bottom = y - _THICK, y + _THICK
    canvas.box(left, top, right - left, bottom - top, "hollow")
    foot = left - (bottom - top)
    while foot < right:
        # A line upwards to the right, cut off at both sides.
        x1, x2 = max(foot, left), min(foot + bottom - top, right)
        if x2 > x1:
            canvas.line(x1, bottom - (x1 - foot), x2, bottom - (x2 - foot), "soft", 0.75)
        foot += _HATCH


def _point(canvas: Canvas, scale: _Scale, point: Point, y: float) -> None:
    left, right = scale.at(point.first), scale.at(point.last)
    if point.first == point.last:
        _mark(canvas, point.kind, left, y)
    else:
        _hatched(canvas, left, right, y)


def _words(canvas: Canvas, points: list[tuple[Point, int, float]], scale: _Scale, y: float) -> None:
    """The words at the points of a lane, with a line down to those that are not right below."""
    for point, row, x in points:
        if row:
            at = max(scale.at(point.first), x)
            canvas.line(at, y + _THICK, at, y + _BELOW + row * LINE - SMALL + 1, "soft", 0.75)
    for point, row, x in points:
        foot = y + _BELOW + row * LINE
        canvas.box(x - 1, foot - SMALL + 2, width_of(point.label, SMALL) + 2, SMALL, "blank")
        canvas.words(x, foot, point.label, size=SMALL)


def _mark(canvas: Canvas, kind: LaneMark, x: float, y: float) -> None:
    """What stands for a step: a dot for a meeting, a diamond for a cut-off, else a square."""
    m = _MARK
    if kind == "cut-off":
        m += 1
        canvas.polygon((x, y - m), (x + m, y), (x, y + m), (x - m, y))
    elif kind == "meeting":
        cut = m * 0.42
        canvas.polygon(
            *((x - cut, y - m), (x + cut, y - m), (x + m, y - cut), (x + m, y + cut)),
            *((x + cut, y + m), (x - cut, y + m), (x - m, y + cut), (x - m, y - cut)),
        )
    else:
        canvas.box(x - m, y - m, 2 * m, 2 * m, "white")


def _go_live(gantt: Gantt, canvas: Canvas, scale: _Scale, bottom: float) -> float:
    """What it says under the line to which all leads; how much room that takes."""
    if gantt.plan.goes_live is None:
        return 0.0
    right = scale.at(gantt.plan.goes_live[1])
    wide = width_of(gantt.go_live, TYPE)
    x = min(right + 3, WIDTH)
    if wide <= x:
        canvas.words(x, bottom + 5 + TYPE, gantt.go_live, colour="accent", anchor="end")
    else:
        canvas.words(0, bottom + 5 + TYPE, gantt.go_live, colour="accent")
    return 5 + LINE


def _dashed(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    y = top
    while y < bottom:
        canvas.line(x, y, x, min(y + 4, bottom), "soft", 1.25)
        y += 7


def _legend(gantt: Gantt, canvas: Canvas, top: float) -> float:
    """What the marks mean, in as many lines as it takes; where the drawing ends."""
    x, y = 0.0, top + TYPE
    for mark, name in gantt.names:
        for number, line in enumerate(lines_of_text(name, SMALL, WIDTH - 24)):
            wide = 20 + width_of(line, SMALL)
            if x and (number or x + wide > WIDTH):
                x, y = 0.0, y + LINE + 2
            if not number:
                _sample(canvas, mark, x, y - 4)
            canvas.words(x + 20, y, line, colour="soft", size=SMALL)
            x += wide + 16
    return y + 6


def _sample(canvas: Canvas, mark: LaneMark, x: float, y: float) -> None:
    """One mark as it is drawn above, before the words that say what it is."""
    if mark == "window":
        _hatched(canvas, x, x + 14, y)
    elif mark == "phase":
        canvas.box(x, y - _THICK, 14, 2 * _THICK, "light")
    elif mark == "day off":
        canvas.line(x + 7, y - 3, x + 7, y + 3, "soft", 2)
    elif mark == "as of":
        _dashed(canvas, x + 7, y - 6, y + 6)
    else:
        _mark(canvas, mark, x + 7, y)
