"""What there is to tell of one modification on a day: what is next, its entries, its mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.cli.present.history import (
    consultation_in_words,
    cut_off_in_words,
    due_in_words,
    expected_by,
    expected_in_words,
    when_in_words,
)
from sectool.cli.releases import Releases
from sectool.datelang.counting import between
from sectool.dates import When, last_day
from sectool.diagnostic import Address
from sectool.history import (
    WHOLE,
    Assessment,
    Expected,
    PartStanding,
    Standing,
    entries_until,
)
from sectool.load import Loaded
from sectool.model.modification import Entry, Modification
from sectool.model.register import modification_file, publication_file
from sectool.queries.costs import costs_of_one
from sectool.queries.durations import due_day
from sectool.queries.register_on import register_on
from sectool.schedule import calendars_of


@dataclass(frozen=True)
class Next:
    """Something that is to come, by a day or month, or is overdue."""

    what: str
    when: When | None
    text: str
    overdue: bool = False


def expectation(expected: Expected, day: date) -> Next:
    """Something expected, as seen from a day: overdue once its time has passed."""
    entry = expected.entry
    when: When | None = entry.day or entry.month or entry.week_of
    last = expected_by(entry)
    text = expected_in_words(entry, with_day=False, with_month=False)
    return Next("expected", when, text, overdue=last is not None and last < day)


class Story:
    """One modification on a day."""

    def __init__(self, loaded: Loaded, standing: Standing, as_of: date | None) -> None:
        self.loaded, self.register = loaded, loaded.register
        self.standing, self.as_of = standing, as_of
        self.modification: Modification = self.register.modifications[standing.id]
        self.releases = Releases(loaded, as_of)
        self.working: WorkingCalendar | None = calendars_of(self.register).working
        # What is to come is seen from the day asked about, else from the newest entry.
        self.day = as_of or last_day(standing.seen)
        self.costs = costs_of_one(self.register, standing)

    # Its assessments.

    def working_days(self, assessment: Assessment) -> int | None:
        """True Working Days from the acceptance to the return, or to the day asked about."""
        start, end = assessment.accepted, assessment.returned
        if assessment.is_open and self.standing.decision == "open":
            end = self.day
        if not (isinstance(start, date) and isinstance(end, date)) or self.working is None:
            return None
        try:
            return between(start, end, self.working)["working days"].whole
        except OutOfCalendar:
            return None

    def due(self, assessment: Assessment) -> date | None:
        """The target as a day; nothing is due from what has ended."""
        if self.working is None or (assessment.is_open and self.has_ended):
            return None
        return due_day(assessment.target, assessment.accepted, self.working)

    @property
    def has_ended(self) -> bool:
        """Whether it was turned down, withdrawn or split: it goes nowhere then."""
        return self.standing.decision == "closed"

    def goes(self, part: PartStanding) -> bool:
        """Whether a part is to come into force, or has."""
        return not self.has_ended or part.confirmed is not None

    # What is next.

    def next(self) -> list[Next]:
        """What is to come, overdue first, then in the order of days; nothing once it is decided."""
        standing, day = self.standing, self.day
        found: list[Next] = []
        if standing.decision == "open":
            for expected in standing.expected:
                if not expected.met:
                    found.append(expectation(expected, day))
            for consultation in standing.consultations:
                if consultation.closes is not None and consultation.closes >= day:
                    what = f"the {consultation_in_words(consultation.kind)} closes"
                    found.append(Next("consultation-closes", consultation.closes, what))
            for assessment in standing.assessments:
                due = self.due(assessment)
                if assessment.is_open:
                    late = due is not None and due < day
                    text = due_in_words(assessment, by_target=due is not None)
                    found.append(Next("assessment-due", due, text, late))
            cut_off = standing.cut_off
            if cut_off is not None and cut_off.date >= day:
                release = f" for {standing.targeted}" if standing.targeted else ""
                found.append(Next("cut-off", cut_off.date, cut_off_in_words(cut_off) + release))
        if not self.has_ended:
            found += self._requested()
            for part in standing.parts:
                when = self.releases.day_of_part(part)
                if part.confirmed is None and when is not None and last_day(when) >= day:
                    whole = "go-live" if part.id == WHOLE else f"go-live of {part.id}"
                    release = f" with {part.release}" if part.release else ""
                    found.append(Next("go-live", when, whole + release))
        far = date.max
        return sorted(
            found,
            key=lambda n: (not n.overdue, last_day(n.when) if n.when is not None else far),
        )

    def _requested(self) -> Iterator[Next]:
        """The dates that were asked for and that nobody has answered yet."""
        asked: dict[tuple[str, ...], Entry] = {}
        for entry in entries_until(self.modification, self.as_of):
            if entry.event == "date-requested":
                asked[entry.part] = entry
            elif entry.event == "date-directed":
                asked.pop(entry.part, None)
        for part, entry in asked.items():
            if entry.to is not None and entry.to >= self.day:
                what = f"go-live of {', '.join(part)}" if part else "go-live"
                of = f"of the {entry.of}" if entry.of is not None else "for"
                yield Next("date-requested", entry.to, f"{what} as asked {of}, no answer yet")

    # Its history.

    def entries(self) -> list[tuple[Entry, str]]:
        """The entries up to the day, each with the line of its file where it stands."""
        file = modification_file(self.standing.id)
        places = {id(entry): index for index, entry in enumerate(self.modification.history)}
        return [
            (entry, f"{file}:{self._line(file, places[id(entry)])}")
            for entry in entries_until(self.modification, self.as_of)
        ]

    def _line(self, file: str, index: int) -> int:
        return self.loaded.sources.place(Address(file, ("history", index))).span.line

    def parents(self) -> list[str]:
        """The modifications that this one was split from."""
        return [
            f"part of {parent.id}, split {when_in_words(entry)}"
            for parent in self.register.modifications.values()
            for entry in entries_until(parent, self.as_of)
            if entry.event == "split" and self.standing.id in entry.into
        ]

    def children(self) -> list[str]:
        found = [
            (entry.into, entry.others)
            for entry in entries_until(self.modification, self.as_of)
            if entry.event == "split"
        ]
        return [name for into, _ in found for name in into] + (
            ["others"] if any(others for _, others in found) else []
        )

    def mentions(self) -> list[str]:
        """The documents that tell of it: sources of its entries, and RIDs whose scope had it."""
        found: dict[str, list[str]] = {}
        for entry in entries_until(self.modification, self.as_of):
            if entry.source is not None:
                source = self.register.sources.get(entry.source)
                title = source.title if source is not None else entry.source
                lines = found.setdefault(title, [])
                if entry.line is not None and str(entry.line) not in lines:
                    lines.append(str(entry.line))
        told = []
        for title, lines in found.items():
            many = "line" if len(lines) == 1 else "lines"
            told.append(title + (f", {many} {', '.join(lines)}" if lines else ""))
        return [*told, *(f"{file}, versions {', '.join(v)}" for file, v in self._rids())]

    def _rids(self) -> Iterator[tuple[str, list[str]]]:
        for name, publication in self.register.publications.items():
            release = publication.release
            if publication.kind != "rid" or release is None:
                continue
            versions = [
                version.version
                for version in publication.versions
                if version.dated is not None
                and (self.as_of is None or version.dated <= self.as_of)
                and self._was_in(release, version.dated)
            ]
            if versions:
                yield publication_file(name), versions

    def _was_in(self, release: str, day: date) -> bool:
        """Whether it was in the scope of a release on a day."""
        then = register_on(self.register, day).standing(self.standing.id)
        return then is not None and then.decision != "closed" and bool(then.parts_in(release))
