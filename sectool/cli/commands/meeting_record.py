"""`sectool meeting`: the agenda of a meeting, and its outcomes, written together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sectool.cli.entry_options import given_in
from sectool.cli.present.missing_keys import completed
from sectool.cli.present.output import write_error
from sectool.cli.present.questions import can_ask, choose
from sectool.cli.present.recorded import write_record
from sectool.cli.present.tables import folded, write_lines
from sectool.cli.session import day_of, failure, misuse
from sectool.dates import in_full
from sectool.editing.entry_keys import (
    EVENTS,
    Entry,
    EntryKey,
    NoSuchEvent,
    event_named,
    keys_of_event,
)
from sectool.editing.recording import NewEntry, recorded
from sectool.queries.files import modification_file
from sectool.queries.loaded import load_register
from sectool.queries.may_follow import AgendaItem, agenda_of, may_follow, stood_in_words
from sectool.queries.names import modification_named

if TYPE_CHECKING:
    from sectool.queries.loaded import Register


def print_agenda(root: Path, body: str, day: str) -> int:
    """Lists what a meeting may decide; 1 where nothing is known that it might."""
    register = load_register(root).register
    when = day_of("DAY", day) or date.min
    found, items = agenda_of(register, body, when)
    write_lines(_agenda(register, found.short, when, items))
    return 0 if items else 1


def _agenda(register: Register, body: str, day: date, items: Sequence[AgendaItem]) -> Iterator[str]:
    if not items:
        yield f"nothing is known that {body} might decide on {in_full(day)}"
        return
    yield f"{body} on {in_full(day)} may decide on {len(items)} modifications:"
    for one in items:
        yield ""
        yield from folded(f"{one.item.modification}  ", one.item.title)
        yield from folded("  ", stood_in_words(register.life_cycle, one.item))
        yield from folded("  ", ", ".join(possible.text for possible in one.decisions))


def record(
    root: Path,
    body: str,
    day: str,
    lines: Sequence[str],
    only: Sequence[str],
    source: str | None,
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Records outcomes given as lines, or answered item by item; all are written, or none."""
    register = load_register(root).register
    when = day_of("DAY", day) or date.min
    found, items = agenda_of(register, body, when)
    common = {"date": when.isoformat(), "by": found.short}
    if source is not None:
        common["source"] = source
    if lines:
        outcomes = [_typed(register, line, common) for line in lines]
    elif not can_ask():
        write_lines(_agenda(register, found.short, when, items))
        raise misuse(
            "no outcome is given: name each with --outcome 'MODIFICATION EVENT', with its options"
        )
    else:
        outcomes = list(_answered(register, _items(register, items, only, when), common))
    if not outcomes:
        raise failure("no outcome was given, so nothing was written")
    return write_record(
        root,
        lambda loaded: recorded(loaded, outcomes),
        dry_run=dry_run,
        force=force,
        day=when,
        confirm=not lines,
    )


def _typed(register: Register, line: str, common: dict[str, str]) -> NewEntry:
    """An outcome given in a line; what it does not say is as in all of the meeting."""
    words, given = given_in(line, _keys)
    if len(words) != 2:
        raise misuse(f"{line!r} is not a modification, an event and its options")
    id_, event = modification_named(register, words[0]), _event(words[1])
    return NewEntry(id_, event, _of_the_meeting(event, given, common))


def _keys(words: Sequence[str]) -> Sequence[EntryKey]:
    return keys_of_event(_event(words[1])) if len(words) == 2 else ()


def _event(word: str) -> str:
    try:
        return event_named(word, EVENTS)
    except NoSuchEvent as error:
        raise misuse(str(error)) from None


def _of_the_meeting(event: str, given: Any, common: dict[str, str]) -> dict[str, Any]:
    """What was given, with the day and the body, where the event has a body."""
    takes = {key.key for key in keys_of_event(event)}
    usual = {key: value for key, value in common.items() if key in takes}
    if "seen" in given:
        usual.pop("date")
    return {**usual, **given}


def _items(
    register: Register, items: Sequence[AgendaItem], only: Sequence[str], day: date
) -> Iterator[AgendaItem]:
    """The agenda, or those of it that were named; one that is not on it may have any outcome."""
    if not only:
        yield from items
    known = {one.item.modification: one for one in items}
    for name in only:
        id_ = modification_named(register, name)
        item = may_follow(register, id_, day)
        yield known.get(id_) or AgendaItem(item, item.possible)


def _answered(
    register: Register, items: Iterator[AgendaItem], common: dict[str, str]
) -> Iterator[NewEntry]:
    """What a person says came of each item; nothing is an answer, too."""
    for one in items:
        id_ = one.item.modification
        options = [possible.text for possible in one.decisions]
        options += [
            possible.text
            for possible in one.item.possible
            if possible.event not in {each.event for each in one.decisions}
        ]
        stood = stood_in_words(register.life_cycle, one.item)
        number = choose(f"\n{id_} {one.item.title}: {stood}", options, "no outcome")
        if number is None:
            continue
        event = options[number].partition(" ")[0]
        given = _of_the_meeting(event, {}, common)
        keys, file = keys_of_event(event), modification_file(id_)
        whole = completed(register, Entry, keys, given, file=file, of=f"{id_} ")
        yield NewEntry(id_, event, whole)
    write_error("\n")
