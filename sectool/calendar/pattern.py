"""The n-th weekday of a month."""

from __future__ import annotations

from datetime import date, timedelta

from sectool.dates import MONTHS, WEEKDAYS, Month
from sectool.values import dataclass

Words = tuple[int, int]


ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")


def weekday_in(month: Month, ordinal: str, weekday: int) -> date | None:
    """The n-th (or last) such weekday of `month`, or None where it has no fifth one."""
    if ordinal == "last":
        return month.last - timedelta(days=(month.last.weekday() - weekday) % 7)
    first = 1 + (weekday - month.first.weekday()) % 7
    day = first + 7 * ORDINALS.index(ordinal)
    # Every month has 28 days: only of a fifth one it has to be asked how long the month is.
    has_it = day <= 28 or day <= month.last.day
    return date(month.year, month.month, day) if has_it else None


@dataclass(frozen=True)
class WeekdayOfMonth:
    """The n-th (or last) such weekday of one month, which has it."""

    ordinal: str
    weekday: int
    month: Month
    words: Words

    def __str__(self) -> str:
        month = f"{MONTHS[self.month.month - 1]} {self.month.year:04}"
        return f"{self.ordinal} {WEEKDAYS[self.weekday]} of {month}"

    def in_month(self) -> date | None:
        """The day; None where the month has no fifth such weekday."""
        return weekday_in(self.month, self.ordinal, self.weekday)
