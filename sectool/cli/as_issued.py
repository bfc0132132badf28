"""Documents as they went out: built again from their commit, and held against what is built now."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sectool.cli.revision import loaded_at
from sectool.cli.session import Refused, misuse
from sectool.dates import in_full
from sectool.load import Loaded
from sectool.model.issued import Issue
from sectool.model.register import publication_file
from sectool.pipeline import NOT_BUILT, Built, build
from sectool.render.formats import FORMATS


def content_of(built: Built) -> str:
    """The SHA-256 of a document's Markdown: all its words, in a format that only we write."""
    return hashlib.sha256(FORMATS["md"].write(built.document, built.look)).hexdigest()


def as_issued(root: Path, name: str, record: Issue) -> Built:
    """The document from the data it was issued from, in the words of today's templates.

    Refused where that commit is not here, or does not hold it.
    """
    try:
        then = loaded_at(root, record.commit, "publication check")
    except Refused:
        raise misuse(
            f"the commit it was issued from, {record.commit[:12]}, is not here (in a shallow "
            "clone?), so that only its fingerprint can be compared, which differs"
        ) from None
    found = named_then(then, name, record)
    if found is None:
        raise misuse(f"commit {record.commit[:12]} does not hold {publication_file(name)}")
    return build(then, found, record.as_of)


def named_then(then: Loaded, name: str, record: Issue) -> str | None:
    """What an issued publication was called in the register that it was issued from.

    Who renames a publication renames its record with it; the facts tell which one it was.
    """
    publications = then.register.publications
    if name in publications:
        return name
    for other in publications:
        if fingerprint_on(then, other, record.as_of) == record.fingerprint:
            return other
    return None


def fingerprint_on(loaded: Loaded, name: str, day: date) -> str | None:
    """The fingerprint of a document as of a day; None where it cannot be built."""
    try:
        return build(loaded, name, day).imprint.fingerprint
    except NOT_BUILT:
        return None


def refuse_other_facts(root: Path, loaded: Loaded, name: str, built: Built) -> None:
    """Refuses to build a version that went out, where it would now say something else.

    Its files would take the names of those that went out.
    """
    edition = built.edition
    if edition.draft or not edition.issued:
        return
    for record in reversed(loaded.register.issued.get(name, ())):
        same = record.version == edition.version if edition.version else True
        if same and record.as_of == edition.as_of:
            break
    else:
        return
    if record.fingerprint == built.imprint.fingerprint or not _says_otherwise(
        root, name, record, built
    ):
        return
    raise Refused(
        f"sectool: {name} version {record.version} went out on {in_full(record.dated)} and would "
        "now say something else, so it was not built.\n"
        f"  what differs: sectool publication check {name}\n"
        f"  as it went out: sectool publication build {name} --issued {record.version}\n"
        "  as it would be now: build it with --draft, or give it a new version",
        1,
    )


def _says_otherwise(root: Path, name: str, record: Issue, built: Built) -> bool:
    """Whether a document with another fingerprint has other facts, too.

    A later sectool may compose the same facts otherwise. Where nobody can tell, it is let go.
    """
    from sectool.compare import changes_between

    try:
        before = as_issued(root, name, record)
    except (Refused, *NOT_BUILT):
        return False
    return bool(changes_between(before.document, built.document, None))
