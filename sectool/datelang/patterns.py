"""Patterns of days that come again, read from their words: `third Tuesday of each month`.

What each means, and what days it gives, is in `calendar.recurrence`. A fault points at the word
that failed and says what could stand there, as in a phrase.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NoReturn

from sectool.calendar.pattern import ORDINALS
from sectool.calendar.recurrence import (
    DayOfMonths,
    DayOfYear,
    MonthsOfYear,
    Pattern,
    WeekdayByMeeting,
    WeekdayOfMonths,
    WeekdayOfWeeks,
    most_in_month,
    ordinal_of,
)
from sectool.datelang.amounts import AmountParser
from sectool.datelang.cursor import PhraseError, PhraseWord
from sectool.datelang.vocabulary import (
    A_DATE,
    month_number,
    near_weekday,
    short_month,
    weekday_number,
)
from sectool.dates import (
    MONTHS,
    WEEKDAYS,
    NotADate,
    looks_like_a_date,
    parse_day,
)
from sectool.diagnostic import did_you_mean
from sectool.words import listed

_EXAMPLES = (
    "write, for example, 'third Tuesday of each month', 'last working day of each March', "
    "'each 1 April', 'every other Thursday from 2022-01-06' or 'Thursday before the CSC meeting'"
)
_IN_DIGITS = re.compile("([0-9]{1,4})(st|nd|rd|th)")
# What people write for `except`.
_BUT = ("but", "excluding", "apart", "excepting", "without", "save", "not")


def parse_pattern(text: str) -> Pattern:
    """A pattern of days that come again; PhraseError says what is wrong and at which word."""
    parser = _PatternParser(text)
    found = parser.pattern()
    if parser.index < len(parser.words):
        parser.too_much(parser.words[parser.index])
    return found


def _month_meant(text: str) -> int | None:
    """The month that a word means which is no month."""
    near = did_you_mean(text, MONTHS)
    return short_month(text) or (month_number(near) if near is not None else None)


class _PatternParser(AmountParser):
    """Recursive descent over the words of one pattern."""

    def pattern(self) -> Pattern:
        word = self.peek("a pattern, such as 'third Tuesday of each month',")
        lowered = word.text.lower()
        if lowered in ORDINALS or _IN_DIGITS.fullmatch(lowered):
            return self._of_months()
        if lowered == "each":
            return self._each()
        if lowered == "every":
            return self._every()
        if weekday_number(lowered) is not None:
            return self._by_meeting()
        starts = [*ORDINALS, "each", "every", *WEEKDAYS]
        near = did_you_mean(word.text, starts) or near_weekday(word.text)
        better = f"did you mean {near!r}? Else {_EXAMPLES}" if near is not None else _EXAMPLES
        self.fail(word, f"{word.text!r} does not start a pattern", better)

    def too_much(self, word: PhraseWord) -> NoReturn:
        """Refuses what follows a whole pattern."""
        lowered = word.text.lower()
        if lowered in ("and", "or", ",", ";"):
            self.fail(word, "expected one pattern", "write a pattern of its own for each of them")
        if lowered in _BUT:
            self.fail(
                word, f"{word.text!r} is not in the language", "write 'except' and the months"
            )
        if lowered == "except":
            better = (
                "'except' is used with 'each month', as in 'first Monday of each month except May'"
            )
            self.fail(word, "'except' is not allowed here", better)
        last = len(self.text.rstrip())
        message = f"the pattern is complete before {word.text!r}"
        raise PhraseError(message, word.start, last, "remove the rest")

    # The n-th of some months.

    def _of_months(self) -> Pattern:
        word = self.take()
        lowered = word.text.lower()
        n = ORDINALS.index(lowered) + 1 if lowered in ORDINALS[:-1] else 0
        digits = _IN_DIGITS.fullmatch(lowered)
        if digits is not None:
            n = self._in_digits(word, int(digits[1]))
        what = self.take("a weekday, 'working day' or 'day'")
        weekday = weekday_number(what.text)
        if weekday is not None:
            if n > 5:
                better = "one of: " + ", ".join(ORDINALS)
                self.fail(word, f"no month has a {word.text} {WEEKDAYS[weekday]}", better)
            which = ordinal_of(n)
            return WeekdayOfMonths(which, weekday, self._months(f"{which} {WEEKDAYS[weekday]}"))
        working = self._is_working(word, what)
        which = f"{ordinal_of(n)} {'working day' if working else 'day'}"
        most = 23 if working else 31
        if n > most:
            better = f"{ordinal_of(most)} is the most; for the end of a month write 'last "
            self.fail(word, f"no month has a {which}", f"{better}{'working ' * working}day'")
        months = self._months(which)
        if n > max(most_in_month(month, working=working) for month in months):
            names = [MONTHS[month - 1] for month in months]
            message = f"{listed(names)} {'has' if len(names) == 1 else 'have'} no {which}"
            better = f"for the end of a month write 'last {'working ' * working}day'"
            self.fail(word, message, better)
        return DayOfMonths(n, working, months)

    def _in_digits(self, word: PhraseWord, n: int) -> int:
        if n == 0:
            self.fail(word, "months have no day 0", "the first of them is 'first'")
        if n <= 5:
            better = f"write {ordinal_of(n)!r}"
            self.fail(word, f"{word.text!r} is written in digits", better)
        if word.text.lower() != ordinal_of(n):
            self.fail(word, f"{word.text!r} is misspelt", f"write {ordinal_of(n)!r}")
        return n

    def _is_working(self, ordinal: PhraseWord, what: PhraseWord) -> bool:
        """Whether Working Days are counted, or else days."""
        lowered = what.text.lower()
        if lowered == "working":
            day = self.take("'day'")
            if day.text.lower() != "day":
                self.fail(day, f"{day.text!r} cannot follow 'working'", "write 'working day'")
            return True
        if lowered == "day":
            return False
        if lowered in ("business", "weekday", "workday"):
            self.fail(what, f"{what.text!r} is nothing that patterns count", "write 'working day'")
        near = near_weekday(what.text)
        better = f"did you mean {near!r}?" if near else ", ".join((*WEEKDAYS, "working day", "day"))
        self.fail(what, f"{what.text!r} is not a weekday", better)

    def _months(self, which: str) -> MonthsOfYear:
        self.expect("of", f"write '{which} of each month'")
        word = self.take("'each month', or the names of months,")
        lowered = word.text.lower()
        if lowered == "each":
            return self._each_month()
        if lowered in ("every", "the", "a", "all"):
            self.fail(word, f"{word.text!r} is not in the language", "write 'of each month'")
        month = self._month(word)
        if self.index == len(self.words) or self.words[self.index].text.lower() not in (",", "and"):
            self._one_year(word, month)
        return MonthsOfYear(self._list_of_months(word, month, "named"))

    def _each_month(self) -> MonthsOfYear:
        word = self.take("'month', or the name of one,")
        if word.text.lower() != "month":
            if word.text.lower() in ("months", "year", "quarter", "week"):
                better = "write 'each month', 'each June' or 'March and June'"
                self.fail(word, f"{word.text!r} is not allowed here", better)
            month = self._month(word)
            if self.index < len(self.words) and self.words[self.index].text.lower() in (",", "and"):
                each = self.words[self.index - 2]
                self.fail(each, "'each' is used with one month", "leave it out before several")
            return MonthsOfYear((month,))
        if self.index == len(self.words) or self.words[self.index].text.lower() != "except":
            return MonthsOfYear()
        self.take()
        word = self.take("a month, such as 'August',")
        return MonthsOfYear(
            self._list_of_months(word, self._month(word), "excepted"), excepted=True
        )

    def _list_of_months(self, word: PhraseWord, month: int, what: str) -> tuple[int, ...]:
        """`March, June, September and December`, of which the first has been read."""
        first, found = word, [month]
        while self.index < len(self.words) and self.words[self.index].text.lower() in (",", "and"):
            comma = self.take().text == ","
            word = self.take("a month, such as 'June',")
            if comma and word.text.lower() == "and":
                self.fail(word, "'and' cannot follow a comma", "leave out the comma before 'and'")
            month = self._month(word)
            if month in found:
                self.fail(word, f"{word.text} is named twice", "leave one of them out")
            found.append(month)
            if not comma:
                break
            if self.index == len(self.words):
                better = f"write 'and {word.text}'"
                self.fail(word, "the last month of a list follows 'and'", better)
        if len(found) == 12:
            message = "all months are named" if what == "named" else "no month is left"
            self.fail(first, message, "write 'of each month'")
        return tuple(sorted(found))

    def _month(self, word: PhraseWord) -> int:
        month = month_number(word.text)
        if month is None:
            if looks_like_a_date(word.text):
                self.fail(word, "a pattern is for each year", "write the name of the month alone")
            meant = _month_meant(word.text)
            better = f"did you mean {MONTHS[meant - 1]!r}?" if meant else ", ".join(MONTHS)
            self.fail(word, f"{word.text!r} is not a month", better)
        return month

    def _one_year(self, word: PhraseWord, month: int) -> NoReturn:
        """`of November 2022`, `of November`: a pattern holds for each of them."""
        message = "a pattern is for each month, or for one month of each year"
        self.fail(word, message, f"write 'of each month' or 'of each {MONTHS[month - 1]}'")

    # The same day of each year.

    def _each(self) -> Pattern:
        each = self.take()
        word = self.take("a day, such as '1 April',")
        lowered = word.text.lower()
        weekday = weekday_number(lowered)
        if weekday is not None:
            self.fail(each, "'each' is used with a day of the year", f"write 'every {word.text}'")
        if lowered in ("month", "months") or month_number(lowered) is not None:
            after = self.words[self.index].text if self.index < len(self.words) else ""
            day = re.sub("(?:st|nd|rd|th)$", "", after.lower())
            better = "write, for example, 'last working day of each month'"
            if month_number(lowered) is not None:
                better = f"write 'each {day if re.fullmatch('[0-9]+', day) else 1} {word.text}'"
            self.fail(word, "which day is not said", better)
        digits = re.fullmatch("([0-9]{1,2})(st|nd|rd|th)?", lowered)
        if digits is None:
            self.fail(
                word, f"{word.text!r} is not a day of a month", "write, for example, 'each 1 April'"
            )
        if digits[2] is not None:
            self.fail(word, "the day of a date is written without an ending", f"write {digits[1]}")
        if lowered.startswith("0"):
            better = "write it without the 0 in front" if int(lowered) else "the first day is 1"
            self.fail(word, f"{word.text!r} is not a day of a month", better)
        name = self.take("a month, such as 'April',")
        number, month = int(lowered), self._month(name)
        most = most_in_month(month, working=False)
        if number > most:
            message = f"{MONTHS[month - 1]} has {most} days" + (
                ", and 28 in most years" * (month == 2)
            )
            whole = PhraseWord(self.text[word.start : name.end], word.start, name.end)
            better = f"for the end of the month write 'last day of each {MONTHS[month - 1]}'"
            self.fail(whole, message, better)
        if self.index < len(self.words) and re.fullmatch("[0-9]{4}", self.words[self.index].text):
            self.fail(self.words[self.index], "a pattern is for each year", "leave the year out")
        return DayOfYear(number, month)

    # Every so many weeks.

    def _every(self) -> Pattern:
        every = self.take()
        word = self.take("a weekday, or 'other',")
        lowered = word.text.lower()
        weeks = 1
        if lowered == "other" or lowered in ORDINALS[2:5]:
            weeks = 2 if lowered == "other" else ORDINALS.index(lowered) + 1
            word = self.take("a weekday, such as 'Thursday',")
            lowered = word.text.lower()
        elif lowered in ("second", "2nd", "alternate", "2", "two"):
            self.fail(word, f"{word.text!r} is not in the language", "write 'every other Thursday'")
        elif lowered in ("month", "year", "week", "day", "working", "quarter") or lowered.isdigit():
            better = (
                "write 'each 1 April', 'last day of each month' or 'every other Thursday from …'"
            )
            self.fail(word, "'every' is used with a weekday", better)
        weekday = weekday_number(lowered)
        if weekday is None:
            near = near_weekday(word.text)
            better = f"did you mean {near!r}?" if near else ", ".join(WEEKDAYS)
            self.fail(word, f"{word.text!r} is not a weekday", better)
        name = WEEKDAYS[weekday]
        if self.index == len(self.words):
            if weeks == 1:
                return WeekdayOfWeeks(1, weekday)
            whole = PhraseWord(self.text[every.start : word.end], every.start, word.end)
            better = (
                f"name one of them: '{whole.text} from {date(2022, 1, 3 + weekday).isoformat()}'"
            )
            self.fail(whole, f"which {name}s these are is not said", better)
        preposition = self.peek("'from'")
        if preposition.text.lower() in ("of", "in", "before", "after"):
            better = f"write 'first {name} of each month', or '{name} before the CSC meeting'"
            self.fail(preposition, f"{preposition.text!r} cannot follow 'every {name}'", better)
        if preposition.text.lower() not in ("from", "since", "starting"):
            self.too_much(preposition)
        self.expect("from", "write 'from' and the first day")
        return WeekdayOfWeeks(weeks, weekday, self._first_of(weekday))

    def _first_of(self, weekday: int) -> date:
        word = self.take("the first day, such as 2022-01-06,")
        try:
            day = parse_day(word.text)
        except NotADate as error:
            message = str(error) if looks_like_a_date(word.text) else f"{word.text!r} is not a day"
            raise PhraseError(message, word.start, word.end, A_DATE) from None
        if day.weekday() != weekday:
            near = [
                day + timedelta(days=n) for n in range(-6, 7) if 7 < day.toordinal() < 3_652_000
            ]
            fits = [one.isoformat() for one in near if one.weekday() == weekday]
            better = f"the nearest {WEEKDAYS[weekday]}s are {' and '.join(fits)}" if fits else None
            message = f"{word.text} is a {WEEKDAYS[day.weekday()]}"
            self.fail(word, message, better)
        return day

    # The weekday before a meeting.

    def _by_meeting(self) -> Pattern:
        word = self.take()
        weekday = weekday_number(word.text)
        assert weekday is not None, word.text  # noqa: S101 - it was looked at
        name = WEEKDAYS[weekday]
        if self.index == len(self.words) or self.words[self.index].text.lower() in ("of", "in"):
            better = f"write 'first {name} of each month' or 'every {name}'"
            self.fail(word, f"which {name} is not said", better)
        direction = self.direction()
        the = self.take("'the', and a meeting,")
        if the.text.lower() != "the":
            meant = the.text if the.text.lower() not in ("each", "every", "a", "any") else ""
            short = meant or (
                self.words[self.index].text if self.index < len(self.words) else "CSC"
            )
            better = f"write '{name} {direction} the {short} meeting'"
            self.fail(the, f"{the.text!r} is not allowed here", better)
        body = self.take("the short name of a body")
        meeting = self.take("'meeting'")
        if meeting.text.lower() != "meeting":
            better = f"write '{name} {direction} the {body.text} meeting'"
            self.fail(meeting, f"{meeting.text!r} is not allowed here", better)
        return WeekdayByMeeting(weekday, direction, body.text, (body.start, body.end))
