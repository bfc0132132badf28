"""`sectool body list` and `sectool body show`: who meets when, and who may decide what."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

from sectool.cli.present.tables import write_json
from sectool.cli.session import Opened, Refused, day_of, refuse
from sectool.dates import When, in_full, plainly
from sectool.model.reference import Body, MeetingPattern, Power
from sectool.model.register import Register
from sectool.schedule.diary import Meeting

JSON_VERSION = 1
WIDTH = 80
PROPOSED = "? proposed by the body's usual pattern, not confirmed"


def print_list(root: Path, today: str | None, clock: date, *, as_json: bool) -> int:
    """Prints every body. `clock` is today, unless `today` says another day."""
    try:
        opened = Opened(root)
        day = day_of("--today", today) or clock
    except Refused as refused:
        return refuse(refused)
    if as_json:
        bodies = [_summary(opened, id_, body, day) for id_, body in opened.register.bodies.items()]
        data = {"version": JSON_VERSION, "today": day.isoformat(), "bodies": bodies}
        write_json(data)
        return 0
    bodies_by_short = sorted(opened.register.bodies.values(), key=lambda body: body.short.lower())
    width = max((len(body.short) for body in bodies_by_short), default=0) + 2
    lines = [f"Bodies on {in_full(day)}", ""]
    proposed = False
    for body in bodies_by_short:
        lines += folded(body.short.ljust(width), body.name)
        last, next_ = _around(opened.calendars.diary(body), day)
        proposed = proposed or (next_ is not None and next_.proposed)
        for label, text in (
            ("meets", _pattern_now(body, day)),
            ("last", _one(last)),
            ("next", _one(next_)),
            ("papers", body.papers),
        ):
            if text is not None:
                lines += folded(" " * width + label.ljust(8), text)
    if proposed:
        lines += ["", PROPOSED]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _pattern_now(body: Body, day: date) -> str | None:
    holding = [
        p for p in body.pattern if p.from_.first <= day and (p.to is None or day <= p.to.last)
    ]
    return "; ".join(pattern.rule for pattern in holding) or None


def _around(meetings: Sequence[Meeting], day: date) -> tuple[Meeting | None, Meeting | None]:
    """The last meeting before a day that has a date of its own, and the next from it on."""
    held = [meeting for meeting in meetings if meeting.state != "cancelled"]
    last = [meeting for meeting in held if meeting.day < day and not meeting.proposed]
    coming = [meeting for meeting in held if meeting.day >= day]
    return last[-1] if last else None, coming[0] if coming else None


def _one(meeting: Meeting | None) -> str | None:
    if meeting is None:
        return None
    number = f" (number {meeting.number})" if meeting.number is not None else ""
    return in_full(meeting.day) + ("?" if meeting.proposed else "") + number


def _summary(opened: Opened, id_: str, body: Body, day: date) -> dict[str, object]:
    last, next_ = _around(opened.calendars.diary(body), day)
    return {
        "id": id_,
        "short": body.short,
        "name": body.name,
        "pattern": _pattern_now(body, day),
        "papers": body.papers,
        "last": meeting_data(last) if last is not None else None,
        "next": meeting_data(next_) if next_ is not None else None,
    }


def print_body(
    root: Path, name: str, year: str | None, as_known_at: str | None, *, as_json: bool
) -> int:
    """Prints all that is known of one body; its meetings of a year, if one is asked for."""
    try:
        opened = Opened(root, as_known_at)
        id_, body = opened.body(name)
        wanted = opened.check_year(year) if year is not None else None
    except Refused as refused:
        return refuse(refused)
    meetings = [
        meeting
        for meeting in opened.calendars.diary(body)
        if (not meeting.proposed if wanted is None else meeting.day.year == wanted)
    ]
    if as_json:
        data = _as_data(opened, id_, body, wanted, meetings)
        write_json(data)
        return 0
    lines = _as_text(opened, id_, body, wanted, meetings)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _as_text(
    opened: Opened, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> list[str]:
    lines = folded("", f"{body.short}, {body.name} (id {id_}){opened.as_known}")
    for other in body.known_as:
        lines += folded("  also called  ", f"{other.name} (seen {plainly(other.seen)})")
    for pattern in body.pattern:
        lines += folded("  meets        ", f"{pattern.rule}, {_span(pattern)}")
    if body.papers is not None:
        lines += folded("  papers       ", body.papers)
    if body.series is not None:
        lines += folded(
            "  series       ", f"{body.series}: the papers of its meetings are named so"
        )
    for power in body.powers:
        lines += folded("  may decide   ", f"{power.act}{_power_span(power)}")
    if body.source is not None:
        lines += folded("  source       ", _source(opened.register, body.source))
    if body.note is not None:
        lines += folded("  note         ", body.note)
    heading = "Meetings with a date" if year is None else f"Meetings of {year}"
    if meetings:
        lines += ["", heading, *_meeting_lines(meetings)]
    elif year is not None:
        lines += ["", f"No meetings of {year} are known."]
    if any(meeting.proposed for meeting in meetings):
        lines += ["", PROPOSED]
    if year is None and body.pattern:
        example = min(body.pattern[-1].from_.year + 1, opened.working.last.year)
        what = f"Add --year for the meetings that the pattern proposes, such as --year {example}."
        lines += ["", what]
    return lines


def _meeting_lines(meetings: Sequence[Meeting]) -> list[str]:
    lines = []
    for meeting in meetings:
        number = "" if meeting.number is None else str(meeting.number)
        shown = in_full(meeting.day) + ("?" if meeting.proposed else "")
        start = f"  {shown:<16}  {number:>4}"
        told = []
        if meeting.papers is not None:
            told.append(f"papers {in_full(meeting.papers)}")
        if meeting.state in ("extra", "cancelled"):
            told.append(meeting.state)
        if meeting.instead_of is not None:
            told.append(f"instead of {in_full(meeting.instead_of)}")
        because = meeting.because
        if because is not None and told and told[-1] in ("extra", "cancelled"):
            told[-1], because = f"{told[-1]}: {because}", None
        lines += folded(f"{start}  ", "; ".join(told)) if told else [start.rstrip()]
        if because is not None:
            lines += folded(" " * (len(start) + 2), because)
    return lines


def _span(pattern: MeetingPattern) -> str:
    if pattern.to is None:
        return f"from {plainly(pattern.from_)}"
    return f"{plainly(pattern.from_)} to {plainly(pattern.to)}"


def _power_span(power: Power) -> str:
    if power.from_ is None and power.to is None:
        return " (since when is not recorded)"
    start = f" from {plainly(power.from_)}" if power.from_ is not None else ""
    return start + (f" to {plainly(power.to)}" if power.to is not None else "")


def _source(register: Register, id_: str) -> str:
    source = register.sources.get(id_)
    return source.title if source is not None else id_


def folded(start: str, text: str) -> list[str]:
    """Text behind a start, folded so that it stays within a terminal of 80 columns."""
    return wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start) or "  ",
        break_on_hyphens=False,
    ) or [start.rstrip()]


def meeting_data(meeting: Meeting) -> dict[str, object]:
    """A meeting for programs."""
    return {
        "body": meeting.body,
        "date": meeting.day.isoformat(),
        "number": meeting.number,
        "state": meeting.state,
        "papers": _day(meeting.papers),
        "instead-of": _day(meeting.instead_of),
        "because": meeting.because,
    }


def _as_data(
    opened: Opened, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "as-known-at": _day(opened.known_at),
        "id": id_,
        "short": body.short,
        "name": body.name,
        "known-as": [
            {"name": other.name, "seen": _day(other.seen), "source": other.source}
            for other in body.known_as
        ],
        "patterns": [
            {"rule": pattern.rule, "from": _day(pattern.from_), "to": _day(pattern.to)}
            for pattern in body.pattern
        ],
        "papers": body.papers,
        "series": body.series,
        "powers": [
            {
                "act": power.act,
                "from": _day(power.from_),
                "to": _day(power.to),
                "source": power.source,
            }
            for power in body.powers
        ],
        "year": year,
        "meetings": [meeting_data(meeting) for meeting in meetings],
        "source": body.source,
        "note": body.note,
    }


def _day(when: When | None) -> str | None:
    if when is None:
        return None
    return when.isoformat() if isinstance(when, date) else str(when)
