"""The writers of Markdown and HTML on small documents, compared whole and read back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sectool.blocks import (
    Block,
    Break,
    Bullets,
    Cell,
    Column,
    Document,
    Emph,
    Heading,
    Inline,
    Link,
    Note,
    Opening,
    Paragraph,
    Strong,
    Table,
    Text,
    cell,
    inlines_of,
    placed,
    plain,
)
from sectool.render.formats import FORMATS
from sectool.render.markdown import escape
from sectool.render.openings import kept_of, places_of
from sectool.render.reading import lines_of
from tests import tables
from tests.tables import LOOK, READERS, Run, read_html, read_markdown, tree_of_page


def document(*blocks: Block, draft: bool = False) -> Document:
    return Document("A <title>", "Sub & title", "en-GB", "Ann", "Version 1", draft, blocks)


def markdown(*blocks: Block) -> str:
    return FORMATS["md"].write(document(*blocks), LOOK).decode("utf-8")


def html(*blocks: Block) -> str:
    """What stands in the page's main part, but its contents."""
    page = FORMATS["html"].write(document(*blocks), LOOK).decode("utf-8")
    main = page.split('<main id="content">\n')[1].split("\n</main>")[0] + "\n"
    return re.sub(r'<nav class="folded".*?</nav>\n', "", main, flags=re.DOTALL)


def p(*body: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in body))


def one(*blocks: Block) -> tables.Block:
    """The one block that some blocks read back as, the same in both formats."""
    content = document(*blocks)
    (read,) = read_markdown(FORMATS["md"].write(content, LOOK))
    assert (read,) == read_html(FORMATS["html"].write(content, LOOK))
    return read


COLUMNS = (Column(), Column(1.0, "center"), Column(1.0, "right"))


# Whole outputs.


def test_headings_paragraphs_and_marks() -> None:
    blocks = (
        Heading(1, (Text("One & two"),), "one-two"),
        p("Plain, ", Strong((Text("bold"),)), ", ", Emph((Text("slanted"),)), " and ", "joined."),
        p(Emph((Text("£5"),), "estimate"), Break(), Link("https://a.org/b?c=1&d=2", (Text("a"),))),
    )
    assert markdown(*blocks) == (
        "# One & two\n"
        "\n"
        "Plain, **bold**, *slanted* and joined.\n"
        "\n"
        "*£5*<br>[a](https://a.org/b?c=1&d=2)\n"
    )
    assert html(*blocks) == (
        '<h1 id="one-two">One &amp; two</h1>\n'
        "<p>Plain, <strong>bold</strong>, <em>slanted</em> and joined.</p>\n"
        '<p><em class="estimate">£5</em><br><a href="https://a.org/b?c=1&amp;d=2">a</a></p>\n'
    )


def test_lists() -> None:
    inner = Bullets(((p("inner"),), (p("last"), p("with more"))))
    blocks = (
        Bullets(((p("one"), inner), (p("two"),))),
        Bullets(((p("nine"),), (p("ten"),)), start=9),
        Bullets(((p("first"),),), start=1),
    )
    assert markdown(*blocks) == (
        "- one\n\n  - inner\n  - last\n\n    with more\n- two\n\n9. nine\n10. ten\n\n1) first\n"
    )
    assert html(*blocks) == (
        "<ul>\n"
        "<li><p>one</p>\n"
        "<ul>\n"
        "<li>inner</li>\n"
        "<li><p>last</p>\n"
        "<p>with more</p></li>\n"
        "</ul></li>\n"
        "<li>two</li>\n"
        "</ul>\n"
        '<ol start="9">\n'
        "<li>nine</li>\n"
        "<li>ten</li>\n"
        "</ol>\n"
        "<ol>\n"
        "<li>first</li>\n"
        "</ol>\n"
    )
    assert read_markdown(markdown(*blocks).encode()) == tuple(
        tables.Items(items, start)
        for items, start in [
            (
                (
                    (
                        tables.Paragraph((Run("one"),)),
                        tables.Items(
                            (
                                (tables.Paragraph((Run("inner"),)),),
                                (
                                    tables.Paragraph((Run("last"),)),
                                    tables.Paragraph((Run("with more"),)),
                                ),
                            )
                        ),
                    ),
                    (tables.Paragraph((Run("two"),)),),
                ),
                None,
            ),
            (((tables.Paragraph((Run("nine"),)),), (tables.Paragraph((Run("ten"),)),)), 9),
            (((tables.Paragraph((Run("first"),)),),), 1),
        ]
    )


def test_notes_are_numbered_as_they_are_read_and_may_be_repeated() -> None:
    late, early = Note("b", (Text("Late."),)), Note("a", (Text("Early."),))
    blocks = (
        Heading(2, (Text("Notes"),), "notes"),
        p("x", early, " y", late, " z", early),
        Table((), COLUMNS[:1], (), ((cell("in a cell", late),),)),
    )
    assert markdown(*blocks) == (
        "## Notes\n"
        "\n"
        "x[^1] y[^2] z[^1]\n"
        "\n"
        "|  |\n"
        "| :--- |\n"
        "| in a cell[^2] |\n"
        "\n"
        "[^1]: Early.\n"
        "\n"
        "[^2]: Late.\n"
    )
    assert html(*blocks) == (
        '<h2 id="notes">Notes</h2>\n'
        '<p>x<sup><a role="doc-noteref" id="mark-1" href="#note-1">1</a></sup>'
        ' y<sup><a role="doc-noteref" id="mark-2" href="#note-2">2</a></sup>'
        ' z<sup><a role="doc-noteref" id="mark-1-2" href="#note-1">1</a></sup></p>\n'
        '<div class="table">\n'
        '<table class="columns-1 facts short">\n'
        '<colgroup><col style="width:100.0%"></colgroup>\n'
        "<tbody>\n"
        '<tr><td>in a cell<sup><a role="doc-noteref" id="mark-2-2" href="#note-2">2</a></sup>'
        "</td></tr>\n"
        "</tbody>\n"
        "</table>\n"
        "</div>\n"
        '<section role="doc-endnotes" aria-label="Notes" class="notes">\n'
        "<h2>Notes</h2>\n"
        "<ol>\n"
        '<li id="note-1">Early. <a role="doc-backlink" href="#mark-1" '
        'aria-label="Back to note mark 1">↩</a></li>\n'
        '<li id="note-2">Late. <a role="doc-backlink" href="#mark-2" '
        'aria-label="Back to note mark 2">↩</a></li>\n'
        "</ol>\n"
        "</section>\n"
    )


def test_a_table_without_spans() -> None:
    table = Table(
        (Text("A | caption"),),
        COLUMNS,
        ((cell("One"), cell("Two"), cell("Three")),),
        (
            (cell("row", heading=True), cell("✓"), cell()),
            (
                Cell((Bullets(((p("a"),), (p("b"),))),)),
                cell("x", Break(), "y"),
                Cell((p("p"), p("q"))),
            ),
        ),
    )
    assert markdown(table) == (
        '**<a id="table-1"></a>Table 1: A \\| caption**\n'
        "\n"
        "<table>\n"
        "<thead>\n"
        "<tr>\n"
        "<th>One</th>\n"
        '<th align="center">Two</th>\n'
        '<th align="right">Three</th>\n'
        "</tr>\n"
        "</thead>\n"
        "<tbody>\n"
        "<tr>\n"
        "<th>row</th>\n"
        '<td align="center">✓</td>\n'
        '<td align="right"></td>\n'
        "</tr>\n"
        "<tr>\n"
        "<td>\n"
        "\n"
        "- a\n"
        "- b\n"
        "\n"
        "</td>\n"
        '<td align="center">\n'
        "\n"
        "x<br>y\n"
        "\n"
        "</td>\n"
        '<td align="right">\n'
        "\n"
        "p\n"
        "\n"
        "q\n"
        "\n"
        "</td>\n"
        "</tr>\n"
        "</tbody>\n"
        "</table>\n"
    )
    assert html(table) == (
        '<div class="table">\n'
        '<table class="columns-3 short cards">\n'
        '<caption><span id="table-1">Table 1</span>: A | caption</caption>\n'
        '<colgroup><col style="width:33.3%"><col style="width:33.3%"><col style="width:33.3%">'
        "</colgroup>\n"
        "<thead>\n"
        '<tr><th scope="col">One</th><th scope="col" class="center">Two</th>'
        '<th scope="col" class="right">Three</th></tr>\n'
        "</thead>\n"
        "<tbody>\n"
        '<tr><th scope="row">row</th><td class="center" data-label="Two">✓</td>'
        '<td class="right"></td></tr>\n'
        '<tr><td data-label="One"><ul>\n'
        "<li>a</li>\n"
        "<li>b</li>\n"
        '</ul></td><td class="center" data-label="Two">x<br>y</td>'
        '<td class="right" data-label="Three"><p>p</p>\n'
        "<p>q</p></td></tr>\n"
        "</tbody>\n"
        "</table>\n"
        "</div>\n"
    )
    read = one(table)
    assert isinstance(read, tables.Table)
    assert read.headings == ("One", "Two", "Three")
    assert read.texts == (("row", "✓", ""), ("• a\n• b", "x\ny", "p\nq"))
    assert read.rows[0][0].heading


SPANS = Table(
    (),
    COLUMNS,
    ((Cell((p("Head"),), rowspan=2), Cell((p("Both"),), colspan=2)), (cell("Two"), cell("Three"))),
    (
        (Cell((p("tall"),), rowspan=2, heading=True), cell("a & b &copy c"), cell("£1")),
        (Cell((p(Emph((Text("wide"),)), " *"),), colspan=2),),
        (cell("1. "), Cell((p("# ", Strong((Text("x"),))),)), cell()),
    ),
)


def test_a_table_with_spans() -> None:
    assert markdown(SPANS) == (
        "<table>\n"
        "<thead>\n"
        "<tr>\n"
        '<th rowspan="2">Head</th>\n'
        '<th colspan="2" align="center">Both</th>\n'
        "</tr>\n"
        "<tr>\n"
        '<th align="center">Two</th>\n'
        '<th align="right">Three</th>\n'
        "</tr>\n"
        "</thead>\n"
        "<tbody>\n"
        "<tr>\n"
        '<th rowspan="2">tall</th>\n'
        '<td align="center">a &amp; b &amp;copy c</td>\n'
        '<td align="right">£1</td>\n'
        "</tr>\n"
        "<tr>\n"
        '<td colspan="2" align="center">\n'
        "\n"
        "*wide* \\*\n"
        "\n"
        "</td>\n"
        "</tr>\n"
        "<tr>\n"
        "<td>1. </td>\n"
        '<td align="center">\n'
        "\n"
        "\\# **x**\n"
        "\n"
        "</td>\n"
        '<td align="right"></td>\n'
        "</tr>\n"
        "</tbody>\n"
        "</table>\n"
    )
    assert html(SPANS) == (
        '<div class="table">\n'
        '<table class="columns-3 short">\n'
        '<colgroup><col style="width:33.3%"><col style="width:33.3%"><col style="width:33.3%">'
        "</colgroup>\n"
        "<thead>\n"
        '<tr><th scope="col" rowspan="2">Head</th>'
        '<th scope="col" colspan="2" class="center">Both</th></tr>\n'
        '<tr><th scope="col" class="center">Two</th><th scope="col" class="right">Three</th></tr>\n'
        "</thead>\n"
        "<tbody>\n"
        '<tr><th scope="row" rowspan="2">tall</th><td class="center">a &amp; b &amp;copy c</td>'
        '<td class="right">£1</td></tr>\n'
        '<tr><td colspan="2" class="center"><em>wide</em> *</td></tr>\n'
        '<tr><td>1. </td><td class="center"># <strong>x</strong></td><td class="right"></td></tr>\n'
        "</tbody>\n"
        "</table>\n"
        "</div>\n"
    )
    read = one(SPANS)
    assert isinstance(read, tables.Table)
    assert [[cell.text for cell in row] for row in tables.expanded(read.head)] == [
        ["Head", "Both", "Both"],
        ["Head", "Two", "Three"],
    ]
    assert read.texts == (
        ("tall", "a & b &copy c", "£1"),
        ("tall", "wide *", "wide *"),
        ("1.", "# x", ""),
    )


def test_a_span_from_above_moves_the_cells_of_the_rows_below() -> None:
    rows = (
        (Cell(rowspan=3), Cell(colspan=2), Cell(rowspan=2)),
        (Cell(), Cell()),
        (Cell(colspan=2), Cell()),
        (Cell(), Cell(), Cell(), Cell()),
    )
    assert [[column for column, _ in row] for row in placed(rows)] == [
        [0, 1, 3],
        [1, 2],
        [1, 3],
        [0, 1, 2, 3],
    ]


def test_empty_tables_and_cells() -> None:
    empty = Table((Text("None"),), COLUMNS[:2], ((cell("A"), cell("B")),), ())
    assert (
        markdown(empty) == '**<a id="table-1"></a>Table 1: None**\n\n| A | B |\n| :--- | :---: |\n'
    )
    read = one(empty)
    assert isinstance(read, tables.Table)
    assert (read.caption, read.headings, read.rows) == ("None", ("A", "B"), ())
    blank = Table((), COLUMNS[:2], (), ((cell(heading=True), cell()),))
    assert markdown(blank) == "|  |  |\n| :--- | :---: |\n|  |  |\n"


def test_a_table_within_a_table_is_refused_in_markdown() -> None:
    inner = Table((), COLUMNS[:1], (), ((cell("x"),),))
    with pytest.raises(TypeError, match="a table within a table cannot be written"):
        markdown(Table((), COLUMNS[:1], (), ((Cell((inner,)),),)))


# What surrounds the blocks of a page.


def test_the_page_about_a_document() -> None:
    content = document(
        Heading(1, (Text("T"),), "t"),
        Heading(2, (Text("A <b>"),), "a"),
        Heading(3, (Text("A1"),), "a1"),
        Heading(3, (Text("A2"),), "a2"),
        Heading(2, (Text("B"),), "b"),
        draft=True,
    )
    page = FORMATS["html"].write(content, LOOK).decode("utf-8")
    assert "<title>A &lt;title&gt; – Sub &amp; title</title>" in page
    assert '<html lang="en-GB">' in page
    assert '<body class="draft">' in page
    assert "<script" not in page
    assert page.split("<summary>Contents</summary>\n")[1].split("\n</details>")[0] == (
        "<ul>\n"
        '<li><a href="#a">A &lt;b&gt;</a>\n'
        "<ul>\n"
        '<li><a href="#a1">A1</a></li>\n'
        '<li><a href="#a2">A2</a></li>\n'
        "</ul></li>\n"
        '<li><a href="#b">B</a>\n'
        "</li>\n"
        "</ul>"
    )


@pytest.mark.parametrize("levels", [(), (1,), (3,), (3, 3, 2, 3), (2, 3, 2), (4, 2, 3, 3)])
def test_contents_are_well_nested_whatever_the_headings(levels: tuple[int, ...]) -> None:
    headings = [Heading(n, (Text(f"H{i}"),), f"h{i}") for i, n in enumerate(levels)]
    tree = tree_of_page(FORMATS["html"].write(document(*headings), LOOK))
    listed = [f"#h{i}" for i, n in enumerate(levels) if n in (2, 3)]
    navs = [node for node in tree.walk() if node.tag == "nav"]
    # Beside the text, and folded for screens without room there.
    assert len(navs) == (2 if listed else 0)
    for nav in navs:
        for node in nav.walk():
            if node.tag == "ul":
                assert all(one.tag == "li" for one in node.children if not isinstance(one, str))
        assert [node.attributes["href"] for node in nav.walk() if node.tag == "a"] == listed


# How documents open.

LETTER = (
    p("Sender"),
    p("Addressee"),
    Heading(1, (Text("Subject"),), "subject"),
    p("What it says."),
    p("Yours,"),
    p("Me"),
)


def page(opening: Opening, *blocks: Block, status: str = "Issued") -> str:
    content = replace(document(*blocks), opening=opening, status=status)
    return FORMATS["html"].write(content, LOOK).decode("utf-8")


def test_a_letter_has_neither_bar_nor_contents() -> None:
    made = page("letter", *LETTER)
    assert '<body class="letter">\n<div class="page">\n<main id="content">\n' in made
    assert [node.tag for node in tree_of_page(made.encode()).walk() if node.tag == "nav"] == []
    assert made.split('<main id="content">\n')[1].split("\n</main>")[0] == (
        '<p class="sender">Sender</p>\n'
        '<p class="head">Addressee</p>\n'
        '<h1 id="subject">Subject</h1>\n'
        "<p>What it says.</p>\n"
        '<p class="closing">Yours,</p>\n'
        '<p class="signature">Me</p>'
    )
    assert '<header><p class="status">Draft</p></header>\n<div class="page">' in page(
        "letter", *LETTER, status="Draft"
    )


@pytest.mark.parametrize("opening", ["title block", "masthead"])
def test_contents_are_listed_where_there_are_sections(opening: Opening) -> None:
    title, section = Heading(1, (Text("T"),), "t"), Heading(2, (Text("S"),), "s")
    assert "<nav" not in page(opening, title, p("x"))
    assert '<a href="#s">S</a>' in page(opening, title, section, p("x"))
    assert "<span>A &lt;title&gt; – Sub &amp; title</span>" in page(opening, title)


def test_a_date_line_is_in_italics_and_right_under_the_title() -> None:
    title, day = Heading(1, (Text("T"),), "t"), p(Emph((Text("A day"),)))
    assert '<p class="dateline"><em>A day</em></p>' in page("masthead", title, day)
    for blocks in ((title, p("x"), day), (title, p("On ", Emph((Text("a day"),)))), (day, title)):
        assert 'class="dateline"' not in page("masthead", *blocks)
    assert 'class="dateline"' not in page("title block", title, day)


@pytest.mark.parametrize("count", range(len(LETTER) + 1))
@pytest.mark.parametrize("opening", ["cover", "title block", "masthead", "letter"])
def test_every_block_has_one_place_and_is_written(opening: Opening, count: int) -> None:
    """Also of a letter that lacks what makes it one: a template of a register may be anything."""
    for blocks in (LETTER[:count], LETTER[count:]):
        content = replace(document(*blocks), opening=opening)
        assert len(places_of(content)) == len(kept_of(content)) == len(blocks)
        words = [plain(body) for block in blocks for body in inlines_of(block)]
        for name, known in FORMATS.items():
            read = " ".join(lines_of(known.write(content, LOOK), name))
            assert [word for word in words if word not in read] == []


# What Markdown would read as its own.

# Text, as a value may hold it, and how it is written.
ESCAPED = [
    ("plain, with £5, “quotes” and a_b_c", "plain, with £5, “quotes” and a_b_c"),
    ("*a* **b** _c_ __d__", r"\*a\* \*\*b\*\* \_c\_ \_\_d\_\_"),
    ("`code` ``` ~~gone~~", r"\`code\` \`\`\` \~\~gone\~\~"),
    ("[x](y) ![i](j) [^1] [r]", r"\[x\](y) \!\[i\](j) \[^1\] \[r\]"),
    ("<b>&amp; &#65; &copy; & AT&T", r"\<b\>\&amp; \&#65; \&copy; & AT&T"),
    ("a | b", r"a \| b"),
    ("back\\slash \\* \\", r"back\\slash \\\* \\"),
    ("$x$ and $$y$$", r"\$x\$ and \$\$y\$\$"),
    ("{{ x }} {% raw %}", r"\{\{ x \}\} \{% raw %\}"),
]


@pytest.mark.parametrize(("text", "written"), ESCAPED)
def test_escaping(text: str, written: str) -> None:
    assert escape(text) == written
    assert one(p(text)) == tables.Paragraph((Run(text),))


AT_LINE_START = [
    *("# h", "#", "###### h", "####### no heading", "- i", "-", "+ i", "* i", "1. i", "1) i"),
    *("0. i", "999999999. i", "1234567890. no list", "---", "- - -", "***", "___", "===", "="),
    *("> q", "```", "~~~ x", "    code", "| a | b |", ":---", "[^1]: note", "[r]: https://x.y"),
    *("<div>", "<!-- c -->", "<?php", "Table: x", " - blank first", "$$", "1.", "•"),
]


@pytest.mark.parametrize("text", AT_LINE_START)
def test_no_text_begins_a_block_of_its_own(text: str) -> None:
    """In a paragraph, an item, a note, a heading, and the two kinds of cell."""
    note = Note("n", (Text(text),))
    blocks = (
        p(text),
        Heading(2, (Text(text),), "h"),
        Bullets(((p(text),), (p(text), p(text)))),
        p("noted", note),
        Table((), COLUMNS[:2], (), ((cell(text), cell("x", note)),)),
        Table((), COLUMNS[:2], (), ((Cell((p(text, note),), colspan=2),),)),
    )
    # A blank in front is not kept: neither format shows one.
    kept = text.lstrip(" ")
    run, noted = Run(kept), Run(kept, ("note 1",))
    paragraph = tables.Paragraph((run,))
    wanted = (
        paragraph,
        tables.Heading(2, (run,)),
        tables.Items(((paragraph,), (paragraph, paragraph))),
        tables.Paragraph((Run("noted"), noted)),
        tables.Table("", (), ((tables.Cell(((run,),)), tables.Cell(((Run("x"), noted),))),)),
        tables.Table("", (), ((tables.Cell(((run, noted),), colspan=2),),)),
    )
    content = document(*blocks)
    for name, read in READERS.items():
        assert read(FORMATS[name].write(content, LOOK)) == wanted, name


@pytest.mark.parametrize("text", ["C #", "#", "a ##", "#5 #", "a#", "a # b"])
def test_no_text_ends_a_heading_early(text: str) -> None:
    assert one(Heading(3, (Text(text),), "h")) == tables.Heading(3, (Run(text),))


B, E = (Text("b"),), (Text("e"),)

# What neighbours do to each other: emphasis, images, links and notes that nobody meant.
NEIGHBOURS: list[tuple[Inline, ...]] = [
    (Strong((Text("bang!"),)), Text("s")),
    (Text("a"), Strong((Text("(b)"),)), Text("c")),
    (Text("a"), Emph((Text("“b”"),)), Text("c")),
    (Strong(B), Strong(E)),
    (Strong(B), Emph(E)),
    (Emph((Text("a"), Strong(B), Text("c"))),),
    (Emph((Strong(B), Text("c"))),),
    (Strong((Text("a "), Emph(E))),),
    (Text("*"), Strong(B), Text("*")),
    (Text("\\"), Strong(B)),
    (Strong((Text("5*"),)), Text("*")),
    (Text("wow!"), Link("https://a.b", B)),
    (Text("wow!"), Note("n", B)),
    (Note("n", B), Text("(https://a.b)")),
    (Note("n", B), Text(": no definition")),
    (Text("&"), Text("amp;")),
    (Text("a"), Text("_"), Text("b_")),
    (Link("https://a.b", (Text("["), Strong((Text("]"),)))), Text("(c)")),
]


@pytest.mark.parametrize("body", NEIGHBOURS, ids=repr)
def test_neighbours(body: tuple[Inline, ...]) -> None:
    content = document(Paragraph(body))
    (read,) = read_html(FORMATS["html"].write(content, LOOK))
    assert read_markdown(FORMATS["md"].write(content, LOOK)) == (read,)


@pytest.mark.parametrize(
    "target",
    [
        "https://a.org/b_(c)_*d*?e=1&copy;=2&amp;f=~g~#h",
        "https://a.org/[b]/`c`/$d$/{e}",
        "https://a.org/back\\slash\\*",
        "mailto:a.b@c.org",
        "rid-0.4-annex-a.pdf",
    ],
)
def test_links_lead_where_they_should(target: str) -> None:
    read = one(p(Link(target, (Text("a"),)), "."))
    assert read == tables.Paragraph((Run("a", (f"link {target}",)), Run(".")))
    table = Table((), COLUMNS[:1], (), ((cell(Link(target, (Text("a"),))),),))
    content = one(table)
    assert isinstance(content, tables.Table)
    assert tables.links(content.rows[0][0].lines[0]) == (target,)
