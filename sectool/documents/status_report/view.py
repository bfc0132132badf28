"""The register as every section of a report looks at it: its day, its news, its meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from sectool.calendar.workdays import WorkingCalendar
from sectool.dates import When, days_after, last_day
from sectool.documents.composer import Composer
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.paper_references import meeting_number
from sectool.documents.reporting_period import reported_until
from sectool.documents.status_report.months import month_of, moved
from sectool.documents.status_report.value import NamedModification, PaperMeeting
from sectool.history import Expected, Standing
from sectool.model.modification import Entry
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.affected_documents import title_of
from sectool.queries.assumed import CONFIRMED, unconfirmed_stage
from sectool.queries.sightings import recorded_once
from sectool.schedule import Calendars
from sectool.schedule.diary import Meeting, Numbered, number_in

# A body that meets once a month meets again within so many days.
_AHEAD = 35


class View(Composer):
    """A register on the day of a report."""

    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
    ) -> None:
        super().__init__(register, publication, edition, calendars)
        if edition.as_of is None:
            raise CannotCompose("a status report needs the day it speaks of and its period")
        if calendars.working is None:
            raise CannotCompose("durations need the calendar of Working Days")
        self.day: date = edition.as_of
        self.working: WorkingCalendar = calendars.working

    # What the report looks back to, and what it is for.

    @cached_property
    def since(self) -> date:
        """What came after this day is news: after the last report, else in last month or this."""
        own = self.publication
        if own.since is not None and own.since < self.day:
            return own.since
        before = reported_until(self.register, own, self.day)
        return before if before is not None else moved(month_of(self.day), -2).last

    def news(self, when: When | None) -> bool:
        """Whether something happened since the last report."""
        return when is not None and self.since < last_day(when) <= self.day

    @cached_property
    def meeting(self) -> PaperMeeting | None:
        """The meeting named, or after it the next one, by the numbers that the body counts on."""
        planned = self.publication.meeting
        if planned is None:
            return None
        body = self.register.body_called(planned.body)
        name = body.name if body is not None else planned.body
        meetings = [m for m in self.diary(planned.body) if m.state != "cancelled"]
        soon = days_after(self.day, _AHEAD)
        day: date | None = planned.date
        if day is None or not self.day <= day <= soon:
            day = next((m.day for m in meetings if self.day <= m.day <= soon), None)
        number = None
        if day is not None and body is not None:
            number = meeting_number(body, day, self.calendars)
        elif body is not None and body.numbering is not None:
            month = month_of(self.day)
            if month_of(planned.date) == month:
                month = moved(month, 1)
            number = number_in(month, Numbered(body.numbering.number, body.numbering.month))
        return PaperMeeting(name, number, day)

    @cached_property
    def stated_on(self) -> date | None:
        """The day of the figures published with this report; None for a report of another day."""
        source = self.register.sources.get(self.publication.source or "")
        dated = source.dated if source is not None else self.publication.dated
        return self.day if self.publication.stated and dated == self.day else None

    @cached_property
    def is_own(self) -> bool:
        """Whether this is the day that the report was written for: people's words are of it."""
        return self.day == (self.publication.as_of or self.publication.dated)

    def stated(self, figure: str) -> int | None:
        """A figure published with this report."""
        if self.stated_on is None:
            return None
        return next((f.says for f in self.publication.stated if f.figure == figure), None)

    # Modifications, their entries and meetings.

    def named(
        self, standing: Standing, *by: Entry | None, part: str | None = None
    ) -> NamedModification:
        """A modification, by the entries from which something is said of it."""
        return NamedModification(
            standing.shown_id, title_of(standing), standing.link, part, self.unconfirmed(*by)
        )

    def at_its_stage(self, standing: Standing) -> NamedModification:
        """A modification, of which is said at which stage it stands."""
        return replace(self.named(standing), unconfirmed=unconfirmed_stage(self.on, standing))

    def unconfirmed_stages(self) -> tuple[NamedModification, ...]:
        """Those of which it is assumed at which stage they stand."""
        found = (self.at_its_stage(standing) for standing in self.counted())
        return tuple(one for one in found if one.unconfirmed != CONFIRMED)

    def entries(self, *events: str) -> Iterator[tuple[Standing, Entry]]:
        """Every entry of these events until the day, by number of the modification."""
        for standing in self.standings:
            for entry in self.entries_of(standing, *events):
                yield standing, entry

    def facts(self, *events: str) -> Iterator[tuple[Standing, Entry]]:
        """The same, each fact once: what is seen again is not another."""
        for standing in self.standings:
            for entry in recorded_once(self.cycle, self.history_of(standing), *events):
                yield standing, entry

    def entries_of(self, standing: Standing, *events: str) -> list[Entry]:
        """Those of one modification."""
        return [entry for entry in self.history_of(standing) if entry.event in events]

    def counted(self) -> Iterator[Standing]:
        """The modifications that have a stage on the way to a release."""
        return (s for s in self.standings if not s.dormant and not s.is_implemented)

    def diary(self, short: str) -> tuple[Meeting, ...]:
        """All meetings of a body."""
        body = self.register.body_called(short)
        return self.calendars.diary(body) if body is not None else ()

    def expected(self, *what: str) -> Iterator[tuple[Standing, Expected]]:
        """What was said to come and has not, of modifications that are open."""
        for standing in self.standings:
            if not standing.is_open:
                continue
            for expected in standing.awaited:
                if expected.entry.what in what:
                    yield standing, expected
