"""The formats a document can be written in: one writer each, one style people can replace."""

from __future__ import annotations

from collections.abc import Callable

from sectool.blocks import Document
from sectool.render.look import Look
from sectool.values import dataclass


@dataclass(frozen=True)
class Format:
    """A format by the ending of its files, and the styles that a register may replace.

    A writer raises StyleError or MissingGlyphs.
    """

    ending: str
    write: Callable[[Document, Look], bytes]
    styles: tuple[str, ...] = ()


# Writers are imported when they are asked for: Typst and python-docx take their time.


def _markdown(document: Document, look: Look) -> bytes:
    from sectool.render import markdown

    return markdown.write(document)


def _html(document: Document, look: Look) -> bytes:
    from sectool.render import html, mail

    if document.mail:
        return mail.write(document, look.text(mail.STYLE))

    sheets = ["style.css"] if document.opening == "cover" else ["style.css", "openings.css"]
    return html.write(document, "".join(map(look.text, sheets)))


def _pdf(document: Document, look: Look) -> bytes:
    from sectool.render import pdf

    return pdf.write(document, look.find("style.typ"))


def _word(document: Document, look: Look) -> bytes:
    from sectool.render import word

    return word.write(document, look.find("style.docx"))


def _text(document: Document, look: Look) -> bytes:
    from sectool.render import text

    return text.write(document)


FORMATS: dict[str, Format] = {
    "md": Format("md", _markdown),
    "html": Format("html", _html, ("style.css", "openings.css", "mail.css")),
    "pdf": Format("pdf", _pdf, ("style.typ",)),
    "docx": Format("docx", _word, ("style.docx",)),
}

# Nobody asks for these by name: each is written beside another.
TWINS: dict[str, Format] = {"txt": Format("txt", _text)}


def twins_of(document: Document, format_: str) -> tuple[str, ...]:
    """What a document has beside a format: a mail is a page and its words without any look."""
    return ("txt",) if document.mail and format_ == "html" else ()
