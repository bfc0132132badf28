"""Which state of the register a document shows, and how its files are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.dates import in_words
from sectool.model.publication import Publication
from sectool.values import dataclass

# What the record says of the version: it went out, from here or elsewhere; it has not yet gone out;
# it went out, and nothing but that is known; it was withdrawn; it went out with other facts; the
# record cannot be read, so that nobody can tell.
State = Literal[
    "issued", "elsewhere", "for issue", "reconstructed", "withdrawn", "differs", "unknown"
]

_ENDINGS: dict[State, str] = {
    "for issue": "-for-issue",
    "reconstructed": "-reconstructed",
    "withdrawn": "-withdrawn",
    "differs": "-not-as-issued",
    "unknown": "-not-compared",
}
_STATUSES: dict[State, str] = {
    "issued": "Issued",
    "for issue": "For issue",
    "reconstructed": "Reconstructed",
    "withdrawn": "Withdrawn",
    "differs": "Not as issued",
    "unknown": "Not compared",
}


@dataclass(frozen=True)
class Edition:
    """Which state of the document this is: its version and the day it speaks of.

    `version` is empty for documents that have no versions. `as_of` is None for a draft, which
    leaves nothing out. On its `own_day` a document speaks of what it is issued for; as of any
    other day it is a working copy, and so is a RID of approved modifications alone. Of its own day,
    `state` is what the record says of it: no fact of the document, so the fingerprint is that of
    an issued one whatever it is. A document without versions that went out again is its `reissue`,
    such as 1.1, and `replaces` the one before.
    """

    version: str
    dated: date | None
    as_of: date | None
    own_day: bool
    draft: bool
    approved_only: bool = False
    state: State = "issued"
    withdrawn_on: date | None = None
    withdrawn_because: str = ""
    reissue: str = ""
    replaces: str = ""

    @property
    def of_its_day(self) -> bool:
        """Whether it is the paper itself, be it issued or not, and no working copy of it."""
        return self.own_day and not self.approved_only

    @property
    def issued(self) -> bool:
        """Whether it is what went out."""
        return self.of_its_day and not self.draft and self.state in ("issued", "elsewhere")

    @property
    def as_a_paper(self) -> Edition:
        """The same, as if it went out: what is composed of it are its facts."""
        return replace(
            *(self,),
            state="issued",
            withdrawn_on=None,
            withdrawn_because="",
            reissue="",
            replaces="",
        )

    @property
    def status(self) -> str:
        if self.draft:
            return "Draft"
        if not self.of_its_day:
            return "Working copy"
        if self.state == "elsewhere":
            return f"Issued {in_words(self.dated)}" if self.dated is not None else "Issued"
        version = f", version {self.reissue}" if self.reissue and self.state == "issued" else ""
        return _STATUSES[self.state] + version

    @property
    def notice(self) -> Notice | None:
        """What readers are to know of it first, unless it went out from here, or is no paper."""
        if self.draft or not self.of_its_day:
            return None
        if self.state == "issued" and not self.replaces:
            return None
        return Notice(
            *(self.status, self.state, self.dated, self.withdrawn_on, self.withdrawn_because),
            *(self.reissue, self.replaces),
        )

    def stem(self, name: str = "") -> str:
        """`rid-0.4`, or `name` where there are no versions: what its files are called.

        Nothing but what is recorded as issued takes an issued one's name.
        """
        stem = f"rid-{self.version}" if self.version else name
        stem += f"-{self.reissue}" if self.reissue else ""
        if self.as_of is not None and not self.own_day:
            stem += f"-as-of-{self.as_of.isoformat()}"
        stem += "-draft" if self.draft else ""
        stem += "-approved" if self.approved_only else ""
        paper = self.of_its_day and not self.draft
        return stem + (_ENDINGS.get(self.state, "") if paper else "")


@dataclass(frozen=True)
class Notice:
    """How an edition of its own day stands, where it did not simply go out."""

    status: str
    state: State
    dated: date | None = None
    withdrawn_on: date | None = None
    because: str = ""
    version: str = ""
    replaces: str = ""

    @property
    def for_issue(self) -> bool:
        return self.state == "for issue"

    @property
    def withdrawn(self) -> bool:
        return self.state == "withdrawn"

    @property
    def reconstructed(self) -> bool:
        return self.state == "reconstructed"

    @property
    def differs(self) -> bool:
        return self.state == "differs"

    @property
    def unknown(self) -> bool:
        return self.state == "unknown"


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
