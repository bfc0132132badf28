"""The kinds of documents beside the RID: how each is composed and worded, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sectool.documents.rid import Edition
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.schedule import Calendars

# Composes a document as a value: a frozen dataclass of facts, worded by the kind's template.
# A change that the register does not hold cannot be written: CannotCompose says what is missing.
Compose = Callable[[Register, Publication, Edition, Calendars], Any]


class CannotCompose(Exception):
    """The register does not hold what this document is about; the message says what is missing."""


@dataclass(frozen=True)
class Kind:
    """A kind of document. `module` holds its `compose`; it is imported when one is built.

    One that people send by `mail` has a page of HTML that mail programs can take over.
    """

    name: str
    title: str
    module: str
    template: str
    mail: bool = False

    @property
    def compose(self) -> Compose:
        found: Compose = import_module(f"sectool.documents.{self.module}").compose
        return found


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("letter", "Letter", "letter", "letter.md.j2"),
        Kind("status-report", "Change Status Report", "status_report", "status-report.md.j2"),
        Kind("cross-code", "Cross-code update", "cross_code", "cross-code.md.j2"),
        Kind("newsletter", "Newsletter", "newsletter", "newsletter.md.j2", mail=True),
    )
}
