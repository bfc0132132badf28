"""When the papers of a meeting go out: a phrase of the date language about `meeting`."""

from __future__ import annotations

import re
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.evaluate import moved
from sectool.datelang.nodes import Counted, Named
from sectool.datelang.parser import PhraseError, parse_phrase

MEETING = "meeting"
_EXAMPLE = "write, for example, '5 working days before meeting'"


def parse_papers(text: str) -> Counted:
    """So many days before `meeting`; PhraseError says what is wrong and at which word."""
    phrase = parse_phrase(text)
    if not isinstance(phrase, Counted):
        message = "papers go out so many days before a meeting, and this has no number"
        raise PhraseError(message, 0, len(text.rstrip()), _EXAMPLE)
    direction = re.search(r"\b(?:before|after)\b", text, re.IGNORECASE)
    assert direction is not None, text  # noqa: S101 - a Counted has one
    if phrase.direction == "after":
        message = "papers go out before the meeting, not after it"
        raise PhraseError(message, *direction.span(), "write 'before'")
    anchor = phrase.anchor
    if not isinstance(anchor, Named):
        start = direction.end() + 1
        message = "papers are counted from the meeting itself"
        raise PhraseError(message, start, len(text.rstrip()), f"write {MEETING!r} here")
    if anchor.id != MEETING:
        message = f"papers are counted from the meeting, and {anchor.id!r} is another day"
        raise PhraseError(message, *anchor.words, f"write {MEETING!r} here")
    return phrase


def paper_day(papers: Counted, meeting: date, calendar: WorkingCalendar) -> date | None:
    """The last day for the papers of a meeting; None where the calendar does not reach it."""
    try:
        return moved(meeting, papers.distance, papers.direction, calendar)
    except OutOfCalendar:
        return None
