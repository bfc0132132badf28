"""How a plan slipped: every change of a date over a release's life, from the register as it is.

A date changes with a row of `was`, by a decision in the release's history, or because a holiday or
a meeting became known; others follow. What git alone knows is in `slips_in_git`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.dates import days_after, in_full
from sectool.diagnostic import Address
from sectool.model.register import Register, reference, release_file, timeline_file
from sectool.model.release import Milestone, ReleaseEntry
from sectool.queries.errors import NotFound
from sectool.queries.names import release_of
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.releases import is_known
from sectool.schedule.slack import working_days
from sectool.schedule.timeline_on import GO_LIVE, go_live_decisions, known_on, turns_of
from sectool.values import dataclass

__all__ = ["How", "PlannedDays", "Slip", "SlipHistory", "planned_on", "slip_history"]

# Why a date became another: a row of its own, a decision about the release, what became known of
# the calendar, another date that moved, or a commit that says nothing of it in the files.
How = Literal["row", "decision", "calendar", "follows", "commit", "uncommitted"]


@dataclass(frozen=True)
class PlannedDays:
    """A milestone as it was planned: the days that it could have; both None is open."""

    id: str
    title: str
    earliest: date | None
    latest: date | None

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.earliest, self.latest


# The milestones of a plan by id, as far as their dates were known.
Plan = Mapping[str, PlannedDays]


@dataclass(frozen=True)
class Slip:
    """A date that became another one on a day, who moved it and why, as far as that is known.

    `before` is None where it was not planned, `after` where it no longer was. `working_days` is by
    how many its last day moved. `recorded` is the commit that wrote it into the register.
    """

    day: date
    id: str
    title: str
    before: PlannedDays | None
    after: PlannedDays | None
    how: How
    working_days: int | None = None
    by: str | None = None
    because: str | None = None
    source: str | None = None
    place: Address | None = None
    recorded: str | None = None


@dataclass(frozen=True)
class SlipHistory:
    """All changes of a release's plan, in time; `plans` are the plans from some days on."""

    release: str
    name: str
    slips: tuple[Slip, ...]
    plans: tuple[tuple[date, Plan], ...]
    until: date | None = None

    def only(self, milestone: str) -> SlipHistory:
        """The changes of one milestone. NotFound for one that was never planned."""
        ids = dict.fromkeys(id_ for _, plan in self.plans for id_ in plan)
        ids |= dict.fromkeys(one.id for one in self.slips)
        if milestone not in ids:
            raise NotFound("milestone", milestone, list(ids))
        slips = tuple(one for one in self.slips if one.id == milestone)
        plans = tuple(
            (day, {milestone: plan[milestone]} if milestone in plan else {})
            for day, plan in self.plans
        )
        return replace(self, slips=slips, plans=plans)


def slip_history(register: Register, release: str, until: date | None = None) -> SlipHistory:
    """Every change of the plan of a release that was known by a day, or that is recorded.

    NotFound for a release that is not there.
    """
    if release not in register.timelines and release not in register.releases:
        release_of(register, release)
        raise NotFound("release", release, sorted(register.releases))
    found = register.releases.get(release)
    plans: list[tuple[date, Plan]] = []
    slips: list[Slip] = []
    before: Plan | None = None
    for day in _turns(register, release, until):
        on = register_on(register, day)
        now = planned_on(on, release)
        if before is None:
            eve = planned_on(register_on(register, days_after(day, -1)), release)
            before = eve if any(one.days != (None, None) for one in eve.values()) else None
            if before is not None:
                plans.append((days_after(day, -1), before))
        if before is not None:
            slips += _Turn(on, release, day, before, now).slips()
        if before is None or {**before} != {**now}:
            plans.append((day, now))
        before = now
    name = found.name if found is not None else release
    return SlipHistory(release, name, tuple(slips), tuple(plans), until)


def _turns(register: Register, release: str, until: date | None) -> list[date]:
    """The days on which the plan of a release may have become another one, in time."""
    found = register.releases.get(release)
    turns = {*turns_of(register, release), *map(known_on, go_live_decisions(found, None))}
    first = min(turns, default=None)
    rows = [row for row, _ in _announcements(register)]
    calendar = {day for row in rows for day in (row.known_from, row.withdrawn) if day is not None}
    turns |= {day for day in calendar if first is None or day > first}
    return [
        day
        for day in sorted(turns)
        if (until is None or day <= until)
        and (found is None or is_known(register_on(register, day), found))
    ]


def planned_on(on: RegisterOn, release: str) -> Plan:
    """The milestones of a release as planned on the day of a register, those that were known."""
    schedule = on.schedule(release)
    if schedule is not None:
        return {
            id_: PlannedDays(id_, item.milestone.title, item.earliest, item.latest)
            for id_, item in schedule.milestones.items()
            if id_ not in schedule.unknown
        }
    when = on.planned_go_live(release)
    if not isinstance(when, date):
        return {}
    return {GO_LIVE: PlannedDays(GO_LIVE, GO_LIVE.capitalize(), when, when)}


class _Turn:
    """A day on which a plan may have become another."""

    def __init__(self, on: RegisterOn, release: str, day: date, before: Plan, after: Plan) -> None:
        self.on, self.release, self.day = on, release, day
        self.before, self.after = before, after
        timeline = on.register.timelines.get(release)
        self.written: Mapping[str, Milestone] = timeline.milestones if timeline else {}
        # Dates that nobody recorded before that day did not move on it.
        self.known_from = timeline.known_from if timeline else None

    def slips(self) -> Iterator[Slip]:
        """What moved, with its own reason; what only followed comes after that."""
        found = [
            self._slip(id_)
            for id_ in dict.fromkeys([*self.before, *self.after])
            if self._days(self.before, id_) != self._days(self.after, id_)
            and not (id_ not in self.before and self.day == self.known_from)
        ]
        own = [one for one in found if one.how != "follows"]
        others = [one for one in found if one.how == "follows"]
        yield from own
        announced = self._announced()
        for one in others:
            if announced is not None and not own:
                because, source, place = announced
                yield replace(one, how="calendar", because=because, source=source, place=place)
            else:
                yield one

    @staticmethod
    def _days(plan: Plan, id_: str) -> tuple[date | None, date | None] | None:
        return plan[id_].days if id_ in plan else None

    def _slip(self, id_: str) -> Slip:
        before, after = self.before.get(id_), self.after.get(id_)
        row = after or before
        slip = Slip(
            self.day,
            id_,
            row.title if row is not None else id_,
            before,
            after,
            "follows",
            _shift(self.on, before, after),
        )
        decision = self._decision() if id_ == GO_LIVE else None
        if decision is not None:
            index, entry = decision
            return replace(
                slip,
                how="decision",
                by=entry.by,
                because=entry.because or entry.event.replace("-", " "),
                source=entry.source,
                place=Address(release_file(self.release), ("history", index)),
            )
        written = self.written.get(id_)
        if written is None or not self._is_own(written):
            return slip
        ended = [row.moved_by for row in written.was if row.until == self.day]
        because, source = (self._given(written, key) for key in ("because", "source"))
        return replace(
            slip,
            how="row",
            by=ended[0] if ended else None,
            because=because,
            source=source,
            place=Address(timeline_file(self.release), ("milestones", id_)),
        )

    def _is_own(self, written: Milestone) -> bool:
        """Whether the milestone itself has been changed on the day."""
        rows = [row for row in written.was if row.until == self.day]
        changed = any(row.dates or "rules" in row.model_fields_set for row in rows)
        return changed or self.day in (written.since, written.until)

    def _given(self, written: Milestone, key: str) -> str | None:
        """What the row says that replaced the one until the day."""
        # Of the newer rows, which are newest first, the oldest that says it.
        newer = [row for row in written.was if row.until > self.day]
        given = [row for row in newer if key in row.model_fields_set]
        found: str | None = getattr(given[-1] if given else written, key)
        return found

    def _decision(self) -> tuple[int, ReleaseEntry] | None:
        release = self.on.register.releases.get(self.release)
        decided = [one for one in go_live_decisions(release, None) if known_on(one) == self.day]
        if release is None or not decided:
            return None
        entry = decided[-1]
        return next(n for n, one in enumerate(release.history) if one is entry), entry

    def _announced(self) -> tuple[str, str | None, Address] | None:
        """What became known of the calendar on the day, if one thing did; the first of several."""
        for row, what in _announcements(self.on.register):
            text, source, place = what
            if row.known_from == self.day:
                return text, source, place
            if row.withdrawn == self.day:
                return f"{text} (withdrawn)", source, place
        return None


@dataclass(frozen=True)
class _Announced:
    """When a row of the calendar became known, and when it was taken back."""

    known_from: date | None
    withdrawn: date | None


def _announcements(
    register: Register,
) -> Iterator[tuple[_Announced, tuple[str, str | None, Address]]]:
    """The holidays and dated meetings that were announced on a day of their own, in words."""
    calendar = register.calendar
    for index, holiday in enumerate(calendar.holidays if calendar is not None else ()):
        text = f"{in_full(holiday.date)} a bank holiday: {holiday.name}"
        place = reference("calendar", "holidays", index)
        announced = _Announced(holiday.known_from, holiday.withdrawn)
        yield announced, (text, holiday.source, place)
    for key, body in register.bodies.items():
        for index, meeting in enumerate(body.meetings):
            verb = "does not meet" if meeting.state == "cancelled" else "meets"
            text = f"the {body.short} {verb} on {in_full(meeting.date)}"
            place = reference("bodies", key, "meetings", index)
            announced = _Announced(meeting.known_from, meeting.withdrawn)
            yield announced, (text, meeting.source, place)


def _shift(on: RegisterOn, before: PlannedDays | None, after: PlannedDays | None) -> int | None:
    working = on.calendars.working
    start = before.latest or before.earliest if before is not None else None
    end = after.latest or after.earliest if after is not None else None
    if working is None or start is None or end is None:
        return None
    return working_days(working, start, end)
