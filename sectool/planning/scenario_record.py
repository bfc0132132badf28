"""A scenario that was decided, as edits that are written: what was so before stays in the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sectool.dates import in_full
from sectool.editing.edit import CannotEdit, Edit
from sectool.model.register import release_file, timeline_file
from sectool.model.release import EarlierPlan, Milestone, Release, ReleaseEntry
from sectool.model.shape import NONE, kebab
from sectool.planning.scenario import (
    DateSet,
    Delay,
    MeetingNotHeld,
    MeetingOnOtherDay,
    Scenario,
    SupposedHoliday,
    Supposition,
    supposition_in_words,
)
from sectool.planning.scenario_edits import ScenarioEdits
from sectool.queries.loaded import Loaded
from sectool.schedule import Scheduled
from sectool.schedule.timeline_on import GO_LIVE
from sectool.values import dataclass

__all__ = ["NotDecided", "PlanDecision", "announced_elsewhere", "record_edits"]

_EARLIER = tuple(map(kebab, EarlierPlan.model_fields))
_MILESTONE = tuple(map(kebab, Milestone.model_fields))
_RELEASE = tuple(map(kebab, Release.model_fields))
_RELEASE_ENTRY = tuple(map(kebab, ReleaseEntry.model_fields))
# What says of a milestone when it is.
_DATE = ("when", "due", "rules")


@dataclass(frozen=True)
class PlanDecision:
    """Who decided on a change of plan, on which day and why; `source` is one of the register's."""

    on: date
    by: str
    because: str
    source: str | None = None


class NotDecided(CannotEdit):
    """Something that is no decision about a plan, and is recorded in another way."""

    def __init__(self, supposed: Supposition) -> None:
        self.supposed = supposed
        super().__init__(f"that {supposition_in_words(supposed)} is not decided by a plan")


def announced_elsewhere(scenario: Scenario) -> Supposition | None:
    """The first supposition that is no decision about a plan: a holiday, or another meeting."""
    for one in scenario.supposed:
        if isinstance(one, SupposedHoliday | MeetingNotHeld | MeetingOnOtherDay):
            return one
    return None


def record_edits(
    loaded: Loaded, release: str, scenario: Scenario, decision: PlanDecision
) -> tuple[Edit, ...]:
    """The edits that record a scenario as decided on a day; earlier dates become rows of `was`.

    The go-live of a release is decided in its history. NotDecided for a holiday or a meeting; else
    as `edits_of`.
    """
    other = announced_elsewhere(scenario)
    if other is not None:
        raise NotDecided(other)
    return _Recording(loaded, release, decision).of(scenario)


class _Recording(ScenarioEdits):
    def __init__(self, loaded: Loaded, release: str, decision: PlanDecision) -> None:
        super().__init__(loaded, release, None)
        self.decision = decision

    def suppose(self, one: Supposition) -> None:
        if not isinstance(one, DateSet | Delay):
            super().suppose(one)
            return
        item = self.milestone(one.milestone)
        file, path = timeline_file(self.release), self.path_of(item)
        before = dict(self.text(file).at(path))
        self._check_later(item)
        super().suppose(one)
        after = self.text(file).at(path)
        row = {
            key: before[key] for key in _DATE if before.get(key) != after.get(key) and key in before
        }
        if "rules" in after and "rules" not in before:
            row["rules"] = NONE
        if item.id == GO_LIVE and self.release in self.loaded.register.releases:
            # Its history decides, and what it was before follows from that.
            self._reschedule(item, after)
            row = {key: row[key] for key in row if key == "rules"}
        elif row:
            row["moved-by"] = self.decision.by
        row |= self._reasons(file, item, before)
        # Moved twice on one day: what it was before that is recorded already.
        again = any(one.until == self.decision.on for one in item.milestone.was)
        if row and not again:
            whole = {"until": self.decision.on, **row}
            whole = {key: whole[key] for key in _EARLIER if key in whole}
            text = self.text(file)
            if "was" in text.at(path):
                self.edits.append(text.insert((*path, "was"), 0, whole))
            else:
                self.edits.append(text.add(path, "was", [whole], _MILESTONE))

    def _check_later(self, item: Scheduled) -> None:
        """Refuses a decision that is not the last one about a date."""
        days = [row.until for row in item.milestone.was]
        if days and max(days) > self.decision.on:
            raise CannotEdit(
                f"{item.id} was moved on {in_full(max(days))}: a decision of "
                f"{in_full(self.decision.on)} would be before that"
            )

    def _reasons(self, file: str, item: Scheduled, before: Mapping[str, Any]) -> dict[str, Any]:
        """Gives the date its reason and its source; what these were before."""
        path, decision = self.path_of(item), self.decision
        given = {"because": decision.because, "source": decision.source}
        for key, value in given.items():
            if value is not None:
                self.put(file, path, key, value, _MILESTONE)
            elif key in before:
                self.edits.append(self.text(file).remove((*path, key)))
        return {key: before[key] for key in given if key in before}

    def _reschedule(self, item: Scheduled, after: Mapping[str, Any]) -> None:
        decision, file = self.decision, release_file(self.release)
        try:
            to = date.fromisoformat(str(after.get("when")))
        except ValueError:
            raise CannotEdit(
                f"the go-live of a release is decided for a day; {after.get('when')!r} is none"
            ) from None
        entry = {
            "date": decision.on,
            "event": "rescheduled",
            "by": decision.by,
            "from": item.day,
            "to": to,
            "because": decision.because,
            "source": decision.source,
        }
        row = {key: entry[key] for key in _RELEASE_ENTRY if entry.get(key) is not None}
        text = self.text(file)
        if "history" in text.data:
            self.edits.append(text.insert_sorted(("history",), row, _by_day))
        else:
            self.edits.append(text.add((), "history", [row], _RELEASE))

    def entry_day(self, standing: object) -> date:
        return self.decision.on

    def enter(self, standing: Any, entry: Mapping[str, Any]) -> None:
        decision = self.decision
        reasons: dict[str, Any] = {"because": decision.because, "source": decision.source}
        if entry["event"] == "targeted" and standing.targeted is not None:
            left = {"event": "dropped", "release": standing.targeted, "by": decision.by}
            super().enter(standing, _given({**left, **reasons}))
            super().enter(standing, _given({**entry, "source": decision.source}))
            return
        if entry["event"] == "dropped":
            super().enter(standing, _given({**entry, "by": decision.by, **reasons}))
            return
        note = {"note": f"Decided by the {decision.by}."}
        if entry["event"] == "targeted":
            note = {"note": f"{note['note']} {decision.because}"}
            del reasons["because"]
        super().enter(standing, _given({**entry, **reasons, **note}))


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}


def _by_day(row: Any) -> str:
    return str(row.get("date") or row.get("seen") or "")
