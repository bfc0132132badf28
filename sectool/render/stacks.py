"""How amounts in pieces are drawn: a bar for each thing, its pieces one after another."""

from __future__ import annotations

from decimal import Decimal

from sectool.blocks import Sketch
from sectool.pictured import Piece, Stacks
from sectool.render.bars import ticks
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
from sectool.words import pounds

_BAR, _AFTER = 12.0, 8.0
# What names take of the width where they stand beside bars, and what is below these.
_BESIDE, _AXIS = 0.45, 40.0
# The lightest piece, and what is so dark that hatching has to be light.
_LIGHTEST, _DARK = 0.08, 0.5


def stacks(sketch: Sketch, data: Stacks, canvas: Canvas) -> tuple[float, float]:
    """Draws each bar with its name and its sum; how wide and high the drawing is.

    They stand above their bar, or beside it where a page has no room for that.
    """
    most = max((float(bar.high) for bar in data.bars), default=0.0)
    top = y = legend(canvas, _items(sketch, data, canvas), 0) + 8
    page = HIGHEST * WIDTH - top - _AXIS
    names = [
        f"{sketch.name_of(bar.name)}: {words}"
        for bar, words in zip(data.bars, sketch.amounts, strict=True)
    ]
    rows = [lines_of_text(name, TYPE, WIDTH) for name in names]
    above = sum(len(lines) * LINE + 4 + _BAR + _AFTER for lines in rows) <= page
    left = 0.0
    if not above:
        rows = [lines_of_text(name, TYPE, WIDTH * _BESIDE) for name in names]
        left = max(width_of(line, TYPE) for lines in rows for line in lines) + _AFTER
    heights = [
        len(lines) * LINE + 4 + _BAR + _AFTER if above else max(len(lines) * LINE, _BAR) + 3
        for lines in rows
    ]
    count = fitting(heights, page)
    bottom = y + sum(heights[:count])
    scale = (WIDTH - left - 2) / (most or 1.0)
    if data.pounds and most:
        _axis(canvas, (left, scale), most, top, bottom)
    for bar, lines, height in zip(data.bars[:count], rows, heights, strict=False):
        for number, line in enumerate(lines):
            canvas.box(0, y + number * LINE, min(width_of(line, TYPE), WIDTH), LINE, "blank")
            canvas.words(0, y + number * LINE + TYPE, line)
        at = y + (len(lines) * LINE + 4 if above else (height - 3 - _BAR) / 2)
        x = left
        for piece in bar.pieces:
            _piece(canvas, data, piece, (x, at), scale)
            x += float(piece.high) * scale
        canvas.line(left, at - 2, left, at + _BAR + 2, "soft")
        y += height
    high = bottom + (18 if data.pounds else 2)
    if count < len(data.bars):
        high += LINE
        canvas.words(0, high, and_more(len(data.bars) - count))
        high += 4
    return WIDTH, high


def _axis(
    canvas: Canvas, across: tuple[float, float], most: float, top: float, bottom: float
) -> None:
    """Lines at round amounts, and these below; where 0 is, and how wide a pound."""
    left, scale = across
    room = width_of(pounds(Decimal(int(most))), SMALL)
    for tick in ticks(most, WIDTH - left, room):
        name, x = pounds(Decimal(tick)), left + tick * scale
        canvas.line(x, top, x, bottom, "rule")
        half = width_of(name, SMALL) / 2
        if x + half <= WIDTH:
            at, anchor = (x, "middle") if x - left >= half else (left, "start")
            canvas.words(at, bottom + 13, name, colour="soft", size=SMALL, anchor=anchor)  # type: ignore[arg-type]


def shade_of(data: Stacks, series: int) -> float:
    """How dark a series is: each lighter than the one before, or darker where it is worse."""
    last = len(data.series) - 1
    place = series if data.pounds else last - series
    return 1.0 - (1.0 - _LIGHTEST) * place / last if last > 0 else 1.0


def _piece(
    canvas: Canvas, data: Stacks, piece: Piece, at: tuple[float, float], scale: float
) -> None:
    """A piece up to its highest figure: hatched if estimated, and blank above its lowest."""
    (x, y), shade = at, shade_of(data, piece.series)
    low, high = float(piece.low) * scale, float(piece.high) * scale
    if high <= 0:
        return
    if not piece.estimated:
        canvas.box(x, y, high, _BAR, "tint", shade)
        return
    if low > 0:
        canvas.box(x, y, low, _BAR, "tint", shade)
        canvas.hatching((x, x + low), (y, y + _BAR), "paper" if shade > _DARK else "accent")
    if high > low:
        canvas.box(x + low, y, high - low, _BAR, "tint", 0.0)
        canvas.hatching((x + low, x + high), (y, y + _BAR), "accent")


def _items(sketch: Sketch, data: Stacks, canvas: Canvas) -> list[tuple[Sample, str]]:
    """What there is to explain: each series that has a piece, and hatching."""

    def series(number: int) -> Sample:
        def sample(x: float, y: float) -> None:
            canvas.box(x, y - 5.5, WIDE, 11.0, "tint", shade_of(data, number))

        return sample

    def estimate(x: float, y: float) -> None:
        canvas.box(x, y - 5.5, WIDE, 11.0, "tint", 0.0)
        canvas.hatching((x, x + WIDE), (y - 5.5, y + 5.5), "accent")

    used = {piece.series for bar in data.bars for piece in bar.pieces if piece.high}
    items = [(series(n), sketch.name_of(name)) for n, name in enumerate(data.series) if n in used]
    return [*items, (estimate, sketch.name_of("estimate"))] if data.any_estimated else items
