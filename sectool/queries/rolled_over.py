"""Where what a cancelled release was to bring in has gone: with which other releases."""

from __future__ import annotations

from sectool.dates import days_after
from sectool.history import Standing
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule.timeline_on import known_on


def goes_with_instead(on: RegisterOn, release: str) -> tuple[str, ...]:
    """The releases that now hold what a cancelled one was to bring in, in order."""
    found = {
        part.release
        for was in _held_before(on, release)
        for standing in [on.standing(was.id)]
        if standing is not None and standing.decision != "closed"
        for part in standing.parts
        if part.release not in (None, release)
    }
    return tuple(sorted(id_ for id_ in found if id_ is not None))


def came_from(on: RegisterOn, standing: Standing, release: str) -> tuple[str, ...]:
    """The cancelled releases with which what is now meant for one was to go, in order."""
    if not standing.parts_in(release):
        return ()
    return tuple(
        id_
        for id_ in sorted(on.register.releases)
        if id_ != release and any(was.id == standing.id for was in _held_before(on, id_))
    )


def _held_before(on: RegisterOn, release: str) -> tuple[Standing, ...]:
    """What a release was to bring in on the eve of its cancellation; nothing where it has none."""
    cancelled = on.cancellation(release)
    if cancelled is None:
        return ()
    eve = register_on(on.register, days_after(known_on(cancelled), -1))
    return eve.scope(release).all
