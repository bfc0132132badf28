"""The files of a register as everything below the command line sees them, wherever they lie.

`Files` is the only way to the outside: a folder, a git revision, memory, or changes laid over one
of them. Names are those of the register, with `/` between folders; `""` is its own folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

# The most that is read of a file that people write, and of one that goes with a document: an
# annex, a font, a picture, a Word style.
MAX_BYTES = 1024 * 1024
MAX_ATTACHED = 64 * 1024 * 1024

Kind = Literal["file", "folder", "other"]


class Unreadable(Exception):
    """A file or folder that is not read; the message says why, and so does `reason`, shorter.

    `file` names it where more than one was to be read.
    """

    def __init__(self, message: str, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = message if reason is None else reason
        self.file = ""


class TooLarge(Unreadable):
    """A file that holds more than is read of one of its kind."""

    def __init__(self, limit: int, size: int | None = None) -> None:
        many = f"{size:,}" if size is not None else f"more than {limit:,}"
        super().__init__(f"this file has {many} bytes; {limit:,} is the most that is read")


class Files(Protocol):
    """Named files, to be read and listed; nothing outside them can be reached."""

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        """What a file holds; Unreadable where it cannot be had or holds more than `limit`."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""

    def kind(self, name: str) -> Kind | None:
        """What bears a name: `other` is nothing that may be read, None that there is nothing."""


def walk(files: Files, folder: str) -> Iterator[str]:
    """Every name below a folder that is no folder itself; none where it cannot be listed."""
    try:
        names = files.names(folder)
    except Unreadable:
        return
    for name in names:
        path = f"{folder}/{name}" if folder else name
        if files.kind(path) == "folder":
            yield from walk(files, path)
        else:
            yield path


class Below:
    """One folder of some files, as files of its own: names begin there."""

    def __init__(self, files: Files, folder: str) -> None:
        self.files, self.folder = files, folder

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        return self.files.read(self._whole(file), limit)

    def names(self, folder: str) -> list[str]:
        return self.files.names(self._whole(folder))

    def kind(self, name: str) -> Kind | None:
        return self.files.kind(self._whole(name))

    def _whole(self, name: str) -> str:
        return f"{self.folder}/{name}" if name else self.folder
