"""`sectool body list` and `sectool body show`: who meets when, and who may decide what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.meetings import PROPOSED, folded, meeting_data, meeting_lines
from sectool.cli.present.tables import write_json, write_lines
from sectool.cli.session import as_known, as_known_on, day_of, year_of
from sectool.dates import in_full, iso, plainly
from sectool.queries.bodies import (
    Body,
    Meeting,
    MeetingPattern,
    Power,
    meetings_around,
    meetings_of,
    usual_meetings,
)
from sectool.queries.loaded import Register
from sectool.queries.register_as_known import RegisterAsKnown


def print_list(root: Path, today: str | None, clock: date, *, as_json: bool) -> int:
    """Prints every body. `clock` is today, unless `today` says another day."""
    known = as_known(root)
    day = day_of("--today", today) or clock
    if as_json:
        bodies = [_summary(known, id_, body, day) for id_, body in known.register.bodies.items()]
        data = {"today": day.isoformat(), "bodies": bodies}
        write_json(data)
        return 0
    bodies_by_short = sorted(known.register.bodies.values(), key=lambda body: body.short.lower())
    width = max((len(body.short) for body in bodies_by_short), default=0) + 2
    lines = [f"Bodies on {in_full(day)}", ""]
    proposed = False
    for body in bodies_by_short:
        lines += folded(body.short.ljust(width), body.name)
        last, next_ = meetings_around(known.calendars.diary(body), day)
        proposed = proposed or (next_ is not None and next_.proposed)
        for label, text in (
            ("meets", usual_meetings(body, day)),
            ("last", _one(last)),
            ("next", _one(next_)),
            ("papers", body.papers),
        ):
            if text is not None:
                lines += folded(" " * width + label.ljust(8), text)
    if proposed:
        lines += ["", PROPOSED]
    write_lines(lines)
    return 0


def _one(meeting: Meeting | None) -> str | None:
    if meeting is None:
        return None
    number = f" (number {meeting.number})" if meeting.number is not None else ""
    return in_full(meeting.day) + ("?" if meeting.proposed else "") + number


def _summary(known: RegisterAsKnown, id_: str, body: Body, day: date) -> dict[str, object]:
    last, next_ = meetings_around(known.calendars.diary(body), day)
    return {
        "id": id_,
        "short": body.short,
        "name": body.name,
        "pattern": usual_meetings(body, day),
        "papers": body.papers,
        "last": meeting_data(last) if last is not None else None,
        "next": meeting_data(next_) if next_ is not None else None,
    }


def print_body(
    root: Path, name: str, year: str | None, as_known_at: str | None, *, as_json: bool
) -> int:
    """Prints all that is known of one body; its meetings of a year, if one is asked for."""
    known = as_known(root, as_known_at)
    id_, body = known.body(name)
    wanted = year_of(year, known) if year is not None else None
    meetings = meetings_of(known, body, wanted)
    if as_json:
        data = _as_data(known, id_, body, wanted, meetings)
        write_json(data)
        return 0
    lines = _as_text(known, id_, body, wanted, meetings)
    write_lines(lines)
    return 0


def _as_text(
    known: RegisterAsKnown, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> list[str]:
    lines = folded("", f"{body.short}, {body.name} (id {id_}){as_known_on(known)}")
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
        lines += folded("  source       ", _source(known.register, body.source))
    if body.note is not None:
        lines += folded("  note         ", body.note)
    heading = "Meetings with a date" if year is None else f"Meetings of {year}"
    if meetings:
        lines += ["", heading, *meeting_lines(meetings)]
    elif year is not None:
        lines += ["", f"No meetings of {year} are known."]
    if any(meeting.proposed for meeting in meetings):
        lines += ["", PROPOSED]
    if year is None and body.pattern:
        example = min(body.pattern[-1].from_.year + 1, known.working.last.year)
        what = f"Add --year for the meetings that the pattern proposes, such as --year {example}."
        lines += ["", what]
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


def _as_data(
    known: RegisterAsKnown, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> dict[str, object]:
    return {
        "as-known-at": iso(known.known_at),
        "id": id_,
        "short": body.short,
        "name": body.name,
        "known-as": [
            {"name": other.name, "seen": iso(other.seen), "source": other.source}
            for other in body.known_as
        ],
        "patterns": [
            {"rule": pattern.rule, "from": iso(pattern.from_), "to": iso(pattern.to)}
            for pattern in body.pattern
        ],
        "papers": body.papers,
        "series": body.series,
        "powers": [
            {
                "act": power.act,
                "from": iso(power.from_),
                "to": iso(power.to),
                "source": power.source,
            }
            for power in body.powers
        ],
        "year": year,
        "meetings": [meeting_data(meeting) for meeting in meetings],
        "source": body.source,
        "note": body.note,
    }
