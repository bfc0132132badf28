"""What templates may do with a value: tables, charts, dates, lists, places for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any, get_args

from sectool import dates, words
from sectool.blocks import (
    MARKED_FOR,
    Block,
    Blocks,
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Figures,
    Gantt,
    Grid,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Provenance,
    Series,
    Sketch,
    Strong,
    Table,
    TableForm,
    Text,
    cell,
)
from sectool.diagnostic import suggestion
from sectool.lanes import PlanLanes
from sectool.pictured import DatedRows, Stacks
from sectool.wording.stand_ins import BadValue

# The names that the wording gives to what goes past the target of a chart, and to a bar cut short.
BEYOND, BROKEN = "beyond", "broken"


def _table(
    grid: Grid,
    caption: str,
    headings: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
    unknown: str | None = None,
    across: str = "",
    titled: tuple[str, Sequence[Any]] = ("", ()),
    covered: str = "",
    foot: tuple[str, Sequence[Cell]] = ("", ()),
) -> Block:
    """A grid with the caption, first headings and notes that the wording gives it.

    `unknown` stands in the cells that the note `unknown` is on, in place of their dash. `across`
    heads the first column where the others become rows, and `titled` is a heading for the titles
    of what these rows are about. `covered` is what stands in the further columns that a figure is
    for, with "{}" for the first; `foot` a row of sums with its heading.
    """
    head = tuple(Cell((Paragraph((Text(name),)),)) for name in (*headings, *grid.headings))
    if head and len(head) != len(grid.columns):
        raise BadValue(
            f"the table {caption!r} has {len(grid.columns)} columns and {len(head)} headings"
        )
    given = notes or {}
    rows = tuple(
        tuple(replace(one, body=_filled(one.body, given, caption, unknown)) for one in row)
        for row in grid.rows
    )
    heading, items = titled
    form = TableForm(
        across,
        heading,
        tuple((one.id, one.title) for one in items),
        covered,
        tuple(_foot(*foot, given, caption)) if foot[1] else (),
    )
    return Table((Text(caption),), grid.columns, (head,) if head else (), rows, form)


def _foot(
    heading: str, cells: Sequence[Cell], notes: Mapping[str, str], caption: str
) -> Iterator[tuple[Cell, ...]]:
    filled = (replace(one, body=_filled(one.body, notes, caption, None)) for one in cells)
    yield (cell(heading, heading=True), *filled)


def _filled(blocks: Blocks, notes: Mapping[str, str], caption: str, unknown: str | None) -> Blocks:
    def fill(body: Inlines) -> Inlines:
        if unknown is not None and Note("unknown", ()) in body:
            body = (Text(unknown), Note("unknown", ()))
        done: list[Inline] = []
        for inline in body:
            if isinstance(inline, Note) and not inline.body:
                if inline.key not in notes:
                    raise BadValue(f"the table {caption!r} needs a note {inline.key!r}")
                inline = Note(inline.key, (Text(notes[inline.key]),))
            done.append(inline)
        return tuple(done)

    return tuple(
        Paragraph(fill(block.body)) if isinstance(block, Paragraph) else block for block in blocks
    )


def _caused_by(grid: Grid, rows: Sequence[Sequence[Sequence[str]]], says: str = "({})") -> Grid:
    """A grid of lists, each item with the ids of what it comes from after its words."""

    def with_cause(item: Blocks, ids: Sequence[str]) -> Blocks:
        *before, last = item
        if not ids or not isinstance(last, Paragraph):
            return item
        cause = Text("\u00a0" + says.replace("{}", words.listed([*ids])))
        return (*before, Paragraph((*last.body, cause)))

    def row(cells: tuple[Cell, ...], causes: Iterator[Sequence[str]]) -> tuple[Cell, ...]:
        return tuple(
            replace(
                one,
                body=tuple(
                    replace(
                        block, items=tuple(with_cause(x, next(causes, ())) for x in block.items)
                    )
                    if isinstance(block, Bullets)
                    else block
                    for block in one.body
                ),
            )
            for one in cells
        )

    pairs = zip_longest(grid.rows, rows[: len(grid.rows)], fillvalue=())
    return replace(grid, rows=tuple(row(cells, iter(causes)) for cells, causes in pairs))


def _chart(
    figures: Figures,
    caption: str,
    kind: ChartKind,
    of: str,
    names: Mapping[str, str],
    *,
    beside: bool = False,
) -> Block:
    """Figures with the caption that the wording gives them, and what it calls each series.

    It may name categories too, and by `broken` a bar that is drawn shortened. `beside`: a table
    beside it has the same figures.
    """
    if not isinstance(figures, Figures):
        raise BadValue(f"the chart {caption!r} needs figures, not a {type(figures).__name__}")
    kinds = get_args(ChartKind)
    if kind not in kinds:
        near = suggestion(str(kind), kinds)
        raise BadValue(f"the chart {caption!r} cannot be drawn as {kind!r}{near}")
    if kind != "columns" and len(figures.series) != 1:
        shows = "bars show" if kind == "bars" else "a strip shows"
        raise BadValue(
            f"the chart {caption!r} has {len(figures.series)} series, and {shows} one: "
            "draw it as columns"
        )
    if kind != "bars" and figures.target is not None:
        raise BadValue(f"the chart {caption!r} has a target, which only bars can show")
    target = figures.target

    def name(key: str) -> str:
        if not names.get(key):
            raise BadValue(f"the chart {caption!r} needs a name for {key!r}")
        return Text(names[key]).text

    def named(series: Series) -> Series:
        if any(value is not None and value < 0 for value in series.values):
            raise BadValue(f"the chart {caption!r} has a figure below zero in {series.name!r}")
        return replace(series, name=name(series.name))

    return Chart(
        kind,
        (Text(caption),),
        Text(of).text,
        tuple(_category(category, names) for category in figures.categories),
        tuple(map(named, figures.series)),
        named(target) if target is not None else None,
        name(BEYOND) if target is not None else "",
        figures.past,
        Text(names.get(BROKEN, "")).text,
        beside,
    )


def _gantt(plan: PlanLanes, caption: str, go_live: str, names: Mapping[str, str]) -> Block:
    """A plan with the caption that the wording gives it, and what it calls each mark in it."""
    if not isinstance(plan, PlanLanes):
        raise BadValue(f"the picture {caption!r} needs a plan, not a {type(plan).__name__}")

    def name(mark: str) -> str:
        if not names.get(mark):
            raise BadValue(f"the picture {caption!r} needs a name for {mark!r}")
        return Text(names[mark]).text

    marks = tuple((mark, name(mark)) for mark in plan.marks)
    ends = ""
    if plan.goes_live is not None:
        ends = f"{Text(go_live).text}: {dates.span_in_words(*plan.goes_live)}"
    return Gantt((Text(caption),), plan, marks, ends)


def _category(category: str | dates.When, names: Mapping[str, str]) -> str:
    if not isinstance(category, str):
        return Text(dates.in_short(category)).text
    return Text(names.get(category, category)).text


def _sketch(data: Stacks | DatedRows, caption: str, names: Mapping[str, str]) -> Block:
    """Amounts or days with the caption that the wording gives, and what it calls each mark."""
    if not isinstance(data, Stacks | DatedRows):
        raise BadValue(
            f"the picture {caption!r} needs amounts or days, not a {type(data).__name__}"
        )
    for mark in data.marks:
        if not names.get(mark):
            raise BadValue(f"the picture {caption!r} needs a name for {mark!r}")
    called = tuple((key, Text(name).text) for key, name in names.items())
    return Sketch((Text(caption),), data, called)


# Words of a draft alone: a comparison does not take them for a change.
_OF_A_DRAFT = ("edition", "draft")


def _todo(says: str, about: str = "") -> Inline:
    """A mark in a draft, where the register does not give what the document has a place for.

    `about` leads to where that would be said: the id of a modification, a key of the release or of
    the publication.
    """
    mark = f"[TODO: {says}]"
    sources = (
        Provenance(0, len(mark), _OF_A_DRAFT, holds=True),
        Provenance(0, len(mark), (MARKED_FOR, about)),
    )
    return Strong((Text(mark, sources),))


def _join(items: Sequence[Any], separator: str = ", ") -> str:
    if any(not isinstance(item, str) for item in items):
        raise BadValue("only plain values can be joined")
    return separator.join(items)


def _weekday(day: date) -> str:
    return dates.WEEKDAYS[day.weekday()]


# A closed list: the standard filters include some that would let a value pass unheld.
FILTERS: dict[str, Callable[..., Any]] = {
    "day": dates.in_words,
    "short": dates.in_short,
    "weekday": _weekday,
    "decimal": words.decimal_text,
    "pounds": words.pounds,
    "pounds_range": words.pounds_range,
    "count": words.count,
    "counted": words.counted,
    "listed": words.listed,
    "sentence": words.sentence,
    "sentence_start": words.sentence_start,
    "caused_by": _caused_by,
    "table": _table,
    "chart": _chart,
    "gantt": _gantt,
    "sketch": _sketch,
    "todo": _todo,
    "join": _join,
    "length": len,
}
