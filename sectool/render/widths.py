"""How wide words are, before any typeface is known: in ems of the widest of the usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from sectool.blocks import Cell, Table, inlines_of, plain

Row = tuple[Cell, ...]
_EMPTY = Cell()
# Where a line may break within a cell; never at a no-break space.
_BREAKS = re.compile(r"[ \-–—]")
# A word of so many letters at most stays on one line.
_ONE_WORD = 16


def words_in(one: Cell) -> str:
    return " ".join(plain(body) for block in one.body for body in inlines_of(block))


def is_one_word(one: Cell) -> bool:
    """Whether a cell holds an identifier, say: a word that must not be broken at a hyphen."""
    words = words_in(one)
    return (
        len(words) <= _ONE_WORD
        and not any(c.isspace() and c != "\u00a0" for c in words)
        and (any(c.isdigit() for c in words) and any(c.isalpha() for c in words))
    )


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


def longest_words(table: Table, rows: tuple[Row, ...]) -> list[float]:
    """How wide the longest word of each column is, in cells of that column alone."""
    longest = [0.0] * len(table.columns)
    covered: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        for column, one, _ in across(row, len(longest), covered):
            if one.colspan == 1:
                words = words_in(one)
                parts = [words] if is_one_word(one) else _BREAKS.split(words)
                longest[column] = max(longest[column], *map(ems, parts))
    return longest


@lru_cache(maxsize=4096)
def ems(word: str) -> float:
    """How wide a word is in bold in the widest of the usual fonts: readers' fonts differ."""
    return sum(
        1.0 if c in "MWmw%" else 0.76 if c.isupper() else 0.7 if c.isdigit() else 0.64 for c in word
    )
