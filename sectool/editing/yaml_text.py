"""Changes of one YAML file's text at the smallest place, held against its data before and after.

Each function gives the splice that does what is asked. What it would change besides, in data, in
the order of keys or in comments, is a refusal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from sectool.diagnostic import Address, Path, Span, Step
from sectool.editing.edit import CannotEdit, Splice
from sectool.editing.yaml_scalars import (
    Value,
    as_read,
    behind_key,
    data_of,
    in_block,
    in_flow,
    is_list,
    pair,
    scalar,
)
from sectool.source.reader import Data, decode, read_data, read_spans
from sectool.source.spans import Spans

# Where a line ends for libyaml, whose positions these are.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile("(?<![^\\s,\\[\\]{}])#[^\n\r\x85\u2028\u2029]*")
_BETWEEN = re.compile(r"(?:[\s,]|#[^\n\r]*)*")


class YamlText:
    """The text of a file with its data and places; refused where it cannot be read rightly."""

    def __init__(self, file: str, raw: bytes) -> None:
        self.file = file
        self.text, problem = decode(raw)
        problems = [problem] if problem is not None else []
        if not problems:
            self.data, problems = read_data(self.text)
        if problems:
            first = problems[0]
            why = f"line {first.span.line}: {first.message}"
            raise CannotEdit(f"{file} cannot be edited before it is put right: {why}")
        self.spans: Spans = read_spans(self.text)
        ends = list(_LINE_END.finditer(self.text))
        self.newline = ends[0].group() if ends else "\n"
        self.starts = [0, *(end.end() for end in ends)]

    def set(self, path: Path, value: Value) -> Splice:
        """Another value in the place of one."""
        old = self.at(path)
        if not path:
            raise self._refusal("the whole file cannot be replaced as a value")
        start, end = self._start(path), self._end(path)
        within = self._is_flow(path[:-1])
        if within or not (_is_group(old) or _is_group(value)):
            new = in_flow(value) if within else scalar(value, flow=False)
        elif isinstance(path[-1], str):
            key = self.spans.keys[path]
            start = self.text.index(":", self._offset(key.end_line, key.end_column)) + 1
            new = behind_key(value, key.column - 1, self._deeper(), self.newline)
        else:
            column = self.spans.values[path[:-1]].column + 1
            new = in_block(value, column, self._deeper(), self.newline)
        return self._held(start, end, new, _with(self.data, path, data_of(value)))

    def add(self, path: Path, key: str, value: Value, order: Sequence[str] = ()) -> Splice:
        """A key in a mapping, after those that come before it in an order, else as the last."""
        mapping = self.at(path)
        if not isinstance(mapping, Mapping):
            raise self._refusal(f"{_shown(path)} has no keys, so none can be added")
        if key in mapping:
            raise self._refusal(f"{_shown((*path, key))} is there already")
        keys = list(mapping)
        place = len(keys)
        if key in order:
            rank = {name: number for number, name in enumerate(order)}
            earlier = [at for at, name in enumerate(keys) if rank.get(name, -1) < rank[key]]
            known = [at for at in earlier if keys[at] in rank]
            later = [at for at, name in enumerate(keys) if rank.get(name, -1) > rank[key]]
            place = known[-1] + 1 if known else later[0] if later else place
        pairs = [*mapping.items()]
        pairs.insert(place, (key, data_of(value)))
        if self._is_flow(path):
            new = f"{scalar(key, flow=True)}: {in_flow(value)}"
        else:
            indent = self.spans.values[path].column - 1
            new = pair(key, value, indent, self._deeper(), self.newline)
        start, new = self._placed(path, [*keys], place, new)
        return self._held(start, start, new, _with(self.data, path, dict(pairs)))

    def insert(self, path: Path, index: int, value: Value) -> Splice:
        """An item in a list, before the one that has its index now."""
        items = self.at(path)
        if not isinstance(items, tuple):
            raise self._refusal(f"{_shown(path)} is no list, so no item can be added")
        if not 0 <= index <= len(items):
            raise self._refusal(f"{_shown(path)} has {len(items)} items, and no place {index}")
        if self._is_flow(path):
            new = in_flow(value)
        else:
            column = self.spans.values[path].column + 1
            like = (*path, max(index - 1, 0))
            as_flow = _is_group(value) and self._is_flow(like)
            body = (
                in_flow(value) if as_flow else in_block(value, column, self._deeper(), self.newline)
            )
            new = f"- {body}"
        start, new = self._placed(path, [*range(len(items))], index, new)
        meant = (*items[:index], data_of(value), *items[index:])
        return self._held(start, start, new, _with(self.data, path, meant))

    def append(self, path: Path, value: Value, order: Sequence[str] = ()) -> Splice:
        """An item at the end of a list; where there is no such key, the list as well."""
        holder = self.at(path[:-1]) if path else None
        if isinstance(holder, Mapping) and path[-1] not in holder:
            return self.add(path[:-1], str(path[-1]), [value], order)
        return self.insert(path, len(self.at(path)), value)

    def insert_sorted(self, path: Path, value: Value, key: Callable[[Data], str]) -> Splice:
        """An item after the last one that does not come later than it."""
        items = self.at(path)
        mine = key(data_of(value))
        if not isinstance(items, tuple):
            raise self._refusal(f"{_shown(path)} is no list, so no item can be added")
        not_later = [at for at, item in enumerate(items) if key(item) <= mine]
        return self.insert(path, not_later[-1] + 1 if not_later else 0, value)

    def remove(self, path: Path) -> Splice:
        """A key with its value, or an item, goes; so do the comments on its lines."""
        self.at(path)
        if not path:
            raise self._refusal("the whole file cannot be removed as a value")
        holder = self.at(path[:-1])
        steps: list[Step] = [*holder] if isinstance(holder, Mapping) else [*range(len(holder))]
        at = steps.index(path[-1])
        after = (*path[:-1], steps[at + 1]) if at + 1 < len(steps) else None
        start, end = self._entry(path), self._end(path)
        if self._is_flow(path[:-1]):
            if after is not None:
                end = self._entry(after)
            elif at:
                start = self._end((*path[:-1], steps[at - 1]))
        elif len(steps) == 1:
            raise self._refusal(
                f"{_shown(path)} is all that {_shown(path[:-1])} contains: remove that"
            )
        else:
            line = self._line(start)
            if self.text[self.starts[line] : start].strip():
                # What begins on the line of another's dash: the next one takes its place.
                end = self._entry(after) if after is not None else end
                if _COMMENT.search(self.text[self._end(path) : end]):
                    raise self._refusal(
                        f"there is a comment between {_shown(path)} and what follows"
                    )
            else:
                start, end = self.starts[line], self._next_line(end)
        return self._held(start, end, "", _without(self.data, path), fewer_comments=True)

    def rewrite(self, address: Address, new: str) -> Splice:
        """Other text in the place of a key, a scalar or some of its characters."""
        path, within = address.path, address.within
        if address.key:
            span, written = self.spans.keys[path], scalar(new, flow=self._is_flow(path[:-1]))
            holder = self.at(path[:-1])
            if new in holder:
                raise self._refusal(f"{_shown((*path[:-1], new))} is there already")
            renamed = {new if key == path[-1] else key: each for key, each in holder.items()}
            meant = _with(self.data, path[:-1], renamed)
        elif within is None and address.word is None:
            return self.set(path, as_read(new))
        else:
            old = self.at(path)
            if within is None:
                word = rf"(?<![A-Za-z0-9]){re.escape(address.word or '')}(?![A-Za-z0-9])"
                found = re.search(word, old)
                within = found.span() if found is not None else (0, 0)
            span = self.spans.find(path, within=address.within, word=address.word)
            written = new
            meant = _with(self.data, path, old[: within[0]] + new + old[within[1] :])
        start = self._offset(span.line, span.column)
        end = self._offset(span.end_line, span.end_column)
        return self._held(start, end, written, meant)

    def reorder(self, path: Path, order: Sequence[Step]) -> Splice:
        """The same items of a list or keys of a group in another order, each with the comments
        above it and on its lines."""
        holder = self.at(path)
        steps: list[Step] = [*holder] if isinstance(holder, Mapping) else [*range(len(holder))]
        if sorted(map(str, order)) != sorted(map(str, steps)):
            raise self._refusal(f"{_shown(path)} has other rows than are to be put in order")
        begin = [self._entry((*path, step)) for step in steps]
        by_hand = "put it in order by hand"
        if self._is_flow(path):
            raise self._refusal(f"{_shown(path)} is written in one line: {by_hand}")
        if any(self.text[self.starts[self._line(at)] : at].strip() for at in begin):
            raise self._refusal(f"{_shown(path)} begins on the line of something else: {by_hand}")
        starts = [*map(self._above, begin)]
        if not path:  # What a file begins with is about all of it.
            starts[0] = begin[0]
        ends = [*starts[1:], self._next_line(self._end((*path, steps[-1]), whole=True))]
        places = zip(steps, starts, ends, strict=True)
        rows = {step: self.text[start:end] for step, start, end in places}
        last = rows[steps[-1]]
        if not _LINE_END.search(last[-2:]):  # The file ends here without the end of a line.
            rows[steps[-1]] = last + self.newline
        new = "".join(rows[step] for step in order)
        new = new if _LINE_END.search(last[-2:]) else new.removesuffix(self.newline)
        data: Data = (
            {str(step): holder[step] for step in order}
            if isinstance(holder, Mapping)
            else tuple(holder[step] for step in order)
        )
        meant = _with(self.data, path, data)
        return self._held(starts[0], ends[-1], new, meant, moved_comments=True)

    def _above(self, offset: int) -> int:
        """The start of the line of an entry, or of the comments right above it that begin where
        it does: those further to the right are about what is above them."""
        line = self._line(offset)
        begins = self.text[self.starts[line] : offset] + "#"
        while line and self.text.startswith(begins, self.starts[line - 1]):
            line -= 1
        return self.starts[line]

    def at(self, path: Path) -> Data:
        """The data at a path."""
        found: Data = self.data
        for number, step in enumerate(path):
            there = (
                step in found
                if isinstance(found, dict)
                else isinstance(found, tuple) and isinstance(step, int) and 0 <= step < len(found)
            )
            if not there:
                raise self._refusal(f"there is no {_shown(path[: number + 1])}")
            found = found[step]
        return found

    def comments(self) -> list[str]:
        """The comments, from first to last."""
        return [found.group() for found in self._comment_places()]

    def _comment_places(self) -> list[re.Match[str]]:
        inside = [
            (self._offset(span.line, span.column), self._offset(span.end_line, span.end_column))
            for path, span in self.spans.values.items()
            if not _is_group(self.at(path))
        ]
        inside += [
            (self._offset(span.line, span.column), self._offset(span.end_line, span.end_column))
            for span in self.spans.keys.values()
        ]
        # Outside of what is written as data, only a comment has a #.
        found, at = [], 0
        for start, end in [*sorted(inside), (len(self.text), len(self.text))]:
            opens_block = self.text[start : start + 1] in ("|", ">")
            while at <= start and (comment := _COMMENT.search(self.text, at, start)) is not None:
                found.append(comment)
                at = comment.end()
            if opens_block:  # The line of the sign may end with a comment.
                line = _LINE_END.search(self.text, start, end)
                last = line.start() if line is not None else end
                found += list(_COMMENT.finditer(self.text, start, last))
            at = max(at, end)
        return found

    def _held(
        self,
        start: int,
        end: int,
        new: str,
        meant: Data,
        *,
        fewer_comments: bool = False,
        moved_comments: bool = False,
    ) -> Splice:
        """The splice, if it does what is meant and nothing else."""
        splice = Splice(self.file, start, end, new)
        text = splice.of(self.text)
        data, problems = read_data(text)
        if problems:
            why = f"line {problems[0].span.line}: {problems[0].message}"
            raise self._refusal(f"the file could not be read with this change in ({why})")
        if json.dumps(data) != json.dumps(meant):
            raise self._refusal("its layout does not let this be changed without changing more")
        after = YamlText(self.file, text.encode()).comments()
        before = self.comments()
        if fewer_comments:
            rest = iter(before)
            kept = all(any(each == other for other in rest) for each in after)
        else:
            kept = sorted(after) == sorted(before) if moved_comments else after == before
        if not kept:
            raise self._refusal("a comment would be lost with this change; move it first")
        return splice

    def _placed(self, path: Path, steps: list[Step], place: int, new: str) -> tuple[int, str]:
        """Where something new goes among what a group holds, with what sets it apart."""
        if self._is_flow(path):
            if place:
                return self._end((*path, steps[place - 1])), f", {new}"
            start = self._entry((*path, steps[0])) if steps else self._start(path) + 1
            return start, f"{new}, " if steps else new
        indent = " " * (self.spans.values[path].column - 1)
        if not place:
            return self._start(path), f"{new}{self.newline}{indent}"
        start = self._next_line(self._end((*path, steps[place - 1]), whole=True))
        if start == len(self.text) and not _LINE_END.fullmatch(self.text[-1:]):
            return start, f"{self.newline}{indent}{new}"
        return start, f"{indent}{new}{self.newline}"

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def _start(self, path: Path) -> int:
        span: Span = self.spans.values[path]
        return self._offset(span.line, span.column)

    def _entry(self, path: Path) -> int:
        """Where a key begins, or the dash of an item."""
        if isinstance(path[-1], str):
            span = self.spans.keys[path]
            return self._offset(span.line, span.column)
        if self._is_flow(path[:-1]):
            return self._start(path)
        column = self.spans.values[path[:-1]].column
        line = self.spans.values[path].line
        while self.text[self._offset(line, column) : self._offset(line, column) + 1] != "-":
            line -= 1
        return self._offset(line, column)

    def _end(self, path: Path, *, whole: bool = False) -> int:
        """Where a value ends; `whole` counts the blank lines that `|+` makes part of it."""
        value = self.at(path)
        if isinstance(value, dict | tuple):
            steps = [*value] if isinstance(value, dict) else [*range(len(value))]
            at = self._end((*path, steps[-1]), whole=whole) if steps else self._start(path) + 1
            if not self._is_flow(path):
                return at
            between = _BETWEEN.match(self.text, at)
            return (between.end() if between is not None else at) + 1
        span = self.spans.values[path]
        start, end = self._start(path), self._offset(span.end_line, span.end_column)
        if self.text[start : start + 1] in ("|", ">"):
            head = _LINE_END.split(self.text[start:end], maxsplit=1)[0]
            if not (whole and "+" in head):
                end = start + len(self.text[start:end].rstrip())
        return end

    def _line(self, offset: int) -> int:
        return sum(start <= offset for start in self.starts) - 1

    def _next_line(self, offset: int) -> int:
        """The start of the line below, or of this one where nothing comes before it."""
        if offset in self.starts and offset:
            return offset
        later = [start for start in self.starts if start > offset]
        return later[0] if later else len(self.text)

    def _is_flow(self, path: Path) -> bool:
        start = self._start(path)
        return self.text[start : start + 1] in ("{", "[") and _is_group(self.at(path))

    def _deeper(self) -> int:
        """How far lists stand to the right of their keys in this file."""
        for path, span in self.spans.values.items():
            key = self.spans.keys.get(path)
            if key is not None and isinstance(self.at(path), tuple) and not self._is_flow(path):
                return span.column - key.column
        return 0

    def _refusal(self, why: str) -> CannotEdit:
        return CannotEdit(f"{self.file}: {why}")


def _is_group(value: Value) -> bool:
    return isinstance(value, Mapping) or is_list(value)


def _with(data: Data, path: Path, value: Data) -> Data:
    if not path:
        return value
    inner = _with(data[path[0]], path[1:], value)
    if isinstance(data, dict):
        return {key: inner if key == path[0] else each for key, each in data.items()}
    return tuple(inner if at == path[0] else each for at, each in enumerate(data))


def _without(data: Data, path: Path) -> Data:
    holder: Data = data
    for step in path[:-1]:
        holder = holder[step]
    left = (
        {key: each for key, each in holder.items() if key != path[-1]}
        if isinstance(holder, dict)
        else tuple(each for at, each in enumerate(holder) if at != path[-1])
    )
    return _with(data, path[:-1], left)


def _shown(path: Path) -> str:
    return ".".join(str(step) for step in path) or "the file"
