"""`sectool calendar impact`: which milestones of open releases move with the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sectool.cli.present.tables import write_json, write_lines
from sectool.cli.revision import loaded_at
from sectool.cli.session import as_known, day_of, misuse, value_of
from sectool.dates import in_full, iso
from sectool.queries.calendar_impact import (
    PaperDayMoved,
    ReleaseImpact,
    is_past,
    paper_days_moved,
    release_impacts,
    with_calendar_of,
    with_holiday,
)
from sectool.queries.milestones_in_words import window_in_words


def impact(
    root: Path,
    clock: date,
    *,
    holiday: str | None,
    against: str | None,
    today: str | None,
    as_json: bool,
) -> int:
    """Prints what moves in the open releases: with a holiday, or since a revision of the files.

    `clock` is today, unless `today` says another day.
    """
    now = day_of("--today", today) or clock
    if (holiday is None) == (against is None):
        raise misuse("say what changes: --holiday DAY, or --against REV (a git revision)")
    known = as_known(root)
    register = known.register
    closed = day_of("--holiday", holiday)
    if closed is not None:
        with value_of("--holiday"):
            what, before, after = with_holiday(register, known.calendar, closed)
    else:
        what = f"the calendar and bodies now, against {against}"
        then = loaded_at(root, against or "", "--against").register
        with value_of(f"--against {against}"):
            before, after = with_calendar_of(register, then), register
    compared = list(release_impacts(before, after, now))
    papers = list(paper_days_moved(before, after, now))
    if as_json:
        data = {
            "today": now.isoformat(),
            "change": what,
            "releases": [_as_data(one, now) for one in compared],
            "papers": [_paper_data(paper, now) for paper in papers],
        }
        write_json(data)
    else:
        write_lines(_lines(what, compared, papers, now))
    return 0


def _lines(
    what: str, compared: list[ReleaseImpact], papers: list[PaperDayMoved], today: date
) -> Iterator[str]:
    yield what
    yield f"today: {in_full(today)}"
    if not compared:
        yield ""
        yield "no planned release is open: each has gone live"
    for one in compared:
        yield ""
        faults, moved = one.new_faults(), list(one.moved())
        if faults:
            yield f"{one.name}: the plan no longer works"
        else:
            many = "" if len(moved) == 1 else "s"
            yield f"{one.name}: {len(moved) or 'no'} milestone{many} moved"
        for finding in faults:
            yield f"  {finding.message}"
            yield from (f"    {related.message}" for related in finding.related)
        width = max((len(item.id) for item, _ in moved), default=0)
        # The dates of a plan that does not hold would be those of no plan.
        for item, other in moved if not faults else ():
            was = window_in_words(item.earliest, item.latest)
            is_ = window_in_words(other.earliest, other.latest)
            past = "  (already past)" if is_past(item, other, today) else ""
            yield f"  {item.id:<{width}}  {was} -> {is_}{past}"
        for item in one.stays():
            day = in_full(item.day) if item.day is not None else ""
            yield f"  {item.id} stays on {day}, which is then not a Working Day"
    if papers:
        yield ""
        yield "papers go out on another day:"
    for paper in papers:
        past = "  (already past)" if paper.is_past(today) else ""
        days = f"{in_full(paper.before)} -> {in_full(paper.after)}"
        yield f"  {paper.body} on {in_full(paper.meeting)}: {days}{past}"


def _as_data(one: ReleaseImpact, today: date) -> dict[str, Any]:
    return {
        "release": one.after.release,
        "name": one.name,
        "moved": [
            {
                "id": item.id,
                "before": {"earliest": iso(item.earliest), "latest": iso(item.latest)},
                "after": {"earliest": iso(other.earliest), "latest": iso(other.latest)},
                "already-past": is_past(item, other, today),
            }
            for item, other in one.moved()
        ],
        "on-a-new-holiday": [item.id for item in one.stays()],
        "new-faults": [finding.message for finding in one.new_faults()],
    }


def _paper_data(paper: PaperDayMoved, today: date) -> dict[str, Any]:
    return {
        "body": paper.body,
        "meeting": paper.meeting.isoformat(),
        "before": paper.before.isoformat(),
        "after": paper.after.isoformat(),
        "already-past": paper.is_past(today),
    }
