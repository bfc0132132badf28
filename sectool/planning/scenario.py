"""What is supposed of a register, as values: dates set or delayed, holidays, meetings, scope."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from sectool.datelang.parser import PhraseError, parse_phrase
from sectool.dates import NotADate, in_full, parse_day
from sectool.queries.errors import NotFound
from sectool.values import dataclass


@dataclass(frozen=True)
class DateSet:
    """A milestone with another date: a day, a month, or a phrase that gives it."""

    milestone: str
    phrase: str


@dataclass(frozen=True)
class Delay:
    """A milestone later than planned, or `earlier`, by so much: `10 working days`."""

    milestone: str
    amount: str
    earlier: bool = False


@dataclass(frozen=True)
class SupposedHoliday:
    """A bank holiday that nobody has announced."""

    day: date


@dataclass(frozen=True)
class MeetingNotHeld:
    """A meeting of a body that is not held."""

    body: str
    day: date


@dataclass(frozen=True)
class MeetingOnOtherDay:
    """A meeting of a body on another day."""

    body: str
    day: date
    to: date


@dataclass(frozen=True)
class OtherRelease:
    """A modification in another release."""

    modification: str
    release: str


@dataclass(frozen=True)
class LeftOut:
    """A modification that leaves its release."""

    modification: str


Supposition = (
    DateSet | Delay | SupposedHoliday | MeetingNotHeld | MeetingOnOtherDay | OtherRelease | LeftOut
)


@dataclass(frozen=True)
class Scenario:
    """What is supposed together, under a name."""

    name: str
    supposed: tuple[Supposition, ...]


class NotUnderstood(NotFound):
    """Words that say no supposition; the message shows the right form."""

    def __init__(self, text: str, message: str) -> None:
        super().__init__("supposition", text, message=message)


# Each from words: `go-live=2022-11-10`.


def date_set(text: str) -> DateSet:
    """`go-live=2022-11-10`, `sit-starts=first Monday of May 2022`."""
    milestone, sign, phrase = (part.strip() for part in text.partition("="))
    if not (milestone and sign and phrase):
        raise NotUnderstood(
            text, f"{text!r} sets no date; write the milestone and its date: 'go-live=2022-11-10'"
        )
    return DateSet(milestone, _checked(phrase, phrase))


_DELAY = re.compile(r"(\S+)\s+(?:by\s+)?([0-9]+\s+\S.*?)(?:\s+(later|earlier))?")


def delay(text: str) -> Delay:
    """`sit-ends 10 working days`, `sit-ends 1 month earlier`."""
    found = _DELAY.fullmatch(" ".join(text.split()))
    if found is None:
        raise NotUnderstood(
            text,
            f"{text!r} is no delay; write the milestone and by how much: "
            "'sit-starts 10 working days', or 'sit-starts 1 month earlier'",
        )
    milestone, amount, way = found.groups()
    _checked(f"{amount} after 2022-01-04", amount)
    return Delay(milestone, amount, way == "earlier")


def holiday(text: str) -> SupposedHoliday:
    """`2022-09-19`."""
    return SupposedHoliday(_day(text.strip(), text))


def not_held(text: str) -> MeetingNotHeld:
    """`CSC 2022-10-18`."""
    words = text.split()
    if len(words) != 2:
        raise NotUnderstood(
            text, f"{text!r} is no meeting; write the body and the day: 'NAME 2022-10-18'"
        )
    return MeetingNotHeld(words[0], _day(words[1], text))


def elsewhere(text: str) -> MeetingOnOtherDay | OtherRelease:
    """`CSC 2022-10-18 2022-10-25` for a meeting, `MP140 2023-06` for a modification."""
    words = [word for word in text.split() if word != "to"]
    match words:
        case [body, day, to]:
            return MeetingOnOtherDay(body, _day(day, text), _day(to, text))
        case [modification, release]:
            return OtherRelease(modification, release)
    raise NotUnderstood(
        text,
        f"{text!r} moves nothing; write a modification and its new release, 'MP001 2030-06', or a "
        "body, the day of its meeting and the new day: 'NAME 2022-10-18 2022-10-25'",
    )


def left_out(text: str) -> LeftOut:
    """`MP140`."""
    if len(text.split()) != 1:
        raise NotUnderstood(text, f"{text!r} is not the id of a modification, such as 'MP001'")
    return LeftOut(text.strip())


# By the keys of a file of scenarios, which are the names that people know them by.
KINDS: Mapping[str, Callable[[str], Supposition]] = {
    "set": date_set,
    "delay": delay,
    "holiday": holiday,
    "cancel": not_held,
    "move": elsewhere,
    "drop": left_out,
}


def _day(word: str, text: str) -> date:
    try:
        return parse_day(word)
    except NotADate as error:
        raise NotUnderstood(text, str(error)) from None


def _checked(phrase: str, shown: str) -> str:
    try:
        parse_phrase(phrase)
    except PhraseError as error:
        hint = f"; {error.help}" if error.help else ""
        message = str(error) if repr(shown) in str(error) else f"{shown!r}: {error}"
        raise NotUnderstood(shown, f"{message}{hint}") from None
    return phrase


def supposition_in_words(one: Supposition) -> str:
    """`go-live is on 2022-11-10`, `MP140 leaves its release`."""
    match one:
        case DateSet(milestone=milestone, phrase=phrase):
            try:
                return f"{milestone} is on {in_full(parse_day(phrase))}"
            except NotADate:
                return f"{milestone} is on: {phrase}"
        case Delay(milestone=milestone, amount=amount, earlier=earlier):
            return f"{milestone} is {amount} {'earlier' if earlier else 'later'}"
        case SupposedHoliday(day=day):
            return f"{in_full(day)} is a bank holiday"
        case MeetingNotHeld(body=body, day=day):
            return f"the {body} does not meet on {in_full(day)}"
        case MeetingOnOtherDay(body=body, day=day, to=to):
            return f"the {body} meets on {in_full(to)} instead of {in_full(day)}"
        case OtherRelease(modification=modification, release=release):
            return f"{modification} goes to {release}"
        case LeftOut(modification=modification):
            return f"{modification} leaves its release"
