"""The sandbox in which templates run: what they print crosses Markdown as stand-ins.

Code that was compiled beforehand is that which this sandbox would compile (`precompiled`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path as Folder
from typing import Any

from jinja2 import FileSystemLoader, TemplateError, TemplateSyntaxError, nodes, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sectool import dates
from sectool.blocks import (
    Block,
    Chart,
    Emph,
    Gantt,
    Inline,
    Link,
    Path,
    Sketch,
    Strong,
    Table,
    Text,
)
from sectool.wording.filters import FILTERS
from sectool.wording.precompiled import code_of
from sectool.wording.provenance import MARKED, PRINTED, Mark, Printed, keep_paths, marked, printed
from sectool.wording.stand_ins import FIRST, LAST, STAND_IN, BadValue
from sectool.wording.unknown import Unknown, kind_of


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates get values and filters, no more: they come in pull requests from anybody."""

    intercepted_binops = frozenset(["+", "%", "*"])

    def compile(  # type: ignore[override]
        self, source: str, name: str = "", filename: str = "", **how: bool
    ) -> Any:
        """The code of a template, compiled beforehand or now."""
        found = code_of(self, source, name) if filename and not how else None
        if found is not None:
            # Errors are looked up by the file that the template was read from.
            return found.replace(co_filename=filename)
        return super().compile(source, name, filename, **how)  # type: ignore[call-overload]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise BadValue(f"wording cannot be combined with {operator!r}")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if STAND_IN.search(source):
            raise TemplateSyntaxError("the template contains a private-use character", 1, name)
        tree = super()._parse(source, name, filename)
        for concat in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("'~' is not used here", concat.lineno, name)
        keep_paths(tree)
        return tree


def environment_of(folders: Sequence[Folder], held: list[Any]) -> Sandbox:
    @pass_context
    def stand_in(context: Any, value: Any) -> Any:
        # Marked as needing the context, or Jinja would fold constants through it when compiling.
        if isinstance(value, Markup):
            return value
        path: Path = ()
        if isinstance(value, Printed):
            value, path = value.value, value.path
        if isinstance(value, int) and not isinstance(value, bool):
            value = Text(str(value))
        elif isinstance(value, str):
            value = Text(value)
        elif not _is_content(value) and not isinstance(value, Mark):
            if isinstance(value, date | dates.Month):
                hint = "use a filter that words it: 'day' or 'short'"
            elif value is None:
                hint = "it has no value; ask for it with 'if' first"
            else:
                hint = f"a {type(value).__name__} needs a filter that words it"
            if isinstance(value, Unknown):
                str(value)  # raises the error that names it
            raise BadValue(f"a value cannot be printed as it is: {hint}")
        if FIRST + len(held) > LAST:
            raise BadValue("the document has more values than can be kept apart")
        held.append(with_path(value, path) if path else value)
        return Markup(chr(FIRST + len(held) - 1))

    environment = Sandbox(
        loader=FileSystemLoader([str(folder) for folder in folders], encoding="utf-8"),
        undefined=Unknown,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Nothing is worked out when a template is compiled: its code rests on no filter of ours.
        optimized=False,
        finalize=stand_in,
    )
    environment.filters = {name: _of_values(name, found) for name, found in FILTERS.items()}
    environment.filters |= {PRINTED: printed, MARKED: marked}
    environment.globals = {}
    return environment


def with_path(value: Any, path: Path) -> Any:
    """A value of the document with where it comes from, all of its own words included."""
    match value:
        case Text(sources=()):
            return value.from_(path)
        case Strong(body=body) | Emph(body=body) | Link(body=body):
            return replace(value, body=with_path(body, path))
        case Table() | Chart() | Gantt() | Sketch():
            return replace(value, path=path)
        case tuple():
            return tuple(with_path(one, path) for one in value)
        case _:
            return value


def _is_content(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(_is_content(item) for item in value)
    return isinstance(value, Inline | Block)


def _of_values(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses wording: it would come out as text, with its stand-ins in it."""

    @wraps(filter_)
    def checked(*given: Any, **named: Any) -> Any:
        if _holds_wording((*given, *named.values())):
            raise BadValue(f"{name!r} takes values, not wording made by a macro or 'set'")
        try:
            return filter_(*given, **named)
        except (TemplateError, BadValue):
            raise
        except (AttributeError, TypeError, ValueError) as error:
            raise BadValue(f"{name!r} cannot word {kind_of(given[0])} in this way") from error

    return checked


def _holds_wording(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds_wording(item) for item in value)
    if isinstance(value, dict):
        return any(_holds_wording(item) for item in value.values())
    return isinstance(value, Markup)
