"""Rows of a timetable without a release: from a pattern of the profile, or from another timeline.

A row is given by a phrase, or by how far it is from another one. What belongs to the other release
alone (its dates, and reasons and notes that name its days or modifications) is left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.nodes import Given, InSpan, Open, Phrase, Rule, anchors_of
from sectool.dates import Month, days_after, plainly
from sectool.model.register import Register
from sectool.model.release import Milestone, SourcedRule
from sectool.model.timeline_patterns import TimelinePattern
from sectool.prose.readings import dates_in, ids_in, months_in
from sectool.schedule import Calendars, Schedule, Scheduled
from sectool.values import dataclass
from sectool.words import counted

GO_LIVE = "go-live"


@dataclass(frozen=True)
class PlannedRow:
    """A row, and where it goes: exactly one of `when`, `due` and `about` gives its date.

    `about` is a distance from another row, and the day nearest to it is taken: of a meeting or a
    Working Day by `falls_on`, else of `weekday` (0 is Monday), else a Working Day. With `month` it
    gives a month, of which each Working Day will do if it is `whole`; beside `due` that month is a
    rule. With `deadline` the day found is the last one
    permitted. `was` is what the other timeline said, for people, and `was_on` its day.
    """

    id: str
    title: str
    when: str | None = None
    due: str | None = None
    about: str | None = None
    month: bool = False
    whole: bool = False
    deadline: bool = False
    weekday: int | None = None
    rules: tuple[SourcedRule, ...] = ()
    falls_on: str | None = None
    because: str | None = None
    source: str | None = None
    by: str | None = None
    paper_for: str | None = None
    notes: str | None = None
    provisional: bool = False
    fixed: bool = False
    was: str = ""
    was_on: date | None = None

    @property
    def body(self) -> str | None:
        """The body on whose meeting it falls, if any."""
        return (self.falls_on or "").removesuffix(" meeting") if self._is_meeting else None

    @property
    def _is_meeting(self) -> bool:
        return self.falls_on is not None and self.falls_on.endswith(" meeting")


def rows_of_pattern(pattern: TimelinePattern) -> tuple[PlannedRow, ...]:
    """The rows of a pattern, without the go-live."""
    return tuple(
        PlannedRow(
            id_,
            row.title,
            row.when,
            row.due,
            row.about or row.month,
            month=row.month is not None,
            whole=row.month is not None,
            rules=row.rules,
            falls_on=row.falls_on,
            because=row.because,
            source=row.source,
            by=row.by,
            paper_for=row.paper_for,
            notes=row.notes,
            provisional=row.provisional,
        )
        for id_, row in pattern.milestones.items()
    )


class NoGoLive(Exception):
    """A timeline whose go-live has no day: nothing can be counted from it."""


def rows_like(
    schedule: Schedule, calendars: Calendars, register: Register
) -> tuple[PlannedRow, ...]:
    """The rows of another timeline, its go-live included; NoGoLive where that has no day."""
    if calendars.working is None or schedule.go_live is None:
        raise NoGoLive(schedule.release)
    return tuple(_Likeness(schedule, calendars, calendars.working, register).rows())


class _Likeness:
    def __init__(
        self,
        schedule: Schedule,
        calendars: Calendars,
        working: WorkingCalendar,
        register: Register,
    ) -> None:
        self.schedule = schedule
        self.calendars = calendars
        self.working = working
        self.register = register
        self.derived = {
            id_: item.day
            for id_, item in schedule.milestones.items()
            if item.day is not None and self._follows_from_go_live(id_)
        }

    def _follows_from_go_live(self, id_: str) -> bool:
        """Whether phrases alone lead from go-live to the day of a row."""
        seen: set[str] = set()
        while id_ != GO_LIVE:
            item = self.schedule.milestones.get(id_)
            if item is None or id_ in seen or item.phrase is None:
                return False
            seen.add(id_)
            anchors = [*anchors_of(item.phrase)]
            if not anchors:
                return False
            id_ = anchors[0].id
        return True

    def rows(self) -> Iterator[PlannedRow]:
        for id_, item in self.schedule.milestones.items():
            row = self._row(id_, item.milestone)
            if id_ == GO_LIVE:
                yield row
            elif (item.phrase or item.deadline) is None:
                yield replace(row, when="tba", was="could not be read")
            else:
                yield self._dated(row, item)

    def _row(self, id_: str, milestone: Milestone) -> PlannedRow:
        rules = tuple(
            rule.model_copy(update={"because": self._general(rule.because)})
            for rule, parsed in zip(
                milestone.rules, self._parsed(id_, len(milestone.rules)), strict=True
            )
            if parsed is not None and any(anchors_of(parsed))
        )
        return PlannedRow(
            id_,
            milestone.title,
            rules=rules,
            falls_on=milestone.falls_on,
            by=milestone.by,
            paper_for=milestone.paper_for,
            notes=self._general(milestone.notes),
            provisional=milestone.provisional,
        )

    def _parsed(self, id_: str, many: int) -> list[Rule | None]:
        """The rules of a row in order; None for one that cannot be understood."""
        found: list[Rule | None] = [None] * many
        for parsed in self.schedule.milestones[id_].rules:
            index = parsed.address.path[parsed.address.path.index("rules") + 1]
            if isinstance(index, int):
                found[index] = parsed.rule
        return found

    def _general(self, text: str | None) -> str | None:
        """A text that is of no one release."""
        if text is None:
            return None
        of_one = (dates_in(text), tuple(months_in(text)), tuple(ids_in(text, self.register.ids)))
        return None if any(of_one) else text

    def _dated(self, row: PlannedRow, item: Scheduled) -> PlannedRow:
        milestone = item.milestone
        spans = (one.rule.span for one in item.rules if isinstance(one.rule, InSpan))
        month = next((span for span in spans if isinstance(span, Month)), None)
        if item.deadline is not None:
            if any(anchors_of(item.deadline)):
                row = self._with_reason(replace(row, due=milestone.due), milestone)
                return row if month is None else self._in_month(row, month)
            if item.latest is None:
                return replace(row, when="tba", was=f"by {milestone.due}")
            return self._near(replace(row, deadline=True), item.latest)
        phrase = item.phrase
        if phrase is None or isinstance(phrase, Open):
            row = replace(row, when="tba", was="open")
            return row if month is None else self._in_month(replace(row, when=None), month)
        if any(anchors_of(phrase)):
            return self._with_reason(replace(row, when=milestone.when), milestone)
        if isinstance(phrase, Given) and isinstance(phrase.when, Month):
            whole = whole_month(phrase.when, item, self.working)
            return self._in_month(replace(row, whole=whole), phrase.when)
        day = self._day_written(phrase, item)
        if day is None:
            return replace(row, when="tba", was=f"{milestone.when}")
        return self._near(row, day)

    def _with_reason(self, row: PlannedRow, milestone: Milestone) -> PlannedRow:
        return replace(row, because=self._general(milestone.because), source=milestone.source)

    def _day_written(self, phrase: Phrase, item: Scheduled) -> date | None:
        if isinstance(phrase, Given) and isinstance(phrase.when, date):
            return phrase.when
        return item.day

    def _near(self, row: PlannedRow, day: date) -> PlannedRow:
        """A row on the same kind of day as a day, as far from the next row that has a rule."""
        if row.falls_on is None and not row.deadline:
            body = row.by and self.calendars.meetings(row.by)
            if body and day in body.days:
                row = replace(row, falls_on=f"{row.by} meeting")
            else:
                row = replace(row, weekday=day.weekday())
        anchor, end = self._anchor(day)
        if day == end:
            return replace(row, when=anchor, was=f"{plainly(day)}, the day of {anchor!r}")
        about = self._distance(day, anchor, end)
        return replace(
            row, about=about, was=f"{plainly(day)}, {in_people_words(about)}", was_on=day
        )

    def _in_month(self, row: PlannedRow, month: Month) -> PlannedRow:
        """A row in a month, as far from the next row that has a rule as the middle of the other."""
        middle = days_after(month.first, 14)
        anchor, end = self._anchor(middle)
        days = (end - middle).days
        side = "before" if days >= 0 else "after"
        about = f"{abs(days)} days {side} {anchor}" if days else anchor
        far = f"about {counted(round(abs(days) / 7), 'week')} {side} {anchor!r}"
        return replace(row, about=about, month=True, was=f"{plainly(month)}, {far}")

    def _anchor(self, day: date) -> tuple[str, date]:
        """The next row on or after a day whose date follows from that of go-live."""
        later = [(end, id_) for id_, end in self.derived.items() if end >= day]
        end = min(later)[0] if later else self.derived[GO_LIVE]
        return next(id_ for id_, one in self.derived.items() if one == end), end

    def _distance(self, day: date, anchor: str, end: date) -> str:
        side, first, last = ("before", day, end) if day < end else ("after", end, day)
        try:
            working = self.working.working_days
            n = working.count(first, last) if side == "after" else 0
            if side == "before":
                # Day 0 is that of the anchor, whatever day that is.
                n = working.count(days_after(first, -1), days_after(last, -1))
        except OutOfCalendar:
            n = 0
        if n and self.working.is_working_day(day):
            return f"{n} working day{'' if n == 1 else 's'} {side} {anchor}"
        days = (last - first).days
        return f"{days} day{'' if days == 1 else 's'} {side} {anchor}"


def whole_month(month: Month, item: Scheduled, working: WorkingCalendar) -> bool:
    """Whether a row may be on each Working Day of a month."""
    try:
        first = working.working_days.on_or_after(month.first)
        last = working.working_days.on_or_before(month.last)
    except OutOfCalendar:
        return False
    starts, ends = item.earliest, item.latest
    return starts is not None and ends is not None and starts <= first and last <= ends


def in_people_words(about: str) -> str:
    """A distance as people read it: `12 Working Days before 'go-live'`."""
    words, _, anchor = about.rpartition(" ")
    return f"{words} {anchor!r}".strip().replace("working day", "Working Day")
