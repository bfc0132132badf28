"""Documents compared block by block: what is told, once each, and the same from either side."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Emph,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Provenance,
    Series,
    Strong,
    Table,
    Text,
    cell,
    plain,
)
from sectool.compare import TOPICS, Change, changes_between, in_a_sentence, proposed_row
from sectool.compare.change import AMOUNTS, DAYS, when_of
from sectool.compare.content import ID
from sectool.dates import MONTHS, NO_BREAK, in_short, in_words
from sectool.documents.imprint import Imprint, find_imprint
from sectool.documents.kinds import CannotCompose
from sectool.load import load_register
from sectool.pipeline import build_now
from sectool.render.formats import FORMATS
from sectool.wording.filters import FILTERS
from tests.register import SEED, lean_copy
from tests.test_schedule import CALENDARS

WORKING = CALENDARS.working
assert WORKING is not None


# The values that the template of a RID words under its headings.
VALUES_UNDER = {
    "1. Scope": "targeted",
    "Approved": "approved",
    "Targeted": "targeted",
    "Technical Specification versions": "specification_matrix",
    "3. Implementation timeline": "timetable",
    "5. Costs": "costs",
    "DCC costs": "costs",
    "SECAS costs": "effort",
    "Appendix 1: Version control": "history",
    "Appendix 2: Glossary": "glossary",
}
SCOPE_ITEM = re.compile(
    r"(?P<will>will|proposes to) (?P<says>.*?)\. ?"
    r"(?:(?P<label>Cut-off date): (?P<cut_off>[^.]*)\.)?$"
)
HANGS_ON = {"will": ("says", True), "label": ("cut_off", True)}


def document(*blocks: Block, kind: str = "rid", day: date | None = None) -> Document:
    imprint = str(Imprint(kind.upper(), "x", "", day, "0" * 12))
    made: list[Block] = []
    value = ""
    for block in blocks:
        if isinstance(block, Heading):
            value = VALUES_UNDER.get(plain(block.body), "")
        made.append(worded(block, value) if value else block)
    return Document("Title", "", "en-GB", "", "", False, tuple(made), imprint, kind=kind)


def worded(block: Block, value: str) -> Block:
    """A block as the template would word a value: it keeps where its words come from."""
    match block:
        case Table():
            return replace(block, path=(value,))
        case Paragraph(body=body):
            return Paragraph(tuple(worded_in(inline, value) for inline in body))
        case Bullets(items=items):
            inner = (tuple(worded(one, value) for one in item) for item in items)
            return replace(block, items=tuple(inner))
        case _:
            return block


def worded_in(inline: Inline, value: str) -> Inline:
    if not isinstance(inline, Text):
        return inline
    item = SCOPE_ITEM.search(inline.text)
    if value not in ("approved", "targeted") or item is None:
        return inline.from_((value,))
    sources = []
    for name in item.groupdict():
        if item[name] is not None:
            field, holds = HANGS_ON.get(name, (name, None))
            sources.append(Provenance(*item.span(name), (value, field), holds))
    return Text(inline.text, tuple(sources))


def heading(text: str, level: int = 2) -> Heading:
    return Heading(level, (Text(text),), text)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def bullets(*items: str) -> Bullets:
    """A list; what stands before a bar is set in bold."""
    found = []
    for item in items:
        name, bar, rest = item.rpartition("|")
        body = (Strong((Text(name),)), Text(rest)) if bar else (Text(rest),)
        found.append((Paragraph(body),))
    return Bullets(tuple(found))


def table(headings: str, *rows: str, caption: str = "", headed: bool = False) -> Table:
    """A table whose cells are parted by bars; `>` at the end of a cell lets it span one more."""
    names = headings.split("|") if headings else []
    cells = []
    for row in rows:
        line: list[Cell] = []
        for n, text in enumerate(row.split("|")):
            words = text.rstrip(">")
            body = (Paragraph((Text(words),)),) if words else ()
            span = 1 + len(text) - len(words)
            line.append(Cell(body, colspan=span, heading=headed and n == 0))
        cells.append(tuple(line))
    width = len(names) or max(len(row.split("|")) for row in rows)
    head = (tuple(cell(name) for name in names),) if names else ()
    return Table((Text(caption),), tuple(Column() for _ in range(width)), head, tuple(cells))


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    found = changes_between(before, after, WORKING)
    assert {change.topic for change in found} <= set(TOPICS)
    return found


def said(before: Block, after: Block, section: str = "S", kind: str = "rid") -> list[str]:
    """What is told of a section of one block each."""
    one, other = (document(heading(section), block, kind=kind) for block in (before, after))
    return [in_a_sentence(change) for change in changes(one, other)]


def mirrored(change: Change) -> Change:
    moved = None if change.moved is None else -change.moved
    return replace(change, before=change.after, after=change.before, moved=moved)


# What holds for any two documents.

KEYS = st.sampled_from(
    ["MP078", "MP141", "DP190", "GBCS", "Section F", "UIT commences", "SIT ends"]
)
VALUES = st.sampled_from(
    [
        *("", "✓", "–", "£400,000", "£1,000 to £2,000", "TBC", "v4.1", "v4.2", "17"),
        *("1 Aug 2022", "8 Aug 2022", "Aug 2022", "To be confirmed"),
        "The TAG tells the CSC whether it finds the document fit for use. It meets in May.",
    ]
)
SENTENCES = st.sampled_from(
    [
        "Nothing is planned here.",
        "Three modifications are targeted for it and still to be decided.",
        "Four modifications are targeted for it and still to be decided.",
        "Closes: Friday 7 January 2022 (12 Working Days left).",
        "Closes: Friday 14 January 2022.",
        "The DCC tests this in SIT. Users test it in UIT, from 1 August 2022.",
        "The DCC tests this in SIT. Users test it in UIT, from 8 August 2022.",
        "MP078 ‘Batch two’ will bring in three IRPs. Cut-off date: 3 March 2022.",
        "MP078 ‘Batch 2’ will bring in three IRPs.",
    ]
)


@st.composite
def _inlines(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[object, ...]:
    text = Text(draw(texts))
    look = draw(st.sampled_from(["plain", "plain", "strong", "estimate", "link", "note"]))
    match look:
        case "strong":
            return (Strong((text,)),)
        case "estimate":
            return (Emph((text,), "estimate"),)
        case "link":
            return (Link("https://x.org/" + draw(st.sampled_from("ab")), (text,)),)
        case "note":
            return (text, Note("n", (Text(draw(SENTENCES)),)))
        case _:
            return (text,)


@st.composite
def _rows(draw: st.DrawFn, width: int) -> tuple[Cell, ...]:
    headed = draw(st.booleans())
    first = Cell((Paragraph(draw(_inlines(KEYS))),), heading=headed)  # type: ignore[arg-type]
    cells, left = [first], width - 1
    while left:
        span = draw(st.integers(1, left)) if draw(st.integers(0, 3)) == 0 else 1
        body: tuple[Block, ...] = (Paragraph(draw(_inlines(VALUES))),)  # type: ignore[arg-type]
        if draw(st.integers(0, 5)) == 0:
            body = (draw(_bullets()),)
        cells.append(Cell(body, colspan=span))
        left -= span
    return tuple(cells)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    names = draw(
        st.lists(
            st.sampled_from(["SIT", "UIT", "Date", "MP078", "MP099", "Notes"]),
            min_size=width,
            max_size=width,
        )
    )
    rows = draw(st.lists(_rows(width), max_size=5))
    head = (tuple(cell(name) for name in names),) if draw(st.integers(0, 4)) else ()
    return Table((Text("T"),), tuple(Column() for _ in names), head, tuple(rows))


@st.composite
def _bullets(draw: st.DrawFn) -> Bullets:
    bodies = st.one_of(_inlines(SENTENCES), _inlines(KEYS))
    return Bullets(tuple((Paragraph(body),) for body in draw(st.lists(bodies, max_size=4))))  # type: ignore[arg-type]


PARAGRAPHS = _inlines(SENTENCES).map(Paragraph)  # type: ignore[arg-type]
BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, _bullets(), _tables())
HEADINGS = st.builds(
    lambda name, level: heading(name, level),
    st.sampled_from(["1. Scope", "Costs", "MP078 ‘A’", "MP078 ‘B’", "Appendix 1: Version control"]),
    st.sampled_from([2, 2, 3]),
)
DOCUMENTS = st.builds(
    lambda blocks, kind, day: document(*blocks, kind=kind, day=day),
    st.lists(st.one_of(BLOCKS, BLOCKS, HEADINGS), max_size=9),
    st.sampled_from(["rid", "newsletter"]),
    st.sampled_from([None, date(2022, 1, 7), date(2022, 1, 14)]),
)


def _of_kind(one: Document, other: Document) -> Document:
    return replace(other, kind=one.kind)


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_a_document_is_no_change_of_itself(one: Document) -> None:
    assert changes(one, one) == ()


def _mirror_image(one: Document, other: Document) -> None:
    there, back = changes(one, other), changes(other, one)
    renamed = any(change.aspect == "heading" for change in there)

    # Sections and rows go by the names that the second document has for them, and topics by those.
    def nameless(change: Change) -> tuple[object, ...]:
        topic = None if renamed else change.topic
        return topic, change.before, change.after, change.moved

    assert Counter(nameless(mirrored(change)) for change in there) == Counter(map(nameless, back))
    for change in there:
        assert change.before != change.after
        assert in_a_sentence(change).strip()
        assert "None" not in in_a_sentence(change)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_the_reverse_is_the_mirror_image(one: Document, other: Document) -> None:
    _mirror_image(one, _of_kind(one, other))


def _rows_of_one_name(heads: list[str], *rows: tuple[Block, ...]) -> Document:
    """Rows that are all called MP078, each with some blocks, one a cell."""
    named = [Cell((Paragraph((Text("MP078"),)),), heading=True)]
    body = tuple((*named, *(Cell((block,)) for block in row)) for row in rows)
    head = (tuple(cell(name) for name in heads),)
    return document(Table((Text("T"),), tuple(Column() for _ in heads), head, body))


@pytest.mark.parametrize("many", [1, 2])
@pytest.mark.parametrize(
    "block", [Bullets(()), Paragraph((Text(""),)), Bullets(((Paragraph((Text("DP190"),)),),))]
)
def test_columns_that_changed_places_name_their_rows_alike(block: Block, many: int) -> None:
    """Rows of one name: forwards one column named them, and backwards the other."""
    one, other = (
        _rows_of_one_name(heads, *[(block,)] * many)
        for heads in (["SIT", "MP078"], ["MP078", "SIT"])
    )
    _mirror_image(one, other)
    three = _rows_of_one_name(["Date", "SIT", "Notes"], *([(block, Bullets(()))] * many))
    turned = _rows_of_one_name(["SIT", "Date", "Notes"], *([(block, Bullets(()))] * many))
    _mirror_image(three, turned)


FIGURES = st.sampled_from(["", "✓", "–", "£400,000", "TBC", "v4.1", "17", "1 Aug 2022", "Aug 2022"])
BLANK = ("", "–")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(FIGURES, FIGURES), min_size=3, max_size=3), max_size=5))
def test_every_cell_that_changed_is_told_once_and_no_other(
    cells: list[list[tuple[str, str]]],
) -> None:
    heads = ["SIT", "UIT", "Notes"]
    wanted: Counter[tuple[str, str, str | None, str | None]] = Counter()
    sides: list[list[str]] = [[], []]
    for n, row in enumerate(cells):
        name = f"MP{n:03}"
        for side in (0, 1):
            sides[side].append("|".join([name, *(pair[side] for pair in row)]))
        for head, pair in zip(heads, row, strict=True):
            before, after = (None if text in BLANK else text for text in pair)
            if before != after:
                wanted[name, head, before, after] += 1
    one, other = (
        document(table("Modification|SIT|UIT|Notes", *rows, headed=True)) if rows else document()
        for rows in sides
    )
    found = Counter((c.subject, c.aspect, c.before, c.after) for c in changes(one, other))
    assert found == wanted


# Tables.

COSTS = "Modification|SIT|UIT|Live"
PLAN = "Date|Event|Notes"


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (
            table(PLAN, "1 Aug 2022|Start of UIT|"),
            table(PLAN, "8 Aug 2022|Start of UIT|"),
            ["Start of UIT moves from 1 August 2022 to 8 August 2022, 5 Working Days later"],
        ),
        (
            table(PLAN, "29 Aug 2022|Start of UIT|"),
            table(PLAN, "30 Aug 2022|Start of UIT|"),
            ["Start of UIT moves from 29 August 2022 to 30 August 2022, 1 Working Day later"],
        ),
        (
            table(PLAN, "28 Aug 2022|Start of UIT|"),
            table(PLAN, "27 Aug 2022|Start of UIT|"),
            ["Start of UIT moves from 28 August 2022 to 27 August 2022"],
        ),
        (
            table(PLAN, "3 Aug 2099|Start of UIT|"),
            table(PLAN, "8 Aug 2022|Start of UIT|"),
            ["Start of UIT moves from 3 August 2099 to 8 August 2022"],
        ),
        (
            table(PLAN, "Aug 2022|Start of UIT|"),
            table(PLAN, "1 Aug 2022 to 12 Aug 2022|Start of UIT|"),
            ["Start of UIT moves from August 2022 to 1 Aug 2022 to 12 Aug 2022"],
        ),
        # Three rows of one name: the one that moved, and the one that is new.
        (
            table(PLAN, "3 May 2022|OPSG|x", "2 Aug 2022|OPSG|x", "6 Sep 2022|OPSG|x"),
            table(PLAN, "3 May 2022|OPSG|x", "9 Aug 2022|OPSG|x", "6 Sep 2022|OPSG|x"),
            ["OPSG moves from 2 August 2022 to 9 August 2022, 5 Working Days later"],
        ),
        (
            table(PLAN, "3 May 2022|OPSG|x", "6 Sep 2022|OPSG|x"),
            table(PLAN, "3 May 2022|OPSG|x", "5 Jul 2022|OPSG|x", "6 Sep 2022|OPSG|x"),
            ["OPSG is new: Date: 5 Jul 2022; Notes: x"],
        ),
        # A row renamed, alone and with another change.
        (
            table(PLAN, "1 Aug 2022|UIT commences|x"),
            table(PLAN, "1 Aug 2022|Users begin their tests|x"),
            ["“UIT commences” is now called “Users begin their tests”"],
        ),
        (
            table(PLAN, "1 Aug 2022|DCC submits draft TAD|x"),
            table(PLAN, "2 Aug 2022|DCC submits first draft TAD|x"),
            [
                "“DCC submits draft TAD” is now called “DCC submits first draft TAD”",
                "DCC submits first draft TAD moves from 1 August 2022 to 2 August 2022, "
                "1 Working Day later",
            ],
        ),
        # Two rows swapped; one moved past others. A row whose day moved moves with its day.
        (
            table(PLAN, "1 Aug 2022|A|", "Aug 2022|B|", "Sep 2022|C|"),
            table(PLAN, "Aug 2022|B|", "1 Aug 2022|A|", "Sep 2022|C|"),
            ["B is now placed first, no longer after A"],
        ),
        (
            table(PLAN, "1 Aug 2022|A|", "2 Aug 2022|B|", "3 Aug 2022|C|"),
            table(PLAN, "2 Aug 2022|B|", "3 Aug 2022|C|", "4 Aug 2022|A|"),
            ["A moves from 1 August 2022 to 4 August 2022, 3 Working Days later"],
        ),
        # Ticks: a cell, a row, a column; a cell of both is told with the row.
        (
            table("Document|MP078|MP099", "Appendix AD|✓|✓", headed=True),
            table("Document|MP078|MP099", "Appendix AD||✓", headed=True),
            ["Appendix AD is no longer ticked for MP078"],
        ),
        (
            table("Document|MP078", "Section F|✓", "Section G|", headed=True),
            table("Document|MP078|MP085A", "Section F|✓|✓", "Section H|✓|✓", headed=True),
            [
                "MP085A is new, ticked for Section F",
                "Section G is gone; it had no tick",
                "Section H is new, ticked for MP078 and MP085A",
            ],
        ),
        # An added column of another table; one that is called otherwise.
        (
            table("Modification|Title", "MP078|A title", headed=True),
            table("Modification|Title|Closes", "MP078|A title|3 Jan 2022", headed=True),
            ["Column “Closes” is new: 3 Jan 2022"],
        ),
        (
            table("Modification|Design|SIT", "MP078|£5,000|£7,000", headed=True),
            table("Modification|Design and Build|SIT", "MP078|£5,000|£7,000", headed=True),
            ["The heading “Design and Build” replaces “Design”"],
        ),
        # Costs, where cells span several columns.
        (
            table(COSTS, "MP141|£400,000|£1|£2", headed=True),
            table(COSTS, "MP141|£437,032|£1|£2", headed=True),
            ["MP141: SIT cost £437,032 instead of £400,000"],
        ),
        (
            table(COSTS, "MP141|£400,000>|£2", headed=True),
            table(COSTS, "MP141|£437,032>|£2", headed=True),
            ["MP141: SIT and UIT cost £437,032 instead of £400,000"],
        ),
        (
            table(COSTS, "MP141|£400,000>|£2", headed=True),
            table(COSTS, "MP141|£300,000|£100,000|£2", headed=True),
            ["MP141: SIT and UIT cost SIT £300,000; UIT £100,000 instead of £400,000 together"],
        ),
        (
            table(COSTS, "MP141|–>>", headed=True),
            table(COSTS, "MP141|£1,000|TBC|–", headed=True),
            [
                "MP141: SIT cost £1,000; no figure before",
                "MP141, UIT: “TBC” is new",
            ],
        ),
        # Ids are never taken for one another, whatever they have in common.
        (
            table(COSTS, "MP107|£5|£6|£7", headed=True),
            table(COSTS, "MP085A|£5|£6|£7", headed=True),
            [
                "MP107 is gone: SIT: £5; UIT: £6; Live: £7",
                "MP085A is new: SIT: £5; UIT: £6; Live: £7",
            ],
        ),
        # Nor are meetings of one name, where there are not as many as before.
        (
            table(PLAN, "8 Jul 2022|Ad hoc|a", "9 Jul 2022|Ad hoc|b"),
            table(PLAN, "1 Aug 2022|Ad hoc|c"),
            [
                "Ad hoc is gone: Date: 8 Jul 2022; Notes: a",
                "Ad hoc is gone: Date: 9 Jul 2022; Notes: b",
                "Ad hoc is new: Date: 1 Aug 2022; Notes: c",
            ],
        ),
        (
            table("Modification|Suppliers", "MP107|✓", headed=True),
            table("Modification|Suppliers", "MP085A|✓", headed=True),
            [
                "MP107 is gone, which was ticked for Suppliers",
                "MP085A is new, ticked for Suppliers",
            ],
        ),
        (
            table("Modification|Stage", "DP136|Development"),
            table("Modification|Stage", "MP136|Refinement"),
            [
                "“DP136” is now called “MP136”",
                "MP136, Stage: “Refinement” instead of “Development”",
            ],
        ),
        # Versions: two rows of one specification.
        (
            table("Specification|New version", "GBCS|v3.3", "GBCS|v4.1", headed=True),
            table("Specification|New version", "GBCS|v3.3", "GBCS|v4.2", headed=True),
            ["GBCS v4.2 instead of v4.1"],
        ),
    ],
)
def test_what_is_told_of_tables(before: Table, after: Table, wanted: list[str]) -> None:
    assert said(before, after) == wanted
    assert len(said(after, before)) == len(wanted)


def test_working_days_are_counted_from_the_earlier_day_both_ways() -> None:
    """From a Saturday to the Monday after it is one Working Day, there and back."""
    one, other = (document(table(PLAN, f"{day} Aug 2022|UIT|")) for day in (6, 8))
    assert [change.moved for change in (*changes(one, other), *changes(other, one))] == [1, -1]
    (back,) = changes(other, one)
    assert (
        in_a_sentence(back)
        == "UIT moves from 8 August 2022 to 6 August 2022, 1 Working Day earlier"
    )


def test_an_estimate_a_note_and_a_link_of_a_cell() -> None:
    def of(*inlines: object) -> Table:
        head = (cell("Modification"), cell("SIT"))
        row = (cell("MP141", heading=True), cell(*inlines))  # type: ignore[arg-type]
        return Table((Text("Costs"),), (Column(), Column()), (head,), (row,))

    amount = Text("£5,000")
    firm, estimate = of(amount), of(Emph((amount,), "estimate"))
    assert said(estimate, firm) == ["MP141: SIT cost £5,000 instead of £5,000 (estimate)"]
    noted = of(amount, Note("a", (Text("For the DSP alone."),)))
    assert said(firm, noted) == ["MP141, SIT, note: “For the DSP alone.” is new"]
    linked = of(Link("https://a.org", (amount,)))
    assert said(firm, linked) == ["MP141, link: “https://a.org” is new"]


def test_a_cell_that_reaches_over_two_rows_is_told_once() -> None:
    def of(amount: str) -> Table:
        head = (cell("Modification"), cell("SIT"))
        tall = replace(cell(amount), rowspan=2)
        rows = ((cell("MP141", heading=True), tall), (cell("MP143", heading=True),))
        return Table((Text("Costs"),), (Column(), Column()), (head,), rows)

    assert said(of("£5,000"), of("£5,000")) == []
    assert said(of("£5,000"), of("£6,000")) == ["MP141: SIT cost £6,000 instead of £5,000"]


def test_a_cell_with_a_list_is_told_item_by_item() -> None:
    def of(*items: str) -> Table:
        row = (cell("Suppliers", heading=True), Cell((bullets(*items),)))
        head = (cell("Participant"), cell("What changes"))
        return Table((Text("I"),), (Column(), Column()), (head,), (row,))

    assert said(
        of("IRPs are brought in.", "Devices are built to three new specifications."),
        of("IRPs are brought in.", "Devices are built to four new specifications.", "More CHs."),
    ) == [
        "Suppliers: “Devices are built to four new specifications.” instead of “Devices are built "
        "to three new specifications.”",
        "Suppliers: “More CHs.” is new",
    ]


def test_a_chart_is_told_with_the_table_that_has_its_figures() -> None:
    def of(days: int, *, alone: bool) -> Document:
        chart = Chart("bars", (Text("Drawn"),), "Modification", ("MP141",), (Series("D", (days,)),))
        rows = table("Modification|Weekdays", f"MP141|{days}", headed=True)
        return document(heading("S"), *([] if alone else [rows]), chart)

    for alone, wanted in (
        (False, "MP141, Weekdays: 9 instead of 8"),
        (True, "MP141, D: 9 instead of 8"),
    ):
        assert [in_a_sentence(c) for c in changes(of(8, alone=alone), of(9, alone=alone))] == [
            wanted
        ]


# Lists, paragraphs, sections.


def test_a_scope_item_is_told_by_what_it_states() -> None:
    item = "MP141| ‘Visibility’ proposes to show all. {}Cut-off date: {}."
    before = bullets(item.format("", "3 February 2022"), "MP107| ‘Old one’ proposes to end it.")
    after = bullets(item.format("", "10 February 2022"), "MP085A| ‘New one’ proposes to begin it.")
    assert said(before, after, "1. Scope") == [
        "The cut-off date of MP141 moves from 3 February 2022 to 10 February 2022, "
        "5 Working Days later",
        "MP107 ‘Old one’ leaves the scope",
        "MP085A ‘New one’ joins the scope",
    ]
    retitled = bullets(
        "MP141| ‘To see’ proposes to show some.",
        "MP107| ‘Old one’ proposes to end it.",
    )
    assert said(before, retitled, "1. Scope") == [
        "MP141 is now called ‘To see’, no longer ‘Visibility’",
        "The cut-off date of MP141 is no longer given; it was 3 February 2022",
        "MP141, what it does: “show some” instead of “show all”",
    ]


def test_an_item_that_goes_to_another_list_is_told_once() -> None:
    def of(approved: tuple[str, ...], targeted: tuple[str, ...]) -> Document:
        return document(
            heading("1. Scope"),
            *(heading("Approved", 3), bullets(*approved)),
            *(heading("Targeted", 3), bullets(*targeted)),
        )

    one, other = "MP078| ‘A’ {} bring it in.{}", "MP099| ‘B’ will bring it in."
    before = of((other,), (one.format("proposes to", " Cut-off date: 3 March 2022."),))
    after = of((other, one.format("will", "")), ())
    assert [in_a_sentence(change) for change in changes(before, after)] == [
        "MP078 moves from “Targeted” to “Approved”",
        "The cut-off date of MP078 is no longer given; it was 3 March 2022",
    ]


def test_an_item_that_goes_to_a_list_of_another_kind_has_left_this_one() -> None:
    scope, other = "MP078| ‘A’ will bring it in.", "MP099| ‘B’ will bring it in."
    before = document(heading("1. Scope"), bullets(other, scope), heading("2. Others"))
    after = document(heading("1. Scope"), bullets(other), heading("2. Others"), bullets(scope))
    assert [in_a_sentence(change) for change in changes(before, after)] == [
        "MP078 ‘A’ leaves the scope",
        "MP078 is new: ‘A’ will bring it in.",
    ]


def test_an_item_that_goes_to_another_list_of_its_section_is_told_by_what_leads_there() -> None:
    def of(done: tuple[str, ...], open_: tuple[str, ...]) -> Document:
        decided = (paragraph("Decided:"), bullets(*done))
        return document(heading("S"), *decided, paragraph("Open:"), bullets(*open_))

    one, other, third = "MP078| ‘A’", "MP099| ‘B’", "MP107| ‘C’"
    assert [
        in_a_sentence(change)
        for change in changes(of((other,), (one, third)), of((other, one), (third,)))
    ] == ["MP078 moves from “Open” to “Decided”"]


def test_a_place_between_neighbours_of_one_name_is_counted() -> None:
    orders = ("Wait Mix Wait Bake", "Wait Bake Wait Mix")
    before, after = (bullets(*words.split()) for words in orders)
    assert said(before, after) == [
        "Wait is now placed after Bake, no longer after Mix",
        "Mix is now placed in place 4, no longer in place 2",
    ]


def test_a_cost_of_which_the_remark_alone_changed_is_told_with_it() -> None:
    def of(remark: str) -> Table:
        return table("Modification|SIT", f"MP141|£5,000 ({remark}.)", headed=True)

    assert said(of("Without VAT"), of("With VAT"), "5. Costs") == [
        "MP141: SIT cost £5,000 (With VAT.) instead of £5,000 (Without VAT.)"
    ]


def test_an_introduction_that_counts_follows_its_list() -> None:
    def of(*items: str) -> Document:
        number = {1: "One modification is", 2: "Two modifications are"}.get(len(items))
        if number is None:
            return document(heading("S"), paragraph("No modification is put forward."))
        return document(heading("S"), paragraph(f"{number} put forward:"), bullets(*items))

    assert [
        in_a_sentence(c) for c in changes(of("MP078| ‘A’"), of("MP078| ‘A’", "MP099| ‘B’"))
    ] == ["MP099 is new: ‘B’"]
    assert [in_a_sentence(c) for c in changes(of(), of("MP078| ‘A’"))] == ["MP078 is new: ‘A’"]
    assert [in_a_sentence(c) for c in changes(of("MP078| ‘A’"), of())] == ["MP078 is gone: ‘A’"]


def test_long_texts_are_told_by_what_differs_in_them() -> None:
    text = (
        "How the DCC tests the release in SIT is set out in its document, which will follow as "
        "Annex A. The same document covers UIT, in which {} test for {} weeks. {}"
    )
    (line,) = said(
        paragraph(text.format("Users", "four", "Nothing else is planned.")),
        paragraph(text.format("Suppliers", "five", "Gas Networks join them later.")),
    )
    assert line == (
        "“… UIT, in which Suppliers test for five weeks.” instead of “… UIT, in which Users test "
        "for four weeks.”; “Gas Networks join them later.” instead of “Nothing else is planned.”"
    )


def test_paragraphs_with_a_label_answer_to_each_other() -> None:
    before = paragraph("Closes: Friday 7 January 2022 at the latest.")
    after = paragraph("Closes: Friday 14 January 2022 at the latest.")
    assert said(before, after) == [
        "Closes: “Friday 14 January 2022 at the latest.” instead of “Friday 7 January 2022 at the "
        "latest.”"
    ]
    assert said(paragraph("Closes: 7 January 2022."), paragraph("Closes: 14 January 2022.")) == [
        "Closes: 14 January 2022 instead of 7 January 2022, 5 Working Days later"
    ]


def test_sections_by_their_headings() -> None:
    plain = paragraph("The DCC tests the release in SIT, as its approach document says.")
    other = paragraph("What follows counts every targeted modification as approved.")
    one = document(heading("1. Tests"), plain, heading("2. Costs"), other)
    renumbered = document(heading("2. Tests"), plain, heading("3. Costs"), other)
    assert changes(one, renumbered) == ()
    renamed = document(heading("1. Tests"), plain, heading("2. Money"), other)
    assert [in_a_sentence(c) for c in changes(one, renamed)] == [
        "The heading “Money” replaces “Costs”"
    ]
    swapped = document(heading("1. Costs"), other, heading("2. Tests"), plain)
    assert [in_a_sentence(c) for c in changes(one, swapped)] == [
        "Tests is now placed after Costs, no longer first"
    ]
    shorter = document(heading("1. Tests"), plain)
    assert [(c.section, in_a_sentence(c)) for c in changes(one, shorter)] == [
        ("Costs", "Gone: “What follows counts every targeted modification as approved.”")
    ]
    added = document(heading("1. Tests"), plain, heading("MP141 ‘A’", 3), other, *one.blocks[2:])
    assert [(c.section, c.subject, in_a_sentence(c)) for c in changes(one, added)] == [
        (
            "Tests",
            "MP141",
            "MP141 is new: ‘A’: What follows counts every targeted modification as approved.",
        )
    ]


# What a row of the version history could say.


def row(before: tuple[Block, ...], after: tuple[Block, ...]) -> str:
    return proposed_row(changes(document(*before), document(*after)))


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ((), (), ""),
        (
            (heading("1. Scope"), bullets("MP107| ‘A’", "MP109| ‘B’")),
            (heading("1. Scope"), bullets("MP085A| ‘C’")),
            "MP107 and MP109 leave the scope; MP085A joins it.",
        ),
        (
            (heading("1. Scope"), bullets("MP141| ‘A’ will a. Cut-off date: 3 May 2022.")),
            (heading("1. Scope"), bullets("MP141| ‘B’ will a. Cut-off date: 4 May 2022.")),
            "Changed cut-off date for MP141. New title of MP141.",
        ),
        (
            (heading("3. Implementation timeline"), table(PLAN, "1 Aug 2022|UIT starts, at last|")),
            (heading("3. Implementation timeline"), table(PLAN, "8 Aug 2022|UIT starts, at last|")),
            "UIT starts, at last moves from 1 August 2022 to 8 August 2022.",
        ),
        (
            (
                *(
                    table("", "Go-live|3 November 2022", headed=True),
                    heading("3. Implementation timeline"),
                ),
                table(PLAN, "1 Aug 2022|A|", "Aug 2022|B|", "3 Nov 2022|Go|", "May 2022|X|"),
            ),
            (
                *(
                    table("", "Go-live|10 November 2022", headed=True),
                    heading("3. Implementation timeline"),
                ),
                table(PLAN, "2 Aug 2022|A|", "Sep 2022|B|", "10 Nov 2022|Go|", "Jun 2022|Y|"),
            ),
            "Go-live moves from 3 November 2022 to 10 November 2022. Two dates of the timetable "
            "move. ‘Y’ joins the timetable. ‘X’ leaves the timetable.",
        ),
        (
            (
                *(heading("5. Costs"), heading("DCC costs", 3)),
                *(
                    table(COSTS, "MP141|£5|£6|£7", "MP143|£5|£6|£7", headed=True),
                    paragraph("It is £36."),
                ),
                *(heading("SECAS costs", 3), bullets("Five days of effort.")),
            ),
            (
                *(heading("5. Costs"), heading("DCC costs", 3)),
                *(
                    table(COSTS, "MP141|£6|£6|£7", "MP143|£5|£9|£7", headed=True),
                    paragraph("It is £40."),
                ),
                *(heading("SECAS costs", 3), bullets("Six days of effort.")),
            ),
            "New costs for MP141 and MP143. SECAS costs revised.",
        ),
        (
            (
                heading("Technical Specification versions"),
                table("Specification|New version|MP078", "GBCS|v4.1|✓", "CHTS|v1.6|✓", headed=True),
            ),
            (
                heading("Technical Specification versions"),
                table("Specification|New version|MP078", "GBCS|v4.2|✓", "CHTS|v1.6|", headed=True),
            ),
            "GBCS v4.2 instead of v4.1. Other ticks for MP078.",
        ),
        (
            (heading("4. Test strategy"), paragraph("Users test in UIT from 1 August 2022 on.")),
            (heading("4. Test strategy"), paragraph("Users test in UIT from 8 August 2022 on.")),
            "Wording revised in ‘Test strategy’.",
        ),
        (
            (heading("Appendix 2: Glossary"), table("A|B", "TAD|x", "TAG|y", headed=True)),
            (heading("Appendix 2: Glossary"), table("A|B", "TAD|x", "TAG|z", headed=True)),
            "Wording revised in ‘Glossary’.",
        ),
    ],
)
def test_what_the_row_of_the_version_history_says(
    before: tuple[Block, ...], after: tuple[Block, ...], wanted: str
) -> None:
    assert row(before, after) == wanted


# What is no change.


def test_what_only_says_which_edition_it_is_is_no_change() -> None:
    def of(version: str, day: date, status: str) -> Document:
        def row(label: str, text: str, field: str) -> tuple[Cell, Cell]:
            value = Text(text).from_(("edition", field))
            return cell(label, heading=True), cell(value, Text(", which it is"))

        rows = Table(
            (),
            (Column(), Column()),
            (),
            (
                row("Number", version, "version"),
                row("Day", in_words(day), "dated"),
                row("State", status, "status"),
                row("Information as at", in_words(day), "as_of"),
            ),
        )
        hangs = Text(f"Here is a {status}.").from_(("edition", status), holds=True)
        timetable = Text(f"It is that of {in_words(day)}.").from_(("timetable_of",), holds=True)
        return document(
            *(rows, Paragraph((Strong((hangs,)), Text(f" {version}.").from_(("day",))))),
            Paragraph((timetable,)),
            *(heading("Purpose"), paragraph(f"This tells how all stands on {in_words(day)}.")),
            *(heading("Appendix 1: Version control"), table("Version", *version.split())),
            day=day,
        )

    one, other = date(2021, 11, 5), date(2021, 11, 23)
    assert changes(of("0.3", one, "draft"), of("0.4", other, "issued")) == ()


def test_a_day_that_is_not_the_documents_own_is_a_change() -> None:
    day = date(2021, 11, 5)

    def of(own: date, told_day: date) -> Document:
        return document(heading("S"), paragraph(f"It ends on {in_words(told_day)}."), day=own)

    assert changes(of(day, day), of(day, day + timedelta(days=7)))
    table_of = [
        document(table(PLAN, f"{in_short(d)}|A|"), day=d) for d in (day, date(2021, 11, 12))
    ]
    assert [in_a_sentence(c) for c in changes(*table_of)] == [
        "A moves from 5 November 2021 to 12 November 2021, 5 Working Days later"
    ]


def test_no_break_spaces_numbers_of_sections_and_looks_are_no_change() -> None:
    one = Paragraph((Text("On 3\u00a0May "), Strong((Text("it"),)), Text(" ends.")))
    other = paragraph("On 3 May it ends.")
    assert said(one, other) == []


def test_without_a_calendar_days_are_told_without_working_days() -> None:
    one, other = (document(table(PLAN, f"{day} Aug 2022|UIT|")) for day in (1, 8))
    (change,) = changes_between(one, other, None)
    assert (change.moved, in_a_sentence(change)) == (
        None,
        "UIT moves from 1 August 2022 to 8 August 2022",
    )


def test_the_list_of_versions_is_compared_where_both_have_published_a_version() -> None:
    def of(*rows: str) -> Document:
        section = heading("Appendix 1: Version control")
        return document(section, table("Version|Date|Changes", *rows))

    issued = ("0.1|27 Sep 2021|The first one.", "0.2|20 Oct 2021|MP107 has been withdrawn.")
    before = of(*issued, "0.3|Draft|Not yet.")
    assert changes(before, of(*issued, "0.3|5 Nov 2021|Costs.", "0.4|Draft|More.")) == ()
    assert changes(before, document()) == ()
    reworded = of(issued[0], "0.2|20 Oct 2021|MP085A has joined.", "0.3|Draft|Costs.")
    assert [in_a_sentence(change) for change in changes(before, reworded)] == [
        "Version 0.2, Changes: “MP085A has joined.” instead of “MP107 has been withdrawn.”"
    ]
    redated = of("0.1|28 Sep 2021|The first one.", issued[1])
    assert [in_a_sentence(change) for change in changes(before, redated)] == [
        "Version 0.1 moves from 27 September 2021 to 28 September 2021, 1 Working Day later"
    ]


@pytest.mark.parametrize("start", ["This is a draft.", "This is a working copy."])
def test_words_of_people_that_begin_like_those_of_an_edition_are_compared(start: str) -> None:
    def of(own: str, day: int) -> Document:
        hangs = Text(start).from_(("edition", "draft"), holds=True)
        edition = Paragraph((Strong((hangs,)), Text(f" It has not been {own} yet.")))
        return document(edition, paragraph(f"{start} Answers by {day} January."), kind="newsletter")

    assert [in_a_sentence(change) for change in changes(of("sent", 4), of("issued", 5))] == [
        f"“{start} Answers by 5 January.” instead of “{start} Answers by 4 January.”"
    ]
    one, other = (
        paragraph(f"The timetable shown is that of {day} July 2022, as we hope.") for day in (1, 2)
    )
    assert len(said(one, other)) == 1


# Facts in the introductions of lists.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("are approved for 29 November 2020", "is approved for 22 November 2020"),
        ("of November 2020 are approved", "of June 2021 is approved"),
        ("are approved, at £2", "is approved, at £3"),
        ("are approved with GBCS v4", "is approved with GBCS v5"),
        ("are approved with clause 1.2", "is approved with clause 1.1"),
        ("are approved with five documents", "is approved with six documents"),
        ("are approved with two documents", "is approved with one document"),
    ],
)
def test_only_the_number_of_its_items_is_no_change_of_an_introduction(
    before: str, after: str
) -> None:
    def of(number: str, words: str, *items: str) -> Document:
        return document(heading("S"), paragraph(f"{number} {words}:"), bullets(*items))

    items = "MP099| ‘A’", "MP118| ‘B’"
    one = of("Two modifications", before, *items)
    again = before.replace("are", "is")
    assert [
        in_a_sentence(change) for change in changes(one, of("One modification", again, items[0]))
    ] == ["MP118 is gone: ‘B’"]
    assert [
        in_a_sentence(change) for change in changes(one, of("One modification", after, items[0]))
    ] == [
        "MP118 is gone: ‘B’",
        f"“One modification {after}:” instead of “Two modifications {before}:”",
    ]


def test_the_number_of_rows_of_a_table_is_no_change_of_its_introduction() -> None:
    def of(number: str, day: int, *rows: str) -> Document:
        introduction = paragraph(f"{number} been held since {day} July 2020.")
        return document(heading("S"), introduction, table("Vote|Outcome", *rows, headed=True))

    rows = "MP099|Approved", "MP118|Rejected"
    one = of("Two votes have", 1, *rows)
    assert [in_a_sentence(change) for change in changes(one, of("One vote has", 1, rows[0]))] == [
        "MP118 is gone: Rejected"
    ]
    assert [in_a_sentence(change) for change in changes(one, of("One vote has", 2, rows[0]))] == [
        "MP118 is gone: Rejected",
        "“One vote has been held since 2 July 2020.” instead of “Two votes have been held since "
        "1 July 2020.”",
    ]


@pytest.mark.parametrize(
    "fact", ["On 31 May 2017", "In May 2017", "For £5", "With GBCS v4.1", "After MP007"]
)
def test_the_facts_of_an_introduction_come_and_go_with_its_list(fact: str) -> None:
    def of(introduction: str, *items: str) -> Document:
        blocks = [bullets(*items)] if items else []
        return document(heading("S"), paragraph(introduction), *blocks)

    none = of("Nothing has been decided.")
    some = of(f"{fact} one modification was decided:", "MP099| ‘A’")
    introduction = f"“{fact} one modification was decided:”"
    assert [in_a_sentence(change) for change in changes(none, some)] == [
        "MP099 is new: ‘A’",
        f"New: {introduction}",
    ]
    assert [in_a_sentence(change) for change in changes(some, none)] == [
        "MP099 is gone: ‘A’",
        f"Gone: {introduction}",
    ]
    # What both name is no change.
    none = of(f"{fact} nothing was decided.")
    assert [in_a_sentence(change) for change in changes(none, some)] == ["MP099 is new: ‘A’"]
    assert [in_a_sentence(change) for change in changes(some, none)] == ["MP099 is gone: ‘A’"]
    other = of("On 1 June 2017 nothing was decided.")
    assert [in_a_sentence(change) for change in changes(other, some)] == [
        "MP099 is new: ‘A’",
        f"New: {introduction}",
        "Gone: “On 1 June 2017 nothing was decided.”",
    ]


# Facts of the register, edited at random: what a real document then says otherwise is told.

ISO_DAY = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b")
EDITED = {
    "a day": ISO_DAY,
    "a day of several files": ISO_DAY,
    "an amount": re.compile(r"(?<=amount: )[0-9]+"),
    "a title": re.compile(r"(?<=title: )[^\n,}]+"),
    "a release and its days": re.compile(r"(?<=release: )[0-9][0-9-]+"),
    "an event": re.compile(r"(?<=\n)- (?:date|seen): .*\n(?:[ #].*\n)*(?=\Z)"),
}
PATTERNS = (DAYS, re.compile(rf"(?:{'|'.join(MONTHS)}) [0-9]{{4}}"), AMOUNTS, ID)


def edited(
    chosen: Random, texts: dict[Path, str], of: dict[Path, int]
) -> tuple[str, dict[Path, str]]:
    """One or two facts changed, and which; the likelier in a file the greater its number."""
    while True:
        what = chosen.choice(list(EDITED))
        (file,) = chosen.choices(list(of), list(of.values()))
        found = list(EDITED[what].finditer(texts[file]))
        if found:
            break
    place = chosen.choice(found)
    old, days = place[0], chosen.choice([-30, -7, -1, 1, 7])
    after = dict(texts)
    match what:
        case "a day":
            new = later(old, days)
        case "a day of several files":
            # Some of what happened on a day did so on another, and the rest on a third.
            new = later(old, chosen.choice([days, 2 * days]))
            after = {path: text.replace(old, later(old, days)) for path, text in texts.items()}
        case "an amount":
            new = str(int(old) + chosen.choice([1, 500]))
        case "a title":
            new = "Another title"
        case "a release and its days":
            plans = {path.parent.name: path for path in texts if path.name == "release.yaml"}
            new = chosen.choice(sorted(plans))
            if plan := plans.get(old):
                after[plan] = ISO_DAY.sub(lambda day: later(day[0], days), texts[plan])
        case _:
            new = ""
    after[file] = texts[file][: place.start()] + new + texts[file][place.end() :]
    return f"{what} in {file.name}: {old!r} becomes {new!r} ({days})", after


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def mentions(path: Path, text: str, markdown: str) -> int:
    """How often a document names what a file is about: a release by its name, others by the id."""
    name = re.search(r"^name: (.*)$", text, re.MULTILINE)
    return markdown.count(name[1] if name else path.stem)


def facts_in(*texts: str | None) -> set[str]:
    """Dates, amounts and ids, the same however they are written; not those in addresses."""
    text = "\n".join(re.sub(r"\]\([^)]*\)", "]", text or "") for text in texts)
    text = text.replace(NO_BREAK, " ").replace("*", "")
    found = {found[0] for pattern in PATTERNS for found in pattern.finditer(text)}
    return {str(when_of(words) or words) for words in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", sorted(path.stem for path in SEED.glob("publications/*.yaml") if "." not in path.stem)
)
def test_no_fact_of_a_real_document_changes_untold(name: str, tmp_path: Path) -> None:
    lean_copy(tmp_path)

    def built() -> tuple[Document, str] | None:
        loaded = load_register(tmp_path)
        try:
            built = build_now(loaded, name)
        except CannotCompose:
            return None
        markdown = FORMATS["md"].write(replace(built.document, imprint=""), built.look)
        # Its sums follow from the figures that are told.
        told = (line for line in markdown.decode().splitlines() if "| **Total of" not in line)
        return built.document, "\n".join(told)

    before = built()
    assert before is not None
    imprint = find_imprint(before[0].imprint)
    assert imprint is not None
    own = {str(imprint.as_of)}
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((*tmp_path.glob("modifications/*"), *tmp_path.glob("releases/*/*.yaml")))
    }
    of = {path: mentions(path, text, before[1]) for path, text in texts.items()}
    chosen, differed = Random(f"{name} 8"), 0
    for _ in range(30):
        now, done = texts, []
        for _ in range(chosen.choice([1, 2])):
            what, now = edited(chosen, now, of)
            done.append(what)
        for path, text in now.items():
            if text != texts[path]:
                path.write_text(text, encoding="utf-8")
        after = built()
        for path, text in texts.items():
            if text != now[path]:
                path.write_text(text, encoding="utf-8")
        # An edit may take away what a document is about.
        if after is None:
            continue
        there = changes(before[0], after[0])
        assert (there != ()) == (before[1] != after[1]), done
        if not there:
            continue
        back = changes(after[0], before[0])
        told_of = (facts_in(c.subject, c.aspect, c.before, c.after) for c in there)
        assert facts_in(before[1]) ^ facts_in(after[1]) <= own.union(*told_of), done
        assert Counter((c.after, c.before, c.moved and -c.moved) for c in there) == Counter(
            (c.before, c.after, c.moved) for c in back
        ), done
        differed += 1
        if differed == 5:
            break
    assert differed == 5


def _with_cells(*texts: Inline) -> Document:
    name = cell("MP078", heading=True)
    row = (name, *(Cell((Paragraph((text,)),)) for text in texts))
    head = (cell(""), *(cell(f"Column {n}") for n, _ in enumerate(texts)))
    return document(Table((Text("T"),), tuple(Column() for _ in head), (head,), (row,)))


def test_a_mark_in_a_cell_of_a_draft_is_no_change() -> None:
    """An issued paper says in its own words there that a value is missing, or says nothing."""
    mark = FILTERS["todo"]("give its title", "MP078")
    own = Text("To be confirmed", (Provenance(0, 15, ("new", "title"), holds=False),))
    value = Text("Firmware", (Provenance(0, 8, ("new", "title")),))
    filled = Text("13 May 2022", (Provenance(0, 11, ("new", "day")),))
    draft = _with_cells(mark, filled)
    assert (
        changes(draft, _with_cells(own, filled)) == changes(_with_cells(own, filled), draft) == ()
    )
    assert changes(draft, _with_cells(Text("–"), filled)) == ()
    [found] = changes(draft, _with_cells(value, filled))
    assert "Firmware" in str(found.after)

    # A row that a draft alone has, to say what is missing of it.
    alone, without = _with_cells(mark), document(*_with_cells(mark).blocks[:0])
    assert changes(without, alone) == changes(alone, without) == ()


def test_items_of_the_same_words_change_no_places() -> None:
    plain_, strong = Text("Nothing is planned."), Strong((Text("Nothing is planned."),))
    one, other = (
        document(Bullets(tuple((Paragraph((words,)),) for words in order)))
        for order in ((plain_, plain_, strong), (plain_, strong, plain_))
    )
    assert changes(one, other) == changes(other, one) == ()
