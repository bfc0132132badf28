"""A year as a whole: go-lives, steps of releases, meetings, papers, consultations, freezes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import first_day, last_day
from sectool.history import Consultation, Standing
from sectool.model.change_freeze import ChangeFreeze
from sectool.planning.compared import PlanSide
from sectool.planning.year_clashes import PlanClash, clashes_of, freezes_known
from sectool.queries.calendar_year import CalendarYear, calendar_year
from sectool.queries.loaded import Loaded
from sectool.queries.register_as_known import register_as_known
from sectool.queries.register_on import RegisterOn
from sectool.schedule import Scheduled
from sectool.values import dataclass

__all__ = ["PlanYear", "YearConsultation", "YearMilestone", "plan_year"]


@dataclass(frozen=True)
class YearMilestone:
    """A milestone of a release that falls, or may fall, in the year."""

    release: str
    item: Scheduled

    @property
    def first(self) -> date:
        found = self.item.earliest or self.item.latest
        if found is None:  # pragma: no cover - such a one is in no year
            raise ValueError(self.item.id)
        return found

    @property
    def last(self) -> date:
        return self.item.latest or self.first


@dataclass(frozen=True)
class YearConsultation:
    """A consultation that is on in the year; `last` is None where its closing day is not known."""

    standing: Standing
    title: str
    first: date
    last: date | None


@dataclass(frozen=True)
class PlanYear:
    """A year of a register as of a day, or with all that is recorded; `side` has its places.

    `calendar` has holidays, meetings, paper days and go-lives. `clashes` are of days in the year.
    """

    side: PlanSide
    day: date | None
    calendar: CalendarYear
    milestones: tuple[YearMilestone, ...]
    consultations: tuple[YearConsultation, ...]
    freezes: tuple[ChangeFreeze, ...]
    clashes: tuple[PlanClash, ...]

    @property
    def year(self) -> int:
        return self.calendar.year


def plan_year(loaded: Loaded, year: int, day: date | None = None) -> PlanYear:
    """All that a year holds, as of a day or with all that is recorded.

    NotFound for a year outside the calendar, Unavailable where calendar or bodies cannot be read.
    """
    known = register_as_known(loaded, day)
    known.check_year(year)
    side = PlanSide(loaded, day)
    first, last = date(year, 1, 1), date(year, 12, 31)
    freezes = (freeze for _, freeze in freezes_known(side.on))
    return PlanYear(
        side,
        day,
        calendar_year(known, year),
        tuple(sorted(_milestones(side, first, last), key=lambda one: (one.first, one.last))),
        tuple(sorted(_consultations(side.on, first, last), key=lambda one: one.first)),
        tuple(
            sorted(
                (one for one in freezes if one.from_ <= last and one.to >= first),
                key=lambda one: one.from_,
            )
        ),
        clashes_of(side.on, first, last),
    )


def _milestones(side: PlanSide, first: date, last: date) -> Iterator[YearMilestone]:
    for release in side.loaded.register.timelines:
        schedule = side.schedule(release)
        for item in schedule.milestones.values() if schedule is not None else ():
            if item.earliest is None and item.latest is None:
                continue
            row = YearMilestone(release, item)
            if row.first <= last and row.last >= first:
                yield row


def _consultations(on: RegisterOn, first: date, last: date) -> Iterator[YearConsultation]:
    for standing in on.standings:
        for one in standing.consultations:
            begins = first_day(one.opened or one.seen)
            ends = one.closes
            if begins <= last and (ends or last_day(one.opened or one.seen)) >= first:
                yield YearConsultation(standing, _title(on, one), begins, ends)


def _title(on: RegisterOn, one: Consultation) -> str:
    return on.register.life_cycle.consultation_title(one.kind)
