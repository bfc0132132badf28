"""Which keys of a group need or exclude each other, as JSON Schema and in words.

Each is what a validator of the shape refuses, where the types of single fields do not say it. The
words are shown by an editor at the key, and on the page of the kind of file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sectool.model.back_plan import STEP_KEYS, BackPlanStep
from sectool.model.events import EVENTS, NO_EVENT
from sectool.model.modification import (
    ALLOWED,
    Amended,
    Cost,
    CutOff,
    Entry,
    Modification,
)
from sectool.model.publication import (
    ANY_KIND,
    ASSESSMENT,
    KEYS,
    OF_ONE,
    Publication,
    ReportedFigure,
)
from sectool.model.release import (
    RELEASE_EVENTS,
    EarlierPlan,
    ImpactStatement,
    Milestone,
    ReleaseEntry,
)
from sectool.model.shape import Shape, kebab
from sectool.model.timeline_patterns import PATTERN_DATES, PatternMilestone
from sectool.words import listed

Schema = dict[str, Any]

# What of lists and tables holds at least one thing.
AT_LEAST_ONE: dict[type[Shape], dict[str, str]] = {
    Cost: {"phases": "minItems"},
    ImpactStatement: {"rests-on": "minItems"},
    Modification: {"history": "minItems"},
}


def conditions_of(shape: type[Shape]) -> list[Schema]:
    """What a group must satisfy beside the forms of its values; each may have an `errorMessage`."""
    return [
        one for owner, make in _CONDITIONS.items() if issubclass(shape, owner) for one in make()
    ]


def words_of(shape: type[Shape]) -> list[str]:
    """The same in sentences, without those about single events and kinds."""
    return [_IN_WORDS[owner] for owner in _IN_WORDS if issubclass(shape, owner)]


def used_with(shape: type[Shape], field: str) -> tuple[str, list[str]] | None:
    """The key by whose value another key is allowed, and the values with which it is.

    None where the other goes with all of them.
    """
    for owner, (key, allowed) in _BY_VALUE.items():
        if issubclass(shape, owner):
            those = [value for value, fields in allowed.items() if field in fields]
            return (key, those) if len(those) < len(allowed) else None
    return None


def _keys(fields: Iterable[str]) -> list[str]:
    return sorted(map(kebab, fields))


def _quoted(keys: Iterable[str]) -> str:
    return listed([repr(key) for key in keys])


def _needs(keys: Iterable[str], message: str) -> Schema:
    return {"required": [*keys], "errorMessage": message}


def _needs_of(fields: Iterable[str], what: str) -> list[Schema]:
    return [_needs([key], f"{what} needs {key!r}") for key in _keys(fields)]


def _excludes(keys: Iterable[str], message: str) -> Schema:
    return {"properties": dict.fromkeys(keys, False), "errorMessage": message}


def _either(key: str, other: str, message: str) -> Schema:
    """Exactly one of two keys."""
    return {
        "if": {"required": [key]},
        "then": _excludes([other], message),
        "else": _needs([other], message),
    }


def _one_of(keys: Sequence[str], message: str) -> Iterator[Schema]:
    """Exactly one of several keys."""
    yield {"anyOf": [{"required": [key]} for key in keys], "errorMessage": message}
    for key in keys[:-1]:
        others = [other for other in keys if other != key]
        yield {"if": {"required": [key]}, "then": _excludes(others, message)}


def _if(key: str, values: list[str], *then: Schema) -> Schema:
    """What holds where a key has one of some values."""
    condition = {"required": [key], "properties": {key: {"enum": values}}}
    return {"if": condition, "then": {"allOf": [*then]}}


def _only(fields: Iterable[str], message: str) -> Schema:
    return {"propertyNames": {"enum": _keys(fields), "errorMessage": message}}


def _entry() -> Iterator[Schema]:
    """Which keys go with which event."""
    yield _either("date", "seen", _IN_WORDS[Entry].partition(";")[0])
    yield {
        "if": {"not": {"required": ["event"]}},
        "then": {
            "allOf": [
                _needs(["stage", "seen"], "an entry says its 'event', or with 'seen' the 'stage'"),
                _only(ALLOWED[None] | NO_EVENT.takes, "this key requires an event"),
            ]
        },
    }
    for event, keys in EVENTS.items():
        takes = f", which takes {_quoted(_keys(keys.takes))}" if keys.takes else ""
        yield _if(
            "event",
            [event],
            *_needs_of(keys.needs, f"event {event!r}"),
            _only(ALLOWED[event], f"this key cannot be used with event {event!r}{takes}"),
        )


def _release_entry() -> Iterator[Schema]:
    for event, keys in RELEASE_EVENTS.items():
        yield _if(
            "event",
            [event],
            *_needs_of(keys.needs, f"event {event!r}"),
            _only(_with_release_event(event), f"this key cannot be used with event {event!r}"),
        )


def _with_release_event(event: str) -> set[str]:
    about = {key for keys in RELEASE_EVENTS.values() for key in keys.takes}
    return {*ReleaseEntry.model_fields} - about | RELEASE_EVENTS[event].takes


def _publication() -> Iterator[Schema]:
    for kind, keys in KEYS.items():
        allowed = {*ANY_KIND, *keys.needs, *keys.takes}
        yield _if(
            "kind",
            [kind],
            *_needs_of(keys.needs, f"a {kind}"),
            _only(allowed, f"this is not a key of a {kind}"),
        )
    yield _if("kind", ["rid"], {"properties": {"versions": {"minItems": 1}}})


def _cost() -> Iterator[Schema]:
    message = _IN_WORDS[Cost]
    yield {
        "if": {"required": ["amount"]},
        "then": _excludes(["low", "high"], message),
        "else": _needs(["low", "high"], message),
    }


def _cut_off() -> Iterator[Schema]:
    yield {"if": {"not": {"required": ["date"]}}, "then": _needs(["when"], _IN_WORDS[CutOff])}


def _earlier_plan() -> Iterator[Schema]:
    yield {
        "if": {"required": ["when"]},
        "then": _excludes(["due"], "an earlier plan has either 'when' or 'due', not both"),
    }


def _modification() -> Iterator[Schema]:
    """With parts, what changes stands in the parts alone."""
    yield {
        "if": {"required": ["parts"], "properties": {"parts": {"minProperties": 1}}},
        "then": _excludes(["documents", "specifications"], _IN_WORDS[Modification]),
    }


def _amended() -> Iterator[Schema]:
    """Of some keys, each part has its own or none has."""
    for key in ("will", "impacts"):
        lacking = {"parts": {"additionalProperties": {"not": {"required": [key]}}}}
        each = _needs([key], f"where one part has its own {key!r}, each part has")
        yield {
            "if": {"required": ["parts"], "not": {"properties": lacking}},
            "then": {"properties": {"parts": {"additionalProperties": each}}},
        }


def _reported() -> Iterator[Schema]:
    of_one: Schema = {
        **_needs(["of"], f"{OF_ONE!r} says of which assessment it is, such as of: MP109 pa-1"),
        "properties": {"of": {"pattern": f"^{ASSESSMENT.pattern}$"}},
    }
    about_all = _excludes(["of"], "a figure about all takes no 'of'")
    yield {**_if("figure", [OF_ONE], of_one), "else": about_all}


def _back_plan_step() -> Iterator[Schema]:
    message = _IN_WORDS[BackPlanStep].partition(";")[0]
    for key in STEP_KEYS:
        others = [other for other in STEP_KEYS if other != key]
        yield {"if": {"required": [key]}, "then": _excludes(others, message)}
    none = {"not": {"anyOf": [{"required": [key]} for key in STEP_KEYS]}}
    yield {"if": none, "then": _needs([STEP_KEYS[0]], message)}
    yield {
        "if": {"not": {"required": ["act"]}},
        "then": _excludes(["approves", "leads-to"], "this key is used with 'act' only"),
    }


_CONDITIONS: dict[type[Shape], Callable[[], Iterator[Schema]]] = {
    Amended: _amended,
    BackPlanStep: _back_plan_step,
    Cost: _cost,
    CutOff: _cut_off,
    EarlierPlan: _earlier_plan,
    Entry: _entry,
    Milestone: lambda: iter([_either("when", "due", _IN_WORDS[Milestone])]),
    Modification: _modification,
    PatternMilestone: lambda: _one_of(PATTERN_DATES, _IN_WORDS[PatternMilestone]),
    Publication: _publication,
    ReleaseEntry: _release_entry,
    ReportedFigure: _reported,
}

_IN_WORDS: dict[type[Shape], str] = {
    Amended: "where one part has its own 'will' or 'impacts', each part has",
    BackPlanStep: (
        "a step has one of 'assessment', 'consultation' and 'act'; 'approves' and 'leads-to' are "
        "used with 'act' only"
    ),
    Cost: "a cost has either 'amount', or 'low' and 'high'",
    CutOff: "a cut-off has 'date', or 'when', or both",
    EarlierPlan: "an earlier plan has 'when', 'due' or neither, not both",
    Entry: "an entry has either 'date' or 'seen'; without an 'event' it has 'seen' and 'stage'",
    Milestone: "a milestone has either 'when' (its date) or 'due' (its last permitted day)",
    Modification: "with 'parts', documents and specifications are given only in the parts",
    PatternMilestone: "a milestone of a pattern has one of 'when', 'due', 'about' and 'month'",
    ReportedFigure: f"'of' is needed with figure {OF_ONE!r}, and allowed with no other",
}

_BY_VALUE: dict[type[Shape], tuple[str, dict[str, set[str]]]] = {
    Entry: ("event", {event: {*ALLOWED[event]} for event in EVENTS}),
    ReleaseEntry: ("event", {event: _with_release_event(event) for event in RELEASE_EVENTS}),
    Publication: (
        "kind",
        {kind: {*ANY_KIND, *keys.needs, *keys.takes} for kind, keys in KEYS.items()},
    ),
}
