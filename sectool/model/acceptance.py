"""Acceptance criteria: the standard ones, those of one release, and what was reported of each."""

from typing import Annotated, Literal

from pydantic import Field

from sectool.model.meaning import Plain
from sectool.model.shape import Day, Shape, matching
from sectool.model.texts import BodyRef, Link, ProseLine, ProseText, RidText, SourceRef

# The groups of criteria, in the order in which documents list them.
GROUPS = ("operational", "testing")
# A criterion goes by its group and its number in that group, as people call it.
CriterionName = Annotated[
    str,
    matching(
        "a criterion by its group and number, such as operational-3 or testing-1",
        f"(?:{'|'.join(GROUPS)})-[1-9][0-9]{{0,2}}",
        digits=False,
    ).meant_as(Plain("a criterion by its group and its place in it")),
]
CriterionState = Literal["met", "expected", "not-met"]


class Criteria(Shape):
    """The standard acceptance criteria, in order."""

    operational: tuple[RidText, ...]
    """Operational acceptance criteria, in order."""
    testing: tuple[RidText, ...]
    """Testing acceptance criteria, in order."""
    owners: dict[BodyRef, tuple[CriterionName, ...]] = Field(default_factory=dict)
    """Which body has to meet which criteria."""
    source: SourceRef | None = None
    """The document that gives them."""


class OwnCriteria(Shape):
    """Criteria of this release that replace the standard ones."""

    operational: tuple[ProseText, ...] = ()
    """Operational acceptance criteria, in order."""
    testing: tuple[ProseText, ...] = ()
    """Testing acceptance criteria, in order."""
    owners: dict[BodyRef, tuple[CriterionName, ...]] = Field(default_factory=dict)
    """Which body has to meet which of these criteria."""


class CriterionReport(Shape):
    """What was reported of an acceptance criterion of the release; the newest report counts.

    A key that a later report leaves out keeps what an earlier one says.
    """

    criterion: CriterionName
    """The criterion by its group and number, such as operational-3."""
    seen: Day
    """The day on which it was reported."""
    state: CriterionState | None = None
    """Whether it is met, is expected to be met, or is not met."""
    owner: BodyRef | None = None
    """The body that has to meet it, where the table of criteria names none or another."""
    evidence: ProseLine | None = None
    """What shows that it is met, such as the title of a report."""
    where: Link | None = None
    """The web address of the evidence."""
    because: ProseText | None = None
    """Why it is in that state."""
    source: SourceRef | None = None
    """The document or page that reports it."""
