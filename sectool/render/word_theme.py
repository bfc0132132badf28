"""The theme of a Word file: the colours and fonts that its styles take by name, and how they read.

A house has its colours there. Styles of ours that name a colour of the theme have the house's, as
long as what they set can be read in it.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

# How much contrast text must have (WCAG 2.2, 1.4.3), and large text and drawings (1.4.11).
TEXT, SEEN = 4.5, 3.0
# What styles call the colours of a theme, and what the theme does.
_CALLED = {
    **{f"{kind}{n}": f"dk{n}" for kind in ("text", "dark") for n in (1, 2)},
    **{f"{kind}{n}": f"lt{n}" for kind in ("background", "light") for n in (1, 2)},
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VAL, _COLOR, _FILL = qn("w:val"), qn("w:color"), qn("w:fill")
_BY_NAME = {
    qn("w:themeColor"): (qn("w:themeTint"), qn("w:themeShade")),
    qn("w:themeFill"): (qn("w:themeFillTint"), qn("w:themeFillShade")),
}
_FONTS = (*tuple(qn(f"w:{name}Theme") for name in ("ascii", "hAnsi", "eastAsia")), qn("w:cstheme"))
WHITE, BLACK = "FFFFFF", "000000"


class Theme:
    """The colours of a theme by the names that styles have for them, and its fonts."""

    def __init__(self, theme: bytes) -> None:
        root = parse_xml(theme)
        self._colours: dict[str, str] = {}
        for scheme in root.iter(f"{_DRAWING}clrScheme"):
            for one in scheme:
                for colour in one:
                    name = str(one.tag).removeprefix(_DRAWING)
                    self._colours[name] = colour.get("lastClr") or colour.get("val") or ""
        self._fonts: dict[str, str] = {}
        for kind in ("major", "minor"):
            for latin in root.iterfind(f".//{_DRAWING}{kind}Font/{_DRAWING}latin"):
                self._fonts[kind] = latin.get("typeface") or ""

    def colour(self, name: str) -> str:
        """A colour such as 0B5A6F by its name in a style, or nothing."""
        found = self._colours.get(_CALLED.get(name, ""), "")
        return found if is_colour(found) else ""

    def font(self, name: str) -> str:
        """A typeface by its name in a style (minorHAnsi), or nothing."""
        return self._fonts.get(name[:5], "")


def is_colour(text: str) -> bool:
    """Whether this is a colour as files write it: 0B5A6F."""
    return len(text) == 6 and all(one in "0123456789abcdefABCDEF" for one in text)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    light = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def colour_of(element: Any, theme: Theme | None, attribute: str = _VAL, named: str = "") -> str:
    """The colour that an element of a style gives: as it is written, else by its name."""
    written = element.get(attribute, "")
    if is_colour(written):
        return str(written)
    name = element.get(named or qn("w:themeColor"))
    return theme.colour(name) if theme is not None and name else ""


def fill_of(shade: Any, theme: Theme | None) -> str:
    """The colour that a shading gives its ground, or nothing."""
    return colour_of(shade, theme, _FILL, qn("w:themeFill"))


def follow(style: Any, theme: Theme | None) -> None:
    """Gives one of our styles the colours and fonts of the theme that it names.

    Without a theme Word would take its own, so the names go. Words in a colour that could not be
    read on white are set in that of the text.
    """
    for element in list(style.iter()):
        for name, tones in _BY_NAME.items():
            called = element.get(name)
            if called is None:
                continue
            colour = "" if theme is None else theme.colour(called)
            if colour and called == "background2" and contrast(BLACK, colour) < 12:
                colour = ""
            words = element.tag == _COLOR and called != "background1"
            if words and theme is not None and (not colour or contrast(WHITE, colour) < TEXT):
                called, colour = "text1", theme.colour("text1")
                element.set(name, called)
            if not colour:
                for attribute in (name, *tones):
                    element.attrib.pop(attribute, None)
            else:
                written = _FILL if name.endswith("Fill") else _VAL
                written = written if element.tag == _COLOR or written == _FILL else _COLOR
                element.set(written, colour)
        if element.tag == qn("w:rFonts") and theme is None:
            for attribute in _FONTS:
                element.attrib.pop(attribute, None)
            if not element.attrib:
                element.getparent().remove(element)
