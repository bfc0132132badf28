"""How a plan is drawn: a lane for each kind of step, months across, and go-live where all leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sectool.blocks import Gantt
from sectool.lanes import LaneMark, Point, Stretch
from sectool.render.drawing import (
    HIGHEST,
    LINE,
    SMALL,
    TYPE,
    WIDTH,
    Canvas,
    and_more,
    lines_of_text,
    width_of,
)
from sectool.render.legend import WIDE, Sample, legend
from sectool.render.months import Scale, lines_of_months, names_of_months, next_month
from sectool.values import dataclass

# Room beside the names of lanes and at the right edge, and above the first lane.
_GAP, _EDGE, _HEAD = 12.0, 8.0, 26.0
# A lane: above its line, from there to the first words, and below the last.
_ABOVE, _BELOW, _AFTER = 15.0, 19.0, 9.0
# Half the height of a phase and of the days that a step may be on, and of a mark.
_THICK, _MARK = 5.0, 4.5
# What the line of go-live and the legend take of a page.
_REST = 90.0
# How far apart words beside each other are.
_APART = 6.0


def lanes(gantt: Gantt, canvas: Canvas) -> tuple[float, float]:
    """Draws a plan; how wide and high the drawing is."""
    plan = gantt.plan
    titles = [lines_of_text(lane.title, TYPE, WIDTH * 0.2) for lane in plan.lanes]
    widest = max((width_of(line, TYPE) for title in titles for line in title), default=0.0)
    days = plan.days
    if not days:
        return WIDTH, LINE
    first, last = min(days).replace(day=1), next_month(max(days))
    scale = Scale(first, last, widest + _GAP, WIDTH - _EDGE)
    placed = [_placed(lane.points, scale, plan.goes_live) for lane in plan.lanes]
    least = [_ABOVE + len(title) * LINE for title in titles]
    last_row = max((one.row for points in placed for one in points), default=0)
    while True:
        heights = [
            max(_height(points, last_row), room) for points, room in zip(placed, least, strict=True)
        ]
        if sum(heights) <= HIGHEST * WIDTH - _REST or last_row == 0:
            break
        last_row -= 1
    bottom = _HEAD + sum(heights)
    lines_of_months(canvas, scale, _HEAD, bottom)
    names_of_months(canvas, scale, _HEAD - 9)
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
        _words(canvas, [one for one in points if one.row <= last_row], top + _ABOVE)
        if left_out := sum(one.row > last_row for one in points):
            foot = top + _ABOVE + _BELOW + (last_row + 1) * LINE
            canvas.words(scale.left, foot, and_more(left_out), size=SMALL)
        for one in points:
            _point(canvas, scale, one.point, top + _ABOVE)
        top += height
    canvas.line(0, bottom, WIDTH, bottom, "rule")
    below = bottom + _go_live(gantt, canvas, scale, bottom)
    marks = ((_sample(canvas, mark), name) for mark, name in gantt.names)
    return WIDTH, legend(canvas, marks, below + _GAP)


@dataclass(frozen=True)
class PlacedPoint:
    """A point, the row of its words, where these begin, and where a line leads down to them."""

    point: Point
    row: int
    x: float
    wide: float
    lead: float

    @property
    def ends(self) -> float:
        return self.x + self.wide

    def covers(self, other: PlacedPoint) -> bool:
        """Whether words meet others, or the line that leads down past them to others."""
        if self.row == other.row:
            return self.x < other.ends and other.x < self.ends
        return self.row < other.row and self.x <= other.lead < self.ends

    def is_crossed_by(self, other: PlacedPoint) -> bool:
        """Whether the line that leads down to others is right behind words."""
        return self.row < other.row and self.x < other.lead < self.ends


def _height(points: Sequence[PlacedPoint], last_row: int) -> float:
    """How high a lane is: down to its last row of words, or to one that counts what is left out."""
    rows = [min(one.row, last_row + 1) for one in points]
    return _ABOVE + (_BELOW + max(rows) * LINE if rows else _THICK) + _AFTER


def _placed(
    points: tuple[Point, ...], scale: Scale, goes_live: tuple[date, date] | None
) -> list[PlacedPoint]:
    """Each point with the place of its words, in time.

    Words begin at their point. Where they would cross the line of go-live they end at it, if there
    is room. From that line to both sides, each has the first row in which it meets no others.
    """
    line = min((scale.at(day) for day in goes_live or ()), default=WIDTH) - 2
    at_line: list[tuple[Point, float, float]] = []
    others: list[tuple[Point, float, float]] = []
    for point in sorted(points, key=lambda one: (one.first, one.last)):
        wide, start = width_of(point.label, SMALL) + _APART, scale.at(point.first)
        before = min(start + _APART, line) - wide
        if start <= line + 2 < start + wide and before >= scale.left:
            at_line.append((point, before, wide))
        else:
            others.append((point, min(start, WIDTH - wide), wide))
    found: list[PlacedPoint] = []
    for point, x, wide in (*at_line, *reversed(others)):
        lead = max(scale.at(point.first), x)
        rows = [PlacedPoint(point, row, x, wide, lead) for row in range(len(points))]
        free = [one for one in rows if not any(one.covers(other) for other in found)]
        clear = (one for one in free if not any(other.is_crossed_by(one) for other in found))
        found.append(next(clear, free[0]))
    return sorted(found, key=lambda one: (one.point.first, one.point.last))


def _stretch(canvas: Canvas, scale: Scale, stretch: Stretch, y: float) -> None:
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
    canvas.hatching((left, right), (top, bottom))


def _point(canvas: Canvas, scale: Scale, point: Point, y: float) -> None:
    left, right = scale.at(point.first), scale.at(point.last)
    if point.first == point.last:
        draw_mark(canvas, point.kind, left, y)
    else:
        _hatched(canvas, left, right, y)


def _words(canvas: Canvas, points: Sequence[PlacedPoint], y: float) -> None:
    """The words at the points of a lane, with a line down to those that are not right below."""
    for one in points:
        if one.row:
            foot = y + _BELOW + one.row * LINE - SMALL + 1
            canvas.line(one.lead, y + _THICK, one.lead, foot, "soft", 0.75)
    for one in points:
        foot = y + _BELOW + one.row * LINE
        wide = width_of(one.point.label, SMALL) + 2
        canvas.box(one.x - 1, foot - SMALL + 2, wide, SMALL, "blank")
        canvas.words(one.x, foot, one.point.label, size=SMALL)


def draw_mark(canvas: Canvas, kind: LaneMark, x: float, y: float) -> None:
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


def _go_live(gantt: Gantt, canvas: Canvas, scale: Scale, bottom: float) -> float:
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


def _sample(canvas: Canvas, mark: LaneMark) -> Sample:
    """Draws one mark as it is above, before the words that say what it is."""

    def sample(x: float, y: float) -> None:
        if mark == "window":
            _hatched(canvas, x, x + WIDE, y)
        elif mark == "phase":
            canvas.box(x, y - _THICK, WIDE, 2 * _THICK, "light")
        elif mark == "day off":
            canvas.line(x + 7, y - 3, x + 7, y + 3, "soft", 2)
        elif mark == "as of":
            _dashed(canvas, x + 7, y - 6, y + 6)
        else:
            draw_mark(canvas, mark, x + 7, y)

    return sample
