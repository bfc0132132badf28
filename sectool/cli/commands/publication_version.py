"""`sectool publication version`: the next version of a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.cli.present.edits import make_edit
from sectool.cli.present.recorded import values_by_option
from sectool.cli.session import day_of
from sectool.editing.versions import version_added
from sectool.queries.errors import NotFound

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded


def add(
    root: Path,
    name: str,
    version: str,
    changes: str,
    dated: str | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Adds a row to the versions of a publication."""
    day = day_of("--dated", dated)

    def decide(loaded: Loaded) -> Sequence[Edit]:
        known = loaded.register.publications
        if name not in known:
            raise NotFound("publication", name, sorted(known))
        return version_added(loaded, name, version, changes, day)

    with values_by_option():
        return make_edit(root, decide, dry_run=dry_run, force=force)
