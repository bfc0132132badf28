"""Edits of files as values, and what the files would hold with them."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.source.reader import decode
from sectool.values import dataclass
from sectool.workspace.files import Files, Unreadable
from sectool.workspace.overlay import Overlay

_BOM = b"\xef\xbb\xbf"


class CannotEdit(Exception):
    """An edit that is refused; the message says why, and what to do."""


@dataclass(frozen=True)
class Splice:
    """Some characters of a file, counted without its byte order mark, become others."""

    file: str
    start: int
    end: int
    new: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True)
class NewFile:
    """A file that was not there."""

    file: str
    content: bytes


@dataclass(frozen=True)
class RemovedFile:
    """A file that goes."""

    file: str


@dataclass(frozen=True)
class RenamedFile:
    """A file that gets another name and keeps its content."""

    file: str
    to: str


Edit = Splice | NewFile | RemovedFile | RenamedFile


def changes_of(files: Files, edits: Iterable[Edit]) -> dict[str, bytes | None]:
    """What each file holds after some edits, None where it is gone.

    Each edit is of what those before it left: the places of a splice count in that text.
    """
    changes: dict[str, bytes | None] = {}
    for edit in edits:
        now = Overlay(files, changes)
        if isinstance(edit, NewFile):
            _check_free(now, edit.file)
            changes[edit.file] = edit.content
            continue
        raw = _read(now, edit.file)
        if isinstance(edit, Splice):
            changes[edit.file] = spliced(raw, edit)
            continue
        if isinstance(edit, RenamedFile):
            _check_free(now, edit.to)
            changes[edit.to] = raw
        changes[edit.file] = None
    return changes


def spliced(raw: bytes, edit: Splice) -> bytes:
    """A file's bytes with some of its characters replaced; every other byte stays."""
    text, problem = decode(raw)
    if problem is not None:
        raise CannotEdit(f"{edit.file}: {problem.message}")
    if not 0 <= edit.start <= edit.end <= len(text):
        raise CannotEdit(f"{edit.file} has changed: what was to be replaced is no longer there")
    bom = _BOM if raw.startswith(_BOM) else b""
    return bom + edit.of(text).encode()


def _check_free(files: Files, file: str) -> None:
    if files.kind(file) is not None:
        raise CannotEdit(f"{file} is there already, and would be overwritten")


def _read(files: Files, file: str) -> bytes:
    try:
        return files.read(file)
    except Unreadable as error:
        raise CannotEdit(f"{file}: {error}") from error
