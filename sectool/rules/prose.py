"""Every text of a register that a document prints, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address
from sectool.model.register import (
    Register,
    modification_file,
    publication_file,
    reference,
    release_file,
    timeline_file,
)


def prose_of(register: Register) -> Iterator[tuple[Address, str]]:
    """(place, text) in the order of the files."""
    for address, text in _texts(register):
        if text is not None:
            yield address, text


def _texts(register: Register) -> Iterator[tuple[Address, str | None]]:
    if register.criteria is not None:
        for group in ("operational", "testing"):
            for index, text in enumerate(getattr(register.criteria, group)):
                yield reference("criteria", group, index), text
    for id_, modification in register.modifications.items():
        where = Address(modification_file(id_))
        yield where.at("title"), modification.title
        yield where.at("will"), modification.will
        for index, cost in enumerate(modification.costs):
            yield where.at("costs", index, "note"), cost.note
        for number, entry in enumerate(modification.history):
            yield where.at("history", number, "will"), entry.will
            for index, cost in enumerate(entry.costs or ()):
                yield where.at("history", number, "costs", index, "note"), cost.note
    for id_, release in register.releases.items():
        where = Address(release_file(id_))
        for index, request in enumerate(release.change_requests):
            yield where.at("change-requests", index, "title"), request.title
            yield where.at("change-requests", index, "will"), request.will
        for index, also in enumerate(release.also_lists):
            yield where.at("also-lists", index, "note"), also.note
        for index, statement in enumerate(release.impact_statements):
            yield where.at("impact-statements", index, "says"), statement.says
        yield where.at("administrator-impacts"), release.administrator_impacts
        yield where.at("other-codes"), release.other_codes
        for key in ("assumptions", "test_strategy"):
            for index, text in enumerate(getattr(release, key)):
                yield where.at(key.replace("_", "-"), index), text
        for index, effort in enumerate(release.secas_effort):
            yield where.at("secas-effort", index, "for"), effort.for_
    for id_, timeline in register.timelines.items():
        for name, milestone in timeline.milestones.items():
            where = Address(timeline_file(id_), ("milestones", name))
            yield where.at("title"), milestone.title
            yield where.at("notes"), milestone.notes
    for name, publication in register.publications.items():
        where = Address(publication_file(name))
        for index, version in enumerate(publication.versions):
            yield where.at("versions", index, "changes"), version.changes
        for index, annex in enumerate(publication.annexes):
            yield where.at("annexes", index, "title"), annex.title
            yield where.at("annexes", index, "says"), annex.says
