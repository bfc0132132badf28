"""The phrases of the date language: an anchor, and what is counted or looked up from it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NoReturn

from sectool.calendar.pattern import ORDINALS, WeekdayOfMonth
from sectool.datelang.cursor import PhraseError, PhraseWord
from sectool.datelang.nodes import (
    Anchor,
    Counted,
    CountedMeeting,
    Given,
    Named,
    NearestMeeting,
    Open,
    Phrase,
)
from sectool.datelang.vocabulary import (
    A_DATE,
    COUNTED_WORDS,
    DASHES,
    EARLIER_OR_LATER,
    ID,
    LETTER,
    MEETING_WORDS,
    MONTH,
    NUMBER_WORDS,
    STANDS_ALONE,
    UNITS,
    VAGUE,
    VAGUE_BEFORE_MORE,
    meetings_in_full,
    month_number,
    short_month,
    weekday_number,
)
from sectool.datelang.week_phrases import WeekParser
from sectool.dates import (
    MONTHS,
    WEEKDAYS,
    Month,
    NotADate,
    Week,
    looks_like_a_date,
    looks_like_a_week,
    parse_when,
)
from sectool.diagnostic import suggestion

# How many phrases a phrase may lead through: more is a mistake, or an attack.
MOST_STEPS = 50


class PhraseParser(WeekParser):
    """Recursive descent over the words of one phrase."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.steps = 0
        self.letter = False  # whether X may stand for the anchor
        self.counting = False  # whether `to` ends a phrase

    def whole_phrase(self) -> Phrase:
        word = self.peek()
        if word.text.lower() == "tba" and len(self.words) == 1:
            self.take()
            return Open((word.start, word.end))
        self.may_choose = True
        return self.phrase()

    def phrase(self) -> Anchor:
        word = self.peek()
        self._written_out()
        lowered = word.text.lower()
        self.steps += 1
        if self.steps > MOST_STEPS:
            self.fail(
                word,
                f"this phrase leads through more than {MOST_STEPS} others",
                "give a step in between a milestone of its own",
            )
        if lowered in ("at", "on", "in", "before", "after"):
            self.fail(
                word,
                f"{word.text!r} starts a rule; expected a date",
                "put it under 'rules:' or 'due:'; to see a day, write '5 working days before X'",
            )
        if lowered in ORDINALS:
            return self.ordinal()
        following = self.following(word)
        if lowered in EARLIER_OR_LATER and following == "of":
            return self.choice()
        if weekday_number(lowered) is not None and following == "of":
            return self.weekday_of_week()
        if lowered == "week" and following == "of":
            return self.week_of()
        if looks_like_a_week(word.text):
            self.take()
            return Given(self.week_written(word), (word.start, word.end))
        if word.text[0].isdigit() and not looks_like_a_date(word.text):
            return self._counted()
        return self._anchor(word)

    def following(self, word: PhraseWord) -> str:
        """The word after the next one, in small letters; nothing where that is the last."""
        rest = self.words[self.index + 1 : self.index + 2]
        return rest[0].text.lower() if rest and self.words[self.index] is word else ""

    def ordinal(self) -> Anchor:
        word = self.take()
        ordinal = word.text.lower()
        following = self.take("a weekday or the short name of a body")
        weekday = weekday_number(following.text)
        if weekday is not None:
            follows = self.peek(f"'before', 'after' or 'of {MONTH}'").text.lower()
            if follows in ("before", "after", "on", "at"):
                return self.nearest_weekday(ordinal, weekday, word)
            return self._weekday_of(ordinal, weekday, word)
        if following.text.lower() in ("working", "weekday", "day"):
            self._no_first_day(ordinal, following)
        if following.text.lower() in ("clear", "meeting"):
            self.fail(
                following,
                f"{following.text!r} cannot follow {ordinal!r}",
                f"'{ordinal}' is used with a weekday ('first Thursday of November 2022') or a "
                "body ('last CSC meeting before go-live')",
            )
        self.expect("meeting", after=following)
        if ordinal not in ("first", "last"):
            self.fail(
                word,
                f"{word.text!r} cannot be used with a meeting",
                meetings_in_full(following.text),
            )
        at_least = None
        inclusive = self.or_on()
        if not inclusive and self.peek("'before', 'after' or 'at least'").text.lower() == "at":
            self.take()
            least = self.take()
            if least.text.lower() != "least":
                self.fail(least, f"{least.text!r} is not allowed here", "write 'at least'")
            at_least = self.distance()
        place = self.peek("'before' or 'after'")
        if at_least is None and place.text[0].isdigit():
            self.fail(place, f"{place.text!r} is not allowed here", "write 'at least' before it")
        if place.text.lower() in ("of", "in"):
            self._meeting_of_month(ordinal, following.text, place)
        direction = self.direction()
        if (ordinal == "last") != (direction == "before"):
            self.fail(
                place,
                f"'{ordinal} {following.text} meeting {direction}' has no end to count from",
                meetings_in_full(following.text),
            )
        words = (following.start, following.end)
        anchor = self.phrase()
        return NearestMeeting(following.text, words, direction, at_least, anchor, inclusive)

    def _meeting_of_month(self, ordinal: str, body: str, place: PhraseWord) -> NoReturn:
        """`first CSC meeting of April 2022`: the same from the last day of the month before."""
        rest = [word.text for word in self.words[self.index + 1 : self.index + 3]]
        month = month_number(rest[0]) if rest else None
        if month is not None and len(rest) == 2 and re.fullmatch("[0-9]{4}", rest[1]):
            written = Month(int(rest[1]), month)
            day = written.first - timedelta(days=1)
            if ordinal == "last":
                day = written.last + timedelta(days=1)
            direction = "before" if ordinal == "last" else "after"
            better = f"write '{ordinal} {body} meeting {direction} {day.isoformat()}'"
        else:
            better = meetings_in_full(body)
        self.fail(place, f"{place.text!r} cannot follow a meeting", better)

    def _no_first_day(self, ordinal: str, following: PhraseWord) -> NoReturn:
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
        self.fail(following, f"{following.text!r} cannot follow {ordinal!r}", better)

    def _written_out(self) -> None:
        """Refuses a date in words, as people write them, with the same date in digits."""
        words = self.words[self.index : self.index + 3]
        day = re.fullmatch("([0-9]{1,2})(?:st|nd|rd|th)?", words[0].text) if words else None
        names = words[1:] if day else words[:2]
        if len(names) < 2 or not re.fullmatch("[0-9]{4}", names[1].text):
            return
        month = month_number(names[0].text) or short_month(names[0].text)
        if month is None:
            return
        better = f"{names[1].text}-{month:02}" + (f"-{int(day.group(1)):02}" if day else "")
        whole = PhraseWord(self.text[words[0].start : names[1].end], words[0].start, names[1].end)
        self.fail(whole, "a date is written in digits, the year first", f"write {better}")

    def _weekday_of(self, ordinal: str, weekday: int, word: PhraseWord) -> WeekdayOfMonth:
        rest = [word.text for word in self.words[self.index + 1 : self.index + 3]]
        named = " ".join(rest) if rest and month_number(rest[0]) else MONTH
        self.expect("of", f"write '{ordinal} {WEEKDAYS[weekday]} of {named}'")
        name = self.take(f"a month, such as {MONTH}")
        if name.text.lower() == "each":
            each = self.take("a month").text
            self.fail(
                name,
                f"'of each {each}' is for a pattern; a date needs one month",
                f"write '{ordinal} {WEEKDAYS[weekday]} of {MONTH}'",
            )
        if looks_like_a_date(name.text):
            month = self._as_month(name)
        else:
            number = month_number(name.text)
            if number is None:
                hint = suggestion(name.text, list(MONTHS)).lstrip("; ")
                self.fail(name, f"{name.text!r} is not a month", hint)
            year = self.take("a year, such as 2022,")
            if not re.fullmatch("[0-9]{4}", year.text):
                self.fail(year, f"{year.text!r} is not a year", "write four digits, such as 2022")
            if year.text == "0000":
                self.fail(year, "there is no year 0", "write it as 2022")
            month = Month(int(year.text), number)
            name = year
        found = WeekdayOfMonth(ordinal, weekday, month, (word.start, name.end))
        if found.in_month() is None:
            self.fail(
                word,
                f"{MONTHS[month.month - 1]} {month.year:04} has no {ordinal} {WEEKDAYS[weekday]}",
                f"write 'last {WEEKDAYS[weekday]}' if that is meant",
            )
        return found

    def _counted(self) -> Anchor:
        number = self.peek()
        following = self.words[self.index + 1] if self.index + 1 < len(self.words) else None
        after = self.words[self.index + 2] if self.index + 2 < len(self.words) else None
        if (
            number.text.isdigit()
            and following is not None
            and after is not None
            and after.text.lower() in MEETING_WORDS
        ):
            n = self.positive(self.take())
            body = self.take()
            self.take()
            direction = self.direction()
            words = (body.start, body.end)
            return CountedMeeting(n, body.text, words, direction, self.phrase())
        distance = self.distance()
        return Counted(distance, self.direction(), self.phrase())

    def _anchor(self, word: PhraseWord) -> Anchor:
        if looks_like_a_date(word.text):
            self.take()
            return Given(self._as_date(word), (word.start, word.end))
        lowered = word.text.lower()
        if lowered in NUMBER_WORDS:
            digits = NUMBER_WORDS.index(lowered) + 1
            self.fail(word, f"{word.text!r} is written in letters", f"write {digits}")
        if lowered in VAGUE:
            self.fail(word, f"{word.text!r} leaves the day open", VAGUE[lowered])
        if lowered == "tba":
            self.fail(word, "'tba' leaves the day open", STANDS_ALONE)
        if word.text == LETTER and self.letter:
            self.take()
            return Named(LETTER, (word.start, word.end))
        if lowered in ("next", "previous"):
            ordinal, direction = ("first", "after") if lowered == "next" else ("last", "before")
            rest = [other.text for other in self.words[self.index + 1 : self.index + 3]]
            meeting = " ".join(rest) if rest[1:] and rest[1].lower() == "meeting" else "…"
            better = f"write '{ordinal} {meeting} {direction} X'"
            self.fail(word, f"{word.text!r} is not in the language", better)
        if lowered == "the":
            following = self.words[self.index + 1] if self.index + 1 < len(self.words) else None
            rest = [other.text.lower() for other in self.words[self.index + 2 :]]
            if following is not None and rest[:3] == ["meeting", "after", "next"]:
                better = f"count them: '2 {following.text} meetings after X'"
                self.fail(word, "'after next' is not in the language", better)
            self.fail(word, "'the' is not needed", "leave it out")
        self._no_phrase(word, lowered)
        if not ID.fullmatch(word.text):
            self.fail(
                word,
                f"{word.text!r} is neither a date nor the id of a milestone",
                _better_anchor(word.text),
            )
        self.take()
        return Named(word.text, (word.start, word.end))

    def _no_phrase(self, word: PhraseWord, lowered: str) -> None:
        """Refuses a word that could be an id, where the next one shows that more was meant."""
        rest = [other.text.lower() for other in self.words[self.index + 1 : self.index + 3]]
        if not rest or (self.counting and rest[0] in ("to", "and", "until", "till")):
            return
        if rest[0] in MEETING_WORDS:
            self.fail(
                word,
                f"which {word.text} meeting is not said",
                meetings_in_full(word.text),
            )
        weekday = weekday_number(lowered)
        if weekday is not None and rest[0] in ("before", "after", "on"):
            which = "first" if "after" in rest else "last"
            following = " ".join(one.text for one in self.words[self.index + 1 :])
            better = f"write '{which} {WEEKDAYS[weekday]} {following}'"
            self.fail(word, f"which {WEEKDAYS[weekday]} is not said", better)
        if weekday_number(rest[0]) is not None or rest[-1] in MEETING_WORDS:
            self.fail(word, f"{word.text!r} does not say which", f"one of: {', '.join(ORDINALS)}")
        if lowered == "w/c" or (lowered == "week" and rest[0] not in ("before", "after")):
            better = "write 'week of 2020-08-10', or its number, such as 2020-W33"
            self.fail(word, "which week is not said", better)
        if lowered in COUNTED_WORDS:
            unit = {"clear": "clear working days"}.get(lowered, "working days")
            unit = f"{UNITS[lowered]}s" if lowered in UNITS else unit
            better = f"write the number first: '5 {unit} before X'"
            self.fail(word, "how many is not said", better)
        if lowered in ("a", "an"):
            self.fail(word, f"{word.text!r} is not a number", "write 1")
        if lowered in VAGUE_BEFORE_MORE:
            self.fail(word, f"{word.text!r} leaves the day open", VAGUE_BEFORE_MORE[lowered])

    def span_written(self) -> Month | Week:
        """A month or a week, written out."""
        word = self.peek("a month, such as 2022-07,")
        if word.text.lower() == "week" and self.following(word) == "of":
            found = self.week_of().when
            if isinstance(found, Week):
                return found
        self.take()
        return self.week_written(word) if looks_like_a_week(word.text) else self._as_month(word)

    def _as_month(self, word: PhraseWord) -> Month:
        when = self._as_date(word)
        if not isinstance(when, Month):
            self.fail(word, f"{word.text!r} is a day; expected a month", f"write {when:%Y-%m}")
        return when

    def _as_date(self, word: PhraseWord) -> date | Month:
        try:
            return parse_when(word.text)
        except NotADate as error:
            raise PhraseError(str(error), word.start, word.end) from None


def _better_anchor(text: str) -> str:
    """What to write instead of a word that is neither a date nor an id."""
    if text in ("A", "B", LETTER):  # as help and handbook write them
        return f"{text} is a placeholder for a milestone or a date"
    if weekday_number(text) is not None or month_number(text) is not None:
        return f"{A_DATE}, or 'first Thursday of {MONTH}'"
    if re.match(r"[+\-−–][0-9]", text):
        return "write the number without a sign: 'before' and 'after' say which way"
    written = text.lower().translate(DASHES)
    if ID.fullmatch(written):
        return f"an id has lower-case letters, digits and hyphens: {written!r}"
    return f"{A_DATE}; an id has lower-case letters, digits and hyphens, such as go-live"
