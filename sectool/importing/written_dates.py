"""Days and months in the ways in which people and spreadsheets write them.

A reading is sure, guessed with its reason, or refused: 03/04/2022 is a day of April or of March,
and nothing is decided by the order that is usual somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from sectool.dates import MONTHS, WEEKDAYS, Month, When, in_full, last_day, plainly
from sectool.importing.cells import SheetCell
from sectool.importing.reading import NOTHING, CellReading, refusal
from sectool.values import dataclass

Order = Literal["day-first", "month-first"]

# No register begins before, nor plans beyond: what lies outside is a slip, or zero as a day.
FIRST_YEAR, LAST_YEAR = 1990, 2100
_EXCEL_ZERO = date(1899, 12, 30)
# The numbers of those years in Excel; smaller ones are counts and versions.
_SERIALS = range(32_874, 73_416)

# What people write where there is no day.
NO_DATE = frozenset(
    ("tbc", "tbd", "tba", "n/a", "na", "-", "--", "?", "none", "unknown", "not known", "pending")
)

_MONTH_NAMES = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_MONTH_WORD = "|".join(sorted(_MONTH_NAMES, key=lambda name: -len(name)))
_WEEKDAY_WORD = "|".join(f"{name[:3]}(?:{name[3:]})?|{name[:4]}" for name in WEEKDAYS) + "|thurs"
_TIME = r"(?:[ T,]+(?:at +)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap]m)?Z?)?"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _TIME, re.IGNORECASE)


_WEEKDAY = re.compile(rf"(?:{_WEEKDAY_WORD})\b[.,]? *", re.IGNORECASE)
_ISO = _form(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_MONTH_YEAR = _form(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ ./-]*({_MONTH_WORD})\b"
    r"[ .,/'-]*([0-9]{4}|[0-9]{2})"
)
_MONTH_DAY_YEAR = _form(
    rf"({_MONTH_WORD})\.?[ -]*([0-9]{{1,2}})(?:st|nd|rd|th)?,?[ -]+([0-9]{{4}})"
)
_NUMBERS = _form(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_MONTH_YEAR = re.compile(rf"({_MONTH_WORD})\b[ .,/'-]*([0-9]{{4}})", re.IGNORECASE)
_YEAR_MONTH = re.compile(rf"([0-9]{{4}})[ .,/-]*({_MONTH_WORD})", re.IGNORECASE)
_MONTH_SHORT_YEAR = re.compile(rf"({_MONTH_WORD})\b[ .,/-]*('?)([0-9]{{2}})", re.IGNORECASE)
_NUMBER_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_NUMBER = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_DAY_MONTH = re.compile(
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?[ ./-]*(?:{_MONTH_WORD})|(?:{_MONTH_WORD})[ ./-]*[0-9]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateOrder:
    """In which order a column writes day and month, and where that is seen.

    `order` is None where nothing shows it, `both` where some cells show one and some the other.
    `swapped` says that the days which Excel stored may have day and month exchanged.
    """

    order: Order | None = None
    because: str = ""
    both: bool = False
    swapped: str = ""


def order_of(cells: Iterable[tuple[str, SheetCell]]) -> DateOrder:
    """The order that the cells of a column show, each named by its place."""
    shown: dict[Order, str] = {}
    stored: list[date] = []
    for place, cell in cells:
        if isinstance(cell.value, datetime | date):
            stored.append(_day_of(cell.value))
            continue
        found = _NUMBERS.fullmatch(_WEEKDAY.sub("", cell.text, count=1))
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second > 0:
            shown.setdefault("day-first", f"{cell.text} ({place})")
        elif second > 12 >= first > 0:
            shown.setdefault("month-first", f"{cell.text} ({place})")
    if len(shown) == 2:
        return DateOrder(both=True, because=" and ".join(shown.values()))
    for order, because in shown.items():
        # A spreadsheet set to the other order keeps as text only what fits that order in no way:
        # what it took for a day, it took wrongly.
        swapped = bool(stored) and all(day.day <= 12 for day in stored)
        return DateOrder(order, because, swapped=because if swapped else "")
    return DateOrder()


def read_date(cell: SheetCell, order: DateOrder = DateOrder()) -> CellReading:  # noqa: B008 (frozen)
    """The day or month that a cell gives."""
    if cell.wrong is not None:
        return refusal(cell.wrong)
    match cell.value:
        case bool():
            return refusal(f"{cell.text} is no date")
        case datetime() | date():
            return _stored(cell, order)
        case int() | float():
            return _serial(float(cell.value))
    text = cell.text
    if not text or text.lower() in NO_DATE:
        return NOTHING
    return _checked(_written(text, order))


def day_in(text: str) -> CellReading:
    """The day or month of a text that is no cell of a column."""
    return _checked(_written(text, DateOrder()))


def _stored(cell: SheetCell, order: DateOrder) -> CellReading:
    day = _day_of(cell.value)
    # What is in quotes or brackets is no code of a day: [$-809]d mmmm yyyy.
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", cell.shown_as.lower())
    if "m" in shown and "d" not in shown and "h" not in shown and day.day == 1:
        month = Month(day.year, day.month)
        return _checked(
            CellReading(month, f"the cell shows {plainly(month)}, and Excel stored its first day")
        )
    if "d" in shown and "y" not in shown:
        why = f"the cell shows no year, and Excel stored {day.year}"
        return _checked(CellReading(day, why))
    if order.swapped and day.day <= 12 and day.day != day.month:
        return _checked(
            CellReading(
                day,
                f"Excel may have exchanged day and month, since {order.swapped} is text in this "
                "column",
            )
        )
    return _checked(CellReading(day))


def _serial(number: float) -> CellReading:
    if int(number) not in _SERIALS:
        return refusal(f"{number:g} is no date")
    day = _EXCEL_ZERO + timedelta(days=int(number))
    return CellReading(day, f"the number {int(number)}, as Excel counts days")


def _written(text: str, order: DateOrder) -> CellReading:
    weekday = _WEEKDAY.match(text)
    rest = text[weekday.end() :] if weekday is not None else text
    if weekday is None:
        return _without_weekday(rest.strip(), order)
    orders = (order, DateOrder("day-first"), DateOrder("month-first"))
    either = [_without_weekday(rest.strip(), one) for one in orders]
    days = {one.value for one in either if isinstance(one.value, date)}
    fitting = [d for d in days if WEEKDAYS[d.weekday()][:3].lower() == weekday[0][:3].lower()]
    if len(fitting) == 1:
        return CellReading(fitting[0])
    if not days:
        return either[0] if either[0].refused else refusal(f"{text!r} has a weekday and no day")
    if fitting:
        return either[0]
    return refusal(f"{text!r} contradicts itself: that day is {in_full(min(days))}")


def _without_weekday(text: str, order: DateOrder) -> CellReading:
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], CellReading]], ...] = (
        (_ISO, lambda found: _day(found[1], found[2], found[3], text)),
        (_COMPACT, lambda found: _day(found[1], found[2], found[3], text)),
        (_DAY_MONTH_YEAR, lambda found: _named(found, text)),
        (_MONTH_DAY_YEAR, lambda found: _day(found[3], _number(found[1]), found[2], text)),
        (_NUMBERS, lambda found: _numbers(found, text, order)),
        (_MONTH_YEAR, lambda found: CellReading(Month(int(found[2]), _number(found[1])))),
        (_YEAR_MONTH, lambda found: CellReading(Month(int(found[1]), _number(found[2])))),
        (_MONTH_SHORT_YEAR, lambda found: _short_year(found, text)),
        (_NUMBER_MONTH, lambda found: _month(found[1], found[2], text)),
        (_MONTH_NUMBER, lambda found: _month(found[2], found[1], text)),
    )
    for form, read in forms:
        found = form.fullmatch(text)
        if found is not None:
            return read(found)
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return _serial(float(text))
    if _DAY_MONTH.fullmatch(text):
        return refusal(f"{text!r} has no year")
    return refusal(f"{text!r} is no date; write it as 2022-11-03")


def _named(found: re.Match[str], text: str) -> CellReading:
    read = _day(_century(found[3]), _number(found[2]), found[1], text)
    if read.value is None or len(found[3]) == 4:
        return read
    # 22-Nov-13 is a day of 2013 for most, and of 2022 for those who begin with the year.
    if int(found[1]) > 12 and int(found[3]) <= 31:
        return CellReading(read.value, f"{text}: the day is read as first, and the year as last")
    return read


def _numbers(found: re.Match[str], text: str, order: DateOrder) -> CellReading:
    first, second, year = int(found[1]), int(found[3]), _century(found[4])
    if len(found[4]) == 2 and found[2] != "/" and int(found[1]) > 12 and int(found[4]) <= 31:
        return refusal(f"{text!r} begins or ends with its year; write it as 2022-11-03")
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if second <= 12 else (second, first)
        return _day(year, month, day, text)
    if order.order is None:
        either = _day(year, second, first, text), _day(year, first, second, text)
        if order.both:
            why = f"and the column writes both orders: {order.because}"
        else:
            why = "and nothing decides"
        one, other = (plainly(each.value) if each.value else "no day" for each in either)
        return refusal(f"{text!r} is {one} or {other}, {why}; say which order dates have")
    day, month = (first, second) if order.order == "day-first" else (second, first)
    read = _day(year, month, day, text)
    if read.value is None:
        return read
    how = order.order.replace("-", " ")
    return CellReading(read.value, f"{how}, as in {order.because}" if order.because else "")


def _short_year(found: re.Match[str], text: str) -> CellReading:
    number = int(found[3])
    month = Month(int(_century(found[3])), _number(found[1]))
    if found[2]:
        return CellReading(month)
    if number <= 12:
        return refusal(f"{text!r} is a month of {month.year}, or a day without a year")
    if number <= 31:
        return CellReading(month, f"{text} is read as a month of {month.year}, not as a day")
    return CellReading(month)


def _month(year: str, number: str, text: str) -> CellReading:
    if not 1 <= int(number) <= 12:
        return refusal(f"{text!r} is no month")
    return CellReading(Month(int(year), int(number)))


def _day(year: str | int, month: str | int, day: str | int, text: str) -> CellReading:
    try:
        return CellReading(date(int(year), int(month), int(day)))
    except ValueError:
        return refusal(f"{text!r} is no day of the calendar")


def _checked(read: CellReading) -> CellReading:
    """The reading, if it lies in years that a register can be about."""
    when: When | None = read.value
    if when is None or FIRST_YEAR <= last_day(when).year <= LAST_YEAR:
        return read
    return refusal(f"{plainly(when)} is too far away to be right")


def _number(name: str) -> int:
    return _MONTH_NAMES[name.lower()]


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _day_of(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is no day")
