"""Blocks as Markdown that reads well on a code host, and line by line in a comparison of two."""

from __future__ import annotations

import html
import re

from sectool.blocks import (
    ROW_MARKS,
    Anchor,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Emph,
    Gantt,
    Heading,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Picture,
    Sketch,
    Strong,
    Table,
    Text,
    merged,
    notes_of,
    placed,
    plain,
)
from sectool.render.references import places_wanted
from sectool.render.sentences import MARK, ends_of_sentences

_SPECIAL = re.compile(r"[\\`*\[\]<>|~{}$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|!(?=\[)")
_LINE_START = re.compile(r"(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=])|[0-9]{1,9}(?=[.)]))")
_HEADING_END = re.compile(r"(?:(?<=\s)|^)#+\s*$")
_PUNCTUATION = frozenset("!\"#$%&'()+,-./:;<=>?@[\\]^_`{|}~")
_RULE_DASHES = {"left": ":---", "center": ":---:", "right": "---:"}


# A cell that the one before it covers.
_CONTINUED = "←"


def write(document: Document) -> bytes:
    """The whole document as UTF-8 Markdown: a sentence a line."""
    return _whole(document, _LineByLine(document.blocks), f"<!-- {_remark(document.imprint)} -->")


def as_recorded(document: Document) -> bytes:
    """The words of a document as records of what was issued have them: a paragraph a line.

    Their digests are of these bytes. They never change, however Markdown is written.
    """
    return _whole(
        document, _MarkdownWriter(document.blocks), f"<sub>{escape(document.imprint)}</sub>"
    )


def _whole(document: Document, writer: _MarkdownWriter, imprint: str) -> bytes:
    imprints = [imprint] if document.imprint else []
    return (
        "\n\n".join([*writer.blocks(document.blocks), *imprints, *writer.notes()]) + "\n"
    ).encode()


def _remark(text: str) -> str:
    """Text that does not end the comment that it stands in."""
    return text.replace("-->", "→")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, anywhere but at the start of a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _by_code_hosts(text: str) -> str:
    """What code hosts call a heading: every blank a hyphen, and no other sign."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _at_line_start(text: str) -> str:
    text = text.lstrip(" ")
    match = _LINE_START.match(text)
    if match is None:
        return text
    head = match.group(1)
    if head[0].isdigit():
        return head + "\\" + text[len(head) :]
    return "\\" + text


class _MarkdownWriter:
    """Markdown with each paragraph on a line, and with tables of HTML where they have spans."""

    def __init__(self, blocks: Blocks) -> None:
        self.noted = notes_of(blocks)
        self.numbers = {key: number for number, key in enumerate(self.noted, start=1)}

    def blocks(self, blocks: Blocks) -> list[str]:
        # A code host shows no drawing: the table of the same steps stands beside a plan.
        blocks = tuple(block for block in blocks if not isinstance(block, Gantt))
        done = []
        other = False
        for before, block in zip((None, *blocks), blocks, strict=False):
            if not isinstance(block, Bullets):
                done.append(self.block(block))
                continue
            # Two lists in a row would run together, were it not for another mark.
            follows = isinstance(before, Bullets) and _numbered(before) == _numbered(block)
            other = follows and not other
            done.append(self.bullets(block, other=other))
        return done

    def block(self, block: Block) -> str:
        match block:
            case Heading(level=level, body=body):
                text = _HEADING_END.sub(r"\\\g<0>", self.inlines(body))
                return "#" * level + " " + text
            case Paragraph(body=body):
                return _at_line_start(self.inlines(body))
            case Bullets():
                return self.bullets(block)
            case Table():
                return self.table(block)
            case Gantt():
                return ""
            case Chart(beside=False):
                # A code host shows no drawing that comes with the text: the same figures do.
                return self.table(block.table)
            case Chart(caption=caption) | Sketch(caption=caption):
                return _at_line_start(self.inlines(caption))

    def notes(self) -> list[str]:
        return [
            f"[^{self.numbers[key]}]: {_at_line_start(self.inlines(note.body))}"
            for key, note in self.noted.items()
        ]

    def inlines(self, body: Inlines) -> str:
        done = ""
        body = merged(body)
        for before, inline, after in zip((None, *body), body, (*body[1:], None), strict=False):
            match inline:
                case Text(text=text):
                    done += _between(self.text(text), before, after)
                case Strong(body=inner):
                    done += _marked("**", self.inlines(inner), done[-1:], _first(after))
                case Emph(body=inner):
                    done += _marked("*", self.inlines(inner), done[-1:], _first(after))
                case Link(target=target, body=inner):
                    done += f"[{self.inlines(inner)}]({_url(target)})"
                case Anchor(id=id_, body=inner):
                    done += f'<a id="{html.escape(id_)}"></a>{self.inlines(inner)}'
                case Note(key=key):
                    done += self.mark(key)
                case Break():
                    done += self.break_()
        return done

    def text(self, text: str) -> str:
        return escape(text)

    def mark(self, key: str) -> str:
        return f"[^{self.numbers[key]}]"

    def break_(self) -> str:
        return "<br>"

    def bullets(self, block: Bullets, *, other: bool = False) -> str:
        lines = []
        dash, stop = ("*", ")") if other else ("-", ".")
        for index, item in enumerate(block.items):
            mark = f"{dash} " if block.start is None else f"{block.start + index}{stop} "
            text = "\n\n".join(self.blocks(item))
            indented = text.replace("\n", "\n" + " " * len(mark))
            lines.append(mark + re.sub(r"\n +\n", "\n\n", indented))
        return "\n".join(lines)

    def table(self, table: Table) -> str:
        words = self.inlines(table.caption)
        caption = f"{_marked('**', words, '', '')}\n\n" if words else ""
        if self.needs_html(table):
            return caption + self.html_table(table)
        head = table.head[0] if table.head else tuple(Cell() for _ in table.columns)
        rows = [
            _pipe_row([text for one in head for text in self.pipe_cells(one)]),
            _pipe_row([_RULE_DASHES[column.align] for column in table.columns]),
            *(
                _pipe_row([text for one in row for text in self.pipe_cells(one)])
                for row in table.rows
            ),
        ]
        return caption + "\n".join(rows)

    def needs_html(self, table: Table) -> bool:
        spans = any(
            one.colspan > 1 or one.rowspan > 1 for row in (*table.head, *table.rows) for one in row
        )
        return spans or len(table.head) > 1

    def pipe_cells(self, one: Cell) -> list[str]:
        """A cell, and those that it covers."""
        return [self.pipe_cell(one)]

    def pipe_cell(self, one: Cell) -> str:
        pieces = []
        for block in one.body:
            if isinstance(block, Bullets):
                items = [self._item(block, i, item) for i, item in enumerate(block.items)]
                pieces.append("<br>".join(items))
            elif isinstance(block, Table | Picture):
                what = type(block).__name__.lower()
                raise TypeError(f"a {what} within a table cannot be written")
            else:
                pieces.append(self.inlines(block.body))
        text = "<br>".join(pieces)
        text = _marked("**", text, "", "") if one.heading else text
        return f"{text} ({ROW_MARKS[one.mark]})".lstrip() if one.mark else text

    def _item(self, block: Bullets, index: int, item: Blocks) -> str:
        mark = "•" if block.start is None else f"{block.start + index}."
        return f"{mark} " + "<br>".join(self.pipe_cell(Cell((inner,))) for inner in item)

    def html_table(self, table: Table) -> str:
        """A table with spans, as HTML: the one thing Markdown's own tables cannot say."""
        lines = ["<table>"]
        if table.head:
            lines += ["<thead>", *self.html_rows(table.head, table, "th"), "</thead>"]
        lines += ["<tbody>", *self.html_rows(table.rows, table, "td"), "</tbody>", "</table>"]
        return "\n".join(lines)

    def html_rows(self, rows: tuple[tuple[Cell, ...], ...], table: Table, tag: str) -> list[str]:
        lines = []
        for row in placed(rows):
            cells = [self.html_cell(one, table.columns[column], tag) for column, one in row]
            lines += ["<tr>", *cells, "</tr>"]
        return lines

    def html_cell(self, one: Cell, column: Column, tag: str) -> str:
        name = "th" if one.heading else tag
        span = f' colspan="{one.colspan}"' if one.colspan > 1 else ""
        span += f' rowspan="{one.rowspan}"' if one.rowspan > 1 else ""
        align = f' align="{column.align}"' if column.align != "left" else ""
        words = _plain_words(one.body)
        if words is not None:
            words += f" ({ROW_MARKS[one.mark]})" if one.mark else ""
            return f"<{name}{span}{align}>{html.escape(words, quote=False)}</{name}>"
        text = self.html_text(one)
        # Between blank lines Markdown is read again, so that marks and notes still work.
        return f"<{name}{span}{align}>\n\n{text}\n\n</{name}>"

    def html_text(self, one: Cell) -> str:
        return _at_line_start(self.pipe_cell(Cell(one.body, mark=one.mark)))


class _LineByLine(_MarkdownWriter):
    """Markdown with each sentence on a line, and each row of a table that needs no more."""

    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        self.led_to = frozenset(places_wanted(blocks))
        # Which blanks of the paragraph that is being written give way to new lines, and how much
        # of it is written.
        self.cuts: frozenset[int] = frozenset()
        self.at = 0

    def block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self.prose(block.body)
        text = super().block(block)
        # Code hosts make a name for a heading of its words, which may be another.
        if (
            isinstance(block, Heading)
            and block.id in self.led_to
            and block.id != _by_code_hosts(plain(block.body))
        ):
            return text.replace(" ", f' <a id="{block.id}"></a>', 1)
        return text

    def notes(self) -> list[str]:
        return [
            f"[^{self.numbers[key]}]: " + self.prose(note.body).replace("\n", "\n    ")
            for key, note in self.noted.items()
        ]

    def prose(self, body: Inlines) -> str:
        self.cuts, self.at = frozenset(ends_of_sentences(_flat(body))), 0
        lines = self.inlines(body).split("\n")
        self.cuts = frozenset()
        return "\n".join(map(_at_line_start, lines))

    def text(self, text: str) -> str:
        start, self.at = self.at, self.at + len(text)
        ends = [cut - start for cut in sorted(self.cuts) if start <= cut < self.at]
        starts = [0, *(end + 1 for end in ends)]
        pieces = (text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True))
        return "\n".join(map(escape, pieces))

    def mark(self, key: str) -> str:
        self.at += len(MARK)
        return super().mark(key)

    def break_(self) -> str:
        self.at += 1
        return super().break_()

    def needs_html(self, table: Table) -> bool:
        """Whether a table has what no row of Markdown's own can say: headings over headings, cells
        over rows, lists in cells."""
        heads = len(table.head) > 1 or any(one.colspan > 1 for row in table.head for one in row)
        every = [one for row in (*table.head, *table.rows) for one in row]
        return heads or any(
            one.rowspan > 1 or any(isinstance(block, Bullets) for block in one.body)
            for one in every
        )

    def pipe_cells(self, one: Cell) -> list[str]:
        return [self.pipe_cell(one), *[_CONTINUED] * (one.colspan - 1)]

    def html_text(self, one: Cell) -> str:
        mark = [f"({ROW_MARKS[one.mark]})"] if one.mark else []
        return "\n\n".join([*self.blocks(one.body), *mark])


def _flat(body: Inlines) -> str:
    """The words of some inlines, as long as `inlines` finds them."""
    words = ""
    for inline in merged(body):
        match inline:
            case Text(text=text):
                words += text
            case Strong(body=inner) | Emph(body=inner) | Link(body=inner) | Anchor(body=inner):
                words += _flat(inner)
            case Note():
                words += MARK
            case Break():
                words += "\n"
    return words


def _plain_words(blocks: Blocks) -> str | None:
    """The words of a cell that holds nothing else: inside HTML, no Markdown is read."""
    if not blocks:
        return ""
    if len(blocks) > 1 or not isinstance(blocks[0], Paragraph):
        return None
    body = blocks[0].body
    return plain(body) if all(isinstance(inline, Text) for inline in body) else None


def _between(text: str, before: Inline | None, after: Inline | None) -> str:
    """Escaped text that its neighbours do not change: `!` before a link makes it an image."""
    if text.endswith("!") and isinstance(after, Link | Note):
        text = text[:-1] + "\\!"
    if text.startswith(("(", ":")) and isinstance(before, Note):
        text = "\\" + text
    return text


def _marked(mark: str, inner: str, before: str, after: str) -> str:
    """Emphasis, by tags where the characters about it would keep the mark from working."""
    if not inner:
        return ""
    if _opens(inner[0], before) and _opens(inner[-1], after):
        return f"{mark}{inner}{mark}"
    tag = "strong" if mark == "**" else "em"
    return f"<{tag}>{inner}</{tag}>"


def _opens(inside: str, outside: str) -> bool:
    """Whether a run of `*` between these characters (outside: perhaps none) is emphasis."""
    if inside.isspace() or "*" in (inside, outside):
        return False
    return inside.isalnum() or not outside or outside.isspace() or outside in _PUNCTUATION


def _first(inline: Inline | None) -> str:
    """The first character that an inline is written with."""
    match inline:
        case Text(text=text):
            return escape(text)[:1]
        case Strong() | Emph():
            return "*"
        case Link() | Note():
            return "["
        case Break() | Anchor():
            return "<"
        case None:
            return ""


def _numbered(block: Bullets) -> bool:
    return block.start is not None


def _pipe_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _url(target: str) -> str:
    target = target.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    target = re.sub(r"\\|&(?=#?\w+;)", r"\\\g<0>", target)
    return f"<{target}>" if re.search(r"[()\s\\]", target) else target
