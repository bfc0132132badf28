"""A change between two documents, and what kind of thing it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Literal

from sectool.calendar.workdays import WorkingCalendar
from sectool.dates import MONTHS, WEEKDAYS, Month, When, month_named
from sectool.values import dataclass

Topic = Literal["scope", "dates", "costs", "versions", "ticks", "lists", "figures", "text"]
TOPICS: tuple[Topic, ...] = (
    *("scope", "dates", "costs", "versions"),
    *("ticks", "lists", "figures", "text"),
)

TICK = "✓"
NONE = ("", "–")
# Aspects that are no heading of a column: a whole column, a place in an order or a list, and what
# an item says beside its name and title.
COLUMN, ORDER, PLACE, TEXT = "column", "order", "place", "text"


@dataclass(frozen=True)
class Change:
    """One thing that differs, in the words of the documents; None is what is not there.

    `subject` is the key of a row or an item, `aspect` the heading of its column: "" for the whole
    row, item or paragraph. `moved` counts Working Days from day to day, below zero for earlier.
    """

    section: str
    topic: Topic
    subject: str
    aspect: str
    before: str | None
    after: str | None
    moved: int | None = None
    # Whether it stands where a document only draws on the rest of itself.
    derived: bool = False

    @property
    def data(self) -> dict[str, str | int | None]:
        """The change as plain data, for programs."""
        data = asdict(self)
        del data["derived"]
        return data

    @property
    def values(self) -> tuple[str | None, str | None]:
        return self.before, self.after


_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_WEEKDAY = "|".join(f"{day[:3]}(?:{day[3:]})?" for day in WEEKDAYS)
_DAY = rf"(?:(?:{_WEEKDAY}),? )?([0-9]{{1,2}}) ({_MONTH}) ([0-9]{{4}})"
_WHEN = rf"{_DAY}|(?:{_MONTH}) [0-9]{{4}}"
DAYS = re.compile(rf"\b(?:{_DAY})\b")
AMOUNTS = re.compile(r"£[0-9][0-9,]*(?:\.[0-9]+)?(?: to £[0-9][0-9,]*(?:\.[0-9]+)?)?")
_ONE_DAY = re.compile(rf"{_DAY}(?: \(.*\))?\.?")
_ONE_MONTH = re.compile(rf"({_MONTH}) ([0-9]{{4}})")
_WHENS = re.compile(
    rf"(?:{_WHEN})(?: to (?:{_WHEN}))?(?: \(.*\))?\.?|To be (?:fixed|announced)|Not recorded"
)
_WHEN_IN = re.compile(_WHEN)
_VERSION = re.compile(r"v[0-9]+(?:\.[0-9]+)*|N/A")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def when_of(text: str | None) -> When | None:
    """The day or month that a text consists of, a remark in brackets aside."""
    if text is None:
        return None
    if found := _ONE_DAY.fullmatch(text):
        try:
            return date(int(found[3]), month_named(found[2]), int(found[1]))
        except ValueError:
            return None
    if found := _ONE_MONTH.fullmatch(text):
        return Month(int(found[2]), month_named(found[1]))
    return None


def moved_by(before: str | None, after: str | None, working: WorkingCalendar | None) -> int | None:
    """The Working Days from one day to another, the earlier being day 0 whichever comes first.

    None where one of the two is no single day, or not within the calendar.
    """
    one, other = when_of(before), when_of(after)
    if working is None or not isinstance(one, date) or not isinstance(other, date):
        return None
    if not (working.first <= min(one, other) and max(one, other) <= working.last):
        return None
    return working.working_days.count(one, other)


def topic_of(before: str | None, after: str | None, otherwise: Topic) -> Topic:
    """What two values are about, judged by how they look."""
    values = [value for value in (before, after) if value is not None]

    def all_are(is_one: Callable[[str], object]) -> bool:
        return bool(values) and all(is_one(value) for value in values)

    if all_are(lambda value: value == TICK):
        return "ticks"
    if all_are(is_when) and any(_WHEN_IN.search(value) for value in values):
        return "dates"
    if any(value.startswith("£") for value in values):
        return "costs"
    if all_are(_VERSION.fullmatch) and any(value != "N/A" for value in values):
        return "versions"
    if otherwise == "text" and all_are(_NUMBER.fullmatch):
        return "figures"
    if len(values) == 2:
        if DAYS.sub("", values[0]) == DAYS.sub("", values[1]):
            return "dates"
        if AMOUNTS.sub("", values[0]) == AMOUNTS.sub("", values[1]):
            return "costs"
    return otherwise


def is_when(text: str) -> bool:
    """Whether a text is a day, a month, the two ends of a window, or says that there is none."""
    return _WHENS.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a cell holds a day, a number, an amount, a tick or nothing: what is no name."""
    patterns = (_WHENS, _NUMBER, AMOUNTS, _VERSION)
    return text in (*NONE, TICK) or any(pattern.fullmatch(text) for pattern in patterns)
