"""A register with and without a scenario: the same questions on both sides, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

from sectool.datelang.evaluate import Window
from sectool.diagnostic import Diagnostic, Finding
from sectool.history import Standing
from sectool.planning.scenario import Scenario
from sectool.planning.year_clashes import PlanClash, clashes_of
from sectool.queries.costs import CostsOfRelease, costs_of
from sectool.queries.cut_offs import CutOffVerdict, cut_off_of
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.loaded import Loaded
from sectool.queries.names import release_of
from sectool.queries.register_as_known import register_as_known
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule import Schedule, Scheduled
from sectool.schedule.answers import Answers
from sectool.schedule.slack import DaysOpen, Slack, working_days
from sectool.values import dataclass

__all__ = [
    "BrokenPlan",
    "CostsCompared",
    "CutOffVerdict",
    "DateCompared",
    "DaysOpen",
    "FoundCompared",
    "PlanSide",
    "Scheduled",
    "ScopeCompared",
    "Slack",
    "SlackCompared",
    "SlackFigures",
    "Standing",
    "VerdictCompared",
    "WhatIf",
    "compared",
]


class PlanSide:
    """A register on one side of a comparison, as of a day; each release is scheduled once."""

    def __init__(self, loaded: Loaded, day: date | None = None) -> None:
        self.loaded, self.day = loaded, day
        self.on: RegisterOn = register_on(loaded.register, day)
        self._answers: dict[str, Answers] = {}

    def schedule(self, release: str) -> Schedule | None:
        """The schedule of a release that is to be, or was; None where there is none."""
        return self.on.schedule(release) if self.on.cancellation(release) is None else None

    def milestone(self, release: str, id_: str) -> Scheduled | None:
        schedule = self.schedule(release)
        return schedule.milestones.get(id_) if schedule is not None else None

    def answers(self, release: str) -> Answers | None:
        """What its schedule answers about slack."""
        schedule, working = self.schedule(release), self.on.calendars.working
        if schedule is None or working is None or schedule.plan is None:
            return None
        if release not in self._answers:
            self._answers[release] = Answers(schedule, self.on.calendars, working)
        return self._answers[release]

    @cached_property
    def clashes(self) -> tuple[PlanClash, ...]:
        return clashes_of(self.on)


@dataclass(frozen=True)
class DateCompared:
    """A milestone on both sides; None where it is not planned on that side.

    `working_days` is by how many Working Days its first and its last day move: None where an end is
    open, or not in the calendar.
    """

    release: str
    id: str
    title: str
    before: Scheduled | None
    after: Scheduled | None
    working_days: tuple[int | None, int | None]


@dataclass(frozen=True)
class SlackFigures:
    """Working Days that a milestone can move earlier and later, and the delay of a miss.

    `room` with nothing else moving, `float_` with go-live kept; None is open. `if_missed` is by how
    much go-live moves at least; None where no rule says so, or no plan is left in the calendar.
    """

    room: tuple[int | None, int | None]
    float_: tuple[int | None, int | None]
    if_missed: int | None


@dataclass(frozen=True)
class SlackCompared:
    """The slack of a milestone on both sides; None where the plan contradicts itself."""

    release: str
    id: str
    before: SlackFigures | None
    after: SlackFigures | None


@dataclass(frozen=True)
class VerdictCompared:
    """The cut-off of a modification on both sides; None where it has none on that side."""

    id: str
    title: str
    before: CutOffVerdict | None
    after: CutOffVerdict | None


@dataclass(frozen=True)
class ScopeCompared:
    """What enters and what leaves a release, by the ids that people know."""

    release: str
    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True)
class CostsCompared:
    """The operator's costs of a release on both sides."""

    release: str
    before: CostsOfRelease
    after: CostsOfRelease


@dataclass(frozen=True)
class BrokenPlan:
    """A release whose plan no longer holds in a scenario, and why: the dates are those of no plan.

    What is wrong with it on both sides is left out.
    """

    release: str
    faults: tuple[Finding, ...]


@dataclass(frozen=True)
class FoundCompared:
    """What is found on one side alone."""

    new: tuple[Diagnostic, ...]
    gone: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class WhatIf:
    """What a scenario changes, and how much it leaves as it is.

    `dates`, `slack`, `verdicts` and `costs` are those that differ; `dates_kept`, `slack_kept` and
    `verdicts_kept` count the others. The dates of a release in `broken` are those of no plan.
    """

    scenario: Scenario
    release: str
    day: date | None
    before: PlanSide
    after: PlanSide
    broken: tuple[BrokenPlan, ...]
    dates: tuple[DateCompared, ...]
    dates_kept: int
    slack: tuple[SlackCompared, ...]
    slack_kept: int
    verdicts: tuple[VerdictCompared, ...]
    verdicts_kept: int
    scopes: tuple[ScopeCompared, ...]
    costs: tuple[CostsCompared, ...]
    clashes_new: tuple[PlanClash, ...]
    clashes_gone: tuple[PlanClash, ...]
    findings: FoundCompared

    @property
    def is_same(self) -> bool:
        """Whether nothing at all differs."""
        return not (
            self.broken
            or self.dates
            or self.slack
            or self.verdicts
            or self.scopes
            or self.costs
            or self.clashes_new
            or self.clashes_gone
            or self.findings.new
            or self.findings.gone
        )


def compared(
    before: PlanSide,
    after: PlanSide,
    scenario: Scenario,
    release: str,
    *,
    findings: tuple[Collection[Diagnostic], Collection[Diagnostic]] = ((), ()),
) -> WhatIf:
    """What differs between two sides; the release asked about first, then the others.

    `findings` are those of a check of both sides. NotFound for a release that is not there,
    Unavailable where it was cancelled or its timeline cannot be read.
    """
    _check(before, release)
    releases = _releases(before, after, release)
    dates, kept = _dates(before, after, releases)
    slack, slack_kept = _slack(before, after, release)
    verdicts, verdicts_kept = _verdicts(before, after)
    scopes = tuple(filter(None, (_scope(before, after, one) for one in releases)))
    costs = tuple(filter(None, (_costs(before, after, one) for one in releases)))
    return WhatIf(
        scenario,
        release,
        before.day,
        before,
        after,
        tuple(filter(None, (_broken(before, after, one) for one in releases))),
        dates,
        kept,
        slack,
        slack_kept,
        verdicts,
        verdicts_kept,
        scopes,
        costs,
        _only(after.clashes, before.clashes),
        _only(before.clashes, after.clashes),
        _found(*findings),
    )


def _check(side: PlanSide, release: str) -> None:
    register = side.loaded.register
    register_as_known(side.loaded)
    if release not in register.releases and release not in register.timelines:
        release_of(register, release)  # refuses, and says which there are
    if side.on.cancellation(release) is not None:
        raise Unavailable(f"{release} was cancelled, so nothing of it can move")
    if side.schedule(release) is None and release not in register.releases:
        raise NotFound("timeline", release, sorted(register.timelines))


def _releases(before: PlanSide, after: PlanSide, first: str) -> list[str]:
    """All releases, the one asked about first."""
    found = dict.fromkeys([first])
    for side in (before, after):
        register = side.loaded.register
        found |= dict.fromkeys(sorted({*register.timelines, *register.releases}))
    return list(found)


def _broken(before: PlanSide, after: PlanSide, release: str) -> BrokenPlan | None:
    known, new = (side.schedule(release) for side in (before, after))
    messages = {fault.finding.message for fault in (known.faults if known is not None else ())}
    faults = tuple(
        fault.finding
        for fault in (new.faults if new is not None else ())
        if fault.is_error and fault.finding.message not in messages
    )
    return BrokenPlan(release, faults) if faults else None


def _dates(
    before: PlanSide, after: PlanSide, releases: Iterable[str]
) -> tuple[tuple[DateCompared, ...], int]:
    found, kept = list[DateCompared](), 0
    for release in releases:
        schedules = before.schedule(release), after.schedule(release)
        ids = dict.fromkeys(
            id_ for schedule in schedules if schedule is not None for id_ in schedule.milestones
        )
        for id_ in ids:
            one, other = before.milestone(release, id_), after.milestone(release, id_)
            if one is not None and other is not None and _ends(one) == _ends(other):
                kept += 1
                continue
            row = other or one
            title = row.milestone.title if row is not None else id_
            apart = _apart(before, _ends(one), _ends(other))
            found.append(DateCompared(release, id_, title, one, other, apart))
        if not ids:
            kept += before.on.go_live(release) == after.on.go_live(release)
    return tuple(found), kept


_Ends = tuple[date | None, date | None]


def _ends(item: Scheduled | None) -> _Ends:
    return (item.earliest, item.latest) if item is not None else (None, None)


def _apart(side: PlanSide, one: _Ends, other: _Ends) -> tuple[int | None, int | None]:
    """How many Working Days lie between the ends, by the calendar as it is."""
    working = side.on.calendars.working
    first, last = (
        working_days(working, start, end)
        if working is not None and start is not None and end is not None
        else None
        for start, end in zip(one, other, strict=True)
    )
    return first, last


def _slack(
    before: PlanSide, after: PlanSide, release: str
) -> tuple[tuple[SlackCompared, ...], int]:
    schedule = before.schedule(release)
    found, kept = list[SlackCompared](), 0
    for id_ in schedule.milestones if schedule is not None else ():
        one, other = (_figures(side, release, id_) for side in (before, after))
        if one == other:
            kept += 1
        else:
            found.append(SlackCompared(release, id_, one, other))
    return tuple(found), kept


def _figures(side: PlanSide, release: str, id_: str) -> SlackFigures | None:
    answers, item = side.answers(release), side.milestone(release, id_)
    slack = answers.slack(id_) if answers is not None and item is not None else None
    if answers is None or item is None or slack is None:
        return None
    return SlackFigures(
        answers.movement(item, slack.room),
        answers.movement(item, slack.float_),
        answers.delay(slack.miss),
    )


def _verdicts(before: PlanSide, after: PlanSide) -> tuple[tuple[VerdictCompared, ...], int]:
    found, kept = list[VerdictCompared](), 0
    for standing in before.on.standings:
        then = after.on.standing(standing.id)
        one = cut_off_of(before.on, standing)
        other = cut_off_of(after.on, then) if then is not None else None
        if one is None and other is None:
            continue
        if _stated(one) == _stated(other):
            kept += 1
        else:
            found.append(VerdictCompared(standing.shown_id, standing.title, one, other))
    return tuple(found), kept


def _stated(
    verdict: CutOffVerdict | None,
) -> tuple[str | None, str, str, Window | None, Window | None, int | None] | None:
    """What people are to know of a verdict."""
    if verdict is None:
        return None
    return (
        verdict.release,
        verdict.basis,
        verdict.state,
        verdict.window,
        verdict.by_plan,
        verdict.working_days,
    )


def _scope(before: PlanSide, after: PlanSide, release: str) -> ScopeCompared | None:
    one = {standing.id: standing.shown_id for standing in before.on.scope(release).all}
    other = {standing.id: standing.shown_id for standing in after.on.scope(release).all}
    entering = tuple(shown for id_, shown in other.items() if id_ not in one)
    leaving = tuple(shown for id_, shown in one.items() if id_ not in other)
    return ScopeCompared(release, entering, leaving) if entering or leaving else None


def _costs(before: PlanSide, after: PlanSide, release: str) -> CostsCompared | None:
    one, other = (costs_of(s.loaded.register, s.on.scope(release)) for s in (before, after))
    same = (one.known, one.estimated, one.unknown) == (other.known, other.estimated, other.unknown)
    return None if same else CostsCompared(release, one, other)


def _only(these: Iterable[PlanClash], those: Iterable[PlanClash]) -> tuple[PlanClash, ...]:
    """Clashes that the others lack; two of the same words are the same."""
    known = {one.message for one in those}
    return tuple(one for one in these if one.message not in known)


def _found(before: Collection[Diagnostic], after: Collection[Diagnostic]) -> FoundCompared:
    return FoundCompared(_more(after, before), _more(before, after))


def _more(these: Collection[Diagnostic], those: Collection[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings that the others lack, wherever the lines above them have moved them to."""
    left = Counter(map(_same, those))
    found = []
    for one in these:
        if left[_same(one)] > 0:
            left[_same(one)] -= 1
        else:
            found.append(one)
    return tuple(found)


def _same(one: Diagnostic) -> tuple[str, str, str]:
    return one.code, one.place.file, one.message
