"""What is expected, beside what came of it: meetings, consultations, requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sectool.dates import Month
from sectool.documents.roles import BodiesNamed, bodies_named
from sectool.documents.status_report.value import (
    AssessmentRequest,
    Awaited,
    Consultations,
    Discussed,
    GroupMeeting,
    OpenConsultation,
)
from sectool.documents.status_report.view import View
from sectool.history import Expected, Standing
from sectool.model.lifecycle import ASSESSMENT
from sectool.model.modification import Entry
from sectool.queries.assumed import consulted_by
from sectool.queries.consultations import open_consultations
from sectool.queries.roles import shorts_of
from sectool.schedule.diary import Meeting


def held(view: View) -> tuple[GroupMeeting, ...]:
    """The meetings since the last report, with what is recorded of each."""
    return tuple(_group_meeting(view, meeting) for meeting in _held(view))


def _held(view: View) -> list[Meeting]:
    return [meeting for meeting in _meetings(view) if meeting.day <= view.day]


def meetings_ahead(view: View) -> tuple[GroupMeeting, ...]:
    """The next monthly meeting, and every other one arranged so far."""
    return tuple(_group_meeting(view, meeting) for meeting in _ahead(view))


def _ahead(view: View) -> list[Meeting]:
    found = [meeting for meeting in _meetings(view) if meeting.day > view.day]
    monthly = next((m for m in found if m.state != "extra"), None)
    return [m for m in found if m.state == "extra" or m is monthly]


def refiners(view: View) -> BodiesNamed:
    """The bodies whose meetings these are."""
    shorts = dict.fromkeys(meeting.body for meeting in (*_held(view), *_ahead(view)))
    return bodies_named(view.register, shorts, "and")


def _meetings(view: View) -> list[Meeting]:
    """The meetings since the last report of bodies that worked out solutions then, in time."""
    found = [
        meeting
        for short in sorted(shorts_of(view.on, "refine", view.since, date.max))
        for meeting in view.diary(short)
        if meeting.day > view.since
        and meeting.state != "cancelled"
        and short in shorts_of(view.on, "refine", meeting.day)
    ]
    return sorted(found, key=lambda meeting: meeting.day)


def _group_meeting(view: View, meeting: Meeting) -> GroupMeeting:
    took = [
        Discussed(view.named(standing, entry), entry.about)
        for standing, entry in view.entries("discussed")
        if entry.by == meeting.body and entry.date == meeting.day
    ]
    planned = [
        Discussed(view.named(standing, expected.entry), None)
        for standing, expected in view.expected("discussed")
        if expected.entry.by == meeting.body and expected.entry.day == meeting.day
    ]
    extra = meeting.state == "extra"
    found = tuple(took or planned)
    of = bodies_named(view.register, [meeting.body])
    return GroupMeeting(meeting.day, extra, meeting.proposed, bool(took), found, of)


def consultations(view: View, kinds: Collection[str]) -> Consultations:
    """Those of some kinds: open, expected, and expected by now."""
    open_ = [
        OpenConsultation(
            view.named(each.standing, consulted_by(view.on, each.standing, each.consultation)),
            each.consultation.opened,
            each.closes,
            each.consultation.link,
        )
        for each in open_consultations(view.on, kinds)
    ]
    awaited = [each for each in view.expected("consultation") if each[1].entry.kind in kinds]
    expected, overdue = _by_day(view, awaited)
    return Consultations(tuple(open_), expected, overdue)


# What is decided on requests, in the order of reports.
_OUTCOMES = ("approved", "deferred", "requested")


def requests(view: View) -> tuple[AssessmentRequest, ...]:
    """What was decided on requests, approved ones first."""
    found = []
    for standing, entry in _decided(view):
        about = next((a for a in standing.assessments if a.id == entry.assessment), None)
        found.append(
            AssessmentRequest(
                view.named(standing, entry),
                about.kind if about is not None else "",
                (entry.event or "").removeprefix(ASSESSMENT),
                entry.when,
                about.accepted if about is not None else None,
                entry.because,
            )
        )
    return tuple(sorted(found, key=lambda each: _OUTCOMES.index(each.outcome)))


def deciders(view: View) -> list[str | None]:
    """Who decided on requests; what was only asked for again was decided by nobody."""
    request = f"{ASSESSMENT}requested"
    return [entry.by for _, entry in _decided(view) if entry.event != request]


def _decided(view: View) -> Iterator[tuple[Standing, Entry]]:
    for standing, entry in view.entries(*(f"{ASSESSMENT}{each}" for each in _OUTCOMES)):
        if view.news(entry.date):
            yield standing, entry


def requests_awaited(view: View) -> tuple[tuple[Awaited, ...], tuple[Awaited, ...]]:
    """The steps of assessments that are expected, and those expected by now."""
    what = [f"{ASSESSMENT}{step}" for step in ("requested", "approved", "accepted", "returned")]
    return _by_day(view, view.expected(*what))


def _awaited(view: View, standing: Standing, entry: Entry) -> Awaited:
    month = entry.month if isinstance(entry.month, Month) else None
    day = entry.day or (entry.month if isinstance(entry.month, date) else None)
    return Awaited(view.named(standing, entry), day, month, entry.week_of)


def _by_day(
    view: View, awaited: Iterable[tuple[Standing, Expected]]
) -> tuple[tuple[Awaited, ...], tuple[Awaited, ...]]:
    """What is still to come or named no day, and what was expected by now."""
    expected: list[Awaited] = []
    overdue: list[Awaited] = []
    for standing, each in awaited:
        past = each.is_overdue(view.day)
        (overdue if past else expected).append(_awaited(view, standing, each.entry))
    return tuple(expected), tuple(overdue)
