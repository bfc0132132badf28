"""The kinds of files of a register: what people call each, and what it holds."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, NamedTuple

from sectool.model.issued import Issue
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.register import (
    ISSUED,
    REFERENCE_FILES,
    SETTINGS_FILE,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.model.release import Release, Timeline
from sectool.model.settings import Settings


class FileKind(NamedTuple):
    """A kind of file: `timeline`, by the pattern of its name, with the type of what it holds."""

    name: str
    pattern: str
    holds: Any

    @property
    def called(self) -> str:
        """The name of such a file as people write it: `release.yaml`, `modification.yaml`."""
        return f"{self.name}.yaml"


# In the order in which people meet them. The first whose pattern fits counts.
FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("sectool", SETTINGS_FILE, Settings),
    FileKind("modification", modification_file("*"), Modification),
    FileKind("release", release_file("*"), Release),
    FileKind("timeline", timeline_file("*"), Timeline),
    FileKind("issued", publication_file(f"*{ISSUED}"), tuple[Issue, ...]),
    FileKind("publication", publication_file("*"), Publication),
    *(
        FileKind(PurePosixPath(file).stem, file, shape)
        for file, shape in sorted(REFERENCE_FILES.values(), key=lambda row: row[0])
    ),
)


def kind_of_file(file: str) -> FileKind | None:
    """The kind of a file by its path in a register; None where no kind has such a name."""
    return next((one for one in FILE_KINDS if PurePosixPath(file).match(one.pattern)), None)
