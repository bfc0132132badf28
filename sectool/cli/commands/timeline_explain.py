"""`sectool timeline explain`: why a milestone has its dates, and whether it may have another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.check import reports
from sectool.cli.commands.timeline_show import exit_code
from sectool.cli.present.milestones import milestone_data
from sectool.cli.present.tables import fields_of, folded, paragraph, write_answer, write_lines
from sectool.cli.session import as_known, day_of, misuse
from sectool.dates import in_full, iso
from sectool.queries.milestones_in_words import (
    MAY_BE_NARROWER,
    slack_in_words,
    window_in_words,
)
from sectool.queries.reasons_in_words import (
    NOT_PROVED,
    changes_in_words,
    details_in_words,
    line_in_words,
    open_in_words,
    other_day_in_words,
    reason_in_words,
    shifts_in_words,
)
from sectool.queries.release_in_words import plan_before_cancelling
from sectool.queries.timeline_reasons import (
    Explained,
    Reason,
    Supposed,
    Written,
    explained,
    supposed,
)
from sectool.queries.timelines import Scheduled, ScheduledTimeline, scheduled_timeline

# What stands below a step is set in so far.
_INSET = " " * 7


def explain(
    root: Path,
    release: str,
    milestone: str,
    *,
    on: str | None,
    known_at: str | None,
    verbose: bool,
    as_json: bool,
) -> int:
    """Prints why a milestone has its dates, or whether it may have the day `on`.

    As known on a day, that is the plan of the day, with its holidays and meetings.
    """
    known = as_known(root, known_at)
    timeline = scheduled_timeline(known, release, known.known_at)
    known.check_known(release, known.known_at)
    item = timeline.milestone(milestone)
    day = _picked(on, timeline)
    if day is not None:
        found = supposed(timeline, item, day)
        write_answer(
            lambda: _supposed_data(timeline, found),
            lambda: _supposed_lines(timeline, found),
            as_json=as_json,
        )
        return 1 if found.finding is not None else exit_code(timeline)
    why = explained(timeline, item)
    if timeline.cancelled is not None and not as_json:
        heading = plan_before_cancelling(timeline.name, timeline.cancelled)
        write_lines([*folded("", heading), ""])
    write_answer(
        lambda: _data(timeline, item, why),
        lambda: _lines(timeline, item, why, verbose=verbose),
        as_json=as_json,
    )
    return exit_code(timeline)


def _picked(on: str | None, timeline: ScheduledTimeline) -> date | None:
    day = day_of("--on", on)
    first, last = timeline.known.working.first, timeline.known.working.last
    if day is not None and not first <= day <= last:
        raise misuse(
            f"--on: {day.isoformat()} is outside the calendar, which runs from "
            f"{first.isoformat()} to {last.isoformat()}"
        )
    return day


def _line(timeline: ScheduledTimeline, written: Written, words: str = "") -> list[str]:
    """Where a line stands, and its author's words."""
    return folded(f"{_INSET}{timeline.line_of(written.address)}  ", words or written.words)


def _step(
    timeline: ScheduledTimeline,
    number: int,
    reason: Reason,
    details: Iterable[str],
    *,
    exact: bool = False,
) -> Iterator[str]:
    """A step: what follows for whom, below it the line that says so, and what else made it so."""
    yield from folded(f"  {number}. ", reason_in_words(reason, exact=exact))
    yield from _line(timeline, reason.written, line_in_words(reason))
    for detail in details:
        yield from folded(_INSET, detail)


# Why a milestone has its bounds.


def _lines(
    timeline: ScheduledTimeline, item: Scheduled, why: Explained, *, verbose: bool
) -> Iterator[str]:
    """The text: the window, a chain for each bound (one where they are the same), slack."""
    yield from folded("", f"{item.id}: {window_in_words(item.earliest, item.latest)}")
    yield from folded("", item.milestone.title)
    if item.contradicted:
        yield ""
        yield "the plan contradicts itself about this milestone:"
        yield reports.text(timeline.contradictions_of(item))
        return
    exact = bool(why.earliest) and why.are_one
    for chain in (why.fullest,) if exact else (why.earliest, why.latest):
        if chain:
            yield ""
            if not exact:
                yield f"{chain[-1].bound}:"
            for number, reason in enumerate(chain, start=1):
                details = details_in_words(timeline, reason, counting=verbose)
                yield from _step(timeline, number, reason, details, exact=exact)
    if item.may_be_narrower:
        yield ""
        yield from paragraph(MAY_BE_NARROWER)
    is_open = open_in_words(why)
    if is_open is not None:
        yield from ("", is_open)
    for number, sentence in enumerate(slack_in_words(item, timeline)):
        if number == 0:
            yield ""
        yield from paragraph(sentence)


def _data(timeline: ScheduledTimeline, item: Scheduled, why: Explained) -> dict[str, Any]:
    """The same for programs, chains root first."""
    return {
        "release": timeline.schedule.release,
        **milestone_data(item, timeline),
        "because": {
            "earliest": _chain_data(timeline, why.earliest),
            "latest": _chain_data(timeline, why.latest),
        },
    }


def _chain_data(timeline: ScheduledTimeline, chain: Sequence[Reason]) -> list[dict[str, Any]]:
    return [
        {
            "milestone": reason.milestone,
            "date": reason.day.isoformat(),
            "bound": "earliest" if reason.upward else "latest",
            "written-for": reason.written.milestone,
            "words": reason.written.words,
            "read-backwards": reason.backwards,
            "moved-from": iso(reason.moved_from),
            "moved-by": [written.words for written in reason.moved_by],
            "file": place.file,
            **fields_of(place.span, "line", "column"),
        }
        for reason in chain
        for place in [timeline.place(reason.written.address)]
    ]


# Whether it may have another day.


def _supposed_lines(timeline: ScheduledTimeline, found: Supposed) -> Iterator[str]:
    """Whether a milestone may have a day, and what moves then, or what stands against it."""
    name, day = found.item.id, in_full(found.day)
    fixed = ", marked as fixed" if found.item.milestone.fixed else ""
    if found.finding is not None:
        yield from folded("", f"{name} cannot be on {day}:")
        yield from _against(timeline, found)
        heading = f"  and its own line{fixed}, says:" if fixed else "  and its own line says:"
    else:
        yield from folded("", f"{name} can be on {day}")
        heading = f"  instead of its own line{fixed}:"
    if not found.is_proved:
        yield from folded("  ", NOT_PROVED)
    for written in found.instead_of:
        yield heading
        yield from _line(timeline, written)
    if found.finding is None and found.moved:
        yield from ("", "then:")
        for change in changes_in_words(found):
            first, *rest = folded("    ", change)
            yield from (first.removeprefix("  "), *rest)


def _against(timeline: ScheduledTimeline, found: Supposed) -> Iterator[str]:
    finding, against = found.finding, found.against
    if found.no_meeting is not None or against is None:
        yield from folded("  ", found.no_meeting or (finding.message if finding else ""))
        return
    chain, limit = against.reasons, against.limit
    if len(chain) == 1 and chain[0].written is limit:
        yield from folded("  ", other_day_in_words(chain[0]))
        return
    for number, reason in enumerate(chain, start=1):
        yield from _step(timeline, number, reason, shifts_in_words(reason))
    yield from folded("  but ", f"{limit.milestone} {against.limit_in_words}")
    yield from _line(timeline, limit)


def _supposed_data(timeline: ScheduledTimeline, found: Supposed) -> dict[str, Any]:
    finding = found.finding
    data: dict[str, Any] = {
        "release": timeline.schedule.release,
        "milestone": found.item.id,
        "on": found.day.isoformat(),
        "possible": finding is None,
    }
    if finding is not None:
        data["message"] = found.no_meeting or finding.message
        data["because"] = [
            {"message": related.message, "place": timeline.line_of(related.address)}
            for related in finding.related
        ]
    else:
        data["is-certain"] = found.is_proved
        data["then"] = [
            {"id": item.id, "earliest": iso(earliest), "latest": iso(latest)}
            for item, earliest, latest in found.moved
        ]
    return data
