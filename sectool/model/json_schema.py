"""The shapes of a register's files as JSON Schema, for editors and for other programs.

Draft 7, which editors of YAML know. It accepts what loading accepts, as a reader sees it that tells
numbers and truth values from text, and refuses what it can say: which keys there are, which of them
need or exclude each other, and the form of each value. Given the names that a register has, also
those that name nothing in it. That a day exists is said by loading alone.

`errorMessage` and `enumDescriptions` are words for editors: other programs leave them aside.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from sectool.model.elements import TextContent, fields_of
from sectool.model.field_docs import doc_of
from sectool.model.key_conditions import AT_LEAST_ONE, Schema, conditions_of
from sectool.model.meaning import Names
from sectool.model.offered import OfferedNames
from sectool.model.participants import ImpactWords
from sectool.model.shape import (
    ANY_SCALAR,
    NONE,
    NONE_OR_MANY,
    ONE_OR_MANY,
    TO_BE_CONFIRMED,
    Checked,
    OrNone,
    Shape,
    Shortened,
    kebab,
)

DRAFT = "http://json-schema.org/draft-07/schema#"

# What a reader of YAML makes of a plain scalar that is no text, written as a name might be.
_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")
_TRUTH = {"true": True, "false": False}


def schema_of(annotation: Any, offered: OfferedNames | None = None) -> Schema:
    """The schema of a file that holds a value of some type, in any register or in one."""
    writer = _Writer(offered)
    top = writer.value(annotation, ())
    return {"$schema": DRAFT, **top, "definitions": dict(sorted(writer.definitions.items()))}


def title_of(shape: type[Shape]) -> str:
    """`Impact statement` for ImpactStatement."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", shape.__name__).capitalize()


def about(shape: type[Shape]) -> str:
    """What a group of keys is: the first sentence of its docstring."""
    return inspect.cleandoc(shape.__doc__ or "").partition("\n")[0]


class _Writer:
    def __init__(self, offered: OfferedNames | None) -> None:
        self.definitions: dict[str, Schema] = {}
        self._offered = offered

    def value(self, annotation: Any, metadata: tuple[Any, ...]) -> Schema:
        origin, args = get_origin(annotation), get_args(annotation)
        checked = next((one for one in metadata if isinstance(one, Checked)), None)
        if origin is Annotated:
            return self.value(args[0], (*args[1:], *metadata))
        if checked is not None:
            return self._scalar(checked)
        if or_none := [one for one in metadata if isinstance(one, OrNone)]:
            rest = tuple(one for one in metadata if one not in or_none)
            return {"anyOf": [{"enum": [NONE]}, self._some(self.value(annotation, rest))]}
        if origin is Literal:
            return {"enum": [*args]}
        if type(None) in args:
            # A key without a value is refused: one that is optional is left out.
            (inner,) = (arg for arg in args if arg is not type(None))
            return self.value(inner, metadata)
        if origin is tuple:
            item = self.value(args[0], ())
            rows: Schema = {"type": "array", "items": item}
            if NONE_OR_MANY in metadata:
                return {"anyOf": [{"enum": ["none"]}, rows]}
            return {"anyOf": [item, rows]} if ONE_OR_MANY in metadata else rows
        if origin is dict:
            return self._table(*args)
        if isinstance(annotation, type) and issubclass(annotation, Shape):
            return self._reference(annotation)
        return dict(ANY_SCALAR)

    @staticmethod
    def _some(value: Schema) -> Schema:
        """A list or table that is not empty: empty, it would not say whether there are none."""
        least = {"array": "minItems", "object": "minProperties"}.get(str(value.get("type")))
        return {**value, least: 1} if least else value

    def _scalar(self, checked: Checked) -> Schema:
        form = {**checked.seen_as, "errorMessage": f"expected {checked.form}"}
        names = checked.meaning
        if not isinstance(names, Names) or self._offered is None:
            return form
        offer = self._offered.of(names)
        if offer is None:
            return form
        known = [*offer.names]
        if names.numbered:
            known = [f"{name}-{number}" for name in known for number in (1, 2)]
        others = [*names.also, *(() if offer.closed else ("another",))]
        words = " or ".join((f"{names.kind}{' number' * names.numbered}", *others))
        place = "name-of-" + re.sub("[^a-z]+", "-", words)
        if place not in self.definitions:
            either: list[Schema] = [
                {
                    "enum": [read for name in known for read in _as_read(name)],
                    "enumDescriptions": [
                        offer.names.get(name, "") for name in known for _ in _as_read(name)
                    ],
                    "errorMessage": f"there is no such {names.kind} in this register",
                }
            ]
            if not offer.closed:
                either.append(form)
            elif names.numbered:
                one_of = "|".join(map(re.escape, offer.names))
                either.append({**form, "pattern": f"^(?:{one_of})(?:-[a-z0-9.]*)?$"})
            elif drafts := self._offered.drafts(names):
                either.append({"type": "string", "pattern": f"^(?:{'|'.join(drafts)})$"})
            self.definitions[place] = either[0] if len(either) == 1 else {"anyOf": either}
        return {"$ref": f"#/definitions/{place}"}

    def _table(self, key: Any, value: Any) -> Schema:
        """Keys of the author's own, and what stands below each."""
        names = self._key(key)
        table: Schema = {"type": "object", "additionalProperties": self.value(value, ())}
        levels = self._offered.levels if self._offered is not None else {}
        if value == ImpactWords and levels:
            table["properties"] = {id_: _impact(levels[id_]) for id_ in levels}
        return {**table, "propertyNames": names} if names else table

    def _key(self, annotation: Any) -> Schema:
        """What a key must be: always a text, whatever it looks like."""
        value = self.value(annotation, ())
        if "$ref" in value:
            return value
        return {name: value[name] for name in ("pattern", "enum", "errorMessage") if name in value}

    def _reference(self, shape: type[Shape]) -> Schema:
        name = shape.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # its own place, should it hold itself
            self.definitions[name] = self._group(shape)
        return {"$ref": f"#/definitions/{name}"}

    def _group(self, shape: type[Shape]) -> Schema:
        """A group of keys, or the text that it may be written as."""
        properties: dict[str, Schema] = {}
        for name, field in shape.model_fields.items():
            value = self.value(field.annotation, tuple(field.metadata))
            # Beside a reference, nothing else is read.
            value = {"allOf": [value]} if "$ref" in value else value
            properties[field.alias or name] = {"description": doc_of(shape, name), **value}
        for key, least in AT_LEAST_ONE.get(shape, {}).items():
            properties[key][least] = 1
        group: Schema = {
            "title": title_of(shape),
            "description": about(shape),
            "type": "object",
            "properties": properties,
            "required": [
                field.alias or name
                for name, field in shape.model_fields.items()
                if field.is_required()
            ],
            "additionalProperties": False,
        }
        if conditions := [*conditions_of(shape), *self._other_words(shape)]:
            group["allOf"] = conditions
        if issubclass(shape, Shortened):
            short = properties[kebab(shape.SHORT)]
            return {"title": group["title"], "anyOf": [short, group]}
        return group

    def _other_words(self, shape: type[Shape]) -> Iterator[Schema]:
        """That a word which names nothing stands where another key says that it may."""
        for field in fields_of(shape):
            meaning = field.content.meaning if isinstance(field.content, TextContent) else None
            if self._offered is None or not isinstance(meaning, Names):
                continue
            offer = self._offered.of(meaning)
            if meaning.also_where is not None and offer is not None and offer.closed:
                key, value = meaning.also_where
                words = [word for word in meaning.also if not self._offered.is_name(meaning, word)]
                yield {
                    "if": {"required": [field.key], "properties": {field.key: {"enum": words}}},
                    "then": {"properties": {kebab(key): {"enum": [value]}}, "required": [key]},
                }


def _as_read(name: str) -> list[Any]:
    """A name as a reader may see it: one that looks like a number is that, too."""
    if _NUMBER.fullmatch(name):
        return [name, float(name) if "." in name else int(name)]
    return [name, _TRUTH[name]] if name in _TRUTH else [name]


def _impact(levels: tuple[str, ...]) -> Schema:
    """The words for how a participant is affected: by one of its levels, or truly or not."""
    words = [*levels, NONE, TO_BE_CONFIRMED] if levels else ["true", "false", TO_BE_CONFIRMED]
    message = f"expected {', '.join(words)}"
    in_quotes = "false|False|FALSE" if levels else "true|True|TRUE|false|False|FALSE|none"
    read = [*words, False] if levels else [True, False, TO_BE_CONFIRMED]
    return {
        "anyOf": [
            {"enum": read, "errorMessage": message},
            {"type": "string", "pattern": f"^(?:{in_quotes})$", "errorMessage": message},
        ]
    }
