"""`sectool asof`: what was known on a day, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sectool.cli.present.tables import fields_of, folded, paragraph, write_answer
from sectool.cli.session import day_of, misuse, unread, value_of
from sectool.dates import iso, plainly, shortly
from sectool.queries.known_on_day import Happened, KnownOnDay, KnownRelease, Upcoming, known_on_day
from sectool.queries.loaded import load_register
from sectool.queries.names import release_named, release_of
from sectool.queries.not_known_live import NOT_RECORDED_LIVE, long_past_in_words
from sectool.queries.register_on import Standing, register_on
from sectool.queries.release_in_words import step_in_words
from sectool.queries.silence_in_words import NOT_HEARD_OF
from sectool.queries.upcoming_in_words import upcoming_with_due_day

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
    of_release = found.name if found is not None else None
    write_answer(lambda: _data(known), lambda: _lines(known, of_release), as_json=as_json)
    return unread(loaded, "releases/", "modifications/", "reference/")


def _lines(known: KnownOnDay, of_release: str | None) -> list[str]:
    lines = [f"What was known on {plainly(known.day)}"]
    for heading, releases in (("Releases to come", known.to_come), ("Past releases", known.gone)):
        if releases:
            lines += ["", heading]
            for one in releases:
                lines += _release(one)
                if of_release is not None:
                    lines += _scope("approved", one.scope.approved)
                    lines += _scope("targeted", one.scope.targeted)
    if not known.to_come and not known.gone:
        if of_release is not None:
            return [*lines, "", *paragraph(f"Nothing was known of the {of_release} by then.")]
        lines += ["", "No release was known."]
    lines += ["", f"What had happened since {plainly(known.first)}"]
    lines += _rows([(_when(one), _what(one)) for one in known.happened])
    lines += ["", f"What was expected up to {plainly(known.last)}"]
    lines += _rows([(_due(one), upcoming_with_due_day(one)) for one in known.expected])
    if known.silent:
        ids = ", ".join(dict.fromkeys(one.standing.shown_id for one in known.silent))
        see = f"'sectool mod next --today {iso(known.day)}' says what"
        lines += ["", *paragraph(f"Left out, because {NOT_HEARD_OF}: {ids}; {see}")]
    for past in known.long_past:
        lines += ["", *paragraph(long_past_in_words(past))]
    return lines


def _release(one: KnownRelease) -> list[str]:
    when = plainly(one.go_live) if one.go_live is not None else "not known"
    state = ", live" if one.live else ""
    state += f", {NOT_RECORDED_LIVE}" if one.not_known_live else ""
    state = "cancelled" if one.cancelled else when + state
    scope = f"{len(one.scope.approved)} approved, {len(one.scope.targeted)} targeted"
    lines = folded(f"  {one.release.id:<11} ", f"{state}; {scope}")
    if one.step is not None and not one.live:
        lines += folded(" " * 14, step_in_words(one.step))
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
                **fields_of(one, "id", "release"),
                "says": one.text,
            }
            for one in known.happened
        ],
        "expected": [
            {
                **fields_of(one, "what", "when", "until", "overdue"),
                "id": one.standing.shown_id if one.standing is not None else None,
                "release": one.release,
                "says": upcoming_with_due_day(one),
            }
            for one in known.expected
        ],
        "long-past": [
            fields_of(one, "release", "go-live", "is-live", "undecided") for one in known.long_past
        ],
        "not-heard-of": [*dict.fromkeys(one.standing.shown_id for one in known.silent)],
    }


def _release_data(one: KnownRelease) -> dict[str, object]:
    return {
        **fields_of(one.release, "id", "name"),
        **fields_of(one, "go-live", "live", "not-known-live", "cancelled", "may-move-until"),
        "approved": [standing.shown_id for standing in one.scope.approved],
        "targeted": [standing.shown_id for standing in one.scope.targeted],
    }
