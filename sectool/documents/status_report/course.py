"""How proposals moved on over a year: where each stood at the end of a month, if that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sectool.blocks import Figures, Series
from sectool.dates import Month, last_day
from sectool.documents.status_report.months import month_of, moved
from sectool.documents.status_report.value import Course, Untold
from sectool.documents.status_report.view import View
from sectool.history import Seen, Standing, standings_on_days
from sectool.model.modification import Entry
from sectool.queries.register_on import register_on

_MONTHS = 12
# Not raised yet, or past every stage that is counted; and where it stood is not on record.
_NOWHERE, _UNTOLD = "nowhere", "untold"


def course(view: View) -> Course:
    """The last twelve months that were over by the day, or as many as are told well enough.

    A month is, where the stages told of outnumber those that are not; so are all after it.
    """
    this, groups = month_of(view.day), view.cycle.groups
    last = this if this.last == view.day else moved(this, -1)
    months: list[Month] = []
    found: list[Counter[str]] = []
    untold = None
    backwards = [moved(last, -back) for back in range(_MONTHS)]
    for month, counts in zip(backwards, _counts(view, backwards), strict=True):
        known = sum(counts[group] for group in groups)
        if counts[_UNTOLD] and known <= counts[_UNTOLD]:
            untold = Untold(month, known, counts[_UNTOLD])
            break
        months.insert(0, month)
        found.insert(0, counts)
    series = [Series(group, tuple(counts[group] for counts in found)) for group in groups]
    gaps = tuple(counts[_UNTOLD] for counts in found)
    if any(gaps):
        series.append(Series(_UNTOLD, gaps, unknown=True))
    return Course(Figures(tuple(months), tuple(series)), any(gaps), untold)


def _counts(view: View, months: Sequence[Month]) -> list[Counter[str]]:
    """How many stood where at the end of each month; what was last heard of long before the
    report is left out."""
    counts: list[Counter[str]] = [Counter() for _ in months]
    for now in view.standings:
        if not now.dormant:
            for counter, place in zip(counts, _places(view, now, months), strict=True):
                counter[place] += 1
    return counts


def _places(view: View, now: Standing, months: Sequence[Month]) -> list[str]:
    """The group of stages that a modification stood in at the end of earlier months."""
    modification = view.register.modifications[now.id]
    entries = view.on.entries(now.id)
    following = [
        next((entry for entry in entries if last_day(entry.when) > month.last), None)
        for month in months
    ]
    live = [register_on(view.register, month.last).live for month in months]
    ends = [month.last for month in months]
    nexts = [last_day(e.when) if e is not None else view.day for e in following]
    days = [*zip(ends, live, strict=True), *zip(nexts, live, strict=True)]
    found = standings_on_days(view.cycle, modification, days)
    then, after = found[: len(months)], found[len(months) :]
    return [_place(view, now, *each) for each in zip(then, following, after, strict=True)]


def _place(
    view: View,
    now: Standing,
    then: Standing | None,
    following: Entry | None,
    after: Standing | None,
) -> str:
    """The group of stages that a modification stood in `then`, on an earlier day.

    It is told where the next entry after that day leaves it there, or is the dated step out of it:
    where one was merely seen to have moved on, nobody knows since when.
    """
    if then is None:
        raised = following is not None and following.event == "raised"
        return _NOWHERE if raised and following and following.date is not None else _UNTOLD
    if then.dormant or then.stage_kind == "unknown":
        return _UNTOLD
    place = _group_of(view, then)
    if following is None:
        gone = place != _group_of(view, now) and _is_seen_live(view, now)
        return _UNTOLD if gone else place
    if after is not None and _group_of(view, after) == place:
        return place
    step = view.cycle.step_of(following, now.id)
    dated = following.date is not None and step is not None
    left = dated and then.stage in view.cycle.step(step).after
    return place if left else _UNTOLD


def _group_of(view: View, standing: Standing) -> str:
    row = view.cycle.stages.get(standing.stage)
    return _NOWHERE if row is None or row.group is None else row.group


def _is_seen_live(view: View, now: Standing) -> bool:
    """Whether a release that a modification went live in was seen to have, on a day unknown."""
    return any(isinstance(view.on.live.get(part.release or ""), Seen) for part in now.parts)
