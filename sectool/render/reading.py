"""A built document read back as lines of words, whatever its format: to compare two of them."""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

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

    Raises NotReadable where the bytes are not of that format.
    """
    lines = _READERS[format_](content)
    folded = (_BLANKS.sub(" ", line).strip() for line in lines)
    return [line for line in folded if line]


def _markdown(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise NotReadable(f"it is not UTF-8 text: {error.reason}") from error


class _Words(HTMLParser):
    """The text of a page by its blocks; style and title are not what a reader reads."""

    _INLINE = frozenset({"a", "em", "strong", "sup", "sub", "span", "br", "small"})
    _HIDDEN = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self._HIDDEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in self._HIDDEN))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1] += data

    def _break(self, tag: str) -> None:
        if tag == "br":
            self.lines[-1] += " "
        elif tag not in self._INLINE:
            self.lines.append("")


def _html(content: bytes) -> list[str]:
    reader = _Words()
    try:
        reader.feed("\n".join(_markdown(content)))
        reader.close()
    except AssertionError as error:
        raise NotReadable(f"it is not a page that can be read: {error}") from error
    return reader.lines


def _pdf(content: bytes) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # What it says of a damaged file is said here, once.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

    try:
        reader = PdfReader(io.BytesIO(content))
        return [line for page in reader.pages for line in page.extract_text().splitlines()]
    except (PyPdfError, DependencyError, *_DAMAGED) as error:
        raise NotReadable(f"it is not a PDF that can be read: {error}") from error


def _word(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [n for n in ("word/document.xml", "word/footnotes.xml") if n in _names(package)]
            trees = [ElementTree.fromstring(package.read(name)) for name in names]  # noqa: S314
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, *_DAMAGED) as error:
        raise NotReadable(f"it is not a Word document: {error}") from error
    return [
        line
        for tree in trees
        for paragraph in tree.iter(f"{_WORD}p")
        for line in (
            "".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t")),
            # What a picture shows is said beside it.
            *(picture.get("descr", "") for picture in paragraph.iter(f"{_PICTURE}docPr")),
        )
    ]


def _names(package: zipfile.ZipFile) -> list[str]:
    return package.namelist()


_READERS: dict[str, Callable[[bytes], list[str]]] = {
    "md": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _word,
}
