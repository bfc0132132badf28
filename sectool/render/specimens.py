"""Specimens: short documents made of others, on which a style can be tried.

A specimen has whatever its document has that a style may set in a way of its own (a heading of each
level, a table of so many columns, a note in a list, …), but each only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from sectool.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Emph,
    Gantt,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Sketch,
    Strong,
    Table,
)
from sectool.render.openings import places_of

Features = frozenset[str]
_T = TypeVar("_T")


def specimens_of(documents: Sequence[Document]) -> Iterator[Document]:
    """Specimens that show all that the documents hold; one that would show no more is left out."""
    shown: set[tuple[object, str]] = set()
    for document in documents:
        frame = (document.opening, document.mail, document.contents, document.draft)
        specimen = _reduced(document)
        features = {(frame, one) for one in ("", *_of_blocks(specimen.blocks))}
        if not features <= shown:
            shown |= features
            yield specimen


def _reduced(document: Document) -> Document:
    seen: set[str] = set()
    blocks: list[Block] = []
    for block, place in zip(document.blocks, places_of(document), strict=True):
        features = _of_block(block)
        if place:
            blocks.append(block)
        elif not features <= seen:
            blocks.append(_shortened(block, seen))
        seen |= features
    return replace(document, blocks=tuple(blocks))


def _shortened(block: Block, seen: set[str]) -> Block:
    """A list or table with the items or rows alone that show what was not seen before."""
    match block:
        case Bullets(items=items):
            kept = [*_new(items, [_of_blocks(item) for item in items], seen)]
            return replace(block, items=tuple(kept))
        case Table(rows=rows) if all(one.rowspan == 1 for row in rows for one in row):
            kept_rows = [*_new(rows, [_of_row(row) for row in rows], seen)]
            return replace(block, rows=tuple(kept_rows))
        case _:
            return block


def _new(found: Iterable[_T], features: Iterable[Features], seen: set[str]) -> Iterator[_T]:
    before = set(seen)
    for index, (one, mine) in enumerate(zip(found, features, strict=True)):
        if index == 0 or not mine <= before:
            yield one
        before |= mine


def _of_blocks(blocks: Iterable[Block]) -> Features:
    return frozenset[str]().union(*map(_of_block, blocks))


def _of_block(block: Block) -> Features:
    """What a block has that a style may set in a way of its own."""
    match block:
        case Heading(level=level, body=body):
            return _within(f"heading {level}", _of_inlines(body))
        case Paragraph(body=body):
            return _within("paragraph", _of_inlines(body))
        case Bullets(items=items, start=start):
            kind = "bullets" if start is None else "numbers"
            return _within(kind, frozenset[str]().union(*map(_of_blocks, items)))
        case Table(caption=caption, columns=columns, head=head, rows=rows):
            kind = f"table of {len(columns)}, {len(head)} in its head"
            inner = [_of_inlines(caption), *map(_of_row, (*head, *rows))]
            return _within(kind, frozenset[str]().union(*inner))
        case Chart(kind=kind, caption=caption):
            return _within(f"chart of {kind}", _of_inlines(caption))
        case Gantt(caption=caption):
            return _within("plan in lanes", _of_inlines(caption))
        case Sketch(caption=caption, data=data):
            return _within(f"drawing of {type(data).__name__}", _of_inlines(caption))


def _of_row(row: tuple[Cell, ...]) -> Features:
    return frozenset[str]().union(
        *(_within("heading" if one.heading else "cell", _of_blocks(one.body)) for one in row)
    )


def _of_inlines(body: Iterable[Inline]) -> Features:
    return frozenset[str]().union(*map(_of_inline, body))


def _of_inline(inline: Inline) -> Features:
    match inline:
        case Strong(body=body):
            return _within("strong", _of_inlines(body))
        case Emph(body=body, role=role):
            return _within(f"emphasis {role}", _of_inlines(body))
        case Link(target=target, body=body):
            return _within("anchor" if target.startswith("#") else "link", _of_inlines(body))
        case Note(body=body):
            return _within("note", _of_inlines(body))
        case _:
            return frozenset({type(inline).__name__})


def _within(kind: str, inner: Features) -> Features:
    return frozenset({kind, *(f"{kind} › {one}" for one in inner)})
