"""An entry is dated after the document that it is taken from.

A document can say what is to come; what it says has happened, happened by its day. Either the day
of the entry or its source is wrong, or the entry records as done what was only 'expected'. In this
example, the plan is dated 9 January 2029.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-16    # M123
      event: raised
      as: MP
      source: plan

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP, source: plan}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.modification import Entry
from sectool.model.register import Register, modification_file, reference, release_file
from sectool.model.release import ReleaseEntry
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"sources"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    for id_, modification in register.modifications.items():
        for index, entry in enumerate(modification.history):
            where = Address(modification_file(id_), ("history", index))
            yield from _found(register, entry, where)
    for id_, release in register.releases.items():
        for index, event in enumerate(release.history):
            yield from _found(register, event, Address(release_file(id_), ("history", index)))


def _found(register: Register, entry: Entry | ReleaseEntry, where: Address) -> Iterator[Finding]:
    source = register.sources.get(entry.source or "")
    if source is None or source.dated is None:
        return
    for key, when in (("date", entry.date), ("seen", entry.seen)):
        if when is not None and first_day(when) > last_day(source.dated):
            yield Finding(
                f"{plainly(when)} is after the day of its source {entry.source!r}, "
                f"{plainly(source.dated)}",
                where.at(key),
                "what a document says is to come is an entry of its day: 'event: expected'",
                related=(
                    Related("the source is dated here", reference("sources", entry.source or "")),
                ),
                about=(str(entry.source),),
            )
