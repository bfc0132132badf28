"""The go-live of a release is not what was decided, or the release went live on another day.

What was decided about the date of a release stands in its history: `date-directed`,
`discretion-used`, `rescheduled`, `cancelled`. The go-live that the timeline or `release.yaml` gives
must be that of the newest decision, each decision must start from the one before, and what it says
of earlier days is written once: there, or in `was` of the milestone.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - date: 2029-03-06
      event: date-directed
      by: CSC
      to: 2030-07-04    # T120
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - date: 2029-03-06
      event: date-directed
      by: CSC
      to: 2030-06-27
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import When, in_full, plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import Register, release_file, timeline_file
from sectool.model.release import Release, ReleaseEntry
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.release_dates import go_live_decisions, is_cancelled, known_on
from sectool.rules.rule import Subject
from sectool.schedule.timeline_on import (
    GO_LIVE,
    dated_decisions,
    go_live_on,
    rows_of_decisions,
)

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"timeline", "release"}


def check(subject: Subject) -> Iterator[Finding]:
    now = register_on(subject.register, None)
    for release in subject.register.releases.values():
        if release.history:
            yield from _ReleaseDates(now, release).findings()


class _ReleaseDates:
    """What a release's history says of its go-live."""

    def __init__(self, now: RegisterOn, release: Release) -> None:
        self.now, self.release = now, release
        self.register: Register = now.register
        self.decided = go_live_decisions(release, None)

    def findings(self) -> Iterator[Finding]:
        yield from self._newest()
        yield from self._steps()
        yield from self._written_twice()
        yield from self._went_live()

    def _at(self, entry: ReleaseEntry, key: str) -> Address:
        index = next(i for i, one in enumerate(self.release.history) if one is entry)
        return Address(release_file(self.release.id), ("history", index, key))

    def _newest(self) -> Iterator[Finding]:
        """The go-live that is given, against the newest decision."""
        dated = dated_decisions(self.release)
        if not dated or is_cancelled(self.release, None):
            return
        newest, given = dated[-1], self.now.planned_go_live(self.release.id)
        if given is not None and newest.to is not None and given != newest.to:
            yield Finding(
                f"{self.release.id} goes live on {plainly(given)}, but {in_full(newest.to)} was "
                "the last to be decided",
                self._at(newest, "to"),
                "correct the go-live, or record the decision that moved it",
            )

    def _steps(self) -> Iterator[Finding]:
        """Each decision against the one before: where it starts, and how far it may go."""
        held: date | None = None
        until: date | None = None
        for index, entry in enumerate(self.decided):
            if entry.event == "cancelled":
                continue
            if index and entry.from_ is not None and held is not None and entry.from_ != held:
                yield Finding(
                    f"this moves go-live from {in_full(entry.from_)}, but {in_full(held)} had been "
                    "decided before",
                    self._at(entry, "from"),
                )
            if entry.event == "discretion-used":
                if until is not None and entry.to is not None and entry.to > until:
                    yield Finding(
                        f"{in_full(entry.to)} is later than the last day that may be chosen, "
                        f"{in_full(until)}",
                        self._at(entry, "to"),
                    )
            else:
                until = entry.until
            held = entry.to

    def _written_twice(self) -> Iterator[Finding]:
        """What go-live was before a day, told by a decision and by a row of `was`."""
        timeline = self.register.timelines.get(self.release.id)
        milestone = timeline.milestones.get(GO_LIVE) if timeline is not None else None
        if milestone is None:
            return
        days = {row.until for row in rows_of_decisions(self.release)}
        for index, row in enumerate(milestone.was):
            if row.until in days:
                place = ("milestones", GO_LIVE, "was", index, "until")
                yield Finding(
                    f"what go-live was before {in_full(row.until)} follows from a decision of "
                    f"that day in {release_file(self.release.id)}",
                    Address(timeline_file(self.release.id), place),
                    "remove the row, or the decision",
                )

    def _went_live(self) -> Iterator[Finding]:
        for entry in self.release.history:
            if entry.event != "went-live" or not isinstance(entry.date, date):
                continue
            planned = self._planned_on(entry.date)
            if isinstance(planned, date) and planned != entry.date:
                yield Finding(
                    f"{self.release.id} went live on {in_full(entry.date)}, and was to go live on "
                    f"{in_full(planned)}",
                    self._at(entry, "date"),
                    "correct one of them, or record the decision that moved it",
                )
            elif is_cancelled(self.release, entry.date):
                yield Finding(
                    f"{self.release.id} went live on {in_full(entry.date)}, and had been cancelled",
                    self._at(entry, "date"),
                )
            for later in self.decided:
                if known_on(later) > entry.date and later.date is not None:
                    yield Finding(
                        f"{self.release.id} had gone live on {in_full(entry.date)}: nothing can "
                        f"be decided about its date on {plainly(later.date)}",
                        self._at(later, "date"),
                    )

    def _planned_on(self, day: date) -> When | None:
        if self.release.id in self.register.timelines:
            return register_on(self.register, day).planned_go_live(self.release.id)
        return go_live_on(self.release, day)
