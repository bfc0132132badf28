"""One modification on a day: how long it was assessed, its entries, and who mentions it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.counting import amount_between
from sectool.dates import last_day, plainly
from sectool.diagnostic import Address, Place
from sectool.history import Assessment, Consultation, PartStanding, Standing, a_year_after
from sectool.load import Sources
from sectool.model.modification import Entry, Modification
from sectool.model.register import Register, modification_file
from sectool.queries.consultations import consultations_open
from sectool.queries.costs import CostsOf, costs_of_one
from sectool.queries.cut_offs import CutOffVerdict, cut_off_of
from sectool.queries.errors import NotFound
from sectool.queries.register_on import RegisterOn, on_day, register_on
from sectool.queries.upcoming import Upcoming, due_on, seen_from, upcoming_of
from sectool.schedule import calendars_of
from sectool.values import dataclass


@dataclass(frozen=True)
class Mention:
    """A source that speaks of a modification, by its title, and the lines where it does."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class InScope:
    """A RID whose scope had a modification: its publication, and the versions."""

    publication: str
    versions: tuple[str, ...]


def story_of(on: RegisterOn, id_: str) -> Story:
    """The story of a modification; NotFound where nothing was known of it on the day."""
    standing = on.standing(id_)
    if standing is None:
        first = min(last_day(entry.when) for entry in on.register.modifications[id_].history)
        message = (
            f"nothing is known of {id_} {on_day(on.day)}; its first entry is of {plainly(first)}"
        )
        raise NotFound("modification", id_, message=message)
    return Story(on, standing)


class Story:
    """What is recorded of one modification by a day."""

    def __init__(self, on: RegisterOn, standing: Standing) -> None:
        self.on, self.standing = on, standing
        self.register: Register = on.register
        self.modification: Modification = self.register.modifications[standing.id]
        # What lasted, lasted so many days, whenever a holiday within was announced.
        self.working: WorkingCalendar | None = calendars_of(self.register).working
        self.costs: CostsOf = costs_of_one(self.register, standing)

    @property
    def has_ended(self) -> bool:
        """Whether it was turned down, withdrawn or split: it goes nowhere then."""
        return self.standing.decision == "closed"

    def goes(self, part: PartStanding) -> bool:
        """Whether a part is to come into force, or has."""
        return not self.has_ended or part.confirmed is not None

    def goes_with_release(self, part: PartStanding) -> bool:
        """Whether a part goes live with its release: one that has another day does not."""
        if self.on.awaits_another_release(part):
            return True
        return part.day is None or part.day == self.on.go_live(part.release or "")

    @property
    def cut_off(self) -> CutOffVerdict | None:
        """The cut-off of what it is meant for, and whether it was kept."""
        return cut_off_of(self.on, self.standing)

    def upcoming(self) -> list[Upcoming]:
        return upcoming_of(self.on, self.standing)

    @cached_property
    def consultations_open(self) -> list[Consultation]:
        """Its consultations that take responses on the day."""
        return [each.consultation for each in consultations_open(self.on, self.standing)]

    # Its assessments.

    def working_days(self, assessment: Assessment) -> int | None:
        """True Working Days from the acceptance to the return, or to the day asked about.

        None where nobody knows: of one that was not heard of for twelve months, it may be back.
        """
        start, end = assessment.accepted, assessment.returned
        if self.not_heard_of_since(assessment) is not None:
            return None
        if assessment.is_open and self.standing.decision == "open":
            end = seen_from(self.on, self.standing)
        if not (isinstance(start, date) and isinstance(end, date)) or self.working is None:
            return None
        try:
            return amount_between(start, end, "working days", self.working).whole
        except OutOfCalendar:
            return None

    def not_heard_of_since(self, assessment: Assessment) -> date | None:
        """The last word of one that was never told to be back, if that is over a year old."""
        heard = last_day(assessment.seen)
        silent = seen_from(self.on, self.standing) > a_year_after(heard)
        return heard if assessment.is_open and silent else None

    def due(self, assessment: Assessment) -> date | None:
        return due_on(self.on, self.standing, assessment)

    # Its history.

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries up to the day, in time."""
        return self.on.entries(self.standing.id)

    def place(self, sources: Sources, entry: Entry) -> Place:
        """Where an entry stands in its file."""
        place = ("history", self._indices[id(entry)])
        return sources.place(Address(modification_file(self.standing.id), place))

    @cached_property
    def _indices(self) -> dict[int, int]:
        return {id(entry): index for index, entry in enumerate(self.modification.history)}

    def parents(self) -> list[tuple[str, Entry]]:
        """The modifications that this one was split from, and the entries that say so."""
        return [
            (parent, entry)
            for parent in self.register.modifications
            for entry in self.on.entries(parent)
            if entry.event == "split" and self.standing.id in entry.into
        ]

    def splits(self) -> list[Entry]:
        """The entries that split it into others."""
        return [entry for entry in self.entries if entry.event == "split"]

    def mentions(self) -> list[Mention]:
        """The sources of its entries."""
        found: dict[str, list[str]] = {}
        for entry in self.entries:
            if entry.source is not None:
                source = self.register.sources.get(entry.source)
                title = source.title if source is not None else entry.source
                lines = found.setdefault(title, [])
                if entry.line is not None and str(entry.line) not in lines:
                    lines.append(str(entry.line))
        return [Mention(title, tuple(lines)) for title, lines in found.items()]

    def scopes(self) -> Iterator[InScope]:
        """The RIDs whose scope had it on the day of a version."""
        for name, publication in self.register.publications.items():
            release = publication.release
            if publication.kind != "rid" or release is None:
                continue
            versions = tuple(
                version.version
                for version in publication.versions
                if version.dated is not None
                and (self.on.day is None or version.dated <= self.on.day)
                and self._was_in(release, version.dated)
            )
            if versions:
                yield InScope(name, versions)

    def _was_in(self, release: str, day: date) -> bool:
        then = register_on(self.register, day).standing(self.standing.id)
        return then is not None and then.decision != "closed" and bool(then.parts_in(release))
