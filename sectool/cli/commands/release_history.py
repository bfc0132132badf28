"""`sectool release history`: how the plan of a release slipped, and who moved it and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sectool.check.reports import where
from sectool.cli.present.output import write_error
from sectool.cli.present.sections import section_lines
from sectool.cli.present.tables import fields_of, folded, write_json, write_lines
from sectool.cli.session import day_of, failure, from_here, unread
from sectool.dates import iso
from sectool.planning.slips import PlannedDays, Slip, SlipHistory, slip_history
from sectool.planning.slips_in_git import with_commits
from sectool.planning.slips_in_words import heading_of, picture_of, sections_of
from sectool.queries.loaded import Loaded, load_register
from sectool.workspace.atomic import NotWritten, write_atomically


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
) -> int:
    """Prints every change of a release's plan, and draws them where `svg` says so."""
    until = day_of("--as-of", as_of)
    loaded = load_register(root)
    found = slip_history(loaded.register, release, until)
    if git and until is None:
        found = with_commits(root, loaded, found, clock)
    if milestone is not None:
        found = found.only(milestone)
    if svg is not None:
        _draw(root, found, svg)
    if as_json:
        head = {"release": found.release, "name": found.name, "as-of": iso(until)}
        write_json({**head, "changes": [_row(loaded, one) for one in found.slips]})
    elif svg is None:
        write_lines([*folded("", heading_of(found)), *section_lines(sections_of(loaded, found))])
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


def _planned(one: PlannedDays | None) -> dict[str, Any] | None:
    return fields_of(one, "earliest", "latest") if one is not None else None
