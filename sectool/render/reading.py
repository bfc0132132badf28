"""A built document read back as lines of words, whatever its format: to compare two of them."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from pypdf import PdfReader

_BLANKS = re.compile(r"\s+")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


# What readers stumble over in a file that is damaged, encrypted, or packed in an unknown way.
_DAMAGED = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError),
    *(TypeError, ValueError),
)


class NotReadable(Exception):
    """The file is not a document of its format; the message says why."""


def lines_of(content: bytes, format_: str) -> list[str]:
    """The words of a document, one paragraph, cell or line each, blanks folded.

    After them comes what a reader sees besides, or is led to: headers and footers, links, notes on
    a page, words that a style sheet adds or hides, the properties of the file.

    Raises NotReadable where the bytes are not of that format.
    """
    lines = _READERS[format_](content)
    folded = (_BLANKS.sub(" ", line).strip() for line in lines)
    return [line for line in folded if line]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(f"it is not UTF-8 text: {error.reason}") from error


# What a style sheet says in words of its own, or hides.
_STYLED = re.compile(
    r"(?P<words>content\s*:[^;}]*)|(?P<hidden>display\s*:\s*none|visibility\s*:\s*hidden)"
)
_ATTRIBUTES = ("href", "src", "alt", "title", "aria-label", "hidden", "content", "data-label")
_LONG = 200
# The name of the imprint among the metadata of a page.
_IMPRINT = "sectool:imprint"


def _beside(name: str, value: str | None) -> str:
    """A line for what is said beside the words; a picture that is packed inside by its digest."""
    text = value or ""
    if len(text) > _LONG:
        text = f"SHA-256 {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"
    return f"{name}: {text}"


class _Words(HTMLParser):
    """The text of a page by its blocks, and what is said beside it (`besides`)."""

    _INLINE = frozenset({"a", "abbr", "em", "strong", "sup", "sub", "span", "br", "small"})
    _HIDDEN = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.besides: list[str] = []
        self.imprints: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._HIDDEN:
            self.hidden.append(tag)
        if tag == "meta" and dict(attrs).get("name") == _IMPRINT:
            # It was the last line of pages written before.
            self.imprints.append(dict(attrs).get("content") or "")
            return
        for name, value in attrs:
            if name in _ATTRIBUTES:
                self.besides.append(_beside(name, value))
            elif name == "style":
                self._style(value or "")
            elif name.startswith("on"):
                self.besides.append(_beside("script", value))
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            self.hidden.remove(tag)
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1] += data
        elif self.hidden[-1] == "style":
            self._style(data)
        elif data.strip():
            self.besides.append(_beside(self.hidden[-1], data.strip()))

    def handle_comment(self, data: str) -> None:
        # Some mail programs show what stands in one.
        self.besides.append(_beside("comment", data.strip()))

    def _style(self, css: str) -> None:
        self.besides += [_beside("style", found[0]) for found in _STYLED.finditer(css)]

    def _break(self, tag: str) -> None:
        if tag == "br":
            self.lines[-1] += " "
        elif tag not in self._INLINE:
            self.lines.append("")


def _html(content: bytes) -> list[str]:
    reader = _Words()
    try:
        reader.feed(_text(content))
        reader.close()
    except AssertionError as error:
        raise NotReadable(f"it is not a page that can be read: {error}") from error
    return [*reader.lines, *reader.imprints, *reader.besides]


def _plain(content: bytes) -> list[str]:
    """The paragraphs of plain text, however their lines are broken."""
    return re.split(r"\n\s*\n", _text(content))


# What stands before an item of a list in a cell where a table has a line for each row, and for a
# cell that the one before it covers.
_ITEM = re.compile(r"(?:^|\s)•\s")
_CONTINUED = "←"


class _WordsOfMarkdown(_Words):
    """The text of Markdown as a page; its imprint is a comment."""

    def handle_comment(self, data: str) -> None:
        self.lines += [data, ""]


def _markdown(content: bytes) -> list[str]:
    """The words of Markdown as a code host shows them, however its lines are broken."""
    from markdown_it import MarkdownIt

    # Notes are paragraphs here, so that none is taken for the address of a link and not shown.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.enable("table").disable("reference")
    reader = _WordsOfMarkdown()
    try:
        reader.feed(parser.render(_text(content)))
        reader.close()
    except AssertionError as error:
        raise NotReadable(f"it is no Markdown that can be read: {error}") from error
    lines = [piece for line in reader.lines for piece in _ITEM.split(line)]
    return [*(line for line in lines if line.strip() != _CONTINUED), *reader.besides]


def _pdf(content: bytes) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # What it says of a damaged file is said here, once.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

    try:
        reader = PdfReader(io.BytesIO(content))
        lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
        return [*lines, *_beside_pdf(reader)]
    except (PyPdfError, DependencyError, *_DAMAGED) as error:
        raise NotReadable(f"it is not a PDF that can be read: {error}") from error


def _beside_pdf(reader: PdfReader) -> Iterator[str]:
    """The notes and links on the pages, what is attached, and the properties of a PDF."""
    for number, page in enumerate(reader.pages, start=1):
        for entry in page.get("/Annots") or ():
            note = entry.get_object()
            action = note.get("/A")
            action = action.get_object() if action is not None else {}
            words = [note.get("/Contents"), action.get("/URI"), note.get("/V"), action.get("/JS")]
            kind = str(note.get("/Subtype")).removeprefix("/").lower()
            if kind == "link" and ("/Dest" in note or action.get("/S") == "/GoTo"):
                continue  # it leads to another page, by a name that its words have
            says = [str(one.get_object()) for one in words if one is not None]
            if kind != "link" or says:
                yield _beside(f"{kind} on page {number}", " ".join(says))
    yield from (_beside("attached", name) for name in sorted(reader.attachments))
    found: Mapping[str, object] = reader.metadata or {}
    for key in ("/Title", "/Author", "/Subject", "/Keywords"):
        if key in found:
            yield _beside(key.removeprefix("/").lower(), str(found[key]))


# What of a Word file holds words: its text, what goes round it, and notes on it.
_PART = re.compile(r"word/(?:document|footnotes|endnotes|comments|header[0-9]*|footer[0-9]*)\.xml")
_TEXT = "word/document.xml"
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
# Fields that show the number of a page, that count captions, and that are left out: Word names
# anew what the contents lead to.
_PAGE, _COUNTED = re.compile(r"\s*(?:PAGEREF|PAGE|NUMPAGES)\b"), re.compile(r"\s*SEQ\b")
# What such fields may show; other words in one are words as any.
_NUMBER, _LABEL = re.compile(r"[0-9]{1,4}"), re.compile(r"\A(?:Table|Figure) [0-9]{1,4}\Z")
# Where a fact has its label and its value in one paragraph, which is of a style of these names.
_STYLES, _FACTS, _TAB = "word/styles.xml", ("facts", "facts open"), "\v"
_FOR_A_READER = re.compile(r"\s*(?:PAGEREF|SEQ)\b")
_LED_TO = re.compile(r"word/_rels/[^/]*\.rels")
# When it was made, and how often, says nothing of what it is.
_OF_THE_FILE = ("created", "modified", "revision", "lastPrinted")


def _word(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            every = sorted(_names(package), key=lambda name: (name != _TEXT, name))
            names = [n for n in every if _PART.fullmatch(n)]
            facts = _styles_of_facts(package.read(_STYLES)) if _STYLES in every else frozenset()
            trees = [ElementTree.fromstring(package.read(name)) for name in names]  # noqa: S314
            others = [n for n in every if n in _PROPERTIES or _LED_TO.fullmatch(n)]
            beside = [ElementTree.fromstring(package.read(name)) for name in others]  # noqa: S314
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, *_DAMAGED) as error:
        raise NotReadable(f"it is not a Word document: {error}") from error
    parts = [
        [
            line
            for one in tree.iter(f"{_WORD}p")
            for line in _lines_in(one, tabbed=_style_of(one) in facts)
        ]
        for tree in trees
    ]
    # The imprint ends the text, as it does in other formats and did in files written before.
    text, around = parts[:1], parts[1:]
    imprint = [line for tree in beside for line in _imprints(tree)]
    lines = [line for part in (*text, imprint, *around) for line in part]
    return [*lines, *(line for tree in beside for line in _beside_word(tree))]


def _styles_of_facts(content: bytes) -> frozenset[str]:
    """The ids of the styles of facts: a house may have other ids, but not other names."""
    return frozenset(
        one.get(f"{_WORD}styleId", "")
        for one in ElementTree.fromstring(content).iter(f"{_WORD}style")  # noqa: S314
        for name in [one.find(f"{_WORD}name")]
        if name is not None and name.get(f"{_WORD}val", "").casefold() in _FACTS
    )


def _style_of(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return "" if found is None else found.get(f"{_WORD}val", "")


def _lines_in(paragraph: ElementTree.Element, *, tabbed: bool = False) -> Iterator[str]:
    """What a paragraph says, its pictures too, what is marked as deleted, and what fields ask for.

    The number of a page is left out: each program breaks pages as it does. So is what counts a
    caption ("Table 3: "), in front of its words.
    """
    words, codes = list[str](), list[str]()
    open_ = [""]
    for one in paragraph.iter():
        if one.tag == f"{_WORD}fldChar":
            kind = one.get(f"{_WORD}fldCharType")
            if kind == "begin":
                open_.append("")
            elif kind == "end" and len(open_) > 1 and _COUNTED.match(open_.pop()):
                words = [_LABEL.sub("", "".join(words))]
        elif one.tag == f"{_WORD}instrText":
            open_[-1] += one.text or ""
            codes.append(one.text or "")
        elif one.tag == f"{_WORD}t":
            number = _PAGE.match(open_[-1]) and _NUMBER.fullmatch(one.text or "")
            words.append("" if number else one.text or "")
        elif tabbed and one.tag == f"{_WORD}tab" and not one.attrib:  # no stop, which has a place
            words.append(_TAB)
    counted = any(map(_COUNTED.match, codes))
    line = "".join(words).removeprefix(": ") if counted else "".join(words)
    yield from line.split(_TAB) if tabbed else (line,)
    yield from (picture.get("descr", "") for picture in paragraph.iter(f"{_PICTURE}docPr"))
    yield from (f"deleted: {one.text}" for one in paragraph.iter(f"{_WORD}delText"))
    yield from (f"field: {code}" for code in codes if not _FOR_A_READER.match(code))


def _imprints(tree: ElementTree.Element) -> Iterator[str]:
    for one in tree.iter(_PROPERTY):
        if one.get("name") == "Imprint":
            yield "".join(one.itertext())


def _beside_word(tree: ElementTree.Element) -> Iterator[str]:
    """The properties of a Word file, and where its links lead."""
    for one in tree.iter():
        if one.tag.startswith(_VALUES):
            continue
        name = one.tag.rpartition("}")[2]
        if one.get("TargetMode") == "External":
            yield _beside("link", one.get("Target"))
        elif one.tag == _PROPERTY and one.get("name") != "Imprint":
            yield _beside(one.get("name", name), "".join(one.itertext()).strip())
        elif one.text and one.text.strip() and name not in _OF_THE_FILE:
            yield _beside(name, one.text.strip())


def _names(package: zipfile.ZipFile) -> list[str]:
    return package.namelist()


_READERS: dict[str, Callable[[bytes], list[str]]] = {
    "md": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _word,
    "txt": _plain,
}
