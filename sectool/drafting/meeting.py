"""The meeting that a new paper goes to: the one named, or the next of the body that met before."""

from __future__ import annotations

from datetime import date

from sectool.dates import NotADate, days_after, in_full, parse_day
from sectool.diagnostic import suggestion
from sectool.drafting.as_yaml import comment, indented, pair
from sectool.drafting.request import DraftRequest, is_within, lacking, wrong
from sectool.model.reference import Body
from sectool.schedule import Calendars
from sectool.words import sentence_start

# A body that meets once a month meets again within so many days.
AHEAD = 35  # days
NEXT = "next"


def meeting_lines(request: DraftRequest, earlier: str | None, calendars: Calendars) -> list[str]:
    """The lines about the meeting; `earlier` is the body that the last such paper went to."""
    dated = request.dated or date.min
    if request.meeting is not None:
        return _goes_to(
            *_named(request.meeting, dated, calendars, request.called("meeting")), request.item
        )
    body = calendars.register.body_called(earlier) if earlier is not None else None
    day = _next(body, dated, calendars) if body is not None else None
    if body is not None and day is not None:
        return _goes_to(body, day, _NEXT_ONE, request.item)
    if request.item is not None:
        raise wrong(
            f"{request.called('item')} is on the agenda of a meeting: name that with "
            f"{request.called('meeting')}"
        )
    if body is None or calendars.working is None:
        return []
    return [
        *comment(f"{sentence_start(_none(body, dated))}. Once its day is known:"),
        *comment(f'meeting: {{body: {body.short}, date: YYYY-MM-DD, item: "07"}}'),
    ]


_NEXT_ONE = comment("The next meeting of this body on record.")


def _goes_to(body: Body, day: date, remarks: list[str], item: str | None) -> list[str]:
    lines = [*pair("body", body.short), *pair("date", day)]
    if item is not None:
        lines += pair("item", item.zfill(2))
    elif body.reference_form is not None:
        lines += comment('item: "07" (its number on the agenda: the reference follows from it)')
    return [*remarks, "meeting:", *indented(lines)]


def _none(body: Body, dated: date) -> str:
    until = in_full(days_after(dated, AHEAD))
    return f"no meeting of {body.short} from {in_full(dated)} to {until} is on record"


def _next(body: Body, dated: date, calendars: Calendars) -> date | None:
    """The day of its next meeting, if that is within reach."""
    days = [
        meeting.day
        for meeting in calendars.diary(body)
        if meeting.state not in ("cancelled", "extra")
        and dated <= meeting.day <= days_after(dated, AHEAD)
    ]
    return min(days, default=None)


def _named(
    text: str, dated: date, calendars: Calendars, called: str
) -> tuple[Body, date, list[str]]:
    """The body and the day that a request names, and a remark on them."""
    if calendars.working is None:
        raise lacking(f"{called}: without reference/calendar.yaml no meeting is known")
    name, *rest = text.split() or [""]
    body = _body(name, calendars, called)
    if len(rest) > 1:
        raise wrong(f"{called}: {text!r} is not a body and a day, such as '{name} 2022-01-14'")
    if not rest or rest[0] == NEXT:
        following = _next(body, dated, calendars)
        if following is None:
            raise lacking(
                f"{_none(body, dated)}: put it into reference/bodies.yaml, or name its day, as in "
                f"{called} '{body.short} YYYY-MM-DD'"
            )
        return body, following, _NEXT_ONE
    try:
        day = parse_day(rest[0])
    except NotADate as error:
        raise wrong(f"{called}: {error}, or {NEXT!r}") from None
    is_within(calendars, called, day)
    if day < dated:
        raise wrong(f"{called}: {in_full(day)} is before the day of the document")
    states = {meeting.state for meeting in calendars.diary(body) if meeting.day == day}
    if states == {"cancelled"}:
        raise wrong(f"{called}: the meeting of {body.short} on {in_full(day)} was cancelled")
    return body, day, [] if states else comment("No meeting of this body on this day is on record.")


def _body(name: str, calendars: Calendars, called: str) -> Body:
    """The body that `name` means: its short name or id, capitals or not."""
    bodies = calendars.register.bodies
    meeting = [b.short for b in bodies.values() if calendars.meetings(b.short) is not None]
    for id_, body in bodies.items():
        if name.lower() in (id_.lower(), body.short.lower()):
            if body.short not in meeting:
                there = ", ".join(meeting) if meeting else "none"
                raise wrong(
                    f"{called}: no meetings of {body.short} are on record; bodies with meetings: "
                    f"{there}"
                )
            return body
    raise wrong(f"{called}: there is no body {name!r}{suggestion(name, meeting)}")
