"""The newsletter as a value: what is new, what may be answered until when, who meets when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.counting import amount_between
from sectool.dates import days_after, in_words, last_day
from sectool.documents.authored import authored_in
from sectool.documents.composer import Composer
from sectool.documents.dates_of_releases import release_dates_decided
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.newsletter.value import (
    ConsultationNews,
    Deadline,
    MeetingToCome,
    NewDecision,
    NewsItem,
    Newsletter,
    NowInForce,
    ProposalNews,
)
from sectool.documents.parts import ReleaseMove
from sectool.documents.reporting_period import reported_until
from sectool.history import Standing
from sectool.model.modification import Entry
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.assumed import consulted_by, implemented_by
from sectool.queries.came_into_force import came_into_force
from sectool.queries.consultations import open_consultations
from sectool.queries.document_kinds import title_of_kind
from sectool.queries.register_on import register_on
from sectool.queries.release_dates import repeats_its_release
from sectool.schedule import Calendars

# How far a newsletter looks ahead, and back where no earlier one is known. A pattern such as the
# third Tuesday of each month leaves at most so much time between two meetings: none is missed.
WEEKS = 5
SPAN = 7 * WEEKS

# Decisions worth telling, each by its event.
_DECISIONS = ("approved", "rejected", "referred", "upheld", "overturned", "sent-back", "withdrawn")
_DATES = ("date-directed", "discretion-used")
_PLACES = ("scheduled", "dropped")


def compose(
    register: Register, publication: Publication, edition: Edition, calendars: Calendars
) -> Newsletter:
    """The newsletter as of the edition's day. CannotCompose where its words have no place."""
    day, dated = edition.as_of, publication.dated
    if day is None or dated is None:
        raise CannotCompose("a newsletter speaks of a day, and this one has none")
    return _NewsletterComposer(register, publication, edition, calendars, day, dated).newsletter()


class _NewsletterComposer(Composer):
    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
        day: date,
        dated: date,
    ) -> None:
        super().__init__(register, publication, edition, calendars)
        self.day = day
        self.dated = dated
        # As of an earlier day it is told what was new then; as of a later one, what has come since.
        self.start = min(day, dated)

    def newsletter(self) -> Newsletter:
        publication = self.publication
        contact, words = publication.contact, authored_in(publication)
        previous = self._previous()
        new_from = previous if previous is not None else days_after(self.start, -SPAN)
        proposals = tuple(self._proposals(new_from))
        until = days_after(self.day, SPAN)
        meetings = self._meetings(until)
        return Newsletter(
            title=publication.title or self._title(),
            subtitle=in_words(self.dated),
            code_short=self.code_short,
            administrator=self.administrator,
            edition=self.edition,
            day=self.day,
            new_from=new_from,
            weeks_back=WEEKS if previous is None else None,
            greeting=words.get("greeting"),
            items=tuple(
                NewsItem(item.title, item.says, self._deadline(item.closes, item.at), item.where)
                for item in publication.items
            ),
            proposals=proposals,
            drafts=sum(proposal.draft for proposal in proposals),
            decisions=tuple(self._decisions(new_from)),
            before_report=self._consultations(self.cycle.consultations_before_that),
            report=self._consultations(self.cycle.consultations_before_votes),
            requests=self._consultations(self.cycle.consultations_at_any_stage),
            consultations=words.get("consultations"),
            reading=words.get("reading"),
            contact=contact.name if contact else None,
            telephone=contact.telephone if contact else None,
            email=contact.email if contact else None,
            contact_words=words.get("contact"),
            meetings=meetings,
            meetings_until=until,
            any_proposed=any(row.state == "proposed" for row in meetings),
            unread=self.unread,
            in_force=tuple(self._in_force(new_from)),
            roles=self.roles,
            releases_moved=self._releases_moved(new_from),
        )

    def _title(self) -> str:
        """`SEC Newsletter`, or as the Code calls it where that has the Code's name already."""
        title = title_of_kind(self.register, "newsletter")
        return title if self.code_short in title.split() else f"{self.code_short} {title}"

    def _previous(self) -> date | None:
        """What came after this day is new: the day the file says, else of the newsletter before."""
        since = self.publication.since
        if since is not None and since < self.start:
            return since
        return reported_until(self.register, self.publication, self.start)

    def _deadline(self, closes: date | None, at: str | None = None) -> Deadline | None:
        if closes is None:
            return None
        left = None
        working = self.calendars.working
        if working is not None and closes >= self.day:
            try:
                left = amount_between(self.day, closes, "working days", working).whole
            except OutOfCalendar:
                left = None
        return Deadline(closes, at, closes == self.day, closes < self.day, left)

    # What modifications tell.

    def _proposals(self, new_from: date) -> Iterator[ProposalNews]:
        """What was raised and of which nothing was known before."""
        before = register_on(self.register, new_from)
        for standing in self.standings:
            raised = next((e for e in self.on.entries(standing.id) if e.event == "raised"), None)
            if raised is None or before.standing(standing.id) is not None:
                continue
            yield ProposalNews(
                id=standing.shown_id,
                title=standing.title,
                link=standing.link,
                draft=(draft := self.register.ids.is_draft(raised.as_ or "")),
                converted=draft and standing.shown_id == standing.id,
                raised=raised.date,
                proposer=standing.facts.proposer,
                problem=standing.facts.problem,
                solution=standing.facts.solution,
                unconfirmed=self.unconfirmed(raised),
                unconfirmed_facts=self.unconfirmed_facts(
                    standing, "problem", "solution", "proposer"
                ),
            )

    def _decisions(self, new_from: date) -> Iterator[NewDecision]:
        """Decisions after a day. One that was only seen may have been taken long before."""
        found: list[tuple[Entry, Standing]] = []
        for standing in self.standings:
            for entry in self.history_of(standing):
                is_news = entry.event in (*_DECISIONS, *_DATES, *_PLACES) and entry.date is not None
                if not is_news or last_day(entry.when) <= new_from:
                    continue
                if not repeats_its_release(self.on, standing, entry):
                    found.append((entry, standing))
        for entry, standing in sorted(found, key=lambda each: last_day(each[0].when)):
            release = self.register.releases.get(entry.release or "")
            yield NewDecision(
                standing.shown_id,
                standing.title,
                standing.link,
                entry.event or "",
                self._body_in_full(entry.by),
                entry.when,
                entry.to if entry.event in _DATES else entry.day,
                release.name if release is not None and entry.event in _PLACES else None,
                self.unconfirmed(entry),
                self._body_in_full(entry.refer_to),
            )

    def _body_in_full(self, short: str | None) -> str | None:
        names = {body.short: body.name for body in self.register.bodies.values()}
        return names.get(short, short) if short is not None else None

    def _releases_moved(self, new_from: date) -> tuple[ReleaseMove, ...]:
        """Decisions about the dates of whole releases after a day, known by their own day."""
        decided = release_dates_decided(self.on, self._body_in_full)
        found = [one for one in decided if not one.seen and last_day(one.when) > new_from]
        return tuple(sorted(found, key=lambda one: last_day(one.when)))

    def _in_force(self, new_from: date) -> Iterator[NowInForce]:
        """What came into force after a day. What was only seen to be may have long before."""
        for one in came_into_force(self.on, new_from):
            if not one.certain:
                continue
            release = self.register.releases.get(one.release or "")
            yield NowInForce(
                one.standing.shown_id,
                one.standing.title,
                one.standing.link,
                one.part,
                one.when,
                one.seen,
                release.name if release is not None else None,
                self.unconfirmed(*implemented_by(self.on, one.standing, one.when)),
            )

    def _consultations(self, kinds: Collection[str]) -> tuple[ConsultationNews, ...]:
        """Those that take answers, nearest closing first; those without a closing day last."""
        return tuple(
            ConsultationNews(
                id=each.standing.shown_id,
                title=each.standing.title,
                link=each.consultation.link or each.standing.link,
                deadline=self._deadline(each.closes, each.consultation.at),
                problem=each.standing.facts.problem,
                solution=each.standing.facts.solution,
                unconfirmed=self.unconfirmed(
                    consulted_by(self.on, each.standing, each.consultation)
                ),
                unconfirmed_facts=self.unconfirmed_facts(each.standing, "problem", "solution"),
            )
            for each in open_consultations(self.on, kinds)
        )

    # Who meets.

    def _meetings(self, until: date) -> tuple[MeetingToCome, ...]:
        rows = [
            MeetingToCome(meeting.day, body.name, meeting.number, meeting.state)
            for body in self.register.bodies.values()
            for meeting in self.calendars.diary(body)
            if self.day <= meeting.day <= until
        ]
        return tuple(sorted(rows, key=lambda row: (row.day, row.name, row.state)))
