"""To which release a modification falls if it misses its cut-off."""

from __future__ import annotations

from datetime import date, timedelta

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.evaluate import UnknownBody, Window
from sectool.datelang.parser import PhraseError
from sectool.dates import days_after, first_day, last_day
from sectool.model.release_kinds import ReleaseKind
from sectool.planning.back_plan import BackPlan, Paces
from sectool.queries.cut_offs import cut_off_by_rule
from sectool.queries.register_on import RegisterOn
from sectool.queries.releases import releases_known
from sectool.schedule.go_lives import usual_go_lives
from sectool.values import dataclass

# So far ahead releases are looked for.
_YEARS = 3


@dataclass(frozen=True)
class NextRelease:
    """A later release of the same kind: `release` is None where only its usual day is known.

    `cut_off` is what the rules give for it, None where they give nothing. `decided_by` is the day
    on which a modification that missed the earlier cut-off could be decided at the earliest.
    """

    kind: str
    go_live: Window
    release: str | None
    title: str | None
    cut_off: Window | None
    decided_by: date


def next_release(plan: BackPlan) -> NextRelease | None:
    """The first later release of the kind whose cut-off can still be kept.

    Where no rule gives a cut-off, the first later one. None where none is known so far ahead.
    """
    on, meant = plan.on, on_release(plan)
    if meant is None or plan.cut_off is None:
        return None
    kind, go_live = meant
    decided = _decided_after(plan)
    for window, id_, title in _later(on, kind, last_day(go_live.latest)):
        cut_off = cut_off_by_rule(on, plan.standing, kind, window)
        if cut_off is None or decided <= cut_off.earliest:
            return NextRelease(kind, window, id_, title, cut_off, decided)
    return None


def on_release(plan: BackPlan) -> tuple[str, Window] | None:
    """The kind and the go-live of the release that a plan is for."""
    found = plan.on.register.releases.get(plan.release or "")
    when = plan.on.go_live(plan.release) if plan.release is not None else None
    return (found.kind, Window.of(when)) if found is not None and when is not None else None


def _decided_after(plan: BackPlan) -> date:
    """The earliest day of a decision, were the last meeting before the cut-off missed."""
    assert plan.cut_off is not None  # noqa: S101 - the caller has looked
    after = days_after(plan.cut_off.latest, 1)
    working = plan.on.calendars.working
    meetings = [step for step in plan.to_do if step.is_meeting and step.needed]
    if working is not None and meetings and meetings[-1].begins_by is not None:
        paces, last = Paces(plan.on, working), meetings[-1]
        ready = days_after(last.begins_by.latest, 1) if last.begins_by else after
        try:
            for step in plan.to_do[plan.to_do.index(last) :]:
                if step.needed:
                    pace = paces.of(step.row)
                    after = pace.done_from(ready)
                    ready = days_after(after, pace.rest)
        except OutOfCalendar:
            pass
    return max(after, plan.decided_by or after, plan.on.day or after)


def _later(on: RegisterOn, kind: str, after: date) -> list[tuple[Window, str | None, str | None]]:
    """The later releases of a kind in order, usual days where the register has no release."""
    found: list[tuple[Window, str | None, str | None]] = []
    taken = set()
    for release in releases_known(on):
        taken.add(release.id[:7])
        when = on.go_live(release.id)
        if when is None or release.kind != kind or on.cancellation(release.id) is not None:
            continue
        taken.add(f"{first_day(when):%Y-%m}")
        if first_day(when) > after and release.id not in on.live:
            found.append((Window.of(when), release.id, release.name))
    usual = on.register.release_kinds.get(kind)
    if usual is not None:
        found += [
            one for one in _usual(on, usual, after) if f"{one[0].earliest:%Y-%m}" not in taken
        ]
    return sorted(found, key=lambda one: (one[0].earliest, one[1] or ""))


def _usual(
    on: RegisterOn, kind: ReleaseKind, after: date
) -> list[tuple[Window, str | None, str | None]]:
    working = on.calendars.working
    if working is None:
        return []
    span = days_after(after, 1), min(after + timedelta(days=366 * _YEARS), working.last)
    try:
        days = usual_go_lives(kind, span, on.calendars)
    except (OutOfCalendar, UnknownBody, PhraseError):
        return []
    return [(Window.of(one.day), None, one.pattern.title) for one in days]
