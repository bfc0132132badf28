"""A table as a grid of cells by column and row, whatever it spans, and two grids matched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from sectool.blocks import Blocks, Cell, Note, Paragraph, Table, placed
from sectool.compare.alignment import Pair, kept, likeness, likest, without
from sectool.compare.change import NONE, TICK, is_figure
from sectool.compare.content import ID, NotedWords, key_of, words_of
from sectool.values import dataclass


@dataclass(frozen=True)
class Spot:
    """A cell and the columns it covers; `row` is the one it stands in, above where it reaches."""

    row: int
    columns: tuple[int, ...]
    content: NotedWords
    blocks: Blocks

    @property
    def is_blank(self) -> bool:
        return self.content.words in NONE

    @property
    def is_plain(self) -> bool:
        """Whether it holds words alone, and no list."""
        return all(isinstance(block, Paragraph) for block in self.blocks)


@dataclass(frozen=True)
class Sheet:
    """A table to compare: its caption, the headings of its columns, its rows by column."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Spot, ...], ...]
    headed: bool  # whether the first cells are set as headings of their rows
    drawn: bool = False  # whether it is a chart
    table: Table | None = field(default=None, compare=False)  # what it is the grid of

    def at(self, row: int, column: int) -> Spot | None:
        return next((spot for spot in self.rows[row] if column in spot.columns), None)

    def words(self, row: int, column: int) -> str:
        spot = self.at(row, column)
        return spot.content.words if spot is not None else ""

    def line(self, row: int) -> str:
        return "\n".join(spot.content.words for spot in self.rows[row])

    def column(self, column: int) -> list[str]:
        return [self.words(row, column) for row in range(len(self.rows))]


def _content(cell: Cell) -> NotedWords:
    """What a cell says: nothing, where its note says that the figure is not known."""
    content = words_of(cell.body)
    inlines = [one for block in cell.body if isinstance(block, Paragraph) for one in block.body]
    unknown = any(isinstance(one, Note) and one.key == "unknown" for one in inlines)
    return replace(content, words=NONE[-1]) if unknown else content


def sheet_of(table: Table) -> Sheet:
    """The grid of a table: a cell stands in every column and row that it covers."""
    rows: list[list[Spot]] = []
    reaching: list[tuple[int, Spot]] = []  # the last row a cell from above reaches
    for number, row in enumerate(placed(table.rows)):
        spots = [spot for last, spot in reaching if last >= number]
        for start, cell in row:
            covered = tuple(range(start, start + cell.colspan))
            spot = Spot(number, covered, _content(cell), cell.body)
            spots.append(spot)
            if cell.rowspan > 1:
                reaching.append((number + cell.rowspan - 1, spot))
        rows.append(sorted(spots, key=lambda spot: spot.columns))
    width = max((spot.columns[-1] + 1 for row in rows for spot in row), default=0)
    width = max(width, len(table.columns))
    heads: list[list[str]] = [[] for _ in range(width)]
    for row in placed(table.head):
        for start, cell in row:
            words = words_of(cell.body).words
            for column in range(start, min(start + cell.colspan, width)):
                if words:
                    heads[column].append(words)
    first = [row[0] for row in table.rows if row]
    return Sheet(
        words_of((Paragraph(table.caption),)).words,
        tuple(", ".join(words) for words in heads),
        tuple(map(tuple, rows)),
        bool(first) and all(cell.heading for cell in first),
        table=table,
    )


@dataclass(frozen=True)
class Columns:
    """The columns of two sheets that answer to each other, and those of one alone."""

    pairs: tuple[Pair, ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def columns_of(before: Sheet, after: Sheet) -> Columns:
    """Columns by their headings; one that is called otherwise by its place and contents."""
    names = _numbered(before.headings), _numbered(after.headings)
    pairs = [(i, names[1].index(name)) for i, name in enumerate(names[0]) if name in names[1]]
    gone = without(len(names[0]), [i for i, _ in pairs])
    come = without(len(names[1]), [j for _, j in pairs])

    def like(i: int, j: int) -> float:
        if key_of(before.headings[i]) or key_of(after.headings[j]):
            return 0.0
        return likeness(_contents(before, i), _contents(after, j))

    pairs += likest(gone, come, like, 0.6)
    return Columns(
        tuple(sorted(pairs)),
        tuple(without(len(names[0]), [i for i, _ in pairs])),
        tuple(without(len(names[1]), [j for _, j in pairs])),
    )


def _contents(sheet: Sheet, column: int) -> str:
    return "\n".join(words for words in sheet.column(column) if words not in (*NONE, TICK))


def _numbered(headings: Sequence[str]) -> list[tuple[str, int]]:
    """Headings told apart where two are the same."""
    return [
        (key_of(heading) or heading, list(headings[:place]).count(heading))
        for place, heading in enumerate(headings)
    ]


def key_columns(before: Sheet, after: Sheet, columns: Columns) -> Pair | None:
    """The column whose cells name their rows: the headings of rows, else the first with names.

    Of columns that changed places, it is the same one in whichever order the sheets are compared.
    """

    def place(pair: Pair) -> tuple[int, list[str]]:
        return sum(pair), sorted((before.headings[pair[0]], after.headings[pair[1]]))

    ordered = sorted(columns.pairs, key=place)
    for i, j in ordered:
        if (i == 0 and before.headed) or (j == 0 and after.headed):
            return i, j
    for i, j in ordered:
        cells = [*before.column(i), *after.column(j)]
        if cells and not any(is_figure(words) for words in cells):
            return i, j
    return None


def rows_of(
    before: Sheet, after: Sheet, columns: Columns, key: Pair | None
) -> tuple[list[Pair], list[int], list[int]]:
    """The rows of two sheets that answer to each other, those gone and those new.

    Rows go by their key; where it stands in several rows, by what else they say; where it was
    renamed, by a name like the old one, or by a day or figure that is theirs alone.
    """
    values = [pair for pair in columns.pairs if pair != key]

    def keys(sheet: Sheet, column: int | None) -> list[str]:
        if column is None:
            return [""] * len(sheet.rows)
        found = sheet.column(column)
        return [key_of(words) or words for words in found]

    names = keys(before, key[0] if key else None), keys(after, key[1] if key else None)

    def same(i: int, j: int) -> float:
        alike = [before.words(i, x) == after.words(j, y) for x, y in values]
        return sum(alike) / len(alike) if alike else 1.0

    pairs: list[Pair] = []
    for name in dict.fromkeys(names[0]):
        one = [i for i, other in enumerate(names[0]) if other == name]
        two = [j for j, other in enumerate(names[1]) if other == name]
        # As many rows of one name as before are the same rows; of others only those alike are.
        pairs += likest(one, two, same, 0.0 if key and len(one) == len(two) else 0.5)
    gone = without(len(names[0]), [i for i, _ in pairs])
    come = without(len(names[1]), [j for _, j in pairs])

    def renamed(i: int, j: int) -> float:
        one, other = names[0][i], names[1][j]
        headed = before.headed or after.headed
        if one == other or _is_name(one, headed) or _is_name(other, headed):
            return 0.0
        alike = likeness(one, other)
        if alike >= 0.6:
            return alike
        return 0.6 if _same_and_alone(before, after, i, j, values) else 0.0

    if key:
        pairs += likest(gone, come, renamed, 0.6)
    return (
        sorted(pairs),
        without(len(names[0]), [i for i, _ in pairs]),
        without(len(names[1]), [j for _, j in pairs]),
    )


def _is_name(key: str, headed: bool) -> bool:
    """Whether a key is an id or label that is never reworded: another one is another thing."""
    return bool(ID.match(key)) or (headed and len(key.split()) < 3)


def _same_and_alone(before: Sheet, after: Sheet, i: int, j: int, values: Sequence[Pair]) -> bool:
    """Whether two rows say the same but for their names, and something that no other row says."""
    if any(before.words(i, x) != after.words(j, y) for x, y in values):
        return False
    for x, y in values:
        words = before.words(i, x)
        if words in (*NONE, TICK, "N/A", "TBC"):
            continue
        if before.column(x).count(words) == after.column(y).count(words) == 1:
            return True
    return False


def matched_tables(before: Sequence[Sheet], after: Sequence[Sheet]) -> list[Pair]:
    """Tables of a section that answer to each other: by caption, else by their headings."""
    pairs = kept([sheet.caption for sheet in before], [sheet.caption for sheet in after])

    def like(i: int, j: int) -> float:
        captions = likeness(before[i].caption, after[j].caption)
        heads = likeness("\n".join(before[i].headings), "\n".join(after[j].headings))
        return (captions + heads) / 2

    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])
    return sorted([*pairs, *likest(gone, come, like, 0.4)])


def groups(
    before: Sequence[Spot], after: Sequence[Spot], columns: Columns, key: Pair | None
) -> Iterator[tuple[tuple[int, ...], list[Spot], list[Spot]]]:
    """What to hold against each other in a row: columns (of `after`) and the cells over them.

    Usually one cell a side. Where cells span other columns than before, as few columns as both
    sides fill with whole cells. A blank that spans several columns is so many blanks.
    """
    to_after = {i: j for i, j in columns.pairs if (i, j) != key}
    shared = set(to_after.values())

    def covers(spots: Sequence[Spot], *, old: bool) -> Iterator[tuple[frozenset[int], Spot]]:
        for spot in spots:
            found = [to_after.get(c, -1) if old else c for c in spot.columns]
            cover = [c for c in found if c in shared]
            if spot.is_blank:
                yield from ((frozenset((c,)), spot) for c in cover)
            elif cover:
                yield frozenset(cover), spot

    one, other = list(covers(before, old=True)), list(covers(after, old=False))
    left = sorted(shared)
    while left:
        together = {left[0]}
        while True:
            wider = together.union(*(cover for cover, _ in (*one, *other) if cover & together))
            if wider == together:
                break
            together = wider
        left = [column for column in left if column not in together]
        yield (
            tuple(sorted(together)),
            [spot for cover, spot in one if cover <= together],
            [spot for cover, spot in other if cover <= together],
        )
