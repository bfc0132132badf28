"""Puts the Change Status Report together, section by section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.conventions import CONVENTIONS
from sectool.dates import days_after, in_words
from sectool.documents.authored import authored_in
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.parts import AnnexLine
from sectool.documents.roles import BodiesNamed, bodies_named, roles_between
from sectool.documents.status_report import decided, expected, releases
from sectool.documents.status_report.course import course
from sectool.documents.status_report.figures import differing, printed_of
from sectool.documents.status_report.months import month_of, period_on
from sectool.documents.status_report.timescales import Timescales
from sectool.documents.status_report.value import (
    OtherItem,
    ReportWords,
    StageCount,
    StatusReport,
)
from sectool.documents.status_report.view import View
from sectool.documents.terms import Worded
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.document_kinds import title_of_kind
from sectool.queries.spells import Period
from sectool.schedule import Calendars


def compose(
    register: Register, publication: Publication, edition: Edition, calendars: Calendars
) -> StatusReport:
    """The report as of the edition's day. CannotCompose where it has no day, or no calendar."""
    period = publication.period
    if period is None:
        raise CannotCompose("a status report needs the day it speaks of and its period")
    try:
        view = View(register, publication, edition, calendars)
        reached = Period(*period_on(period.from_, period.to, view.day))
        return _report(view, edition, Timescales(view, reached, period.counted))
    except OutOfCalendar as error:
        raise CannotCompose(str(error)) from error


def _report(view: View, edition: Edition, times: Timescales) -> StatusReport:
    publication = view.publication
    recommended, decisions = decided.recommended(view), list(decided.decisions(view))
    to_report = [each for each in recommended if decided.leads_to_votes(view, each.towards)]
    assessed = {spell.shown for spell in times.spells if spell.open}
    reports = expected.consultations(view, view.cycle.consultations_before_votes)
    consulted = {each.named.id for each in reports.open}
    consulted |= {each.named.id for each in (*reports.expected, *reports.overdue)}
    votes = tuple(each for each in decisions if decided.is_vote(view, each))
    others = [each for each in decisions if each not in votes]
    determined = tuple(each for each in others if decided.is_by(view, each, "determine"))
    voters = dict.fromkeys(each.by for each in votes if each.by is not None)
    new = decided.new_proposals(view)
    awaited, overdue = expected.requests_awaited(view)
    counted = list(view.counted())
    voted_on = view.cycle.led_to_by(*view.register.acts("vote"))
    directed = tuple(decided.dates_directed(view))
    return StatusReport(
        title=publication.title or title_of_kind(view.register, publication.kind),
        subtitle=in_words(month_of(view.day)),
        code_name=view.code_name,
        code_short=view.code_short,
        administrator=view.administrator,
        website=view.website,
        edition=edition,
        day=view.day,
        since=view.since,
        unread=view.unread,
        classification=view.classification,
        classified=Worded(view.classification_means),
        author=publication.author,
        reference=_reference(view),
        meeting=view.meeting,
        annexes=tuple(AnnexLine(a.letter, a.title, a.says) for a in publication.annexes),
        words=_words(view),
        stated_on=view.stated_on,
        stages=_stages(view),
        course=course(view),
        unknown=tuple(s.shown_id for s in counted if s.stage_kind == "unknown"),
        on_hold=tuple(s.shown_id for s in counted if s.on_hold),
        last_known=sum(standing.dormant for standing in view.standings),
        to_another_step=tuple(each for each in recommended if each not in to_report),
        to_report=tuple(to_report),
        unanswered=decided.unanswered(view),
        still_assessed=tuple(r.named for r in to_report if r.named.id in assessed),
        not_expected=tuple(r.named for r in to_report if r.named.id not in consulted),
        voted=decided.grouped(view, votes),
        votes=votes,
        new=new,
        new_drafts=sum(view.register.ids.is_draft(each.raised_as) for each in new),
        conversions_recommended=tuple(decided.conversions_recommended(view)),
        converted=tuple(decided.converted(view)),
        held=expected.held(view),
        coming=expected.meetings_ahead(view),
        information=expected.consultations(view, view.cycle.consultations_at_any_stage),
        before_report=expected.consultations(view, view.cycle.consultations_before_that),
        reports=reports,
        requests=expected.requests(view),
        requests_awaited=awaited,
        requests_overdue=overdue,
        period_from=times.period.from_ or times.period.to,
        period_to=times.period.to,
        convention=times.convention,
        convention_means=CONVENTIONS[times.convention],
        working=times.by_workdays,
        summary=times.summary(),
        ageing=times.ageing(),
        open=times.rows(open_=True),
        completed=times.rows(open_=False),
        reckoned=any(spell.reckoned for spell in times.spells),
        authority_decisions=determined,
        other_decisions=tuple(each for each in others if each not in determined),
        after_votes=tuple(view.at_its_stage(s) for s in counted if s.stage in voted_on),
        dates_requested=tuple(decided.dates_requested(view)),
        dates_directed=directed,
        dates_chosen=tuple(decided.dates_chosen(view)),
        referred=tuple(decided.referred(view)),
        proposals=times.proposals(),
        implemented=releases.implemented(view),
        pending=releases.pending(view),
        dropped=releases.dropped(view),
        items=tuple(OtherItem(i.title, i.says) for i in publication.items if view.is_own),
        differing=tuple(differing(view, times)),
        any_directed_seen=any(one.seen for one in directed),
        releases_requested=releases.requested(view),
        releases_moved=releases.moved_since(view),
        unconfirmed_stages=view.unconfirmed_stages(),
        voters=bodies_named(view.register, voters, "and"),
        recommenders=_all_of(view, (e.by for _, e in decided.for_conversion(view))),
        deciders=_all_of(view, expected.deciders(view)),
        determiners=_all_of(view, (each.by for each in determined)),
        refiners=expected.refiners(view),
        roles=replace(
            view.roles,
            since=roles_between(view.on, min(days_after(view.since, 1), view.day), view.day),
            on_other_days=tuple(decided.recommended_to(view, decisions)),
        ),
        printed=printed_of(view, times),
    )


def _all_of(view: View, shorts: Iterable[str | None]) -> BodiesNamed:
    """The bodies that did some things, each once; not known where it is of one of these."""
    found = list(dict.fromkeys(shorts))
    named = [short for short in found if short is not None]
    return bodies_named(view.register, named if len(named) == len(found) else (), "and")


def _reference(view: View) -> str | None:
    """The paper's reference: it names a meeting, so it goes with that one alone."""
    planned = view.publication.meeting
    if planned is not None and (view.meeting is None or view.meeting.day != planned.date):
        return None
    return view.reference


def _words(view: View) -> ReportWords:
    authored = authored_in(view.publication)
    if not view.is_own:
        return ReportWords()
    return ReportWords(**{section.replace("-", "_"): text for section, text in authored.items()})


def _stages(view: View) -> tuple[StageCount, ...]:
    return tuple(
        StageCount(
            group,
            view.stated(f"proposals-{group}"),
            tuple(s.shown_id for s in view.counted() if s.stage in stages),
        )
        for group, stages in view.cycle.groups.items()
    )
