"""The states of a document that can be compared: a version, a day, a git revision, or now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from sectool.building import Built, build, build_now, errors_stopping, rid_of
from sectool.compare import Change, proposed_row
from sectool.dates import looks_like_a_date, parse_day
from sectool.diagnostic import Diagnostic
from sectool.issuing.rebuild import as_issued
from sectool.load import Loaded, load_revision
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.model.shape import EDITION, number_of
from sectool.queries.errors import NotFound, Unavailable
from sectool.values import dataclass
from sectool.words import listed
from sectool.workspace import git

# What a revision is called by that looks like a version or a day.
REVISION = "git:"

How = Literal["version", "day", "revision", "now"]


class NotComparable(Exception):
    """A state of a document has errors in the files it uses, which are `findings`."""

    def __init__(self, message: str, findings: Iterable[Diagnostic]) -> None:
        super().__init__(message)
        self.findings = list(findings)


@dataclass(frozen=True)
class Side:
    """A state of the document: what was given, how that was read, and what it builds."""

    given: str | None
    how: How
    built: Built
    commit: str | None = None


class Sides:
    """Finds what a text means: a version before a day before a git revision.

    NotComparable where the register as it is now has errors in the files the document uses.
    """

    def __init__(self, root: Path, loaded: Loaded, name: str) -> None:
        self.root, self.loaded, self.name = root, loaded, name
        self.publication: Publication = loaded.register.publications[name]
        if stopping := errors_stopping(loaded.register, name, loaded.diagnostics):
            raise NotComparable(f"{name} cannot be compared", stopping)

    @property
    def usual(self) -> str:
        """What a document is compared with where nothing is given."""
        if not self.publication.versions:
            return "HEAD"
        dated = [one.version for one in self.publication.versions if one.dated is not None]
        if not dated:
            message = "is dated yet: say what to compare it with, such as HEAD"
            raise NotFound("version", "", message=f"no version of {self.name} {message}")
        return dated[-1]

    def of(self, text: str | None) -> Side:
        """The state that a text means; None is the register as it is now.

        NotFound, NotADate, NoRevision, NotComparable, and what says why a document cannot be built.
        """
        if text is None:
            return Side(None, "now", build_now(self.loaded, self.name))
        if text.startswith(REVISION):
            return self._revision(text.removeprefix(REVISION))
        if EDITION.fullmatch(text):
            return self._version(text)
        if looks_like_a_date(text):
            return Side(text, "day", build(self.loaded, self.name, parse_day(text)))
        return self._revision(text)

    def _version(self, text: str) -> Side:
        """A version as it went out, where that is recorded; else as the files now build it."""
        versions = {one.version: one for one in self.publication.versions}
        records = {one.version: one for one in self.loaded.register.issued.get(self.name, ())}
        if text in records:
            return self._issued(records[text])
        if text in versions:
            day = versions[text].dated
            built = (
                build(self.loaded, self.name, day)
                if day is not None
                else build_now(self.loaded, self.name)
            )
            return Side(text, "version", built)
        there = list({**versions, **records})
        known = f"there are {listed(there)}" if there else "it has none"
        raise NotFound(
            "version",
            text,
            message=f"no version {text!r} of {self.name}; {known}. A git revision of that name is "
            f"{REVISION}{text}",
        )

    def _issued(self, record: Issue) -> Side:
        """A version from the commit it was issued from: today's files may say something else."""
        try:
            commit = git.commit_of(self.root, record.commit)
        except git.NoRevision:
            raise NotFound(
                "version",
                record.version,
                message=f"version {record.version} of {self.name} was issued from commit "
                f"{record.commit[:10]}, which is not here (in a shallow clone?)",
            ) from None
        try:
            built = as_issued(self.root, self.name, record)
        except Unavailable as error:
            raise NotFound("version", record.version, message=str(error)) from None
        edition = replace(built.edition, version=record.version, dated=record.dated)
        return Side(record.version, "version", replace(built, edition=edition), commit)

    def _revision(self, revision: str) -> Side:
        commit = git.commit_of(self.root, revision)
        then = load_revision(self.root, revision)
        name = self._name_then(then)
        if stopping := errors_stopping(then.register, name or self.name, then.diagnostics):
            raise NotComparable(f"the register at {revision} cannot be read", stopping)
        if name is None:
            message = f"{self.name} did not exist at {revision}"
            raise NotFound("publication", self.name, message=message)
        return Side(revision, "revision", build_now(then, name), commit)

    def _name_then(self, then: Loaded) -> str | None:
        """What a revision calls the document: a RID is known by its release."""
        if self.publication.kind == "rid":
            try:
                return rid_of(then.register, self.publication.release)
            except NotFound:
                return None
        return self.name if self.name in then.register.publications else None


@dataclass(frozen=True)
class VersionRow:
    """A row of the version history that could be written, and whether there is one already."""

    version: str
    dated: str | None
    changes: str
    new: bool


def version_row(
    publication: Publication, one: Side, other: Side, changes: Sequence[Change]
) -> VersionRow | None:
    """The row that tells of these changes; None where time runs backwards, or nothing changed."""
    days = one.built.edition.as_of, other.built.edition.as_of
    if not publication.versions or not changes:
        return None
    if days[1] is not None and (days[0] is None or days[1] < days[0]):
        return None
    edition = other.built.edition
    row = proposed_row(changes)
    if other.how == "version" or edition.draft:
        dated = edition.dated.isoformat() if edition.dated else None
        return VersionRow(edition.version, dated, row, new=False)
    # What the other side shows may have its successor in the file already.
    newest = publication.versions[-1]
    if newest.dated is None and number_of(newest.version) > number_of(edition.version):
        return VersionRow(newest.version, None, row, new=False)
    *front, last = max(number_of(newest.version), number_of(edition.version))
    return VersionRow(".".join(map(str, (*front, last + 1))), None, row, new=True)
