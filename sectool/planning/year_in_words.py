"""A year as a whole in words: for each month a line for each kind of thing, days alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from sectool.dates import MONTHS, in_full
from sectool.planning.compared_in_words import clash_line
from sectool.planning.sections import AnswerSection
from sectool.planning.year import PlanYear
from sectool.queries.timelines import GO_LIVE

__all__ = ["CLASH_KINDS", "clash_sections", "heading_of", "lines_of_year"]

CLASH_KINDS = {
    "releases": "Between releases",
    "agenda": "In an agenda",
    "holiday": "With bank holidays",
    "freeze": "With change freezes",
}


def lines_of_year(found: PlanYear) -> Iterator[tuple[int, list[tuple[str, list[str]]]]]:
    """The lines of each month by its number: what they are about, and their items in time."""
    items: dict[int, dict[str, list[tuple[date, str]]]] = defaultdict(lambda: defaultdict(list))

    def add(about: str, day: date, text: str) -> None:
        # What began before the year is in its first month.
        month = 1 if day.year < found.year else day.month
        items[month][about].append((day, text))

    _calendar(found, add)
    for row in found.milestones:
        if row.item.id != GO_LIVE:  # it has a line of its own
            add(row.release, row.first, f"{_span(found, row.first, row.last)} {row.item.id}")
    alike: dict[tuple[date, date | None, str], list[str]] = defaultdict(list)
    for one in found.consultations:
        alike[one.first, one.last, one.title].append(one.standing.shown_id)
    for (first, last, title), ids in alike.items():
        days = _span(found, first, last) if last else f"{_day(found, first)}, closing day not known"
        add("consults", first, f"{days} {title}: {', '.join(ids)}")
    releases = list(dict.fromkeys(row.release for row in found.milestones))
    order = ["holidays", "freeze", "go-live", "meetings", "papers", *releases, "consults"]
    for month in range(1, 13):
        lines = [
            (about, [text for _, text in sorted(items[month][about], key=lambda one: one[0])])
            for about in order
            if items[month][about]
        ]
        yield month, lines


def _calendar(found: PlanYear, add: Callable[[str, date, str], None]) -> None:
    year = found.calendar
    for row in year.holidays:
        if row.date.weekday() < 5:
            add("holidays", row.date, f"{row.date.day} {row.name}")
    for freeze in found.freezes:
        add("freeze", freeze.from_, f"{_span(found, freeze.from_, freeze.to)} {freeze.title}")
    for go_live in year.go_lives:
        name = go_live.release or f"{go_live.title or go_live.kind}?"
        add("go-live", go_live.day, f"{go_live.day.day} {name}")
    for meeting in year.meetings:
        add("meetings", meeting.day, f"{meeting.day.day} {meeting.label}")
    for meeting in year.papers:
        if meeting.papers is not None:
            add("papers", meeting.papers, f"{meeting.papers.day} {meeting.body}")


def _span(found: PlanYear, first: date, last: date) -> str:
    if first == last:
        return _day(found, first)
    return f"{_day(found, first)} to {_day(found, last, first)}"


def _day(found: PlanYear, day: date, after: date | None = None) -> str:
    """`14`; with its month where that is not the one of its line, with its year likewise."""
    text = str(day.day)
    shown = 1 if after is not None and after.year < found.year else (after or day).month
    if day.month != shown or day.year != found.year:
        text += f" {MONTHS[day.month - 1][:3]}"
    return text if day.year == found.year else f"{text} {day.year}"


def clash_sections(found: PlanYear) -> Iterator[AnswerSection]:
    """The clashes of the year by what clashes, those of releases first; that there is none."""
    for kind, title in CLASH_KINDS.items():
        lines = [clash_line("!", one, found.side) for one in found.clashes if one.kind == kind]
        if lines:
            yield AnswerSection(title, lines=tuple(lines))
    if not found.clashes:
        yield AnswerSection("nothing clashes: releases, agendas, bank holidays, change freezes")


def heading_of(found: PlanYear) -> str:
    """`2022, as known on Mon 10 Jan 2022: 250 Working Days`."""
    known = f"as of {in_full(found.day)}" if found.day else "with all that is recorded"
    return f"{found.year}, {known}: {found.calendar.working_days} Working Days"
