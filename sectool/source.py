"""One YAML file: its text becomes data, and every key and value gets a position.

libyaml's events (PyYAML's C parser) and an iterative builder: exact marks at a fraction of
the time of a round-trip loader, and no recursion for nested brackets to exhaust. Two passes
with the same parser: `read_data` for every file, `read_spans` only for a file that has
something to report. The result holds four types: dict, tuple, str and None. A scalar stays
the text its author wrote (`0.10`, `no`, `012`, `1:30` are not surprises); the model says
what kind of value a text must be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from sectool.diagnostic import WHOLE_FILE, Path, Span

try:
    from yaml import MarkedYAMLError, YAMLError
    from yaml._yaml import CParser
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )
except ImportError as error:  # pragma: no cover - needs a PyYAML built without libyaml
    raise SystemExit(
        "sectool reads YAML with PyYAML's C part (libyaml), and this Python has none.\n"
        "Install a PyYAML wheel that has it: python -m pip install --force-reinstall "
        f"--only-binary PyYAML PyYAML   ({error})"
    ) from error

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 100

Data = Any  # dict[str, Data] | tuple[Data, ...] | str | None, which mypy cannot narrow usefully

# A line ends where libyaml ends one, so that our lines are its lines.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

# Control characters, bidirectional overrides and isolates, surrogates, and what XML (and so
# Word) cannot hold: none can be seen by the person who reviews the file.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff\ufeff]"
)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Problem:
    """A fault found while reading one file, with its code and place."""

    code: str
    message: str
    span: Span
    help: str | None = None


@dataclass(frozen=True)
class Spans:
    """Where every key and value of a file stands, by the path that leads to it."""

    values: dict[Path, Span]
    keys: dict[Path, Span]
    lines: tuple[str, ...]
    # Single-line plain and quoted scalars: a character of the value is a column of the file.
    inline: dict[Path, int]

    def find(
        self,
        path: Path,
        *,
        key: bool = False,
        within: tuple[int, int] | None = None,
        word: str | None = None,
    ) -> Span:
        """The span of the value (or key) at `path`, or of the nearest thing around it.

        `within` and `word` narrow it down to some characters of the value.
        """
        while path:
            if key and path in self.keys:
                return self.keys[path]
            if path in self.values:
                span = self.values[path]
                if word is not None:
                    return self._word(span, word)
                if within is not None and path in self.inline:
                    start = span.column + self.inline[path] + within[0]
                    length = max(1, within[1] - within[0])
                    return Span(span.line, start, span.line, start + length)
                # A group below its key is better known by the key than by its first line.
                name = self.keys.get(path)
                return name if name is not None and name.line < span.line else span
            path, within, word = path[:-1], None, None
        return WHOLE_FILE

    def _word(self, span: Span, word: str) -> Span:
        """The first place in `span` where `word` stands by itself, else all of it."""
        alone = re.compile(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])")
        for number in range(span.line, min(span.end_line, len(self.lines)) + 1):
            match = alone.search(self.lines[number - 1])
            if match is not None:
                return Span(number, match.start() + 1, number, match.end() + 1)
        return span

    def line(self, span: Span) -> str:
        """The text of the line on which `span` starts."""
        return self.lines[span.line - 1] if span.line <= len(self.lines) else ""


def decode(raw: bytes) -> tuple[str, Problem | None]:
    """The text of a file's bytes, or the problem that keeps them from being text."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", Problem(
            "Y101",
            f"this file is not UTF-8 text: byte {error.start + 1} is 0x{raw[error.start]:02x}",
            WHOLE_FILE,
            "save it as UTF-8 (in most editors: Save As, Encoding)",
        )
    if not text.strip():
        return "", Problem(
            "Y101", "this file is empty", WHOLE_FILE, "write its content or delete it"
        )
    return text, None


def read_data(text: str) -> tuple[Data, list[Problem]]:
    """The data of one file's text; faults come back as problems, never as exceptions."""
    return _build(text, None)


def read_spans(text: str) -> Spans:
    """The position of every key and value of the same text, as far as it can be parsed."""
    spans = Spans({}, {}, tuple(_LINE_END.split(text)), {})
    _build(text, spans)
    return spans


def _build(text: str, spans: Spans | None) -> tuple[Data, list[Problem]]:
    problems: list[Problem] = []
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        problems.append(_forbidden(text, forbidden.start()))
        return None, problems
    try:
        data = _Builder(text, spans, problems).build()
    except MarkedYAMLError as error:
        problems.append(_syntax(text, error))
        return None, problems
    except YAMLError as error:  # pragma: no cover - `_FORBIDDEN` is stricter than libyaml's reader
        problems.append(Problem("Y102", f"this is not YAML: {error}", WHOLE_FILE))
        return None, problems
    return data, problems


class _TooDeep(Exception):
    pass


class _Builder:
    """Builds data from events, with an explicit stack."""

    def __init__(self, text: str, spans: Spans | None, problems: list[Problem]) -> None:
        self.parser = CParser(text)
        self.spans = spans
        self.problems = problems

    def build(self) -> Data:
        try:
            return self._document()
        except _TooDeep:
            return None

    def _document(self) -> Data:
        get = self.parser.get_event
        spans = self.spans
        # One frame an open collection: (container, is it a mapping, key waiting for a value,
        # is it written in braces).
        container: Any = None
        is_map = False
        key: Any = _NO_KEY
        in_braces = False
        stack: list[tuple[Any, bool, Any, bool]] = []
        path: list[Any] = []
        root: Any = None
        documents = 0
        last_key_event: Any = None

        while True:
            event: Any = get()
            if event is None:
                return root
            kind = type(event)

            if kind is ScalarEvent:
                value = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                plain = event.implicit[0]
                if not plain and event.style == '"' and _FORBIDDEN.search(value):
                    self._escaped(event, value)
                    value = _FORBIDDEN.sub("\ufffd", value)
                if is_map and key is _NO_KEY:
                    if value in container:
                        self._duplicate(event, value)
                        key = _Duplicate(value)
                    else:
                        key = value
                    if spans is not None:
                        shown = key.name if type(key) is _Duplicate else key
                        spans.keys.setdefault((*path, shown), _span(event))
                    last_key_event = event
                    continue
                if plain and value in _NULLS:
                    value = None
                    self._no_value(key if is_map else None, last_key_event, event, in_braces)
                if spans is not None and type(key) is not _Duplicate:
                    here = (*path, key if is_map else len(container)) if stack else ()
                    spans.values[here] = _span(event)
                    one_line = event.start_mark.line == event.end_mark.line
                    if one_line and event.style in ("", "'", '"'):
                        spans.inline[here] = 0 if event.style == "" else 1
                if not stack:
                    root = value
                elif is_map:
                    if type(key) is not _Duplicate:
                        container[key] = value
                    key = _NO_KEY
                else:
                    container.append(value)

            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if is_map and key is _NO_KEY and stack:
                    key = self._odd_key(event)
                if len(stack) >= MAX_DEPTH:
                    self.problems.append(
                        Problem(
                            "Y104",
                            f"this is nested more than {MAX_DEPTH} levels deep",
                            _span(event),
                            "no file of a register needs that: look for brackets left open",
                        )
                    )
                    raise _TooDeep
                stack.append((container, is_map, key, in_braces))
                if spans is not None and len(stack) > 1:
                    step = key if is_map else len(container)
                    path.append(step.name if isinstance(step, _Duplicate) else step)
                    if not isinstance(step, _Duplicate):
                        spans.values[tuple(path)] = _opening(event)
                elif spans is not None:
                    spans.values[()] = _opening(event)
                is_map = kind is MappingStartEvent
                in_braces = is_map and bool(event.flow_style)
                container = {} if is_map else []
                key = _NO_KEY

            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = container if is_map else tuple(container)
                container, is_map, key, in_braces = stack.pop()
                if path:
                    path.pop()
                if not stack:
                    root = value
                elif is_map:
                    if type(key) is _OddKey:
                        key = _Duplicate("?")
                        continue
                    if type(key) is not _Duplicate:
                        container[key] = value
                    key = _NO_KEY
                else:
                    container.append(value)

            elif kind is AliasEvent:
                self._refuse(event)
                if is_map and key is _NO_KEY:
                    key = _Duplicate("*")
                elif is_map:
                    if type(key) is not _Duplicate:
                        container[key] = None
                    key = _NO_KEY
                elif stack:
                    container.append(None)

            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.problems.append(
                        Problem(
                            "Y104",
                            "a second document starts here; a file holds one",
                            _span(event),
                            "remove the line '---', or move what follows to a file of its own",
                        )
                    )
                    return root
                if event.version is not None or event.tags:
                    self.problems.append(
                        Problem(
                            "Y104",
                            "a line that starts with % gives YAML an instruction; none is needed",
                            WHOLE_FILE,
                            "remove the line",
                        )
                    )

    def _refuse(self, event: Any) -> None:
        if type(event) is AliasEvent:
            what, do = f"*{event.anchor} repeats another value", "write the value out"
            if type(event.anchor) is str and event.anchor.startswith("*"):
                what = "text that starts with * is read as a repeated value"
                do = "put it in quotes"
            else:
                do = "write the value out, or put text that starts with * in quotes"
        elif event.tag is not None:
            what = f"the tag {event.tag!r} is not used in a register"
            do = "remove the tag; put text that starts with ! in quotes"
        else:
            what = f"&{event.anchor} names this value for repeating"
            do = "remove the name; put text that starts with & in quotes"
        self.problems.append(Problem("Y104", what, _span(event), do))

    def _duplicate(self, event: Any, key: str) -> None:
        self.problems.append(
            Problem(
                "Y103",
                f"{key!r} stands here a second time; only one can count",
                _span(event),
                "keep one of the two",
            )
        )

    def _odd_key(self, event: Any) -> _OddKey:
        self.problems.append(
            Problem(
                "Y102",
                "a list or a group of keys cannot itself be a key",
                _span(event),
                "put text that starts with [ or { in quotes",
            )
        )
        return _OddKey("?")

    def _no_value(self, key: Any, key_event: Any, event: Any, in_braces: bool) -> None:
        if key is None:
            message = "this item has no value"
            self.problems.append(Problem("Y203", message, _span(event), "write one, or remove it"))
            return
        name = key.name if isinstance(key, _Duplicate) else key
        if in_braces and key_event.end_mark.index == event.start_mark.index:
            # `{title: one, two}` reads as a title "one" and a key "two".
            self.problems.append(
                Problem(
                    "Y106",
                    f"{name!r} has no value here: a comma inside {{…}} ends a value",
                    _span(key_event),
                    "if the comma belongs to the text, write this value on its own line "
                    "or in quotes",
                )
            )
            return
        self.problems.append(
            Problem(
                "Y203", f"{name!r} has no value", _span(key_event), "write one, or remove the key"
            )
        )

    def _escaped(self, event: Any, value: str) -> None:
        match = cast("re.Match[str]", _FORBIDDEN.search(value))
        self.problems.append(
            Problem("Y105", _forbidden_words(match.group()), _span(event), _FORBIDDEN_HELP)
        )


class _Missing:
    """No key is waiting for its value."""


_NO_KEY = _Missing()


@dataclass(frozen=True)
class _Duplicate:
    """A key whose value is read and dropped."""

    name: str


class _OddKey(_Duplicate):
    """A collection that stands where a key should; its own value is still to come."""


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _opening(event: Any) -> Span:
    start = event.start_mark
    return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)


_FORBIDDEN_HELP = "delete it and type the text again; it often comes with text pasted from Word"


def _forbidden_words(character: str) -> str:
    code = ord(character)
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        kind = "turns the direction of the text around it"
    elif 0xD800 <= code <= 0xDFFF:
        kind = "is half of a character"
    else:
        kind = "is a control character"
    return f"U+{code:04X} {kind}, cannot be seen, and is not allowed"


def _forbidden(text: str, index: int) -> Problem:
    before = _LINE_END.split(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Problem(
        "Y105",
        _forbidden_words(text[index]),
        Span(line, column, line, column + 1),
        _FORBIDDEN_HELP,
    )


def _syntax(text: str, error: MarkedYAMLError) -> Problem:
    """A syntax error in the words of somebody who writes release plans, not parsers."""
    problem, context = error.problem or "", error.context or ""
    # libyaml always says where; PyYAML's types allow for readers that do not.
    mark: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark
    lines = _LINE_END.split(text)
    line = lines[mark.line] if mark.line < len(lines) else ""

    def at(where: Any, message: str, help_: str) -> Problem:
        row, column = where.line + 1, where.column + 1
        return Problem("Y102", message, Span(row, column, row, column + 1), help_)

    if problem.startswith("mapping values are not allowed"):
        head = line[: mark.column]
        if re.search(r":\s", head):
            key = head.strip().lstrip("- ").split(":", 1)[0]
            return at(
                mark,
                "a colon followed by a blank starts a new value, and this line has one already",
                f"put the whole value in quotes: {key}: '…', or start a block with "
                f"'{key}: >-' and write the text on the next line",
            )
        return at(
            mark,
            "this line is indented further than the line before it, which has a value already",
            "line it up with the keys above",
        )
    if "tab" in problem or (
        "cannot start any token" in problem and line[mark.column :][:1] == "\t"
    ):
        return at(mark, "a tab stands where YAML wants blanks", "indent with blanks only")
    if "cannot start any token" in problem:
        character = line[mark.column : mark.column + 1]
        return at(mark, f"a value cannot start with {character}", "put the value in quotes")
    if "quoted scalar" in context and "end of stream" in problem:
        return at(opened, "a quote opens here and is never closed", "close it, or remove it")
    if "unknown escape" in problem:
        return at(
            mark,
            "inside double quotes a backslash starts a code, and this one is not known",
            r"use single quotes, or write \\ for a backslash",
        )
    if "simple key" in context or "expected ':'" in problem:
        return at(
            opened or mark,
            "this line has no colon, so it is neither a key nor part of the value above",
            "add 'key: ', or indent the line if it carries on the text above",
        )
    if "flow sequence" in context or "flow mapping" in context or "flow node" in context:
        bracket = "]" if "sequence" in context else "}" if "mapping" in context else "] or }"
        return at(
            opened or mark,
            f"a bracket opens here and {bracket} is missing, or a comma is",
            "close it on the same line, or write one item a line without brackets",
        )
    if "alias" in context or "anchor" in context:
        return at(
            opened or mark,
            f"a value cannot start with {line[opened.column : opened.column + 1] or '*'}",
            "put the value in quotes",
        )
    if "block scalar" in context:
        return at(
            mark,
            "text after > or | must start on the next line",
            "move the text to a line of its own, indented further than its key",
        )
    if "block sequence entries are not allowed" in problem:
        return at(
            mark,
            "a list cannot start on the line of its key",
            "write each '- ' on a line of its own, or put text that starts with '-' in quotes",
        )
    if "expected key" in problem:
        if re.search(r"""['"]\S*\s*\S""", line[: mark.column + 1]) and mark.column > 0:
            return at(
                mark,
                "this stands after a closing quote, where the value has ended",
                "double a quote inside quoted text ('it''s'), or write the text in block style",
            )
        return at(
            mark,
            "this line is indented differently from the keys it belongs to",
            "line it up with them",
        )
    if "expected '-' indicator" in problem:
        return at(
            mark, "a list ends here without a key above it", "line this up with the '-' above"
        )
    if "directive" in context:
        return at(mark, "a line that starts with % gives YAML an instruction", "remove the line")
    if "end of stream" in problem:
        return at(opened or mark, "the file ends before this is complete", "complete it")
    return at(mark, f"this cannot be read: {problem}", "compare with a neighbouring file")
