"""Which paper a publication is, whatever its file is called."""

from __future__ import annotations

from sectool.model.publication import Publication
from sectool.model.register import Register

Paper = tuple[str, ...]


def paper_of(publication: Publication) -> Paper:
    """The kind of a publication and its subject, which no other publication has.

    A RID is that of its release, a letter that of its request and day, any other that of its day
    and of those to whom it goes.
    """
    if publication.kind == "rid":
        return ("rid", publication.release or "")
    requested, meeting, recipient = (
        publication.requested,
        publication.meeting,
        publication.recipient,
    )
    return (
        publication.kind,
        str(publication.dated or ""),
        *((requested.modification, requested.part) if requested is not None else ()),
        *((meeting.body, str(meeting.date)) if meeting is not None else ()),
        *((recipient.short,) if recipient is not None else ()),
    )


def papers_of(register: Register) -> dict[Paper, list[str]]:
    """The names of the publications that are one paper; first those of which something went out."""
    papers: dict[Paper, list[str]] = {}
    names = register.publications
    for name in sorted(names, key=lambda name: (not register.issued.get(name), name)):
        papers.setdefault(paper_of(names[name]), []).append(name)
    return papers
