"""An issued document: its kind, dates, versions, and the words only people can write."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from sectool.model.shape import (
    Day,
    Edition,
    Id,
    Line,
    Name,
    Number,
    RelativePath,
    ReleaseId,
    Shape,
    Text,
    Waiver,
    fault,
)


class PublicationVersion(Shape):
    """A version of the document: no `dated` means it is still a draft."""

    version: Edition
    dated: Day | None = None
    changes: Text
    line: Number | None = None


class Annex(Shape):
    """A document that goes with this one: attached where `file` names it."""

    letter: Name
    title: Line
    says: Text
    file: RelativePath | None = None


class PublicationMeeting(Shape):
    """The meeting a document goes to."""

    body: Name
    date: Day
    item: Line | None = None


class Publication(Shape):
    """One file of `publications/`; today the one kind is the RID of a release."""

    kind: Literal["rid"]
    release: ReleaseId
    dated: Day | None = None
    as_of: Day | None = None
    meeting: PublicationMeeting | None = None
    versions: tuple[PublicationVersion, ...]
    source: Id | None = None
    classification: Line | None = None
    annexes: tuple[Annex, ...] = ()
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _has_versions(self) -> Publication:
        if not self.versions:
            raise fault("Y202", "'versions' holds at least one version")
        return self
