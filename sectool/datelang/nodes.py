"""The date language as trees: what a phrase says, and from where in its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sectool.calendar.pattern import WeekdayOfMonth, Words
from sectool.dates import Month
from sectool.values import dataclass

Direction = Literal["before", "after"]


Unit = Literal["working day", "clear working day", "weekday", "day", "week", "month"]


@dataclass(frozen=True)
class Distance:
    """A number of days, weeks or months, and what is counted."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.n} {self.unit}{'' if self.n == 1 else 's'}"


@dataclass(frozen=True)
class Given:
    """A day or month, written out."""

    when: date | Month
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
    """So many days, weeks or months before or after the anchor; the anchor is day 0."""

    distance: Distance
    direction: Direction
    anchor: Anchor

    def __str__(self) -> str:
        return f"{self.distance} {self.direction} {self.anchor}"


@dataclass(frozen=True)
class NearestMeeting:
    """The last meeting before the anchor, or the first after it, at some distance if given."""

    body: str
    body_words: Words
    direction: Direction
    at_least: Distance | None
    anchor: Anchor

    def __str__(self) -> str:
        which = "last" if self.direction == "before" else "first"
        lead = f" at least {self.at_least}" if self.at_least else ""
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
class Open:
    """`tba`: a date that is still to be announced. It stands alone."""

    words: Words

    def __str__(self) -> str:
        return "tba"


Anchor = Given | Named | Counted | NearestMeeting | CountedMeeting | WeekdayOfMonth


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
class InMonth:
    """`in 2022-07`."""

    month: Month

    def __str__(self) -> str:
        return f"in {self.month}"


Rule = Bound | Order | InMonth


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
        case Counted() | NearestMeeting() | CountedMeeting() | Order():
            yield from anchors_of(phrase.anchor)
        case Bound():
            yield from anchors_of(phrase.phrase)


def bodies_of(phrase: Phrase | Rule) -> Iterator[tuple[str, Words]]:
    """The bodies whose meetings a phrase or rule asks for, with the words that name them."""
    match phrase:
        case NearestMeeting() | CountedMeeting():
            yield phrase.body, phrase.body_words
            yield from bodies_of(phrase.anchor)
        case Counted() | Order():
            yield from bodies_of(phrase.anchor)
        case Bound():
            yield from bodies_of(phrase.phrase)
