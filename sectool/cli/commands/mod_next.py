"""`sectool mod next`: what the coming weeks hold, in the order of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.session import as_known, day_of, misuse, unread
from sectool.dates import When, first_day, iso, plainly
from sectool.queries.cut_offs import past_release_in_words, undecided_in_past_releases
from sectool.queries.history_in_words import expected_in_words
from sectool.queries.register_on import Standing, register_on
from sectool.queries.upcoming import Upcoming, not_heard_of, upcoming

MOST_WEEKS = 104

# What these are called in JSON.
_WHAT = {"consultation-closes": "closing"}


def print_next(root: Path, clock: date, today: str | None, weeks: str, *, as_json: bool) -> int:
    """Prints what the weeks from today hold. `clock` is today, unless `today` says another day."""
    day = day_of("--today", today) or clock
    if not (weeks.isascii() and weeks.isdigit() and 0 < int(weeks) <= MOST_WEEKS):
        raise misuse(f"--weeks: {weeks!r} is no number of weeks from 1 to {MOST_WEEKS}")
    known = as_known(root)
    try:
        last = day + timedelta(weeks=int(weeks))
    except OverflowError:
        raise misuse(f"--weeks: {weeks} weeks from {day.isoformat()} are no date") from None
    on = register_on(known.register, day)
    rows = upcoming(on, last)
    silent = not_heard_of(on, last)
    undecided = {
        release: [verdict.standing.shown_id for verdict in verdicts]
        for release, verdicts in undecided_in_past_releases(on).items()
    }
    if as_json:
        data = {"today": day.isoformat(), "to": last.isoformat()}
        ids = [standing.shown_id for standing, _ in silent]
        since = [{"id": standing.shown_id, "date": iso(heard)} for standing, heard in silent]
        rest = [{"release": release, "ids": ids} for release, ids in undecided.items()]
        heard = {"not-heard-of": ids, "last-heard-of": since}
        undecided_ = {"undecided-in-past-releases": rest}
        write_json({**data, "coming": [_as_data(one) for one in rows], **heard, **undecided_})
    else:
        lines = _lines(rows, day, last)
        if silent:
            note = "Left out, because they were not heard of for twelve months, or what was"
            lines += ["", *paragraph(f"{note} expected of them was not")]
            for day_heard, ids in _by_last_word(silent):
                lines += folded("  ", f"not heard of since {plainly(day_heard)}: {', '.join(ids)}")
        for release, ids in undecided.items():
            lines += ["", *paragraph(past_release_in_words(on, release, ids))]
        write_lines(lines)
    return unread(known.loaded, "modifications/", "releases/")


def _by_last_word(silent: Sequence[tuple[Standing, date]]) -> list[tuple[date, list[str]]]:
    """The ids by the day of the last word of each, the oldest first."""
    found: dict[date, list[str]] = {}
    for standing, heard in silent:
        found.setdefault(heard, []).append(standing.shown_id)
    return sorted(found.items())


def _text(one: Upcoming) -> str:
    if one.standing is None:
        return one.text
    text = one.text
    if one.what == "expected" and one.entry is not None:
        text = expected_in_words(one.entry, with_day=False)
    return f"{one.standing.shown_id}: {text}"


def _when(one: Upcoming) -> str:
    return plainly(one.when) if one.when is not None else ""


def _lines(rows: list[Upcoming], day: date, last: date) -> list[str]:
    lines = folded("", f"Today is {plainly(day)}; this looks ahead to {plainly(last)}")
    overdue = [one for one in rows if one.overdue]
    ahead = [one for one in rows if not one.overdue]
    if overdue:
        lines += ["", "Overdue"]
        for one in overdue:
            lines += folded(f"  {_when(one):<15}  ", _text(one))
    if not ahead:
        return [*lines, "", *paragraph("Nothing is recorded for these weeks.")]
    lines.append("")
    shown: When | None = None
    begun = [one for one in ahead if one.when is not None and first_day(one.when) < day]
    for one in begun:
        lines += folded(f"  {'under way':<15}  ", _text(one))
    running = [one for one in ahead if one.when is None]
    for one in running:
        lines += folded(f"  {'open':<15}  ", _text(one))
    for one in ahead:
        if one in begun or one in running:
            continue
        start = _when(one) if one.when != shown else ""
        lines += folded(f"  {start:<15}  ", _text(one) + ("?" if one.proposed else ""))
        shown = one.when
    if any(one.proposed for one in ahead):
        lines += ["", "? proposed by the body's usual pattern, not confirmed"]
    return lines


def _as_data(one: Upcoming) -> dict[str, object]:
    return {
        "what": _WHAT.get(one.what, one.what),
        "when": iso(one.when),
        "until": iso(one.until),
        "overdue": one.overdue,
        "says": _text(one),
        "id": one.standing.shown_id if one.standing is not None else None,
        "release": one.release,
        "body": one.body,
        "number": one.number,
        "proposed": one.proposed,
    }
