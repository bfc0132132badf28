"""Every text that people write in a register, with its place and the days it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from weakref import ReferenceType, ref

from sectool.dates import NotADate, When, first_day, last_day, parse_when
from sectool.diagnostic import Address
from sectool.model.modification import Cost, CutOff, Entry, Modification, Part
from sectool.model.publication import Publication
from sectool.model.register import (
    Register,
    modification_file,
    publication_file,
    reference,
    release_file,
    timeline_file,
)
from sectool.model.release import Release, Timeline
from sectool.model.shape import kebab
from sectool.prose.readings import SaidDate, Span, dates_in, years_in


class Said(NamedTuple):
    """A text: where it stands, from when to when its subject is, whether the RID prints it."""

    address: Address
    text: str
    first: date | None
    last: date | None
    in_rid: bool
    has_digits: bool

    @property
    def dates(self) -> tuple[SaidDate, ...]:
        return dates_in(self.text) if self.has_digits else ()

    def days(self, found: SaidDate) -> list[date]:
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

_last_read: tuple[ReferenceType[Register], tuple[Said, ...]] | None = None


def texts_of(register: Register) -> tuple[Said, ...]:
    """All texts in the order of the files; kept for the register asked about last."""
    global _last_read
    if _last_read is None or _last_read[0]() is not register:
        _last_read = (ref(register), tuple(_said(register)))
    return _last_read[1]


# The texts of each shape by their keys; those that the RID prints come first.
_Keys = tuple[tuple[str, ...], tuple[str, ...]]
_FACTS: _Keys = (("will",), ("problem", "solution"))
_MODIFICATION: _Keys = (("title", *_FACTS[0]), _FACTS[1])
_ENTRY: _Keys = (_FACTS[0], ("title", "from_", "note", "about", "because", *_FACTS[1]))
_WORDY = frozenset((*_ENTRY[0], *_ENTRY[1], "costs", "parts", "cut_off"))
_RELEASE: _Keys = (("administrator_impacts", "other_codes"), ("name",))
_MILESTONE: _Keys = (("title", "notes"), ("because",))
_ITEM: _Keys = ((), ("title", "says"))


def _said(register: Register) -> Iterator[Said]:
    yield from _in_reference(register)
    for id_, modification in register.modifications.items():
        yield from _in_modification(modification, _Place(Address(modification_file(id_))))
    for id_, release in register.releases.items():
        place = _Place(Address(release_file(id_)), *_days_of(id_))
        yield from _in_release(release, place)
    for id_, timeline in register.timelines.items():
        yield from _in_timeline(timeline, _Place(Address(timeline_file(id_)), *_days_of(id_)))
    for name, publication in register.publications.items():
        yield from _in_publication(publication, _Place(Address(publication_file(name))))


class _Place(NamedTuple):
    """Something that holds texts, and from when to when it is about."""

    address: Address
    first: date | None = None
    last: date | None = None

    def at(self, *steps: str | int) -> _Place:
        return _Place(self.address.at(*steps), self.first, self.last)

    def on(self, *whens: When | None) -> _Place:
        """The same about other days, where any is given."""
        given = [when for when in whens if when is not None]
        if not given:
            return self
        return _Place(self.address, min(map(first_day, given)), max(map(last_day, given)))

    def says(self, text: str | None, in_rid: bool) -> Iterator[Said]:
        if text is not None:
            digits = _DIGIT.search(text) is not None
            yield Said(self.address, text, self.first, self.last, in_rid, digits)

    def texts(self, holder: Any, keys: _Keys) -> Iterator[Said]:
        for in_rid, names in ((True, keys[0]), (False, keys[1])):
            for name in names:
                text = getattr(holder, name)
                if text is not None:
                    yield from self.at(kebab(name)).says(text, in_rid)


def _in_reference(register: Register) -> Iterator[Said]:
    if register.criteria is not None:
        for group in ("operational", "testing"):
            for index, text in enumerate(getattr(register.criteria, group)):
                yield from _Place(reference("criteria", group, index)).says(text, True)
    for id_, body in register.bodies.items():
        place = _Place(reference("bodies", id_))
        place = place.on(*(meeting.date for meeting in body.meetings))
        yield from place.at("note").says(body.note, False)
        for index, meeting in enumerate(body.meetings):
            here = place.at("meetings", index, "because").on(meeting.date)
            yield from here.says(meeting.because, False)
    for id_, document in register.documents.items():
        if document.in_force_by is not None:
            place = _Place(reference("documents", id_, "in-force-by"))
            yield from place.texts(document.in_force_by, ((), ("only_where", "because")))
    for index, lead in enumerate(register.lead_times):
        place = _Place(reference("lead_times", index, "because"))
        yield from place.says(lead.because, False)


def _in_modification(modification: Modification, place: _Place) -> Iterator[Said]:
    place = place.on(*(entry.when for entry in modification.history))
    yield from place.texts(modification, _MODIFICATION)
    yield from _in_facts(modification.costs, modification.parts, modification.cut_off, place)
    for number, entry in enumerate(modification.history):
        # Most entries say nothing in words.
        if not entry.model_fields_set.isdisjoint(_WORDY):
            yield from _in_entry(entry, place.at("history", number).on(entry.when))


def _in_entry(entry: Entry, place: _Place) -> Iterator[Said]:
    yield from place.texts(entry, _ENTRY)
    yield from _in_facts(entry.costs or (), entry.parts or {}, entry.cut_off, place)


def _in_facts(
    costs: tuple[Cost, ...], parts: Mapping[str, Part], cut_off: CutOff | None, place: _Place
) -> Iterator[Said]:
    for index, cost in enumerate(costs):
        yield from place.at("costs", index, "note").says(cost.note, True)
    for id_, part in parts.items():
        yield from place.at("parts", id_, "title").says(part.title, False)
    if cut_off is not None:
        yield from place.at("cut-off", "because").says(cut_off.because, False)


def _in_release(release: Release, place: _Place) -> Iterator[Said]:
    for index, request in enumerate(release.change_requests):
        yield from place.at("change-requests", index).texts(request, (("title", "will"), ()))
    for index, also in enumerate(release.also_lists):
        yield from place.at("also-lists", index, "note").says(also.note, True)
    for index, statement in enumerate(release.impact_statements):
        yield from place.at("impact-statements", index, "says").says(statement.says, True)
    yield from place.texts(release, _RELEASE)
    for key in ("assumptions", "test_strategy"):
        for index, text in enumerate(getattr(release, key)):
            yield from place.at(kebab(key), index).says(text, True)
    for index, effort in enumerate(release.secas_effort):
        yield from place.at("secas-effort", index, "for").says(effort.for_, True)
    if release.costs is not None:
        yield from place.at("costs").texts(release.costs, ((), ("operational_note",)))
    if release.acceptance_criteria is not None:
        for group in ("operational", "testing"):
            for index, text in enumerate(getattr(release.acceptance_criteria, group)):
                yield from place.at("acceptance-criteria", group, index).says(text, False)
    for index, entry in enumerate(release.history):
        here = place.at("history", index, "note").on(entry.date or entry.seen)
        yield from here.says(entry.note, False)


def _in_timeline(timeline: Timeline, place: _Place) -> Iterator[Said]:
    for name, milestone in timeline.milestones.items():
        here = place.at("milestones", name)
        yield from here.texts(milestone, _MILESTONE)
        for index, rule in enumerate(milestone.rules):
            if rule.because is not None:
                yield from here.at("rules", index, "because").says(rule.because, False)


def _in_publication(publication: Publication, place: _Place) -> Iterator[Said]:
    place = place.on(
        publication.dated,
        publication.as_of,
        *(version.dated for version in publication.versions),
    )
    yield from place.at("title").says(publication.title, False)
    for id_, text in publication.words.items():
        yield from place.at("words", id_).says(text, False)
    for index, item in enumerate(publication.items):
        yield from place.at("items", index).texts(item, _ITEM)
    for index, version in enumerate(publication.versions):
        yield from (
            place.at("versions", index, "changes").on(version.dated).says(version.changes, True)
        )
    for index, annex in enumerate(publication.annexes):
        yield from place.at("annexes", index).texts(annex, (("title", "says"), ()))


def _days_of(release: str) -> tuple[date, date] | tuple[None, None]:
    """The day or month by which a release goes, from its id."""
    try:
        when = parse_when(release)
    except NotADate:
        return None, None
    return first_day(when), last_day(when)
