"""Between which days something happened that was dated, dated to a month, or only seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sectool.dates import Month, When, days_after, first_day, last_day
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Entry
from sectool.values import dataclass


@dataclass(frozen=True)
class Between:
    """The first and the last day on which something may have happened; None: that end is open."""

    first: date | None
    last: date | None

    @property
    def day(self) -> date | None:
        """The day, where only one is possible."""
        return self.first if self.first == self.last else None

    @property
    def is_empty(self) -> bool:
        """Whether no day is possible: what was put together is not one fact."""
        return self.first is not None and self.last is not None and self.first > self.last

    def narrowed(self, other: Between) -> Between:
        """The days that both allow."""
        return Between(_latest(self.first, other.first), _earliest(self.last, other.last))

    def not_before(self, day: date | None) -> Between:
        """The days from a day on, but never none: of a day that contradicts it nothing is kept."""
        later = Between(_latest(self.first, day), self.last)
        return self if later.is_empty else later


def between(entry: Entry) -> Between:
    """When what an entry records happened: on its day, in its month, or by the day it was seen.

    `after` and `before` are days that are left out themselves. Of a month given for one of them it
    is not known which of its days is meant. Bounds that leave no day are not kept (M116).
    """
    when = entry.date
    if isinstance(when, date):
        return Between(when, when)
    found = Between(when.first, when.last) if isinstance(when, Month) else _by(entry.seen)
    after = None if entry.after is None else _inner(entry.after, last=False)
    before = None if entry.before is None else _inner(entry.before, last=True)
    narrower = found.narrowed(Between(after, before))
    return found if narrower.is_empty else narrower


def exactly(when: When | None) -> Between:
    """A day or month that is known to be the one."""
    return Between(None, None) if when is None else Between(first_day(when), last_day(when))


def _by(seen: When | None) -> Between:
    return Between(None, last_day(seen) if seen is not None else None)


def _inner(bound: When, *, last: bool) -> date:
    """The last day before a bound, or the first after it."""
    if last:
        return bound.last if isinstance(bound, Month) else days_after(bound, -1)
    return bound.first if isinstance(bound, Month) else days_after(bound, 1)


def _latest(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return max(known, default=None)


def _earliest(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return min(known, default=None)


# What a whole history says of one fact: all that records it is put together.

_CONCLUDES = ("approved", "rejected", "withdrawn")
# After these the decision before may no longer be the last word.
_REOPENS = ("sent-back", "referred", "upheld", "overturned")


def raised_between(entries: Iterable[Entry]) -> Between:
    """When a proposal was raised: by its first entry at the latest, whatever that is about."""
    found = Between(None, None)
    for index, entry in enumerate(entries):
        if entry.event == "raised":
            narrower = found.narrowed(between(entry))
            found = between(entry) if narrower.is_empty else narrower
        elif index == 0:
            found = _by(entry.when)
    return found


def concluded_between(cycle: LifeCycle, entries: Iterable[Entry]) -> Between | None:
    """When the decision that holds was taken, or the proposal withdrawn; None where neither was.

    Two sightings of one decision are one: the first bounds its day from above. A proposal seen
    undecided, or decided otherwise, bounds from below the day of the decision that follows.
    """
    last: _Conclusion | None = None
    earliest: date | None = None  # a day on which the next decision had not been taken yet
    for entry in entries:
        if entry.stage in cycle.before_decision:
            last, earliest = None, _latest(earliest, first_day(entry.when))
        elif entry.event in _REOPENS:
            last = last.after(entry) if last is not None else None
            if entry.event == "sent-back":
                earliest = _latest(earliest, exactly(entry.date).first)
        elif (outcome := _outcome_of(cycle, entry)) is not None:
            last = _concluded(cycle, last, outcome, entry, earliest)
    return last.between if last is not None else None


@dataclass(frozen=True)
class _Conclusion:
    """A decision, the parts it is about, and when it was taken."""

    outcome: str
    part: tuple[str, ...]
    between: Between

    def after(self, entry: Entry) -> _Conclusion | None:
        """The last decision after an entry that questions it: a referral leaves it in place."""
        if entry.event == "overturned":
            other = "rejected" if self.outcome == "approved" else "approved"
            return _Conclusion(other, self.part, between(entry))
        return None if entry.event == "sent-back" else self


def _concluded(
    cycle: LifeCycle,
    last: _Conclusion | None,
    outcome: str,
    entry: Entry,
    earliest: date | None,
) -> _Conclusion:
    """The last decision after an entry that records one, or shows that there was one."""
    shown = _shown(cycle, entry)
    if last is not None and last.outcome != outcome:
        earliest = _latest(earliest, last.between.first)
    elif last is not None:
        parts = shown or not last.part or not entry.part or set(last.part) == set(entry.part)
        narrower = last.between.narrowed(between(entry) if not shown else _by(entry.when))
        if parts and not narrower.is_empty:
            return _Conclusion(outcome, last.part or entry.part, narrower)
        if shown or entry.date is None:
            return last
    found = _by(entry.when) if shown else between(entry)
    return _Conclusion(outcome, entry.part, found.not_before(earliest))


def _shown(cycle: LifeCycle, entry: Entry) -> bool:
    """Whether an entry only shows that a decision was taken before: what it dates is another."""
    return entry.event not in _CONCLUDES and (
        entry.event == "implemented" or cycle.event_to(entry.stage, "implemented") is not None
    )


def _outcome_of(cycle: LifeCycle, entry: Entry) -> str | None:
    """What an entry says was decided; what is seen at a stage was decided by then."""
    if entry.event is None:
        if cycle.kind_of(entry.stage) == "decided":
            return "approved"
        leads = cycle.event_to(entry.stage, "implemented", *_CONCLUDES)
        return "approved" if leads == "implemented" else leads
    if entry.event == "implemented":
        return "approved"
    return entry.event if entry.event in _CONCLUDES else None
