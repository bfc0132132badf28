"""What an edit changes in the plan: dates of milestones, cut-offs, and what goes with a release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.counting import amount_between
from sectool.dates import Month, plainly
from sectool.model.register import Register
from sectool.queries.cut_offs import CutOffVerdict, cut_off_of, days_in_words, verdict_in_words
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule import Schedule, Scheduled
from sectool.values import dataclass

NOTHING = "nothing moves in the plan"


@dataclass(frozen=True)
class MilestoneMove:
    """A milestone with another date than before; None where it was not planned, or is no more.

    `working_days` is by how many Working Days its first day moves, later ones positive; None where
    one of the two is not known, or the calendar does not reach so far.
    """

    release: str
    id: str
    before: Scheduled | None
    after: Scheduled | None
    working_days: int | None = None


@dataclass(frozen=True)
class CutOffChange:
    """A cut-off that is another one now, or of which something else is to be said."""

    modification: str
    before: CutOffVerdict | None
    after: CutOffVerdict | None


@dataclass(frozen=True)
class ScopeMove:
    """A modification that is meant for other releases than before."""

    modification: str
    before: tuple[str, ...]
    after: tuple[str, ...]


PlanChange = MilestoneMove | CutOffChange | ScopeMove


def plan_changes(before: Register, after: Register, day: date | None) -> tuple[PlanChange, ...]:
    """What differs between two states of a register: dates as they are planned, cut-offs as of a
    day (None: as of the newest entry of each modification)."""
    old, new = register_on(before, None), register_on(after, None)
    return (
        *_milestones(old, new),
        *_scopes(old, new),
        *_cut_offs(register_on(before, day), register_on(after, day)),
    )


def _milestones(old: RegisterOn, new: RegisterOn) -> Iterator[MilestoneMove]:
    for release in sorted(old.register.timelines.keys() | new.register.timelines.keys()):
        rows = [
            schedule.milestones if schedule is not None else {}
            for schedule in (_schedule(old, release), _schedule(new, release))
        ]
        for id_ in dict.fromkeys((*rows[1], *rows[0])):
            was, is_ = rows[0].get(id_), rows[1].get(id_)
            if was is None or is_ is None or _dates(was) != _dates(is_):
                yield MilestoneMove(release, id_, was, is_, _distance(new, was, is_))


def _schedule(on: RegisterOn, release: str) -> Schedule | None:
    return on.schedule(release) if release in on.register.timelines else None


def _dates(item: Scheduled) -> tuple[object, ...]:
    return item.earliest, item.latest, item.when


def _distance(on: RegisterOn, was: Scheduled | None, is_: Scheduled | None) -> int | None:
    working = on.calendars.working
    if working is None or was is None or is_ is None:
        return None
    if was.earliest is None or is_.earliest is None:
        return None
    first, last = sorted((was.earliest, is_.earliest))
    try:
        count = amount_between(first, last, "working days", working).whole
    except OutOfCalendar:
        return None
    return count if is_.earliest > was.earliest else -count


def _scopes(old: RegisterOn, new: RegisterOn) -> Iterator[ScopeMove]:
    for id_ in sorted(old.register.modifications.keys() & new.register.modifications.keys()):
        was, is_ = _releases_of(old, id_), _releases_of(new, id_)
        if was != is_:
            yield ScopeMove(id_, was, is_)


def _releases_of(on: RegisterOn, id_: str) -> tuple[str, ...]:
    standing = on.standing(id_)
    if standing is None or standing.decision == "closed":
        return ()
    found = {part.release for part in standing.parts}
    return tuple(sorted(release for release in found if release is not None))


def _cut_offs(old: RegisterOn, new: RegisterOn) -> Iterator[CutOffChange]:
    for id_ in sorted(old.register.modifications.keys() & new.register.modifications.keys()):
        was, is_ = _verdict(old, id_), _verdict(new, id_)
        if _essence(was) != _essence(is_):
            yield CutOffChange(id_, was, is_)


def _verdict(on: RegisterOn, id_: str) -> CutOffVerdict | None:
    standing = on.standing(id_)
    return cut_off_of(on, standing) if standing is not None else None


def _essence(verdict: CutOffVerdict | None) -> tuple[object, ...]:
    if verdict is None:
        return ()
    days = verdict.window, verdict.by_plan
    return verdict.release, verdict.basis, verdict.state, *days


# In words.


def plan_changes_in_words(changes: tuple[PlanChange, ...]) -> list[str]:
    """A line for each change, or that there is none."""
    return [_in_words(change) for change in changes] or [NOTHING]


def _in_words(change: PlanChange) -> str:
    match change:
        case MilestoneMove():
            return _move_in_words(change)
        case ScopeMove(modification, before, after):
            if not after:
                return f"{modification} is no longer meant for {' and '.join(before)}"
            was = f", before for {' and '.join(before)}" if before else ""
            return f"{modification} is meant for {' and '.join(after)}{was}"
        case CutOffChange(modification, before_, after_):
            if after_ is None:
                return f"{modification} has no cut-off now; before: {_verdict_in_words(before_)}"
            was = f"; before: {_verdict_in_words(before_)}" if before_ is not None else ""
            return f"{modification}: {_verdict_in_words(after_)}{was}"


def _move_in_words(move: MilestoneMove) -> str:
    name = f"{move.release} {move.id}"
    if move.after is None:
        was = _days(move.before) if move.before is not None else ""
        return f"{name} is no longer planned; before: {was}"
    if move.before is None:
        return f"{name} is planned: {_days(move.after)}"
    by = ""
    if move.working_days:
        count = abs(move.working_days)
        unit = "Working Day" if count == 1 else "Working Days"
        by = f" ({count} {unit} {'later' if move.working_days > 0 else 'earlier'})"
    before, after = _days(move.before), _days(move.after)
    if before == after:  # the same month, and fewer or other days of it
        before, after = _window(move.before), _window(move.after)
    return f"{name} moves from {before} to {after}{by}"


def _days(item: Scheduled) -> str:
    when = item.when
    return plainly(when) if isinstance(when, Month | date) else _window(item)


def _window(item: Scheduled) -> str:
    window = item.window
    if window is None:
        return "a day that is not known"
    if window.day is not None:
        return plainly(window.day)
    return f"a day between {plainly(window.earliest)} and {plainly(window.latest)}"


def _verdict_in_words(verdict: CutOffVerdict | None) -> str:
    if verdict is None:
        return "none"
    days = f" {days_in_words(verdict.window)}" if verdict.window is not None else ""
    of = f" for {verdict.release}" if verdict.release is not None else ""
    state = verdict_in_words(verdict)
    if state is None and verdict.state in ("decided", "ended"):
        state = "over, since it is decided" if verdict.state == "decided" else "no longer applies"
    return f"{verdict.name}{of}{days}" + (f", {state}" if state else "")
