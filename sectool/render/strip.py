"""How a strip is drawn: steps in a row, each leading to the next, and how many are at each."""

from __future__ import annotations

from sectool.blocks import Chart, shown
from sectool.render.drawing import BLANK, LINE, TYPE, WIDTH, Canvas, lines_of_text, width_of

# How far a step points into the next, what is left between two, and around its words.
_POINT, _GAP, _INSIDE = 9.0, 4.0, 6.0
# The type of the figures, their bars, and what is left below a row.
_LARGE, _BAR, _AFTER = 17.0, 9.0, 14.0


def strip(chart: Chart, canvas: Canvas) -> tuple[float, float]:
    """Draws the steps, as many in a row as have room; how wide and high the drawing is."""
    (series,) = chart.series
    most = max((float(v) for v in series.values if v is not None), default=0.0) or 1.0
    names = [width_of(w, TYPE) for name in chart.categories for w in BLANK.split(name)]
    least = max([*names, *(width_of(shown(v), _LARGE) for v in series.values)], default=0.0)
    around = 2 * (_POINT + _INSIDE) + _GAP
    fit = max(1, int(WIDTH // (least + around)))
    count = len(chart.categories)
    rows = -(-count // fit)
    each = -(-count // max(rows, 1))
    slot = WIDTH / max(each, 1)
    y = 2.0
    for start in range(0, count, max(each, 1)):
        within = range(start, min(start + each, count))
        lines = [lines_of_text(chart.categories[n], TYPE, slot - around) for n in within]
        high = max(map(len, lines)) * LINE + 12
        for place, (n, name) in enumerate(zip(within, lines, strict=True)):
            x, value = place * slot, series.values[n]
            _step(canvas, x, y, slot - _GAP, high, first=n == 0)
            for number, line in enumerate(name):
                top = y + (high - len(name) * LINE) / 2
                canvas.words(
                    x + (slot - _GAP) / 2 + _POINT / 2,
                    top + number * LINE + TYPE - 1,
                    line,
                    anchor="middle",
                )
            foot = y + high + 8 + _LARGE
            canvas.words(x + _POINT, foot, shown(value), size=_LARGE)
            canvas.line(x + _POINT, foot + 7, x + _POINT, foot + 7 + _BAR, "soft")
            if value:
                wide = float(value) / most * (slot - 2 * _POINT - _GAP)
                canvas.box(x + _POINT, foot + 7, wide, _BAR)
        y += high + 8 + _LARGE + 7 + _BAR + _AFTER
    return WIDTH, max(y - _AFTER + 4, LINE)


def _step(canvas: Canvas, x: float, y: float, wide: float, high: float, *, first: bool) -> None:
    """An arrow with a name in it; the first has nothing before it to lead there."""
    tip, back = x + wide, x if first else x + _POINT
    canvas.polygon(
        *((x, y), (tip - _POINT, y), (tip, y + high / 2)),
        *((tip - _POINT, y + high), (x, y + high), (back, y + high / 2)),
        fill="light",
    )
