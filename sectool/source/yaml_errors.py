"""A syntax error in the words of somebody who writes release plans, not parsers."""

from __future__ import annotations

import re
from typing import Any

from yaml.error import MarkedYAMLError

from sectool.diagnostic import Problem, Span

# A line ends where libyaml ends one, so that our lines are its lines.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def lines_in(text: str) -> list[str]:
    """The lines of a text, without their ends."""
    return _LINE_END.split(text)


_UNMERGED = re.compile("^(?:<{7}|>{7})(?: |$)")

_QUOTE_TEXT = "put the whole value in quotes"


class Mistake:
    """A syntax error in the words of somebody who writes release plans, not parsers."""

    def __init__(self, text: str, error: MarkedYAMLError) -> None:
        self.lines = lines_in(text)
        self.problem, self.context = error.problem or "", error.context or ""
        # libyaml always says where; PyYAML's types allow for readers that do not.
        mark: Any = error.problem_mark or error.context_mark
        start: Any = error.context_mark or mark
        self.mark, self.start = (mark.line, mark.column), (start.line, start.column)
        self.line = self._line(mark.line)
        self.before = self.line[: mark.column]
        self.after = self.line[mark.column :]

    def _line(self, row: int) -> str:
        return self.lines[row] if row < len(self.lines) else ""

    def _at(self, where: tuple[int, int], message: str, help_: str) -> Problem:
        row, column = where
        # The end of a file stands after the last line break: nobody sees a line there.
        last = len(self.lines) - 1
        while last > 0 and not self.lines[last].strip():
            last -= 1
        if row > last:
            row, column = last, len(self.lines[last])
        return Problem("Y102", message, Span(row + 1, column + 1, row + 1, column + 2), help_)

    def explained(self) -> Problem:
        """The mistake with its place and what to do about it."""
        problem, context, mark, start = self.problem, self.context, self.mark, self.start
        for row, line in enumerate(self.lines):
            if _UNMERGED.match(line):
                return self._at(
                    (row, 0),
                    "two versions of this file were merged and left side by side",
                    "keep what is right of the two, and delete the lines of <, = and >",
                )
        if problem.startswith("mapping values are not allowed"):
            return self._second_colon() if re.search(r":\s", self.before) else self._too_far_in()
        if "tab" in problem or ("cannot start any token" in problem and self.after[:1] == "\t"):
            return self._at(mark, "expected spaces, found a tab", "indent with spaces only")
        if "cannot start any token" in problem or "mapping keys are not" in problem:
            return self._bad_start(mark)
        if "quoted scalar" in context and re.search("end of stream|document", problem):
            return self._at(
                start, "a quote opens here and is never closed", "close it, or remove it"
            )
        if "quoted scalar" in context:
            return self._at(
                mark,
                "inside double quotes a backslash starts a code, and this one is not known",
                r"use single quotes, or write \\ for a backslash",
            )
        if "simple key" in context:
            return self._no_colon(start[0])
        if "flow" in context:
            return self._brackets()
        if "alias" in context or "anchor" in context or "tag" in context or "tag" in problem:
            return self._bad_start(start)
        if "block scalar" in context:
            return self._at(
                mark,
                "text after > or | must start on the next line",
                "move it to a line of its own, indented further than its key; put text that "
                "starts with > or | in quotes",
            )
        if "block sequence entries are not allowed" in problem:
            return self._at(
                mark,
                "a list cannot start on the line of its key",
                "write each '- ' on a line of its own, or put text that starts with '-' in quotes",
            )
        if "directive" in context:
            return self._at(
                start, "a line that starts with % gives YAML an instruction", "remove the line"
            )
        if "node content" in problem:
            return self._bad_start(mark)
        if problem.startswith("did not find expected"):
            return self._out_of_line()
        return self._at(mark, f"this cannot be read: {problem}", "compare with a neighbouring file")

    def _bad_start(self, where: tuple[int, int]) -> Problem:
        rest = self._line(where[0])[where[1] :]
        if rest.startswith("* "):
            return self._no_hyphen(where, "*")
        return self._at(where, f"a value cannot start with {rest[:1]}", _QUOTE_TEXT)

    def _no_hyphen(self, where: tuple[int, int], bullet: str) -> Problem:
        message = f"an item of a list starts with a hyphen, not with {bullet}"
        return self._at(where, message, "write '- …'")

    def _second_colon(self) -> Problem:
        key, value = self.before.strip().lstrip("- ").split(":", 1)
        if value.strip()[:1] in ("“", "‘", "”", "’"):
            return self._at(
                self.mark,
                "typographic quotes are ordinary letters here, so this colon starts a new value",
                """use ' or " around the value""",
            )
        return self._at(
            self.mark,
            "a colon followed by a space starts a new value, and this line has one already",
            f"{_QUOTE_TEXT}: {key}: '…', or start a block with "
            f"'{key}: >-' and write the text on the next line",
        )

    def _too_far_in(self) -> Problem:
        """A line with a colon under one that can have no keys below it."""
        row = self.mark[0]
        indent = _indent(self.line)
        above = [n for n in range(row) if _content(self.lines[n])]
        owner = next((n for n in reversed(above) if _indent(self.lines[n]) < indent), None)
        if owner is not None and re.search(r":\s+\S", self.lines[owner]):
            return self._at(
                (row, indent),
                "this line is indented further than the line before it, which has a value already",
                "line it up with the keys above; if it carries on their text, write that text "
                "as a block, below '>-'",
            )
        if above:
            return self._no_colon(above[-1])
        return self._at(self.mark, "the text before this colon cannot be a key", _QUOTE_TEXT)

    def _no_colon(self, row: int) -> Problem:
        """A line that should be a key with its value, or an item, and is neither."""
        line = self._line(row)
        start = (row, _indent(line))
        content = _content(line)
        glued = re.match("(?:- +)?([A-Za-z][A-Za-z0-9-]*):(?=[^\\s/]|\xa0)", content)
        if glued is not None:
            blank = "an ordinary space" if content[glued.end()] == "\xa0" else "a space"
            column = start[1] + glued.end() - 1
            return self._at(
                (row, column),
                f"{blank} is missing after this colon",
                f"write '{glued[1]}: …'",
            )
        if re.match("-[^\\s-]", content):
            return self._at(start, "a space is missing after this hyphen", "write '- …'")
        if re.match("[•·*–—][\\s\xa0]", content):
            return self._no_hyphen(start, content[0])
        return self._at(
            start,
            "this line has no colon, so it is neither a key nor part of the value above",
            "add 'key: ', or indent the line if it carries on the text above",
        )

    def _brackets(self) -> Problem:
        mark, start = self.mark, self.start
        character = self.after[:1]
        if "node content" in self.problem:
            if character == ",":
                return self._at(mark, "this comma has nothing before it", "remove it")
            return self._bad_start(mark)
        close = "]" if "sequence" in self.context else "}"
        if character and character in "]}":
            opener = "[" if close == "]" else "{"
            return self._at(
                mark, f"this closes with {character} what opens with {opener}", f"write {close}"
            )
        if mark[0] == start[0] and character:
            # A key that follows without a comma is noticed only at its colon.
            key = re.search(r"[^\s\[\]{},]*\s*$", self.before) if character == ":" else None
            return self._at(
                (mark[0], key.start() if key else mark[1]),
                f"a comma or {close} is missing before this",
                "separate by commas the items in brackets; put text that contains a colon or "
                "bracket in quotes",
            )
        return self._at(
            start,
            f"a bracket opens here and {close} is missing, or a comma is",
            "close it on the same line, or write one item a line without brackets",
        )

    def _out_of_line(self) -> Problem:
        """Something complete has ended, and this can neither belong to it nor follow it."""
        mark = self.mark
        last = self.before.rstrip()[-1:]
        if last and last in "'\"":
            return self._at(
                mark,
                "unexpected text after a closing quote, where the value has ended",
                "double a quote inside quoted text ('it''s'), or write the text as a block, "
                "below '>-'",
            )
        if last and last in "]}":
            return self._at(
                mark,
                "unexpected text after a closing bracket, where the value has ended",
                f"{_QUOTE_TEXT}, or remove the text after the bracket",
            )
        if re.match(r"-(\s|$)", self.after):
            return self._at(
                mark,
                "expected a key, found an item of a list",
                "write it below a key that ends with a colon, or line it up with the items above",
            )
        if not re.search(r":(\s|$)", self.after):
            return self._at(
                mark,
                "this line is indented like nothing above it, and has no colon",
                "if it carries on a text, indent it as far as that text; if it is a key, "
                "add 'key: '",
            )
        if "'-' indicator" in self.problem:
            return self._at(
                mark,
                "this is neither an item of the list above nor a key of its last item",
                "start it with '- ', or line it up with the keys of the item",
            )
        return self._at(
            mark,
            "this line is indented differently from the keys it belongs to",
            "line it up with them",
        )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _content(line: str) -> str:
    """A line without indentation; nothing for a comment."""
    bare = line.strip(" \t")
    return "" if bare.startswith("#") else bare
