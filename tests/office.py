"""Reads Word and PDF documents back as the blocks of tests.tables, by what their files say.

Word files are read by their styles, numbering, merges and footnotes. A PDF is read by its
structure tree alone, which is what a screen reader goes by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
from pypdf.generic import ByteStringObject, TextStringObject

from tests import tables
from tests.tables import (
    Block,
    Blocks,
    Cell,
    Chart,
    Heading,
    Items,
    Other,
    Paragraph,
    Rows,
    Run,
    Runs,
    Table,
    captioned,
    cell_lines,
    folded,
    merged,
    trimmed,
    words,
)

Element = ElementTree.Element


def read_word(content: bytes) -> Blocks:
    """The blocks of a Word document, without its contents."""
    return _Word(content).blocks()


def read_pdf(content: bytes) -> Blocks:
    """The blocks of a tagged PDF, without its contents."""
    return _Pdf(content).blocks()


READERS = {**tables.READERS, "docx": read_word, "pdf": read_pdf}


# Word.

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TITLES = ("Title", "PaperTitle", "Masthead", "LetterSubject")
_STYLED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("", "FootnoteReference"), ()),
    "Hyperlink": (),
    "FactsLabel": (),
    "Tick": (),
    "Strong": ("strong",),
    **dict.fromkeys(("Estimate", "Emphasis"), ("em",)),
}


@dataclass(frozen=True)
class _Item:
    """A paragraph of a list: which list, how deep, and its first number if it has numbers."""

    list_: str
    level: int
    start: int | None
    body: Runs


class _Word:
    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as package:
            self.parts = {
                name: ElementTree.fromstring(package.read(name))  # noqa: S314 - our own
                for name in package.namelist()
                if name.endswith((".xml", ".rels"))
            }
        self.notes = {
            one.get(f"{W}id", ""): one
            for one in self.parts["word/footnotes.xml"].iter(f"{W}footnote")
        }
        self.styles = {
            one.get(f"{W}styleId", ""): one
            for one in self.parts["word/styles.xml"].iter(f"{W}style")
        }

    def blocks(self) -> Blocks:
        body = self.parts["word/document.xml"].find(f"{W}body")
        assert body is not None
        done: list[Block | _Item] = []
        caption = ""
        facts: list[Element] = []
        for element in (*body, None):
            if element is not None and self.is_fact(element, facts):
                facts.append(element)
                continue
            if facts:
                done.append(self.facts(facts))
                facts = []
            if element is None:
                break
            if element.tag == f"{W}tbl":
                done.append(self.table(element, caption))
                caption = ""
                continue
            if element.tag in (f"{W}sdt", f"{W}sectPr"):
                continue
            assert element.tag == f"{W}p", element.tag
            style = _value(element, "pPr/pStyle") or ""
            drawing = element.find(f".//{WP}docPr")
            if drawing is not None:
                done.append(Chart(caption, drawing.get("descr", "").replace("\u00a0", " ")))
                caption = ""
                continue
            runs = self.runs(element)
            if not runs:
                continue  # Word needs such ones between tables and at the end of sections.
            if style == "Caption":
                caption = re.sub("^(?:Table|Figure) : ", "", words(runs))
            elif style in _TITLES:
                done.append(Heading(1, runs))
            elif re.fullmatch("Heading[1-9]", style):
                done.append(Heading(int(style.removeprefix("Heading")) + 1, runs))
            else:
                done.append(self.item(element, runs) or Paragraph(runs))
        return (*_listed(done), *self.imprint())

    def imprint(self) -> Iterator[Paragraph]:
        """What other formats say in small type at the end: here a property of the file."""
        for one in self.parts.get("docProps/custom.xml", ()):
            if one.get("name") == "Imprint":
                yield Paragraph((Run("".join(one.itertext()), ("small",)),))

    def item(self, paragraph: Element, runs: Runs) -> _Item | None:
        """A paragraph as one of a list, where it or its style is numbered."""
        style = self.styles[_value(paragraph, "pPr/pStyle") or ""]
        number = _value(paragraph, "pPr/numPr/numId") or _value(style, "pPr/numPr/numId")
        if number in (None, "0"):
            return None
        level = _value(paragraph, "pPr/numPr/ilvl") or _value(style, "pPr/numPr/ilvl") or "0"
        numbering = self.parts["word/numbering.xml"]
        [num] = [one for one in numbering.iter(f"{W}num") if one.get(f"{W}numId") == number]
        [abstract] = [
            one
            for one in numbering.iter(f"{W}abstractNum")
            if one.get(f"{W}abstractNumId") == _value(num, "abstractNumId")
        ]
        [kind] = [one for one in abstract.iter(f"{W}lvl") if one.get(f"{W}ilvl") == level]
        start = _value(num, "lvlOverride/startOverride") or _value(kind, "start") or "1"
        bullets = _value(kind, "numFmt") == "bullet"
        return _Item(number or "", int(level), None if bullets else int(start), runs)

    def table(self, table: Element, caption: str) -> Table:
        rows: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # where the cell begins that goes on in a column
        heads = 0
        for y, row in enumerate(table.iterfind(f"{W}tr")):
            rows.append([])
            heads += row.find(f"{W}trPr/{W}tblHeader") is not None
            column = 0
            for one in row.iterfind(f"{W}tc"):
                wide = int(_value(one, "tcPr/gridSpan") or "1")
                merge = one.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart":
                    up, x = above[column]
                    rows[up][x] = replace(rows[up][x], rowspan=y - up + 1)
                else:
                    above[column] = y, len(rows[-1])
                    rows[-1].append(replace(self.cell(one), colspan=wide))
                column += wide
        done: Rows = tuple(map(tuple, rows))
        return Table(caption, done[:heads], done[heads:])

    def is_fact(self, element: Element, before: list[Element]) -> bool:
        """Whether a paragraph is a fact, or goes on with the value of the one before."""
        style = _value(element, "pPr/pStyle")
        return style in ("Facts", "FactsOpen") or bool(before and (style or "").startswith("Table"))

    def facts(self, paragraphs: list[Element]) -> Table:
        """Facts as rows: in front of the first tab is the label, behind the last the value."""
        rows: list[tuple[list[Block | _Item], list[Block | _Item]]] = []
        for paragraph in paragraphs:
            pieces: list[list[Run]] = [[]]
            for run in self.inlines(paragraph, "document", ()):
                if run.text == "\t":
                    pieces.append([])
                else:
                    pieces[-1].append(run)
            *names, value = [trimmed(merged(piece)) for piece in pieces]
            if any(names):
                rows.append(([Paragraph(name) for name in names if name], []))
            if value:
                rows[-1][1].append(self.item(paragraph, value) or Paragraph(value))
        return Table(
            "",
            (),
            tuple(
                (Cell(cell_lines(_listed(name)), heading=True), Cell(cell_lines(_listed(value))))
                for name, value in rows
            ),
        )

    def cell(self, cell: Element) -> Cell:
        lines: list[Block | _Item] = []
        heading = False
        for paragraph in cell.iterfind(f"{W}p"):
            heading |= "Heading" in (_value(paragraph, "pPr/pStyle") or "")
            runs = self.runs(paragraph)
            if runs:
                lines.append(self.item(paragraph, runs) or Paragraph(runs))
        return Cell(cell_lines(_listed(lines)), heading=heading)

    def runs(self, element: Element) -> Runs:
        return trimmed(merged(self.inlines(element, "document", ())))

    def inlines(self, element: Element, part: str, marks: tuple[str, ...]) -> Iterator[Run]:
        code: str | None = None
        for child in element:
            if child.tag == f"{W}hyperlink":
                target = self.target(child, part)
                # One within the document has no address.
                led = () if target.startswith("#") else (f"link {target}",)
                yield from self.inlines(child, part, (*marks, *led))
            elif child.tag == f"{W}r":
                mark = child.find(f"{W}fldChar")
                if mark is not None:
                    code = "" if mark.get(f"{W}fldCharType") == "begin" else code
                    code = None if mark.get(f"{W}fldCharType") == "end" else code
                elif child.find(f"{W}instrText") is not None:
                    code = f"{code}{child.findtext(f'{W}instrText')}"
                elif code is None or code.split()[0] == "REF":
                    yield from self.run(child, marks)
                elif code.split()[0] != "SEQ":
                    assert code.split()[0] == "NOTEREF", code
                    yield from self.note(child.findtext(f"{W}t") or "", marks)

    def run(self, run: Element, marks: tuple[str, ...]) -> Iterator[Run]:
        look = run.find(f"{W}rPr")
        if look is not None:
            marks += _STYLED[_value(run, "rPr/rStyle") or ""]
            marks += tuple(m for m, tag in (("strong", "b"), ("em", "i")) if _has(look, tag))
        for piece in run:
            if piece.tag == f"{W}t":
                yield Run(folded(piece.text or ""), marks)
            elif piece.tag == f"{W}br":
                yield Run("\n", marks)
            elif piece.tag == f"{W}tab":
                yield Run("\t", marks)
            elif piece.tag == f"{W}footnoteReference":
                yield from self.note(piece.get(f"{W}id", ""), marks)

    def note(self, number: str, marks: tuple[str, ...]) -> Iterator[Run]:
        [paragraph] = self.notes[number].iterfind(f"{W}p")
        body = self.inlines(paragraph, "footnotes", (*marks, f"note {number}"))
        yield from trimmed(merged(body))

    def target(self, link: Element, part: str) -> str:
        if link.get(f"{W}anchor") is not None:
            return f"#{link.get(f'{W}anchor')}"
        for one in self.parts[f"word/_rels/{part}.xml.rels"]:
            if one.get("Id") == link.get(f"{R}id"):
                return unquote(one.get("Target", ""))
        raise KeyError(link.get(f"{R}id"))


def _value(element: Element, path: str) -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def _has(look: Element, tag: str) -> bool:
    return look.find(f"{W}{tag}") is not None


def _listed(found: Iterable[Block | _Item]) -> Blocks:
    """Neighbouring paragraphs of one list become that list."""
    done: list[Block] = []
    for list_, group in groupby(found, lambda one: one.list_ if isinstance(one, _Item) else None):
        if list_ is None:
            done += [one for one in group if not isinstance(one, _Item)]
        else:
            done.append(_nested([one for one in group if isinstance(one, _Item)]))
    return tuple(done)


def _nested(found: list[_Item]) -> Items:
    """Paragraphs of a list as its items, deeper ones within the one before."""
    first = found[0]
    items: list[tuple[Block, ...]] = []
    for deeper, group in groupby(found, lambda one: one.level > first.level):
        if deeper:
            items[-1] += (_nested(list(group)),)
        else:
            items += [(Paragraph(one.body),) for one in group]
    return Items(tuple(items), first.start)


# PDF.


@dataclass(frozen=True)
class Marked:
    """Words of marked content, the page they are on, and how large they are set."""

    text: str
    page: int
    size: float


@dataclass(frozen=True)
class Node:
    """An element of a PDF's structure, where a link leads, and the spans of a cell."""

    tag: str
    children: tuple[Node | Marked, ...]
    link: str = ""
    colspan: int = 1
    rowspan: int = 1
    says: str = ""
    scope: str = ""
    decoration: str = ""

    def leaves(self) -> Iterator[Marked]:
        for child in self.children:
            if isinstance(child, Marked):
                yield child
            else:
                yield from child.leaves()

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def named(self, *tags: str) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    @property
    def text(self) -> str:
        return "".join(leaf.text for leaf in self.leaves())


class Pages:
    """The words of a PDF by the numbers of their marked content, and the structure above them."""

    def __init__(self, content: bytes) -> None:
        self.reader = pypdf.PdfReader(BytesIO(content))
        self.fonts: dict[int, dict[int, str]] = {}
        self.marked: dict[int, dict[int, Marked]] = {}
        # What is set around the text of each page: headers, footers, backgrounds.
        self.furniture: list[dict[str, list[str]]] = []
        pages: Iterable[Any] = self.reader.pages
        for number, page in enumerate(pages, start=1):
            self.marked[page.indirect_reference.idnum] = self._read(page, number)

    def structure(self) -> Node:
        root: Any = self.reader.trailer["/Root"]
        [document] = _several(root["/StructTreeRoot"]["/K"])
        return self._node(document, 0)

    def _read(self, page: Any, on: int) -> dict[int, Marked]:
        found: dict[int, list[str]] = {}
        about: dict[str, list[str]] = {}
        kind = ""
        sizes: dict[int, float] = {}
        names = page["/Resources"].get("/Font", {})
        # The number in force, and whether the words of what is shown have been said already.
        open_: list[tuple[int | None, bool]] = [(None, False)]
        font: dict[int, str] = {}
        size = 0.0
        for operands, operator in page.get_contents().operations:
            number, said = open_[-1]
            if operator == b"BMC":
                open_.append((number, said))
            elif operator == b"BDC":
                number = operands[1].get("/MCID", number)
                if operands[0] == "/Artifact":
                    kind = operands[1].get("/Subtype", operands[1]["/Type"]).removeprefix("/")
                actual = operands[1].get("/ActualText")
                if actual is not None and number is not None:
                    found.setdefault(number, []).append(actual)
                open_.append((number, said or actual is not None))
            elif operator == b"EMC":
                open_.pop()
            elif operator == b"Tf":
                font, size = self._font(names.raw_get(operands[0])), float(operands[1])
            elif operator in (b"S", b"f", b"B") and number is None:
                about.setdefault(kind, [])
            elif operator in (b"Tj", b"TJ") and not said:
                words_ = "".join(_decoded(operands[0] if operator == b"TJ" else operands, font))
                if number is None:
                    about.setdefault(kind, []).append(words_)
                else:
                    found.setdefault(number, []).append(words_)
                    sizes[number] = size
        self.furniture.append(about)
        return {n: Marked("".join(text), on, sizes.get(n, 0.0)) for n, text in found.items()}

    def _font(self, reference: Any) -> dict[int, str]:
        """What each glyph of a font says."""
        if reference.idnum not in self.fonts:
            table = reference.get_object()["/ToUnicode"].get_data().decode("ascii")
            assert "beginbfrange" not in table
            pairs = re.findall("<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", table)
            self.fonts[reference.idnum] = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs
            }
        return self.fonts[reference.idnum]

    def _node(self, element: Any, page: int) -> Node:
        page = element.raw_get("/Pg").idnum if "/Pg" in element else page
        children: list[Node | Marked] = []
        link = ""
        for child in _several(element.get("/K")):
            if isinstance(child, int):
                children.append(self.marked[page][child])
            elif child.get("/Type") == "/MCR":
                there = child.raw_get("/Pg").idnum if "/Pg" in child else page
                children.append(self.marked[there][child["/MCID"]])
            elif child.get("/Type") == "/OBJR":
                annotation = child["/Obj"]
                link = annotation["/A"]["/URI"] if "/A" in annotation else "#"
            else:
                children.append(self._node(child, page))
        spans = {k: v for facts in _several(element.get("/A")) for k, v in facts.items()}
        return Node(
            element["/S"].removeprefix("/"),
            tuple(children),
            link,
            int(spans.get("/ColSpan", 1)),
            int(spans.get("/RowSpan", 1)),
            element.get("/Alt", ""),
            str(spans.get("/Scope", "")),
            str(spans.get("/TextDecorationType", "")),
        )


def _several(value: Any) -> list[Any]:
    """What stands where PDF allows one thing or a list of them."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None:
        return []
    return [one.get_object() for one in value] if isinstance(value, list) else [value]


def _decoded(pieces: Any, font: dict[int, str]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, (TextStringObject, ByteStringObject)):
            codes = piece.original_bytes
            for at in range(0, len(codes), 2):
                yield font[int.from_bytes(codes[at : at + 2], "big")]


# Type as small as this is that of the imprint.
_SMALL = 8.0
_HOLDERS = ("Document", "Div")
_MARKS = {"Span": (), "Reference": (), "Strong": ("strong",), "Em": ("em",)}
_INLINE = (*_MARKS, "Link", "Lbl", "Note")


class _Pdf:
    def __init__(self, content: bytes) -> None:
        self.root = Pages(content).structure()
        self.notes = {
            words(self.runs(note.named("Lbl")[0].children)): [
                child for child in note.children if child not in note.named("Lbl")
            ]
            for note in self.root.walk()
            if note.tag == "Note"
        }

    def blocks(self) -> Blocks:
        """Before the subject of a letter, which is a heading to a PDF, stands its head."""
        above, title, rest = _at_title(
            [one for child in self.root.children for one in _unpacked(child)]
        )
        done: list[Block] = [*self.each(above), Heading(1, self.runs(title.children))]
        found = list(self.each(rest))
        for block, following in zip(found, [*found[1:], None], strict=True):
            if following != _CONTENTS and block != _CONTENTS:
                done.append(block)
        return tuple(done)

    def each(self, children: Iterable[Node | Marked]) -> Iterator[Block]:
        """Blocks; words between them are a paragraph of their own."""
        caption = ""
        flat = [one for child in children for one in _unpacked(child)]
        for inline, group in groupby(
            flat, lambda one: isinstance(one, Marked) or one.tag in _INLINE
        ):
            if inline:
                runs = self.runs(group)
                yield from [Paragraph(runs)] if runs else []
                continue
            for node in group:
                assert isinstance(node, Node)
                if node.tag == "Caption":
                    caption = captioned(words(self.runs(node.children)))
                elif node.tag == "Table":
                    yield self.table(node)
                elif node.tag == "Figure":
                    yield Chart(caption, captioned(node.says.replace("\u00a0", " ")))
                    caption = ""
                else:
                    yield self.block(node)

    def block(self, node: Node) -> Block:
        if re.fullmatch("H[1-6]", node.tag):
            return Heading(int(node.tag[1:]) + 1, self.runs(node.children))
        if node.tag == "P":
            small = all(leaf.size < _SMALL for leaf in node.leaves())
            return Paragraph(self.runs(node.children, ("small",) if small else ()))
        if node.tag == "L":
            return self.list_(node)
        if node.tag == "TOC":
            return _CONTENTS
        return Other(node.tag)

    def list_(self, node: Node) -> Items:
        """A list; Typst puts one that stands in an item beside that item."""
        items: list[tuple[Block, ...]] = []
        for one in node.named("LI", "L"):
            if one.tag == "L":
                items[-1] += (self.list_(one),)
            else:
                items.append(tuple(self.each(one.named("LBody")[0].children)))
        mark = node.named("LI")[0].named("Lbl")[0].text
        return Items(tuple(items), None if mark == "•" else int(mark.rstrip(".")))

    def table(self, table: Node) -> Table:
        named = (words(self.runs(one.children)) for one in table.named("Caption"))
        caption = captioned("".join(named))
        head, rows = (
            tuple(tuple(self.cell(cell) for cell in row.named("TH", "TD")) for row in rows_)
            for rows_ in (
                [row for part in table.named("THead") for row in part.named("TR")],
                # Without a heading row, rows stand in the table itself.
                [
                    *table.named("TR"),
                    *(r for part in table.named("TBody") for r in part.named("TR")),
                ],
            )
        )
        return Table(caption, head, _without_dashes(rows))

    def cell(self, node: Node) -> Cell:
        lines = cell_lines(self.each(node.children))
        return Cell(lines, node.colspan, node.rowspan, heading=node.tag == "TH")

    def runs(self, children: Iterable[Node | Marked], marks: tuple[str, ...] = ()) -> Runs:
        # A soft hyphen where a line ends is said twice: by itself, and by the hyphen seen.
        runs = merged(self.inlines(children, marks))
        done = (Run(run.text.replace("\u00ad\u00ad", "\u00ad"), run.marks) for run in runs)
        return trimmed(tuple(done))

    def inlines(self, children: Iterable[Node | Marked], marks: tuple[str, ...]) -> Iterator[Run]:
        for child in children:
            if isinstance(child, Marked):
                yield Run(child.text, marks)
            elif child.tag in _MARKS:
                yield from self.inlines(child.children, (*marks, *_MARKS[child.tag]))
            elif child.tag == "Link":
                # One within the document has no address.
                led = () if child.link in ("", "#") else (f"link {child.link}",)
                yield from self.inlines(child.children, (*marks, *led))
            elif child.tag == "Lbl":
                mark = (*marks, f"note {child.text}")
                yield from trimmed(merged(self.inlines(self.notes[child.text], mark)))
            elif child.tag != "Note":
                yield Run("", (*marks, f"unexpected {child.tag}"))


def _at_title(
    children: list[Node | Marked],
) -> tuple[list[Node | Marked], Node, list[Node | Marked]]:
    """What stands before the title, the title, and what follows."""
    for tag in ("Title", "H1"):
        for index, child in enumerate(children):
            if isinstance(child, Node) and child.tag == tag:
                return children[:index], child, children[index + 1 :]
    raise AssertionError("no title")


def _without_dashes(rows: Rows) -> Rows:
    """The rows of a table of ticks, where a dash says that there is none."""
    ticks = {
        x for row in rows for x, one in enumerate(row) if one.lines and "✓" in str(one.lines[0])
    }
    if len(ticks) < 2:
        return rows
    dash = ((Run("–"),),)
    return tuple(
        tuple(replace(one, lines=()) if one.lines == dash else one for one in row) for row in rows
    )


_CONTENTS = Other("TOC")


def _unpacked(child: Node | Marked) -> Iterator[Node | Marked]:
    """A node, or what it holds where that is all it does."""
    if isinstance(child, Node) and child.tag in _HOLDERS:
        for one in child.children:
            yield from _unpacked(one)
    else:
        yield child
