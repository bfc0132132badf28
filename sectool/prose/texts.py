"""Every text that people write in a register, with its place and the days it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sectool.dates import NotADate, When, first_day, last_day, parse_when
from sectool.diagnostic import Address
from sectool.model.elements import elements
from sectool.model.elements import texts_of as texts_in
from sectool.model.meaning import Prose
from sectool.model.modification import Entry, Modification
from sectool.model.publication import Publication, PublicationVersion
from sectool.model.reference import Body, BodyMeeting
from sectool.model.register import Register
from sectool.model.release import Release, ReleaseEntry, Timeline
from sectool.model.shape import Shape
from sectool.prose.readings import DateInText, Span, dates_in, years_in


class Passage(NamedTuple):
    """A text: where it stands, from when to when its subject is, whether the RID prints it."""

    address: Address
    text: str
    first: date | None
    last: date | None
    in_rid: bool
    has_digits: bool

    @property
    def dates(self) -> tuple[DateInText, ...]:
        return dates_in(self.text) if self.has_digits else ()

    def days(self, found: DateInText) -> list[date]:
        """The days that a date in it may mean.

        Without a year it is one within twelve months of its subject, or of a year that the text
        names; where nothing tells, there is none.
        """
        if found.year is not None:
            return found.days(())
        days = set(found.days(years_in(self.text)))
        if self.first is not None and self.last is not None:
            first, last = self.first.toordinal() - 366, self.last.toordinal() + 366
            years = range(self.first.year - 1, self.last.year + 2)
            days |= {day for day in found.days(years) if first <= day.toordinal() <= last}
        return sorted(days)

    def at(self, span: Span) -> Address:
        """The address of some characters of the text."""
        return replace(self.address, within=span)


_DIGIT = re.compile("[0-9]")


def texts_of(register: Register) -> tuple[Passage, ...]:
    """All texts in the order of the files; read once, and kept with the register."""
    found: tuple[Passage, ...] | None = register.kept.get(Passage)
    if found is None:
        found = register.kept[Passage] = tuple(_passages(register))
    return found


def _passages(register: Register) -> Iterator[Passage]:
    about: dict[int, _Days] = {}
    for element in elements(register):
        if element.address.file in register.shipped:
            continue  # no author of the register wrote it
        shape, above = element.shape, element.above
        days = _days_of(shape) or (about[id(above.shape)] if above is not None else (None, None))
        about[id(shape)] = days
        for text, prose, address in texts_in(element, Prose):
            digits = _DIGIT.search(text) is not None
            yield Passage(address, text, days[0], days[1], prose.in_rid, digits)


_Days = tuple[date, date] | tuple[None, None]


def _days_of(shape: Shape) -> _Days | None:
    """From when to when an element is about, where it says so itself."""
    whens: Iterable[When | None]
    match shape:
        case Entry(when=when):
            whens = (when,)
        case Modification(history=history):
            whens = (entry.when for entry in history)
        case Release(id=release) | Timeline(release=release):
            whens = (_when(release),)
        case ReleaseEntry():
            whens = (shape.date or shape.seen,)
        case PublicationVersion(dated=dated):
            whens = (dated,)
        case Publication():
            versions = (version.dated for version in shape.versions)
            whens = (shape.dated, shape.as_of, *versions)
        case Body(meetings=meetings):
            whens = (meeting.date for meeting in meetings)
        case BodyMeeting(date=day):
            whens = (day,)
        case _:
            return None
    given = [when for when in whens if when is not None]
    if not given:
        return None
    return min(map(first_day, given)), max(map(last_day, given))


def _when(release: str) -> When | None:
    """The day or month by which a release goes, from its id."""
    try:
        return parse_when(release)
    except NotADate:
        return None
