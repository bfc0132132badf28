"""What is planned on a day, each thing with its days: of releases, modifications and bodies.

What people take into a calendar or a sheet. Each thing has a key that stays while its days change,
so that two states of a register can be compared (`planned_changes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, get_args

from sectool.datelang.nodes import Given
from sectool.datelang.words import phrase_in_words
from sectool.dates import NO_BREAK, Month, in_full, plainly
from sectool.history import Consultation, Standing
from sectool.model.register import Register, modification_file
from sectool.queries.affected_documents import title_of
from sectool.queries.cut_offs import cut_off_of
from sectool.queries.register_on import RegisterOn
from sectool.queries.releases import is_known
from sectool.schedule import Schedule, Scheduled
from sectool.schedule.answers import Answers
from sectool.schedule.diary import Meeting
from sectool.schedule.timeline_on import GO_LIVE
from sectool.values import dataclass
from sectool.words import sentence

PlannedKind = Literal[
    "milestones", "papers", "cut-offs", "consultations", "meetings", "go-lives", "holidays"
]
PLANNED_KINDS: tuple[PlannedKind, ...] = get_args(PlannedKind)
BODIES_FILE = "reference/bodies.yaml"
CALENDAR_FILE = "reference/calendar.yaml"


@dataclass(frozen=True)
class Planned:
    """Something planned for a day, or for one day out of those from `first` to `last`.

    `key` names it for good: what it is, and of what. `settled` things are planned for one day that
    nobody marked as provisional. `because` are sentences; `place` says where the register has it,
    by keys and not by lines, which move whenever somebody writes above them.
    """

    key: str
    kind: PlannedKind
    first: date
    last: date
    title: str
    place: str
    settled: bool = True
    cancelled: bool = False
    release: str | None = None
    modification: str | None = None
    by: str | None = None
    body: str | None = None
    because: tuple[str, ...] = ()
    notes: str | None = None
    source: str | None = None
    link: str | None = None
    month: Month | None = None

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def is_window(self) -> bool:
        return self.first != self.last

    @property
    def days_in_words(self) -> str:
        """`Thu 3 Nov 2022`, `in Aug 2022`, `on a day from Mon 3 to Fri 28 Oct 2022`."""
        if self.month is not None:
            return f"in {plainly(self.month)}"
        if not self.is_window:
            return in_full(self.first)
        return f"on a day from {in_full(self.first)} to {in_full(self.last)}"


# A release.


def planned_of_release(on: RegisterOn, release: str) -> Iterator[Planned]:
    """The steps of a release with the days for which they are planned, and papers for meetings.

    Nothing of one that was cancelled by the day, or that nobody had heard of; no step that has no
    day yet.
    """
    found = on.register.releases.get(release)
    if on.cancellation(release) is not None or (found is not None and not is_known(on, found)):
        return
    schedule = on.schedule(release)
    if schedule is None:
        yield from _go_live_alone(on, release)
        return
    working = on.calendars.working
    answers = Answers(schedule, on.calendars, working) if working is not None else None
    written = {row.milestone.paper_for for row in schedule.milestones.values()}
    for row in schedule.milestones.values():
        if row.earliest is None or row.latest is None:
            continue
        proposed = answers is not None and answers.rests_on_proposal(row)
        days = row.earliest, row.latest
        yield _step(on.register, schedule, row, days, proposed=proposed)
        if row.id not in written and row.day is not None:
            yield from _papers_of_step(on, schedule, row, row.day)


def _step(
    register: Register,
    schedule: Schedule,
    row: Scheduled,
    days: tuple[date, date],
    *,
    proposed: bool,
) -> Planned:
    milestone, release = row.milestone, schedule.release
    month = Month(days[0].year, days[0].month)
    because = [*_reasons(schedule, row)]
    if milestone.provisional:
        because.append("The date is provisional.")
    if proposed:
        because.append("It depends on a meeting that is proposed and not confirmed.")
    source, link = _source(register, milestone.source or schedule.timeline.stated_by)
    return Planned(
        f"milestone.{release}.{row.id}",
        "papers" if milestone.paper_for is not None else "milestones",
        *days,
        milestone.title,
        f"releases/{release}/timeline.yaml:milestones.{row.id}",
        settled=row.day is not None and not (milestone.provisional or row.contradicted or proposed),
        release=release,
        by=milestone.by,
        body=milestone.by,
        because=tuple(because),
        notes=milestone.notes,
        source=source,
        link=link,
        month=month if days == (month.first, month.last) else None,
    )


def _reasons(schedule: Schedule, row: Scheduled) -> Iterator[str]:
    """How its date is given, as sentences: phrases, rules, and what their author says of them."""

    def named(id_: str) -> str:
        other = schedule.milestones.get(id_)
        return id_ if other is None else other.milestone.noun or f"‘{other.milestone.title}’"

    if row.phrase is not None and not isinstance(row.phrase, Given):
        yield _as_sentence(phrase_in_words(row.phrase, named))
    if row.deadline is not None:
        yield _as_sentence(phrase_in_words(row.deadline, named))
    if row.milestone.because is not None:
        yield _as_sentence(row.milestone.because)
    for parsed in row.rules:
        yield _as_sentence(phrase_in_words(parsed.rule, named))


def _as_sentence(text: str) -> str:
    return sentence(text.replace(NO_BREAK, " "))


def _papers_of_step(
    on: RegisterOn, schedule: Schedule, row: Scheduled, day: date
) -> Iterator[Planned]:
    """The last day for papers of a step that is a body's meeting, where no step hands them in."""
    body = on.register.body_called(row.milestone.by or "")
    if body is None:
        return
    for meeting in on.calendars.diary(body):
        if meeting.day == day and meeting.papers is not None and meeting.state != "cancelled":
            release = schedule.release
            yield Planned(
                f"papers.{release}.{row.id}",
                "papers",
                meeting.papers,
                meeting.papers,
                f"Papers for {_meeting_name(meeting)}: {row.milestone.title}",
                f"releases/{release}/timeline.yaml:milestones.{row.id}",
                settled=not (meeting.proposed or row.milestone.provisional),
                release=release,
                body=body.short,
                because=_papers_because(body.papers, meeting),
            )


def _go_live_alone(on: RegisterOn, id_: str) -> Iterator[Planned]:
    """The go-live of a release without a timeline, where its day is known."""
    release, when = on.register.releases.get(id_), on.go_live(id_)
    if release is None or when is None:
        return
    source, link = _source(on.register, release.source)
    first, last = (when.first, when.last) if isinstance(when, Month) else (when, when)
    yield Planned(
        f"milestone.{id_}.{GO_LIVE}",
        "milestones",
        first,
        last,
        f"Go-live of the {release.name}",
        f"releases/{id_}/release.yaml",
        settled=first == last,
        release=id_,
        source=source,
        link=link,
        month=when if isinstance(when, Month) else None,
    )


# A modification.


def planned_of_modification(on: RegisterOn, id_: str) -> Iterator[Planned]:
    """Its cut-off for what it is targeted at, and the closing days of its consultations."""
    standing = on.standing(id_)
    if standing is None:
        return
    verdict = cut_off_of(on, standing)
    if verdict is not None and verdict.window is not None and verdict.state != "ended":
        release = verdict.release or "none"
        reason = {
            "firm": None,
            "estimated": "The cut-off is estimated.",
            "by-rule": "The cut-off follows from a rule of the Code.",
        }[verdict.basis]
        phrase = verdict.recorded.when if verdict.recorded is not None else None
        if verdict.rule is not None:
            phrase = verdict.rule.when
        yield _of(
            on.register,
            standing,
            f"cut-off.{id_}.{release}",
            "cut-offs",
            (verdict.window.earliest, verdict.window.latest),
            f"{sentence(verdict.name)[:-1]} of {standing.shown_id}"
            + (f" for {verdict.release}" if verdict.release else ""),
            verdict.release,
            because=tuple(sentence(one) for one in (reason, phrase) if one is not None),
            settled=verdict.basis == "firm" and verdict.window.day is not None,
        )
    counts: dict[str, int] = {}
    for one in standing.consultations:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        if one.closes is not None:
            yield _consultation(on, standing, one, one.closes, counts[one.kind])


def _consultation(
    on: RegisterOn, standing: Standing, one: Consultation, closes: date, number: int
) -> Planned:
    title = on.register.life_cycle.consultation_title(one.kind)
    at = f" at {one.at}" if one.at is not None else ""
    since = (f"It opened on {plainly(one.opened)}.",) if isinstance(one.opened, date) else ()
    return _of(
        on.register,
        standing,
        f"consultation.{standing.id}.{one.kind}.{number}",
        "consultations",
        (closes, closes),
        f"{sentence(title)[:-1]} on {standing.shown_id} closes{at}",
        standing.targeted,
        because=since,
        link=one.link,
    )


def _of(
    register: Register,
    standing: Standing,
    key: str,
    kind: PlannedKind,
    days: tuple[date, date],
    title: str,
    release: str | None,
    *,
    because: tuple[str, ...] = (),
    settled: bool = True,
    link: str | None = None,
) -> Planned:
    return Planned(
        key,
        kind,
        *days,
        title,
        modification_file(standing.id),
        settled=settled,
        release=release,
        modification=standing.shown_id,
        because=because,
        notes=title_of(standing),
        link=link or standing.link,
    )


# A body, and the calendar.


def planned_of_body(on: RegisterOn, id_: str) -> Iterator[Planned]:
    """The meetings of a body and the last days for their papers; those that are cancelled too.

    A meeting is named by the day for which it was first proposed, where its row says so: numbers
    of meetings move along when one is added.
    """
    body = on.register.bodies[id_]
    for meeting in on.calendars.diary(body):
        named = f"{body.short}.{(meeting.instead_of or meeting.day).isoformat()}"
        cancelled = meeting.state == "cancelled"
        row = next((one for one in body.meetings if one.date == meeting.day), None)
        source, link = _source(on.register, row.source if row is not None else None)
        reasons = [sentence(meeting.because)] if meeting.because is not None else []
        if meeting.proposed:
            reasons.append("Proposed by the usual pattern of meetings, not confirmed.")
        place = f"{BODIES_FILE}:{id_}"
        yield Planned(
            f"meeting.{named}",
            "meetings",
            meeting.day,
            meeting.day,
            f"{_meeting_name(meeting)} meets",
            place,
            settled=not meeting.proposed,
            cancelled=cancelled,
            body=body.short,
            because=tuple(reasons),
            source=source,
            link=link,
        )
        if meeting.papers is not None and not cancelled:
            yield Planned(
                f"papers.{named}",
                "papers",
                meeting.papers,
                meeting.papers,
                f"Papers for {_meeting_name(meeting)} of {in_full(meeting.day)}",
                place,
                settled=not meeting.proposed,
                body=body.short,
                because=_papers_because(body.papers, meeting),
            )


def planned_of_calendar(on: RegisterOn) -> Iterator[Planned]:
    """The bank holidays, as announced by the day."""
    working, calendar = on.calendars.working, on.register.calendar
    if working is None or calendar is None:
        return
    rows = {row.date: row for row in calendar.holidays}
    for day, name in working.holidays.items():
        row = rows.get(day)
        source, link = _source(on.register, (row and row.source) or calendar.source)
        projected = row is not None and row.state == "projected"
        yield Planned(
            f"holiday.{day.isoformat()}",
            "holidays",
            day,
            day,
            name,
            f"{CALENDAR_FILE}:holidays",
            settled=not projected,
            because=("Not a Working Day.",),
            source=source,
            link=link,
        )


def _meeting_name(meeting: Meeting) -> str:
    return meeting.body if meeting.number is None else f"{meeting.body} {meeting.number}"


def _papers_because(rule: str | None, meeting: Meeting) -> tuple[str, ...]:
    found = f"For the meeting on {in_full(meeting.day)}" + (f": {rule}" if rule else "") + "."
    return (found, "The meeting is proposed and not confirmed.") if meeting.proposed else (found,)


def _source(register: Register, id_: str | None) -> tuple[str | None, str | None]:
    """The title of a source, and where it is."""
    found = register.sources.get(id_ or "")
    return (found.title, found.where) if found is not None else (None, None)
