"""What changes rarely: bodies, the calendar, documents, phases, criteria, words and sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import model_validator

from sectool.diagnostic import suggestion
from sectool.model.lifecycle import POWERS, STAGES
from sectool.model.modification import Impacts, PathName
from sectool.model.shape import (
    Checked,
    Day,
    DayOrMonth,
    Flag,
    Id,
    Line,
    Link,
    MonthOnly,
    Name,
    Number,
    Pounds,
    Shape,
    Stated,
    Text,
    Waiver,
    fault,
    kebab,
    matching,
)


class Code(Shape):
    """The industry code this register is about, in full and in short."""

    name: Line
    short: Name


class Settings(Shape):
    """`sectool.yaml`: which code this register belongs to, and its few choices."""

    code: Code
    administrator: Name
    classification: Line
    website: Link | None = None


class Source(Shape):
    """A document or page that facts of the register come from."""

    title: Line
    dated: DayOrMonth | None = None
    where: Link | None = None
    note: Text | None = None


class Holiday(Shape):
    """A day that is no Working Day, and since when (and until when) that was so.

    `known_from` is the day of the announcement: a plan made earlier could not count on it.
    `withdrawn` is the day it was announced that the day would be worked after all.
    """

    date: Day
    name: Line
    source: Id | None = None
    known_from: Day | None = None
    withdrawn: Day | None = None
    state: Literal["confirmed", "projected"] = "confirmed"
    assumed: Flag = False
    note: Text | None = None


class Elsewhere(Shape):
    """A day that is a bank holiday in other parts of the country only: it is a Working Day.

    Nothing counts with it. People in `divisions` may be away, so it is worth a warning.
    """

    date: Day
    name: Line
    divisions: tuple[Literal["England and Wales", "Scotland", "Northern Ireland"], ...]
    known_from: Day | None = None
    withdrawn: Day | None = None
    state: Literal["confirmed", "projected"] = "confirmed"
    assumed: Flag = False
    note: Text | None = None


class Calendar(Shape):
    """`reference/calendar.yaml`: the pinned bank holidays of one part of the country.

    Outside `from_`–`to` nothing is known, and counting refuses. `source` and `known_from`
    hold for every holiday that does not say otherwise.
    """

    division: Line
    subdivision: Name
    from_: Day
    to: Day
    source: Id
    known_from: Day
    holidays: tuple[Holiday, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


class MeetingPattern(Shape):
    """When a body usually meets: a proposal for each month from `from_` to `to`."""

    rule: Line
    from_: MonthOnly
    to: MonthOnly | None = None


class Numbering(Shape):
    """A meeting whose number is known; one a month, counted on from there.

    A dated meeting that gives its own number is where the count goes on.
    """

    number: Number
    month: MonthOnly


class BodyMeeting(Shape):
    """A dated meeting. It replaces the pattern's proposal of its month; an `extra` does not."""

    date: Day
    number: Number | None = None
    state: Literal["confirmed", "cancelled", "extra"] = "confirmed"
    instead_of: Day | None = None
    known_from: Day | None = None
    withdrawn: Day | None = None
    source: Id | None = None
    because: Text | None = None


class KnownAs(Shape):
    """Another name that documents have used for the same body."""

    name: Line
    seen: DayOrMonth
    source: Id | None = None


def _one_of(known: tuple[str, ...], wanted: str) -> Checked:
    """One of a closed list of words, which may also be the key of a group."""

    def check(value: Any) -> str:
        if value not in known:
            raise fault("Y204", f"{value!r} is no {wanted}{suggestion(str(value), known)}")
        return str(value)

    return Checked(check)


Act = Annotated[str, _one_of(tuple(POWERS), "act that a body may have the power for")]
StageWord = Annotated[str, _one_of(STAGES, "stage of a modification")]
PathWord = Annotated[str, _one_of(get_args(PathName), "path of a modification")]


class Power(Shape):
    """What a body may decide, and when; within a span nobody knows, either body may."""

    act: Act
    from_: DayOrMonth | None = None
    to: DayOrMonth | None = None
    source: Id | None = None


Series = Annotated[
    str, matching("the series of a body's papers, such as SECP", "[A-Z][A-Z0-9]*", small=False)
]


class Body(Shape):
    """A committee or an organisation that acts; phrases take its `short` name.

    `papers` is the last day for the papers of a meeting: `5 working days before meeting`. `series`
    is what the references of its papers begin with: SECP in `SECP_83_1408_12`.
    """

    short: Name
    name: Line
    series: Series | None = None
    known_as: tuple[KnownAs, ...] = ()
    pattern: tuple[MeetingPattern, ...] = ()
    numbering: Numbering | None = None
    papers: Line | None = None
    meetings: tuple[BodyMeeting, ...] = ()
    powers: tuple[Power, ...] = ()
    source: Id | None = None
    note: Text | None = None
    waive: tuple[Waiver, ...] = ()


class Participant(Shape):
    """A kind of SEC Party: a column of the impact matrix, a row of the impact tables."""

    title: Line
    parties: Line


class DccArea(Shape):
    """A part of the DCC's systems or services that an impact statement may be about."""

    title: Line


class InForceBy(Shape):
    """The milestone of a release by which changes of a document have to be in force.

    `only_where` says for which changes that holds: people read it, nothing evaluates it.
    """

    milestone: Id
    only_where: Line | None = None
    because: Text | None = None
    source: Id | None = None


class SecDocument(Shape):
    """A document of the Code, by the label people call it and its official title.

    One that `lists_specifications` changes whenever any Technical Specification does.
    `in_force_by` is written as the id of a milestone, or as a group of keys that says more.
    """

    label: Line
    title: Line
    lists_specifications: Flag = False
    in_force_by: InForceBy | None = None
    stated: tuple[Stated, ...] = ()
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_milestone(cls, data: Any) -> Any:
        if isinstance(data, dict) and type(data.get("in-force-by")) is str:
            return {**data, "in-force-by": {"milestone": data["in-force-by"]}}
        return data


class SpecificationSeries(Shape):
    """A Technical Specification and the Schedule of the Code that holds it."""

    name: Line
    schedule: Id


class CostPhase(Shape):
    """A phase of the DCC's work that costs are given for, in the order of the table."""

    title: Line
    after_go_live: Flag = False


class Term(Shape):
    """An acronym or short term and what it stands for."""

    means: Line
    plural: Line | None = None
    stated: tuple[Stated, ...] = ()
    waive: tuple[Waiver, ...] = ()


class DayRate(Shape):
    """Pounds for one day of the administrator's effort, from a day on."""

    from_: Day
    pounds: Pounds
    source: Id | None = None

    def cost(self, days: int) -> Decimal:
        return self.pounds * days


class Criteria(Shape):
    """The standard acceptance criteria, in order."""

    operational: tuple[Text, ...]
    testing: tuple[Text, ...]
    source: Id | None = None


def _participant(value: Any) -> str:
    known = tuple(kebab(name) for name in Impacts.model_fields)
    if value not in known:
        raise fault("Y204", f"{value!r} is no participant{suggestion(str(value), known)}")
    return str(value)


ParticipantId = Annotated[str, Checked(_participant)]


class Parties(Shape):
    """`reference/participants.yaml`: who can be affected, in the order of the tables."""

    everyone: Line
    participants: dict[ParticipantId, Participant]
    dcc_areas: dict[Id, DccArea] = {}


class TestPhase(Shape):
    """A test phase of a release and the milestones by which a timeline shows it whole."""

    title: Line
    starts: Id
    closes: Id | None = None
    report: Id
    review: Id
    reviewed_by: Name


class LeadTime(Shape):
    """An item of `reference/lead-times.yaml`: what every timeline leaves before or after a row.

    It holds for each timeline that has the milestones it names. One that is `assumed` was seen
    or is remembered, but no text was found that requires it.
    """

    milestone: Id
    rule: Line
    because: Text | None = None
    source: Id | None = None
    assumed: Flag = False


class Vocabulary(Shape):
    """What one kind of document calls the stages and the paths; it has no word for others.

    `as_of` is when the words were seen in use: the same paper may say something else later.
    """

    title: Line
    as_of: DayOrMonth | None = None
    source: Id | None = None
    where: Link | None = None
    assumed: Flag = False
    note: Text | None = None
    stages: dict[StageWord, Line]
    paths: dict[PathWord, Line] = {}
