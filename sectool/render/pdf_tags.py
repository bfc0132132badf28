"""What Typst cannot say yet in a PDF, put into the one it made: row headings, titles, bookmarks.

Typst writes every object plainly, one after the other. So they are changed where they stand, in
some thousandths of a second; reading the whole file to write it anew takes as long as setting it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sectool.values import dataclass

_CATALOGUE = b"<</Type/Catalog"
_ELEMENT = b"<</Type/StructElem/S/"
_REFERENCE = re.compile(rb"([0-9]+) 0 R")
_DICTIONARY = re.compile(rb"<<.*?>>", re.DOTALL)
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


@dataclass(frozen=True)
class Tagged:
    """A table as it was set: how many cells its head has, and which others head their row."""

    head: int
    headings: tuple[bool, ...]


@dataclass(frozen=True)
class _Element:
    tag: bytes
    start: int
    end: int
    children: tuple[int, ...]


def completed(content: bytes, tables: Sequence[Tagged]) -> bytes:
    """The PDF with the first cells of rows as headings, its title as one, its bookmarks open.

    A table is known by its place and its cells: a style may have tables of its own.
    """
    file = _File(content)
    edits = [*file.catalogue(), *file.roles(), *file.rows(), *file.headings(tables)]
    return file.edited(edits)


Edit = tuple[int, int, bytes]


class _File:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.table = int(content[content.rindex(b"startxref") :].split()[1])
        offsets = re.findall(rb"([0-9]{10}) 00000 n", content[self.table :])
        self.offsets = [int(offset) for offset in offsets]
        self.ends = dict(zip(self.offsets, [*self.offsets[1:], self.table], strict=True))
        self.elements = dict(self._elements())

    def _objects(self, opening: bytes) -> Iterator[tuple[int, int, int]]:
        """The objects that open so: their numbers, and where they begin and end."""
        for number, start in enumerate(self.offsets, start=1):
            begin = start + len(b"%d 0 obj\n" % number)
            if self.content.startswith(opening, begin):
                yield number, begin, self.ends[start]

    def _elements(self) -> Iterator[tuple[int, _Element]]:
        for number, start, end in self._objects(_ELEMENT):
            body = self.content[start:end]
            tag = body[len(_ELEMENT) :].partition(b"/")[0]
            children = body[body.rindex(b"/K[") :].partition(b"]/Pg")[0]
            kids = tuple(map(int, _REFERENCE.findall(_DICTIONARY.sub(b"", children))))
            yield number, _Element(tag, start, end, kids)

    def catalogue(self) -> Iterator[Edit]:
        """Bookmarks are shown where there are some."""
        [(_, start, _)] = self._objects(_CATALOGUE)
        if any(self._objects(b"<</Type/Outlines/First")):
            at = start + len(_CATALOGUE)
            yield at, at, b"/PageMode/UseOutlines"

    def roles(self) -> Iterator[Edit]:
        """PDF 1.7 has no title among its tags: to readers it is a heading."""
        [(_, start, end)] = self._objects(b"<</Type/StructTreeRoot")
        at = self.content.find(b"/Title/P", start, end)
        if at > 0:
            yield at, at + len(b"/Title/P"), b"/Title/H1"

    def rows(self) -> Iterator[Edit]:
        """The last rows of a table, which are kept together as its foot, are rows as others are."""
        for one in self.elements.values():
            if one.tag == b"TFoot":
                start = one.start + len(_ELEMENT)
                yield start, start + len(b"TFoot"), b"TBody"

    def headings(self, tables: Sequence[Tagged]) -> Iterator[Edit]:
        found = list(self._tables())
        for wanted in tables:
            shape = wanted.head, len(wanted.headings)
            at = next(
                (i for i, (head, cells) in enumerate(found) if shape == (head, len(cells))), -1
            )
            if at < 0:
                continue
            _, cells = found[at]
            del found[: at + 1]
            if not any(wanted.headings):
                continue
            for one, heads in zip(cells, wanted.headings, strict=True):
                body = self.content[one.start : one.end]
                # Which headings a cell has is for their scopes to say: those of columns alone
                # would hide that of its row.
                changed = _HEADERS.sub(b"", body, count=1)
                if heads:
                    changed = changed.replace(b"/S/TD", b"/S/TH", 1)
                    if b"<</O/Table" in changed:
                        changed = changed.replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
                    elif b"/A[" in changed:
                        changed = changed.replace(b"/A[", b"/A[<</O/Table/Scope/Row>>", 1)
                    else:
                        changed = b"/A[<</O/Table/Scope/Row>>]/K[".join(changed.rsplit(b"/K[", 1))
                yield one.start, one.end, changed.replace(b"<</O/Table>>", b"", 1)

    def _tables(self) -> Iterator[tuple[int, list[_Element]]]:
        """The tables in reading order: how many cells the head has, and the others."""
        kids = {kid for one in self.elements.values() for kid in one.children}
        for top in (number for number in self.elements if number not in kids):
            for number in self._within(top):
                if self.elements[number].tag == b"Table":
                    cells = [self.elements[one] for one in self._within(number)]
                    head = sum(one.tag == b"TH" for one in cells)
                    yield head, [one for one in cells if one.tag == b"TD"]

    def _within(self, number: int) -> Iterator[int]:
        yield number
        for kid in self.elements[number].children:
            if kid in self.elements:
                yield from self._within(kid)

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with stretches of it replaced, and the table that says where objects are."""
        edits = sorted(edits)
        pieces, at = [], 0
        for start, end, new in edits:
            pieces += [self.content[at:start], new]
            at = end
        pieces.append(self.content[at : self.table])
        starts = [start for start, _, _ in edits]
        moved = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]
        table, rest = self.table + moved[-1], self.content[self.table :]
        places = b"".join(
            b"%010d 00000 n\r\n" % (offset + moved[bisect_right(starts, offset)])
            for offset in self.offsets
        )
        before, _, after = rest.partition(b" 65535 f\r\n")
        trailer = after[20 * len(self.offsets) :]
        trailer = trailer[: trailer.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF" % table
        return b"".join((*pieces, before, b" 65535 f\r\n", places, trailer))
