"""Writing files so that each is the old one or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class NotWritten(Exception):
    """A file could not be written; what was there before is untouched."""


def write_atomically(path: Path, content: bytes) -> None:
    """Writes `content` beside `path` and moves it into place; NotWritten says why it failed."""
    scratch = None
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
    except OSError as error:
        if scratch is not None:
            Path(scratch).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise NotWritten(f"{path} could not be written: {reason}") from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
