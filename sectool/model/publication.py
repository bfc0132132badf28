"""An issued document: its kind, dates, versions, and the words only people can write."""

import re
from collections.abc import Iterable
from typing import Annotated, NamedTuple, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from sectool.datelang.conventions import Convention
from sectool.model.contact import Contact
from sectool.model.kind import Kind
from sectool.model.meaning import Names, Plain
from sectool.model.shape import (
    ID,
    LINE,
    Day,
    DayOrMonth,
    Flag,
    Lasting,
    Number,
    Shape,
    fault,
    kebab,
    matching,
)
from sectool.model.texts import (
    BodyRef,
    Edition,
    Label,
    Link,
    ModificationRef,
    ProseLine,
    ProseText,
    RelativePath,
    ReleaseRef,
    RidLine,
    RidText,
    ShortName,
    SourceRef,
    Words,
)
from sectool.model.waiver import Waiver


class PublicationVersion(Shape):
    """A version of the document: no `dated` means it is still a draft."""

    version: Edition
    """The version, such as 0.4."""
    dated: Day | None = None
    """The day of the version; without one it is still a draft."""
    changes: RidText
    """What changed in this version."""
    mentioned: Flag = False
    """Whether it is known only that there was this version, and not what it said."""
    line: Number | None = None
    """The line of the source on which it stands."""


class Annex(Shape):
    """A document that goes with this one: attached where `file` names it."""

    letter: ShortName
    """What it is called, such as A for Annex A."""
    title: RidLine
    """Its title."""
    says: RidText
    """What it holds, in a sentence."""
    file: RelativePath | None = None
    """The file that is attached, from the top of the register."""


AgendaItem = Annotated[
    str,
    matching("the number of an agenda item, in two digits, such as 07", "[0-9]{2}").meant_as(
        Plain("a number")
    ),
]


class PublicationMeeting(Shape):
    """The meeting a document goes to, and which item of its agenda it is."""

    body: BodyRef
    """The body that meets, by its short name, such as Panel."""
    date: Day
    """The day of the meeting."""
    item: AgendaItem | None = None
    """The item of its agenda, in two digits, such as 07."""


class ReportPeriod(Lasting):
    """The time a report looks back on, and the convention its durations are counted by."""

    from_: Day
    """The first day of the period."""
    to: Day
    """The last day of the period."""
    counted: Convention
    """How durations are counted."""


# Figures about assessments name the group or, with `of`, the one that they are about. Those about
# proposals and stages count more than the register holds: they are kept, and only held against
# each other.
FigureRef = Annotated[str, ID.meant_as(Names("figure of a report"))]
OF_ONE = "assessment-duration"
_STATES = ("open", "completed")
ASSESSMENT = re.compile(r"(\S+) ([a-z0-9]+(?:-[a-z0-9]+)*-[0-9]+)")


def figures_of(kinds: Iterable[str], groups: Iterable[str]) -> list[str]:
    """The figures that a report may state, by its kinds of assessments and groups of stages."""
    each = [*kinds]
    return [
        OF_ONE,
        *(f"assessments-{state}-{kind}" for state in _STATES for kind in each),
        *(f"assessment-average-{state}-{kind}" for state in _STATES for kind in each),
        *(f"proposals-{group}" for group in (*groups, "open", "concluded")),
        *("proposal-average-open", "proposal-average-concluded"),
    ]


_OfAssessment = Annotated[str, LINE.meant_as(Plain("two names in one, such as MP109 pa-1"))]


class ReportedFigure(Shape):
    """A figure that a report states: compared with the register's own, never used."""

    figure: FigureRef
    """Which figure it is, such as proposals-open."""
    of: _OfAssessment | None = None
    """The assessment that the figure is about, such as 'MP109 pa-1'."""
    says: Number
    """The figure that the report states."""
    line: Number | None = None
    """The line of the report on which it stands."""

    @model_validator(mode="after")
    def _names_what_it_is_of(self) -> Self:
        if self.figure != OF_ONE:
            if self.of is not None:
                raise fault("Y204", f"{self.figure!r} is about all: it takes no 'of'")
        elif ASSESSMENT.fullmatch(self.of or "") is None:
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

    title: ProseLine
    """What it is about."""
    says: ProseText
    """What is to be said."""
    closes: Day | None = None
    """The day by which readers may act."""
    at: Words | None = None
    """The hour of that day, such as '17:00'."""
    where: Link | None = None
    """The web address of more about it."""
    line: Number | None = None
    """The line of the source on which it stands."""


class Recipient(Shape):
    """The panel of another code that a paper goes to, and when it last met."""

    code: Label
    """The other code, in full."""
    short: ShortName
    """The other code, in short, such as UNC."""
    panel: Label
    """The panel that the paper goes to."""
    last_met: DayOrMonth | None = None
    """When that panel last met."""


class Correspondent(Shape):
    """Who writes a letter, or whom it goes to, with the lines of the address."""

    name: Label
    """The person's name."""
    office: Label | None = None
    """The office the person holds."""
    organisation: Label | None = None
    """The organisation the person writes for."""
    address: tuple[Label, ...] = ()
    """The lines of the address."""


# Known to the modification of the request: composing the letter says where it has none such.
_PartOfAnother = Annotated[str, ID.meant_as(Names("part of this modification", must_exist=False))]


class Requested(Shape):
    """The change of date that a letter asks for: which part of which modification."""

    modification: ModificationRef
    """The modification, such as SECMP0007."""
    part: _PartOfAnother
    """The part of it whose date is to change, by id."""


class Keys(NamedTuple):
    """Which keys a kind needs, and which others its documents make something of."""

    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()


ANY_KIND = frozenset(("kind", "dated", "as_of", "source", "waive"))
_WRITTEN = ("title", "words")
_PAPER = (*_WRITTEN, "meeting", "reference", "classification")
KEYS: dict[Kind, Keys] = {
    "rid": Keys(("release", "versions"), ("classification", "annexes", "contact")),
    "status-report": Keys(
        ("dated", "period"), (*_PAPER, "since", "author", "items", "annexes", "stated")
    ),
    "letter": Keys(("dated", "requested", "sender", "addressee"), (*_PAPER, "contact")),
    "cross-code": Keys(("dated", "recipient"), (*_PAPER, "since", "author", "items")),
    "newsletter": Keys(("dated",), (*_WRITTEN, "since", "contact", "items")),
}


SectionId = Annotated[str, ID.meant_as(Plain("a section of the document's kind"))]


class Publication(Shape):
    """One file of `publications/`: its kind and dates, whom it goes to, and people's words.

    `words` are the sentences of a section that only people can write, by the section's id. A
    paper's `reference` follows from its meeting and item; one that others gave it is written.
    """

    kind: Kind
    """Which kind of document it is."""
    title: ProseLine | None = None
    """Its title, where it is not that of its kind."""
    release: ReleaseRef | None = None
    """The release that the RID is about, such as 2022-11."""
    dated: Day | None = None
    """The day printed on it."""
    as_of: Day | None = None
    """The day it speaks of, where that is not the day printed on it."""
    since: Day | None = None
    """The day from which it tells what happened."""
    period: ReportPeriod | None = None
    """The time that a report looks back on."""
    meeting: PublicationMeeting | None = None
    """The meeting it goes to."""
    reference: Words | None = None
    """Its reference, where others gave it one."""
    author: Label | None = None
    """Who wrote it."""
    sender: Correspondent | None = None
    """Who writes the letter."""
    addressee: Correspondent | None = None
    """Whom the letter goes to."""
    recipient: Recipient | None = None
    """The panel of another code that the paper goes to."""
    requested: Requested | None = None
    """The change of date that the letter asks for."""
    contact: Contact | None = None
    """Where readers turn with questions."""
    words: dict[SectionId, ProseText] = Field(default_factory=dict)
    """The sentences that only people can write, by the section's id."""
    items: tuple[Item, ...] = ()
    """What is to be told beside the facts of modifications."""
    versions: tuple[PublicationVersion, ...] = ()
    """Its versions, oldest first."""
    source: SourceRef | None = None
    """The document as it was published."""
    classification: Label | None = None
    """Who may read it, where that is not as in the settings."""
    annexes: tuple[Annex, ...] = ()
    """Documents that go with it."""
    stated: tuple[ReportedFigure, ...] = ()
    """Figures that the published report states."""
    waive: tuple[Waiver, ...] = ()
    """Findings about it that are allowed."""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        # A key that stands there without a value counts: that it is empty was told already.
        given = self.model_fields_set
        keys = KEYS[self.kind]
        for key in keys.needs:
            if key not in given:
                raise fault("Y202", f"{kebab(key)!r} is missing: a {self.kind} needs it")
        foreign = sorted(map(kebab, given - ANY_KIND - {*keys.needs, *keys.takes}))
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
            raise fault("Y202", "'versions' must have at least one version")
        return self
