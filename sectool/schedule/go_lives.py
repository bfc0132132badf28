"""The days that a pattern proposes for releases to go live: `last Thursday of each June`."""

from __future__ import annotations

from datetime import date

from sectool.calendar.recurrence import Span, UnknownMeetings, WeekdayOfWeeks, days_by
from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import UnknownBody
from sectool.datelang.patterns import parse_pattern
from sectool.schedule.calendars import Calendars


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
