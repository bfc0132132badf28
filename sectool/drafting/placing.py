"""Rows of a timetable are placed before a go-live: each on the day of its kind that fits best.

A row that is so far from another one is put on the nearest day of its kind with which no two lines
contradict each other. Where its meetings or Working Days are not known, it stays open and says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date

from sectool.calendar.workdays import DaySet, OutOfCalendar, WorkingCalendar
from sectool.datelang.evaluate import Context, UnknownBody, Window, evaluate
from sectool.datelang.nodes import Named, anchors_of, bodies_of
from sectool.datelang.parser import PhraseError, parse_deadline, parse_phrase, parse_rule
from sectool.dates import Month, days_after, in_full
from sectool.drafting.planned_rows import GO_LIVE, PlannedRow, in_people_words, whole_month
from sectool.model.release import SourcedRule, Timeline
from sectool.schedule import Calendars, Fault, Schedule, schedule_release
from sectool.schedule.row_order import ids_in_order, in_order
from sectool.values import dataclass
from sectool.words import listed

_OPEN = "tba"
# How many days of a kind are tried, nearest first, and how many months.
_DAYS, _MONTHS = 4, 5


@dataclass(frozen=True)
class PlacedRow:
    """A row of a new timeline: `when` or `due` as they are written.

    `check` is what a person has to look at, None where a rule gives the date; `open` where no day
    was found.
    """

    row: PlannedRow
    when: str | None
    due: str | None
    rules: tuple[SourcedRule, ...]
    falls_on: str | None
    check: str | None = None
    open: bool = False


@dataclass(frozen=True)
class PlacedTimeline:
    """The rows of a new timeline in the order of their dates, and which rows were left out, why."""

    rows: tuple[PlacedRow, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def placed(
    rows: tuple[PlannedRow, ...],
    go_live: PlacedRow,
    release: str,
    calendars: Calendars,
    working: WorkingCalendar,
) -> PlacedTimeline:
    """The rows before (or after) a go-live that has a day, and that row itself.

    What names a body that the register does not have is left out.
    """
    fitting, left_out = _of_the_register(rows, calendars)
    placing = _Placing(fitting, go_live, release, calendars, working)
    return PlacedTimeline(placing.placed(), left_out)


def _of_the_register(
    rows: tuple[PlannedRow, ...], calendars: Calendars
) -> tuple[tuple[PlannedRow, ...], dict[str, str]]:
    """The rows that name bodies of the register, and rows that are there; why others go."""
    register = calendars.register
    left_out: dict[str, str] = {}
    kept = {row.id: row for row in rows}
    while True:
        for row in kept.values():
            bodies, others = _named(row)
            unknown = [body for body in bodies if register.body_called(body) is None]
            gone = [id_ for id_ in others if id_ != GO_LIVE and id_ not in kept]
            if unknown:
                left_out[row.id] = f"the register has no body {unknown[0]!r}"
            elif gone:
                left_out[row.id] = f"it depends on {gone[0]!r}, which is left out"
            if row.id in left_out:
                break
        else:
            return tuple(kept.values()), left_out
        del kept[row.id]
        kept = {id_: _without(one, row.id) for id_, one in kept.items()}


def _named(row: PlannedRow) -> tuple[list[str], list[str]]:
    """The bodies that a row depends on, and the rows that give its date."""
    bodies = [body for body in (row.by, row.body) if body is not None]
    others: list[str] = []
    for text, parse in (
        (row.when, parse_phrase),
        (row.about, parse_phrase),
        (row.due, parse_deadline),
    ):
        if text is not None:
            try:
                phrase = parse(text)
            except PhraseError:
                continue
            bodies += [body for body, _ in bodies_of(phrase)]
            others += [anchor.id for anchor in anchors_of(phrase)]
    return bodies, others


def _without(row: PlannedRow, gone: str) -> PlannedRow:
    """A row without what it says of another that is not there."""
    rules = tuple(
        rule
        for rule in row.rules
        if gone not in [anchor.id for anchor in anchors_of(parse_rule(rule.rule))]
    )
    paper_for = None if row.paper_for == gone else row.paper_for
    return replace(row, rules=rules, paper_for=paper_for)


class _Placing:
    def __init__(
        self,
        rows: tuple[PlannedRow, ...],
        go_live: PlacedRow,
        release: str,
        calendars: Calendars,
        working: WorkingCalendar,
    ) -> None:
        self.release = release
        self.calendars = calendars
        self.working = working
        self.rows: dict[str, PlacedRow] = {}
        self.waiting: dict[str, PlannedRow] = {}
        for row in rows:
            if row.id == GO_LIVE:
                self.rows[row.id] = replace(go_live, row=row)
            elif row.about is None:
                check = f"was {row.was}" if row.was else None
                is_open = row.when == _OPEN
                self.rows[row.id] = PlacedRow(
                    row, row.when, row.due, row.rules, row.falls_on, check, is_open
                )
            else:
                self.waiting[row.id] = row
                when = None if row.due else _OPEN
                self.rows[row.id] = PlacedRow(row, when, row.due, row.rules, None)
        self.rows.setdefault(GO_LIVE, go_live)
        self.schedule = self._settled()

    def placed(self) -> tuple[PlacedRow, ...]:
        while self.waiting:
            known = [row for row in self.waiting.values() if self._anchor_is_known(row)]
            # Days first: they say which months will do.
            ready = min(known, key=lambda row: row.month, default=None)
            if ready is None:
                for row in self.waiting.values():
                    (other,) = self._anchors(row)
                    self.rows[row.id] = self._left_open(row, f"{other!r} is open itself")
                break
            del self.waiting[ready.id]
            self._place(ready)
        rows = list(self._settled().milestones.values())
        for item in rows:
            one = self.rows[item.id]
            if item.day is None and one.check is None and item.phrase is not None:
                others = [repr(anchor.id) for anchor in anchors_of(item.phrase)]
                check = f"no day yet, as {listed(others)} has none"
                self.rows[item.id] = replace(one, check=check)
        return tuple(self.rows[id_] for id_ in ids_in_order(rows, in_order(rows)))

    # What is scheduled so far.

    def _scheduled(self, rows: Mapping[str, PlacedRow]) -> Schedule:
        milestones = {id_: _as_milestone(row) for id_, row in rows.items()}
        return schedule_release(
            Timeline.model_validate({"release": self.release, "milestones": milestones}),
            self.calendars,
        )

    def _settled(self) -> Schedule:
        """The schedule of all rows, after those are left open whose days are not known."""
        while True:
            schedule = self._scheduled(self.rows)
            for fault in schedule.faults:
                if self._open(fault):
                    break
            else:
                return schedule

    def _open(self, fault: Fault) -> bool:
        """Leaves the row of a fault open, by a step; False where there is nothing left to open."""
        id_ = next((str(step) for step in fault.finding.address.path[1:2]), "")
        one = self.rows.get(id_)
        if one is None or id_ == GO_LIVE:
            return False
        why = fault.finding.message
        if one.when != _OPEN:
            given = one.when or one.due
            check = f"'{given}' gives no day: {why}" if one.check is None else f"{one.check}; {why}"
            one = replace(one, when=_OPEN, due=None, check=check, open=True)
        elif one.falls_on is not None:
            one = replace(one, falls_on=None)
        elif one.rules:
            one = replace(one, rules=())
        else:
            return False
        self.rows[id_] = one
        return True

    # One row.

    def _anchor_is_known(self, row: PlannedRow) -> bool:
        return all(
            id_ in self.schedule.milestones
            and self.schedule.milestones[id_].day is not None
            and id_ not in self.waiting
            for id_ in self._anchors(row)
        )

    def _anchors(self, row: PlannedRow) -> list[str]:
        """The row from which the distance of another is counted."""
        return [anchor.id for anchor in anchors_of(parse_phrase(row.about or ""))]

    def _place(self, row: PlannedRow) -> None:
        try:
            target = self._target(row)
        except (OutOfCalendar, UnknownBody) as error:
            self.rows[row.id] = self._left_open(row, str(error))
            return
        kind, days = self._days_of(row)
        found = f"was {row.was}" if row.was else f"the {kind} nearest to {_far(row)}"
        if row.month and not row.was:
            found = f"the month of {_far(row)}"
        fitting = self._fitting(row, self._candidates(row, target, days), found)
        if fitting is not None:
            self.rows = fitting
            self.schedule = self._settled()
            return
        if days is not None and not days.is_known(target):
            why = f"no {kind} is known near {in_full(target)}"
        else:
            why = f"no {'month' if row.month else kind} near {in_full(target)} fits the other lines"
        self.rows[row.id] = self._left_open(row, why)
        self.schedule = self._settled()

    def _fitting(
        self, row: PlannedRow, candidates: Iterator[date | Month], check: str
    ) -> dict[str, PlacedRow] | None:
        """The rows with this one on the nearest day or month that goes with all other lines."""
        second = None
        for tried, candidate in enumerate(candidates):
            more = f"{check}; what is nearer would contradict other lines" if tried else check
            rows = {**self.rows, row.id: self._on(row, candidate, more)}
            schedule = self._scheduled(rows)
            if any(fault.code == "T112" for fault in schedule.faults):
                continue
            item = schedule.milestones[row.id]
            if (
                not row.whole
                or not isinstance(candidate, Month)
                or whole_month(candidate, item, self.working)
            ):
                return rows
            second = second or rows
        return second

    def _target(self, row: PlannedRow) -> date:
        def milestone(anchor: Named) -> Window:
            return Window(known[anchor.id], known[anchor.id])

        known = {
            id_: item.day for id_, item in self.schedule.milestones.items() if item.day is not None
        }
        context = Context(self.working, self.calendars.meetings, milestone)
        return evaluate(parse_phrase(row.about or ""), context).window.earliest

    def _days_of(self, row: PlannedRow) -> tuple[str, DaySet | None]:
        """The kind of day that a row falls on, and which days are of it."""
        if row.body is not None:
            meetings = self.calendars.meetings(row.body)
            return f"{row.body} meeting", meetings.days if meetings is not None else _NONE
        if row.falls_on == "any day":
            return "day", None
        return "Working Day", self.working.working_days

    def _candidates(
        self, row: PlannedRow, target: date, days: DaySet | None
    ) -> Iterator[date | Month]:
        """Days or months in which a row may be, nearest first."""
        if row.month:
            near = {Month(day.year, day.month) for day in _around(target, _MONTHS)}
            yield from sorted(near, key=lambda one: (_distance(one, target), one))
            return
        if days is None:
            yield target
            return
        found = [day for day in _nearest(days, target) if days.is_known(day)]
        if row.weekday is not None and row.falls_on is None:
            found = self._of_weekday(row, target)
        taken = self._taken(row)
        yield from [day for day in found if day not in taken][:_DAYS]

    def _of_weekday(self, row: PlannedRow, target: date) -> list[date]:
        """The same day of the week near a day: Working Days, if the other one was such a day."""
        was = row.was_on
        working = was is not None and self.working.is_working_day(was)
        near = [days_after(target, away) for away in sorted(range(-21, 22), key=abs)]
        return [
            day
            for day in near
            if day.weekday() == row.weekday
            and self.working.first <= day <= self.working.last
            and self.working.is_working_day(day) in (working, True)
        ]

    def _taken(self, row: PlannedRow) -> set[date]:
        """The meetings at which another row of the same body is already, but for one that was on
        the same day as this one."""
        if row.body is None:
            return set()
        return {
            item.day
            for id_, item in self.schedule.milestones.items()
            if id_ != row.id
            and item.day is not None
            and row.body in (self.rows[id_].row.by, self.rows[id_].row.body)
            and (row.was_on is None or self.rows[id_].row.was_on != row.was_on)
        }

    def _on(self, row: PlannedRow, candidate: date | Month, check: str) -> PlacedRow:
        rules, when, due = row.rules, str(candidate), row.due
        if row.month and due is not None:
            rules = (*rules, SourcedRule.model_validate(f"in {candidate}"))
        if due is None and row.deadline:
            due = f"on or before {candidate}"
        return PlacedRow(row, None if due else when, due, rules, row.falls_on, check)

    def _left_open(self, row: PlannedRow, why: str) -> PlacedRow:
        found = f"was {row.was}" if row.was else f"planned near {_far(row)}"
        when = None if row.due else _OPEN
        return PlacedRow(
            row, when, row.due, row.rules, row.falls_on, f"{found}; {why}", open=row.due is None
        )


_NONE = DaySet((), date.max, date.min, "meetings")


def _far(row: PlannedRow) -> str:
    return in_people_words(row.about or "")


def _as_milestone(row: PlacedRow) -> dict[str, object]:
    """What scheduling asks of a row."""
    found: dict[str, object] = {"title": row.row.title}
    for key, value in (("when", row.when), ("due", row.due), ("falls-on", row.falls_on)):
        if value is not None:
            found[key] = value
    if row.rules:
        found["rules"] = tuple(rule.rule for rule in row.rules)
    return found


def _nearest(days: DaySet, target: date) -> list[date]:
    """Days of a kind, nearest first; of two as near, the earlier."""
    index = bisect_left(days.days, target.toordinal())
    near = days.days[max(index - 6, 0) : index + 6]
    ordered = sorted(near, key=lambda day: (abs(day - target.toordinal()), day))
    found = [date.fromordinal(day) for day in ordered]
    return found if days.is_known(target) else []


def _around(target: date, months: int) -> Iterator[date]:
    """A day in each of some months around a day."""
    for away in range(-(months // 2), months // 2 + 1):
        yield days_after(date(target.year, target.month, 15), away * 30)


def _distance(month: Month, target: date) -> int:
    if target in month:
        return 0
    return min(abs((month.first - target).days), abs((month.last - target).days))
