"""A document as blocks: what it says, before any format decides how it looks.

Long because every floor above speaks of these, and they refer to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from sectool.acronyms import Acronyms
from sectool.dates import When, in_words
from sectool.lanes import LaneMark, PlanLanes
from sectool.pictured import DatedRow, DatedRows, StackedBar, Stacks
from sectool.values import dataclass
from sectool.words import pounds_range, share

# ASCII white space only: no-break spaces, which dates and amounts need, must survive.
_BLANKS = re.compile("[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")

Role = Literal["", "estimate"]
Align = Literal["left", "center", "right"]
# How a document begins: with its title and facts in a band above what readers look for first, with
# both above the text of a paper, under a masthead, or as a letter does.
Opening = Literal["cover", "title block", "masthead", "letter"]


# A field of the value that a document words, from its top: ("targeted", "cut_off").
Path = tuple[str, ...]


# What a mark in a draft comes from, where a value is missing: the first step of its path.
MARKED_FOR = "todo"


@dataclass(frozen=True)
class Provenance:
    """Where a stretch of words comes from: the value printed there, or the one it hangs on.

    The template's own words hang on a value where they stand in an `if`: `holds` says which of its
    branches that is. It is None where the value itself is printed.
    """

    start: int
    end: int
    path: Path
    holds: bool | None = None

    def moved(self, by: int) -> Provenance:
        return Provenance(max(0, self.start + by), max(0, self.end + by), self.path, self.holds)


@dataclass(frozen=True)
class Text:
    """Words. White space is folded: a newline in a value cannot start a new block.

    Words are the same wherever they come from.
    """

    text: str
    sources: tuple[Provenance, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        folded = _BLANKS.sub(" ", self.text)
        if folded != self.text:
            object.__setattr__(self, "text", folded)

    def from_(self, path: Path, holds: bool | None = None) -> Text:
        """The same words, wholly from one place."""
        return Text(self.text, (Provenance(0, len(self.text), path, holds),))


@dataclass(frozen=True)
class Strong:
    body: Inlines


@dataclass(frozen=True)
class Emph:
    """Emphasis; the role says why, so that each format can have a style for it."""

    body: Inlines
    role: Role = ""


@dataclass(frozen=True)
class Link:
    target: str
    body: Inlines


@dataclass(frozen=True)
class Anchor:
    """Words that links of the document lead to, as `#id`."""

    id: str
    body: Inlines


@dataclass(frozen=True)
class Note:
    """A footnote, standing where its mark goes. The same key is the same note again."""

    key: str
    body: Inlines


@dataclass(frozen=True)
class Break:
    """A line break within a paragraph."""


Inline = Text | Strong | Emph | Link | Anchor | Note | Break
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    body: Inlines
    id: str


@dataclass(frozen=True)
class Paragraph:
    body: Inlines


RowMark = Literal["", "new", "changed"]
ROW_MARKS: dict[RowMark, str] = {"new": "New", "changed": "Changed"}


@dataclass(frozen=True)
class Bullets:
    """A list; `start` is the first number, or None for bullets.

    The marks of its items are none of their words; where there are any, each item has one.
    """

    items: tuple[Blocks, ...]
    start: int | None = None
    marks: tuple[RowMark, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Column:
    """A column's share of the width and how its cells are set."""

    weight: float = 1.0
    align: Align = "left"


# How a row of a table differs from the version before, and what readers see of that.
@dataclass(frozen=True)
class Cell:
    """A cell: blocks, how many columns and rows it covers, whether it heads its row, and the mark
    of its row if it is the first, which is none of its words."""

    body: Blocks = ()
    colspan: int = 1
    rowspan: int = 1
    heading: bool = False
    mark: RowMark = ""


@dataclass(frozen=True)
class TableForm:
    """How a table may be set otherwise than its rows have it: no part of what it says.

    Its columns may become rows where they are `across` (what heads the first column then), with
    the `titles` of these under the heading `titled`. A figure for several columns stands in the
    first, and `covered` says so in the others. `foot` are rows that sum up the rest. It goes on
    with the table before it where `again`.
    """

    across: str = ""
    titled: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    covered: str = ""
    foot: tuple[tuple[Cell, ...], ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Table:
    """A captioned table. A cell covered by a span above or beside it is left out of its row."""

    caption: Inlines
    columns: tuple[Column, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: TableForm = field(default=TableForm(), compare=False, repr=False)
    # The value that it is made of, where it is one.
    path: Path = field(default=(), compare=False, repr=False)


Figure = int | Decimal
ChartKind = Literal["bars", "columns", "strip"]


@dataclass(frozen=True)
class Series:
    """Figures of one kind, one for each category; None where none is on record.

    Those that tell of what is `unknown` are drawn hollow.
    """

    name: str
    values: tuple[Figure | None, ...]
    unknown: bool = False


@dataclass(frozen=True)
class Chart:
    """Figures that read better drawn: what they are, not how they are drawn.

    `bars` are one series, a bar for each category; a target is a mark on each of them, and
    `beyond` is what goes past it. `columns` have a strip for each series, all on one scale. A
    `strip` is one series of steps, each of which leads to the next. `of` is what the categories
    are.

    `past` are the categories that are past their target, where their figures alone do not say so.
    `broken` is what a bar is called that is drawn shortened: without it, none is. `beside`: a table
    beside it has its figures.
    """

    kind: ChartKind
    caption: Inlines
    of: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    target: Series | None = None
    beyond: str = ""
    past: tuple[bool, ...] = ()
    broken: str = ""
    beside: bool = False
    path: Path = field(default=(), compare=False, repr=False)
    # The chart that it is a part of, on whose scale it is drawn.
    whole: Chart | None = field(default=None, compare=False, repr=False)

    @property
    def beyond_target(self) -> tuple[bool, ...]:
        """Whether each category of bars is past its target."""
        if self.past or self.target is None:
            return self.past or (False,) * len(self.categories)
        pairs = zip(self.series[0].values, self.target.values, strict=True)
        return tuple(value is not None and (of is None or value > of) for value, of in pairs)

    @property
    def all_series(self) -> tuple[Series, ...]:
        """Every series with its figures, the target after the others."""
        return self.series if self.target is None else (*self.series, self.target)

    @property
    def says(self) -> str:
        """The text alternative: every figure, by category."""
        rows = (
            f"{name}: " + ", ".join(f"{s.name} {shown(s.values[i])}" for s in self.all_series)
            for i, name in enumerate(self.categories)
        )
        return "; ".join(rows) or plain(self.caption)

    @property
    def table(self) -> Table:
        """The same figures as a table, for formats that cannot draw."""
        head = (cell(self.of), *(cell(series.name) for series in self.all_series))
        rows = tuple(
            (
                cell(name, heading=True),
                *(cell(shown(series.values[i])) for series in self.all_series),
            )
            for i, name in enumerate(self.categories)
        )
        columns = (Column(3.0), *(Column(2.0, "right") for _ in self.all_series))
        return Table(self.caption, columns, (head,), rows)


@dataclass(frozen=True)
class Gantt:
    """A plan drawn in lanes over its months. A table of the same steps stands beside it.

    `names` are what its marks mean, and `go_live` what the line says to which all leads.
    """

    caption: Inlines
    plan: PlanLanes
    names: tuple[tuple[LaneMark, str], ...]
    go_live: str
    path: Path = field(default=(), compare=False, repr=False)

    @property
    def says(self) -> str:
        """The text alternative: every step in words, lane by lane."""
        lanes = (f"{lane.title}: {', '.join(lane.says)}" for lane in self.plan.lanes)
        return "; ".join((*lanes, self.go_live) if self.go_live else lanes)


@dataclass(frozen=True)
class Sketch:
    """Amounts in pieces, or days that move, drawn beside the table that has them.

    `names` are what the wording calls its marks and series.
    """

    caption: Inlines
    data: Stacks | DatedRows
    names: tuple[tuple[str, str], ...]
    path: Path = field(default=(), compare=False, repr=False)

    def name_of(self, key: str) -> str:
        """What a mark or a series is called; what the wording does not name is called so."""
        return dict(self.names).get(key, key)

    @property
    def amounts(self) -> tuple[str, ...]:
        """The sum of each bar, and how much it lacks; else which share its first piece is."""
        data = self.data
        return tuple(map(self._amount, data.bars)) if isinstance(data, Stacks) else ()

    def _amount(self, bar: StackedBar) -> str:
        if not isinstance(self.data, Stacks) or not self.data.pounds:
            return share(int(sum(p.high for p in bar.pieces if p.series == 0)), int(bar.high))
        known = [pounds_range(Decimal(bar.low), Decimal(bar.high))] if bar.pieces else []
        lacks = [f"{bar.unknown} {self.name_of('unknown')}"] if bar.unknown else []
        return ", ".join(known + lacks)

    @property
    def says(self) -> str:
        """The text alternative: every amount and day, row by row."""
        if isinstance(self.data, DatedRows):
            return "; ".join(map(self._says_of_row, self.data.rows))
        return "; ".join(map(self._says_of_bar, self.data.bars)) or plain(self.caption)

    def _says_of_row(self, row: DatedRow) -> str:
        title = row.title or self.name_of("untitled")
        if row.then is None:
            return f"{title}: {self.name_of('open')}"
        days = {"now": row.now, "then": row.then} if row.changes else {"kept": row.then}
        named = (f"{self.name_of(n)} {in_words(day)}" for n, day in days.items() if day is not None)
        return f"{title}: {', '.join(named)}"

    def _says_of_bar(self, bar: StackedBar) -> str:
        stacks = self.data
        if not isinstance(stacks, Stacks):  # pragma: no cover - there is no other kind of bar
            return ""
        pieces = []
        for piece in bar.pieces:
            low, high = Decimal(piece.low), Decimal(piece.high)
            amount = pounds_range(low, high) if stacks.pounds else shown(piece.high)
            estimate = f" ({self.name_of('estimate')})" if piece.estimated else ""
            pieces.append(f"{self.name_of(stacks.series[piece.series])} {amount}{estimate}")
        pieces += [f"{bar.unknown} {self.name_of('unknown')}"] if bar.unknown else []
        return f"{self.name_of(bar.name)}: {', '.join(pieces)}"


# What is drawn, in formats that can.
Picture = Chart | Gantt | Sketch


def is_beside_its_table(block: Block) -> bool:
    """Whether it is a picture that says no more than a table beside it."""
    return isinstance(block, Gantt | Sketch) or (isinstance(block, Chart) and block.beside)


def shown(figure: Figure | None) -> str:
    """A figure of a chart as readers see it: `1,234`; a dash where there is none."""
    return "–" if figure is None else f"{figure:,}"


Block = Heading | Paragraph | Bullets | Table | Chart | Gantt | Sketch
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class EarlierVersion:
    """The version before: its page, which may lie beside that of the document, and the heading
    under which the document says what has changed since; "" where there is none."""

    version: str
    page: str = ""
    changes: str = ""


@dataclass(frozen=True)
class Document:
    """A document ready to be written: its title, language, plain facts for metadata, blocks."""

    title: str
    subtitle: str
    language: str
    author: str
    status: str
    draft: bool
    blocks: Blocks
    # The line in small type that says which state of the register this is.
    imprint: str = ""
    # The line at the foot of its pages: which paper it is, who may read it, and of which day.
    running: str = ""
    # Whether it is sent by mail: its page of HTML then carries its look on every element.
    mail: bool = False
    opening: Opening = "cover"
    # Whether formats with pages list its sections of the first level.
    contents: bool = True
    # What its file says of itself, beside title, author and status.
    remark: str = ""
    # Its kind, for whoever compares two: what its imprint calls the kind is a word of the Code.
    kind: str = ""
    # The files of the same document, by name, that are written beside it.
    beside: tuple[str, ...] = ()
    # The version before, where there is one.
    earlier: EarlierVersion | None = None
    # The day it is of, for the dates that its file has: None where it has none yet.
    day: date | None = None
    # What writers make of acronyms: its blocks have them as they were worded.
    acronyms: Acronyms = field(default=Acronyms(), compare=False, repr=False)


def cell(*inlines: Inline | str, heading: bool = False, colspan: int = 1) -> Cell:
    """A cell of one paragraph; without words, an empty cell."""
    body = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    blocks = (Paragraph(body),) if body else ()
    return Cell(blocks, colspan=colspan, heading=heading)


def merged(body: Iterable[Inline]) -> Inlines:
    """The same inlines with neighbouring texts joined."""
    done: list[Inline] = []
    texts: list[Text] = []
    for inline in body:
        if isinstance(inline, Text):
            texts.append(inline)
            continue
        if texts:
            done.append(_joined(texts))
            texts = []
        done.append(inline)
    if texts:
        done.append(_joined(texts))
    return tuple(done)


def _joined(texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    joined = ""
    sources: list[Provenance] = []
    for one in texts:
        # A blank at the end of one and one at the start of the next are one.
        again = joined.endswith(" ") and one.text.startswith(" ")
        if again:
            joined = joined[:-1]
        sources += [source.moved(len(joined)) for source in one.sources]
        joined += one.text
    return Text(joined, tuple(sources))


def placed(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[list[tuple[int, Cell]]]:
    """The cells of each row with the column each begins in: a span from above takes its own."""
    covered: dict[int, int] = {}  # how many rows, this one included, a column is taken for
    for row in rows:
        found: list[tuple[int, Cell]] = []
        column = 0
        for one in row:
            while column in covered:
                column += 1
            found.append((column, one))
            column += one.colspan
        for start, one in found:
            covered |= dict.fromkeys(range(start, start + one.colspan), one.rowspan)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        yield found


def inlines_of(block: Block) -> Iterator[Inlines]:
    """Every run of inlines in a block, in reading order."""
    match block:
        case Heading(body=body) | Paragraph(body=body):
            yield body
        case Bullets(items=items):
            for item in items:
                for inner in item:
                    yield from inlines_of(inner)
        case Table(caption=caption, head=head, rows=rows):
            yield caption
            for row in (*head, *rows):
                for one in row:
                    for inner in one.body:
                        yield from inlines_of(inner)
        case Chart():
            yield from inlines_of(block.table)
        case Gantt(caption=caption, plan=plan):
            yield caption
            for lane in plan.lanes:
                yield (Text(lane.title),)
                yield from ((Text(one.label),) for one in lane.points)
            yield from ((Text(name),) for _, name in block.names)
            yield (Text(block.go_live),)
        case Sketch(caption=caption):
            yield caption
            yield (Text(block.says),)
            yield from ((Text(name),) for _, name in block.names)


def plain(body: Inlines, *, notes: bool = False) -> str:
    """The words of some inlines; the texts of notes only where asked for."""
    words = []
    for inline in body:
        match inline:
            case Text(text=text):
                words.append(text)
            case Strong(body=inner) | Emph(body=inner) | Link(body=inner) | Anchor(body=inner):
                words.append(plain(inner, notes=notes))
            case Note(body=inner):
                if notes:
                    words.append(" " + plain(inner, notes=True) + " ")
            case Break():
                words.append(" ")
    return "".join(words)


def paths_in(block: Block) -> Iterator[Path]:
    """The values that a block is made of, or that its words hang on, in reading order."""
    if isinstance(block, Table | Picture) and block.path:
        yield block.path
    for body in inlines_of(block):
        yield from _paths(body)


def _paths(body: Inlines) -> Iterator[Path]:
    for inline in body:
        match inline:
            case Text(sources=sources):
                yield from (source.path for source in sources)
            case Strong(body=inner) | Emph(body=inner) | Link(body=inner) | Note(body=inner):
                yield from _paths(inner)


def text_of(blocks: Blocks) -> str:
    """All words of some blocks, notes included, one run a line."""
    return "\n".join(plain(body, notes=True) for block in blocks for body in inlines_of(block))


def notes_of(blocks: Blocks) -> dict[str, Note]:
    """The notes in reading order, by key: a format that numbers notes counts them so."""
    found: dict[str, Note] = {}

    def look(body: Inlines) -> None:
        for inline in body:
            match inline:
                case Note(key=key):
                    found.setdefault(key, inline)
                case Strong(body=inner) | Emph(body=inner) | Link(body=inner) | Anchor(body=inner):
                    look(inner)

    for block in blocks:
        for body in inlines_of(block):
            look(body)
    return found


@dataclass(frozen=True)
class Grid:
    """A table as data makes it, before the wording gives it caption and headings.

    `headings` follow those that the wording gives. A note with an empty body is a slot: the
    wording says its text.
    """

    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figures:
    """A chart as data makes it, before the wording gives it caption and names.

    The names of its series are keys: the wording says what each is called, and may say so of its
    categories. `past` as in `Chart`.
    """

    categories: tuple[str | When, ...]
    series: tuple[Series, ...]
    target: Series | None = None
    past: tuple[bool, ...] = ()
