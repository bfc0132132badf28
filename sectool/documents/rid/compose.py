"""The Release Implementation Document as a value: every fact it states, composed, not worded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sectool import words
from sectool.blocks import (
    Column,
    Grid,
    cell,
)
from sectool.datelang.nodes import InSpan
from sectool.datelang.words import phrase_in_words
from sectool.diagnostic import suggestion
from sectool.documents.composer import Composer
from sectool.documents.dates_of_releases import cancelled, from_cancelled
from sectool.documents.edition import Edition
from sectool.documents.kinds import CannotCompose
from sectool.documents.parts import AnnexLine, annex_name
from sectool.documents.rid.admissions import admission
from sectool.documents.rid.cells import tick
from sectool.documents.rid.costs import (
    cost_bars,
    cost_grid,
    cost_total,
    effort_lines,
    has_estimates,
    phase_totals,
)
from sectool.documents.rid.first_page import first_page
from sectool.documents.rid.impacts import (
    about_operator,
    about_parties,
    participant_matrix,
    statements,
)
from sectool.documents.rid.moves import go_live_changes
from sectool.documents.rid.notes import StepNames, body_in_table, rules_in_sentences
from sectool.documents.rid.plan_lanes import plan_lanes
from sectool.documents.rid.value import (
    DesignatedDocuments,
    DocumentImpact,
    HistoryRow,
    PartElsewhere,
    Rid,
    ScopeItem,
    TimetableRow,
)
from sectool.documents.terms import Worded, terms_of
from sectool.history import Scope, Standing
from sectool.lanes import PlanLanes
from sectool.model.publication import Publication
from sectool.model.register import Register, release_file
from sectool.model.release import Release
from sectool.model.shape import NONE
from sectool.queries.acceptance import criteria_of
from sectool.queries.affected_documents import (
    documents_known_of,
    documents_of,
    in_series,
    specifications_of,
)
from sectool.queries.assumed import cut_off_is_assumed, part_is_assumed, place_is_assumed
from sectool.queries.bodies import body_in_words
from sectool.queries.cut_offs import cut_off_for
from sectool.queries.date_requests import part_title, requests_pending
from sectool.queries.irps import irps
from sectool.queries.register_on import register_on
from sectool.queries.release_dates import facts_of_release, pending_request
from sectool.queries.releases import change_requests_of, designations_of
from sectool.queries.unsettled import unsettled_of
from sectool.schedule import Calendars, Scheduled


def compose(
    register: Register, publication: Publication, edition: Edition, calendars: Calendars
) -> Rid:
    """The RID of a release: facts from the register as of the edition's day.

    A draft names the files that could not be read: what they hold is missing from it. CannotCompose
    where the register does not hold the release.
    """
    release = register.releases.get(publication.release or "")
    if release is None:
        raise CannotCompose(_no_release(register, publication.release or ""), ("release",))
    on = register_on(register, edition.as_of)
    scope = on.scope(release.id)
    if edition.approved_only:
        scope = replace(scope, targeted=())
    rid = _RidComposer(register, publication, edition, calendars, release, scope).rid()
    if not edition.approved_only:
        return rid
    # A version of a specification that no approved modification asks for may never come.
    specifications = rid.specification_matrix
    ticked = tuple(row for row in specifications.rows if tick(True) in row)
    left_out = tuple(standing.shown_id for standing in on.scope(release.id).targeted)
    matrix = replace(specifications, rows=ticked)
    return replace(rid, specification_matrix=matrix, left_out=left_out)


def _or_none(text: str | None) -> str | None:
    """Sentences of a release; empty where it says that there is nothing to say."""
    return "" if text == NONE else text


def _no_release(register: Register, release: str) -> str:
    if release_file(release) in register.unread:
        return f"releases/{release} cannot be read"
    return f"there is no release {release!r}{suggestion(release, sorted(register.releases))}"


class _RidComposer(Composer):
    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
        release: Release,
        scope: Scope,
    ) -> None:
        super().__init__(register, publication, edition, calendars)
        self.release = release
        self.scope = scope
        self.schedule = self.on.schedule(release.id)

    def rid(self) -> Rid:
        register, release = self.register, self.release
        costs = release.costs
        criteria = criteria_of(register, release)
        facts = facts_of_release(release, self.edition.as_of)
        further = facts.further_additions
        request = pending_request(self.on, release)
        targeted = tuple(self._item(standing) for standing in self.scope.targeted)
        go_live = release.go_live if self._is_without_plan() else self.on.go_live(release.id)
        of_those = partial(statements, release, self.scope.all, self._with_irps)
        party_impacts, party_causes = of_those(about_parties(register))
        operator_impacts, operator_causes = of_those(about_operator(register))
        return Rid(
            code_name=self.code_name,
            code_short=self.code_short,
            administrator=self.administrator,
            release_id=release.id,
            release_name=release.name,
            code_version=facts.code_version,
            classification=self.classification,
            edition=self.edition,
            go_live=go_live,
            annexes=self._annexes(),
            approved=tuple(self._item(standing) for standing in self.scope.approved),
            targeted=targeted,
            further_system=further.system if further else None,
            further_other=further.other if further else None,
            change_requests=self._change_requests(),
            participants=participant_matrix(register, self.scope.all),
            party_impacts=party_impacts,
            operator_impacts=operator_impacts,
            administrator_impacts=_or_none(release.administrator_impacts),
            documents=self._documents(),
            also_named=self._also_named(),
            document_matrix=self._document_matrix(),
            specification_matrix=self._specification_matrix(),
            other_codes=_or_none(release.other_codes),
            assumptions=release.assumptions,
            timetable=self._timetable(),
            timetable_of=None if self._is_without_plan() else self._timetable_of(),
            timetable_unknown=self._is_without_plan(),
            test_strategy=release.test_strategy or (),
            costs=cost_grid(self.on, self.scope),
            cost_total=cost_total(register, self.scope),
            costs_determined=bool(costs and costs.determined),
            has_estimates=has_estimates(register, self.scope),
            operational_costs=(costs.operational if costs else None) or "",
            operational_note=costs.operational_note if costs else None,
            effort=effort_lines(self.on, release),
            operational_criteria=criteria["operational"],
            testing_criteria=criteria["testing"],
            history=self._history(),
            unread=self.unread,
            unsettled=unsettled_of(self.on, release, self.scope),
            go_live_requested=request.to if request is not None else None,
            go_live_until=self.on.release_may_move_until(release.id),
            designated=self._designated(),
            without_statements=release.impact_statements == (),
            go_live_changes=() if self._is_without_plan() else go_live_changes(self.on, release),
            cancelled=cancelled(self.on, release.id, self.body),
            terms=terms_of(register),
            has_unknown_dates=self.schedule is not None and bool(self.schedule.unknown),
            roles=self.roles,
            plan=self._plan(targeted),
            first_page=first_page(
                *(self.on, self.publication, release, self.scope, targeted, go_live),
                planned=not self._is_without_plan(),
                classification_means=self.classification_means,
            ),
            cost_bars=cost_bars(register, self.scope),
            party_causes=party_causes,
            operator_causes=operator_causes,
            phase_totals=phase_totals(register, self.scope),
        )

    def _annexes(self) -> tuple[AnnexLine, ...]:
        return tuple(
            AnnexLine(
                annex.letter,
                annex.title,
                annex.says,
                annex_name(self.edition, annex.letter, annex.file) if annex.file else None,
            )
            for annex in self.publication.annexes
        )

    # Scope.

    def _item(self, standing: Standing) -> ScopeItem:
        verdict = cut_off_for(self.on, standing, self.release.id)
        cut_off = verdict.recorded if verdict is not None else None
        window = verdict.window if verdict is not None else None
        return ScopeItem(
            id=standing.shown_id,
            title=standing.title,
            link=standing.link,
            says=self._with_irps(standing.facts.will or "", (standing,)),
            cut_off=window.day if window else None,
            estimated=cut_off is not None and cut_off.basis == "estimated",
            cut_off_because=cut_off.because if cut_off else None,
            asked=tuple(self._requests(standing)),
            referred_to=self._referred_to(standing),
            elsewhere=tuple(self._elsewhere(standing)),
            cut_off_window=window if window is not None and window.day is None else None,
            cut_off_by_rule=verdict is not None and verdict.basis == "by-rule",
            cut_off_missed=verdict is not None and verdict.state == "missed",
            unconfirmed=place_is_assumed(self.on, standing, self.release.id),
            cut_off_unconfirmed=cut_off_is_assumed(self.on, standing, verdict),
            came_from=from_cancelled(self.on, standing, self.release.id),
            **admission(self.on, standing, self.release.id),
        )

    def _referred_to(self, standing: Standing) -> str | None:
        """Whose decision on an approval is awaited, in words."""
        if not standing.is_referred or standing.decision != "approved":
            return None
        referrals = [e for e in self.on.entries(standing.id) if e.event == "referred"]
        if not referrals or referrals[-1].refer_to is None:
            return None
        return body_in_words(self.register, referrals[-1].refer_to)[0]

    def _elsewhere(self, standing: Standing) -> Iterator[PartElsewhere]:
        """The parts of a modification that are known, and not assumed, to go live apart."""
        for part in standing.parts:
            if part_is_assumed(self.on, standing, part):
                continue
            title = part.part.title or part.id
            if part.release is not None and part.release != self.release.id:
                release = self.register.releases.get(part.release)
                name = release.name if release is not None else part.release
                yield PartElsewhere(title, name, None)
            elif part.release is None and part.day is not None:
                yield PartElsewhere(title, None, part.day)

    def _requests(self, standing: Standing) -> Iterator[tuple[date, str | None]]:
        """The days asked for what this release is to bring in, and of which parts."""
        here = {part.id for part in standing.parts_in(self.release.id)}
        for one in requests_pending(self.on, standing):
            ids = [part.id for part in one.parts if part.id in here]
            if ids and one.entry.to is not None:
                yield one.entry.to, part_title(standing, ids)

    def _with_irps(self, text: str, carriers: tuple[Standing, ...]) -> str:
        text = words.without_stop(text)
        number = irps(self.register, carriers) if "{irps}" in text else None
        return text.replace("{irps}", number or self.register.words.counted.several)

    def _change_requests(self) -> tuple[ScopeItem, ...]:
        return tuple(
            ScopeItem(request.id, request.title, None, words.without_stop(request.will))
            for request in change_requests_of(self.on, self.release)
        )

    # Documents and specifications.

    def _specifications_of(self, standing: Standing) -> dict[str, tuple[str, ...]]:
        return specifications_of(standing, self.release.id)

    def _documents_of(self, standing: Standing) -> list[str]:
        return documents_of(self.register, standing, self.release.id)

    def _ticked_documents(self) -> list[str]:
        ticked = {id_ for standing in self.scope.all for id_ in self._documents_of(standing)}
        return [id_ for id_ in self.register.documents if id_ in ticked]

    def _documents(self) -> tuple[DocumentImpact, ...]:
        found = (self.register.documents[id_] for id_ in self._ticked_documents())
        return tuple(DocumentImpact(document.label, document.title) for document in found)

    def _also_named(self) -> tuple[DocumentImpact, ...]:
        ticked = set(self._ticked_documents())
        notes = {also.document: also.note for also in self.release.also_lists}
        return tuple(
            DocumentImpact(document.label, document.title, words.sentence(notes[id_]))
            for id_, document in self.register.documents.items()
            if id_ in notes and id_ not in ticked
        )

    def _designated(self) -> tuple[DesignatedDocuments, ...]:
        on = register_on(self.register, self.edition.as_of)
        return tuple(
            DesignatedDocuments(
                body_in_words(self.register, designation.by)[0],
                tuple(
                    DocumentImpact(document.label, document.title)
                    for id_, document in self.register.documents.items()
                    if id_ in designation.documents
                ),
                designation.says,
            )
            for designation in designations_of(on, self.release)
        )

    def _document_matrix(self) -> Grid:
        standings = self.scope.all
        documents = {standing.id: self._documents_of(standing) for standing in standings}
        known = {s.id: documents_known_of(s, self.release.id) for s in standings}
        rows = tuple(
            (
                cell(self.register.documents[id_].label, heading=True),
                *(
                    tick((id_ in documents[standing.id]) if known[standing.id] else None)
                    for standing in standings
                ),
            )
            for id_ in self._ticked_documents()
        )
        return Grid(
            (Column(1.3), *(Column(1.0, "center") for _ in standings)),
            tuple(standing.shown_id for standing in standings),
            rows,
        )

    def _specification_matrix(self) -> Grid:
        known = {s.id: documents_known_of(s, self.release.id) for s in self.scope.all}
        standings = [s for s in self.scope.all if self._specifications_of(s) or not known[s.id]]
        specifications = {s.id: self._specifications_of(s) for s in standings}
        rows = []
        for row in self.release.specifications or ():
            ticks = [
                tick(
                    any(
                        in_series(row.version, series)
                        for series in specifications[s.id].get(row.specification, ())
                    )
                    if known[s.id]
                    else None
                )
                for s in standings
            ]
            rows.append(
                (
                    cell(row.specification, heading=True),
                    cell(row.version),
                    cell(row.gbcs or "N/A"),
                    *ticks,
                )
            )
        return Grid(
            (Column(1.3), Column(1.0), Column(1.1), *(Column(1.0, "center") for _ in standings)),
            tuple(standing.shown_id for standing in standings),
            tuple(rows),
        )

    # Timetable.

    def _timetable(self) -> tuple[TimetableRow, ...]:
        if self.schedule is None or self._is_without_plan():
            return ()
        if self.on.cancellation(self.release.id) is not None:
            return ()
        return tuple(self._row(item) for item in self.schedule.milestones.values())

    def _plan(self, targeted: Sequence[ScopeItem]) -> PlanLanes | None:
        if self.schedule is None or not self._timetable():
            return None
        return plan_lanes(self.on, self.schedule, targeted)

    def _row(self, item: Scheduled) -> TimetableRow:
        own_notes = [words.sentence(item.milestone.notes)] if item.milestone.notes else []
        rules = [item.deadline] if item.deadline else []
        rules += [p.rule for p in item.rules if not isinstance(p.rule, InSpan)]
        noted = [words.sentence(phrase_in_words(rule, self._milestone_title)) for rule in rules]
        # Only ever seen in a draft: such a plan is refused otherwise.
        plan = ["The plan contradicts itself about this date."] if item.contradicted else []
        worded = (
            rules_in_sentences(rules, StepNames(self.schedule, self.register.words.steps))
            if self.schedule
            else []
        )
        return TimetableRow(
            item.when,
            item.window if item.when is None else None,
            item.milestone.title,
            " ".join([*own_notes, *noted, *plan]),
            item.milestone.provisional,
            self.schedule is not None and item.id in self.schedule.unknown,
            Worded(
                " ".join([*own_notes, *worded, *plan]),
                body_in_table(self.register, item.milestone.by),
            ),
        )

    def _milestone_title(self, id_: str) -> str:
        if self.schedule is None:
            return id_
        return self.schedule.milestones[id_].milestone.title

    def _timetable_of(self) -> date | None:
        """The day of the plan that the timetable shows, where the document speaks of an
        earlier one. A timeline that says from when its dates are known has a past of its own;
        that of any other is in version control."""
        if self.schedule is None or self.edition.as_of is None:
            return None
        if self.schedule.timeline.known_from is not None:
            return None
        source = self.register.sources.get(self.schedule.timeline.stated_by or "")
        if source is None or not isinstance(source.dated, date):
            return None
        return source.dated if self.edition.as_of < source.dated else None

    def _is_without_plan(self) -> bool:
        """Whether it is of a version of which too little is known to print a plan under its name:
        the one that is known is of a later day."""
        return self.edition.state == "reconstructed" and self._timetable_of() is not None

    def _history(self) -> tuple[HistoryRow, ...]:
        day = self.edition.as_of
        return tuple(
            HistoryRow(version.version, version.dated, version.changes)
            for version in self.publication.versions
            if day is None or (version.dated is not None and version.dated <= day)
        )
