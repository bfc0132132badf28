"""Phrases about weekdays and weeks, and the choice between two days: what has words of its own.

last Friday before X · first Thursday on or after X · Tuesday of the 3rd week after X
week of 2020-08-10 · later of X and Y
"""

from __future__ import annotations

import re
from typing import NoReturn

from sectool.calendar.pattern import ORDINALS
from sectool.datelang.amounts import AmountParser
from sectool.datelang.cursor import PhraseError, PhraseWord
from sectool.datelang.nodes import Anchor, Choice, Given, NearestWeekday, WeekdayOfWeek
from sectool.datelang.vocabulary import ID, OWN_MILESTONE, TWO_RULES, weekday_number
from sectool.dates import (
    WEEKDAYS,
    NotADate,
    Week,
    looks_like_a_date,
    looks_like_a_week,
    parse_day,
    parse_week,
)
from sectool.words import ordinal

_NTH = re.compile("([0-9]{1,4})(st|nd|rd|th)", re.IGNORECASE)


class WeekParser(AmountParser):
    """Reads what is about weeks, and `later of X and Y`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.may_choose = False  # whether `later of` may stand here
        self.which: str | None = None  # the kind of choice that has been made already

    def phrase(self) -> Anchor:
        """An anchor, or what is counted from one."""
        raise NotImplementedError

    # Weekdays.

    def nearest_weekday(self, which: str, weekday: int, word: PhraseWord) -> NearestWeekday:
        """`last Friday before X`, from its direction on."""
        name = WEEKDAYS[weekday]
        place = self.peek()
        if place.text.lower() == "at":
            distance = " ".join(one.text for one in self.words[self.index + 2 : self.index + 5])
            way = "before" if which == "last" else "after"
            if not re.fullmatch(r"[0-9]+ \S+ days", distance):
                distance = "5 working days"
            better = f"write '{which} {name} on or {way} {distance} {way} X'"
            self.fail(place, f"'at least' cannot follow {name!r}", better)
        inclusive = self.or_on()
        place = self.peek("'before' or 'after'")
        direction = self.direction()
        if which not in ("first", "last"):
            n = ORDINALS.index(which)
            weeks = f"{n} week{'' if n == 1 else 's'} {direction}"
            near = "last" if direction == "before" else "first"
            better = f"write '{weeks} {near} {name} {direction} X'"
            self.fail(word, f"{word.text!r} cannot be used with {direction!r}", better)
        if (which == "last") != (direction == "before"):
            message = f"'{which} {name} {direction}' has no end to count from"
            self.fail(place, message, f"write 'last {name} before X' or 'first {name} after X'")
        return NearestWeekday(weekday, direction, inclusive, self.phrase())

    def or_on(self) -> bool:
        """Takes `on or`, where it stands."""
        if self.peek("'before' or 'after'").text.lower() != "on":
            return False
        self.take()
        self.expect("or", "write 'on or before X' or 'on or after X'")
        return True

    def weekday_of_week(self) -> WeekdayOfWeek:
        """`Tuesday of the 3rd week after X`, or `Friday of the week of X`."""
        word = self.take()
        weekday = weekday_number(word.text)
        if weekday is None:
            raise AssertionError(word)
        name = WEEKDAYS[weekday]
        example = f"write '{name} of the 3rd week after X' or '{name} of the week of X'"
        self.expect("of", example)
        if self.peek("'the'").text.lower() == "the":
            self.take()
        nth = self.take("which week, such as '3rd',")
        if nth.text.lower() == "week":
            return self._week_named(weekday, nth, example)
        n = self._nth(nth, example)
        self.expect("week", example)
        direction = self.direction()
        return WeekdayOfWeek(weekday, n, direction, self.phrase())

    def _week_named(self, weekday: int, word: PhraseWord, example: str) -> WeekdayOfWeek:
        """What follows `Friday of the week`: `of X`, `before X` or `after X`."""
        following = self.peek("'of'")
        lowered = following.text.lower()
        if lowered in ("before", "after"):
            return WeekdayOfWeek(weekday, 1, self.direction(), self.phrase())
        if lowered != "of":
            better = example
            if lowered.isdigit() and int(lowered) > 1:
                n = ordinal(int(lowered) - 1)
                better = (
                    "count from a milestone in the first week: "
                    f"write '{WEEKDAYS[weekday]} of the {n} week after X'"
                )
            self.fail(word, "which week is not said", better)
        self.take()
        return WeekdayOfWeek(weekday, 0, "after", self.phrase())

    def _nth(self, word: PhraseWord, example: str) -> int:
        lowered = word.text.lower()
        if lowered in ORDINALS[:-1]:
            return ORDINALS.index(lowered) + 1
        found = _NTH.fullmatch(lowered)
        if found is None:
            better = f"write {ordinal(int(lowered))!r}" if lowered.isdigit() else example
            self.fail(word, f"{word.text!r} does not say which week", better)
        n = int(found[1])
        if n == 0:
            self.fail(word, "0 counts nothing: that is the week itself", example)
        if ordinal(n) != lowered:
            self.fail(word, f"{word.text!r} is misspelt", f"write {ordinal(n)!r}")
        return n

    # Weeks.

    def week_of(self) -> Given:
        """`week of 2020-08-10`: from the Monday to the Sunday around that day."""
        word = self.take()
        self.take()
        day = self.take("a day, such as 2020-08-10,")
        words = (word.start, day.end)
        if looks_like_a_week(day.text):
            self.fail(word, "a week that has a number is not named by a day too", "write it alone")
        if not looks_like_a_date(day.text):
            if ID.fullmatch(day.text):
                message = f"the week of {day.text!r} is not one day, and so no date"
                better = f"write one of its days: 'Friday of the week of {day.text}'"
                raise PhraseError(message, *words, better)
            self.fail(day, f"{day.text!r} is not a day", "write a day, such as 2020-08-10")
        try:
            return Given(Week.of(parse_day(day.text)), words)
        except (NotADate, ValueError) as error:
            raise PhraseError(str(error), day.start, day.end) from None

    def week_written(self, word: PhraseWord) -> Week:
        """`2025-W11`."""
        try:
            return parse_week(word.text)
        except NotADate as error:
            raise PhraseError(str(error), word.start, word.end) from None

    # A choice between two days.

    def choice(self) -> Choice:
        """`later of X and Y`, whose words are checked one by one."""
        word = self.take()
        lowered = word.text.lower()
        which = "later" if lowered.startswith("lat") else "earlier"
        if lowered != which:
            better = f"write '{which} of X and Y'"
            self.fail(word, f"{word.text!r} is not in the language", better)
        if not self.may_choose:
            self._no_choice(word, which)
        if self.which not in (None, which):
            message = "'later of' and 'earlier of' in one phrase can be read in two ways"
            self.fail(word, message, OWN_MILESTONE.format(which=which))
        self.which = which
        of = self.take()
        first = self.phrase()
        if self.index == len(self.words):
            self.fail(
                self.words[-1],
                "the phrase ends where 'and' should follow",
                f"write '{which} of X and Y'",
            )
        self._and(which)
        second = self.phrase()
        words = (word.start, of.end)
        return Choice("later" if which == "later" else "earlier", first, second, words)

    def _and(self, which: str) -> None:
        word = self.take()
        lowered = word.text.lower()
        if lowered == "and":
            return
        better = f"write '{which} of X and Y'"
        if lowered == ",":
            better += f", and for three days '{which} of X and {which} of Y and Z'"
        self.fail(word, f"{word.text!r} is not allowed here", better)

    def _no_choice(self, word: PhraseWord, which: str) -> NoReturn:
        """Refuses a choice where only one anchor will do, and says what to write instead."""
        before = self.words[self.index - 2].text.lower() if self.index > 1 else ""
        if (before, which) in (("after", "later"), ("before", "earlier")):
            better = TWO_RULES.replace("after", before)
        else:
            better = OWN_MILESTONE.format(which=which)
        message = f"'{which} of' is for 'when' and 'due' alone"
        self.fail(word, message, better)
