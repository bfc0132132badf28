"""Releases, and parts, whose go-live is past and of which nobody recorded that they went live."""

from __future__ import annotations

from sectool.dates import When, last_day, plainly
from sectool.history import PartStanding, Standing, a_year_after
from sectool.model.release import Release
from sectool.queries.cut_offs import undecided_in_past_releases
from sectool.queries.register_on import RegisterOn
from sectool.queries.releases import is_known
from sectool.values import dataclass
from sectool.words import listed

NOT_RECORDED_LIVE = "no entry says that it went live"


@dataclass(frozen=True)
class NotKnownLive:
    """A release that was to be live by a day, though no entry says that it is.

    For twelve months it `counts_as_open`: somebody is asked whether it went live. Later nobody is,
    and one line says what is not known.
    """

    release: Release
    go_live: When
    counts_as_open: bool


@dataclass(frozen=True)
class LongPast:
    """What is not known of a release whose go-live is more than twelve months past.

    `undecided` are the ids of what missed its cut-off and has no decision on record.
    """

    release: str
    go_live: When | None
    is_live: bool
    undecided: tuple[str, ...]


def not_known_live(on: RegisterOn, release: Release) -> NotKnownLive | None:
    """That a release should have gone live by the day; None where it is known to be, or is not due.

    Nothing is said where no day was asked about, nor of a release that nobody had heard of by then.
    """
    when = on.go_live(release.id)
    if on.day is None or when is None or last_day(when) >= on.day or release.id in on.live:
        return None
    if on.cancellation(release.id) is not None or not is_known(on, release):
        return None
    return NotKnownLive(release, when, on.day <= a_year_after(last_day(when)))


def part_not_known_live(on: RegisterOn, standing: Standing, part: PartStanding) -> bool:
    """Whether an approved part should have gone live by the day, and no entry says that it did.

    Of what is not approved nothing was to go live. One that goes with a release is known by that.
    """
    when = on.day_of_part(part)
    if on.day is None or when is None or last_day(when) >= on.day:
        return False
    if part.confirmed is not None or not standing.is_pending:
        return False
    if part.release is None or not on.follows_release(part):
        return True
    release = on.register.releases.get(part.release)
    return release is not None and not_known_live(on, release) is not None


def releases_not_known_live(on: RegisterOn) -> list[NotKnownLive]:
    """All of them, by id."""
    found = (not_known_live(on, one) for _, one in sorted(on.register.releases.items()))
    return [one for one in found if one is not None]


def long_past(on: RegisterOn) -> list[LongPast]:
    """The releases long past of which something is not known, by id."""
    silent = {one.release.id for one in releases_not_known_live(on) if not one.counts_as_open}
    undecided = {
        release: tuple(verdict.standing.shown_id for verdict in verdicts)
        for release, verdicts in undecided_in_past_releases(on).items()
    }
    return [
        LongPast(id_, on.go_live(id_), id_ not in silent, undecided.get(id_, ()))
        for id_ in sorted(silent | undecided.keys())
    ]


def long_past_in_words(one: LongPast) -> str:
    """One line: what is not known of it, and since when it should be."""
    ids = listed([*one.undecided])
    unknown = f"no decision is recorded on {ids}"
    if not one.is_live:
        nor = f", nor is a decision recorded on {ids}" if one.undecided else ""
        unknown = NOT_RECORDED_LIVE + nor
    day = f", {plainly(one.go_live)}," if one.go_live is not None else ""
    return f"{one.release}: its go-live{day} was more than twelve months ago, and {unknown}"
