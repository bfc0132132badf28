"""The keys of an entry, a milestone or a version as somebody may be asked for them, one by one.

They are read off the shapes and the tables of events, so that what these gain needs no code here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from sectool.diagnostic import suggestion
from sectool.model.elements import Group, Rows, TableContent, TextContent
from sectool.model.elements import fields_of as fields_of_shape
from sectool.model.events import EVENTS
from sectool.model.field_docs import doc_of
from sectool.model.meaning import Kind, Names
from sectool.model.modification import FACTS, Entry
from sectool.model.reference import BodyMeeting
from sectool.model.release import RELEASE_EVENTS, Milestone, ReleaseEntry
from sectool.model.shape import Shape, kebab
from sectool.values import dataclass

__all__ = [
    "DAYS",
    "EVENTS",
    "RELEASE_EVENTS",
    "Entry",
    "EntryKey",
    "Form",
    "NoSuchEvent",
    "ReleaseEntry",
    "Shape",
    "event_named",
    "keys_of",
    "keys_of_event",
    "keys_of_meeting",
    "keys_of_milestone",
    "keys_of_release_event",
    "ordered",
]

# A text, a day and the like; several; whether it is so; a group of keys, or a list of such groups.
Form = Literal["text", "texts", "flag", "group"]
Holds = Literal["text", "day", "number"]
# What says when something happened: an entry has one of the two.
DAYS = ("date", "seen")
_WHEN = ("date", "seen", "after", "before", "event", "stage")
_WHENCE = ("source", "where", "line", "assumed", "note", "waive")
# What is given by an entry of no event, and what a person writes by hand.
_NOT_GIVEN = frozenset(("event", "stage", "waive"))


@dataclass(frozen=True)
class EntryKey:
    """A key, what it says, whether it is needed, and how its value may be given as text.

    `words` are the only ones that may be given, where there is a closed list; `names` is the kind
    of thing that the value names, `holds` what a text is read as.
    """

    key: str
    says: str
    form: Form = "text"
    needed: bool = False
    words: tuple[str, ...] = ()
    names: Kind | None = None
    holds: Holds = "text"
    is_fact: bool = False


class NoSuchEvent(Exception):
    """There is no event of this name; the message says which was likely meant."""


def event_named(name: str, events: Iterable[str]) -> str:
    """The name of an event, capitals and spaces aside. NoSuchEvent."""
    known = list(events)
    found = "-".join(name.lower().replace("_", " ").split())
    if found in known:
        return found
    near = suggestion(name, known)
    listing = "" if near else f"; events: {', '.join(known)}"
    raise NoSuchEvent(f"event {name!r} is not known{near}{listing}")


def keys_of_event(event: str) -> tuple[EntryKey, ...]:
    """What an entry of an event of a modification may say: when, its own keys, whence, facts."""
    shape, facts = EVENTS[event], FACTS | {"title"}
    return ordered(
        key
        for key in keys_of(Entry, needed=shape.needs, facts=facts)
        if _field(key.key, Entry) in shape.takes | facts | {*_WHEN, *_WHENCE}
        and key.key not in _NOT_GIVEN
    )


def keys_of_release_event(event: str) -> tuple[EntryKey, ...]:
    """What an entry of an event of a release may say."""
    shape = RELEASE_EVENTS[event]
    others = frozenset(name for keys in RELEASE_EVENTS.values() for name in keys.takes)
    return ordered(
        key
        for key in keys_of(ReleaseEntry, needed=shape.needs)
        if key.key not in _NOT_GIVEN and _field(key.key, ReleaseEntry) not in others - shape.takes
    )


def keys_of_milestone() -> tuple[EntryKey, ...]:
    """What a new milestone may say but for `since`: the day from which it is planned."""
    left = ("since", "until", "was", "waive", "stated")
    return tuple(key for key in keys_of(Milestone) if key.key not in left)


def keys_of_meeting() -> tuple[EntryKey, ...]:
    """What a dated meeting may say but for its day, and whether it is held."""
    left = ("date", "state", "withdrawn", "known-from")
    return tuple(key for key in keys_of(BodyMeeting) if key.key not in left)


def keys_of(
    shape: type[Shape], *, needed: frozenset[str] = frozenset(), facts: frozenset[str] = frozenset()
) -> tuple[EntryKey, ...]:
    """The keys of a shape, in its order."""
    found = []
    for name, key, content in fields_of_shape(shape):
        annotation = _without_none(shape.model_fields[name].annotation)
        form: Form = "text"
        item = content
        if isinstance(content, Rows):
            item = content.item
            form = "group" if isinstance(item, Group) else "texts"
        elif isinstance(content, Group | TableContent):
            form = "group"
        elif annotation is bool:
            form = "flag"
        meaning = item.meaning if isinstance(item, TextContent) else None
        found.append(
            EntryKey(
                key,
                doc_of(shape, name) or "",
                form,
                shape.model_fields[name].is_required() or name in needed,
                _words(annotation),
                meaning.kind if isinstance(meaning, Names) else None,
                _holds(annotation),
                name in facts,
            )
        )
    return tuple(found)


def ordered(keys: Iterable[EntryKey]) -> tuple[EntryKey, ...]:
    """When it happened, what it says of its own, who says so, facts: each in the model's order."""

    def place(key: EntryKey) -> int:
        if key.key in _WHEN:
            return 0
        return 2 if key.key in _WHENCE else 3 if key.is_fact else 1

    return tuple(sorted(keys, key=place))


def _field(key: str, shape: type[Shape]) -> str:
    return next(name for name in shape.model_fields if kebab(name) == key)


def _without_none(annotation: Any) -> Any:
    """A type without what is said of it, and without None."""
    while True:
        args = get_args(annotation)
        if get_origin(annotation) is Annotated:
            annotation = args[0]
        elif type(None) in args and get_origin(annotation) is not Literal:
            left = tuple(arg for arg in args if arg is not type(None))
            annotation = left[0] if len(left) == 1 else Union[left]  # noqa: UP007
        else:
            return annotation


def _holds(annotation: Any) -> Holds:
    if annotation is int:
        return "number"
    return "day" if date in (annotation, *get_args(annotation)) else "text"


def _words(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is tuple:
        annotation = _without_none(get_args(annotation)[0])
    if get_origin(annotation) is not Literal:
        return ()
    return tuple(str(word) for word in get_args(annotation))
