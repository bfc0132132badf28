"""The drawing of a chart as SVG: no ids that could clash on a page, no style, no script."""

from __future__ import annotations

from html import escape as _escape

from sectool.blocks import Picture, plain
from sectool.render import tokens
from sectool.render.chart import drawn
from sectool.render.drawing import Box, Drawing, Lettering, Line, Polygon, Shape
from sectool.values import dataclass


@dataclass(frozen=True)
class Palette:
    """What a format has for the colours of a chart, and its font; "" for the font around it."""

    ink: str = tokens.INK
    soft: str = tokens.SOFT
    rule: str = tokens.RULE
    accent: str = tokens.ACCENT
    paper: str = tokens.PAPER
    font: str = ""


def svg_of(chart: Picture, palette: Palette) -> str:
    """The drawing as SVG, with the text alternative as <title> and <desc>."""
    return svg_document(drawn(chart), palette, plain(chart.caption), chart.says)


def svg_document(drawing: Drawing, palette: Palette, title: str, says: str) -> str:
    """A drawing as SVG: `title` and `says` are for those who do not see it."""
    width, height = _number(drawing.width), _number(drawing.height)
    font = f' font-family="{_escape(palette.font)}"' if palette.font else ""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" '
            f'height="{height}" viewBox="0 0 {width} {height}"{font}>',
            f"<title>{_escape(title, quote=False)}</title>",
            f"<desc>{_escape(says, quote=False)}</desc>",
            *(_element(shape, palette) for shape in drawing.shapes),
            "</svg>",
        )
    )


def _element(shape: Shape, palette: Palette) -> str:
    match shape:
        case Box(x=x, y=y, width=width, height=height, fill=fill, shade=shade):
            look = f'fill="{palette.accent}"'
            if fill not in ("filled", "blank"):
                # An edge is drawn to both sides of its line.
                x, y, width, height = x + 0.5, y + 0.5, max(width - 1, 0), max(height - 1, 0)
            if fill == "light":
                look += f' fill-opacity="0.2" stroke="{palette.accent}"'
            elif fill == "tint":
                look += f' fill-opacity="{shade:.2f}" stroke="{palette.accent}"'
            elif fill == "hollow":
                look = f'fill="none" stroke="{palette.soft}"'
            elif fill == "blank":
                look = f'fill="{palette.paper}"'
            elif fill == "white":
                look = f'fill="{palette.paper}" stroke="{palette.ink}"'
            return f"<rect {_written(x=x, y=y, width=width, height=height)} {look}/>"
        case Polygon(corners=corners, fill=fill):
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
            look = f'fill="{palette.paper if fill == "blank" else palette.accent}"'
            if fill == "light":
                look += f' fill-opacity="0.2" stroke="{palette.accent}"'
            return f'<polygon points="{points}" {look}/>'
        case Line(x1=x1, y1=y1, x2=x2, y2=y2, colour=colour, width=width):
            return (
                f"<line {_written(x1=x1, y1=y1, x2=x2, y2=y2)} "
                f'stroke="{getattr(palette, colour)}" stroke-width="{_number(width)}"/>'
            )
        case Lettering(x=x, y=y):
            turn = f' transform="rotate(-90 {_number(x)} {_number(y)})"' if shape.turned else ""
            return (
                f'<text {_written(x=x, y=y)} fill="{getattr(palette, shape.colour)}" '
                f'font-size="{_number(shape.size)}" text-anchor="{shape.anchor}"{turn}>'
                f"{_escape(shape.text, quote=False)}</text>"
            )


def _written(**numbers: float) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in numbers.items())


def _number(value: float) -> str:
    """Always one digit after the point: the same drawing, the same bytes."""
    return f"{round(value, 1) + 0.0:.1f}"
