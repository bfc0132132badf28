"""`sectool release costs`: what the operator's work on a release costs, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.costs import release_data, span_data
from sectool.cli.present.tables import (
    TextColumn,
    folded,
    paragraph,
    table,
    write_json,
    write_lines,
)
from sectool.cli.session import day_of, unread
from sectool.dates import iso
from sectool.queries.costs import (
    CostsOfRelease,
    PoundsRange,
    costs_of,
    phases_in_words,
    total_in_words,
)
from sectool.queries.loaded import Register, load_register
from sectool.queries.names import Release, release_of
from sectool.queries.register_on import on_day, register_on


def print_costs(root: Path, id_: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what a release costs the operator: known, estimated, not known; low and high."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    release = release_of(loaded.register, id_)
    costs = costs_of(loaded.register, register_on(loaded.register, day).scope(release.id))
    if as_json:
        data = {"as-of": iso(day), "id": release.id, "name": release.name}
        modifications = [
            {
                "id": row.standing.shown_id,
                "title": row.standing.title,
                "decision": row.standing.decision,
                "known": span_data(row.known),
                "estimated": span_data(row.estimated),
                "unknown": list(row.unknown),
            }
            for row in costs.rows
        ]
        write_json({**data, "total": release_data(costs), "modifications": modifications})
    else:
        write_lines(_lines(loaded.register, release, day, costs))
    return unread(loaded, "modifications/", "releases/", "reference/cost-phases.yaml")


def _lines(
    register: Register, release: Release, day: date | None, costs: CostsOfRelease
) -> list[str]:
    lines = folded("", f"{register.words.operator_costs} of the {release.name}, {on_day(day)}")
    if costs.is_silent:
        return [*lines, "", *paragraph("No costs are recorded for its modifications.")]
    columns = (
        TextColumn("modification"),
        TextColumn("known", right=True),
        TextColumn("estimated", right=True),
        TextColumn("no figure for", gives=True),
    )
    cells = [
        (
            row.standing.shown_id,
            _pounds(row.known),
            _pounds(row.estimated),
            _phases(register, row.unknown),
        )
        for row in costs.rows
    ]
    all_ = ("all", _pounds(costs.known), _pounds(costs.estimated), f"{costs.unknown} in all")
    return [
        *lines,
        "",
        *table(columns, [*cells, all_]),
        "",
        *folded("Total  ", total_in_words(costs)),
    ]


def _pounds(span: PoundsRange) -> str:
    return str(span) if span.high else "–"


def _phases(register: Register, phases: Sequence[str]) -> str:
    if not phases:
        return "–"
    if len(phases) == len(register.cost_phases):
        return "any phase"
    return phases_in_words(register, phases)
