"""The date language: one small grammar for files, flags and messages.

    3 working days before|after X      5 clear working days before X
    10 weekdays | 2 weeks | 6 months | 30 days … before|after X
    last CSC meeting before X          last CSC meeting at least 10 working days before X
    first CSC meeting after X          2 OPSG meetings before X
    first Thursday of November 2022    third Tuesday of each month      (patterns only)
    tba                                                                 (alone: not known yet)

X is a milestone, a date, or another phrase: one anchor a phrase. Rules add inequalities:
`at least|at most 5 working days before X`, `before X`, `on or after X`, `in 2022-07`.
A count lies between two phrases: `working days [both ends] from A to B`.
A fault points at the word that failed and lists what could stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn, TypeVar

from sectool.calendar.pattern import ORDINALS, WeekdayOfMonth
from sectool.datelang.nodes import (
    Anchor,
    Bound,
    Count,
    Counted,
    CountedMeeting,
    Direction,
    Distance,
    Given,
    InMonth,
    Named,
    NearestMeeting,
    Open,
    Order,
    Phrase,
    Rule,
    Unit,
)
from sectool.dates import MONTHS, WEEKDAYS, Month, NotADate, looks_like_a_date, parse_when
from sectool.diagnostic import did_you_mean, suggestion

T = TypeVar("T")


# How many phrases a phrase may lead through: more is a mistake, or an attack.
MOST_STEPS = 50


class PhraseError(Exception):
    """A phrase that is not in the language: which characters failed, and what would do."""

    def __init__(self, message: str, start: int, end: int, help_: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.help = message, start, end, help_


# The letter that stands for the anchor of a phrase that is read backwards.
LETTER = "X"


def parse_phrase(text: str) -> Phrase:
    """A phrase that gives a date, or `tba`; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.whole_phrase)


def parse_backwards(text: str) -> Anchor:
    """A phrase to be read backwards: as its anchor the letter X may stand for any day."""

    def phrase(parser: _Parser) -> Anchor:
        parser.letter = True
        return parser.phrase()

    return _whole(text, phrase)


def looks_like_a_count(text: str) -> bool:
    """Whether `text` has the outline of a count, right or wrong."""
    words = text.lower().split()
    return words[:1] != [] and words[0] in _COUNT_STARTS and not _COUNT_WORDS.isdisjoint(words)


def parse_count(text: str) -> Count:
    """A count between two dates; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.count)


def parse_rule(text: str) -> Rule:
    """An inequality of `rules:`; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.rule)


def parse_deadline(text: str) -> Rule:
    """The last permitted day of `due:`: `at least … before X` and the like.

    What only says when something may start (`after X`, `at least … after X`) is refused.
    """
    return _whole(text, _Parser.deadline)


def parse_pattern(text: str) -> WeekdayOfMonth:
    """When a body usually meets: `third Tuesday of each month`."""
    return _whole(text, _Parser.pattern)


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


_UNITS: dict[str, Unit] = {
    "weekday": "weekday",
    "weekdays": "weekday",
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
}
_UNIT_NAMES = ["working days", "clear working days", "weekdays", "days", "weeks", "months"]

_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]

_SHORTHAND = re.compile(r"([0-9]+)(wd|bd|cwd|d|w|m)\b", re.IGNORECASE)
_SHORT_UNITS = {
    "wd": "working days",
    "bd": "working days",
    "cwd": "clear working days",
    "d": "days",
    "w": "weeks",
    "m": "months",
}
_ID = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*")

# Words of a plan that leave a day open, and what the language says instead.
_VAGUE = {
    "within": "write 'at most 5 working days before X' in rules",
    "about": "write the number that counts, or a month such as 2022-08",
    "around": "write the number that counts, or a month such as 2022-08",
    "approximately": "write the number that counts, or a month such as 2022-08",
    "by": "write 'on or before X' in rules",
    "until": "write 'on or before X' in rules",
    "from": "write 'after X'",
}
# The same for words that may also be the id of a milestone: as ids they stand alone.
_VAGUE_BEFORE_MORE = {
    "between": "write two rules instead: '- after A' and '- before B'",
    "during": "write 'in 2022-07' in rules",
    "no": "write 'on or before X' or 'on or after X' in rules",
    "not": "write 'on or before X' or 'on or after X' in rules",
    "early": "write a month such as 2022-08, or the day",
    "mid": "write a month such as 2022-08, or the day",
    "late": "write a month such as 2022-08, or the day",
    "end": "write a month such as 2022-08, or the day",
}
_COUNTED_WORDS = ("working", "clear", "business", *_UNITS)
_COUNT_STARTS = (
    *(*_COUNTED_WORDS, "calendar", "workday", "workdays", "hours", "year", "years"),
    *("wd", "wds", "bd"),
)
_COUNT_WORDS = frozenset(("from", "to", "between", "until", "till"))
# What `both ends` goes with. Clear days leave both out, and whole weeks have no ends.
_ENDED: tuple[Unit, ...] = ("working day", "weekday", "day")
_INCLUSIVE = ("both", "inclusive", "inclusively", "including", "included", "counted")
_STANDS_ALONE = "'tba' stands alone, as in 'when: tba': nothing can be counted from it"
_MEETING_WORDS = ("meeting", "meetings")
_A_DATE = "a date is written 2022-11-03, or 2022-11 for a month"
_OTHER_DATE = re.compile(
    r"[0-9]+([-/.])[0-9]+\1[0-9]+.*|[0-9]{4}[-/.][0-9]+|[0-9]{1,2}[-/.][0-9]{4}|[0-9]{8}"
)
_EARLIER_OR_LATER = ("later", "latest", "earlier", "earliest")
_ONE_ANCHOR = "a phrase has one anchor"
_TWO_RULES = "write two rules instead: '- after A' and '- after B'"
_MONTH = "November 2022"
_DASHES = str.maketrans(dict.fromkeys("_‐‑‒–—−", "-"))


class _Parser:
    """Recursive descent over the words of one phrase."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [
            _Word(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\s,;()]+|[,;()]", text)
        ]
        self.index = 0
        self.steps = 0
        self.letter = False  # whether X may stand for the anchor
        self.counting = False  # whether `to` ends a phrase

    # What is asked for.

    def whole_phrase(self) -> Phrase:
        word = self._peek()
        if word.text.lower() == "tba" and len(self.words) == 1:
            self._next()
            return Open((word.start, word.end))
        return self.phrase()

    def phrase(self) -> Anchor:
        word = self._peek()
        self._written_out()
        lowered = word.text.lower()
        self.steps += 1
        if self.steps > MOST_STEPS:
            self._fail(
                word,
                f"this phrase leads through more than {MOST_STEPS} others",
                "give a step in between a milestone of its own",
            )
        if lowered in ("at", "on", "in", "before", "after"):
            self._fail(
                word,
                f"{word.text!r} starts a rule, and a date is wanted here",
                "put it under 'rules:' or 'due:'; to see a day, write '5 working days before X'",
            )
        if lowered in ORDINALS:
            return self._ordinal()
        if word.text[0].isdigit() and not looks_like_a_date(word.text):
            return self._counted()
        return self._anchor(word)

    def rule(self, *, deadline: bool = False) -> Rule:
        word = self._peek("a rule")
        lowered = word.text.lower()
        if lowered == "at":
            return self._bound(deadline=deadline)
        if lowered in ("before", "after"):
            self._next()
            if deadline and lowered == "after":
                self._no_last_day(word)
            return Order("before" if lowered == "before" else "after", self.phrase())
        if lowered == "on":
            self._next()
            self._expect("or", "write 'on or before X' or 'on or after X'")
            word = self._peek("'before' or 'after'")
            direction = self._direction()
            if direction == "before":
                return Order("on or before", self.phrase())
            if deadline:
                self._no_last_day(word)
            return Order("on or after", self.phrase())
        if lowered == "in":
            self._next()
            return InMonth(self._month_written())
        if lowered == "tba":
            self._fail(word, "'tba' leaves the day open", _STANDS_ALONE)
        vague = {**_VAGUE, **_VAGUE_BEFORE_MORE}
        if lowered in vague:
            self._fail(word, f"{word.text!r} leaves the day open", vague[lowered])
        self._fail(
            word,
            f"{word.text!r} does not start a rule",
            "a rule starts with: at least, at most, before, after, on or before, on or after, in",
        )

    def deadline(self) -> Rule:
        word = self._peek("a deadline")
        if word.text.lower() == "in":
            self._fail(word, "a deadline names a last day", "put 'in 2022-07' under 'rules:'")
        return self.rule(deadline=True)

    def pattern(self) -> WeekdayOfMonth:
        word = self._peek("a pattern")
        if word.text.lower() not in ORDINALS:
            self._fail(
                word,
                f"{word.text!r} does not start a pattern",
                "write, for example, 'third Tuesday of each month'",
            )
        found = self._ordinal(pattern=True)
        if not isinstance(found, WeekdayOfMonth):
            self._fail(word, "a pattern names a weekday", "such as 'third Tuesday of each month'")
        return found

    def count(self) -> Count:
        self._peek("a count")
        unit = self._unit("what is counted, such as 'working days',", None)
        counted = " ".join(word.text.lower() for word in self.words[: self.index])
        both_ends = False
        word = self._peek("'from'")
        if word.text.lower() in _INCLUSIVE:
            self._next()
            if word.text.lower() != "both":
                better = f"write '{counted} both ends from A to B'"
                self._fail(word, f"{word.text!r} cannot stand here", better)
            self._expect("ends", "write 'both ends'")
            both_ends = True
            if unit not in _ENDED:
                why = "clear days leave both ends out" if unit == "clear working day" else None
                self._fail(
                    word,
                    f"'both ends' does not go with '{counted}'" + (f": {why}" if why else ""),
                    "it goes with working days, weekdays and days",
                )
            counted += " both ends"
        self._expect("from", f"write '{counted} from A to B'")
        self.counting = True
        word = self._peek()
        if word.text.lower() == "to":
            better = "a date, a milestone or a phrase goes between 'from' and 'to'"
            self._fail(word, f"{word.text!r} cannot stand here", better)
        start = self.phrase()
        if self.index == len(self.words):
            self._fail(
                self.words[-1],
                "the phrase ends where 'to' should follow",
                f"write '{counted} from A to B'",
            )
        self._expect("to", f"write '{counted} from A to B'")
        self.counting, self.steps = False, 0
        end = self.phrase()
        if self.index == len(self.words):
            return Count(unit, both_ends, start, end)
        word = self.words[self.index]
        if word.text.lower() in ("and", "or"):
            self._fail(word, "a count goes from one day to one other", "count the rest by itself")
        if word.text.lower() in _INCLUSIVE:
            better = (
                f"'both ends' goes before 'from': '{unit}s both ends from A to B'"
                if unit in _ENDED
                else "leave it out"
            )
            self._fail(word, f"{word.text!r} cannot stand here", better)
        return Count(unit, both_ends, start, end)

    # The pieces.

    def _no_last_day(self, after: _Word, distance: Distance | None = None) -> NoReturn:
        """`due: after X` says from when, and a deadline says until when."""
        most = distance or Distance(5, "working day")
        self._fail(
            after,
            "a deadline names a last day, and this names only a first",
            f"write 'at most {most} after X' or 'on or before X', or put it under 'rules:'",
        )

    def _bound(self, *, deadline: bool = False) -> Bound:
        self._expect("at")
        word = self._next()
        lowered = word.text.lower()
        if lowered not in ("least", "most"):
            self._fail(word, f"{word.text!r} cannot follow 'at'", "write 'at least' or 'at most'")
        distance = self._distance()
        word = self._peek("'before' or 'after'")
        direction = self._direction()
        if deadline and lowered == "least" and direction == "after":
            self._no_last_day(word, distance)
        counted = Counted(distance, direction, self.phrase())
        return Bound("at least" if lowered == "least" else "at most", counted)

    def _ordinal(self, *, pattern: bool = False) -> Anchor:
        word = self._next()
        ordinal = word.text.lower()
        following = self._next("a weekday or the short name of a body")
        weekday = _weekday(following.text)
        if weekday is not None:
            return self._weekday_of(ordinal, weekday, word, pattern=pattern)
        if pattern:
            near = _near_weekday(following.text)
            better = f"did you mean {near!r}?" if near else ", ".join(WEEKDAYS)
            self._fail(following, f"{following.text!r} is not a weekday", better)
        if following.text.lower() in ("working", "weekday", "day"):
            self._no_first_day(ordinal, following)
        if following.text.lower() in ("clear", "meeting"):
            self._fail(
                following,
                f"{following.text!r} cannot follow {ordinal!r}",
                f"'{ordinal}' goes with a weekday ('first Thursday of November 2022') or a "
                "body ('last CSC meeting before go-live')",
            )
        self._expect("meeting", after=following)
        if ordinal not in ("first", "last"):
            self._fail(
                word,
                f"{word.text!r} does not go with a meeting",
                _meetings_of(following.text),
            )
        at_least = None
        if self._peek("'before', 'after' or 'at least'").text.lower() == "at":
            self._next()
            least = self._next()
            if least.text.lower() != "least":
                self._fail(least, f"{least.text!r} cannot stand here", "write 'at least'")
            at_least = self._distance()
        place = self._peek("'before' or 'after'")
        if at_least is None and place.text[0].isdigit():
            self._fail(place, f"{place.text!r} cannot stand here", "write 'at least' before it")
        if place.text.lower() in ("of", "in"):
            self._meeting_of_month(ordinal, following.text, place)
        direction = self._direction()
        if (ordinal == "last") != (direction == "before"):
            self._fail(
                place,
                f"'{ordinal} {following.text} meeting {direction}' has no end to count from",
                _meetings_of(following.text),
            )
        words = (following.start, following.end)
        return NearestMeeting(following.text, words, direction, at_least, self.phrase())

    def _meeting_of_month(self, ordinal: str, body: str, place: _Word) -> NoReturn:
        """`first CSC meeting of April 2022`: the same from the last day of the month before."""
        rest = [word.text for word in self.words[self.index + 1 : self.index + 3]]
        month = _month_number(rest[0]) if rest else None
        if month is not None and len(rest) == 2 and re.fullmatch("[0-9]{4}", rest[1]):
            written = Month(int(rest[1]), month)
            day = written.first - timedelta(days=1)
            if ordinal == "last":
                day = written.last + timedelta(days=1)
            direction = "before" if ordinal == "last" else "after"
            better = f"write '{ordinal} {body} meeting {direction} {day.isoformat()}'"
        else:
            better = _meetings_of(body)
        self._fail(place, f"{place.text!r} cannot follow a meeting", better)

    def _no_first_day(self, ordinal: str, following: _Word) -> NoReturn:
        """`first working day after X`: counting says the same, from a day that is named."""
        unit = "weekday" if following.text.lower() == "weekday" else "working day"
        rest = [word.text.lower() for word in self.words[self.index :]]
        if "of" in rest or "in" in rest:
            better = (
                f"count from outside the month: '1 {unit} before 2022-12-01' is the last of "
                f"November 2022, '1 {unit} after 2022-10-31' its first"
            )
        else:
            better = f"write '1 {unit} {'before' if ordinal == 'last' else 'after'} X'"
        self._fail(following, f"{following.text!r} cannot follow {ordinal!r}", better)

    def _written_out(self) -> None:
        """Refuses a date in words, as people write them, with the same date in digits."""
        words = self.words[self.index : self.index + 3]
        day = re.fullmatch("([0-9]{1,2})(?:st|nd|rd|th)?", words[0].text) if words else None
        names = words[1:] if day else words[:2]
        if len(names) < 2 or not re.fullmatch("[0-9]{4}", names[1].text):
            return
        month = _month_number(names[0].text) or _short_month(names[0].text)
        if month is None:
            return
        better = f"{names[1].text}-{month:02}" + (f"-{int(day.group(1)):02}" if day else "")
        whole = _Word(self.text[words[0].start : names[1].end], words[0].start, names[1].end)
        self._fail(whole, "a date is written in digits, the year first", f"write {better}")

    def _weekday_of(
        self, ordinal: str, weekday: int, word: _Word, *, pattern: bool
    ) -> WeekdayOfMonth:
        rest = [word.text for word in self.words[self.index + 1 : self.index + 3]]
        named = " ".join(rest) if rest and _month_number(rest[0]) else _MONTH
        self._expect(
            "of", f"write '{ordinal} {WEEKDAYS[weekday]} of {'each month' if pattern else named}'"
        )
        name = self._next("'each month'" if pattern else f"a month, such as {_MONTH}")
        if name.text.lower() == "each":
            self._expect("month")
            if not pattern:
                self._fail(
                    name,
                    "'of each month' is for the pattern of a body; a date needs one month",
                    f"write '{ordinal} {WEEKDAYS[weekday]} of {_MONTH}'",
                )
            return WeekdayOfMonth(ordinal, weekday, None, (word.start, name.end))
        if pattern:
            self._fail(name, "a pattern holds for each month", "write 'of each month'")
        if looks_like_a_date(name.text):
            month = self._as_month(name)
        else:
            number = _month_number(name.text)
            if number is None:
                hint = suggestion(name.text, list(MONTHS)).lstrip("; ")
                self._fail(name, f"{name.text!r} is not a month", hint)
            year = self._next("a year, such as 2022,")
            if not re.fullmatch("[0-9]{4}", year.text):
                self._fail(year, f"{year.text!r} is not a year", "write four digits, such as 2022")
            if year.text == "0000":
                self._fail(year, "there is no year 0", "write it as 2022")
            month = Month(int(year.text), number)
            name = year
        found = WeekdayOfMonth(ordinal, weekday, month, (word.start, name.end))
        if found.in_month(month) is None:
            self._fail(
                word,
                f"{MONTHS[month.month - 1]} {month.year:04} has no {ordinal} {WEEKDAYS[weekday]}",
                f"write 'last {WEEKDAYS[weekday]}' if that is meant",
            )
        return found

    def _counted(self) -> Anchor:
        number = self._peek()
        following = self.words[self.index + 1] if self.index + 1 < len(self.words) else None
        after = self.words[self.index + 2] if self.index + 2 < len(self.words) else None
        if (
            number.text.isdigit()
            and following is not None
            and after is not None
            and after.text.lower() in _MEETING_WORDS
        ):
            n = self._positive(self._next())
            body = self._next()
            self._next()
            direction = self._direction()
            words = (body.start, body.end)
            return CountedMeeting(n, body.text, words, direction, self.phrase())
        distance = self._distance()
        return Counted(distance, self._direction(), self.phrase())

    def _distance(self) -> Distance:
        word = self._next("a number")
        short = _SHORTHAND.fullmatch(word.text)
        if short:
            self._fail(
                word,
                f"{word.text!r} is shorthand",
                f"write '{short.group(1)} {_SHORT_UNITS[short.group(2).lower()]}'",
            )
        if self.index == len(self.words) and re.fullmatch("[0-9]{4}", word.text):
            self._fail(word, f"{word.text!r} is neither a date nor a distance", _A_DATE)
        n = self._positive(word)
        return Distance(n, self._unit("what is counted, such as 'working days',", n))

    def _unit(self, wanted: str, n: int | None) -> Unit:
        """What is counted: `n` of them in a distance, None in a count between two days."""
        unit = self._next(wanted)
        lowered = unit.text.lower()
        if lowered == "clear":
            working = self._next("'working days'")
            if working.text.lower() != "working":
                self._fail(
                    working, f"{working.text!r} cannot follow 'clear'", "write 'clear working days'"
                )
            self._days()
            return "clear working day"
        if lowered == "working":
            self._days()
            return "working day"
        if lowered in _UNITS:
            return _UNITS[lowered]
        if lowered == "business":
            self._fail(unit, "the Code has no business days", "write 'working days'")
        if lowered in ("wd", "wds", "bd"):
            self._fail(unit, f"{unit.text!r} is shorthand", "write 'working days'")
        so_many = "" if n is None else f"{n} "
        if lowered == "calendar":
            better = f"write '{so_many}days' for calendar days"
            self._fail(unit, "'calendar' is not needed", better)
        if lowered in ("year", "years"):
            better = "write 'months'" if n is None else f"write '{12 * n} months'"
            self._fail(unit, "years are not counted", better)
        if _month_number(unit.text) is not None:
            self._fail(unit, f"{unit.text!r} is nothing that can be counted", _A_DATE)
        near = did_you_mean(lowered, _UNIT_NAMES)
        self._fail(
            unit,
            f"{unit.text!r} is nothing that can be counted",
            f"did you mean {near!r}?"
            if near is not None
            else f"one of: {', '.join(_UNIT_NAMES)}"
            + ("" if n is None else "; or meetings, as in '2 OPSG meetings before X'"),
        )

    def _days(self) -> None:
        word = self._next("'days'")
        if word.text.lower() not in ("day", "days"):
            self._fail(word, f"{word.text!r} cannot follow 'working'", "write 'working days'")

    def _positive(self, word: _Word) -> int:
        if not re.fullmatch("[0-9]{1,5}", word.text):
            lowered = word.text.lower()
            if lowered in _NUMBER_WORDS:
                digits = _NUMBER_WORDS.index(lowered) + 1
                self._fail(word, f"{word.text!r} is written in letters", f"write {digits}")
            if lowered in _VAGUE:
                self._fail(word, f"{word.text!r} leaves the day open", _VAGUE[lowered])
            if re.fullmatch("[0-9]+(st|nd|rd|th)", lowered):
                which = int(lowered[:-2]) if len(lowered) == 3 else 0
                better = (
                    f"write {ORDINALS[which - 1]!r}"
                    if 1 <= which <= 5
                    else f"one of: {', '.join(ORDINALS)}"
                )
                self._fail(word, f"{word.text!r} is written in digits", better)
            if _OTHER_DATE.fullmatch(word.text):
                self._fail(word, f"{word.text!r} is not written as dates are", _A_DATE)
            if re.fullmatch("[0-9]+", word.text):
                self._fail(word, f"{word.text!r} is more than can be counted", "99999 is the most")
            self._fail(
                word, f"{word.text!r} is not a number", "write a whole number in digits, such as 5"
            )
        n = int(word.text)
        if n == 0:
            self._fail(word, "0 counts nothing: the day counted from is day 0", "name that day")
        return n

    def _direction(self) -> Direction:
        word = self._next("'before' or 'after'")
        lowered = word.text.lower()
        if lowered == "before":
            return "before"
        if lowered == "after":
            return "after"
        if lowered in ("prior", "earlier", "ahead", "preceding"):
            self._fail(word, f"{word.text!r} is not in the language", "write 'before'")
        if lowered in ("later", "following", "since", "from"):
            self._fail(word, f"{word.text!r} is not in the language", "write 'after'")
        self._fail(word, f"{word.text!r} cannot stand here", "'before' or 'after' goes here")

    def _anchor(self, word: _Word) -> Anchor:
        if looks_like_a_date(word.text):
            self._next()
            return Given(self._as_date(word), (word.start, word.end))
        lowered = word.text.lower()
        if lowered in _NUMBER_WORDS:
            digits = _NUMBER_WORDS.index(lowered) + 1
            self._fail(word, f"{word.text!r} is written in letters", f"write {digits}")
        if lowered in _VAGUE:
            self._fail(word, f"{word.text!r} leaves the day open", _VAGUE[lowered])
        if lowered == "tba":
            self._fail(word, "'tba' leaves the day open", _STANDS_ALONE)
        if word.text == LETTER and self.letter:
            self._next()
            return Named(LETTER, (word.start, word.end))
        if lowered in ("next", "previous"):
            ordinal, direction = ("first", "after") if lowered == "next" else ("last", "before")
            rest = [other.text for other in self.words[self.index + 1 : self.index + 3]]
            meeting = " ".join(rest) if rest[1:] and rest[1].lower() == "meeting" else "…"
            better = f"write '{ordinal} {meeting} {direction} X'"
            self._fail(word, f"{word.text!r} is not in the language", better)
        if lowered == "the":
            following = self.words[self.index + 1] if self.index + 1 < len(self.words) else None
            if following is not None and following.text.lower() in _EARLIER_OR_LATER:
                self._fail(word, _ONE_ANCHOR, _TWO_RULES)
            self._fail(word, "'the' is not needed", "leave it out")
        self._no_phrase(word, lowered)
        if not _ID.fullmatch(word.text):
            self._fail(
                word,
                f"{word.text!r} is neither a date nor the id of a milestone",
                _better_anchor(word.text),
            )
        self._next()
        return Named(word.text, (word.start, word.end))

    def _no_phrase(self, word: _Word, lowered: str) -> None:
        """Refuses a word that could be an id, where the next one shows that more was meant."""
        rest = [other.text.lower() for other in self.words[self.index + 1 : self.index + 3]]
        if not rest or (self.counting and rest[0] in ("to", "and", "until", "till")):
            return
        if rest[0] in _MEETING_WORDS:
            self._fail(
                word,
                f"which {word.text} meeting is not said",
                _meetings_of(word.text),
            )
        if _weekday(rest[0]) is not None or rest[-1] in _MEETING_WORDS:
            self._fail(word, f"{word.text!r} does not say which", f"one of: {', '.join(ORDINALS)}")
        if lowered in _COUNTED_WORDS:
            unit = {"clear": "clear working days"}.get(lowered, "working days")
            unit = f"{_UNITS[lowered]}s" if lowered in _UNITS else unit
            better = f"write the number first: '5 {unit} before X'"
            self._fail(word, "how many is not said", better)
        if lowered in ("a", "an"):
            self._fail(word, f"{word.text!r} is not a number", "write 1")
        if lowered in _EARLIER_OR_LATER and rest[0] == "of":
            self._fail(word, _ONE_ANCHOR, _TWO_RULES)
        if lowered in _VAGUE_BEFORE_MORE:
            self._fail(word, f"{word.text!r} leaves the day open", _VAGUE_BEFORE_MORE[lowered])

    def _month_written(self) -> Month:
        word = self._next("a month, such as 2022-07,")
        return self._as_month(word)

    def _as_month(self, word: _Word) -> Month:
        when = self._as_date(word)
        if not isinstance(when, Month):
            self._fail(
                word, f"{word.text!r} is a day, and a month is wanted", f"write {when:%Y-%m}"
            )
        return when

    def _as_date(self, word: _Word) -> date | Month:
        try:
            return parse_when(word.text)
        except NotADate as error:
            raise PhraseError(str(error), word.start, word.end) from None

    # The words.

    def _peek(self, wanted: str = "a date, a milestone or a phrase") -> _Word:
        if self.index < len(self.words):
            return self.words[self.index]
        if not self.words:
            raise PhraseError(f"nothing stands here, and {wanted} is wanted", 0, 1)
        self._fail(self.words[-1], f"the phrase ends where {wanted} should follow", None)

    def _next(self, wanted: str = "more") -> _Word:
        word = self._peek(wanted)
        self.index += 1
        return word

    def _expect(self, text: str, help_: str | None = None, after: _Word | None = None) -> None:
        word = self._next(repr(text))
        if word.text.lower() == text:
            return
        if after is not None and text == "meeting":
            if word.text.lower() == "meetings":
                self._fail(word, "one meeting is meant here", "write 'meeting'")
            near = _near_weekday(after.text)
            if near is not None:
                self._fail(after, f"{after.text!r} is not a weekday", f"did you mean {near!r}?")
            self._fail(
                word,
                f"{word.text!r} cannot follow {after.text!r}",
                f"write '{after.text} meeting' for a body, or a weekday with 'of November 2022'",
            )
        self._fail(word, f"{word.text!r} cannot stand here", help_ or f"{text!r} goes here")

    def _fail(self, word: _Word, message: str, help_: str | None) -> NoReturn:
        raise PhraseError(message, word.start, word.end, help_)


def _whole(text: str, parse: Callable[[_Parser], T]) -> T:
    parser = _Parser(text)
    found = parse(parser)
    if parser.index < len(parser.words):
        word = parser.words[parser.index]
        if word.text.lower() in ("and", "or"):
            raise PhraseError(_ONE_ANCHOR, word.start, word.end, _TWO_RULES)
        last = parser.words[parser.index - 1].text
        better = "remove what follows"
        if _ID.fullmatch(last) and _ID.fullmatch(word.text):
            better = f"write an id as one word, such as '{last}-{word.text}', or {better}"
        elif word.text[0] in "+-−–":
            better = f"a distance goes first: '5 working days before {last}'"
        raise PhraseError(
            f"the phrase is complete before {word.text!r}", word.start, len(text.rstrip()), better
        )
    return found


def _better_anchor(text: str) -> str:
    """What to write instead of a word that is neither a date nor an id."""
    if text in ("A", "B", LETTER):  # as help and handbook write them
        return f"{text} stands for a milestone or a date"
    if _weekday(text) is not None or _month_number(text) is not None:
        return f"{_A_DATE}, or 'first Thursday of {_MONTH}'"
    if re.match(r"[+\-−–][0-9]", text):
        return "write the number without a sign: 'before' and 'after' say which way"
    written = text.lower().translate(_DASHES)
    if _ID.fullmatch(written):
        return f"an id has small letters, digits and hyphens: {written!r}"
    return f"{_A_DATE}; an id has small letters, digits and hyphens, such as go-live"


def _meetings_of(body: str) -> str:
    return (
        f"write 'last {body} meeting before X', 'first {body} meeting after X' "
        f"or '2 {body} meetings before X'"
    )


def _near_weekday(text: str) -> str | None:
    lowered = text.lower()
    short = (name for name in WEEKDAYS if len(text) > 2 and name.lower().startswith(lowered))
    return next(short, None) or did_you_mean(text, WEEKDAYS)


def _weekday(text: str) -> int | None:
    lowered = text.lower()
    return next((i for i, name in enumerate(WEEKDAYS) if name.lower() == lowered), None)


def _month_number(text: str) -> int | None:
    lowered = text.lower()
    return next((i + 1 for i, name in enumerate(MONTHS) if name.lower() == lowered), None)


def _short_month(text: str) -> int | None:
    """The number of a month written with three letters, or four for September."""
    lowered = text.lower().rstrip(".")
    fits = [i + 1 for i, name in enumerate(MONTHS) if name.lower().startswith(lowered)]
    return fits[0] if len(lowered) in (3, 4) and len(fits) == 1 else None
