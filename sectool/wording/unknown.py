"""What a template asks for and is not there: said by its name, with the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    UndefinedError,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.utils import missing

from sectool.diagnostic import suggestion

_NO_SUCH = re.compile(r"No (filter|test) named '(.+?)'")
_IN_WORDS: tuple[tuple[type, str], ...] = (
    (str, "a text"),
    (bool, "a yes or no"),
    (int, "a number"),
    (date, "a day"),
    (list, "a list"),
    (tuple, "a list"),
)


class _Message(str):
    """What Jinja says of a name that is not there, and what it knows of it."""

    unknown: Unknown


class Unknown(StrictUndefined):
    """A value that is not there; whoever uses it has the error that can tell which it was."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        message = _Message(super()._undefined_message)
        message.unknown = self
        return message


def in_words(
    error: TemplateError, environment: Environment, template: str, values: Mapping[str, Any]
) -> str:
    """What an error of a template says, for its author."""
    message = str(error.message or error)
    if isinstance(error, TemplateNotFound):
        known = sorted(name for name in environment.list_templates() if name.endswith(".j2"))
        return f"there is no template {error.name!r}{_near(str(error.name), known)}"
    if isinstance(error, UndefinedError) and isinstance(error.args[0], _Message):
        return _of_unknown(error.args[0].unknown, environment, template, values) or message
    found = _NO_SUCH.match(message)
    if found is not None:
        what, name = found.groups()
        known = _named(environment.filters if what == "filter" else environment.tests)
        return f"there is no {what} {name!r}{_near(name, known)}"
    return message


def _of_unknown(
    unknown: Unknown, environment: Environment, template: str, values: Mapping[str, Any]
) -> str:
    """What to say of a name that is not there; nothing where what Jinja says is all there is."""
    name, of = str(unknown._undefined_name), unknown._undefined_obj
    hint = unknown._undefined_hint
    if hint is not None:
        if hint.startswith("parameter "):
            return f"a macro is used without its value {name!r}"
        source = re.match("the template '(.+?)'", hint)
        return _of_macro(name, source[1], environment) if source is not None else ""
    if of is missing:
        known = sorted({*values, *_given_names(template, environment)})
        return f"there is no value {name!r}{_near(name, known)}"
    if isinstance(of, TemplateModule):
        return _of_macro(name, str(of.__name__), environment)
    return f"{kind_of(of)} has no value {name!r}{_near(name, _values_in(of))}"


def _of_macro(name: str, template: str, environment: Environment) -> str:
    known = sorted(_macros_in(template, environment))
    return f"{template!r} has no macro {name!r}{_near(name, known)}"


def kind_of(value: Any) -> str:
    """What a value is, for who writes templates: by its name, if it has one of ours."""
    if value is None:
        return "what is not there"
    if is_dataclass(value):
        return str(type(value).__name__)
    if isinstance(value, Mapping):
        return "a table of names"
    found = (words for kind, words in _IN_WORDS if isinstance(value, kind))
    return next(found, f"a {type(value).__name__}")


def _values_in(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return sorted(map(str, value))
    if not is_dataclass(value):
        return []
    kinds: tuple[type, ...] = type(value).__mro__  # type: ignore[assignment]
    ours = (name for kind in kinds for name, one in vars(kind).items() if _asks(one))
    return sorted({field.name for field in fields(value)} | {*_named(ours)})


def _asks(one: Any) -> bool:
    return isinstance(one, property) or type(one).__name__ == "cached_property"


def _named(names: Iterable[str]) -> list[str]:
    """Those of some names that a template can write."""
    return sorted(name for name in names if name.isidentifier() and not name.startswith("_"))


def _near(name: str, known: list[str]) -> str:
    return suggestion(name, known) if known else ""


def _tree(template: str, environment: Environment) -> nodes.Template:
    """A template as it is written; of one that cannot be read, nothing."""
    loader = environment.loader
    try:
        source = loader.get_source(environment, template)[0] if loader is not None else ""
        return Environment(autoescape=True).parse(source)
    except (TemplateError, UnicodeDecodeError):
        return nodes.Template([])


def _macros_in(template: str, environment: Environment) -> Iterator[str]:
    yield from (macro.name for macro in _tree(template, environment).find_all(nodes.Macro))


def _given_names(template: str, environment: Environment) -> Iterator[str]:
    """The names that a template gives to something: with `set`, in loops, of macros."""
    yield from _macros_in(template, environment)
    for name in _tree(template, environment).find_all(nodes.Name):
        if name.ctx in ("store", "param"):
            yield name.name
