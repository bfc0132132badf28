"""Which state of the register a document shows, for documents that have no versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sectool.model.publication import Publication


def edition_on(publication: Publication, as_of: date | None, *, draft: bool) -> Edition:
    """As of the day asked, else as the publication says of itself.

    It is issued where that is its own day; of any other day it is a working copy.
    """
    own = publication.as_of or publication.dated
    day = as_of or own
    return Edition("", publication.dated, day, issued=day == own, draft=draft)


@dataclass(frozen=True)
class Edition:
    """Which state of the document this is: its version and the day it speaks of.

    `as_of` is None for a draft, which leaves nothing out. An issued edition speaks of the
    day its version was issued for; a working copy of any other day.
    """

    version: str
    dated: date | None
    as_of: date | None
    issued: bool
    draft: bool

    @property
    def status(self) -> str:
        if self.draft:
            return "Draft"
        return "Issued" if self.issued else "Working copy"


class NoSuchEdition(Exception):
    """The document had no version yet on the day asked about."""


def edition_of(publication: Publication, as_of: date | None, *, draft: bool) -> Edition:
    """The edition to build: as of the day asked, else as the publication says of itself.

    A publication whose newest version is undated is a draft and leaves nothing out.
    """
    newest = publication.versions[-1]
    if as_of is None and newest.dated is None:
        return Edition(newest.version, None, None, issued=False, draft=True)
    day = as_of or publication.as_of or publication.dated or newest.dated
    dated = [v for v in publication.versions if v.dated is not None and day and v.dated <= day]
    if not dated or day is None:
        first = next((v for v in publication.versions if v.dated is not None), None)
        told = f"; its first, {first.version}, is dated {first.dated}" if first else ""
        raise NoSuchEdition(f"there was no version on or before {day}{told}")
    version = dated[-1]
    own = {version.dated}
    if version is newest:
        own |= {publication.as_of, publication.dated}
    return Edition(version.version, version.dated, day, issued=day in own, draft=draft)
