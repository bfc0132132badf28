"""The formats a document can be written in: one writer each, one style people can replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from weakref import ref

from sectool.blocks import Document
from sectool.render.acronyms import acronyms_written_out
from sectool.render.long_charts import set_charts
from sectool.render.look import Look, StyleError
from sectool.render.marks import with_marks
from sectool.render.references import with_numbers, with_references
from sectool.render.same_notes import same_notes_once
from sectool.render.wide_tables import set_tables
from sectool.values import dataclass

Writer = Callable[[Document, Look], bytes]


@dataclass(frozen=True)
class Format:
    """A format by the ending of its files, and the styles that a register may replace.

    A writer raises StyleError or MissingGlyphs. `tried` says what else is to be mended in a style,
    without writing a document for readers, and raises what the writer would.
    """

    ending: str
    write: Writer
    styles: tuple[str, ...] = ()
    tried: Callable[[Document, Look], Iterator[StyleError]] | None = None


# Writers are imported when they are asked for: Typst and python-docx take their time.


def _markdown(document: Document, look: Look) -> bytes:
    from sectool.render import markdown

    return markdown.write(_numbered(document))


def _html(document: Document, look: Look) -> bytes:
    from sectool.render import html, mail

    # A mail is read once and quoted by nobody.
    if document.mail:
        return mail.write(document, look.text(mail.STYLE))

    sheets = ["style.css"] if document.opening == "cover" else ["style.css", "openings.css"]
    return html.write(_numbered(document), "".join(map(look.text, sheets)))


def _pdf(document: Document, look: Look) -> bytes:
    from sectool.render.pages import set_as_pdf

    return set_as_pdf(document, look)


def _word(document: Document, look: Look) -> bytes:
    from sectool.render import word
    from sectool.render.pages import pages_of

    style = look.find("style.docx")
    pages = pages_of(document, look) if word.lists_sections(document) else {}
    return word.write(document, style, pages)


def _word_tried(document: Document, look: Look) -> Iterator[StyleError]:
    from sectool.render import word_trial

    return word_trial.faults_of(document, look.find("style.docx"))


def _text(document: Document, look: Look) -> bytes:
    from sectool.render import text

    return text.write(document)


def _numbered(document: Document) -> Document:
    """A document with numbers in its captions, which Word has in fields."""
    return replace(document, blocks=with_numbers(document.blocks))


def _made_ready(write: Writer) -> Writer:
    """A writer that is given a document as it is set: acronyms written out at their first use,
    each note once, tables that fit, links to what is named, marks of what is new. Comparisons and
    records are of what it says, without all this."""

    def written(document: Document, look: Look) -> bytes:
        return write(_ready(document), look)

    return written


# The document that was written last, and what was written: the pages of the one in a PDF are those
# that Word's contents give, as long as it is the same.
_last: tuple[ref[Document], Document] | None = None


def _ready(document: Document) -> Document:
    global _last
    before = _last[0]() if _last is not None else None
    if _last is not None and before is not None:
        if before is document:
            return _last[1]
        if _are_made_alike(before, document):
            # A page, which leads to what lies beside it, is made ready as the document is.
            return replace(document, blocks=_last[1].blocks)
    spelt = acronyms_written_out(document)
    blocks = with_marks(with_references(same_notes_once(set_charts(set_tables(spelt)))))
    found = replace(document, blocks=blocks)
    _last = ref(document), found
    return found


def _are_made_alike(one: Document, other: Document) -> bool:
    return (
        one.blocks is other.blocks
        and one.acronyms is other.acronyms
        and one.opening == other.opening
    )


FORMATS: dict[str, Format] = {
    "md": Format("md", _made_ready(_markdown)),
    "html": Format("html", _made_ready(_html), ("style.css", "openings.css", "mail.css")),
    "pdf": Format("pdf", _made_ready(_pdf), ("style.typ",)),
    "docx": Format("docx", _made_ready(_word), ("style.docx",), _word_tried),
}

# Nobody asks for these by name: each is written beside another.
TWINS: dict[str, Format] = {"txt": Format("txt", _made_ready(_text))}


def twins_of(document: Document, format_: str) -> tuple[str, ...]:
    """What a document has beside a format: a mail is a page and its words without any look."""
    return ("txt",) if document.mail and format_ == "html" else ()
