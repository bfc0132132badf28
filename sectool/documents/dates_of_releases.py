"""What documents tell of the dates of whole releases, once for all that goes live with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sectool.documents.parts import Cancelled, ReleaseMove
from sectool.history import Standing
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import (
    ReleaseStep,
    decisions_for_releases,
    known_on,
    requests_for_releases,
)
from sectool.queries.rolled_over import came_from, rolled_over

Naming = Callable[[str | None], str | None]


def release_dates_requested(on: RegisterOn, body: Naming) -> tuple[ReleaseMove, ...]:
    """The dates that were asked for and not answered yet; `body` names a body."""
    return _values(on, requests_for_releases(on), body)


def release_dates_decided(on: RegisterOn, body: Naming) -> tuple[ReleaseMove, ...]:
    """All that was decided about dates by the day, release by release."""
    return _values(on, decisions_for_releases(on), body)


def cancelled(on: RegisterOn, release: str, body: Naming) -> Cancelled | None:
    """What cancelled a release by the day; None where it is to come, or went live."""
    entry = on.cancellation(release)
    if entry is None:
        return None
    when = entry.date or entry.seen or known_on(entry)
    instead, is_part = _instead(on, release)
    return Cancelled(when, entry.date is None, body(entry.by), entry.because, instead, is_part)


def from_cancelled(on: RegisterOn, standing: Standing, release: str) -> tuple[str, ...]:
    """The releases that were cancelled, and with which it was to go before this one."""
    return _named(on, came_from(on, standing, release))


def _instead(on: RegisterOn, release: str) -> tuple[tuple[str, ...], bool]:
    """The releases with which goes what it was to bring in, and whether some of it alone does."""
    found = rolled_over(on, release)
    return _named(on, found.instead), bool(found.instead) and found.is_part


def _named(on: RegisterOn, ids: Iterable[str]) -> tuple[str, ...]:
    releases = on.register.releases
    return tuple(releases[id_].name if id_ in releases else id_ for id_ in ids)


def _values(on: RegisterOn, steps: Iterable[ReleaseStep], body: Naming) -> tuple[ReleaseMove, ...]:
    return tuple(
        ReleaseMove(
            step.release.name,
            tuple(standing.shown_id for standing in step.following),
            entry.event,
            entry.to,
            step.instead_of,
            entry.until,
            body(entry.by),
            body(entry.of),
            entry.date or entry.seen or known_on(entry),
            entry.date is None,
            entry.because,
            on.cancellation(step.release.id) is not None,
            tuple(standing.shown_id for standing in step.undecided),
            *_instead(on, step.release.id),
        )
        for step in steps
        for entry in [step.entry]
    )
