"""Writing files so that each is the old one or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


class NotWritten(Exception):
    """A file could not be written; what was there before is untouched."""


def write_atomically(path: Path, content: bytes, within: Path) -> None:
    """Writes `content` beside `path` and moves it into place; NotWritten says why it failed.

    A path in the folder `within` stays there: no folder of it may be a link that leads out.
    """
    scratch = None
    if _leads_out(path.parent, within):
        raise NotWritten(f"{path} could not be written: {path.parent} leads out of {within}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A scratch file is private to its maker; a document gets what the folder's others have.
        Path(scratch).chmod(0o666 & ~_umask())
        Path(scratch).replace(path)
        scratch = None
    except OSError as error:
        raise NotWritten(f"{path} could not be written: {_reason(path, error)}") from error
    finally:
        # Also where somebody stops the program half-way.
        if scratch is not None:
            with suppress(OSError):
                Path(scratch).unlink()


def write_together(files: Sequence[tuple[Path, bytes]], within: Path) -> None:
    """Writes all of some files, or leaves each as it was; NotWritten says why.

    One after the other, so that a machine that stops half-way leaves some of them new.
    """
    before: list[tuple[Path, bytes | None]] = []
    try:
        for path, content in files:
            was = path.read_bytes() if path.is_file() else None
            write_atomically(path, content, within)
            before.append((path, was))
    except BaseException:
        for path, was in reversed(before):
            with suppress(OSError, NotWritten):
                if was is None:
                    path.unlink()
                else:
                    write_atomically(path, was, within)
        raise


def _leads_out(folder: Path, within: Path) -> bool:
    """Whether a folder that seems to lie in another truly lies elsewhere."""
    # realpath undoes links and `..`; abspath only the latter.
    seems = Path(os.path.abspath(folder)).is_relative_to(os.path.abspath(within))  # noqa: PTH100
    return seems and not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(within))


def _reason(path: Path, error: OSError) -> str:
    # A name too long for the disk cannot even be asked about.
    with suppress(OSError):
        if path.is_dir():
            return "there is a folder of that name"
        for folder in path.parents:
            if folder.is_file():
                return f"{folder} is a file, and a folder is needed"
        if isinstance(error, PermissionError) and path.exists():
            # Windows says no more when Word has the file open.
            return "it is open in another program, or may not be changed"
    return error.strerror or str(error)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
