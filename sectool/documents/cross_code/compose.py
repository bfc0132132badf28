"""The update for another code's panel, as a value: what happened since that panel last met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sectool.dates import Month, When, days_after, first_day, last_day
from sectool.documents.authored import paragraphs, paragraphs_in
from sectool.documents.composer import Composer
from sectool.documents.cross_code.in_force import in_force_alone, versions_in_force
from sectool.documents.cross_code.next_meeting import next_meeting
from sectool.documents.cross_code.value import (
    CrossCode,
    DateChange,
    DecidedProposal,
    Matter,
    NewModification,
    NextStep,
    OpenRow,
    PathSection,
    Referral,
    Ruling,
    Vote,
)
from sectool.documents.cross_code.words import CHANGES, PaperWords, path_by
from sectool.documents.dates_of_releases import release_dates_decided, release_dates_requested
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.parts import ReleaseMove
from sectool.documents.reporting_period import reported_until
from sectool.documents.terms import Worded
from sectool.history import Expected, Standing
from sectool.model.modification import Entry
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.affected_documents import title_of
from sectool.queries.assumed import Unconfirmed, placed_by, unconfirmed_stage
from sectool.queries.date_requests import part_title, requests_pending
from sectool.queries.document_kinds import title_of_kind
from sectool.queries.register_on import register_on
from sectool.queries.release_dates import repeats_its_release
from sectool.queries.sightings import recorded_once
from sectool.schedule import Calendars

OUTCOMES = ("approved", "rejected", "sent-back")
VOTES = ("vote", "decision")


def compose(
    register: Register, publication: Publication, edition: Edition, calendars: Calendars
) -> CrossCode:
    """The update as of the edition's day. CannotCompose where nobody says since when."""
    return _CrossCodeComposer(register, publication, edition, calendars).update()


class _CrossCodeComposer(Composer):
    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
    ) -> None:
        super().__init__(register, publication, edition, calendars)
        self.words = PaperWords(register, self.as_of)
        self.since = self._since()
        # What happened after this day is new. A meeting known by its month alone may have been
        # on any day of it: rather tell a thing twice than not at all.
        start = self.since
        self.before = days_after(start.first, -1) if isinstance(start, Month) else start

    def _since(self) -> When:
        """What came after is new: the day said, else the recipient's last meeting, else the
        newest earlier update for the same code."""
        own = self.publication
        recipient = own.recipient
        if own.since is not None:
            return own.since
        if recipient is not None and recipient.last_met is not None:
            return recipient.last_met
        earlier = reported_until(self.register, own, own.dated) if own.dated is not None else None
        if earlier is None:
            raise CannotCompose(
                "the start of the period is not given: write 'last-met' under 'recipient', "
                "or 'since'"
            )
        return earlier

    def update(self) -> CrossCode:
        publication, edition = self.publication, self.edition
        recipient = publication.recipient
        if recipient is None:
            raise CannotCompose("'recipient' does not say whom it goes to")
        authored = paragraphs_in(publication)
        versions = versions_in_force(self)
        fresh = tuple(one for one in versions if one.day > self.before)
        numbered = [index for index, one in enumerate(fresh) if one.number is not None]
        newest = numbered[-1] if numbered else None
        new = self._new()
        open_ = [one for one in self.standings if one.is_open]
        rows = self._rows(one for one in open_ if title_of(one) is not None)
        return CrossCode(
            title=publication.title or title_of_kind(self.register, publication.kind),
            subtitle=recipient.panel,
            code_name=self.code_name,
            code_short=self.code_short,
            administrator=self.administrator,
            website=self.website,
            classification=self.classification,
            classified=Worded(self.classification_means),
            dated=edition.dated,
            speaks_of=self.speaks_of,
            as_of=edition.as_of,
            status=edition.status,
            draft=edition.draft,
            notice=edition.notice,
            reference=self.reference,
            author=publication.author,
            recipient_code=recipient.code,
            recipient_short=recipient.short,
            recipient_panel=recipient.panel,
            last_met=recipient.last_met if recipient.last_met == self.since else None,
            since=self.since,
            version=fresh[newest] if newest is not None else None,
            others=tuple(one for index, one in enumerate(fresh) if index != newest),
            last=versions[-1] if versions else None,
            last_numbered=next((one for one in reversed(versions) if one.number), None),
            matters=self._matters(),
            new=new,
            new_drafts=self._drafts(new),
            new_steps=self._steps(self._raised_since()),
            paths=self._paths(),
            referrals=self._referrals(),
            dates=tuple(self._dates()),
            releases_moved=self._releases_moved(),
            open=rows,
            open_drafts=self._drafts(rows),
            untitled=sum(title_of(one) is None for one in open_),
            not_heard_of=sum(one.dormant for one in self.standings),
            next_meeting=next_meeting(self),
            code=authored["code"],
            governance=authored["governance"],
            modifications=authored["modifications"],
            decisions=authored["decisions"],
            more_on_referrals=authored["referrals"],
            alone=in_force_alone(self, self.before, versions),
            roles=self.roles,
        )

    def _matters(self) -> tuple[Matter, ...]:
        return tuple(
            Matter(item.title, paragraphs(item.says), item.closes, item.at, item.where)
            for item in self.publication.items
        )

    # What is new.

    def _is_new(self, entry: Entry, standing: Standing) -> bool:
        """Whether what an entry tells came after the recipient's panel met.

        Of what was only seen: where a bound says so, or where the register then still had it
        otherwise.
        """
        if entry.date is not None:
            return last_day(entry.date) > self.before
        if last_day(entry.when) <= self.before:
            return False
        if entry.after is not None and last_day(entry.after) >= self.before:
            return True
        if entry.event == "raised":
            return False  # the paper says "raised since", and it may have been raised long before
        earlier = register_on(self.register, self.before).standing(standing.id)
        return earlier is not None and earlier.stage_kind not in ("decided", "ended")

    def _raised_since(self) -> tuple[Standing, ...]:
        return tuple(
            standing
            for standing in self.standings
            if any(
                e.event == "raised" and self._is_new(e, standing) for e in self.history_of(standing)
            )
        )

    def _new(self) -> tuple[NewModification, ...]:
        return tuple(
            NewModification(
                standing.shown_id,
                title_of(standing),
                standing.raised,
                standing.facts.problem,
                standing.facts.solution,
                self.unconfirmed(*_of(self.history_of(standing), "raised")),
                self.unconfirmed_facts(standing, "problem", "solution"),
            )
            for standing in self._raised_since()
        )

    # What comes next.

    def _steps(self, among: Iterable[Standing]) -> tuple[NextStep, ...]:
        """What bodies are to do about some modifications, those that stand alike together."""
        found: dict[tuple[str, str, str, str, Unconfirmed], list[tuple[str, Expected]]] = {}
        for standing in among:
            for expected in self._awaited(standing):
                entry = expected.entry
                if entry.what in VOTES:
                    continue
                unsure = self.unconfirmed(entry)
                key = (
                    standing.stage,
                    entry.what or "",
                    entry.by or "",
                    str(expected.when),
                    unsure,
                )
                found.setdefault(key, []).append((standing.shown_id, expected))
        return tuple(
            NextStep(
                ids=tuple(id_ for id_, _ in alike),
                stage=stage,
                by=self.body(by),
                when=alike[0][1].when,
                week=alike[0][1].entry.week_of is not None,
                meeting=alike[0][1].entry.meeting,
                overdue=self._is_past(alike[0][1].until),
                unconfirmed=unsure,
            )
            for (stage, what, by, _, unsure), alike in found.items()
            if what == "discussed"
        )

    def _awaited(self, standing: Standing) -> tuple[Expected, ...]:
        return standing.awaited if standing.is_open else ()

    def _is_past(self, day: date | None) -> bool:
        return day is not None and self.as_of is not None and day < self.as_of

    # Decisions.

    def _paths(self) -> tuple[PathSection, ...]:
        sections = []
        for path in (*self.cycle.paths, None):
            rulings = self._rulings(path)
            votes = self._votes(path)
            decided = {one.id for ruling in rulings for one in ruling.decisions}
            steps = self._steps(one for one in self.standings if one.shown_id in decided)
            if rulings or votes:
                sections.append(PathSection(self.words.path(path), rulings, votes, steps))
        return tuple(sections)

    def _rulings(self, path: str | None) -> tuple[Ruling, ...]:
        found: dict[tuple[date, str, bool], list[tuple[When, DecidedProposal]]] = {}
        for standing in self.standings:
            entries = self.history_of(standing)
            for entry in recorded_once(self.cycle, entries, *OUTCOMES):
                if not self._is_new(entry, standing):
                    continue
                if (entry.path or path_by(entries, entry)) != path:
                    continue
                key = (first_day(entry.when), entry.by or "", entry.date is None)
                release = self.register.releases.get(entry.release or "")
                decision = DecidedProposal(
                    standing.shown_id,
                    title_of(standing),
                    entry.event or "",
                    self._stage_of(standing),
                    entry.wants,
                    entry.because,
                    release.name if release is not None else None,
                    self.unconfirmed(entry, None if entry.path else self.giving(standing, "path")),
                )
                found.setdefault(key, []).append((entry.when, decision))
        return tuple(
            Ruling(self.body(by), alike[0][0], seen, tuple(decision for _, decision in alike))
            for (_, by, seen), alike in sorted(found.items())
        )

    def _stage_of(self, standing: Standing) -> str:
        """Its stage, by the event that leads there where that is a referral or a rejection."""
        event = self.cycle.event_to(standing.stage, "referred", "rejected")
        return event or standing.stage

    def _votes(self, path: str | None) -> tuple[Vote, ...]:
        return tuple(
            self._vote(standing, expected)
            for standing in self.standings
            if standing.facts.path == path
            for expected in self._awaited(standing)
            if expected.entry.what in VOTES
        )

    def _vote(self, standing: Standing, expected: Expected) -> Vote:
        before_votes = self.cycle.consultations_before_votes
        closings = [
            one.closes
            for one in standing.consultations
            if one.kind in before_votes and one.closes is not None
        ]
        closes = max(closings, default=None)
        entry = expected.entry
        return Vote(
            id=standing.shown_id,
            title=title_of(standing),
            by=self.body(entry.by),
            when=expected.when,
            week=entry.week_of is not None,
            overdue=self._is_past(expected.until),
            consultation_closes=closes,
            consultation_closed=self._is_past(closes),
            unconfirmed=self.unconfirmed(
                entry,
                *_of(self.history_of(standing), "consultation"),
                self.giving(standing, "path"),
            ),
        )

    def _referrals(self) -> tuple[Referral, ...]:
        found = []
        for standing in self.standings:
            entries = self.history_of(standing)
            referred = recorded_once(self.cycle, entries, "referred")
            answers = recorded_once(self.cycle, entries, "upheld", "overturned")
            recent = [e for e in (*referred, *answers) if self._is_new(e, standing)]
            pending = standing.is_referred and not standing.dormant
            if not (pending or recent):
                continue
            last = referred[-1] if referred else None
            answer = answers[-1] if answers else None
            raised_it = last is not None and last.by == "proposer"
            raiser = self.giving(standing, "proposer") if raised_it else None
            reply = (answer.event or "", self.body(answer.by), answer.when) if answer else None
            found.append(
                Referral(
                    id=standing.shown_id,
                    title=title_of(standing),
                    pending=pending,
                    refer_to=self.body(last.refer_to) if last is not None else None,
                    by=last.by if last is not None else None,
                    proposer=standing.facts.proposer,
                    under=last.under if last is not None else None,
                    when=last.when if last is not None else None,
                    seen=last is not None and last.date is None,
                    answer=reply,
                    answer_seen=answer is not None and answer.date is None,
                    after_answer=(
                        last is not None
                        and answer is not None
                        and entries.index(last) > entries.index(answer)
                    ),
                    unconfirmed=self.unconfirmed(last, answer, raiser),
                )
            )
        return tuple(found)

    # What moves in time.

    def _dates(self) -> Iterator[DateChange]:
        """The dates asked for and not answered, and what was decided since."""
        for standing in self.standings:
            for request in requests_pending(self.on, standing):
                if repeats_its_release(self.on, standing, request.entry):
                    continue
                part = part_title(standing, [one.id for one in request.parts])
                yield self._date_move(
                    standing, request.entry, "requested", part=part, instead_of=request.instead_of
                )
            for entry in recorded_once(self.cycle, self.history_of(standing), *CHANGES):
                if last_day(entry.when) <= self.before:
                    continue
                if repeats_its_release(self.on, standing, entry):
                    continue
                if entry.event in ("scheduled", "dropped") or entry.to is not None:
                    part = part_title(standing, entry.part) if entry.part else None
                    yield self._date_move(standing, entry, CHANGES[entry.event or ""], part=part)

    def _releases_moved(self) -> tuple[ReleaseMove, ...]:
        """The same of whole releases."""
        decided = release_dates_decided(self.on, self.body)
        return (
            *release_dates_requested(self.on, self.body),
            *(one for one in decided if last_day(one.when) > self.before),
        )

    def _date_move(
        self,
        standing: Standing,
        entry: Entry,
        what: str,
        *,
        part: str | None = None,
        instead_of: date | None = None,
    ) -> DateChange:
        release = self.register.releases.get(entry.release or "")
        return DateChange(
            id=standing.shown_id,
            title=title_of(standing),
            part=part,
            what=what,
            to=entry.to or entry.day,
            instead_of=instead_of,
            release=release.name if release is not None else entry.release,
            by=self.body(entry.by),
            of=self.body(entry.of),
            when=entry.when,
            seen=entry.date is None,
            because=entry.because,
            unconfirmed=self.unconfirmed(entry),
        )

    # All that are open.

    def _rows(self, among: Iterable[Standing]) -> tuple[OpenRow, ...]:
        return tuple(
            OpenRow(one.shown_id, one.title, self._status(one), self._unsure(one)) for one in among
        )

    def _unsure(self, standing: Standing) -> Unconfirmed:
        """What is assumed of the status."""
        if standing.stage_kind != "unknown":
            return unconfirmed_stage(self.on, standing)
        return self.unconfirmed(placed_by(self.on, standing, standing.targeted))

    def _status(self, standing: Standing) -> str:
        """The stage or, where none is on record, what is: its release, or that it is open."""
        if standing.stage_kind != "unknown":
            return self.words.stage(standing.stage)
        release = self.register.releases.get(standing.targeted or "")
        return f"Targeted for the {release.name}" if release is not None else "Not yet decided"

    def _drafts(self, among: Iterable[NewModification | OpenRow]) -> int:
        """How many go by the id of a draft."""
        return sum(self.register.ids.is_draft(one.id) for one in among)


def _of(entries: tuple[Entry, ...], event: str) -> list[Entry]:
    return [entry for entry in entries if entry.event == event]
