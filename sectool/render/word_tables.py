"""Tables for Word: which cell stands in which column, and how wide the columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sectool.blocks import Cell, Table, inlines_of, plain

# Tables of so many columns at least are set in smaller type.
_WIDE = 8
Row = tuple[Cell, ...]
_EMPTY = Cell()
# Where a line may break within a cell; never at a no-break space.
_BREAKS = re.compile(r"[ \-–—]")
# Sizes of type in tables in half points, as in our styles, and room for a cell's margins in twips.
_LARGE, _NORMAL, _SMALL = (21, 200), (19, 200), (17, 130)


def is_facts(table: Table) -> bool:
    """Whether a table is a list of facts, as on the cover: rows with a heading each, no more."""
    return not table.head and not table.caption


def _words(one: Cell) -> str:
    return " ".join(plain(body) for block in one.body for body in inlines_of(block))


def described(table: Table) -> str:
    """The alternative text: what a reader who cannot see the table wants to know first."""
    rows = f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}"
    return f"{rows}; columns: {', '.join(map(_words, table.head[-1]))}" if table.head else rows


def across(
    row: Row, columns: int, covered: dict[int, tuple[int, Cell]]
) -> Iterator[tuple[int, Cell, str]]:
    """The cells of a row, each with its column, and those that a cell above covers as well.

    `covered` holds by column how many rows a cell still covers; it goes from row to row.
    """
    cells, column = iter(row), 0
    while column < columns:
        rows, above = covered.pop(column, (0, _EMPTY))
        if rows:
            one, merge = above, "<w:vMerge/>"
        else:
            one = next(cells, _EMPTY)
            one = replace(one, colspan=min(one.colspan, columns - column))
            rows, above = one.rowspan, replace(one, body=())
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
        if rows > 1:
            covered[column] = rows - 1, above
        yield column, one, merge
        column += one.colspan
    if next(cells, None) is not None:
        raise ValueError("a row has more cells than its table has columns")


def layout(table: Table, total: int) -> tuple[list[int], bool]:
    """The widths of the columns in twips, and whether the type must be small for them.

    Columns share the width by weight, but none is narrower than its longest word: identifiers and
    amounts stay in one piece.
    """
    if is_facts(table) and len(table.columns) == 2:
        label = max(_ems(_words(row[0])) for row in table.rows if row)
        first = min(_twips(label, _LARGE), total * 2 // 5)
        return [first, total - first], False
    longest = [""] * len(table.columns)
    covered: dict[int, tuple[int, Cell]] = {}
    for row in (*table.head, *table.rows):
        for column, one, _ in across(row, len(longest), covered):
            if one.colspan == 1:
                parts = _BREAKS.split(_words(one))
                longest[column] = max(longest[column], *parts, key=_ems)
    ems = [_ems(word) for word in longest]
    small = len(ems) >= _WIDE or sum(_twips(em, _NORMAL) for em in ems) > total
    least = [min(_twips(em, _SMALL if small else _NORMAL), total // 3) for em in ems]
    return _shared([column.weight for column in table.columns], least, total), small


def _shared(weights: list[float], least: list[int], total: int) -> list[int]:
    """The total by weight; a column that gets too little gets its least from the others."""
    if sum(least) >= total:
        weights, least = [float(one) for one in least], [0] * len(least)
    free = set(range(len(weights)))
    while True:
        room = total - sum(one for i, one in enumerate(least) if i not in free)
        share = room / sum(weights[i] for i in free)
        narrow = {i for i in free if weights[i] * share < least[i]}
        if not narrow or narrow == free:
            break
        free -= narrow
    widths = [int(weights[i] * share) if i in free else least[i] for i in range(len(weights))]
    widths[max(free)] += total - sum(widths)
    return widths


def _ems(word: str) -> float:
    """How wide a word is in bold in the widest of the usual fonts: readers' fonts differ."""
    return sum(
        1.0 if c in "MWmw%" else 0.76 if c.isupper() else 0.7 if c.isdigit() else 0.64 for c in word
    )


def _twips(ems: float, size: tuple[int, int]) -> int:
    half_points, margins = size
    return int(ems * half_points * 10) + margins
