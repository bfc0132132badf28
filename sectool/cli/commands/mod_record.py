"""`sectool mod record` and its short forms: what happened to modifications, put on record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from sectool.cli.entry_options import Entered, EntryCommand, run_with_keys
from sectool.cli.present.missing_keys import completed, fault_of
from sectool.cli.present.questions import ask, ask_for, can_ask, choose
from sectool.cli.present.recorded import values_by_option, write_record
from sectool.cli.session import misuse
from sectool.editing.entry_data import names_known
from sectool.editing.entry_keys import (
    DAYS,
    EVENTS,
    Entry,
    NoSuchEvent,
    event_named,
    keys_of_event,
)
from sectool.editing.recording import Given, NewEntry, day_of_outcomes, recorded
from sectool.editing.short_forms import SHORT_FORMS, outcome_of
from sectool.queries.errors import NotFound
from sectool.queries.files import modification_file
from sectool.queries.loaded import load_register
from sectool.queries.may_follow import may_follow, stood_in_words
from sectool.queries.names import modification_named

if TYPE_CHECKING:
    from sectool.queries.loaded import Register


def record(context: typer.Context, words: Sequence[str]) -> NoReturn:
    """`mod record`: the options are the keys of the event that is among the words."""
    event = next((word for word in words if word in EVENTS), None)
    if event is None:
        help_ = (
            "Record what happened to a modification, or to several: "
            f"{', '.join(EVENTS)}. Name the event as well to see its options."
        )
        keys = tuple(key for key in keys_of_event("noted") if key.key in (*DAYS, "source"))
    else:
        help_ = f"Record the event '{event}' of a modification, or of several."
        keys = keys_of_event(event)
    usage = f"MODIFICATION... {event or 'EVENT'}"
    run_with_keys(context, words, EntryCommand(usage, help_, keys, partial(_record, event)))


def record_shortly(context: typer.Context, words: Sequence[str], word: str) -> NoReturn:
    """A short form, such as `mod approve`, whose help is that of its command."""
    form = SHORT_FORMS[word]
    usage = " ".join(("MODIFICATION", *(name.upper() for name in form.words)))
    help_ = context.command.help or ""
    made = EntryCommand(usage, help_, form.entry_keys(), partial(_record_shortly, word))
    run_with_keys(context, words, made)


def _record(event: str | None, entered: Entered) -> int:
    register = load_register(entered.root).register
    words = list(entered.words)
    if event is not None:
        words.remove(event)
    elif len(words) > 1 and not _is_modification(register, words[-1]):
        try:
            event = event_named(words.pop(), EVENTS)
        except NoSuchEvent as error:
            raise misuse(str(error)) from None
    ids = _ids(register, words)
    if event is None:
        event = _chosen(register, ids[0])
    whole = _completed(register, event, entered.given, ids[0])
    outcomes = [NewEntry(id_, event, whole) for id_ in ids]
    return write_outcomes(entered, outcomes, confirm=whole != entered.given)


def _record_shortly(word: str, entered: Entered) -> int:
    register = load_register(entered.root).register
    form = SHORT_FORMS[word]
    (id_,) = _ids(register, entered.words[:1])
    typed: dict[str, Any] = {**entered.given, **_behind(word, entered.words[1:], entered.given)}
    given = dict(typed)
    with values_by_option():
        for key in form.entry_keys():
            is_word = key.key in form.words and key.key != "release"
            if is_word and key.key not in given and can_ask():
                file = modification_file(id_)
                fault = fault_of(register, Entry, key, file)
                given[key.key] = ask_for(key, names_known(register, key, file), fault)
        outcome = outcome_of(register, word, id_, given)
    whole = _completed(register, outcome.event, outcome.given, id_)
    was_prompted = given != typed or whole != outcome.given
    outcomes = [NewEntry(id_, outcome.event, whole)]
    return write_outcomes(entered, outcomes, confirm=was_prompted)


def _behind(word: str, words: Sequence[str], given: Given) -> dict[str, Any]:
    """The values of keys that stand as words behind the modification."""
    found: dict[str, Any] = {}
    rest = [*words]
    for name in SHORT_FORMS[word].words:
        if rest and given.get(name):
            raise misuse(f"{name} is given twice: as {rest[0]!r}, and with --{name}")
        if rest:
            found[name] = rest if name == "into" else rest[0]
            rest = [] if name == "into" else rest[1:]
    if rest:
        raise misuse(f"{rest[0]!r} is one word too many; a text of several words needs quotes")
    return found


def _is_modification(register: Register, name: str) -> bool:
    try:
        return bool(modification_named(register, name))
    except NotFound:
        return False


def _ids(register: Register, names: Sequence[str]) -> list[str]:
    """The modifications named, each once; a person is asked for one where none is."""
    if not names and can_ask():
        names = [ask("Modification, such as MP143")]
    found = [modification_named(register, name) for text in names for name in text.split(",")]
    if not found:
        raise misuse("the modification is missing, such as MP143")
    return list(dict.fromkeys(found))


def _chosen(register: Register, id_: str) -> str:
    """The event that a person chooses of those that may follow; a script is told which may."""
    item = may_follow(register, id_, None)
    events = [one.text for one in item.possible] or [*EVENTS]
    if not can_ask():
        listed = ", ".join(events)
        stood = stood_in_words(register.life_cycle, item)
        raise misuse(f"the event is missing. {id_} is: {stood}. What may follow: {listed}")
    stood = stood_in_words(register.life_cycle, item)
    number = choose(f"{item.modification} {item.title}: {stood}", events)
    return events[number or 0].partition(" ")[0]


def _completed(register: Register, event: str, given: Given, id_: str) -> Given:
    keys, file = keys_of_event(event), modification_file(id_)
    return completed(register, Entry, keys, given, file=file)


def write_outcomes(entered: Entered, outcomes: Sequence[NewEntry], *, confirm: bool) -> int:
    """Shows, writes and reports the entries of what happened."""
    return write_record(
        entered.root,
        lambda loaded: recorded(loaded, outcomes),
        dry_run=entered.dry_run,
        force=entered.force,
        day=day_of_outcomes(outcomes),
        confirm=confirm,
        nothing="nothing is to be recorded: the history has this already",
    )
