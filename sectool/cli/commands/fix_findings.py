"""`sectool fix`: what is fixed, what is left, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.check import reports
from sectool.check.rulebook import NoSuchRule, rule_called
from sectool.cli.present.edits import make_edit
from sectool.cli.session import misuse
from sectool.pipeline import Edited, fixes_of
from sectool.unseen import in_line

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.editing.fixes import Fixed
    from sectool.queries.loaded import Loaded


def fix_findings(root: Path, rules: Sequence[str], *, dry_run: bool) -> int:
    """Fixes what has one right answer; 1 where such a finding had to be left."""
    try:
        codes = [rule_called(word).code for word in rules]
    except NoSuchRule as error:
        raise misuse(str(error)) from None
    done: list[Fixed] = []

    def decide(loaded: Loaded) -> Sequence[Edit]:
        done.append(fixes_of(loaded, codes))
        return done[-1].edits

    def left(_: Edited | None) -> Iterator[str]:
        for one, why in done[-1].left:
            yield f"{reports.where(one.place)}: {one.code} {one.name} is left: {in_line(why)}"

    code = make_edit(root, decide, dry_run=dry_run, more=left, nothing="nothing to fix")
    return code or (1 if done[-1].left else 0)
