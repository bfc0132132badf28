"""The sandbox in which a template words a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sectool import dates
from sectool.blocks import (
    Block,
    Blocks,
    Inline,
    Text,
)
from sectool.wording.filters import FILTERS
from sectool.wording.markdown_reader import MarkdownReader
from sectool.wording.stand_ins import FIRST, LAST, STAND_IN, BadValue, BadWording


class WordingError(Exception):
    """A template that does not give a document: which file, which line if known, and why."""

    def __init__(self, template: str, line: int, message: str) -> None:
        super().__init__(message)
        self.template, self.line, self.message = template, line, message


class Wording:
    """A template, compiled once, that puts values into words."""

    def __init__(self, folders: Sequence[Path], template: str) -> None:
        """The first of the folders that has the template wins."""
        self.folders, self.template = folders, template
        self.held: list[Any] = []
        self.environment = _environment(folders, self.held)

    def blocks(self, values: Mapping[str, Any]) -> Blocks:
        """The blocks that the template makes of `values`; WordingError for a fault of it."""
        self.held.clear()
        try:
            text = self.environment.get_template(self.template).render(dict(values))
        except TemplateSyntaxError as error:
            raise WordingError(
                error.name or self.template, error.lineno, error.message or str(error)
            ) from error
        except Exception as error:
            # Only templates and filters run here: whatever is raised, the template asked for it.
            place = _place_of(error, self.folders) or (self.template, 1)
            raise WordingError(*place, _reason(error)) from error
        try:
            return MarkdownReader(self.held).blocks(text)
        except BadWording as error:
            raise WordingError(self.template, 1, str(error)) from error


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(["+", "%", "*"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise BadValue(f"wording cannot be combined with {operator!r}")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if STAND_IN.search(source):
            raise TemplateSyntaxError("a private-use character stands in the template", 1, name)
        tree = super()._parse(source, name, filename)
        for concat in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("'~' is not used here", concat.lineno, name)
        return tree


def _environment(folders: Sequence[Path], held: list[Any]) -> _Environment:
    @pass_context
    def stand_in(context: Any, value: Any) -> Any:
        # Marked as needing the context, or Jinja would fold constants through it when compiling.
        if isinstance(value, Markup):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            value = Text(str(value))
        elif isinstance(value, str):
            value = Text(value)
        elif not _is_content(value):
            if isinstance(value, date | dates.Month):
                hint = "use a filter that words it: 'day' or 'short'"
            elif value is None:
                hint = "it has no value; ask for it with 'if' first"
            else:
                hint = f"a {type(value).__name__} needs a filter that words it"
            if type(value).__name__ == "StrictUndefined":
                str(value)  # raises the error that names it
            raise BadValue(f"a value cannot be printed as it is: {hint}")
        if FIRST + len(held) > LAST:
            raise BadValue("the document holds more values than can be kept apart")
        held.append(value)
        return Markup(chr(FIRST + len(held) - 1))

    environment = _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders], encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=stand_in,
    )
    environment.filters = {name: _of_values(name, found) for name, found in FILTERS.items()}
    environment.globals = {}
    return environment


def _is_content(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(_is_content(item) for item in value)
    return isinstance(value, Inline | Block)


def _place_of(error: BaseException, folders: Sequence[Path]) -> tuple[str, int] | None:
    """The template and line in which an error arose, from its traceback."""
    place, trace = None, error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        for folder in folders:
            if file.is_relative_to(folder):
                place = (file.relative_to(folder).as_posix(), trace.tb_lineno)
                break
        trace = trace.tb_next
    return place


def _reason(error: Exception) -> str:
    """Why a template gives no document, for its author."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, TemplateError | BadValue):
        return str(error)
    return f"this cannot be worked out: {type(error).__name__}: {error}"


def _of_values(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses wording: it would come out as text, with its stand-ins in it."""

    @wraps(filter_)
    def checked(*given: Any, **named: Any) -> Any:
        if _holds_wording((*given, *named.values())):
            raise BadValue(f"{name!r} takes values, not wording made by a macro or 'set'")
        return filter_(*given, **named)

    return checked


def _holds_wording(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds_wording(item) for item in value)
    if isinstance(value, dict):
        return any(_holds_wording(item) for item in value.values())
    return isinstance(value, Markup)


def values_of(document: Any) -> dict[str, Any]:
    """The fields of a composed document, by name, for its template."""
    return {field.name: getattr(document, field.name) for field in fields(document)}
