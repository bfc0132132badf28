"""The files of a version that went out, as they were built before something became of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sectool.building import record_of_edition
from sectool.documents.edition import Edition
from sectool.issuing.verification import NoDocument, document_at
from sectool.model.issued import Issue
from sectool.model.register import Register
from sectool.render.formats import FORMATS, TWINS


def files_as_issued(register: Register, name: str, record: Issue, output: Path) -> tuple[Path, ...]:
    """The files below `output` under the name of an issued document that are this version of it.

    They say that it was issued, whatever the record says by now. A RID has its version in the name
    of its files; of other documents it is that which has the fingerprint of a row of the version.
    """
    publication = register.publications[name]
    versioned = bool(publication.versions)
    rows = register.issued.get(name, ())
    digits = {one.fingerprint for one in rows if one.version == record.version}
    version = record.version if versioned else ""
    # One that went out again has its version in the names of its files, too.
    reissue = record.version if record.replaces is not None else ""
    edition = Edition(
        *(version, record.dated, record.as_of), own_day=True, draft=False, reissue=reissue
    )
    folder, stem = output / (publication.release or "publications"), edition.stem(name)
    documents = (
        folder / f"{stem}.{format_.ending}" for format_ in (*FORMATS.values(), *TWINS.values())
    )
    found = [path for path in documents if path.is_file() and (versioned or _is(path, digits))]
    annexes = sorted(folder.glob(f"{stem}-annex-*")) if versioned else []
    return (*found, *annexes)


def files_of_withdrawn(
    register: Register, name: str, edition: Edition, output: Path
) -> tuple[str, tuple[Path, ...]]:
    """The version that an edition is of, and such files of it; none unless it was withdrawn."""
    record = record_of_edition(register, name, edition)
    if record is None or edition.state != "withdrawn":
        return edition.version, ()
    return record.version, files_as_issued(register, name, record, output)


def _is(path: Path, digits: Collection[str]) -> bool:
    """Whether a file says that it shows what has one of these fingerprints."""
    try:
        return document_at(path).imprint.fingerprint in digits
    except NoDocument:
        return False
