"""The Working Days and meetings of a register, as known on one day (or now)."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING

from sectool.calendar.meetings import MeetingCalendar, Proposals, meetings_of, rows_known
from sectool.calendar.recurrence import (
    DayOfMonths,
    PatternContext,
    UnknownMeetings,
    WeekdayByMeeting,
    days_by,
)
from sectool.calendar.workdays import DaySet, WorkingCalendar
from sectool.datelang.nodes import Counted
from sectool.datelang.parser import PhraseError, parse_pattern
from sectool.dates import Month
from sectool.diagnostic import did_you_mean, suggestion
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.values import dataclass

if TYPE_CHECKING:
    from sectool.schedule.diary import Meeting


@dataclass
class Calendars:
    """Working Days and meetings; `known_at` leaves out what was announced later."""

    working: WorkingCalendar | None
    register: Register
    known_at: date | None = None
    # Bodies whose pattern cannot be read, or leads to no meetings: that has been told (C102, C107),
    # and what they do on a day is unknown.
    misread: set[str] = field(default_factory=set)
    _meetings: dict[str, MeetingCalendar | None] = field(default_factory=dict)
    _patterns: dict[str, list[Proposals]] = field(default_factory=dict)

    def meetings(self, short: str) -> MeetingCalendar | None:
        """The meetings of the body called `short`; None where none are known."""
        # Bodies whose meetings are being worked out, each for the one before it.
        begun = [] if short in self._meetings else [short]
        while begun:
            top = begun[-1]
            needed = next((one for one in self.rests_on(top) if one not in self._meetings), None)
            if needed is not None and needed in begun:
                self.misread.update(begun[begun.index(needed) :])
            if needed is None or top in self.misread:
                self._meetings[begun.pop()] = self._meetings_of(top)
            else:
                begun.append(needed)
        return self._meetings[short]

    def rests_on(self, short: str) -> list[str]:
        """The bodies on whose meetings those of a body depend by its patterns."""
        rules = [proposals.rule for proposals in self._patterns_of(short)]
        return [rule.body for rule in rules if isinstance(rule, WeekdayByMeeting)]

    def proposals(self, short: str) -> list[DaySet]:
        """What each pattern of a body gives, whatever meetings have replaced of it."""
        if self.meetings(short) is None:
            return []
        found = (
            days_by(one.rule, one.from_.first, one.to.last, self.for_patterns)
            for one in self._patterns_of(short)
        )
        return [days for days in found if days is not None]

    @property
    def for_patterns(self) -> PatternContext:
        """What patterns may depend on."""
        return PatternContext(self.working, self._days_of)

    def _days_of(self, short: str) -> DaySet | None:
        meetings = self.meetings(short)
        return meetings.days if meetings is not None else None

    def diary(self, body: Body) -> tuple[Meeting, ...]:
        """All meetings known of a body in order, with their numbers and paper days."""
        # Imported here: timelines are scheduled without it.
        from sectool.schedule.diary import Numbered, diary_of

        if self.working is None:
            return ()
        numbering = body.numbering
        return diary_of(
            body.short,
            self.meetings(body.short),
            body.meetings,
            self.working,
            numbering=Numbered(numbering.number, numbering.month) if numbering else None,
            papers=papers_of(body),
            known_at=self.known_at,
        )

    def body_meant(self, short: str) -> str:
        """What to suggest for a body that is not there: rather one whose meetings are known."""
        shorts = sorted(body.short for body in self.register.bodies.values())
        meeting = [known for known in shorts if self.meetings(known) is not None]
        if did_you_mean(short, meeting) is None and did_you_mean(short, shorts) is not None:
            return suggestion(short, shorts)
        return suggestion(short, meeting)

    def _patterns_of(self, short: str) -> list[Proposals]:
        if short not in self._patterns:
            self._patterns[short] = []
            body = self.register.body_called(short)
            if body is not None and self.working is not None:
                end = Month(self.working.last.year, self.working.last.month)
                try:
                    self._patterns[short] = [
                        Proposals(parse_pattern(one.rule), one.from_, one.to or end)
                        for one in body.pattern
                    ]
                except PhraseError:
                    self.misread.add(short)
        return self._patterns[short]

    def _meetings_of(self, short: str) -> MeetingCalendar | None:
        body = self.register.body_called(short)
        patterns = self._patterns_of(short)
        if body is None or self.working is None or short in self.misread:
            return None
        # A body's list seldom differs from one day to another: one calendar serves many days,
        # unless it rests on Working Days or on the meetings of others.
        rows = tuple(id(row) for row in rows_known(body.meetings, self.known_at))
        kept, key = self.register.kept, (MeetingCalendar, short, rows)
        closed = own_holidays(body, self.known_at)
        others = WeekdayByMeeting | DayOfMonths
        alone = not closed and not any(isinstance(one.rule, others) for one in patterns)
        if alone and key in kept:
            found: MeetingCalendar | None = kept[key]
            return found
        try:
            found = meetings_of(
                short,
                patterns,
                body.meetings,
                known_at=self.known_at,
                context=replace(self.for_patterns, closed=frozenset(closed)),
            )
        except UnknownMeetings:
            self.misread.add(short)
            return None
        if alone:
            kept[key] = found
        return found


def own_holidays(body: Body, known_at: date | None) -> dict[date, str]:
    """The days on which a body does not work, beside bank holidays, as known on a day."""
    return {
        date.fromordinal(day): row.name
        for row in rows_known(body.holidays, known_at)
        for day in range(row.date.toordinal(), (row.to or row.date).toordinal() + 1)
    }


def papers_of(body: Body) -> Counted | None:
    """When papers go out; None where nothing is said, or nothing that is understood."""
    from sectool.schedule.papers import parse_papers

    try:
        return parse_papers(body.papers) if body.papers is not None else None
    except PhraseError:
        return None


def calendars_of(register: Register, known_at: date | None = None) -> Calendars:
    """The calendars of a register; `known_at` leaves out what was announced later.

    They are kept with the register: whoever asks about a day gets the same.
    Before the day from which its holidays are known, a register knows those of that day: that
    nobody had announced the ordinary ones is not true.
    """
    found = register.kept.get((Calendars, known_at))
    if not isinstance(found, Calendars):
        found = register.kept[Calendars, known_at] = _calendars(register, known_at)
    return found


def _calendars(register: Register, known_at: date | None) -> Calendars:
    pinned = register.calendar
    working = None
    if pinned is not None and pinned.from_ <= pinned.to:
        announced_by = max(known_at, pinned.known_from) if known_at is not None else None
        working = WorkingCalendar.of(
            pinned.holidays,
            pinned.from_,
            pinned.to,
            known_from=pinned.known_from,
            known_at=announced_by,
        )
        own = {body.short: own_holidays(body, known_at) for body in register.bodies.values()}
        working = working.with_bodies({short: days for short, days in own.items() if days})
    return Calendars(working, register, known_at)
