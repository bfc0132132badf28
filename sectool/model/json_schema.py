"""The shapes of a register's files as JSON Schema, for editors and for other programs.

Draft 7, which editors of YAML know. It accepts what loading accepts, as a reader sees it that tells
numbers and truth values from text, and refuses what it can say: which keys there are, which of them
need or exclude each other, and the form of each value. That a name names something, and that a
day exists, is said by loading alone.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, get_args, get_origin

from sectool.model.events import EVENTS, NO_EVENT
from sectool.model.field_docs import doc_of
from sectool.model.issued import Issue
from sectool.model.modification import ALLOWED, Cost, CutOff, Entry, Modification
from sectool.model.publication import (
    ANY_KIND,
    ASSESSMENT,
    KEYS,
    OF_ONE,
    Publication,
    ReportedFigure,
)
from sectool.model.register import (
    ISSUED,
    REFERENCE_FILES,
    SETTINGS_FILE,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.model.release import (
    RELEASE_EVENTS,
    EarlierPlan,
    ImpactStatement,
    Milestone,
    Release,
    ReleaseEntry,
    Timeline,
)
from sectool.model.settings import Settings
from sectool.model.shape import (
    ANY_SCALAR,
    NONE,
    NONE_OR_MANY,
    ONE_OR_MANY,
    Checked,
    OrNone,
    Shape,
    Shortened,
    kebab,
)

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

# Each kind of file by the pattern of its name, with what it holds. The first that fits counts.
FILES: dict[str, Any] = {
    SETTINGS_FILE: Settings,
    **dict(REFERENCE_FILES.values()),
    modification_file("*"): Modification,
    release_file("*"): Release,
    timeline_file("*"): Timeline,
    publication_file(f"*{ISSUED}"): tuple[Issue, ...],
    publication_file("*"): Publication,
}


def schema_of(annotation: Any) -> Schema:
    """The schema of a file that holds a value of some type."""
    definitions: dict[str, Schema] = {}
    top = _value(annotation, (), definitions)
    return {"$schema": DRAFT, **top, "definitions": definitions}


def _value(annotation: Any, metadata: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    origin, args = get_origin(annotation), get_args(annotation)
    checked = next((one for one in metadata if isinstance(one, Checked)), None)
    if origin is Annotated:
        return _value(args[0], (*args[1:], *metadata), definitions)
    if checked is not None:
        return dict(checked.seen_as)
    if or_none := [one for one in metadata if isinstance(one, OrNone)]:
        rest = tuple(one for one in metadata if one not in or_none)
        return {"anyOf": [{"enum": [NONE]}, _value(annotation, rest, definitions)]}
    if origin is Literal:
        return {"enum": [*args]}
    if type(None) in args:
        # A key without a value is refused: one that is optional is left out.
        (inner,) = (arg for arg in args if arg is not type(None))
        return _value(inner, metadata, definitions)
    if origin is tuple:
        item = _value(args[0], (), definitions)
        rows: Schema = {"type": "array", "items": item}
        if NONE_OR_MANY in metadata:
            return {"anyOf": [{"enum": ["none"]}, rows]}
        return {"anyOf": [item, rows]} if ONE_OR_MANY in metadata else rows
    if origin is dict:
        names = _key(args[0], definitions)
        table: Schema = {
            "type": "object",
            "additionalProperties": _value(args[1], (), definitions),
        }
        return {**table, "propertyNames": names} if names else table
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return _reference(annotation, definitions)
    return dict(ANY_SCALAR)


def _key(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    """What a key must be: always a text, whatever it looks like."""
    value = _value(annotation, (), definitions)
    return {name: value[name] for name in ("pattern", "enum") if name in value}


def _reference(shape: type[Shape], definitions: dict[str, Schema]) -> Schema:
    name = shape.__name__
    if name not in definitions:
        definitions[name] = {}  # its own place, should it hold itself
        definitions[name] = _group(shape, definitions)
    return {"$ref": f"#/definitions/{name}"}


def _group(shape: type[Shape], definitions: dict[str, Schema]) -> Schema:
    """A group of keys, or the text that it may be written as."""
    properties: dict[str, Schema] = {}
    for name, field in shape.model_fields.items():
        value = _value(field.annotation, tuple(field.metadata), definitions)
        # Beside a reference, nothing else is read.
        value = {"allOf": [value]} if "$ref" in value else value
        properties[field.alias or name] = {"description": doc_of(shape, name), **value}
    group: Schema = {
        "title": _title(shape),
        "description": inspect.cleandoc(shape.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": [
            field.alias or name for name, field in shape.model_fields.items() if field.is_required()
        ],
        "additionalProperties": False,
        **_CONDITIONS.get(shape, dict)(),
    }
    for key, least in _AT_LEAST_ONE.get(shape, {}).items():
        properties[key][least] = 1
    if issubclass(shape, Shortened):
        short = properties[kebab(shape.SHORT)]
        return {"title": group["title"], "anyOf": [short, group]}
    return group


def _title(shape: type[Shape]) -> str:
    """`Impact statement` for ImpactStatement."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", shape.__name__).capitalize()


# What of lists and tables holds at least one thing.
_AT_LEAST_ONE: dict[type[Shape], dict[str, str]] = {
    Cost: {"phases": "minItems"},
    ImpactStatement: {"rests-on": "minItems"},
    Modification: {"history": "minItems"},
}


def _keys(fields: Iterable[str]) -> list[str]:
    return sorted(map(kebab, fields))


def _either(*keys: str) -> Schema:
    """Exactly one of some keys."""
    return {"oneOf": [{"required": [key]} for key in keys]}


def _if(key: str, values: list[str], then: Schema) -> Schema:
    """What holds where a key has one of some values."""
    return {"if": {"required": [key], "properties": {key: {"enum": values}}}, "then": then}


def _entry() -> Schema:
    """Which keys go with which event; events that take and need the same are told together."""
    alike: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for event, keys in EVENTS.items():
        alike.setdefault((ALLOWED[event], keys.needs), []).append(event)
    seen = {
        "if": {"not": {"required": ["event"]}},
        "then": {
            "required": ["stage", "seen"],
            "propertyNames": {"enum": _keys(ALLOWED[None] | NO_EVENT.takes)},
        },
    }
    rows = [
        _if("event", events, {"required": _keys(needs), "propertyNames": {"enum": _keys(allowed)}})
        for (allowed, needs), events in alike.items()
    ]
    return {**_either("date", "seen"), "allOf": [seen, *rows]}


def _release_entry() -> Schema:
    """Which keys about the date of a release go with which event."""
    about = {key for keys in RELEASE_EVENTS.values() for key in keys.takes}
    others = [name for name in ReleaseEntry.model_fields if name not in about]
    rows = [
        _if(
            "event",
            [event],
            {
                "required": _keys(keys.needs),
                "propertyNames": {"enum": _keys((*others, *keys.takes))},
            },
        )
        for event, keys in RELEASE_EVENTS.items()
    ]
    return {"allOf": rows}


def _publication() -> Schema:
    rows = [
        _if(
            "kind",
            [kind],
            {
                "required": _keys(keys.needs),
                "propertyNames": {"enum": _keys((*ANY_KIND, *keys.needs, *keys.takes))},
            },
        )
        for kind, keys in KEYS.items()
    ]
    some_version = _if("kind", ["rid"], {"properties": {"versions": {"minItems": 1}}})
    return {"allOf": [*rows, some_version]}


def _cost() -> Schema:
    both = [{"required": ["amount", bound]} for bound in ("low", "high")]
    one = [{"required": ["amount"]}, {"required": ["low", "high"]}]
    return {"oneOf": one, "not": {"anyOf": both}}


def _modification() -> Schema:
    """With parts, what changes stands in the parts alone."""
    some: Schema = {"parts": {"minProperties": 1}}
    listed = [
        {"required": ["parts", key], "properties": some} for key in ("documents", "specifications")
    ]
    return {"not": {"anyOf": listed}}


def _reported() -> Schema:
    of_one: Schema = {
        "required": ["of"],
        "properties": {"of": {"pattern": f"^{ASSESSMENT.pattern}$"}},
    }
    return {**_if("figure", [OF_ONE], of_one), "else": {"not": {"required": ["of"]}}}


# What the types of single fields do not say: each is what a validator of the shape refuses.
_CONDITIONS: dict[type[Shape], Callable[[], Schema]] = {
    Cost: _cost,
    CutOff: lambda: {"anyOf": [{"required": ["date"]}, {"required": ["when"]}]},
    EarlierPlan: lambda: {"not": {"required": ["when", "due"]}},
    Entry: _entry,
    Milestone: lambda: _either("when", "due"),
    Modification: _modification,
    Publication: _publication,
    ReleaseEntry: _release_entry,
    ReportedFigure: _reported,
}
