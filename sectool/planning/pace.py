"""A step of a modification as functions of a day: by when it has to begin, and when it may end.

Each is monotone and is read both ways. A step `begins` on a Working Day. It is `ready` to begin
from a day on: for a meeting that is the last day for its papers. Read backwards it has a `limit`,
the last day on which it may be done; the latest days that follow are those for which it still is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Protocol

from sectool.calendar.workdays import DaySet, OutOfCalendar, WorkingCalendar
from sectool.datelang.functions import MonotoneStep
from sectool.datelang.monotone import Steps
from sectool.datelang.nodes import Counted, Distance
from sectool.dates import days_after
from sectool.values import dataclass


@dataclass(frozen=True)
class LatestDays:
    """The last days of a step: to be ready for it, to begin it, and for it to be done.

    Of a meeting of which nobody knows the day, `done` is the last day on which there could be one
    (`meeting_known` is false): no meeting in time is later than that.
    """

    ready: date
    begins: date
    done: date
    bodies: tuple[str, ...] = ()
    proposed: bool = False
    meeting_known: bool = True


class Pace(Protocol):
    """How a step runs. OutOfCalendar where a day is not known."""

    @property
    def rest(self) -> int:
        """The days that lie between its last day and the first of the next step."""

    def latest(self, limit: date) -> LatestDays:
        """Its last days, to be done by a limit."""

    def done_from(self, ready: date) -> date:
        """When it is done at the earliest, were all ready for it on a day."""


class WorkPace(Pace):
    """Work that takes so long, from a Working Day on; without a length, no time at all."""

    rest = 0

    def __init__(self, working: WorkingCalendar, step: MonotoneStep | None) -> None:
        self._days, self._step = working.working_days, step

    def latest(self, limit: date) -> LatestDays:
        done = self._days.on_or_before(limit)
        begins = done
        if self._step is not None:
            begins = self._days.on_or_before(_day(self._step.latest_anchor(limit.toordinal())))
        return LatestDays(begins, begins, done)

    def done_from(self, ready: date) -> date:
        begins = self._days.on_or_after(ready)
        if self._step is None:
            return begins
        return _day(self._step.forward(begins.toordinal()))


class ConsultationPace(Pace):
    """A consultation that runs for so long, and is over on the day after its last."""

    rest = 1

    def __init__(self, working: WorkingCalendar, step: MonotoneStep) -> None:
        self._days, self._step = working.working_days, step

    def latest(self, limit: date) -> LatestDays:
        begins = self._days.on_or_before(_day(self._step.latest_anchor(limit.toordinal())))
        return LatestDays(begins, begins, limit)

    def done_from(self, ready: date) -> date:
        return _day(self._step.forward(self._days.on_or_after(ready).toordinal()))


@dataclass(frozen=True)
class Meets:
    """A body: the days on which it is known to meet, and when its papers go out."""

    short: str
    days: DaySet | None
    papers: Counted | None
    proposed: frozenset[date] = frozenset()


class MeetingPace(Pace):
    """An act of a body at one of its meetings; of several bodies, whichever comes in time.

    `bodies_on` gives those that may act on a day. Where a meeting is not known, any Working Day
    may have one.
    """

    rest = 0

    def __init__(
        self, working: WorkingCalendar, steps: Steps, bodies_on: Callable[[date], Sequence[Meets]]
    ) -> None:
        self._days, self._steps, self._bodies_on = working.working_days, steps, bodies_on

    def latest(self, limit: date) -> LatestDays:
        bodies = self._bodies_on(limit)
        found = [self._latest_of(body, limit) for body in bodies or (_NOBODY,)]
        return max(found, key=lambda one: (one.ready, one.done))

    def _latest_of(self, body: Meets, limit: date) -> LatestDays:
        day, known = self._days.on_or_before(limit), False
        if body.days is not None:
            # Where its meetings are not known so far, it may meet on any day.
            with suppress(OutOfCalendar):
                day, known = body.days.on_or_before(limit), True
        papers = self._paper_step(body)
        ready = day if papers is None else _day(papers.forward(day.toordinal()))
        bodies = (body.short,) if body.short else ()
        return LatestDays(ready, ready, day, bodies, day in body.proposed, known)

    def done_from(self, ready: date) -> date:
        return min(self._next_of(body, ready) for body in self._bodies_on(ready) or (_NOBODY,))

    def _next_of(self, body: Meets, ready: date) -> date:
        papers = self._paper_step(body)
        first = ready if papers is None else _day(papers.earliest_anchor(ready.toordinal()))
        if body.days is not None:
            with suppress(OutOfCalendar):
                return body.days.on_or_after(first)
        return self._days.on_or_after(first)

    def _paper_step(self, body: Meets) -> MonotoneStep | None:
        if body.papers is None:
            return None
        return self._steps.counted(body.papers.distance, "before")


_NOBODY = Meets("", None, None)


def lasting(working: WorkingCalendar, steps: Steps, distance: Distance | None) -> WorkPace:
    """Work that takes a time of the date language."""
    return WorkPace(working, steps.counted(distance, "after") if distance is not None else None)


def back_from(limit: date, paces: Iterable[Pace]) -> list[LatestDays | None]:
    """The last days of steps in order, the last of which is to be done by a limit.

    None from where the calendar, backwards, does not reach.
    """
    found: list[LatestDays | None] = []
    ready: date | None = limit
    for number, pace in enumerate(reversed([*paces])):
        latest = None
        if ready is not None:
            try:
                latest = pace.latest(days_after(ready, -pace.rest if number else 0))
            except OutOfCalendar:
                latest = None
        ready = latest.ready if latest is not None else None
        found.append(latest)
    return found[::-1]


def _day(ordinal: int) -> date:
    """A day that was counted; OutOfCalendar where the count left what is known."""
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise OutOfCalendar("this leads out of the days that are known")
    return date.fromordinal(ordinal)
