"""By when proposals have to be decided to stay in their releases, and which were not by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.counting import amount_between
from sectool.datelang.evaluate import Context, UnknownBody, Window, evaluate
from sectool.datelang.nodes import Named, Open
from sectool.datelang.parser import PhraseError, parse_phrase
from sectool.dates import days_after, last_day, plainly
from sectool.history import Fold, Standing, a_year_after
from sectool.model.cut_off_rule import CutOffRule
from sectool.model.modification import CutOff, Entry
from sectool.model.register import Register
from sectool.queries.impacts import fits_impacts, is_silent
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule.timeline_on import known_on
from sectool.values import dataclass

__all__ = [
    "CutOffVerdict",
    "Window",
    "admission_of",
    "cut_off_by_rule",
    "cut_off_entry",
    "cut_off_for",
    "cut_off_of",
    "cut_offs_of",
    "days_in_words",
    "missed_in",
    "rule_of_kind",
    "rules_known",
    "state_in_words",
    "undecided_in_past_releases",
    "verdict_in_words",
]

GO_LIVE = "go-live"

# Recorded as firm or as estimated; or recorded nowhere, and given by a rule of the Code.
Basis = Literal["firm", "estimated", "by-rule"]
# `ended` is what no longer applies: the target went, or it was admitted by exception.
State = Literal["open", "may-be-missed", "missed", "decided", "ended"]


@dataclass(frozen=True)
class CutOffVerdict:
    """The cut-off of a modification for a release, and whether it was kept.

    `window` is the last day for the decision: one day, unless it rests on a milestone whose day is
    open; None where nothing gives a day. `by_plan` is what the plan gives instead by now. Working
    Days are those left to the first day of the window, or since the last; None where nobody asked
    for a day, or the calendar has none.
    """

    standing: Standing
    release: str | None
    basis: Basis
    state: State
    window: Window | None = None
    by_plan: Window | None = None
    working_days: int | None = None
    recorded: CutOff | None = None
    rule: CutOffRule | None = None
    release_is_past: bool = False
    is_last_day: bool = False

    @property
    def name(self) -> str:
        """`cut-off`, `estimated cut-off` or `cut-off by rule`."""
        return {"firm": "cut-off", "estimated": "estimated cut-off", "by-rule": "cut-off by rule"}[
            self.basis
        ]

    @property
    def day(self) -> date | None:
        """The last day for the decision, where it is one day."""
        return self.window.day if self.window is not None else None


def cut_off_of(on: RegisterOn, standing: Standing) -> CutOffVerdict | None:
    """The cut-off of what a modification is meant for, as of the day; None where there is none.

    Where no day was asked for it is judged by the newest entry, and nothing is counted. For a
    release that was cancelled there is none any more; one that was missed by then stays missed.
    """
    recorded, release = standing.facts.cut_off, standing.targeted
    cancelled = on.cancellation(release) if release is not None else None
    if cancelled is not None:
        return _before_cancelling(on, standing, days_after(known_on(cancelled), -1))
    if recorded is not None:
        return _verdict(on, standing, release, recorded, None)
    rule = _rule_for(on, standing, release) if release is not None else None
    return _verdict(on, standing, release, None, rule) if rule is not None else None


def _before_cancelling(on: RegisterOn, standing: Standing, eve: date) -> CutOffVerdict | None:
    """The cut-off as it was on the eve of the day on which its release was cancelled."""
    then = register_on(on.register, eve)
    if standing.targeted is None or then.cancellation(standing.targeted) is not None:
        return None  # before the first day there is no eve
    before = then.standing(standing.id)
    found = cut_off_of(then, before) if before is not None else None
    if found is None or found.release != standing.targeted:
        return None
    if found.state != "missed" or standing.decision != "open" or found.window is None:
        return _as_ended(replace(found, standing=standing))
    days = _working_days(on, found.window.latest, on.day) if on.day is not None else None
    return replace(found, standing=standing, working_days=days, by_plan=None)


def cut_off_for(on: RegisterOn, standing: Standing, release: str) -> CutOffVerdict | None:
    """The cut-off for one release, where that is what the modification is meant for."""
    found = cut_off_of(on, standing)
    return found if found is not None and found.release in (release, None) else None


def cut_offs_of(on: RegisterOn, standing: Standing) -> tuple[CutOffVerdict, ...]:
    """The cut-offs of all targets that a modification had by the day, the present one last.

    Each has one state: those of targets that it no longer has are `ended`.
    """
    past: list[CutOffVerdict] = []
    fold = Fold(on.register.life_cycle, on.register.modifications[standing.id])
    held: tuple[str | None, CutOff | None] = (None, None)
    for entry in on.entries(standing.id):
        fold.take(entry)
        now = fold.targeted, fold.cut_off
        release, cut_off = held
        if release is not None and cut_off is not None and now[0] != release:
            ended = _verdict(on, standing, release, cut_off, None)
            past.append(_as_ended(ended))
        held = now
    present = cut_off_of(on, standing)
    return (*past, present) if present is not None else tuple(past)


def missed_in(on: RegisterOn, release: str) -> tuple[CutOffVerdict, ...]:
    """The cut-offs for a release that passed without a decision, by number."""
    found = (cut_off_for(on, standing, release) for standing in on.scope(release).targeted)
    return tuple(one for one in found if one is not None and one.state == "missed")


def undecided_in_past_releases(on: RegisterOn) -> dict[str, tuple[CutOffVerdict, ...]]:
    """What missed its cut-off for a release whose go-live is twelve months past, by release.

    Whatever became of it: nobody recorded it, and it is no longer to be waited for.
    """
    found = {
        id_: tuple(one for one in missed_in(on, id_) if one.release_is_past)
        for id_ in sorted(on.register.releases)
    }
    return {id_: verdicts for id_, verdicts in found.items() if verdicts}


def cut_off_entry(on: RegisterOn, verdict: CutOffVerdict) -> Entry | None:
    """The entry that gave the cut-off, or else the target; None where the head of the file did."""
    entries = on.entries(verdict.standing.id)
    if verdict.recorded is not None:
        given = [entry for entry in entries if "cut_off" in entry.model_fields_set]
    else:
        given = [entry for entry in entries if entry.release == verdict.release]
    return given[-1] if given else None


def admission_of(on: RegisterOn, standing: Standing, release: str) -> Entry | None:
    """The entry that admitted an undecided proposal to a release by exception, where that holds.

    Where a cut-off was given with it or since, that one counts.
    """
    if not _is_admitted(standing, release) or standing.decision != "open":
        return None
    admitted = [entry for entry in on.entries(standing.id) if entry.event == "admitted"]
    return next((entry for entry in reversed(admitted) if entry.release == release), None)


# How one is judged.


def _verdict(
    on: RegisterOn,
    standing: Standing,
    release: str | None,
    recorded: CutOff | None,
    rule: CutOffRule | None,
) -> CutOffVerdict:
    basis: Basis = recorded.basis if recorded is not None else "by-rule"
    phrase = recorded.when if recorded is not None else rule.when if rule is not None else None
    planned = _days_of(on, phrase, release) if phrase is not None else None
    window, by_plan = planned, None
    if recorded is not None and recorded.date is not None:
        window = Window.of(recorded.date)
        agrees = planned is None or planned.earliest <= recorded.date <= planned.latest
        by_plan = None if agrees else planned
    state: State = "open"
    count: int | None = None
    day = on.day or last_day(standing.seen)
    if standing.decision == "approved":
        state = "decided"
    elif standing.decision == "closed" or _is_admitted(standing, release):
        state = "ended"
    elif window is not None and day > window.latest:
        state, count = "missed", _working_days(on, window.latest, day)
    elif window is not None and day > window.earliest:
        state = "may-be-missed"
    elif window is not None:
        count = _working_days(on, day, window.earliest)
    return CutOffVerdict(
        standing,
        release,
        basis,
        state,
        window,
        by_plan,
        count if on.day is not None else None,
        recorded,
        rule,
        release_is_past=_is_past(on, release, day),
        is_last_day=on.day is not None and window is not None and on.day == window.latest,
    )


def _is_admitted(standing: Standing, release: str | None) -> bool:
    """Whether it is in the release although its cut-off passed: one given since can be missed."""
    admitted = release is not None and standing.admitted == release
    return admitted and not standing.cut_off_after_admission


def _as_ended(verdict: CutOffVerdict) -> CutOffVerdict:
    return CutOffVerdict(
        verdict.standing,
        verdict.release,
        verdict.basis,
        "ended",
        verdict.window,
        recorded=verdict.recorded,
    )


def _is_past(on: RegisterOn, release: str | None, day: date) -> bool:
    """Whether a release went live, by its plan, more than twelve months before a day."""
    when = on.go_live(release) if release is not None else None
    return when is not None and day > a_year_after(last_day(when))


def _working_days(on: RegisterOn, start: date, end: date) -> int | None:
    working = on.calendars.working
    if working is None:
        return None
    try:
        return amount_between(start, end, "working days", working).whole
    except OutOfCalendar:
        return None


def _rule_for(on: RegisterOn, standing: Standing, release: str) -> CutOffRule | None:
    """The first rule that fits what a proposal changes and its release, if it was known by then."""
    if standing.decision != "open":
        return None
    found = on.register.releases.get(release)
    return rule_of_kind(on, standing, found.kind if found is not None else None)


def rule_of_kind(on: RegisterOn, standing: Standing, kind: str | None) -> CutOffRule | None:
    """The first rule known by the day that fits what a modification changes, for a kind of release.

    None where nobody recorded what it changes.
    """
    if is_silent(standing):
        return None
    for rule in rules_known(on.register, on.day):
        fits = fits_impacts(on.register, standing, rule.impacts) is True
        if fits and rule.kind in (None, kind):
            return rule
    return None


def cut_off_by_rule(
    on: RegisterOn, standing: Standing, kind: str | None, go_live: Window
) -> Window | None:
    """The cut-off that the rules give for a release of a kind, were it to go live in a window.

    None where no rule fits, or the rule counts from another milestone than go-live.
    """
    rule = rule_of_kind(on, standing, kind)
    if rule is None:
        return None
    return _evaluated(on, rule.when, lambda named: go_live if named.id == GO_LIVE else _none(named))


def rules_known(register: Register, day: date | None) -> list[CutOffRule]:
    """The rules that their sources had shown by a day, in order."""
    dated = {id_: source.dated for id_, source in register.sources.items() if source.dated}
    known = [(rule, dated.get(rule.source or "")) for rule in register.cut_off_rules]
    return [rule for rule, of in known if day is None or of is None or last_day(of) <= day]


class _NoDay(Exception):
    """A milestone has no day that is known."""


def _days_of(on: RegisterOn, text: str, release: str | None) -> Window | None:
    """The days that a phrase over the milestones of a release gives, as planned by the day."""
    return _evaluated(on, text, lambda named: _day_in(on, named, release))


def _evaluated(on: RegisterOn, text: str, milestone: Callable[[Named], Window]) -> Window | None:
    working = on.calendars.working
    if working is None:
        return None
    try:
        phrase = parse_phrase(text)
        if isinstance(phrase, Open):
            return None
        return evaluate(phrase, Context(working, on.calendars.meetings, milestone)).window
    except (PhraseError, OutOfCalendar, UnknownBody, ValueError, _NoDay):
        return None  # a rule says what is wrong with it


def _none(_: Named) -> Window:
    raise _NoDay


def _day_in(on: RegisterOn, named: Named, release: str | None) -> Window:
    schedule = on.schedule(release) if release is not None else None
    row = schedule.milestones.get(named.id) if schedule is not None else None
    window = row.window if row is not None else None
    if window is None and named.id == GO_LIVE and release is not None:
        when = on.go_live(release)
        window = Window.of(when) if when is not None else None
    if window is None:
        raise _NoDay
    return window


# In words.


def verdict_in_words(verdict: CutOffVerdict) -> str | None:
    """`missed 39 Working Days ago`; None where it says no more than the day does."""
    state, by_plan = state_in_words(verdict), None
    if verdict.by_plan is not None and verdict.state not in ("decided", "ended"):
        by_plan = f"by the plan now {days_in_words(verdict.by_plan)}"
    return ", ".join(filter(None, (state, by_plan))) or None


def days_in_words(window: Window) -> str:
    """`Tue 3 May 2022`, or the two ends of a window."""
    if window.day is not None:
        return plainly(window.day)
    return f"{plainly(window.earliest)} to {plainly(window.latest)}"


def state_in_words(verdict: CutOffVerdict) -> str | None:
    """The same without what the plan gives instead."""
    count = verdict.working_days
    match verdict.state:
        case "missed":
            verb = "missed" if verdict.basis == "firm" else "passed"
            return f"{verb} {_counted(count)} ago" if count is not None else verb
        case "may-be-missed":
            return "may be missed"
        case "open" if verdict.is_last_day:
            return "open, the last day"
        case "open" if count is not None:
            least = "at least " if verdict.day is None else ""
            return f"open, {least}{_counted(count)} left"
        case "ended" if verdict.standing.admitted is not None:
            return "admitted by exception"
    return None


def _counted(count: int) -> str:
    if count == 0:
        return "less than one Working Day"
    return f"{count} Working Day{'' if count == 1 else 's'}"
