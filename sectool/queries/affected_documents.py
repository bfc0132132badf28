"""What a modification changes in a release: facts that documents and rules both derive."""

from __future__ import annotations

from sectool.history import Standing
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
        for name, series in part.part.specifications.items():
            found[name] = (*found.get(name, ()), *series)
    return found


def documents_of(register: Register, standing: Standing, release: str) -> set[str]:
    """The documents that the parts going to a release change.

    Those named, the Schedule that holds each specification changed, and the documents that
    list all specifications (Schedule 11): domain.md c-10.
    """
    found = {name for part in standing.parts_in(release) for name in part.part.documents}
    specifications = specifications_of(standing, release)
    found |= {
        register.specifications[name].schedule
        for name in specifications
        if name in register.specifications
    }
    if specifications:
        found |= {id_ for id_, doc in register.documents.items() if doc.lists_specifications}
    return found


def in_series(version: str, series: str) -> bool:
    """Whether a version belongs to a series: v3.3 to v3, but v30.1 not."""
    one, other = version.removeprefix("v").split("."), series.removeprefix("v").split(".")
    return one[: len(other)] == other
