"""Values given as texts become the data of an entry, checked by its shape, and ready to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from sectool.dates import looks_like_a_date
from sectool.diagnostic import Address, suggestion
from sectool.editing.entry_keys import EntryKey
from sectool.editing.yaml_scalars import Value, as_read
from sectool.model.elements import Element, texts_of
from sectool.model.faults import ShapeFault, faults_of
from sectool.model.meaning import Names
from sectool.model.names import Known, Reference
from sectool.model.register import Register
from sectool.model.shape import NONE, ONE_OR_MANY, Shape, kebab
from sectool.source.reader import read_data

# What was given for each key: a text, several, or that it is so.
Given = Mapping[str, str | Sequence[str] | bool]
S = TypeVar("S", bound=Shape)


class WrongValue(Exception):
    """What was given for a key cannot be so; `key` is empty where it is about all of them."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}" if key else message)
        self.key, self.message = key, message


def read_given(given: Given, keys: Iterable[EntryKey]) -> dict[str, Any]:
    """What was given as its reader would have read it from a file, in the order of the keys."""
    found: dict[str, Any] = {}
    for key in keys:
        value = given.get(key.key)
        if value is None or value is False or value == () or value == []:
            continue
        if value is True:
            found[key.key] = "true"
        elif key.form == "texts":
            texts = [value] if isinstance(value, str) else [*value]
            found[key.key] = _texts(texts, key)
        elif key.form == "group":
            text = value if isinstance(value, str) else "".join(value)
            found[key.key] = _group(key.key, text)
        else:
            found[key.key] = value if isinstance(value, str) else " ".join(value)
    return found


def _texts(texts: Sequence[str], key: EntryKey) -> Any:
    if [*texts] == [NONE]:
        return NONE
    if key.names is None and not key.words:
        return tuple(texts)
    # Names have no commas.
    return tuple(name.strip() for text in texts for name in text.split(",") if name.strip())


def _group(key: str, text: str) -> Any:
    """A group of keys as YAML in one line; a cut-off may be its day or its phrase alone."""
    if text == NONE:
        return NONE
    if key == "cut-off" and not text.lstrip().startswith("{"):
        return {"date" if looks_like_a_date(text) else "when": text}
    data, problems = read_data(f"value: {text}\n")
    if problems or data is None:
        why = problems[0].message if problems else "this has no value"
        raise WrongValue(key, f"{text!r} cannot be read as YAML in one line: {why}")
    return data["value"]


def checked(shape: type[S], data: Mapping[str, Any], context: Any = None) -> S:
    """The data as its shape. WrongValue with the first fault, and the key that it is about."""
    try:
        return shape.model_validate(dict(data), context=context)
    except ValidationError as error:
        fault = faults_of(error, dict(data), shape)[0]
        key = str(fault.path[0]) if fault.path else ""
        within = ".".join(str(step) for step in fault.path[1:])
        message = f"{within}: {fault.message}" if within else fault.message
        help_ = f"; {fault.help}" if fault.help else ""
        raise WrongValue(key, message + help_) from None


def check_names(register: Register, shape: Shape, file: str) -> None:
    """WrongValue where a value names what the register does not have."""
    known = Known(register)
    for text, meaning, address in texts_of(Element(Address(file), shape, None), Names):
        if meaning.also_where is not None and text in meaning.also:
            key, value = meaning.also_where
            if getattr(shape, key) == value:
                continue
        name = text.rpartition("-")[0] or text if meaning.numbered else text
        reference = Reference(name, meaning, meaning.kind, Address(file, address.path))
        if known.is_unknown(reference):
            names = sorted(known.names(reference))
            near = suggestion(name, names)
            few = not near and 0 < len(names) <= 12
            there = f"; there are {', '.join(names)}" if few else ""
            message = f"there is no {meaning.kind} {name!r}{near}{there}"
            raise WrongValue(str(address.path[0]), message)


def value_fault(
    shape: type[Shape], key: EntryKey, text: str, names: Sequence[str] = ()
) -> str | None:
    """What is wrong with what was given for one key, whatever else is still to come.

    `names` are those that it may name, where that is known.
    """
    try:
        data = read_given({key.key: text}, [key])
        checked_values = faults_in(shape, data)
    except WrongValue as error:
        return error.message
    found = next((fault.message for fault in checked_values if fault.path[:1] == (key.key,)), None)
    if found is not None or not names:
        return found
    unknown = [name for name in _names_in(data.get(key.key)) if name not in names]
    # What is numbered has a hyphen and a number behind the name.
    unknown = [name for name in unknown if name.rpartition("-")[0] not in names]
    if not unknown:
        return None
    return f"there is no {key.names} {unknown[0]!r}{suggestion(unknown[0], [*names])}"


def _names_in(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else [*value]


def faults_in(shape: type[Shape], data: Mapping[str, Any]) -> list[ShapeFault]:
    """What is wrong with data as a shape."""
    try:
        shape.model_validate(dict(data))
    except ValidationError as error:
        return faults_of(error, dict(data), shape)
    return []


def names_known(register: Register, key: EntryKey, file: str) -> list[str]:
    """The names that a register knows for what a key names; none where it names nothing."""
    kind = key.names
    if kind is None:
        return []
    return sorted(Known(register).names(Reference("", Names(kind), kind, Address(file))))


def written(data: Mapping[str, Any], shape: Shape) -> dict[str, Value]:
    """The data as it is written: days, numbers and true bare, texts as texts."""
    found = {}
    for name, field in type(shape).model_fields.items():
        key = field.alias or kebab(name)
        if key not in data:
            continue
        value = data[key]
        if ONE_OR_MANY in field.metadata and len(value) == 1 and not isinstance(value, str):
            value = value[0]
        found[key] = _bare(value, getattr(shape, name))
    return {key: found[key] for key in data}


def _bare(value: Any, read: Any) -> Value:
    if isinstance(value, Mapping):
        return {key: _bare(each, None) for key, each in value.items()}
    if not isinstance(value, str):
        return [_bare(each, None) for each in value]
    if isinstance(read, bool | int | date):
        return as_read(value)
    # Within groups, what looks like a day or a number is one.
    return as_read(value) if read is None else value
