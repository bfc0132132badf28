"""How high a table becomes on a page, by how many letters go into its columns: near enough to say
whether it may be broken. Setting each table once more to measure it takes as long as all else."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from sectool.blocks import Bullets, Cell, Table, inlines_of, placed, plain, text_of

# In points: the width of a page's text; the type of tables, how wide its letters are and how far
# apart its lines; the room around a cell's words, beside and above them; the height of a caption.
_WIDTH = 482.0
_SIZE = 9.0
_LETTER = 0.5 * _SIZE
_WIDE = 0.62 * _SIZE
_LINE = 1.16 * _SIZE
_BESIDE = 10.0
_AROUND = 5.0
_CAPTION = 20.0


# So many have room on a line of the text.
LETTERS = int(_WIDTH / 6.5)


def heights_of(rows: Sequence[Sequence[Cell]], table: Table) -> list[float]:
    """The height of each of some rows of a table, in points."""
    widths = _widths(table)
    return [
        max((_lines(one, widths[i : i + one.colspan]) for i, one in row), default=1) * _LINE
        + _AROUND
        for row in placed(tuple(map(tuple, rows)))
    ]


def height_of(table: Table) -> float:
    """The height of a table with its caption, in points."""
    caption = _CAPTION if plain(table.caption) else 0.0
    return caption + sum(heights_of(table.head, table)) + sum(heights_of(table.rows, table))


def height_of_list(found: Bullets) -> float:
    """The height of a list in the text, in points."""
    letters = _WIDTH / 5.2
    lines = sum(
        max(1, ceil(len(line) / letters))
        for item in found.items
        for line in text_of(item).split("\n")
    )
    return 13.0 * lines + 4.0 * len(found.items)


def _widths(table: Table) -> list[float]:
    total = sum(column.weight for column in table.columns)
    return [_WIDTH * column.weight / total for column in table.columns]


def letters_of(table: Table) -> list[int]:
    """How many letters each column surely has room for, even wide ones."""
    return [max(4, int((width - _BESIDE) / _WIDE)) for width in _widths(table)]


def _lines(one: Cell, widths: Sequence[float]) -> int:
    # A cell over several rows shares its lines among them.
    letters = max(4.0, (sum(widths) - _BESIDE) / _LETTER)
    words = (plain(body) for block in one.body for body in inlines_of(block))
    found = sum(ceil(max(1, len(line)) / letters) for line in words)
    return ceil(found / one.rowspan)
