"""The months that a report counts by: those around its day, and those of its period."""

from __future__ import annotations

from datetime import date

from sectool.dates import Month


def period_on(period_from: date, period_to: date, day: date) -> tuple[date, date]:
    """The period as written, or moved along by whole months to the last that was over by a day.

    So a report of the next month looks back on the twelve months before it. A period that does
    not consist of whole months, or ends in the month before the day or in its own, stays.
    """
    ends, starts = month_of(period_to), month_of(period_from)
    if (period_from, period_to) != (starts.first, ends.last):
        return period_from, period_to
    steps = _number(month_of(day)) - 1 - _number(ends)
    if steps == 0 or (steps < 0 and period_to <= day):
        return period_from, period_to
    return moved(starts, steps).first, moved(ends, steps).last


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def _number(month: Month) -> int:
    return month.year * 12 + month.month - 1


def moved(month: Month, steps: int) -> Month:
    """The month so many months later; the first or last there is at most."""
    first, last = _number(month_of(date.min)), _number(month_of(date.max))
    year, index = divmod(min(max(_number(month) + steps, first), last), 12)
    return Month(year, index + 1)
