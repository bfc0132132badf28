"""Which documents and specifications of the Code a modification changes."""

from __future__ import annotations

from sectool.history import Scope, Standing
from sectool.model.modification import Part
from sectool.model.register import Register

# A modification that papers gave by its number alone has this for a title.
NO_TITLE = "(title not recorded)"

# Whom an impact statement is about when it is about everybody.
ALL_PARTIES = "all-parties"


def title_of(standing: Standing) -> str | None:
    """The title, where one is recorded."""
    return None if standing.title == NO_TITLE else standing.title


def specifications_of(standing: Standing, release: str) -> dict[str, tuple[str, ...]]:
    """The series of each Technical Specification that the parts going to a release change."""
    found: dict[str, tuple[str, ...]] = {}
    for part in standing.parts_in(release):
        for name, series in (part.part.specifications or {}).items():
            found[name] = (*found.get(name, ()), *series)
    return found


def documents_of_part(register: Register, part: Part) -> list[str]:
    """The documents that a part changes, in the order of the Code.

    Those named, the Schedule that holds each specification changed, and the documents that
    list all specifications (Schedule 11): domain.md c-10.
    """
    found = set(part.documents or ())
    found |= {
        register.specifications[name].schedule
        for name in part.specifications or ()
        if name in register.specifications
    }
    if part.specifications:
        found |= {id_ for id_, doc in register.documents.items() if doc.lists_specifications}
    return [id_ for id_ in register.documents if id_ in found] + sorted(
        found - register.documents.keys()
    )


def documents_of(register: Register, standing: Standing, release: str | None = None) -> list[str]:
    """The documents that its parts change: those going to a release, or all (None)."""
    parts = standing.parts if release is None else standing.parts_in(release)
    found = [name for part in parts for name in documents_of_part(register, part.part)]
    return list(dict.fromkeys(found))


def documents_changed(register: Register, scope: Scope) -> set[str]:
    """The documents that some modification in a scope changes."""
    return {id_ for s in scope.all for id_ in documents_of(register, s, scope.release)}


def series_changed(scope: Scope) -> dict[tuple[str, str], set[str]]:
    """The specification series that a scope changes, and the modifications that do."""
    changed: dict[tuple[str, str], set[str]] = {}
    for standing in scope.all:
        for name, series in specifications_of(standing, scope.release).items():
            for one in series:
                changed.setdefault((name, one), set()).add(standing.id)
    return changed


def documents_are_known(part: Part) -> bool:
    """Whether somebody said what a part changes: one of documents and specifications tells both."""
    return part.documents is not None or part.specifications is not None


def documents_known_of(standing: Standing, release: str) -> bool:
    """Whether what goes with a release is known to change these documents and no others."""
    return all(documents_are_known(part.part) for part in standing.parts_in(release))


def known_documents_of_part(register: Register, part: Part) -> list[str] | None:
    """The documents that a part changes; None where nobody said which, or that there are none."""
    return documents_of_part(register, part) if documents_are_known(part) else None


def known_documents_of(register: Register, standing: Standing) -> list[str] | None:
    """Those of all its parts of which it is known; None where it is known of none of them."""
    if not any(documents_are_known(part.part) for part in standing.parts):
        return None
    return documents_of(register, standing)


def label_of(register: Register, document: str) -> str:
    """What a document is called for short."""
    return register.documents[document].label if document in register.documents else document


def in_series(version: str, series: str) -> bool:
    """Whether a version belongs to a series: v3.3 to v3, but v30.1 not."""
    one, other = version.removeprefix("v").split("."), series.removeprefix("v").split(".")
    return one[: len(other)] == other
