"""What a document says otherwise than the version before it, by the register of that one's day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sectool.blocks import Blocks, Document, EarlierVersion, Heading, paths_in
from sectool.compare import Compared, compared, in_brief
from sectool.documents.edition import Edition, NoSuchEdition, edition_of
from sectool.documents.first_page import SinceVersion
from sectool.documents.placeholders import split_at_marks
from sectool.model.issued import Issue
from sectool.model.publication import Publication, PublicationVersion
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.values import dataclass

# Where the first page has what it says of the version before.
_SINCE = ("first_page", "since")
# A document of an edition, with the fingerprint of its facts; None where there is none.
Earlier = Callable[[Edition], tuple[Document, str] | None]


@dataclass(frozen=True)
class Since:
    """What the first page says of the version before, and what was compared, if anything was."""

    page: SinceVersion
    found: Compared | None = None


def since_version(
    register: Register,
    name: str,
    publication: Publication,
    edition: Edition,
    document: Document,
    earlier: Earlier,
) -> Since | None:
    """What has changed since the version before; None where there is none.

    The version before is what the register says of its day. It is not compared where nothing is
    recorded of it, or where what is recorded is no longer what the register says.
    """
    before = _before(publication, edition)
    if before is None or edition.approved_only:
        return None
    own = next((one for one in publication.versions if one.version == edition.version), None)
    says = own.changes if own is not None and own is not before else ""
    if len(split_at_marks(says)) > 1:
        says = ""
    page = SinceVersion(before.version, before.dated, says)
    record = _record_of(register, name, before)
    if record is None:
        return Since(replace(page, without="not recorded"))
    try:
        then = edition_of(publication, record.as_of)
    except NoSuchEdition:
        return Since(replace(page, without="other facts"))
    made = earlier(then) if then.version == before.version else None
    if made is None or made[1] != record.fingerprint:
        return Since(replace(page, without="other facts"))
    working = register_on(register, edition.as_of).calendars.working
    found = compared(made[0], document, working)
    changes = in_brief(found.changes)
    return Since(replace(page, changes=changes, marked=bool(found.rows or found.items)), found)


def earlier_version(name: str, since: SinceVersion, blocks: Blocks) -> EarlierVersion:
    """The version before, under the name that its page has where it was issued."""
    issued = Edition(since.version, since.dated, since.dated, own_day=True, draft=False)
    headings = (
        block.id
        for block in blocks
        if isinstance(block, Heading) and any(path[:2] == _SINCE for path in paths_in(block))
    )
    return EarlierVersion(since.version, f"{issued.stem(name)}.html", next(headings, ""))


def _before(publication: Publication, edition: Edition) -> PublicationVersion | None:
    """The version before; of a working copy the one that it is a copy of."""
    versions = list(publication.versions)
    at = next((n for n, one in enumerate(versions) if one.version == edition.version), None)
    if at is None:
        return None
    if not edition.own_day and not edition.draft:
        return versions[at]
    return versions[at - 1] if at else None


def _record_of(register: Register, name: str, version: PublicationVersion) -> Issue | None:
    """The record of a version that went out, and that holds."""
    records = register.issued.get(name, ())
    return next((r for r in records if r.version == version.version and r.withdrawn is None), None)
