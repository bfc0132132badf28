"""What documents name leads there: ids to entries, tables and chapters by their numbers."""

from __future__ import annotations

import re
from functools import cache

import pytest

from sectool.blocks import (
    Anchor,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Strong,
    Table,
    Text,
    plain,
)
from sectool.building import Built, build
from sectool.render import markdown
from sectool.render.formats import FORMATS
from sectool.render.references import anchors_in, places_wanted, with_references
from sectool.words import slug
from tests.register import BSC, SEED, opened
from tests.tables import LOOK, ready

PUBLICATIONS = [
    (register, name) for register in (SEED, BSC) for name in opened(register).register.publications
]


@cache
def built(register: object, name: str) -> Built:
    found = {one: opened(one) for one in (SEED, BSC)}
    return build(found[register], name)  # type: ignore[index]


@pytest.mark.parametrize(("register", "name"), PUBLICATIONS, ids=[name for _, name in PUBLICATIONS])
def test_every_link_leads_to_a_place_that_is_there(register: object, name: str) -> None:
    blocks = ready(built(register, name).document).blocks
    headings = [block.id for block in blocks if isinstance(block, Heading)]
    there = [*headings, *anchors_in(blocks)]
    assert len(there) == len(set(there)), "no place twice"
    wanted = set(places_wanted(blocks))
    assert wanted <= set(there)
    # A template that asks for the number of a table has that table.
    asked = places_wanted(built(register, name).document.blocks)
    captions = {slug(plain(b.caption)) for b in blocks if isinstance(b, Table) and b.caption}
    assert all(
        any(caption.endswith(slug(one.removeprefix("table:"))) for caption in captions)
        for one in asked
        if one.startswith("table:")
    )


def test_the_rid_leads_from_each_id_to_its_entry() -> None:
    blocks = ready(built(SEED, "rid-2022-11").document).blocks
    entries = {"secmp0015", "secmp0056", "mp099", "mp078", "mp085a", "mp140", "mp141", "mp143"}
    assert entries <= set(anchors_in(blocks))
    assert entries <= set(places_wanted(blocks))
    assert {"appendix-1-version-control", "table-3", "table-7"} <= set(places_wanted(blocks))


def entry(id_: str, words: str) -> tuple[Block, ...]:
    return (Paragraph((Strong((Text(id_),)), Text(f" ‘Title’ {words}"))),)


def document(*blocks: Block) -> Document:
    return Document(
        "T", "S", "en-GB", "A", "Issued", False, (Heading(1, (Text("T"),), "t"), *blocks)
    )


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_what_is_no_name_leads_nowhere() -> None:
    said = words("MP1234, XMP123, MP123/4 and http://x.org/MP123; MP123’s and MP123.")
    blocks = (
        Heading(2, (Text("3. Plan"),), "3-plan"),
        Bullets((entry("MP123", "is MP123, not MP124."), entry("MP124", "follows MP123."))),
        said,
        words("See section 3, section 4, section 3 of the Act, section 3.1 and Appendix 3."),
        # Words of people: their section may be one of another paper.
        Paragraph((Text("See section 3.").from_(("notes",)),)),
    )
    assert [*places_wanted(with_references(blocks))] == [
        *("mp124", "mp123", "mp123", "mp123", "3-plan"),
    ]


TABLE = Table((Text("Costs"),), (Column(),), (), ((Cell((words("MP123"),)),),))
BLOCKS = (
    Heading(2, (Text("1. Scope"),), "1-scope"),
    Bullets((entry("MP123", "is one."),)),
    Paragraph((Link("#table:costs", (Text("Table"),)), Text(" has MP123; see section 1."))),
    TABLE,
    Paragraph((Link("#table:none", (Text("Table"),)), Text(" is not there."))),
)


def test_every_format_leads_there() -> None:
    made = {name: FORMATS[name].write(document(*BLOCKS), LOOK) for name in ("md", "html", "docx")}
    text = made["md"].decode()
    assert '<a id="mp123"></a>**MP123** ‘Title’ is one.' in text
    assert "[Table\u00a01](#table-1) has [MP123](#mp123); see [section 1](#1-scope)." in text
    assert '**<a id="table-1"></a>Table 1: Costs**' in text
    assert "\nTable is not there.\n" in text
    page = made["html"].decode()
    assert '<span id="mp123"><strong>MP123</strong></span>' in page
    assert '<caption><span id="table-1">Table 1</span>: Costs</caption>' in page
    assert re.findall('href="#([^"]*)"', page)[-4:] == ["table-1", "mp123", "1-scope", "mp123"]


def test_a_comparison_and_a_record_see_none_of_it() -> None:
    assert not [*anchors_in(built(SEED, "rid-2022-11").document.blocks)]
    (only,) = [block for block in with_references(BLOCKS) if isinstance(block, Bullets)]
    (item,) = only.items
    assert isinstance(item[0], Paragraph)
    assert isinstance(item[0].body[0], Anchor)


def test_a_heading_of_odd_signs_is_found_by_code_hosts_too() -> None:
    heading = Heading(3, (Text("MP173 ‘SMKI – DCCKI changes’"),), "mp173-smki-dccki-changes")
    usual = Heading(3, (Text("A usual heading"),), "a-usual-heading")
    led = Paragraph((Link("#mp173-smki-dccki-changes", (Text("MP173"),)), Text(" in short")))
    made = Document("T", "", "en-GB", "", "", False, (led, heading, usual))
    assert markdown.write(made).decode() == (
        "[MP173](#mp173-smki-dccki-changes) in short\n\n"
        '### <a id="mp173-smki-dccki-changes"></a>MP173 ‘SMKI – DCCKI changes’\n\n'
        "### A usual heading\n"
    )
