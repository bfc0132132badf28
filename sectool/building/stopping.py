"""Which files a document uses: an error in one of them stops it, an error elsewhere does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sectool.diagnostic import Diagnostic, errors_of
from sectool.documents.kinds import KINDS
from sectool.model.register import (
    REFERENCE_FILES,
    SETTINGS_FILE,
    Register,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)


def errors_stopping(register: Register, name: str, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors among some findings that stop a publication of the register."""
    uses = _files_used(register, name)
    return [error for error in errors_of(found) if uses(error.place.file)]


def _files_used(register: Register, name: str) -> Callable[[str], bool]:
    """Whether a publication uses a file, by the file's name.

    All use the settings, the reference and their own file. One about a release uses that release
    and the modifications that were ever meant for it; one about a modification that one, and all
    releases, in one of which it lies; any other what people record of anything. Of the other
    publications nothing but their days is read, and nothing of what was issued.
    """
    publication = register.publications.get(name)
    files = {SETTINGS_FILE, publication_file(name), *(file for file, _ in REFERENCE_FILES.values())}
    about = KINDS[publication.kind].about if publication is not None else "the register"
    if publication is None or about == "the register":
        return lambda file: file in files or not file.startswith("publications/")
    # One that cannot be read might be the modification, or be meant for the release.
    unread = {file for file in register.unread if file.startswith("modifications/")}
    if about == "a modification":
        requested = publication.requested
        id_ = requested.modification if requested is not None else ""
        files |= {modification_file(id_)} if id_ in register.modifications else unread
        return lambda file: file in files or file.startswith("releases/")
    release = publication.release or ""
    files |= {release_file(release), timeline_file(release), *unread}
    for id_, modification in register.modifications.items():
        if any(entry.release == release for entry in modification.history):
            files.add(modification_file(id_))
    return lambda file: file in files
