"""One family, one face: colours and sizes are those of `render/tokens.py` in every format.

`pytest tests/test_tokens.py --renew` writes the parts of the style sheets that are made of them.
"""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest

from sectool.load.shipped import SHARED
from sectool.render import tokens
from sectool.render.svg import Palette
from sectool.render.word_styles import OPENING_STYLES, OUR_STYLES

TYPST = "\n".join(
    (
        "// tokens: colours and sizes, those of every format",
        *(f'#let {name} = rgb("{value}")' for name, value in tokens.COLOURS.items()),
        *(f"#let size-{name} = {size:g}pt" for name, size in tokens.SIZES.items()),
        "// end of tokens",
    )
)
CSS = "\n".join(
    (
        "  /* tokens: colours and sizes, those of every format */",
        *(f"  --{name}: {value};" for name, value in tokens.COLOURS.items() if name != "warning"),
        *(
            f"  --size-{name}: {tokens.of_the_text(size):g}rem;"
            for name, size in tokens.SIZES.items()
            if name not in ("text", "compact", "small")
        ),
        "  /* end of tokens */",
    )
)
PARTS = {
    "style.typ": (TYPST, r"// tokens:.*?// end of tokens"),
    "style.css": (CSS, r"  /\* tokens:.*?/\* end of tokens \*/"),
}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
OURS = {*tokens.COLOURS.values(), tokens.PAPER}


@pytest.mark.parametrize("name", PARTS)
def test_style_sheets_have_the_tokens(name: str, request: pytest.FixtureRequest) -> None:
    made, where = PARTS[name]
    path = SHARED / name
    text = path.read_text(encoding="utf-8")
    (part,) = re.findall(where, text, re.DOTALL)
    if request.config.getoption("--renew"):
        path.write_text(text.replace(part, made), encoding="utf-8")
        return
    assert part == made


def sizes_in_mail() -> dict[str, float]:
    text = (SHARED / "mail.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^([a-z0-9.]+) \{([^}]*)\}", text, re.MULTILINE))
    found = {tag: re.search(r"font-size: ([0-9]+)px", rules[tag]) for tag in ("h1", "h2", "h3")}
    return {tag: float(size[1]) for tag, size in found.items() if size is not None}


def test_a_mail_has_the_same_colours_and_sizes_to_the_pixel() -> None:
    text = (SHARED / "mail.css").read_text(encoding="utf-8")
    assert set(COLOUR.findall(text)) <= OURS
    wanted = {"h1": tokens.TITLE, "h2": tokens.SECTION, "h3": tokens.PART}
    found = sizes_in_mail()
    assert found.keys() == wanted.keys()
    for tag, size in wanted.items():
        assert abs(found[tag] - 16 * tokens.of_the_text(size)) < 1, tag


def test_other_colours_of_pages_are_those_of_dark_screens_and_of_searches() -> None:
    text = (SHARED / "style.css").read_text(encoding="utf-8")
    light = text.partition("@media screen")[0] + text.partition("\n}\n* {")[2]
    assert set(COLOUR.findall(re.sub(r"#[0-9a-f]{8}\b", "", light))) - OURS == {
        "#fff3c4",
        "#ffdd00",
    }


def test_word_has_them_in_its_styles_and_its_theme() -> None:
    ours = {one.lstrip("#").upper() for one in OURS}
    styles = OUR_STYLES + OPENING_STYLES
    assert set(re.findall(r'"([0-9A-F]{6})"', styles)) <= ours
    with ZipFile(SHARED / "style.docx") as file:
        theme = file.read("word/theme/theme1.xml").decode()
        shipped = file.read("word/styles.xml").decode()
    named = dict(
        re.findall(r"<a:(dk1|lt1|dk2|lt2|accent1|accent2)><a:srgbClr val=\"(\w+)\"", theme)
    )
    assert {name: f"#{value.lower()}" for name, value in named.items()} == {
        "dk1": tokens.INK,
        "lt1": tokens.PAPER,
        "dk2": tokens.SOFT,
        "lt2": tokens.SHADE,
        "accent1": tokens.ACCENT,
        "accent2": tokens.WARNING,
    }
    sizes = {"Title": tokens.TITLE, "Heading1": tokens.SECTION, "Heading2": tokens.PART}
    sizes |= {"Heading3": tokens.MINOR, "TableText": tokens.TABLE, "Header": tokens.SMALL}
    for text in (styles, shipped):
        for id_, size in sizes.items():
            style = re.search(rf'w:styleId="{id_}">.*?</w:style>', text, re.DOTALL)
            if text is styles or style is not None:
                assert style is not None
                assert f'<w:sz w:val="{2 * size:g}"/>' in style[0], id_


def test_drawings_have_them() -> None:
    made = Palette()
    assert (made.ink, made.soft, made.rule) == (tokens.INK, tokens.SOFT, tokens.RULE)
    assert (made.accent, made.paper) == (tokens.ACCENT, tokens.PAPER)
