"""A text goes live later than the milestone by which it has to be in force.

Users test what some documents say, so a change of such a document cannot wait for the go-live of
its release: it needs a part of its own that goes into an earlier one. The document says so under
`in-force-by`, and under `only-where` to which changes that applies. Whether a modification is such
a case only people can judge: for one that is not, a waiver says why.

Bad:

    # reference/documents.yaml
    section-a:
      label: Section A
      title: Definitions and Interpretation
    section-h:
      label: Section H
      title: DCC Services
      in-force-by:
        milestone: uit-starts
        only-where: a Service Request is new or changed
        source: plan
    schedule-8:
      label: Schedule 8
      title: Great Britain Companion Specification
    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: let Suppliers see more of what happens to their requests
    impacts: {suppliers: true, dcc: testing}
    documents: [section-a, section-h]    # T118
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}

Good:

    # reference/documents.yaml
    section-a:
      label: Section A
      title: Definitions and Interpretation
    section-h:
      label: Section H
      title: DCC Services
      in-force-by: uit-starts
    schedule-8:
      label: Schedule 8
      title: Great Britain Companion Specification
    # releases/2030-02/release.yaml
    id: 2030-02
    name: February 2030 SEC Release
    kind: scheduled
    go-live: 2030-02-28
    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: let Suppliers see more of what happens to their requests
    impacts: {suppliers: true, dcc: testing}
    parts:
      tests: {documents: [section-h]}
      rest: {documents: [section-a]}
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
    - {date: 2029-02-09, event: scheduled, part: tests, release: 2030-02}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full, last_day
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.history import WHOLE, PartStanding
from sectool.model.modification import Modification
from sectool.model.reference import InForceBy
from sectool.model.register import Register, modification_file, reference
from sectool.rules.go_lives import first_go_live_of
from sectool.rules.rule import Subject
from sectool.rules.unread import never_in_a_timeline
from sectool.schedule import Schedule
from sectool.schedule.bounds import latest_of, stands_here, until_when

SEVERITY = Severity.WARNING
NEEDS = {
    "bodies",
    "calendar",
    "documents",
    "specifications",
    "modifications",
    "timelines",
    "releases",
}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    wanted = {
        id_: document.in_force_by
        for id_, document in register.documents.items()
        if document.in_force_by is not None
    }
    for id_, want in wanted.items():
        message = never_in_a_timeline(register, want.milestone)
        if message is not None:
            address = reference("documents", id_, "in-force-by", "milestone")
            yield Finding(message, address, "until one has it, this is never checked")
    found: set[tuple[str, str, str]] = set()
    for release, schedule in sorted(subject.schedules.items()):
        scope = subject.scopes.get(release)
        for standing in scope.all if scope is not None else ():
            for part in standing.parts:
                for document in sorted(_changed(register, part) & wanted.keys()):
                    # One release is enough: the part has to go into an earlier one anyway.
                    key = (standing.id, part.id, document)
                    late = (
                        None if key in found else _late(subject, schedule, part, wanted[document])
                    )
                    if late is not None:
                        found.add(key)
                        yield _finding(register, schedule, key, wanted[document], late, part)


def _changed(register: Register, part: PartStanding) -> set[str]:
    """The documents that a part names, and those that hold the specifications it names."""
    series = (register.specifications.get(name) for name in part.part.specifications or ())
    return {
        *(part.part.documents or ()),
        *(found.schedule for found in series if found is not None),
    }


def _late(
    subject: Subject, schedule: Schedule, part: PartStanding, want: InForceBy
) -> tuple[date, Address] | None:
    """The go-live of a part, where it surely lies after the milestone; a part that has no release
    yet, or one without a date, may still be in time."""
    row = schedule.milestones.get(want.milestone)
    latest = latest_of(row) if row is not None else None
    go_live = first_go_live_of(subject, part.release) if part.release is not None else None
    if latest is None or go_live is None or go_live[0] <= latest:
        return None
    return go_live


def _finding(
    register: Register,
    schedule: Schedule,
    key: tuple[str, str, str],
    want: InForceBy,
    go_live: tuple[date, Address],
    part: PartStanding,
) -> Finding:
    id_, _, document = key
    row = schedule.milestones[want.milestone]
    where = f" where {want.only_where}" if want.only_where is not None else ""
    reason = "; ".join(
        reason
        for reason in (want.because, want.source and f"source: {want.source}")
        if reason is not None
    )
    judge = ", or waive this with the reason" if want.only_where is not None else ""
    return Finding(
        f"{register.documents[document].label} has to be in force by {want.milestone!r} of "
        f"{schedule.release} ({until_when(row)}){where}; this text goes live with {part.release}, "
        f"on {in_full(go_live[0])}",
        _place(register.modifications[id_], part.id, document),
        f"let it go into an earlier release as a part of its own{judge}",
        (
            stands_here(row),
            Related(f"{part.release} goes live here", go_live[1]),
            Related(reason or "the document asks for it here", _in_force_by(document)),
        ),
    )


def _in_force_by(document: str) -> Address:
    return Address(reference("documents").file, (document, "in-force-by"))


def _place(modification: Modification, part: str, document: str) -> Address:
    """Where a modification last says that a part of it changes a document."""
    top = Address(modification_file(modification.id))
    places = [(top, modification.documents, modification.parts)]
    history = enumerate(modification.history)
    for index, entry in sorted(history, key=lambda item: last_day(item[1].when)):
        places.append((top.at("history", index), entry.documents, entry.parts))
    for address, documents, parts in reversed(places):
        if part in parts:
            address, documents = address.at("parts", part), parts[part].documents
        elif part != WHOLE:
            continue
        if documents is not None and document in documents:
            return address.at("documents", documents.index(document))
    return top.at("parts", part) if part in modification.parts else top.at("specifications")
