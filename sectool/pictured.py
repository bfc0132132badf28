"""What is drawn beside its table: amounts in pieces on top of each other, and days that move."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from sectool.values import dataclass


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: the number of its series, and its lowest and highest figure."""

    series: int
    low: int | Decimal
    high: int | Decimal
    estimated: bool = False


@dataclass(frozen=True)
class StackedBar:
    """What a bar is of, its pieces in their order, and how many figures it lacks."""

    name: str
    pieces: tuple[Piece, ...]
    unknown: int = 0

    @property
    def low(self) -> int | Decimal:
        return sum(piece.low for piece in self.pieces)

    @property
    def high(self) -> int | Decimal:
        return sum(piece.high for piece in self.pieces)


@dataclass(frozen=True)
class Stacks:
    """Bars of pieces on one scale, as data makes them: `series` are names of the pieces.

    The figures are `pounds`, or else numbers of things. Where they are not, each bar is a whole of
    which its first piece is a share.
    """

    series: tuple[str, ...]
    bars: tuple[StackedBar, ...]
    pounds: bool = False

    @property
    def highest(self) -> StackedBar | None:
        """The bar that is surely higher than all others; None where there is no such bar."""
        first = max(self.bars, key=lambda bar: bar.low, default=None)
        others = [bar for bar in self.bars if bar is not first]
        if first is None or any(bar.high >= first.low for bar in others):
            return None
        return first

    @property
    def total(self) -> int | Decimal:
        """All figures together, by the highest of each."""
        return sum(bar.high for bar in self.bars)

    @property
    def firsts(self) -> int | Decimal:
        """The first series, over all bars."""
        return sum(p.high for bar in self.bars for p in bar.pieces if p.series == 0)

    @property
    def any_estimated(self) -> bool:
        return any(piece.estimated for bar in self.bars for piece in bar.pieces)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the wording has to name, beside series that are named already."""
        lacks = any(bar.unknown for bar in self.bars)
        return ("estimate",) * self.any_estimated + ("unknown",) * lacks


@dataclass(frozen=True)
class DatedRow:
    """Something with a day, and the day that it would have: None where there is no such day yet."""

    title: str | None
    now: date | None
    then: date | None

    @property
    def changes(self) -> bool:
        return self.then is not None and self.now != self.then


@dataclass(frozen=True)
class DatedRows:
    """Days before and after a change, on one line of time."""

    rows: tuple[DatedRow, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """All the days, in no order."""
        return tuple(day for row in self.rows for day in (row.now, row.then) if day is not None)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the wording has to name."""
        untitled = any(row.title is None for row in self.rows)
        unset = any(row.then is None for row in self.rows)
        kept = any(row.then is not None and not row.changes for row in self.rows)
        before = any(row.changes and row.now is not None for row in self.rows)
        used = {"now": before, "then": bool(self.changing), "kept": kept}
        used |= {"open": unset, "untitled": untitled}
        return tuple(mark for mark, is_used in used.items() if is_used)

    @property
    def changing(self) -> tuple[DatedRow, ...]:
        """Those whose day changes."""
        return tuple(row for row in self.rows if row.changes)


@dataclass(frozen=True)
class TrendLine:
    """What a day was planned for, from each day on which that was known, in time.

    The line ends on its planned day, or on `gone`, from which nothing was planned. One that `leads`
    is drawn more heavily.
    """

    name: str
    points: tuple[tuple[date, date], ...]
    gone: date | None = None
    leads: bool = False

    @property
    def ends(self) -> tuple[date, date]:
        """The last day on which it was planned, and for which day."""
        known, planned = self.points[-1]
        return max(known, min(planned, self.gone or planned)), planned


@dataclass(frozen=True)
class Trend:
    """How planned days moved, over the days on which they were known."""

    lines: tuple[TrendLine, ...]


MarkShape = Literal["meeting", "step", "papers", "cut-off", "consultation", "go-live", "holiday"]


@dataclass(frozen=True)
class DayMark:
    """A day of a plan on paper, or one of several: its shape says what, its filling how firm."""

    shape: MarkShape
    first: date
    last: date
    firm: bool = True
    cancelled: bool = False


@dataclass(frozen=True)
class PaperRow:
    """A line of a plan on paper: what it is called, and its days. `dated`: with days as words."""

    label: str
    marks: tuple[DayMark, ...]
    dated: bool = True


@dataclass(frozen=True)
class PlanOnPaper:
    """A plan on one page: groups of rows over the months from `first` to `last`.

    `says` is its text alternative; `foot` stands below it, and `names` are what its marks mean.
    """

    title: str
    subtitle: str
    foot: str
    groups: tuple[tuple[str, tuple[PaperRow, ...]], ...]
    first: date
    last: date
    days_off: tuple[date, ...] = ()
    lines: tuple[date, ...] = ()
    today: date | None = None
    names: tuple[tuple[str, str], ...] = ()
    says: str = ""
