"""Tables of 5, 12, 20 and 40 modifications: no wider than a sheet, whatever the typeface."""

from __future__ import annotations

import pytest

from sectool.blocks import (
    Cell,
    Column,
    Note,
    Paragraph,
    Table,
    TableForm,
    Text,
    cell,
    plain,
)
from sectool.render.wide_tables import set_tables
from sectool.render.widths import longest_words, words_in

# The width of a sheet with margins of 3 cm, and the type of tables, in points.
SHEET, SIZE = 425, 9
MANY = (5, 12, 20, 40)
FORM = TableForm(across="Modification", titled="Title")


def ids(count: int) -> list[str]:
    return [f"SECMP{100 + n}" for n in range(count)]


def matrix(documents: int, modifications: int, *, ticked: str = "✓") -> Table:
    """A table of ticks with a row for each document."""
    heads = (cell("Document"), *(cell(id_) for id_ in ids(modifications)))
    rows = tuple(
        (cell(f"Schedule {n + 1}", heading=True), *(cell(ticked) for _ in ids(modifications)))
        for n in range(documents)
    )
    columns = (Column(1.3), *(Column(1.0, "center") for _ in ids(modifications)))
    titles = tuple((id_, f"Title of {id_}") for id_ in ids(modifications))
    form = TableForm(FORM.across, FORM.titled, titles)
    return Table((Text("Documents"),), columns, (heads,), rows, form)


def texts(table: Table) -> list[list[str]]:
    return [[words_in(one) for one in row] for row in (*table.head, *table.rows)]


def set_of(table: Table) -> list[Table]:
    found = [block for block in set_tables((table,)) if isinstance(block, Table)]
    for one in found:
        heads, bodies = longest_words(one, one.head), longest_words(one, one.rows)
        # Headings over ticks may be turned.
        turned = [c.align == "center" for c in one.columns]
        words = [max(b, 1.4 if t else h) for h, b, t in zip(heads, bodies, turned, strict=True)]
        assert sum(words) * SIZE <= SHEET
        assert sum(column.weight > 0 for column in one.columns) == len(one.head[0])
    return found


@pytest.mark.parametrize("modifications", MANY)
@pytest.mark.parametrize("documents", [1, 6, 9, 13, 30])
@pytest.mark.parametrize("ticked", ["✓", "TBC"])
def test_a_matrix_says_all_on_any_sheet(modifications: int, documents: int, ticked: str) -> None:
    found = set_of(matrix(documents, modifications, ticked=ticked))
    said = {
        frozenset((row[0], head))
        for one in found
        for row in texts(one)[1:]
        for head, word in zip(texts(one)[0], row, strict=True)
        if word == ticked
    }
    names = {f"Schedule {n + 1}" for n in range(documents)}
    assert said == {frozenset((name, id_)) for name in names for id_ in ids(modifications)}
    corner = "Modification" if modifications > documents else "Document"
    assert {one.head[0][0].body for one in found} == {cell(corner).body}
    again = [one.form.again for one in found]
    assert again == [False, *[True] * (len(found) - 1)]
    assert [plain(one.caption) for one in found[1:]] == ["Documents (continued)"] * (len(found) - 1)


def test_a_title_stands_beside_its_id_where_there_is_room() -> None:
    (few,) = set_of(matrix(1, 12))
    assert texts(few)[:2] == [
        ["Modification", "Title", "Schedule 1"],
        ["SECMP100", "Title of SECMP100", "✓"],
    ]
    (full,) = set_of(matrix(6, 12))
    assert texts(full)[0][1] == "Schedule 1"


def test_what_is_said_in_words_comes_first() -> None:
    table = Table(
        (Text("Versions"),),
        (Column(), Column(), *[Column(1.0, "center")] * 3),
        (tuple(map(cell, ("Name", "New version", "MP1", "MP2", "MP3"))),),
        tuple(
            (cell(name, heading=True), cell(version), cell("✓"), cell(), cell())
            for name, version in (("A", "v1"), ("B", "v2"))
        ),
        FORM,
    )
    (found,) = set_of(table)
    assert texts(found) == [
        ["Modification", "A", "B"],
        ["New version", "v1", "v2"],
        *(["MP1", "✓", "✓"], ["MP2", "", ""], ["MP3", "", ""]),
    ]
    assert all(row[0].heading for row in found.rows)


def costs(*cells: Cell) -> Table:
    heads = tuple(map(cell, ("Modification", "Build", "SIT", "UIT")))
    columns = (Column(), *[Column(1.0, "right")] * 3)
    foot = ((cell("Total", heading=True), cell("£1"), cell("£2"), cell("–")),)
    form = TableForm(covered="incl. in {}", foot=foot)
    return Table((Text("Costs"),), columns, (heads,), ((cell("MP1"), *cells),), form)


def test_a_figure_for_several_phases_is_in_the_first() -> None:
    (found,) = set_of(costs(cell("£1"), cell("£2", colspan=2)))
    assert texts(found)[1:] == [["MP1", "£1", "£2", "incl. in SIT"], ["Total", "£1", "£2", "–"]]


def test_what_is_not_known_of_several_is_so_of_each() -> None:
    (found,) = set_of(costs(cell("TBC", Note("unknown", (Text("No."),)), colspan=3)))
    assert texts(found)[1] == ["MP1", "TBC", "TBC", "TBC"]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    rows = tuple((cell("1"), cell("Participants"), cell("words " * 60)) for _ in range(2))
    columns = (Column(2.0), Column(2.0), Column(8.0))
    head = (tuple(map(cell, ("Date", "Who", "Communications"))),)
    (found,) = set_of(Table((Text("Steps"),), columns, head, rows))
    total = sum(column.weight for column in found.columns)
    for column, word in zip(found.columns, (3, 7.8, 9.4), strict=True):
        assert column.weight / total * SHEET >= word * SIZE
    assert set_tables((found,)) == (found,)


def test_other_blocks_stay() -> None:
    blocks = (
        Paragraph((Text("Words."),)),
        Table((), (Column(), Column()), (), ((cell("A"), cell("B")),)),
    )
    assert set_tables(blocks) == blocks
