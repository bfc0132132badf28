"""The timeline of a release, scheduled, with what is wrong with it."""

from __future__ import annotations

from datetime import date

from sectool.dates import When, days_after
from sectool.diagnostic import Address, Diagnostic, Place, Severity, suggestion
from sectool.model.release import ReleaseEntry
from sectool.queries.errors import NotFound
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.register_on import register_on
from sectool.schedule import Schedule, Scheduled, schedule_release
from sectool.schedule.answers import Answers
from sectool.schedule.slack import GO_LIVE, DaysOpen, Miss
from sectool.schedule.timeline_on import known_on
from sectool.values import dataclass

__all__ = [
    "GO_LIVE",
    "DaysOpen",
    "Miss",
    "Scheduled",
    "ScheduledTimeline",
    "scheduled_timeline",
]


@dataclass(frozen=True)
class ScheduledTimeline:
    """A timeline's schedule, what it answers, and its errors; dates may be others than meant.

    Of a release that was `cancelled` it is the plan of the eve of that, which holds no longer. One
    that was not `known_then`, by the day asked about, had no plan that anybody knew of.
    """

    known: RegisterAsKnown
    answers: Answers
    errors: tuple[Diagnostic, ...]
    cancelled: ReleaseEntry | None = None
    known_then: bool = True

    @property
    def cancelled_on(self) -> When | None:
        """When its release was cancelled, or was seen to have been."""
        entry = self.cancelled
        return (entry.date or entry.seen) if entry is not None else None

    @property
    def schedule(self) -> Schedule:
        return self.answers.schedule

    @property
    def name(self) -> str:
        """`November 2022 SEC Release`, or the id where the release has no file of its own."""
        release = self.known.register.releases.get(self.schedule.release)
        return release.name if release is not None else self.schedule.release

    def milestone(self, id_: str) -> Scheduled:
        found = self.schedule.milestones.get(id_)
        if found is None:
            near = suggestion(id_, list(self.schedule.milestones))
            message = f"{self.schedule.release} has no milestone {id_!r}{near}"
            raise NotFound("milestone", id_, message=message)
        return found

    def contradictions_of(self, item: Scheduled) -> list[Diagnostic]:
        """The contradictions that rest on a line of a milestone."""
        first = self.place(item.address)
        starts = [self.place(one.address).span.line for one in self.schedule.milestones.values()]
        end = min((line for line in starts if line > first.span.line), default=1 << 30)
        return [
            error
            for error in self.errors
            if error.code == "T112"
            and any(
                place.file == first.file and first.span.line <= place.span.line < end
                for place in (error.place, *(place for _, place in error.related))
            )
        ]

    def place(self, address: Address) -> Place:
        return self.known.loaded.sources.place(address)

    def line_of(self, address: Address) -> str:
        """The file and the line of a place in it: `releases/2022-11/timeline.yaml:12`."""
        place = self.place(address)
        return f"{place.file}:{place.span.line}"


def scheduled_timeline(
    known: RegisterAsKnown, release: str, as_of: date | None = None
) -> ScheduledTimeline:
    """The timeline of a release, as it was on a day (None: as it is) with the calendar of then.

    NotFound or Unavailable where there is none to be read.
    """
    known_then = known.knows(release, as_of)
    cancelled = register_on(known.register, as_of).cancellation(release)
    if cancelled is not None:
        as_of = days_after(known_on(cancelled), -1)
    timeline, known = known.timeline(release, as_of), known.as_of(as_of)
    schedule = schedule_release(timeline, known.calendars)
    errors = tuple(
        known.loaded.sources.diagnose(fault.code, Severity.ERROR, fault.finding)
        for fault in schedule.faults
        if fault.is_error
    )
    answers = Answers(schedule, known.calendars, known.working)
    return ScheduledTimeline(known, answers, errors, cancelled, known_then)
