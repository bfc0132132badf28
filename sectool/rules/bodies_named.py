"""Bodies that a phrase names and nobody knows: by their meetings, or by their Working Days."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.nodes import Phrase, Rule, bodies_counted, bodies_of
from sectool.diagnostic import Address, Finding
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread


def unknown_bodies(phrase: Phrase | Rule, where: Address, subject: Subject) -> Iterator[Finding]:
    """A finding at each word that should be the name of a body; none while these are unread."""
    if any_unread(subject.register, "bodies"):
        return
    for body, words in (*bodies_of(phrase), *bodies_counted(phrase)):
        if subject.register.body_called(body) is None:
            meant = subject.calendars.body_meant(body)
            here = Address(where.file, where.path, within=words)
            yield Finding(f"there is no body called {body!r}{meant}", here)
