"""What clashes in a plan: releases with each other, agendas, holidays, change freezes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Literal, TypeVar

from sectool.calendar.meetings import Announced, rows_known
from sectool.datelang.evaluate import Window
from sectool.datelang.nodes import CountedMeeting, NearestMeeting
from sectool.dates import in_full, plainly
from sectool.diagnostic import Address
from sectool.model.change_freeze import ChangeFreeze
from sectool.model.register import modification_file, reference, release_file
from sectool.queries.milestones_in_words import window_in_words
from sectool.queries.register_on import RegisterOn
from sectool.schedule import Scheduled
from sectool.schedule.timeline_on import GO_LIVE
from sectool.values import dataclass
from sectool.words import listed

ClashKind = Literal["releases", "agenda", "holiday", "freeze"]


@dataclass(frozen=True)
class PlanClash:
    """Two things that are in each other's way from a first to a last day, and where each is."""

    kind: ClashKind
    message: str
    first: date
    last: date
    one: Address
    other: Address
    certain: bool = True

    @property
    def order(self) -> tuple[date, str, str]:
        return self.first, self.kind, self.message


@dataclass(frozen=True)
class _Row:
    """A milestone of a release that is still to be, or was."""

    release: str
    item: Scheduled

    @property
    def name(self) -> str:
        return f"{self.item.id} of {self.release}"


def clashes_of(
    on: RegisterOn, first: date | None = None, last: date | None = None
) -> tuple[PlanClash, ...]:
    """The clashes of the plan as of the day of a register, in order; those that touch some days."""
    rows = list(_rows(on))
    found = [
        *_go_lives(on),
        *_test_phases(on, rows),
        *_agendas(rows),
        *_holidays(on, rows),
        *_freezes(on, rows),
    ]
    within = (
        one
        for one in found
        if (last is None or one.first <= last) and (first is None or one.last >= first)
    )
    return tuple(sorted(dict.fromkeys(within), key=lambda one: one.order))


def _rows(on: RegisterOn) -> Iterator[_Row]:
    for id_ in on.register.timelines:
        schedule = on.schedule(id_)
        if schedule is not None and on.cancellation(id_) is None:
            yield from (_Row(id_, item) for item in schedule.milestones.values())


# Releases with each other.


def _go_lives(on: RegisterOn) -> Iterator[PlanClash]:
    """Releases that go live on one day."""
    days: dict[date, list[str]] = {}
    for id_ in sorted(on.register.releases):
        when = on.go_live(id_)
        if isinstance(when, date) and on.cancellation(id_) is None:
            days.setdefault(when, []).append(id_)
    for day, releases in days.items():
        for one, other in combinations(releases, 2):
            message = f"{one} and {other} both go live on {in_full(day)}"
            places = _go_live_place(on, one), _go_live_place(on, other)
            yield PlanClash("releases", message, day, day, *places)


def _go_live_place(on: RegisterOn, release: str) -> Address:
    schedule = on.schedule(release)
    row = schedule.milestones.get(GO_LIVE) if schedule is not None else None
    return row.address if row is not None else Address(release_file(release), ("go-live",))


def _test_phases(on: RegisterOn, rows: list[_Row]) -> Iterator[PlanClash]:
    """A test phase of one release while the same phase of another is on."""
    by_id = {(row.release, row.item.id): row for row in rows}
    releases = list(dict.fromkeys(row.release for row in rows))
    for phase in on.register.test_phases.values():
        spans = []
        for release in releases:
            starts = by_id.get((release, phase.starts))
            closes = by_id.get((release, phase.closes or phase.report))
            first = starts.item.window if starts is not None else None
            last = closes.item.window if closes is not None else None
            if starts is not None and first is not None and last is not None:
                spans.append((starts, first, last))
        for one, other in combinations(spans, 2):
            yield from _overlap(phase.title, one, other)


_Phase = tuple[_Row, Window, Window]


def _overlap(title: str, one: _Phase, other: _Phase) -> Iterator[PlanClash]:
    rows = one[0], other[0]
    surely = (
        max(one[1].latest, other[1].latest),
        min(one[2].earliest, other[2].earliest),
    )
    perhaps = (
        max(one[1].earliest, other[1].earliest),
        min(one[2].latest, other[2].latest),
    )
    certain = surely[0] <= surely[1]
    first, last = surely if certain else perhaps
    if first > last:
        return
    may = "" if certain else "may "
    message = (
        f"{title} of {rows[0].release} and of {rows[1].release} {may}overlap: "
        f"{window_in_words(first, last)}"
    )
    places = rows[0].item.address, rows[1].item.address
    yield PlanClash("releases", message, first, last, *places, certain=certain)


# A body's agenda.


def _agendas(rows: list[_Row]) -> Iterator[PlanClash]:
    """Meetings at which a body has steps of several releases before it."""
    meetings: dict[tuple[str, date], list[_Row]] = {}
    for row in rows:
        body = _body_of(row.item)
        if body is not None and row.item.day is not None:
            meetings.setdefault((body, row.item.day), []).append(row)
    for (body, day), found in meetings.items():
        releases = list(dict.fromkeys(row.release for row in found))
        for one, other in combinations(releases, 2):
            ours = [row for row in found if row.release == one]
            theirs = [row for row in found if row.release == other]
            names = listed([row.name for row in (*ours, *theirs)])
            message = f"the {body} has two releases before it on {in_full(day)}: {names}"
            yield PlanClash(
                "agenda", message, day, day, ours[0].item.address, theirs[0].item.address
            )


def _body_of(item: Scheduled) -> str | None:
    """The body at whose meeting a milestone is."""
    if isinstance(item.phrase, NearestMeeting | CountedMeeting):
        return item.phrase.body
    body, _, kind = (item.milestone.falls_on or "").partition(" ")
    return body if kind == "meeting" else None


# Holidays.


def _holidays(on: RegisterOn, rows: list[_Row]) -> Iterator[PlanClash]:
    """Milestones, meetings and closing days of consultations on bank holidays."""
    calendar = on.register.calendar
    if calendar is None:
        return
    closed: dict[date, tuple[str, Address]] = {}
    for index, holiday in _known(on, calendar.holidays):
        name = f"a bank holiday: {holiday.name}"
        closed.setdefault(holiday.date, (name, reference("calendar", "holidays", index)))
    for index, other in _known(on, calendar.elsewhere):
        name = f"a bank holiday in {listed([*other.divisions])}: {other.name}"
        closed.setdefault(other.date, (name, reference("calendar", "elsewhere", index)))
    for what, day, place in (*_milestone_days(rows), *_meeting_days(on), *_closing_days(on)):
        if day in closed:
            name, where = closed[day]
            message = f"{what} on {in_full(day)}, {name}"
            yield PlanClash("holiday", message, day, day, place, where)


_R = TypeVar("_R", bound=Announced)


def _known(on: RegisterOn, rows: tuple[_R, ...]) -> list[tuple[int, _R]]:
    """The rows announced by the day, with their numbers."""
    calendar = on.register.calendar
    since = calendar.known_from if calendar is not None else None
    known = {id(row) for row in rows_known(rows, on.day, since)}
    return [(index, row) for index, row in enumerate(rows) if id(row) in known]


_OnDay = tuple[str, date, Address]


def _milestone_days(rows: list[_Row]) -> Iterator[_OnDay]:
    for row in rows:
        if row.item.day is not None:
            yield f"{row.name} is", row.item.day, row.item.address


def _meeting_days(on: RegisterOn) -> Iterator[_OnDay]:
    for key, body in on.register.bodies.items():
        meetings = on.calendars.meetings(body.short)
        if meetings is None:
            continue
        rows = {row.date: index for index, row in enumerate(body.meetings)}
        for ordinal in meetings.days.days:
            day = date.fromordinal(ordinal)
            place = ("meetings", rows[day]) if day in rows else ("pattern",)
            verb = "would meet" if meetings.rests_on_proposal(day) else "meets"
            yield f"the {body.short} {verb}", day, reference("bodies", key, *place)


def _closing_days(on: RegisterOn) -> Iterator[_OnDay]:
    for standing in on.standings:
        history = on.register.modifications[standing.id].history
        for one in standing.consultations:
            if one.closes is None:
                continue
            given = [n for n, entry in enumerate(history) if entry.closes == one.closes]
            place = Address(modification_file(standing.id))
            place = place.at("history", given[-1], "closes") if given else place
            title = on.register.life_cycle.consultation_title(one.kind)
            yield f"{title} of {standing.shown_id} closes", one.closes, place


# Change freezes.


def freezes_known(on: RegisterOn) -> tuple[tuple[int, ChangeFreeze], ...]:
    """The change freezes announced by the day, with the number of each in its table."""
    freezes = on.register.change_freezes
    known = {id(row) for row in rows_known(freezes, on.day)}
    return tuple((index, row) for index, row in enumerate(freezes) if id(row) in known)


def _freezes(on: RegisterOn, rows: list[_Row]) -> Iterator[PlanClash]:
    """What is, or may be, in a change freeze although it may not be there."""
    timelines = set(on.register.timelines)
    for index, freeze in freezes_known(on):
        barred = freeze.milestones or (GO_LIVE,)
        place = reference("change_freezes", index)
        for row in rows:
            window = row.item.window
            if row.item.id in barred and window is not None:
                yield from _frozen(row.name, window, freeze, row.item.address, place)
        for id_ in sorted(on.register.releases.keys() - timelines):
            when = on.go_live(id_)
            if GO_LIVE in barred and when is not None and on.cancellation(id_) is None:
                where = Address(release_file(id_), ("go-live",))
                yield from _frozen(f"go-live of {id_}", Window.of(when), freeze, where, place)
        if GO_LIVE in barred:
            yield from _parts_frozen(on, freeze, place)


def _frozen(
    name: str, window: Window, freeze: ChangeFreeze, one: Address, other: Address
) -> Iterator[PlanClash]:
    first, last = max(window.earliest, freeze.from_), min(window.latest, freeze.to)
    if first > last:
        return
    certain = (first, last) == (window.earliest, window.latest)
    message = (
        f"{name} {'is' if certain else 'may be'} in the {freeze.title}, which lasts from "
        f"{in_full(freeze.from_)} to {in_full(freeze.to)}: {window_in_words(first, last)}"
    )
    yield PlanClash("freeze", message, first, last, one, other, certain)


def _parts_frozen(on: RegisterOn, freeze: ChangeFreeze, place: Address) -> Iterator[PlanClash]:
    """Modifications that go live in it on a day of their own."""
    for standing in on.standings:
        for part in standing.parts:
            when = on.day_of_part(part)
            if part.confirmed is not None or when is None or on.follows_release(part):
                continue
            if standing.decision == "closed":
                continue
            name = f"go-live of {standing.shown_id}, {plainly(when)},"
            where = Address(modification_file(standing.id))
            yield from _frozen(name, Window.of(when), freeze, where, place)
