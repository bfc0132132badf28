"""Files become a register: the only step that reads YAML.

Loading always returns. It keeps every good file and reports every bad one, all faults in
one run; what cannot be read is missing from the register, never guessed.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sectool.diagnostic import (
    WHOLE_FILE,
    Address,
    Diagnostic,
    Finding,
    Place,
    Problem,
    Severity,
    did_you_mean,
    suggestion,
)
from sectool.load.shapes import newest_shape, reshaped, shape_of
from sectool.load.shipped import profiles, tables_of
from sectool.load.sources import Sources as Sources
from sectool.model.faults import faults_of
from sectool.model.issued import Issue
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.register import (
    ISSUED,
    REFERENCE_FILES,
    REGISTER_FOLDERS,
    SETTINGS_FILE,
    Register,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.model.release import Release, Timeline
from sectool.model.settings import Settings
from sectool.model.shape import MODIFICATION_ID, RELEASE_ID
from sectool.source.reader import Data, decode, read_data
from sectool.values import dataclass
from sectool.words import listed
from sectool.workspace.files import Files, TooLarge, Unreadable, walk
from sectool.workspace.folder import Folder


@dataclass(frozen=True)
class Loaded:
    """A register as far as it could be read, its files, and what was wrong with them."""

    register: Register
    sources: Sources
    diagnostics: tuple[Diagnostic, ...]
    files: int
    # Written in a shape that this sectool does not know: nothing of it was read.
    too_new: bool = False


def load_register(files: Files | Path) -> Loaded:
    """Reads every file of a register, or of the one in a folder."""
    # Everything built here lives to the end: a collector that keeps looking through it for
    # garbage finds none and costs a sixth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _Loading(Folder(files) if isinstance(files, Path) else files).load()
    finally:
        # Both together make all of it old: it need not pass through the young generations.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def load_revision(root: Path, revision: str) -> Loaded:
    """The register in `root` as a git revision holds it; NoRevision where none is there to be read.

    Its templates, annexes and style are those of `root` today: only what people edit as data is
    taken from the revision. Faults of its files stand in `diagnostics`, as always.
    """
    # Imported here: most commands start no other program.
    from sectool.workspace.git import NoRevision, Revision, files_at

    parts = (SETTINGS_FILE, *REGISTER_FOLDERS)
    then = files_at(root, revision, parts)
    if then.kind(SETTINGS_FILE) is None:
        message = f"no {SETTINGS_FILE} was there, so it was no register"
        raise NoRevision(message, revision)
    loaded = load_register(Revision(then, Folder(root), parts))
    if loaded.too_new:
        raise NoRevision(loaded.diagnostics[0].message, revision)
    return loaded


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


# A file carries the MP form of its modification's id from the start, while it is a DP still.
_MODIFICATION_FILE = f"(?!DP)(?:{MODIFICATION_ID.pattern})"


class _Loading:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.sources = Sources(files)
        self.diagnostics: list[Diagnostic] = []
        self.count = 0
        self.broken: set[str] = set()
        self.misnamed: dict[str, str] = {}
        self.shape = newest_shape()

    def load(self) -> Loaded:
        fields: dict[str, Any] = {}
        settings = self._read(SETTINGS_FILE, Settings)
        if self.shape > newest_shape():
            nothing = Register(broken=frozenset(self.broken))
            return Loaded(nothing, self.sources, tuple(self.diagnostics), self.count, too_new=True)
        self._take_profile(settings)
        for name, (file, shape) in REFERENCE_FILES.items():
            if self._is_there(file) or file in self.sources.shipped:
                value = self._read(file, shape)
                if value is not None:
                    fields[name] = value
        self._strangers("reference", dict(REFERENCE_FILES.values()))
        self._misplaced()
        modifications = {
            id_: found
            for id_, file in self._names("modifications", _MODIFICATION_FILE, "MP143.yaml")
            if (found := self._read(file, Modification)) is not None
            and self._named(found.id, id_, file)
        }
        releases: dict[str, Release] = {}
        timelines: dict[str, Timeline] = {}
        for id_ in self._release_folders():
            shapes = {release_file(id_): Release, timeline_file(id_): Timeline}
            self._strangers(f"releases/{id_}", shapes)
            file = release_file(id_)
            if self._is_there(file):
                release = self._read(file, Release)
                if release is not None and self._named(release.id, id_, file):
                    releases[id_] = release
            elif file not in self.misnamed:
                self._tell(
                    file,
                    Problem(
                        "Y107",
                        f"the folder releases/{id_} has no release.yaml",
                        WHOLE_FILE,
                        "write one with at least 'id', 'name' and 'kind'",
                    ),
                )
            file = timeline_file(id_)
            if self._is_there(file):
                timeline = self._read(file, Timeline)
                if timeline is not None and self._named(timeline.release, id_, file, "release"):
                    timelines[id_] = timeline
        publications, issued = self._publications()
        register = Register(
            settings=settings,
            modifications=modifications,
            releases=releases,
            timelines=timelines,
            publications=publications,
            issued=issued,
            broken=frozenset(self.broken),
            shipped=frozenset(self.sources.shipped),
            misnamed={file: as_ for file, as_ in self.misnamed.items() if not self._is_there(file)},
            **fields,
        )
        return Loaded(register, self.sources, tuple(self.diagnostics), self.count)

    def _take_profile(self, settings: Settings | None) -> None:
        """Finds the tables of the profile that stand for what the register has not of its own."""
        if settings is None:
            return
        try:
            tables = tables_of(settings.profile)
        except KeyError:
            known = profiles()
            finding = Finding(
                f"no profile {settings.profile!r} comes with this sectool"
                f"{suggestion(settings.profile, [*known])}",
                Address(SETTINGS_FILE, ("profile",)),
                f"name one of those that do ({listed([*known])}), or write 'profile: none' and "
                "keep all tables in reference/",
            )
            self.broken.add(SETTINGS_FILE)
            self.diagnostics.append(self.sources.diagnose("Y208", Severity.ERROR, finding))
            return
        self.sources.shipped = {
            file: shipped for file, shipped in tables.items() if not self._is_there(file)
        }

    def _publications(self) -> tuple[dict[str, Publication], dict[str, tuple[Issue, ...]]]:
        """The publications, and what was issued of each."""
        publications: dict[str, Publication] = {}
        issued: dict[str, tuple[Issue, ...]] = {}
        pattern = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
        named = dict(self._names("publications", pattern, "rid-2022-11.yaml"))
        misnamed = any(file.startswith("publications/") for file in self.broken)
        for name, file in named.items():
            of = name.removesuffix(ISSUED)
            if of == name:
                found = self._read(file, Publication)
                if found is not None:
                    publications[name] = found
            elif of in named:
                records = self._read(file, tuple[Issue, ...])
                if records is not None:
                    issued[of] = records
            elif misnamed:
                self.broken.add(file)  # it may be about what goes by another name
            else:
                message = f"this is not read: there is no {publication_file(of)} that it is about"
                help_ = "rename both together, and keep what was issued"
                self._tell(file, Problem("Y206", message, WHOLE_FILE, help_))
        return publications, issued

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
            problems = [Problem("Y101", "this file holds nothing but comments", WHOLE_FILE)]
        for problem in problems:
            self._tell(file, problem)
        if data is None:
            return None
        if file == SETTINGS_FILE:
            self.shape = shape_of(data)
            if self.shape > newest_shape():
                return self._tell_too_new()
        if file not in self.sources.shipped:  # which is of today's shape
            data, self.sources.relocations[file] = reshaped(file, data, self.shape)
        try:
            value = _adapter(shape).validate_python(data)
        except ValidationError as error:
            for fault in faults_of(error, data, shape):
                if _reported_as_empty(data, fault.path, fault.code):
                    continue
                address = Address(file, fault.path, key=fault.key, within=fault.within)
                finding = Finding(fault.message, address, fault.help)
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
        )
        self.diagnostics.append(self.sources.diagnose("Y205", Severity.ERROR, finding))
        return False

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

    def _names(self, folder: str, pattern: str, example: str) -> Iterator[tuple[str, str]]:
        """(id, file) of each file in a folder of one file an item, sorted by id."""
        compiled = re.compile(pattern)
        for name in self._names_in(folder):
            stem, _, ending = name.rpartition(".")
            if name.startswith(".") or ending.lower() == "md":
                continue
            file = f"{folder}/{name}"
            if ending == "yaml" and compiled.fullmatch(stem):
                yield stem, file
                continue
            wanted = "the ending .yaml" if ending != "yaml" else f"a name such as {example}"
            draft = re.fullmatch("DP([0-9]{3}[A-Z]?)", stem)
            help_ = "rename it, or move it out of this folder"
            if draft is not None and folder == "modifications":
                filed = f"MP{draft.group(1)}"
                help_ = (
                    f"a Draft Proposal is filed under the number that it keeps: {filed}.yaml, with "
                    f"'id: {filed}' and a first entry 'event: raised' with 'as: DP'"
                )
            self._tell(
                file,
                Problem(
                    "Y206",
                    f"this file is not read: a file in {folder}/ needs {wanted}",
                    WHOLE_FILE,
                    help_,
                ),
            )
            if folder == "modifications" and (id_ := self._holds(file)) is not None:
                self.misnamed[modification_file(re.sub("^DP", "MP", id_))] = file

    def _release_folders(self) -> Iterator[str]:
        for name in self._names_in("releases"):
            if name.startswith(".") or name.endswith(".md"):
                continue
            if re.fullmatch(RELEASE_ID, name) and self.files.kind(f"releases/{name}") == "folder":
                yield name
                continue
            self._tell(
                f"releases/{name}",
                Problem(
                    "Y206",
                    "this is not read: releases/ holds one folder a release, such as "
                    "releases/2022-11/ or, for a standalone one, releases/2020-07-23/",
                    WHOLE_FILE,
                    "rename it, or move it out of this folder",
                ),
            )
            for file in (f"releases/{name}", f"releases/{name}/release.yaml"):
                if self.files.kind(file) == "file" and (id_ := self._holds(file)) is not None:
                    self.misnamed[release_file(id_)] = self.misnamed[timeline_file(id_)] = file

    def _misplaced(self) -> None:
        """Tells of what lies beside the folders it belongs into."""
        for name in self._names_in(""):
            stem, _, ending = name.rpartition(".")
            if ending in ("yaml", "yml") and re.fullmatch(_MODIFICATION_FILE, stem):
                message = "this file is not read: modifications lie in modifications/"
                self.misnamed[modification_file(stem)] = name
            elif name.lower() in REGISTER_FOLDERS and name not in REGISTER_FOLDERS:
                message = f"this folder is not read: its name is {name.lower()!r}, in small letters"
                for file in walk(self.files, name):
                    self.misnamed[name.lower() + file.removeprefix(name)] = file
            else:
                continue
            self._tell(name, Problem("Y206", message, WHOLE_FILE, "move or rename it"))

    def _strangers(self, folder: str, known: Mapping[str, object]) -> None:
        """Tells of YAML files in a folder of fixed names that no part of the register reads.

        Any of them may be one that is missing there, under another name.
        """
        missing = sorted(file for file in known if not self._is_there(file))
        stems = {file: file.rpartition("/")[2].removesuffix(".yaml") for file in missing}
        for name in self._names_in(folder):
            file = f"{folder}/{name}"
            if name.endswith((".yaml", ".yml")) and file not in known:
                near = did_you_mean(name.rpartition(".")[0], list(stems.values()))
                for other in missing:
                    if stems[other] == near or (not near and self._fits(file, known[other])):
                        self.misnamed[other] = file
                rename = f"rename it {near}.yaml" if near else "rename it"
                fits = ", ".join(sorted(other.rpartition("/")[2] for other in known))
                self._tell(
                    file,
                    Problem(
                        "Y206",
                        f"this file is not read; the files of {folder}/ are: {fits}",
                        WHOLE_FILE,
                        f"{rename}, or move it out of this folder",
                    ),
                )


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
