"""`sectool schema`: lists the kinds of files, prints the schema of one, writes all."""

from __future__ import annotations

from pathlib import Path

from sectool.cli.options import root_of
from sectool.cli.present.edits import make_edit
from sectool.cli.present.output import write_out
from sectool.cli.present.tables import TextColumn, table, write_lines
from sectool.cli.session import misuse, unread
from sectool.editing.schemas import (
    FILE_KINDS,
    FileKind,
    left_alone,
    no_such_kind,
    schema_edits,
    schema_text,
)
from sectool.pipeline import Edited
from sectool.queries.loaded import load_register
from sectool.workspace.root import NoRegister, find_root


def listed() -> int:
    """Prints the kinds of files, and which files are of each."""
    rows = [(kind.name, kind.pattern) for kind in FILE_KINDS]
    write_lines(
        [
            *table([TextColumn("Kind"), TextColumn("Files")], rows),
            "",
            "'sectool schema KIND' prints a schema, 'sectool schema --write' writes all of them.",
        ]
    )
    return 0


def printed(register: Path | None, name: str) -> int:
    """Prints a schema: with the ids of the register one is in, or of any register."""
    kind = _kind(name)
    try:
        root = root_of(register) if register is not None else find_root(Path.cwd())
    except NoRegister:
        write_out(schema_text(kind, None))
        return 0
    loaded = load_register(root)
    write_out(schema_text(kind, loaded.register))
    return unread(loaded)


def written(register: Path | None, name: str | None, *, modelines: bool, dry_run: bool) -> int:
    """Writes all schemas into the register, and the settings of VS Code that name them."""
    if name is not None:
        raise misuse("--write writes the schemas of all kinds: leave out KIND")
    return make_edit(
        root_of(register),
        lambda loaded: schema_edits(loaded, modelines=modelines),
        dry_run=dry_run,
        more=lambda edited: _what_is_left(edited, modelines=modelines),
    )


def _what_is_left(edited: Edited, *, modelines: bool) -> list[str]:
    lines = []
    if (left := left_alone(edited.before)) is not None:
        lines += left.splitlines()
    if not modelines:
        lines.append(
            "Other editors find a schema by the first line of a file, such as "
            "'# yaml-language-server: $schema=../../schemas/timeline.json' in a timeline: "
            "--modelines adds it."
        )
    lines.append("Run this again when ids are new: the schemas list those that there are.")
    return lines


def _kind(name: str) -> FileKind:
    found = next((one for one in FILE_KINDS if name in (one.name, one.called)), None)
    if found is None:
        raise misuse(no_such_kind(name))
    return found
