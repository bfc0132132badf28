"""A letter that asks for another implementation date, as a value: what the register holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.counting import amount_between
from sectool.dates import NotADate, last_day, parse_day, plainly
from sectool.diagnostic import suggestion
from sectool.documents.authored import paragraphs_in
from sectool.documents.composer import Composer
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.letter.value import (
    Agreement,
    Answer,
    BodyName,
    DateRule,
    Enquiries,
    Kept,
    Letter,
    NamedDocument,
    PartLine,
    Writer,
)
from sectool.documents.terms import terms_of
from sectool.history import WHOLE, PartStanding, Standing
from sectool.model.modification import Entry, Modification
from sectool.model.publication import Correspondent, Publication
from sectool.model.reference import InForceBy
from sectool.model.register import Register
from sectool.model.shape import NONE
from sectool.queries.affected_documents import documents_are_known, documents_of_part
from sectool.queries.assumed import is_assumed, part_is_assumed
from sectool.queries.bodies import body_in_words
from sectool.queries.impacts import impact_on, operator_of
from sectool.queries.register_on import register_on
from sectool.queries.sightings import recorded_once
from sectool.schedule import Calendars

# What an entry 'event: date-requested' says for a letter to be written of it.
_OF_A_REQUEST = ("by", "from", "of", "to")

# What decides about a date once it was asked for.
_DECIDES = ("date-directed", "discretion-used")


def compose(
    register: Register, publication: Publication, edition: Edition, calendars: Calendars
) -> Letter:
    """The letter as of the edition's day. CannotCompose says which entry the register lacks."""
    return _LetterComposer(register, publication, edition, calendars).letter()


def _on_operator(register: Register, standing: Standing) -> str:
    """What a modification does to the operator, by the word of its file."""
    operator = operator_of(register)
    found = impact_on(register, standing, operator) if operator is not None else None
    return str(found or NONE)


def _body(register: Register, short: str) -> BodyName:
    return BodyName(*body_in_words(register, short))


class _LetterComposer(Composer):
    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
    ) -> None:
        super().__init__(register, publication, edition, calendars)
        wanted = publication.requested
        if wanted is None:
            raise CannotCompose("'requested' does not say which change of date it asks for")
        self.modification = self._modification(wanted.modification)
        self.id, self.part = wanted.modification, wanted.part
        standing = self.on.standing(self.id)
        if standing is None:
            raise CannotCompose(
                f"{self.id} has no entry {self._by_then()}", ("requested", "modification")
            )
        self.standing: Standing = standing
        self.entries = self.on.entries(self.id)
        self.request = self._request()
        entry = self._entry_of_request()
        self._refuse_gaps(entry)
        self.present = self._day_from(entry)
        self.wanted = _needed(self.request.to, entry, "to")
        self.requested = tuple(part for part in self.standing.parts if self._is_requested(part))

    # What the register has to hold.

    def _modification(self, id_: str) -> Modification:
        found = self.register.modifications.get(id_)
        if found is None:
            near = suggestion(id_, sorted(self.register.modifications))
            raise CannotCompose(
                f"the register has no modification {id_!r}{near}", ("requested", "modification")
            )
        return found

    def _by_then(self) -> str:
        day = self.edition.as_of
        return f"on or before {plainly(day)}" if day is not None else "at all"

    def _request(self) -> Entry:
        """The newest request for the part: without one there is nothing to write."""
        requests = [e for e in self.entries if e.event == "date-requested" and self._is_about(e)]
        if not requests and self.part in self._parts_ever():
            which = "without 'part'" if self.part == WHOLE else f"with 'part: {self.part}'"
            raise CannotCompose(
                f"modifications/{self.id}.yaml has no entry 'event: date-requested' {which} "
                f"{self._by_then()}: a change of date that the register does not have cannot be "
                f"asked for (the entry says {_listed(_OF_A_REQUEST)})",
                ("requested", "part"),
            )
        known = sorted(part.id for part in self.standing.parts)
        if self.part not in known:
            raise CannotCompose(
                f"{self.id} has no part {self.part!r} {self._by_then()}; its parts: "
                f"{', '.join(known)}",
                ("requested", "part"),
            )
        return requests[-1]

    def _parts_ever(self) -> set[str]:
        standing = register_on(self.register, None).standing(self.id)
        return {part.id for part in standing.parts} if standing is not None else set()

    def _is_about(self, entry: Entry) -> bool:
        return self.part in entry.part or not entry.part

    def _entry_of_request(self) -> str:
        return (
            f"the entry 'event: date-requested' of {plainly(self.request.when)} in "
            f"modifications/{self.id}.yaml"
        )

    def _refuse_gaps(self, entry: str) -> None:
        """All that the request lacks is told at once."""
        given = {
            "by": self.request.by,
            "from": self.request.from_,
            "of": self.request.of,
            "to": self.request.to,
        }
        missing = [key for key in _OF_A_REQUEST if given[key] is None]
        if missing:
            raise CannotCompose(f"{entry} does not say {_listed(missing)}")

    def _day_from(self, entry: str) -> date:
        text = _needed(self.request.from_, entry, "from")
        try:
            return parse_day(text)
        except NotADate as error:
            raise CannotCompose(f"'from' in {entry}: {error}") from None

    def _is_requested(self, part: PartStanding) -> bool:
        """A request that names no part is about all that were not in force by then."""
        if self.request.part:
            return part.id in self.request.part
        live = part.confirmed
        return part.id == self.part or live is None or last_day(live) > last_day(self.request.when)

    # The letter.

    def letter(self) -> Letter:
        register, publication, edition = self.register, self.publication, self.edition
        contact = publication.contact
        standing = self.standing
        part = next(found for found in standing.parts if found.id == self.part)
        whole = len(self.requested) == len(standing.parts)
        lines = tuple(self._line(found) for found in standing.parts)
        others = tuple(line for line in lines if not line.asked_for)
        entry = self._entry_of_request()
        return Letter(
            title=publication.title or "Request to change an implementation date",
            subtitle=standing.shown_id,
            code_short=self.code_short,
            administrator=self.administrator,
            dated=edition.dated,
            speaks_of=self.speaks_of,
            draft=edition.draft,
            notice=edition.notice,
            reference=self.reference,
            classification=publication.classification,
            sender=_writer(publication.sender, "sender"),
            addressee=_writer(publication.addressee, "addressee"),
            id=standing.shown_id,
            modification=standing.title,
            link=standing.link,
            solution=standing.facts.solution,
            stage=_stage_of(standing),
            whole=whole,
            on_operator=_on_operator(register, standing),
            terms=terms_of(register),
            part=part.part.title if len(self.requested) == 1 else None,
            subject=() if whole else self._named(*self.requested),
            requested=self.request.when,
            present=self.present,
            present_release=self._release_on(self.present),
            wanted=self.wanted,
            wanted_release=self._release_on(self.wanted),
            working_days=_working_days(self.present, self.wanted, self.calendars.working),
            until=self.request.until,
            asks=_body(register, _needed(self.request.by, entry, "by")),
            decides=_body(register, _needed(self.request.of, entry, "of")),
            under=self.request.under,
            pending=all(self._day_of(found) == self.present for found in self.requested),
            documents=self._named(*standing.parts),
            reasons=self._reasons(),
            agreed=self._agreed(),
            parts=lines if len(lines) > 1 else (),
            kept=_kept(others),
            open=tuple(line for line in others if line.now is None),
            answers=self._answers(),
            contact=Enquiries(contact.name, contact.telephone, contact.email) if contact else None,
            documents_known=all(documents_are_known(found.part) for found in standing.parts),
            unconfirmed_facts=self.unconfirmed_facts(standing, "solution"),
            roles=self.roles,
            **paragraphs_in(publication),
        )

    # Documents and parts.

    def _named(self, *parts: PartStanding) -> tuple[NamedDocument, ...]:
        changed = {id_ for part in parts for id_ in self._changed_by(part)}
        return tuple(
            NamedDocument(found.label, found.title)
            for id_, found in self.register.documents.items()
            if id_ in changed
        )

    def _changed_by(self, part: PartStanding) -> set[str]:
        return set(documents_of_part(self.register, part.part))

    def _line(self, part: PartStanding) -> PartLine:
        now = self._day_of(part)
        requested = part in self.requested
        then = self.wanted if requested else now
        return PartLine(
            title=part.part.title,
            documents=self._named(part),
            asked_for=requested,
            now=now,
            now_in=self._release_of(part, now),
            then=then,
            then_in=self._release_on(then) if requested else self._release_of(part, now),
            because=self._because(part.id) if now is None else None,
            documents_known=documents_are_known(part.part),
            unconfirmed=part_is_assumed(self.on, self.standing, part) or self._day_is_assumed(part),
        )

    def _day_is_assumed(self, part: PartStanding) -> bool:
        """Whether the day last given to a part, where no release gives it, is assumed."""
        given = [
            entry
            for entry in self.entries
            if entry.event in ("scheduled", *_DECIDES) and (not entry.part or part.id in entry.part)
        ]
        return bool(given) and is_assumed(self.on, given[-1])

    def _because(self, part: str) -> str | None:
        """Why no day is set for a part: what the newest entry that leaves it open says."""
        left_open = [e for e in self.entries if e.event == "scheduled" and e.tba and part in e.part]
        return left_open[-1].because if left_open else None

    def _day_of(self, part: PartStanding) -> date | None:
        if isinstance(part.implemented, date):
            return part.implemented
        day = self.on.day_of_part(part)
        return day if isinstance(day, date) else None

    def _release_of(self, part: PartStanding, day: date | None) -> str | None:
        release = self.register.releases.get(part.release or "")
        if release is not None and self._goes_live(release.id) == day:
            return release.name
        return self._release_on(day)

    # Releases.

    def _goes_live(self, release: str) -> date | None:
        when = self.on.go_live(release)
        return when if isinstance(when, date) else None

    def _release_id_on(self, day: date | None) -> str | None:
        """The release that goes live on a day: what is implemented then goes with it."""
        if day is None:
            return None
        return next((id_ for id_ in self.register.releases if self._goes_live(id_) == day), None)

    def _release_on(self, day: date | None) -> str | None:
        found = self._release_id_on(day)
        return self.register.releases[found].name if found is not None else None

    # The rule, and who agreed.

    def _reasons(self) -> tuple[DateRule, ...]:
        changed = {id_ for part in self.requested for id_ in self._changed_by(part)}
        return tuple(
            self._reason(NamedDocument(found.label, found.title), found.in_force_by)
            for id_, found in self.register.documents.items()
            if id_ in changed and found.in_force_by is not None
        )

    def _reason(self, document: NamedDocument, rule: InForceBy) -> DateRule:
        """The rule of a document against the release in which its changes would be tested.

        Where no timetable gives the milestone, it still lies before the release goes live.
        """
        release = self._release_id_on(self.present)
        schedule = self.on.schedule(release or "")
        row = schedule.milestones.get(rule.milestone) if schedule is not None else None
        earliest = row.earliest if row is not None else None
        latest = row.latest if row is not None else None
        go_live = self._goes_live(release) if release is not None else None
        last = latest if latest is not None else go_live
        too_late = in_time = None
        if last is not None:
            # The milestone itself comes before go-live: in force on that day is too late.
            late = self.present > last if latest is not None else self.present >= last
            too_late = True if late else None
        if latest is not None and earliest is not None:
            in_time = True if self.wanted <= earliest else None
            in_time = False if self.wanted > latest else in_time
        return DateRule(
            document=document,
            milestone=rule.milestone,
            phase=self._phase(rule.milestone),
            only_where=rule.only_where,
            because=rule.because,
            release=self.register.releases[release].name if release is not None else None,
            release_goes_live=go_live,
            has_timetable=row is not None,
            window=row.window if row is not None else None,
            now_too_late=too_late,
            then_in_time=in_time,
        )

    def _phase(self, milestone: str) -> BodyName | None:
        for phase in self.register.test_phases.values():
            if phase.starts == milestone:
                term = self.register.glossary.get(phase.title)
                return (
                    BodyName(term.means, phase.title)
                    if term is not None
                    else BodyName(phase.title, None)
                )
        return None

    def _agreed(self) -> tuple[Agreement, ...]:
        return tuple(
            Agreement(
                _body(self.register, entry.by) if entry.by is not None else None,
                entry.when,
                entry.date is None,
                entry.about,
            )
            for entry in recorded_once(self.register.life_cycle, self.entries, "agreed")
            if self._is_about(entry)
        )

    def _answers(self) -> tuple[Answer, ...]:
        """What was directed once it had been asked for, or chosen at discretion."""
        return tuple(
            Answer(
                _body(self.register, entry.by) if entry.by is not None else None,
                entry.to,
                entry.until,
                entry.when,
                entry.date is None,
                self._directed(entry),
                is_assumed(self.on, entry),
                entry.event == "discretion-used",
            )
            for entry in recorded_once(self.register.life_cycle, self.entries, *_DECIDES)
            if entry.to is not None
            and (not entry.part or any(part.id in entry.part for part in self.requested))
            and last_day(entry.when) >= last_day(self.request.when)
        )

    def _directed(self, entry: Entry) -> tuple[str, ...]:
        """The parts that a direction is about, where more were asked for."""
        covered = [part for part in self.requested if not entry.part or part.id in entry.part]
        if len(covered) == len(self.requested):
            return ()
        return tuple(part.part.title or part.id for part in covered)


def _kept(lines: tuple[PartLine, ...]) -> tuple[Kept, ...]:
    """The days that stay, in time."""
    days = sorted({(line.now, line.now_in or "") for line in lines if line.now is not None})
    return tuple(
        Kept(day, name or None, len(alike), any(line.unconfirmed for line in alike))
        for day, name in days
        for alike in ([line for line in lines if (line.now, line.now_in or "") == (day, name)],)
    )


def _listed(keys: Sequence[str]) -> str:
    """`'by', 'from' and 'of'`."""
    *before, last = (f"'{key}'" for key in keys)
    return f"{', '.join(before)} and {last}" if before else last


Value = TypeVar("Value")


def _needed(value: Value | None, entry: str, key: str) -> Value:
    if value is None:
        raise CannotCompose(f"{entry} does not say {key!r}")
    return value


def _stage_of(standing: Standing) -> str:
    """Its stage, by the event that leads there where it is approved or in force."""
    if standing.is_implemented:
        return "implemented"
    return "approved" if standing.is_pending else standing.stage


def _writer(person: Correspondent | None, key: str) -> Writer:
    if person is None:
        raise CannotCompose(f"{key!r} does not say who it is")
    organisation = (person.organisation,) if person.organisation is not None else ()
    return Writer(person.name, person.office, (person.name, *organisation, *person.address))


def _working_days(one: date, other: date, calendar: WorkingCalendar | None) -> int | None:
    """How many Working Days lie from the earlier day, which is day 0, to the later one."""
    if calendar is None:
        return None
    try:
        return amount_between(min(one, other), max(one, other), "working days", calendar).whole
    except OutOfCalendar:
        return None
