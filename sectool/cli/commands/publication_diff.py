"""`sectool rid diff` and `publication diff`: what two states of a document say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from sectool.cli.as_issued import as_issued
from sectool.cli.commands.publication_build import in_files_used
from sectool.cli.present import findings as report
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.revision import commit_of, loaded_at
from sectool.cli.session import Refused, day_of, misuse, refuse, value_of
from sectool.compare import Change, changes_between, in_a_sentence, proposed_row
from sectool.dates import NO_BREAK, in_words, looks_like_a_date
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.load import Loaded, load_register
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.model.register import publication_file
from sectool.model.shape import EDITION, number_of
from sectool.pipeline import (
    Built,
    build,
    build_now,
    building_errors,
    errors_stopping,
    publication_of,
    rid_in,
    rid_of,
)
from sectool.queries.errors import NotFound, Unavailable
from sectool.schedule import calendars_of
from sectool.values import dataclass
from sectool.wording.environment import WordingError
from sectool.words import listed

JSON_VERSION = 1
REVISION = "git:"
_FINDINGS = 3

How = Literal["version", "day", "revision", "now"]


@dataclass(frozen=True)
class Side:
    """A state of the document: what was asked for, how that was read, and what it builds."""

    given: str | None
    how: How
    built: Built
    commit: str | None = None

    @property
    def in_words(self) -> str:
        edition = self.built.edition
        match self.how:
            case "version":
                dated = _day_in_words(edition.dated) if edition.dated else "a draft"
                dated += ", as issued" if self.commit else ""
                return f"version {edition.version} ({dated})"
            case "day":
                version = f" (version {edition.version})" if edition.version else ""
                return f"as of {_day_in_words(edition.as_of)}{version}"
            case "revision":
                return f"revision {self.given} ({(self.commit or '')[:10]})"
            case "now":
                return "the register as it is now"

    def data(self) -> dict[str, Any]:
        edition = self.built.edition
        return {
            "given": self.given,
            "read-as": self.how,
            "edition": edition.version or None,
            "as-of": edition.as_of.isoformat() if edition.as_of else None,
            "commit": self.commit,
        }


def _day_in_words(day: date | None) -> str:
    return in_words(day).replace(NO_BREAK, " ") if day is not None else "no day"


def rid_diff(
    root: Path,
    before: str | None,
    after: str | None,
    *,
    release: str | None,
    as_json: bool,
    exit_code: bool,
) -> int:
    """Prints what a RID says otherwise; 0 whether it does or not, unless asked for an exit code."""
    loaded = load_register(root)
    with value_of("--release"):
        name = rid_in(loaded, release)
    return _diff(root, loaded, name, before, after, as_json=as_json, exit_code=exit_code)


def publication_diff(
    root: Path,
    name: str,
    before: str | None,
    after: str | None,
    *,
    as_json: bool,
    exit_code: bool,
) -> int:
    """The same of a document of any kind."""
    loaded = load_register(root)
    publication_of(loaded, name)
    return _diff(root, loaded, name, before, after, as_json=as_json, exit_code=exit_code)


def _diff(
    root: Path,
    loaded: Loaded,
    name: str,
    before: str | None,
    after: str | None,
    *,
    as_json: bool,
    exit_code: bool,
) -> int:
    publication = loaded.register.publications[name]
    try:
        sides = _Sides(root, loaded, name, publication)
        one = sides.of("A", before if before is not None else sides.usual)
        other = sides.of("B", after)
    except Refused as refused:
        return refuse(refused)
    except WordingError as error:
        raise Unavailable(findings=building_errors(loaded, name, error)) from None
    working = calendars_of(loaded.register).working
    changes = changes_between(one.built.document, other.built.document, working)
    row = _row(publication, one, other, changes) if publication.kind == "rid" else None
    same_timeline = (
        publication.kind == "rid"
        and publication.release in loaded.register.timelines
        and one.commit == other.commit
    )
    if as_json:
        write_json(
            {
                "version": JSON_VERSION,
                "document": name,
                "from": one.data(),
                "to": other.data(),
                "same-timeline": same_timeline,
                "changes": [asdict(change) for change in changes],
                "proposed": asdict(row) if row is not None else None,
            }
        )
    else:
        write_lines(_lines(_title(loaded, name, publication), one, other, changes, same_timeline))
        if row is not None:
            write_lines(["", *row.lines(publication_file(name))])
    return 1 if exit_code and changes else 0


class _Sides:
    """Resolves what is compared: a version before a day before a git revision."""

    def __init__(self, root: Path, loaded: Loaded, name: str, publication: Publication) -> None:
        self.loaded = loaded
        self.name = name
        self.publication = publication
        self.root = root
        if stopping := errors_stopping(loaded.register, name, loaded.diagnostics):
            raise Refused(
                f"{report.text(stopping)}\n\nsectool: {name} cannot be compared: "
                f"{in_files_used(stopping)}",
                1,
            )

    @property
    def usual(self) -> str:
        """What a document is compared with where nothing is said."""
        if self.publication.kind != "rid":
            return "HEAD"
        dated = [one.version for one in self.publication.versions if one.dated is not None]
        if not dated:
            raise misuse(
                f"no version of {self.name} is dated yet: say what to compare it with, such as HEAD"
            )
        return dated[-1]

    def of(self, option: str, text: str | None) -> Side:
        """The state that an argument means; Refused where there is none."""
        try:
            return self._of(option, text)
        except (NoSuchEdition, CannotCompose) as error:
            of = f" {text}" if text is not None else ""
            raise misuse(f"{option}{of}: {self.name} cannot be built: {error}") from None

    def _of(self, option: str, text: str | None) -> Side:
        if text is None:
            return Side(None, "now", build_now(self.loaded, self.name))
        if text.startswith(REVISION):
            return self._revision(option, text.removeprefix(REVISION))
        if EDITION.fullmatch(text):
            return self._version(option, text)
        if looks_like_a_date(text):
            day = day_of(option, text)
            built = build(self.loaded, self.name, day)
            return Side(text, "day", built)
        return self._revision(option, text)

    def _version(self, option: str, text: str) -> Side:
        """A version as it went out, where that is recorded; else as the files now build it."""
        versions = {one.version: one for one in self.publication.versions}
        records = {one.version: one for one in self.loaded.register.issued.get(self.name, ())}
        if text in records:
            return self._issued(option, records[text])
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
        raise misuse(
            f"{option}: no version {text!r} of {self.name}; {known}. A git revision of that name "
            f"is {REVISION}{text}"
        )

    def _issued(self, option: str, record: Issue) -> Side:
        """A version from the commit it was issued from: today's files may say something else."""
        try:
            commit = commit_of(self.root, record.commit, option)
        except Refused:
            raise misuse(
                f"{option}: version {record.version} of {self.name} was issued from commit "
                f"{record.commit[:10]}, which is not here (in a shallow clone?)"
            ) from None
        try:
            built = as_issued(self.root, self.name, record)
        except Refused as refused:
            raise misuse(f"{option}: {str(refused).removeprefix('sectool: ')}") from None
        edition = replace(built.edition, version=record.version, dated=record.dated)
        return Side(record.version, "version", replace(built, edition=edition), commit)

    def _revision(self, option: str, revision: str) -> Side:
        commit = commit_of(self.root, revision, option)
        then = loaded_at(self.root, revision, option)
        name = self._then(then)
        if stopping := errors_stopping(then.register, name or self.name, then.diagnostics):
            first = report.text(stopping[:_FINDINGS])
            raise misuse(
                f"{option}: the register at {revision} cannot be read: "
                f"{in_files_used(stopping)}\n\n{first}"
            )
        if name is None:
            raise misuse(f"{option}: {self.name} did not exist at {revision}")
        return Side(revision, "revision", build_now(then, name), commit)

    def _then(self, then: Loaded) -> str | None:
        """What a revision calls the document: a RID is known by its release."""
        if self.publication.kind == "rid":
            try:
                return rid_of(then.register, self.publication.release)
            except NotFound:
                return None
        return self.name if self.name in then.register.publications else None


@dataclass(frozen=True)
class Row:
    """A row of the version history that could be written, and whether there is one already."""

    version: str
    dated: str | None
    changes: str
    new: bool

    def lines(self, file: str) -> Iterator[str]:
        about = (
            f"A row for the version history, to paste under 'versions' in {file}:"
            if self.new
            else f"The row of version {self.version} in {file} could say:"
        )
        yield from paragraph(about)
        yield ""
        yield f"- version: {self.version}"
        if self.dated is not None:
            yield f"  dated: {self.dated}"
        yield "  changes: >-"
        yield from folded("    ", self.changes)


def _row(publication: Publication, one: Side, other: Side, changes: Sequence[Change]) -> Row | None:
    """The row that tells of these changes; None where time runs backwards, or nothing changed."""
    days = one.built.edition.as_of, other.built.edition.as_of
    if not changes or (days[1] is not None and (days[0] is None or days[1] < days[0])):
        return None
    edition = other.built.edition
    said = proposed_row(changes)
    if other.how == "version" or edition.draft:
        dated = edition.dated.isoformat() if edition.dated else None
        return Row(edition.version, dated, said, new=False)
    # What B shows may have its successor in the file already.
    newest = publication.versions[-1]
    if newest.dated is None and number_of(newest.version) > number_of(edition.version):
        return Row(newest.version, None, said, new=False)
    *front, last = max(number_of(newest.version), number_of(edition.version))
    return Row(".".join(map(str, (*front, last + 1))), None, said, new=True)


def _title(loaded: Loaded, name: str, publication: Publication) -> str:
    if publication.kind == "rid":
        release = loaded.register.releases.get(publication.release or "")
        return f"RID of the {release.name}" if release else name
    return f"{KINDS[publication.kind].title} {name}"


def _lines(
    title: str, one: Side, other: Side, changes: Sequence[Change], same_timeline: bool
) -> Iterator[str]:
    yield from paragraph(f"{title}: {one.in_words} against {other.in_words}")
    if same_timeline:
        yield from paragraph(
            "The timeline is the same on both sides, as the files have it now: earlier plans are "
            "in git. Compare git revisions to see what moved."
        )
    if not changes:
        yield ""
        yield "nothing differs"
    for section, of_section in groupby(changes, key=lambda change: change.section):
        yield ""
        yield from folded("", section)
        for change in _together(of_section):
            yield from folded("  ", in_a_sentence(change))


def _together(changes: Iterator[Change]) -> Iterator[Change]:
    """Cells of a row that changed alike, told as one."""

    def alike(change: Change) -> tuple[object, ...]:
        return change.topic, change.subject, bool(change.aspect), change.before, change.after

    for (_, subject, aspect, _, _), run in groupby(changes, key=alike):
        found = list(run)
        if len(found) > 1 and subject and aspect:
            yield replace(found[0], aspect=listed([change.aspect for change in found]))
        else:
            yield from found
