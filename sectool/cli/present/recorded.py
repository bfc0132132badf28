"""How commands that record something write it: values refused by option, and what the plan does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.cli.present.edits import make_edit
from sectool.cli.present.questions import confirmed
from sectool.cli.session import misuse
from sectool.editing.entry_data import WrongValue
from sectool.queries.plan_changes import plan_changes, plan_changes_in_words

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.pipeline import Edited
    from sectool.queries.loaded import Loaded


def write_record(
    root: Path,
    decide: Callable[[Loaded], Sequence[Edit]],
    *,
    dry_run: bool,
    force: bool,
    day: date | None = None,
    notes: Callable[[], Iterable[str]] = tuple,
    confirm: bool = False,
    nothing: str = "nothing is to be recorded: the register says this already",
) -> int:
    """Shows, writes and reports an edit, with what changes in the plan; cut-offs as of a day.

    With `confirm` a person is asked before it is written.
    """

    def more(edited: Edited) -> Iterator[str]:
        if edited.changes:
            yield from notes()
            changes = plan_changes(edited.before.register, edited.after.register, day)
            yield from plan_changes_in_words(changes)

    with values_by_option():
        return make_edit(
            root,
            decide,
            dry_run=dry_run,
            force=force,
            confirm=(lambda _: confirmed("Write this?")) if confirm and not dry_run else None,
            more=more,
            nothing=nothing,
        )


@contextmanager
def values_by_option() -> Iterator[None]:
    """Refuses a value by the name of the option that gave it."""
    try:
        yield
    except WrongValue as error:
        raise misuse(f"--{error.key}: {error.message}" if error.key else error.message) from None
