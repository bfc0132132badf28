"""Phrases as functions of one day, read forwards and backwards.

A phrase with one anchor is a chain of steps, and each step is monotone: a later day never gives
an earlier result. So each can be read backwards too, not to a day but to the ends of an interval
(its two adjoints):

    forward(y)            the day that the phrase gives for the anchor y
    earliest_anchor(x)    the first y with forward(y) >= x
    latest_anchor(x)      the last y with forward(y) <= x

Days are ordinals. Where what is known ends (the calendar's last year, a body's last meeting), the
answer is BEYOND or BEFORE_ALL, which is no day: it is never clamped to the last day known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property

BEYOND = 1 << 40
BEFORE_ALL = -BEYOND

OnDay = Callable[[int], int]


class MonotoneStep:
    """One monotone step, and the days `gaps` for which it knows nothing.

    `parts` are the functions among whose days one is chosen, where it is a choice.
    """

    def __init__(
        self,
        forward: OnDay,
        earliest_anchor: OnDay,
        latest_anchor: OnDay,
        gains: Callable[[], tuple[int, int]],
        gaps: tuple[tuple[int, int], ...] = (),
        parts: tuple[Function, ...] = (),
    ) -> None:
        self.forward = forward
        self.earliest_anchor = earliest_anchor
        self.latest_anchor = latest_anchor
        self.gaps = gaps
        self.parts = parts
        self._gains = gains

    @cached_property
    def gains(self) -> tuple[int, int]:
        """The least of forward(y) - y and of earliest_anchor(x) - x, over all that is known.

        They prove a circle of inequalities impossible without walking it through the calendar.
        """
        return self._gains()


class Function:
    """Steps in order, the one nearest to the anchor first; none is the identity."""

    def __init__(self, steps: tuple[MonotoneStep, ...]) -> None:
        back = steps[::-1]
        self.steps = steps
        self.forward = _chained([step.forward for step in steps])
        self.earliest_anchor = _chained([step.earliest_anchor for step in back])
        self.latest_anchor = _chained([step.latest_anchor for step in back])
        self.gapped: bool = any(
            step.gaps or any(part.gapped for part in step.parts) for step in steps
        )

    @cached_property
    def gains(self) -> tuple[int, int]:
        """No more than the least moves of the whole: the least of a sum is at least the sum."""
        return sum(step.gains[0] for step in self.steps), sum(step.gains[1] for step in self.steps)

    def crosses_a_gap(
        self, day: int, reading: Callable[[MonotoneStep], OnDay], *, back: bool
    ) -> bool:
        """Whether a step from `day` leads through days for which nothing is known."""
        for step in self.steps[::-1] if back else self.steps:
            reached = reading(step)(day)
            low, high = min(day, reached), max(day, reached)
            if any(first <= high and low <= last for first, last in step.gaps):
                return True
            if any(part.crosses_a_gap(day, reading, back=back) for part in step.parts):
                return True
            day = reached
        return False

    def then(self, step: MonotoneStep) -> Function:
        return Function((*self.steps, step))


def _chained(functions: list[OnDay]) -> OnDay:
    if not functions:
        return lambda day: day
    if len(functions) == 1:
        return functions[0]
    if len(functions) == 2:
        first, second = functions
        return lambda day: second(first(day))

    def chain(day: int) -> int:
        for function in functions:
            day = function(day)
        return day

    return chain


IDENTITY = Function(())


@cache
def shift(days: int) -> MonotoneStep:
    """So many calendar days later, or earlier."""
    return MonotoneStep(
        lambda day: day + days,
        lambda day: day - days,
        lambda day: day - days,
        lambda: (days, -days),
    )


# Honest infinities: what a day that is given says of its anchor, whatever anybody knows.
_ALWAYS = BEYOND << 1


def constant(day: int) -> Function:
    """Always one day, whatever the anchor."""
    step = MonotoneStep(
        lambda _: day,
        lambda x: -_ALWAYS if x <= day else _ALWAYS,
        lambda x: _ALWAYS if x >= day else -_ALWAYS,
        lambda: (BEFORE_ALL, BEFORE_ALL),
    )
    return Function((step,))


def chosen(parts: tuple[Function, ...], *, later: bool) -> Function:
    """The later, or the earlier, of several functions of one and the same day.

    Such a function is monotone too, and both its adjoints are exact. Where a part that matters
    leads out of what is known, so does it.
    """
    choose, other = (max, min) if later else (min, max)

    def forward(y: int) -> int:
        days = [part.forward(y) for part in parts]
        return next((day for day in days if _is_unknown(day)), choose(days))

    def earliest_anchor(x: int) -> int:
        # The first day on which one of them has come to `x` (the later), or all have (the earlier).
        found = [part.earliest_anchor(x) for part in parts]
        return (_one_of if later else _all_of)(found, other, BEFORE_ALL)

    def latest_anchor(x: int) -> int:
        found = [part.latest_anchor(x) for part in parts]
        return (_all_of if later else _one_of)(found, other, BEYOND)

    def gains() -> tuple[int, int]:
        known = [part.gains for part in parts]
        return choose(gain for gain, _ in known), other(back for _, back in known)

    return Function((MonotoneStep(forward, earliest_anchor, latest_anchor, gains, (), parts),))


def _is_unknown(day: int) -> bool:
    """Whether a day lies out of what is known: steps after that may have moved it a little."""
    return BEYOND >> 1 < abs(day) < BEYOND + (BEYOND >> 1)


_Choose = Callable[[Iterable[int]], int]


def _one_of(days: Iterable[int], choose: _Choose, unbounded: int) -> int:
    """The bound where one of several has to hold: none, if that of one is not known."""
    found = list(days)
    return unbounded if any(map(_is_unknown, found)) else choose(found)


def _all_of(days: Iterable[int], choose: _Choose, unbounded: int) -> int:
    """The bound where all of several have to hold: what is not known bounds nothing."""
    found = [day for day in days if not _is_unknown(day)]
    return choose(found) if found else unbounded
