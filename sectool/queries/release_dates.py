"""What a release's history says by a day: decisions about its date, and facts that change."""

from __future__ import annotations

from datetime import date

from sectool.model.release import FurtherAdditions, Release, ReleaseEntry
from sectool.queries.register_on import RegisterOn
from sectool.schedule.timeline_on import (
    DECIDES,
    entries_by,
    go_live_decisions,
    has_one_plan,
    is_cancelled,
    known_on,
)
from sectool.values import dataclass

__all__ = [
    "ReleaseFacts",
    "entries_of",
    "facts_of_release",
    "go_live_decisions",
    "has_one_plan",
    "is_cancelled",
    "known_on",
    "pending_request",
    "steps_of_date",
]


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release says of itself on a day."""

    sec_version: str | None
    published: date | None
    further_additions: FurtherAdditions | None


def facts_of_release(release: Release, day: date | None) -> ReleaseFacts:
    """The facts at the head of its file, but for those that an entry by the day has replaced."""
    facts = ReleaseFacts(release.sec_version, release.published, release.further_additions)
    for entry in entries_by(release, day):
        given = entry.model_fields_set
        facts = ReleaseFacts(
            entry.sec_version if "sec_version" in given else facts.sec_version,
            entry.published if "published" in given else facts.published,
            entry.further_additions if "further_additions" in given else facts.further_additions,
        )
    return facts


def entries_of(on: RegisterOn, release: Release) -> tuple[ReleaseEntry, ...]:
    """The entries of a release by the day, in time."""
    return entries_by(release, on.day)


def steps_of_date(on: RegisterOn, release: Release) -> tuple[ReleaseEntry, ...]:
    """What was asked and decided about its go-live by the day, in time."""
    about = ("date-requested", *DECIDES)
    return tuple(entry for entry in entries_by(release, on.day) if entry.event in about)


def pending_request(on: RegisterOn, release: Release) -> ReleaseEntry | None:
    """The newest request for another go-live, where nothing was decided since."""
    if release.id in on.live:
        return None
    steps = steps_of_date(on, release)
    return steps[-1] if steps and steps[-1].event == "date-requested" else None
