"""Word files: what they say, what Word demands of them, and whose look they have."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Pt
from lxml import etree  # type: ignore[import-untyped]

from sectool.blocks import (
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Column,
    Document,
    Emph,
    Heading,
    Inlines,
    Link,
    Note,
    Opening,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    cell,
    notes_of,
)
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import build, rid_of
from sectool.render.look import StyleError
from sectool.render.openings import ends_of_opening
from sectool.render.word import write
from sectool.render.word_styles import NAMESPACES, OPENING_STYLES, OUR_STYLES
from sectool.render.word_tables import layout_of
from tests.register import SEED
from tests.word_checks import R, W, faults, style_file, zipped

SHIPPED = SHARED / "style.docx"


# Reading a Word file back.


def unzipped(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as source:
        return {name: source.read(name) for name in source.namelist()}


def part(file: bytes, name: str = "document") -> Any:
    return etree.fromstring(unzipped(file)[f"word/{name}.xml"])


def words(element: Any, tab: str = "") -> str:
    """The words of an element, with the marks of its notes as [1]; not the codes of fields."""
    done = []
    for one in element.iter():
        if one.tag == W + "t":
            done.append(one.text or "")
        elif one.tag == W + "footnoteReference":
            done.append(f"[{one.get(W + 'id')}]")
        elif one.tag == W + "br":
            done.append("\n")
        elif one.tag == W + "tab" and one.getparent().tag == W + "r":
            done.append(tab)
    return "".join(done)


def value(element: Any, path: str) -> str | None:
    found = element.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(W + "val")


def paragraphs(file: bytes, style: str) -> list[str]:
    return [words(p) for p in part(file).iter(W + "p") if value(p, "pPr/pStyle") == style]


Facts = list[list[tuple[str, int, str]]]  # the words of each cell, its columns, its part in a merge


def tables(file: bytes) -> list[Facts]:
    """Its tables and its lists of facts, which are paragraphs: a label, a tab and a value."""
    [facts] = [
        one.get(W + "styleId")
        for one in part(file, "styles").iter(W + "style")
        if value(one, "name") == "Facts"
    ]
    done: list[Facts] = []
    before = None
    for one in part(file)[0]:
        style = value(one, "pPr/pStyle")
        if one.tag == W + "tbl":
            done.append(_rows(one))
        elif style == facts:
            if before != facts:
                done.append([])
            label, _, said = words(one, tab="\t").partition("\t")
            done[-1].append([(label, 1, ""), (said, 1, "")])
        before = style
    return done


def _rows(table: Any) -> Facts:
    return [
        [
            (
                "\n".join(words(p) for p in one.iterfind(W + "p")),
                int(value(one, "tcPr/gridSpan") or 1),
                "" if one.find(f"{W}tcPr/{W}vMerge") is None else value(one, "tcPr/vMerge") or "on",
            )
            for one in row.iterfind(W + "tc")
        ]
        for row in table.iterfind(W + "tr")
    ]


class Expected:
    """The facts of tables, told from the blocks alone."""

    def __init__(self, blocks: Blocks, first: int = 1) -> None:
        self.noted = {key: n for n, key in enumerate(notes_of(blocks), start=1)}
        self.first = first
        self.marked: set[str] = set()

    def tables(self, blocks: Blocks) -> list[Facts]:
        done = []
        for block in blocks:
            if isinstance(block, Table):
                self.inlines(block.caption)
                done.append([*self.rows(block, block.head), *self.rows(block, block.rows)])
            elif isinstance(block, Heading | Paragraph):
                self.inlines(block.body)
            elif not isinstance(block, Picture):
                self.lines(block)
        return done

    def rows(self, table: Table, rows: tuple[tuple[Cell, ...], ...]) -> Facts:
        done: Facts = []
        merged: dict[int, tuple[int, int]] = {}
        for row in rows:
            column, line, cells = 0, [], list(row)
            while column < len(table.columns):
                left, wide = merged.pop(column, (0, 0))
                if left:
                    line.append(("", wide, "on"))
                else:
                    one = cells.pop(0)
                    left, wide = one.rowspan, one.colspan
                    text = "\n".join(line_ for b in one.body for line_ in self.lines(b))
                    line.append((text, wide, "restart" if left > 1 else ""))
                if left > 1:
                    merged[column] = (left - 1, wide)
                column += wide
            done.append(line)
        return done

    def lines(self, block: Block) -> list[str]:
        if isinstance(block, Bullets):
            return [line for item in block.items for inner in item for line in self.lines(inner)]
        assert not isinstance(block, Table | Picture)
        return [self.inlines(block.body)]

    def inlines(self, body: Inlines) -> str:
        done = []
        for one in body:
            match one:
                case Text(text=text):
                    done.append(text)
                case Strong(body=inner) | Emph(body=inner) | Link(body=inner):
                    done.append(self.inlines(inner))
                case Break():
                    done.append("\n")
                case Note(key=key):
                    # A note that comes again is a field whose result is the number alone.
                    number = self.noted[key]
                    again = key in self.marked
                    done.append(str(number) if again else f"[{number + self.first - 1}]")
                    self.marked.add(key)
        return "".join(done)


# Documents.


def document(*blocks: Block, draft: bool = False, imprint: str = "") -> Document:
    return Document(
        "Title", "Subtitle", "en-GB", "Author", "Version 1 · Issued", draft, blocks, imprint
    )


def says(*inlines: str | Text | Strong | Emph | Link | Note | Break) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))


def numbered(*items: str, start: int | None = 1) -> Bullets:
    return Bullets(tuple((says(item),) for item in items), start)


TITLE = Heading(1, (Text("A title"),), "title")
FACTS = Table(
    (),
    (Column(), Column()),
    (),
    ((cell("Status", heading=True), cell("Issued")), (cell("Date", heading=True), cell("Today"))),
)
NOTE = Note("n", (Text("See "), Link("https://example.org/a?b=c&d", (Text("there"),)), Text(".")))
SPANS = Table(
    (Text("Spans"),),
    (Column(2), Column(1, "center"), Column(1, "right"), Column(1, "right")),
    (
        (Cell((says("Both"),), rowspan=2), cell("All", colspan=3)),
        (cell("A"), cell("B"), cell("C")),
    ),
    (
        (cell("One", heading=True), cell("✓"), Cell((says("£1"),), colspan=2, rowspan=2)),
        (cell("Two", heading=True), cell("✓", NOTE)),
        (
            cell("Three", heading=True),
            cell("", NOTE),
            cell(Emph((Text("£2"),), "estimate")),
            Cell((says("x"), numbered("in a cell", "and more"), numbered("dot", start=None))),
        ),
    ),
)
SAMPLE = document(
    TITLE,
    FACTS,
    Heading(2, (Text("1. First"),), "first"),
    says(
        "No", Note("own", (Text("A note."),)), "-break ", Strong((Text("10 May"),)), Break(), "on"
    ),
    says("See ", Link("#second", (Text("below"),)), " and ", Link("a b.md", (Text("a file"),))),
    SPANS,
    FACTS,
    says("After."),
    Heading(3, (Text("Second"),), "second"),
    numbered("a", "b"),
    says("Between."),
    numbered("c", start=5),
    Bullets(
        (
            (says("outer"), numbered("inner", start=None), says("more")),
            (numbered("alone", "again"),),
            (),
        )
    ),
    Heading(4, (Text("Third"),), "third"),
    says("End."),
    imprint="Built from here.",
)


@pytest.fixture(scope="module")
def rid() -> Document:
    loaded = load_register(SEED)
    return build(loaded, rid_of(loaded.register, None)).document


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The look as it is shipped; the shipped style.docx itself may be edited like any house's."""
    path = tmp_path / "style.docx"
    path.write_bytes(style_file())
    return path


# What the files say.


def test_the_rid_says_in_word_what_its_blocks_say(rid: Document) -> None:
    file = write(rid, SHIPPED)
    assert faults(file) == []
    wanted = Expected(rid.blocks).tables(rid.blocks)
    assert len(wanted) >= 9
    assert tables(file) == wanted
    notes = [words(note) for note in part(file, "footnotes").iter(W + "footnote")][2:]
    assert notes == [
        " " + "".join(Expected(()).inlines(note.body)) for note in notes_of(rid.blocks).values()
    ]
    headings = [b for b in rid.blocks if isinstance(b, Heading)]
    for level, style in ((1, "Title"), (2, "Heading1"), (3, "Heading2")):
        wanted_words = [Expected(()).inlines(b.body) for b in headings if b.level == level]
        assert paragraphs(file, style) == wanted_words
    listed = [
        b for b in rid.blocks[ends_of_opening(rid)[1] :] if isinstance(b, Heading) and b.level == 2
    ]
    assert paragraphs(file, "TOC1") == [Expected(()).inlines(b.body) for b in listed]
    assert len(headings) > len(listed) > 5


def test_spans_notes_and_lists_in_a_table(shipped: Path) -> None:
    file = write(SAMPLE, shipped)
    assert faults(file) == []
    assert tables(file) == Expected(SAMPLE.blocks).tables(SAMPLE.blocks)
    assert tables(file)[1] == [
        [("Both", 1, "restart"), ("All", 3, "")],
        [("", 1, "on"), ("A", 1, ""), ("B", 1, ""), ("C", 1, "")],
        [("One", 1, ""), ("✓", 1, ""), ("£1", 2, "restart")],
        [("Two", 1, ""), ("✓[2]", 1, ""), ("", 2, "on")],
        [
            ("Three", 1, ""),
            ("2", 1, ""),
            ("£2", 1, ""),
            ("x\nin a cell\nand more\ndot", 1, ""),
        ],
    ]
    [spans] = part(file).iter(W + "tbl")
    rows = spans.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True] + [
        False
    ] * 3
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert value(spans, "tblPr/tblCaption") == "Spans"
    assert value(spans, "tblPr/tblDescription") == (
        "3 rows, from One to Three. Columns: A, B, C. A tick says that it applies."
    )


def test_notes_are_real_and_a_repeated_one_is_a_field(shipped: Path) -> None:
    file = write(SAMPLE, shipped)
    notes = {n.get(W + "id"): words(n) for n in part(file, "footnotes").iter(W + "footnote")}
    assert notes == {"-1": "", "0": "", "1": " A note.", "2": " See there."}
    codes = [one.text.strip() for one in part(file).iter(W + "instrText")]
    assert [code for code in codes if code.startswith("NOTEREF")] == [r"NOTEREF _Note2 \f \h"]
    rels = unzipped(file)["word/_rels/footnotes.xml.rels"].decode()
    assert 'Target="https://example.org/a?b=c&amp;d" TargetMode="External"' in rels


def test_numbered_lists_restart(shipped: Path) -> None:
    file = write(SAMPLE, shipped)
    numbering = part(file, "numbering")
    starts = {
        num.get(W + "numId"): value(num, "lvlOverride/startOverride")
        for num in numbering.iter(W + "num")
    }
    lists: dict[str, list[str]] = {}
    for one in part(file).iter(W + "p"):
        number = value(one, "pPr/numPr/numId")
        if number is not None:
            lists.setdefault(f"{number} from {starts[number]}", []).append(words(one))
    assert [(key.split()[-1], items) for key, items in lists.items()] == [
        ("1", ["in a cell", "and more"]),
        ("1", ["a", "b"]),
        ("5", ["c"]),
        ("1", ["alone", "again"]),
    ]
    assert paragraphs(file, "ListBullet") == ["outer", "", ""]
    assert paragraphs(file, "ListBullet2") == ["inner"]
    assert paragraphs(file, "ListNumber2") == ["alone", "again"]
    assert paragraphs(file, "ListContinue") == ["more"]


def test_links_lead_where_they_should(shipped: Path) -> None:
    file = write(SAMPLE, shipped)
    *_, second = (p for p in part(file).iter(W + "p") if words(p) == "Second")  # after contents
    marks = {one.get(W + "name") for one in second.iter(W + "bookmarkStart")}
    (inside,) = (one for one in part(file).iter(W + "hyperlink") if words(one) == "below")
    assert inside.get(W + "anchor") in marks
    assert b'Target="a%20b.md"' in unzipped(file)["word/_rels/document.xml.rels"]
    lost = write(document(TITLE, says(Link("#nowhere", (Text("words"),)))), shipped)
    assert faults(lost) == []
    assert part(lost).find(f".//{W}hyperlink") is None


def test_contents_headers_and_properties(rid: Document) -> None:
    file = write(replace(rid, imprint="Built from X."), SHIPPED)
    codes = [one.text.strip() for one in part(file).iter(W + "instrText")]
    assert r'TOC \o "1-1" \h \z \u' in codes
    stories = [
        (words(root), [one.text.strip() for one in root.iter(W + "instrText")])
        for name in sorted(unzipped(file))
        if re.match("word/(header|footer)", name)
        for root in [part(file, Path(name).stem)]
    ]
    title = "Release Implementation Document – November 2022 SEC Release"
    paper = "RID 2022-11 v0.4 · White · 23\xa0November\xa02021 · For issue"
    assert sorted(stories) == [
        ("", []),
        (f"{paper}Page 1 of 1", ["PAGE", "NUMPAGES"]),
        (title, ['STYLEREF "Heading 1"']),
    ]
    properties = docx.Document(BytesIO(file)).core_properties
    assert (properties.title, properties.subject) == (title, "November 2022 SEC Release")
    assert (properties.author, properties.language) == ("SECAS", "en-GB")
    assert properties.created == properties.modified
    assert properties.created == datetime(2021, 11, 23, tzinfo=UTC)
    assert part(file, "settings").find(W + "updateFields") is None
    assert custom(file) == {"Imprint": "Built from X."}
    assert "Built from X." not in "".join(words(p) for p in part(file).iter(W + "p"))


def custom(file: bytes) -> dict[str, str]:
    """What a file says of itself in properties that have names of their own."""
    files = unzipped(file)
    if "docProps/custom.xml" not in files:
        return {}
    root = etree.fromstring(files["docProps/custom.xml"])
    return {one.get("name"): "".join(one.itertext()) for one in root}


def test_a_file_without_a_day_has_no_dates(shipped: Path) -> None:
    properties = docx.Document(BytesIO(write(SAMPLE, shipped))).core_properties
    assert (properties.created, properties.modified) == (None, None)
    nothing = write(replace(SAMPLE, imprint=""), shipped)
    assert faults(nothing) == []
    assert custom(nothing) == {}


def test_a_house_keeps_its_properties(tmp_path: Path) -> None:
    """A label of who may read it, say; those with our names are ours."""
    made = unzipped(write(SAMPLE, SHIPPED))
    said = made["docProps/custom.xml"].decode()
    house = said.replace('"Imprint"', '"Label"').replace("Built from here.", "Ours alone")
    (tmp_path / "style.docx").write_bytes(zipped({**made, "docProps/custom.xml": house}))
    file = write(SAMPLE, tmp_path / "style.docx")
    assert faults(file) == []
    assert custom(file) == {"Label": "Ours alone", "Imprint": "Built from here."}
    assert unzipped(file)["docProps/custom.xml"].decode().count('pid="2"') == 1


@pytest.mark.parametrize("last", [SPANS, says("End."), None])
def test_a_text_ends_without_a_line_of_its_own(last: Block | None, shipped: Path) -> None:
    """Word wants a paragraph after a table; so low that it takes no page."""
    blocks = (TITLE, *([] if last is None else [last]))
    body = part(write(document(*blocks, imprint="Built."), shipped))[0]
    assert body[-2].tag == W + "p"
    low = body[-2].find(f"{W}pPr/{W}spacing")
    assert (words(body[-2]), low is not None) == (
        ("End.", False) if last == says("End.") else ("", True) if last else ("A title", False)
    )


def test_a_draft_is_marked_on_every_page(shipped: Path) -> None:
    def headers(file: bytes) -> list[str]:
        names = [name for name in unzipped(file) if name.startswith("word/header")]
        return [words(part(file, Path(name).stem)) for name in names]

    plain, draft = write(SAMPLE, shipped), write(replace(SAMPLE, draft=True), shipped)
    assert faults(draft) == []
    assert not any("DRAFT" in words_ for words_ in headers(plain))
    assert len(headers(draft)) == 2
    assert all("DRAFT" in words_ for words_ in headers(draft))


def test_no_break_spaces_and_signs_survive(shipped: Path) -> None:
    text = "3 May 2022, £5, ‘quoted’ “twice” ✓ – → ŵ 日 a  b"
    file = write(document(TITLE, says(text), says("✓")), shipped)
    assert text.replace("  ", " ") in [words(p) for p in part(file).iter(W + "p")]


# How documents open.

ENDING = (says("Yours,"), says(Strong((Text("Me"),))))
OPENINGS: dict[Opening, tuple[Block, ...]] = {
    "title block": (TITLE, FACTS, Heading(2, (Text("First"),), "first"), says("Text.")),
    "masthead": (
        TITLE,
        says(Emph((Text("A day"),))),
        says("Greeting."),
        Heading(2, (Text("First"),), "first"),
        says("Closes today."),
        says("Text."),
    ),
    "letter": (
        *(says("Sender", Break(), "Street"), says("Addressee"), says("Dear you,")),
        *(TITLE, says("What it says."), *ENDING),
    ),
}
STYLED: dict[Opening, list[str]] = {
    "title block": ["PaperTitle", "Facts", "Facts", "Heading1", "Normal"],
    "masthead": ["Masthead", "DateLine", "Normal", "Heading1", "Normal", "Normal"],
    "letter": [
        *("LetterSender", "LetterHead", "LetterHead", "LetterSubject", "Normal"),
        *("Closing", "Signature"),
    ],
}


def opened(opening: Opening, status: str = "Issued", **changes: Any) -> Document:
    return replace(
        document(*OPENINGS[opening], imprint="Built from here."),
        **{"opening": opening, "contents": False, "status": status, **changes},
    )


@pytest.mark.parametrize("opening", OPENINGS)
def test_other_openings_begin_on_the_first_page(opening: Opening) -> None:
    """One section, no page break, no contents; each paragraph in the style of its place."""
    file = write(opened(opening), SHIPPED)
    assert faults(file) == []
    body = part(file)[0]
    assert [value(one, "pPr/pStyle") or "" for one in body if one.tag != W + "sectPr"] == (
        STYLED[opening]
    )
    assert len(list(body.iter(W + "sectPr"))) == 1
    assert [
        tag for tag in ("sdt", "pageBreakBefore", "instrText") if list(body.iter(W + tag))
    ] == []
    assert body.find(f"{W}sectPr/{W}titlePg") is not None


def test_a_title_block_may_list_its_sections_below() -> None:
    file = write(opened("title block", contents=True), SHIPPED)
    assert faults(file) == []
    codes = [one.text.strip() for one in part(file).iter(W + "instrText")]
    assert codes == [r'TOC \o "1-1" \h \z \u']
    assert (paragraphs(file, "TOC1"), paragraphs(file, "TOC2")) == (["First"], [])
    assert list(part(file).iter(W + "pageBreakBefore")) == []
    assert len(list(part(file).iter(W + "sectPr"))) == 1


def furniture(file: bytes) -> dict[tuple[str, str], str]:
    """The words of headers and footers by their tag and type."""
    names = {one.get("Id"): one.get("Target") for one in part_of_rels(file)}
    return {
        (one.tag.removeprefix(W).removesuffix("Reference"), one.get(W + "type")): words(
            part(file, names[one.get(f"{R}id")].removesuffix(".xml"))
        )
        for section in part(file).iter(W + "sectPr")
        for one in section
        if one.tag in (W + "headerReference", W + "footerReference")
    }


def part_of_rels(file: bytes) -> Any:
    return etree.fromstring(unzipped(file)["word/_rels/document.xml.rels"])


@pytest.mark.parametrize(
    ("opening", "status", "first", "later"),
    [
        ("letter", "Issued", "", "Page 1 of 1"),
        ("letter", "Draft", "Draft", "DraftPage 1 of 1"),
        ("masthead", "Issued", "Page 1 of 1", "Page 1 of 1"),
        ("masthead", "Working copy", "Working copyPage 1 of 1", "Working copyPage 1 of 1"),
        ("title block", "Issued", "Page 1 of 1", "Page 1 of 1"),
        ("title block", "Draft", "DraftPage 1 of 1", "DraftPage 1 of 1"),
    ],
)
def test_status_and_pages_of_other_openings(
    opening: Opening, status: str, first: str, later: str
) -> None:
    """What is sent does not say that it is issued, and a letter's first page has no number."""
    draft = status == "Draft"
    found = furniture(write(opened(opening, status, draft=draft), SHIPPED))
    mark = "DRAFT" if draft else ""
    assert found == {
        ("header", "first"): mark,
        ("header", "default"): f"{mark}Title – Subtitle",
        ("footer", "first"): first,
        ("footer", "default"): later,
    }


def test_what_ends_a_letter_and_a_short_line_stay_with_what_follows() -> None:
    kept = {
        words(one)
        for opening in ("letter", "masthead")
        for one in part(write(opened(opening), SHIPPED)).iter(W + "p")
        if one.find(f"{W}pPr/{W}keepNext") is not None
    }
    assert kept == {"What it says.", "A day", "Closes today."}
    styles = part(write(opened("letter"), SHIPPED), "styles")
    [closing] = [one for one in styles if one.get(W + "styleId") == "Closing"]
    assert closing.find(f"{W}pPr/{W}keepNext") is not None


def test_only_other_openings_bring_their_styles() -> None:
    names = {style.get(W + "styleId") for style in etree.fromstring(OPENING_STYLES)}
    assert len(names) > 6
    for content in (SAMPLE, opened("letter")):
        styles = {one.get(W + "styleId") for one in part(write(content, SHIPPED), "styles")}
        assert names & styles == (set() if content is SAMPLE else names)


def test_a_house_has_its_own_masthead(tmp_path: Path) -> None:
    house = docx.Document(str(SHIPPED))
    house.styles.add_style("Masthead", 1).font.size = Pt(40)
    house.save(str(tmp_path / "house.docx"))
    file = write(opened("masthead"), tmp_path / "house.docx")
    assert faults(file) == []
    [mine] = [s for s in part(file, "styles").iter(W + "style") if value(s, "name") == "Masthead"]
    assert value(mine, "rPr/sz") == "80"


# The same bytes, and no surprises in them.


def test_the_same_bytes_on_every_build(rid: Document) -> None:
    """Elsewhere, and for somebody else: `test_same_bytes.py`."""
    assert write(rid, SHIPPED) == write(rid, SHIPPED)


HOSTILE = [
    "<w:p/>",
    "</w:t></w:r></w:p>",
    "]]><!-- --> <![CDATA[",
    "&amp; &#65; &lt;",
    '{ DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" }',
    '{ HYPERLINK "https://example.org" }',
    "HYPERLINK TOC \\o PAGE NUMPAGES \\* MERGEFORMAT",
    "\"><w:instrText>'",
    "{{ title }} {% if %} %s {0} $x ${y}",
    "_x0041_ &#x0;",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "=cmd|' /C calc'!A0",
    "https://example.org/ mailto:a@b.c #title",
    "‮gnp.exe 👩‍👩‍👧 日本 ́",
]


def everywhere(text: str) -> Document:
    """A document with the same words in all places."""
    one = (Text(text),)
    return Document(
        text,
        text,
        "en-GB",
        text,
        text,
        True,
        (
            Heading(1, one, "title"),
            # Beside the longest label that has its value beside it, all are indented alike.
            replace(FACTS, rows=tuple((cell(a, heading=True), cell(a)) for a in ("a" * 41, text))),
            Heading(2, one, "section"),
            says(text, Strong(one), Emph(one, "estimate"), Link("https://example.org", one)),
            says(Note(text, one), Link("#section", one), Note(text, one)),
            Bullets(((Paragraph(one), numbered(text)),)),
            Table(one, (Column(), Column()), ((cell(text), cell(text)),), ((cell(text),) * 2,)),
        ),
        text,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str, shipped: Path) -> None:
    # As long: short lines stay with what follows them, and labels with their values.
    harmless = ("peaceful " * 9)[: len(text) - 1] + "s"
    file, twin = write(everywhere(text), shipped), write(everywhere(harmless), shipped)
    assert faults(file) == []
    assert unzipped(file).keys() == unzipped(twin).keys()
    for name in unzipped(twin):
        if not re.fullmatch(r"word/\w+\.xml", name):
            continue
        mine, other = part(file, Path(name).stem), part(twin, Path(name).stem)
        assert [one.tag for one in mine.iter()] == [one.tag for one in other.iter()], name
        codes = [[one.text for one in root.iter(W + "instrText")] for root in (mine, other)]
        assert codes[0] == codes[1]
        texts = [[one.text for one in root.iter(W + "t")] for root in (mine, other)]
        assert texts[0] == [(one or "").replace(harmless, text) for one in texts[1]], name
    assert docx.Document(BytesIO(file)).core_properties.author == text


# Foreign style files.


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that LibreOffice wrote, with headings in red, a list and a note."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "house.fodt"
    source.write_text(_FODT, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    subprocess.run(["soffice", profile, *arguments], capture_output=True, check=True, timeout=120)
    made = folder / "house.docx"
    assert made.is_file()
    return made


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="1">
  <style:text-properties fo:color="#ff0000" fo:font-size="30pt"/></style:style></office:styles>
<office:body><office:text>
<text:h text:style-name="Heading_20_1" text:outline-level="1">A house</text:h>
<text:p>With a note<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Of the house.</text:p></text:note-body></text:note>.</text:p>
<text:list><text:list-item><text:p>A point</text:p></text:list-item></text:list>
</office:text></office:body></office:document>
"""


def saved(file: Any) -> bytes:
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def bare() -> bytes:
    """What python-docx starts with."""
    return saved(docx.Document())


def furnished() -> bytes:
    """Own header and footer in an earlier section, even pages, a cover, and no page size."""
    file = docx.Document()
    file.settings.odd_and_even_pages_header_footer = True
    first = file.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "House Ltd"
    first.first_page_header.paragraphs[0].text = "House Ltd, cover"
    first.footer.paragraphs[0].text = "House foot"
    file.add_section()
    file.sections[-1].different_first_page_header_footer = True
    for section in file.sections:
        properties: Any = section._sectPr
        for tag in ("pgSz", "pgMar"):
            properties.remove(properties.find(W + tag))
    file.add_paragraph("Words of the house")
    return saved(file)


def changed(changes: dict[str, Callable[[str], str]], more: dict[str, str]) -> bytes:
    files: dict[str, str | bytes] = {}
    for name, content in unzipped(style_file()).items():
        change = changes.get(name)
        files[name] = change(content.decode()) if change else content
    return zipped({**files, **more})


def noted() -> bytes:
    """Has footnotes, whose separators have other ids, and says how they are numbered."""
    footnotes = f"""<w:footnotes {NAMESPACES}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote><w:footnote w:id="2"><w:p><w:hyperlink r:id="rId1"><w:r><w:t>Of the house</w:t></w:r>
</w:hyperlink></w:p></w:footnote></w:footnotes>"""
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    office_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="rId9" Type="{office_}/footnotes" Target="footnotes.xml"/>'
        "</Relationships>"
    )
    settings = (
        '<w:footnotePr><w:numFmt w:val="lowerRoman"/><w:footnote w:id="0"/><w:footnote w:id="1"/>'
        "</w:footnotePr><w:compat>"
    )
    return changed(
        {
            "[Content_Types].xml": lambda text: text.replace("</Types>", override),
            "word/_rels/document.xml.rels": lambda text: text.replace("</Relationships>", relation),
            "word/settings.xml": lambda text: text.replace("<w:compat>", settings),
        },
        {
            "word/footnotes.xml": footnotes,
            "word/_rels/footnotes.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.'
            f'org/package/2006/relationships"><Relationship Id="rId1" Type="{office_}/hyperlink" '
            'Target="https://house.example" TargetMode="External"/></Relationships>',
        },
    )


def localised() -> bytes:
    """Ids in German, a second heading under a name of its own, headings and lists numbered."""
    styles = f"""<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>
<w:sz w:val="24"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/>
</w:pPr><w:rPr><w:color w:val="00AA00"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kapitel"><w:name w:val="Kapitel"/>
<w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="title"/><w:rPr><w:caps/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Listennummer"><w:name w:val="List Number"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Heading2"><w:name w:val="Whose id is ours"/></w:style>
</w:styles>"""
    numbering = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="upperRoman"/><w:pStyle w:val="berschrift1"/><w:lvlText w:val="%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Listennummer"/>
<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="*"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="4"/></w:num>
<w:numIdMacAtCleanup w:val="2"/></w:numbering>"""
    body = f"""<w:document {NAMESPACES}><w:body><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>
</w:p><w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440"
w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/><w:pgNumType w:start="5"/>
<w:cols w:num="2"/></w:sectPr></w:body></w:document>"""
    return changed(
        {},
        {
            "word/styles.xml": styles,
            "word/numbering.xml": numbering,
            "word/document.xml": body,
        },
    )


FOREIGN = {
    "bare": bare,
    "furnished": furnished,
    "noted": noted,
    "localised": localised,
}


def foreign(name: str, request: pytest.FixtureRequest, folder: Path) -> Path:
    if name == "office":
        made: Path = request.getfixturevalue("office")
        return made
    path = folder / f"{name}.docx"
    path.write_bytes(FOREIGN[name]())
    return path


def look(file: bytes, name: str) -> list[tuple[str, dict[str, str]]]:
    """A style's definition, but for its language; empty where the file has no such style."""
    for style in part(file, "styles").iter(W + "style"):
        if str(value(style, "name")).casefold() == name:
            return [(one.tag, dict(one.attrib)) for one in style.iter() if one.tag != W + "lang"]
    return []


@pytest.mark.slow
@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("name", [*FOREIGN, "office"])
def test_a_foreign_style_file_keeps_its_look(
    name: str, draft: bool, request: pytest.FixtureRequest, tmp_path: Path, rid: Document
) -> None:
    style = foreign(name, request, tmp_path)
    for one in (replace(rid, draft=draft), replace(SAMPLE, draft=draft)):
        file = write(one, style)
        # LibreOffice puts a thing or two out of order itself, which Word is known to bear.
        assert set(faults(file)) <= set(faults(style.read_bytes()))
        assert write(one, style) == file
        assert tables(file) == Expected(one.blocks, _first(file)).tables(one.blocks)
        for own in ("title", "heading 1", "heading 2", "list bullet"):
            before = look(style.read_bytes(), own)
            assert look(file, own) == before or not before
        assert "house" not in " ".join(words(p) for p in part(file).iter(W + "p")).casefold()
        assert "house" not in words(part(file, "footnotes")).casefold()


def _first(file: bytes) -> int:
    """The id of the first note: ids begin after those of the separators, wherever these end."""
    return int(part(file).find(f".//{W}footnoteReference").get(W + "id"))


def test_a_house_keeps_its_headers_and_gets_a_page(tmp_path: Path) -> None:
    style = tmp_path / "style.docx"
    style.write_bytes(furnished())
    for draft in (False, True):
        file = docx.Document(BytesIO(write(replace(SAMPLE, draft=draft), style)))
        (text,) = file.sections
        mark = "DRAFT" if draft else ""
        assert "".join(p.text for p in text.first_page_header.paragraphs) == (
            f"{mark}House Ltd, cover"
        )
        assert "".join(p.text for p in text.header.paragraphs) == f"{mark}House Ltd"
        assert [p.text for p in text.footer.paragraphs] == ["House foot"]
        assert "".join(p.text for p in text.even_page_header.paragraphs) == mark
        assert text.different_first_page_header_footer
        assert text.page_width is not None
        assert round(text.page_width.cm, 1) == 21.0


def test_a_localised_house(tmp_path: Path) -> None:
    style = tmp_path / "style.docx"
    style.write_bytes(localised())
    file = write(SAMPLE, style)
    assert paragraphs(file, "berschrift1") == ["1. First"]
    assert paragraphs(file, "Kapitel") == ["Second"]
    assert paragraphs(file, "Titel") == ["A title"]
    # The wording numbers its headings, so the house does not number them once more.
    (heading,) = (p for p in part(file).iter(W + "p") if value(p, "pPr/pStyle") == "Kapitel")
    assert value(heading, "pPr/numPr/numId") == "0"
    # Its own numbers in lists, counted anew: the level is said where the numbering is.
    items = [p for p in part(file).iter(W + "p") if value(p, "pPr/pStyle") == "Listennummer"]
    assert [(words(p), value(p, "pPr/numPr/ilvl")) for p in items] == [
        ("a", "1"),
        ("b", "1"),
        ("c", "1"),
    ]
    number = value(items[2], "pPr/numPr/numId")
    (num,) = (n for n in part(file, "numbering").iter(W + "num") if n.get(W + "numId") == number)
    assert (value(num, "abstractNumId"), value(num, "lvlOverride/startOverride")) == ("3", "5")
    assert {one.get(W + "val") for one in part(file, "styles").iter(W + "lang")} == {"en-GB"}
    # Its page, with one column of text, and its first number.
    sections = list(part(file).iter(W + "sectPr"))
    assert [one.find(W + "pgSz").get(W + "w") for one in sections] == ["12240"]
    assert [one.find(W + "pgNumType").get(W + "start") for one in sections] == ["5"]
    widths = [
        sum(int(column.get(W + "w")) for column in grid) for grid in part(file).iter(W + "tblGrid")
    ]
    assert set(widths) == {12240 - 2 * 1440}


def test_notes_go_where_the_house_has_them(tmp_path: Path) -> None:
    style = tmp_path / "style.docx"
    style.write_bytes(noted())
    file = write(SAMPLE, style)
    notes = {n.get(W + "id"): words(n) for n in part(file, "footnotes").iter(W + "footnote")}
    assert notes == {"0": "", "1": "", "2": " A note.", "3": " See there."}
    assert value(part(file, "settings"), "footnotePr/numFmt") == "lowerRoman"
    assert b"house.example" not in unzipped(file)["word/_rels/footnotes.xml.rels"]


def test_what_is_no_word_document_is_said(tmp_path: Path) -> None:
    style = tmp_path / "style.docx"
    with pytest.raises(StyleError, match="there is no such Word document"):
        write(SAMPLE, style)
    template = changed(
        {"[Content_Types].xml": lambda text: text.replace("document.main", "template.main")}, {}
    )
    broken = changed({"word/document.xml": lambda text: text[:-9]}, {})
    for content in (b"PK not a zip", zipped({"a": "b"}), template, broken):
        style.write_bytes(content)
        with pytest.raises(StyleError, match="Word document"):
            write(SAMPLE, style)


def test_the_shipped_style_file_has_all_the_styles() -> None:
    """It may be edited in Word, so it is not compared with what `style_file` makes now."""
    file = SHIPPED.read_bytes()
    assert faults(file) == []
    ours = {value(style, "name") for style in etree.fromstring(OUR_STYLES).iter(W + "style")}
    assert ours <= {value(style, "name") for style in part(file, "styles").iter(W + "style")}
    names = unzipped(file).keys()
    assert not any(name.startswith(("docProps/thumb", "word/stylesWith")) for name in names)
    assert len(file) < 60_000


# The checks themselves: each has been seen to find something.


DAMAGE = [
    ("document", "<w:pStyle ", "<w:jc/><w:pStyle ", "pStyle stands too late in pPr"),
    ("document", "<w:tblLayout ", '<w:tblLook w:val="0"/><w:tblLayout ', "tblLayout stands too"),
    ("document", "<w:tcW ", "<w:vAlign/><w:tcW ", "tcW stands too late in tcPr"),
    ("document", "<w:pgSz ", "<w:titlePg/><w:pgSz ", "pgSz stands too late in sectPr"),
    ("settings", "<w:compat>", "<w:listSeparator/><w:compat>", "compat stands too late"),
    ("document", "<w:cantSplit/>", "<w:cantSplit/><w:cantSplit/>", "cantSplit appears twice"),
    ("styles", "<w:b/>", "<w:b/><w:rStyle/>", "rStyle stands too late in rPr"),
    ("document", '<w:bookmarkEnd w:id="2"/>', "", "bookmarks share an id"),
    ("document", 'w:name="_Ref2"', 'w:name="_Ref1"', "bookmark '_Ref1' twice"),
    ("document", 'w:anchor="_Toc2"', 'w:anchor="_Gone"', "there is no bookmark '_Gone'"),
    ("document", "NOTEREF _Note2", "NOTEREF _Gone", "there is no bookmark '_Gone'"),
    ("document", '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="9"/>', "'9'"),
    ("footnotes", '<w:footnote w:id="2">', '<w:footnote w:id="1">', "footnote '1' twice"),
    ("document", 'r:id="rIdLink', 'r:id="rIdGone', "which is no relationship"),
    ("document", '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>', "a row has 3 columns"),
    ("document", '<w:vMerge w:val="restart"/>', "", "that is not there"),
    ("document", "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "tc does not end with a paragraph"),
    ("document", '<w:pStyle w:val="Caption"/>', '<w:pStyle w:val="No"/>', "paragraph style 'No'"),
    ("document", '<w:rStyle w:val="Tick"/>', '<w:rStyle w:val="Title"/>', "character style"),
    ("document", '<w:numId w:val="', '<w:numId w:val="9', "there is no numbering"),
    ("document", 'w:fldCharType="end"', 'w:fldCharType="separate"', "field"),
    ("numbering", '<w:abstractNumId w:val="', '<w:abstractNumId w:val="9', "abstract numbering"),
    ("styles", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="No"/>', "there is no style"),
    ("styles", '<w:name w:val="Tick"/>', '<w:name w:val="Title"/>', "style name 'title' twice"),
    ("_rels/document", 'Target="a%20b.md"', 'Target="a b.md"', "which is no address"),
    ("_rels/document", 'Target="styles.xml"', 'Target="gone.xml"', "which is not there"),
    ("../[Content_Types]", "/word/footnotes.xml", "/word/gone.xml", "but is not there"),
]


@pytest.mark.parametrize(("where", "old", "new", "fault"), DAMAGE)
def test_the_checks_find_damage(where: str, old: str, new: str, fault: str, shipped: Path) -> None:
    files = unzipped(write(SAMPLE, shipped))
    name = "[Content_Types].xml" if where.startswith("..") else f"word/{where}.xml"
    name += ".rels" if "_rels" in name else ""
    text = files[name].decode()
    assert old in text
    damaged = zipped({**files, name: text.replace(old, new, 1)})
    assert any(fault in found for found in faults(damaged)), faults(damaged)


@pytest.mark.parametrize("tags", [("footer",), ("header",), ("header", "footer")])
def test_empty_headers_and_footers_of_a_style_are_replaced(
    tags: tuple[str, ...], shipped: Path, tmp_path: Path
) -> None:
    # Reading them in python-docx is enough to make them, and Word writes them too.
    path = tmp_path / "house.docx"
    house = docx.Document(str(shipped))
    for tag in tags:
        getattr(house.sections[0], tag).paragraphs[0].text = ""
    house.save(str(path))
    assert faults(write(SAMPLE, path)) == []


def test_a_column_has_room_for_its_widest_word() -> None:
    """Of two words of as many letters, the one that takes more room."""
    head = tuple(
        cell(name, heading=True) for name in ("A", "Median, weekdays", "Average, weekdays")
    )
    columns = (Column(20.0), Column(1.0, "right"), Column(1.0, "right"))
    layout = layout_of(
        Table((Text("T"),), columns, (head,), ((cell("a"), cell("1"), cell("2")),)), 9638
    )
    assert layout.widths[1] == layout.widths[2]
