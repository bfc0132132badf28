"""One file of a register read, and what is wrong with it told at its line."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sectool.diagnostic import (
    WHOLE_FILE,
    Address,
    Diagnostic,
    Finding,
    Place,
    Problem,
    Related,
    RenameFix,
    Severity,
    rewritten_as,
)
from sectool.load.shapes import newest_shape, reshaped, seen_shape, shape_of
from sectool.load.sources import Sources
from sectool.model.faults import faults_of
from sectool.model.id_series import Ids
from sectool.model.register import SETTINGS_FILE
from sectool.source.reader import Data, decode, read_data
from sectool.workspace.files import Files, TooLarge, Unreadable


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


class ReadingOfFiles:
    """The files of a register as they are read, and all that is found wrong with them so far."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.sources = Sources(files)
        self.diagnostics: list[Diagnostic] = []
        self.count = 0
        self.broken: set[str] = set()
        self.misnamed: dict[str, str] = {}
        self.shape = newest_shape()
        # Whether the settings say the shape; if not, the files of a later one than the first.
        self.says_shape = True
        self.newer: dict[str, int] = {}
        self.ids = Ids(())

    def _is_there(self, file: str) -> bool:
        """Whether something of that name is there: if it cannot be read, that has to be told."""
        return self.files.kind(file) is not None

    def _names_in(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""
        try:
            return self.files.names(folder)
        except Unreadable as error:
            self._tell(folder, Problem("Y101", str(error), WHOLE_FILE))
            return []

    def _read(self, file: str, shape: Any) -> Any:
        """The content of one file, or None once its faults are told."""
        self.count += file not in self.sources.shipped
        try:
            raw = self.sources.read(file)
        except Unreadable as error:
            help_ = "split it" if isinstance(error, TooLarge) else None
            return self._tell(file, Problem("Y101", str(error), WHOLE_FILE, help_))
        text, problem_ = decode(raw)
        if problem_ is not None:
            return self._tell(file, problem_)
        data, problems = read_data(text)
        if data is None and not problems:
            problems = [Problem("Y101", "this file contains only comments", WHOLE_FILE)]
        for problem in problems:
            self._tell(file, problem)
        if data is None:
            return None
        if file == SETTINGS_FILE:
            self.shape = shape_of(data)
            self.says_shape = not isinstance(data, dict) or "shape" in data
            if self.shape > newest_shape():
                return self._tell_too_new()
        if file not in self.sources.shipped:  # which is of today's shape
            written = self.shape
            if not self.says_shape and (seen := seen_shape(file, data)) > written:
                written = self.newer[file] = seen  # nothing is added that it would have
            data, self.sources.relocations[file] = reshaped(file, data, written)
        try:
            value = _adapter(shape).validate_python(data, context=self.ids)
        except ValidationError as error:
            for fault in faults_of(error, data, shape):
                if _reported_as_empty(data, fault.path, fault.code):
                    continue
                address = Address(file, fault.path, key=fault.key, within=fault.within)
                fix = rewritten_as(fault.better)
                finding = Finding(fault.message, address, fault.help, fix=fix)
                self.diagnostics.append(self.sources.diagnose(fault.code, Severity.ERROR, finding))
            self.broken.add(file)
            return None
        if problems:
            return None
        return value

    def _tell(self, file: str, problem: Problem) -> None:
        self.broken.add(file)
        line = self.sources.spans(file).line(problem.span)
        self.diagnostics.append(
            Diagnostic(
                problem.code,
                Severity.ERROR,
                problem.message,
                Place(_printable(file), problem.span, line),
                problem.help,
                fix=problem.fix,
                address=Address(file),
            )
        )

    def _tell_too_new(self) -> None:
        """What a later sectool writes is not judged by what this one knows."""
        self.broken.add(SETTINGS_FILE)
        finding = Finding(
            f"this register is written in shape {self.shape}; this sectool reads shapes up to "
            f"{newest_shape()}",
            Address(SETTINGS_FILE, ("shape",)),
            "use a newer sectool; nothing else in the register was checked",
        )
        self.diagnostics.append(self.sources.diagnose("Y207", Severity.ERROR, finding))

    def _tell_newer(self) -> None:
        """Files of a later shape than the first, where the settings do not say in which all are."""
        if not self.newer:
            return
        file, shape = max(self.newer.items(), key=lambda one: one[1])
        finding = Finding(
            f"'shape' is missing, so that files are read as of shape {self.shape}; {file} is "
            f"written in shape {shape}",
            Address(SETTINGS_FILE),
            f"write 'shape: {newest_shape()}', if all files are written in it",
            (Related(f"this is of shape {shape}", Address(file)),),
        )
        self.diagnostics.append(self.sources.diagnose("Y202", Severity.ERROR, finding))

    def _named(self, id_: str, wanted: str, file: str, key: str = "id") -> bool:
        if id_ == wanted:
            return True
        self.broken.add(file)
        # What goes by that id elsewhere is here, not unknown.
        self.misnamed[file.replace(wanted, id_)] = file
        finding = Finding(
            f"this says {key} {id_!r}, but its place says {wanted!r}",
            Address(file, (key,)),
            f"write {key}: {wanted}, or move the file",
            fix=self._renamed(id_, wanted, file),
        )
        self.diagnostics.append(self.sources.diagnose("Y205", Severity.ERROR, finding))
        return False

    def _renamed(self, id_: str, wanted: str, file: str) -> RenameFix | None:
        """The file under the name of its id; not a release's, which has a folder of files."""
        to = file.replace(f"{wanted}.yaml", f"{id_}.yaml")
        if to == file or "/" in id_ or not file.endswith(f"/{wanted}.yaml"):
            return None
        return RenameFix(to) if self.files.kind(to) is None else None

    def _data(self, file: str) -> Data | None:
        """What is in a file that is not read for its name, as far as it can be."""
        try:
            return read_data(decode(self.files.read(file))[0])[0]
        except Unreadable:
            return None

    def _holds(self, file: str) -> str | None:
        """The id in a file that is not read for its name, if it has one: it is not unknown."""
        data = self._data(file)
        id_ = data.get("id") if isinstance(data, dict) else None
        return id_ if isinstance(id_, str) else None

    def _fits(self, file: str, shape: object) -> bool:
        """Whether a file that is not read for its name has a certain shape."""
        data = self._data(file)
        try:
            return bool(data) and bool(_adapter(shape).validate_python(data))
        except ValidationError:
            return False


def _printable(file: str) -> str:
    """The name of a file, which need not be text on every system, as text."""
    return os.fsencode(file).decode("utf-8", "replace")


def _reported_as_empty(data: Any, path: tuple[Any, ...], code: str) -> bool:
    """Whether the reader has told already that the value at `path` is empty."""
    if code == "Y202":
        return False
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return data is None
