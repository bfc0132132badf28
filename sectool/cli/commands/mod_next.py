"""`sectool mod next`: what the coming weeks hold, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sectool.cli.concerning import concern_data, concern_in_words, concern_of
from sectool.cli.present.missing import missing_data
from sectool.cli.present.tables import fields_of, folded, paragraph, write_answer
from sectool.cli.session import as_known, day_of, misuse, unread
from sectool.dates import When, first_day, iso, plainly
from sectool.queries.not_known_live import long_past, long_past_in_words
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.silence import silences
from sectool.queries.silence_in_words import NOT_HEARD_OF, silences_in_words
from sectool.queries.upcoming import Upcoming, upcoming
from sectool.queries.upcoming_in_words import upcoming_in_words

MOST_WEEKS = 104

# What these are called in JSON.
_WHAT = {"consultation-closes": "closing"}


def print_next(
    root: Path,
    clock: date,
    today: str | None,
    weeks: str,
    *,
    by: str | None = None,
    body: str | None = None,
    party: str | None = None,
    as_json: bool,
) -> int:
    """Prints what the weeks from today hold. `clock` is today, unless `today` says another day.

    Asked for one body or party, what nobody has reported for long is not listed.
    """
    day = day_of("--today", today) or clock
    last = last_of_weeks(day, weeks)
    known = as_known(root)
    on = register_on(known.register, day)
    concern = concern_of(known.register, by, body, party)
    rows = [one for one in upcoming(on, last) if concern.has(on, one)]
    silent = silences(on, day, last) if concern.is_all else []
    heard: dict[str, date] = {}
    for one in silent:
        heard.setdefault(one.standing.shown_id, one.since)
    past = long_past(on) if concern.is_all else []

    def data() -> dict[str, object]:
        return {
            "today": iso(day),
            "to": iso(last),
            **concern_data(concern),
            "coming": [_as_data(on, one) for one in rows],
            "not-heard-of": [*heard],
            "last-heard-of": [{"id": id_, "date": iso(since)} for id_, since in heard.items()],
            "missing": missing_data(on, silent),
            "undecided-in-past-releases": [
                {"release": one.release, "ids": [*one.undecided]} for one in past if one.undecided
            ],
            "not-known-live": [
                fields_of(one, "release", "go-live") for one in past if not one.is_live
            ],
        }

    def lines() -> Iterator[str]:
        yield from _lines(on, rows, day, last, concern_in_words(concern))
        if silent:
            yield from ("", *paragraph(f"Left out, because {NOT_HEARD_OF}"))
        for line in silences_in_words(on, silent):
            yield from folded("  ", line)
        for one in past:
            yield from ("", *paragraph(long_past_in_words(one)))

    write_answer(data, lines, as_json=as_json)
    return unread(known.loaded, "modifications/", "releases/")


def last_of_weeks(day: date, weeks: str) -> date:
    """The last day of so many weeks from a day, as the option gives them."""
    if not (weeks.isascii() and weeks.isdigit() and 0 < int(weeks) <= MOST_WEEKS):
        raise misuse(f"--weeks: {weeks!r} is no number of weeks from 1 to {MOST_WEEKS}")
    try:
        return day + timedelta(weeks=int(weeks))
    except OverflowError:
        raise misuse(f"--weeks: {weeks} weeks from {day.isoformat()} are no date") from None


def _when(one: Upcoming) -> str:
    return plainly(one.when) if one.when is not None else ""


def _lines(
    on: RegisterOn, rows: list[Upcoming], day: date, last: date, only: str | None
) -> list[str]:
    lines = folded("", f"Today is {plainly(day)}; this looks ahead to {plainly(last)}")
    if only is not None:
        lines += folded("", only)
    overdue = [one for one in rows if one.overdue]
    ahead = [one for one in rows if not one.overdue]
    if overdue:
        lines += ["", "Overdue"]
        for one in overdue:
            lines += folded(f"  {_when(one):<15}  ", upcoming_in_words(on, one))
    if not ahead:
        return [*lines, "", *paragraph("Nothing is recorded for these weeks.")]
    lines.append("")
    shown: When | None = None
    begun = [one for one in ahead if one.when is not None and first_day(one.when) < day]
    for one in begun:
        lines += folded(f"  {'under way':<15}  ", upcoming_in_words(on, one))
    running = [one for one in ahead if one.when is None]
    for one in running:
        lines += folded(f"  {'open':<15}  ", upcoming_in_words(on, one))
    for one in ahead:
        if one in begun or one in running:
            continue
        start = _when(one) if one.when != shown else ""
        lines += folded(
            f"  {start:<15}  ", upcoming_in_words(on, one) + ("?" if one.proposed else "")
        )
        shown = one.when
    if any(one.proposed for one in ahead):
        lines += ["", "? proposed by the body's usual pattern, not confirmed"]
    return lines


def _as_data(on: RegisterOn, one: Upcoming) -> dict[str, object]:
    return {
        "what": _WHAT.get(one.what, one.what),
        **fields_of(one, "when", "until", "overdue"),
        "says": upcoming_in_words(on, one),
        "id": one.standing.shown_id if one.standing is not None else None,
        **fields_of(one, "release", "body", "number", "proposed"),
    }
