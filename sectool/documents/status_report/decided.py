"""What was raised, put forward and decided: new proposals, recommendations, votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sectool.dates import When, first_day, last_day
from sectool.documents.roles import BodiesNamed, bodies_named
from sectool.documents.status_report.value import (
    DateMove,
    Decision,
    DecisionGroup,
    NamedModification,
    NewProposal,
    Recommendation,
)
from sectool.documents.status_report.view import View
from sectool.history import Standing
from sectool.model.lifecycle import CompiledStep
from sectool.model.modification import Entry
from sectool.model.roles import GeneralAct
from sectool.queries.date_requests import part_title, requests_pending
from sectool.queries.release_dates import repeats_its_release
from sectool.queries.roles import RoleOn, roles_at, shorts_of


def recommended(view: View) -> list[Recommendation]:
    """What goes to this report's meeting."""
    number = view.meeting.number if view.meeting is not None else None
    return [
        Recommendation(view.named(standing, entry), entry.towards or "")
        for standing, entry in view.facts("recommended")
        if _step_towards(view, entry.towards).moved_by is not None
        and (entry.meeting == number if number is not None else view.news(entry.when))
    ]


def unanswered(view: View) -> tuple[Recommendation, ...]:
    """What went to an earlier meeting and is not known to have moved since."""
    number = view.meeting.number if view.meeting is not None else None
    if number is None:
        return ()
    return tuple(
        Recommendation(view.named(standing, entry), entry.towards or "")
        for standing, entry in view.facts("recommended")
        if entry.meeting is not None
        and entry.meeting < number
        and not standing.dormant
        and _step_towards(view, entry.towards).moved_by is not None
        and standing.stage in _stages_before(view, entry.towards)
    )


def leads_to_votes(view: View, towards: str) -> bool:
    """Whether a recommendation is for the stage that a decision may end."""
    return _step_towards(view, towards).to in view.cycle.step("approved").after


def _step_towards(view: View, towards: str | None) -> CompiledStep:
    return view.cycle.step(f"recommended towards {towards}")


def _stages_before(view: View, towards: str | None) -> list[str]:
    """The stages from which a recommendation leads on: those of earlier groups of the report, and
    those named before in the group of the stage that it leads to."""
    found: list[str] = []
    for group in view.cycle.groups.values():
        for stage in group:
            if stage == _step_towards(view, towards).to:
                return found
            found.append(stage)
    return found


def decisions(view: View) -> Iterator[Decision]:
    """Votes, and what others decided, since the last report."""
    for standing, entry in view.entries(
        "approved", "rejected", "recommended", "sent-back", "upheld", "overturned"
    ):
        vote = entry.event != "recommended" or _is_act(view, entry, "vote")
        if vote and entry.by is not None and view.news(entry.date):
            yield _decision(view, standing, entry)


def grouped(view: View, decisions: Iterable[Decision]) -> tuple[DecisionGroup, ...]:
    """Approvals first, otherwise in the order in which they come."""
    found: dict[tuple[str, str | None, str, BodiesNamed], list[NamedModification]] = {}
    for each in sorted(decisions, key=lambda each: each.outcome != "approved"):
        of = (each.outcome, each.path, each.by or "", each.recommended_to)
        found.setdefault(of, []).append(each.named)
    return tuple(
        DecisionGroup(outcome, path, tuple(items), bodies_named(view.register, [by]), to)
        for (outcome, path, by, to), items in found.items()
    )


def is_by(view: View, decision: Decision, general: GeneralAct) -> bool:
    """Whether a decision is by a body that could take part in an act on its day."""
    return decision.by in _able(view, decision, general)


def is_vote(view: View, decision: Decision) -> bool:
    """Whether a decision is a vote; where no body is known to vote, any that may be one."""
    if _able(view, decision, "vote"):
        return is_by(view, decision, "vote")
    step = "recommended towards" if decision.outcome == "recommended" else decision.outcome
    votes = set(view.register.acts("vote"))
    steps = (one for name, one in view.cycle.steps.items() if name.startswith(step))
    may_be = any(not votes.isdisjoint(one.acts) for one in steps)
    return may_be and not is_by(view, decision, "determine")


def _able(view: View, decision: Decision, general: GeneralAct) -> frozenset[str]:
    """The bodies that could take part in an act when a decision was made."""
    return shorts_of(view.on, general, first_day(decision.when), last_day(decision.when))


def recommended_to(view: View, decisions: Iterable[Decision]) -> Iterator[RoleOn]:
    """Who had the last word on the day of each vote that was not the last, in time."""
    for when in sorted(
        {one.when for one in decisions if one.outcome == "recommended"}, key=last_day
    ):
        yield from roles_at(view.on, "determine", when)


def _last_word(view: View, when: When) -> BodiesNamed:
    bodies = (body for role in roles_at(view.on, "determine", when) for body in role.bodies)
    return bodies_named(view.register, dict.fromkeys(body.short for body in bodies))


def _decision(view: View, standing: Standing, entry: Entry) -> Decision:
    release = view.register.releases.get(entry.release or "")
    return Decision(
        view.named(standing, entry, None if entry.path else view.giving(standing, "path")),
        entry.event or "",
        entry.by,
        entry.when,
        entry.path or standing.facts.path,
        release.name if release is not None else None,
        _referred_to(view, standing) if standing.is_referred else None,
        _last_word(view, entry.when) if entry.event == "recommended" else BodiesNamed(),
    )


def _referred_to(view: View, standing: Standing) -> str | None:
    found = view.entries_of(standing, "referred")
    return found[-1].refer_to if found else None


def referred(view: View) -> Iterator[Decision]:
    """Decisions that were referred and not yet upheld or overturned."""
    for standing in view.counted():
        if not standing.is_referred:
            continue
        before = view.entries_of(standing, "approved", "rejected")
        if before:
            yield _decision(view, standing, before[-1])


def dates_requested(view: View) -> Iterator[DateMove]:
    """The dates that were asked for and not answered yet, whenever that was."""
    for standing in view.standings:
        for request in requests_pending(view.on, standing):
            if repeats_its_release(view.on, standing, request.entry):
                continue
            title = part_title(standing, [part.id for part in request.parts])
            yield from _date_move(view, standing, request.entry, title, request.instead_of)


def dates_directed(view: View) -> Iterator[DateMove]:
    """The dates directed since the last report."""
    return _moved_by(view, "date-directed")


def dates_chosen(view: View) -> Iterator[DateMove]:
    """The dates that a body chose at its discretion since the last report."""
    return _moved_by(view, "discretion-used")


def _moved_by(view: View, event: str) -> Iterator[DateMove]:
    for standing, entry in view.facts(event):
        if view.news(entry.when) and not repeats_its_release(view.on, standing, entry):
            title = part_title(standing, entry.part) if entry.part else None
            yield from _date_move(view, standing, entry, title, None)


def _date_move(
    view: View, standing: Standing, entry: Entry, part: str | None, instead_of: date | None
) -> Iterator[DateMove]:
    if entry.to is not None:
        yield DateMove(
            view.named(standing, entry, part=part),
            entry.to,
            instead_of,
            view.body(entry.by),
            view.body(entry.of),
            entry.when,
            entry.date is None,
        )


def new_proposals(view: View) -> tuple[NewProposal, ...]:
    """What was raised since the last report."""
    found = []
    for standing, entry in view.entries("raised"):
        if not view.news(entry.date):
            continue
        live = [p for p in standing.parts if p.implemented is not None]
        release = view.register.releases.get(live[-1].release or "") if live else None
        found.append(
            NewProposal(
                view.named(standing, entry),
                entry.as_ or "",
                view.register.ids.is_draft(standing.shown_id),
                standing.facts.proposer,
                entry.when,
                standing.facts.problem,
                live[-1].implemented if standing.is_implemented and live else None,
                release.name if release is not None else None,
                view.unconfirmed_facts(standing, "proposer", "problem", given_by=[entry]),
            )
        )
    return tuple(found)


def conversions_recommended(view: View) -> Iterator[Recommendation]:
    """What was recommended for conversion since the last report."""
    for standing, entry in for_conversion(view):
        yield Recommendation(view.named(standing, entry), entry.towards or "")


def for_conversion(view: View) -> Iterator[tuple[Standing, Entry]]:
    """The entries that tell of it."""
    for standing, entry in view.facts("recommended"):
        if _is_act(view, entry, "recommend") and view.news(entry.when):
            yield standing, entry


def _is_act(view: View, entry: Entry, general: GeneralAct) -> bool:
    """Whether a recommendation is an act that a body needs a power for."""
    acts = view.register.acts(general)
    return not set(acts).isdisjoint(_step_towards(view, entry.towards).acts)


def converted(view: View) -> Iterator[Decision]:
    """What was converted since the last report."""
    return (_decision(view, s, e) for s, e in view.entries("converted") if view.news(e.date))
