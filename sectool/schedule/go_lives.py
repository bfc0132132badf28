"""The days on which releases of a kind usually go live: `last Thursday of each June`."""

from __future__ import annotations

from datetime import date

from sectool.calendar.recurrence import Span, UnknownMeetings, WeekdayOfWeeks, days_by
from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import UnknownBody
from sectool.datelang.patterns import parse_pattern
from sectool.dates import first_day, last_day
from sectool.model.release_kinds import GoLivePattern, ReleaseKind
from sectool.schedule.calendars import Calendars
from sectool.values import dataclass


@dataclass(frozen=True)
class ProposedGoLive:
    """A day on which a release may go live, and the pattern of its kind that gives it."""

    day: date
    pattern: GoLivePattern


def usual_go_lives(
    kind: ReleaseKind, span: Span, calendars: Calendars
) -> tuple[ProposedGoLive, ...]:
    """The days of all patterns of a kind in `span`, in order, each while its pattern holds.

    As `proposed_go_lives`, it refuses where not all days are known.
    """
    found = []
    for pattern in kind.go_live:
        first = max(span[0], first_day(pattern.from_)) if pattern.from_ else span[0]
        last = min(span[1], last_day(pattern.to)) if pattern.to else span[1]
        days = proposed_go_lives(pattern.rule, (first, last), calendars)
        found += [ProposedGoLive(day, pattern) for day in days]
    return tuple(sorted(found, key=lambda one: one.day))


def proposed_go_lives(pattern: str, span: Span, calendars: Calendars) -> tuple[date, ...]:
    """The days of a pattern from the first to the last day of `span`, both included, in order.

    They are proposals: what a release's own file says goes before. OutOfCalendar where not all of
    them are known, UnknownBody where the pattern depends on a body without meetings, PhraseError
    for what is no pattern.
    """
    rule = parse_pattern(pattern)
    first, last = span
    if isinstance(rule, WeekdayOfWeeks) and rule.start is not None:
        first = max(first, rule.start)  # before that day it gives none
    if last < first:
        return ()
    try:
        found = days_by(rule, first, last, calendars.for_patterns)
    except UnknownMeetings as error:
        raise UnknownBody(error.body, error.words) from None
    if found is None or found.gaps or (found.first, found.last) != (first, last):
        whole = f"from {first.isoformat()} to {last.isoformat()}"
        raise OutOfCalendar(f"not all days of '{rule}' {whole} are known")
    return tuple(map(date.fromordinal, found.days))
