"""`sectool timeline move`, `add` and `drop`: milestones changed, with what they were before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from sectool.cli.entry_options import Entered, EntryCommand, run_with_keys
from sectool.cli.present.questions import ask, can_ask
from sectool.cli.present.recorded import write_record
from sectool.cli.session import day_of, misuse
from sectool.dates import NotADate, parse_day
from sectool.editing.entry_keys import EntryKey, keys_of_milestone
from sectool.editing.milestones import (
    MilestoneChange,
    MilestoneEdits,
    milestone_added,
    milestone_dropped,
    milestone_moved,
)
from sectool.queries.loaded import load_register
from sectool.queries.names import release_named

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded

_ON = EntryKey("on", "The day on which it was decided: it is planned from then on.", holds="day")
_AFTER = EntryKey(
    "below", "The milestone that it goes below. Default: where its date belongs.", names="milestone"
)


def move(
    root: Path,
    release: str,
    milestone: str,
    values: dict[str, str | None],
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Moves a milestone; a person is asked for its date and for the day of the decision."""
    typed = values["to"], values["on"]
    to = values["to"] or _missing("to", "Its new date: a day, a month or a phrase")
    day = _day(values["on"])
    change = MilestoneChange(to, day, values["because"], values["by"], values["source"])

    def edits(loaded: Loaded, id_: str) -> MilestoneEdits:
        return milestone_moved(loaded, id_, milestone, change)

    return _write(root, release, edits, dry_run=dry_run, force=force, confirm=None in typed)


def drop(
    root: Path, release: str, milestone: str, on: str | None, *, dry_run: bool, force: bool
) -> int:
    """Drops a milestone from a day on."""
    day = _day(on)

    def edits(loaded: Loaded, id_: str) -> MilestoneEdits:
        return milestone_dropped(loaded, id_, milestone, day)

    return _write(root, release, edits, dry_run=dry_run, force=force, confirm=on is None)


def add(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """Adds a milestone: its keys are the options."""
    keys = (_ON, *keys_of_milestone(), _AFTER)
    help_ = context.command.help or ""
    run_with_keys(context, words, EntryCommand("RELEASE MILESTONE", help_, keys, _add))


def _add(entered: Entered) -> int:
    if len(entered.words) != 2:
        raise misuse("name a release and the id of the new milestone, such as 2022-11 sit-ends")
    release, milestone = entered.words
    given = dict(entered.given)
    on, below = given.pop("on", None), given.pop("below", None)
    day = _day(str(on) if on is not None else None)
    if not given.get("title"):
        given["title"] = _missing("title", "What the timetable is to call it")
    if not given.get("when") and not given.get("due"):
        given["when"] = _missing("when", "Its date: a day, a month or a phrase")

    def edits(loaded: Loaded, id_: str) -> MilestoneEdits:
        above = str(below) if below is not None else None
        return milestone_added(loaded, id_, milestone, given, day, above)

    return _write(
        entered.root,
        release,
        edits,
        dry_run=entered.dry_run,
        force=entered.force,
        confirm=on is None or given != {k: v for k, v in entered.given.items() if k in given},
    )


def _missing(option: str, label: str) -> str:
    """A value that a person is asked for; a script is told that it is missing."""
    if not can_ask():
        raise misuse(f"--{option} is missing: {label[:1].lower()}{label[1:]}")
    while True:
        if answer := ask(label):
            return answer


def _day(text: str | None) -> date:
    """The day of a decision."""
    if text is None and can_ask():

        def fault(answer: str) -> str | None:
            try:
                parse_day(answer)
            except NotADate as error:
                return str(error)
            return None

        while not text:
            text = ask("The day on which it was decided (YYYY-MM-DD)", fault)
    found = day_of("--on", text)
    if found is None:
        raise misuse("--on is missing: the day on which it was decided, such as 2022-01-26")
    return found


def _write(
    root: Path,
    release: str,
    edits: Callable[[Loaded, str], MilestoneEdits],
    *,
    dry_run: bool,
    force: bool,
    confirm: bool,
) -> int:
    release_named(load_register(root).register, release)
    done: list[MilestoneEdits] = []

    def decide(loaded: Loaded) -> Sequence[Edit]:
        done.append(edits(loaded, release_named(loaded.register, release)))
        return done[-1].edits

    return write_record(
        root,
        decide,
        dry_run=dry_run,
        force=force,
        notes=lambda: (f"note: {note}" for note in done[-1].notes),
        confirm=confirm,
        nothing="nothing is to be changed: the timeline says this already",
    )
