"""A register with what was known on a day: its calendar, the bodies that meet, its timelines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sectool.calendar.workdays import WorkingCalendar
from sectool.dates import in_full
from sectool.diagnostic import did_you_mean, suggestion
from sectool.load import Loaded
from sectool.model.reference import Body, Calendar
from sectool.model.register import Register
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.files import reference_faults
from sectool.queries.register_on import register_on
from sectool.queries.releases import is_known
from sectool.schedule import Calendars, TimelineOnDay, calendars_of, timeline_on
from sectool.values import dataclass


@dataclass(frozen=True)
class RegisterAsKnown:
    """A register whose calendar and bodies can be relied on, as known on `known_at`, or now."""

    loaded: Loaded
    calendar: Calendar
    calendars: Calendars
    working: WorkingCalendar
    known_at: date | None = None

    @property
    def register(self) -> Register:
        return self.loaded.register

    def body(self, name: str) -> tuple[str, Body]:
        """The id and the body that `name` means: its short name or id, capitals or not."""
        bodies = self.register.bodies
        for id_, body in bodies.items():
            if name.lower() in (body.short.lower(), id_.lower()):
                return id_, body
        shorts = sorted(body.short for body in bodies.values())
        by_name = {body.name: body.short for body in bodies.values()}
        meant = did_you_mean(name, list(by_name))
        near = suggestion(name, shorts)
        if meant is not None and did_you_mean(name, shorts) is None:
            near = f"; did you mean {by_name[meant]!r} ({meant})?"
        raise NotFound("body", name, message=f"there is no body called {name!r}{near}")

    def timeline(self, release: str, as_of: date | None = None) -> TimelineOnDay:
        """The timeline of a release on a day; Unavailable where its files cannot be read."""
        found = timeline_on(self.register, release, as_of)
        if found is not None:
            return found
        of_release = f"releases/{release}/"
        broken = [d for d in self.loaded.diagnostics if d.place.file.startswith(of_release)]
        if broken:
            raise Unavailable(findings=broken)
        there = suggestion(release, sorted(self.register.timelines))
        raise NotFound("timeline", release, message=f"no timeline of release {release!r}{there}")

    def knows(self, release: str, day: date | None) -> bool:
        """Whether anybody had heard of a release by a day (None: by now)."""
        found = self.register.releases.get(release)
        return day is None or found is None or is_known(register_on(self.register, day), found)

    def check_known(self, release: str, day: date | None) -> None:
        """Unavailable where nobody had heard of a release by a day."""
        if day is not None and not self.knows(release, day):
            raise Unavailable(f"nothing was known of {release} by {in_full(day)}")

    def as_of(self, day: date | None) -> RegisterAsKnown:
        """The register with what a day knew of calendar and meetings, where none is named."""
        if day is None or self.known_at is not None:
            return self
        calendars = register_on(self.register, day).calendars
        return replace(self, calendars=calendars, working=calendars.working or self.working)

    def check_year(self, year: int) -> None:
        """NotFound where no day of a year lies in the calendar."""
        first, last = self.working.first.year, self.working.last.year
        if not first <= year <= last:
            lies = f"{year} is outside the calendar, which runs from {first} to {last}"
            raise NotFound("year", str(year), message=lies)


def register_as_known(loaded: Loaded, known_at: date | None = None) -> RegisterAsKnown:
    """A register to count days in; Unavailable where its calendar or bodies cannot be read.

    NotFound where `known_at` lies before anything was known: ordinary holidays would be gone, and
    that nobody had announced them is not true.
    """
    if broken := reference_faults(loaded, "calendar", "bodies"):
        raise Unavailable(findings=broken)
    calendar = loaded.register.calendar
    if calendar is None:
        raise Unavailable("this register has no reference/calendar.yaml")
    if known_at is not None and known_at < calendar.known_from:
        known_from = in_full(calendar.known_from)
        message = f"the holidays of this register were known from {known_from} on"
        raise NotFound("calendar", known_at.isoformat(), message=message)
    calendars = calendars_of(loaded.register, known_at)
    if calendars.working is None:
        raise Unavailable("the calendar of this register ends before it starts")
    return RegisterAsKnown(loaded, calendar, calendars, calendars.working, known_at)
