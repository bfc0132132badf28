"""A plan in lanes: what belongs together in it, when, and what there is to explain of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from sectool.values import dataclass

PointKind = Literal["meeting", "step", "cut-off"]
# What the drawing of a plan has marks for: the wording names those that it uses.
LaneMark = Literal["meeting", "step", "cut-off", "window", "phase", "day off", "as of"]


@dataclass(frozen=True)
class Point:
    """A step of a plan: the days that it may be on, the few words at it, and what it is in full."""

    label: str
    says: str
    first: date
    last: date
    kind: PointKind


@dataclass(frozen=True)
class Stretch:
    """A phase of a plan, from one of the days of its start to one of those of its end."""

    says: str
    starts: tuple[date, date]
    ends: tuple[date, date]


@dataclass(frozen=True)
class Lane:
    """What belongs together in a plan, one lane of its drawing."""

    title: str
    stretches: tuple[Stretch, ...]
    points: tuple[Point, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What is in it, each in words."""
        stretches = (one.says for one in self.stretches)
        return (*stretches, *(one.says for one in self.points))


@dataclass(frozen=True)
class LastStep:
    """The last step before go-live as a sentence names it, and how many Working Days before it."""

    called: str
    ahead: int


@dataclass(frozen=True)
class PlanLanes:
    """A plan as data makes it, before the wording gives its drawing a caption and names.

    `goes_live` are the days to which it leads, one or the two ends of a window. `as_of` is the day
    of which it is known, where that is among its days. `last` is there where it and go-live have
    a day each.
    """

    lanes: tuple[Lane, ...]
    goes_live: tuple[date, date] | None
    days_off: tuple[date, ...] = ()
    as_of: date | None = None
    last: LastStep | None = None

    @property
    def steps(self) -> int:
        """How many steps of the timetable are in it; cut-off dates are none."""
        return len(self._steps)

    @property
    def open_steps(self) -> int:
        """How many of these may be on one of several days."""
        return sum(one.first != one.last for one in self._steps)

    @property
    def _steps(self) -> list[Point]:
        return [one for lane in self.lanes for one in lane.points if one.kind != "cut-off"]

    @property
    def days(self) -> tuple[date, ...]:
        """The first and last days of all that is in it, in no order."""
        points = (
            day for lane in self.lanes for one in lane.points for day in (one.first, one.last)
        )
        ends = (
            day for lane in self.lanes for one in lane.stretches for day in (*one.starts, *one.ends)
        )
        return (*points, *ends, *(self.goes_live or ()))

    @property
    def marks(self) -> tuple[LaneMark, ...]:
        """What there is to explain in its drawing, in the order of `LaneMark`."""
        points = [one for lane in self.lanes for one in lane.points]
        phases = [one for lane in self.lanes for one in lane.stretches]
        open_ = any(one.first != one.last for one in points)
        open_ |= any(first != last for one in phases for first, last in (one.starts, one.ends))
        used: set[LaneMark] = {one.kind for one in points if one.first == one.last}
        used |= {"window"} if open_ else set()
        used |= {"phase"} if phases else set()
        used |= {"day off"} if self.days_off else set()
        used |= {"as of"} if self.as_of is not None else set()
        return tuple(mark for mark in get_args(LaneMark) if mark in used)
