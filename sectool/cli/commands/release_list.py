"""`sectool release list`: every release that was known of on a day."""

from __future__ import annotations

from pathlib import Path

from sectool.cli.present.tables import TextColumn, table, write_json, write_lines
from sectool.cli.session import day_of, unread
from sectool.dates import iso
from sectool.queries.cut_offs import missed_in
from sectool.queries.loaded import load_register
from sectool.queries.register_on import RegisterOn, on_day, register_on
from sectool.queries.release_in_words import go_live_shortly
from sectool.queries.releases import releases_known


def print_list(root: Path, as_of: str | None, *, as_json: bool) -> int:
    """Prints every release that was known of on a day."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    on = register_on(loaded.register, day)
    rows = [(release, on.scope(release.id)) for release in releases_known(on)]
    if as_json:
        data = [
            {
                "id": release.id,
                "name": release.name,
                "kind": release.kind,
                "go-live": iso(on.go_live(release.id)),
                "live": release.id in on.live,
                "cancelled": on.cancellation(release.id) is not None,
                "approved": [standing.shown_id for standing in scope.approved],
                "targeted": [standing.shown_id for standing in scope.targeted],
                "missed": [one.standing.shown_id for one in missed_in(on, release.id)],
            }
            for release, scope in rows
        ]
        write_json({"as-of": iso(day), "releases": data})
    elif not rows:
        write_lines([f"No release is known {on_day(day)}."])
    else:
        columns = (
            TextColumn("release"),
            TextColumn("name", gives=True),
            TextColumn("go-live"),
            TextColumn("approved", right=True),
            TextColumn("targeted", right=True),
        )
        lines = [
            (
                release.id,
                release.name,
                go_live_shortly(on, release.id),
                str(len(scope.approved)),
                _targeted_in_words(on, release.id, len(scope.targeted)),
            )
            for release, scope in rows
        ]
        write_lines([f"Releases {on_day(day)}", "", *table(columns, lines)])
    return unread(loaded, "releases/", "modifications/")


def _targeted_in_words(on: RegisterOn, id_: str, targeted: int) -> str:
    """How many are targeted, and how many of them have missed their cut-off."""
    missed = len(missed_in(on, id_)) if on.day is not None else 0
    return f"{targeted}, {missed} missed" if missed else str(targeted)
