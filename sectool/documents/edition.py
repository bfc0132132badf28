"""Which state of the register a document shows, and how its files are called."""

from __future__ import annotations

from datetime import date

from sectool.model.publication import Publication
from sectool.values import dataclass


@dataclass(frozen=True)
class Edition:
    """Which state of the document this is: its version and the day it speaks of.

    `version` is empty for documents that have no versions. `as_of` is None for a draft, which
    leaves nothing out. On its `own_day` a document speaks of what it was issued for; as of any
    other day it is a working copy, and so is a RID of approved modifications alone.
    """

    version: str
    dated: date | None
    as_of: date | None
    own_day: bool
    draft: bool
    approved_only: bool = False

    @property
    def issued(self) -> bool:
        return self.own_day and not self.approved_only

    @property
    def status(self) -> str:
        if self.draft:
            return "Draft"
        return "Issued" if self.issued else "Working copy"

    def stem(self, name: str = "") -> str:
        """`rid-0.4`, or `name` where there are no versions: what its files are called.

        A draft or a working copy never takes an issued one's name.
        """
        stem = f"rid-{self.version}" if self.version else name
        if self.as_of is not None and not self.own_day:
            stem += f"-as-of-{self.as_of.isoformat()}"
        stem += "-draft" if self.draft else ""
        return stem + ("-approved" if self.approved_only else "")


class NoSuchEdition(Exception):
    """The document had no version yet on the day asked about."""


def edition_of(
    publication: Publication,
    as_of: date | None = None,
    *,
    draft: bool = False,
    approved_only: bool = False,
) -> Edition:
    """The edition to build: as of the day asked, else as the publication says of itself.

    One whose newest version is undated is a draft and leaves nothing out. NoSuchEdition for a day
    before the first version.
    """
    if not publication.versions:
        own_day = publication.as_of or publication.dated
        day = as_of or own_day
        return Edition("", publication.dated, day, own_day=day == own_day, draft=draft)
    newest = publication.versions[-1]
    if as_of is None and newest.dated is None:
        return Edition(
            newest.version, None, None, own_day=False, draft=True, approved_only=approved_only
        )
    day = as_of or publication.as_of or publication.dated or newest.dated
    dated = [v for v in publication.versions if v.dated is not None and day and v.dated <= day]
    if not dated or day is None:
        first = next((v for v in publication.versions if v.dated is not None), None)
        its_first = f"; its first, {first.version}, is dated {first.dated}" if first else ""
        raise NoSuchEdition(f"there was no version on or before {day}{its_first}")
    version = dated[-1]
    own = {version.dated}
    if version is newest:
        own |= {publication.as_of, publication.dated}
    return Edition(
        version.version,
        version.dated,
        day,
        own_day=day in own,
        draft=draft,
        approved_only=approved_only,
    )


def edition_now(publication: Publication) -> Edition:
    """The edition of all that the register holds: of a document with versions, the newest one."""
    if not publication.versions:
        return edition_of(publication)
    newest = publication.versions[-1]
    return Edition(newest.version, newest.dated, None, own_day=False, draft=newest.dated is None)
