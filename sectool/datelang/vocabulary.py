"""The words of the date language, and what it says instead of those that people write."""

from __future__ import annotations

import re

from sectool.datelang.nodes import Unit
from sectool.dates import MONTHS, WEEKDAYS
from sectool.diagnostic import did_you_mean

# The letter that stands for the anchor of a phrase that is read backwards.
LETTER = "X"

UNITS: dict[str, Unit] = {
    "weekday": "weekday",
    "weekdays": "weekday",
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
}
UNIT_NAMES = ["working days", "clear working days", "weekdays", "days", "weeks", "months", "years"]

NUMBER_WORDS = [
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

SHORTHAND = re.compile(r"([0-9]+)(wd|bd|cwd|d|w|m|y)\b", re.IGNORECASE)
SHORT_UNITS = {
    "wd": "working days",
    "bd": "working days",
    "cwd": "clear working days",
    "d": "days",
    "w": "weeks",
    "m": "months",
    "y": "years",
}
ID = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*")

# Words of a plan that leave a day open, and what the language says instead.
VAGUE = {
    "within": "write 'at most 5 working days before X' in rules",
    "about": "write the number that counts, or a month such as 2022-08",
    "around": "write the number that counts, or a month such as 2022-08",
    "approximately": "write the number that counts, or a month such as 2022-08",
    "by": "write 'on or before X' in rules",
    "until": "write 'on or before X' in rules",
    "from": "write 'after X'",
}
# The same for words that may also be the id of a milestone: as ids they stand alone.
VAGUE_BEFORE_MORE = {
    "between": "write two rules instead: '- after A' and '- before B'",
    "during": "write 'in 2022-07' in rules",
    "no": "write 'on or before X' or 'on or after X' in rules",
    "not": "write 'on or before X' or 'on or after X' in rules",
    "early": "write a month such as 2022-08, or the day",
    "mid": "write a month such as 2022-08, or the day",
    "late": "write a month such as 2022-08, or the day",
    "end": "write a month such as 2022-08, or the day",
}
COUNTED_WORDS = ("working", "clear", "business", *UNITS)
COUNT_STARTS = (
    *(*COUNTED_WORDS, "calendar", "workday", "workdays", "hours"),
    *("wd", "wds", "bd"),
)
COUNT_WORDS = frozenset(("from", "to", "between", "until", "till"))
# What `both ends` goes with. Clear days leave both out, and whole weeks have no ends.
ENDED: tuple[Unit, ...] = ("working day", "weekday", "day")
INCLUSIVE = ("both", "inclusive", "inclusively", "including", "included", "counted")
STANDS_ALONE = "'tba' is used alone, as in 'when: tba': nothing can be counted from it"
MEETING_WORDS = ("meeting", "meetings")
A_DATE = "a date is written 2022-11-03, or 2022-11 for a month"
OTHER_DATE = re.compile(
    r"[0-9]+([-/.])[0-9]+\1[0-9]+.*|[0-9]{4}[-/.][0-9]+|[0-9]{1,2}[-/.][0-9]{4}|[0-9]{8}"
)
EARLIER_OR_LATER = ("later", "latest", "earlier", "earliest")
ONE_ANCHOR = "a phrase has one anchor"
TWO_RULES = "write two rules instead: '- after A' and '- after B'"
A_CHOICE = "write 'later of X and Y' or 'earlier of X and Y'"
OWN_MILESTONE = "give it a milestone of its own: 'when: {which} of X and Y'"
MONTH = "November 2022"
DASHES = str.maketrans(dict.fromkeys("_‐‑‒–—−", "-"))


def meetings_in_full(body: str) -> str:
    return (
        f"write 'last {body} meeting before X', 'first {body} meeting after X' "
        f"or '2 {body} meetings before X'"
    )


def near_weekday(text: str) -> str | None:
    lowered = text.lower()
    short = (name for name in WEEKDAYS if len(text) > 2 and name.lower().startswith(lowered))
    return next(short, None) or did_you_mean(text, WEEKDAYS)


def weekday_number(text: str) -> int | None:
    lowered = text.lower()
    return next((i for i, name in enumerate(WEEKDAYS) if name.lower() == lowered), None)


def month_number(text: str) -> int | None:
    lowered = text.lower()
    return next((i + 1 for i, name in enumerate(MONTHS) if name.lower() == lowered), None)


def short_month(text: str) -> int | None:
    """The number of a month written with three letters, or four for September."""
    lowered = text.lower().rstrip(".")
    fits = [i + 1 for i, name in enumerate(MONTHS) if name.lower().startswith(lowered)]
    return fits[0] if len(lowered) in (3, 4) and len(fits) == 1 else None
