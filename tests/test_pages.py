"""Pages: where they lead, how they adapt to a screen and to paper, whether they can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from sectool.blocks import Align, Cell, Column, Document, Heading, Paragraph, Table, Text, cell
from sectool.render.formats import FORMATS
from tests.command import run
from tests.tables import LOOK, Node, tree_of_page

RID = "rid-2022-11"


def document(*blocks: Heading | Paragraph | Table) -> Document:
    return Document("T", "S", "en-GB", "A", "Version 1", False, blocks)


def page_of(made: Document) -> str:
    return FORMATS["html"].write(made, LOOK).decode("utf-8")


def nodes_of(page: str) -> list[Node]:
    return list(tree_of_page(page.encode()).walk())


def table(columns: int, *, head: bool = True, word: str = "c") -> Table:
    row = tuple(cell(f"{word}{i}") for i in range(columns))
    return Table(
        (Text("A caption"),),
        (Column(),) * columns,
        (row,) if head else (),
        (row, (cell(), *row[1:])),
    )


# What it leads to.


@pytest.mark.parametrize(
    "formats",
    [("html", *others) for n in range(3) for others in combinations(("md", "docx"), n)],
    ids=",".join,
)
def test_a_page_leads_to_what_is_built_with_it(formats: tuple[str, ...], tmp_path: Path) -> None:
    names = ",".join(formats)
    done = run("publication", "build", RID, "--format", names, "--output", tmp_path)
    (page,) = tmp_path.rglob("*.html")
    navs = [node for node in nodes_of(page.read_text("utf-8")) if node.tag == "nav"]
    beside = [one for nav in navs if nav.attributes.get("class") == "formats" for one in nav.walk()]
    every = [one.attributes["href"] or "" for one in beside if one.tag == "a"]
    links = [link for link in every if not link.startswith("#")]
    assert len(links) == len(formats) - 1
    assert {*links, page.name} == {Path(line).name for line in done.lines}
    assert all((page.parent / link).is_file() for link in links)
    done = run("publication", "verify", page)
    assert (done.returncode, "the register gives this document" in done.stdout) == (0, True)


def test_another_link_is_told(tmp_path: Path) -> None:
    run("publication", "build", RID, "--format", "html,md", "--output", tmp_path)
    (page,) = tmp_path.rglob("*.html")
    text = page.read_text("utf-8")
    page.write_text(re.sub(r'href="rid[^"]*\.md"', 'href="other.md"', text), encoding="utf-8")
    done = run("publication", "verify", page)
    assert (done.returncode, "- href: other.md" in done.lines) == (1, True)


# How it adapts.

TITLE, SECTION = Heading(1, (Text("T"),), "t"), Heading(2, (Text("S"),), "s")
FACTS = Table((), (Column(), Column()), (), ((cell("Date"), cell("today")),))
WORDS = Paragraph((Text("words"),))


@pytest.mark.parametrize(
    ("head", "before"),
    [((TITLE,), "</h1>"), ((TITLE, WORDS, FACTS, WORDS), "</div>"), ((FACTS,), "</div>"), ((), "")],
)
def test_folded_contents_come_after_title_and_facts(
    head: tuple[Heading | Paragraph | Table, ...], before: str
) -> None:
    main = page_of(document(*head, SECTION)).partition('<main id="content">')[2]
    assert main.partition('<nav class="folded"')[0].endswith(f"{before}\n")


def test_contents_that_a_style_sheet_of_before_does_not_know_are_hidden() -> None:
    page = page_of(document(TITLE, SECTION))
    folded = [node for node in nodes_of(page) if node.attributes.get("id") == "contents"]
    back = [node for node in nodes_of(page) if node.attributes.get("href") == "#contents"]
    assert [{*node.attributes} >= {"hidden"} for node in (*folded, *back)] == [True, True]
    assert "#contents" not in page_of(document(TITLE, WORDS))


@pytest.mark.parametrize("columns", range(1, 15))
@pytest.mark.parametrize("word", ["c", "Modification"])
def test_only_tables_that_may_scroll_are_stops(columns: int, word: str) -> None:
    """By their words at 320 pixels, or since the style sheet gives them a width."""
    page = page_of(document(table(columns, word=word)))
    least = 8 if word == "c" else 5
    stops = columns >= least or columns == 6
    assert ("tabindex" in page.partition("<main")[2]) == stops


def test_a_heading_beside_ticks_is_not_broken_and_a_mark_is_a_word() -> None:
    def scrolls(first: Cell, align: Align) -> bool:
        row = (first, *(cell("c") for _ in range(4)))
        made = Table((Text("A"),), (Column(), *(Column(1.0, align),) * 4), (row,), (row, row))
        return "tabindex" in page_of(document(made)).partition("<main")[2]

    words = cell("Words of a row that has several", heading=True)
    assert [scrolls(words, "left"), scrolls(words, "center")] == [False, True]
    wide = cell("Words", heading=True)
    assert not scrolls(wide, "center")


@pytest.mark.parametrize("columns", range(2, 7))
def test_cells_of_cards_say_what_they_are(columns: int) -> None:
    cells = [n for n in nodes_of(page_of(document(table(columns)))) if n.tag == "td"]
    labels = [node.attributes.get("data-label") for node in cells]
    names = [f"c{i}" for i in range(columns)] if columns in (3, 4) else [None] * columns
    # An empty cell is left out of its card.
    assert labels == [*names, None, *names[1:]]
    spanned = replace(table(3), rows=((cell("x"), Cell((), colspan=2)),))
    for other in (table(columns, head=False), spanned):
        assert "data-label" not in page_of(document(other)).partition("<main")[2]


def test_each_printed_page_says_which_paper_it_is() -> None:
    running = 'RID "2022-11"\\ </style> · White'
    page = page_of(replace(document(WORDS), running=running))
    assert (
        '@bottom-left { content: "RID \\22 2022-11\\22 \\5c  \\3c \\2f style\\3e  · White"; }'
        in page
    )
    assert 'content: counter(page) " of " counter(pages)' in page
    assert page.index("counter(pages)") < page.index(":root")


# Whether it can be read.


def colours_of(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", style))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_stand_out_from_what_is_behind_them() -> None:
    style = LOOK.text("style.css")
    dark = style.partition("prefers-color-scheme: dark")[2].partition("}\n}")[0]
    light = colours_of(style.partition("}")[0])
    assert {*colours_of(dark)} <= {*light}
    for colours in (light, light | colours_of(dark)):
        words = [
            *(("ink", on) for on in ("paper", "shade", "found")),
            *(("soft", on) for on in ("paper", "shade")),
            *(("accent", on) for on in ("paper", "shade")),
            *(("on-dark", on) for on in ("head", "draft")),
        ]
        for one, behind in words:
            assert contrast(colours[one], colours[behind]) >= 4.5, (one, behind, colours)
        # Of the ring's two colours one stands out from everything that takes the focus.
        (ring,) = re.findall(r"0 0 0 3px (#[0-9a-f]{6})", style)
        for behind in ("paper", "shade", "head", "draft"):
            assert max(contrast(c, colours[behind]) for c in (ring, colours["ink"])) >= 3
