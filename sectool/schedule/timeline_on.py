"""The timeline of a release as it was on a day, with all that was decided about its date by then.

Everything that schedules as of a day asks `timeline_on`; a register of one state holds what was so
at every earlier time, so nobody has to look into version control for a plan that was replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from sectool.datelang.nodes import anchors_of
from sectool.datelang.parser import PhraseError, parse_deadline, parse_phrase, parse_rule
from sectool.dates import When, last_day
from sectool.model.register import Register
from sectool.model.release import EarlierPlan, Milestone, Release, ReleaseEntry, Timeline
from sectool.values import dataclass

GO_LIVE = "go-live"
OPEN = "tba"
# What decides when a release goes live. A request decides nothing.
DECIDES = ("date-directed", "discretion-used", "rescheduled", "cancelled")
# What a row says of the milestone itself, and not of its end.
_KEYS = tuple(name for name in EarlierPlan.model_fields if name not in ("until", "moved_by"))


@dataclass(frozen=True)
class TimelineOnDay:
    """A timeline as it was on a day, and the timeline as it is written.

    `places` says where a key of a milestone is written, as a path below the milestone, where that
    is not the key itself: it then comes from a row of `was`. `unknown` are the milestones whose
    dates on that day nobody has recorded.
    """

    timeline: Timeline
    written: Timeline
    places: Mapping[tuple[str, str], tuple[str | int, ...]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    @property
    def release(self) -> str:
        return self.timeline.release


def as_written(timeline: Timeline) -> TimelineOnDay:
    """A timeline with every milestone that it holds, as it is written."""
    return TimelineOnDay(timeline, timeline)


def timeline_on(register: Register, release: str, day: date | None) -> TimelineOnDay | None:
    """The timeline of a release as it was on a day (None: as it is); None where it has none."""
    timeline = register.timelines.get(release)
    if timeline is None:
        return None
    if has_one_plan(register, release):
        return as_written(timeline)
    return _EarlierTimeline(timeline, register.releases.get(release), day).back()


def has_one_plan(register: Register, release: str) -> bool:
    """Whether a release has a timeline, and that is the same on every day."""
    timeline = register.timelines.get(release)
    if timeline is None:
        return False
    has_past = any(row.was or row.since or row.until for row in timeline.milestones.values())
    decided = go_live_decisions(register.releases.get(release), None)
    return not (has_past or decided) and timeline.known_from is None


def turns_of(register: Register, release: str) -> tuple[date, ...]:
    """The days on which the plan of a release became another one, in time."""
    timeline = register.timelines.get(release)
    if timeline is None:
        return ()
    found = {
        timeline.known_from,
        *map(known_on, go_live_decisions(register.releases.get(release), None)),
    }
    for milestone in timeline.milestones.values():
        found |= {milestone.since, milestone.until, *(row.until for row in milestone.was)}
    return tuple(sorted(day for day in found if day is not None))


class _EarlierTimeline:
    """A timeline with the rows that held on a day."""

    def __init__(self, timeline: Timeline, release: Release | None, day: date | None) -> None:
        self.timeline, self.release, self.day = timeline, release, day
        self.rows: dict[str, list[tuple[EarlierPlan, int | None]]] = {
            id_: [(row, index) for index, row in enumerate(milestone.was)]
            for id_, milestone in timeline.milestones.items()
        }
        if GO_LIVE in self.rows:
            self.rows[GO_LIVE] = _with_decisions(self.rows[GO_LIVE], release)
        self.places: dict[tuple[str, str], tuple[str | int, ...]] = {}
        self.unknown: set[str] = set()

    def back(self) -> TimelineOnDay:
        found: dict[str, Milestone] = {}
        for id_, milestone in self.timeline.milestones.items():
            if _was_planned(milestone, self.day):
                found[id_] = self._milestone(id_, milestone)
        left = {id_: self._without_others(id_, row, found) for id_, row in found.items()}
        timeline = self.timeline.model_copy(update={"milestones": left})
        return TimelineOnDay(timeline, self.timeline, self.places, frozenset(self.unknown))

    def _milestone(self, id_: str, milestone: Milestone) -> Milestone:
        changes: dict[str, Any] = {}
        if id_ == GO_LIVE and is_cancelled(self.release, self.day):
            return _open(milestone)
        if self.day is None:
            return milestone
        rows = self.rows[id_]
        for row, index in rows:
            if self.day >= row.until:
                break
            given = row.model_fields_set
            if row.dates:
                changes |= {"when": None, "due": None}
            for name in _KEYS:
                if name in given:
                    changes[name] = getattr(row, name)
                    if index is not None:
                        key = name.replace("_", "-")
                        self.places[id_, key] = ("was", index, key)
        known_from = self.timeline.known_from
        if known_from is not None and self.day < known_from and not rows and not milestone.since:
            self.unknown.add(id_)
            return _open(milestone)
        return _changed(milestone, changes)

    def _without_others(
        self, id_: str, row: Milestone, found: Mapping[str, Milestone]
    ) -> Milestone:
        """A milestone without what names milestones that were not planned on the day."""
        if len(found) == len(self.timeline.milestones) or self.day is None:
            return row
        absent = self.timeline.milestones.keys() - found.keys()
        date_ = row.when if row.when is not None else row.due
        if date_ is not None and not absent.isdisjoint(milestones_named(date_)):
            return _open(row)
        rules = tuple(rule for rule in row.rules if absent.isdisjoint(milestones_named(rule.rule)))
        paper_for = None if row.paper_for in absent else row.paper_for
        if rules == row.rules and paper_for == row.paper_for:
            return row
        return _changed(row, {"rules": rules, "paper_for": paper_for})


def _changed(milestone: Milestone, changes: Mapping[str, Any]) -> Milestone:
    return milestone.model_copy(update=dict(changes)) if changes else milestone


def _open(milestone: Milestone) -> Milestone:
    """A milestone of which only is known that it was to come."""
    unknown = {"when": OPEN, "due": None, "rules": (), "notes": None, "provisional": False}
    return _changed(milestone, unknown)


def _was_planned(milestone: Milestone, day: date | None) -> bool:
    if day is None:
        return milestone.until is None
    return (milestone.since is None or milestone.since <= day) and (
        milestone.until is None or day < milestone.until
    )


def milestones_named(text: str) -> set[str]:
    """The milestones that a phrase, a deadline or a rule names; none where it cannot be read."""
    for parse in (parse_phrase, parse_rule, parse_deadline):
        try:
            return {anchor.id for anchor in anchors_of(parse(text))}
        except PhraseError:
            continue
    return set()


# Decisions about the go-live of a release.


def known_on(entry: ReleaseEntry) -> date:
    """The day from which an entry of a release's history is known: a month's last day."""
    when: When = entry.date if entry.date is not None else entry.seen or date.max
    return last_day(when)


def entries_by(release: Release | None, day: date | None) -> tuple[ReleaseEntry, ...]:
    """The entries of a release's history by a day, in time."""
    if release is None:
        return ()
    dated = (e for e in release.history if e.date is not None or e.seen is not None)
    return tuple(sorted((e for e in dated if day is None or known_on(e) <= day), key=known_on))


def go_live_decisions(release: Release | None, day: date | None) -> tuple[ReleaseEntry, ...]:
    """What was decided about the go-live of a release by a day, in time."""
    return tuple(entry for entry in entries_by(release, day) if entry.event in DECIDES)


def dated_decisions(release: Release | None) -> tuple[ReleaseEntry, ...]:
    """Every decision for a day, in time: a release that is cancelled keeps the day it had."""
    return tuple(entry for entry in go_live_decisions(release, None) if entry.to is not None)


def go_live_on(release: Release, day: date | None) -> date | None:
    """The go-live of a release without a timeline, as it was decided by a day."""
    if is_cancelled(release, day):
        return None
    for row in reversed(rows_of_decisions(release)):
        if day is not None and day < row.until:
            return None if row.when in (None, OPEN) else date.fromisoformat(row.when)
    dated = dated_decisions(release)
    return release.go_live or (dated[-1].to if dated else None)


def is_cancelled(release: Release | None, day: date | None) -> bool:
    """Whether the last decision about a release by a day was that it is not to be."""
    decided = go_live_decisions(release, day)
    return bool(decided) and decided[-1].event == "cancelled"


def rows_of_decisions(release: Release | None) -> tuple[EarlierPlan, ...]:
    """What go-live was before each decision about it, as rows of `was`, newest first."""
    decided = dated_decisions(release)
    if release is None or not decided:
        return ()
    before = _days_before(release, decided)
    rows = [
        EarlierPlan.model_construct(
            {"until", "when"}, until=known_on(entry), when=day.isoformat() if day else OPEN
        )
        for entry, day in zip(decided, before, strict=True)
    ]
    return tuple(reversed(rows))


def _days_before(release: Release, decided: tuple[ReleaseEntry, ...]) -> list[date | None]:
    """The go-live that held before each decision for a day, as far as it is known."""
    first = decided[0].from_
    if first is None:
        for entry in entries_by(release, known_on(decided[0])):
            if entry.event == "date-requested" and entry.from_ is not None:
                first = entry.from_
    return [first, *(entry.to for entry in decided[:-1])]


def _with_decisions(
    rows: list[tuple[EarlierPlan, int | None]], release: Release | None
) -> list[tuple[EarlierPlan, int | None]]:
    """The rows written for go-live, and those that decisions give.

    From the first decision on, these say what go-live was, and no written row does; what it was
    before that one, a row may say where the decision does not.
    """
    derived = list(rows_of_decisions(release))
    if not derived:
        return rows
    first = derived[-1]
    left_open = first.when == OPEN
    held = [
        pair
        if pair[0].until < first.until or (left_open and pair[0].until == first.until)
        else (_without_dates(pair[0]), pair[1])
        for pair in rows
    ]
    if any(row.until == first.until and row.dates for row, _ in held):
        derived.pop()
    both = [*((row, None) for row in derived), *held]
    return sorted(both, key=lambda row: row[0].until, reverse=True)


def _without_dates(row: EarlierPlan) -> EarlierPlan:
    """What a row says of a milestone but for its day."""
    given = row.model_fields_set - {"when", "due"}
    return EarlierPlan.model_construct(set(given), **{name: getattr(row, name) for name in given})
