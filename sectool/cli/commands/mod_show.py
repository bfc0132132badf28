"""`sectool mod show`: the story of one modification, on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sectool.cli.present.mod_data import story_data
from sectool.cli.present.tables import folded, write_answer
from sectool.cli.session import day_of, unread
from sectool.queries.files import modification_file
from sectool.queries.loaded import Sources, load_register
from sectool.queries.names import modification_named
from sectool.queries.register_on import register_on
from sectool.queries.story import Story, story_of
from sectool.queries.story_in_words import history_in_words, source_in_words, story_in_words


def print_modification(root: Path, name: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints the story of a modification on a day."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    id_ = modification_named(loaded.register, name)
    story = story_of(register_on(loaded.register, day), id_)
    write_answer(
        lambda: story_data(story, loaded.sources),
        lambda: story_lines(story, loaded.sources),
        as_json=as_json,
    )
    return unread(loaded, "modifications/", "releases/", "reference/", "publications/")


def story_lines(story: Story, sources: Sources) -> Iterator[str]:
    """The story as lines of at most 80 columns: a label only where it is new."""
    standing, above = story.standing, ""
    yield from folded(f"{standing.shown_id}  ", standing.title)
    for label, text in story_in_words(story):
        if text:
            yield from folded(f"  {label if label != above else '':<12}  ", text)
            above = label
    yield ""
    yield from folded("", f"History (:7 is line 7 of {modification_file(standing.id)})")
    for entry, when, text in history_in_words(story):
        source = source_in_words(entry)
        place = f":{story.place(sources, entry).span.line}"
        yield from folded(f"  {when:<16}  ", f"{text} [{f'{source}, ' if source else ''}{place}]")
