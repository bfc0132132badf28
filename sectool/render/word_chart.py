"""Charts in a Word document: an SVG that Word draws, over a picture for programs that cannot."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape as _escape
from importlib.resources import as_file, files
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn

from sectool.blocks import Picture
from sectool.render.chart import drawn
from sectool.render.drawing import Drawing
from sectool.render.svg import Palette, svg_of
from sectool.render.word_styles import Styles
from sectool.render.word_theme import SEEN, WHITE, Theme, contrast

# English Metric Units and points to a twip.
_EMU, _POINTS = 635, 1 / 20
# Drawings of the style's own headers have low numbers.
_FIRST = 100_000
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_OF_A_PICTURE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
# Dots per inch of the pictures, sharp in print, and the font of ours that they are set in.
_DENSITY = 180
_OURS = "Source Sans 3"


class Charts:
    """The drawings of a document, in parts beside its main one."""

    def __init__(self, main: Any, styles: Styles, width: int) -> None:
        """In the colour of the style's table headings; `width` is that of the text in twips."""
        self.main, self.width = main, width
        fill = styles.fill("firstRow")
        seen = bool(fill) and contrast(fill, WHITE) >= SEEN
        accent = f"#{fill}" if seen else Palette.accent
        font = _font_of(main.styles.element, styles["Normal"], styles.theme)
        self.palette = Palette(accent=accent, font=f"{font}, Arial, sans-serif")
        self.count = 0

    def run(self, chart: Picture) -> str:
        """The run that holds the drawing of a chart."""
        self.count += 1
        drawing = drawn(chart)
        width = self.width * drawing.share
        height = width * drawing.height / drawing.width
        size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
        seen = self._part("png", CT.PNG, _picture(drawing, self.palette, width * _POINTS))
        svg = self._part("svg", "image/svg+xml", svg_of(chart, self.palette).encode("utf-8"))
        number, name = _FIRST + self.count, f"Chart {self.count}"
        says = _escape(chart.says)
        return (
            f'<w:r><w:drawing><wp:inline {nsdecls("wp", "a", "pic")} distT="0" distB="0" '
            f'distL="0" distR="0"><wp:extent {size}/><wp:docPr id="{number}" name="{name}" '
            f'descr="{says}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            "</wp:cNvGraphicFramePr><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{says}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{seen}"><a:extLst>'
            f'<a:ext uri="{_SVG_OF_A_PICTURE}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
            f'r:embed="{svg}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _part(self, ending: str, kind: str, content: bytes) -> str:
        """A part of the package with this content; the id by which the main part knows it."""
        name = PackURI(f"/word/media/sectool-chart-{self.count}.{ending}")
        part = Part(name, kind, content, self.main.package)
        return str(self.main.relate_to(part, RT.IMAGE))


def _font_of(styles: Any, normal: str, theme: Theme | None) -> str:
    """The font of the style's text, by itself or in its theme; else the one that ours has."""
    own = [one for one in styles.iter(qn("w:style")) if one.get(qn("w:styleId")) == normal]
    for holder in (*own, *styles.iterfind(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")):
        fonts = holder.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is None:
            continue
        named = fonts.get(qn("w:asciiTheme"), "")
        name = (theme.font(named) if theme is not None else "") or fonts.get(qn("w:ascii"))
        if name:
            return str(name)
    return "Calibri"


def _picture(drawing: Drawing, palette: Palette, width: float) -> bytes:
    """The drawing as a PNG for a place so many points wide, with a font of ours."""
    import typst

    here = files("sectool.render")
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        "#let it = json(bytes(sys.inputs.drawing))\n"
        "#set text(font: it.font)\n"
        "#let colours = it.palette.pairs().map(((name, code)) => ((name): rgb(code))).join()\n"
        "#drawing(it.drawing, it.width * 1pt, colours)"
    )
    colours = {key: value for key, value in asdict(palette).items() if key != "font"}
    content = {"drawing": drawing.data, "width": width, "palette": colours}
    with as_file(here.joinpath("fonts")) as fonts:
        # Its types want paths to be of the type of the source, which is bytes here.
        return bytes(
            typst.compile(  # type: ignore[call-overload]
                here.joinpath("drawing.typ").read_bytes() + page.encode(),
                root=str(fonts),
                format="png",
                ppi=_DENSITY,
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                sys_inputs={"drawing": json.dumps({**content, "font": _OURS})},
                timestamp=0,
            )
        )
