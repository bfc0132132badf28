"""The Word file around the text: page, headers, footers, properties, and the zip it all goes in."""

from __future__ import annotations

from datetime import UTC, datetime, time
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_HEADER_FOOTER as KIND
from docx.enum.section import WD_SECTION
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart
from docx.shared import Twips

from sectool.blocks import Document
from sectool.render.look import StyleError
from sectool.render.word_kinds import other_kind
from sectool.render.word_styles import NAMESPACES, insert
from sectool.render.word_theme import Theme
from sectool.values import dataclass

# Zip entries want a date: fixed, so that every build gives the same bytes.
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_DATES = (qn("dcterms:created"), qn("dcterms:modified"))
# What the file says of itself besides: which state of the register it shows.
_CUSTOM = PackURI("/docProps/custom.xml")
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# What Office has every custom property of a user say, and the first number that one may have.
_FORMAT, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2

# A4 and its margins in twips, for a style file without a page, or with one too narrow for text.
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN, _TO_EDGE = 11906, 16838, 1134, 624
_NARROWEST = 4000

# Parts that a document leans on without naming them in its text.
_STANDING = {
    RT.STYLES,
    RT.NUMBERING,
    RT.SETTINGS,
    RT.THEME,
    RT.FONT_TABLE,
    RT.WEB_SETTINGS,
    RT.FOOTNOTES,
    RT.ENDNOTES,
    RT.CUSTOM_XML,
}

# What the schema wants after the language of a run.
_AFTER_LANGUAGE = frozenset(
    qn(f"w:{name}") for name in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")
)

# What makes a header or footer more than an empty one.
_CONTENT = (
    ".//w:t[normalize-space()] | .//w:drawing | .//w:pict | .//w:object | .//w:instrText"
    " | .//w:fldSimple"
)


@dataclass(frozen=True)
class Furniture:
    """What stands on every page, as paragraphs; `mark` is the mark of a draft or nothing.

    `first` is the footer of the first page.
    """

    mark: str
    header: str
    footer: str
    blank: str
    first: str = ""


def word_file_of(style: Path) -> WordFile:
    """The style file with everything in it. StyleError if it is no Word document."""
    try:
        content = style.read_bytes()
    except OSError:
        raise StyleError(style.name, 1, "there is no such Word document") from None
    reason = other_kind(content)
    if reason:
        raise StyleError(style.name, 1, reason)
    try:
        file = docx.Document(BytesIO(content))
        lacks = file.element.body is None or file.styles.element is None
    except (AttributeError, BadZipFile, KeyError, OSError, SyntaxError, TypeError, ValueError):
        lacks = True
    if lacks:
        # What python-docx stumbled over is no word of who made the file.
        message = "this Word document is damaged: open it in Word, and save it again as .docx"
        raise StyleError(style.name, 1, message)
    return file


def theme_of(file: WordFile) -> Theme | None:
    """The theme of the file, where it has one that can be read."""
    try:
        return Theme(file.part.part_related_by(RT.THEME).blob)
    except (KeyError, SyntaxError, ValueError):
        return None


def numbering_of(file: WordFile) -> Any:
    """The root of the numbering part, which is added where the file has none."""
    try:
        part: Any = file.part.part_related_by(RT.NUMBERING)
    except KeyError:
        blank = f"<w:numbering {NAMESPACES}/>".encode()
        name = PackURI("/word/numbering.xml")
        part = NumberingPart.load(name, CT.WML_NUMBERING, blank, file.part.package)
        file.part.relate_to(part, RT.NUMBERING)
    return part.element


def set_language(file: WordFile, language: str) -> None:
    """The language of the words, whichever the style file was made in."""
    styles: Any = file.styles.element
    holder = styles
    for name in ("docDefaults", "rPrDefault", "rPr"):
        inner = holder.find(qn(f"w:{name}"))
        if inner is None:
            inner = parse_xml(f"<w:{name} {NAMESPACES}/>")
            holder.insert(0, inner)
        holder = inner
    if holder.find(qn("w:lang")) is None:
        insert(holder, parse_xml(f"<w:lang {NAMESPACES}/>"), _AFTER_LANGUAGE)
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def emptied(file: WordFile) -> Any:
    """Takes the text out of a file, and what only that leaned on; its page, a sectPr, stays.

    A section without a header of its own has that of the section before it; only the last
    section is kept, so it is given what it had so.
    """
    body: Any = file.element.body
    inherited: dict[tuple[str, str], Any] = {}
    for section in body.xpath(".//w:sectPr[not(ancestor::w:sectPrChange)]"):
        for reference in section.xpath("w:headerReference | w:footerReference"):
            inherited[reference.tag, reference.get(qn("w:type"))] = reference
    section = body.get_or_add_sectPr()
    for reference in section.xpath("w:headerReference | w:footerReference | w:sectPrChange"):
        section.remove(reference)
    for index, key in enumerate(sorted(inherited)):
        section.insert(index, inherited[key])
    for columns in section.xpath("w:cols"):
        section.remove(columns)
    section.start_type = WD_SECTION.NEW_PAGE
    body.clear_content()
    main = file.part
    named = set(file.element.xpath("//@r:*"))
    for rel in list(main.rels.values()):
        if rel.reltype not in _STANDING and rel.rId not in named:
            del main.rels[rel.rId]
    return section


def text_width(section: Any) -> int:
    """The width of the text in twips. Where the file has no page, or hardly any, it becomes A4."""
    sides = section.left_margin, section.right_margin
    if None not in (section.page_width, section.page_height, *sides):
        text = section.page_width - sum(sides) - (section.gutter or 0)
        if text >= Twips(_NARROWEST):
            return int(text // Twips(1))
    section.page_width, section.page_height = Twips(_PAGE_WIDTH), Twips(_PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.header = section.footer = Twips(_TO_EDGE)
    section.gutter = Twips(0)
    section.orientation = None
    return _PAGE_WIDTH - 2 * _MARGIN


def furnish(file: WordFile, section: Any, furniture: Furniture) -> None:
    """Gives the section what stands on every page.

    A house that has headers keeps them, with the mark of a draft on top; so with footers. Where it
    has neither, the first page is one without a header.
    """
    own = {tag: _has_own(file, section, tag) for tag in ("header", "footer")}
    if not any(own.values()):
        section.titlePg_val = True
    _take_out(file, section, [tag for tag, there in own.items() if not there])
    marked: set[str] = set()
    made: dict[str, str] = {}
    kinds = [KIND.PRIMARY]
    kinds += [KIND.FIRST_PAGE] if section.titlePg_val else []
    kinds += [KIND.EVEN_PAGE] if file.settings.odd_and_even_pages_header_footer else []
    for tag, mark in (("header", furniture.mark), ("footer", "")):
        there = _references(section, tag)
        for kind in kinds:
            if kind in there:
                _mark(file, there[kind].rId, mark, marked)
            elif mark or not own[tag]:
                text = furniture.footer if tag == "footer" else furniture.header
                if kind is KIND.FIRST_PAGE:
                    text = furniture.first if tag == "footer" else ""
                inside = mark + ("" if own[tag] else text) or furniture.blank
                _add(file, section, tag, kind, inside, made)


def _take_out(file: WordFile, section: Any, tags: list[str]) -> None:
    """Removes empty headers and footers first: a new one takes the id that is free."""
    gone = set()
    for tag in tags:
        for reference in _references(section, tag).values():
            section.remove(reference)
            gone.add(reference.rId)
    for id_ in gone:
        del file.part.rels[id_]


def _references(section: Any, tag: str) -> dict[KIND, Any]:
    found = section.xpath(f"w:{tag}Reference")
    return {reference.type_: reference for reference in found}


def _has_own(file: WordFile, section: Any, tag: str) -> bool:
    parts: list[Any] = [
        file.part.related_parts[reference.rId] for reference in _references(section, tag).values()
    ]
    return any(part.element.xpath(_CONTENT) for part in parts)


def _mark(file: WordFile, id_: str, mark: str, marked: set[str]) -> None:
    """Puts the mark of a draft on top of a header of the house."""
    if mark and id_ not in marked:
        marked.add(id_)
        part: Any = file.part.related_parts[id_]
        part.element[:0] = _parsed(mark)


def _add(
    file: WordFile, section: Any, tag: str, kind: KIND, inside: str, made: dict[str, str]
) -> None:
    """A header or footer of a kind; the same words are the same part."""
    key = tag + inside
    if key not in made:
        main: Any = file.part
        part, made[key] = main.add_header_part() if tag == "header" else main.add_footer_part()
        part.element[:] = _parsed(inside)
    add = section.add_headerReference if tag == "header" else section.add_footerReference
    add(kind, made[key])


def _parsed(inside: str) -> list[Any]:
    return list(parse_xml(f"<w:body {NAMESPACES}>{inside}</w:body>"))


def set_properties(file: WordFile, document: Document) -> None:
    """What the document says of itself, and nothing of what the style file said of itself."""
    package: Any = file.part.package
    for rel in list(package.rels.values()):
        # LibreOffice writes the types of these relationships with an address of its own.
        if rel.reltype.endswith(("/core-properties", "/thumbnail")):
            del package.rels[rel.rId]
    properties = file.core_properties
    properties.title = f"{document.title} – {document.subtitle}"[:255]
    properties.subject = document.subtitle[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.content_status = document.status[:255]
    if document.remark:
        properties.comments = document.remark[:255]
    properties.language = document.language
    for tag in _DATES:
        for date in file.part.package.core_properties._element.findall(tag):
            date.getparent().remove(date)
    if document.day is not None:
        day = datetime.combine(document.day, time(), UTC)
        properties.created = properties.modified = day
    _set_custom(package, {"Imprint": document.imprint})


def _set_custom(package: Any, ours: dict[str, str]) -> None:
    """Properties of our own, after those that the house has (a label of its security, say)."""
    root = parse_xml(f'<Properties xmlns="{_CUSTOM_SPACE}" xmlns:vt="{_VALUES_SPACE}"/>')
    for rel in list(package.rels.values()):
        if rel.reltype.endswith("/custom-properties"):
            root = parse_xml(rel.target_part.blob)
            del package.rels[rel.rId]
    for one in list(root):
        if one.get("name") in ours:
            root.remove(one)
    used = [int(one.get("pid", _FIRST)) for one in root]
    next_ = max(used, default=_FIRST - 1) + 1
    for number, (name, text) in enumerate(((k, v) for k, v in ours.items() if v), start=next_):
        root.append(
            parse_xml(
                f'<property xmlns="{_CUSTOM_SPACE}" xmlns:vt="{_VALUES_SPACE}" fmtid="{_FORMAT}" '
                f'pid="{number}" name="{name}"><vt:lpwstr>{escape(text, quote=False)}</vt:lpwstr>'
                "</property>"
            )
        )
    if len(root):
        part = Part(_CUSTOM, _CUSTOM_TYPE, serialize_part_xml(root), package)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)


def packed(file: WordFile) -> bytes:
    """The file as bytes that depend on nothing but what is in it."""
    written, made = BytesIO(), BytesIO()
    file.save(written)
    with ZipFile(written) as source, ZipFile(made, "w") as target:
        # Readers want the content types first and the package's relationships soon.
        for name in sorted(source.namelist(), key=lambda name: (name[0] not in "[_", name)):
            entry = ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # or it is that of the machine
            target.writestr(entry, source.read(name))
    return made.getvalue()
