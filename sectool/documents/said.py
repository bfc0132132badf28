"""The sentences that only people can write, by the section of the document they stand in."""

from __future__ import annotations

from sectool.diagnostic import suggestion
from sectool.documents.kinds import CannotCompose
from sectool.model.publication import Publication


def said_in(publication: Publication, sections: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """People's words by section, a paragraph a line: folded text has each on a line of its own.

    CannotCompose for words of a section that there is not: they would be left out unseen.
    """
    for id_ in publication.words:
        if id_ not in sections:
            raise CannotCompose(
                f"'words' has {id_!r}, which is no section of a {publication.kind}"
                f"{suggestion(id_, sections)}; there are: {', '.join(sections)}"
            )
    return {id_: paragraphs(publication.words.get(id_, "")) for id_ in sections}


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, a line each."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
