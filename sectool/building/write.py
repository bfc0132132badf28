"""Built documents become files: all formats of one state, and the annexes that go with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from sectool.building.build import Built
from sectool.diagnostic import suggestion
from sectool.load import Loaded
from sectool.queries.errors import NotFound
from sectool.render.formats import FORMATS, twins_of
from sectool.workspace.atomic import NotWritten, write_atomically
from sectool.workspace.files import MAX_ATTACHED, Unreadable


def formats_named(text: str) -> list[str]:
    """The formats of a list separated by commas, each once; NotFound for another name, or none."""
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        name = unknown[0] if unknown else ""
        message = f"no format {name!r}{suggestion(name, list(FORMATS))}"
        raise NotFound("format", name, message=message)
    return names


def write_built(
    loaded: Loaded,
    built: Built,
    formats: Sequence[str],
    output: Path,
    *,
    within: Path,
    setting: Callable[[str], AbstractContextManager[object]],
) -> Iterator[Path]:
    """Writes a document and its annexes below `output`; each path once it is written.

    Setting a format takes its time: `setting` is entered for each, with the file's name. NotWritten
    before the first file is written where one could not be, or an annex cannot be read.
    """
    # All formats are made before the first is written: a fault leaves the old files together.
    for path, content in files_of(loaded, built, formats, output, setting=setting):
        write_atomically(path, content, within=within)
        yield path


def files_of(
    loaded: Loaded,
    built: Built,
    formats: Sequence[str],
    output: Path,
    *,
    setting: Callable[[str], AbstractContextManager[object]],
) -> list[tuple[Path, bytes]]:
    """A document and its annexes as files below `output`, none of which is written.

    NotWritten where one could not be, or an annex cannot be read.
    """
    folder = output / built.folder
    made: list[tuple[Path, bytes]] = []
    page = built.earlier_page
    earlier = bool(page) and (folder / page).is_file()
    for format_ in (
        each for named in formats for each in (named, *twins_of(built.document, named))
    ):
        path = folder / built.file_in(format_)
        with setting(path.name):
            made.append((path, built.written(format_, beside=formats, earlier=earlier)))
    for file, attached in built.attachments:
        try:
            made.append((folder / attached, loaded.sources.files.read(file, MAX_ATTACHED)))
        except Unreadable as error:
            raise NotWritten(f"annex {file} cannot be read: {error.reason}") from error
    for path, _ in made:
        # Told before the first is written, so that the formats stay of one state.
        if os.path.isdir(path):  # noqa: PTH112 - a name too long for the disk cannot be asked about
            raise NotWritten(f"{path} could not be written: there is a folder of that name")
    return made
