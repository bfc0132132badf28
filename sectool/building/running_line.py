"""The line at the foot of every page: which paper it is, who may read it, and of which day."""

from __future__ import annotations

from typing import Any

from sectool.dates import in_words
from sectool.documents.edition import Edition
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.document_kinds import called_in_short

_BETWEEN = " · "


def running_line(register: Register, publication: Publication, edition: Edition, value: Any) -> str:
    """`RID 2022-11 v0.4 · White · 23 November 2021`: what a page alone has to say of its paper.

    What has not simply gone out says so last. A day is in words, as everywhere in a document.
    """
    subject = publication.release or (
        publication.requested.modification if publication.requested is not None else ""
    )
    kind = called_in_short(register, publication.kind)
    paper = getattr(value, "reference", "") or f"{kind} {subject}".strip()
    if edition.version:
        paper += f" v{edition.version}"
    # A working copy is of the day that it speaks of.
    day = edition.dated if edition.of_its_day else edition.as_of
    pieces = (
        paper,
        getattr(value, "classification", None) or "",
        in_words(day) if day is not None and not edition.draft else "",
        "" if edition.issued and not edition.reissue else edition.status,
    )
    return _BETWEEN.join(piece for piece in pieces if piece)
