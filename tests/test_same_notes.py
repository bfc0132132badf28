"""Notes that say the same are one note, under one number, in every format."""

from __future__ import annotations

from sectool.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    notes_of,
)
from sectool.render.formats import FORMATS
from sectool.render.same_notes import same_notes_once
from tests.tables import LOOK


def noted(key: str, words: str) -> Paragraph:
    return Paragraph((Strong((Text("Figure"), Note(key, (Text(words),)))),))


def blocks() -> tuple[Block, ...]:
    row = tuple(
        Cell((noted(key, words),))
        for key, words in (("mp1", "A single charge."), ("mp2", "An estimate."))
    )
    return (
        Heading(1, (Text("Title"),), "title"),
        noted("mp0", "A single charge."),
        Table((Text("Costs"),), (Column(), Column()), (), (row,)),
        Bullets(((noted("mp3", "An estimate."),), (noted("mp4", "Another."),))),
    )


def test_the_first_note_of_its_words_stands_for_all() -> None:
    before = blocks()
    assert [*notes_of(before)] == ["mp0", "mp1", "mp2", "mp3", "mp4"]
    after = same_notes_once(before)
    assert [*notes_of(after)] == ["mp0", "mp2", "mp4"]
    assert same_notes_once(after) is after, "nothing to change"


def test_a_page_numbers_them_once() -> None:
    document = Document("T", "S", "en-GB", "A", "Issued", False, blocks())
    text = FORMATS["md"].write(document, LOOK).decode("utf-8")
    assert text.count("A single charge.") == 1
    assert text.count("An estimate.") == 1
    assert text.count("[^1]") == 3, "two marks, and the note"
    assert "[^4]" not in text
