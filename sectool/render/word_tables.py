"""Tables for Word: how wide their columns are, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

from sectool.blocks import Cell, Paragraph, Table, Text
from sectool.render.widths import Row, ems, longest_words, words_in
from sectool.values import dataclass

# Tables of so many columns at least are set in smaller type.
_WIDE = 8
# Sizes of type in tables in half points, as in our styles, and room for a cell's margins in twips.
_NORMAL, _SMALL = (19, 200), (18, 130)
_AFTER_LABEL = 200
# How wide a turned line of a heading is, in ems, and how high such a row may be, in twips.
_LINE, _HIGHEST = 1.4, 2200
_TICKS = {"✓", "✔"}
_AGAIN = " (continued)"
_EMPTY = Paragraph(())


def is_facts(table: Table) -> bool:
    """Whether a table is a list of facts, as under a title: labels in bold, each with its value."""
    bare = not table.head and not table.caption and len(table.columns) == 2
    return bare and bool(table.rows) and all(map(_is_fact, table.rows))


def _is_fact(row: Row) -> bool:
    if len(row) != 2 or any(one.colspan > 1 or one.rowspan > 1 for one in row):
        return False
    label = row[0]
    return label.heading and len(label.body) < 2 and isinstance((*label.body, _EMPTY)[0], Paragraph)


def label_width(one: Cell, size: int) -> int:
    """How wide the label of a fact is at most, in twips, with the room before what follows it.

    The size of its type is in half points.
    """
    return _twips(ems(words_in(one)), (size, _AFTER_LABEL))


def described(table: Table) -> str:
    """The alternative text: what a reader who cannot see the table wants to know first.

    That is what a row is for, from which to which, and what is said of each.
    """
    names = [words_in(row[0]) for row in table.rows if row]
    if table.head and not names:
        return f"No rows. Columns: {', '.join(words_in(one) for one in table.head[-1])}."
    if not table.head:
        return f"Rows: {', '.join(names)}."
    first, *others = [words_in(one) for one in table.head[-1]]
    heads = len(table.head) == 1 and len(table.head[0]) == len(table.columns)
    of = f" for each {first}" if heads and first else ""
    count = f"One row{of}" if len(names) == 1 else f"{len(names)} rows{of and ', one'}{of}"
    span = ""
    if names and names[0] and names[-1]:
        span = f": {names[0]}" if len(names) == 1 else f", from {names[0]} to {names[-1]}"
    columns = others if heads else [first, *others]
    ticks = any(words_in(one) in _TICKS for row in table.rows for one in row[1:])
    marks = " A tick says that it applies." if ticks else ""
    return f"{count}{span}. Columns: {', '.join(filter(None, columns)) or first}.{marks}"


@dataclass(frozen=True)
class Layout:
    """The widths of columns in twips, whether the type must be small for them, and which columns
    have their heading turned up, in rows of what height at least.
    """

    widths: list[int]
    small: bool = False
    turned: frozenset[int] = frozenset()
    height: int = 0


def layout_of(table: Table, total: int) -> Layout:
    """How a table is set in a width.

    Columns share the width by weight, but none is narrower than its longest word: identifiers and
    amounts stay in one piece. Where they would not, the type is smaller, then headings are turned.
    """
    heads, bodies = longest_words(table, table.head), longest_words(table, table.rows)
    words = [max(pair) for pair in zip(heads, bodies, strict=True)]
    weights = [column.weight for column in table.columns]
    small = len(words) >= _WIDE or sum(_twips(em, _NORMAL) for em in words) > total
    least = [_twips(em, _SMALL if small else _NORMAL) for em in words]
    if sum(least) <= total:
        return Layout(_shared(weights, least, total), small)
    turned = _turnable(table, heads, bodies)
    least = _least(heads, bodies, turned)
    if sum(least) > total:
        # One word as long as a line, an address say, leaves the others their room.
        least = [min(one, total // 3) for one in least]
    height = max((_twips(ems(words_in(table.head[0][i])), _SMALL) for i in turned), default=0)
    return Layout(_shared(weights, least, total), True, turned, min(height, _HIGHEST))


def parts_of(table: Table, total: int) -> list[Table]:
    """A table, or where it is too wide by far, several, each with the first column and some others.

    One with cells across columns or rows is left as it is.
    """
    rows = (*table.head, *table.rows)
    if any(one.colspan > 1 or one.rowspan > 1 for row in rows for one in row):
        return [table]
    if any(len(row) != len(table.columns) for row in rows):
        return [table]
    heads, bodies = longest_words(table, table.head), longest_words(table, table.rows)
    least = _least(heads, bodies, _turnable(table, heads, bodies))
    if sum(least) <= total or len(least) < _WIDE or least[0] > total // 3:
        return [table]
    # As many in each as in the others, or the last would have one column.
    count = next(n for n in range(2, len(least)) if n * (total - least[0]) >= sum(least[1:]))
    size = -(-(len(least) - 1) // count)
    groups = [range(i, min(i + size, len(least))) for i in range(1, len(least), size)]

    def part(which: range) -> Table:
        def some(row: Row) -> Row:
            return (row[0], *(row[i] for i in which))

        return replace(
            table,
            columns=(table.columns[0], *(table.columns[i] for i in which)),
            head=tuple(map(some, table.head)),
            rows=tuple(map(some, table.rows)),
        )

    first, *others = map(part, groups)
    again = Text(_AGAIN)
    return [first, *(replace(o, caption=(*o.caption, again) if o.caption else ()) for o in others)]


def _turnable(table: Table, heads: list[float], bodies: list[float]) -> frozenset[int]:
    """The columns of ticks that are narrower with their heading turned."""
    if len(table.head) != 1 or len(table.head[0]) != len(table.columns):
        return frozenset()
    return frozenset(
        i
        for i, column in enumerate(table.columns)
        if i and column.align == "center" and heads[i] > max(bodies[i], _LINE)
    )


def _least(heads: list[float], bodies: list[float], turned: frozenset[int]) -> list[int]:
    """The least width of each column in small type, with some headings turned."""
    return [
        _twips(max(body, _LINE) if i in turned else max(head, body), _SMALL)
        for i, (head, body) in enumerate(zip(heads, bodies, strict=True))
    ]


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


def _twips(ems: float, size: tuple[int, int]) -> int:
    half_points, margins = size
    return int(ems * half_points * 10) + margins
