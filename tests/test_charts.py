"""Charts: what a template may ask for, how they are drawn, and that every format says the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.blocks import (
    Block,
    Chart,
    ChartKind,
    Document,
    Figures,
    Heading,
    Paragraph,
    Series,
    Sketch,
    Text,
    shown,
    text_of,
)
from sectool.dates import Month
from sectool.documents.fingerprint import fingerprint
from sectool.pictured import DatedRow, DatedRows, Piece, StackedBar, Stacks
from sectool.render.bars import limit_of
from sectool.render.chart import drawn
from sectool.render.drawing import SMALL, TYPE, WIDTH, Box, Drawing, Lettering, Line, width_of
from sectool.render.formats import FORMATS
from sectool.render.long_charts import set_charts
from sectool.render.look import Look, MissingGlyphs
from sectool.render.reading import lines_of
from sectool.render.svg import Palette, svg_of
from sectool.wording.environment import Wording, WordingError
from sectool.wording.filters import FILTERS
from sectool.wording.stand_ins import BadValue
from tests import tables
from tests.office import READERS
from tests.tables import LOOK, charted, charts, tree_of_page
from tests.word_checks import faults

SVG = "{http://www.w3.org/2000/svg}"


def bars(
    values: list[int | None],
    targets: list[int | None] | None = None,
    names: list[str] | None = None,
    caption: str = "How long",
) -> Chart:
    target = Series("Target", tuple(targets)) if targets is not None else None
    return Chart(
        "bars",
        (Text(caption),),
        "What",
        tuple(names or [f"MP{n:03}" for n in range(len(values))]),
        (Series("Days", tuple(values)),),
        target,
        "Past it" if target else "",
    )


def columns(rows: dict[str, list[int | None]], names: list[str] | None = None) -> Chart:
    count = len(next(iter(rows.values())))
    return Chart(
        "columns",
        (Text("How many"),),
        "End of",
        tuple(names or [f"M{n}" for n in range(count)]),
        tuple(Series(name, tuple(v), name == "Unknown") for name, v in rows.items()),
    )


AGEING = bars([284, 76, 15, 3, None], [40, 15, 15, 15, None])
STAGES = columns(
    {"Define": [3, 4], "Refine": [1024, 0], "Unknown": [None, 7]},
    ["Jul\u00a02020", "Aug\u00a02020"],
)
LONG = "An uncommonly long name <of> \"what\" & 'whom' the bar beside it is about, at last"

CASES = {
    "usual bars": AGEING,
    "usual columns": STAGES,
    "no bars": bars([], []),
    "no columns": columns({"Define": []}),
    "one bar": bars([12], [40]),
    "one column": columns({"Define": [3]}),
    "many bars": bars([7 * n % 93 for n in range(36)], [15 + 25 * (n % 2) for n in range(36)]),
    "forty columns": columns({"Define": list(range(40)), "Refine": [999 * n for n in range(40)]}),
    "long names": bars([10, 20], [15, 15], [LONG, "x" * 90], caption=LONG * 3),
    "long names below": columns({LONG: [1, 2]}, [LONG, "x" * 60]),
    "large": bars([1234567890123, 98765432, None], [2000000000000, None, 5]),
    "large above": columns({"Pounds": [123456789012, 2, None]}),
    "only zeros": bars([0, 0], [0, 0]),
    "only zeros above": columns({"Define": [0, 0]}),
    "without targets": bars([4, 3]),
}


def document(*blocks: Block, mail: bool = False) -> Document:
    title = Heading(1, (Text("Title"),), "title")
    section = Heading(2, (Text("Section"),), "section")
    return Document(
        "Title", "Sub", "en-GB", "Ann", "Issued", False, (title, section, *blocks), mail=mail
    )


def written(name: str, *blocks: Block, look: Look = LOOK, mail: bool = False) -> bytes:
    return FORMATS[name].write(document(*blocks, mail=mail), look)


# What a chart says.


def test_the_text_alternative_holds_every_figure() -> None:
    assert AGEING.says == (
        "MP000: Days 284, Target 40; MP001: Days 76, Target 15; MP002: Days 15, Target 15; "
        "MP003: Days 3, Target 15; MP004: Days –, Target –"
    )
    assert STAGES.says == (
        "Jul\u00a02020: Define 3, Refine 1,024, Unknown –; "
        "Aug\u00a02020: Define 4, Refine 0, Unknown 7"
    )
    assert bars([]).says == "How long", "PDF/UA wants words"


def test_what_asks_for_a_documents_words_finds_those_of_charts() -> None:
    words = text_of((STAGES,)).split("\n")
    assert words == [
        *("How many", "End of", "Define", "Refine", "Unknown"),
        *("Jul\u00a02020", "3", "1,024", "–", "Aug\u00a02020", "4", "0", "7"),
    ]


# What a template may ask for.

FIGURES = Figures((Month(2020, 7), "later"), (Series("a", (1, Decimal("2.5"))),))
AGED = replace(FIGURES, target=Series("b", (1, None)))


def worded(folder: Path, template: str, **values: Any) -> tuple[Block, ...]:
    (folder / "t.md.j2").write_text(template, encoding="utf-8")
    return Wording([folder], "t.md.j2").blocks(values)


def test_a_template_names_what_data_made(tmp_path: Path) -> None:
    template = (
        "Before.\n\n{{ figures | chart('Caption', kind='bars', of='Month', "
        "names={'a': 'Days', 'b': 'Target', 'beyond': 'Past it'}) }}\n"
    )
    _, chart = worded(tmp_path, template, figures=AGED)
    assert chart == Chart(
        "bars",
        (Text("Caption"),),
        "Month",
        ("Jul\u00a02020", "later"),
        (Series("Days", (1, Decimal("2.5"))),),
        Series("Target", (1, None)),
        "Past it",
    )


ASKED = "'C', kind='{}', of='M', names={{'a': 'A', 'b': 'B', 'beyond': 'C'}}"
WRONG = {
    "what it needs": (
        "\n{{ name | chart(" + ASKED.format("bars") + ") }}",
        "the chart 'C' needs figures, not a str",
    ),
    "a table's data": (
        "\n{{ grid | chart(" + ASKED.format("bars") + ") }}",
        "the chart 'C' needs figures, not a tuple",
    ),
    "kind": (
        "\n{{ aged | chart(" + ASKED.format("bar") + ") }}",
        "the chart 'C' cannot be drawn as 'bar'; did you mean 'bars'?",
    ),
    "a target on columns": (
        "\n{{ aged | chart(" + ASKED.format("columns") + ") }}",
        "the chart 'C' has a target, which only bars can show",
    ),
    "several series as bars": (
        "\n{{ several | chart(" + ASKED.format("bars") + ") }}",
        "the chart 'C' has 2 series, and bars show one: draw it as columns",
    ),
    "a series without a name": (
        "\n{{ figures | chart('C', kind='bars', of='M', names={'b': 'B'}) }}",
        "the chart 'C' needs a name for 'a'",
    ),
    "what lies beyond without a name": (
        "\n{{ aged | chart('C', kind='bars', of='M', names={'a': 'A', 'b': 'B'}) }}",
        "the chart 'C' needs a name for 'beyond'",
    ),
    "a figure below zero": (
        "\n{{ below | chart(" + ASKED.format("bars") + ") }}",
        "the chart 'C' has a figure below zero in 'a'",
    ),
    "wording as a caption": (
        "{% macro m() %}x{% endmacro %}\n"
        "{{ figures | chart(m(), kind='bars', of='M', names={'a': 'A'}) }}",
        "'chart' takes values, not wording made by a macro or 'set'",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_directive_is_told_at_its_place(tmp_path: Path, case: str) -> None:
    template, message = WRONG[case]
    values = {
        "name": "x",
        "grid": (),
        "figures": FIGURES,
        "aged": AGED,
        "several": replace(FIGURES, series=FIGURES.series * 2),
        "below": replace(FIGURES, series=(Series("a", (1, -1)),)),
    }
    with pytest.raises(WordingError) as raised:
        worded(tmp_path, template, **values)
    error = raised.value
    assert (error.template, error.line, error.message) == ("t.md.j2", 2, message)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("See {{ figures }} here.", "a chart is not allowed inside a sentence"),
        ("| A |\n| --- |\n| {{ figures }} |", "a chart is not allowed in a cell of a table"),
    ],
)
def test_a_chart_stands_by_itself(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        worded(tmp_path, template, figures=AGEING)


def test_the_fingerprint_covers_the_figures() -> None:
    one = fingerprint(AGED)
    assert one == fingerprint(replace(AGED))
    others = (
        replace(AGED, target=Series("b", (2, None))),
        replace(AGED, series=(Series("a", (1, Decimal("2.6"))),)),
        replace(AGED, categories=(Month(2020, 8), "later")),
    )
    assert one not in {fingerprint(other) for other in others}


# How it is drawn.


def boxes(drawing: Drawing) -> list[Box]:
    return [shape for shape in drawing.shapes if isinstance(shape, Box)]


def words(drawing: Drawing) -> list[Lettering]:
    return [shape for shape in drawing.shapes if isinstance(shape, Lettering)]


def test_bars_are_as_long_as_their_figures_and_parted_at_the_target() -> None:
    legend, beyond, *found = boxes(drawn(AGEING))
    assert (legend.fill, beyond.fill) == ("light", "filled")
    rows: dict[float, list[Box]] = {}
    for box in found:
        rows.setdefault(box.y, []).append(box)
    one, two, three, four = rows.values()
    unit = (one[0].width + one[1].width) / 284
    assert [[(b.fill, round(b.width / unit, 6)) for b in row] for row in (one, two)] == [
        [("light", 40.0), ("filled", 244.0)],
        [("light", 15.0), ("filled", 61.0)],
    ]
    # What ends on its target is not past it.
    assert [[(b.fill, round(b.width / unit, 6)) for b in row] for row in (three, four)] == [
        [("light", 15.0)],
        [("light", 3.0)],
    ]
    left = one[0].x
    lines = [s for s in drawn(AGEING).shapes if isinstance(s, Line) and s.width > 2]
    _, *marks = lines
    assert [round((mark.x1 - left) / unit, 6) for mark in marks] == [40.0, 15.0, 15.0, 15.0]


def test_strips_share_one_scale_and_stand_on_their_base_lines() -> None:
    chart = columns({"Define": [1, 2], "Refine": [30, 60], "Unknown": [0, 6]})
    found = boxes(drawn(chart))
    unit = found[0].height
    assert [(box.fill, round(box.height / unit, 6)) for box in found] == [
        *(("filled", 1.0), ("filled", 2.0), ("filled", 30.0), ("filled", 60.0)),
        ("hollow", 6.0),
    ]
    feet = {round(box.y + box.height, 6) for box in found}
    lines = {round(s.y1, 6) for s in drawn(chart).shapes if isinstance(s, Line)}
    assert feet == lines
    assert len(lines) == 3
    # No strip reaches up into the one above it.
    figures = [w.y - w.size for w in words(drawn(chart)) if w.anchor == "middle"]
    assert min(figures[:2]) > 0
    for base, highest in zip(sorted(lines), (min(figures[2:4]), min(figures[4:6])), strict=False):
        assert base < highest


def test_a_figure_stands_clear_of_the_mark_of_its_target() -> None:
    drawing = drawn(bars([13, 15, 40], [15, 15, 15]))
    figures = [w for w in words(drawing) if w.text in ("13", "15", "40")][-3:]
    # In a column of their own, before all bars and marks: none reads as that of a target.
    assert [w.anchor for w in figures] == ["end"] * 3
    starts = [box.x for box in boxes(drawing)][2:]
    assert max(w.x for w in figures) < min(starts) - 5


NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)
VALUES = st.none() | st.integers(0, 10**12) | st.decimals(0, 10**6, places=2)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    kind: ChartKind = draw(st.sampled_from(["bars", "columns"]))
    count = draw(st.integers(0, 15))

    def series() -> Series:
        values = draw(st.lists(VALUES, min_size=count, max_size=count))
        return Series(draw(NAMES), tuple(values), draw(st.booleans()))

    target = series() if kind == "bars" and draw(st.booleans()) else None
    return Chart(
        kind,
        (Text(draw(NAMES)),),
        draw(NAMES),
        tuple(draw(st.lists(NAMES, min_size=count, max_size=count))),
        tuple(series() for _ in range(1 if kind == "bars" else draw(st.integers(1, 5)))),
        target,
        draw(NAMES) if target else "",
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=80)
@given(any_chart())
def test_every_drawing_is_whole_and_within_its_edges(chart: Chart) -> None:
    drawing = drawn(chart)
    assert drawing == drawn(chart)
    assert drawing.width >= WIDTH
    for shape in drawing.shapes:
        match shape:
            case Box():
                assert shape.width > 0
                assert shape.height > 0
                ends = ((shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height))
            case Line():
                ends = ((shape.x1, shape.y1), (shape.x2, shape.y2))
            case Lettering():
                # No font is narrower than this.
                wide = 0.3 * shape.size * len(shape.text) if shape.anchor == "start" else 0.0
                across, up = (0.0, wide) if shape.turned else (wide, 0.0)
                ends = ((shape.x, shape.y), (shape.x + across, shape.y - up))
        for x, y in ends:
            assert -0.01 <= x <= drawing.width + 0.01
            assert -0.01 <= y <= drawing.height + 0.01
    texts = [shape.text for shape in words(drawing)]
    for series in chart.series:
        assert not {shown(value) for value in series.values} - set(texts)
    said = "".join("".join(texts).split())
    for name in (*chart.categories, *(series.name for series in chart.all_series)):
        assert "".join(name.split()) in said, "nothing is cut off"


@settings(deadline=None, max_examples=100)
@given(any_chart())
def test_every_drawing_is_well_formed_and_says_its_figures(chart: Chart) -> None:
    svg = svg_of(chart, Palette())
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        *("svg", "title", "desc", "rect", "line", "text"),
    }
    for element in root.iter():
        assert not {"id", "style", "class", "href", "onclick"} & set(element.attrib)
        for name in ("x", "y", "width", "height", "x1", "y1", "x2", "y2"):
            assert re.fullmatch(r"-?[0-9]+\.[0-9]", element.get(name, "0.0"))
    assert root.findtext(f"{SVG}desc") == chart.says


@pytest.mark.parametrize("case", CASES)
def test_no_two_labels_of_a_side_overlap(case: str) -> None:
    """Names beside bars, figures above columns and names below: each has room for its height."""
    drawing = drawn(CASES[case])
    for anchor in ("start", "middle", "end"):
        for turned in (False, True):
            lines: dict[float, list[float]] = {}
            for word in words(drawing):
                if (word.anchor, word.turned) == (anchor, turned):
                    at, along = (word.y, word.x) if turned else (word.x, word.y)
                    lines.setdefault(at, []).append(along)
            for column in lines.values():
                assert all(abs(two - one) >= 11 for one, two in pairwise(sorted(column)))


def test_light_and_filled_are_told_apart_without_colour() -> None:
    palette = Palette()
    light = _mixed(palette.accent, 0.2)
    assert _contrast(palette.accent, "#ffffff") > 4.5
    assert _contrast(palette.accent, light) > 3
    assert _contrast(palette.accent, palette.ink) > 2, "the mark stands out beside the bar"
    for colour in (palette.ink, palette.soft):
        assert _contrast(colour, "#ffffff") > 4.5


def _mixed(colour: str, share: float) -> str:
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# In each format.


@pytest.mark.parametrize("case", CASES)
def test_every_format_has_the_same_chart(case: str) -> None:
    chart = CASES[case]
    around = (Paragraph((Text("Before."),)), chart, Paragraph((Text("After."),)))
    made = {name: written(name, *around) for name in FORMATS}
    assert made == {name: written(name, *around) for name in FORMATS}, "the same bytes twice"
    assert faults(made["docx"]) == []
    caption = " ".join(text_of((Paragraph(chart.caption),)).split())
    says = chart.says.replace("\u00a0", " ")
    like = READERS["html"](made["html"])
    for name in FORMATS:
        read = charted(READERS[name](made[name]), like)
        if chart.categories or name != "md":
            assert charts(read) == {caption: tables.Chart(caption, says)}, name
        assert [b for b in read if isinstance(b, tables.Other)] == []


def test_several_charts_in_one_document() -> None:
    for name in FORMATS:
        content = written(name, AGEING, STAGES, AGEING)
        assert content == written(name, AGEING, STAGES, AGEING)
    assert faults(written("docx", AGEING, STAGES, AGEING)) == []


def test_a_page_has_a_figure_that_says_what_it_shows() -> None:
    main = next(n for n in tree_of_page(written("html", AGEING)).walk() if n.tag == "main")
    (figure,) = main.named("figure")
    (caption,), (region,) = figure.named("figcaption"), figure.named("div")
    (svg,) = region.named("svg")
    number, words = caption.children
    assert isinstance(number, tables.Node)
    assert (number.attributes, number.children) == ({"id": "figure-1"}, ["Figure 1"])
    assert words == ": How long"
    assert svg.attributes["role"] == "img"
    assert [child.tag for child in svg.children if not isinstance(child, str)][:2] == [
        "title",
        "desc",
    ]
    # The house's own style sheet decides the colours.
    assert "var(--accent, #0b5a6f)" in written("html", AGEING).decode()


def test_a_page_for_mail_has_the_figures_in_a_table() -> None:
    page = written("html", AGEING, mail=True).decode()
    assert not re.search("<(svg|figure|script)[ >]", page)
    (table,) = tables.tables(READERS["html"](page.encode())).values()
    assert table.headings == ("What", "Days", "Target")
    assert table.texts[0] == ("MP000", "284", "40")


def test_markdown_has_the_figures_in_a_table() -> None:
    assert written("md", STAGES).decode().split("\n\n", 2)[2] == (
        '**<a id="figure-1"></a>Figure 1: How many**\n\n'
        "| End of | Define | Refine | Unknown |\n"
        "| :--- | ---: | ---: | ---: |\n"
        "| **Jul\u00a02020** | 3 | 1,024 | – |\n"
        "| **Aug\u00a02020** | 4 | 0 | 7 |\n"
    )


def house(folder: Path, name: str, old: str, new: str) -> Look:
    """Our look, but for one style that a house has changed."""
    text = (LOOK.find(name)).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return Look.of([folder, *LOOK.folders])


def filled(content: bytes) -> set[tuple[float, ...]]:
    """The colours of the areas of a PDF, letters aside."""
    found: set[tuple[float, ...]] = set()
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        colour: tuple[float, ...] = ()
        stream: Any = page.get_contents()
        for operands, operator in stream.operations:
            if operator == b"scn":
                colour = tuple(round(float(one), 2) for one in operands)
            elif operator in (b"f", b"f*"):
                found.add(colour)
    return found


def test_a_pdf_draws_it_in_the_colours_of_its_style(tmp_path: Path) -> None:
    look = house(tmp_path, "style.typ", 'accent = rgb("#0b5a6f")', 'accent = rgb("#ff0000")')
    contents = (0.95, 0.96, 0.98)  # what they lie on
    assert filled(written("pdf", AGEING, look=look)) == {(1.0, 0.0, 0.0), contents}
    assert filled(written("pdf", AGEING)) == {(0.04, 0.35, 0.44), contents}
    assert filled(written("pdf", STAGES, look=look)) == {(1.0, 0.0, 0.0), contents}


def test_a_pdf_sets_its_words_as_words() -> None:
    reader = pypdf.PdfReader(BytesIO(written("pdf", AGEING)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for name in ("MP000", "284", "Days", "Past it", "Target"):
        assert name in text
    resources: Any = reader.pages[-1]["/Resources"]
    assert "/XObject" not in resources, "shapes, no picture"


def test_words_that_no_font_can_show_are_told() -> None:
    with pytest.raises(MissingGlyphs, match="日"):
        written("pdf", bars([1], names=["日"]))


def media(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("word/media/")]
        return {name.rpartition(".")[2]: package.read(name) for name in names}


def test_word_draws_the_svg_over_a_picture() -> None:
    content = written("docx", AGEING)
    parts = media(content)
    assert sorted(parts) == ["png", "svg"]
    assert parts["png"].startswith(b"\x89PNG\r\n\x1a\n")
    assert ElementTree.fromstring(parts["svg"]).findtext(f"{SVG}desc") == AGEING.says  # noqa: S314
    with ZipFile(BytesIO(content)) as package:
        text = package.read("word/document.xml").decode()
        rels = package.read("word/_rels/document.xml.rels").decode()
    for tag, ending in (("a:blip", "png"), ("asvg:svgBlip", "svg")):
        embedded = re.search(f'<{tag} [^>]*r:embed="([^"]+)"', text)
        assert embedded is not None
        assert re.search(
            f'<Relationship (?=[^>]*Id="{embedded[1]}")[^>]*Target="media/[^"]+[.]{ending}"', rels
        )
    # 17 cm of text, and the height that goes with it.
    extent = re.search('<wp:extent cx="([0-9]+)" cy="([0-9]+)"', text)
    assert extent is not None
    drawing = drawn(AGEING)
    wide, high = int(extent[1]), int(extent[2])
    assert wide / 360_000 == pytest.approx(17, abs=0.01)
    assert high / wide == pytest.approx(drawing.height / drawing.width, abs=0.001)


@pytest.mark.parametrize(("fill", "seen"), [("7030A0", "#7030A0"), ("F2F2F2", "#0b5a6f")])
def test_word_takes_the_colour_of_the_houses_table_headings(
    tmp_path: Path, fill: str, seen: str
) -> None:
    target = tmp_path / "style.docx"
    with ZipFile(LOOK.find("style.docx")) as source, ZipFile(target, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, source.read(name).replace(b"0B5A6F", fill.encode()))
    parts = media(written("docx", AGEING, look=Look.of([tmp_path, *LOOK.folders])))
    assert f'fill="{seen}"' in parts["svg"].decode()


def test_a_long_chart_goes_on_in_another_on_the_same_scale() -> None:
    """Its bars are nowhere else."""
    many = bars(list(range(120)), [60] * 120)
    content = written("html", many).decode()
    captions = re.findall(r"<figcaption>.*?</span>: (.*?)</figcaption>", content)
    assert captions == ["How long", *["How long (continued)"] * 3]
    assert all(f">MP{number:03}<" in content for number in range(120))
    parts = [one for one in set_charts((many,)) if isinstance(one, Chart)]
    assert {drawn(part).share for part in parts} == {1.0}
    to_target = [max(b.width for b in boxes(drawn(one)) if b.fill == "light") for one in parts[2:]]
    assert len(to_target) == 2
    assert len(set(to_target)) == 1
    (page,) = [
        page
        for page in pypdf.PdfReader(BytesIO(written("pdf", many))).pages
        if "MP000" in page.extract_text()
    ]
    assert "MP029" in page.extract_text()


NAMED = tuple(f"MP{number:03}" for number in range(120))
MANY: dict[str, Chart | Sketch] = {
    "bars": replace(bars(list(range(120)), [60] * 120), beside=True),
    "days": Sketch(
        (Text("D"),),
        DatedRows(tuple(DatedRow(n, date(2021, 6, 24), date(2021, 11, 4)) for n in NAMED)),
        (("now", "Now"), ("then", "Then")),
    ),
    "amounts": Sketch(
        (Text("S"),),
        Stacks(
            ("Build",),
            tuple(StackedBar(n, (Piece(0, Decimal(9), Decimal(1999)),)) for n in NAMED),
            pounds=True,
        ),
        (),
    ),
}


@pytest.mark.parametrize("case", MANY)
@pytest.mark.parametrize("count", [12, 20, 34, 120])
def test_no_type_is_made_smaller_for_many_rows(case: str, count: int) -> None:
    """The first rows are drawn, and a line counts the others: a table beside it has them."""
    picture = MANY[case]
    match picture:
        case Chart():
            series = Series("Days", picture.series[0].values[:count])
            target = Series("Target", (60,) * count)
            picture = replace(
                picture, categories=NAMED[:count], series=(series,), target=target, past=()
            )
        case Sketch(data=DatedRows() as data):
            picture = replace(picture, data=DatedRows(data.rows[:count]))
        case Sketch(data=Stacks() as data):
            picture = replace(picture, data=replace(data, bars=data.bars[:count]))
    drawing = drawn(picture)
    assert drawing.share == 1.0
    said = [word.text for word in words(drawing)]
    shown_rows = len({text[:5] for text in said if text.startswith("MP")})
    more = [text for text in said if text.endswith("more, in the table")]
    assert more == ([] if shown_rows == count else [f"and {count - shown_rows} more, in the table"])
    assert shown_rows == count or shown_rows > (16 if case == "days" else 32)
    assert picture.says.count("MP") == count, "its text has all"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_another_figure_is_another_document_to_verify(name: str) -> None:
    other = replace(AGEING, series=(Series("Days", (285, *AGEING.series[0].values[1:])),))
    one, two = (lines_of(written(name, chart), name) for chart in (AGEING, other))
    assert one != two
    assert any("284" in line for line in one)
    assert not any("284" in line for line in two)


# Amounts in pieces, days that change, a strip of stages.

TITLES = st.sampled_from(["MP078", "Design, Build & PIT", "A long title " * 7, "x" * 70])
AMOUNTS = st.decimals(0, 10**7, places=2) | st.just(Decimal(0))


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    estimated = draw(st.booleans())
    return Piece(draw(st.integers(0, 3)), low if estimated else high, high, estimated)


STACKS = st.builds(
    Stacks,
    st.just(("Build", "Test", "User Integration Testing", "Application Support")),
    st.lists(
        st.builds(
            StackedBar, TITLES, st.lists(pieces(), max_size=4).map(tuple), st.integers(0, 12)
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    st.booleans(),
)
SOME_DAY = st.none() | st.dates(date(2019, 1, 1), date(2023, 6, 1))
DATED = st.builds(
    DatedRows,
    st.lists(st.builds(DatedRow, TITLES | st.none(), SOME_DAY, SOME_DAY), max_size=6).map(tuple),
)
CALLED = (
    *(("estimate", "Estimate"), ("unknown", "TBC"), ("now", "Current date")),
    *(("then", "Requested date"), ("kept", "No change"), ("open", "To be announced")),
    ("untitled", "Other part"),
)
STRIPS = st.lists(st.tuples(TITLES, st.integers(0, 10**6)), min_size=1, max_size=9).map(
    lambda rows: Chart(
        *("strip", (Text("Where"),), "Stage", tuple(name for name, _ in rows)),
        (Series("Proposals", tuple(value for _, value in rows)),),
    )
)


def ends_of(word: Lettering) -> tuple[float, float]:
    wide = width_of(word.text, word.size)
    left = word.x - {"start": 0.0, "middle": wide / 2, "end": wide}[word.anchor]
    return left, left + wide


@settings(deadline=None, max_examples=80)
@given(
    STACKS.map(lambda data: Sketch((Text("S"),), data, CALLED))
    | STRIPS
    | DATED.map(lambda data: Sketch((Text("D"),), data, CALLED))
)
def test_words_are_within_the_drawing_and_never_meet(picture: Sketch | Chart) -> None:
    drawing = drawn(picture)
    found = [(*ends_of(word), word.y, word.size) for word in words(drawing)]
    for left, right, y, size in found:
        assert left >= -0.1
        assert right <= WIDTH + 0.1
        assert size <= y <= drawing.height
    for number, (left, right, y, size) in enumerate(found):
        for other_left, other_right, other_y, _ in found[number + 1 :]:
            apart = right <= other_left + 0.1 or other_right <= left + 0.1
            assert abs(other_y - y) >= min(size, SMALL) - 1 or apart
    ElementTree.fromstring(svg_of(picture, Palette()))  # noqa: S314  # our own


def test_no_type_is_smaller_than_nine_points_between_margins_of_three_centimetres() -> None:
    assert min(SMALL, TYPE) * (150 / 25.4 * 72) / WIDTH >= 9


def test_few_far_longer_bars_are_cut_short() -> None:
    chart = replace(bars([284, 76, 70, 60, 50, 9], [40] * 6), broken="Bar shortened")
    assert limit_of(chart) == 95
    assert limit_of(replace(chart, broken="")) is None
    assert limit_of(replace(bars([90, 76, 70, 60], [40] * 4), broken="Cut")) is None
    assert "Bar shortened" in {word.text for word in words(drawn(chart))}


def test_what_is_past_its_target_is_what_its_row_says() -> None:
    chart = replace(bars([16, 16], [15, 15]), past=(True, False))
    _, _, *found = boxes(drawn(chart))
    assert [box.fill for box in found] == ["light", "filled", "light"]
    assert bars([16, 15, None], [15, 15, 15]).beyond_target == (True, False, False)


COSTS = Stacks(
    ("Build", "Test"),
    (
        StackedBar("MP1", (Piece(0, Decimal(300), Decimal(300)), Piece(1, Decimal(5), Decimal(5)))),
        StackedBar("MP2", (Piece(0, Decimal(10), Decimal(200), estimated=True),), 1),
    ),
    pounds=True,
)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_amounts_are_drawn_or_left_to_their_table(name: str) -> None:
    sketch = Sketch((Text("MP1 has the highest costs."),), COSTS, CALLED)
    assert sketch.says == "MP1: Build £300, Test £5; MP2: Build £10 to £200 (Estimate), 1 TBC"
    content = written(name, sketch)
    assert content == written(name, sketch), "the same bytes twice"
    like = READERS["html"](written("html", sketch))
    assert charts(charted(READERS[name](content), like)) == {
        "MP1 has the highest costs.": tables.Chart("MP1 has the highest costs.", sketch.says)
    }
    assert "MP1 has the highest costs." in written("html", sketch, mail=True).decode()


def test_the_highest_bar_is_one_that_no_other_may_reach() -> None:
    assert COSTS.highest == COSTS.bars[0]
    equal = replace(COSTS, bars=(COSTS.bars[0], replace(COSTS.bars[0], name="MP3")))
    assert equal.highest is None


def test_days_say_which_changes_and_which_does_not() -> None:
    one, other = date(2021, 6, 24), date(2021, 11, 4)
    rows = (DatedRow("A", other, one), DatedRow("B", other, other), DatedRow(None, None, None))
    sketch = Sketch((Text("D"),), DatedRows(rows), CALLED)
    assert sketch.says.replace("\u00a0", " ") == (
        "A: Current date 4 November 2021, Requested date 24 June 2021; "
        "B: No change 4 November 2021; Other part: To be announced"
    )
    assert sketch.data.marks == ("now", "then", "kept", "open", "untitled")


def test_what_a_sketch_marks_is_asked_of_the_template() -> None:
    with pytest.raises(BadValue, match="needs a name for 'estimate'"):
        FILTERS["sketch"](COSTS, "Costs", {"unknown": "TBC"})
    with pytest.raises(BadValue, match="needs amounts or days, not a str"):
        FILTERS["sketch"]("costs", "Costs", {})
