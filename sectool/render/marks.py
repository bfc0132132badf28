"""The marks of list items as words, for all formats alike: `MP143 (New) ‘Title’ …`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sectool.blocks import ROW_MARKS, Block, Blocks, Bullets, Paragraph, RowMark, Strong, Text


def with_marks(blocks: Blocks) -> Blocks:
    """The blocks with a word at each marked item of a list; rows of tables have theirs."""
    return tuple(map(_marked, blocks))


def _marked(block: Block) -> Block:
    if not isinstance(block, Bullets) or not any(block.marks):
        return block
    items = zip(block.items, block.marks, strict=True)
    return replace(block, items=tuple(tuple(_item(*one)) for one in items), marks=())


def _item(item: Blocks, mark: RowMark) -> Iterator[Block]:
    """The item with its mark behind what it is called, else at its end."""
    first, *rest = item or (Paragraph(()),)
    if mark and isinstance(first, Paragraph):
        word, body = Strong((Text(f"({ROW_MARKS[mark]})"),)), first.body
        named = bool(body) and not isinstance(body[0], Text)
        parts = (body[:1], body[1:]) if named else (body, ())
        first = Paragraph((*parts[0], Text(" "), word, *parts[1]))
    yield from (first, *rest)
