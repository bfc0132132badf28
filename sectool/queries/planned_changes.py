"""What is planned as of a day, and how often and since when the days of each thing changed.

A calendar that was taken once and is taken again needs to know which of two states of an event is
the newer one. Everything is read from the register: what it gives for each day on which something
became known is compared with what it gave before. No record of what was exported is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from sectool.dates import last_day
from sectool.history import a_year_after
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.errors import NotFound
from sectool.queries.impacts import may_affect
from sectool.queries.names import participant_named
from sectool.queries.planned import (
    PLANNED_KINDS,
    Planned,
    PlannedKind,
    planned_of_body,
    planned_of_calendar,
    planned_of_modification,
    planned_of_release,
)
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule.timeline_on import GO_LIVE, entries_by, known_on, turns_of
from sectool.values import dataclass

__all__ = [
    "KINDS_OF_RELEASES",
    "PLANNED_KINDS",
    "ChosenDates",
    "Planned",
    "PlannedEvent",
    "PlannedKind",
    "chosen_of",
    "events_of_calendar",
    "events_of_releases",
    "without_day",
]

# What belongs to a release: meetings and holidays are those of all.
KINDS_OF_RELEASES: tuple[PlannedKind, ...] = ("milestones", "papers", "cut-offs", "consultations")


@dataclass(frozen=True)
class PlannedEvent:
    """What is planned, with its past: how often its days changed, and `since` when they hold.

    One that is no longer planned is `cancelled`, with the days that it had last.
    """

    planned: Planned
    since: date
    changes: int = 0
    cancelled: bool = False

    @property
    def order(self) -> tuple[date, date, str]:
        return (self.planned.first, self.planned.last, self.planned.key)


@dataclass(frozen=True)
class ChosenDates:
    """What of all that is planned is looked for; None for whatever there is.

    `by` is the short name of who acts, `body` that of a body whose meeting or act it is, `party`
    the id of a participant whom it affects or on whom it lays something.
    """

    kinds: frozenset[PlannedKind] | None = None
    by: str | None = None
    body: str | None = None
    party: str | None = None

    def fits(self, on: RegisterOn, planned: Planned) -> bool:
        """Whether it is looked for. Of whom a modification affects, not known counts as yes."""
        if self.kinds is not None and planned.kind not in self.kinds:
            return False
        if self.by is not None and planned.by != self.by:
            return False
        if self.body is not None and planned.body != self.body:
            return False
        return self.party is None or _concerns(on, planned, self.party)


def chosen_of(
    known: RegisterAsKnown,
    kinds: Iterable[str] = (),
    *,
    offered: tuple[PlannedKind, ...] = PLANNED_KINDS,
    by: str | None = None,
    body: str | None = None,
    party: str | None = None,
) -> ChosenDates:
    """What is looked for, by names as people write them. NotFound of kind `kind`, `by`, …"""
    named = [kind.strip() for kind in kinds if kind.strip()]
    for kind in named:
        if kind not in offered:
            raise NotFound("kind", kind, [*offered])
    return ChosenDates(
        frozenset(kind for kind in PLANNED_KINDS if kind in named) if named else None,
        known.body(by)[1].short if by is not None else None,
        known.body(body)[1].short if body is not None else None,
        participant_named(known.register, party) if party is not None else None,
    )


def _concerns(on: RegisterOn, planned: Planned, party: str) -> bool:
    """Whether a Party has to know: a go-live, a step that is for it, a modification of its own."""
    register = on.register
    if planned.modification is not None:
        standing = next((one for one in on.standings if one.shown_id == planned.modification), None)
        return standing is not None and may_affect(register, standing, party)
    if planned.key.endswith(f".{GO_LIVE}"):
        return True
    parties = register.parties
    if planned.by is None or parties is None:
        return False
    one = parties.participants[party]
    named = {party.casefold(), one.title.casefold(), one.parties.casefold()}
    return planned.by in parties.acting or planned.by.casefold() in named


# What is planned, with its past.


def events_of_releases(
    known: RegisterAsKnown, releases: Iterable[str], today: date, chosen: ChosenDates
) -> tuple[PlannedEvent, ...]:
    """What is planned for releases and for the modifications meant for them, in time."""
    register = known.register
    on = register_on(register, today)
    found: list[PlannedEvent] = []
    wanted = list(releases)
    for release in wanted:
        found += _of_release(known, release, today)
    for id_ in register.modifications:
        if not chosen.kinds or chosen.kinds & {"cut-offs", "consultations"}:
            events = _of_modification(known, id_, today)
            found += (one for one in events if one.planned.release in wanted)
    return _in_order(one for one in found if chosen.fits(on, one.planned))


def events_of_calendar(
    known: RegisterAsKnown, today: date, chosen: ChosenDates, span: tuple[date, date] | None = None
) -> tuple[PlannedEvent, ...]:
    """All that is planned, or what of it may fall between two days, in time.

    Papers are those for the meetings of bodies.
    """
    register = known.register
    on = register_on(register, today)
    kinds = chosen.kinds or frozenset(PLANNED_KINDS)
    found: list[PlannedEvent] = []
    if kinds & {"meetings", "papers"}:
        for id_ in register.bodies:
            found += _traced(
                known, today, _meeting_days(register, id_), _of(planned_of_body, register, id_)
            )
    if "holidays" in kinds:
        found += _traced(known, today, _holiday_days(register), _calendar_of(register))
    if kinds & {"milestones", "go-lives"}:
        for id_ in register.releases:
            events = _of_release(known, id_, today)
            found += (
                _as_kind(one)
                for one in events
                if "milestones" in kinds or one.planned.key.endswith(f".{GO_LIVE}")
            )
    if kinds & {"cut-offs", "consultations"}:
        for id_ in register.modifications:
            found += _of_modification(known, id_, today)
    return _in_order(
        one
        for one in found
        if chosen.fits(on, one.planned)
        and (span is None or (one.planned.first <= span[1] and span[0] <= one.planned.last))
    )


def without_day(
    known: RegisterAsKnown, release: str, today: date, chosen: ChosenDates
) -> tuple[str, ...]:
    """The titles of steps that are planned for a release and have no day on either side yet."""
    on = register_on(known.register, today)
    schedule = on.schedule(release) if on.cancellation(release) is None else None
    rows = schedule.milestones.values() if schedule is not None else ()
    return tuple(
        row.milestone.title
        for row in rows
        if (row.earliest is None or row.latest is None)
        and chosen.by in (None, row.milestone.by)
        and chosen.body in (None, row.milestone.by)
        and (chosen.kinds is None or chosen.kinds & {"milestones", "papers"})
    )


def _as_kind(event: PlannedEvent) -> PlannedEvent:
    if not event.planned.key.endswith(f".{GO_LIVE}"):
        return event
    return replace(event, planned=replace(event.planned, kind="go-lives"))


def _in_order(events: Iterable[PlannedEvent]) -> tuple[PlannedEvent, ...]:
    return tuple(sorted(events, key=lambda one: one.order))


_On = Callable[[date], Iterable[Planned]]


def _of_release(known: RegisterAsKnown, id_: str, today: date) -> Iterator[PlannedEvent]:
    register = known.register
    days = {*turns_of(register, id_), *_all_calendar_days(register)}
    days |= _days_of_history(register.releases.get(id_))
    return _traced(known, today, days, _of(planned_of_release, register, id_))


def _of_modification(known: RegisterAsKnown, id_: str, today: date) -> Iterator[PlannedEvent]:
    register = known.register
    history = register.modifications[id_].history
    days = {last_day(entry.when) for entry in history}
    for release in {entry.release for entry in history if entry.release is not None}:
        days |= {*turns_of(register, release)}
        days |= _days_of_history(register.releases.get(release))
    days |= _all_calendar_days(register)
    return _traced(known, today, days, _of(planned_of_modification, register, id_))


def _of(
    planned: Callable[[RegisterOn, str], Iterable[Planned]], register: Register, id_: str
) -> _On:
    return lambda day: planned(register_on(register, day), id_)


def _calendar_of(register: Register) -> _On:
    return lambda day: planned_of_calendar(register_on(register, day))


def _days_of_history(release: Release | None) -> set[date]:
    return {known_on(entry) for entry in entries_by(release, None)}


def _meeting_days(register: Register, id_: str) -> set[date]:
    """The days on which something became known of the meetings of a body."""
    rows = register.bodies[id_].meetings
    return _given(day for row in rows for day in (row.known_from, row.withdrawn)) | _holiday_days(
        register
    )


def _holiday_days(register: Register) -> set[date]:
    rows = register.calendar.holidays if register.calendar is not None else ()
    return _given(day for row in rows for day in (row.known_from, row.withdrawn))


def _all_calendar_days(register: Register) -> set[date]:
    found = _holiday_days(register)
    for id_ in register.bodies:
        found |= _meeting_days(register, id_)
    return found


def _given(days: Iterable[date | None]) -> set[date]:
    return {day for day in days if day is not None}


def _traced(
    known: RegisterAsKnown, today: date, days: Iterable[date], planned_on: _On
) -> Iterator[PlannedEvent]:
    """What is planned as of a day, each thing compared on all days on which it may have changed.

    What was given up before its day came is told as cancelled for a year; what was given up later
    took place.
    """
    first = min(known.calendar.known_from, today)
    found: dict[str, PlannedEvent] = {}
    for day in sorted({first, *(day for day in days if first < day <= today)}):
        now = {one.key: one for one in planned_on(day)}
        for key, planned in now.items():
            found[key] = _next(found.get(key), planned, day)
        for key, event in found.items():
            if key not in now and not event.cancelled and event.planned.last >= day:
                found[key] = replace(event, since=day, changes=event.changes + 1, cancelled=True)
    for event in found.values():
        # Of one that was never heard of otherwise, nobody knows since when it is cancelled.
        gone = event.since if event.changes else event.planned.last
        if not event.cancelled or today <= a_year_after(gone):
            yield event


def _next(before: PlannedEvent | None, planned: Planned, day: date) -> PlannedEvent:
    """An event as it is from a day on: changed only where its days are, or whether it is to be."""
    if before is None:
        return PlannedEvent(planned, day, 0, planned.cancelled)
    if (before.planned.days, before.cancelled) == (planned.days, planned.cancelled):
        return replace(before, planned=planned)
    return PlannedEvent(planned, day, before.changes + 1, planned.cancelled)
