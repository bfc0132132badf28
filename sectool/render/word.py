"""Blocks as a Word document with the look of a style file.

The style file is opened and emptied; its styles, page and own headers and footers stay. The shipped
sectool/templates/style.docx is made by `style_file` of tests/word_checks.py from the styles of
`word_styles`; it may be edited in Word like any house's own, for what it lacks is grafted.

The text is written as XML in one piece and parsed once: python-docx's own calls are slow where they
look innocent (2 ms to set a style). It keeps the package: parts, relationships, properties.

Long because one writer knows every kind of block; its tables, notes and charts are apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape as _escape
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml

from sectool.blocks import (
    ROW_MARKS,
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
    Opening,
    Paragraph,
    Picture,
    Sketch,
    Strong,
    Table,
    Text,
    inlines_of,
    notes_of,
    plain,
)
from sectool.render.openings import (
    Place,
    ends_of_opening,
    foot_of,
    kept_of,
    places_of,
)
from sectool.render.references import anchors_in
from sectool.render.widths import Row, across, is_one_word
from sectool.render.word_chart import Charts
from sectool.render.word_facts import Setting, borders_of, indented, rule_above, setting_of
from sectool.render.word_file import (
    Furniture,
    emptied,
    furnish,
    numbering_of,
    packed,
    set_language,
    set_properties,
    text_width,
    theme_of,
    word_file_of,
)
from sectool.render.word_headings import HouseNumbers
from sectool.render.word_house import fill, placed_of
from sectool.render.word_notes import Notes, ask_for_nothing
from sectool.render.word_runs import TAB, field, field_end, field_start, run
from sectool.render.word_styles import LEVELS, NAMESPACES, Styles
from sectool.render.word_tables import Layout, described, is_facts, layout_of, parts_of
from sectool.values import dataclass

# Where the words begin after a number in the contents, in twips, by level.
_AFTER_NUMBER = (480, 960)
# Twips before the text that follows a table.
_AFTER_TABLE = 200
_TIGHT = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
# How wide a figure in the mark of a note is, in twips.
_MARK = 55
_NO_PAGES: Mapping[str, int] = {}
# Switches of a field that counts: the number before, and the next one in figures.
_SAME, _NEXT = r"\c", r"\* ARABIC"
_TURNED = '<w:textDirection w:val="btLr"/>'
# Beside a row that is new or changed since the version before.
_BAR = '<w:tcBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="auto"/></w:tcBorders>'
_CENTRED = '<w:vAlign w:val="center"/>'
_TICKS = {"✓", "✔"}
# So low that it does not spill over to a page of its own.
_LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_END = f"<w:p><w:pPr>{_LOW}</w:pPr></w:p>"
# The styles of what opens a document and of what ends a letter.
_TITLES: dict[Opening, str] = {
    "cover": "Title",
    "title block": "PaperTitle",
    "masthead": "Masthead",
    "letter": "LetterSubject",
}
_STYLES: dict[Place, str] = {
    "dateline": "DateLine",
    "sender": "LetterSender",
    "head": "LetterHead",
    "closing": "Closing",
    "signature": "Signature",
}
_NOT_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


def lists_sections(document: Document) -> bool:
    """Whether a document has contents, so that the pages of its headings are wanted."""
    return document.contents and any(map(_is_section, document.blocks))


def write(document: Document, style: Path, pages: Mapping[str, int] = _NO_PAGES) -> bytes:
    """The whole document as a .docx file that looks as the style file does.

    `pages` are those that its contents give for its headings, by id. The same document, style file
    and pages give the same bytes. StyleError says why there are none.
    """
    file, _ = file_of(document, style, pages)
    return packed(file)


def file_of(
    document: Document, style: Path, pages: Mapping[str, int] = _NO_PAGES
) -> tuple[WordFile, Styles]:
    """The same before it is packed, and the styles that it has."""
    file = word_file_of(style)
    settings: Any = file.settings.element
    numbering, theme = numbering_of(file), theme_of(file)
    styles = Styles(file.styles.element, numbering, theme, opening=document.opening != "cover")
    set_language(file, document.language)
    section = emptied(file)
    fill(file, placed_of(document, styles))
    width = text_width(section)
    notes = Notes(file.part, settings, styles)
    writer = _WordWriter(document, styles, notes, file.part, width, pages)
    body: Any = parse_xml(f"<w:body {NAMESPACES}>{writer.body()}</w:body>")
    # As a whole: moving the elements one by one has each look up its namespace anew.
    body.append(section)
    file.element.replace(file.element.body, body)
    furnish(file, section, writer.furniture())
    ask_for_nothing(settings)
    set_properties(file, document)
    return file, styles


@dataclass(frozen=True)
class _Look:
    """How a run looks: one of our character styles, and marks of its own."""

    style: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class _Setting:
    """How the paragraphs of a cell are set."""

    style: str
    align: str
    keep: bool
    left: int = 0  # where they begin, in twips, where that is not the edge of a cell


_PLAIN = _Look()
_LABEL = _Look("FactsLabel")


class _WordWriter:
    def __init__(
        self,
        document: Document,
        styles: Styles,
        notes: Notes,
        part: Any,
        width: int,
        pages: Mapping[str, int],
    ) -> None:
        self.document, self.pages = document, pages
        # What is last has nothing to stay with: the imprint is none of the words here.
        self.places, self.kept = places_of(document), (*kept_of(document)[:-1], False)
        self.styles = styles
        self.notes = notes
        self.part = part
        self.width = width
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        places = [*(heading.id for heading in headings), *anchors_in(document.blocks)]
        self.anchors = {place: number for number, place in enumerate(places, start=1)}
        self.noted: dict[str, int] = {}
        self.captions: dict[str, int] = {}
        self.numbered = numbered_tables(document.blocks)
        self.targets: dict[tuple[str, str], str] = {}
        self.bookmarks = 0
        self.charts = Charts(part, styles, width)
        self.numbers = HouseNumbers(document.blocks, styles)
        self.within = "Normal"  # the style of the paragraph whose words are being written

    def body(self) -> str:
        """What opens the document, its contents where they are listed, the text."""
        document, blocks = self.document, self.document.blocks
        _, first = ends_of_opening(document)
        pieces = [*self.blocks(blocks[:first])]
        if first < len(blocks):
            if document.contents:
                pieces.append(self.contents(first))
            pieces += self.blocks(blocks[first:], first)
        if not blocks or (isinstance(blocks[-1], Table) and not is_facts(blocks[-1])):
            pieces.append(_END)  # Word wants a paragraph at the end
        return "".join(pieces)

    def furniture(self) -> Furniture:
        """Title and section in force above, status and page below."""
        document = self.document
        name = self.styles.name("Heading1").replace("\\", "\\\\").replace('"', '\\"')
        title = run(f"{document.title} – {document.subtitle}")
        section = TAB + field(f'STYLEREF "{name}"')
        sections = any(map(_is_section, document.blocks))
        foot = run(foot_of(document))
        page = f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
        # A letter counts its pages from the second on.
        first = foot if document.opening == "letter" else foot + TAB + page
        tabs = {style: self.tabs(style) for style in ("Header", "Footer")}
        return Furniture(
            mark=self.paragraph("DraftMark", run("DRAFT")) if document.draft else "",
            header=self.paragraph(
                "Header", title + (section if sections else ""), tabs=tabs["Header"]
            ),
            footer=self.paragraph("Footer", foot + TAB + page, tabs=tabs["Footer"]),
            blank=self.paragraph("Header", ""),
            first=self.paragraph("Footer", first, tabs=tabs["Footer"]),
        )

    def tabs(self, style: str, *, dots: bool = False, left: int = 0) -> str:
        """Stops at the right edge, and after a number; those of the style would be in the way."""
        cleared = "".join(
            f'<w:tab w:val="clear" w:pos="{position}"/>'
            for position in self.styles.tabs(style)
            if position != str(self.width)
        )
        leader = ' w:leader="dot"' if dots else ""
        cleared += f'<w:tab w:val="left" w:pos="{left}"/>' if left else ""
        return f'<w:tabs>{cleared}<w:tab w:val="right"{leader} w:pos="{self.width}"/></w:tabs>'

    def contents(self, at: int) -> str:
        """A field and its result: the headings from a block on, and the pages that are known.

        They can be read, and followed, with no update; a reader who asks for one has those of Word.
        """
        heading = run("Contents")
        # A house's may follow its first heading, and be numbered with it.
        off = _NOT_NUMBERED if self.styles.is_numbered("TOCHeading") else ""
        lines = [self.paragraph("TOCHeading", heading, numbering=off, before=_AFTER_TABLE)]
        before = field_start(r'TOC \o "1-1" \h \z \u')
        for block in self.document.blocks[at:]:
            if not isinstance(block, Heading) or block.level != 2:
                continue
            name = f"_Toc{self.anchors[block.id]}"
            words, style = run(plain(self.numbers.words(block))), f"TOC{block.level - 1}"
            label = self.numbers.label(block)
            if label:
                words = run(label) + TAB + words
            after = _AFTER_NUMBER[block.level - 2] if label else 0
            if block.id in self.pages:
                words += TAB + field(rf"PAGEREF {name} \h", str(self.pages[block.id]))
            line = f'{before}<w:hyperlink w:anchor="{name}" w:history="1">{words}</w:hyperlink>'
            lines.append(self.paragraph(style, line, tabs=self.tabs(style, dots=True, left=after)))
            before = ""
        lines.append(self.paragraph("Normal", before + field_end()))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def blocks(self, blocks: Blocks, first: int = 0) -> Iterator[str]:
        """Blocks of the document, from the one with the number `first` on."""
        before: Block | None = None
        for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:]), start=first):
            gap = _AFTER_TABLE if isinstance(before, Table) else 0
            if gap and isinstance(block, Table) and not block.caption:
                yield self.paragraph("Normal", "")  # or Word makes one table of both
            style = _STYLES.get(self.places[number], "Normal")
            # What announces a chart stays with it.
            keep = self.kept[number] or isinstance(following, Picture)
            yield from self.block(block, gap, style=style, keep=keep)
            before = block

    def block(
        self, block: Block, gap: int = 0, *, style: str = "Normal", keep: bool = False
    ) -> Iterator[str]:
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(body=body):
                # What announces a list or table stays with it.
                keep = keep or plain(body).endswith(":")
                yield self.paragraph(style, self.words(style, body), keep=keep, before=gap)
            case Bullets():
                yield from self.bullets(block, gap=gap)
            case Table() if is_facts(block):
                yield from self.facts(block)
            case Table():
                for number, one in enumerate(parts_of(block, self.width)):
                    if number and not one.caption:
                        yield self.paragraph("Normal", "")  # or Word makes one table of both
                    yield from self.table(one, again=number > 0 or one.form.again)
            case Chart() | Gantt() | Sketch():
                yield self.caption("Figure", block.caption)
                # The style's lines may be as high as its text, which would cut a drawing off.
                yield (
                    f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Normal"]}"/><w:spacing '
                    f'w:after="{_AFTER_TABLE}" w:line="240" w:lineRule="auto"/></w:pPr>'
                    f"{self.charts.run(block)}</w:p>"
                )

    def heading(self, block: Heading) -> str:
        title = _TITLES[self.document.opening]
        style = title if block.level == 1 else f"Heading{min(block.level - 1, 3)}"
        number, label = self.anchors[block.id], self.numbers.label(block)
        # Two names: Word replaces those of its contents when it brings them up to date.
        text = self.bookmarked(f"_Ref{number}", self.words(style, self.numbers.words(block)))
        if block.level in (2, 3):
            text = self.bookmarked(f"_Toc{number}", text)
        # The wording numbers its headings itself, but where the house gives the same numbers.
        off = _NOT_NUMBERED if not label and self.styles.is_numbered(style) else ""
        return self.paragraph(style, text, numbering=off)

    def bookmarked(self, name: str, runs: str) -> str:
        self.bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>{runs}'
            f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        )

    def bullets(
        self, block: Bullets, level: int = 0, setting: _Setting | None = None, gap: int = 0
    ) -> Iterator[str]:
        """A list, after a gap; `setting` is that of the cell it stands in."""
        in_cell = setting is not None
        left = further = ""
        if setting and setting.left:
            left = indented(setting.left, level, block.start, hangs=True)
            further = indented(setting.left, level, block.start, hangs=False)
        keep = setting is not None and setting.keep
        style, numbering = self.styles.list_(level, block.start, in_cell=in_cell)
        deeper = f"ListContinue{min(level, LEVELS - 1) + 1}".removesuffix("1")
        more = setting.style if setting else deeper
        for item in block.items:
            # The mark needs a paragraph, also where an item begins with something else.
            first, rest = item[:1], item[1:]
            if not first or not isinstance(first[0], Paragraph):
                first, rest = (), item
            runs = "".join(self.words(style, body) for one in first for body in inlines_of(one))
            yield self.paragraph(
                style, runs, keep=keep, numbering=numbering, before=gap, indent=left
            )
            gap = 0
            for inner in rest:
                if isinstance(inner, Bullets):
                    yield from self.bullets(inner, level + 1, setting)
                elif isinstance(inner, Paragraph):
                    words = self.words(more, inner.body)
                    yield self.paragraph(more, words, keep=keep, indent=further)
                else:
                    yield from self.block(inner)

    def paragraph(
        self,
        style: str,
        runs: str,
        *,
        keep: bool = False,
        numbering: str = "",
        borders: str = "",
        tabs: str = "",
        before: int = 0,
        indent: str = "",
        align: str = "",
    ) -> str:
        """A paragraph in one of our styles, its properties in the order of the schema."""
        return "".join(
            (
                f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>',
                "<w:keepNext/>" if keep else "",
                numbering,
                borders,
                tabs,
                f'<w:spacing w:before="{before}"/>' if before else "",
                indent,
                f'<w:jc w:val="{align}"/>' if align else "",
                f"</w:pPr>{runs}</w:p>",
            )
        )

    def words(self, style: str, body: Inlines, part: Any = None, look: _Look = _PLAIN) -> str:
        """The runs of a paragraph in one of our styles."""
        before, self.within = self.within, style
        runs = self.inlines(body, look, part)
        self.within = before
        return runs

    def inlines(self, body: Inlines, look: _Look = _PLAIN, part: Any = None) -> str:
        """The runs of some inlines; `part` is what they stand in, where not the main part."""
        done = []
        for inline in body:
            match inline:
                case Text(text=text):
                    mine = replace(look, style="Tick") if text in _TICKS else look
                    done.append(run(text, self.look(mine)))
                case Strong(body=inner):
                    done.append(self.inlines(inner, replace(look, bold=True), part))
                case Emph(body=inner, role=role):
                    styled = role == "estimate" and not look.style
                    other = replace(look, style="Estimate") if styled else None
                    done.append(self.inlines(inner, other or replace(look, italic=True), part))
                case Link():
                    done.append(self.link(inline, look, part))
                case Anchor(id=id_, body=inner):
                    done.append(self.anchor(id_, self.inlines(inner, look, part)))
                case Note():
                    done.append(self.note(inline))
                case Break():
                    done.append("<w:r><w:br/></w:r>")
        return "".join(done)

    def look(self, look: _Look) -> str:
        if look == _PLAIN:
            return ""
        # A run has one style: what else it is stands beside it, and so in words that are bold
        # as they are, which a style would take out of it.
        if not look.style and look.bold and not self.styles.is_bold(self.within):
            look = replace(look, style="Strong", bold=False)
        elif not look.style and look.italic and not self.styles.is_italic(self.within):
            look = replace(look, style="Emphasis", italic=False)
        style = f'<w:rStyle w:val="{self.styles[look.style]}"/>' if look.style else ""
        bold = "<w:b/><w:bCs/>" if look.bold else ""
        italic = "<w:i/><w:iCs/>" if look.italic else ""
        return f"<w:rPr>{style}{bold}{italic}</w:rPr>"

    def link(self, link: Link, look: _Look, part: Any) -> str:
        inside = link.target.startswith("#")
        number = link.target.removeprefix("#table-")
        if inside and number in self.numbered:
            return field(rf"REF _Table{number} \h", f"Table\u00a0{number}")
        if look.style == "Hyperlink" or (inside and link.target[1:] not in self.anchors):
            return self.inlines(link.body, look, part)
        # On the ground of a heading, words have its colour.
        on_heading = self.within.startswith("TableHeading")
        bold = look.bold or look.style == _LABEL.style
        styled = look if on_heading else replace(look, style="Hyperlink", bold=bold)
        words = self.inlines(link.body, styled, part)
        if inside:
            where = f'w:anchor="_Ref{self.anchors[link.target[1:]]}"'
        else:
            # An address that is no URI makes Word call the whole file damaged.
            target = quote(link.target, safe="%/:?#[]@!$&'()*+,;=~-._")
            where = f'r:id="{self.related(target, self.part if part is None else part)}"'
        return f'<w:hyperlink {where} w:history="1">{words}</w:hyperlink>'

    def anchor(self, id_: str, runs: str) -> str:
        """Words with a name; one name is one place."""
        return self.bookmarked(f"_Ref{self.anchors[id_]}", runs)

    def related(self, target: str, part: Any) -> str:
        """The relationship of a part to an address; python-docx would look through all others."""
        key = part.partname, target
        if key not in self.targets:
            self.targets[key] = f"rIdLink{len(self.targets) + 1}"
            part.load_rel(RT.HYPERLINK, target, self.targets[key], is_external=True)
        return self.targets[key]

    def note(self, note: Note) -> str:
        """The mark of a note; of one that was there before, a field that repeats its number."""
        again = self.noted.get(note.key)
        if again is not None:
            mark = self.look(_Look("FootnoteReference"))
            return field(rf"NOTEREF _Note{again} \f \h", str(again), mark)
        number = self.noted[note.key] = len(self.noted) + 1
        runs = self.words("FootnoteText", note.body, self.notes.part)
        return self.bookmarked(f"_Note{number}", self.notes.add(runs))

    def caption(self, kind: str, body: Inlines, *, again: bool = False) -> str:
        """A caption with a number that Word counts, and can list and refer to.

        What goes on with the table before has its number again.
        """
        self.captions[kind] = self.captions.get(kind, 0) + (not again)
        number = str(self.captions[kind])
        counted = field(f"SEQ {kind} {_SAME if again else _NEXT}", number)
        label = run(f"{kind} ") + counted
        if not again:
            label = self.bookmarked(f"_{kind}{number}", label)
        return self.paragraph("Caption", label + run(": ") + self.words("Caption", body), keep=True)

    def facts(self, table: Table) -> Iterator[str]:
        """A list of facts, each a paragraph; what follows in a value has no label before its tab.

        No break within a fact, or within two of an end.
        """
        setting = setting_of(table, self.styles, self.width)
        last, above = len(table.rows) - 1, ""
        for number, (label, value) in enumerate(table.rows):
            keep = number in (0, last - 1) and number < last
            yield from self.fact(label, value, setting, keep=keep, above=above)
            listed = any(isinstance(block, Bullets) for block in value.body[-1:])
            above = rule_above(self.styles) if listed else ""

    def fact(
        self, label: Cell, value: Cell, setting: Setting, *, keep: bool, above: str
    ) -> Iterator[str]:
        look = replace(_LABEL, bold=self.styles.is_bold("Facts"))
        words = "".join(
            self.words("Facts", body, look=look) for one in label.body for body in inlines_of(one)
        )
        if label.mark:
            words += TAB + run(ROW_MARKS[label.mark], "<w:rPr><w:b/><w:bCs/></w:rPr>")
        words += TAB + "<w:r><w:br/></w:r>" * setting.reaches(label)
        tabs, rest = setting.tabs(label), list(value.body)
        if not rest or not isinstance(rest[0], Paragraph):
            rest.insert(0, Paragraph(()))
        for number, block in enumerate(rest, start=1):
            more = number < len(rest)
            if isinstance(block, Table | Picture):
                what = type(block).__name__.lower()
                raise TypeError(f"a {what} within a table cannot be written")
            if isinstance(block, Bullets):
                within = _Setting("TableText", "", keep or more, setting.value)
                yield from self.bullets(block, setting=within)
                continue
            body = self.words("Facts", block.body)
            yield self.paragraph(
                # Without a rule below it where its fact goes on: LibreOffice draws none between
                # it and the fact before where a paragraph says so, but a style may.
                *("FactsOpen" if more else "Facts", (words or TAB) + body),
                keep=keep or more,
                borders=borders_of(above, marked=bool(label.mark)),
                tabs=tabs,
                indent=setting.indent,
            )
            words = above = ""

    def table(self, table: Table, *, again: bool = False) -> Iterator[str]:
        if table.caption:
            yield self.caption("Table", table.caption, again=again)
        layout = layout_of(table, self.width)
        widths, small = layout.widths, layout.small
        first_column = all(row and row[0].heading for row in table.rows)
        look = 0x0600 | 0x0020 * bool(table.head) | 0x0080 * first_column
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["ReleaseTable"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'{_TIGHT if small else ""}<w:tblLook w:val="{look:04X}" '
            f'w:firstRow="{int(bool(table.head))}" w:lastRow="0" '
            f'w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{_escape(plain(table.caption) or "Facts")}"/>'
            f'<w:tblDescription w:val="{_escape(described(table))}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        size = "Compact" if small else ""
        yield from self.rows(table, table.head, layout, size, head=True)
        yield from self.rows(table, table.rows, layout, size, head=False)
        yield "</w:tbl>"

    def rows(
        self, table: Table, rows: tuple[Row, ...], layout: Layout, size: str, *, head: bool
    ) -> Iterator[str]:
        covered: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(rows):
            cells = list(across(row, len(layout.widths), covered))
            # No break after the heading, within two rows of an end, or through a cell.
            keep = head or number in (0, len(rows) - 2) or bool(covered)
            keep = keep and (head or number < len(rows) - 1)
            high = (
                f'<w:trHeight w:val="{layout.height}" w:hRule="atLeast"/>'
                if head and layout.height
                else ""
            )
            yield (f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>")
            for column, one, merge in cells:
                align = table.columns[column].align
                kind = "Heading" if head else "RowHeading" if one.heading else "Text"
                style, direct = _cell_style(table, kind, align, wide=one.colspan > 1)
                turned = head and column in layout.turned
                style = "TableHeading" if turned else style
                style += size
                width = sum(layout.widths[column : column + one.colspan])
                properties = (
                    f'<w:tcW w:w="{width}" w:type="dxa"/>',
                    f'<w:gridSpan w:val="{one.colspan}"/>' if one.colspan > 1 else "",
                    merge,
                    _BAR if one.mark else "",
                    # The table style reaches the first row alone.
                    _shade(self.styles.fill("firstRow")) if head and number else "",
                    "<w:noWrap/>" if is_one_word(one) else "",
                    _TURNED + _CENTRED if turned else "",
                    '<w:vAlign w:val="bottom"/>' if head and number else "",
                )
                inside = self.cell(one, _Setting(style, direct, keep))
                yield f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{inside}</w:tc>"
            yield "</w:tr>"

    def cell(self, one: Cell, setting: _Setting) -> str:
        pieces: list[str] = []
        for block in one.body:
            if isinstance(block, Table | Picture):
                what = type(block).__name__.lower()
                raise TypeError(f"a {what} within a table cannot be written")
            if isinstance(block, Bullets):
                pieces += self.bullets(block, setting=setting)
            else:
                words = self.words(setting.style, block.body)
                # The mark of a note moves no digit of the figures above and below.
                marks = [str(self.noted[one]) for one in notes_of((block,))]
                hangs = len("".join(marks)) if setting.style.startswith("TableFigure") else 0
                pieces.append(
                    self.paragraph(
                        *(setting.style, words),
                        keep=setting.keep,
                        align=setting.align,
                        indent=f'<w:ind w:right="-{hangs * _MARK}"/>' if hangs else "",
                    )
                )
        if one.mark:
            words = run(ROW_MARKS[one.mark], "<w:rPr><w:b/><w:bCs/></w:rPr>")
            pieces.append(
                self.paragraph(setting.style, words, keep=setting.keep, align=setting.align)
            )
        return "".join(pieces) or self.paragraph(setting.style, "", keep=setting.keep)


def numbered_tables(blocks: Blocks) -> frozenset[str]:
    """The numbers of the tables with a caption: a link to `#table-3` refers to the third."""
    tables = [block for block in blocks if isinstance(block, Table) and block.caption]
    count = sum(not table.form.again for table in tables)
    return frozenset(map(str, range(1, count + 1)))


def _is_section(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _cell_style(table: Table, kind: str, align: str, *, wide: bool) -> tuple[str, str]:
    """The style of a cell's paragraphs, and what is said of their alignment beside it."""
    if wide and align == "right":
        return f"Table{kind}", "center"  # across columns of figures, it is none of theirs
    ending = {"right": "Figure", "center": "Tick"}.get(align, "")
    if kind == "RowHeading" or not ending:
        return f"Table{kind}", "" if align == "left" else align
    return f"Table{kind.removesuffix('Text')}{ending}", ""


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{_escape(fill)}"/>' if fill else ""
