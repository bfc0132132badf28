"""Writing several files of a register so that whoever reads next sees all of them old or all new.

What is to be written goes into a journal first. From the moment at which that has its name it is
what counts: readers lay it over the files, and the next command that writes finishes it. Only then
are files moved into place, and the journal becomes the record by which it can be undone.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sectool.values import dataclass
from sectool.workspace.atomic import NotWritten
from sectool.workspace.files import MAX_ATTACHED, Files, Unreadable
from sectool.workspace.folder import Folder
from sectool.workspace.overlay import Overlay

FOLDER = ".sectool"
_JOURNAL, _LAST, _LOCK = "journal", "last-edit", "lock"
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_WRITE = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PATIENCE, _PAUSE = 200, 0.05  # ten seconds in all

Content = bytes | None  # None: there is no such file
State = tuple[tuple[int, int, int] | None, ...]


class ChangedMeanwhile(NotWritten):
    """A file is no longer what it was when an edit of it was decided."""


class NothingToUndo(NotWritten):
    """There is no edit that can be undone; the message says why."""


@dataclass(frozen=True)
class FileChange:
    """What one file held before an edit, and what it holds after it."""

    file: str
    old: Content
    new: Content


@dataclass(frozen=True)
class Journal:
    """The changes of one edit; one that undid another is not undone itself."""

    changes: tuple[FileChange, ...]
    undoes: bool = False

    def written(self) -> bytes:
        rows = [
            {"file": row.file, "old": _encoded(row.old), "new": _encoded(row.new)}
            for row in self.changes
        ]
        return json.dumps({"journal": 1, "undoes": self.undoes, "changes": rows}).encode()

    def reversed_changes(self) -> tuple[FileChange, ...]:
        return tuple(FileChange(row.file, row.new, row.old) for row in reversed(self.changes))


def register_files(root: Path) -> Files:
    """The files of a register on disk, with what a writer that was stopped half-way had decided."""
    folder = Folder(root)
    try:
        journal = _read_journal(root, _JOURNAL)
    except NotWritten:
        return folder  # The next command that writes says so.
    if journal is None:
        return folder
    # What somebody has written into a file since is theirs.
    return Overlay(
        folder,
        {row.file: row.new for row in journal.changes if _held(folder, row) in (row.old, row.new)},
    )


def last_edit(root: Path) -> Journal:
    """The edit that can be undone; NothingToUndo where there is none, NotWritten where it
    cannot be read."""
    last = _read_journal(root, _JOURNAL) or _read_journal(root, _LAST)
    if last is None or last.undoes:
        why = "the last edit was undone already" if last else "no edit is recorded"
        raise NothingToUndo(f"there is nothing to undo: {why}")
    return last


def state_of(root: Path) -> State:
    """Differs before and after some reading where an edit was written in between."""
    found: list[tuple[int, int, int] | None] = []
    for name in (_JOURNAL, _LAST):
        try:
            stat = os.stat(root / FOLDER / name)  # noqa: PTH116
            found.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append(None)
    return tuple(found)


@contextmanager
def writing(root: Path) -> Iterator[RegisterWriter]:
    """The right to write to a register, which one process has at a time; NotWritten says why not.

    What another had begun is finished first, so `writer.files` are those that count.
    """
    own = root / FOLDER
    handle = _locked(own, root)
    try:
        writer = RegisterWriter(root)
        writer.finish()
        yield writer
    finally:
        _leave_nothing(own)
        os.close(handle)  # and with it the lock


def _locked(own: Path, root: Path) -> int:
    """The handle of the lock file, once it is ours."""
    while True:
        try:
            if own.is_symlink():
                raise NotWritten(f"{own} is a link, and nothing is written through it")
            with suppress(FileExistsError):
                os.mkdir(own)  # noqa: PTH102
            handle = os.open(own / _LOCK, _WRITE, 0o666)
        except FileNotFoundError:
            if not root.is_dir():
                raise NotWritten(f"there is no folder {root}") from None
            continue  # Another that wrote nothing has just removed the folder.
        except OSError as error:
            raise _failed(own, error) from error
        try:
            _lock(handle, root)
            if _is_the_file(handle, own / _LOCK):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_the_file(handle: int, path: Path) -> bool:
    """Whether a file that is open still has its name: who had the lock may have removed it."""
    try:
        there, ours = os.stat(path), os.fstat(handle)  # noqa: PTH116
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _leave_nothing(own: Path) -> None:
    """Removes the lock with its folder where no edit is recorded: a refusal leaves no trace."""
    with suppress(OSError):
        left = os.listdir(own)  # noqa: PTH208
        if {*left} <= {_LOCK, ".gitignore", ".gitignore.new"}:
            for name in sorted(left):  # the lock last
                os.unlink(own / name)  # noqa: PTH108
            os.rmdir(own)  # noqa: PTH106


class RegisterWriter:
    """Writes to a register while nobody else does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.own = root / FOLDER

    @property
    def files(self) -> Files:
        return Folder(self.root)

    def write(self, changes: Mapping[str, Content], before: Mapping[str, Content]) -> None:
        """Writes all of some files or none; refused where one is not what it was `before`."""
        rows = tuple(FileChange(file, before.get(file), new) for file, new in changes.items())
        self._commit(Journal(tuple(row for row in rows if row.old != row.new)))

    def undo(self) -> tuple[FileChange, ...]:
        """Undoes the last edit; what was changed."""
        back = last_edit(self.root).reversed_changes()
        self._commit(Journal(back, undoes=True))
        return back

    def finish(self) -> None:
        """Moves into place what a committed journal holds, its own command or another's."""
        journal = _read_journal(self.root, _JOURNAL)
        if journal is None:
            return
        folder = Folder(self.root)
        try:
            for row in journal.changes:
                if _held(folder, row) in (row.old, row.new):
                    self._place(row)
            _replace(self.own / _JOURNAL, self.own / _LAST)
        except OSError as error:
            raise _failed(self.root, error) from error

    def _commit(self, journal: Journal) -> None:
        if not journal.changes:
            return
        folder = Folder(self.root)
        for row in journal.changes:
            _path(self.root, row.file)
            if _held(folder, row) != row.old:
                raise ChangedMeanwhile(
                    f"{row.file} was changed meanwhile, so nothing was written; try again"
                )
        try:
            if not (self.own / ".gitignore").exists():
                _put(self.own / ".gitignore", b"*\n")
            _put(self.own / _JOURNAL, journal.written())
        except OSError as error:
            raise _failed(self.own, error) from error
        self.finish()

    def _place(self, row: FileChange) -> None:
        path = _path(self.root, row.file)
        if row.new is not None:
            for folder in reversed(path.parents):
                if not folder.exists():
                    os.mkdir(folder)  # noqa: PTH102
            scratch = self.own / "new"
            _fill(scratch, row.new)
            if path.exists():
                os.chmod(scratch, path.stat().st_mode & 0o7777)  # noqa: PTH101
            _replace(scratch, path)
            return
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        for folder in path.parents:  # as git does, which knows no empty folders
            if folder.parent == self.root or folder == self.root:
                break
            with suppress(OSError):
                os.rmdir(folder)  # noqa: PTH106
        _sync_folder(next(folder for folder in path.parents if folder.exists()))


def _lock(handle: int, root: Path) -> None:
    """Waits for the lock, which ends with the process that has it, however that ends."""
    for attempt in range(_PATIENCE):
        try:
            _try_lock(handle)
        except OSError:
            if attempt + 1 < _PATIENCE:
                time.sleep(_PAUSE)
        else:
            return
    raise NotWritten(f"another command is writing to {root}; nothing was written. Try again")


def _try_lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        import msvcrt

        locking, how = getattr(msvcrt, "locking"), getattr(msvcrt, "LK_NBLCK")  # noqa: B009
        locking(handle, how, 1)
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put(path: Path, content: bytes) -> None:
    scratch = path.with_name(f"{path.name}.new")
    _fill(scratch, content)
    _replace(scratch, path)


def _fill(path: Path, content: bytes) -> None:
    """A file that is on the disk when this returns."""
    handle = os.open(path, _WRITE | os.O_TRUNC, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(old: Path, new: Path) -> None:
    os.replace(old, new)  # noqa: PTH105
    _sync_folder(new.parent)
    if old.parent != new.parent:
        _sync_folder(old.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - a folder cannot be opened there
        return
    handle = os.open(folder, _READ)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_journal(root: Path, name: str) -> Journal | None:
    path = root / FOLDER / name
    try:
        if path.parent.is_symlink():
            return None
        data = json.loads(path.read_bytes())
        rows = tuple(
            FileChange(row["file"], _decoded(row["old"]), _decoded(row["new"]))
            for row in data["changes"]
        )
        journal = Journal(rows, bool(data["undoes"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotWritten(
            f"{path} cannot be read ({error}); compare the register with git, then delete that file"
        ) from error
    for row in rows:
        _path(root, row.file)
    return journal


def _path(root: Path, file: str) -> Path:
    """Where a file of the register lies; a journal may have come from anywhere."""
    parts = file.split("/")
    odd = any(part in ("", ".", "..") or part.lower() in (".git", FOLDER) for part in parts)
    real = Path(os.path.realpath(root / file))
    inside = Path(os.path.realpath(root))
    if odd or "\\" in file or ":" in parts[0] or not real.is_relative_to(inside):
        raise NotWritten(f"{file} is no file of the register, so it is not written")
    if ".git" in (part.lower() for part in real.relative_to(inside).parts):
        raise NotWritten(f"{file} belongs to git, so it is not written")
    return real if (root / file).is_symlink() else root / file


def _held(folder: Folder, row: FileChange) -> Content:
    """What a file holds now."""
    try:
        # A file that grew beyond this holds neither the old nor the new.
        return folder.read(row.file, MAX_ATTACHED) if folder.kind(row.file) is not None else None
    except Unreadable as error:
        raise NotWritten(f"{row.file}: {error}") from error


def _encoded(content: Content) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _decoded(text: str | None) -> Content:
    return None if text is None else base64.b64decode(text, validate=True)


def _failed(path: Path, error: OSError) -> NotWritten:
    return NotWritten(f"{error.filename or path} could not be written: {error.strerror or error}")
