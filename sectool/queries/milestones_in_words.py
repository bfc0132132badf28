"""Milestones of a scheduled timeline in words: windows, slack, misses."""

from __future__ import annotations

from datetime import date

from sectool.dates import MONTHS, WEEKDAYS, in_full
from sectool.queries.timelines import GO_LIVE, DaysOpen, Miss, Scheduled, ScheduledTimeline

# Why a window need not be as narrow as it could be.
MAY_BE_NARROWER = (
    "the window may be narrower: it depends on 'later of' or 'earlier of', and which of the two "
    "decides is not known yet"
)


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


def movement_shortly(item: Scheduled, span: DaysOpen, timeline: ScheduledTimeline) -> str:
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
        return f"{_working_days(days)} {way}" if days else f"none {way}"

    return f"{side(earlier, 'earlier')}, {side(later, 'later')}"


def miss_in_words(item: Scheduled, miss: Miss | None, timeline: ScheduledTimeline) -> str:
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


def slack_in_words(item: Scheduled, timeline: ScheduledTimeline) -> list[str]:
    """How far it may move, alone and with go-live kept, and what a miss would bring."""
    slack = timeline.answers.slack(item.id)
    if slack is None:
        return []
    return [
        f"room (nothing else moving): {movement_in_words(item, slack.room, timeline)}",
        f"float (go-live kept): {movement_in_words(item, slack.float_, timeline)}",
        miss_in_words(item, slack.miss, timeline),
    ]


def slip_in_words(item: Scheduled, timeline: ScheduledTimeline) -> str | None:
    """`can slip 11 Working Days`: past its window, alone or with others; None without slack."""
    slack = timeline.answers.slack(item.id)
    if slack is None:
        return None
    if item.milestone.fixed or item.id == GO_LIVE:
        return "fixed" if item.milestone.fixed else None
    _, alone = timeline.answers.movement(item, slack.room)
    _, with_others = timeline.answers.movement(item, slack.float_)
    if alone is None:
        return "no rule says how late it may be"
    if alone:
        further = with_others is None or with_others > alone
        return f"can slip {_working_days(alone)}" + (", or more if others move" if further else "")
    if with_others is None:
        return "can slip if others move"
    return f"can slip {_working_days(with_others)} if others move" if with_others else "cannot slip"


def missed_in_words(item: Scheduled, timeline: ScheduledTimeline) -> str | None:
    """`if missed: go-live 18 Working Days later`; None where go-live stays as planned."""
    slack = timeline.answers.slack(item.id)
    if slack is None or item.id == GO_LIVE or item.latest is None:
        return None
    if slack.miss is None:
        return "if missed: no plan is left in the calendar"
    delay = timeline.answers.delay(slack.miss)
    return f"if missed: go-live {_working_days(delay)} later" if delay else None


def _working_days(n: int) -> str:
    return f"{n} Working Day{'' if n == 1 else 's'}"


def miss_shortly(item: Scheduled, timeline: ScheduledTimeline) -> str:
    """`+18`: the Working Days by which go-live moves at least, `open` or `none`, for a cell."""
    slack = timeline.answers.slack(item.id)
    if slack is None or item.id == GO_LIVE:
        return ""
    if item.latest is None:
        return "open"
    delay = timeline.answers.delay(slack.miss)
    return "none" if delay is None else f"+{delay}" if delay else "0"
