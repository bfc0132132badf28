"""Where every key and value of a text lies."""

from __future__ import annotations

import re
from dataclasses import field
from itertools import accumulate

from sectool.diagnostic import WHOLE_FILE, Path, Span
from sectool.values import dataclass


@dataclass(frozen=True)
class Spans:
    """Where every key and value of a file stands, by the path that leads to it."""

    values: dict[Path, Span]
    keys: dict[Path, Span]
    lines: tuple[str, ...]
    # Scalars on one line and without escapes, with the width of their opening quote: a character
    # of the value is a column of the file.
    inline: dict[Path, int]
    # The values of the others: their characters are those of the file, but for blanks and breaks.
    folded: dict[Path, str]
    # Worked out once for each value in which something is sought.
    _places: dict[Path, tuple[list[tuple[int, int]], list[int]]] = field(
        default_factory=dict, repr=False, compare=False
    )

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
                if within is not None and path in self.folded:
                    return self._within(path, within)
                # A group below its key is better known by the key than by its first line.
                name = self.keys.get(path)
                return name if name is not None and name.line < span.line else span
            path, within, word = path[:-1], None, None
        return self.values.get((), WHOLE_FILE)

    def _within(self, path: Path, within: tuple[int, int]) -> Span:
        """Some characters of a value on several lines, else all of it: blanks are not counted."""
        if path not in self._places:
            self._places[path] = self._places_of(path)
        places, before = self._places[path]
        if not places:
            return self.values[path]
        start, end = (before[min(at, len(before) - 1)] for at in within)
        number, column = places[min(start, len(places) - 1)]
        last = [at for line, at in places[start:end] if line == number]
        return Span(number, column, number, (last[-1] if last else column) + 1)

    def _places_of(self, path: Path) -> tuple[list[tuple[int, int]], list[int]]:
        """Where each character of a value stands that is no blank, and how many come before each
        of its characters; no places where an escape stands for something else."""
        span, value = self.values[path], self.folded[path].strip()
        there = [
            (number, column)
            for number in range(span.line, min(span.end_line, len(self.lines)) + 1)
            for column, character in enumerate(self.lines[number - 1], start=1)
            if not character.isspace()
            and (span.line, span.column) <= (number, column) < (span.end_line, span.end_column)
        ]
        opening = self.lines[span.line - 1][span.column - 1 : span.column]
        if opening in ("|", ">"):
            there = [place for place in there if place[0] > span.line]
        elif opening in ("'", '"'):
            there = there[1:]
        sought = [character for character in value if not character.isspace()]
        found = [self.lines[number - 1][column - 1] for number, column in there[: len(sought)]]
        before = [0, *accumulate(not character.isspace() for character in value)]
        return (there if found == sought else []), before

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
