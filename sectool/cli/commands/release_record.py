"""`sectool release record`: what happened to a release, put on record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NoReturn

import typer

from sectool.cli.entry_options import Entered, EntryCommand, run_with_keys
from sectool.cli.present.missing_keys import completed
from sectool.cli.present.questions import ask, can_ask, choose
from sectool.cli.present.recorded import write_record
from sectool.cli.session import misuse
from sectool.editing.entry_keys import (
    DAYS,
    RELEASE_EVENTS,
    NoSuchEvent,
    ReleaseEntry,
    event_named,
    keys_of_release_event,
)
from sectool.editing.release_dates import release_recorded
from sectool.queries.files import release_file
from sectool.queries.loaded import load_register
from sectool.queries.names import release_named


def record(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """The options are the keys of the event that is among the words."""
    event = next((word for word in words if word in RELEASE_EVENTS), None)
    if event is None:
        help_ = (
            f"Record what happened to a release: {', '.join(RELEASE_EVENTS)}. "
            "Name the event as well to see its options."
        )
        keys = tuple(key for key in keys_of_release_event("noted") if key.key in DAYS)
    else:
        help_, keys = f"Record the event '{event}' of a release.", keys_of_release_event(event)
    usage = f"RELEASE {event or 'EVENT'}"
    run_with_keys(context, words, EntryCommand(usage, help_, keys, partial(_record, event)))


def _record(event: str | None, entered: Entered) -> int:
    register = load_register(entered.root).register
    words = list(entered.words)
    if event is not None:
        words.remove(event)
    elif len(words) > 1:
        try:
            event = event_named(words.pop(), RELEASE_EVENTS)
        except NoSuchEvent as error:
            raise misuse(str(error)) from None
    if not words and can_ask():
        words = [ask("Release, such as 2022-11")]
    if len(words) != 1 or not words[0]:
        raise misuse("name one release, such as 2022-11, and what happened to it")
    release = release_named(register, words[0])
    if event is None:
        events = [*RELEASE_EVENTS]
        if not can_ask():
            raise misuse(f"the event is missing: {', '.join(events)}")
        event = events[choose(register.releases[release].name, events) or 0]
    kind, keys, file = event, keys_of_release_event(event), release_file(release)
    whole = completed(register, ReleaseEntry, keys, entered.given, file=file)
    return write_record(
        entered.root,
        lambda loaded: release_recorded(loaded, release, kind, whole),
        dry_run=entered.dry_run,
        force=entered.force,
        confirm=whole != entered.given,
    )
