"""The files of a folder on disk, and nothing outside it, whatever links stand in it."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from sectool.workspace.files import MAX_BYTES, Kind, TooLarge, Unreadable

_OUTSIDE = "this leads out of the register, so it is not read"
_OF_GIT = "this belongs to git, so it is not read"
_NO_FILE = "this is no ordinary file"

# Neither waited for (a pipe without a writer) nor followed (a link put there meanwhile).
_SAFELY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Folder:
    """A folder on disk.

    A link may stand for another file of the same folder, never for a folder: so no walk goes in
    circles. What leads out, what belongs to git, and what is no ordinary file is not read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real = os.path.realpath(root)
        # Asked for every file and seldom different: each folder's path, or why it is not entered.
        self._folders: dict[str, str | Unreadable] = {"": str(root)}

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        try:
            # Plain text, not a Path: for a thousand files that takes a third of the time.
            path, found = self._found(file)
            if not (S_ISREG(found.st_mode) or S_ISDIR(found.st_mode)):
                raise Unreadable(_NO_FILE)
            if found.st_size > limit:
                raise TooLarge(limit, found.st_size)
            with open(path, "rb", buffering=0, opener=_open_in) as stream:
                content = stream.read(found.st_size + 1)
                # Some files (of /proc) say that they are empty, and others grow.
                while len(content) > found.st_size and len(content) <= limit:
                    more = stream.read(limit + 1 - len(content))
                    if not more:
                        break
                    content += more
        except (OSError, ValueError) as error:
            raise _unreadable("file", error) from error
        if len(content) > limit:
            raise TooLarge(limit)
        return content

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(os.listdir(self._folder(folder)))  # noqa: PTH208
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            raise _unreadable("folder", error) from error

    def kind(self, name: str) -> Kind | None:
        try:
            # One whose name is there and leads nowhere is to be told, not to be overlooked.
            there = os.lstat(self._path(name))
            if S_ISDIR(there.st_mode):
                self._folder(name)
                return "folder"
            return "file" if S_ISREG(self._found(name)[1].st_mode) else "other"
        except FileNotFoundError:
            return "other" if self._is_link(name) else None
        except Unreadable:
            return "other"
        except (OSError, ValueError):
            return None

    def _is_link(self, name: str) -> bool:
        return os.path.islink(f"{self.root}/{name}")  # noqa: PTH114

    def _path(self, name: str) -> str:
        """Where a name of the register lies; Unreadable where its folders lead elsewhere."""
        folder, _, leaf = name.rpartition("/")
        if leaf.lower() == ".git":
            raise Unreadable(_OF_GIT)
        if leaf in ("", ".", "..") and name:
            raise Unreadable(_OUTSIDE)
        return f"{self._folder(folder)}/{leaf}"

    def _found(self, name: str) -> tuple[str, os.stat_result]:
        """Where the content of a file lies, and what lies there: a link is followed once."""
        path = self._path(name)
        found = os.lstat(path)
        if not S_ISLNK(found.st_mode):
            return path, found
        real = os.path.realpath(path)
        self._within(real)
        found = os.lstat(real)
        if S_ISDIR(found.st_mode):
            raise Unreadable("this is a link to a folder, so it is not read")
        return real, found

    def _folder(self, folder: str) -> str:
        """Where a folder lies; Unreadable where it is no folder of the register itself."""
        known = self._folders.get(folder)
        if known is None:
            try:
                known = self._entered(folder)
            except Unreadable as error:
                known = error
            self._folders[folder] = known
        if isinstance(known, Unreadable):
            raise known
        return known

    def _entered(self, folder: str) -> str:
        path = self._path(folder)
        if os.path.islink(path):  # noqa: PTH114
            self._within(os.path.realpath(path))
            raise Unreadable("this is a link to a folder, so it is not read")
        # A junction of Windows is no link, and leads away all the same.
        self._within(os.path.realpath(path))
        return path

    def _within(self, real: str) -> None:
        """Refuses a true path that is not one of the register's."""
        try:
            inside = os.path.relpath(real, self._real).replace(os.sep, "/").split("/")
        except ValueError:  # Windows: on another drive
            inside = [".."]
        if inside[0] == "..":
            raise Unreadable(_OUTSIDE)
        if any(part.lower() == ".git" for part in inside):
            raise Unreadable(_OF_GIT)


def _open_in(path: str, flags: int) -> int:
    return os.open(path, flags | _SAFELY)


def _unreadable(what: str, error: OSError | ValueError) -> Unreadable:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Unreadable(f"this {what} cannot be read: {reason}", reason)
