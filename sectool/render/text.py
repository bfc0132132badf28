"""Blocks as plain text, for the part of a mail that has no look."""

from __future__ import annotations

import re
import textwrap

from sectool.blocks import (
    Anchor,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Chart,
    Document,
    Emph,
    Gantt,
    Heading,
    Inlines,
    Link,
    Note,
    Paragraph,
    Sketch,
    Strong,
    Table,
    Text,
    merged,
    notes_of,
    placed,
    plain,
)
from sectool.render.openings import status_of

# Lines of so many letters are read without scrolling in every mail program.
_WIDTH = 72
# More letters than any cell has.
_IN_ONE_LINE = 1_000_000
_UNDERLINES = {1: "=", 2: "-"}


def write(document: Document) -> bytes:
    """The whole document as UTF-8 text in short lines."""
    writer = _TextWriter(document.blocks)
    status = status_of(document)
    pieces = [
        *([_wrapped(status)] if status else []),
        *writer.blocks(document.blocks),
        *writer.notes(),
        *([_wrapped(document.imprint)] if document.imprint else []),
    ]
    return ("\n\n".join(pieces) + "\n").encode()


class _TextWriter:
    def __init__(self, blocks: Blocks) -> None:
        self.noted = notes_of(blocks)
        self.numbers = {key: number for number, key in enumerate(self.noted, start=1)}
        self.width = _WIDTH

    def wrapped(self, text: str, indent: str = "") -> str:
        return _wrapped(text, indent, self.width)

    def blocks(self, blocks: Blocks) -> list[str]:
        # The table of the same steps stands beside a plan.
        return [self.block(block) for block in blocks if not isinstance(block, Gantt)]

    def block(self, block: Block) -> str:
        match block:
            case Heading(level=level, body=body):
                words = self.wrapped(self.inlines(body))
                line = _UNDERLINES.get(level)
                length = max(map(len, words.splitlines()), default=0)
                return f"{words}\n{line * length}" if line else words
            case Paragraph(body=body):
                return self.wrapped(self.inlines(body))
            case Bullets():
                return self.bullets(block)
            case Table():
                return self.table(block)
            case Chart(beside=False):
                return self.table(block.table)
            case Chart(caption=caption) | Sketch(caption=caption):
                return self.wrapped(self.inlines(caption))
            case Gantt():
                return ""

    def notes(self) -> list[str]:
        return [
            self.wrapped(f"[{self.numbers[key]}] {self.inlines(note.body)}")
            for key, note in self.noted.items()
        ]

    def inlines(self, body: Inlines) -> str:
        done = ""
        for inline in merged(body):
            match inline:
                case Text(text=text):
                    done += text
                case Strong(body=inner) | Emph(body=inner) | Anchor(body=inner):
                    done += self.inlines(inner)
                case Link(target=target, body=inner):
                    words = self.inlines(inner)
                    if target.startswith("#"):
                        done += words  # a place that the words name
                        continue
                    address = target.removeprefix("mailto:")
                    done += words if words == address else f"{words} <{address}>"
                case Note(key=key):
                    done += f" [{self.numbers[key]}]"
                case Break():
                    done += "\n"
        return done

    def bullets(self, block: Bullets) -> str:
        items = []
        for index, item in enumerate(block.items):
            mark = "- " if block.start is None else f"{block.start + index}. "
            self.width -= len(mark)
            inner = "\n\n".join(self.blocks(item))
            self.width += len(mark)
            items.append(mark + textwrap.indent(inner, " " * len(mark)).lstrip(" "))
        return "\n".join(items)

    def table(self, table: Table) -> str:
        """Each row as a few lines: what it is about, and each of its cells under its heading."""
        columns = ["" for _ in table.columns]
        for row in placed(table.head):
            for column, one in row:
                columns[column] = " ".join(filter(None, [columns[column], self.cell(one)]))
        rows = [self.row(row, columns) for row in placed(table.rows)]
        caption = [self.wrapped(self.inlines(table.caption))] if plain(table.caption) else []
        return "\n\n".join([*caption, *filter(None, rows)])

    def row(self, row: list[tuple[int, Cell]], columns: list[str]) -> str:
        lines: list[str] = []
        for column, one in row:
            words = self.cell(one)
            if not words:
                continue
            named = f"{columns[column]}: {words}" if columns[column] and column else words
            lines.append(self.wrapped(named, "" if not lines else "  "))
        return "\n".join(lines)

    def cell(self, one: Cell) -> str:
        """A cell in one line; only what stands in lines of its own is set apart."""
        before, self.width = self.width, _IN_ONE_LINE
        try:
            return self._in_one_line(one)
        finally:
            self.width = before

    def _in_one_line(self, one: Cell) -> str:
        return re.sub(r"\s*\n\s*", "; ", "\n".join(self.blocks(one.body)))


def _wrapped(text: str, indent: str = "", width: int = _WIDTH) -> str:
    """Text in lines of a mail's width; addresses stay whole, and breaks stay where they are."""
    lines = [
        textwrap.fill(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent + "  " if indent else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    ]
    return "\n".join(lines)
