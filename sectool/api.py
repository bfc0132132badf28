"""sectool for programs: what `import sectool` offers, each a call of what commands call."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sectool.building import NOT_BUILT, Built, build, errors_stopping, publication_of
from sectool.check.run import schedules_of
from sectool.compare import Change, changes_between, in_a_sentence
from sectool.diagnostic import Diagnostic
from sectool.issuing.agreement import IssuedOtherwise, folder_of, in_agreement
from sectool.load import Loaded, load_register, load_revision
from sectool.model.register import Register
from sectool.pipeline import check
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.register_on import RegisterOn, register_on
from sectool.schedule import Schedule
from sectool.workspace.git import NoRevision

__all__ = [
    "Built",
    "Change",
    "Diagnostic",
    "Loaded",
    "NotFound",
    "Register",
    "RegisterOn",
    "Schedule",
    "Unavailable",
    "build_document",
    "check_register",
    "compare_documents",
    "in_a_sentence",
    "open_register",
    "register_on",
    "schedule_release",
]


def open_register(folder: Path | str, revision: str | None = None) -> Loaded:
    """The register in a folder, or what a git revision of it holds.

    Faults of its files are no exceptions: they are in `diagnostics`, and `register` has what could
    be read. Unavailable where there is no such revision, or no register in it.
    """
    if revision is None:
        return load_register(Path(folder))
    try:
        return load_revision(Path(folder), revision)
    except NoRevision as error:
        raise Unavailable(str(error)) from error


def check_register(loaded: Loaded, *, documents: bool = True) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a register, in the order of its files.

    Without `documents`, no document is composed, and what would be found in one is left out.
    """
    return check(loaded, documents=documents)


def schedule_release(loaded: Loaded, release: str) -> Schedule:
    """The days that each milestone of a release may have, and why.

    NotFound where the release has no timeline.
    """
    schedules = schedules_of(loaded.register)
    if release not in schedules:
        raise NotFound("timeline of release", release, sorted(schedules))
    return schedules[release]


def build_document(
    loaded: Loaded, name: str, as_of: date | None = None, *, draft: bool = False
) -> Built:
    """A publication, as of a day, else as of its own: `built.written("pdf")` gives its bytes.

    NotFound where the register has no such publication. Unavailable where an error in a file that
    it uses stops it, unless it is a draft, where it says nothing of that day, and where the version
    was issued with other contents. Only what is recorded as issued is called so.
    """
    publication_of(loaded, name)
    if not draft:
        stopping = errors_stopping(loaded.register, name, check(loaded, documents=False))
        if stopping:
            raise Unavailable(findings=stopping)
    try:
        return in_agreement(
            folder_of(loaded), loaded, name, build(loaded, name, as_of, draft=draft)
        )
    except NOT_BUILT as error:
        raise Unavailable(str(error)) from error
    except IssuedOtherwise as error:
        why = f": {error.because}" if error.because else ""
        raise Unavailable(f"{error}{why}") from error


def compare_documents(loaded: Loaded, before: Built, after: Built) -> tuple[Change, ...]:
    """What one document says otherwise than another, in its reading order.

    Days are counted by the calendar of `loaded`. `in_a_sentence(change)` puts one into words.
    """
    working = register_on(loaded.register, None).calendars.working
    return changes_between(before.document, after.document, working)
