"""The sentences that only people can write, by the section of the document they stand in."""

from __future__ import annotations

from sectool.blocks import Inlines, Strong, Text
from sectool.diagnostic import suggestion
from sectool.documents.kinds import CannotCompose
from sectool.documents.placeholders import sections_of, split_at_marks
from sectool.model.publication import Publication

# Words as they stand in a document: text or, where some are still wanted, with the gap in bold.
Authored = str | Inlines


def authored_in(publication: Publication) -> dict[str, Authored]:
    """What people wrote, by section; a section without words is left out.

    CannotCompose for words of a section that there is not: they would be left out unseen.
    """
    known = tuple(section.id for section in sections_of(publication.kind))
    for id_ in publication.words:
        if id_ not in known:
            raise CannotCompose(
                f"'words' has {id_!r}, which is no section of a {publication.kind}"
                f"{suggestion(id_, known)}",
                ("words", id_),
            )
    return {id_: with_gaps(text) for id_, text in publication.words.items()}


def paragraphs_in(publication: Publication) -> dict[str, tuple[Authored, ...]]:
    """What people wrote, by section, as paragraphs; a section without words has none."""
    authored_in(publication)
    return {
        section.id: tuple(map(with_gaps, paragraphs(publication.words.get(section.id, ""))))
        for section in sections_of(publication.kind)
    }


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, a line each: folded text has each on a line of its own."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def with_gaps(text: str) -> Authored:
    """A text whose places for words can be seen: each mark in bold."""
    pieces = split_at_marks(text)
    if len(pieces) == 1:
        return text
    return tuple(
        Strong((Text(piece),)) if number % 2 else Text(piece)
        for number, piece in enumerate(pieces)
        if piece
    )
