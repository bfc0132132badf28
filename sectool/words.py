"""Numbers, amounts, lists and date rules in the words a document uses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sectool.calendar.phrase import (
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
    WeekdayOfMonth,
)
from sectool.dates import in_words
from sectool.model.modification import Impacts, Irps

_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def count(n: int) -> str:
    """`five`, or `12`: numbers up to ten are written in words."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else str(n)


def counted(n: int, one: str, many: str | None = None) -> str:
    """`five days`, `one day`."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def pounds(amount: Decimal) -> str:
    """`£437,032`; pence only where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def pounds_range(low: Decimal, high: Decimal) -> str:
    """`£301,000 to £625,000`, or one amount where both are the same."""
    return pounds(low) if low == high else f"{pounds(low)} to {pounds(high)}"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def irps(irps: list[tuple[Irps, Impacts]]) -> str:
    """`five DCC System impacting IRPs`: the sum, and what the impacts of their carriers say."""
    total = sum(found.count for found, _ in irps)
    systems = {impacts.dcc == "system" for _, impacts in irps}
    if systems == {True}:
        kind = "DCC System impacting "
    elif systems == {False}:
        kind = "non-DCC System impacting "
    else:
        kind = ""
    return f"{count(total)} {kind}IRP{'' if total == 1 else 's'}"


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


def sentence_start(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital first and a full stop last."""
    text = sentence_start(text)
    return text if text.endswith((".", "?", "!")) else text + "."


def without_stop(text: str) -> str:
    """The text without its last full stop, for use inside a sentence."""
    return text.removesuffix(".")
