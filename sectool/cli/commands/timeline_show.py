"""`sectool timeline show`: the milestones of a release, their dates and their slack."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.cli.present.tables import folded, write_json
from sectool.cli.session import Opened, Refused, refuse
from sectool.datelang.evaluate import Context, Step, Window, evaluate
from sectool.dates import MONTHS, WEEKDAYS, in_full
from sectool.diagnostic import Diagnostic, Severity
from sectool.schedule import Calendars, Schedule, Scheduled, schedule_release
from sectool.schedule.reasons import Reason, Reasons
from sectool.schedule.slack import GO_LIVE, Miss, Slack, Slacks, Span, working_days

JSON_VERSION = 1


@dataclass(frozen=True)
class Asked:
    """A timeline that was asked for, scheduled, with what is wrong with it."""

    opened: Opened
    schedule: Schedule
    errors: tuple[Diagnostic, ...]

    @property
    def calendars(self) -> Calendars:
        return self.opened.calendars

    @property
    def working(self) -> WorkingCalendar:
        return self.opened.working

    @property
    def name(self) -> str:
        """`November 2022 SEC Release`, or the id where the release has no file of its own."""
        release = self.opened.register.releases.get(self.schedule.release)
        return release.name if release is not None else self.schedule.release

    @cached_property
    def slacks(self) -> dict[str, Slack] | None:
        """The slack of each milestone; None where the timeline contradicts itself."""
        if any(item.contradicted for item in self.schedule.milestones.values()):
            return None
        slacks = Slacks(self.schedule)
        return {id_: slacks.of(id_) for id_ in self.schedule.milestones}

    def slack(self, milestone: str) -> Slack | None:
        return self.slacks[milestone] if self.slacks is not None else None

    def delay(self, miss: Miss | None) -> int | None:
        """By how many Working Days a miss moves the go-live; None where that is not known."""
        go_live = self.schedule.go_live
        if miss is None or miss.go_live is None or go_live is None:
            return None
        return working_days(self.working, go_live, miss.go_live)

    def steps(self, reason: Reason) -> tuple[Step, ...]:
        """How a line leads from its anchor to a day; nothing for one that is read backwards."""
        anchor, start = reason.written.anchor, reason.from_day
        if anchor is None or reason.backwards:
            return ()
        from_ = Window(start, start) if start is not None else Window(reason.day, reason.day)
        try:
            return evaluate(
                anchor, Context(self.working, self.calendars.meetings, lambda _: from_)
            ).steps
        except OutOfCalendar:
            return ()

    def rests_on_proposal(self, item: Scheduled) -> bool:
        """Whether a date rests on a meeting that a pattern proposes and nobody confirmed."""
        plan, windows = self.schedule.plan, self.schedule.windows
        if plan is None or windows is None:
            return False
        body, _, kind = (item.milestone.falls_on or "").partition(" ")
        meetings = self.calendars.meetings(body) if kind == "meeting" else None
        if meetings is not None and item.day is not None and meetings.rests_on_proposal(item.day):
            return True
        reasons, node = Reasons(plan), plan.node(item.id)
        both = ((windows.earliest.get(node), True), (windows.latest.get(node), False))
        return any(
            step.proposal
            for event, upward in both
            if event is not None
            for reason in reasons.of(event, upward=upward)
            for step in self.steps(reason)
        )


def scheduled(root: Path, release: str, known_at: str | None) -> Asked:
    """The timeline of a release, scheduled. Refused where it cannot be read."""
    opened = Opened(root, known_at)
    schedule = schedule_release(opened.timeline(release), opened.calendars)
    errors = tuple(
        opened.loaded.sources.diagnose(fault.code, Severity.ERROR, fault.finding)
        for fault in schedule.faults
    )
    return Asked(opened, schedule, errors)


def exit_code(asked: Asked) -> int:
    """1 where the timeline has errors, and says so: the dates shown may not be those meant."""
    if not asked.errors:
        return 0
    many = f"{len(asked.errors)} errors" if len(asked.errors) > 1 else "an error"
    sys.stderr.write(
        f"sectool: this timeline has {many}; see: sectool timeline check {asked.schedule.release}\n"
    )
    return 1


def show(root: Path, release: str, *, critical: bool, known_at: str | None, as_json: bool) -> int:
    """Prints the milestones of a release with their dates and their slack."""
    try:
        asked = scheduled(root, release, known_at)
    except Refused as refused:
        return refuse(refused)
    items = [
        item
        for item in asked.schedule.milestones.values()
        if not critical or _is_critical(item, asked)
    ]
    if as_json:
        data = {
            "version": JSON_VERSION,
            "release": asked.schedule.release,
            "name": asked.name,
            "go-live": iso(asked.schedule.go_live),
            "as-known-at": iso(asked.calendars.known_at),
            "milestones": [as_data(item, asked) for item in items],
        }
        write_json(data)
    else:
        sys.stdout.write(_table(items, asked, critical=critical))
    return exit_code(asked)


def _is_critical(item: Scheduled, asked: Asked) -> bool:
    """Whether missing the milestone moves the go-live, or leaves no plan at all."""
    slack = asked.slack(item.id)
    if slack is not None and item.latest is None:
        return False
    delay = asked.delay(slack.miss) if slack is not None else None
    return delay is None or delay > 0


# The table.

_HEADINGS = ("milestone", "date or window", "ahead", "room", "float", "miss")
_WIDTH = 80
# What stands below an id that has a line of its own.
_INDENT = 2
_NOTES = """\
ahead  Working Days from the date to go-live
room   Working Days it can move, its own date set aside and no other day moving:
       - before the first day of its window, + after the last; 0 neither way;
       open: no rule limits it
float  the same with go-live kept and every other date and month free to move
miss   Working Days by which go-live moves at least if it slips past that window
"""
_MISSES = {
    "open": "       open: no rule says how late it may be",
    "none": "       none: no plan is left within the calendar",
}


def _table(items: Sequence[Scheduled], asked: Asked, *, critical: bool) -> str:
    go_live, known = asked.schedule.go_live, asked.calendars.known_at
    head = asked.name + (f": go-live {in_full(go_live)}" if go_live else "")
    if known is not None:
        head += f", as known on {in_full(known)}"
    title = "\n".join(folded("", head))
    if not items:
        return f"{title}\n\nno milestone moves the go-live when it is missed\n"
    rows = [_cells(item, asked) for item in items]
    lines = _aligned([_HEADINGS, *rows])
    told = [title, "", lines[0]]
    for item, line in zip(items, lines[1:], strict=True):
        told.append(line)
        slack = asked.slack(item.id)
        if critical and slack is not None:
            told.append(f"    {missed(item, slack.miss, asked)}")
    told += ["", _NOTES.rstrip()]
    told += [note for missed_by, note in _MISSES.items() if missed_by in {row[-1] for row in rows}]
    if any(item.contradicted for item in items):
        told.append("!      the plan contradicts itself here, so no slack is worked out")
    if any(asked.rests_on_proposal(item) for item in items):
        told.append("*      rests on a meeting proposed by its body's pattern, not confirmed")
    return "\n".join(told) + "\n"


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns, two to the left and the rest to the right, in 80 characters.

    An id for which there is no room has a line of its own, as has the heading above the ids.
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    # Two blanks between the figures, where there is room: `0 +5` is one of them.
    tight = sum(widths) + len(widths) - 1
    between = "  " if tight + len(widths) - 3 <= _WIDTH else " "
    others = sum(widths[1:]) + 2 + len(between) * (len(widths) - 3)
    widths[0] = min(widths[0], max(_WIDTH - others, _INDENT))
    lines = []
    for row in rows:
        fits = len(row[0]) <= widths[0]
        cells = [(row[0] if fits else "").ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        figures = between.join(cells[2:])
        lines.append(("" if fits else row[0] + "\n") + f"{cells[0]} {cells[1]} {figures}".rstrip())
    return lines


def _cells(item: Scheduled, asked: Asked) -> tuple[str, ...]:
    mark = "!" if item.contradicted else "*" if asked.rests_on_proposal(item) else ""
    when = window_in_words(item.earliest, item.latest) + mark
    distance = _to_go_live(item, asked)
    apart = "" if distance is None else "–".join(dict.fromkeys(map(str, distance)))
    slack = asked.slack(item.id)
    if slack is None:
        return (item.id, when, apart, "", "", "")
    return (
        item.id,
        when,
        apart,
        movement(item, slack.room, asked),
        movement(item, slack.float_, asked),
        _missed_by(item, asked.delay(slack.miss)),
    )


def _missed_by(item: Scheduled, delay: int | None) -> str:
    if item.id == GO_LIVE:
        return ""
    if item.latest is None:
        return "open"
    return "none" if delay is None else f"+{delay}" if delay else "0"


def window_in_words(earliest: date | None, latest: date | None) -> str:
    """`Tue 18 Oct 2022`, `Mon 1 to Fri 12 Aug 2022`, `from Mon 1 Aug 2022`, or `open`."""
    if earliest is None:
        return "open" if latest is None else f"until {in_full(latest)}"
    if latest is None:
        return f"from {in_full(earliest)}"
    if earliest == latest:
        return in_full(earliest)
    start = f"{WEEKDAYS[earliest.weekday()][:3]} {earliest.day}"
    if (earliest.year, earliest.month) != (latest.year, latest.month):
        start += f" {MONTHS[earliest.month - 1][:3]}"
    if earliest.year != latest.year:
        start += f" {earliest.year}"
    return f"{start} to {in_full(latest)}"


def _to_go_live(item: Scheduled, asked: Asked) -> tuple[int, int] | None:
    """Working Days from the ends of the window to go-live: the most, then the fewest."""
    go_live = asked.schedule.go_live
    if go_live is None or item.earliest is None or item.latest is None:
        return None
    most = working_days(asked.working, item.earliest, go_live)
    fewest = working_days(asked.working, item.latest, go_live)
    return None if most is None or fewest is None else (most, fewest)


def _moves(item: Scheduled, span: Span, asked: Asked) -> tuple[int | None, int | None]:
    """Working Days that a milestone can move earlier, and later; None is open."""
    earlier = later = None
    if span.earliest is not None and item.earliest is not None:
        earlier = working_days(asked.working, span.earliest, item.earliest)
    if span.latest is not None and item.latest is not None:
        later = working_days(asked.working, item.latest, span.latest)
    return earlier, later


def movement(item: Scheduled, span: Span, asked: Asked) -> str:
    """`-3 +5`, `0`, or `open` for a side that nothing bounds."""
    earlier, later = _moves(item, span, asked)
    back = "open" if earlier is None else f"-{earlier}" if earlier else "0"
    on = "open" if later is None else f"+{later}" if later else "0"
    return back if back == on else f"{back} {on}"


def movement_in_words(item: Scheduled, span: Span, asked: Asked) -> str:
    """`11 Working Days earlier, none later`."""
    earlier, later = _moves(item, span, asked)

    def side(days: int | None, way: str) -> str:
        if days is None:
            return f"{way} is open"
        return f"{days} Working Day{'' if days == 1 else 's'} {way}" if days else f"none {way}"

    return f"{side(earlier, 'earlier')}, {side(later, 'later')}"


def missed(item: Scheduled, miss: Miss | None, asked: Asked) -> str:
    """`missed: next Tue 15 Nov 2022, go-live not before Tue 29 Nov 2022 (+18)`."""
    if item.id == GO_LIVE:
        return "missed: no rule says which day would be next"
    if item.latest is None:
        return "missed: nothing says how late it may be"
    if miss is None:
        return "missed: no plan is left within the calendar"
    told = f"missed: next {in_full(miss.next)}, other dates moving along"
    delay = asked.delay(miss)
    if miss.go_live is None or delay is None:
        return told
    told = f"missed: next {in_full(miss.next)}, go-live "
    if delay == 0:
        return f"{told}as planned if other dates move along"
    return f"{told}not before {in_full(miss.go_live)} (+{delay})"


# JSON.


def as_data(item: Scheduled, asked: Asked) -> dict[str, Any]:
    """A milestone as programs get it; null is open."""
    distance = _to_go_live(item, asked)
    slack = asked.slack(item.id)
    return {
        "id": item.id,
        "title": item.milestone.title,
        "earliest": iso(item.earliest),
        "latest": iso(item.latest),
        "weekday": WEEKDAYS[item.day.weekday()] if item.day else None,
        "working-days-to-go-live": (
            {"most": distance[0], "fewest": distance[1]} if distance else None
        ),
        "room": _span_data(item, slack.room, asked) if slack else None,
        "float": _span_data(item, slack.float_, asked) if slack else None,
        "miss": _miss_data(slack.miss, asked) if slack else None,
        "rests-on-proposal": asked.rests_on_proposal(item),
        "contradicted": item.contradicted,
    }


def _span_data(item: Scheduled, span: Span, asked: Asked) -> dict[str, Any]:
    earlier, later = _moves(item, span, asked)
    return {
        "earliest": iso(span.earliest),
        "latest": iso(span.latest),
        "working-days-earlier": earlier,
        "working-days-later": later,
    }


def _miss_data(miss: Miss | None, asked: Asked) -> dict[str, Any] | None:
    if miss is None:
        return None
    return {"next": iso(miss.next), "go-live": iso(miss.go_live), "working-days": asked.delay(miss)}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
