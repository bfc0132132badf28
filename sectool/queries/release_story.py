"""One release on a day: its date, what it holds, what left it, what changed since a baseline."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from sectool.dates import When, last_day
from sectool.history import Scope
from sectool.model.designation import Designation
from sectool.model.release import ChangeRequest, Release, ReleaseEntry
from sectool.queries.costs import CostsOfRelease, costs_of
from sectool.queries.not_known_live import not_known_live
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import (
    ReleaseFacts,
    facts_of_release,
    steps_of_date,
)
from sectool.queries.releases import (
    baselines_of,
    change_requests_of,
    designations_of,
    is_known,
    knows_change_requests,
)
from sectool.queries.rolled_over import RolledOver, rolled_over
from sectool.queries.scope_changes import ScopeChange, changes_since, dropped_from


class ReleaseStory:
    """What is recorded of one release by a day.

    `changed` since the last baseline is what is dated after it; `seen_since` was first seen then,
    so perhaps it was so before. Of one that is not `known` nobody had heard by the day.
    """

    def __init__(self, on: RegisterOn, release: Release) -> None:
        self.on, self.release = on, release
        self.id, self.name, self.kind = release.id, release.name, release.kind
        self.known = is_known(on, release)
        self.scope: Scope = on.scope(release.id)
        self.facts: ReleaseFacts = facts_of_release(release, on.day)
        # What was asked and decided about its date.
        self.steps: tuple[ReleaseEntry, ...] = steps_of_date(on, release)
        self.go_live: When | None = on.go_live(release.id)
        self.live = release.id in on.live
        # Its go-live is past, and nobody recorded that it went live.
        self.not_known_live = not_known_live(on, release) is not None
        self.cancelled = on.cancellation(release.id) is not None
        # Where it was cancelled: what became of what it was to bring in, and with which others.
        self.rolled_over: RolledOver = rolled_over(on, release.id)
        self.instead: tuple[str, ...] = self.rolled_over.instead
        self.may_move_until: date | None = on.release_may_move_until(release.id)

    @cached_property
    def dropped(self) -> list[ScopeChange]:
        return dropped_from(self.on.register, self.id, self.on.day)

    @cached_property
    def baselines(self) -> list[tuple[ReleaseEntry, When]]:
        return baselines_of(self.on, self.release)

    @property
    def changed(self) -> list[ScopeChange]:
        return [change for change in self._changes if change.certain]

    @property
    def seen_since(self) -> list[ScopeChange]:
        return [change for change in self._changes if not change.certain]

    @cached_property
    def _changes(self) -> list[ScopeChange]:
        if not self.baselines:
            return []
        since = last_day(self.baselines[-1][1])
        return changes_since(self.on.register, self.id, since, self.on.day)

    @cached_property
    def costs(self) -> CostsOfRelease:
        return costs_of(self.on.register, self.scope)

    @property
    def change_requests(self) -> list[ChangeRequest] | None:
        """Those that it brings; None where nobody said which, or that there are none."""
        if not knows_change_requests(self.on, self.release):
            return None
        return change_requests_of(self.on, self.release)

    @property
    def designations(self) -> list[Designation]:
        return designations_of(self.on, self.release)
