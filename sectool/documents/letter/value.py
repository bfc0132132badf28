"""The implementation-date letter as a value: its facts as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sectool.datelang.evaluate import Window
from sectool.dates import When
from sectool.documents.authored import Authored
from sectool.documents.edition import Edition, Notice
from sectool.documents.roles import Roles
from sectool.documents.terms import Terms
from sectool.pictured import DatedRow, DatedRows
from sectool.values import dataclass


@dataclass(frozen=True)
class Writer:
    """Who writes, or whom it goes to: a name, an office, and the lines of the address."""

    name: str
    office: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NamedDocument:
    """A document of the Code by its label and its official title."""

    label: str
    title: str


@dataclass(frozen=True)
class BodyName:
    """A body by its name, and by its short name where that is an acronym."""

    name: str
    short: str | None


@dataclass(frozen=True)
class Agreement:
    """Who agreed to what, and when; `seen` where only that it had been is known."""

    by: BodyName | None
    when: When
    seen: bool
    about: str | None


@dataclass(frozen=True)
class PartLine:
    """A part, where it stands now, and where it would stand; None: no day is set.

    `unconfirmed`: where it stands now is assumed.
    """

    title: str | None
    documents: tuple[NamedDocument, ...]
    asked_for: bool
    now: date | None
    now_in: str | None
    then: date | None
    then_in: str | None
    because: str | None
    documents_known: bool = True
    unconfirmed: bool = False


@dataclass(frozen=True)
class Kept:
    """A day that does not move, and how many parts stay on it; of some it may be assumed."""

    day: date
    release: str | None
    parts: int
    unconfirmed: bool = False


@dataclass(frozen=True)
class DateRule:
    """A document's own rule: by when its changes have to be in force, and where that leads.

    `phase` is the test phase that begins with the milestone, by its id; else `milestone` is all
    that is known. `window` holds the days that the timetable leaves for it: None without one.
    """

    document: NamedDocument
    milestone: str
    phase: BodyName | None
    only_where: str | None
    because: str | None
    release: str | None
    release_goes_live: date | None
    has_timetable: bool
    window: Window | None
    now_too_late: bool | None
    then_in_time: bool | None


@dataclass(frozen=True)
class Answer:
    """What was directed upon the request, as far as is known by the day.

    `parts` are the titles of what was directed, where that is not all that was asked for.
    `unconfirmed`: that it was, or when, is assumed. `chosen`: a body chose it at its discretion.
    """

    by: BodyName | None
    to: date
    until: date | None
    when: When
    seen: bool
    parts: tuple[str, ...] = ()
    unconfirmed: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Enquiries:
    """Where questions about the letter go."""

    name: str
    telephone: str | None
    email: str | None


@dataclass(frozen=True)
class Letter:
    """Everything the letter says, before it is put into words.

    `whole`: all of the modification is to move, not a part of it alone. `on_operator` is what it
    does to the operator, by the word of its file. `requested` is the day of the request.
    `documents_known`: whether `documents` are all that it changes, as far as it is settled.
    """

    title: str
    subtitle: str
    code_short: str
    administrator: str
    dated: date | None
    speaks_of: date | None
    draft: bool
    reference: str | None
    classification: str | None
    sender: Writer
    addressee: Writer
    id: str
    modification: str
    link: str | None
    solution: str | None
    stage: str
    whole: bool
    on_operator: str
    part: str | None
    subject: tuple[NamedDocument, ...]
    requested: When
    present: date
    present_release: str | None
    wanted: date
    wanted_release: str | None
    working_days: int | None
    until: date | None
    asks: BodyName
    decides: BodyName
    under: str | None
    pending: bool
    documents: tuple[NamedDocument, ...]
    reasons: tuple[DateRule, ...]
    agreed: tuple[Agreement, ...]
    parts: tuple[PartLine, ...]
    kept: tuple[Kept, ...]
    open: tuple[PartLine, ...]
    answers: tuple[Answer, ...]
    reason: tuple[Authored, ...]
    agreement: tuple[Authored, ...]
    effect: tuple[Authored, ...]
    recommendation: tuple[Authored, ...]
    costs: tuple[Authored, ...]
    contact: Enquiries | None
    notice: Notice | None = None
    documents_known: bool = True
    unconfirmed_facts: tuple[str, ...] = ()
    terms: Terms = Terms()
    roles: Roles = Roles()

    @property
    def before_and_after(self) -> DatedRows | None:
        """The parts with their days now and as requested; None where no day would change.

        Or where fewer than two parts have a day: then a sentence says it. Parts of the same days
        are one row; those without a day yet are in the table alone.
        """
        alike: dict[tuple[date | None, date | None], list[str | None]] = {}
        for one in self.parts:
            alike.setdefault((one.now, one.then), []).append(one.title)
        rows = tuple(
            DatedRow("; ".join(filter(None, titles)) if all(titles) else None, *days)
            for days, titles in alike.items()
            if days[1] is not None
        )
        found = DatedRows(rows)
        dated = [one for one in self.parts if one.then is not None]
        return found if found.changing and len(dated) > 1 else None

    @property
    def parts_changing(self) -> int:
        """How many parts would have another day."""
        return sum(one.then is not None and one.now != one.then for one in self.parts)

    def in_state(self, edition: Edition) -> Letter:
        """The same letter in another state."""
        return replace(self, notice=edition.notice)
