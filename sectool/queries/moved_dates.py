"""Which dates of a timetable were moved, and when: decisions aside, as rows of `was` say it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import Month, days_after, plainly
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.release_dates import go_live_decisions, known_on
from sectool.schedule import Scheduled
from sectool.schedule.timeline_on import GO_LIVE
from sectool.values import dataclass

__all__ = ["MovedDate", "moved_dates", "moved_in_words"]


@dataclass(frozen=True)
class MovedDate:
    """A milestone whose date was another one until a day: how it stood before, and from then on.

    `by` is the short name of the body that moved it, where that is recorded.
    """

    release: str
    day: date
    before: Scheduled
    after: Scheduled
    by: str | None = None

    @property
    def because(self) -> str | None:
        """Why it has the later date."""
        return self.after.milestone.because


def moved_dates(
    on: RegisterOn, release: str, *, since: date = date.min, milestone: str | None = None
) -> Iterator[MovedDate]:
    """What rows of `was` moved from a day on and by that of the register, as its timetable has it.

    What a decision in the history of the release moved is told there, and not here.
    """
    timeline = on.register.timelines.get(release)
    if timeline is None:
        return
    decided = {known_on(one) for one in go_live_decisions(on.register.releases.get(release), None)}
    for id_, row in timeline.milestones.items():
        if milestone not in (None, id_):
            continue
        for earlier in sorted(row.was, key=lambda each: each.until):
            day = earlier.until
            if not earlier.dates:
                continue
            is_decided = id_ == GO_LIVE and day in decided
            if is_decided or day < since or (on.day is not None and day > on.day):
                continue
            found = [
                schedule.milestones[id_]
                for each in (days_after(day, -1), day)
                if (schedule := register_on(on.register, each).schedule(release)) is not None
                and id_ in schedule.milestones
            ]
            if len(found) == 2 and found[0].window != found[1].window:
                yield MovedDate(release, day, found[0], found[1], earlier.moved_by)


def moved_in_words(moved: MovedDate) -> str:
    """`Go-live moved from Thu 3 Nov 2022 to Thu 1 Dec 2022 by CSC`, and why, where known."""
    because = f": {moved.because}" if moved.because is not None else ""
    by = f" by {moved.by}" if moved.by is not None else ""
    title = moved.after.milestone.title
    return f"{title} moved from {_days(moved.before)} to {_days(moved.after)}{by}{because}"


def _days(item: Scheduled) -> str:
    when, window = item.when, item.window
    if isinstance(when, Month | date):
        return plainly(when)
    if window is None:
        return "a day that is not known"
    return f"a day between {plainly(window.earliest)} and {plainly(window.latest)}"
