"""What lasted: assessments and proposals in a period, each between the days that are possible.

Only an entry with a `date` says when something happened. What was seen bounds the day from above,
so that a duration may have a least and a most where nobody can count it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.datelang.counting import amount_between
from sectool.dates import Month, When, last_day
from sectool.history import (
    Assessment,
    Between,
    Standing,
    concluded_between,
    exactly,
    raised_between,
)
from sectool.history import between as between_of
from sectool.model.modification import Entry
from sectool.queries.in_force import in_force_on
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass

_TOOK = re.compile(r"([0-9]{1,5}) (\S.*)")
_NUMBER = re.compile(r"[0-9]{1,5}")
IN_FORCE = "in-force"


@dataclass(frozen=True)
class Period:
    """The days on which something may have ended to count; what is open is counted to `to`."""

    from_: date | None
    to: date


@dataclass(frozen=True)
class Spell:
    """A time that something took, or takes still: `ended` is None while it is open.

    `began` and `ended` are the days that are possible; `began_on` and `ended_on` stand where an
    entry dates them. A day of beginning that nobody recorded may follow from what a source says it
    `took`; it is then `reckoned`. `target_in` is the unit of the target: `working days`. One that
    is not `placed` may have ended in the period or not: nobody knows.
    """

    of: str
    shown: str
    what: str
    kind: str
    began: Between
    ended: Between | None
    to: date
    began_on: When | None = None
    ended_on: When | None = None
    target: int | None = None
    took: str | None = None
    reckoned: bool = False
    target_in: str | None = None
    placed: bool = True

    @property
    def open(self) -> bool:
        return self.ended is None

    @property
    def start(self) -> date | None:
        """The day on which it began, where that is known."""
        return self.began.day

    @property
    def end(self) -> date | None:
        """The day on which it ended, where it has and that is known."""
        return self.ended.day if self.ended is not None else None

    def count(self, convention: str, calendar: WorkingCalendar) -> int | None:
        """How long, in whole units of a convention; None where one of its days is not known."""
        taken = read_took(self.took)
        if self.ended is not None and taken is not None and taken[1] == convention:
            # Where the source counted by this convention, its figure is the fact.
            return taken[0]
        end = self.to if self.ended is None else self.end
        if self.start is None or end is None:
            return None
        return amount_between(self.start, end, convention, calendar).whole

    def least(self, convention: str, calendar: WorkingCalendar) -> int | None:
        """How long at least; None where it may have taken no time at all, for all that is known."""
        counted = self.count(convention, calendar)
        if counted is not None:
            return counted
        first = self.to if self.ended is None else self.ended.first
        return _within(self.began.last, first, convention, calendar)

    def most(self, convention: str, calendar: WorkingCalendar) -> int | None:
        """How long at most; None where nobody can say."""
        counted = self.count(convention, calendar)
        if counted is not None:
            return counted
        last = self.to if self.ended is None else self.ended.last
        return _within(self.began.first, last, convention, calendar)


def _within(
    start: date | None, end: date | None, convention: str, calendar: WorkingCalendar
) -> int | None:
    if start is None or end is None or start > end:
        return None
    try:
        return amount_between(start, end, convention, calendar).whole
    except OutOfCalendar:
        return None


def read_took(took: str | None) -> tuple[int, str] | None:
    """`266 weekdays both ends` as a number and its convention; None for anything else."""
    match = _TOOK.fullmatch(took or "")
    if match is None or match[2] not in CONVENTIONS:
        return None
    return int(match[1]), match[2]


def target_days(target: str | None) -> int | None:
    """The number in a target such as `15 working days`."""
    match = _NUMBER.search(target or "")
    return int(match[0]) if match is not None else None


def target_unit(target: str | None) -> str | None:
    """What a target such as `15 working days` counts; None where it does not say."""
    match = _TOOK.fullmatch(target or "")
    return match[2] if match is not None else None


def due_day(target: str | None, accepted: When | None, calendar: WorkingCalendar) -> date | None:
    """The day by which a target is kept: so many Working Days after the acceptance.

    None where that is no day, or lies outside the calendar.
    """
    days = target_days(target)
    if not isinstance(accepted, date) or days is None or "working days" not in (target or ""):
        return None
    try:
        return calendar.working_days.after(accepted, days)
    except OutOfCalendar:
        return None


def assessment_spells(
    of: str,
    shown: str,
    assessments: Iterable[Assessment],
    period: Period,
    calendar: WorkingCalendar,
) -> Iterator[Spell]:
    """The assessments of a modification that were open at the end of a period, or ended in it.

    One that no acceptance and no duration is known of still counts as completed, though nobody
    can say how long it took; one that was never accepted is not open yet. OutOfCalendar where a
    start would have to be reckoned from days that are not known.
    """
    for found in assessments:
        began, ended = found.between("accepted"), found.between("returned")
        if began is None and ended is None:
            continue
        spell = _spell(of, shown, found.id, found.kind, began, ended, period)
        if spell is None or (began is None and spell.ended is None):
            continue
        took = found.took if spell.ended is not None else None
        start = None
        if found.accepted is None and spell.start is None and spell.end is not None:
            start = reckoned_start(spell.end, took, calendar)
        yield replace(
            spell,
            began=exactly(start) if start is not None else spell.began,
            began_on=found.accepted,
            ended_on=found.returned if spell.ended is not None else None,
            target=target_days(found.target),
            took=took,
            reckoned=start is not None,
            target_in=target_unit(found.target),
        )


def proposal_spell(
    of: str, shown: str, raised: Between, concluded: Between | None, period: Period
) -> Spell | None:
    """A proposal from the day it was raised; None where it does not touch the period."""
    return _spell(of, shown, "proposal", "proposal", raised, concluded, period)


def proposal_spells(on: RegisterOn, period: Period) -> Iterator[Spell]:
    """The proposals that were open on a register's day, or had been concluded by then."""
    for standing in on.standings:
        entries = on.entries(standing.id)
        # A decision that was referred is not the last word.
        decided = standing.decision != "open" and not standing.is_undecided
        end = concluded_between(on.register.life_cycle, entries) if decided else None
        raised = raised_between(entries)
        spell = proposal_spell(standing.id, standing.shown_id, raised, end, period)
        if spell is not None and spell.open is standing.is_open:
            yield replace(spell, began_on=standing.raised, ended_on=_dated(end))


def _dated(found: Between | None) -> When | None:
    """The day or month that a fact is dated by, where it is."""
    if found is None or found.day is not None:
        return found.day if found is not None else None
    if found.first is not None and found.last is not None:
        month = Month(found.first.year, found.first.month)
        return month if (month.first, month.last) == (found.first, found.last) else None
    return None


def in_force_spells(on: RegisterOn, period: Period) -> Iterator[Spell]:
    """Modifications from the day they were raised until all that they bring in was in force.

    One that is to be in force by now, though nobody has said so, is left out: it is not placed.
    """
    assumed = {
        (one.standing.id, one.part.id) for one in in_force_on(on.register, on.day or period.to)
    }
    for standing in on.standings:
        if standing.decision == "closed" or (standing.dormant and not standing.is_implemented):
            continue
        entries = on.entries(standing.id)
        end = _in_force_between(on, standing, entries) if standing.is_implemented else None
        raised = raised_between(entries)
        spell = _spell(standing.id, standing.shown_id, IN_FORCE, IN_FORCE, raised, end, period)
        if spell is not None:
            waiting = [part.id for part in standing.parts if part.confirmed is None]
            silent = bool(waiting) and all((standing.id, id_) in assumed for id_ in waiting)
            dated = standing.since if standing.is_implemented else None
            placed = spell.placed and not silent
            yield replace(spell, began_on=standing.raised, ended_on=dated, placed=placed)


def _in_force_between(on: RegisterOn, standing: Standing, entries: Iterable[Entry]) -> Between:
    """When the last of its parts came into force."""
    known = list(entries)
    decided = concluded_between(on.register.life_cycle, known)
    earliest = decided.first if decided is not None else None
    firsts: list[date] = []
    lasts: list[date] = []
    for part in standing.parts:
        found = exactly(part.implemented)
        if part.implemented is None and part.confirmed is not None:
            found = Between(None, last_day(part.confirmed)).not_before(earliest)
            for entry in known:
                if entry.event == "implemented" and (not entry.part or part.id in entry.part):
                    narrower = found.narrowed(between_of(entry))
                    found = found if narrower.is_empty else narrower
        firsts += [found.first] if found.first is not None else []
        lasts += [found.last] if found.last is not None else []
    return Between(max(firsts, default=None), max(lasts, default=None))


def _spell(
    of: str,
    shown: str,
    what: str,
    kind: str,
    began: Between | None,
    ended: Between | None,
    period: Period,
) -> Spell | None:
    """What was open at the end of a period or ended in it; not placed where nobody knows which."""
    began = began or Between(None, None)
    placed = True
    if ended is not None and ended.last is not None and ended.last <= period.to:
        if period.from_ is not None:
            if ended.last < period.from_:
                return None
            placed = ended.first is not None and ended.first >= period.from_
    elif began.first is not None and began.first > period.to:
        return None
    else:
        begun = began.last is None or began.last <= period.to
        placed = begun and (ended is None or (ended.first or date.min) > period.to)
        ended = ended if not placed else None
    return Spell(of, shown, what, kind, began, ended, period.to, placed=placed)


def reckoned_start(end: date, took: str | None, calendar: WorkingCalendar) -> date | None:
    """The day from which it is as long to `end` as a source says; None where no day is.

    Several days may be as far: a Working Day goes first, then the latest.
    """
    taken = read_took(took)
    if taken is None or taken[1] in DAYS_OVER:
        return None
    number, convention = taken
    # Counts grow the further back one starts, so the days that are as far lie side by side.
    back = range((end - calendar.first).days + 1)
    back = back[: 8 * number + 30]

    def counted(days: int) -> int:
        return amount_between(end - timedelta(days=days), end, convention, calendar).whole

    nearest = bisect_left(back, number, key=counted)
    as_far = []
    for day in (end - timedelta(days=n) for n in back[nearest : nearest + 15]):
        if counted((end - day).days) != number:
            break
        as_far.append(day)
    working = [day for day in as_far if calendar.is_working_day(day)]
    weekdays = [day for day in as_far if day.weekday() < 5]
    return next(iter([*working, *weekdays, *as_far]), None)
