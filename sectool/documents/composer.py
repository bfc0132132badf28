"""What every document is composed from, and the facts that stand at the head of most."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sectool.documents.edition import Edition
from sectool.documents.paper_references import reference_of
from sectool.documents.roles import Roles, roles_of
from sectool.history import Standing
from sectool.model.modification import Entry
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.assumed import (
    Unconfirmed,
    fact_assumed_by,
    unconfirmed_by,
    unconfirmed_facts,
)
from sectool.queries.bodies import body_in_words
from sectool.queries.register_on import register_on
from sectool.schedule import Calendars


class Composer:
    """The register on the day of an edition of a publication."""

    def __init__(
        self,
        register: Register,
        publication: Publication,
        edition: Edition,
        calendars: Calendars,
    ) -> None:
        self.register = register
        self.publication = publication
        self.edition = edition
        self.calendars = calendars
        self.as_of = edition.as_of
        self.on = register_on(register, edition.as_of)
        self.cycle = register.life_cycle

    # The head of a document.

    @property
    def code_name(self) -> str:
        settings = self.register.settings
        return settings.code.name if settings is not None else ""

    @property
    def code_short(self) -> str:
        settings = self.register.settings
        return settings.code.short if settings is not None else ""

    @property
    def administrator(self) -> str:
        settings = self.register.settings
        return settings.administrator if settings is not None else ""

    @property
    def website(self) -> str | None:
        settings = self.register.settings
        return settings.website if settings is not None else None

    @property
    def classification(self) -> str:
        """Its own, else that of all documents of the register."""
        settings = self.register.settings
        usual = settings.classification if settings is not None else ""
        return self.publication.classification or usual

    @property
    def classification_means(self) -> str:
        """What that means for readers, where the Code says so."""
        return self.register.words.classifications.get(self.classification, "")

    @property
    def reference(self) -> str | None:
        return reference_of(self.publication, self.calendars)

    @property
    def speaks_of(self) -> date | None:
        """The day that a working copy speaks of; None for the paper itself."""
        return None if self.edition.of_its_day else self.edition.as_of

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that a draft names, since what they hold is missing from it."""
        return tuple(sorted(self.register.broken)) if self.edition.draft else ()

    # What all ask of the register.

    @property
    def standings(self) -> tuple[Standing, ...]:
        return self.on.standings

    def history_of(self, standing: Standing) -> tuple[Entry, ...]:
        """The entries of a modification until the day."""
        return self.on.entries(standing.id)

    def unconfirmed(self, *entries: Entry | None) -> Unconfirmed:
        """What is assumed of what a row says from some entries."""
        return unconfirmed_by(self.on, *entries)

    def giving(self, standing: Standing, name: str) -> Entry | None:
        """The entry that gives a fact which a row prints, where it is assumed."""
        return fact_assumed_by(self.on, standing, name)

    def unconfirmed_facts(
        self, standing: Standing, *names: str, given_by: Iterable[Entry | None] = ()
    ) -> tuple[str, ...]:
        """Those of some facts of a row that are assumed, but for what its own entries give."""
        return unconfirmed_facts(self.on, standing, names, *given_by)

    @property
    def roles(self) -> Roles:
        """Who has which role on the day; a document about a release asks for that of its plan."""
        return roles_of(self.on, self.publication.release)

    def body(self, short: str | None) -> str | None:
        """A body as a sentence names it: `Change Board` for `CB`, but `Panel`."""
        return body_in_words(self.register, short)[0] if short else None
