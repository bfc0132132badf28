"""The weekday of a month by which a body meets."""

from __future__ import annotations

from datetime import date, timedelta

from sectool.dates import MONTHS, WEEKDAYS, Month
from sectool.values import dataclass

Words = tuple[int, int]


ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")


@dataclass(frozen=True)
class WeekdayOfMonth:
    """The n-th (or last) such weekday of a month; of each month, where `month` is None."""

    ordinal: str
    weekday: int
    month: Month | None
    words: Words

    def __str__(self) -> str:
        of = f"{MONTHS[self.month.month - 1]} {self.month.year:04}" if self.month else "each month"
        return f"{self.ordinal} {WEEKDAYS[self.weekday]} of {of}"

    def in_month(self, month: Month) -> date | None:
        """The day in `month`, or None where the month has no fifth such weekday."""
        if self.ordinal == "last":
            return month.last - timedelta(days=(month.last.weekday() - self.weekday) % 7)
        first = 1 + (self.weekday - month.first.weekday()) % 7
        day = first + 7 * ORDINALS.index(self.ordinal)
        return date(month.year, month.month, day) if day <= month.last.day else None
