"""The date language: one small grammar for files, flags and messages.

    3 working days before|after X      5 clear working days before X
    10 weekdays | 2 weeks | 6 months | 30 days … before|after X
    last CSC meeting before X          last CSC meeting at least 10 working days before X
    first CSC meeting after X          2 OPSG meetings before X
    first Thursday of November 2022    last Friday before X
    first Thursday on or after X       Tuesday of the 3rd week after X
    week of 2020-08-10 | 2025-W11      tba                              (alone: not known yet)

X is a milestone, a date, or another phrase: one anchor a phrase, but for `later of X and Y` and
`earlier of X and Y`, which `when:` and `due:` may have. Rules add inequalities:
`at least|at most 5 working days before X`, `before X`, `on or after X`, `in 2022-07`.
A count lies between two phrases: `working days [both ends] from A to B`. Patterns of days that come
again, `third Tuesday of each month`, have a module of their own.
A fault points at the word that failed and lists what could stand there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NoReturn, TypeVar

from sectool.datelang.cursor import PhraseError, PhraseWord
from sectool.datelang.nodes import (
    Anchor,
    Bound,
    Count,
    Counted,
    Distance,
    InSpan,
    Order,
    Phrase,
    Rule,
)
from sectool.datelang.patterns import parse_pattern
from sectool.datelang.phrases import PhraseParser
from sectool.datelang.vocabulary import (
    A_CHOICE,
    COUNT_STARTS,
    COUNT_WORDS,
    ENDED,
    ID,
    INCLUSIVE,
    ONE_ANCHOR,
    STANDS_ALONE,
    TWO_RULES,
    VAGUE,
    VAGUE_BEFORE_MORE,
)

__all__ = [
    "PhraseError",
    "looks_like_a_count",
    "parse_backwards",
    "parse_count",
    "parse_deadline",
    "parse_distance",
    "parse_pattern",
    "parse_phrase",
    "parse_rule",
]

T = TypeVar("T")


# A timeline is read again for each day that is asked about, and its phrases are the same.
_kept = lru_cache(maxsize=5_000)


@_kept
def parse_phrase(text: str) -> Phrase:
    """A phrase that gives a date, or `tba`; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.whole_phrase)


def parse_backwards(text: str) -> Anchor:
    """A phrase to be read backwards: as its anchor the letter X may stand for any day."""

    def phrase(parser: _Parser) -> Anchor:
        parser.letter = parser.may_choose = True
        return parser.phrase()

    return _whole(text, phrase)


@_kept
def parse_distance(text: str) -> Distance:
    """How long something takes, `25 working days`; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.distance)


def looks_like_a_count(text: str) -> bool:
    """Whether `text` has the outline of a count, right or wrong."""
    words = text.lower().split()
    return words[:1] != [] and words[0] in COUNT_STARTS and not COUNT_WORDS.isdisjoint(words)


def parse_count(text: str) -> Count:
    """A count between two dates; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.count)


@_kept
def parse_rule(text: str) -> Rule:
    """An inequality of `rules:`; PhraseError says what is wrong and where."""
    return _whole(text, _Parser.rule)


@_kept
def parse_deadline(text: str) -> Rule:
    """The last permitted day of `due:`: `at least … before X` and the like.

    What only says when something may start (`after X`, `at least … after X`) is refused.
    """
    return _whole(text, _Parser.deadline)


class _Parser(PhraseParser):
    """Phrases, and what is made of them: rules, deadlines and counts."""

    def rule(self, *, deadline: bool = False) -> Rule:
        word = self.peek("a rule")
        lowered = word.text.lower()
        if lowered == "at":
            return self._bound(deadline=deadline)
        if lowered in ("before", "after"):
            self.take()
            if deadline and lowered == "after":
                self._no_last_day(word)
            return Order("before" if lowered == "before" else "after", self.phrase())
        if lowered == "on":
            self.take()
            self.expect("or", "write 'on or before X' or 'on or after X'")
            word = self.peek("'before' or 'after'")
            direction = self.direction()
            if direction == "before":
                return Order("on or before", self.phrase())
            if deadline:
                self._no_last_day(word)
            return Order("on or after", self.phrase())
        if lowered == "in":
            self.take()
            return InSpan(self.span_written())
        if lowered == "tba":
            self.fail(word, "'tba' leaves the day open", STANDS_ALONE)
        vague = {**VAGUE, **VAGUE_BEFORE_MORE}
        if lowered in vague:
            self.fail(word, f"{word.text!r} leaves the day open", vague[lowered])
        self.fail(
            word,
            f"{word.text!r} does not start a rule",
            "a rule starts with: at least, at most, before, after, on or before, on or after, in",
        )

    def deadline(self) -> Rule:
        word = self.peek("a deadline")
        if word.text.lower() == "in":
            self.fail(word, "a deadline names a last day", "put 'in 2022-07' under 'rules:'")
        self.may_choose = True
        return self.rule(deadline=True)

    def count(self) -> Count:
        self.peek("a count")
        unit = self.unit("what is counted, such as 'working days',", None)
        counted = " ".join(word.text.lower() for word in self.words[: self.index])
        both_ends = False
        word = self.peek("'from'")
        if word.text.lower() in INCLUSIVE:
            self.take()
            if word.text.lower() != "both":
                better = f"write '{counted} both ends from A to B'"
                self.fail(word, f"{word.text!r} is not allowed here", better)
            self.expect("ends", "write 'both ends'")
            both_ends = True
            if unit not in ENDED:
                why = "clear days leave both ends out" if unit == "clear working day" else None
                self.fail(
                    word,
                    f"'both ends' cannot be used with '{counted}'" + (f": {why}" if why else ""),
                    "it is used with working days, weekdays and days",
                )
            counted += " both ends"
        self.expect("from", f"write '{counted} from A to B'")
        self.counting = True
        word = self.peek()
        if word.text.lower() == "to":
            better = "a date, a milestone or a phrase goes between 'from' and 'to'"
            self.fail(word, f"{word.text!r} is not allowed here", better)
        start = self.phrase()
        if self.index == len(self.words):
            self.fail(
                self.words[-1],
                "the phrase ends where 'to' should follow",
                f"write '{counted} from A to B'",
            )
        self.expect("to", f"write '{counted} from A to B'")
        self.counting, self.steps = False, 0
        end = self.phrase()
        if self.index == len(self.words):
            return Count(unit, both_ends, start, end)
        word = self.words[self.index]
        if word.text.lower() in ("and", "or"):
            self.fail(word, "a count goes from one day to one other", "count the rest by itself")
        if word.text.lower() in INCLUSIVE:
            better = (
                f"'both ends' goes before 'from': '{unit}s both ends from A to B'"
                if unit in ENDED
                else "leave it out"
            )
            self.fail(word, f"{word.text!r} is not allowed here", better)
        return Count(unit, both_ends, start, end)

    def _no_last_day(self, after: PhraseWord, distance: Distance | None = None) -> NoReturn:
        """`due: after X` says from when, and a deadline says until when."""
        most = distance or Distance(5, "working day")
        self.fail(
            after,
            "a deadline names a last day, and this names only a first",
            f"write 'at most {most} after X' or 'on or before X', or put it under 'rules:'",
        )

    def _bound(self, *, deadline: bool = False) -> Bound:
        self.expect("at")
        word = self.take()
        lowered = word.text.lower()
        if lowered not in ("least", "most"):
            self.fail(word, f"{word.text!r} cannot follow 'at'", "write 'at least' or 'at most'")
        distance = self.distance()
        word = self.peek("'before' or 'after'")
        direction = self.direction()
        if deadline and lowered == "least" and direction == "after":
            self._no_last_day(word, distance)
        counted = Counted(distance, direction, self.phrase())
        return Bound("at least" if lowered == "least" else "at most", counted)


def _whole(text: str, parse: Callable[[_Parser], T]) -> T:
    parser = _Parser(text)
    found = parse(parser)
    if parser.index < len(parser.words):
        word = parser.words[parser.index]
        if word.text.lower() in ("and", "or"):
            better = A_CHOICE if parser.may_choose else TWO_RULES
            raise PhraseError(ONE_ANCHOR, word.start, word.end, better)
        last = parser.words[parser.index - 1].text
        better = "remove the rest"
        if ID.fullmatch(last) and ID.fullmatch(word.text):
            better = f"write an id as one word, such as '{last}-{word.text}', or {better}"
        elif word.text[0] in "+-−–":
            better = f"a distance goes first: '5 working days before {last}'"
        raise PhraseError(
            f"the phrase is complete before {word.text!r}", word.start, len(text.rstrip()), better
        )
    return found
