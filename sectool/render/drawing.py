"""A drawing, the same in every format: boxes, lines, polygons and words, no more.

What it shows does not depend on colour: light and dark, hollow and filled, and words.
`svg` writes it for HTML and Word, and `drawing.typ` sets it in a PDF.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, field
from typing import Any, Literal

from sectool.values import dataclass

# The drawing's own units: so many across, and type of so many. On A4 between margins of 3 cm, one
# is 0.82 points, so that no type is smaller than 9 points there.
WIDTH = 516.0
TYPE, SMALL = 11.5, 11.0
LINE = 14.0
# A drawing higher than this many times its width would not fit on a page: it is made smaller.
HIGHEST = 1.3

BLANK = re.compile("[ \u00a0]")
_SLIM = frozenset("iljtfrI.,:;'!|()[] \u00a0")
_BROAD = frozenset("mwMW%–@")

# How far apart the lines of hatching are.
_HATCH = 5.0

Colour = Literal["ink", "soft", "rule", "accent", "paper"]
Anchor = Literal["start", "middle", "end"]
Fill = Literal["filled", "light", "hollow", "white", "blank", "tint"]


@dataclass(frozen=True)
class Box:
    """A bar. Light, hollow and white ones have an edge: they are told apart without colour.

    A white one hides what is behind it, and a hollow one does not. A blank one does no more. A tint
    has an edge too, and is as dark as its shade, from 0 to 1.
    """

    x: float
    y: float
    width: float
    height: float
    fill: Fill
    shade: float = 0.0


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


@dataclass(frozen=True)
class Polygon:
    """A shape of a few corners; a light one has an edge, and a blank one hides what is behind."""

    corners: tuple[tuple[float, float], ...]
    fill: Literal["filled", "light", "blank"] = "filled"


Shape = Box | Line | Polygon | Lettering


@dataclass(frozen=True)
class Drawing:
    """The shapes of a chart from the back to the front, and its size, all in units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def share(self) -> float:
        """How much of the text's width it may take, from 0 to 1: a page must hold its height."""
        return min(1.0, HIGHEST * self.width / self.height)

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


@dataclass
class Canvas:
    """The shapes drawn so far."""

    shapes: list[Shape] = field(default_factory=list)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Fill = "filled",
        shade: float = 0.0,
    ) -> None:
        self.shapes.append(Box(x, y, width, height, fill, shade))

    def polygon(
        self,
        *corners: tuple[float, float],
        fill: Literal["filled", "light", "blank"] = "filled",
    ) -> None:
        self.shapes.append(Polygon(tuple((round(x, 2), round(y, 2)) for x, y in corners), fill))

    def hatching(
        self, across: tuple[float, float], down: tuple[float, float], colour: Colour = "soft"
    ) -> None:
        """Lines upwards to the right, cut off at both sides."""
        (left, right), (top, bottom) = across, down
        foot = left - (bottom - top)
        while foot < right:
            x1, x2 = max(foot, left), min(foot + bottom - top, right)
            if x2 > x1:
                self.line(x1, bottom - (x1 - foot), x2, bottom - (x2 - foot), colour, 0.75)
            foot += _HATCH

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
        size: float = TYPE,
        anchor: Anchor = "start",
        turned: bool = False,
    ) -> None:
        self.shapes.append(Lettering(x, y, text, colour, size, anchor, turned))


def fitting(heights: Sequence[float], room: float) -> int:
    """How many rows a page has room for, at least one where there is one; all, or fewer by a line
    that counts the others."""
    if sum(heights) <= room:
        return len(heights)
    count, used = 0, LINE
    while count < len(heights) and (used := used + heights[count]) <= room:
        count += 1
    return max(count, 1)


def and_more(count: int) -> str:
    """What a drawing says of what a page has no room for: its table has all."""
    return f"and {count} more, in the table"


def lines_of_text(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit, broken at blanks, or within a word that is too long by itself."""
    if width_of(text, size) <= room:
        return [text]
    lines = [""]
    for word in BLANK.split(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(joined, size) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and width_of(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
    return lines


def width_of(text: str, size: float) -> float:
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
