"""A release and its timeline: what authors write about a package of modifications."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from sectool.model.shape import (
    ChangeRequestId,
    Day,
    DayOrMonth,
    Flag,
    Id,
    Line,
    Link,
    ModificationId,
    Name,
    Number,
    ReleaseId,
    Shape,
    Text,
    Version,
    Waiver,
    fault,
)


class ChangeRequest(Shape):
    """A DCC Change Request that goes live with the release; no SEC vote decides on it."""

    id: ChangeRequestId
    title: Line
    will: Text
    seen: Day | None = None
    source: Id | None = None


class SpecificationVersion(Shape):
    """The version of a Technical Specification that the release brings in."""

    specification: Name
    version: Version
    gbcs: Version | None = None


class AlsoLists(Shape):
    """A document named as updated although no modification of the release ticks it."""

    document: Id
    note: Text


class ImpactStatement(Shape):
    """A sentence about what the release means for somebody, and what it rests on.

    It vanishes when every modification it rests on has dropped out. `says` may hold {irps}.
    """

    for_: Id
    says: Text
    rests_on: tuple[ModificationId, ...]
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _rests_on_something(self) -> ImpactStatement:
        if not self.rests_on:
            raise fault("Y202", "'rests-on' names at least one modification")
        return self


class FurtherAdditions(Shape):
    """Whether more modifications may still join the release, by their effect on DCC Systems."""

    system: Flag
    other: Flag


class Costs(Shape):
    """What the release says of its costs beyond the modifications' own figures."""

    determined: Flag = False
    operational: Literal["none", "some"] = "none"
    operational_note: Text | None = None
    waive: tuple[Waiver, ...] = ()


class Effort(Shape):
    """Days of the administrator's effort; pounds follow from the dated day rate."""

    for_: Line
    days: Number
    at_most: Flag = False


class OwnCriteria(Shape):
    """Criteria of this release that replace the standard ones."""

    operational: tuple[Text, ...] = ()
    testing: tuple[Text, ...] = ()


class StatedFigure(Shape):
    """A figure about a set that a published document states: compared, never used."""

    figure: Literal["documents-listed", "system-irps", "secas-pounds"]
    says: Line
    source: Id
    line: Number | None = None


ReleaseEvent = Literal["baselined", "went-live", "noted"]


class ReleaseEntry(Shape):
    """One thing that happened to the release as a whole."""

    date: DayOrMonth | None = None
    seen: DayOrMonth | None = None
    event: ReleaseEvent
    by: Name | None = None
    covers: Literal["system", "other"] | None = None
    version: Version | None = None
    note: Text | None = None
    source: Id | None = None
    where: Link | None = None
    line: Number | None = None
    waive: tuple[Waiver, ...] = ()


class Release(Shape):
    """`release.yaml`: the package. Its scope is derived from the modifications, never listed."""

    id: ReleaseId
    name: Line
    kind: Literal["scheduled", "standalone"]
    sec_version: Version | None = None
    go_live: Day | None = None
    further_additions: FurtherAdditions | None = None
    change_requests: tuple[ChangeRequest, ...] = ()
    specifications: tuple[SpecificationVersion, ...] = ()
    also_lists: tuple[AlsoLists, ...] = ()
    impact_statements: tuple[ImpactStatement, ...] = ()
    administrator_impacts: Text | None = None
    other_codes: Text | None = None
    assumptions: tuple[Text, ...] = ()
    test_strategy: tuple[Text, ...] = ()
    costs: Costs | None = None
    secas_effort: tuple[Effort, ...] = ()
    acceptance_criteria: OwnCriteria | None = None
    history: tuple[ReleaseEntry, ...] = ()
    source: Id | None = None
    line: Number | None = None
    stated: tuple[StatedFigure, ...] = ()
    waive: tuple[Waiver, ...] = ()


class SourcedRule(Shape):
    """A rule of a milestone with its reason and where it comes from."""

    rule: Line
    because: Text | None = None
    source: Id | None = None


class Milestone(Shape):
    """A row of the timetable: a date (or the phrase that gives it), or a deadline.

    A submission says by `paper_for` for which meeting, another row, it is a paper.
    """

    title: Line
    when: Line | None = None
    due: Line | None = None
    rules: tuple[SourcedRule, ...] = ()
    falls_on: Line | None = None
    because: Text | None = None
    source: Id | None = None
    stated: DayOrMonth | None = None
    by: Name | None = None
    paper_for: Id | None = None
    notes: Text | None = None
    provisional: Flag = False
    fixed: Flag = False
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_rules(cls, data: Any) -> Any:
        # A rule may be just its phrase.
        if isinstance(data, dict) and isinstance(data.get("rules"), tuple):
            rules = tuple({"rule": r} if type(r) is str else r for r in data["rules"])
            return {**data, "rules": rules}
        return data

    @model_validator(mode="after")
    def _one_date(self) -> Milestone:
        # A key that stands there without a value counts: that it is empty was told already.
        if ("when" in self.model_fields_set) == ("due" in self.model_fields_set):
            raise fault(
                "Y202", "a milestone has either 'when' (its date) or 'due' (its last permitted day)"
            )
        return self


class Timeline(Shape):
    """`timeline.yaml`: the milestones of a release in the order the timetable prints them."""

    release: ReleaseId
    stated_by: Id | None = None
    milestones: dict[Id, Milestone]
    waive: tuple[Waiver, ...] = ()
