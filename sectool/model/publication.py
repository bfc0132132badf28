"""An issued document: its kind, dates, versions, and the words only people can write."""

from __future__ import annotations

import re
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


# The ways of counting of sectool.calendar.counting that count single days; the model stands beside
# the calendar and cannot ask it.
Convention = Literal[
    "working days",
    "clear working days",
    "working days both ends",
    "weekdays",
    "weekdays both ends",
    "days",
    "days both ends",
]


class ReportPeriod(Shape):
    """The time a report looks back on, and the convention its durations are counted by."""

    from_: Day
    to: Day
    counted: Convention

    @model_validator(mode="after")
    def _runs_forwards(self) -> ReportPeriod:
        if self.from_ > self.to:
            raise fault("Y204", f"'from' ({self.from_}) must not be later than 'to' ({self.to})")
        return self


# Figures about assessments name the group or, with `of`, the one that they are about. Those about
# proposals and stages count more than the register holds: they are kept, and only held against
# each other.
ReportFigure = Literal[
    "assessment-duration",
    "assessments-open-pa",
    "assessments-open-ia",
    "assessments-completed-pa",
    "assessments-completed-ia",
    "assessment-average-open-pa",
    "assessment-average-open-ia",
    "assessment-average-completed-pa",
    "assessment-average-completed-ia",
    "proposals-define",
    "proposals-refine",
    "proposals-opine",
    "proposals-release",
    "proposals-open",
    "proposals-concluded",
    "proposal-average-open",
    "proposal-average-concluded",
]
OF_ONE = "assessment-duration"
_ASSESSMENT = re.compile(r"(\S+) ((?:pa|ia)-[0-9]+)")


class ReportedFigure(Shape):
    """A figure that a report states: compared with the register's own, never used."""

    figure: ReportFigure
    of: Line | None = None
    says: Number
    line: Number | None = None

    @model_validator(mode="after")
    def _names_what_it_is_of(self) -> ReportedFigure:
        if self.figure != OF_ONE:
            if self.of is not None:
                raise fault("Y204", f"{self.figure!r} is about all: it takes no 'of'")
        elif _ASSESSMENT.fullmatch(self.of or "") is None:
            raise fault(
                "Y204", f"{OF_ONE!r} says of which assessment it is, such as of: MP109 pa-1"
            )
        return self

    @property
    def assessment(self) -> tuple[str, str]:
        """The modification and the assessment's id, of a figure about one."""
        words = (self.of or "").split(" ")
        return words[0], words[-1]


class Publication(Shape):
    """One file of `publications/`: the RID of a release, or a report on a period."""

    kind: Literal["rid", "status-report"]
    title: Line | None = None
    release: ReleaseId | None = None
    dated: Day | None = None
    as_of: Day | None = None
    period: ReportPeriod | None = None
    meeting: PublicationMeeting | None = None
    versions: tuple[PublicationVersion, ...] = ()
    source: Id | None = None
    classification: Line | None = None
    annexes: tuple[Annex, ...] = ()
    stated: tuple[ReportedFigure, ...] = ()
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Publication:
        # A key that stands there without a value counts: that it is empty was told already.
        given = self.model_fields_set
        needed: tuple[str, ...]
        foreign: tuple[str, ...]
        if self.kind == "rid":
            needed, foreign = ("release", "versions"), ("period", "stated", "title")
        else:
            needed, foreign = ("dated", "period"), ("release", "versions")
        for key in needed:
            if key not in given:
                raise fault("Y202", f"{key!r} is missing: a {self.kind} needs it")
        for key in foreign:
            if key in given:
                raise fault("Y201", f"{key!r} is not a key of a {self.kind}")
        if self.kind == "rid" and not self.versions:
            raise fault("Y202", "'versions' holds at least one version")
        return self
