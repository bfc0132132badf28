"""The documents and parts that modifications have changed and that are in force, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import shortly
from sectool.history import WHOLE
from sectool.model.register import Register
from sectool.queries.affected_documents import documents_are_known, documents_of_part, label_of
from sectool.queries.impacts import affects, is_silent_about
from sectool.queries.in_force import InForce, in_force_on
from sectool.values import dataclass

__all__ = ["ChangeInForce", "InForce", "PartsInForce", "parts_in_force"]


@dataclass(frozen=True)
class ChangeInForce:
    """A document that a part in force changes; `document` is "" where none is recorded."""

    document: str
    label: str
    one: InForce

    @property
    def title(self) -> str:
        """The part's title, else that of the modification, where it goes as a whole."""
        part = self.one.part
        return part.part.title or (self.one.standing.title if part.id == WHOLE else part.id)

    @property
    def since(self) -> str:
        """Its first day; with *, a day on which it was seen in force."""
        if self.one.since is not None:
            return shortly(self.one.since)
        return f"{shortly(self.one.by)}*"

    @property
    def is_not_recorded(self) -> bool:
        """Whether nobody said which documents it changes."""
        return not self.document and not documents_are_known(self.one.part.part)


@dataclass(frozen=True)
class PartsInForce:
    """What is in force on a day, of all or of what affects one participant.

    `silent` are modifications whose impacts nobody recorded: they may affect it too.
    """

    register: Register
    parts: tuple[InForce, ...]
    changes: tuple[ChangeInForce, ...]
    silent: tuple[str, ...]

    def in_order(self) -> list[ChangeInForce]:
        """By document, in the order of the register, then by day, then by number."""
        order = {id_: index for index, id_ in enumerate(self.register.documents)}
        last = len(order)
        return sorted(self.changes, key=lambda one: (order.get(one.document, last), one.one.by))

    def notes_in_words(self) -> Iterator[str]:
        """What a reader of the rows has to know."""
        if any(one.since is None for one in self.parts):
            yield "* seen in force on this day; the start date is not recorded"
        if any(not one.confirmed for one in self.parts):
            yield "assumed: its day has come; no entry says yet that it went live"
        if any(change.is_not_recorded for change in self.changes):
            yield "not recorded: no source here says which documents it changes"

    def left_out_in_words(self) -> str | None:
        if not self.silent:
            return None
        ids = ", ".join(self.silent)
        return f"left out, because no impact is recorded of them at all: {ids}"


def parts_in_force(register: Register, day: date, party: str | None = None) -> PartsInForce:
    """What is in force on a day; with a party, what affects that participant."""
    everything = list(in_force_on(register, day))
    found = [one for one in everything if party is None or affects(register, one.standing, party)]
    changes = [
        ChangeInForce(document, _label(register, document, one), one)
        for one in found
        for document in documents_of_part(register, one.part.part) or [""]
    ]
    silent = (
        one.standing.shown_id
        for one in everything
        if party is not None and is_silent_about(register, one.standing, party)
    )
    return PartsInForce(register, tuple(found), tuple(changes), tuple(dict.fromkeys(silent)))


def _label(register: Register, document: str, one: InForce) -> str:
    if document:
        return label_of(register, document)
    return "–" if documents_are_known(one.part.part) else "not recorded"
