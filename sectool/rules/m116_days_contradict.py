"""Days that an entry gives contradict each other, or the release it names.

A consultation closes after it opens, nothing comes into force with a release before that goes
live, and whoever may choose a day up to a limit does not choose a later one.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - date: 2029-02-06
      event: consultation
      kind: refinement
      closes: 2029-02-05    # M116

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-02-06, event: consultation, kind: refinement, closes: 2029-02-27}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import When, days_after, first_day, last_day, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.history import Fold, PartStanding, walked
from sectool.model.modification import Entry
from sectool.rules.go_lives import first_go_live_of
from sectool.rules.histories import place_in_history
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines", "releases"}
ABOUT = {"modification"}

# What puts a modification into a release that is still to come.
_INTO_A_RELEASE = ("approved", "targeted", "scheduled")


def check(subject: Subject) -> Iterator[Finding]:
    for modification in subject.register.modifications.values():
        for fold, entry in walked(subject.register.life_cycle, modification):
            place = place_in_history(modification, entry)
            opens = entry.opened
            if opens is None and entry.event == "consultation":
                opens = entry.date
            if opens is not None and entry.closes is not None and entry.closes < first_day(opens):
                yield Finding(
                    f"it closes on {plainly(entry.closes)}, before it opens: {plainly(opens)}",
                    place.at("closes"),
                )
            if entry.after is not None and first_day(entry.after) > last_day(entry.when):
                yield Finding(
                    f"it cannot be after {plainly(entry.after)} and by {plainly(entry.when)}",
                    place.at("after"),
                )
            if entry.before is not None and _happened_later(entry, entry.before):
                since = entry.date if entry.date is not None else entry.after
                joint = "on" if isinstance(entry.date, date) else "in" if entry.date else "after"
                yield Finding(
                    f"it cannot be {joint} {plainly(since or entry.when)} and before "
                    f"{plainly(entry.before)}",
                    place.at("before"),
                )
            if entry.event == "discretion-used" and entry.to is not None:
                limits = [part.until for part in _parts(fold, entry) if part.until is not None]
                if limits and entry.to > min(limits):
                    yield Finding(
                        f"{plainly(entry.to)} is later than the last day that may be chosen, "
                        f"{plainly(min(limits))}",
                        place.at("to"),
                    )
            if entry.event in _INTO_A_RELEASE and entry.date is not None and entry.release:
                live = first_go_live_of(subject, entry.release)
                if live is not None and first_day(entry.date) > live[0]:
                    yield Finding(
                        f"{entry.release} had gone live on {plainly(live[0])}: nothing can be "
                        f"{entry.event} for it on {plainly(entry.date)}",
                        place.at("release"),
                        related=(Related("its go-live is given here", live[1]),),
                    )
            if entry.event == "implemented":
                releases = {entry.release or part.release for part in _parts(fold, entry)} - {None}
                for release in sorted(filter(None, releases)):
                    live = first_go_live_of(subject, release)
                    if live is not None and last_day(entry.when) < live[0]:
                        yield Finding(
                            f"{release} does not go live before {plainly(live[0])}",
                            place.at("date" if entry.date is not None else "seen"),
                            related=(Related("its go-live is given here", live[1]),),
                        )


def _happened_later(entry: Entry, before: When) -> bool:
    """Whether an entry has no day before a bound: the days it may have all lie later."""
    if entry.date is not None:
        return first_day(entry.date) >= last_day(before)
    # Neither of the two days is meant itself.
    return entry.after is not None and days_after(first_day(entry.after), 1) >= last_day(before)


def _parts(fold: Fold, entry: Entry) -> list[PartStanding]:
    return [part for id_, part in fold.parts.items() if not entry.part or id_ in entry.part]
