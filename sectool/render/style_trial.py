"""What would keep documents from being set, found out without setting them.

The styles and fonts that are shipped are held by our tests: with them, only a character that our
font does not have is in doubt. A style of a register's own is tried on specimens, in each format
that has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sectool.blocks import Document, Paragraph, Text, text_of
from sectool.render.formats import FORMATS
from sectool.render.glyphs import words_in_doubt
from sectool.render.look import Look, MissingGlyphs, StyleError
from sectool.render.openings import places_of
from sectool.render.specimens import specimens_of

# The one format whose fonts are chosen here, not where the document is read.
_WITH_FONTS = "pdf"


def setting_faults_of(
    documents: Sequence[Document], look: Look
) -> list[StyleError | MissingGlyphs]:
    """What setting these documents would raise, each fault once, whichever of them have it.

    After it stands what a style would hide in them, or make unreadable.
    """
    found: list[StyleError] = []
    missing: dict[str, None] = {}
    for name, known in FORMATS.items():
        try:
            own = any(look.is_own(style) for style in known.styles)
        except StyleError as error:
            found.append(error)
            continue
        trials = list(specimens_of(documents)) if own else []
        if name == _WITH_FONTS:
            trials = _with_words(trials, documents, own=own)
        for trial in trials:
            try:
                if known.tried is None:
                    known.write(trial, look)
                else:
                    found += known.tried(trial, look)
            except StyleError as error:
                found.append(error)
            except MissingGlyphs as error:
                missing |= dict.fromkeys(error.characters)
    faults: list[StyleError | MissingGlyphs] = [
        *{(error.file, error.line, error.message): error for error in found}.values()
    ]
    return [*faults, MissingGlyphs("".join(missing))] if missing else faults


def _with_words(
    trials: list[Document], documents: Sequence[Document], *, own: bool
) -> list[Document]:
    """The trials, with the words of all documents that may lack a glyph in the first of them."""
    texts = (text for document in documents for text in _texts_of(document))
    words = words_in_doubt(texts, own_fonts=own)
    if not words:
        return trials
    doubtful = Paragraph((Text(" ".join(words)),))
    if not trials:
        return [replace(documents[0], opening="cover", blocks=(doubtful,))]
    first, *others = trials
    places = places_of(first)
    after = places.index("title") + 1 if "title" in places else 0
    text = next((i for i in range(after, len(places)) if not places[i]), len(places)) + 1
    blocks = (*first.blocks[:text], doubtful, *first.blocks[text:])
    return [replace(first, blocks=blocks), *others]


def _texts_of(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle, document.status, document.imprint)
    yield text_of(document.blocks)
