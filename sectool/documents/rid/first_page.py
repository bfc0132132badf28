"""The first page of a RID: the dates that matter, and what each kind of Party has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sectool.datelang.evaluate import Window
from sectool.datelang.nodes import InSpan
from sectool.dates import Month, When, first_day, last_day
from sectool.documents.first_page import ContactLine, FirstPage, KeyDate, PartyStep, WhenDue
from sectool.documents.rid.notes import StepNames, rules_in_sentences
from sectool.documents.rid.value import ScopeItem
from sectool.history import Scope, Standing
from sectool.model.publication import Publication
from sectool.model.release import Release
from sectool.queries.affected_documents import ALL_PARTIES
from sectool.queries.impacts import affects, impact_on
from sectool.queries.register_on import RegisterOn
from sectool.schedule import Schedule, Scheduled

# How many cut-off dates stand among the dates that matter: a list in section 1 has all.
_MOST_CUT_OFFS = 3


def first_page(
    on: RegisterOn,
    publication: Publication,
    release: Release,
    scope: Scope,
    targeted: Sequence[ScopeItem],
    go_live: When | None,
    *,
    planned: bool,
    classification_means: str,
) -> FirstPage:
    """The answers as of the day; without a plan, or of a cancelled release, there are no dates.

    A step that contradicts itself, or whose date nobody has recorded, has none either.
    """
    register = on.register
    schedule = on.schedule(release.id) if planned else None
    settings = register.settings
    contact = publication.contact or (settings.contact if settings is not None else None)
    live = on.cancellation(release.id) is None
    return FirstPage(
        tuple(each.shown_id for each in scope.approved),
        tuple(item.id for item in targeted),
        tuple(_key_dates(on, schedule, targeted, go_live)) if live else (),
        tuple(_steps(on, schedule, release, scope, go_live)) if live else (),
        ContactLine(contact.name, contact.telephone, contact.email) if contact else None,
        classification_means,
    )


def _key_dates(
    on: RegisterOn, schedule: Schedule | None, targeted: Sequence[ScopeItem], go_live: When | None
) -> Iterator[KeyDate]:
    yield from _next_cut_off(on.day, targeted)
    if schedule is not None:
        for phase in on.register.test_phases.values():
            start, end = (_step(schedule, one) for one in (phase.starts, phase.closes))
            due, until = _due(schedule, start), _due(schedule, end)
            provisional = any(step and step.milestone.provisional for step in (start, end))
            term = on.register.glossary.get(phase.title)
            title = f"{term.means} ({phase.title})" if term is not None else phase.title
            yield KeyDate("phase", title, due, until, provisional=provisional)
        for act in on.register.acts("go-live"):
            role = on.register.roles[act]
            if step := _step(schedule, role.milestone):
                provisional = step.milestone.provisional
                title = step.milestone.title
                yield KeyDate("step", title, _due(schedule, step), provisional=provisional)
            elif role.milestone is not None:
                yield KeyDate("step", role.title, WhenDue())
    if go_live is not None:
        yield KeyDate("go-live", "", WhenDue(go_live))


def _next_cut_off(day: date | None, targeted: Sequence[ScopeItem]) -> Iterator[KeyDate]:
    """The next cut-off dates, with all that are held to them; with all that is known, the first."""
    of_days: dict[WhenDue, list[ScopeItem]] = {}
    for item in targeted:
        if item.is_held_to_a_day and (item.cut_off or item.cut_off_window):
            of_days.setdefault(_due_of_item(item), []).append(item)
    ahead = [due for due in of_days if day is None or _last(due) >= day]
    ahead.sort(key=lambda due: (_first(due), _last(due)))
    found = []
    for due in ahead[:_MOST_CUT_OFFS]:
        items = of_days[due]
        estimated = any(item.estimated or item.cut_off_unconfirmed for item in items)
        ids = tuple(item.id for item in items)
        found.append(KeyDate("cut-off", "", due, ids=ids, estimated=estimated))
    if found:
        yield replace(found[0], further=tuple(found[1:]))


def _due_of_item(item: ScopeItem) -> WhenDue:
    return WhenDue(item.cut_off, None if item.cut_off is not None else item.cut_off_window)


def _steps(
    on: RegisterOn,
    schedule: Schedule | None,
    release: Release,
    scope: Scope,
    go_live: When | None,
) -> Iterator[PartyStep]:
    """The steps of the timetable that are for Parties and still ahead, then what each gets ready
    for by go-live."""
    parties = on.register.parties
    if parties is None:
        return
    if schedule is not None:
        for step in schedule.milestones.values():
            due = _due(schedule, step)
            passed = on.day is not None and due.known and _last(due) < on.day
            if step.milestone.by in parties.acting and due.known and not passed:
                body = on.register.body_called(step.milestone.by or "")
                name = body.name if body is not None else step.milestone.by or ""
                # Beside their name, a step begins with what they do.
                title = step.milestone.title.removeprefix(f"{name} ")
                rules = _rules(on, schedule, step)
                yield PartyStep(name, due, title, rules, last_day=_last_day(step))
    if go_live is None or (on.day is not None and last_day(go_live) < on.day):
        return
    categories = [id_ for id_, _ in _categories(on) if id_ != ALL_PARTIES]
    for id_, title in _categories(on):
        mods = [each for each in scope.all if _is_for(on, release, each, id_)]
        approved = tuple(each.shown_id for each in mods if each in scope.approved)
        targeted = tuple(each.shown_id for each in mods if each not in scope.approved)
        if mods:
            whom = [id_] if id_ != ALL_PARTIES else categories
            more = any(
                impact_on(on.register, each, one) is None for each in scope.all for one in whom
            )
            yield PartyStep(
                *(title, WhenDue(go_live)), approved=approved, targeted=targeted, incomplete=more
            )


def _categories(on: RegisterOn) -> Iterator[tuple[str, str]]:
    """The kinds of Parties, everyone first; not who operates the systems."""
    parties = on.register.parties
    if parties is not None:
        yield ALL_PARTIES, parties.everyone
        for id_, participant in parties.participants.items():
            if not participant.operator:
                yield id_, participant.parties


def _is_for(on: RegisterOn, release: Release, standing: Standing, category: str) -> bool:
    """Whether a modification has a tick for a kind of Party, or a statement says what it means for
    that kind, or for some of it.

    What is said for everyone is not said again for those whom the ticks name.
    """
    parties = on.register.parties
    stated_for = {
        statement.for_
        for statement in release.impact_statements or ()
        if standing.id in statement.rests_on
    }
    if category == ALL_PARTIES:
        ids = [id_ for id_, _ in _categories(on) if id_ != ALL_PARTIES]
        return category in stated_for and not any(
            affects(on.register, standing, id_) for id_ in ids
        )
    kinds = {category, *(parties.participants[category].kinds if parties is not None else ())}
    return affects(on.register, standing, category) or bool(stated_for & kinds)


def _rules(on: RegisterOn, schedule: Schedule, step: Scheduled) -> str:
    """What the timetable says of the date of a step."""
    rules = [step.deadline] if step.deadline else []
    rules += [one.rule for one in step.rules if not isinstance(one.rule, InSpan)]
    return " ".join(rules_in_sentences(rules, StepNames(schedule, on.register.words.steps)))


def _last_day(step: Scheduled) -> Window | None:
    """The days that the last permitted one may be, where the timetable has no more than a month."""
    return step.window if step.deadline is not None and isinstance(step.when, Month) else None


def _step(schedule: Schedule, id_: str | None) -> Scheduled | None:
    return schedule.milestones.get(id_ or "")


def _due(schedule: Schedule, step: Scheduled | None) -> WhenDue:
    """When a step is, as the timetable prints it."""
    if step is None or step.contradicted or step.id in schedule.unknown:
        return WhenDue()
    return WhenDue(step.when, step.window if step.when is None else None)


def _first(due: WhenDue) -> date:
    if due.when is not None:
        return first_day(due.when)
    return due.window.earliest if due.window is not None else date.max


def _last(due: WhenDue) -> date:
    if due.when is not None:
        return last_day(due.when)
    return due.window.latest if due.window is not None else date.max
