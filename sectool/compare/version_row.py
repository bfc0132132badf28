"""What a row of the version history could say of some changes, in a few short sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sectool.compare.change import PLACE, Change, is_when, when_of
from sectool.compare.content import ID, key_of
from sectool.compare.sentences import in_a_sentence
from sectool.words import count, listed, sentence, sentence_start

_CUT_OFF = "cut-off date"
_FRONT = "Front page"


def proposed_row(changes: Sequence[Change]) -> str:
    """The scope first, then dates, costs, versions, ticks and text; empty where nothing changed.

    What only follows from a modification's joining or leaving is not said again.
    """
    if not changes:
        return ""
    scope = [change for change in changes if change.topic == "scope"]
    went = {key_of(change.subject) for change in scope if change.aspect in ("", PLACE)} - {""}
    # A day within a sentence is a matter of its words.
    dates = [
        change
        for change in changes
        if change.topic == "dates" and (None in change.values or _is_move(change))
    ]
    text = [
        change
        for change in changes
        if change.topic in ("text", "lists", "figures")
        or (change.topic == "dates" and change not in dates)
    ]
    statements = [
        *_scope(scope),
        *_dates(dates, went),
        *_costs([change for change in changes if change.topic == "costs"], went),
        *_versions([change for change in changes if change.topic == "versions"], went),
        *_ticks([change for change in changes if change.topic == "ticks"], went),
        *_text(text, went),
    ]
    # Nothing but what usually follows: then that is what changed.
    return " ".join(map(sentence, statements or _revised(changes)))


def _is_move(change: Change) -> bool:
    return all(value is not None and is_when(value) for value in change.values)


def _scope(changes: Sequence[Change]) -> Iterable[str]:
    whole = [change for change in changes if not change.aspect and change.subject]
    left = _names(change.subject for change in whole if change.after is None)
    joined = _names(change.subject for change in whole if change.before is None)
    parts = []
    if left:
        parts.append(f"{listed(left)} {_verb(left, 'leave')} the scope")
    if joined:
        parts.append(f"{listed(joined)} {_verb(joined, 'join')} {'it' if left else 'the scope'}")
    places = [change for change in changes if change.aspect == PLACE]
    for place in dict.fromkeys(change.after or "" for change in places):
        moved = _names(change.subject for change in places if change.after == place)
        parts.append(f"{listed(moved)} {_verb(moved, 'move')} to the {place}")
    if parts:
        yield "; ".join(parts)


def _dates(changes: Sequence[Change], went: set[str]) -> Iterable[str]:
    cut_offs = [
        change
        for change in changes
        if change.aspect == _CUT_OFF and key_of(change.subject) not in went
    ]
    changes = [change for change in changes if change.aspect != _CUT_OFF or change in cut_offs]
    front = [change for change in changes if change.section == _FRONT]
    for change in front:
        yield _plainly(change)
    on_front = {tuple(map(when_of, change.values)) for change in front}
    rest = [change for change in changes if change not in cut_offs and change not in front]
    shifted = [change for change in rest if change.before and change.after and change.aspect]
    shifted = [change for change in shifted if tuple(map(when_of, change.values)) not in on_front]
    if len(shifted) == 1:
        yield _plainly(shifted[0])
    elif shifted:
        yield f"{sentence_start(count(len(shifted)))} dates of the timetable move"
    steps = [change for change in rest if not change.aspect]
    for verb, some in (
        ("join", [change for change in steps if change.before is None]),
        ("leave", [change for change in steps if change.after is None]),
    ):
        if len(some) == 1:
            yield f"‘{some[0].subject}’ {verb}s the timetable"
        elif some:
            yield f"{sentence_start(count(len(some)))} steps {verb} the timetable"
    new = _names(change.subject for change in cut_offs if change.before is None)
    moved = _names(change.subject for change in cut_offs if change.before and change.after)
    gone = _names(change.subject for change in cut_offs if change.after is None)
    if new:
        yield f"New cut-off date{_s(new)} for {listed(new)}"
    if moved:
        yield f"Changed cut-off date{_s(moved)} for {listed(moved)}"
    if gone:
        yield f"No cut-off date{_s(gone)} any more for {listed(gone)}"


def _costs(changes: Sequence[Change], went: set[str]) -> Iterable[str]:
    ids = _names(change.subject for change in changes if key_of(change.subject))
    some = [id_ for id_ in ids if key_of(id_) not in went]
    if some:
        yield f"New costs for {listed(some)}"
    # Sums follow from the figures of their section; elsewhere the words themselves changed.
    figures = {change.section for change in changes if change.subject in ids}
    rest = _names(change.section for change in changes if change.section not in figures)
    if rest:
        yield f"{listed([section.rpartition(' › ')[2] for section in rest])} revised"


def _versions(changes: Sequence[Change], went: set[str]) -> Iterable[str]:
    # Of whom it is not known what they change, a column is all that is there.
    changes = [change for change in changes if key_of(change.subject) not in went - {""}]
    moved = [change for change in changes if change.before and change.after]
    if len(moved) == 1:
        yield in_a_sentence(moved[0])
    elif moved:
        yield f"Other versions of {listed(_names(change.subject for change in moved))}"
    rows = [change for change in changes if change.before is None or change.after is None]
    new = _names(change.subject for change in rows if change.before is None)
    gone = _names(change.subject for change in rows if change.after is None)
    if new:
        yield f"New version{_s(new)} of {listed(new)}"
    if gone:
        yield f"No new version{_s(gone)} of {listed(gone)} any more"


def _ticks(changes: Sequence[Change], went: set[str]) -> Iterable[str]:
    mentioned = " ".join(
        f"{change.subject} {change.aspect} {change.before} {change.after}" for change in changes
    )
    ids = [id_ for id_ in _names(ID.findall(mentioned)) if key_of(id_) not in went]
    if ids:
        yield f"Other ticks for {listed(ids)}"


def _text(changes: Sequence[Change], went: set[str]) -> Iterable[str]:
    titles = _names(change.subject for change in changes if change.aspect == "title")
    if titles:
        yield f"New title{_s(titles)} of {listed(titles)}"
    rest = [change for change in changes if change.aspect != "title"]
    annexes = [
        change for change in rest if change.subject.startswith("Annex ") and not change.aspect
    ]
    for change in annexes:
        if change.before is None:
            yield f"{change.subject} is new"
        elif change.after is None:
            yield f"{change.subject} is gone"
        else:
            yield f"{change.subject} is reworded"
    rest = [
        change
        for change in rest
        if change not in annexes and not (went and change.subject and None in change.values)
    ]
    yield from _revised([c for c in rest if not c.derived and c.section != _FRONT])


def _revised(changes: Sequence[Change]) -> Iterable[str]:
    sections = _names(change.section.partition(" › ")[0] for change in changes)
    if sections:
        yield f"Wording revised in {listed([f'‘{section}’' for section in sections])}"


def _plainly(change: Change) -> str:
    """What is told of a move, without the Working Days."""
    return in_a_sentence(replace(change, moved=None))


def _names(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in found if name))


def _verb(names: Sequence[str], verb: str) -> str:
    return verb + "s" if len(names) == 1 else verb


def _s(names: Sequence[str]) -> str:
    return "" if len(names) == 1 else "s"
