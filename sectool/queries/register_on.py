"""A register on a day: what modifications and releases were then, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from sectool.dates import When, last_day, plainly
from sectool.history import (
    WHOLE,
    Assessment,
    PartStanding,
    Scope,
    Seen,
    Standing,
    by_number,
    entries_until,
    scopes_of,
    standing_on,
)
from sectool.model.modification import Entry
from sectool.model.register import Register
from sectool.model.release import ReleaseEntry
from sectool.schedule import (
    Calendars,
    Schedule,
    calendars_of,
    schedule_release,
    timeline_on,
)
from sectool.schedule.timeline_on import GO_LIVE, go_live_decisions, go_live_on, is_cancelled

__all__ = [
    "WHOLE",
    "Assessment",
    "Entry",
    "PartStanding",
    "RegisterOn",
    "Standing",
    "on_day",
    "register_on",
]


def register_on(register: Register, day: date | None) -> RegisterOn:
    """A register on a day (None: with all that is recorded): one for all who ask about that day.

    It is kept with the register, and goes when the register goes.
    """
    found = register.kept.get((RegisterOn, day))
    if not isinstance(found, RegisterOn):
        found = register.kept[RegisterOn, day] = RegisterOn(register, day)
    return found


def on_day(day: date | None) -> str:
    """`on Tue 23 Nov 2021`, or that nothing was left out: how an answer says what it is as of."""
    return f"on {plainly(day)}" if day is not None else "with all that is recorded"


class RegisterOn:
    """A register on a day (None: with all that is recorded).

    What was recorded, announced or taken back later is left out: entries, holidays, meetings. Each
    modification is folded, and each timeline scheduled, when first asked about, and not again.
    """

    def __init__(self, register: Register, day: date | None) -> None:
        self.register, self.day = register, day
        self._standings: dict[str, Standing | None] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._schedules: dict[str, Schedule] = {}

    # Modifications.

    def standing(self, id_: str) -> Standing | None:
        """How a modification of the register stood; None before its first entry."""
        if id_ not in self._standings:
            modification = self.register.modifications[id_]
            self._standings[id_] = standing_on(
                self.register.life_cycle,
                modification,
                self.day,
                self.live,
                self.follows_release,
                self.placed,
            )
        return self._standings[id_]

    def entries(self, id_: str) -> tuple[Entry, ...]:
        """The entries of a modification up to the day, in time."""
        if id_ not in self._entries:
            self._entries[id_] = tuple(entries_until(self.register.modifications[id_], self.day))
        return self._entries[id_]

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How every modification stood that then existed, by number."""
        found = (self.standing(id_) for id_ in self.register.modifications)
        known = (standing for standing in found if standing is not None)
        return tuple(sorted(known, key=lambda standing: by_number(standing.id)))

    # Releases.

    @cached_property
    def live(self) -> Mapping[str, When | Seen]:
        """The releases that an entry says went live by the day, and when.

        That a go-live has passed is no such word: until somebody saw it, it is assumed.
        """
        live: dict[str, When | Seen] = {}
        for id_, release in self.register.releases.items():
            for entry in release.history:
                when = entry.date if entry.date is not None else entry.seen
                if entry.event != "went-live" or when is None:
                    continue
                if self.day is not None and last_day(when) > self.day:
                    continue
                known = live.get(id_)
                # Its day says more than that it was live by then, whichever is written first.
                if entry.date is not None and (known is None or isinstance(known, Seen)):
                    live[id_] = when
                elif known is None or (isinstance(known, Seen) and _earlier(when, known)):
                    live[id_] = Seen(when)
        return live

    @cached_property
    def _scopes(self) -> dict[str, Scope]:
        return scopes_of(self.standings)

    def scope(self, release: str) -> Scope:
        """What a release holds; nothing, where no modification is meant for it."""
        return self._scopes.get(release) or Scope(release, (), ())

    @cached_property
    def calendars(self) -> Calendars:
        """Working Days and meetings, as announced by the day."""
        return calendars_of(self.register, self.day)

    def schedule(self, release: str) -> Schedule | None:
        """The schedule of a release; None where it has no timeline."""
        if release not in self._schedules:
            timeline = timeline_on(self.register, release, self.day)
            if timeline is None:
                return None
            self._schedules[release] = schedule_release(timeline, self.calendars)
        return self._schedules[release]

    def cancellation(self, release: str) -> ReleaseEntry | None:
        """What cancelled a release by the day; None where it went live, or is still to come.

        The one answer to whether it is to be: its go-live is then none.
        """
        found = self.register.releases.get(release)
        if release in self.live or not is_cancelled(found, self.day):
            return None
        return go_live_decisions(found, self.day)[-1]

    def awaits_another_release(self, part: PartStanding) -> bool:
        """Whether a part goes with a release that was cancelled, and so with none."""
        return (
            part.confirmed is None
            and part.release is not None
            and self.follows_release(part)
            and self.cancellation(part.release) is not None
        )

    def day_of_part(self, part: PartStanding) -> When | None:
        """The day last scheduled or directed for a part, else that of its release."""
        if part.release is None or not self.follows_release(part):
            return part.day
        return self.go_live(part.release)

    def follows_release(self, part: PartStanding) -> bool:
        """Whether a part goes live with its release, whenever that is.

        One that was given the day on which its release then went live was given no day of its own.
        """
        if part.day is None or part.release is None or part.given is None:
            return part.day is None and part.release is not None
        return register_on(self.register, part.given).planned_go_live(part.release) == part.day

    def placed(self, part: PartStanding) -> PartStanding:
        """A part with the release that it goes with.

        One that has a day of its own goes with the release that goes live on that day, if any does.
        """
        if part.day is None or part.came_with or self.follows_release(part):
            return part
        releases = self._going_live.get(part.day, ())
        if part.release in releases:
            return part
        return replace(part, release=releases[0] if releases else None)

    @cached_property
    def _going_live(self) -> Mapping[When, list[str]]:
        """The releases that went, or are to go, live on each day."""
        found: dict[When, list[str]] = {}
        for id_ in sorted(self.register.releases):
            when = self.go_live(id_)
            if when is not None:
                found.setdefault(when, []).append(id_)
        return found

    def may_move_until(self, part: PartStanding) -> date | None:
        """The last day to which the date of a part may still be moved, at discretion.

        None once it has come into force, or its date or that last day has passed.
        """
        if part.confirmed is not None:
            return None
        until, when = part.until, self.day_of_part(part)
        if part.release is not None and self.follows_release(part):
            until = self.release_may_move_until(part.release) or until
        return self._still_open(until, when)

    def release_may_move_until(self, release: str) -> date | None:
        """The last day to which the go-live of a release may still be moved, at discretion."""
        if release in self.live:
            return None
        until = None
        for entry in go_live_decisions(self.register.releases.get(release), self.day):
            # Whoever uses the discretion may use it again.
            until = until if entry.event == "discretion-used" else entry.until
        return self._still_open(until, self.go_live(release))

    def _still_open(self, until: date | None, when: When | None) -> date | None:
        if self.day is None or until is None:
            return until
        passed = self.day > until or (when is not None and self.day > last_day(when))
        return None if passed else until

    def go_live(self, release: str) -> When | None:
        """The day on which a release went live, or is to; the month where no more is known."""
        when = self.live.get(release)
        return when if isinstance(when, date) else self.planned_go_live(release)

    def planned_go_live(self, release: str) -> When | None:
        """The day for which go-live was planned, or the month where no more is known.

        As its timeline works out, otherwise as the release says of itself; None where none is
        known, or the release is cancelled.
        """
        schedule = self.schedule(release)
        row = schedule.milestones.get(GO_LIVE) if schedule is not None else None
        if row is not None:
            return row.when
        found = self.register.releases.get(release)
        return go_live_on(found, self.day) if found is not None else None


def _earlier(when: When, seen: Seen) -> bool:
    return last_day(when) < last_day(seen.when)
