"""Tables of a Word file: how wide, how they break, what styles they have, what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sectool.blocks import (
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Link,
    Series,
    Strong,
    Table,
    Text,
    cell,
)
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import build
from sectool.render.reading import lines_of
from sectool.render.word import write
from tests.register import SEED
from tests.test_word import changed, part, says, unzipped, value, words
from tests.word_checks import W, faults, zipped

SHIPPED = SHARED / "style.docx"
# What a letter takes at most, in ems, in the typefaces of most houses, bold.
_EM = 0.66


def seed(name: str) -> Document:
    loaded = load_register(SEED)
    return build(loaded, name).document


def holding(*tables: Table) -> Document:
    title = Heading(1, (Text("Title"),), "title")
    return Document("T", "S", "en-GB", "A", "Issued", False, (title, *tables))


def matrix(ids: int, rows: int = 6) -> Table:
    """What a release has: documents by modifications, with ticks."""
    names = [f"SECMP{n:04}" for n in range(1, ids + 1)]
    return Table(
        (Text("Impacts"),),
        (Column(3.0), *(Column(1.0, "center") for _ in names)),
        ((cell("Document"), *map(cell, names)),),
        tuple(
            (cell(f"Schedule {n}", heading=True), *(cell("✓" if n % 2 else "") for _ in names))
            for n in range(1, rows + 1)
        ),
    )


def cells(file: bytes) -> Iterator[tuple[Any, int]]:
    """Each cell with the half points of its type."""
    sizes = {
        one.get(W + "styleId"): int(value(one, "rPr/sz") or 0)
        for one in part(file, "styles").iter(W + "style")
    }
    parents = {
        one.get(W + "styleId"): value(one, "basedOn")
        for one in part(file, "styles").iter(W + "style")
    }
    for one in part(file).iter(W + "tc"):
        style = value(one, "p/pPr/pStyle")
        while style and not sizes[style]:
            style = parents[style]
        yield one, sizes[style or "Normal"]


def broken(file: bytes) -> list[str]:
    """The words that have less room than they take, turned ones apart."""
    found = []
    for one, size in cells(file):
        span = value(one, "tcPr/gridSpan")
        width = int(one.find(f"{W}tcPr/{W}tcW").get(W + "w"))
        if span is not None or one.find(f"{W}tcPr/{W}textDirection") is not None:
            continue
        for word in words(one).replace("-", " ").split():
            if len(word) * _EM * size * 10 > width - 100:
                found.append(word)
    return found


@pytest.mark.parametrize("ids", [5, 8, 12, 20, 40])
def test_no_cell_is_narrower_than_its_longest_word(ids: int) -> None:
    file = write(holding(matrix(ids)), SHIPPED)
    assert faults(file) == []
    assert broken(file) == []
    assert min(size for _, size in cells(file)) >= 18  # nine points
    heads = [words(one) for row in _heads(file) for one in row.findall(W + "tc")[1:]]
    parts = len(list(part(file).iter(W + "tbl")))
    assert parts == (1 if ids <= 20 else 2)
    assert [one for one in heads if one != "Document"] == [
        f"SECMP{n:04}" for n in range(1, ids + 1)
    ]
    ticks = [words(one) for one, _ in cells(file)].count("✓")
    assert ticks == 3 * ids
    for table in part(file).iter(W + "tbl"):
        assert sum(int(one.get(W + "w")) for one in table.find(W + "tblGrid")) == 9638


def _heads(file: bytes) -> list[Any]:
    rows = part(file).iter(W + "tr")
    return [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]


def test_headings_that_have_no_room_are_turned_up() -> None:
    for ids, turned in ((5, False), (16, True)):
        [row] = _heads(write(holding(matrix(ids)), SHIPPED))
        directions = {value(one, "tcPr/textDirection") for one in row.findall(W + "tc")[1:]}
        assert directions == ({"btLr"} if turned else {None})
        height = row.find(f"{W}trPr/{W}trHeight")
        # As high as the heading is long, or Word would break it into lines.
        assert (height is not None) == turned
        if turned:
            assert int(height.get(W + "val")) > len("SECMP0001") * _EM * 180


@pytest.mark.parametrize("name", ["rid-2022-11", "status-report-2020-08"])
def test_no_word_of_a_real_paper_is_broken(name: str) -> None:
    assert broken(write(seed(name), SHIPPED)) == []


def test_ids_stay_on_one_line() -> None:
    table = Table(
        (), (Column(), Column()), ((cell("Id"), cell("Words")),), ((cell("P415-A"), cell("a b 1")),)
    )
    _, _, id_, other = part(write(holding(table), SHIPPED)).iter(W + "tc")
    assert id_.find(f"{W}tcPr/{W}noWrap") is not None
    assert other.find(f"{W}tcPr/{W}noWrap") is None


def rows(count: int) -> Table:
    return Table(
        (),
        (Column(), Column(1.0, "right")),
        ((cell("Day"), cell("Figure")),),
        tuple((cell(f"r{n}"), cell(str(n))) for n in range(count)),
    )


@pytest.mark.parametrize(("count", "kept"), [(1, ""), (2, "r0"), (3, "r0 r1"), (9, "r0 r7")])
def test_a_table_breaks_anywhere_but_near_its_ends(count: int, kept: str) -> None:
    """The heading with two rows, and the last row with the one before it."""
    file = write(holding(rows(count)), SHIPPED)
    found = [
        words(row.find(f"{W}tc"))
        for row in part(file).iter(W + "tr")
        if row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None
    ]
    assert found == ["Day", *kept.split()]


def test_rows_with_a_cell_in_common_stay_together() -> None:
    both = Cell((says("both"),), rowspan=2)
    table = rows(9)
    joined = (*table.rows[:4], (both, cell("4")), (cell("5"),), *table.rows[6:])
    file = write(holding(replace(table, rows=joined)), SHIPPED)
    found = [
        words(row)
        for row in part(file).iter(W + "tr")
        if row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None
    ]
    assert found == ["DayFigure", "r00", "both4", "r77"]


def test_a_table_is_set_by_styles_alone() -> None:
    """No colour, weight or alignment beside them: who edits a style edits all tables."""
    for name in ("rid-2022-11", "status-report-2020-08"):
        root = part(write(seed(name), SHIPPED))
        styles = {value(one, "pPr/pStyle") for cell_ in root.iter(W + "tc") for one in cell_}
        assert {"TableTick", "TableFigure"} & styles or {"TableTickCompact"} & styles
        # Amounts across columns of figures are none of theirs.
        direct = list(root.iter(W + "jc"))
        assert all(one.get(W + "val") == "center" for one in direct)
        assert len(direct) < 6
        first = [row for table in root.iter(W + "tbl") for row in table.findall(W + "tr")[:1]]
        assert [one for row in first for one in row.iter(W + "shd")] == []
        assert [one for cell_ in root.iter(W + "tc") for one in cell_.iter(W + "b")] == []


def test_bold_is_a_style_but_in_words_that_are_bold() -> None:
    """There Word would turn it off."""
    strong = Strong((Text("word"),))
    table = Table((), (Column(),), ((cell(strong),),), ((cell(strong),),))
    title = Heading(1, (Text("T"),), "t")
    document = replace(holding(table), blocks=(title, says(strong), table))
    runs = [one for one in part(write(document, SHIPPED)).iter(W + "r") if words(one) == "word"]
    looks = [(value(one, "rPr/rStyle"), one.find(f"{W}rPr/{W}b") is not None) for one in runs]
    assert looks == [("Strong", False), (None, True), ("Strong", False)]


def test_what_a_table_shows_is_said() -> None:
    file = write(holding(matrix(2), rows(1)), SHIPPED)
    said = [value(one, "tblPr/tblDescription") for one in part(file).iter(W + "tbl")]
    assert said == [
        "6 rows, one for each Document, from Schedule 1 to Schedule 6. Columns: SECMP0001, "
        "SECMP0002. A tick says that it applies.",
        "One row for each Day: r0. Columns: Figure.",
    ]
    sums = Table((Text("Sums"),), (Column(), Column()), (), ((cell("a", heading=True), cell("1")),))
    [table] = part(write(holding(sums), SHIPPED)).iter(W + "tbl")
    assert value(table, "tblPr/tblDescription") == "Rows: a."
    assert table.find(f"{W}tblPr/{W}tblLook").get(W + "firstColumn") == "1"


def test_captions_are_counted_and_referred_to() -> None:
    """A table that goes on has its number again, and so has a link to it."""
    drawn = Chart("bars", (Text("Bars"),), "Of", ("a",), (Series("s", (1,)),))
    link = says("See ", Link("#table-2", (Text("the table"),)), Link("#table-9", (Text("!"),)))
    title = Heading(1, (Text("T"),), "t")
    document = replace(holding(), blocks=(title, matrix(2), drawn, matrix(40), rows(1), link))
    file = write(document, SHIPPED)
    assert faults(file) == []
    captions = [p for p in part(file).iter(W + "p") if value(p, "pPr/pStyle") == "Caption"]
    assert [words(one) for one in captions] == [
        "Table 1: Impacts",
        "Figure 1: Bars",
        "Table 2: Impacts",
        "Table 2: Impacts (continued)",
    ]
    codes = [(one.text or "").strip() for one in part(file).iter(W + "instrText")]
    counted = r"SEQ Table \* ARABIC"
    assert codes[:5] == [
        counted,
        r"SEQ Figure \* ARABIC",
        counted,
        r"SEQ Table \c",
        r"REF _Table2 \h",
    ]
    assert "See Table\u00a02!" in [words(one) for one in part(file).iter(W + "p")]
    # The number is the program's: who reads the words of the file has the caption alone.
    assert "Impacts (continued)" in lines_of(file, "docx")
    assert "Bars" in lines_of(file, "docx")


# A house's theme.


def themed(accent: str, *styles: str) -> bytes:
    """A house of one colour, with a few styles of its own and none of ours."""
    own = "".join(styles)

    def bare(text: str) -> str:
        start, end = text.index("<w:style "), text.rindex("</w:styles>")
        return text[:start] + own + text[end:]

    return changed(
        {
            "word/styles.xml": bare,
            "word/numbering.xml": lambda text: (
                text[: text.index("<w:numbering")]
                + text[text.index("<w:numbering") :].split(">")[0].rstrip("/")
                + "/>"
            ),
            "word/document.xml": lambda text: text.replace("<w:pStyle", "<w:unused"),
            "word/theme/theme1.xml": lambda text: text.replace("0B5A6F", accent),
        },
        {},
    )


def coloured(file: bytes, name: str) -> dict[str, str]:
    """The colours that a style gives, by the element that says each."""
    for one in part(file, "styles").iter(W + "style"):
        if value(one, "name") == name:
            return {
                element.tag.removeprefix(W): element.get(W + "fill") or element.get(W + "val")
                for element in one.iter(W + "color", W + "shd")
            }
    raise KeyError(name)


@pytest.mark.parametrize(
    ("accent", "heading", "on_it"),
    [("B5121B", "B5121B", "FFFFFF"), ("FFD400", "1C2430", "auto"), ("0B5A6F", "0B5A6F", "FFFFFF")],
)
def test_styles_of_ours_have_the_colours_of_the_house(
    accent: str, heading: str, on_it: str, tmp_path: Path
) -> None:
    """As far as words can be read in them: yellow is for a ground, with dark words on it."""
    (tmp_path / "style.docx").write_bytes(themed(accent))
    file = write(replace(holding(matrix(3)), opening="masthead"), tmp_path / "style.docx")
    assert faults(file) == []
    assert coloured(file, "heading 2")["color"] == heading
    assert coloured(file, "Hyperlink")["color"] == heading
    assert coloured(file, "Release Table")["shd"] in (accent, "F3F6F9")
    assert coloured(file, "Masthead")["shd"] == accent
    assert coloured(file, "Masthead")["color"] == on_it
    assert coloured(file, "Table Heading")["color"] == on_it


def test_without_a_theme_no_style_names_a_colour_of_one(tmp_path: Path) -> None:
    """Word would take its own: blue."""
    files: dict[str, str | bytes] = {
        name: re.sub(rb"<(Relationship|Override) [^>]*theme1[^>]*/>", b"", content)
        for name, content in unzipped(themed("B5121B")).items()
        if "theme1" not in name
    }
    house = tmp_path / "style.docx"
    house.write_bytes(zipped(files))
    file = write(holding(matrix(3)), house)
    assert faults(file) == []
    named = {name.removeprefix(W) for one in part(file, "styles").iter() for name in one.attrib}
    assert not {"themeColor", "themeFill"} & named
    assert coloured(file, "heading 2")["color"] == "0B5A6F"
