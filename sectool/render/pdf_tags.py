"""What Typst cannot say yet in a PDF, put into the one it made: row headings, titles, bookmarks.

Typst writes every object plainly, one after the other. So they are changed where they stand, in
some thousandths of a second; reading the whole file to write it anew takes as long as setting it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sectool.values import dataclass

# The first line of the table of objects, which is none.
_FIRST = b" 65535 f\r\n"
_CATALOGUE = b"<</Type/Catalog"
_ELEMENT = b"<</Type/StructElem/S/"
_REFERENCE = re.compile(rb"([0-9]+) 0 R")
_DICTIONARY = re.compile(rb"<<.*?>>", re.DOTALL)
_PARENT = re.compile(rb"/P [0-9]+ 0 R")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


@dataclass(frozen=True)
class Tagged:
    """A table as it was set: its rows, with which of their cells head them, and how many head it.

    Of its other rows some may have been set as a heading or a foot, to be kept together.
    """

    head: int
    rows: tuple[tuple[bool, ...], ...]


def completed(content: bytes, tables: Sequence[Tagged]) -> bytes:
    """The PDF with the first cells of rows as headings, its title as one, its bookmarks open.

    A table is known by its place and its cells: a style may have tables of its own.
    """
    file = _File(content)
    file.show_bookmarks()
    file.make_titles_headings()
    file.mend_tables(tables)
    file.take_in_captions()
    return file.written()


_Row = tuple[int, list[int]]


class _File:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.table = int(content[content.rindex(b"startxref") :].split()[1])
        offsets = re.findall(rb"([0-9]{10}) 00000 n", content[self.table :])
        self.offsets = [int(offset) for offset in offsets]
        self.ends = [*self.offsets[1:], self.table]
        self.changed: dict[int, bytes] = {}
        self.tags: dict[int, bytes] = {}
        self.children: dict[int, list[int]] = {}
        for number in self._objects(_ELEMENT):
            body = self.body(number)
            self.tags[number] = body[len(_ELEMENT) :].partition(b"/")[0]
            kids = body[body.rindex(b"/K[") :].partition(b"]/Pg")[0]
            found = _REFERENCE.findall(_DICTIONARY.sub(b"", kids))
            self.children[number] = list(map(int, found))

    def _objects(self, opening: bytes) -> Iterator[int]:
        """The objects that open so, by their numbers."""
        for number, start in enumerate(self.offsets, start=1):
            if self.content.startswith(opening, start + len(b"%d 0 obj\n" % number)):
                yield number

    def body(self, number: int) -> bytes:
        if number in self.changed:
            return self.changed[number]
        start = self.offsets[number - 1] + len(b"%d 0 obj\n" % number)
        return self.content[start : self.ends[number - 1]]

    def show_bookmarks(self) -> None:
        [catalogue] = self._objects(_CATALOGUE)
        if any(self._objects(b"<</Type/Outlines/First")):
            shown = _CATALOGUE + b"/PageMode/UseOutlines"
            self.changed[catalogue] = self.body(catalogue).replace(_CATALOGUE, shown, 1)

    def make_titles_headings(self) -> None:
        """PDF 1.7 has no title among its tags: to readers it is a heading."""
        [root] = self._objects(b"<</Type/StructTreeRoot")
        self.changed[root] = self.body(root).replace(b"/Title/P", b"/Title/H1", 1)

    def mend_tables(self, tables: Sequence[Tagged]) -> None:
        found = [(number, self._rows(number)) for number in self._reading(b"Table")]
        for wanted in tables:
            shape = [len(row) for row in wanted.rows]
            fits = (i for i, (_, rows) in enumerate(found) if shape == [len(c) for _, c in rows])
            at = next(fits, None)
            if at is None:
                continue
            number, rows = found[at]
            del found[: at + 1]
            for (_, cells), headings in list(zip(rows, wanted.rows, strict=True))[wanted.head :]:
                for cell, is_heading in zip(cells, headings, strict=True):
                    self.changed[cell] = _cell(self.body(cell), is_heading=is_heading)
            self._put_into_body(number, [row for row, _ in rows], wanted.head)

    def _put_into_body(self, table: int, rows: Sequence[int], head: int) -> None:
        """The rows that were kept together by setting them as a heading or a foot."""
        parts = {self.tags[kid]: kid for kid in self.children[table]}
        body = parts.get(b"TBody")
        if body is None:
            return
        if b"THead" in parts:
            self._set_children(parts[b"THead"], rows[:head])
        self._set_children(body, rows[head:])
        if b"TFoot" in parts:
            foot = parts[b"TFoot"]
            self.changed[foot] = b"null\nendobj\n"
            self._set_children(table, [kid for kid in self.children[table] if kid != foot])

    def take_in_captions(self) -> None:
        """A caption is its table's own, wherever Typst has it: it may set it beside that."""
        for number in list(self._reading(b"Div")):
            match self.children[number]:
                case [caption, other] if self.tags.get(caption) == b"Caption":
                    for table in self._reading(b"Table", other)[:1]:
                        self._set_children(table, [caption, *self.children[table]])
                        self._set_children(number, [other])

    def _set_children(self, number: int, kids: Sequence[int]) -> None:
        before, _, after = self.body(number).rpartition(b"/K[")
        found = b" ".join(b"%d 0 R" % kid for kid in kids)
        self.changed[number] = before + b"/K[" + found + after[after.index(b"]") :]
        self.children[number] = list(kids)
        for kid in kids:
            self.changed[kid] = _PARENT.sub(b"/P %d 0 R" % number, self.body(kid), count=1)

    def _reading(self, tag: bytes, top: int | None = None) -> list[int]:
        """The elements of a tag in reading order."""
        kids = {kid for found in self.children.values() for kid in found}
        tops = [top] if top is not None else [one for one in self.tags if one not in kids]
        return [one for each in tops for one in self._within(each) if self.tags[one] == tag]

    def _within(self, number: int) -> Iterator[int]:
        yield number
        for kid in self.children[number]:
            if kid in self.tags:
                yield from self._within(kid)

    def _rows(self, table: int) -> list[_Row]:
        """The rows of a table, each with its cells."""
        return [
            (row, [kid for kid in self.children[row] if kid in self.tags])
            for row in self._reading(b"TR", table)
        ]

    def written(self) -> bytes:
        """The file with what was changed, and the table that says where objects are."""
        pieces, offsets, at, moved = [], [], 0, 0
        for number, (start, end) in enumerate(zip(self.offsets, self.ends, strict=True), start=1):
            offsets.append(start + moved)
            if number in self.changed:
                begin = start + len(b"%d 0 obj\n" % number)
                pieces += [self.content[at:begin], self.changed[number]]
                moved += len(self.changed[number]) - (end - begin)
                at = end
        pieces.append(self.content[at : self.table])
        before, _, after = self.content[self.table :].partition(_FIRST)
        places = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
        trailer = after[20 * len(offsets) : after.rindex(b"startxref")]
        where = b"startxref\n%d\n%%%%EOF" % (self.table + moved)
        return b"".join((*pieces, before, _FIRST, places, trailer, where))


def _cell(body: bytes, *, is_heading: bool) -> bytes:
    """A cell below the headings of columns, as one that heads its row or as none that heads."""
    # Which headings a cell has is for their scopes to say: those of columns alone, which Typst
    # names, would hide that of its row.
    body = _HEADERS.sub(b"", body, count=1)
    body = body.replace(b"/Scope/Column", b"", 1).replace(b"/S/TH", b"/S/TD", 1)
    if is_heading:
        body = body.replace(b"/S/TD", b"/S/TH", 1)
        if b"<</O/Table" in body:
            body = body.replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
        elif b"/A[" in body:
            body = body.replace(b"/A[", b"/A[<</O/Table/Scope/Row>>", 1)
        else:
            body = b"/A[<</O/Table/Scope/Row>>]/K[".join(body.rsplit(b"/K[", 1))
    return body.replace(b"<</O/Table>>", b"", 1)
