"""One YAML file: its text becomes data, and every key and value gets a position.

libyaml's events (PyYAML's C parser) and an iterative builder: exact marks at a fraction of
the time of a round-trip loader, and no recursion for nested brackets to exhaust. Two passes
with the same parser: `read_data` for every file, `read_spans` only for a file that has
something to report. The result holds four types: dict, tuple, str and None. A scalar stays
the text its author wrote (`0.10`, `no`, `012`, `1:30` are not surprises); the model says
what kind of value a text must be.

Long because one loop builds what all kinds of events give, and each mistake has words of its own.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any, NamedTuple, cast

from sectool.diagnostic import WHOLE_FILE, Problem, RewriteFix, Span
from sectool.source.yaml_errors import Mistake, lines_in
from sectool.values import dataclass

try:
    from yaml._yaml import CParser
    from yaml.error import MarkedYAMLError, YAMLError
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
from sectool.source.spans import Spans

MAX_DEPTH = 100

Data = Any  # dict[str, Data] | tuple[Data, ...] | str | None, which mypy cannot narrow usefully

# Control characters, bidirectional overrides and isolates, surrogates, and what XML (and so
# Word) cannot hold: none can be seen by the person who reviews the file.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff\ufeff]"
)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


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
    spans = Spans({}, {}, tuple(lines_in(text)), {}, {})
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
    except _TooDeep as error:
        return None, _instead(problems, error.problem)
    except MarkedYAMLError as error:
        return None, _instead(problems, Mistake(text, error).explained())
    except YAMLError as error:  # pragma: no cover - `_FORBIDDEN` is stricter than libyaml's reader
        problems.append(Problem("Y102", f"this is not YAML: {error}", WHOLE_FILE))
        return None, problems
    return data, problems


def _instead(problems: list[Problem], final: Problem) -> list[Problem]:
    """With the problem that ended the reading: what seemed wrong on its line was its beginning."""
    return [*(found for found in problems if found.span.line != final.span.line), final]


class _TooDeep(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds data from events, with an explicit stack."""

    def __init__(self, text: str, spans: Spans | None, problems: list[Problem]) -> None:
        self.parser = CParser(text)
        self.text = text
        self.spans = spans
        self.problems = problems
        # The lines on which a # without a blank behind it may cut a value short, with its column.
        self.cuts = _cuts(text) if " #" in text else {}

    def build(self) -> Data:
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
        cuts = self.cuts
        odd = "\xa0" in self.text

        while True:
            event: Any = get()
            if event is None:
                return root
            kind = type(event)
            if kind is ScalarEvent:
                event, kind = _in_order(event), tuple

            # Most events: a process of our own has them made as the bare values that they consist
            # of, and only what has something to report wants them by name.
            if kind is tuple:
                anchor, tag, implicit, value, _, end, style = event
                if anchor is not None or tag is not None:
                    self._refuse(_Scalar(*event))
                plain = implicit[0]
                if not plain and style == '"' and _FORBIDDEN.search(value):
                    self._escaped(_Scalar(*event), value)
                    value = _FORBIDDEN.sub("\ufffd", value)
                if is_map and key is _NO_KEY:
                    if odd and value[:1] == "\xa0":
                        self._odd_blank(_Scalar(*event))
                    if value in container:
                        self._duplicate(_Scalar(*event), value)
                        key = _Duplicate(value)
                    else:
                        key = value
                    if spans is not None:
                        shown = key.name if type(key) is _Duplicate else key
                        spans.keys.setdefault((*path, shown), _span(_Scalar(*event)))
                    last_key_event = event
                    continue
                if cuts and plain and value and end.line in cuts:
                    self._cut_short(end)
                if plain and value in _NULLS:
                    value = None
                    if is_map:
                        self._no_value(last_key_event, _Scalar(*event), in_braces, not container)
                    elif stack:
                        self._no_item(_Scalar(*event))
                if spans is not None and type(key) is not _Duplicate:
                    here = (*path, key if is_map else len(container)) if stack else ()
                    if here not in spans.values:
                        spans.values[here] = span = _span(_Scalar(*event))
                        quote = 1 if style in ("'", '"') else 0
                        width = span.end_column - span.column - 2 * quote
                        if span.line == span.end_line and width == len(value or ""):
                            spans.inline[here] = quote
                        elif value:
                            spans.folded[here] = value
                if is_map:
                    if type(key) is not _Duplicate:
                        container[key] = value
                    key = _NO_KEY
                elif stack:
                    container.append(value)
                else:
                    root = value

            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if is_map and key is _NO_KEY and stack:
                    key, last_key_event = self._odd_key(event), event
                if len(stack) >= MAX_DEPTH:
                    raise _TooDeep(
                        Problem(
                            "Y104",
                            f"this is nested more than {MAX_DEPTH} levels deep",
                            _span(event),
                            "no file of a register needs that: look for brackets left open",
                        )
                    )
                stack.append((container, is_map, key, in_braces))
                if spans is not None and len(stack) > 1:
                    step = key if is_map else len(container)
                    path.append(step.name if isinstance(step, _Duplicate) else step)
                    if not isinstance(step, _Duplicate):
                        spans.values.setdefault(tuple(path), _opening(event))
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
                    key, last_key_event = _Duplicate("*"), event
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
                            "a second document starts here; a file has one",
                            _span(event),
                            "remove the line '---', or move the text below it to a file of its own",
                        )
                    )
                    return root
                if event.version is not None or event.tags:
                    self.problems.append(
                        Problem(
                            "Y104",
                            "a line that starts with % gives YAML an instruction; none is needed",
                            _opening(event),
                            "remove the line",
                        )
                    )

    def _refuse(self, event: Any) -> None:
        if type(event) is AliasEvent:
            what = f"*{event.anchor} repeats another value"
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
                f"{key!r} appears here a second time; only one can count",
                _span(event),
                "keep one of the two",
            )
        )

    def _odd_blank(self, event: Any) -> None:
        message = "expected an ordinary space, found a no-break space (U+00A0)"
        self.problems.append(
            Problem(
                "Y105",
                message,
                _opening(event),
                "delete it and type an ordinary space",
                RewriteFix(" "),
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

    def _no_item(self, event: Any) -> None:
        message = "this item has no value"
        self.problems.append(Problem("Y203", message, _span(event), "write one, or remove it"))

    def _no_value(self, key_event: Any, event: Any, in_braces: bool, first: bool) -> None:
        refused = type(key_event) is not tuple
        if refused:
            return  # The key itself cannot stand there, and that was told.
        key_event = _Scalar(*key_event)
        code, name, help_ = "Y203", key_event.value, "write one, or remove the key"
        message = f"{name!r} has no value"
        if in_braces and key_event.end_mark.index == event.start_mark.index:
            if first:
                message += ": {…} contains keys and their values"
                help_ = "put text that starts with { in quotes, or write 'key: value'"
            else:
                # `{title: one, two}` reads as a title "one" and a key "two".
                code, message = "Y106", f"{message} here: a comma inside {{…}} ends a value"
                help_ = (
                    "if the comma belongs to the text, write this value on its own line "
                    "or in quotes"
                )
        elif re.match(r"\s*:\s+#", self._rest_of_line(key_event)):
            message += ": text after a # is a comment"
            help_ = "put text that starts with # in quotes"
        self.problems.append(Problem(code, message, _span(key_event), help_))

    def _rest_of_line(self, event: Any) -> str:
        row, column = event.end_mark.line, event.end_mark.column
        rest: str = lines_in(self.text)[row][column:]
        return rest

    def _cut_short(self, end: Any) -> None:
        # `title: Faster #2 Firmware` is the title "Faster" and a comment.
        line, column = end.line, end.column
        start, word = self.cuts[line]
        if self.lines()[line][column:start].strip():
            return
        self.problems.append(
            Problem(
                "Y108",
                f"{word!r} starts a comment, so the value ends before it",
                Span(line + 1, start + 1, line + 1, start + 1 + len(word)),
                "put the whole value in quotes; if a comment is meant, write a space after #",
            )
        )

    def lines(self) -> list[str]:
        return lines_in(self.text)

    def _escaped(self, event: Any, value: str) -> None:
        match = cast("re.Match[str]", _FORBIDDEN.search(value))
        self.problems.append(
            Problem("Y105", _forbidden_words(match.group()), _span(event), _FORBIDDEN_HELP)
        )


_CUT = re.compile(r"(?<=[ \t])#[^\s#]\S*")


def _cuts(text: str) -> dict[int, tuple[int, str]]:
    """Line (from 0) to the column and word of its first # that follows a blank and a word."""
    found: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines_in(text)):
        match = _CUT.search(line)
        if match is not None and line[: match.start()].strip():
            found[number] = (match.start(), match.group())
    return found


class _Missing:
    """No key is waiting for its value."""


_NO_KEY = _Missing()


@dataclass(frozen=True)
class _Duplicate:
    """A key whose value is read and dropped."""

    name: str


class _OddKey(_Duplicate):
    """A collection that stands where a key should; its own value is still to come."""


class _Scalar(NamedTuple):
    """A scalar as libyaml reports it."""

    anchor: str | None
    tag: str | None
    implicit: tuple[bool, bool]
    value: str
    start_mark: Any
    end_mark: Any
    style: str | None


_in_order = attrgetter(*_Scalar._fields)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _opening(event: Any) -> Span:
    start = event.start_mark
    return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)


_FORBIDDEN_HELP = "delete it and type the text again; it is often found in text pasted from Word"


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
    before = lines_in(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Problem(
        "Y105",
        _forbidden_words(text[index]),
        Span(line, column, line, column + 1),
        _FORBIDDEN_HELP,
        RewriteFix(""),
    )


# What a merge leaves behind where two people changed the same lines.
