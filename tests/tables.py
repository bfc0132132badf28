"""Reads a written document back: the same blocks, whichever format it was written in.

Markdown is rendered as a code host would (tables, footnotes, strikethrough, formulas, inline
HTML) and then read as HTML, so that both formats give the same values or a test sees why not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from html.parser import HTMLParser
from unittest import mock

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sectool.blocks import Document
from sectool.load.shipped import SHARED
from sectool.render import formats
from sectool.render.look import Look

# The look that sectool ships.
LOOK = Look.of([SHARED])


@dataclass(frozen=True)
class Run:
    """Words set alike. Marks go from the outside in: `small`, `strong`, `em`, `link ADDRESS`, …

    The words of a note stand where its mark does, marked `note 2`.
    """

    text: str
    marks: tuple[str, ...] = ()


Runs = tuple[Run, ...]

_BLANKS = re.compile("[ \t\n\r\f\v]+")


@dataclass(frozen=True)
class Heading:
    level: int
    body: Runs


@dataclass(frozen=True)
class Paragraph:
    body: Runs


@dataclass(frozen=True)
class Items:
    """A list; `start` is None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell line by line; the line of a list's item starts with its mark."""

    lines: tuple[Runs, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    heading: bool = False

    @property
    def text(self) -> str:
        """The words without the notes, with ordinary blanks."""
        return "\n".join(words(line) for line in self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(note for line in self.lines for note in notes(line))

    @property
    def marks(self) -> frozenset[str]:
        """How the words are set, notes aside."""
        runs = [run for line in self.lines for run in line if not _is_note(run)]
        return frozenset(mark for run in runs for mark in run.marks)


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Table:
    caption: str
    head: Rows
    rows: Rows

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(cell.text for row in expanded(self.head) for cell in row)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The words of every cell, spans expanded, heading cells first in their rows."""
        return tuple(tuple(cell.text for cell in row) for row in expanded(self.rows))


@dataclass(frozen=True)
class Chart:
    """A drawing of figures, by its text alternative: `MP078 PA: Days 76, Target 15; …`."""

    caption: str
    says: str


@dataclass(frozen=True)
class Other:
    """Something no document should hold, such as a quotation or a script."""

    tag: str


Block = Heading | Paragraph | Items | Table | Chart | Other
Blocks = tuple[Block, ...]


def read_markdown(content: bytes) -> Blocks:
    """The blocks of a Markdown document."""
    return _Reading(_tree(_parser().render(content.decode("utf-8")))).blocks()


def read_html(content: bytes) -> Blocks:
    """The blocks of a page, without its bar and its contents."""
    every = [*_tree(content.decode("utf-8")).walk()]
    main = next(node for node in every if node.tag == "main")
    # What it has at its foot is at that of every page of other formats.
    main.children = [
        one for one in main.children if not (isinstance(one, Node) and one.tag == "footer")
    ]
    imprints = [
        Paragraph((Run(node.attributes["content"], ("small",)),))
        for node in every
        if node.attributes.get("name") == "sectool:imprint"
    ]
    return (*_Reading(main).blocks(), *imprints)


READERS = {"md": read_markdown, "html": read_html}


# What begins a line that goes on with the sentence before it: no list, table, heading or note.
_NEXT = re.compile(r"(?<=[^\n])\n *(?![-*] |[0-9]+[.)] |[#|\n ]|</?t|<!--|\[\^[0-9]+\]:)(?=\S)")


def flowing(markdown: bytes | str) -> str:
    """Markdown with each paragraph on one line, and nothing that leads to another place of it: for
    who looks for words over several sentences."""
    text = markdown if isinstance(markdown, str) else markdown.decode("utf-8")
    return led_nowhere(_NEXT.sub(" ", text))


def ready(document: Document) -> Document:
    """The document as writers are given it."""
    with mock.patch.object(formats, "_last", None):
        return formats._numbered(formats._ready(document))


def led_nowhere(markdown: str) -> str:
    """Markdown without what leads to another place of the document: for who looks for words."""
    return re.sub(r'<a id="[^"]*"></a>|\[([^\]\n]+)\]\(#[^)\n]*\)', r"\1", markdown)


def captioned(text: str) -> str:
    """A caption without its number."""
    return re.sub(r"\A(?:Table|Figure) [0-9]+: ", "", text)


def words(runs: Runs) -> str:
    """The words of some runs without notes; no-break spaces become ordinary ones."""
    return "".join(run.text for run in runs if not _is_note(run)).replace("\u00a0", " ")


def folded(text: str) -> str:
    """The text with its blanks as a browser shows them."""
    return _BLANKS.sub(" ", text)


def notes(runs: Runs) -> tuple[str, ...]:
    """The notes of some runs, in words."""
    return tuple(run.text.replace("\u00a0", " ") for run in runs if _is_note(run))


def links(runs: Runs) -> tuple[str, ...]:
    """Where the links in some runs lead."""
    marks = [mark for run in runs for mark in run.marks if mark.startswith("link ")]
    return tuple(dict.fromkeys(mark.removeprefix("link ") for mark in marks))


def imprint_of(blocks: Blocks) -> str:
    """The line in small type at the end."""
    last = blocks[-1]
    assert isinstance(last, Paragraph)
    assert {run.marks for run in last.body} == {("small",)}
    return words(last.body)


def without_imprint(blocks: Blocks) -> Blocks:
    """What a document says, whichever state of the register that is."""
    assert re.search("fingerprint 2:[0-9a-f]{12}$", imprint_of(blocks))
    return blocks[:-1]


def lines_of(blocks: Blocks) -> Iterator[Runs]:
    """Every heading, paragraph, item and line of a cell, in reading order."""
    for block in blocks:
        match block:
            case Heading(body=body) | Paragraph(body=body):
                yield body
            case Items(items=items):
                for item in items:
                    yield from lines_of(item)
            case Table(head=head, rows=rows):
                for row in (*head, *rows):
                    for cell in row:
                        yield from cell.lines
            case Chart() | Other():
                pass


def charted(blocks: Blocks, like: Blocks) -> Blocks:
    """Blocks with charts for what Markdown has for the charts of another format.

    That is a table, or the caption alone where a table beside it has the figures.
    """
    drawn = {block.caption: block for block in like if isinstance(block, Chart)}

    def chart(block: Block) -> Block:
        if isinstance(block, Table) and block.caption in drawn:
            return _chart_of(block)
        return (
            drawn.get(captioned(words(block.body)), block)
            if isinstance(block, Paragraph)
            else block
        )

    return tuple(map(chart, blocks))


def _chart_of(table: Table) -> Chart:
    _, *names = table.headings
    rows = (
        f"{of}: " + ", ".join(f"{name} {figure}" for name, figure in zip(names, row, strict=True))
        for of, *row in table.texts
    )
    return Chart(table.caption, "; ".join(rows))


def charts(blocks: Blocks) -> dict[str, Chart]:
    """The charts by caption."""
    return {block.caption: block for block in blocks if isinstance(block, Chart)}


def tables(blocks: Blocks) -> dict[str, Table]:
    """The tables by caption."""
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def section(blocks: Blocks, title: str) -> Blocks:
    """What stands under a heading, up to the next of its level or above."""
    found: list[Block] = []
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if level and block.level <= level:
                break
            if words(block.body) == title:
                level = block.level
                continue
        if level:
            found.append(block)
    assert level, f"no heading {title!r}"
    return tuple(found)


def items(blocks: Blocks) -> tuple[Runs, ...]:
    """The items of the one list among some blocks, each of one paragraph."""
    (only,) = [block for block in blocks if isinstance(block, Items)]
    bodies = []
    for item in only.items:
        (paragraph,) = item
        assert isinstance(paragraph, Paragraph)
        bodies.append(paragraph.body)
    return tuple(bodies)


def expanded(rows: Rows) -> Rows:
    """The rows as a full grid: a cell stands in every place that it covers."""
    grid: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            for dy in range(cell.rowspan):
                for dx in range(cell.colspan):
                    assert (y + dy, x + dx) not in grid, "two cells in one place"
                    grid[y + dy, x + dx] = cell
    width = 1 + max((x for _, x in grid), default=-1)
    height = 1 + max((y for y, _ in grid), default=-1)
    return tuple(tuple(grid[y, x] for x in range(width)) for y in range(height))


# HTML as a tree.


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def named(self, *tags: str) -> list[Node]:
        return [c for c in self.children if isinstance(c, Node) and c.tag in tags]


_VOID = frozenset({"br", "col", "hr", "img", "meta", "link", "input"})


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(Node("comment", {}, [data]))


# One page is asked about in several ways, one after another; none changes it.
@lru_cache(maxsize=4)
def _tree(page: str) -> Node:
    parser = _Tree()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].tag}> is not closed"
    return parser.open[0]


def tree_of_page(content: bytes) -> Node:
    """A page as its elements; a page that is not well nested fails."""
    return _tree(content.decode("utf-8"))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(dollarmath_plugin)
    # Addresses are compared as they were written.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


# The tree as blocks.

_BLOCKS = frozenset(
    {"p", "ul", "ol", "table", "div", "section", "blockquote", "pre", "hr", "figure", "comment"}
)
_HEADING = re.compile("h([1-6])")
_WAY_BACK = {"doc-backlink", "footnote-backref"}


class _Reading:
    def __init__(self, root: Node) -> None:
        self.root = root
        self.noted: dict[str, Node] = {}
        for node in root.walk():
            if node.tag == "li" and re.fullmatch(
                "fn[0-9]+|note-[0-9]+", node.attributes.get("id", "")
            ):
                self.noted["#" + node.attributes["id"]] = node

    def blocks(self) -> Blocks:
        return _captioned(self._blocks(self.root.children))

    def _blocks(self, children: Iterable[Node | str]) -> list[Block]:
        """Blocks; words and marks between them are a paragraph of their own."""
        found: list[Block] = []
        loose: list[Node | str] = []

        def settle() -> None:
            body = self._runs(loose)
            if body:
                found.append(Paragraph(body))
            loose.clear()

        for child in children:
            if isinstance(child, Node) and child.tag == "nav":
                # The contents, once more, for screens without room beside the text.
                continue
            if isinstance(child, str) or not (child.tag in _BLOCKS or _HEADING.match(child.tag)):
                loose.append(child)
                continue
            settle()
            if not _holds_notes(child):
                found += self._block(child)
        settle()
        return found

    def _block(self, node: Node) -> list[Block]:
        if match := _HEADING.fullmatch(node.tag):
            return [Heading(int(match.group(1)), self._runs(node.children))]
        if node.tag == "comment":
            # Markdown says there which state of the register it shows.
            return [Paragraph(self._runs(node.children, ("small",)))]
        if node.tag == "p":
            small = ("small",) if node.attributes.get("class") == "imprint" else ()
            return [Paragraph(self._runs(node.children, small))]
        if node.tag in ("ul", "ol"):
            inner = tuple(tuple(self._blocks(item.children)) for item in node.named("li"))
            start = int(node.attributes.get("start", "1")) if node.tag == "ol" else None
            return [Items(inner, start)]
        if node.tag == "table" and node.attributes.get("role") == "presentation":
            # Rows that lay out a mail.
            rows = [row for part in node.named("tbody") for row in part.named("tr")]
            cells = [cell for row in rows for cell in row.named("td")]
            return [block for cell in cells for block in self._blocks(cell.children)]
        if node.tag == "table":
            return [self._table(node)]
        if node.tag == "div" and node.attributes.get("class") == "table":
            return self._blocks(node.children)
        if node.tag == "figure" and node.attributes.get("class") == "chart":
            (caption,), (region,) = node.named("figcaption"), node.named("div")
            (drawing,) = region.named("svg")
            (says,) = drawing.named("desc")
            says_ = captioned(words(self._runs(says.children)))
            return [Chart(captioned(words(self._runs(caption.children))), says_)]
        return [Other(node.tag)]

    def _table(self, node: Node) -> Table:
        named = (words(self._runs(one.children)) for one in node.named("caption"))
        caption = captioned("".join(named))
        head, rows = (
            tuple(
                _continued(self._cell(cell) for cell in row.named("th", "td"))
                for part in node.named(tag)
                for row in part.named("tr")
            )
            for tag in ("thead", "tbody")
        )
        if not any(cell.lines for row in head for cell in row):
            head = ()
        return Table(caption, head, rows)

    def _cell(self, node: Node) -> Cell:
        lines = cell_lines(self._blocks(node.children))
        heading = node.tag == "th"
        runs = [run for line in lines for run in line]
        if node.tag == "td" and runs and all(run.marks[:1] == ("strong",) for run in runs):
            # Markdown's own tables say so by setting the whole cell in bold.
            heading = True
            lines = tuple(tuple(Run(run.text, run.marks[1:]) for run in line) for line in lines)
        return Cell(
            lines,
            int(node.attributes.get("colspan", "1")),
            int(node.attributes.get("rowspan", "1")),
            heading,
        )

    def _runs(self, children: Iterable[Node | str], marks: tuple[str, ...] = ()) -> Runs:
        return trimmed(merged(self._inlines(children, marks)))

    def _inlines(self, children: Iterable[Node | str], marks: tuple[str, ...]) -> Iterator[Run]:
        for child in children:
            if isinstance(child, str):
                yield Run(folded(child), marks)
                continue
            target = child.attributes.get("href", "")
            if child.tag == "br":
                yield Run("\n", marks)
            elif child.tag == "sup" and len(child.children) == 1:
                yield from self._note(child, marks)
            elif child.tag == "abbr" and set(child.attributes) == {"title"}:
                yield from self._inlines(child.children, marks)
            elif child.tag in ("strong", "em"):
                yield from self._inlines(child.children, (*marks, child.tag))
            elif child.tag == "sub":
                # Markdown has no small type but this.
                yield from self._inlines(child.children, (*marks, "small"))
            elif child.tag in ("a", "span") and set(child.attributes) - {"style"} == {"id"}:
                yield from self._inlines(child.children, marks)
            elif child.tag == "a" and target.startswith("#") and not child.attributes.get("role"):
                # What leads to a place in the document is looked at in tests of its own.
                yield from self._inlines(child.children, marks)
            elif child.tag == "a" and set(child.attributes) - {"style"} == {"href"}:
                yield from self._inlines(child.children, (*marks, f"link {target}"))
            else:
                yield from self._inlines(child.children, (*marks, f"unexpected {child.tag}"))
                yield Run("", (*marks, f"unexpected {child.tag}"))

    def _note(self, sup: Node, marks: tuple[str, ...]) -> Iterator[Run]:
        (mark,) = sup.named("a")
        number = re.search("[0-9]+", "".join(c for c in mark.children if isinstance(c, str)))
        assert number is not None
        body = self._flat(self.noted[mark.attributes["href"]])
        yield from self._runs(body, (*marks, f"note {number.group()}"))

    @staticmethod
    def _flat(note: Node) -> Iterator[Node | str]:
        """What stands in a note, without the paragraph about it and the way back."""
        for child in note.children:
            inner = child.children if isinstance(child, Node) and child.tag == "p" else [child]
            for one in inner:
                if isinstance(one, str) or not _WAY_BACK & set(one.attributes.values()):
                    yield one


def _continued(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """A row's cells: in Markdown an arrow stands where the cell before it covers another."""
    done: list[Cell] = []
    for cell in cells:
        if done and cell.text == "←":
            done[-1] = replace(done[-1], colspan=done[-1].colspan + 1)
        else:
            done.append(cell)
    return tuple(done)


def cell_lines(blocks: Iterable[Block]) -> tuple[Runs, ...]:
    """What stands in a cell, line by line."""
    return tuple(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[Runs]:
    match block:
        case Paragraph(body=body):
            return _split(body)
        case Items(items=inner, start=start):
            found = []
            for index, item in enumerate(inner):
                mark = "• " if start is None else f"{start + index}. "
                found += [merged([Run(mark), *line]) for line in cell_lines(item)]
            return found
        case _:
            return [(Run(repr(block), ("unexpected",)),)]


def _is_note(run: Run) -> bool:
    return any(mark.startswith("note ") for mark in run.marks)


def _is_blank(run: Run) -> bool:
    return not run.text.strip(" \n") and not _is_unexpected(run)


def _is_unexpected(run: Run) -> bool:
    return any(mark.startswith("unexpected") for mark in run.marks)


def _holds_notes(node: Node) -> bool:
    kinds = (node.attributes.get("role"), node.attributes.get("class"))
    return "doc-endnotes" in kinds or "footnotes" in kinds or "footnotes-sep" in kinds


def merged(runs: Iterable[Run]) -> Runs:
    """The same runs with neighbours of one look joined."""
    done: list[Run] = []
    for run in runs:
        if done and done[-1].marks == run.marks:
            done[-1] = Run(done[-1].text + run.text, run.marks)
        elif run.text or _is_unexpected(run):
            done.append(run)
    return tuple(done)


def trimmed(runs: Runs) -> Runs:
    """Without the blanks that formats put before and after."""
    done = list(runs)
    while done and _is_blank(done[0]):
        del done[0]
    while done and _is_blank(done[-1]):
        del done[-1]
    if done:
        done[0] = Run(done[0].text.lstrip(" \n"), done[0].marks)
        done[-1] = Run(done[-1].text.rstrip(" \n"), done[-1].marks)
    return tuple(done)


def _split(body: Runs) -> list[Runs]:
    """The lines of a cell's paragraph, broken where breaks stand."""
    lines: list[list[Run]] = [[]]
    for run in body:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.marks))
        lines += [[Run(piece, run.marks)] for piece in rest]
    return [trimmed(merged(line)) for line in lines]


def _captioned(blocks: list[Block]) -> Blocks:
    """Markdown has no captions: a bold paragraph right before a table is one."""
    done: list[Block] = []
    for block in blocks:
        before = done[-1] if done else None
        if (
            isinstance(block, Table)
            and not block.caption
            and isinstance(before, Paragraph)
            and before.body
            and all(run.marks[:1] == ("strong",) for run in before.body)
        ):
            done[-1] = Table(captioned(words(before.body)), block.head, block.rows)
        else:
            done.append(block)
    return tuple(done)
