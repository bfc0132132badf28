"""How each picture is drawn, and a chart of columns: a row of them for each series."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.blocks import Chart, Gantt, Picture, Series, Sketch, shown
from sectool.pictured import DatedRows, Stacks
from sectool.render.bars import bars
from sectool.render.dated_rows import dated_rows
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
from sectool.render.stacks import stacks
from sectool.render.strip import strip

# Of the strips of columns: the highest bar, and the place for one: usual, with a long name under
# it, and at least.
_STRIP, _SLOT, _LONG_SLOT, _LEAST_SLOT = 84.0, 60.0, 150.0, 13.0


def drawn(picture: Picture) -> Drawing:
    """The drawing of a picture."""
    canvas = Canvas()
    match picture:
        case Gantt():
            width, height = lanes(picture, canvas)
        case Sketch(data=Stacks() as data):
            width, height = stacks(picture, data, canvas)
        case Sketch(data=DatedRows() as data):
            width, height = dated_rows(picture, data, canvas)
        case Chart(kind="bars"):
            width, height = bars(picture, canvas)
        case Chart(kind="strip"):
            width, height = strip(picture, canvas)
        case Chart():
            width, height = _columns(picture, canvas)
    return Drawing(width, height, tuple(canvas.shapes))


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
