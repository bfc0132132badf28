"""Blocks as a tagged PDF (PDF/UA-1), set by Typst with fonts of our own.

Long because one writer knows every kind of block, and all that Typst may say of a style.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import typst

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
    Inlines,
    Link,
    Note,
    Paragraph,
    Picture,
    Sketch,
    Strong,
    Table,
    Text,
    notes_of,
    placed,
    plain,
    text_of,
)
from sectool.render.chart import drawn
from sectool.render.heights import (
    LETTERS,
    height_of,
    height_of_list,
    heights_of,
    letters_of,
)
from sectool.render.line_breaks import apart, pieces_of
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.openings import (
    Place,
    ends_of_opening,
    foot_of,
    kept_of,
    places_of,
    title_of,
)
from sectool.render.pdf_tags import Tagged, completed
from sectool.render.references import anchors_in

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_NOWHERE = "no-packages"

# In points: a table as high as this stays on one page, as do two rows so high.
_WHOLE = 120.0
_PAIR = 160.0
# One of few rows, or with notes in its outermost rows, which cannot be kept together otherwise.
_WHOLE_RATHER = 250.0
_FEW = 4

# A paragraph of more letters does not lead up to the picture after it: it has matter of its own.
_LEADS = 300

# A cell of more letters may be broken over two pages: kept whole, it might not fit on one.
_LONG = 900


def write(document: Document, style: Path) -> bytes:
    """The document as PDF, in the look of a style.typ; fonts/ beside it are found too.

    Raises StyleError for a fault of the style and MissingGlyphs for words it cannot show.
    """
    folder = style.parent
    _refuse_packages(folder)
    here = files("sectool.render")
    walker = b"".join(here.joinpath(n).read_bytes() for n in ("drawing.typ", "document.typ"))
    content = _Content(document)
    words = json.dumps(content.data, ensure_ascii=False)
    with as_file(files("sectool.render").joinpath("fonts")) as fonts, offline():
        try:
            # Its types want paths to be of the type of the source, which is bytes here.
            made, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
                walker,
                root=str(folder),
                format="pdf",
                font_paths=[str(fonts), str(folder / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"document": words},
                pdf_standards=["ua-1"],
                timestamp=0,
                # Packages that happen to lie on this machine are not looked at either.
                package_path=str(folder / _NOWHERE),
                package_cache_path=str(folder / _NOWHERE),
            )
        except typst.TypstError as error:
            raise _fault(error, folder) from error
    for warning in warnings:
        # Only fonts at hand are looked at: another one would be replaced without a word.
        if warning.message.startswith("unknown font family"):
            raise StyleError(*_place(warning.diagnostic, folder), warning.message)
    return completed(bytes(made), content.tables)


@contextmanager
def offline() -> Iterator[None]:
    """Keeps Typst off the network: a style can put together the name of a package unseen.

    Typst has no switch for it, but asks the environment for a proxy at every fetch; nothing
    answers at this one.
    """
    before = {name: os.environ.get(name) for name in _PROXIES}
    os.environ.update(dict.fromkeys(_PROXIES, "http://127.0.0.1:9"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _refuse_packages(folder: Path) -> None:
    """A style may not import packages: the plain way of naming one is told of at its line."""
    for path in sorted(folder.glob("**/*.typ")):
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(r'"@[a-z]', line):
                name = path.relative_to(folder).as_posix()
                raise StyleError(name, number, "a package would be fetched over the network")


def _fault(error: typst.TypstError, folder: Path) -> StyleError | MissingGlyphs:
    message = str(getattr(error, "diagnostic", None) or error)
    missing = re.findall(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed', message)
    missing += re.findall(r'the text contains the disallowed codepoint `"(.*?)"`', message)
    if missing:
        return MissingGlyphs(_without_a_glyph("".join(map(_unescaped, missing))))
    return StyleError(*_place(message, folder), str(error.args[0]) if error.args else message)


def _place(message: str, folder: Path) -> tuple[str, int]:
    """The first file of the style that a message of Typst points at, and the line there."""
    for shown, line in re.findall(r"┌─ (.+\.typ):([0-9]+):[0-9]+", message):
        path = Path(shown).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.relative_to(folder.resolve()).as_posix(), int(line)
    return "style.typ", 1


def _unescaped(text: str) -> str:
    """A text that Typst shows as Rust does: U+200D as \\u{200d}, a backslash as two."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found.group(1), 16)), text)
    return re.sub(r"\\([\\\"'])", r"\1", text)


def _without_a_glyph(text: str) -> str:
    """Which characters of what could not be shown are to blame, each once.

    Typst tells a cluster as a whole; joiners and variation selectors need no glyph, and every
    font has the ASCII that a foreign accent may stand on.
    """
    every = "".join(dict.fromkeys(text))
    blamed = (
        character
        for character in every
        if not character.isascii()
        and unicodedata.category(character) != "Cf"
        and not 0xFE00 <= ord(character) <= 0xFE0F
    )
    return "".join(blamed) or every


class _Content:
    """The document as plain data: the front (title, facts) apart from the sections."""

    def __init__(self, document: Document) -> None:
        self.noted: dict[str, str] = {}
        self.tables: list[Tagged] = []  # in reading order
        self.letters = LETTERS  # how many the column has room for
        self.above: list[int] = []  # the levels of the headings that a block stands under
        self.head: Literal["", "once", "again"] = ""  # how often the row being written is set
        self.places = {
            b.id: f"h-{b.id}"
            for b in document.blocks
            if isinstance(b, Heading) and not _is_empty_heading(b)
        }
        self.places |= {id_: f"a-{id_}" for id_ in anchors_in(document.blocks)}
        language, _, region = document.language.partition("-")
        split, contents = ends_of_opening(document)
        if document.opening == "letter":
            split = contents = len(document.blocks)
        has_sections = any(isinstance(block, Heading) for block in document.blocks[contents:])
        places, kept = places_of(document), kept_of(document)
        apart: dict[Place, list[Any]] = {}
        front: list[tuple[Block, bool]] = []
        for block, place, keep in zip(document.blocks[:split], places, kept, strict=False):
            if place and isinstance(block, Heading | Paragraph):
                apart.setdefault(place, []).append(self.inlines(block.body))
            else:
                front.append((block, keep))
        if "title" not in apart:
            apart["title"] = [self.inlines((Text(document.title),))]
        facts: list[list[Any]] = []
        if document.opening in ("cover", "title block") and front:
            first = front[0][0]
            if isinstance(first, Table) and _is_facts(first):
                facts = [[self._cell_inlines(one) for one in row] for row in first.rows]
                self.tables.append(Tagged(0, ((True, False),) * len(facts)))
                del front[0]
        day = document.day
        self.data: dict[str, Any] = {
            "opening": document.opening,
            "title": document.title,
            "subtitle": document.subtitle,
            "lang": language,
            "region": region or None,
            "author": document.author,
            "named": title_of(document),
            "day": [day.year, day.month, day.day] if day is not None else None,
            "remark": document.remark,
            "about": foot_of(document).replace("\u00a0", " "),
            "keywords": [one for one in (document.remark, document.imprint) if one],
            "foot": foot_of(document),
            "draft": document.draft,
            "imprint": document.imprint,
            "contents": "Contents" if document.contents and has_sections else "",
            "heading": apart["title"][0],
            "apart": apart,
            "facts": facts,
            "front": self.placed(front),
            "answers": self.placed(
                [*zip(document.blocks[split:contents], kept[split:contents], strict=True)]
            ),
            "blocks": self.placed([*zip(document.blocks[contents:], kept[contents:], strict=True)]),
        }

    def blocks(self, blocks: Blocks) -> list[dict[str, Any]]:
        """Blocks of a cell or an item as data: without the space around a single paragraph."""
        return self.placed([(block, False) for block in blocks], tight=True)

    def placed(self, found: list[tuple[Block, bool]], *, tight: bool = False) -> list[Any]:
        """Blocks as data, each with whether it is kept with what follows."""
        found = [(block, keep) for block, keep in found if not _is_empty_heading(block)]
        return [
            self.block(
                block,
                tight=tight and len(found) == 1,
                leads=keep or _leads_to(block, following),
            )
            for (block, keep), following in zip_longest(found, [block for block, _ in found[1:]])
        ]

    def block(self, block: Block, *, tight: bool, leads: bool) -> dict[str, Any]:
        match block:
            case Heading(level=level, body=body, id=id_):
                # PDF/UA allows no heading that skips a level on its way down.
                self.above = [*(other for other in self.above if other < level), level]
                return {
                    "kind": "heading",
                    "level": len(self.above),
                    "body": self.inlines(body),
                    "plain": plain(body),
                    "id": f"h-{id_}",
                }
            case Paragraph(body=body):
                words = self.inlines(body)
                return {"kind": "paragraph", "body": words, "tight": tight, "leads": leads}
            case Bullets(items=items, start=start):
                inner = [self.blocks(item) for item in items]
                whole = height_of_list(block) <= _WHOLE
                return {"kind": "bullets", "start": start, "items": inner, "whole": whole}
            case Table():
                return self.table(block)
            case Chart() | Gantt() | Sketch():
                return self.chart(block)

    def chart(self, chart: Picture) -> dict[str, Any]:
        return {
            "kind": "chart",
            "caption": self.inlines(chart.caption),
            "says": chart.says,
            "drawing": drawn(chart).data,
        }

    def table(self, table: Table) -> dict[str, Any]:
        rows = (*table.head, *table.rows)
        headings = tuple(tuple(one.heading for one in row) for row in rows)
        self.tables.append(Tagged(len(table.head), headings))
        parts_badly = len(table.rows) < _FEW or any(
            map(_has_notes, table.rows[:1] + table.rows[-2:])
        )
        breaks = height_of(table) > (_WHOLE_RATHER if parts_badly else _WHOLE)
        first, last = _kept_rows(table) if breaks else (0, 0)
        body = self.rows(table.rows, table)
        return {
            "kind": "table",
            "caption": self.inlines(table.caption),
            "columns": [self.column(table, i) for i in range(len(table.columns))],
            "head": self.rows(table.head, table, head="again" if breaks else "once"),
            "first": body[:first],
            "rows": body[first : len(body) - last],
            "last": body[len(body) - last :],
            "breaks": breaks,
        }

    def rows(
        self,
        rows: tuple[tuple[Cell, ...], ...],
        table: Table,
        *,
        head: Literal["", "once", "again"] = "",
    ) -> list[Any]:
        self.head = head
        blank, letters = _is_matrix(table), letters_of(table)
        found: list[list[Any]] = []
        for row in placed(rows):
            found.append([])
            for i, one in row:
                # In a table of ticks the type and the columns follow the words.
                self.letters = LETTERS if blank else sum(letters[i : i + one.colspan])
                found[-1].append(self.cell(one, table.columns[i], blank=blank))
        self.letters, self.head = LETTERS, ""
        return found

    def column(self, table: Table, index: int) -> dict[str, Any]:
        """A column; in a table of ticks the first ones are as wide as their words."""
        column: Column = table.columns[index]
        fitted = _is_matrix(table) and column.align != "center"
        cells = [one for row in placed(table.head) for i, one in row if i == index]
        values = [one for row in placed(table.rows) for i, one in row if i == index]
        heads = {word for one in cells for word in text_of(one.body).split()}
        return {
            "align": column.align,
            "width": None if fitted else column.weight,
            "heads": sorted(heads),
            "values": sorted({text_of(one.body) for one in values}) if fitted else [],
        }

    def cell(self, one: Cell, column: Column, *, blank: bool) -> dict[str, Any]:
        """A cell; between ticks one without words has a dash, or nothing would be read out."""
        return {
            "align": "center" if one.colspan > 1 else column.align,
            "body": self.blocks(one.body),
            "colspan": one.colspan,
            "rowspan": one.rowspan,
            "heading": one.heading,
            "mark": ROW_MARKS.get(one.mark, ""),
            "dash": blank and column.align == "center" and not text_of(one.body).strip(),
            "breakable": len(text_of(one.body)) > _LONG,
        }

    def text(self, text: str) -> Iterator[list[Any]]:
        for index, piece in enumerate(apart(text)):
            if index % 2 and len(piece) <= self.letters:
                yield ["kept", piece]
                continue
            for number, part in enumerate(pieces_of(piece, self.letters)):
                yield from [["may break"]] if number and part else []
                yield from [["text", part]] if part else []

    def _cell_inlines(self, one: Cell) -> list[Any]:
        return [
            item
            for block in one.body
            if isinstance(block, Paragraph)
            for item in self.inlines(block.body)
        ]

    def inlines(self, body: Inlines) -> list[Any]:
        return [self.inline(item) for item in body]

    def inline(self, item: Any) -> list[Any]:
        match item:
            case Text(text=text):
                return ["words", [*self.text(text)]]
            case Strong(body=body):
                return ["strong", self.inlines(body)]
            case Emph(body=body, role=role):
                return ["emph", self.inlines(body), role]
            case Link(target=target, body=body):
                # A heading that is set on each page again is none of its words to PDF/UA.
                if target[1:] in self.places and target.startswith("#") and self.head != "again":
                    place = self.places[target[1:]]
                    return ["leads", place, self.inlines(body), self.head == "once"]
                if not target or target.startswith("#"):
                    return ["words", self.inlines(body)]  # it leads nowhere
                return ["link", target, self.inlines(body)]
            case Anchor(id=id_, body=body):
                return ["anchor", f"a-{id_}", self.inlines(body)]
            case Note(key=key, body=body):
                if key in self.noted:
                    return ["note-again", self.noted[key]]
                self.noted[key] = f"n-{len(self.noted) + 1}"
                return ["note", self.noted[key], self.inlines(body)]
            case Break():
                return ["break"]
            case _:  # pragma: no cover - the alternatives above are all there are
                raise TypeError(type(item).__name__)


def _is_facts(table: Table) -> bool:
    """Whether a table is a list of names and values, as a band has it."""
    return not table.head and all(len(row) == 2 for row in table.rows)


def _kept_rows(table: Table) -> tuple[int, int]:
    """How many of the first rows stay with the one after them, and how many last ones together.

    None where they are as high as a table that would stay whole, or a cell reaches beyond them.
    """
    rows = table.rows
    if len(rows) < _FEW:
        return 0, 0
    first = 1 if table.head and sum(heights_of(rows[:2], table)) <= _PAIR else 0
    last = 2 if sum(heights_of(rows[-2:], table)) <= _PAIR else 0
    # Typst leaves a note on the page that such rows did not fit on.
    first = 0 if any(map(_has_notes, rows[:1])) else first
    last = 0 if any(map(_has_notes, rows[-2:])) else last
    for index, row in enumerate(rows):
        for one in row:
            if index < first < index + one.rowspan:
                first = 0
            if index < len(rows) - last < index + one.rowspan:
                last = 0
    return first, last


def _has_notes(row: tuple[Cell, ...]) -> bool:
    return any(notes_of(one.body) for one in row)


def _is_matrix(table: Table) -> bool:
    """Whether a table is one of ticks."""
    return sum(column.align == "center" for column in table.columns) > 1


def _leads_to(block: Block, following: Block | None) -> bool:
    """Whether a block is kept with the next: a long paragraph before a picture may be broken."""
    if isinstance(following, Picture) and isinstance(block, Paragraph):
        return len(plain(block.body)) <= _LEADS
    return isinstance(following, Table | Bullets | Picture)


def _is_empty_heading(block: Block) -> bool:
    """PDF/UA allows no heading without words; a draft of a broken register may have one."""
    return isinstance(block, Heading) and not plain(block.body).strip()
