"""A plan on one page, as wide as A3: what it has row by row, months across. No colour is needed.

The shape of a mark says what it is, its filling how firm its day is; days that are open are
hatched. As SVG for slides and the web, and as a PDF for the wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from sectool.dates import MONTHS
from sectool.pictured import DayMark, MarkShape, PaperRow, PlanOnPaper
from sectool.render.drawing import Canvas, Drawing, lines_of_text, width_of
from sectool.render.months import Scale, next_month
from sectool.render.svg import Palette, svg_document

# A3 across, in points.
WIDE = 1190.0
# As high as a slide of this width at least, rows up to so many times as far apart.
_LEAST, _MOST = 669.0, 1.6
_MARGIN, _TITLE, _TEXT, _SMALL = 42.0, 20.0, 10.0, 9.0
_ROW, _LINE = 15.5, 12.0
# A row of many days has their numbers above its marks.
_NUMBERS, _TINY = 9.0, 8.0
_FONTS = "'Source Sans 3', Arial, Helvetica, sans-serif"
# How much of the width the names of rows take.
_NAMES = 0.33
_M = 4.0


def page_as_svg(plan: PlanOnPaper, font: str = _FONTS) -> str:
    """The plan as SVG, its size in points."""
    return svg_document(page_of(plan), Palette(font=font), plan.title, plan.says)


def page_of(plan: PlanOnPaper) -> Drawing:
    """The drawing of a plan: as high as its rows need, and as a slide at least."""
    canvas = Canvas()
    left, right = _MARGIN + (WIDE - 2 * _MARGIN) * _NAMES, WIDE - _MARGIN
    first, last = plan.first.replace(day=1), next_month(plan.last)
    scale = Scale(first, last, left, right)
    y = _MARGIN + _TITLE
    canvas.words(_MARGIN, y, plan.title, size=_TITLE)
    canvas.words(right, y, plan.subtitle, size=_TEXT, colour="soft", anchor="end")
    top = y + 40
    laid = [
        (title, [(row, _label(row, left - _MARGIN - 22)) for row in rows])
        for title, rows in plan.groups
    ]
    heights = [[_height(*one) for one in rows] for _, rows in laid]
    heads = (_ROW + 6) * len(heights)
    rows_high = sum(map(sum, heights))
    # Few rows stand farther apart, so that a slide or a page is filled.
    apart = min(max((_LEAST - top - heads - 3 * _ROW - _MARGIN) / rows_high, 1.0), _MOST)
    bottom = top + heads + apart * rows_high
    _months(canvas, scale, top, bottom)
    for day in plan.days_off:
        if first <= day < last:
            canvas.line(scale.at(day), top - 6, scale.at(day), top, "soft", 2)
    if plan.today is not None and first <= plan.today < last:
        _dashed(canvas, scale.at(plan.today), top, bottom)
    for day in plan.lines:
        canvas.line(scale.at(day), top, scale.at(day), bottom, "accent", 2)
    at = top
    for (title, rows), high in zip(laid, heights, strict=True):
        canvas.line(_MARGIN, at, right, at, "ink", 0.75)
        canvas.words(_MARGIN, at + 13, title, size=_TEXT, colour="accent")
        at += _ROW + 6
        for (row, lines), height in zip(rows, high, strict=True):
            _row(canvas, scale, row, lines, at + (apart - 1) * height / 2)
            at += apart * height
    canvas.line(_MARGIN, bottom, right, bottom, "ink", 0.75)
    foot = _legend(canvas, plan, bottom + 20)
    canvas.words(_MARGIN, foot + 14, plan.foot, size=_SMALL, colour="soft")
    return Drawing(WIDE, foot + 14 + _MARGIN * 0.7, tuple(canvas.shapes))


def _label(row: PaperRow, room: float) -> list[str]:
    return lines_of_text(row.label, _TEXT, room)


def _height(row: PaperRow, lines: Sequence[str]) -> float:
    return max(_ROW + (len(lines) - 1) * _LINE, _ROW + (0 if row.dated else _NUMBERS))


def _months(canvas: Canvas, scale: Scale, top: float, bottom: float) -> None:
    starts = list(scale.months)
    room = (scale.right - scale.left) / len(starts)
    step = next((n for n in (1, 2, 3, 6) if n * room > width_of("Mmm", _SMALL) + 4), 12)
    for number, start in enumerate(starts):
        x, january = scale.at(start), start.month == 1
        canvas.line(x, top - (18 if january else 0), x, bottom, "soft" if january else "rule", 0.75)
        if step == 12 or (start.month - 1) % step == 0:
            name = MONTHS[start.month - 1][:3]
            if step < 12:
                canvas.words(x + 3, top - 9, name, size=_SMALL, colour="soft")
        if number == 0 or january:
            canvas.words(x + 3, top - 21, str(start.year), size=_TEXT)
    canvas.line(scale.right, top, scale.right, bottom, "rule", 0.75)


def _row(canvas: Canvas, scale: Scale, row: PaperRow, lines: Sequence[str], y: float) -> None:
    middle = y + 7 + (0 if row.dated else _NUMBERS)
    gone = bool(row.marks) and all(mark.cancelled for mark in row.marks)
    for number, line in enumerate(lines):
        x, foot = _MARGIN + 12, (middle if len(lines) == 1 else y + 7) + 3.5 + number * _LINE
        canvas.words(x, foot, line, size=_TEXT, colour="soft" if gone else "ink")
        if gone:
            canvas.line(x, foot - 3.5, x + 0.9 * width_of(line, _TEXT), foot - 3.5, "soft", 0.75)
    canvas.line(scale.left, middle, scale.right, middle, "rule", 0.5)
    if row.dated and row.marks:
        _days(canvas, scale, row.marks, middle)
    taken = 0.0
    for mark in row.marks:
        start, end = scale.at(mark.first), scale.at(mark.last)
        if not row.dated and start - taken > _TINY + 1:
            _number(canvas, start, middle - _M - 3, str(mark.first.day))
            taken = start
        draw_day(canvas, mark.shape, start, end, middle, firm=mark.firm)


def _number(canvas: Canvas, x: float, foot: float, day: str) -> None:
    wide = width_of(day, _TINY)
    canvas.box(x - wide / 2, foot - _TINY + 1.5, wide, _TINY - 1, "blank")
    canvas.words(x, foot, day, size=_TINY, anchor="middle")


def _days(canvas: Canvas, scale: Scale, marks: Sequence[DayMark], middle: float) -> None:
    """The days behind the last mark; before the first, where the edge is in the way."""
    mark = marks[-1]
    words = _day_words(mark.first, mark.last)
    end = scale.at(mark.last) + (2 if mark.first != mark.last else _M)
    # In the fonts that there are it is narrower than it may be at most.
    wide, x = 0.85 * width_of(words, _SMALL), end + 4
    if x + width_of(words, _SMALL) > scale.right:
        x = min(scale.at(one.first) for one in marks) - _M - 4
        canvas.box(x - wide - 1, middle - 6, wide + 2, 12, "blank")
        canvas.words(x, middle + 3.2, words, size=_SMALL, anchor="end")
        return
    canvas.box(x - 1, middle - 6, wide + 2, 12, "blank")
    canvas.words(x, middle + 3.2, words, size=_SMALL)


def _day_words(first: date, last: date) -> str:
    def short(day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1][:3]}"

    if first == last:
        return short(first)
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same else short(first)} to {short(last)}"


def draw_day(
    canvas: Canvas, shape: MarkShape | str, start: float, end: float, y: float, *, firm: bool
) -> None:
    """A mark: filled where its day is firm, light where it is not, hatched where it is open."""
    fill: Literal["filled", "light"] = "filled" if firm else "light"
    corners: tuple[tuple[float, float], ...]
    if end > start:
        canvas.box(start, y - _M, end - start, 2 * _M, "white")
        canvas.hatching((start, end), (y - _M, y + _M), "ink")
        return
    x, m = start, _M
    if shape == "meeting":
        cut = m * 0.42
        corners = (
            *((x - cut, y - m), (x + cut, y - m), (x + m, y - cut), (x + m, y + cut)),
            *((x + cut, y + m), (x - cut, y + m), (x - m, y + cut), (x - m, y - cut)),
        )
    elif shape == "papers":
        corners = ((x - m, y - m), (x + m, y - m), (x, y + m))
    elif shape == "cut-off":
        corners = ((x, y - m - 1), (x + m + 1, y), (x, y + m + 1), (x - m - 1, y))
    elif shape == "consultation":
        corners = ((x - m, y + m), (x - m, y - m), (x + m, y))
    elif shape == "go-live":
        m += 1.5
        n = m * 0.4
        corners = (
            *((x, y - m), (x + n * 0.6, y - n * 0.6), (x + m, y), (x + n * 0.6, y + n * 0.6)),
            *((x, y + m), (x - n * 0.6, y + n * 0.6), (x - m, y), (x - n * 0.6, y - n * 0.6)),
        )
    elif shape == "holiday":
        canvas.line(x, y - m, x, y + m, "soft", 2)
        return
    else:
        corners = ((x - m, y - m), (x + m, y - m), (x + m, y + m), (x - m, y + m))
    # What is light lets lines through: the paper comes first.
    canvas.polygon(*corners, fill="blank")
    canvas.polygon(*corners, fill=fill)


def _dashed(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    y = top
    while y < bottom:
        canvas.line(x, y, x, min(y + 4, bottom), "soft", 1.25)
        y += 7


def _legend(canvas: Canvas, plan: PlanOnPaper, y: float) -> float:
    x = _MARGIN
    for mark, name in plan.names:
        wide = 26 + width_of(name, _SMALL)
        if x + wide > WIDE - _MARGIN:
            x, y = _MARGIN, y + _ROW
        middle = y - 3
        if mark == "window":
            draw_day(canvas, "step", x, x + 14, middle, firm=False)
        elif mark == "today":
            _dashed(canvas, x + 7, middle - 6, middle + 7)
        elif mark == "line":
            canvas.line(x + 7, middle - 6, x + 7, middle + 6, "accent", 2)
        else:
            shape, _, light = mark.partition(" ")
            draw_day(canvas, shape, x + 7, x + 7, middle, firm=not light)
        canvas.words(x + 20, y, name, size=_SMALL, colour="soft")
        x += wide + 14
    return y
