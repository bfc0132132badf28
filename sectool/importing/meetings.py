"""Meetings of bodies in calendars and lists that others keep: whose each is, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sectool.dates import Month
from sectool.importing.cells import BookSheet, CannotImport, Workbook
from sectool.importing.headings import plain_heading
from sectool.importing.ics import CalendarEvent
from sectool.importing.reading import CellReading, refusal
from sectool.importing.written_dates import DateOrder, Order, order_of, read_date
from sectool.model.register import Register
from sectool.values import dataclass

_DATE = ("date", "meeting date", "day", "start date", "start", "when", "date of meeting")
_WORDS = ("body", "committee", "group", "forum", "meeting", "name", "title", "subject", "event")
_SUMMARY = (*_WORDS, "summary", "meeting name", "meeting title")
_NUMBER = ("number", "no", "nr", "meeting number", "meeting no", "#")
_STATE = ("state", "status", "meeting status")

# Words that say of an entry that it is about a meeting, and is none.
_NO_MEETING = re.compile(
    r"(?i)\b(?:papers?|deadlines?|due|agendas?|minutes|pre-?meet(?:ing)?s?|actions?|training|"
    r"induction|prep(?:aration)?|reminder|invit\w*|closes?|cut-?off|publication|publish\w*|issued?)\b"
)
_CALLED_OFF = re.compile(r"(?i)\bcancell?ed\b|\bcalled off\b|\bpostponed\b")
# What stands beside a body's name where it meets.
_MEETING_WORDS = re.compile(
    r"(?i)\b(?:meetings?|monthly|regular|ordinary|number|no|nr|the|of|for|a|confirmed|"
    r"teleconference|online|virtual|hybrid|[0-9]{1,2}:[0-9]{2})\b|[^\w\s]"
)


@dataclass(frozen=True)
class FoundMeeting:
    """A meeting that a calendar has: of a body (by its short name), on a day, as it is numbered."""

    where: str
    summary: str
    day: date | None = None
    body: str | None = None
    number: int | None = None
    cancelled: bool = False
    guessed: tuple[str, ...] = ()
    refused: str = ""


def meetings_in(
    events: Iterable[CalendarEvent], register: Register, body: str | None
) -> Iterator[FoundMeeting]:
    """What each event is the meeting of; `body` is that of those that name none."""
    for event in events:
        found = _meeting(event.where, event.summary, event.day, register, body)
        if event.refused:
            yield FoundMeeting(event.where, event.summary, refused=event.refused)
            continue
        yield replace(
            found,
            cancelled=found.cancelled or event.cancelled,
            guessed=(*event.guessed, *found.guessed),
        )


def meetings_of_book(
    book: Workbook, register: Register, body: str | None, dates: str | None = None
) -> list[FoundMeeting]:
    """The meetings of every sheet that has a column of days. CannotImport where none has.

    `dates` is the order of day and month, day-first or month-first; without it, cells show it.
    """
    found: list[FoundMeeting] = []
    tables = 0
    for sheet in book.sheets:
        columns = _columns(sheet)
        if columns is None:
            continue
        tables += 1
        found += _rows(sheet, *columns, register, body, dates)
    if not tables:
        raise CannotImport(
            "no sheet has a row of headings with 'Date' and 'Body' (or 'Meeting') among them"
        )
    return found


def _columns(sheet: BookSheet) -> tuple[int, dict[str, int]] | None:
    """The row of headings, and the columns by what they are about."""
    for row in list(sheet.rows())[:40]:
        found: dict[str, int] = {}
        for column, cell in sorted(sheet.cells[row].items()):
            heading = plain_heading(cell.text)
            for key, words in (
                ("date", _DATE),
                ("number", _NUMBER),
                ("state", _STATE),
                ("summary", _SUMMARY),
            ):
                if heading in words:
                    found.setdefault(key, column)
        if "date" in found and len(found) > 1:
            return row, found
    return None


def _rows(
    sheet: BookSheet,
    header: int,
    columns: dict[str, int],
    register: Register,
    body: str | None,
    dates: str | None,
) -> Iterator[FoundMeeting]:
    below = [row for row in sheet.rows() if row > header]
    order = order_of((f"row {row}", sheet.cell(row, columns["date"])) for row in below)
    if dates is not None:
        given: Order = "day-first" if dates == "day-first" else "month-first"
        order = DateOrder(given, swapped=order.swapped)
    for row in below:
        where = f"row {row}"
        summary = sheet.cell(row, columns["summary"]).text if "summary" in columns else ""
        summary = " ".join(summary.split())
        read = read_date(sheet.cell(row, columns["date"]), order)
        if read.value is None or isinstance(read.value, Month):
            why = read.refused or ("it has a month and no day" if read.value else "it has no day")
            yield FoundMeeting(where, summary, refused=why)
            continue
        found = _meeting(where, summary, read.value, register, body)
        number = (
            _number_cell(sheet.cell(row, columns["number"]).text)
            if "number" in columns
            else (CellReading(found.number))
        )
        if "state" in columns and _CALLED_OFF.search(sheet.cell(row, columns["state"]).text):
            found = replace(found, cancelled=True)
        guessed = tuple(why for why in (read.guessed, *found.guessed) if why)
        yield replace(
            found,
            number=number.value if number.value is not None else found.number,
            guessed=guessed,
            refused=found.refused or number.refused,
        )


def _number_cell(text: str) -> CellReading:
    if not text:
        return CellReading()
    found = re.fullmatch(r"(?:no\.? ?|#)?([0-9]{1,4})", text, re.IGNORECASE)
    return CellReading(int(found[1])) if found else refusal(f"{text!r} is no number of a meeting")


def _meeting(
    where: str, summary: str, day: date | None, register: Register, given: str | None
) -> FoundMeeting:
    """Whose meeting some words are about."""
    called_off = _CALLED_OFF.search(summary) is not None
    text = _CALLED_OFF.sub(" ", summary)
    body, rest, why = _body_in(text, register)
    if why:
        return FoundMeeting(where, summary, day, refused=why)
    guessed: list[str] = []
    if body is None and given is None:
        return FoundMeeting(where, summary, day, refused="it names no body of the register")
    if body is not None and given is not None and body != given:
        return FoundMeeting(where, summary, day, body, refused=f"it is of {body}, not of {given}")
    if body is None:
        body = given
    if _NO_MEETING.search(rest):
        why = f"it is about a meeting, and none: {summary!r}"
        return FoundMeeting(where, summary, day, body, refused=why)
    numbers = [int(one) for one in re.findall(r"(?<![\w:/.-])#?([0-9]{1,4})(?![\w:/.-])", rest)]
    numbers = [one for one in numbers if not (1990 <= one <= 2100)]
    if len(numbers) > 1:
        guessed.append("it has several numbers: taken without one")
    left = _MEETING_WORDS.sub(" ", re.sub(r"\b[0-9]+\b", " ", rest)).split()
    if left:
        guessed.append(f"{summary!r} is taken for a meeting of {body}")
    number = numbers[0] if len(numbers) == 1 else None
    return FoundMeeting(where, summary, day, body, number, called_off, tuple(guessed))


def _body_in(text: str, register: Register) -> tuple[str | None, str, str]:
    """The body that some words name (the longest name counts), the words without it, or why not."""
    found: list[tuple[int, int, str]] = []
    for one in register.bodies.values():
        names = {one.short, one.name, *(known.name for known in one.known_as)}
        for name in names:
            pattern = rf"(?<![\w]){re.escape(name)}(?![A-Za-z])"
            flags = re.IGNORECASE if len(name) > 4 else 0
            found += [
                (each.start(), each.end(), one.short) for each in re.finditer(pattern, text, flags)
            ]
    widest = [
        each
        for each in found
        if not any(
            other[0] <= each[0] and each[1] <= other[1] and other[:2] != each[:2] for other in found
        )
    ]
    bodies = sorted({each[2] for each in widest})
    if len(bodies) > 1:
        return None, text, f"it names {' and '.join(bodies)}"
    if not bodies:
        return None, text, ""
    rest = list(text)
    for start, end, _ in widest:
        rest[start:end] = " " * (end - start)
    return bodies[0], "".join(rest), ""
