"""Documents as they went out: built again from the commit that their record names."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sectool.building import NOT_BUILT, Built, build
from sectool.load import Loaded, load_revision
from sectool.model.issued import Issue as Issue
from sectool.model.register import Register, publication_file
from sectool.queries.errors import NotFound, Unavailable
from sectool.render.formats import FORMATS
from sectool.workspace.git import NoRevision


def content_of(built: Built) -> str:
    """The SHA-256 of a document's Markdown: all its words, in a format that only we write."""
    return hashlib.sha256(FORMATS["md"].write(built.document, built.look)).hexdigest()


def as_issued(root: Path, name: str, record: Issue) -> Built:
    """The document from the data it was issued from, in the words of today's templates.

    Unavailable where that commit is not here, or does not hold it.
    """
    try:
        then = load_revision(root, record.commit)
    except NoRevision:
        raise Unavailable(
            f"the commit it was issued from, {record.commit[:12]}, is not here (in a shallow "
            "clone?), so that only its fingerprint can be compared, which differs"
        ) from None
    return build(then, name_then(then, name, record), record.as_of, issue=record)


def name_then(then: Loaded, name: str, record: Issue) -> str:
    """What an issued publication was called in the register that it was issued from.

    Who renames a publication renames its record with it; the facts tell which one it was.
    Unavailable where none is.
    """
    publications = then.register.publications
    if name in publications:
        return name
    for other in publications:
        if fingerprint_on(then, other, record.as_of) == record.fingerprint:
            return other
    raise Unavailable(f"commit {record.commit[:12]} does not hold {publication_file(name)}")


def fingerprint_on(loaded: Loaded, name: str, day: date) -> str | None:
    """The fingerprint of a document as of a day; None where it cannot be built."""
    try:
        return build(loaded, name, day).imprint.fingerprint
    except NOT_BUILT:
        return None


def issued_version(register: Register, name: str, version: str) -> Issue:
    """The record of a version of a publication that went out; NotFound where there is none."""
    records = {record.version: record for record in register.issued.get(name, ())}
    if version not in records:
        there = f"; there are: {', '.join(records)}" if records else ""
        message = f"no version {version} of {name} is recorded as issued{there}"
        raise NotFound("version", version, message=message)
    return records[version]
