"""Timelines as the plans of a kind of release mostly are, with distances in place of dates."""

from typing import Annotated, Any, Self

from pydantic import model_validator

from sectool.model.meaning import Phrase, Plain
from sectool.model.release import SourcedRule
from sectool.model.shape import ID, Checked, Flag, Shape, fault, one_line
from sectool.model.texts import (
    BodyRef,
    Label,
    PhraseLine,
    ProseText,
    ReleaseKindRef,
    Remark,
    RidLine,
    RidText,
    SourceRef,
)


def _distance(value: Any) -> str:
    # Imported here: few registers have patterns of their own, and no command reads the others.
    from sectool.datelang.nodes import anchors_of
    from sectool.datelang.parser import PhraseError, parse_phrase

    text = one_line(value)
    try:
        phrase = parse_phrase(text)
    except PhraseError as error:
        raise fault("Y204", error.message, error.help, (error.start, error.end)) from None
    if not any(anchors_of(phrase)):
        raise fault("Y204", f"{text!r} names no milestone: write '10 weeks before go-live'")
    return text


# A row has the name that milestones of timelines get from it, and is none itself.
PatternRow = Annotated[str, ID.meant_as(Plain("a row of this pattern"))]

# A date measured from another milestone, '10 weeks before go-live': wrong ones are refused.
DistancePhrase = Annotated[
    str,
    Checked(_distance, form="a date counted from another milestone").meant_as(Phrase()),
]


# Exactly one of these says when a row is planned.
PATTERN_DATES = ("when", "due", "about", "month")


class PatternMilestone(Shape):
    """A row of the timetables that follow a pattern.

    Where no rule gives its date, `about` or `month` says how far from another row it mostly is.
    """

    title: RidLine
    """What the timetable calls it."""
    when: PhraseLine | None = None
    """The phrase that gives its date, such as 'last CSC meeting before go-live'."""
    due: PhraseLine | None = None
    """Its last permitted day, as a phrase."""
    about: DistancePhrase | None = None
    """The day near which it is planned, on the nearest of its kind: '20 weeks before go-live'."""
    month: DistancePhrase | None = None
    """A day of the month for which it is planned, where no day is known yet."""
    rules: tuple[SourcedRule, ...] = ()
    """Rules that its date must keep."""
    falls_on: PhraseLine | None = None
    """The kind of day it must be, such as 'a working day'."""
    because: ProseText | None = None
    """Why it is on that date."""
    source: SourceRef | None = None
    """The document that gives the rule."""
    by: BodyRef | None = None
    """The body whose act it is, by its short name."""
    paper_for: PatternRow | None = None
    """The row, a meeting, for which this hands in the paper."""
    notes: RidText | None = None
    """What the timetable notes about it."""
    provisional: Flag = False
    """Whether the timetable marks the date as provisional."""

    @model_validator(mode="after")
    def _one_date(self) -> Self:
        # A key that stands there without a value counts: that it is empty was told already.
        if len(self.model_fields_set.intersection(PATTERN_DATES)) != 1:
            raise fault(
                "Y202", "a milestone of a pattern has one of 'when', 'due', 'about' and 'month'"
            )
        return self


class TimelinePattern(Shape):
    """An item of `reference/timeline-patterns.yaml`: how releases of one sort are mostly planned.

    A new release takes the first pattern of its kind, unless another is named. Its go-live is not
    among the rows: it follows from the kind of the release.
    """

    title: Label
    """What a release of this sort is called."""
    kind: ReleaseKindRef
    """The kind of releases that are planned so, such as scheduled."""
    milestones: dict[PatternRow, PatternMilestone]
    """The rows of its timetable by id, in the order in which they mostly come."""
    note: Remark | None = None
    """Anything else worth knowing about it."""

    @model_validator(mode="after")
    def _without_go_live(self) -> Self:
        if "go-live" in self.milestones:
            raise fault("Y204", "'go-live' follows from the kind of the release: leave it out")
        return self
