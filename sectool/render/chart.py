"""A chart as a drawing, the same in every format: bars, lines and words, no more.

What it shows does not hang on colour: light and dark, hollow and filled, and a figure at every bar.
`svg` writes it for HTML and Word, and `drawing.typ` sets it in a PDF.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, field
from math import log10
from typing import Any, Literal

from sectool.blocks import Chart, Series, shown
from sectool.values import dataclass

# The drawing's own units: so many across, and type of so many, which is 8.5 points on A4.
WIDTH = 680.0
_TYPE, _SMALL = 12.0, 11.0
_LINE = 14.0
# A drawing higher than this many times its width would not fit on a page: it is made smaller.
_HIGHEST = 1.3

_BAR, _ROW, _GAP = 12.0, 23.0, 10.0
# Of the strips of columns: the highest bar, and the place for one: usual, with a long name under
# it, and at least.
_STRIP, _SLOT, _LONG_SLOT, _LEAST_SLOT = 84.0, 60.0, 150.0, 13.0

_BLANK = re.compile("[ \u00a0]")
_SLIM = frozenset("iljtfrI.,:;'!|()[] \u00a0")
_BROAD = frozenset("mwMW%–@")

Colour = Literal["ink", "soft", "rule", "accent"]
Anchor = Literal["start", "middle", "end"]
Fill = Literal["filled", "light", "hollow"]


@dataclass(frozen=True)
class Box:
    """A bar. Light and hollow ones have an edge: they are told apart without colour."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour
    width: float


@dataclass(frozen=True)
class Lettering:
    """A line of text that starts, has its middle, or ends at a point of its base line.

    Turned, it reads upwards.
    """

    x: float
    y: float
    text: str
    colour: Colour
    size: float
    anchor: Anchor
    turned: bool


Shape = Box | Line | Lettering


@dataclass(frozen=True)
class Drawing:
    """The shapes of a chart from the back to the front, and its size, all in units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def share(self) -> float:
        """How much of the text's width it may take, from 0 to 1: a page must hold its height."""
        return min(1.0, _HIGHEST * self.width / self.height)

    @property
    def data(self) -> dict[str, Any]:
        """The drawing as plain data, for Typst."""
        shapes = [
            {"kind": type(shape).__name__.lower()}
            | {
                key: round(value, 2) if isinstance(value, float) else value
                for key, value in asdict(shape).items()
            }
            for shape in self.shapes
        ]
        return {"width": self.width, "height": self.height, "share": self.share, "shapes": shapes}


def drawn(chart: Chart) -> Drawing:
    """The drawing of a chart."""
    sheet = _Sheet()
    width, height = _bars(chart, sheet) if chart.kind == "bars" else _columns(chart, sheet)
    return Drawing(width, height, tuple(sheet.shapes))


@dataclass
class _Sheet:
    """The shapes drawn so far."""

    shapes: list[Shape] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: Fill = "filled") -> None:
        self.shapes.append(Box(x, y, width, height, fill))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float = 1.0
    ) -> None:
        self.shapes.append(Line(x1, y1, x2, y2, colour, width))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: Colour = "ink",
        size: float = _TYPE,
        anchor: Anchor = "start",
        turned: bool = False,
    ) -> None:
        self.shapes.append(Lettering(x, y, text, colour, size, anchor, turned))


def _bars(chart: Chart, sheet: _Sheet) -> tuple[float, float]:
    """A row for each category: its name, its bar, the mark of its target, its figure."""
    (series,) = chart.series
    labels = [_lines(name, _TYPE, WIDTH * 0.36) for name in chart.categories]
    left = max((_wide(line, _TYPE) for label in labels for line in label), default=0.0) + _GAP
    right = max((_wide(shown(value), _TYPE) for value in series.values), default=0.0) + _GAP
    most, room = _most(chart.all_series), WIDTH - right - left
    scale = room / (most or 1.0)
    top = y = _legend(chart, sheet)
    heights = [max(_ROW, len(label) * _LINE + 7) for label in labels]
    bottom = top + sum(heights)
    for tick in _ticks(most, room) if labels else ():
        x = left + tick * scale
        sheet.line(x, top, x, bottom, "rule" if tick else "soft")
        sheet.words(x, bottom + 13, shown(tick), colour="soft", size=_SMALL, anchor="middle")
    targets = chart.target.values if chart.target is not None else (None,) * len(labels)
    rows = zip(labels, heights, series.values, targets, strict=True)
    for label, height, value, target in rows:
        middle = y + height / 2
        first = middle - (len(label) - 1) * _LINE / 2 + 4
        for number, line in enumerate(label):
            sheet.words(left - _GAP + 3, first + number * _LINE, line, anchor="end")
        end = left + float(value or 0) * scale
        mark = left + float(target) * scale if target is not None else None
        _bar(sheet, (left, end), middle - _BAR / 2, mark, parted=chart.target is not None)
        figure = shown(value)
        # A mark right behind the bar would stand in its figure.
        behind = mark is not None and end - 2 <= mark <= end + 8 + _wide(figure, _TYPE)
        sheet.words((mark if mark is not None and behind else end) + 6, middle + 4, figure)
        y += height
    return WIDTH, bottom + 18


def _bar(
    sheet: _Sheet, across: tuple[float, float], top: float, mark: float | None, *, parted: bool
) -> None:
    """One bar and the mark of its target; parted, it is light up to there and filled beyond."""
    start, end = across
    part = start if not parted else end if mark is None else min(end, mark)
    if part > start:
        sheet.box(start, top, part - start, _BAR, "light")
    if end > part:
        sheet.box(part, top, end - part, _BAR)
    if mark is not None:
        sheet.line(mark, top - 3.5, mark, top + _BAR + 3.5, "ink", 2.5)


def _legend(chart: Chart, sheet: _Sheet) -> float:
    """What the bars and marks are, in as many lines as it takes; the height it took."""
    (series,) = chart.series
    items: list[tuple[Fill | None, str]] = [("light" if chart.target else "filled", series.name)]
    if chart.target is not None:
        items += [("filled", chart.beyond), (None, chart.target.name)]
    x, y = 0.0, 11.0
    for fill, name in items:
        for number, line in enumerate(_lines(name, _TYPE, WIDTH - 24)):
            wide = 18 + _wide(line, _TYPE)
            if number or x + wide > WIDTH:
                x, y = 0.0, y + _LINE + 3
            if not number and fill is None:
                sheet.line(x + 6, y - 11, x + 6, y + 2, "ink", 2.5)
            elif not number and fill is not None:
                sheet.box(x, y - 10, 12, 11, fill)
            sheet.words(x + 18, y, line)
            x += wide + 22
    return y + 12


def _columns(chart: Chart, sheet: _Sheet) -> tuple[float, float]:
    """A strip for each series, one above the other, with its name beside its base line."""
    count = len(chart.categories)
    names = [_lines(series.name, _TYPE, WIDTH * 0.22) for series in chart.series]
    left = max((_wide(line, _TYPE) for name in names for line in name), default=0.0) + 14
    longest = max((_wide(name, _SMALL) + 4 for name in chart.categories), default=0.0)
    wanted = min(max(_SLOT, longest), _LONG_SLOT)
    slot = max(_LEAST_SLOT, min(wanted, (WIDTH - left) / max(count, 1)))
    bar = min(slot, _SLOT) * 0.6
    figures = [shown(v) for series in chart.series for v in series.values]
    widest = max((_wide(figure, _SMALL) for figure in figures), default=0.0)
    turned = widest > slot - 2
    head = widest + 6 if turned else 16.0
    most = _most(chart.series) or 1.0
    base = 0.0
    for series, name in zip(chart.series, names, strict=True):
        highest = _most([series]) / most * _STRIP
        base += max(head + highest, len(name) * _LINE) + (10 if base else 0)
        first = base - (len(name) - 1) * _LINE - 2
        for number, line in enumerate(name):
            sheet.words(0, first + number * _LINE, line)
        sheet.line(left, base, left + slot * max(count, 1), base, "soft")
        for index, value in enumerate(series.values):
            middle = left + (index + 0.5) * slot
            high = float(value or 0) / most * _STRIP
            if high:
                fill: Fill = "hollow" if series.unknown else "filled"
                sheet.box(middle - bar / 2, base - high, bar, high, fill)
            if turned:
                sheet.words(middle + 4, base - high - 4, shown(value), size=_SMALL, turned=True)
            else:
                sheet.words(middle, base - high - 4, shown(value), size=_SMALL, anchor="middle")
    height = _names_below(chart, sheet, left, slot, base + 6)
    return max(WIDTH, left + slot * count), height


def _names_below(chart: Chart, sheet: _Sheet, left: float, slot: float, top: float) -> float:
    """The names of the categories under their columns, turned where they are too wide."""
    words = (word for name in chart.categories for word in _BLANK.split(name))
    widest = max((_wide(word, _SMALL) for word in words), default=0.0)
    if widest <= slot - 2:
        # Where one does not fit in a line, all are broken there: they are read side by side.
        whole = all(_wide(name, _SMALL) <= slot - 2 for name in chart.categories)
        room = slot - 2 if whole or slot > _SLOT else widest
        lines = [_lines(name, _SMALL, room) for name in chart.categories]
        for index, name in enumerate(lines):
            for number, line in enumerate(name):
                x, y = left + (index + 0.5) * slot, top + 10 + number * (_LINE - 1)
                sheet.words(x, y, line, colour="soft", size=_SMALL, anchor="middle")
        return top + 14 + (max(map(len, lines), default=1) - 1) * (_LINE - 1)
    for index, text in enumerate(chart.categories):
        x = left + (index + 0.5) * slot + 4
        sheet.words(x, top + 2, text, colour="soft", size=_SMALL, anchor="end", turned=True)
    return top + max(_wide(name, _SMALL) for name in chart.categories) + 4


def _most(all_series: Iterable[Series]) -> float:
    """The greatest figure, 0 where there is none."""
    found = (float(v) for series in all_series for v in series.values if v is not None)
    return max(found, default=0.0)


def _ticks(most: float, room: float) -> list[int]:
    """Round numbers from 0 to at most `most`, as many as can be read side by side."""
    count = max(1, min(5, int(room / (_wide(shown(int(most)), _SMALL) + 28))))
    power = 10 ** int(log10(max(most / count, 1.0)))
    step = next((n * power for n in (1, 2, 5) if most <= count * n * power), 10 * power)
    return list(range(0, int(most) + 1, step))


def _lines(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit, broken at blanks, or within a word that is too long by itself."""
    if _wide(text, size) <= room:
        return [text]
    lines = [""]
    for word in _BLANK.split(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _wide(joined, size) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and _wide(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
    return lines


def _wide(text: str, size: float) -> float:
    """How wide a text is at most in the usual fonts: readers' fonts differ."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _SLIM:
        return 0.34
    if character in _BROAD:
        return 0.9
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.7 if character.isupper() else 0.57
