"""How often go-live was moved before the day of a RID: decisions, and what the timetable says."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import last_day
from sectool.documents.rid.value import GoLiveMove
from sectool.model.release import Release
from sectool.queries.bodies import body_in_words
from sectool.queries.moved_dates import moved_dates
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import decisions_for_releases, known_on
from sectool.schedule.timeline_on import GO_LIVE


def go_live_changes(on: RegisterOn, release: Release) -> tuple[GoLiveMove, ...]:
    """The moves of go-live by the day, in time."""
    return tuple(sorted(_changes(on, release), key=lambda move: last_day(move.when)))


def _changes(on: RegisterOn, release: Release) -> Iterator[GoLiveMove]:
    for step in decisions_for_releases(on):
        entry = step.entry
        if step.release.id != release.id:
            continue
        yield GoLiveMove(
            entry.event,
            entry.date or entry.seen or known_on(entry),
            step.instead_of,
            entry.to,
            body_in_words(on.register, entry.by)[0] if entry.by is not None else None,
            entry.because,
            entry.date is None,
        )
    for moved in moved_dates(on, release.id, milestone=GO_LIVE):
        if moved.after.when is not None:
            before, to = moved.before.when, moved.after.when
            yield GoLiveMove("rescheduled", moved.day, before, to, because=moved.because)
