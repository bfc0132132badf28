"""A template words a value, and what is wrong with it is an error at its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from sectool.blocks import Block, Blocks, plain, text_of
from sectool.wording.markdown_reader import MarkdownReader
from sectool.wording.provenance import Mark
from sectool.wording.sandbox import environment_of
from sectool.wording.stand_ins import FIRST, STAND_IN, BadValue, BadWording
from sectool.wording.unknown import in_words

# What Markdown keeps to itself: where links lead, the names of notes.
_NO_WORDS = re.compile(r"(?<=\])\([^)\s]*\)|\[\^[^\]]*\]")


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
        self.environment = environment_of(folders, self.held)

    def blocks(self, values: Mapping[str, Any]) -> Blocks:
        """The blocks that the template makes of `values`; WordingError for a fault of it."""
        text = self._rendered(values)
        try:
            return MarkdownReader(self.held).blocks(text)
        except BadWording as error:
            raise WordingError(self.template, 1, str(error)) from error

    def text(self, values: Mapping[str, Any]) -> str:
        """The words of these blocks, whatever they are made into: for who looks for some of them.

        It takes half the time that blocks take.
        """
        text = _NO_WORDS.sub("", self._rendered(values))
        return STAND_IN.sub(lambda found: _text_of(self.held[ord(found[0]) - FIRST]), text)

    def _rendered(self, values: Mapping[str, Any]) -> str:
        self.held.clear()
        try:
            return self.environment.get_template(self.template).render(dict(values))
        except TemplateSyntaxError as error:
            name = error.name or self.template
            message = in_words(error, self.environment, name, values)
            raise WordingError(name, error.lineno, message) from error
        except Exception as error:
            # Only templates and filters run here: whatever is raised, the template asked for it.
            place = _place_of(error, self.folders) or (self.template, 1)
            message = (
                in_words(error, self.environment, place[0], values)
                if isinstance(error, TemplateError)
                else _reason(error)
            )
            raise WordingError(*place, message) from error


def _text_of(value: Any) -> str:
    if isinstance(value, tuple) and value:
        return ("\n" if isinstance(value[0], Block) else "").join(map(_text_of, value))
    if isinstance(value, Mark) or value == ():
        return ""
    return text_of((value,)) if isinstance(value, Block) else plain((value,), notes=True)


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
    if isinstance(error, BadValue):
        return str(error)
    return f"this cannot be worked out: {type(error).__name__}: {error}"


def values_of(document: Any) -> dict[str, Any]:
    """What a composed document holds, and what it works out of that, by name, for its template."""
    held = [field.name for field in fields(document)]
    worked_out = [name for name, one in vars(type(document)).items() if isinstance(one, property)]
    return {name: getattr(document, name) for name in (*held, *worked_out)}
