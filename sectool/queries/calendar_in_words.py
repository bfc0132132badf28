"""A year of the calendar in words: what each day of it is, and what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal

from sectool.dates import MONTHS, in_full
from sectool.model.register import Register
from sectool.queries.calendar_year import CalendarYear, YearGoLive
from sectool.schedule.diary import Meeting

# What a line is about, in the order of the lines of one day.
About = Literal["holiday", "elsewhere", "go-live", "meeting", "papers"]
_ORDER: tuple[About, ...] = ("holiday", "elsewhere", "go-live", "meeting", "papers")


def days_of_year(register: Register, found: CalendarYear) -> dict[date, list[tuple[About, str]]]:
    """What is on each day that has something, in time; meetings of one day are one line."""
    lines: dict[tuple[date, int], list[str]] = defaultdict(list)
    for row in found.holidays:
        lines[row.date, 0].append(row.name)
    for other in found.elsewhere:
        lines[other.date, 1].append(f"{other.name}, {' and '.join(other.divisions)} only")
    for go_live in found.go_lives:
        lines[go_live.day, 2].append(_go_live(register, go_live))
    together: dict[tuple[date, int], list[str]] = defaultdict(list)
    for meeting in found.meetings:
        together[meeting.day, 3].append(_meeting(found, meeting))
    for meeting in found.papers:
        if meeting.papers is not None:
            together[meeting.papers, 4].append(f"{meeting.label} on {_day(found, meeting.day)}")
    lines |= {key: [", ".join(texts)] for key, texts in together.items()}
    days: dict[date, list[tuple[About, str]]] = defaultdict(list)
    for day, kind in sorted(lines):
        days[day] += [(_ORDER[kind], text) for text in lines[day, kind]]
    return days


def _go_live(register: Register, go_live: YearGoLive) -> str:
    """`2022-11, November 2022 SEC Release`, or `November? (scheduled release)`."""
    if go_live.release is not None:
        return f"{go_live.release}, {register.releases[go_live.release].name}"
    kind = register.release_kinds[go_live.kind].title
    return f"{kind}?" if go_live.title is None else f"{go_live.title}? ({kind})"


def _meeting(found: CalendarYear, meeting: Meeting) -> str:
    text = meeting.label
    if any(row.date == meeting.day for row in found.holidays):
        text += " (on a bank holiday: it will have to move)"
    if meeting.state == "extra":
        text += " (extra)"
    if meeting.papers is not None and meeting.papers.year != found.year:
        text += f" (papers {in_full(meeting.papers)})"
    return text


def _day(found: CalendarYear, day: date) -> str:
    """`14 Jan`, with its year where that is another."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == found.year else f"{text} {day.year}"


def not_known_in_words(found: CalendarYear) -> Iterator[str]:
    """The bodies of which no meeting, or no paper day, of the year is known."""
    if found.silent:
        yield f"No meetings in {found.year} are known: {', '.join(found.silent)}."
    if found.without_papers:
        yield f"No paper days are known: {', '.join(found.without_papers)}."
