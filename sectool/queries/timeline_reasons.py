"""Why a milestone has its dates, and what would follow if it had another day."""

from __future__ import annotations

from datetime import date

from sectool.diagnostic import Finding
from sectool.queries.timelines import ScheduledTimeline
from sectool.schedule import Scheduled
from sectool.schedule.plan import Plan, Written
from sectool.schedule.reasons import Reason, Reasons, limit_of
from sectool.schedule.solver.constraints import Contradiction, Event, Windows
from sectool.schedule.what_if import no_meeting, with_other_day
from sectool.values import dataclass

__all__ = ["Against", "Explained", "Reason", "Supposed", "Written", "explained", "supposed"]


@dataclass(frozen=True)
class Explained:
    """The chains of reasons that end at the bounds of a milestone, root first; none: it is open."""

    earliest: tuple[Reason, ...]
    latest: tuple[Reason, ...]

    @property
    def fullest(self) -> tuple[Reason, ...]:
        """The chain that says most, where both give the same days: all that was chosen among."""
        return max(self.earliest, self.latest, key=lambda chain: sum(len(r.beside) for r in chain))

    @property
    def are_one(self) -> bool:
        """Whether the same lines give the same days both ways."""
        one, other = ([(r.written, r.day) for r in chain] for chain in (self.earliest, self.latest))
        return one == other


@dataclass(frozen=True)
class Against:
    """What stands against a day: a chain of reasons, and the line that it breaks."""

    reasons: tuple[Reason, ...]
    limit: Written
    limit_in_words: str


@dataclass(frozen=True)
class Supposed:
    """A milestone on another day: what moves then, or the finding that says why it cannot be.

    `against` is that finding step by step, unless its lines only go round in a circle. `no_meeting`
    says that a body does not meet that day; `instead_of` are the milestone's own lines that say
    another one. Where a choice leaves open whether all lines can be kept, it is not `is_proved`.
    """

    item: Scheduled
    day: date
    finding: Finding | None
    against: Against | None
    no_meeting: str | None
    instead_of: tuple[Written, ...]
    moved: tuple[tuple[Scheduled, date | None, date | None], ...]
    is_proved: bool = True


def explained(timeline: ScheduledTimeline, item: Scheduled) -> Explained:
    """Why a milestone has its bounds."""
    plan, windows = _solved(timeline)
    reasons, node = Reasons(plan), plan.node(item.id)

    def chain(event: Event | None, *, upward: bool) -> tuple[Reason, ...]:
        return reasons.of(event, upward=upward) if event is not None else ()

    return Explained(
        chain(windows.earliest.get(node), upward=True),
        chain(windows.latest.get(node), upward=False),
    )


def supposed(timeline: ScheduledTimeline, item: Scheduled, day: date) -> Supposed:
    """What the plan says if a milestone has a day, whatever its own date is."""
    plan, _ = _solved(timeline)
    other = with_other_day(timeline.schedule, plan, item, day)
    found = other.found
    return Supposed(
        item,
        day,
        other.reasons.finding(found) if isinstance(found, Contradiction) else None,
        _against(found, other.reasons) if isinstance(found, Contradiction) else None,
        no_meeting(item, day, timeline.known.calendars),
        tuple(other.instead_of),
        tuple(other.moved),
        not isinstance(found, Windows) or found.is_proved,
    )


def _solved(timeline: ScheduledTimeline) -> tuple[Plan, Windows]:
    plan, windows = timeline.schedule.plan, timeline.schedule.windows
    if plan is None or windows is None:
        raise AssertionError("a calendar, and nothing counted")
    return plan, windows


def _against(found: Contradiction, reasons: Reasons) -> Against | None:
    clash = found.clash
    if not clash.chain or clash.limit is None:
        return None
    limit = reasons.written(clash.limit)
    chain = reasons.of(clash.chain[-1], upward=clash.upward)
    return Against(chain, limit, limit_of(limit, upward=clash.upward))
