"""What changes rarely: bodies, the calendar, documents, phases, criteria, words and sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from sectool.diagnostic import suggestion
from sectool.model.modification import Impacts
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


class MeetingPattern(Shape):
    """When a body usually meets: a proposal for each month from `from_` to `to`."""

    rule: Line
    from_: MonthOnly
    to: MonthOnly | None = None


class Numbering(Shape):
    """A meeting whose number is known; one a month, counted on from there."""

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


class Power(Shape):
    """What a body may decide, and when; within a span nobody knows, either body may."""

    act: Id
    from_: DayOrMonth | None = None
    to: DayOrMonth | None = None
    source: Id | None = None


class Body(Shape):
    """A committee or an organisation that acts; phrases take its `short` name."""

    short: Name
    name: Line
    known_as: tuple[KnownAs, ...] = ()
    pattern: tuple[MeetingPattern, ...] = ()
    numbering: Numbering | None = None
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


class SecDocument(Shape):
    """A document of the Code, by the label people call it and its official title.

    One that `lists_specifications` changes whenever any Technical Specification does.
    """

    label: Line
    title: Line
    lists_specifications: Flag = False
    stated: tuple[Stated, ...] = ()
    waive: tuple[Waiver, ...] = ()


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
