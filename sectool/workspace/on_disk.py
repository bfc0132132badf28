"""A folder of some files as one on disk, for programs that read no other: all of it may be read."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from sectool.workspace.files import MAX_ATTACHED, MAX_BYTES, Files, Unreadable, walk
from sectool.workspace.folder import Folder

# What people write; all else (fonts, pictures, Word files) is larger.
_TEXT = (".j2", ".css", ".typ", ".md", ".txt", ".yaml")


def on_disk(files: Files, folder: str) -> Path | None:
    """Where a folder lies, or a copy of it; None where there is none.

    Unreadable, naming the file, where something in it is not to be read: who reads the folder
    itself would follow a link out of the register, or wait for a pipe.
    """
    if files.kind(folder) is None:
        return None
    if files.kind(folder) != "folder":
        raise _of(folder, Unreadable("this is no folder of the register, so it is not read"))
    contents: dict[str, bytes] = {}
    for file in walk(files, folder):
        try:
            limit = MAX_BYTES if file.endswith(_TEXT) else MAX_ATTACHED
            contents[file] = files.read(file, limit)
        except Unreadable as error:
            raise _of(file, error) from error
    if isinstance(files, Folder):
        return files.root / folder
    scratch = tempfile.mkdtemp(prefix="sectool-")
    weakref.finalize(files, shutil.rmtree, scratch, ignore_errors=True)
    for file, content in contents.items():
        path = Path(scratch, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Path(scratch, folder)


def _of(file: str, error: Unreadable) -> Unreadable:
    error.file = file
    return error
