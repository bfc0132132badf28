"""The date language as trees: what a phrase says, and from where in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.calendar.pattern import WeekdayOfMonth, Words
from sectool.dates import WEEKDAYS, Month, Week
from sectool.values import dataclass
from sectool.words import ordinal

Direction = Literal["before", "after"]


Which = Literal["later", "earlier"]


Unit = Literal["working day", "clear working day", "weekday", "day", "week", "month", "year"]


@dataclass(frozen=True)
class Distance:
    """A number of days, weeks, months or years, and what is counted.

    Working Days may be those of a body, which leave out its own holidays too.
    """

    n: int
    unit: Unit
    body: str | None = None
    body_words: Words | None = None

    def __str__(self) -> str:
        of = f"{self.body} " if self.body is not None else ""
        return f"{self.n} {of}{self.unit}{'' if self.n == 1 else 's'}"


@dataclass(frozen=True)
class Given:
    """A day, month or week, written out."""

    when: date | Month | Week
    words: Words

    def __str__(self) -> str:
        return self.when.isoformat() if isinstance(self.when, date) else str(self.when)


@dataclass(frozen=True)
class Named:
    """A milestone, by its id."""

    id: str
    words: Words

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Counted:
    """So many days, weeks, months or years before or after the anchor, which is day 0."""

    distance: Distance
    direction: Direction
    anchor: Anchor

    def __str__(self) -> str:
        return f"{self.distance} {self.direction} {self.anchor}"


@dataclass(frozen=True)
class NearestMeeting:
    """The last meeting before the anchor, or the first after it, at some distance if given.

    With `inclusive`, one on the day of the anchor will do.
    """

    body: str
    body_words: Words
    direction: Direction
    at_least: Distance | None
    anchor: Anchor
    inclusive: bool = False

    def __str__(self) -> str:
        which = "last" if self.direction == "before" else "first"
        lead = f" at least {self.at_least}" if self.at_least else " on or" if self.inclusive else ""
        return f"{which} {self.body} meeting{lead} {self.direction} {self.anchor}"


@dataclass(frozen=True)
class CountedMeeting:
    """The n-th meeting of a body strictly before or after the anchor."""

    n: int
    body: str
    body_words: Words
    direction: Direction
    anchor: Anchor

    def __str__(self) -> str:
        meetings = "meeting" if self.n == 1 else "meetings"
        return f"{self.n} {self.body} {meetings} {self.direction} {self.anchor}"


@dataclass(frozen=True)
class NearestWeekday:
    """The last such weekday before the anchor, or the first after it: `last Friday before X`.

    With `inclusive`, the day of the anchor itself will do.
    """

    weekday: int
    direction: Direction
    inclusive: bool
    anchor: Anchor

    def __str__(self) -> str:
        which = "last" if self.direction == "before" else "first"
        or_on = "on or " if self.inclusive else ""
        return f"{which} {WEEKDAYS[self.weekday]} {or_on}{self.direction} {self.anchor}"


@dataclass(frozen=True)
class WeekdayOfWeek:
    """Such a weekday of the n-th week before or after that of the anchor, or of its own for 0.

    Weeks begin on Monday.
    """

    weekday: int
    n: int
    direction: Direction
    anchor: Anchor

    def __str__(self) -> str:
        week = "week of"
        if self.n:
            week = f"{ordinal(self.n)} week {self.direction}"
        return f"{WEEKDAYS[self.weekday]} of the {week} {self.anchor}"


@dataclass(frozen=True)
class Choice:
    """`later of X and Y`, or the earlier: the one phrase with two anchors. `words` are its first.

    All choices within one phrase are of one kind.
    """

    which: Which
    first: Anchor
    second: Anchor
    words: Words

    def __str__(self) -> str:
        return f"{self.which} of {self.first} and {self.second}"


@dataclass(frozen=True)
class Open:
    """`tba`: a date that is still to be announced. It stands alone."""

    words: Words

    def __str__(self) -> str:
        return "tba"


# What leads from one anchor to a day.
Led = Counted | NearestMeeting | CountedMeeting | NearestWeekday | WeekdayOfWeek
Anchor = Given | Named | Led | WeekdayOfMonth | Choice


Phrase = Anchor | Open


@dataclass(frozen=True)
class Bound:
    """An inequality of a rule: at least or at most some distance, or just an order."""

    relation: Literal["at least", "at most"]
    phrase: Counted

    def __str__(self) -> str:
        return f"{self.relation} {self.phrase}"


@dataclass(frozen=True)
class Order:
    """`before X`, `after X`, `on or before X`, `on or after X`."""

    relation: Literal["before", "after", "on or before", "on or after"]
    anchor: Anchor

    def __str__(self) -> str:
        return f"{self.relation} {self.anchor}"


@dataclass(frozen=True)
class InSpan:
    """`in 2022-07`, or `in 2025-W11`."""

    span: Month | Week

    def __str__(self) -> str:
        return f"in {self.span}"


Rule = Bound | Order | InSpan


@dataclass(frozen=True)
class Count:
    """How many days, weeks or months lie between two phrases, by a convention."""

    unit: Unit
    both_ends: bool
    start: Anchor
    end: Anchor

    @property
    def counted(self) -> str:
        """What is counted, as it is asked for: `working days both ends`."""
        return f"{self.unit}s{' both ends' if self.both_ends else ''}"

    def __str__(self) -> str:
        return f"{self.counted} from {self.start} to {self.end}"


def anchors_of(phrase: Phrase | Rule) -> Iterator[Named]:
    """The milestones that a phrase or rule names."""
    match phrase:
        case Named():
            yield phrase
        case Choice():
            yield from anchors_of(phrase.first)
            yield from anchors_of(phrase.second)
        case Bound():
            yield from anchors_of(phrase.phrase)
        case Order():
            yield from anchors_of(phrase.anchor)
        case Given() | WeekdayOfMonth() | Open() | InSpan():
            return
        case _:
            yield from anchors_of(phrase.anchor)


def choices_of(phrase: Phrase | Rule) -> Iterator[Choice]:
    """The choices within a phrase or rule, the outermost first."""
    match phrase:
        case Choice():
            yield phrase
            yield from choices_of(phrase.first)
            yield from choices_of(phrase.second)
        case Bound():
            yield from choices_of(phrase.phrase)
        case Given() | Named() | WeekdayOfMonth() | Open() | InSpan():
            return
        case _:
            yield from choices_of(phrase.anchor)


def parts_of(phrase: Anchor) -> tuple[Anchor, ...]:
    """The phrases without a choice of which the later, or earlier, is what a phrase gives.

    What leads on from a choice leads on from each: a later day never gives an earlier one.
    """
    match phrase:
        case Choice():
            return (*parts_of(phrase.first), *parts_of(phrase.second))
        case Given() | Named() | WeekdayOfMonth():
            return (phrase,)
        case _:
            return tuple(replace(phrase, anchor=part) for part in parts_of(phrase.anchor))


def bodies_of(phrase: Phrase | Rule) -> Iterator[tuple[str, Words]]:
    """The bodies whose meetings a phrase or rule asks for, with the words that name them."""
    for one in _steps_of(phrase):
        if isinstance(one, NearestMeeting | CountedMeeting):
            yield one.body, one.body_words


def bodies_counted(phrase: Phrase | Rule) -> Iterator[tuple[str, Words]]:
    """The bodies whose Working Days a phrase or rule counts, with the words that name them."""
    for one in _steps_of(phrase):
        distance = one.distance if isinstance(one, Counted) else None
        if isinstance(one, NearestMeeting):
            distance = one.at_least
        if distance is not None and distance.body is not None and distance.body_words is not None:
            yield distance.body, distance.body_words


def _steps_of(phrase: Phrase | Rule) -> Iterator[Led]:
    """The steps that lead from anchors on, the last first."""
    match phrase:
        case Choice():
            yield from _steps_of(phrase.first)
            yield from _steps_of(phrase.second)
        case Bound():
            yield from _steps_of(phrase.phrase)
        case Order():
            yield from _steps_of(phrase.anchor)
        case Given() | Named() | WeekdayOfMonth() | Open() | InSpan():
            return
        case _:
            yield phrase
            yield from _steps_of(phrase.anchor)
