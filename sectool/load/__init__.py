"""Files become a register: the only step that reads YAML.

Loading always returns. It keeps every good file and reports every bad one, all faults in
one run; what cannot be read is missing from the register, never guessed.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sectool.diagnostic import (
    WHOLE_FILE,
    Address,
    Diagnostic,
    Finding,
    Problem,
    RenameFix,
    Severity,
    did_you_mean,
    suggestion,
)
from sectool.load.reading import ReadingOfFiles
from sectool.load.shapes import newest_shape
from sectool.load.shipped import USUAL, profiles, tables_of, templates_of
from sectool.load.sources import Sources as Sources
from sectool.model.id_series import Ids, prefix_of
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
from sectool.model.shape import NONE, RELEASE_ID
from sectool.values import dataclass
from sectool.words import listed
from sectool.workspace.files import Files, walk
from sectool.workspace.folder import Folder
from sectool.workspace.journal import register_files, state_of

# How often a register is read that somebody writes to at the same time.
_TIMES = 5


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
        return _of_folder(files) if isinstance(files, Path) else _Loading(files).load()
    finally:
        # Both together make all of it old: it need not pass through the young generations.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _of_folder(root: Path) -> Loaded:
    """All of the register as it was before an edit of several files, or all as after it."""
    before = state_of(root)
    for _ in range(_TIMES):
        loaded = _Loading(register_files(root)).load()
        after = state_of(root)
        if after == before:
            return loaded
        before = after
    return loaded


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


class _Loading(ReadingOfFiles):
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
            if name == "id_series":
                self.ids = Ids(fields.get(name, ()))
        self._strangers("reference", dict(REFERENCE_FILES.values()))
        self._misplaced()
        modifications = {
            id_: found
            for id_, file in self._names(
                "modifications", self.ids.file_name, f"{self._an_id()}.yaml"
            )
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
        self._tell_newer()
        register = Register(
            settings=settings,
            modifications=modifications,
            releases=releases,
            timelines=timelines,
            publications=publications,
            issued=issued,
            broken=frozenset(self.broken),
            shipped=frozenset(self.sources.shipped),
            without_rows=frozenset(REFERENCE_FILES[name][0] for name in fields if not fields[name]),
            misnamed={file: as_ for file, as_ in self.misnamed.items() if not self._is_there(file)},
            **fields,
        )
        return Loaded(register, self.sources, tuple(self.diagnostics), self.count)

    def _take_profile(self, settings: Settings | None) -> None:
        """Finds the tables and templates that stand for what the register has not of its own.

        Where it is not known which, those of the usual one do: what is named in a table must not be
        told as unknown besides.
        """
        profile = USUAL if settings is None else settings.profile
        if profile not in (NONE, *profiles()):
            self._tell_unknown_profile(profile)
            profile = USUAL
        self.sources.profile_templates = templates_of(profile)
        self.sources.shipped = {
            file: shipped
            for file, shipped in tables_of(profile).items()
            if not self._is_there(file)
        }

    def _tell_unknown_profile(self, profile: str) -> None:
        known = [*profiles()]
        finding = Finding(
            f"this sectool has no profile {profile!r}{suggestion(profile, known)}",
            Address(SETTINGS_FILE, ("profile",)),
            f"name one of those that do ({listed(known)}), or write 'profile: none' and keep all "
            "tables in reference/",
        )
        self.broken.add(SETTINGS_FILE)
        self.diagnostics.append(self.sources.diagnose("Y208", Severity.ERROR, finding))

    def _publications(self) -> tuple[dict[str, Publication], dict[str, tuple[Issue, ...]]]:
        """The publications, and what was issued of each."""
        publications: dict[str, Publication] = {}
        issued: dict[str, tuple[Issue, ...]] = {}
        pattern = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
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

    def _an_id(self) -> str:
        return next(iter(self.ids.examples()), "AB123")

    def _names(
        self, folder: str, pattern: re.Pattern[str], example: str
    ) -> Iterator[tuple[str, str]]:
        """(id, file) of each file in a folder of one file an item, sorted by id."""
        for name in self._names_in(folder):
            stem, _, ending = name.rpartition(".")
            if name.startswith(".") or ending.lower() == "md":
                continue
            file = f"{folder}/{name}"
            if ending == "yaml" and pattern.fullmatch(stem):
                yield stem, file
                continue
            wanted = "the ending .yaml" if ending != "yaml" else f"a name such as {example}"
            help_ = "rename it, or move it out of this folder"
            if folder == "modifications" and self.ids.is_draft(stem) and self.ids.fits(stem):
                filed, prefix = self.ids.kept(stem), prefix_of(stem)
                help_ = (
                    f"a {self.ids.title(prefix)} is filed under the number that it keeps: "
                    f"{filed}.yaml, with 'id: {filed}' and a first entry 'event: raised' with "
                    f"'as: {prefix}'"
                )
            self._tell(
                file,
                Problem(
                    "Y206",
                    f"this file is not read: a file in {folder}/ needs {wanted}",
                    WHOLE_FILE,
                    help_,
                    self._name_meant(folder, stem, file, pattern),
                ),
            )
            if folder == "modifications" and (id_ := self._holds(file)) is not None:
                self.misnamed[modification_file(self.ids.kept(id_))] = file

    def _name_meant(
        self, folder: str, stem: str, file: str, pattern: re.Pattern[str]
    ) -> RenameFix | None:
        """The name that a file should have, where only its ending or its capitals are wrong."""
        right = stem if pattern.fullmatch(stem) else stem.upper()
        if not pattern.fullmatch(right) or (right != stem and self._holds(file) != right):
            return None
        to = f"{folder}/{right}.yaml"
        return RenameFix(to) if self.files.kind(to) is None else None

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
                    "this is not read: releases/ has one folder for each release, such as "
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
            if ending in ("yaml", "yml") and self.ids.file_name.fullmatch(stem):
                message = "this file is not read: modifications lie in modifications/"
                self.misnamed[modification_file(stem)] = name
            elif name.lower() in REGISTER_FOLDERS and name not in REGISTER_FOLDERS:
                message = f"this folder is not read: its name is {name.lower()!r}, in lower case"
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
