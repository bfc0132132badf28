"""What is sent by mail: a page that holds in mail programs, and its words without any look."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sectool.blocks import Bullets, Column, Document, Heading, Paragraph, Table, Text, cell
from sectool.building import Built, build
from sectool.render.formats import FORMATS, TWINS
from sectool.render.reading import lines_of
from tests.command import run
from tests.register import BSC, SEED, opened
from tests.tables import LOOK, Node, tree_of_page

MAILS = ((SEED, "newsletter-2021-12-17"), (BSC, "newsletter-2020-02-28"))


def built(root: Path, name: str) -> Built:
    return build(opened(root), name)


def page_of(document: Document) -> str:
    return FORMATS["html"].write(document, LOOK).decode("utf-8")


def declared(node: Node) -> list[tuple[str, str]]:
    pairs = (one.split(":", 1) for one in node.attributes.get("style", "").split("; ") if one)
    return [(name.strip(), value.strip()) for name, value in pairs]


@pytest.fixture(params=MAILS, ids=["seed", "bsc"])
def nodes(request: pytest.FixtureRequest) -> list[Node]:
    page = page_of(built(*request.param).document)
    body = next(node for node in tree_of_page(page.encode()).walk() if node.tag == "body")
    return list(body.walk())


def test_no_element_says_one_thing_twice(nodes: list[Node]) -> None:
    for node in nodes:
        names = [name for name, _ in declared(node)]
        assert len(names) == len({*names}), (node.tag, names)


def test_grounds_and_paddings_are_those_of_cells(nodes: list[Node]) -> None:
    for node in nodes:
        look = dict(declared(node))
        if node.tag not in ("td", "th"):
            assert look.get("padding", "0") == "0", (node.tag, look)
        if node.tag in ("td", "th", "table"):
            assert node.attributes.get("bgcolor") == look.get("background-color"), node.tag
        elif node.tag != "body":
            assert "background-color" not in look, node.tag


def test_lines_are_as_high_in_outlook(nodes: list[Node]) -> None:
    for node in nodes:
        names = [name for name, _ in declared(node)]
        assert ("line-height" in names) == ("mso-line-height-rule" in names), (node.tag, names)


def test_rows_that_lay_it_out_are_no_tables_of_facts(nodes: list[Node]) -> None:
    layout = [node for node in nodes if node.attributes.get("role") == "presentation"]
    assert [node.attributes["class"] for node in layout] == ["ground", "sheet"]
    assert dict(declared(layout[1]))["max-width"] == "600px"


def test_outlook_has_a_table_of_600_pixels_around_it() -> None:
    page = page_of(built(*MAILS[0]).document)
    assert re.findall(r"<!--\[if mso\]>.*?<!\[endif\]-->", page) == [
        '<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" '
        'border="0" align="center"><tr><td><![endif]-->',
        "<!--[if mso]></td></tr></table><![endif]-->",
    ]


TITLE = Heading(1, (Text("T"),), "t")
INTRODUCTION = Paragraph((Text("Good <day>."),))


def mail_of(*blocks: Heading | Paragraph | Bullets | Table) -> Document:
    return Document(
        *("T", "S", "en-GB", "A", "Issued", False, blocks),
        mail=True,
        opening="masthead",
        imprint="MAIL x",
    )


def test_a_list_of_mails_shows_the_first_words_that_matter() -> None:
    listed = Bullets(((Paragraph((Text("News: " + "one " * 40),)),),))
    for blocks, words in (
        ((TITLE,), []),
        ((TITLE, INTRODUCTION), ["Good &lt;day&gt;."]),
        ((TITLE, INTRODUCTION, listed), ["News: " + "one " * 25 + "one …"]),
    ):
        page = page_of(mail_of(*blocks))
        assert re.findall(r'<div class="preheader"[^>]*>(.*?)</div>', page) == words
        assert page.index("<body") < page.find("preheader") or not words


def test_only_what_has_not_gone_out_is_marked() -> None:
    marked = replace(mail_of(TITLE), status="For issue")
    assert '<p class="status"' in page_of(marked)
    for status in ("Issued", "Issued 17 December 2021"):
        assert '<p class="status"' not in page_of(replace(mail_of(TITLE), status=status))


def test_its_words_alone() -> None:
    table = Table(
        (Text("Open"),),
        (Column(), Column(), Column()),
        ((cell("Id"), cell("Title"), cell("Closes")),),
        (
            (cell("MP078", heading=True), cell("A title"), cell("7 January")),
            (cell("x"), cell("word " * 20), cell()),
        ),
    )
    section = Heading(2, (Text("News"),), "news")
    items = Bullets(((Paragraph((Text("word " * 20),)),), (INTRODUCTION,)), start=9)
    assert TWINS["txt"].write(mail_of(TITLE, INTRODUCTION, section, items, table), LOOK) == (
        b"T\n=\n\nGood <day>.\n\nNews\n----\n\n"
        b"9. word word word word word word word word word word word word word word\n"
        b"   word word word word word word\n"
        b"10. Good <day>.\n\n"
        b"Open\n\nMP078\n  Title: A title\n  Closes: 7 January\n\n"
        b"x\n  Title: word word word word word word word word word word word word\n"
        b"    word word word word word word word word\n\nMAIL x\n"
    )


@pytest.mark.parametrize("mail", MAILS, ids=["seed", "bsc"])
def test_the_words_are_those_of_the_page(mail: tuple[Path, str], tmp_path: Path) -> None:
    root, name = mail
    done = run("publication", "build", name, "--format", "html", "--output", tmp_path, cwd=root)
    page, text = (Path(line) for line in done.lines)
    assert (page.suffix, text.suffix) == (".html", ".txt")
    words = set(re.findall(r"\w+", " ".join(lines_of(text.read_bytes(), "txt"))))
    for line in lines_of(FORMATS["md"].write(built(*mail).document, LOOK), "md"):
        if not line.startswith("href"):
            # What a row is about needs no heading.
            assert set(re.findall(r"\w+", line)) <= words | {
                "Date",
                "Modification",
                "Subject",
                "Table",
            }, line
    for line in text.read_text("utf-8").splitlines():
        assert len(line) <= 72 or "<http" in line, line
    done = run("publication", "verify", text, cwd=root)
    assert (done.returncode, "the register gives this document" in done.stdout) == (0, True)
    text.write_text(text.read_text("utf-8").replace("Meetings", "Parties"), encoding="utf-8")
    assert run("publication", "verify", text, cwd=root).returncode == 1
