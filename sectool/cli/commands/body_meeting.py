"""`sectool body meeting`: meetings announced, moved and cancelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from sectool.cli.entry_options import Entered, EntryCommand, run_with_keys
from sectool.cli.present.questions import ask, can_ask
from sectool.cli.present.recorded import write_record
from sectool.cli.session import day_of, misuse
from sectool.editing.entry_keys import EntryKey, keys_of_meeting
from sectool.editing.meetings import meeting_added, meeting_cancelled, meeting_moved

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded

_ANNOUNCED = EntryKey("announced", "The day on which it was announced.", holds="day")
_EXTRA = EntryKey("extra", "It is held in addition to the usual one.", form="flag")
_TO = EntryKey("to", "The new day.", holds="day")

Values = dict[str, Any]


def add(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """Records a meeting that was announced."""

    def edits(loaded: Loaded, body: str, day: date, announced: date, given: Values) -> list[Edit]:
        extra = bool(given.pop("extra", False))
        return meeting_added(loaded, body, day, announced, given, extra=extra)

    _run(context, words, (_ANNOUNCED, *keys_of_meeting(), _EXTRA), edits)


def move(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """Records that a meeting is held on another day."""

    def edits(loaded: Loaded, body: str, day: date, announced: date, given: Values) -> list[Edit]:
        to = day_of("--to", given.pop("to", None))
        if to is None:
            raise misuse("--to is missing: the new day of the meeting, such as 2022-01-28")
        return meeting_moved(loaded, body, day, to, announced, given)

    _run(context, words, (_TO, _ANNOUNCED, *_reasons()), edits)


def cancel(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """Records that a meeting is not held."""

    def edits(loaded: Loaded, body: str, day: date, announced: date, given: Values) -> list[Edit]:
        return meeting_cancelled(loaded, body, day, announced, given)

    _run(context, words, (_ANNOUNCED, *_reasons()), edits)


def _reasons() -> tuple[EntryKey, ...]:
    return tuple(key for key in keys_of_meeting() if key.key in ("because", "source"))


def _run(
    context: typer.Context,
    words: Sequence[str],
    keys: tuple[EntryKey, ...],
    edits: Callable[[Loaded, str, date, date, Values], list[Edit]],
) -> NoReturn:
    def body(entered: Entered) -> int:
        if len(entered.words) != 2:
            raise misuse("name a body and the day of the meeting, such as CSC 2022-04-19")
        name, text = entered.words
        day = day_of("DAY", text) or date.min
        given = dict(entered.given)
        typed = given.pop("announced", None)
        if typed is None and can_ask():
            typed = ask("The day on which it was announced (YYYY-MM-DD)")
        announced = day_of("--announced", str(typed) if typed else None)
        if announced is None:
            raise misuse("--announced is missing: the day on which it was announced")
        known = announced
        return write_record(
            entered.root,
            lambda loaded: edits(loaded, name, day, known, dict(given)),
            dry_run=entered.dry_run,
            force=entered.force,
            confirm="announced" not in entered.given,
        )

    run_with_keys(context, words, EntryCommand("BODY DAY", context.command.help or "", keys, body))
