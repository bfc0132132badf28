"""`sectool release history`: how the plan of a release slipped, and who moved it and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sectool.check.reports import where
from sectool.cli.present.output import write_error
from sectool.cli.present.tables import (
    fields_of,
    folded,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.session import day_of, failure, from_here, one_form, unread
from sectool.dates import in_full, iso
from sectool.planning.slips import Planned, Slip, SlipHistory, slip_history
from sectool.planning.slips_in_git import with_commits
from sectool.planning.slips_in_words import (
    change_in_words,
    picture_of,
    reason_in_words,
    totals_in_words,
)
from sectool.queries.loaded import Loaded, load_register
from sectool.workspace.atomic import NotWritten, write_atomically

_HEADINGS = (
    "known-from",
    "milestone",
    "title",
    "before-earliest",
    "before-latest",
    "after-earliest",
    "after-latest",
    "working-days",
    "how",
    "by",
    "because",
    "source",
    "place",
    "commit",
)


def print_history(
    root: Path,
    release: str,
    clock: date,
    *,
    as_of: str | None,
    milestone: str | None,
    svg: Path | None,
    git: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Prints every change of a release's plan, and draws them where `svg` says so."""
    one_form(as_json, as_csv)
    until = day_of("--as-of", as_of)
    loaded = load_register(root)
    found = slip_history(loaded.register, release, until)
    if git and until is None:
        found = with_commits(root, loaded, found, clock)
    if milestone is not None:
        found = found.only(milestone)
    if svg is not None:
        _draw(root, found, svg)
    rows = [_row(loaded, one) for one in found.slips]
    if as_json:
        head = {"release": found.release, "name": found.name, "as-of": iso(until)}
        write_json({**head, "changes": rows})
    elif as_csv:
        write_csv(_HEADINGS, [[_cell(row, key) for key in _HEADINGS] for row in rows])
    elif svg is None:
        write_lines(_lines(loaded, found))
    return unread(loaded, "releases/", "reference/")


def _draw(root: Path, found: SlipHistory, svg: Path) -> None:
    picture = picture_of(found)
    if picture is None:
        raise failure(f"no date of {found.release} moved, so there is nothing to draw")
    try:
        write_atomically(svg, picture.encode(), within=root)
    except NotWritten as error:
        raise failure(str(error)) from None
    write_error(f"written: {from_here(svg)}\n")


def _lines(loaded: Loaded, found: SlipHistory) -> Iterator[str]:
    yield from folded("", f"{found.name}: {totals_in_words(found)}")
    if found.until is not None:
        yield f"as known on {in_full(found.until)}"
    day = None
    for one in found.slips:
        if one.day != day:
            day = one.day
            yield ""
            yield in_full(day)
        yield from folded(f"  {one.id}  ", change_in_words(one))
        notes = [reason_in_words(one)]
        if one.source is not None:
            notes.append(f"source: {one.source}")
        if one.place is not None:
            notes.append(where(loaded.sources.place(one.place)))
        if one.recorded is not None:
            notes.append(f"commit {one.recorded}")
        for note in notes if one.how != "follows" else notes[:1]:
            yield from folded("      ", note)
    if not found.slips:
        yield ""
        yield "no change of its plan is recorded"


def _row(loaded: Loaded, one: Slip) -> dict[str, Any]:
    return {
        "known-from": iso(one.day),
        "milestone": one.id,
        "title": one.title,
        "before": _planned(one.before),
        "after": _planned(one.after),
        **fields_of(one, "working-days", "how", "by", "because", "source"),
        "place": where(loaded.sources.place(one.place)) if one.place is not None else None,
        "commit": one.recorded,
    }


def _planned(one: Planned | None) -> dict[str, Any] | None:
    return fields_of(one, "earliest", "latest") if one is not None else None


def _cell(row: dict[str, Any], key: str) -> object:
    side, _, end = key.partition("-")
    if side in ("before", "after"):
        return (row[side] or {}).get(end)
    return row[key]
