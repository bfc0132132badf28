"""A document and its template become blocks: Jinja for the words, Markdown for their structure.

Values are not escaped into Markdown. Each crosses the Markdown parser as one private-use
character, an ordinary letter to it, and is put back in the tree. So a title full of pipes,
stars or brackets can neither break the structure nor smuggle any in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import wraps
from math import sqrt
from pathlib import Path
from typing import Any, get_args

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
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

from sectool import dates, words
from sectool.blocks import (
    Align,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Column,
    Emph,
    Figures,
    Grid,
    Heading,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Series,
    Strong,
    Table,
    Text,
    inlines_of,
    merged,
    plain,
)
from sectool.diagnostic import suggestion

# The name that the wording gives to what goes past the target of a chart.
BEYOND = "beyond"

_FIRST, _LAST = 0xF0000, 0x10FFFD
_STAND_IN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_TARGET = re.compile(r"(https?://|mailto:|#)\S+|[A-Za-z0-9][A-Za-z0-9._-]*")


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
            return _Reader(self.held).blocks(text)
        except _BadWording as error:
            raise WordingError(self.template, 1, str(error)) from error


# Jinja: values become stand-ins.


class _BadValue(Exception):
    pass


class _BadWording(Exception):
    pass


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(["+", "%", "*"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise _BadValue(f"wording cannot be combined with {operator!r}")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if _STAND_IN.search(source):
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
            raise _BadValue(f"a value cannot be printed as it is: {hint}")
        if _FIRST + len(held) > _LAST:
            raise _BadValue("the document holds more values than can be kept apart")
        held.append(value)
        return Markup(chr(_FIRST + len(held) - 1))

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
    if isinstance(error, TemplateError | _BadValue):
        return str(error)
    return f"this cannot be worked out: {type(error).__name__}: {error}"


def _of_values(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses wording: it would come out as text, with its stand-ins in it."""

    @wraps(filter_)
    def checked(*given: Any, **named: Any) -> Any:
        if _holds_wording((*given, *named.values())):
            raise _BadValue(f"{name!r} takes values, not wording made by a macro or 'set'")
        return filter_(*given, **named)

    return checked


def _holds_wording(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds_wording(item) for item in value)
    if isinstance(value, dict):
        return any(_holds_wording(item) for item in value.values())
    return isinstance(value, Markup)


# What a template may ask of a value.


def _table(
    grid: Grid,
    caption: str,
    headings: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
) -> Block:
    """A grid with the caption, first headings and notes that the wording gives it."""
    head = tuple(Cell((Paragraph((Text(name),)),)) for name in (*headings, *grid.headings))
    if head and len(head) != len(grid.columns):
        raise _BadValue(
            f"the table {caption!r} has {len(grid.columns)} columns and {len(head)} headings"
        )
    given = notes or {}
    rows = tuple(
        tuple(replace(one, body=_filled(one.body, given, caption)) for one in row)
        for row in grid.rows
    )
    return Table((Text(caption),), grid.columns, (head,) if head else (), rows)


def _filled(blocks: Blocks, notes: Mapping[str, str], caption: str) -> Blocks:
    def fill(body: Inlines) -> Inlines:
        done: list[Inline] = []
        for inline in body:
            if isinstance(inline, Note) and not inline.body:
                if inline.key not in notes:
                    raise _BadValue(f"the table {caption!r} wants a note {inline.key!r}")
                inline = Note(inline.key, (Text(notes[inline.key]),))
            done.append(inline)
        return tuple(done)

    return tuple(
        Paragraph(fill(block.body)) if isinstance(block, Paragraph) else block for block in blocks
    )


def _chart(
    figures: Figures,
    caption: str,
    kind: ChartKind,
    of: str,
    names: Mapping[str, str],
) -> Block:
    """Figures with the caption that the wording gives them, and what it calls each series."""
    if not isinstance(figures, Figures):
        raise _BadValue(f"the chart {caption!r} needs figures, not a {type(figures).__name__}")
    kinds = get_args(ChartKind)
    if kind not in kinds:
        near = suggestion(str(kind), kinds)
        raise _BadValue(f"the chart {caption!r} cannot be drawn as {kind!r}{near}")
    if kind == "bars" and len(figures.series) != 1:
        raise _BadValue(
            f"the chart {caption!r} has {len(figures.series)} series, and bars show one: "
            "draw it as columns"
        )
    if kind == "columns" and figures.target is not None:
        raise _BadValue(f"the chart {caption!r} has a target, which only bars can show")
    target = figures.target

    def name(key: str) -> str:
        if not names.get(key):
            raise _BadValue(f"the chart {caption!r} wants a name for {key!r}")
        return Text(names[key]).text

    def named(series: Series) -> Series:
        if any(value is not None and value < 0 for value in series.values):
            raise _BadValue(f"the chart {caption!r} has a figure below zero in {series.name!r}")
        return replace(series, name=name(series.name))

    return Chart(
        kind,
        (Text(caption),),
        Text(of).text,
        tuple(_category(category) for category in figures.categories),
        tuple(map(named, figures.series)),
        named(target) if target is not None else None,
        name(BEYOND) if target is not None else "",
    )


def _category(category: str | dates.When) -> str:
    return Text(category if isinstance(category, str) else dates.in_short(category)).text


def _join(items: Sequence[Any], separator: str = ", ") -> str:
    if any(not isinstance(item, str) for item in items):
        raise _BadValue("only plain values can be joined")
    return separator.join(items)


def _weekday(day: date) -> str:
    return dates.WEEKDAYS[day.weekday()]


def _decimal(number: Decimal) -> str:
    return f"{number:,}"


# A closed list: the standard filters include some that would let a value pass unheld.
FILTERS: dict[str, Callable[..., Any]] = {
    "day": dates.in_words,
    "short": dates.in_short,
    "weekday": _weekday,
    "decimal": _decimal,
    "pounds": words.pounds,
    "pounds_range": words.pounds_range,
    "count": words.count,
    "counted": words.counted,
    "listed": words.listed,
    "sentence": words.sentence,
    "sentence_start": words.sentence_start,
    "table": _table,
    "chart": _chart,
    "join": _join,
    "length": len,
}


# Markdown: structure becomes blocks, and stand-ins become values again.


@dataclass
class _Notes:
    """The footnotes of a text: their words by id, and their labels."""

    bodies: dict[int, Inlines]
    labels: dict[int, str]


_UNWANTED = {
    "hr": "a horizontal rule",
    "blockquote_open": "a quotation",
    "fence": "a code block",
    "code_block": "a code block",
    "code_inline": "code",
    "image": "an image",
    "html_block": "HTML",
    "html_inline": "HTML",
}


class _Reader:
    def __init__(self, held: list[Any]) -> None:
        self.held = held
        self.notes = _Notes({}, {})
        self.slugs: set[str] = set()

    def blocks(self, text: str) -> Blocks:
        parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        parser.disable(["code", "lheading", "autolink"])
        parser.use(footnote_plugin, inline=False)
        # These would percent-encode the stand-ins; the finished address is judged instead.
        parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
        parser.validateLink = lambda url: True  # type: ignore[method-assign]
        tokens = parser.parse(text)
        tokens = self._take_notes(tokens)
        blocks, rest = self._until(tokens, 0, None)
        if rest != len(tokens):
            raise _BadWording("the wording is not well nested")
        return blocks

    def _take_notes(self, tokens: list[Token]) -> list[Token]:
        """Reads the texts of footnotes and returns the tokens before them."""
        start = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), None)
        if start is None:
            return tokens
        number = -1
        for token in tokens[start:]:
            if token.type == "footnote_open":
                number = int(token.meta["id"])
                self.notes.labels[number] = str(token.meta["label"])
                self.notes.bodies[number] = ()
            elif token.type == "inline":
                before = self.notes.bodies[number]
                if any(child.type == "footnote_ref" for child in token.children or []):
                    raise _BadWording("a footnote cannot have a footnote of its own")
                gap: Inlines = (Text(" "),) if before else ()
                self.notes.bodies[number] = (*before, *gap, *self._inlines(token.children or []))
        return tokens[:start]

    def _until(self, tokens: list[Token], index: int, end: str | None) -> tuple[Blocks, int]:
        blocks: list[Block] = []
        caption: Inlines | None = None
        while index < len(tokens) and tokens[index].type != end:
            token = tokens[index]
            kind = token.type
            if kind in _UNWANTED:
                raise _BadWording(f"{_UNWANTED[kind]} cannot stand in a document")
            if caption is not None and kind != "table_open":
                raise _BadWording("a line 'Table: …' must stand before a table")
            if kind == "heading_open":
                body = self._inlines(tokens[index + 1].children or [])
                level = int(token.tag[1:])
                blocks.append(Heading(level, body, self._slug(plain(body))))
                index += 3
            elif kind == "paragraph_open":
                content = self._content(tokens[index + 1].children or [])
                # Only the template makes a caption: a value may begin with these words.
                if tokens[index + 1].content.startswith("Table: "):
                    caption = _caption(content)
                index += 3
                if caption is None:
                    blocks.extend(content)
            elif kind in ("bullet_list_open", "ordered_list_open"):
                close = kind.replace("_open", "_close")
                start = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
                items: list[Blocks] = []
                index += 1
                while tokens[index].type != close:
                    item, index = self._until(tokens, index + 1, "list_item_close")
                    items.append(item)
                    index += 1
                index += 1
                blocks.append(Bullets(tuple(items), start))
            elif kind == "table_open":
                table, index = self._pipe_table(tokens, index + 1, caption or ())
                caption = None
                blocks.append(table)
            else:
                raise _BadWording(f"{kind} cannot stand in a document")
        if caption is not None:
            raise _BadWording("a line 'Table: …' must stand before a table")
        return tuple(blocks), index

    def _pipe_table(self, tokens: list[Token], index: int, caption: Inlines) -> tuple[Table, int]:
        head: list[tuple[Cell, ...]] = []
        rows: list[tuple[Cell, ...]] = []
        aligns: list[Align] = []
        row: list[Cell] = []
        in_head = False
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type in ("thead_open", "tbody_open"):
                in_head = token.type == "thead_open"
            elif token.type == "tr_open":
                row = []
            elif token.type == "tr_close":
                (head if in_head else rows).append(tuple(row))
            elif token.type in ("th_open", "td_open"):
                if in_head:
                    aligns.append(_align(str(token.attrs.get("style", ""))))
                content = self._content(tokens[index + 1].children or [])
                if any(isinstance(block, Table) for block in content):
                    raise _BadWording("a table cannot stand in a cell of another")
                if any(isinstance(block, Chart) for block in content):
                    raise _BadWording("a chart cannot stand in a cell of a table")
                row.append(_row_heading(content) if not row and not in_head else Cell(content))
            index += 1
        if head and not any(one.body for one in head[0]):
            head = []
        columns = tuple(
            Column(_weight([r[i] for r in (*head, *rows) if i < len(r)]), align)
            for i, align in enumerate(aligns)
        )
        return Table(caption, columns, tuple(head), tuple(rows)), index + 1

    def _content(self, children: list[Token]) -> Blocks:
        """The blocks of a paragraph or cell: one paragraph, unless it is only a block value."""
        only = children[0].content.strip() if len(children) == 1 else ""
        if _STAND_IN.fullmatch(only):
            value = self._value(only)
            if isinstance(value, Block):
                return (value,)
            if isinstance(value, tuple) and value and all(isinstance(v, Block) for v in value):
                return value
        body = self._inlines(children)
        return (Paragraph(body),) if body and plain(body, notes=True).strip() else ()

    def _inlines(self, children: list[Token]) -> Inlines:
        done: list[Inline] = []
        # Open marks: what they are, and the inlines before them.
        open_: list[tuple[str, str, list[Inline]]] = []
        for token in children:
            match token.type:
                case "text":
                    done.extend(self._swapped(token.content))
                case "softbreak":
                    done.append(Text(" "))
                case "hardbreak":
                    done.append(Break())
                case "strong_open" | "em_open":
                    open_.append((token.type, "", done))
                    done = []
                case "link_open":
                    open_.append((token.type, self._target(str(token.attrs["href"])), done))
                    done = []
                case "strong_close" | "em_close" | "link_close":
                    kind, target, before = open_.pop()
                    body = merged(done)
                    if kind == "link_open":
                        before.append(Link(target, body))
                    else:
                        before.append(Strong(body) if kind == "strong_open" else Emph(body))
                    done = before
                case "footnote_ref":
                    number = int(token.meta["id"])
                    label = self.notes.labels.get(number, str(number))
                    done.append(Note(f"text-{label}", self.notes.bodies.get(number, ())))
                case "footnote_anchor":
                    pass
                case kind if kind in _UNWANTED:
                    raise _BadWording(f"{_UNWANTED[kind]} cannot stand in a document")
                case kind:
                    raise _BadWording(f"{kind} cannot stand in a document")
        return merged(done)

    def _value(self, character: str) -> Any:
        return self.held[ord(character) - _FIRST]

    def _swapped(self, text: str) -> list[Inline]:
        if re.search(r"\[\^[^\]\s]+\]", text):
            raise _BadWording(f"a footnote mark has no text: {text.strip()[:60]!r}")
        done: list[Inline] = []
        last = 0
        for match in _STAND_IN.finditer(text):
            if match.start() > last:
                done.append(Text(text[last : match.start()]))
            value = self._value(match.group())
            items = value if isinstance(value, tuple) else (value,)
            for item in items:
                if isinstance(item, Block):
                    what = "chart" if isinstance(item, Chart) else "table or list"
                    raise _BadWording(f"a {what} cannot stand inside a sentence")
                done.append(item)
            last = match.end()
        if last < len(text):
            done.append(Text(text[last:]))
        return done

    def _target(self, href: str) -> str:
        target = _STAND_IN.sub(lambda match: _words_of(self._value(match.group())), href)
        if not _TARGET.fullmatch(target):
            raise _BadWording(f"a link leads to {target!r}, which is no address")
        return target

    def _slug(self, text: str) -> str:
        slug = "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "section"
        number, unique = 2, slug
        while unique in self.slugs:
            unique, number = f"{slug}-{number}", number + 1
        self.slugs.add(unique)
        return unique


def _words_of(value: Any) -> str:
    return value.text if isinstance(value, Text) else ""


def _caption(content: Blocks) -> Inlines | None:
    match content:
        case (Paragraph(body=(Text(text=first), *rest)),):
            return (Text(first.removeprefix("Table: ")), *rest)
        case _:
            return None


def _row_heading(content: Blocks) -> Cell:
    """A first cell that is bold as a whole heads its row."""
    if len(content) == 1 and isinstance(content[0], Paragraph):
        body = content[0].body
        if len(body) == 1 and isinstance(body[0], Strong):
            return Cell((Paragraph(body[0].body),), heading=True)
    return Cell(content)


def _align(style: str) -> Align:
    if style.endswith("center"):
        return "center"
    return "right" if style.endswith("right") else "left"


def _weight(cells: list[Cell]) -> float:
    """A column's share of the width: the root of its mean length, within bounds."""
    lengths = [
        len(plain(body)) for one in cells for block in one.body for body in inlines_of(block)
    ]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    return round(min(8.0, max(2.0, sqrt(mean))), 2)


def values_of(document: Any) -> dict[str, Any]:
    """The fields of a composed document, by name, for its template."""
    return {field.name: getattr(document, field.name) for field in fields(document)}
