"""The record of what went out: which version may be next, and the row that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sectool.building import (
    Built,
    Described,
    annex_digests,
    assumed_facts,
    build,
    building_errors,
    errors_stopping,
    publication_of,
)
from sectool.dates import in_full
from sectool.diagnostic import Diagnostic
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import CannotCompose
from sectool.documents.placeholders import wanted_in
from sectool.issuing.lost_records import lost_in_words, lost_record
from sectool.issuing.rebuild import (
    BrokenRecord,
    as_issued,
    check_row,
    content_of,
    fingerprint_on,
    issued_version,
)
from sectool.load import Loaded, load_revision
from sectool.model.issued import Issue
from sectool.model.paper import paper_of, papers_of
from sectool.model.publication import Publication
from sectool.model.register import (
    ISSUED,
    REGISTER_FOLDERS,
    SETTINGS_FILE,
    Register,
    issued_file,
    publication_file,
    release_file,
)
from sectool.model.shape import EDITION, number_of
from sectool.queries.document_kinds import paper_in_words
from sectool.queries.errors import NotFound, Unavailable
from sectool.values import dataclass
from sectool.wording.environment import WordingError
from sectool.words import listed
from sectool.workspace import git
from sectool.workspace.folder import Folder

# What a release does not say, and the document of a release has a section for.
_SAYS_NOTHING = "R115"
# A consultation of which a newsletter tells, with nowhere to respond.
_NO_ADDRESS = "D125"


@dataclass(frozen=True)
class Issuing:
    """A version about to go out: the row that is to be recorded of it, and the document as that."""

    record: Issue
    built: Built


class CannotIssue(Exception):
    """A version cannot go out; where errors of the register are the reason, they are `findings`."""

    def __init__(self, message: str, findings: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


def issuing_of(
    root: Path,
    loaded: Loaded,
    name: str,
    version: str | None,
    found: Iterable[Diagnostic],
    *,
    elsewhere: str | None = None,
    again: str | None = None,
) -> Issuing:
    """What is to be recorded of a version that goes out now; `found` is what the check says.

    Without a version, it is the newest of a RID; other kinds count 1.0, 1.1 and so on. `elsewhere`
    names the source of one that went out before, and not from here: the register gives the same.
    `again` says why the last of these is recorded again, by a row that counts in its place.
    CannotIssue, NotFound for the version, Unavailable and NoRevision say why what went out could
    not be had again.
    """
    publication = publication_of(loaded, name)
    file = issued_file(name)
    if broken := [one for one in loaded.diagnostics if one.place.file == file]:
        raise Unavailable(findings=broken)
    records = loaded.register.issued.get(name, ())
    before = None
    if again is not None:
        before = _recorded_before(root, name, records, version, elsewhere)
        version = before.version
    else:
        version = version if version is not None else _next_of(publication, records)
        _refuse_other_than_next(name, publication, records, version)
    found = tuple(found)
    _refuse_unfinished(loaded, name, publication, found)
    if elsewhere is None:
        _refuse_unanswerable(name, found)
    _refuse_issued_elsewhere(root, loaded, name, publication)
    commit = _committed(root, publication)
    if git.lacks_history(root):
        raise CannotIssue(
            "this clone has not all of the history, so it cannot be determined whether version "
            f"{version} of {name} was issued before: fetch the whole history first"
        )
    reference = Described(loaded.register, name, publication).reference
    # A document with versions says itself which one it is.
    replaces = records[-1].version if records and not publication.versions else None
    begun = Issue.model_construct(
        version=version,
        elsewhere=elsewhere,
        reference=reference,
        replaces=before.replaces if before is not None else replaces,
    )
    if before is not None:
        _refuse_earlier(root, name, before, commit)
        number = before.transcription + 1
        why = " ".join((again or "").split())
        begun = begun.model_copy(update={"transcription": number, "again": why})
    built = _built(loaded, name, begun, before.as_of if before is not None else None)
    _refuse_assumed(loaded, name, built)
    begun = begun.model_copy(update={"annexes": annex_digests(loaded, publication)})
    record = _record(root, name, begun, built, commit)
    if records:
        _refuse_the_same(root, loaded, name, record, records[-1])
    return Issuing(record, built)


def _next_of(publication: Publication, records: tuple[Issue, ...]) -> str:
    if publication.versions:
        return publication.versions[-1].version
    if not records:
        return "1.0"
    *front, last = number_of(records[-1].version)
    return ".".join(map(str, (*front, last + 1)))


def _recorded_before(
    root: Path, name: str, records: tuple[Issue, ...], version: str | None, elsewhere: str | None
) -> Issue:
    """The row in whose place one that records its version again would count.

    A paper that went out elsewhere can be transcribed better; one that went out from here said what
    the commit of its row gives.
    """
    if not records:
        raise CannotIssue(f"{name} cannot be recorded again: nothing of it is recorded as issued")
    last = records[-1]
    if version is not None and not _same(last.version, version):
        raise _no_version(
            version, f"only {last.version}, which was issued last, can be recorded again"
        )
    which = f"{name} version {last.version}"
    if last.elsewhere is None:
        raise CannotIssue(
            f"{which} was issued from this register, so it cannot be recorded again; what has "
            "changed since goes out as a new version"
        )
    if last.withdrawn is not None:
        day = in_full(last.withdrawn.date)
        raise CannotIssue(f"{which} was withdrawn on {day}, so it cannot be recorded again")
    if last.elsewhere != elsewhere:
        raise CannotIssue(f"{which} is recorded from {last.elsewhere}, and not from {elsewhere}")
    check_row(root, name, last, counts=True)
    return last


def _refuse_earlier(root: Path, name: str, last: Issue, commit: str) -> None:
    """Refuses to record a version again from a state that is not later than that of its row."""
    if commit == last.commit or not git.came_before(root, last.commit, commit):
        raise CannotIssue(
            f"commit {commit[:12]} is not later than {last.commit[:12]}, from which {name} version "
            f"{last.version} is recorded: record it again from a later state of the register"
        )


def _refuse_other_than_next(
    name: str, publication: Publication, records: tuple[Issue, ...], version: str
) -> None:
    """Refuses a version that is not the one to go out next."""
    if not EDITION.fullmatch(version):
        raise _no_version(version, f"{version!r} is not a version, such as 0.4")
    for record in records:
        if _same(record.version, version):
            raise CannotIssue(
                f"{name} version {record.version} was issued already, on "
                f"{in_full(record.dated)}; what has changed since goes out as a new version"
            )
    if not publication.versions:
        if records and number_of(version) < number_of(records[-1].version):
            raise _no_version(version, f"{records[-1].version} was issued already, and is later")
        return
    newest = publication.versions[-1]
    if newest.version != version:
        there = any(one.version == version for one in publication.versions)
        raise _no_version(
            version,
            f"the newest version of {name} is {newest.version}"
            + ("" if there else f"; {version} is not in {publication_file(name)}"),
        )
    if newest.mentioned:
        raise CannotIssue(
            f"{name} version {version} is 'mentioned': it is known only that it was issued, and "
            "not what it said"
        )
    if newest.dated is None:
        raise CannotIssue(
            f"{name} version {version} is a draft: give it its date, with 'dated' under "
            f"'versions' in {publication_file(name)}"
        )


def _no_version(version: str, message: str) -> NotFound:
    return NotFound("version", version, message=message)


def _same(version: str, other: str) -> bool:
    """Whether two versions are one: 1.0 is 1.00, and 01.0."""
    one, another = list(number_of(version)), list(number_of(other))
    longest = max(len(one), len(another))
    return one + [0] * (longest - len(one)) == another + [0] * (longest - len(another))


def _refuse_unanswerable(name: str, found: Sequence[Diagnostic]) -> None:
    """Refuses a newsletter to whose consultations readers cannot respond."""
    lacking = [
        one for one in found if one.code == _NO_ADDRESS and one.place.file == publication_file(name)
    ]
    if lacking:
        raise CannotIssue(f"{name} cannot be issued: it gives nowhere to respond", lacking)


def _refuse_unfinished(
    loaded: Loaded, name: str, publication: Publication, found: Sequence[Diagnostic]
) -> None:
    """Refuses a document with errors, or with places that still want words.

    So is one with a section that its kind requires and the register cannot fill, which no waiver
    accepts: an issued document does not say that it lacks something.
    """
    if errors := errors_stopping(loaded.register, name, found):
        raise CannotIssue(f"{name} cannot be issued with errors", errors)
    if publication.release is not None:
        file = release_file(publication.release)
        lacking = [one for one in found if one.code == _SAYS_NOTHING and one.place.file == file]
        if lacking:
            sections = "a section" if len(lacking) == 1 else f"{len(lacking)} sections"
            raise CannotIssue(
                f"{name} cannot be issued: the register does not fill {sections} that it requires",
                lacking,
            )
    if wanted := wanted_in(publication):
        places = "".join(f"\n  {place.section}: {place.hint}" for place in wanted)
        raise CannotIssue(
            f"text is still required in {publication_file(name)}, so it cannot be issued:{places}"
        )


def _refuse_issued_elsewhere(
    root: Path, loaded: Loaded, name: str, publication: Publication
) -> None:
    """Refuses a paper that went out under another file's name, or whose record was deleted."""
    paper = paper_of(publication)
    called = paper_in_words(loaded.register, paper)
    same = [one for one in papers_of(loaded.register)[paper] if one != name]
    if same and loaded.register.issued.get(same[0]):
        raise CannotIssue(f"{name} is {called}, as {publication_file(same[0])} is: keep one")
    lost = lost_record(root, loaded, publication)
    if lost is not None:
        raise CannotIssue(lost_in_words(loaded.register, name, publication, lost))


def _committed(root: Path, publication: Publication) -> str:
    """The commit that holds the register as it is; refused where some of it is not committed."""
    annexes = [annex.file for annex in publication.annexes if annex.file is not None]
    parts = (SETTINGS_FILE, *REGISTER_FOLDERS, "templates", *annexes)
    uncommitted = git.uncommitted(root, Folder(root), parts)
    changed = [file for file in uncommitted if not file.endswith(f"{ISSUED}.yaml")]
    if changed:
        some = (
            listed(changed[:3])
            if len(changed) < 4
            else f"{changed[0]} and {len(changed) - 1} others"
        )
        raise CannotIssue(
            f"not committed yet: {some}. Commit first, so that the record can name the data that "
            "was issued"
        )
    return git.commit_of(root, "HEAD")


def _built(loaded: Loaded, name: str, begun: Issue, day: date | None = None) -> Built:
    # Of one that is recorded again, the next version may have been begun.
    as_of = day if loaded.register.publications[name].versions else None
    try:
        return build(loaded, name, as_of, issue=begun)
    except WordingError as error:
        raise Unavailable(findings=building_errors(loaded, name, error)) from None
    except (NoSuchEdition, CannotCompose) as error:
        raise CannotIssue(f"{name}: {error}") from None


def _refuse_assumed(loaded: Loaded, name: str, built: Built) -> None:
    """Refuses a document that would print as a fact what is assumed."""
    facts = assumed_facts(loaded.register, name, built.edition)
    unsayable = [fact.says for fact in facts if fact.qualifier is None]
    if unsayable:
        lines = "".join(f"\n  {says}" for says in unsayable)
        raise CannotIssue(
            f"{name} would print what is assumed as a fact, so it cannot be issued. Find a source "
            f"for each:{lines}"
        )


def _record(root: Path, name: str, begun: Issue, built: Built, commit: str) -> Issue:
    """The whole record of a built document; refused where the commit gives another one."""
    edition = built.edition
    if edition.as_of is None or edition.dated is None:
        raise AssertionError("what is ready to be issued has its day")
    digits = built.imprint.fingerprint
    then = load_revision(root, commit)
    # Git can be told to overlook a file.
    held = name in then.register.publications
    if not held or fingerprint_on(then, name, edition.as_of) != digits:
        raise CannotIssue(
            f"commit {commit[:12]} does not contain all that {name} is made of: is some of it "
            "ignored "
            "by git?"
        )
    return Issue.model_construct(
        version=begun.version,
        dated=edition.dated,
        as_of=edition.as_of,
        fingerprint=digits,
        content=content_of(built),
        commit=commit,
        reference=begun.reference,
        replaces=begun.replaces,
        elsewhere=begun.elsewhere,
        annexes=begun.annexes,
        transcription=begun.transcription,
        again=begun.again,
    )


def _refuse_the_same(root: Path, loaded: Loaded, name: str, record: Issue, last: Issue) -> None:
    """Refuses a version that says, word for word, what the last one said.

    But for what it replaces: that alone is no reason to issue a document again. What is recorded
    again says something else by today's templates, whatever they were.
    """
    if record.again is not None and record.dated != last.dated:
        raise CannotIssue(
            f"{name} is dated {in_full(record.dated)}, and version {last.version} was issued on "
            f"{in_full(last.dated)}: what is recorded again has the same date"
        )
    before = last.fingerprint, last.content
    if last.fingerprint != record.fingerprint or record.again is not None:
        # Perhaps an earlier sectool composed less of it: compare what today's makes of its data.
        try:
            built = as_issued(root, name, last)
            before = built.imprint.fingerprint, content_of(built)
        except BrokenRecord:
            if record.again is not None:
                raise
            return
        except (Unavailable, NoSuchEdition, CannotCompose, WordingError):
            return
    content = record.content
    if record.replaces is not None and record.fingerprint == before[0]:
        content = content_of(_built(loaded, name, last, last.as_of))
    if before == (record.fingerprint, content) and last.annexes == record.annexes:
        already = "is recorded as" if record.again is not None else "was issued as"
        raise CannotIssue(f"{name} is what {already} version {last.version} already")


def source_named(register: Register, source: str | None) -> None:
    """NotFound where a source is named that the register does not have."""
    if source is not None and source not in register.sources:
        raise NotFound("source", source, sorted(register.sources))


def withdrawable(register: Register, name: str, version: str) -> Issue:
    """The record of a version that may be withdrawn; NotFound, or CannotIssue where it was."""
    record = issued_version(register, name, version)
    if record.withdrawn is not None:
        raise CannotIssue(
            f"{name} version {version} was withdrawn already, on {in_full(record.withdrawn.date)}"
        )
    return record
