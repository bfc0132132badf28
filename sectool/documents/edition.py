"""Which state of the register a document shows, for documents that have no versions."""

from __future__ import annotations

from datetime import date

from sectool.documents.rid import Edition
from sectool.model.publication import Publication


def edition_on(publication: Publication, as_of: date | None, *, draft: bool) -> Edition:
    """As of the day asked, else as the publication says of itself.

    It is issued where that is its own day; of any other day it is a working copy.
    """
    own = publication.as_of or publication.dated
    day = as_of or own
    return Edition("", publication.dated, day, issued=day == own, draft=draft)
