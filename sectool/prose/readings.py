"""Dates, ids and numbers in people's sentences, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from sectool.dates import MONTHS, WEEKDAYS, Month
from sectool.model.id_series import Ids, IdSeries
from sectool.values import dataclass

Span = tuple[int, int]

_WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:s|nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?"
    r"|Sat(?:urday)?|Sun(?:day)?)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_LED = rf"(?:(?P<weekday>{_WEEKDAY})\.?(?:,\s*|\s+)(?:the\s+)?)?"
_TH = r"(?:st|nd|rd|th)?"
# A stretch of days names its month once: "Monday 3 to Friday 7 January 2022", "3-5 January".
_FROM = (
    rf"(?:(?:(?P<from_weekday>{_WEEKDAY})\.?(?:,\s*|\s+)(?:the\s+)?)?(?P<from_day>[0-9]{{1,2}}){_TH}"
    r"\s*(?P<joint>-|\N{EN DASH}|to|and|or|until)\s*)?"
)
_END = r"(?![\w]|[.,:/-][0-9])"
_DATES = (
    re.compile(
        rf"(?<![\w.£$/-]){_FROM}{_LED}(?P<day>[0-9]{{1,2}}){_TH}\s+(?:of\s+)?"
        rf"(?P<month>{_MONTH})(?![A-Za-z0-9])(?:\.?,?\s+{_YEAR}{_END})?"
    ),
    re.compile(
        rf"(?<![\w.£$/-]){_LED}(?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<day>[0-9]{{1,2}})"
        rf"(?P<th>st|nd|rd|th)?(?:,?\s+{_YEAR})?{_END}"
    ),
    re.compile(rf"(?<![\w.£$/-]){_LED}{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![\w/-])"),
    re.compile(
        rf"(?<![\w.£$/-]){_LED}(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/{_YEAR}(?![\w/-])"
    ),
)
_DAY_FIRST, _MONTH_FIRST, _ISO, _STROKES = range(len(_DATES))
_AFTER = re.compile(
    rf"\s*(?:\((?P<bracket>{_WEEKDAY})\)|,\s+an?\s+(?P<told>{_WEEKDAY})(?![A-Za-z]))"
)
# "Monday to Friday, 4 to 7 January": such a weekday is not that of the date.
_OTHER_WEEKDAYS = re.compile(
    rf"\b(?:[Ee]ach|[Ee]very"
    rf"|{_WEEKDAY}\.?\s*(?:[-,/&]|\N{{EN DASH}}|to|and|or|until|till|through))\s*$"
)
# "Tuesday 4, Wednesday 5 and Thursday 6 January": days ahead of one that has a weekday as well.
_EARLIER = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY})\.?(?:,\s*|\s+)(?:the\s+)?(?P<day>[0-9]{{1,2}}){_TH}"
    r"\s*(?:,\s*(?:(?:and|or)\s+)?|(?<=\s)(?:and|or)\s+)$"
)
_MONTH_OF_YEAR = re.compile(rf"(?<![\w.-])(?P<month>{_MONTH})\.?\s+{_YEAR}{_END}")
_BACK = 30  # how far to look back for a word: a text may be as long as a file
# A number above 31 before a month may be anything else: "Panel meeting 83 August 2020".
_BEFORE_A_DAY = re.compile(
    r"(?:\b(?:on|by|until|till|from|to|before|after|since|dated)|[a-z]day,?)\s+(?:the\s+)?$"
)


# People also write "mp143" and "MP 143"; in small letters it may be part of an address.
@lru_cache(maxsize=8)
def _ids_of(series: tuple[IdSeries, ...]) -> re.Pattern[str]:
    """The ids of some series as people write them."""
    ids = Ids(series)
    prefixes = [prefix for prefix in ids.prefixes if prefix]
    if not prefixes:
        return re.compile("(?!)")
    any_prefix, (few, many) = "|".join(prefixes), ids.digits
    apart = "|".join(
        f"{prefix}(?=[ \\n-][0-9]{{{ids.digits_of(prefix)}}}(?![0-9]))" for prefix in prefixes
    )
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:(?P<prefix>{any_prefix})"
        rf"(?P<number>[0-9]{{{max(few - 1, 1)},{many + 1}}}[A-Z]?)"
        rf"|(?<![/._@=-])(?P<small>(?i:{any_prefix}))(?P<digits>[0-9]{{{few},{many}}}[A-Za-z]?)"
        r"(?![/_@=]|[.-][A-Za-z0-9])"
        rf"|(?P<apart>{apart})[ \n-](?P<behind>[0-9]+[A-Z]?)"
        r"(?!\s+(?:days?|weeks?|months?|years?|[Ww]orking)\b))(?![A-Za-z0-9])"
    )


_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBER = re.compile(
    rf"(?<![\w£$€.,/:+\N{{EN DASH}}-])(?:{'|'.join(reversed(_WORDS))}|[1-9][0-9]?)"
    r"(?![\w%/+\N{EN DASH}-]|[.,:][0-9]|\s+%)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][\w’'-]*")


@dataclass(frozen=True)
class DateInText:
    """A date in a text. `readings` are (month, day): `4/1` may be either way round."""

    span: Span
    words: str
    readings: tuple[tuple[int, int], ...]
    year: int | None
    weekday: int | None
    weekday_span: Span

    def days(self, years: Iterable[int]) -> list[date]:
        """The days it may mean; of the `years`, where it names none of its own."""
        own = years if self.year is None else (self.year,)
        found = (_day(year, *reading) for year in own for reading in self.readings)
        return [day for day in found if day is not None]


@dataclass(frozen=True)
class MonthInText:
    """A month with its year in a text."""

    span: Span
    month: Month


@dataclass(frozen=True)
class IdInText:
    """The id of a modification in a text: as written, under the number it keeps, its prefix."""

    span: Span
    words: str
    id: str
    prefix: str


@dataclass(frozen=True)
class CountInText:
    """A number of things in a text, and the things: `three` of `new changes`."""

    span: Span
    words: str
    number: int
    things: str
    things_span: Span


@lru_cache(maxsize=4096)
def dates_in(text: str) -> tuple[DateInText, ...]:
    """The dates of a text in order, right or wrong ones. Several rules ask for them."""
    matches = [
        (_start(match), form, match)
        for form, pattern in enumerate(_DATES)
        for match in pattern.finditer(text)
        if _is_a_date(text, match)
    ]
    found: list[DateInText] = []
    end = 0
    for start, form, match in sorted(matches, key=lambda one: one[:2]):
        if start < end:
            continue
        if form == _DAY_FIRST:
            found += reversed([*_read_earlier(match, end)])
        end = match.end()
        found.append(_read(text, match, start))
    return tuple(found)


@lru_cache(maxsize=4096)
def years_in(text: str) -> frozenset[int]:
    """The years that the dates of a text name."""
    return frozenset(one.year for one in dates_in(text) if one.year is not None)


def months_in(text: str) -> Iterator[MonthInText]:
    """The months of a text that have a year and are not part of a date."""
    ends = {one.span[1] for one in dates_in(text)}
    for match in _MONTH_OF_YEAR.finditer(text):
        if match.end() not in ends:
            yield MonthInText(match.span(), Month(int(match["year"]), _month(match["month"])))


def ids_in(text: str, ids: Ids) -> Iterator[IdInText]:
    """The ids of modifications in a text, of the series that `ids` are of."""
    for match in _ids_of(ids.series).finditer(text):
        prefix = (match["prefix"] or match["small"] or match["apart"]).upper()
        number = (match["number"] or match["digits"] or match["behind"]).upper()
        yield IdInText(match.span(), match.group(), ids.kept(prefix + number), prefix)


def counts_in(text: str, start: int, end: int) -> Iterator[CountInText]:
    """Every number of things between two places: a plural noun follows within four words.

    A number that names (section 3, meeting 99), measures (three weeks), only bounds (at least
    three) or is part of another (two hundred) counts nothing.
    """
    for match in _NUMBER.finditer(text, start, end):
        number = _NUMBERS.get(match.group().lower()) or int(match.group())
        if _names_or_bounds(text, match.start(), start) or _is_part(text, *match.span(), start):
            continue
        things = _things(text, match.end(), end)
        if things is not None:
            first, last = things
            yield CountInText(match.span(), match.group(), number, text[first:last], things)


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    lowered = word.lower()
    if lowered in _PLURALS:
        return True
    return (
        len(lowered) > 3
        and lowered.endswith("s")
        and not lowered.endswith(("ss", "us", "is", "’s", "'s"))
        and lowered not in _NO_PLURALS
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(word[:3]))


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))


def _start(match: re.Match[str]) -> int:
    """Where the date itself starts, without the first day of a stretch that ends with it."""
    group = "weekday" if match["weekday"] else "year" if match.re is _DATES[_ISO] else "day"
    if match.re is _DATES[_MONTH_FIRST] and group == "day":
        group = "month"
    return match.start(group)


def _is_a_date(text: str, match: re.Match[str]) -> bool:
    if match.re is _DATES[_MONTH_FIRST]:
        # "in March 31 changes" counts changes.
        return bool(match["th"] or match["year"] or match["weekday"])
    if match.re is _DATES[_DAY_FIRST] and int(match["day"]) > 31 and not match["weekday"]:
        place = match.start("day")
        return _BEFORE_A_DAY.search(text, max(0, place - _BACK), place) is not None
    return True


def _read(text: str, match: re.Match[str], start: int) -> DateInText:
    number = match["month"]
    month, day = int(number) if number.isdigit() else _month(number), int(match["day"])
    readings = [(month, day)]
    if match.re is _DATES[_STROKES] and day != month:
        readings.append((day, month))
    weekday, span = match["weekday"], match.span("weekday")
    after = _AFTER.match(text, match.end())
    if weekday is None and after is not None:
        group = "bracket" if after["bracket"] else "told"
        weekday, span = after[group], after.span(group)
    elif weekday is not None and _is_of_other_days(text, start):
        weekday, span = None, (start, start)
    year = match["year"]
    return DateInText(
        (start, match.end()),
        text[start : match.end()],
        tuple(readings),
        int(year) if year else None,
        _weekday(weekday) if weekday else None,
        span,
    )


def _is_of_other_days(text: str, start: int) -> bool:
    return _OTHER_WEEKDAYS.search(text, max(0, start - _BACK), start) is not None


def _read_earlier(match: re.Match[str], end: int) -> Iterator[DateInText]:
    """The days before the last of a stretch or a run, from the last to the first.

    Only what surely is one: "Sections 31 and 12 June" has none. Days run on within the month: in
    "Friday 31 and Monday 3 January" the first is of another.
    """
    text, day, weekday = match.string, int(match["day"]), match["weekday"]
    first = match.start()
    if match["from_day"]:
        weekday = match["from_weekday"]
        sure = weekday or match["joint"] not in ("and", "or", "until")
        if not sure or not 1 <= int(match["from_day"]) < day:
            return
        day = int(match["from_day"])
        yield _earlier(match, match.span("from_weekday"), match.span("from_day"))
    while weekday:
        earlier = _EARLIER.search(text, max(end, first - _BACK), first)
        if earlier is None or not 1 <= int(earlier["day"]) < day:
            return
        day, first = int(earlier["day"]), earlier.start()
        yield _earlier(match, earlier.span("weekday"), earlier.span("day"))


def _earlier(match: re.Match[str], weekday: Span, day: Span) -> DateInText:
    """A day that has its month and year from a later one."""
    text, year = match.string, match["year"]
    start = weekday[0] if weekday[0] >= 0 else day[0]
    named = weekday[0] >= 0 and not _is_of_other_days(text, start)
    return DateInText(
        (start, day[1]),
        f"{text[start : day[1]]} {match['month']}{' ' + year if year else ''}",
        ((_month(match["month"]), int(text[slice(*day)])),),
        int(year) if year else None,
        _weekday(text[slice(*weekday)]) if named else None,
        weekday if named else (start, start),
    )


# What a number stands behind when it is a name, and before when it measures.
_NAMED = frozenset(
    (
        *("section", "schedule", "appendix", "annex", "version", "path", "category", "severity"),
        *("meeting", "number", "no", "part", "batch", "phase", "step", "table", "item", "clause"),
        *("rule", "page", "line", "stage", "class", "type", "release", "paragraph", "case", "tier"),
        *("level", "option", "criterion", "question", "figure", "chapter", "edition", "issue"),
    )
)
_BOUNDS = frozenset(
    (
        *("least", "most", "to", "over", "than", "about", "around", "some", "nearly", "almost"),
        *("approximately", "roughly", "every", "of", "or", "under", "within", "circa", "any"),
    )
)
_UNITS = frozenset(
    (
        *("days", "weeks", "weekdays", "months", "years", "hours", "minutes", "seconds", "pounds"),
        *("times", "pence", "percent", "per", "quarters", "metres", "kilometres", "degrees"),
    )
)
_NO_PLURALS = frozenset(
    (
        *("was", "has", "does", "its", "this", "these", "those", "always", "perhaps", "besides"),
        *("towards", "afterwards", "hers", "ours", "theirs", "yours", "thanks", "goes", "lies"),
        *("says", "asks", "needs", "stands", "comes", "makes", "takes", "gives", "holds", "means"),
        "news",
    )
)
_PLURALS = frozenset(("people", "criteria", "persons", "children", "women", "men"))
_NO_ADJECTIVES = frozenset(
    (
        *("of", "in", "on", "at", "to", "for", "by", "from", "with", "and", "or", "but", "is"),
        *("are", "was", "were", "has", "have", "had", "that", "which", "who", "the", "a", "an"),
        *("as", "will", "would", "can", "may", "must", "this", "these", "those", "per", "am", "pm"),
    )
)
_WORD_BEFORE = re.compile(r"([A-Za-z][\w’'-]*)[.]?\s+\(?$")
# "Two hundred", "forty two", "between two and four": no number by itself.
_GOES_ON = re.compile(r"\s+(?:hundred|thousand|million|dozen|score|half|odd)\b", re.IGNORECASE)
_GOES_BEFORE = re.compile(
    rf"\b(?:hundred|thousand|million|dozen|{'|'.join(_WORDS)}|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|between\s+[0-9]+)\s+(?:(?:and|&)\s+)?$",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n]\s*)$")


def _names_or_bounds(text: str, place: int, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(start, place - _BACK), place)
    if before is None:
        return False
    word = before[1]
    if word.lower() in _NAMED or word.lower() in _BOUNDS:
        return True
    # "CSC 35", "Batch 4": a name, unless the sentence starts with the word.
    first = before.start(1)
    at_start = first == start or _SENTENCE_START.search(text, max(0, first - _BACK), first)
    return word[0].isupper() and not at_start


def _is_part(text: str, place: int, behind: int, start: int) -> bool:
    """Whether a number is one of several that make one."""
    return (
        _GOES_ON.match(text, behind) is not None
        or _GOES_BEFORE.search(text, max(start, place - _BACK), place) is not None
    )


def _things(text: str, place: int, end: int) -> Span | None:
    first = None
    for _ in range(5):
        blank = _BLANK.match(text, place, end)
        word = _WORD.match(text, blank.end(), end) if blank is not None else None
        if word is None or word.group().lower() in _NO_ADJECTIVES:
            return None
        first = word.start() if first is None else first
        if word.group().lower() in _UNITS:
            return None
        if is_plural(word.group()):
            following = _WORD.match(text, min(word.end() + 1, end), end)
            if following is not None and following.group().lower() in _UNITS:
                return None
            return first, word.end()
        place = word.end()
    return None
