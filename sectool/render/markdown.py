"""Blocks as Markdown that reads well on a code host."""

from __future__ import annotations

import re

from sectool.blocks import (
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Column,
    Document,
    Emph,
    Heading,
    Inlines,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    notes_of,
    plain,
)

_SPECIAL = re.compile(r"[\\`*\[\]<>|~{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|!(?=\[)")
_LINE_START = re.compile(r"(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=])|[0-9]{1,9}(?=[.)]))")
_RULE_DASHES = {"left": ":---", "center": ":---:", "right": "---:"}


def write(document: Document) -> bytes:
    """The whole document as UTF-8 Markdown."""
    writer = _Writer(document.blocks)
    return ("\n\n".join([*writer.blocks(document.blocks), *writer.notes()]) + "\n").encode()


def escape(text: str) -> str:
    """Text that Markdown shows as it is, anywhere but at the start of a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _at_line_start(text: str) -> str:
    match = _LINE_START.match(text)
    if match is None:
        return text
    head = match.group(1)
    if head[0].isdigit():
        return head + "\\" + text[len(head) :]
    return "\\" + text


class _Writer:
    def __init__(self, blocks: Blocks) -> None:
        self.noted = notes_of(blocks)
        self.numbers = {key: number for number, key in enumerate(self.noted, start=1)}

    def blocks(self, blocks: Blocks) -> list[str]:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> str:
        match block:
            case Heading(level=level, body=body):
                return "#" * level + " " + self.inlines(body)
            case Paragraph(body=body):
                return _at_line_start(self.inlines(body))
            case Bullets():
                return self.bullets(block)
            case Table():
                return self.table(block)

    def notes(self) -> list[str]:
        return [
            f"[^{self.numbers[key]}]: {self.inlines(note.body)}" for key, note in self.noted.items()
        ]

    def inlines(self, body: Inlines) -> str:
        done = []
        for inline in body:
            match inline:
                case Text(text=text):
                    done.append(escape(text))
                case Strong(body=inner):
                    done.append(f"**{self.inlines(inner)}**")
                case Emph(body=inner):
                    done.append(f"*{self.inlines(inner)}*")
                case Link(target=target, body=inner):
                    done.append(f"[{self.inlines(inner)}]({_url(target)})")
                case Note(key=key):
                    done.append(f"[^{self.numbers[key]}]")
                case Break():
                    done.append("<br>")
        return "".join(done)

    def bullets(self, block: Bullets) -> str:
        lines = []
        for index, item in enumerate(block.items):
            mark = "- " if block.start is None else f"{block.start + index}. "
            text = "\n\n".join(self.blocks(item))
            indented = text.replace("\n", "\n" + " " * len(mark))
            lines.append(mark + re.sub(r"\n +\n", "\n\n", indented))
        return "\n".join(lines)

    def table(self, table: Table) -> str:
        caption = f"**{self.inlines(table.caption)}**\n\n" if table.caption else ""
        spans = any(
            one.colspan > 1 or one.rowspan > 1 for row in (*table.head, *table.rows) for one in row
        )
        if spans or len(table.head) > 1:
            return caption + self.html_table(table)
        head = table.head[0] if table.head else tuple(Cell() for _ in table.columns)
        rows = [
            _pipe_row([self.pipe_cell(one) for one in head]),
            _pipe_row([_RULE_DASHES[column.align] for column in table.columns]),
            *(_pipe_row([self.pipe_cell(one) for one in row]) for row in table.rows),
        ]
        return caption + "\n".join(rows)

    def pipe_cell(self, one: Cell) -> str:
        pieces = []
        for block in one.body:
            if isinstance(block, Bullets):
                items = [self._item(block, i, item) for i, item in enumerate(block.items)]
                pieces.append("<br>".join(items))
            elif isinstance(block, Table):
                raise TypeError("a table within a table cannot be written")
            else:
                pieces.append(self.inlines(block.body))
        text = "<br>".join(pieces)
        return f"**{text}**" if one.heading and text else text

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
        for row in rows:
            lines.append("<tr>")
            column = 0
            for one in row:
                lines.append(self.html_cell(one, table.columns[column], tag))
                column += one.colspan
            lines.append("</tr>")
        return lines

    def html_cell(self, one: Cell, column: Column, tag: str) -> str:
        name = "th" if one.heading else tag
        span = f' colspan="{one.colspan}"' if one.colspan > 1 else ""
        span += f' rowspan="{one.rowspan}"' if one.rowspan > 1 else ""
        align = f' align="{column.align}"' if column.align != "left" else ""
        text = self.pipe_cell(Cell(one.body))
        if _is_plain(one.body):
            return f"<{name}{span}{align}>{text}</{name}>"
        # Between blank lines Markdown is read again, so that marks and notes still work.
        return f"<{name}{span}{align}>\n\n{text}\n\n</{name}>"


def _is_plain(blocks: Blocks) -> bool:
    """Whether a cell holds only words that need no Markdown: inside HTML, none is read."""
    if not blocks:
        return True
    if len(blocks) > 1 or not isinstance(blocks[0], Paragraph):
        return False
    body = blocks[0].body
    return all(isinstance(inline, Text) for inline in body) and not _SPECIAL.search(plain(body))


def _pipe_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _url(target: str) -> str:
    target = target.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{target}>" if re.search(r"[()\s\\]", target) else target
