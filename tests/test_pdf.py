"""What a PDF is beyond its words: bookmarks, pages, fonts, looks, and styles that are wrong."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from sectool import blocks as b
from sectool.documents.imprint import find_imprint
from sectool.render import html, pdf
from sectool.render.look import MissingGlyphs, StyleError
from tests.office import Marked, Node, Pages, read_pdf
from tests.tables import LOOK, Heading, Paragraph, Run, read_html
from tests.test_rid_editions import built
from tests.test_writers import COLUMNS, SPANS, document, p

SHIPPED = LOOK.find("style.typ")
TITLE = "Release Implementation Document: November 2022 SEC Release"


@cache
def content(*, draft: bool = False) -> bytes:
    return pdf.write(built(None, draft=draft).document, SHIPPED)


@cache
def pages(*, draft: bool = False) -> Pages:
    return Pages(content(draft=draft))


@cache
def structure() -> Node:
    return pages().structure()


def root_of(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]


def headings() -> list[tuple[int, str]]:
    """Level and words of the document's headings, without its title."""
    found = [
        (block.level - 1, b.plain(block.body))
        for block in built(None).document.blocks
        if isinstance(block, b.Heading) and block.level > 1
    ]
    assert len(found) > 15
    return found


def tagged_headings() -> list[tuple[int, str, int]]:
    """Level, words and page of the headings as they are tagged, without that of the contents."""
    found = [node for node in structure().walk() if re.fullmatch("H[1-6]", node.tag)]
    return [
        (int(node.tag[1]), node.text, next(node.leaves()).page)
        for node in found
        if node.text != "Contents"
    ]


# What a reader's program shows and says.


def test_what_it_says_of_itself() -> None:
    reader = pages().reader
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (TITLE, "SECAS")
    assert about.subject == "RID 2022-11 v0.4 · White · 23 November 2021 · For issue"
    assert find_imprint(str(about["/Keywords"])) == built(None).imprint
    root = root_of(reader)
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_are_tagged_and_bookmarked() -> None:
    tagged = tagged_headings()
    assert [(level, text) for level, text, _ in tagged] == headings()
    assert bookmarks(pages().reader) == tagged


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    """Level, words and page of the bookmarks."""

    def walk(items: list[Any], level: int) -> list[tuple[int, str, int]]:
        done: list[tuple[int, str, int]] = []
        for item in items:
            if isinstance(item, list):
                done += walk(item, level + 1)
            else:
                number = reader.get_destination_page_number(item)
                assert number is not None
                done.append((level, item.title, number + 1))
        return done

    return walk(reader.outline, 1)


def test_the_contents_name_the_sections_that_follow_and_their_pages() -> None:
    def entries(node: Node, level: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        for child in node.named("TOC", "TOCI"):
            if child.tag == "TOC":
                found += entries(child, level + 1)
            else:
                # Between the two stands what the leader says: a blank and a word joiner.
                title, page = child.text.split("\u2060")
                found.append((level, title.strip(), int(page)))
        return found

    [contents] = structure().named("TOC")
    first = next(n for n, (_, text, _) in enumerate(tagged_headings()) if text[:2] == "1.")
    assert first > 1
    assert entries(contents, 1) == [one for one in tagged_headings()[first:] if one[0] == 1]


# What stands around the text.


def test_the_footer_counts_the_pages() -> None:
    footers = [" ".join(about["Footer"]) for about in pages().furniture]
    count = len(pages().reader.pages)
    assert count > 5
    paper = "RID 2022-11 v0.4 · White · 23 November 2021 · For issue"
    assert footers == [f"{paper} {n} of {count}" for n in range(1, count + 1)]


def test_the_header_names_the_section_in_force() -> None:
    """The one that opens the page, else the last before it; none before the first."""
    sections = [n for n in structure().walk() if n.tag == "H1" and n.text != "Contents"]
    first: dict[int, str] = {}  # by page: the words that open it
    for leaf in structure().leaves():
        first.setdefault(leaf.page, leaf.text)
    wanted: list[list[str]] = []
    for page in range(2, len(pages().reader.pages) + 1):
        before = [one.text for one in sections if next(one.leaves()).page < page]
        opening = [one.text for one in sections if one.text == first[page]]
        wanted.append([TITLE.replace(":", " –"), *(opening or before[-1:])])
    assert ["".join(about.get("Header", [])) for about in pages().furniture] == [
        "",
        *("".join(words) for words in wanted),
    ]
    assert len({tuple(words) for words in wanted}) > 3


def on_a_new_page(folder: Path, *blocks: b.Block) -> list[str]:
    """What stands above the second page, which begins with some blocks."""
    own = style(folder, (COVER, COVER + "  pagebreak()\n"))
    made = Pages(pdf.write(replace(document(*blocks), contents=False), own))
    return made.furniture[1]["Header"][1:]


def test_the_first_of_two_sections_that_open_a_page_is_named(tmp_path: Path) -> None:
    found = [b.Heading(2, (b.Text(name),), name) for name in ("First", "Second")]
    assert on_a_new_page(tmp_path, *found, p("x")) == ["First"]


def test_a_link_or_note_in_a_heading_is_not_said_again_in_the_header(tmp_path: Path) -> None:
    heading = b.Heading(
        2,
        (b.Link("https://a.org", (b.Text("Linked"),)), b.Text(" on"), b.Note("n", (b.Text("N"),))),
        "h",
    )
    assert on_a_new_page(tmp_path, heading, p("x")) == ["Linked on"]


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_on_every_page(draft: bool) -> None:
    """By a drawing: no letters of it are among the words that are copied from a page."""
    backgrounds = [about.get("Background") for about in pages(draft=draft).furniture]
    assert backgrounds == [[] if draft else None] * len(pages(draft=draft).reader.pages)


def fonts_of(reader: pypdf.PdfReader) -> set[tuple[str, bool]]:
    """The fonts of the pages by name, and whether each is embedded."""
    found = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for one in resources.get("/Font", {}).values():
            font = one.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            embedded = {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
            found.add((re.sub("^/[A-Z]{6}[+]", "", font["/BaseFont"]), bool(embedded)))
    return found


def test_all_fonts_are_ours_and_embedded() -> None:
    assert fonts_of(pages().reader) == {("SourceSans3-Roman", True), ("SourceSans3-Italic", True)}


def test_it_was_made_on_its_own_day() -> None:
    """Which is what its metadata say too; a document that has none says none."""
    about = pages().reader.metadata
    assert about is not None
    assert about.creation_date == about.modification_date == datetime(2021, 11, 23, tzinfo=UTC)
    xmp = root_of(pages().reader)["/Metadata"].get_data().decode()
    dates = re.findall("<xmp:(CreateDate|ModifyDate)>(.*?)<", xmp)
    assert [(name, day[:10]) for name, day in sorted(dates)] == [
        ("CreateDate", "2021-11-23"),
        ("ModifyDate", "2021-11-23"),
    ]
    made = pypdf.PdfReader(BytesIO(pdf.write(DOCUMENT, SHIPPED)))
    assert "Date" not in repr(made.metadata)
    assert b"Date" not in root_of(made)["/Metadata"].get_data()


def test_no_day_of_its_making_is_in_it() -> None:
    this_year = str(date.today().year)  # noqa: DTZ011 - the clock is what must not show
    about = root_of(pages().reader)["/Metadata"].get_data() + repr(pages().reader.metadata).encode()
    assert this_year.encode() not in about


def test_bookmarks_are_shown_where_there_are_some() -> None:
    assert root_of(pages().reader)["/PageMode"] == "/UseOutlines"
    assert bookmarks(opened("letter").reader) == [(1, "The subject", 1)]
    assert "/PageMode" not in root_of(opened("title block", *PAPER[:2]).reader)


@pytest.mark.parametrize(
    ("opening", "named"),
    [("letter", "The subject"), ("title block", "The paper"), ("masthead", "The news – A day")],
)
def test_it_is_called_what_the_page_says(opening: b.Opening, named: str) -> None:
    assert title_in(opened(opening)) == named


def test_a_title_has_plain_blanks_where_it_is_named() -> None:
    heading = b.Heading(1, (b.Text("News of 1\u00a0May\u00a02022"),), "t")
    assert title_in(opened("title block", heading, p("x"))) == "News of 1 May 2022"


def title_in(made: Pages) -> str:
    assert made.reader.metadata is not None
    return str(made.reader.metadata.title)


@pytest.mark.parametrize("opening", ["cover", "title block", "masthead"])
def test_the_title_is_a_heading(opening: b.Opening) -> None:
    made = opened(opening, PAPER[0], *SECTIONS, contents=True)
    [title] = [node for node in made.structure().walk() if node.tag == "Title"]
    assert title.text == "The paper"
    assert root_of(made.reader)["/StructTreeRoot"]["/RoleMap"]["/Title"] == "/H1"


def test_links_are_told_without_colour() -> None:
    """Those that lead to a name or an address; entries of the contents are where links are due."""
    linked = p(b.Link("https://a.org", (b.Text("a"),)), " ", b.Link("#first", (b.Text("b"),)))
    root = Pages(pdf.write(document(*SECTIONS, linked), SHIPPED)).structure()
    contents = next(node for node in root.walk() if node.tag == "TOC")
    underlined = [node.text for node in root.walk() if node.decoration == "/Underline"]
    assert underlined == ["a", "b"]
    assert not [node for node in contents.walk() if node.decoration]


def headings_of_rows(made: Pages) -> list[list[str]]:
    """The cells that head a row, by table."""
    tables = [node for node in made.structure().walk() if node.tag == "Table"]
    return [[one.text for one in table.walk() if one.scope == "/Row"] for table in tables]


def test_cells_that_head_their_row_are_tagged_as_such() -> None:
    wanted = [
        [b.text_of(one.body) for row in block.rows for one in row if one.heading]
        for block in built(None).document.blocks
        if isinstance(block, b.Table)
    ]
    found = headings_of_rows(pages())
    assert [len(table) for table in found] == [len(table) for table in wanted]
    assert [table[:1] for table in found] == [table[:1] for table in wanted]
    assert sum(map(len, found)) > 80


def test_tables_of_a_style_have_no_such_cells(tmp_path: Path) -> None:
    own = style(tmp_path, (COVER, "  table(columns: 2)[a][b][c][d]\n" + COVER))
    facts = b.Table((), COLUMNS[:2], (), ((b.cell("For", heading=True), b.cell("you")),))
    made = pdf.write(document(b.Heading(1, (b.Text("T"),), "t"), facts, SPANS), own)
    assert headings_of_rows(Pages(made)) == [[], ["For"], ["tall"]]


# Small documents.

INNER = b.Bullets(((p("inner"), p("with more")),))
SMALL: dict[str, tuple[b.Block, ...]] = {
    "nothing": (),
    "marks": (
        p("Plain, ", b.Strong((b.Text("bold"),)), " ", b.Emph((b.Text("slanted"),)), " joined"),
        p(b.Emph((b.Text("£5"),), "estimate"), " ", b.Link("https://a.org/b", (b.Text("a"),))),
    ),
    "lists": (
        b.Bullets(((p("one"), INNER), (p("two"),))),
        p("between"),
        b.Bullets(((p("nine"),), (p("ten"),)), start=9),
    ),
    "notes again": (
        p("x", b.Note("n", (b.Text("N."),)), " y", b.Note("m", (b.Text("M."),))),
        b.Table(
            (), COLUMNS[:1], ((b.cell("A"),),), ((b.cell("z", b.Note("n", (b.Text("N."),))),),)
        ),
    ),
    "spans": (SPANS, replace(SPANS, caption=(b.Text("A caption"),))),
    "a cell of blocks": (
        b.Table(
            (b.Text("T"),),
            COLUMNS[:2],
            ((b.cell("A"), b.cell("B")),),
            ((b.Cell((p("p"), p("q"))), b.Cell((b.Bullets(((p("i"),), (p("j"),)), start=3),))),),
        ),
    ),
    "deep headings": tuple(b.Heading(n, (b.Text(f"H{n}"),), f"h{n}") for n in (2, 3, 4, 2, 3)),
}


@pytest.mark.parametrize("case", SMALL)
def test_small_documents_say_what_their_pages_say(case: str) -> None:
    title = b.Heading(1, (b.Text("T"),), "t")
    section = b.Heading(2, (b.Text("S"),), "s")
    content = document(title, section, *SMALL[case])
    wanted = read_html(html.write(content, ""))
    assert read_pdf(pdf.write(content, SHIPPED)) == wanted


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((4, 2, 3, 3), [2, 2, 3, 3]),
        ((2, 5, 6, 2, 4), [2, 3, 4, 2, 3]),
        ((3, 3, 2), [2, 2, 2]),
    ],
)
def test_no_heading_skips_a_level(levels: tuple[int, ...], told: list[int]) -> None:
    """PDF/UA allows none that does, whatever a template has."""
    found = [b.Heading(n, (b.Text(f"H{i}"),), f"h{i}") for i, n in enumerate(levels)]
    _, *read = read_pdf(pdf.write(document(*found), SHIPPED))
    assert read == [Heading(n, (Run(f"H{i}"),)) for i, n in enumerate(told)]


def test_a_heading_without_words_is_left_out() -> None:
    empty = b.Heading(2, (b.Text(" "),), "gone")
    content = document(empty, p(b.Link("#gone", (b.Text("x"),))))
    assert read_pdf(pdf.write(content, SHIPPED))[1:] == (Paragraph((Run("x"),)),)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("日本語とÅ", "日本語と"),
        ("👩‍👩‍👧‍👦 and 🇬🇧", "👩👧👦🇬🇧"),
        ("x\u20dd", "\u20dd"),
        ("❤️ ☃ ✔ ✅", "✅"),
        ('"日" \\本\\', "日本"),
        ("\ufeffx", "\ufeff"),
        ("\U0010fffd \U000f0000", "\U0010fffd\U000f0000"),
    ],
    ids=ascii,
)
def test_characters_without_a_glyph_are_named(text: str, characters: str) -> None:
    with pytest.raises(MissingGlyphs) as raised:
        pdf.write(document(p(text)), SHIPPED)
    assert raised.value.characters == characters


def test_the_signs_of_our_documents_have_glyphs() -> None:
    text = "£ € ½ ✓ ✗ – — … • “” ‘’ · × → ≤ ≥ ² ³ ° µ Ω é ñ ß Ž Ł ő Ελ Жя"
    made = pdf.write(document(p(text)), SHIPPED)
    assert fonts_of(pypdf.PdfReader(BytesIO(made))) == {("SourceSans3-Roman", True)}
    assert text in Pages(made).structure().text


def lines_in(made: bytes, tag: str) -> list[list[str]]:
    """What is on each line of the elements of a tag: Typst marks lines one by one."""
    nodes = [node for node in Pages(made).structure().walk() if node.tag == tag]
    return [[leaf.text for leaf in node.leaves()] for node in nodes]


@pytest.mark.parametrize(
    "kept",
    [
        *("1 January 2022", "June 2022", "27 Apr 2023", "40 Working Days", "£4 million"),
        *("020 7090 7755", "cut-off", "Go-live"),
    ],
)
def test_some_words_are_not_broken_over_lines(kept: str) -> None:
    text = "".join(f"{'x' * (n % 7 + 1)} {kept}, " for n in range(60)).strip()
    [lines] = lines_in(pdf.write(document(p(text)), SHIPPED), "P")
    assert "".join(lines) == text
    assert lines.count(kept) == 60


LONG_WORDS = (
    "https://example.org/modifications/firmware-updates-to-devices/",
    "letter-2021-03-25-annex-2021-03-26",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "17 December 2021",
)


def test_long_words_stay_in_their_cells() -> None:
    """Broken after a mark where there is one; a date is too where it is wider than its column."""
    row = tuple(b.cell(word) for word in (*LONG_WORDS, *LONG_WORDS))
    table = b.Table((), (b.Column(),) * 8, (), (row,))
    cells = lines_in(pdf.write(document(table), SHIPPED), "TD")
    assert ["".join(lines) for lines in cells] == [*LONG_WORDS] * 2
    assert max(len(line.strip()) for lines in cells for line in lines) <= 11
    assert cells[1][0] == "letter-"


@pytest.mark.parametrize("many", [5, 8, 12, 20])
def test_tables_of_ticks_have_room_for_their_words(many: int) -> None:
    """No word is broken, and nothing is smaller than 9 points, whatever their number."""
    columns = (b.Column(2.0), *(b.Column(1.0, "center"),) * many)
    head = (b.cell("Document"), *(b.cell(f"SECMP{n:04}") for n in range(many)))
    row = (b.cell("Schedule 11", heading=True), *(b.cell("✓") for _ in range(many)))
    made = pdf.write(document(b.Table((), columns, (head,), (row,))), SHIPPED)
    cells = lines_in(made, "TH")
    assert cells == [["Document"], *([f"SECMP{n:04}"] for n in range(many)), ["Schedule 11"]]
    assert min(leaf.size for leaf in table_leaves(made)) >= 9
    assert turned(made) == (many > 8)


def turned(made: bytes) -> bool:
    """Whether some words stand upright: the page's matrix is turned for them."""
    reader = pypdf.PdfReader(BytesIO(made))
    operations = [one for page in reader.pages for one in page.get_contents().operations]  # type: ignore[union-attr]
    return any(op == b"cm" and abs(float(values[1])) == 1 for values, op in operations)


def table_leaves(made: bytes) -> list[Marked]:
    """What cells say, without the notes, which stand at the foot of the page."""
    nodes = [*Pages(made).structure().walk()]
    noted = {id(leaf) for node in nodes if node.tag in ("Note", "Lbl") for leaf in node.leaves()}
    tables = [node for node in nodes if node.tag == "Table"]
    return [leaf for one in tables for leaf in one.leaves() if leaf.size and id(leaf) not in noted]


def test_no_table_of_a_document_is_smaller_than_it_may_be() -> None:
    assert min(leaf.size for leaf in table_leaves(content())) >= 9


# Styles of a register's own.

DOCUMENT = document(b.Heading(1, (b.Text("T"),), "t"), b.Heading(2, (b.Text("A"),), "a"), p("x"))


def style(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the style that is shipped, with changes."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / "style.typ"
    path.write_text(text, encoding="utf-8")
    return path


def colours(content: bytes) -> set[tuple[int, ...]]:
    """The colours of the type of some pages."""
    reader = pypdf.PdfReader(BytesIO(content))
    return {
        tuple(round(255 * share) for share in operands)
        for page in reader.pages
        for operands, operator in getattr(page.get_contents(), "operations", [])
        if operator == b"scn" and len(operands) == 3
    }


def test_the_style_of_a_register_is_used(tmp_path: Path) -> None:
    own = style(tmp_path, ('rgb("#0b5a6f")', 'rgb("#123456")'))
    before, after = colours(pdf.write(DOCUMENT, SHIPPED)), colours(pdf.write(DOCUMENT, own))
    assert before - after == {(0x0B, 0x5A, 0x6F)}
    assert after - before == {(0x12, 0x34, 0x56)}
    assert read_pdf(pdf.write(DOCUMENT, own)) == read_pdf(pdf.write(DOCUMENT, SHIPPED))


def test_a_font_beside_the_style_is_found(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    file = Path(pdf.__file__).parent / "fonts" / "SourceSans3.ttf"
    renamed = file.read_bytes().replace(
        "Source Sans 3".encode("utf-16-be"), "Source Sans X".encode("utf-16-be")
    )
    (fonts / "Own.ttf").write_bytes(renamed)
    own = style(tmp_path, ('font: "Source Sans 3"', 'font: "Source Sans X"'))
    assert read_pdf(pdf.write(DOCUMENT, own)) == read_pdf(pdf.write(DOCUMENT, SHIPPED))
    (fonts / "Own.ttf").unlink()
    with pytest.raises(StyleError, match="unknown font family: source sans x"):
        pdf.write(DOCUMENT, own)


NETWORK = "a package would be fetched over the network"
IMPORT = "// How a PDF looks: colours, sizes, page. The words come from elsewhere."
COVER = "  band(title, facts)\n  rest\n"

# A change of the style, the words of the line it is told at, and the message.
FAULTS: dict[str, tuple[tuple[str, str], str, str]] = {
    "syntax": (("#let soft = ", "#let soft = (("), "#let soft", "unclosed delimiter"),
    "unknown function": (
        ('accent = rgb("#0b5a6f")', 'accent = rgbb("#0b5a6f")'),
        "#let accent",
        "unknown variable: rgbb",
    ),
    "unknown variable": (
        ("stroke: accent + 3pt", "stroke: acent + 3pt"),
        "  line(length: 3.5cm",
        "unknown variable: acent",
    ),
    "no cover": (("#let cover(", "#let kover("), "//", "module `style` does not contain `cover`"),
    "no style": (("#let style(", "#let stile("), "//", "module `style` does not contain `style`"),
    "other arguments": (
        ("#let cover(doc, title, facts, rest)", "#let cover(doc, title)"),
        "//",
        "unexpected argument",
    ),
    "package": ((IMPORT, '#import "@preview/cetz:0.3.0"'), "#import", NETWORK),
    "package in a function": (
        (COVER, '  import "@preview/cetz:0.3.0": canvas\n'),
        '  import "@preview',
        NETWORK,
    ),
    "local package": ((IMPORT, '#import "@local/house:1.0.0": *'), "#import", NETWORK),
    "another file": (
        (COVER, '  read("../secret")\n'),
        "  read",
        'path `"../secret"` would escape the project root',
    ),
    "font": (
        ('font: "Source Sans 3"', 'font: "Comic Sans"'),
        "  set text(font",
        "unknown font family: comic sans",
    ),
    "picture without words": (
        (COVER, "  figure(rect(), kind: image, supplement: none)\n"),
        "  figure(rect()",
        "PDF/UA-1 error: missing alt text",
    ),
    "no title": (
        ("#let style(doc, body) = {", "#let style(doc, body) = {\n  set document(title: none)"),
        "//",
        "PDF/UA-1 error: missing document title",
    ),
    "without end": ((COVER, "  while true {}\n"), "  while", "condition is always true"),
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The way out is a proxy at which nobody answers, and the place for packages is empty."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("case", FAULTS)
def test_faults_of_styles(case: str, tmp_path: Path) -> None:
    change, line, message = FAULTS[case]
    own = style(tmp_path, change)
    with pytest.raises(StyleError) as raised:
        pdf.write(DOCUMENT, own)
    error = raised.value
    lines = own.read_text(encoding="utf-8").splitlines()
    assert (error.file, error.message) == ("style.typ", message)
    assert lines[error.line - 1].startswith(line)
    assert not (tmp_path / "cache").exists()


def test_a_fault_in_another_file_of_the_style_is_told_there(tmp_path: Path) -> None:
    folder = tmp_path / "Régistre: 2"
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "logo.typ").write_text("\n#let logo() = {\n  nope\n}\n", encoding="utf-8")
    own = style(folder, (IMPORT, '#import "parts/logo.typ": *'), (COVER, "  logo()\n"))
    with pytest.raises(StyleError) as raised:
        pdf.write(DOCUMENT, own)
    error = raised.value
    assert (error.file, error.line, error.message) == (
        "parts/logo.typ",
        3,
        "unknown variable: nope",
    )


def test_a_package_in_another_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "logo.typ").write_text('\n#import "@preview/cetz:0.3.0"\n', encoding="utf-8")
    with pytest.raises(StyleError) as raised:
        pdf.write(DOCUMENT, style(tmp_path, (IMPORT, '#import "logo.typ": *')))
    assert (raised.value.file, raised.value.line, raised.value.message) == ("logo.typ", 2, NETWORK)


def test_a_style_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "style.typ").write_bytes(SHIPPED.read_bytes() + b"// \xff\n")
    with pytest.raises(StyleError) as raised:
        pdf.write(DOCUMENT, tmp_path / "style.typ")
    assert (raised.value.file, raised.value.message) == ("style.typ", "file is not valid UTF-8")


def test_a_package_named_by_pieces_is_not_fetched(tmp_path: Path) -> None:
    style = tmp_path / "style.typ"
    text = LOOK.text("style.typ")
    style.write_text('#import ("@" + "preview/cetz:0.2.2"): canvas\n' + text, encoding="utf-8")
    before = dict(os.environ)
    with pytest.raises(StyleError) as caught:
        pdf.write(built(None).document, style)
    assert caught.value.message.startswith("failed to download package")
    assert "Connection refused" in caught.value.message or "Connect error" in caught.value.message
    assert dict(os.environ) == before


# How documents open.

SECTIONS: tuple[b.Block, ...] = (
    b.Heading(2, (b.Text("First"),), "first"),
    p("Text of the first."),
    b.Heading(3, (b.Text("Inner"),), "inner"),
    p("Text of the inner."),
    b.Heading(2, (b.Text("Second"),), "second"),
    p("Text of the second."),
)
LETTER: tuple[b.Block, ...] = (
    p("Sender", b.Break(), "Street"),
    p("Addressee"),
    p("Dear you,"),
    b.Heading(1, (b.Text("The subject"),), "subject"),
    p("What it says."),
    p("Yours,"),
    p(b.Strong((b.Text("Me"),))),
)
PAPER: tuple[b.Block, ...] = (
    b.Heading(1, (b.Text("The paper"),), "paper"),
    b.Table((), COLUMNS[:2], (), ((b.cell("For", heading=True), b.cell("you")),)),
    *SECTIONS,
)
NEWS: tuple[b.Block, ...] = (
    b.Heading(1, (b.Text("The news"),), "news"),
    p(b.Emph((b.Text("A day"),))),
    p("Greeting."),
    *SECTIONS,
)
OPENINGS: dict[b.Opening, tuple[b.Block, ...]] = {
    "letter": LETTER,
    "title block": PAPER,
    "masthead": NEWS,
}


def opened(opening: b.Opening, *blocks: b.Block, contents: bool = False, **changes: Any) -> Pages:
    content = replace(
        document(*(blocks or OPENINGS[opening])),
        opening=opening,
        contents=contents,
        imprint="IMPRINT",
        **changes,
    )
    return Pages(pdf.write(content, SHIPPED))


@pytest.mark.parametrize("opening", OPENINGS)
def test_other_openings_begin_on_the_first_page(opening: b.Opening) -> None:
    """No page for a cover, none for contents; all words there in their order, headings kept."""
    made = opened(opening)
    root = made.structure()
    wanted = [b.plain(body) for block in OPENINGS[opening] for body in b.inlines_of(block)]
    assert {leaf.page for leaf in root.leaves()} == {1}
    said = root.text.replace(" ", "")
    assert said == "".join([*wanted, "IMPRINT"]).replace(" ", "")
    tagged = [(n.tag, n.text) for n in root.walk() if re.fullmatch("H[1-6]", n.tag)]
    sections = [("H1", "First"), ("H2", "Inner"), ("H1", "Second")]
    assert tagged == ([("H1", "The subject")] if opening == "letter" else sections)
    marks = [(1, "First", 1), (2, "Inner", 1), (1, "Second", 1)]
    assert bookmarks(made.reader) == ([(1, "The subject", 1)] if opening == "letter" else marks)


@pytest.mark.parametrize("opening", OPENINGS)
def test_other_openings_say_the_same_as_a_page_of_html(opening: b.Opening) -> None:
    content = replace(document(*OPENINGS[opening]), opening=opening, contents=False)
    read = read_pdf(pdf.write(content, SHIPPED))
    wanted = read_html(html.write(content, ""))
    # In a PDF's structure a break between lines is no character.
    assert [str(block).replace(r"\n", "") for block in wanted] == [str(block) for block in read]


def test_a_title_block_may_list_its_sections_below() -> None:
    made = opened("title block", contents=True)
    [contents] = [node for node in made.structure().walk() if node.tag == "TOC"]
    titles = [re.split("[ \u2060]", child.text)[0] for child in contents.named("TOCI")]
    assert titles == ["First", "Second"]
    assert {leaf.page for leaf in made.structure().leaves()} == {1}


LONG = p("word " * 740)


@pytest.mark.parametrize(
    ("opening", "status", "first", "second"),
    [
        ("letter", "Issued", [], ["2 of 2"]),
        ("letter", "Draft", ["Draft"], ["Draft", "2 of 2"]),
        ("masthead", "Issued", ["1 of 2"], ["2 of 2"]),
        ("masthead", "Working copy", ["Working copy", "1 of 2"], ["Working copy", "2 of 2"]),
        ("title block", "Issued", ["1 of 2"], ["2 of 2"]),
        ("title block", "Draft", ["Draft", "1 of 2"], ["Draft", "2 of 2"]),
    ],
)
def test_status_and_pages_below(
    opening: b.Opening, status: str, first: list[str], second: list[str]
) -> None:
    """What is sent does not say that it is issued, and a letter's first page has no number."""
    blocks = OPENINGS[opening]
    made = opened(opening, *blocks[:-2], LONG, *blocks[-2:], status=status)
    footers = [about.get("Footer", []) for about in made.furniture]
    assert footers == [first, second]
    headers = ["".join(about.get("Header", [])) for about in made.furniture]
    assert headers[0] == ""
    assert headers[1].startswith("A <title> – Sub & title")


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_draft_says_so_on_the_first_page(opening: b.Opening) -> None:
    made = opened(opening, draft=True)
    assert [about.get("Background") for about in made.furniture] == [[]]


@pytest.mark.parametrize(("opening", "together"), [("letter", 4), ("masthead", 3)])
def test_what_ends_a_document_stays_together(opening: b.Opening, together: int) -> None:
    """The last words and the imprint, in a letter with its closing and signature between."""
    blocks, counts = OPENINGS[opening], set()
    for lines in range(24, 38):
        body = tuple(p(f"Line {n}.") for n in range(lines))
        made = opened(opening, *blocks[:-2], *body, *blocks[-2:])
        on = [leaf.page for leaf in made.structure().leaves() if leaf.text.strip()]
        assert len(set(on[-together:])) == 1
        counts.add((len(made.reader.pages), on.count(2)))
    # Where the end no longer fits it went to the second page as a whole.
    assert min(count for pages_, count in counts if pages_ == 2) == together


def test_the_imprint_never_has_a_page_to_itself() -> None:
    """However the text before it ends, with a list here, it stands below that."""
    counts = set()
    for lines in range(20, 40):
        listed = b.Bullets(tuple((p(f"Item {n}."),) for n in range(lines)))
        made = opened("title block", *OPENINGS["title block"], listed)
        leaves = [leaf for leaf in made.structure().leaves() if leaf.text.strip()]
        last = [leaf.text for leaf in leaves if leaf.page == len(made.reader.pages)]
        assert last[-1] == "IMPRINT"
        assert len(last) > 1
        counts.add(len(made.reader.pages))
    assert counts == {1, 2}


def test_a_short_line_stays_with_what_it_leads_to() -> None:
    """It is not left at the foot of a page with nothing but its heading."""
    split = 0
    for lines in range(20, 32):
        body = tuple(p(f"Line {n}.") for n in range(lines))
        item = (b.Heading(3, (b.Text("Item"),), "item"), p("Closes today."), p("word " * 120))
        root = opened("masthead", *NEWS[:2], SECTIONS[0], *body, *item).structure()
        page = {leaf.text: leaf.page for leaf in root.leaves()}
        after = next(leaf.page for leaf in root.leaves() if leaf.text.startswith("word"))
        assert page["Item"] == page["Closes today."] == after
        split += page["Item"] == 2
    assert 0 < split < 12


def test_a_note_stands_on_the_page_of_its_mark() -> None:
    """Also where that is in the first row of a table."""
    pages_ = set()
    for count in (6, 20):
        table = rows_of(count, "x", b.Note("n", (b.Text("Noted."),)))
        for lines in range(20, 34):
            body = tuple(p(f"Line {n}.") for n in range(lines))
            root = opened("title block", *PAPER[:2], *body, table).structure()
            page = {leaf.text.strip(): leaf.page for leaf in root.leaves()}
            assert page["Row 0"] == page["Noted."]
            pages_.add(page["Noted."])
    assert pages_ == {1, 2}


def rows_of(count: int, words_: str = "", *notes: b.Note) -> b.Table:
    """A table whose rows say their numbers; notes stand in the first of them."""
    rows = tuple(
        (b.cell(f"Row {n}", *(notes if n == 0 else ()), heading=True), b.cell(words_ or "x"))
        for n in range(count)
    )
    return b.Table((b.Text("Caption"),), COLUMNS[:2], ((b.cell("A"), b.cell("B")),), rows)


@pytest.mark.parametrize(
    "table",
    [rows_of(14), rows_of(8, "word " * 30)],
    ids=["short rows", "high rows"],
)
def test_no_row_of_a_table_stands_alone(table: b.Table) -> None:
    """Two stay with the heading and the caption, and two go on to the next page."""
    counts = set()
    for lines in range(8, 36):
        body = tuple(p(f"Line {n}.") for n in range(lines))
        made = opened("title block", *PAPER[:2], *body, table)
        page = {leaf.text: leaf.page for leaf in made.structure().leaves()}
        on = [page[f"Row {n}"] for n in range(len(table.rows))]
        assert page["Caption"] == on[0]
        counts |= {(on.count(1), on.count(2))} - {(len(on), 0), (0, len(on))}
        assert 1 not in (on.count(1), on.count(2))
    assert len(counts) > 3, "it breaks where the page ends"


@pytest.mark.parametrize("low", [rows_of(4), b.Bullets(tuple((p(f"Row {n}"),) for n in range(5)))])
def test_low_tables_and_lists_stay_whole(low: b.Block) -> None:
    pages_ = set()
    for lines in range(20, 42):
        body = tuple(p(f"Line {n}.") for n in range(lines))
        leaves = opened("title block", *PAPER[:2], *body, low).structure().leaves()
        on = {leaf.page for leaf in leaves if leaf.text.startswith("Row")}
        assert len(on) == 1
        pages_ |= on
    assert pages_ == {1, 2}


def test_the_rows_of_a_broken_table_are_those_of_one() -> None:
    """However they are kept together: one heading row, one body, and its caption its own."""
    [table] = [n for n in opened("letter", rows_of(14)).structure().walk() if n.tag == "Table"]
    parts = [one.tag for one in table.children if isinstance(one, Node)]
    assert parts == ["Caption", "THead", "TBody"]
    [head], [body] = table.named("THead"), table.named("TBody")
    assert (len(head.children), len(body.children)) == (1, 14)
    assert {node.scope for node in head.walk()} == {"", "/Column"}
    assert {node.scope for node in body.walk()} == {"", "/Row"}


def test_contents_follow_the_answers() -> None:
    """They name what comes after them, and no page begins for them or after them."""
    names = [f"{n - 3}. H{n}" if n > 3 and n % 2 == 0 else f"H{n}" for n in range(12)]
    found = [b.Heading(2 + n % 2, (b.Text(name),), f"h{n}") for n, name in enumerate(names)]
    made = opened("cover", PAPER[0], PAPER[1], *found, contents=True)
    said = made.structure().text
    entries = [node.text.split(" ")[1] for node in made.structure().walk() if node.tag == "TOCI"]
    assert entries == ["H4", "H6", "H8", "H10"]
    assert said.index("H3") < said.index("Contents") < said.rindex("H4")
    assert {leaf.page for leaf in made.structure().leaves()} == {1}


@pytest.mark.parametrize("name", ["letter-sender", "letter-ending", "masthead", "title-block"])
def test_a_style_may_set_an_opening_otherwise(name: str, tmp_path: Path) -> None:
    opening: b.Opening = (
        "letter" if "letter" in name else "masthead" if name == "masthead" else "title block"
    )
    content = replace(document(*OPENINGS[opening]), opening=opening, contents=False)
    own = style(tmp_path, (f"#let {name}(", f"#let kept-{name}("))
    with pytest.raises(StyleError, match=f"module `style` does not contain `{name}`"):
        pdf.write(content, own)
    assert pdf.write(DOCUMENT, own) == pdf.write(DOCUMENT, SHIPPED)
