"""What an edit of a register's files would change, or has changed, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.load import Loaded
from sectool.source.reader import decode
from sectool.values import dataclass
from sectool.workspace.journal import FileChange

__all__ = ["Edited", "FileChange", "difference"]


@dataclass(frozen=True)
class Edited:
    """A register before and after an edit, with the files that differ."""

    before: Loaded
    after: Loaded
    changes: tuple[FileChange, ...]


def difference(changes: Iterable[FileChange], *, new_files: bool = True) -> Iterator[str]:
    """The lines of a unified difference, without their ends; a file that is no text in a line.

    Without `new_files`, a line each says which files are new, and how long they are.
    """
    from difflib import unified_diff

    for change in sorted(changes, key=lambda change: change.file):
        if change.old is None and change.new is not None and not new_files:
            lines = len(_lines_of(change.new) or ())
            yield f"new file {change.file} ({lines} {'line' if lines == 1 else 'lines'})"
            continue
        old, new = _lines_of(change.old), _lines_of(change.new)
        if old is None or new is None:
            yield f"{change.file} differs, and is no text"
            continue
        names = (
            "/dev/null" if change.old is None else f"a/{change.file}",
            "/dev/null" if change.new is None else f"b/{change.file}",
        )
        yield from unified_diff(old, new, *names, n=2, lineterm="")


def _lines_of(content: bytes | None) -> list[str] | None:
    if content is None:
        return []
    text, problem = decode(content)
    return None if problem is not None else text.splitlines()
