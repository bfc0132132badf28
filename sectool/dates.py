"""Days and months as people write them, and the words for them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from sectool.values import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# No-break: a date that breaks over two lines in a narrow column is hard to read.
NO_BREAK = "\u00a0"

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})\Z")


class NotADate(ValueError):
    """Text that names no day or month; the message says why, for its author."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month: what a date of month precision says and no more."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        if self.month == 12:
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, order=True)
class Week:
    """A week from its Monday, `first`, to its Sunday, numbered within a year by ISO 8601."""

    first: date

    @classmethod
    def of(cls, day: date) -> Week:
        """The week of a day. ValueError where it is not all among the days that there are."""
        first = day.toordinal() - day.weekday()
        if not 0 < first <= date.max.toordinal() - 6:
            raise ValueError(f"the week of {day.isoformat()} leads out of the calendar")
        return cls(date.fromordinal(first))

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        year, week, _ = self.first.isocalendar()
        return f"{year:04}-W{week:02}"


When = date | Month


def month_named(name: str) -> int:
    """The number of the month that a name means, whole or its first three letters."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def looks_like_a_date(text: str) -> bool:
    """Whether `text` has the outline of a day or month, right or wrong."""
    return bool(_DAY.match(text) or _MONTH.match(text))


def parse_day(text: str) -> date:
    """The day that `text` names as YYYY-MM-DD; NotADate says what is wrong with it."""
    if len(text) == 10 and text[4] == text[7] == "-":
        # Nearly always: the library is many times as fast as looking closer.
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    if not _DAY.match(text):
        raise NotADate(f"{text!r} is not a day written as YYYY-MM-DD, such as 2022-11-03")
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:])
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12:
            raise NotADate(f"{text!r} is not a day: there is no month {month}") from None
        if year < 1:
            raise NotADate(f"{text!r} is not a day: there is no year {year}") from None
        last = Month(year, month).last.day
        raise NotADate(
            f"{text!r} is not a day: {MONTHS[month - 1]} {year} has {last} days"
        ) from None


_IN_WORDS = re.compile(
    r"(?:[A-Za-z]+,? +)?([0-9]{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?[ -]+([0-9]{4})"
)
_IN_FIGURES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]?([0-9]{1,2})[/.-]?([0-9]{1,2})")


def day_as_written(text: str) -> date | None:
    """The one day that `text` can mean, as people write days: 3 November 2022, 23/11/2022.

    None where it can mean two, as 03/11/2022 can.
    """
    text = " ".join(text.split())
    try:
        if found := _IN_WORDS.fullmatch(text):
            name = found[2].capitalize()
            if not any(month.startswith(name) or name == "Sept" for month in MONTHS):
                return None
            return date(int(found[3]), month_named(name), int(found[1]))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_FIGURES.fullmatch(text)) and int(found[1]) > 12:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def parse_month(text: str) -> Month:
    """The month that `text` names as YYYY-MM; NotADate says what is wrong with it."""
    if not _MONTH.match(text):
        raise NotADate(f"{text!r} is not a month written as YYYY-MM, such as 2022-08")
    year, month = int(text[:4]), int(text[5:])
    if not 1 <= month <= 12:
        raise NotADate(f"{text!r} is not a month: months run from 01 to 12")
    if year < 1:
        raise NotADate(f"{text!r} is not a month: there is no year {year}")
    return Month(year, month)


def looks_like_a_week(text: str) -> bool:
    """Whether `text` has the outline of the number of a week, right or wrong."""
    return bool(_WEEK.match(text))


def parse_week(text: str) -> Week:
    """The week that `text` names as YYYY-Www (ISO 8601); NotADate says what is wrong with it."""
    found = _WEEK.match(text)
    if found is None:
        raise NotADate(f"{text!r} is not a week written as YYYY-Www, such as 2025-W11")
    year, number = int(found[1]), int(found[2])
    if year < 1:
        raise NotADate(f"{text!r} is not a week: there is no year {year}")
    last = date(year, 12, 28).isocalendar()[1]
    if not 1 <= number <= last:
        raise NotADate(f"{text!r} is not a week: the weeks of {year} run from 01 to {last}")
    try:
        return Week.of(date.fromisocalendar(year, number, 1))
    except ValueError as error:
        raise NotADate(f"{text!r} is not a week: {error}") from None


@lru_cache(maxsize=4096)  # histories have the same few hundred days again and again
def parse_when(text: str) -> When:
    """The day or month that `text` names; NotADate says what is wrong with it."""
    if _MONTH.match(text):
        return parse_month(text)
    if _DAY.match(text):
        return parse_day(text)
    raise NotADate(
        f"{text!r} is not a date: write a day as 2022-11-03 or, if no more is known, "
        "a month as 2022-08"
    )


def first_day(when: When) -> date:
    """The earliest day that `when` may mean."""
    return when.first if isinstance(when, Month) else when


def last_day(when: When) -> date:
    """The latest day that `when` may mean: a month counts from its last day."""
    return when.last if isinstance(when, Month) else when


def days_after(day: date, days: int) -> date:
    """The day so many days later (or, below zero, earlier); the first or last there is at most.

    Somebody may write 0001-01-01 or 9999-12-31 for "always": beyond them there is no day to ask of.
    """
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def in_words(when: When) -> str:
    """`3 November 2022`, or `August 2022`."""
    month = f"{MONTHS[when.month - 1]}{NO_BREAK}{when.year}"
    return month if isinstance(when, Month) else f"{when.day}{NO_BREAK}{month}"


def in_short(when: When) -> str:
    """`3 Nov 2022`, or `Aug 2022`: for tables."""
    month = f"{MONTHS[when.month - 1][:3]}{NO_BREAK}{when.year}"
    return month if isinstance(when, Month) else f"{when.day}{NO_BREAK}{month}"


def span_in_words(first: date, last: date) -> str:
    """`1 August 2022 to 31 August 2022`; of one day, that day."""
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def in_full(day: date) -> str:
    """`Thu 3 Nov 2022`, with ordinary blanks: for terminals."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def plainly(when: When) -> str:
    """`Thu 3 Nov 2022` or `Aug 2022`, with ordinary blanks: for messages."""
    if isinstance(when, Month):
        return f"{MONTHS[when.month - 1][:3]} {when.year}"
    return in_full(when)


def iso(when: When | None) -> str | None:
    """A day or month for programs."""
    if when is None:
        return None
    return when.isoformat() if isinstance(when, date) else str(when)


def shortly(when: When | None) -> str:
    """`22 Jul 2020` or `Jul 2020`: for cells, where the weekday would take too much room."""
    if when is None:
        return ""
    text = plainly(when)
    return text.partition(" ")[2] if isinstance(when, date) else text
