"""`sectool body list` and `sectool body show`: who meets when, and who may decide what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.meetings import PROPOSED, folded, meeting_data, meeting_lines
from sectool.cli.present.tables import fields_of, write_answer
from sectool.cli.session import as_known, as_known_on, day_of, year_of
from sectool.dates import in_full, iso, plainly
from sectool.queries.bodies import (
    Body,
    Meeting,
    meeting_in_words,
    meetings_around,
    meetings_of,
    pattern_in_words,
    usual_meetings,
)
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.queries.roles_in_words import (
    act_in_words,
    power_in_words,
    powers_known,
    title_of,
    usual_roles_of,
)


def print_list(root: Path, today: str | None, clock: date, *, as_json: bool) -> int:
    """Prints every body. `clock` is today, unless `today` says another day."""
    known = as_known(root)
    day = day_of("--today", today) or clock
    bodies = known.register.bodies
    write_answer(
        lambda: {
            "today": iso(day),
            "bodies": [_summary(known, id_, body, day) for id_, body in bodies.items()],
        },
        lambda: _list_lines(known, day),
        as_json=as_json,
    )
    return 0


def _list_lines(known: RegisterAsKnown, day: date) -> Iterator[str]:
    bodies = sorted(known.register.bodies.values(), key=lambda body: body.short.lower())
    width = max((len(body.short) for body in bodies), default=0) + 2
    yield from (f"Bodies on {in_full(day)}", "")
    proposed = False
    for body in bodies:
        yield from folded(body.short.ljust(width), body.name)
        last, next_ = meetings_around(known.calendars.diary(body), day)
        proposed = proposed or (next_ is not None and next_.proposed)
        for label, text in (
            ("meets", usual_meetings(body, day)),
            ("last", meeting_in_words(last) if last is not None else None),
            ("next", meeting_in_words(next_) if next_ is not None else None),
            ("papers", body.papers),
        ):
            if text is not None:
                yield from folded(" " * width + label.ljust(8), text)
    if proposed:
        yield from ("", PROPOSED)


def _summary(known: RegisterAsKnown, id_: str, body: Body, day: date) -> dict[str, object]:
    last, next_ = meetings_around(known.calendars.diary(body), day)
    return {
        "id": id_,
        **fields_of(body, "short", "name"),
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
    shown = (known, id_, body, wanted, meetings_of(known, body, wanted))
    write_answer(lambda: _as_data(*shown), lambda: _as_text(*shown), as_json=as_json)
    return 0


def _as_text(
    known: RegisterAsKnown, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> Iterator[str]:
    yield from folded("", f"{body.short}, {body.name} (id {id_}){as_known_on(known)}")
    source = known.register.sources.get(body.source or "")
    usual = usual_roles_of(known.register, body, known.known_at)
    powers = powers_known(known.register, body, known.known_at)
    series = f"{body.series}: the papers of its meetings are named so"
    rows = [
        *(("also called", f"{one.name} (seen {plainly(one.seen)})") for one in body.known_as),
        *(("meets", pattern_in_words(pattern)) for pattern in body.pattern),
        ("papers", body.papers),
        ("series", series if body.series is not None else None),
        ("references", body.references),
        *(("role", power_in_words(known.register, power)) for power in powers),
        *(("usual role", act_in_words(known.register, act)) for act in usual),
        ("source", source.title if source is not None else body.source),
        ("note", body.note),
    ]
    for label, text in rows:
        if text is not None:
            yield from folded(f"  {label:<11}  ", text)
    if meetings:
        heading = "Meetings with a date" if year is None else f"Meetings of {year}"
        yield from ("", heading, *meeting_lines(meetings))
    elif year is not None:
        yield from ("", f"No meetings of {year} are known.")
    if any(meeting.proposed for meeting in meetings):
        yield from ("", PROPOSED)
    if year is None and body.pattern:
        example = min(body.pattern[-1].from_.year + 1, known.working.last.year)
        what = f"Add --year for the meetings that the pattern proposes, such as --year {example}."
        yield from ("", what)


def _as_data(
    known: RegisterAsKnown, id_: str, body: Body, year: int | None, meetings: Sequence[Meeting]
) -> dict[str, object]:
    return {
        "as-known-at": iso(known.known_at),
        "id": id_,
        **fields_of(body, "short", "name"),
        "known-as": [fields_of(other, "name", "seen", "source") for other in body.known_as],
        "patterns": [fields_of(pattern, "rule", "from", "to") for pattern in body.pattern],
        **fields_of(body, "papers", "series", "references"),
        "powers": [
            {
                **fields_of(power, "act", "from", "to", "source"),
                "title": title_of(known.register, power.act),
            }
            for power in powers_known(known.register, body, known.known_at)
        ],
        "usual-roles": list(usual_roles_of(known.register, body, known.known_at)),
        "year": year,
        "meetings": [meeting_data(meeting) for meeting in meetings],
        **fields_of(body, "source", "note"),
    }
