"""How commands that edit a register show what they would write, write it and say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.check import reports
from sectool.cli.present.output import write_error
from sectool.cli.present.tables import write_lines
from sectool.cli.session import Refused, failure
from sectool.pipeline import (
    CannotEdit,
    Edited,
    FileChange,
    NewErrors,
    NotWritten,
    difference,
    edit_register,
    undo_edit,
)
from sectool.unseen import in_line

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded


def make_edit(
    root: Path,
    decide: Callable[[Loaded], Sequence[Edit]],
    *,
    dry_run: bool = False,
    force: bool = False,
    confirm: Callable[[Edited], bool] | None = None,
    more: Callable[[Edited], Iterable[str]] = lambda _: (),
    nothing: str = "nothing is to be changed: the register says this already",
) -> int:
    """Shows the difference that an edit makes, writes it unless told otherwise, and says so.

    `more` are lines about what has been edited, such as what moved in the plan, and `nothing` is
    said where the edit changes nothing. `confirm` asks a
    person before anything is written, and nothing is locked while it waits.
    """
    try:
        edited = edit_register(root, decide, write=not dry_run and confirm is None, force=force)
        if not edited.changes:
            _write(more(edited))
            write_error(f"{nothing}\n")
            return 0
        write_lines(_shown(edited.changes, whole=dry_run))
        _write(more(edited))
        if dry_run:
            return 0
        if confirm is not None:
            if not confirm(edited):
                write_error("nothing was written\n")
                return 1
            edited = edit_register(root, decide, force=force, expected=edited)
    except CannotEdit as error:
        raise failure(str(error)) from None
    except NotWritten as error:
        raise failure(str(error)) from None
    except NewErrors as error:
        raise _brings_errors(error) from None
    write_error(f"{_written(edited.changes)}; 'sectool undo' reverses it\n")
    return 0


def take_back(root: Path, *, dry_run: bool) -> int:
    """Undoes the last edit, and shows what that changes."""
    try:
        changes = undo_edit(root, write=not dry_run)
    except NotWritten as error:
        raise failure(str(error)) from None
    write_lines(_shown(changes, whole=True))
    if not dry_run:
        write_error(f"the last edit was undone; {_written(changes)}\n")
    return 0


def _write(lines: Iterable[str]) -> None:
    if shown := [in_line(line) for line in lines]:
        write_lines(shown)


def _shown(changes: Iterable[FileChange], *, whole: bool) -> list[str]:
    return [in_line(line) for line in difference(changes, new_files=whole)]


def _named(files: list[str]) -> str:
    """The files by name, or how many they are, where nobody would read so many names."""
    return ", ".join(sorted(files)) if len(files) <= 10 else f"{len(files)} files"


def _written(changes: Sequence[FileChange]) -> str:
    gone = [in_line(change.file) for change in changes if change.new is None]
    written = [in_line(change.file) for change in changes if change.new is not None]
    parts = []
    if written:
        parts.append("written: " + _named(written))
    if gone:
        parts.append("removed: " + _named(gone))
    return "; ".join(parts)


def _brings_errors(error: NewErrors) -> Refused:
    them = "an error" if len(error.findings) == 1 else f"{len(error.findings)} errors"
    return Refused(
        f"{reports.text(error.findings)}\nsectool: nothing was written, since this edit would "
        f"bring {them} into the register; change it, or give --force to write it all the same",
        1,
    )
