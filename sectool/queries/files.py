"""In which file of a register a thing stands, and what is wrong with that file."""

from __future__ import annotations

from sectool.diagnostic import Diagnostic
from sectool.load import Loaded
from sectool.model.register import (
    REFERENCE_FILES,
    issued_file,
    modification_file,
    publication_file,
    release_file,
)

__all__ = [
    "issued_file",
    "modification_file",
    "publication_file",
    "reference_faults",
    "reference_file",
    "release_file",
]


def reference_file(name: str) -> str:
    """The file of a field of the register: `reference/bodies.yaml` of `bodies`."""
    return REFERENCE_FILES[name][0]


def reference_faults(loaded: Loaded, *names: str) -> list[Diagnostic]:
    """What is wrong with the reference files of these fields, as far as loading tells."""
    files = {reference_file(name) for name in names}
    return [found for found in loaded.diagnostics if found.place.file in files]
