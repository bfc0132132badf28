"""JSON Schemas in a register, for editors: which files they are, and what renews them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sectool.diagnostic import suggestion
from sectool.editing.edit import CannotEdit, Edit, NewFile, Splice
from sectool.load import Loaded
from sectool.load.shapes import newest_shape
from sectool.model.file_kinds import FILE_KINDS, FileKind, kind_of_file
from sectool.model.json_schema import DRAFT, schema_of
from sectool.model.offered import OfferedNames
from sectool.model.register import REGISTER_FOLDERS, SETTINGS_FILE, Register
from sectool.source.reader import decode
from sectool.words import listed
from sectool.workspace.files import Files, Unreadable, walk

__all__ = [
    "FILE_KINDS",
    "CannotEdit",
    "FileKind",
    "left_alone",
    "no_such_kind",
    "schema_edits",
    "schema_files",
    "schema_text",
]

FOLDER = "schemas"
VS_CODE = ".vscode/settings.json"
_SCHEMAS = "yaml.schemas"
# Editors know folders by simple patterns, of which that of publications takes in what was issued
# as well: one is a group of keys, the other a list.
_PUBLICATIONS = f"{FOLDER}/publications.json"
_EITHER = {
    "$schema": DRAFT,
    "if": {"type": "array"},
    "then": {"$ref": "issued.json"},
    "else": {"$ref": "publication.json"},
}
_MODELINE = re.compile(r"(?m)^#[ \t]*yaml-language-server:")


def no_such_kind(name: str) -> str:
    """What is said of a kind of file that there is not."""
    names = [one.name for one in FILE_KINDS]
    near = suggestion(name.removesuffix(".yaml"), names)
    return f"there is no kind of file {name!r}{near or f'; there are: {listed(names)}'}"


def schema_text(kind: FileKind, register: Register | None) -> str:
    """The schema of a kind of file as JSON: with the names of a register, or of any register."""
    offered = None if register is None else OfferedNames(register)
    return _as_json(schema_of(kind.holds, offered))


def schema_files(register: Register) -> dict[str, bytes]:
    """The schemas of a register and the settings of VS Code that name them, by file.

    For a register that has neither; `schema_edits` keeps what else stands in the settings.
    """
    return {**_schemas(register), VS_CODE: _as_json({_SCHEMAS: _associations()}, 4).encode()}


def schema_edits(loaded: Loaded, *, modelines: bool = False) -> Sequence[Edit]:
    """What brings the schemas in a register up to date, and with `modelines` its files to them.

    CannotEdit where its files are written in an older shape than the schemas describe.
    """
    settings, files = loaded.register.settings, loaded.sources.files
    if settings is not None and settings.shape < newest_shape():
        raise CannotEdit(
            f"the files of this register are written in shape {settings.shape}, and schemas "
            f"describe shape {newest_shape()}: bring the files to it, then set 'shape' in "
            f"{SETTINGS_FILE}"
        )
    edits: list[Edit] = []
    for file, content in _schemas(loaded.register).items():
        edits += _with_content(files, file, content.decode())
    merged = _merged(_text(files, VS_CODE))
    if merged is not None:
        edits += _with_content(files, VS_CODE, merged)
    return [*edits, *(_modelines(files) if modelines else ())]


def left_alone(loaded: Loaded) -> str | None:
    """The lines that people must add to settings that cannot be edited, with the reason, if any."""
    old = _text(loaded.sources.files, VS_CODE)
    if old is None or _merged(old) is not None or all(f'"{one}"' in old for one in _associations()):
        return None
    lines = _as_json({_SCHEMAS: _associations()}, 4)
    return f"{VS_CODE} has comments, so it was left as it is; add to it:\n{lines}"


def _schemas(register: Register) -> dict[str, bytes]:
    offered = OfferedNames(register)
    found = {
        _file_of(kind): _as_json(schema_of(kind.holds, offered)).encode() for kind in FILE_KINDS
    }
    return dict(sorted({**found, _PUBLICATIONS: _as_json(_EITHER).encode()}.items()))


def _file_of(kind: FileKind) -> str:
    return f"{FOLDER}/{kind.name}.json"


def _associations() -> dict[str, str]:
    """The schemas by what VS Code calls them, each with the pattern of its files."""
    found = {f"./{_file_of(kind)}": kind.pattern for kind in FILE_KINDS}
    both = {kind.name: f"./{_file_of(kind)}" for kind in FILE_KINDS}
    pattern = found.pop(both["publication"])
    del found[both["issued"]]
    return {**found, f"./{_PUBLICATIONS}": pattern}


def _as_json(data: Mapping[str, Any], indent: int = 2) -> str:
    return json.dumps(data, indent=indent, ensure_ascii=False) + "\n"


def _text(files: Files, file: str) -> str | None:
    """What a file holds; None where there is none."""
    if files.kind(file) is None:
        return None
    try:
        text, problem = decode(files.read(file))
    except Unreadable as error:
        raise CannotEdit(f"{file}: {error}") from error
    if problem is not None:
        raise CannotEdit(f"{file}: {problem.message}")
    return text


def _with_content(files: Files, file: str, new: str) -> Iterator[Edit]:
    old = _text(files, file)
    if old is None:
        yield NewFile(file, new.encode())
    elif old != new:
        yield Splice(file, 0, len(old), new)


def _merged(old: str | None) -> str | None:
    """The settings of VS Code with the schemas; None where they are not plain JSON."""
    if old is None or not old.strip():
        return _as_json({_SCHEMAS: _associations()}, 4)
    try:
        settings = json.loads(old)
    except ValueError:
        return None
    named = settings.get(_SCHEMAS, {}) if isinstance(settings, dict) else None
    if not isinstance(named, dict):
        return None
    if named.items() >= _associations().items():
        return old
    own = {name: files for name, files in named.items() if not name.startswith(f"./{FOLDER}/")}
    indent = re.search(r"\n( +)\"", old)
    width = len(indent[1]) if indent is not None else 4
    return _as_json({**settings, _SCHEMAS: {**own, **_associations()}}, width)


def _modelines(files: Files) -> Iterator[Edit]:
    """A first line for each file that names no schema; what sectool alone writes needs none."""
    found = [SETTINGS_FILE, *(file for folder in REGISTER_FOLDERS for file in walk(files, folder))]
    for file in found:
        kind = kind_of_file(file) if file.endswith(".yaml") else None
        if kind is None or kind.name == "issued":
            continue
        text = _text(files, file)
        if text is not None and _MODELINE.search(text) is None:
            end = "\r\n" if "\r\n" in text else "\n"
            up = "../" * file.count("/")
            yield Splice(file, 0, 0, f"# yaml-language-server: $schema={up}{_file_of(kind)}{end}")
