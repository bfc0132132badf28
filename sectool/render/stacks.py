"""How amounts in pieces are drawn: a bar for each thing, its pieces one after another."""

from __future__ import annotations

from decimal import Decimal

from sectool.blocks import Sketch
from sectool.pictured import Piece, Stacks
from sectool.render.bars import ticks
from sectool.render.drawing import LINE, SMALL, TYPE, WIDTH, Canvas, lines_of_text, width_of
from sectool.render.legend import WIDE, Sample, legend
from sectool.words import pounds

_BAR, _AFTER = 12.0, 8.0
# The lightest piece, and what is so dark that hatching has to be light.
_LIGHTEST, _DARK = 0.08, 0.5


def stacks(sketch: Sketch, data: Stacks, canvas: Canvas) -> tuple[float, float]:
    """Draws each bar below its name and its sum; how wide and high the drawing is."""
    most = max((float(bar.high) for bar in data.bars), default=0.0)
    scale = (WIDTH - 2) / (most or 1.0)
    y = legend(canvas, _items(sketch, data, canvas), 0) + 8
    top = y
    rows = [
        lines_of_text(f"{sketch.name_of(bar.name)}: {words}", TYPE, WIDTH)
        for bar, words in zip(data.bars, sketch.amounts, strict=True)
    ]
    bottom = y + sum(len(lines) * LINE + 4 + _BAR + _AFTER for lines in rows)
    if data.pounds and most:
        _axis(canvas, scale, most, top, bottom)
    for bar, lines in zip(data.bars, rows, strict=True):
        for line in lines:
            canvas.box(0, y, min(width_of(line, TYPE), WIDTH), LINE, "blank")
            canvas.words(0, y + TYPE, line)
            y += LINE
        y += 4
        x = 0.0
        for piece in bar.pieces:
            _piece(canvas, data, piece, (x, y), scale)
            x += float(piece.high) * scale
        canvas.line(0, y - 2, 0, y + _BAR + 2, "soft")
        y += _BAR + _AFTER
    return WIDTH, bottom + (18 if data.pounds else 2)


def _axis(canvas: Canvas, scale: float, most: float, top: float, bottom: float) -> None:
    """Lines at round amounts, and these below."""
    room = width_of(pounds(Decimal(int(most))), SMALL)
    for tick in ticks(most, WIDTH, room):
        name, x = pounds(Decimal(tick)), tick * scale
        canvas.line(x, top, x, bottom, "rule")
        half = width_of(name, SMALL) / 2
        if x + half <= WIDTH:
            at, anchor = (x, "middle") if x >= half else (0.0, "start")
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
