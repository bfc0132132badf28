"""Blocks in which each acronym is written out where it is first used in a sentence.

Headings, tables, captions, notes, titles and quotations are no such place, and the head and the
signature of a letter are none. In the cells of tables a term that people wrote out a second time
gives way to its acronym, and no more. Comparisons, fingerprints and digests are of the blocks
before: an item that comes to stand earlier would otherwise change the words of others
(docs/adr/0054).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sectool.acronyms import Acronyms
from sectool.blocks import (
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Document,
    Emph,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Provenance,
    Strong,
    Table,
    Text,
    inlines_of,
    plain,
)
from sectool.render.openings import places_of

# Stands for what is not words, so that nothing is found across it.
_GAP = "\x00"
# The last step of a path to a title, and the first of one to a mark in a draft.
_TITLE, _MARK = "title", "todo"

_Edit = tuple[int, int, str]


def acronyms_written_out(document: Document) -> Blocks:
    """The blocks of a document with the first use of each acronym written out."""
    acronyms = document.acronyms
    if not acronyms.means:
        return document.blocks
    writing = _Writing(acronyms)
    places = zip(document.blocks, places_of(document), strict=True)
    return tuple(one if place else writing.block(one) for one, place in places)


class _Writing:
    """The blocks of one document, in order.

    What a table wrote out is known in the tables after it; readers of the sentences may skip it.
    """

    def __init__(self, acronyms: Acronyms) -> None:
        self._acronyms = acronyms
        self._used: set[str] = set()
        self._in_tables: set[str] = set()

    def block(self, block: Block, *, in_table: bool = False) -> Any:
        match block:
            case Paragraph(body=body):
                return Paragraph(self._body(body, in_table=in_table))
            case Bullets(items=items):
                made = (tuple(self.block(one, in_table=in_table) for one in item) for item in items)
                return replace(block, items=tuple(made))
            case Table():
                rows = tuple(tuple(map(self._cell, row)) for row in block.rows)
                return replace(block, rows=rows) if rows != block.rows else block
            case _:
                return block

    def _cell(self, cell: Cell) -> Cell:
        # Without a bracket nothing is written out in it.
        if not any("(" in plain(body) for block in cell.body for body in inlines_of(block)):
            return cell
        made = tuple(self.block(one, in_table=True) for one in cell.body)
        return replace(cell, body=made) if made != cell.body else cell

    def _body(self, body: Inlines, *, in_table: bool) -> Inlines:
        # A label or a signature is no sentence.
        if plain(body) in self._acronyms.means or any(isinstance(one, Break) for one in body):
            return body
        text, kept = "".join(_words(body)), tuple(_kept(body, 0))
        if in_table:
            known = self._used | self._in_tables
            edits = self._acronyms.edits(text, known, kept, sentences=False)
            self._in_tables |= known
        else:
            edits = self._acronyms.edits(text, self._used, kept)
        return _edited(body, edits, 0)[0] if edits else body


def _words(body: Inlines) -> Iterator[str]:
    for inline in body:
        match inline:
            case Text(text=text):
                yield text
            case Strong(body=inner) | Emph(body=inner) | Link(body=inner):
                yield from _words(inner)
            case _:
                yield _GAP


def _kept(body: Inlines, at: int) -> Iterator[tuple[int, int]]:
    """The stretches that print a title, or mark a place in a draft."""
    for inline in body:
        match inline:
            case Text(sources=sources):
                for one in sources:
                    if one.path and (one.path[-1] == _TITLE or one.path[0] == _MARK):
                        yield at + one.start, at + one.end
            case Strong(body=inner) | Emph(body=inner) | Link(body=inner):
                yield from _kept(inner, at)
        at += len("".join(_words((inline,))))


def _edited(body: Inlines, edits: list[_Edit], at: int) -> tuple[Inlines, int]:
    """Some inlines with the edits that are theirs, and where they end in the text."""
    done: list[Inline] = []
    for inline in body:
        match inline:
            case Text():
                done.append(_of_text(inline, edits, at))
                at += len(inline.text)
            case Strong() | Emph() | Link():
                inner, at = _edited(inline.body, edits, at)
                done.append(replace(inline, body=inner))
            case _:
                done.append(inline)
                at += len(_GAP)
    return tuple(one for one in done if not isinstance(one, Text) or one.text), at


def _of_text(one: Text, edits: list[_Edit], at: int) -> Text:
    """A text with its share of the edits; the new words are where their edit begins."""
    text, sources = one.text, one.sources
    for start, end, new in reversed(edits):
        a, b = max(start - at, 0), min(end - at, len(one.text))
        if a >= b:
            continue
        put = new if start >= at else ""
        text = text[:a] + put + text[b:]
        sources = tuple(_shifted(source, a, b, len(put)) for source in sources)
    return Text(text, sources)


def _shifted(source: Provenance, a: int, b: int, length: int) -> Provenance:
    """A source of a text in which other words stand between two places."""

    def at(place: int, inside: int) -> int:
        return place + length - (b - a) if place >= b else inside if place > a else place

    return replace(source, start=at(source.start, a), end=at(source.end, a + length))
