"""On which page of its PDF each heading of a document stands, for the contents of a Word file.

Only Word knows its own pages, and works them out when a reader asks. Until then the contents give
those of the PDF, the paper that is quoted (docs/adr/0052).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from weakref import ref

from sectool.blocks import Document
from sectool.render.look import Look, MissingGlyphs, StyleError
from sectool.render.references import with_numbers

_STYLE = "style.typ"
# What a style is made of, as it was read: files with what is in them, fonts with their size.
_State = tuple[tuple[str, bytes | int], ...]
# Setting a PDF takes longer than all else: the one that was set last is kept, in case the same
# document is wanted in Word next.
_last: tuple[ref[Document], _State, bytes] | None = None


def set_as_pdf(document: Document, look: Look) -> bytes:
    """The document as a PDF, which is kept until another one is set."""
    global _last
    from sectool.render import pdf

    style = look.find(_STYLE)
    # Word counts its captions itself, so both have the same document here.
    numbered = replace(document, blocks=with_numbers(document.blocks))
    made = pdf.write(numbered, style)
    _last = ref(document), _state_of(style), made
    return made


def pages_of(document: Document, look: Look) -> dict[str, int]:
    """The pages of the headings of a document, by the ids of these.

    Nothing where it cannot be set as a PDF: who asks for one is told why.
    """
    try:
        kept = _kept(document, look.find(_STYLE))
        made = set_as_pdf(document, look) if kept is None else kept
    except (StyleError, MissingGlyphs):
        return {}
    return dict(_read(made))


def _kept(document: Document, style: Path) -> bytes | None:
    if _last is None or _last[0]() is not document or _last[1] != _state_of(style):
        return None
    return _last[2]


def _state_of(style: Path) -> _State:
    """All that decides how a style sets a document: it may have been edited in between."""
    folder = style.parent
    files = sorted(path for path in folder.glob("**/*.typ") if path.is_file())
    fonts = sorted(path for path in folder.glob("fonts/*") if path.is_file())
    return (
        *((str(path), path.read_bytes()) for path in files),
        *((str(path), path.stat().st_size) for path in fonts),
    )


def _read(made: bytes) -> Iterator[tuple[str, int]]:
    """Each heading has a destination of its name in the file."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(made))
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, start=1)
        if page.indirect_reference is not None
    }
    for name, destination in reader.named_destinations.items():
        page = destination.get("/Page")
        if name.startswith("h-") and page is not None:
            yield name.removeprefix("h-"), numbers[page.idnum]
