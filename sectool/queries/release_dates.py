"""What a release's history says by a day: decisions about its date, and facts that change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import days_after, first_day, last_day
from sectool.history import Standing
from sectool.model.modification import Entry
from sectool.model.release import FurtherAdditions, Release, ReleaseEntry
from sectool.queries.register_on import RegisterOn, register_on
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
    "ReleaseStep",
    "decisions_for_releases",
    "entries_of",
    "facts_of_release",
    "go_live_decisions",
    "has_one_plan",
    "is_cancelled",
    "known_on",
    "pending_request",
    "repeats_its_release",
    "requests_for_releases",
    "steps_of_date",
]


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release says of itself on a day."""

    code_version: str | None
    published: date | None
    further_additions: FurtherAdditions | None


def facts_of_release(release: Release, day: date | None) -> ReleaseFacts:
    """The facts at the head of its file, but for those that an entry by the day has replaced."""
    facts = ReleaseFacts(release.code_version, release.published, release.further_additions)
    for entry in entries_by(release, day):
        given = entry.model_fields_set
        facts = ReleaseFacts(
            entry.code_version if "code_version" in given else facts.code_version,
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


# What is told of whole releases, once for all that goes live with them.


@dataclass(frozen=True)
class ReleaseStep:
    """What was asked or decided about the go-live of a release, and what it holds for.

    `instead_of` is the day that held till then; `following` is approved and goes live with the
    release, or did. `undecided` is targeted for one that is not live yet: it may still go with it.
    """

    release: Release
    entry: ReleaseEntry
    instead_of: date | None
    following: tuple[Standing, ...]
    undecided: tuple[Standing, ...] = ()


def requests_for_releases(on: RegisterOn) -> Iterator[ReleaseStep]:
    """The requests for another go-live of a release that nobody has answered."""
    for release in on.register.releases.values():
        if pending_request(on, release) is not None:
            yield _step(on, release, _each_once(steps_of_date(on, release))[-1])


def decisions_for_releases(on: RegisterOn) -> Iterator[ReleaseStep]:
    """What was decided about the go-live of each release, in time, each decision once."""
    for release in on.register.releases.values():
        for entry in _each_once(steps_of_date(on, release)):
            if entry.event in DECIDES:
                yield _step(on, release, entry)


def repeats_its_release(on: RegisterOn, standing: Standing, entry: Entry) -> bool:
    """Whether an entry says of a modification what was asked or decided for its whole release."""
    day, what = last_day(entry.when), (entry.event, entry.to, entry.date, entry.seen)
    releases = {
        id_
        for id_, release in on.register.releases.items()
        if any((s.event, s.to, s.date, s.seen) == what for s in entries_by(release, day))
    }
    then = register_on(on.register, day).standing(standing.id) if releases else None
    if then is None:
        return False
    meant = {part.release for part in then.parts if not entry.part or part.id in entry.part}
    return bool(meant) and meant <= releases


def _step(on: RegisterOn, release: Release, entry: ReleaseEntry) -> ReleaseStep:
    held = _held_before(on, release, entry)
    scope = on.scope(release.id)
    following, undecided = (
        tuple(
            standing
            for standing in standings
            if any(on.follows_release(part) for part in standing.parts_in(release.id))
        )
        for standings in (scope.approved, scope.targeted)
    )
    # What nobody decided on before its release went live did not go live with it.
    undecided = () if release.id in on.live else undecided
    held_before = held if held != entry.to else None
    return ReleaseStep(release, entry, held_before, following, undecided)


def _held_before(on: RegisterOn, release: Release, entry: ReleaseEntry) -> date | None:
    """The go-live that held until an entry: as it says itself, as decided, asked or planned."""
    if entry.from_ is not None:
        return entry.from_
    steps = _each_once(steps_of_date(on, release))
    before = steps[: steps.index(entry)]
    decided = [step for step in before if step.event in DECIDES]
    if decided:
        return decided[-1].to
    given = [step.from_ for step in before if step.from_ is not None]
    if given:
        return given[-1]
    eve = register_on(on.register, days_after(known_on(entry), -1))
    planned = eve.planned_go_live(release.id)
    return planned if isinstance(planned, date) else None


def _each_once(steps: tuple[ReleaseEntry, ...]) -> list[ReleaseEntry]:
    """Steps in time, without those that only saw the one before: its day says more than that."""
    found: list[ReleaseEntry] = []
    for step in steps:
        known = found[-1] if found else None
        if known is None or (known.event, known.to) != (step.event, step.to):
            found.append(step)
        elif step.date is not None and known.date is None:
            if first_day(step.date) > known_on(known):
                found.append(step)
            else:
                found[-1] = step
        elif step.date is not None:
            found.append(step)
    return found
