"""A phrase or a rule in the words of a document."""

from __future__ import annotations

from collections.abc import Callable

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.datelang.nodes import (
    Bound,
    Counted,
    CountedMeeting,
    Distance,
    Given,
    InMonth,
    Named,
    NearestMeeting,
    Open,
    Order,
    Phrase,
    Rule,
)
from sectool.dates import in_words
from sectool.words import counted


def phrase_in_words(phrase: Phrase | Rule, title: Callable[[str], str]) -> str:
    """A phrase or rule as a note reads it: `at least five Working Days before UIT commences`."""
    match phrase:
        case Given(when=when):
            return in_words(when)
        case Named(id=id_):
            return title(id_)
        case Open():
            return "to be announced"
        case Counted(distance=distance, direction=direction, anchor=anchor):
            return f"{_distance(distance)} {direction} {phrase_in_words(anchor, title)}"
        case NearestMeeting(body=body, direction=direction, at_least=lead, anchor=anchor):
            which = "last" if direction == "before" else "first"
            least = f" at least {_distance(lead)}" if lead else ""
            where = phrase_in_words(anchor, title)
            return f"the {which} {body} meeting{least} {direction} {where}"
        case CountedMeeting(n=n, body=body, direction=direction, anchor=anchor):
            meetings = counted(n, f"{body} meeting")
            return f"{meetings} {direction} {phrase_in_words(anchor, title)}"
        case WeekdayOfMonth():
            return f"the {phrase}"
        case Bound(relation=relation, phrase=inner):
            return f"{relation} {phrase_in_words(inner, title)}"
        case Order(relation=relation, anchor=anchor):
            return f"{relation} {phrase_in_words(anchor, title)}"
        case InMonth(month=month):
            return f"in {in_words(month)}"


_UNIT_WORDS = {"working day": "Working Day", "clear working day": "clear Working Day"}


def _distance(distance: Distance) -> str:
    return counted(distance.n, _UNIT_WORDS.get(distance.unit, distance.unit))
