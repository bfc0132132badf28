"""A line of time across a drawing: where each day is, and its months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sectool.dates import MONTHS
from sectool.render.drawing import SMALL, Canvas, width_of
from sectool.values import dataclass


@dataclass(frozen=True)
class Scale:
    """Where a day is across a drawing."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (self.right - self.left)

    @property
    def months(self) -> Iterator[date]:
        """The first days of its months."""
        start = self.first
        while start < self.last:
            yield start
            start = next_month(start)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def lines_of_months(canvas: Canvas, scale: Scale, top: float, bottom: float) -> None:
    """A line where each month begins, and where the last one ends."""
    for number, start in enumerate(scale.months):
        new_year = number > 0 and start.month == 1
        canvas.line(scale.at(start), top, scale.at(start), bottom, "soft" if new_year else "rule")
    canvas.line(scale.right, top, scale.right, bottom, "rule")


def names_of_months(canvas: Canvas, scale: Scale, foot: float) -> None:
    """The names of as many months as can be read side by side, their feet at `foot` and above."""
    starts = list(scale.months)
    room = (scale.right - scale.left) / max(len(starts), 1)
    step = next((n for n in (1, 2, 3, 6) if n * room > width_of("Mmm 2222", SMALL)), 12)
    short = step > 1 and room > width_of("Mmm", SMALL) + 2
    for number, start in enumerate(starts):
        x = scale.at(start) + 2
        name = MONTHS[start.month - 1][:3]
        if short:
            canvas.words(x, foot, name, colour="soft", size=SMALL)
            if (number == 0 or start.month == 1) and number + 1 < len(starts):
                canvas.words(x, foot - SMALL + 1, str(start.year), colour="soft", size=SMALL)
        elif number % step == 0 and _fits(scale, x, f"{name} {start.year}"):
            canvas.words(x, foot, f"{name} {start.year}", colour="soft", size=SMALL)


def _fits(scale: Scale, x: float, name: str) -> bool:
    """Whether a name ends within the line of time, or is its first."""
    return x + width_of(name, SMALL) <= scale.right + 6 or x <= scale.left + 2
