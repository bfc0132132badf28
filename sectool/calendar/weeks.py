"""Weekdays around a day, and those of the weeks around it, in ordinals: weeks begin on Monday."""

from __future__ import annotations

MONDAY = 0


def weekday_on_or_before(day: int, weekday: int) -> int:
    """The last such weekday (0 is Monday) on or before a day. Ordinal 1 was a Monday."""
    return day - (day - 1 - weekday) % 7


def weekday_on_or_after(day: int, weekday: int) -> int:
    """The first such weekday on or after a day."""
    return day + (weekday - (day - 1)) % 7
