"""How days before and after a change are drawn: a row for each thing, on one line of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sectool.blocks import Sketch
from sectool.dates import in_short
from sectool.pictured import DatedRow, DatedRows
from sectool.render.drawing import (
    HIGHEST,
    LINE,
    SMALL,
    TYPE,
    WIDTH,
    Canvas,
    and_more,
    fitting,
    lines_of_text,
    width_of,
)
from sectool.render.legend import WIDE, Sample, legend
from sectool.render.months import Scale, lines_of_months, names_of_months, next_month

# A row below its title, what is left after it, half a mark, and from a mark to its day.
_HIGH, _AFTER, _MARK, _APART = 15.0, 4.0, 4.5, 9.0


def dated_rows(sketch: Sketch, data: DatedRows, canvas: Canvas) -> tuple[float, float]:
    """Draws each row below its title; how wide and high the drawing is."""
    days = data.days
    if not days:
        return WIDTH, LINE
    aside = max(width_of(in_short(day), SMALL) for day in days) + _APART + 2
    first, last = min(days).replace(day=1), next_month(max(days))
    scale = Scale(first, last, aside, WIDTH - aside)
    y = legend(canvas, _items(sketch, data, canvas), 0) + 6 + SMALL
    names_of_months(canvas, scale, y - 2)
    titles = [lines_of_text(_title(sketch, row), TYPE, WIDTH) for row in data.rows]
    heights = [
        len(title) * LINE + (2 + _HIGH if row.then is not None else 0) + _AFTER
        for row, title in zip(data.rows, titles, strict=True)
    ]
    count = fitting(heights, HIGHEST * WIDTH - y)
    for row, title in zip(data.rows[:count], titles, strict=False):
        for line in title:
            canvas.words(0, y + TYPE, line)
            y += LINE
        if row.then is not None:
            middle = y + 2 + _HIGH / 2
            lines_of_months(canvas, scale, y + 2, y + 2 + _HIGH)
            canvas.line(scale.left, middle, scale.right, middle, "rule")
            _row(canvas, row.now, row.then, scale, middle)
            y += 2 + _HIGH
        y += _AFTER
    if count < len(data.rows):
        canvas.words(0, y + TYPE, and_more(len(data.rows) - count))
        y += LINE
    return WIDTH, y


def _title(sketch: Sketch, row: DatedRow) -> str:
    title = row.title or sketch.name_of("untitled")
    return f"{title}: {sketch.name_of('open')}" if row.then is None else title


def _row(canvas: Canvas, now: date | None, then: date, scale: Scale, y: float) -> None:
    if now is None or now == then:
        draw = _kept if now == then else _then
        draw(canvas, scale.at(then), y)
        _day(canvas, scale.at(then) + _APART, y, then)
    else:
        before, after = scale.at(now), scale.at(then)
        canvas.line(before, y, after, y, "accent", 2)
        way = 1 if after > before else -1
        tip = after - way * (_MARK + 1)
        if abs(after - before) > 3 * _MARK:
            canvas.polygon((tip, y), (tip - way * 7, y - 4), (tip - way * 7, y + 4))
        _now(canvas, before, y)
        _then(canvas, after, y)
        _day(canvas, max(before, after) + _APART, y, max(now, then))
        _day(canvas, min(before, after) - _APART, y, min(now, then), ends=True)


def _day(canvas: Canvas, x: float, y: float, day: date, *, ends: bool = False) -> None:
    """A day beside its mark; what is behind it is hidden."""
    words = in_short(day)
    wide = width_of(words, SMALL)
    canvas.box(x - wide if ends else x, y - 7, wide, 14, "blank")
    canvas.words(x, y + 4, words, size=SMALL, anchor="end" if ends else "start")


def _now(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, "white")


def _then(canvas: Canvas, x: float, y: float) -> None:
    m = _MARK + 1.5
    canvas.polygon((x, y - m), (x + m, y), (x, y + m), (x - m, y))


def _kept(canvas: Canvas, x: float, y: float) -> None:
    """Both marks in one: the day that it has is the day that it would have."""
    canvas.box(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, "white")
    m = _MARK - 1.5
    canvas.polygon((x, y - m), (x + m, y), (x, y + m), (x - m, y))


def _items(sketch: Sketch, data: DatedRows, canvas: Canvas) -> list[tuple[Sample, str]]:
    """What there is to explain, of the marks that are used."""

    def sample(draw: Callable[[Canvas, float, float], None]) -> Sample:
        return lambda x, y: draw(canvas, x + WIDE / 2, y)

    marks = {"now": _now, "then": _then, "kept": _kept}
    return [(sample(marks[name]), sketch.name_of(name)) for name in data.marks if name in marks]
