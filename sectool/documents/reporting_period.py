"""Since when things are new in a document: what came after that day, the day itself left out."""

from __future__ import annotations

from datetime import date

from sectool.model.publication import Publication
from sectool.model.register import Register


def reported_until(register: Register, publication: Publication, day: date) -> date | None:
    """The day of which the document of the same kind before a day spoke: it told all up to then.

    Of papers for other codes, those for the same code count.
    """
    days = [
        spoken
        for other in register.publications.values()
        if other is not publication
        and other.kind == publication.kind
        and _goes_to(other) == _goes_to(publication)
        and (spoken := other.as_of or other.dated) is not None
        and spoken < day
    ]
    return max(days, default=None)


def _goes_to(publication: Publication) -> str | None:
    return publication.recipient.short if publication.recipient is not None else None
