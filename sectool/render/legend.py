"""What the marks of a drawing mean, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sectool.render.drawing import LINE, SMALL, TYPE, WIDTH, Canvas, lines_of_text, width_of

# Draws a mark: its left edge and its middle are given, and it is at most so wide.
Sample = Callable[[float, float], None]
WIDE = 14.0
_GAP, _APART = 6.0, 16.0


def legend(canvas: Canvas, items: Iterable[tuple[Sample, str]], top: float) -> float:
    """Draws each mark and what it means below `top`; where that ends."""
    x, y = 0.0, top + TYPE
    for sample, name in items:
        for number, line in enumerate(lines_of_text(name, SMALL, WIDTH - WIDE - _GAP)):
            wide = WIDE + _GAP + width_of(line, SMALL)
            if x and (number or x + wide > WIDTH):
                x, y = 0.0, y + LINE + 2
            if not number:
                sample(x, y - 4)
            canvas.words(x + WIDE + _GAP, y, line, colour="soft", size=SMALL)
            x += wide + _APART
    return y + 6
