"""A phrase or a rule in the words of a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.datelang.nodes import (
    Bound,
    Choice,
    Counted,
    CountedMeeting,
    Distance,
    Given,
    InSpan,
    Named,
    NearestMeeting,
    NearestWeekday,
    Open,
    Order,
    Phrase,
    Rule,
    WeekdayOfWeek,
)
from sectool.dates import NO_BREAK, WEEKDAYS, Month, Week, in_words
from sectool.words import counted


def phrase_in_words(phrase: Phrase | Rule, title: Callable[[str], str]) -> str:
    """A phrase or rule as a note reads it: `at least five Working Days before UIT commences`."""
    match phrase:
        case Given(when=when):
            return _given(when)
        case Named(id=id_):
            return title(id_)
        case Open():
            return "to be announced"
        case Counted(distance=distance, direction=direction, anchor=anchor):
            return f"{_distance(distance)} {direction} {phrase_in_words(anchor, title)}"
        case NearestMeeting(body=body, direction=direction, at_least=lead, anchor=anchor):
            which = "last" if direction == "before" else "first"
            least = f" at least {_distance(lead)}" if lead else ""
            least = " on or" if phrase.inclusive else least
            where = phrase_in_words(anchor, title)
            return f"the {which} {body} meeting{least} {direction} {where}"
        case CountedMeeting(n=n, body=body, direction=direction, anchor=anchor):
            meetings = counted(n, f"{body} meeting")
            return f"{meetings} {direction} {phrase_in_words(anchor, title)}"
        case NearestWeekday(direction=direction, anchor=anchor):
            which = "last" if direction == "before" else "first"
            or_on = "on or " if phrase.inclusive else ""
            where = phrase_in_words(anchor, title)
            return f"the {which} {WEEKDAYS[phrase.weekday]} {or_on}{direction} {where}"
        case WeekdayOfWeek(anchor=anchor):
            lead_in = str(phrase).removesuffix(str(anchor))
            return f"the {lead_in}{phrase_in_words(anchor, title)}"
        case Choice(which=which, first=first, second=second):
            one, other = (phrase_in_words(part, title) for part in (first, second))
            return f"the {which} of {one} and {other}"
        case WeekdayOfMonth():
            return f"the {phrase}"
        case Bound(relation=relation, phrase=inner):
            return f"{relation} {phrase_in_words(inner, title)}"
        case Order(relation=relation, anchor=anchor):
            return f"{relation} {phrase_in_words(anchor, title)}"
        case InSpan(span=span):
            return f"in {_given(span)}"


def _given(when: date | Month | Week) -> str:
    """`3 November 2022`, `August 2022` or `the week of 10 March 2025`, which is its Monday."""
    if isinstance(when, Week):
        return f"the week of{NO_BREAK}{in_words(when.first)}"
    return in_words(when)


_UNIT_WORDS = {"working day": "Working Day", "clear working day": "clear Working Day"}


def _distance(distance: Distance) -> str:
    of = f"{distance.body} " if distance.body is not None else ""
    return counted(distance.n, of + _UNIT_WORDS.get(distance.unit, distance.unit))
