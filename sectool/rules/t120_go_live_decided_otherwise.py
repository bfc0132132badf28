"""The go-live of a release is not what was decided, or the release went live on another day.

What was decided about the date of a release is recorded in its history: `date-directed`,
`discretion-used`, `rescheduled`, `cancelled`. The go-live that the timeline or `release.yaml` gives
must be that of the newest decision, and so must the plan of the day of each. A decision starts from
the one before it; the first says with `from` what go-live was, unless the request before it does,
or a row of `was` of the milestone. That is written once.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - date: 2029-01-08
      event: date-directed
      by: CSC
      from: 2030-06-20
      to: 2030-07-04    # T120
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    history:
    - date: 2029-01-08
      event: date-directed
      by: CSC
      from: 2030-06-20
      to: 2030-06-27
    # the rest as it was
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sectool.dates import NotADate, When, in_full, parse_day, plainly
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import Register, release_file, timeline_file
from sectool.model.release import EarlierPlan, Milestone, Release, ReleaseEntry
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.release_dates import go_live_decisions, is_cancelled, known_on, steps_of_date
from sectool.rules.rule import Subject
from sectool.schedule.timeline_on import (
    GO_LIVE,
    OPEN,
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
        yield from self._written_otherwise()
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
        """Each step against the one before: where it starts, and how far it may go."""
        held: date | None = None
        until: date | None = None
        decided: ReleaseEntry | None = None
        for entry in steps_of_date(self.now, self.release):
            if entry.event == "cancelled":
                continue
            is_again = decided is not None and (entry.event, entry.to) == (
                decided.event,
                decided.to,
            )
            if entry.from_ is not None and held not in (None, entry.from_) and not is_again:
                verb = "was to be moved" if entry.event == "date-requested" else "is moved"
                how = "had been decided before" if decided is not None else "was the date before"
                yield Finding(
                    f"go-live {verb} from {in_full(entry.from_)} here, but {in_full(held)} {how}",
                    self._at(entry, "from"),
                )
            if entry.event == "date-requested":
                held = held if held is not None else entry.from_
                continue
            if decided is None and held is None and entry.from_ is None:
                yield from self._starts_nowhere(entry)
            if entry.event == "discretion-used":
                if until is not None and entry.to is not None and entry.to > until:
                    yield Finding(
                        f"{in_full(entry.to)} is later than the last day that may be chosen, "
                        f"{in_full(until)}",
                        self._at(entry, "to"),
                    )
            else:
                until = entry.until
            yield from self._planned_otherwise(entry)
            held, decided = entry.to, entry

    def _starts_nowhere(self, entry: ReleaseEntry) -> Iterator[Finding]:
        """The first decision, where nothing says what go-live was before it."""
        day = known_on(entry)
        timeline = self.register.timelines.get(self.release.id)
        if any(row.until == day and row.dates for row in self._rows):
            return
        if timeline is not None and timeline.known_from is not None and day <= timeline.known_from:
            return
        row = f", or with a row of 'was' for go-live in {timeline_file(self.release.id)}"
        yield Finding(
            f"this decides go-live, and what it was before {in_full(day)} is not known",
            self._at(entry, "to"),
            f"say it with 'from' here{row if GO_LIVE in self._milestones else ''}",
        )

    def _planned_otherwise(self, entry: ReleaseEntry) -> Iterator[Finding]:
        """A decision against the plan of its day, where a row of `was` holds beyond it."""
        day = known_on(entry)
        if not any(row.until > day for row in self._rows):
            return
        planned = register_on(self.register, day).planned_go_live(self.release.id)
        if isinstance(planned, date) and entry.to not in (None, planned):
            yield Finding(
                f"go-live is decided for {in_full(entry.to)} here, but the plan of {in_full(day)} "
                f"has {in_full(planned)}",
                self._at(entry, "to"),
                f"correct 'was' of go-live in {timeline_file(self.release.id)}: a row applies "
                "until "
                "the day of the next decision",
            )

    @property
    def _milestones(self) -> Mapping[str, Milestone]:
        timeline = self.register.timelines.get(self.release.id)
        return timeline.milestones if timeline is not None else {}

    @property
    def _rows(self) -> tuple[EarlierPlan, ...]:
        """What the timeline says of the go-live of earlier days."""
        return self._milestones[GO_LIVE].was if GO_LIVE in self._milestones else ()

    def _written_twice(self) -> Iterator[Finding]:
        """What go-live was before a day, told by a decision and by a row of `was`."""
        derived = {row.until: row.when for row in rows_of_decisions(self.release)}
        for index, row in enumerate(self._rows):
            # A decision that does not say what was so before leaves that to the row.
            if row.dates and derived.get(row.until, OPEN) != OPEN:
                place = ("milestones", GO_LIVE, "was", index, "until")
                yield Finding(
                    f"what go-live was before {in_full(row.until)} follows from a decision of "
                    f"that day in {release_file(self.release.id)}",
                    Address(timeline_file(self.release.id), place),
                    "remove the row, or the decision",
                )

    def _written_otherwise(self) -> Iterator[Finding]:
        """Decisions for other days than rows of `was` have that hold beyond them."""
        timeline = self.register.timelines.get(self.release.id)
        milestone = timeline.milestones.get(GO_LIVE) if timeline is not None else None
        for entry in dated_decisions(self.release):
            day = known_on(entry)
            rows = [row for row in milestone.was if row.until > day] if milestone else []
            dated = [row.when for row in rows if "when" in row.model_fields_set]
            planned = dated[-1] if dated else None
            if planned is None or entry.to is None or planned == entry.to.isoformat():
                continue
            try:
                has = in_full(parse_day(planned))
            except NotADate:
                has = repr(planned)
            yield Finding(
                f"go-live is decided for {in_full(entry.to)} here, but the plan of {in_full(day)} "
                f"has {has}",
                self._at(entry, "to"),
                f"correct 'was' of go-live in {timeline_file(self.release.id)}: a row applies "
                "until "
                "the day of the next decision",
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
