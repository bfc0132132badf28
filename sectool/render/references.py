"""What a document names and also says leads there: ids of modifications, sections, tables.

An id leads to its entry, a heading or an item of a list that begins with it and its title; "section
3" and "Appendix 1", where the template says so, to the heading with that number; and a link of a
template to `#table:its-caption` to that table, whose number it is given. Comparisons and records
see a document without all this, so that nobody who adds a table changes what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sectool.blocks import (
    Anchor,
    Block,
    Blocks,
    Bullets,
    Cell,
    Chart,
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
    inlines_of,
    plain,
)
from sectool.values import dataclass
from sectool.words import slug

_ID = r"[A-Z]{1,8}[0-9]{3,5}[A-Z]?"
_IDS = re.compile(rf"(?<![\w/.-])({_ID})(?![\w/-])")
_ENTRY = re.compile(rf"({_ID})(?=[ :,–]|$)")
_CHAPTERS = re.compile("((?:[Ss]ection|Appendix)[ \u00a0][0-9]+)(?![0-9.]*[0-9])(?! of)")
_NUMBER = re.compile(r"(?:([0-9]+)\.|(Appendix [0-9]+):) ")
_TITLE = (" ‘", "\u00a0‘")
# Where a link of a template leads that asks for the number of a table.
_OF_TABLE = "#table:"


def with_references(blocks: Blocks) -> Blocks:
    """The blocks with links to what they name."""
    found = _References(_entries(blocks), _chapters(blocks), _numbers(blocks), set())
    return found.blocks(blocks)


def with_numbers(blocks: Blocks) -> Blocks:
    """The blocks with a number in each caption, for formats that do not count them."""
    tables = figures = 0
    done: list[Block] = []
    for block in blocks:
        match block:
            case Table(caption=caption) if caption:
                tables += not block.form.again
                done.append(replace(block, caption=_numbered("Table", tables, block)))
            case Chart() | Gantt() | Sketch():
                figures += 1
                done.append(replace(block, caption=_numbered("Figure", figures, block)))
            case _:
                done.append(block)
    return tuple(done)


def _numbered(kind: str, number: int, block: Table | Picture) -> Inlines:
    label: Inline = Text(f"{kind} {number}")
    if not (isinstance(block, Table) and block.form.again):
        label = Anchor(f"{kind.lower()}-{number}", (label,))
    return (label, Text(": "), *block.caption)


def _numbers(blocks: Blocks) -> dict[str, int]:
    """The number of each table by its caption."""
    captions = (
        plain(block.caption)
        for block in blocks
        if isinstance(block, Table) and block.caption and not block.form.again
    )
    numbers: dict[str, int] = {}
    for number, caption in enumerate(captions, start=1):
        numbers.setdefault(slug(caption), number)
    return numbers


def _chapters(blocks: Blocks) -> dict[str, str]:
    """The ids of the headings that have a number, by it."""
    found: dict[str, str] = {}
    for block in blocks:
        number = _NUMBER.match(plain(block.body)) if isinstance(block, Heading) else None
        if isinstance(block, Heading) and number is not None:
            found.setdefault(number[2] or f"section {number[1]}", block.id)
    return found


def _entries(blocks: Blocks) -> dict[str, str]:
    """Where the entry of each modification is, by its id."""
    headings = {block.id for block in blocks if isinstance(block, Heading)}
    found: dict[str, str] = {}
    for block in blocks:
        match block:
            case Heading(level=level, body=body, id=id_) if level > 1:
                named = _ENTRY.match(plain(body))
                if named is not None:
                    found.setdefault(named[1], id_)
            case Bullets(items=items):
                for first in filter(None, map(_entry_of, items)):
                    place = slug(first)
                    found.setdefault(first, place if place not in headings else f"entry-{place}")
    return found


def _entry_of(item: Blocks) -> str | None:
    """The id that an item of a list begins with, if it is the entry of that modification."""
    match item:
        case (
            Paragraph(
                body=(
                    Strong(body=body) | Link(body=(Strong(body=body),)),
                    Text(text=text),
                    *_,
                )
            ),
            *_,
        ) if text.startswith(_TITLE):
            words = plain(body)
            return words if re.fullmatch(_ID, words) else None
    return None


@dataclass(frozen=True)
class _References:
    """Where things are, by their names; `led_to` are the entries that have their anchor."""

    entries: Mapping[str, str]
    chapters: Mapping[str, str]
    tables: Mapping[str, int]
    led_to: set[str]

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph(body=body):
                return Paragraph(self.inlines(body))
            case Bullets(items=items):
                return replace(block, items=tuple(map(self.item, items)))
            case Table(head=head, rows=rows):
                return replace(block, head=self.rows(head), rows=self.rows(rows))
        return block

    def rows(self, rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            tuple(replace(one, body=tuple(map(self.block, one.body))) for one in row)
            for row in rows
        )

    def item(self, item: Blocks) -> Blocks:
        id_ = _entry_of(item)
        if id_ is None or not self.entries[id_].endswith(slug(id_)):
            return self.blocks(item)
        # What it says of itself leads nowhere.
        others = {name: place for name, place in self.entries.items() if name != id_}
        first, *rest = replace(self, entries=others).blocks(item)
        if isinstance(first, Paragraph) and self.entries[id_] not in self.led_to:
            self.led_to.add(self.entries[id_])
            first = Paragraph((Anchor(self.entries[id_], first.body[:1]), *first.body[1:]))
        return (first, *rest)

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self.block, blocks))

    def inlines(self, body: Inlines) -> Inlines:
        return tuple(one for inline in body for one in self.inline(inline))

    def inline(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Text():
                yield from self.text(inline)
            case Link(target=target, body=body) if target.startswith(_OF_TABLE):
                number = self.tables.get(slug(target.removeprefix(_OF_TABLE)))
                if number is None:
                    yield from body
                else:
                    yield Link(f"#table-{number}", (*body, Text(f"\u00a0{number}")))
            case Strong() | Emph() | Note():
                yield replace(inline, body=self.inlines(inline.body))
            case _:
                yield inline

    def text(self, text: Text) -> Iterator[Inline]:
        done = 0
        for start, end, target in self.named_in(text):
            if start > done:
                yield Text(text.text[done:start])
            yield Link(f"#{target}", (Text(text.text[start:end]),))
            done = end
        if done == 0:
            yield text
        elif done < len(text.text):
            yield Text(text.text[done:])

    def named_in(self, text: Text) -> list[tuple[int, int, str]]:
        found = [
            (one.start(), one.end(), self.entries[one[1]])
            for one in _IDS.finditer(text.text)
            if one[1] in self.entries
        ]
        for one in _CHAPTERS.finditer(text.text):
            name = one[1].replace("\u00a0", " ")
            name = name if name.startswith("A") else name.lower()
            if name in self.chapters and not _is_printed(text, one.start(), one.end()):
                found.append((one.start(), one.end(), self.chapters[name]))
        return sorted(found)


def _is_printed(text: Text, start: int, end: int) -> bool:
    """Whether some words are people's: their "section 3" may be one of another paper."""
    return any(one.holds is None and one.start < end and start < one.end for one in text.sources)


def anchors_in(blocks: Blocks) -> Iterator[str]:
    """The anchors that blocks have, besides their headings."""
    yield from (one.id for one in _inlines_in(blocks) if isinstance(one, Anchor))


def places_wanted(blocks: Blocks) -> Iterator[str]:
    """The places of the document itself that links in it lead to."""
    for one in _inlines_in(blocks):
        if isinstance(one, Link) and one.target.startswith("#"):
            yield one.target.removeprefix("#")


def _inlines_in(blocks: Blocks) -> Iterator[Inline]:
    """Every inline, those that hold others before these."""
    left = [inline for block in blocks for body in inlines_of(block) for inline in body]
    while left:
        inline = left.pop(0)
        yield inline
        left = [*getattr(inline, "body", ()), *left]
