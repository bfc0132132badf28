"""Files held in memory: a git revision's, or a test's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sectool.workspace.files import MAX_BYTES, Files, Kind, TooLarge, Unreadable, walk


class Memory:
    """Files by name; one that cannot be read is known by the reason."""

    def __init__(self, contents: Mapping[str, bytes | Unreadable]) -> None:
        self.contents = contents
        self._names: dict[str, set[str]] = {"": set()}
        for file in contents:
            below = file
            while below:
                folder, _, name = below.rpartition("/")
                self._names.setdefault(folder, set()).add(name)
                below = folder

    @classmethod
    def of(cls, files: Files, parts: Iterable[str], limit: int = MAX_BYTES) -> Memory:
        """What some files and folders hold now."""
        contents: dict[str, bytes | Unreadable] = {}
        for part in parts:
            for file in [part] if files.kind(part) != "folder" else walk(files, part):
                try:
                    contents[file] = files.read(file, limit)
                except Unreadable as error:
                    contents[file] = error
        return cls(contents)

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        content = self.contents.get(file)
        if content is None:
            why = "Is a directory" if file in self._names else "No such file or directory"
            raise Unreadable(f"this file cannot be read: {why}")
        if isinstance(content, Unreadable):
            raise content
        if len(content) > limit:
            raise TooLarge(limit, len(content))
        return content

    def names(self, folder: str) -> list[str]:
        if folder in self.contents:
            raise Unreadable("this folder cannot be read: Not a directory")
        return sorted(self._names.get(folder, ()))

    def kind(self, name: str) -> Kind | None:
        if name in self._names:
            return "folder"
        if name in self.contents:
            return "other" if isinstance(self.contents[name], Unreadable) else "file"
        return None
