"""Changes laid over other files: what a register would be with them, before any is written."""

from __future__ import annotations

from collections.abc import Mapping

from sectool.workspace.files import MAX_BYTES, Files, Kind, Unreadable
from sectool.workspace.memory import Memory


class Overlay:
    """Files with some others' content changed, added, or taken away (None)."""

    def __init__(self, below: Files, changes: Mapping[str, bytes | None]) -> None:
        self.below = below
        self._new = Memory({file: found for file, found in changes.items() if found is not None})
        self._gone = {file for file, content in changes.items() if content is None}

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        if file in self._gone:
            raise Unreadable("this file cannot be read: No such file or directory")
        if self._new.kind(file) is not None:
            return self._new.read(file, limit)
        return self.below.read(file, limit)

    def names(self, folder: str) -> list[str]:
        if self._new.kind(folder) == "file" or self.below.kind(folder) == "file":
            raise Unreadable("this folder cannot be read: Not a directory")
        names = {*self._new.names(folder), *self.below.names(folder)}
        start = f"{folder}/" if folder else ""
        return sorted(name for name in names if self.kind(start + name) is not None)

    def kind(self, name: str) -> Kind | None:
        if name in self._gone:
            return None
        found = self._new.kind(name) or self.below.kind(name)
        # Git knows no empty folders, and neither does who deletes the last file of one.
        if found == "folder" and name and self._new.kind(name) is None and self._is_emptied(name):
            return None
        return found

    def _is_emptied(self, folder: str) -> bool:
        """Whether all that a folder held was taken away."""
        if not any(file.startswith(f"{folder}/") for file in self._gone):
            return False
        return not self.names(folder)
