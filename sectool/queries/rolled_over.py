"""Where what a cancelled release was to bring in has gone: with which other releases."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import days_after
from sectool.history import PartStanding, Standing
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule.timeline_on import known_on
from sectool.values import dataclass


@dataclass(frozen=True)
class RolledOver:
    """What became of the parts that a cancelled release held on the eve of its cancellation.

    `instead` are the releases with which some go now, in order. Others may be `waiting` for a
    release, or go `alone`: on a day of their own, on one to be announced, or no longer at all.
    """

    instead: tuple[str, ...] = ()
    waiting: bool = False
    alone: bool = False

    @property
    def is_part(self) -> bool:
        """Whether what is said of `instead`, or else of those `waiting`, holds for some alone."""
        return self.alone or (self.waiting and bool(self.instead))


def rolled_over(on: RegisterOn, release: str) -> RolledOver:
    """What became of what a release was to bring in; nothing, where it was not cancelled."""
    instead: set[str] = set()
    waiting = alone = False
    for part in _parts_now(on, release):
        if on.awaits_another_release(part):
            waiting = True
        elif part.release in (None, release):
            alone = True
        else:
            instead.add(str(part.release))
    return RolledOver(tuple(sorted(instead)), waiting, alone)


def came_from(on: RegisterOn, standing: Standing, release: str) -> tuple[str, ...]:
    """The cancelled releases with which parts that are now meant for one were to go, in order."""
    here = {part.id for part in standing.parts_in(release)}
    if not here:
        return ()
    return tuple(
        id_
        for id_ in sorted(on.register.releases)
        if id_ != release
        for was in _held_before(on, id_)
        if was.id == standing.id
        and here & {now.id for part in was.parts_in(id_) for now in _became(standing, part)}
    )


def _parts_now(on: RegisterOn, release: str) -> Iterator[PartStanding]:
    """What a release held on that eve as it stands now, and what was meant for it since."""
    if on.cancellation(release) is None:
        return
    held = {was.id: was.parts_in(release) for was in _held_before(on, release)}
    for standing in on.standings:
        if standing.decision == "closed":
            continue
        mine = {now.id for part in held.get(standing.id, ()) for now in _became(standing, part)}
        for part in standing.parts:
            since = part.release == release and on.awaits_another_release(part)
            if part.id in mine or since:
                yield part


def _became(standing: Standing, part: PartStanding) -> tuple[PartStanding, ...]:
    """A part as it stands now; all parts, where the modification was divided otherwise since."""
    return tuple(now for now in standing.parts if now.id == part.id) or standing.parts


def _held_before(on: RegisterOn, release: str) -> tuple[Standing, ...]:
    """What a release was to bring in on the eve of its cancellation; nothing where it has none."""
    cancelled = on.cancellation(release)
    if cancelled is None:
        return ()
    eve = register_on(on.register, days_after(known_on(cancelled), -1))
    return eve.scope(release).all
