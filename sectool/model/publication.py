"""An issued document: its kind, dates, versions, and the words only people can write."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails

from sectool.model.kind import Kind
from sectool.model.shape import (
    Day,
    DayOrMonth,
    Edition,
    Id,
    Line,
    Link,
    ModificationId,
    Name,
    Number,
    RelativePath,
    ReleaseId,
    Shape,
    Text,
    Waiver,
    fault,
    kebab,
    matching,
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


AgendaItem = Annotated[
    str, matching("the number of an agenda item, in two digits, such as 07", "[0-9]{2}")
]


class PublicationMeeting(Shape):
    """The meeting a document goes to, and which item of its agenda it is."""

    body: Name
    date: Day
    item: AgendaItem | None = None


# The ways of counting of sectool.datelang.counting that count single days; the model stands beside
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


class Item(Shape):
    """Something to tell that is no modification's own fact: a title, and what is to be said.

    `closes` is a day by which readers may act, `at` the hour of that day.
    """

    title: Line
    says: Text
    closes: Day | None = None
    at: Line | None = None
    where: Link | None = None
    line: Number | None = None


class Recipient(Shape):
    """The panel of another code that a paper goes to, and when it last met."""

    code: Line
    short: Name
    panel: Line
    last_met: DayOrMonth | None = None


class Correspondent(Shape):
    """Who writes a letter, or whom it goes to, with the lines of the address."""

    name: Line
    office: Line | None = None
    organisation: Line | None = None
    address: tuple[Line, ...] = ()


class Requested(Shape):
    """The change of date that a letter asks for: which part of which modification."""

    modification: ModificationId
    part: Id


class Contact(Shape):
    """Where readers turn with questions."""

    name: Line
    telephone: Line | None = None
    email: Line | None = None


class Keys(NamedTuple):
    """Which keys a kind needs, and which others its documents make something of."""

    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()


_ANY = frozenset(("kind", "dated", "as_of", "source", "waive"))
_WRITTEN = ("title", "words")
_PAPER = (*_WRITTEN, "meeting", "reference", "classification")
KEYS: dict[Kind, Keys] = {
    "rid": Keys(("release", "versions"), ("classification", "annexes")),
    "status-report": Keys(
        ("dated", "period"), (*_PAPER, "since", "author", "items", "annexes", "stated")
    ),
    "letter": Keys(("dated", "requested", "sender", "addressee"), (*_PAPER, "contact")),
    "cross-code": Keys(("dated", "recipient"), (*_PAPER, "since", "author", "items")),
    "newsletter": Keys(("dated",), (*_WRITTEN, "since", "contact", "items")),
}


class Publication(Shape):
    """One file of `publications/`: its kind and dates, whom it goes to, and people's words.

    `words` are the sentences of a section that only people can write, by the section's id. A
    paper's `reference` follows from its meeting and item; one that others gave it is written.
    """

    kind: Kind
    title: Line | None = None
    release: ReleaseId | None = None
    dated: Day | None = None
    as_of: Day | None = None
    since: Day | None = None
    period: ReportPeriod | None = None
    meeting: PublicationMeeting | None = None
    reference: Line | None = None
    author: Line | None = None
    sender: Correspondent | None = None
    addressee: Correspondent | None = None
    recipient: Recipient | None = None
    requested: Requested | None = None
    contact: Contact | None = None
    words: dict[Id, Text] = {}
    items: tuple[Item, ...] = ()
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
        keys = KEYS[self.kind]
        for key in keys.needs:
            if key not in given:
                raise fault("Y202", f"{kebab(key)!r} is missing: a {self.kind} needs it")
        foreign = sorted(map(kebab, given - _ANY - {*keys.needs, *keys.takes}))
        if foreign:
            # What a kind makes nothing of would be left out unseen.
            faults = [
                InitErrorDetails(
                    type=fault("Y201", f"{key!r} is not a key of a {self.kind}"),
                    loc=(key, "[key]"),
                    input=None,
                )
                for key in foreign
            ]
            raise ValidationError.from_exception_data("Publication", faults)
        if self.kind == "rid" and not self.versions:
            raise fault("Y202", "'versions' holds at least one version")
        return self
