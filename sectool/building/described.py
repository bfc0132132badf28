"""What a register says of a publication, whether or not it can be built."""

from __future__ import annotations

from datetime import date

from sectool.building.recorded import record_unread
from sectool.documents.paper_references import meeting_number, reference_of
from sectool.documents.placeholders import Wanted, wanted_in
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.queries.document_kinds import short_of_kind, title_of_kind
from sectool.queries.register_on import register_on
from sectool.schedule import Calendars
from sectool.values import dataclass


@dataclass(frozen=True)
class Described:
    """A publication, which the register need not hold, and what follows about it."""

    register: Register
    name: str
    publication: Publication

    @property
    def kind_title(self) -> str:
        """What documents of its kind are called."""
        return title_of_kind(self.register, self.publication.kind)

    @property
    def title(self) -> str:
        """Its own title, else its kind and the release that it is about."""
        release = self.publication.release
        if self.publication.title is not None:
            return self.publication.title
        return f"{self.kind_title}, {release}" if release is not None else self.kind_title

    @property
    def subject(self) -> str:
        """What a sentence calls it: `RID of the November 2022 SEC Release`, or kind and name."""
        if self.publication.kind == "rid":
            release = self.register.releases.get(self.publication.release or "")
            short = short_of_kind(self.register, "rid")
            return f"{short} of the {release.name}" if release is not None else self.name
        return f"{self.kind_title} {self.name}"

    @property
    def dated(self) -> date | None:
        """Its day, else that of its newest version; None for a draft."""
        if self.publication.dated is not None or not self.publication.versions:
            return self.publication.dated
        return self.publication.versions[-1].dated

    @property
    def reference(self) -> str | None:
        """The reference as a paper: the one written, else the one that follows."""
        return reference_of(self.publication, self._calendars)

    @property
    def body(self) -> Body | None:
        """The body to whose meeting it goes, where the register knows it."""
        meeting = self.publication.meeting
        return self.register.body_called(meeting.body) if meeting is not None else None

    @property
    def meeting_number(self) -> int | None:
        """The number of the meeting that it goes to, where that is known."""
        body, meeting = self.body, self.publication.meeting
        if body is None or meeting is None:
            return None
        return meeting_number(body, meeting.date, self._calendars)

    @property
    def issued(self) -> tuple[Issue, ...]:
        """What went out of it, in the order of its records."""
        return self.register.issued.get(self.name, ())

    @property
    def stands(self) -> str | None:
        """The version that holds: what went out last, unless it was withdrawn."""
        newest = self.issued[-1] if self.issued else None
        return newest.version if newest is not None and newest.withdrawn is None else None

    @property
    def record_unread(self) -> bool:
        """Whether it has a record of what went out that cannot be read."""
        return record_unread(self.register, self.name)

    def status_of(self, version: str) -> str:
        """What the record says of a version: draft, for issue, issued, withdrawn or mentioned.

        Of one that is dated it is unknown where the record cannot be read.
        """
        record = next((one for one in reversed(self.issued) if one.version == version), None)
        if record is not None:
            return "issued" if record.withdrawn is None else "withdrawn"
        row = next((one for one in self.publication.versions if one.version == version), None)
        if row is not None and row.mentioned:
            return "mentioned"
        dated = row.dated if row is not None else self.dated
        if dated is None:
            return "draft"
        return "unknown" if self.record_unread else "for issue"

    @property
    def status(self) -> str:
        """That of the newest version: one in its file, else the last that went out."""
        if self.publication.versions:
            return self.status_of(self.publication.versions[-1].version)
        return self.status_of(self.issued[-1].version if self.issued else "")

    @property
    def status_remark(self) -> str:
        """What a list adds where the newest version is not simply issued, a draft or withdrawn."""
        if self.record_unread:
            return ", its record of what was issued cannot be read"
        if self.issued and not self.stands:
            return ", which was withdrawn: no version is in force"
        usual = ("issued", "draft", "withdrawn")
        return f", {self.status}" if self.status not in usual else ""

    @property
    def wanted(self) -> list[Wanted]:
        """Where words are wanted still: with such places it is no more than a draft."""
        return wanted_in(self.publication)

    @property
    def _calendars(self) -> Calendars:
        return register_on(self.register, None).calendars
