"""What went out, compared with what the register gives now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sectool.building import NOT_BUILT, Built, build, build_now
from sectool.issuing.rebuild import as_issued, content_of
from sectool.load import Loaded
from sectool.model.issued import Issue
from sectool.model.register import publication_file
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import register_on
from sectool.values import dataclass

if TYPE_CHECKING:
    from sectool.compare import Change

State = Literal["agrees", "reworded", "superseded", "differs", "unknown"]


@dataclass(frozen=True)
class ComparedIssue:
    """An issued version beside the register: what it said otherwise, or why nobody can tell."""

    name: str
    record: Issue
    state: State
    changes: tuple[Change, ...] = ()
    because: str = ""
    by: str = ""  # the version that replaced it


def compared_issues(root: Path, loaded: Loaded, name: str | None = None) -> list[ComparedIssue]:
    """Every issued version of a publication, or of all; the last of each against the register.

    Those before were replaced by it.
    """
    names = [name] if name is not None else list(loaded.register.issued)
    return [
        _compared(root, loaded, each, record)
        if record is records[-1]
        else ComparedIssue(each, record, "superseded", by=records[-1].version)
        for each in names
        for records in [loaded.register.issued.get(each, ())]
        for record in records
    ]


def _compared(root: Path, loaded: Loaded, name: str, record: Issue) -> ComparedIssue:
    publication = loaded.register.publications.get(name)
    if publication is None:
        because = f"{publication_file(name)} cannot be read"
        return ComparedIssue(name, record, "unknown", because=because)
    try:
        own = build(loaded, name, record.as_of)
        # A RID holds until its next version goes out. The others speak of their day alone.
        now = build_now(loaded, name) if publication.versions else own
        before = own
        if own.imprint.fingerprint != record.fingerprint:
            before = as_issued(root, name, record)
    except Unavailable as error:
        return ComparedIssue(name, record, "unknown", because=str(error))
    except NOT_BUILT as error:
        because = f"it cannot be built any more: {error}"
        return ComparedIssue(name, record, "differs", because=because)
    # Imported here and below: a build compares only where a record and the register disagree.
    from sectool.compare import changes_between

    working = register_on(loaded.register, None).calendars.working
    changes = changes_between(before.document, now.document, working)
    if changes:
        return ComparedIssue(name, record, "differs", changes)
    state: State = "agrees" if content_of(own) == record.content else "reworded"
    return ComparedIssue(name, record, state)


def issued_otherwise(root: Path, loaded: Loaded, name: str, built: Built) -> Issue | None:
    """The record of a version that went out, where a document built as that says something else.

    Its files would take the names of those that went out. Another fingerprint alone is no other
    fact: a later sectool may compose the same facts otherwise. Where nobody can tell, it is let go.
    """
    edition = built.edition
    if edition.draft or not edition.issued:
        return None
    for record in reversed(loaded.register.issued.get(name, ())):
        same = record.version == edition.version if edition.version else True
        if same and record.as_of == edition.as_of:
            break
    else:
        return None
    if record.fingerprint == built.imprint.fingerprint:
        return None
    try:
        before = as_issued(root, name, record)
    except (Unavailable, *NOT_BUILT):
        return None
    from sectool.compare import changes_between

    return record if changes_between(before.document, built.document, None) else None
