"""How a chart is drawn: bars with their targets, strips of columns, and the lanes of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

from sectool.blocks import Chart, Gantt, Picture, Series, shown
from sectool.render.drawing import (
    BLANK,
    LINE,
    SMALL,
    TYPE,
    WIDTH,
    Canvas,
    Drawing,
    Fill,
    lines_of_text,
    width_of,
)
from sectool.render.gantt import lanes

_BAR, _ROW, _GAP = 12.0, 23.0, 10.0
# Of the strips of columns: the highest bar, and the place for one: usual, with a long name under
# it, and at least.
_STRIP, _SLOT, _LONG_SLOT, _LEAST_SLOT = 84.0, 60.0, 150.0, 13.0


def drawn(picture: Picture) -> Drawing:
    """The drawing of a chart, or of a plan."""
    canvas = Canvas()
    if isinstance(picture, Gantt):
        width, height = lanes(picture, canvas)
    elif picture.kind == "bars":
        width, height = _bars(picture, canvas)
    else:
        width, height = _columns(picture, canvas)
    return Drawing(width, height, tuple(canvas.shapes))


def _bars(chart: Chart, canvas: Canvas) -> tuple[float, float]:
    """A row for each category: its name, its bar, the mark of its target, its figure."""
    (series,) = chart.series
    labels = [lines_of_text(name, TYPE, WIDTH * 0.36) for name in chart.categories]
    left = max((width_of(line, TYPE) for label in labels for line in label), default=0.0) + _GAP
    right = max((width_of(shown(value), TYPE) for value in series.values), default=0.0) + _GAP
    most, room = _most(chart.all_series), WIDTH - right - left
    scale = room / (most or 1.0)
    top = y = _legend(chart, canvas)
    heights = [max(_ROW, len(label) * LINE + 7) for label in labels]
    bottom = top + sum(heights)
    for tick in _ticks(most, room) if labels else ():
        x = left + tick * scale
        canvas.line(x, top, x, bottom, "rule" if tick else "soft")
        canvas.words(x, bottom + 13, shown(tick), colour="soft", size=SMALL, anchor="middle")
    targets = chart.target.values if chart.target is not None else (None,) * len(labels)
    rows = zip(labels, heights, series.values, targets, strict=True)
    for label, height, value, target in rows:
        middle = y + height / 2
        first = middle - (len(label) - 1) * LINE / 2 + 4
        for number, line in enumerate(label):
            canvas.words(left - _GAP + 3, first + number * LINE, line, anchor="end")
        end = left + float(value or 0) * scale
        mark = left + float(target) * scale if target is not None else None
        _bar(canvas, (left, end), middle - _BAR / 2, mark, parted=chart.target is not None)
        figure = shown(value)
        # A mark right behind the bar would stand in its figure.
        behind = mark is not None and end - 2 <= mark <= end + 8 + width_of(figure, TYPE)
        canvas.words((mark if mark is not None and behind else end) + 6, middle + 4, figure)
        y += height
    return WIDTH, bottom + 18


def _bar(
    canvas: Canvas, across: tuple[float, float], top: float, mark: float | None, *, parted: bool
) -> None:
    """One bar and the mark of its target; parted, it is light up to there and filled beyond."""
    start, end = across
    part = start if not parted else end if mark is None else min(end, mark)
    if part > start:
        canvas.box(start, top, part - start, _BAR, "light")
    if end > part:
        canvas.box(part, top, end - part, _BAR)
    if mark is not None:
        canvas.line(mark, top - 3.5, mark, top + _BAR + 3.5, "ink", 2.5)


def _legend(chart: Chart, canvas: Canvas) -> float:
    """What the bars and marks are, in as many lines as it takes; the height it took."""
    (series,) = chart.series
    items: list[tuple[Fill | None, str]] = [("light" if chart.target else "filled", series.name)]
    if chart.target is not None:
        items += [("filled", chart.beyond), (None, chart.target.name)]
    x, y = 0.0, 11.0
    for fill, name in items:
        for number, line in enumerate(lines_of_text(name, TYPE, WIDTH - 24)):
            wide = 18 + width_of(line, TYPE)
            if number or x + wide > WIDTH:
                x, y = 0.0, y + LINE + 3
            if not number and fill is None:
                canvas.line(x + 6, y - 11, x + 6, y + 2, "ink", 2.5)
            elif not number and fill is not None:
                canvas.box(x, y - 10, 12, 11, fill)
            canvas.words(x + 18, y, line)
            x += wide + 22
    return y + 12


def _columns(chart: Chart, canvas: Canvas) -> tuple[float, float]:
    """A strip for each series, one above the other, with its name beside its base line."""
    count = len(chart.categories)
    names = [lines_of_text(series.name, TYPE, WIDTH * 0.22) for series in chart.series]
    left = max((width_of(line, TYPE) for name in names for line in name), default=0.0) + 14
    longest = max((width_of(name, SMALL) + 4 for name in chart.categories), default=0.0)
    wanted = min(max(_SLOT, longest), _LONG_SLOT)
    slot = max(_LEAST_SLOT, min(wanted, (WIDTH - left) / max(count, 1)))
    bar = min(slot, _SLOT) * 0.6
    figures = [shown(v) for series in chart.series for v in series.values]
    widest = max((width_of(figure, SMALL) for figure in figures), default=0.0)
    turned = widest > slot - 2
    head = widest + 6 if turned else 16.0
    most = _most(chart.series) or 1.0
    base = 0.0
    for series, name in zip(chart.series, names, strict=True):
        highest = _most([series]) / most * _STRIP
        base += max(head + highest, len(name) * LINE) + (10 if base else 0)
        first = base - (len(name) - 1) * LINE - 2
        for number, line in enumerate(name):
            canvas.words(0, first + number * LINE, line)
        canvas.line(left, base, left + slot * max(count, 1), base, "soft")
        for index, value in enumerate(series.values):
            middle = left + (index + 0.5) * slot
            high = float(value or 0) / most * _STRIP
            if high:
                fill: Fill = "hollow" if series.unknown else "filled"
                canvas.box(middle - bar / 2, base - high, bar, high, fill)
            if turned:
                canvas.words(middle + 4, base - high - 4, shown(value), size=SMALL, turned=True)
            else:
                canvas.words(middle, base - high - 4, shown(value), size=SMALL, anchor="middle")
    height = _names_below(chart, canvas, left, slot, base + 6)
    return max(WIDTH, left + slot * count), height


def _names_below(chart: Chart, canvas: Canvas, left: float, slot: float, top: float) -> float:
    """The names of the categories under their columns, turned where they are too wide."""
    words = (word for name in chart.categories for word in BLANK.split(name))
    widest = max((width_of(word, SMALL) for word in words), default=0.0)
    if widest <= slot - 2:
        # Where one does not fit in a line, all are broken there: they are read side by side.
        whole = all(width_of(name, SMALL) <= slot - 2 for name in chart.categories)
        room = slot - 2 if whole or slot > _SLOT else widest
        lines = [lines_of_text(name, SMALL, room) for name in chart.categories]
        for index, name in enumerate(lines):
            for number, line in enumerate(name):
                x, y = left + (index + 0.5) * slot, top + 10 + number * (LINE - 1)
                canvas.words(x, y, line, colour="soft", size=SMALL, anchor="middle")
        return top + 14 + (max(map(len, lines), default=1) - 1) * (LINE - 1)
    for index, text in enumerate(chart.categories):
        x = left + (index + 0.5) * slot + 4
        canvas.words(x, top + 2, text, colour="soft", size=SMALL, anchor="end", turned=True)
    return top + max(width_of(name, SMALL) for name in chart.categories) + 4


def _most(all_series: Iterable[Series]) -> float:
    """The greatest figure, 0 where there is none."""
    found = (float(v) for series in all_series for v in series.values if v is not None)
    return max(found, default=0.0)


def _ticks(most: float, room: float) -> list[int]:
    """Round numbers from 0 to at most `most`, as many as can be read side by side."""
    count = max(1, min(5, int(room / (width_of(shown(int(most)), SMALL) + 28))))
    power = 10 ** int(log10(max(most / count, 1.0)))
    step = next((n * power for n in (1, 2, 5) if most <= count * n * power), 10 * power)
    return list(range(0, int(most) + 1, step))
