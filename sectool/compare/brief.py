"""What has changed, for the readers of the next version: a few sentences by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sectool.compare.change import PLACE, Change, Topic, is_when, when_of
from sectool.compare.content import ID, key_of
from sectool.compare.sentences import ITSELF, in_a_sentence
from sectool.words import count, listed, sentence, sentence_start

# So many dates are given one by one.
_EACH = 6
_CUT_OFF = "cut-off date"


def in_brief(changes: Sequence[Change]) -> tuple[str, ...]:
    """The scope first, then dates, costs, versions, impacts and text, a sentence each.

    What only follows from a modification's place in the scope is not said again.
    """
    scope = [change for change in changes if change.topic == "scope"]
    went = {key_of(change.subject) for change in scope if change.aspect in ("", PLACE)} - {""}

    def others(topic: Topic) -> list[Change]:
        found = (change for change in changes if change.topic == topic)
        return [change for change in found if key_of(change.subject) not in went]

    dates = [change for change in others("dates") if _is_a_date(change)]
    rest = [c for c in changes if c.topic in ("text", "lists", "figures") and not c.derived]
    statements = [
        *_scope(scope),
        *_dates(dates),
        *_of("New costs for", [c.subject for c in others("costs") if key_of(c.subject)]),
        *_versions(others("versions")),
        *_of("Changed entries in the impact tables for", _ids_in(others("ticks"), went)),
        *_annexes(rest),
        *_wording([c for c in rest if c.section.partition(" › ")[0] and not _is_annex(c)], went),
    ]
    return tuple(map(sentence, statements))


def _is_a_date(change: Change) -> bool:
    return all(value is None or is_when(value) for value in change.values)


def _scope(changes: Sequence[Change]) -> Iterator[str]:
    whole = [change for change in changes if not change.aspect and change.subject]
    for way, verb in (("after", "removed from"), ("before", "added to")):
        names = _names(change.subject for change in whole if getattr(change, way) is None)
        if names:
            yield f"{listed(names)} {_have(names)} been {verb} the scope"
    places = [change for change in changes if change.aspect == PLACE]
    for place in dict.fromkeys(change.after or "" for change in places):
        names = _names(change.subject for change in places if change.after == place)
        yield f"{listed(names)} {_have(names)} moved to ‘{place}’"


def _dates(changes: Sequence[Change]) -> Iterator[str]:
    cut_offs = [change for change in changes if change.aspect == _CUT_OFF]
    rest = [change for change in changes if change not in cut_offs]
    moved = {tuple(map(when_of, c.values)): c for c in reversed(rest) if c.before and c.after}
    days = [*reversed(moved.values())]
    if len(days) <= _EACH:
        yield from (in_a_sentence(_quoted(change)) for change in days)
    else:
        yield f"{sentence_start(count(len(days)))} dates of the timetable have moved"
    for way, verb in (("before", "added to"), ("after", "removed from")):
        steps = [c for c in rest if getattr(c, way) is None]
        if len(steps) == 1:
            yield f"‘{steps[0].subject}’ has been {verb} the timetable"
        elif steps:
            yield f"{sentence_start(count(len(steps)))} steps have been {verb} the timetable"
    new = _names(c.subject for c in cut_offs if c.before is None)
    other = _names(c.subject for c in cut_offs if c.before and c.after)
    if new:
        yield f"New cut-off date{_s(new)} for {listed(new)}"
    if other:
        yield f"Changed cut-off date{_s(other)} for {listed(other)}"


def _quoted(change: Change) -> Change:
    """A move of a step whose title is quoted: many are clauses, as the timetable has them."""
    titled = change.subject and not key_of(change.subject) and change.aspect.lower() in ITSELF
    subject = f"‘{change.subject}’" if titled else change.subject
    return replace(change, moved=None, subject=subject)


def _versions(changes: Sequence[Change]) -> Iterator[str]:
    moved = [change for change in changes if change.before and change.after]
    if len(moved) <= 2:
        yield from map(in_a_sentence, moved)
    else:
        yield f"Other versions of {listed(_names(change.subject for change in moved))}"
    yield from _of("New version of", [c.subject for c in changes if c.before is None])
    yield from _of("No new version of", [c.subject for c in changes if c.after is None])


def _annexes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if _is_annex(change):
            verb = "revised"
            if None in change.values:
                verb = "added" if change.before is None else "removed"
            yield f"{change.subject} has been {verb}"


def _wording(changes: Sequence[Change], went: set[str]) -> Iterator[str]:
    titles = _names(c.subject for c in changes if c.aspect == "title")
    yield from _of(f"New title{_s(titles)} of", titles)
    sections = _names(
        change.section.partition(" › ")[0]
        for change in changes
        if change.aspect != "title" and not (went and change.subject and None in change.values)
    )
    yield from _of("Wording revised in", [f"‘{section}’" for section in sections])


def _of(what: str, names: Iterable[str]) -> Iterator[str]:
    found = _names(names)
    if found:
        yield f"{what} {listed(found)}"


def _ids_in(changes: Sequence[Change], went: set[str]) -> list[str]:
    words = " ".join(f"{c.subject} {c.aspect} {c.before} {c.after}" for c in changes)
    return [id_ for id_ in _names(ID.findall(words)) if key_of(id_) not in went]


def _is_annex(change: Change) -> bool:
    return change.subject.startswith("Annex ") and not change.aspect


def _names(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in found if name))


def _have(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _s(names: Sequence[str]) -> str:
    return "" if len(names) == 1 else "s"
