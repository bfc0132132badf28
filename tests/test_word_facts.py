"""Facts in Word files: paragraphs of a style of their own, since tables need a heading row."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, Twips

from sectool.blocks import Bullets, Cell, Column, Link, Table, Text, cell
from sectool.load.shipped import SHARED
from sectool.pipeline import build
from sectool.render.reading import lines_of
from sectool.render.wide_tables import set_tables
from sectool.render.word import write
from tests import tables
from tests.office import read_word
from tests.register import BSC, MINIMAL, NOVEMBER_2019, SEED, opened
from tests.test_word import (
    FACTS,
    NOTE,
    SAMPLE,
    TITLE,
    document,
    numbered,
    part,
    says,
    unzipped,
    value,
    words,
)
from tests.word_checks import W, faults, without_heading_row, zipped

SHIPPED = SHARED / "style.docx"
LINK = Link("https://example.org/", (Text("link"),))


LIST = Bullets(((says("x"), says("more"), numbered("in", start=None)), (says("y"),)))


def row(label: str, *body: object) -> tuple[Cell, Cell]:
    return cell(label, heading=True), Cell(body)  # type: ignore[arg-type]


FULL = replace(
    FACTS,
    rows=(
        row("Status", says("Issued")),
        (replace(cell("Date", heading=True), mark="changed"), cell("Today")),
        row("Several", says("One"), says("two ", LINK), says("[TODO: three]")),
        row("Ends in a list", says("These:"), numbered("a", "b")),
        row("List", LIST),
        row("Noted", says("v", NOTE), numbered("between", start=None), says("after")),
        row("Nothing"),
        row("A label that is too long to have any value beside it at all", says("Below")),
        row("End", says("Last")),
    ),
)
LINES = [
    *("Status", "Issued", "Date", "Changed", "Today", "Several", "One", "two link"),
    *("[TODO: three]", "Ends in a list", "These:", "a", "b", "List", "x", "more", "in", "y"),
    *("Noted", "v", "between", "after", "Nothing"),
    *("A label that is too long to have any value beside it at all", "Below", "End", "Last"),
]


def styled(file: bytes, style: str) -> list[str]:
    return [
        words(one, tab="|") for one in part(file).iter(W + "p") if value(one, "pPr/pStyle") == style
    ]


@pytest.mark.parametrize("register", [SEED, BSC, NOVEMBER_2019, MINIMAL], ids=lambda one: one.name)
def test_every_table_has_a_heading_row(register: Path) -> None:
    loaded = opened(register)
    for name in loaded.register.publications:
        made = build(loaded, name).document
        file = write(replace(made, blocks=set_tables(made.blocks)), SHIPPED)
        assert without_heading_row(file) == [], name
        assert faults(file) == []


@pytest.fixture(scope="module")
def full() -> bytes:
    return write(document(TITLE, FULL), SHIPPED)


def test_a_fact_is_a_paragraph(full: bytes) -> None:
    assert faults(full) == []
    assert without_heading_row(full) == []
    long = "A label that is too long to have any value beside it at all|\nBelow"
    assert styled(full, "Facts") == [
        *("Status|Issued", "Date|Changed|Today", "|[TODO: three]", "|after", "Nothing|", long),
        "End|Last",
    ]
    # Without a rule below it, where its fact goes on.
    assert styled(full, "FactsOpen") == [
        *("Several|One", "|two link", "Ends in a list|These:", "List|", "Noted|v[1]"),
    ]
    assert styled(full, "TableNumber") == ["a", "b"]
    assert styled(full, "TableBullet") == ["x", "in", "y", "between"]
    kept = [one for one in part(full).iter(W + "p") if one.find(f"{W}pPr/{W}keepNext") is not None]
    assert [words(one, tab="|") for one in kept] == [
        *("Status|Issued", "Several|One", "|two link", "Ends in a list|These:", "List|"),
        *("Noted|v[1]", "between", long),
    ]
    [link] = part(full).iter(W + "hyperlink")
    assert words(link) == "link"
    [marked] = [one for one in part(full).iter(W + "p") if one.find(f".//{W}left") is not None]
    assert words(marked) == "DateChangedToday"


def test_facts_are_read_back(full: bytes) -> None:
    """As the lines that the cells of a table were, and by the tests' own reader as that table."""
    assert lines_of(full, "docx")[1 : len(LINES) + 1] == LINES
    [table] = [one for one in read_word(full) if isinstance(one, tables.Table)]
    assert {row[0]: row[1] for row in table.texts} == {
        "Status": "Issued",
        "Date\nChanged": "Today",
        "Several": "One\ntwo link\n[TODO: three]",
        "Ends in a list": "These:\n1. a\n2. b",
        "List": "• x\nmore\n• in\n• y",
        "Noted": "v\n• between\nafter",
        "Nothing": "",
        "A label that is too long to have any value beside it at all": "Below",
        "End": "Last",
    }


def test_facts_of_files_written_before_are_read_as_the_same(full: bytes) -> None:
    """There they are a table; and what has tabs but is no fact is one line, as it was."""
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in pair)
        + "</w:tr>"
        for pair in (("Status", "Issued"), ("Date", "Today"))
    )
    now = write(SAMPLE, SHIPPED)
    files = unzipped(now)
    text = files["word/document.xml"].decode()
    facts = re.compile(r'(?:<w:p><w:pPr><w:pStyle w:val="Facts"/>(?:(?!</w:p>).)*</w:p>)+')
    assert len(facts.findall(text)) == 2
    before = facts.sub(f"<w:tbl>{cells}</w:tbl>", text)
    then = zipped({**files, "word/document.xml": before})
    assert lines_of(then, "docx") == lines_of(now, "docx")
    tabbed = text.replace('<w:pStyle w:val="Facts"/>', '<w:pStyle w:val="Normal"/>')
    assert "StatusIssued" in lines_of(zipped({**files, "word/document.xml": tabbed}), "docx")


def test_a_house_has_facts_of_its_own(tmp_path: Path) -> None:
    """In the place that its style gives values, unless a label needs more; else they are ours."""
    house = docx.Document()
    house.styles["Normal"].font.size = Pt(12)
    house.save(str(tmp_path / "bare.docx"))
    style = house.styles.add_style("Facts", 1)
    style.paragraph_format.left_indent = Twips(3000)
    style.paragraph_format.first_line_indent = Twips(-3000)
    house.save(str(tmp_path / "own.docx"))
    for name, own in (("bare", "2300"), ("own", "3000")):
        for label, wanted in (("Status", None), ("A label of some thirty letters", "3800")):
            facts = replace(FACTS, rows=(row(label, says("value")), row("x", says("y"))))
            file = write(document(TITLE, facts), tmp_path / f"{name}.docx")
            assert faults(file) == []
            assert lines_of(file, "docx")[1:5] == [label, "value", "x", "y"]
            [made] = [
                s for s in part(file, "styles").iter(W + "style") if value(s, "name") == "Facts"
            ]
            assert made.find(f"{W}pPr/{W}ind").get(W + "hanging") == own
            [first, _] = [p for p in part(file).iter(W + "p") if value(p, "pPr/pStyle") == "Facts"]
            indent = first.find(f"{W}pPr/{W}ind")
            assert (indent is None) == (wanted is None)
            assert wanted is None or int(indent.get(W + "hanging")) > int(wanted)


def test_a_table_without_head_that_is_no_list_of_facts_stays_a_table() -> None:
    three = Table((), (Column(), Column(), Column()), (), ((cell("a"), cell("b"), cell("c")),))
    plain = replace(FACTS, rows=((cell("a"), cell("b")),))
    file = write(document(TITLE, three, says("x"), plain), SHIPPED)
    assert faults(file) == []
    assert without_heading_row(file) == ["no heading row: abc", "no heading row: ab"]
