"""`sectool asof`: what was known on a day, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.session import day_of, misuse, unread, value_of
from sectool.dates import iso, plainly, shortly
from sectool.queries.history_in_words import release_event_in_words
from sectool.queries.known_on_day import Happened, KnownOnDay, KnownRelease, Upcoming, known_on_day
from sectool.queries.loaded import load_register
from sectool.queries.names import release_named, release_of
from sectool.queries.register_on import Standing, register_on

# How many rows of each list a screen shows.
MOST_ROWS = 8


def print_known(root: Path, day_text: str, release: str | None, *, as_json: bool) -> int:
    """Prints what was known on a day, of all releases or of one."""
    day = day_of("DAY", day_text)
    if day is None:  # pragma: no cover - the argument is required
        raise misuse("name a day")
    loaded = load_register(root)
    found = None
    if release is not None:
        with value_of("RELEASE"):
            found = release_of(loaded.register, release_named(loaded.register, release))
    known = known_on_day(register_on(loaded.register, day), day, found)
    if as_json:
        write_json(_data(known))
    else:
        write_lines(_lines(known, in_full=found is not None))
    return unread(loaded, "releases/", "modifications/", "reference/")


def _lines(known: KnownOnDay, *, in_full: bool) -> list[str]:
    lines = [f"What was known on {plainly(known.day)}"]
    for heading, releases in (("Releases to come", known.to_come), ("Past releases", known.gone)):
        if releases:
            lines += ["", heading]
            for one in releases:
                lines += _release(one)
                if in_full:
                    lines += _scope("approved", one.scope.approved)
                    lines += _scope("targeted", one.scope.targeted)
    if not known.to_come and not known.gone:
        lines += ["", "No release was known."]
    lines += ["", f"What had happened since {plainly(known.first)}"]
    lines += _rows([(_when(one), _what(one)) for one in known.happened])
    lines += ["", f"What was expected up to {plainly(known.last)}"]
    lines += _rows([(_due(one), _text(one)) for one in known.expected])
    return lines


def _release(one: KnownRelease) -> list[str]:
    when = plainly(one.go_live) if one.go_live is not None else "not known"
    state = ", live" if one.live else ""
    state = "cancelled" if one.cancelled else when + state
    scope = f"{len(one.scope.approved)} approved, {len(one.scope.targeted)} targeted"
    lines = folded(f"  {one.release.id:<11} ", f"{state}; {scope}")
    if one.step is not None and not one.live:
        seen = "" if one.step.date is not None else "seen "
        on_day = one.step.date or one.step.seen
        text = f"{seen}{plainly(on_day)}: " if on_day is not None else ""
        lines += folded(" " * 14, text + release_event_in_words(one.step))
    if one.may_move_until is not None:
        lines += folded(" " * 14, f"it may be moved up to {plainly(one.may_move_until)}")
    return lines


def _scope(heading: str, standings: Sequence[Standing]) -> list[str]:
    if not standings:
        return []
    lines = [f"    {heading}"]
    for standing in standings:
        lines += folded(f"      {standing.shown_id:<10}", standing.title)
    return lines


def _rows(rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return ["  Nothing is recorded."]
    lines = []
    for when, text in rows[:MOST_ROWS]:
        lines += folded(f"  {when:<17} ", text)
    if len(rows) > MOST_ROWS:
        lines += paragraph(f"  and {len(rows) - MOST_ROWS} more; --json gives all of them")
    return lines


def _when(one: Happened) -> str:
    return f"{'seen ' if one.seen else ''}{shortly(one.when) if one.seen else plainly(one.when)}"


def _what(one: Happened) -> str:
    return f"{one.id or one.release}: {one.text}"


def _due(one: Upcoming) -> str:
    return "overdue" if one.overdue else plainly(one.when) if one.when is not None else ""


def _text(one: Upcoming) -> str:
    text = one.text if one.standing is None else f"{one.standing.shown_id}: {one.text}"
    late = f", {plainly(one.when)}" if one.overdue and one.when is not None else ""
    return text + late


def _data(known: KnownOnDay) -> dict[str, object]:
    return {
        "as-of": iso(known.day),
        "since": iso(known.first),
        "up-to": iso(known.last),
        "releases": [_release_data(one) for one in (*known.to_come, *known.gone)],
        "happened": [
            {
                "date": None if one.seen else iso(one.when),
                "seen": iso(one.when) if one.seen else None,
                "id": one.id,
                "release": one.release,
                "says": one.text,
            }
            for one in known.happened
        ],
        "expected": [
            {
                "what": one.what,
                "when": iso(one.when),
                "until": iso(one.until),
                "overdue": one.overdue,
                "id": one.standing.shown_id if one.standing is not None else None,
                "release": one.release,
                "says": _text(one),
            }
            for one in known.expected
        ],
    }


def _release_data(one: KnownRelease) -> dict[str, object]:
    return {
        "id": one.release.id,
        "name": one.release.name,
        "go-live": iso(one.go_live),
        "live": one.live,
        "cancelled": one.cancelled,
        "may-move-until": iso(one.may_move_until),
        "approved": [standing.shown_id for standing in one.scope.approved],
        "targeted": [standing.shown_id for standing in one.scope.targeted],
    }
