"""So many of what, and which way: the distances and counts of the date language."""

from __future__ import annotations

import re

from sectool.calendar.pattern import ORDINALS
from sectool.datelang.cursor import Cursor, PhraseWord
from sectool.datelang.nodes import Direction, Distance, Unit
from sectool.datelang.vocabulary import (
    A_DATE,
    NUMBER_WORDS,
    OTHER_DATE,
    SHORT_UNITS,
    SHORTHAND,
    UNIT_NAMES,
    UNITS,
    VAGUE,
    month_number,
)
from sectool.diagnostic import did_you_mean

# What may stand before `working days` and is no body.
_NOBODY = ("working", "clear", "business", "calendar", "wd", "wds", "bd", *UNITS)


class AmountParser(Cursor):
    """Reads `5 working days`, and `before` or `after`."""

    def distance(self) -> Distance:
        word = self.take("a number")
        short = SHORTHAND.fullmatch(word.text)
        if short:
            self.fail(
                word,
                f"{word.text!r} is shorthand",
                f"write '{short.group(1)} {SHORT_UNITS[short.group(2).lower()]}'",
            )
        if self.index == len(self.words) and re.fullmatch("[0-9]{4}", word.text):
            self.fail(word, f"{word.text!r} is neither a date nor a distance", A_DATE)
        n = self.positive(word)
        body = self._whose()
        unit = self.unit("what is counted, such as 'working days',", n)
        if body is None:
            return Distance(n, unit)
        return Distance(n, unit, body.text, (body.start, body.end))

    def _whose(self) -> PhraseWord | None:
        """The body whose Working Days are counted: `5 DCC working days`."""
        rest = [word.text.lower() for word in self.words[self.index : self.index + 2]]
        if len(rest) < 2 or rest[0] in _NOBODY or rest[1] not in ("working", "clear"):
            return None
        return self.take()

    def unit(self, wanted: str, n: int | None) -> Unit:
        """What is counted: `n` of them in a distance, None in a count between two days."""
        unit = self.take(wanted)
        lowered = unit.text.lower()
        if lowered == "clear":
            working = self.take("'working days'")
            if working.text.lower() != "working":
                self.fail(
                    working, f"{working.text!r} cannot follow 'clear'", "write 'clear working days'"
                )
            self._days()
            return "clear working day"
        if lowered == "working":
            self._days()
            return "working day"
        if lowered in UNITS:
            if n is None and UNITS[lowered] == "year":
                self.fail(unit, "years are not counted between two dates", "write 'months'")
            return UNITS[lowered]
        if lowered == "business":
            self.fail(unit, "the Code has no business days", "write 'working days'")
        if lowered in ("wd", "wds", "bd"):
            self.fail(unit, f"{unit.text!r} is shorthand", "write 'working days'")
        so_many = "" if n is None else f"{n} "
        if lowered == "calendar":
            better = f"write '{so_many}days' for calendar days"
            self.fail(unit, "'calendar' is not needed", better)
        if month_number(unit.text) is not None:
            self.fail(unit, f"{unit.text!r} is nothing that can be counted", A_DATE)
        names = UNIT_NAMES[:-1] if n is None else UNIT_NAMES  # no count is in years
        near = did_you_mean(lowered, names)
        self.fail(
            unit,
            f"{unit.text!r} is nothing that can be counted",
            f"did you mean {near!r}?"
            if near is not None
            else f"one of: {', '.join(names)}"
            + ("" if n is None else "; or meetings, as in '2 OPSG meetings before X'"),
        )

    def _days(self) -> None:
        word = self.take("'days'")
        if word.text.lower() not in ("day", "days"):
            self.fail(word, f"{word.text!r} cannot follow 'working'", "write 'working days'")

    def positive(self, word: PhraseWord) -> int:
        if not re.fullmatch("[0-9]{1,5}", word.text):
            lowered = word.text.lower()
            if lowered in NUMBER_WORDS:
                digits = NUMBER_WORDS.index(lowered) + 1
                self.fail(word, f"{word.text!r} is written in letters", f"write {digits}")
            if lowered in VAGUE:
                self.fail(word, f"{word.text!r} leaves the day open", VAGUE[lowered])
            if re.fullmatch("[0-9]+(st|nd|rd|th)", lowered):
                which = int(lowered[:-2]) if len(lowered) == 3 else 0
                better = (
                    f"write {ORDINALS[which - 1]!r}"
                    if 1 <= which <= 5
                    else f"one of: {', '.join(ORDINALS)}"
                )
                self.fail(word, f"{word.text!r} is written in digits", better)
            if OTHER_DATE.fullmatch(word.text):
                self.fail(word, f"{word.text!r} is not written as dates are", A_DATE)
            if re.fullmatch("[0-9]+", word.text):
                self.fail(word, f"{word.text!r} is more than can be counted", "99999 is the most")
            self.fail(
                word, f"{word.text!r} is not a number", "write a whole number in digits, such as 5"
            )
        n = int(word.text)
        if n == 0:
            self.fail(word, "0 counts nothing: the day counted from is day 0", "name that day")
        return n

    def direction(self) -> Direction:
        word = self.take("'before' or 'after'")
        lowered = word.text.lower()
        if lowered == "before":
            return "before"
        if lowered == "after":
            return "after"
        if lowered in ("prior", "earlier", "ahead", "preceding"):
            self.fail(word, f"{word.text!r} is not in the language", "write 'before'")
        if lowered in ("later", "following", "since", "from"):
            self.fail(word, f"{word.text!r} is not in the language", "write 'after'")
        self.fail(word, f"{word.text!r} is not allowed here", "expected 'before' or 'after'")
