"""Milestones of a scheduled timeline in words and as data: windows, slack, misses."""

from __future__ import annotations

from datetime import date
from typing import Any

from sectool.dates import MONTHS, WEEKDAYS, in_full, iso
from sectool.queries.timelines import GO_LIVE, DaysOpen, Miss, Scheduled, ScheduledTimeline


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


def movement(item: Scheduled, span: DaysOpen, timeline: ScheduledTimeline) -> str:
    """`-3 +5`, `0`, or `open` for a side that nothing bounds."""
    earlier, later = timeline.answers.movement(item, span)
    back = "open" if earlier is None else f"-{earlier}" if earlier else "0"
    on = "open" if later is None else f"+{later}" if later else "0"
    return back if back == on else f"{back} {on}"


def movement_in_words(item: Scheduled, span: DaysOpen, timeline: ScheduledTimeline) -> str:
    """`11 Working Days earlier, none later`."""
    earlier, later = timeline.answers.movement(item, span)

    def side(days: int | None, way: str) -> str:
        if days is None:
            return f"{way} is open"
        return f"{days} Working Day{'' if days == 1 else 's'} {way}" if days else f"none {way}"

    return f"{side(earlier, 'earlier')}, {side(later, 'later')}"


def missed(item: Scheduled, miss: Miss | None, timeline: ScheduledTimeline) -> str:
    """`missed: next Tue 15 Nov 2022, go-live not before Tue 29 Nov 2022 (+18)`."""
    if item.id == GO_LIVE:
        return "missed: no rule says which day would be next"
    if item.latest is None:
        return "missed: nothing says how late it may be"
    if miss is None:
        return "missed: no plan is left within the calendar"
    shown = f"missed: next {in_full(miss.next)}, other dates moving along"
    delay = timeline.answers.delay(miss)
    if miss.go_live is None or delay is None:
        return shown
    shown = f"missed: next {in_full(miss.next)}, go-live "
    if delay == 0:
        return f"{shown}as planned if other dates move along"
    return f"{shown}not before {in_full(miss.go_live)} (+{delay})"


# JSON.


def milestone_data(item: Scheduled, timeline: ScheduledTimeline) -> dict[str, Any]:
    """A milestone as programs get it; null is open."""
    distance = timeline.answers.to_go_live(item)
    slack = timeline.answers.slack(item.id)
    return {
        "id": item.id,
        "title": item.milestone.title,
        "earliest": iso(item.earliest),
        "latest": iso(item.latest),
        "weekday": WEEKDAYS[item.day.weekday()] if item.day else None,
        "working-days-to-go-live": (
            {"most": distance[0], "fewest": distance[1]} if distance else None
        ),
        "room": _span_data(item, slack.room, timeline) if slack else None,
        "float": _span_data(item, slack.float_, timeline) if slack else None,
        "miss": _miss_data(slack.miss, timeline) if slack else None,
        "rests-on-proposal": timeline.answers.rests_on_proposal(item),
        "contradicted": item.contradicted,
    }


def _span_data(item: Scheduled, span: DaysOpen, timeline: ScheduledTimeline) -> dict[str, Any]:
    earlier, later = timeline.answers.movement(item, span)
    return {
        "earliest": iso(span.earliest),
        "latest": iso(span.latest),
        "working-days-earlier": earlier,
        "working-days-later": later,
    }


def _miss_data(miss: Miss | None, timeline: ScheduledTimeline) -> dict[str, Any] | None:
    if miss is None:
        return None
    return {
        "next": iso(miss.next),
        "go-live": iso(miss.go_live),
        "working-days": timeline.answers.delay(miss),
    }
