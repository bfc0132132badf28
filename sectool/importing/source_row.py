"""The row of a source that new entries name, where the register has none of it yet."""

from __future__ import annotations

from sectool.editing.edit import Edit, NewFile, Splice
from sectool.editing.yaml_scalars import in_block
from sectool.editing.yaml_text import YamlText
from sectool.importing.cells import CannotImport
from sectool.load import Loaded
from sectool.model.register import reference
from sectool.source.reader import decode, read_data
from sectool.workspace.files import Unreadable

_SOURCES = reference("sources").file


def source_edits(loaded: Loaded, source: str, title: str) -> list[Edit]:
    """A row for the source that the entries name, where there is none."""
    if source in loaded.register.sources:
        return []
    row = {"title": title}
    if loaded.sources.files.kind(_SOURCES) is None:
        return [NewFile(_SOURCES, (in_block({source: row}, 0, 0, "\n") + "\n").encode())]
    raw = bytes_of(loaded, _SOURCES)
    text, _ = decode(raw)
    data, _ = read_data(text)
    if data is None:
        end = "" if text.endswith("\n") or not text else "\n"
        return [
            Splice(
                _SOURCES, len(text), len(text), f"{end}{in_block({source: row}, 0, 0, chr(10))}\n"
            )
        ]
    return [YamlText(_SOURCES, raw).add((), source, row)]


def bytes_of(loaded: Loaded, file: str) -> bytes:
    """What a file of the register holds. CannotImport where it cannot be read."""
    try:
        return loaded.sources.files.read(file)
    except Unreadable as error:
        raise CannotImport(f"{file}: {error}") from None
