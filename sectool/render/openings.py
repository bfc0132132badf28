"""How a document opens: which of its blocks are its head, and which end a letter.

A letter is its head (who writes, to whom, when, the salutation: a paragraph each), its title as the
subject, what it says, and, as the last two paragraphs, its closing and the signature. A date line
is a paragraph in italics right under the title of a newsletter.
"""

from __future__ import annotations

from typing import Literal

from sectool.blocks import Block, Document, Emph, Heading, Paragraph, plain

Place = Literal["", "title", "dateline", "sender", "head", "closing", "signature"]

# The status of what goes out: without versions to tell apart, readers need no word of it.
_ISSUED = "Issued"

# A paragraph of so few letters, alone under its heading, reads as a part of that.
_SHORT = 120


def status_of(document: Document) -> str:
    """The status as readers see it: of a document without versions, only that it is not final."""
    return "" if document.status == _ISSUED else document.status


def foot_of(document: Document) -> str:
    """What stands at the foot of each page, beside its number."""
    return document.running or status_of(document)


def title_of(document: Document) -> str:
    """What the page says its title is, in plain words; a newsletter's with its date line."""
    found: dict[Place, str] = {}
    for block, place in zip(document.blocks, places_of(document), strict=True):
        if place in ("title", "dateline") and isinstance(block, Heading | Paragraph):
            found[place] = plain(block.body)
    title = found.get("title") or document.title
    return " – ".join((title, *filter(None, (found.get("dateline"),)))).replace("\u00a0", " ")


def ends_of_opening(document: Document) -> tuple[int, int]:
    """Where its first section begins, and where its contents stand.

    In one that opens with a cover they stand before its first numbered section: what is before that
    is what readers look for first.
    """
    blocks = document.blocks
    sections = [i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level > 1]
    first = sections[0] if sections else len(blocks)
    if document.opening != "cover":
        return first, first
    return first, next((i for i in sections if _is_numbered(blocks[i])), first)


def _is_numbered(block: Block) -> bool:
    return isinstance(block, Heading) and plain(block.body)[:1].isdigit()


def places_of(document: Document) -> tuple[Place, ...]:
    """What each block of a document is there for; "" for one of its text."""
    blocks = document.blocks
    places: list[Place] = [""] * len(blocks)
    title = next((i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1), None)
    if title is None:
        return tuple(places)
    places[title] = "title"
    if document.opening == "masthead" and _is_dateline(blocks[title + 1 : title + 2]):
        places[title + 1] = "dateline"
    if document.opening == "letter":
        for index in range(title):
            places[index] = "sender" if index == 0 else "head"
        ending = blocks[title + 1 :][-2:]
        if len(ending) == 2 and all(isinstance(block, Paragraph) for block in ending):
            places[-2:] = ["closing", "signature"]
    return tuple(places)


def _is_dateline(after: tuple[Block, ...]) -> bool:
    match after:
        case (Paragraph(body=(Emph(),)),):
            return True
        case _:
            return False


def kept_of(document: Document) -> tuple[bool, ...]:
    """Which paragraphs stay on one page with what follows, beside those that lead to a table."""
    blocks = document.blocks
    places = places_of(document)
    around = zip((None, *blocks), blocks, blocks[1:], places[1:], strict=False)
    kept = [place == "closing" or _is_lonely(a, b, c) for a, b, c, place in around]
    # Or the signature might be alone on the last page, and in others the imprint.
    return (*kept, bool(document.imprint))[: len(blocks)]


def _is_lonely(before: Block | None, block: Block, following: Block) -> bool:
    """Whether a paragraph is too little to stand at the foot of a page with its heading alone."""
    if not isinstance(before, Heading) or not isinstance(block, Paragraph):
        return False
    deeper = isinstance(following, Heading) and following.level > before.level
    return (deeper or isinstance(following, Paragraph)) and len(plain(block.body)) <= _SHORT
