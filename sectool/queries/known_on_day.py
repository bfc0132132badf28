"""What was known on a day: releases and their scope, what had just happened, what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import When, days_after, last_day
from sectool.history import Scope
from sectool.model.release import Release, ReleaseEntry
from sectool.queries.history_in_words import event_in_words, release_event_in_words
from sectool.queries.moved_dates import moved_dates, moved_in_words
from sectool.queries.not_known_live import LongPast, long_past, not_known_live
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import entries_of, steps_of_date
from sectool.queries.releases import releases_known
from sectool.queries.silence import Silence, silences
from sectool.queries.upcoming import Upcoming, upcoming, upcoming_of
from sectool.values import dataclass

__all__ = ["Happened", "KnownOnDay", "Upcoming", "known_on_day"]

# How far back and ahead of the day, in weeks.
BACK, AHEAD = 4, 13
# Meetings of the year's diary are no news.
_ROUTINE = ("meeting", "papers")


@dataclass(frozen=True)
class KnownRelease:
    """A release as it was known on a day; `step` is the last thing asked or decided about it.

    `not_known_live`: its go-live was past, and no entry had said that it went live.
    """

    release: Release
    go_live: When | None
    live: bool
    cancelled: bool
    may_move_until: date | None
    scope: Scope
    step: ReleaseEntry | None
    not_known_live: bool = False


@dataclass(frozen=True)
class Happened:
    """Something that had happened by a day, or was first seen to be so (`seen`)."""

    when: When
    seen: bool
    text: str
    id: str | None
    release: str | None


@dataclass(frozen=True)
class KnownOnDay:
    """What was known on a day, of all releases or of one; `silent`: what was not heard of."""

    day: date
    first: date
    last: date
    to_come: tuple[KnownRelease, ...]
    gone: tuple[KnownRelease, ...]
    happened: tuple[Happened, ...]
    expected: tuple[Upcoming, ...]
    long_past: tuple[LongPast, ...] = ()
    silent: tuple[Silence, ...] = ()


def known_on_day(on: RegisterOn, day: date, release: Release | None = None) -> KnownOnDay:
    """What was known on a day; with a release, of it and of what it held.

    What had happened is of the four weeks before, newest first; what was expected is of the
    thirteen weeks after, and what was overdue. Of releases that are past, those of the year before
    are given.
    """
    known = [one for one in releases_known(on) if release is None or one.id == release.id]
    releases = sorted(
        (_known(on, one) for one in known),
        key=lambda one: (one.go_live is None, last_day(one.go_live or day), one.release.id),
    )
    first, last = days_after(day, -7 * BACK), days_after(day, 7 * AHEAD)
    ids = None if release is None else {release.id}
    return KnownOnDay(
        day,
        first,
        last,
        tuple(one for one in releases if not _is_past(one, day)),
        tuple(
            one
            for one in releases
            if _is_past(one, day) and (release is not None or _within_a_year(one, day))
        ),
        tuple(sorted(_happened(on, first, ids), key=_newest_first)),
        tuple(_expected(on, last, release)),
        tuple(one for one in long_past(on) if ids is None or one.release in ids),
        tuple(
            one
            for one in silences(on, day, last)
            if release is None or one.standing.parts_in(release.id)
        ),
    )


def _known(on: RegisterOn, release: Release) -> KnownRelease:
    steps = steps_of_date(on, release)
    return KnownRelease(
        release,
        on.go_live(release.id),
        release.id in on.live,
        on.cancellation(release.id) is not None,
        on.release_may_move_until(release.id),
        on.scope(release.id),
        steps[-1] if steps else None,
        not_known_live(on, release) is not None,
    )


def _is_past(one: KnownRelease, day: date) -> bool:
    return one.live or one.cancelled or (one.go_live is not None and last_day(one.go_live) < day)


def _within_a_year(one: KnownRelease, day: date) -> bool:
    return one.go_live is None or last_day(one.go_live) >= days_after(day, -366)


def _newest_first(one: Happened) -> tuple[int, str, str]:
    return -last_day(one.when).toordinal(), one.release or "", one.id or ""


def _happened(on: RegisterOn, first: date, releases: set[str] | None) -> Iterator[Happened]:
    for id_, release in on.register.releases.items():
        if releases is not None and id_ not in releases:
            continue
        for event in entries_of(on, release):
            when = event.date if event.date is not None else event.seen
            if when is not None and last_day(when) >= first:
                text = release_event_in_words(on.register, event)
                yield Happened(when, event.date is None, text, None, id_)
        for moved in moved_dates(on, id_, since=first):
            yield Happened(moved.day, False, moved_in_words(moved), None, id_)
    for standing in on.standings:
        mine = {part.release for part in standing.parts} if standing.decision != "closed" else set()
        for entry in on.entries(standing.id):
            about = releases is None or entry.release in releases or mine & releases
            if about and last_day(entry.when) >= first:
                yield Happened(
                    entry.when,
                    entry.date is None,
                    event_in_words(on.register, entry),
                    standing.shown_id,
                    entry.release,
                )


def _expected(on: RegisterOn, last: date, release: Release | None) -> Iterator[Upcoming]:
    day = on.day or date.min
    known = {one.id for one in releases_known(on)}
    if release is not None and release.id not in known:
        return
    if release is None:
        for one in upcoming(on, last):
            if one.what not in _ROUTINE and (one.release is None or one.release in known):
                yield one
        return
    found = [
        one for one in upcoming(on, last) if one.standing is None and one.release == release.id
    ]
    for standing in on.scope(release.id).all:
        found += [
            one
            for one in upcoming_of(on, standing)
            if (one.part is None or not on.follows_release(one.part)) and one.is_within(day, last)
        ]
    yield from sorted(found, key=lambda one: one.order)
