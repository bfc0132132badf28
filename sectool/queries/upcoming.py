"""What is to come: of one modification, and of a whole register in the days ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from sectool.dates import Month, When, first_day, last_day, plainly
from sectool.history import WHOLE, Assessment, PartStanding, Standing, a_year_after
from sectool.model.modification import Entry
from sectool.queries.consultations import consultations_open
from sectool.queries.cut_offs import (
    CutOffVerdict,
    cut_off_of,
    days_in_words,
    verdict_in_words,
)
from sectool.queries.date_requests import requests_pending
from sectool.queries.history_in_words import (
    due_in_words,
    expected_in_words,
)
from sectool.queries.not_known_live import (
    NOT_RECORDED_LIVE,
    part_not_known_live,
    releases_not_known_live,
)
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import pending_request
from sectool.queries.spells import due_day
from sectool.schedule import Scheduled
from sectool.schedule.diary import Meeting
from sectool.schedule.timeline_on import known_on
from sectool.values import dataclass

What = Literal[
    "expected",
    "assessment-due",
    "consultation-closes",
    "consultation-open",
    "cut-off",
    "hold-ends",
    "needs-release",
    "date-requested",
    "papers",
    "meeting",
    "milestone",
    "go-live",
    "went-live",
]
# Things of one day: what people have to act on goes first.
_ORDER: tuple[What, ...] = (
    "expected",
    "assessment-due",
    "consultation-closes",
    "consultation-open",
    "cut-off",
    "hold-ends",
    "needs-release",
    "date-requested",
    "papers",
    "meeting",
    "milestone",
    "go-live",
    "went-live",
)


# What is to be done, whoever is silent, until something is done about it.
_STAYS: tuple[What, ...] = ("cut-off", "needs-release", "went-live")


@dataclass(frozen=True)
class Upcoming:
    """Something that is to come, or is overdue.

    `when` is its day or month, `until` its last possible day; None where nobody named one. `text`
    says what it is and leaves out the modification, `standing`, and the day. `entry` is what
    expects or requests it, `row` the milestone that it is; `verdict` says of a cut-off whether it
    was kept. What was due of something that nobody has heard of for twelve months is not `overdue`
    but unknown: it may have come long ago. `not_heard_of_since` is then the day of the last word
    of it: `last_word`, else that of its modification.
    """

    what: What
    when: When | None
    until: date | None
    text: str
    overdue: bool = False
    standing: Standing | None = None
    entry: Entry | None = None
    part: PartStanding | None = None
    release: str | None = None
    body: str | None = None
    number: int | None = None
    proposed: bool = False
    not_heard_of_since: date | None = None
    verdict: CutOffVerdict | None = None
    last_word: date | None = None
    row: Scheduled | None = None

    def is_within(self, first: date, last: date) -> bool:
        """Whether it may fall between two days, or is overdue or open on the first."""
        if self.what == "consultation-open":
            return True
        if self.when is None or self.until is None:
            return False
        return first_day(self.when) <= last and (self.overdue or self.until >= first)

    @property
    def order(self) -> tuple[bool, date, int, str]:
        """Overdue first, then by the first day it may have; what has none comes last."""
        day = first_day(self.when) if self.when is not None else date.max
        id_ = self.standing.shown_id if self.standing is not None else ""
        return (not self.overdue, day, _ORDER.index(self.what), f"{id_}: {self.text}")


# One modification.


def seen_from(on: RegisterOn, standing: Standing) -> date:
    """The day from which the future is looked at: the one asked about, else the newest entry's."""
    return on.day or last_day(standing.seen)


def due_on(on: RegisterOn, standing: Standing, assessment: Assessment) -> date | None:
    """The target of an assessment as a day; nothing is due from what has ended."""
    working = on.calendars.working
    ended = standing.decision == "closed" and assessment.is_open
    return (
        None
        if working is None or ended
        else due_day(assessment.target, assessment.accepted, working)
    )


def upcoming_of(on: RegisterOn, standing: Standing) -> list[Upcoming]:
    """What is to come of a modification, overdue first, then in the order of its last days.

    Of one that was not heard of for long (`dormant`) it is what was once expected.
    """
    found = [*_before_decision(on, standing), *_into_force(on, standing)]
    day = seen_from(on, standing)
    found = [
        # A missed cut-off stays missed, whoever is silent.
        _as_far_as_heard(one, day) if one.overdue and one.what not in _STAYS else one
        for one in found
    ]
    return sorted(
        found,
        key=lambda one: (
            not one.overdue and one.not_heard_of_since is None,
            one.until or date.max,
        ),
    )


def _as_far_as_heard(one: Upcoming, day: date) -> Upcoming:
    """What is overdue, or unknown where the last word of it was over twelve months before a day."""
    standing = one.standing
    last = one.last_word or (last_day(standing.seen) if standing is not None else day)
    silent = day > a_year_after(last)
    return replace(one, overdue=False, not_heard_of_since=last) if silent else one


def _before_decision(on: RegisterOn, standing: Standing) -> Iterator[Upcoming]:
    """What is expected of a proposal, and what runs out for it; nothing once it is decided."""
    if not standing.is_undecided:
        return
    day, cycle = seen_from(on, standing), on.register.life_cycle
    for expected in standing.awaited:
        yield Upcoming(
            "expected",
            expected.when,
            expected.until,
            expected_in_words(cycle, expected.entry, with_day=False, with_month=False),
            expected.is_overdue(day),
            standing,
            expected.entry,
            last_word=last_day(expected.entry.when),
        )
    for one in standing.consultations:
        if one.closes is not None and one.closes >= day:
            text = f"{cycle.consultation_title(one.kind)} closes"
            yield Upcoming("consultation-closes", one.closes, one.closes, text, standing=standing)
    for running in consultations_open(on, standing):
        if running.closes is None:
            kind = cycle.consultation_title(running.consultation.kind)
            text = f"{kind} open, closing day not known"
            yield Upcoming("consultation-open", None, None, text, standing=standing)
    for assessment in standing.assessments:
        if assessment.is_open:
            due = due_on(on, standing, assessment)
            text = due_in_words(on.register, assessment, by_target=due is not None)
            late = due is not None and due < day
            last = last_day(assessment.seen)
            yield Upcoming("assessment-due", due, due, text, late, standing, last_word=last)
    yield from _cut_off(on, standing)
    if standing.held_until is not None:
        until = standing.held_until
        late = until < day
        text = "its hold has ended, and is neither resumed nor prolonged" if late else "hold ends"
        yield Upcoming("hold-ends", until, until, text, late, standing)


def _cut_off(on: RegisterOn, standing: Standing) -> Iterator[Upcoming]:
    """Its cut-off: to come, or missed until it is decided, moved, dropped or admitted.

    Once the go-live of the release is twelve months past, nobody waits for it any longer.
    """
    verdict = cut_off_of(on, standing)
    if verdict is None or verdict.window is None or verdict.release_is_past:
        return
    if verdict.state not in ("open", "may-be-missed", "missed"):
        return
    text = verdict.name + (f" for {verdict.release}" if verdict.release else "")
    if verdict.state != "open":
        text += f" {verdict_in_words(verdict)}"
    elif verdict.by_plan is not None:
        text += f", by the plan now {days_in_words(verdict.by_plan)}"
    missed = verdict.state == "missed"
    window = verdict.window
    when = window.latest if missed else window.earliest
    yield Upcoming(
        "cut-off",
        when,
        window.latest,
        text,
        missed,
        standing,
        release=verdict.release,
        verdict=verdict,
    )


def _into_force(on: RegisterOn, standing: Standing) -> Iterator[Upcoming]:
    """The days on which its parts are to come into force, and those that are asked for instead."""
    if standing.decision == "closed":
        return
    day = seen_from(on, standing)
    for request in requests_pending(on, standing):
        entry = request.entry
        parts = "" if request.is_whole else f" of {', '.join(part.id for part in request.parts)}"
        of = f"of the {entry.of}" if entry.of is not None else "for"
        text = f"go-live{parts} as asked {of}, no answer yet"
        late = entry.to is not None and entry.to < day
        yield Upcoming("date-requested", entry.to, entry.to, text, late, standing, entry)
    yield from _without_release(on, standing)
    for part in standing.parts:
        when = on.day_of_part(part)
        if part.confirmed is None and when is not None and last_day(when) >= day:
            whole_part = "go-live" if part.id == WHOLE else f"go-live of {part.id}"
            # One that has a day of its own does not go with its release, but where that is the day.
            goes_with = part.release is not None and when == on.go_live(part.release)
            release = f" with {part.release}" if goes_with else ""
            yield Upcoming(
                "go-live",
                when,
                last_day(when),
                whole_part + release,
                standing=standing,
                part=part,
                release=part.release,
            )
        alone = part.release is None or when != on.go_live(part.release)
        # As of a release: for twelve months somebody is asked whether it did.
        recent = when is not None and day <= a_year_after(last_day(when))
        if when is not None and alone and recent and part_not_known_live(on, standing, part):
            text = "go-live" if part.id == WHOLE else f"go-live of {part.id}"
            text += f": {NOT_RECORDED_LIVE}"
            yield Upcoming("went-live", when, last_day(when), text, True, standing, part=part)


def _without_release(on: RegisterOn, standing: Standing) -> Iterator[Upcoming]:
    """The releases that it was to go live with, and that were cancelled: it needs another."""
    waiting: dict[str, list[PartStanding]] = {}
    for part in standing.parts:
        if on.awaits_another_release(part) and part.release is not None:
            waiting.setdefault(part.release, []).append(part)
    for release, parts in waiting.items():
        cancelled = on.cancellation(release)
        if cancelled is None:  # pragma: no cover - it would not be waiting
            continue
        which = ", ".join(part.id for part in parts if part.id != WHOLE)
        when = cancelled.date or cancelled.seen or known_on(cancelled)
        text = f"needs another release{f' for {which}' if which else ''}: {release} was cancelled"
        yield Upcoming(
            "needs-release",
            when,
            last_day(when),
            text,
            overdue=True,
            standing=standing,
            release=release,
            last_word=max(known_on(cancelled), last_day(standing.seen)),
        )


# A register.


def upcoming(on: RegisterOn, last: date) -> list[Upcoming]:
    """What a register has from its day until a last one, and what is overdue, in order.

    Of modifications that were not heard of for long only what stays is listed, such as a cut-off
    that they missed (the rest is left out, see `silence`). A part that comes into force with its
    release is in the release's row.
    """
    day = on.day or date.min
    found = [
        one
        for standing in on.standings
        for one in upcoming_of(on, standing)
        if (one.part is None or not on.follows_release(one.part))
        and one.not_heard_of_since is None
        and (not standing.dormant or (one.what in _STAYS and one.overdue))
    ]
    for body in on.register.bodies.values():
        for meeting in on.calendars.diary(body):
            if meeting.state != "cancelled":
                found += _of_meeting(meeting)
    for id_ in on.register.timelines:
        schedule = on.schedule(id_)
        if schedule is not None and on.cancellation(id_) is None:
            rows = schedule.milestones.values()
            found += (one for row in rows for one in _of_milestone(id_, row))
    for id_, release in on.register.releases.items():
        go_live = on.go_live(id_)
        if id_ not in on.register.timelines and isinstance(go_live, date):
            text = f"go-live of {release.name}"
            found.append(Upcoming("go-live", go_live, go_live, text, release=id_))
        request = pending_request(on, release)
        if request is not None:
            of = f"of the {request.of}" if request.of is not None else "for"
            text = f"go-live of {release.name} as asked {of}, no answer yet"
            late = request.to is not None and request.to < day
            found.append(
                Upcoming("date-requested", request.to, request.to, text, late, release=id_)
            )
    for silent in releases_not_known_live(on):
        if silent.counts_as_open:
            when, id_ = silent.go_live, silent.release.id
            text = f"go-live of {silent.release.name}: {NOT_RECORDED_LIVE}"
            found.append(Upcoming("went-live", when, last_day(when), text, True, release=id_))
    return sorted((one for one in found if one.is_within(day, last)), key=lambda one: one.order)


def _of_meeting(meeting: Meeting) -> Iterator[Upcoming]:
    number = f" {meeting.number}" if meeting.number is not None else ""
    name = f"{meeting.body}{number}"
    days: tuple[tuple[What, date | None, str], ...] = (
        ("meeting", meeting.day, f"{name} meets"),
        ("papers", meeting.papers, f"papers for {name} of {plainly(meeting.day)}"),
    )
    for what, when, text in days:
        if when is not None:
            yield Upcoming(
                what,
                when,
                when,
                text,
                body=meeting.body,
                number=meeting.number,
                proposed=meeting.proposed,
            )


def _of_milestone(release: str, row: Scheduled) -> Iterator[Upcoming]:
    """A row of a timetable: on its day, or from the first to the last day it may have."""
    if row.earliest is None or row.latest is None:
        return
    text = f"{release}: {row.milestone.title}"
    when = row.when if isinstance(row.when, Month) else row.earliest
    if row.day is None:
        text += f", on a day from {plainly(row.earliest)} to {plainly(row.latest)}"
        when = row.earliest
    elif isinstance(when, Month):
        when = row.day
    what: What = "go-live" if row.id == "go-live" else "milestone"
    yield Upcoming(what, when, row.latest, text, release=release, row=row)
