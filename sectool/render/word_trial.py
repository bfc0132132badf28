"""What a house's style.docx makes of a document: what vanishes in it, or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn

from sectool.blocks import Document
from sectool.render.look import StyleError
from sectool.render.word import file_of
from sectool.render.word_house import PLACES, unknown_places
from sectool.render.word_styles import Styles
from sectool.render.word_theme import (
    BLACK,
    SEEN,
    TEXT,
    WHITE,
    colour_of,
    contrast,
    fill_of,
    is_colour,
)

# Styles of words that nobody may miss, and the part of a table whose colour is behind them.
_READ = {
    **dict.fromkeys(("Title", "Heading1", "Heading2", "Heading3", "Normal", "TOC1", "TOC2"), ""),
    **dict.fromkeys(("Caption", "ListBullet", "ListNumber", "FootnoteText", "TableText"), ""),
    "Facts": "",
    "TableHeading": "firstRow",
    "TableRowHeading": "firstCol",
}
_OPENING = {"title block": "PaperTitle", "masthead": "Masthead", "letter": "LetterSubject"}
# In half points: large type, bold large type, and what is too small to be read.
_LARGE, _LARGE_BOLD, _TINY = 36, 28, 12
_PAGE = re.compile(r"\s*PAGE\b")


def faults_of(document: Document, style: Path) -> Iterator[StyleError]:
    """What is to be mended in a style for documents such as this one."""
    file, styles = file_of(document, style)
    for message in _messages(document, file, styles):
        yield StyleError(style.name, 1, message)


def _messages(document: Document, file: WordFile, styles: Styles) -> Iterator[str]:
    for name in unknown_places(file):
        known = ", ".join(f"{{{one}}}" for one in PLACES)
        yield f"its header or footer names {{{name}}}, which there is not: there are {known}"
    if not _has_page(file):
        yield (
            "neither its header nor its footer has the number of the page: write {page} where it "
            "belongs, or {page} of {pages}"
        )
    read = dict(_READ)
    if document.opening in _OPENING:
        del read["Title"]
        read[_OPENING[document.opening]] = ""
    page = _page_colour(file, styles)
    for id_, part in read.items():
        ground = styles.fill(part) if part else ""
        yield from _unreadable(styles, id_, ground, page)


def _unreadable(styles: Styles, id_: str, behind: str, page: str) -> Iterator[str]:
    name = styles.name(id_)
    if styles.setting(id_, "vanish") is not None:
        yield f"the style {name!r} hides its words"
        return
    size = _number(styles.setting(id_, "sz"), 22)
    if size < _TINY:
        yield f"the style {name!r} sets its words in {size / 2:g} points, too small to be read"
    spacing = styles.setting(id_, "spacing", "pPr")
    exact = spacing is not None and spacing.get(qn("w:lineRule")) == "exact"
    if exact and spacing is not None and _number_of(spacing, "line", 240) < size * 9:
        yield f"the style {name!r} cuts its words off: its lines are lower than its letters"
    colour = styles.setting(id_, "color")
    if colour is None or colour.get(qn("w:val")) == "auto":
        return  # Word takes black or white, as the ground wants it
    words = colour_of(colour, styles.theme) or BLACK
    shade = styles.setting(id_, "shd", "pPr")
    own = "" if shade is None else fill_of(shade, styles.theme)
    ground = own or behind or page
    bold = styles.is_bold(id_)
    least = SEEN if size >= (_LARGE_BOLD if bold else _LARGE) else TEXT
    found = contrast(words, ground)
    if found < least:
        yield (
            f"the style {name!r} has words in {words} on {ground}, which can hardly be read: their "
            f"contrast is {found:.1f} to 1, and {least:g} to 1 is needed"
        )


def _number(element: Any, otherwise: int) -> int:
    return otherwise if element is None else _number_of(element, "val", otherwise)


def _number_of(element: Any, name: str, otherwise: int) -> int:
    text = element.get(qn(f"w:{name}"), "")
    return int(text) if text.isdigit() else otherwise


def _has_page(file: WordFile) -> bool:
    """Whether each page of the text has its number, in its header or its footer."""
    section = file.sections[-1]
    kinds = [(section.header, section.footer)]
    if file.settings.odd_and_even_pages_header_footer:
        kinds.append((section.even_page_header, section.even_page_footer))
    return all(any(_counts(story._element) for story in pair) for pair in kinds)


def _counts(story: Any) -> bool:
    codes = [one.text or "" for one in story.iter(qn("w:instrText"))]
    codes += [one.get(qn("w:instr"), "") for one in story.iter(qn("w:fldSimple"))]
    # Word splits the code of a field where somebody stopped writing it.
    return any(map(_PAGE.match, [*codes, "".join(codes)])) or bool(list(story.iter(qn("w:pgNum"))))


def _page_colour(file: WordFile, styles: Styles) -> str:
    """What is behind the words on a page: white, unless the file has a colour and shows it."""
    ground = file.element.find(qn("w:background"))
    settings: Any = file.settings.element
    if ground is None or settings.find(qn("w:displayBackgroundShape")) is None:
        return WHITE
    colour = colour_of(ground, styles.theme, qn("w:color"))
    return colour if is_colour(colour) else WHITE
