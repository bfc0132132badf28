"""The files of the annexes that go with a document: their digests, and which are others now."""

from __future__ import annotations

import hashlib

from sectool.load import Loaded
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.workspace.files import MAX_ATTACHED, Unreadable


def annex_digests(loaded: Loaded, publication: Publication) -> dict[str, str]:
    """The SHA-256 of each annex that is attached, by its letter; those that cannot be read aside.

    Only a RID attaches files; of another document an annex is named, and no more.
    """
    found: dict[str, str] = {}
    for annex in publication.annexes if publication.kind == "rid" else ():
        if annex.file is not None:
            try:
                content = loaded.sources.files.read(annex.file, MAX_ATTACHED)
            except Unreadable:
                continue
            found[annex.letter] = hashlib.sha256(content).hexdigest()
    return found


def annexes_otherwise(
    loaded: Loaded, publication: Publication, record: Issue | None
) -> tuple[str, ...]:
    """The letters of the annexes that are not the files which went out with a version.

    Of a version recorded before the digests of annexes were, nothing is known of them.
    """
    if record is None or not record.annexes:
        return ()
    now = annex_digests(loaded, publication)
    return tuple(letter for letter, digest in record.annexes.items() if now.get(letter) != digest)
