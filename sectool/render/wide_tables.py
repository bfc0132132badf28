"""Tables as they are set: no wider than a sheet, whatever the typeface, and without merged figures.

That is decided here, before a format writes anything, so that all of them have the same rows. A
comparison of two documents sees the tables as they were composed: it would take a table whose
columns became rows for another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sectool.blocks import (
    Block,
    Blocks,
    Cell,
    Column,
    Table,
    Text,
    cell,
    notes_of,
)
from sectool.render.widths import Row, longest_words, words_in

# In points: what a sheet with margins of 3 cm has room for, the type of tables, and the space
# beside the words of a cell.
_ROOM = 425.0
_SIZE = 9.0
_BESIDE = 8.0
# A turned line is so many ems wide, and a title wants so many points.
_TURNED = 1.4
_TITLE = 130.0
# Of fewer columns than so, none is split.
_WIDE = 8
_AGAIN = " (continued)"


def set_tables(blocks: Blocks) -> Blocks:
    """The blocks with every table as it is set."""
    return tuple(one for block in blocks for one in _set(block))


def _set(block: Block) -> Iterator[Block]:
    if not isinstance(block, Table):
        yield block
        return
    table = _uncovered(block) if block.form.covered else block
    if table.form.foot:
        table = replace(table, rows=(*table.rows, *table.form.foot))
    if table.form.across and _is_plain(table) and _outnumbered(table):
        table = _transposed(table)
    yield from _split(_widened(table))


def _is_plain(table: Table) -> bool:
    """Whether each cell is one of a column and a row, under one row of headings."""
    rows = (*table.head, *table.rows)
    return len(table.head) == 1 and all(
        len(row) == len(table.columns) and all(one.colspan == one.rowspan == 1 for one in row)
        for row in rows
    )


# Figures for several columns.


def _uncovered(table: Table) -> Table:
    """The table with a cell in each column: the first has the figure, the others say so."""
    names = [words_in(one) for row in table.head[-1:] for one in row]
    return replace(table, rows=tuple(_cells(row, names, table.form.covered) for row in table.rows))


def _cells(row: Row, names: Sequence[str], covered: str) -> Row:
    found: list[Cell] = []
    for one in row:
        first, column = replace(one, colspan=1), len(found)
        if "unknown" in notes_of(one.body) or column >= len(names):
            # It is as little known of one as of the others.
            found += [first] * one.colspan
            continue
        says = cell(Text(covered.replace("{}", names[column])))
        found += [first, *[says] * (one.colspan - 1)]
    return tuple(found)


# Columns as rows.


def _leading(table: Table) -> int:
    """How many columns are before those of ticks."""
    return next((i for i, one in enumerate(table.columns) if one.align == "center"), 0)


def _outnumbered(table: Table) -> bool:
    """Whether there are more columns of ticks than rows."""
    return bool(_leading(table)) and len(table.columns) - _leading(table) > len(table.rows)


def _transposed(table: Table) -> Table:
    """The table with a row for each column, the first of them with what was said in words."""
    leading, (head,) = _leading(table), table.head
    across = list(zip(head, *table.rows, strict=True))
    worded = [_row(column) for column in across[1:leading]]
    ticked = [_row(column) for column in across[leading:]]
    align = table.columns[leading].align
    first = Column(table.columns[0].weight)
    ticks = [Column(1.0, align) for _ in table.rows]
    heads = (cell(table.form.across), *(replace(row[0], heading=False) for row in table.rows))
    made = replace(table, columns=(first, *ticks), head=(heads,), rows=(*worded, *ticked))
    return made if worded else _titled(made)


def _row(column: Sequence[Cell]) -> Row:
    return (replace(column[0], heading=True), *column[1:])


def _titled(table: Table) -> Table:
    """The table with the title of each row beside what it is called, where there is room."""
    titles = dict(table.form.titles)
    least = _least(table, turned=sum(_least(table, turned=False)) > _ROOM)
    room = _ROOM - sum(least)
    if not titles or room < _TITLE:
        return table
    tick = max(least[1:])
    rows = tuple((row[0], cell(titles.get(words_in(row[0]), "")), *row[1:]) for row in table.rows)
    (head,) = table.head
    columns = (table.columns[0], Column(round(room / tick, 2)), *table.columns[1:])
    heads = ((head[0], cell(table.form.titled), *head[1:]),)
    return replace(table, columns=columns, head=heads, rows=rows)


# Columns as wide as their words.


def _widened(table: Table) -> Table:
    """The table with no column narrower than its longest word, if that can be."""
    if not _is_plain(table) or _leading(table):
        return table
    least = _least(table, turned=False)
    total = sum(column.weight for column in table.columns)
    if all(_ROOM * c.weight / total >= one for c, one in zip(table.columns, least, strict=True)):
        return table
    if sum(least) > _ROOM:
        return table
    # What the others have beyond their words is shared by weight.
    wide = [i for i, _ in enumerate(least)]
    while True:
        room = _ROOM - sum(one for i, one in enumerate(least) if i not in wide)
        share = room / sum(table.columns[i].weight for i in wide)
        enough = [i for i in wide if table.columns[i].weight * share >= least[i]]
        if enough == wide or not enough:
            break
        wide = enough
    weights = [table.columns[i].weight * share if i in wide else one for i, one in enumerate(least)]
    columns = zip(table.columns, weights, strict=True)
    return replace(table, columns=tuple(replace(c, weight=round(w, 2)) for c, w in columns))


# Tables in parts.


def _least(table: Table, *, turned: bool) -> list[float]:
    """The least width of each column in points, with the headings over ticks turned or not."""
    heads, bodies = longest_words(table, table.head), longest_words(table, table.rows)
    return [
        max(_TURNED if turned and column.align == "center" else head, body) * _SIZE + _BESIDE
        for column, head, body in zip(table.columns, heads, bodies, strict=True)
    ]


def _split(table: Table) -> Iterator[Table]:
    """The table, or several with its first columns and some of the others each."""
    leading = _leading(table)
    if len(table.columns) < _WIDE or not leading or not _is_plain(table):
        yield table
        return
    least = _least(table, turned=True)
    room = _ROOM - sum(least[:leading])
    others = sum(least[leading:])
    if others <= room or room < _ROOM / 3:
        yield table
        return
    # As many in each as in the others, or the last would have one column.
    widest = max(least[leading:])
    count = -(-(len(least) - leading) // max(1, int(room // widest)))
    size = -(-(len(least) - leading) // count)
    for at in range(leading, len(least), size):
        which = (*range(leading), *range(at, min(at + size, len(least))))
        part = _some(table, which)
        if at > leading:
            caption = (*table.caption, Text(_AGAIN)) if table.caption else ()
            part = replace(part, caption=caption, form=replace(table.form, again=True))
        yield part


def _some(table: Table, which: Sequence[int]) -> Table:
    """The table with some of its columns."""
    return replace(
        table,
        columns=tuple(table.columns[i] for i in which),
        head=tuple(tuple(row[i] for i in which) for row in table.head),
        rows=tuple(tuple(row[i] for i in which) for row in table.rows),
    )
