"""How bars are drawn: a row for each thing, with its figure and the mark of its target."""

from __future__ import annotations

from math import log10

from sectool.blocks import Chart, shown
from sectool.render.drawing import (
    HIGHEST,
    LINE,
    SMALL,
    TYPE,
    WIDTH,
    Canvas,
    and_more,
    fitting,
    lines_of_text,
    width_of,
)
from sectool.render.legend import WIDE, Sample, legend

_BAR, _GAP = 11.0, 10.0
# How high a row is: usual, and at least, where there are many; and what is below all rows.
_ROW, _LEAST_ROW, _REST = 21.0, 15.5, 36.0
# The few bars that are so many times as long as all others are drawn shortened.
_OUTLIER = 1.6


def bars(chart: Chart, canvas: Canvas) -> tuple[float, float]:
    """Draws a row for each category; how wide and high the drawing is.

    A figure stands in a column of its own, where it cannot be read as that of a target's mark.
    """
    (series,) = chart.series
    scaled = chart.whole or chart
    labels = [lines_of_text(name, TYPE, WIDTH * 0.36) for name in chart.categories]
    all_labels = (lines_of_text(name, TYPE, WIDTH * 0.36) for name in scaled.categories)
    names = max((width_of(line, TYPE) for label in all_labels for line in label), default=0.0)
    figures = max((width_of(shown(v), TYPE) for v in scaled.series[0].values), default=0.0)
    left = names + figures + 2 * _GAP
    room = WIDTH - left - 2
    all_values = (v for s in scaled.all_series for v in s.values)
    most = max((float(v) for v in all_values if v is not None), default=0.0)
    limit = limit_of(scaled)
    end = most if limit is None else limit
    scale = room / (end or 1.0)
    top = y = legend(canvas, _items(chart, canvas, broken=limit is not None), 0) + 6
    page = HIGHEST * WIDTH - top - _REST
    row = max(_LEAST_ROW, min(_ROW, page / max(len(labels), 1)))
    heights = [max(row, (len(label) - 1) * LINE + _LEAST_ROW) for label in labels]
    # The page has room for the first ones, and for a line that counts what is in the table alone.
    count = fitting(heights, page) if chart.beside else len(labels)
    left_out = len(labels) - count
    labels, heights = labels[:count], heights[:count]
    bottom = top + sum(heights)
    for tick in ticks(end, room) if labels else ():
        x = left + tick * scale
        canvas.line(x, top, x, bottom, "rule" if tick else "soft")
        name = shown(tick)
        if x + width_of(name, SMALL) / 2 <= WIDTH:
            canvas.words(x, bottom + 13, name, colour="soft", size=SMALL, anchor="middle")
    targets = chart.target.values if chart.target is not None else (None,) * len(series.values)
    rows = zip(labels, heights, series.values, targets, chart.beyond_target, strict=False)
    for label, height, value, target, beyond in rows:
        middle = y + height / 2
        first = middle - (len(label) - 1) * LINE / 2 + 4
        for number, line in enumerate(label):
            canvas.words(names, first + number * LINE, line, anchor="end")
        canvas.words(left - _GAP, middle + 4, shown(value), anchor="end")
        shortened = limit is not None and float(value or 0) > limit
        across = left, left + min(float(value or 0), end) * scale
        mark = left + float(target) * scale if target is not None else None
        _bar(canvas, across, middle - _BAR / 2, mark, beyond=beyond)
        if shortened:
            _cut(canvas, across[1] - 20, middle - _BAR / 2)
        y += height
    if left_out:
        canvas.words(0, bottom + 18 + LINE, and_more(left_out))
    return WIDTH, bottom + 18 + (LINE + 4 if left_out else 0)


def limit_of(chart: Chart) -> float | None:
    """The figure up to which all bars are drawn whole; None where all are.

    Few that are far longer than all others would squeeze these: a quarter of all at most.
    """
    (series,) = chart.series
    values = sorted((float(v) for v in series.values if v is not None), reverse=True)
    if not chart.broken or len(values) < 4:
        return None
    targets = chart.target.values if chart.target is not None else ()
    least = max((float(v) * 1.1 for v in targets if v is not None), default=0.0)
    for number in range(len(values) // 4, 0, -1):
        if values[number] > 0 and values[number - 1] >= _OUTLIER * values[number]:
            limit = max(values[number] * 1.25, least)
            return limit if limit < values[number - 1] else None
    return None


def _bar(
    canvas: Canvas, across: tuple[float, float], top: float, mark: float | None, *, beyond: bool
) -> None:
    """One bar and the mark of its target; one that is past it is filled from there on."""
    start, end = across
    part = min(end, mark) if beyond and mark is not None else end
    if part > start:
        canvas.box(start, top, part - start, _BAR, "light")
    if end > part:
        canvas.box(part, top, end - part, _BAR)
    if mark is not None:
        canvas.line(mark, top - 3.5, mark, top + _BAR + 3.5, "ink", 2.5)


def _cut(canvas: Canvas, x: float, top: float) -> None:
    """A gap in a bar that goes on for longer than it is drawn."""
    foot = top + _BAR
    for by in (0.0, 8.0):
        canvas.polygon(
            *((x + by + 4, top - 2), (x + by + 7, top - 2)),
            *((x + by + 3, foot + 2), (x + by, foot + 2)),
            fill="blank",
        )


def _items(chart: Chart, canvas: Canvas, *, broken: bool) -> list[tuple[Sample, str]]:
    """What there is to explain: bars, what is past a target, its mark, and a bar cut short."""
    (series,) = chart.series

    def bar(x: float, y: float) -> None:
        canvas.box(x, y - 5.5, WIDE, _BAR, "light")

    def beyond(x: float, y: float) -> None:
        canvas.box(x, y - 5.5, WIDE, _BAR)

    def mark(x: float, y: float) -> None:
        canvas.line(x + 7, y - 7, x + 7, y + 7, "ink", 2.5)

    def cut(x: float, y: float) -> None:
        canvas.box(x, y - 5.5, WIDE, _BAR)
        _cut(canvas, x - 1, y - 5.5)

    items: list[tuple[Sample, str]] = [(bar, series.name)]
    if chart.target is not None:
        items += [(beyond, chart.beyond), (mark, chart.target.name)]
    return [*items, (cut, chart.broken)] if broken else items


def ticks(most: float, room: float, wide: float | None = None) -> list[int]:
    """Round numbers from 0 to at most `most`, as many as can be read side by side."""
    each = width_of(shown(int(most)), SMALL) if wide is None else wide
    count = max(1, min(5, int(room / (each + 28))))
    power = 10 ** int(log10(max(most / count, 1.0)))
    step = next((n * power for n in (1, 2, 5) if most <= count * n * power), 10 * power)
    return list(range(0, int(most) + 1, step))
