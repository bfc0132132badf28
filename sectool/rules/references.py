"""Every name that one file of a register uses for something in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sectool.diagnostic import Address
from sectool.model.modification import Entry, Modification
from sectool.model.register import (
    Register,
    modification_file,
    publication_file,
    reference,
    release_file,
    timeline_file,
)
from sectool.model.release import Release
from sectool.queries.affected_documents import ALL_PARTIES

Kind = Literal[
    "source",
    "body",
    "document",
    "specification",
    "cost phase",
    "modification",
    "release",
    "part of this modification",
    "participant or DCC area",
]
# Milestones are known to their own timeline alone: "milestone of 2022-11" is a kind for each.
_MILESTONE_OF = "milestone of "


@dataclass(frozen=True)
class Reference:
    """A name used somewhere, and the kind of thing it should name."""

    kind: Kind | str
    name: str
    address: Address


_FILES: dict[Kind | str, str] = {
    "source": "sources",
    "body": "bodies",
    "document": "documents",
    "specification": "specifications",
    "cost phase": "cost_phases",
    "participant or DCC area": "parties",
}


def file_of(kind: Kind | str, name: str) -> str:
    """The file in which something of a kind is found."""
    match kind:
        case "modification":
            return modification_file(name)
        case "release":
            return release_file(name)
        case "part of this modification":
            return ""
        case _ if kind.startswith(_MILESTONE_OF):
            return timeline_file(kind.removeprefix(_MILESTONE_OF))
        case _:
            return reference(_FILES[kind]).file


def names_known(register: Register) -> dict[Kind | str, set[str]]:
    """What there is of each kind. Parts are known to their own modification alone."""
    parties = register.parties
    return {
        "source": set(register.sources),
        "body": {body.short for body in register.bodies.values()},
        "document": set(register.documents),
        "specification": set(register.specifications),
        "cost phase": set(register.cost_phases),
        "modification": set(register.modifications),
        "release": set(register.releases),
        "part of this modification": set(),
        "participant or DCC area": (
            {ALL_PARTIES, *parties.participants, *parties.dcc_areas} if parties else set()
        ),
        **{
            _MILESTONE_OF + id_: set(timeline.milestones)
            for id_, timeline in register.timelines.items()
        },
    }


def references_of(register: Register) -> Iterator[Reference]:
    """All references of a register, in the order of its files."""
    yield from _in_reference(register)
    for modification in register.modifications.values():
        yield from _in_modification(modification)
    for release in register.releases.values():
        yield from _in_release(release)
    for id_, timeline in register.timelines.items():
        where = Address(timeline_file(id_))
        yield from _named("source", timeline.stated_by, where.at("stated-by"))
        for name, milestone in timeline.milestones.items():
            here = where.at("milestones", name)
            yield from _named("source", milestone.source, here.at("source"))
            yield from _named("body", milestone.by, here.at("by"))
            yield from _named(_MILESTONE_OF + id_, milestone.paper_for, here.at("paper-for"))
            for index, rule in enumerate(milestone.rules):
                yield from _named("source", rule.source, here.at("rules", index, "source"))
    for name, publication in register.publications.items():
        where = Address(publication_file(name))
        yield from _named("release", publication.release, where.at("release"))
        yield from _named("source", publication.source, where.at("source"))
        if publication.meeting is not None:
            yield from _named("body", publication.meeting.body, where.at("meeting", "body"))


def _named(kind: Kind | str, name: str | None, address: Address) -> Iterator[Reference]:
    if name is not None:
        yield Reference(kind, name, address)


def _all(kind: Kind, names: tuple[str, ...], address: Address) -> Iterator[Reference]:
    for index, name in enumerate(names):
        yield Reference(kind, name, address.at(index))


def _in_reference(register: Register) -> Iterator[Reference]:
    for id_, body in register.bodies.items():
        where = reference("bodies", id_)
        yield from _named("source", body.source, where.at("source"))
        for index, other in enumerate(body.known_as):
            yield from _named("source", other.source, where.at("known-as", index, "source"))
        for index, meeting in enumerate(body.meetings):
            yield from _named("source", meeting.source, where.at("meetings", index, "source"))
        for index, power in enumerate(body.powers):
            yield from _named("source", power.source, where.at("powers", index, "source"))
    calendar = register.calendar
    if calendar is not None:
        yield from _named("source", calendar.source, reference("calendar", "source"))
        for index, row in enumerate(calendar.holidays):
            address = reference("calendar", "holidays", index, "source")
            yield from _named("source", row.source, address)
    for id_, document in register.documents.items():
        for index, stated in enumerate(document.stated):
            address = reference("documents", id_, "stated", index, "source")
            yield from _named("source", stated.source, address)
        if document.in_force_by is not None:
            address = reference("documents", id_, "in-force-by", "source")
            yield from _named("source", document.in_force_by.source, address)
    for name, series in register.specifications.items():
        address = reference("specifications", name, "schedule")
        yield from _named("document", series.schedule, address)
    for term, found in register.glossary.items():
        for index, stated in enumerate(found.stated):
            address = reference("glossary", term, "stated", index, "source")
            yield from _named("source", stated.source, address)
    if register.criteria is not None:
        address = reference("criteria", "source")
        yield from _named("source", register.criteria.source, address)
    for index, rate in enumerate(register.day_rates):
        yield from _named("source", rate.source, reference("day_rates", index, "source"))
    for id_, phase in register.test_phases.items():
        address = reference("test_phases", id_, "reviewed-by")
        yield from _named("body", phase.reviewed_by, address)
    for id_, vocabulary in register.vocabularies.items():
        yield from _named("source", vocabulary.source, reference("vocabularies", id_, "source"))
    for index, lead in enumerate(register.lead_times):
        yield from _named("source", lead.source, reference("lead_times", index, "source"))


def _in_modification(modification: Modification) -> Iterator[Reference]:
    where = Address(modification_file(modification.id))
    yield from _facts(modification, where)
    for index, stated in enumerate(modification.stated):
        yield from _named("source", stated.source, where.at("stated", index, "source"))
    parts = set(modification.parts).union(*(entry.parts or () for entry in modification.history))
    for index, entry in enumerate(modification.history):
        here = where.at("history", index)
        yield from _facts(entry, here)
        yield from _named("source", entry.source, here.at("source"))
        if entry.by != "proposer" or entry.event != "referred":
            yield from _named("body", entry.by, here.at("by"))
        yield from _named("release", entry.release, here.at("release"))
        yield from _named("body", entry.refer_to, here.at("refer-to"))
        yield from _all("modification", entry.into, here.at("into"))
        # `part:` may be written as one or as a list; the whole value is close enough.
        for part in entry.part:
            if part not in parts:
                yield Reference("part of this modification", part, here.at("part"))


def _facts(holder: Modification | Entry, where: Address) -> Iterator[Reference]:
    yield from _all("document", holder.documents or (), where.at("documents"))
    for name in holder.specifications or {}:
        yield Reference("specification", name, where.of_key("specifications", name))
    for id_, part in (holder.parts or {}).items():
        here = where.at("parts", id_)
        yield from _all("document", part.documents, here.at("documents"))
        for name in part.specifications:
            yield Reference("specification", name, here.of_key("specifications", name))
    for index, cost in enumerate(holder.costs or ()):
        yield from _all("cost phase", cost.phases, where.at("costs", index, "phases"))


def _in_release(release: Release) -> Iterator[Reference]:
    where = Address(release_file(release.id))
    yield from _named("source", release.source, where.at("source"))
    for index, request in enumerate(release.change_requests):
        yield from _named("source", request.source, where.at("change-requests", index, "source"))
    for index, row in enumerate(release.specifications):
        here = where.at("specifications", index, "specification")
        yield from _named("specification", row.specification, here)
    for index, also in enumerate(release.also_lists):
        yield from _named("document", also.document, where.at("also-lists", index, "document"))
    for index, statement in enumerate(release.impact_statements):
        here = where.at("impact-statements", index)
        yield from _named("participant or DCC area", statement.for_, here.at("for"))
        yield from _all("modification", statement.rests_on, here.at("rests-on"))
    for index, entry in enumerate(release.history):
        here = where.at("history", index)
        yield from _named("source", entry.source, here.at("source"))
        yield from _named("body", entry.by, here.at("by"))
    for index, stated in enumerate(release.stated):
        yield from _named("source", stated.source, where.at("stated", index, "source"))
