"""What went out, compared with what the register gives now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sectool.building import (
    NOT_BUILT,
    Built,
    annexes_otherwise,
    build,
    record_of_edition,
)
from sectool.dates import in_full
from sectool.documents.edition import NoSuchEdition, edition_of
from sectool.issuing.lost_records import lost_in_words, lost_record
from sectool.issuing.rebuild import (
    RESTORE,
    BrokenRecord,
    as_issued,
    as_it_went_out,
    check_row,
    content_of,
    is_as_recorded,
    row_after,
)
from sectool.load import Loaded
from sectool.model.issued import Issue
from sectool.model.register import issued_file, publication_file
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import register_on
from sectool.values import dataclass
from sectool.words import listed
from sectool.workspace.folder import Folder
from sectool.workspace.git import is_kept
from sectool.workspace.git_process import answers_kept
from sectool.workspace.overlay import Overlay

if TYPE_CHECKING:
    from sectool.compare import Change

State = Literal[
    "agrees",
    "reworded",
    "superseded",
    "retranscribed",
    "withdrawn",
    "differs",
    "broken",
    "unknown",
]


@dataclass(frozen=True)
class ComparedIssue:
    """An issued version beside the register: what it said otherwise, or why nobody can tell.

    Of one that is `retranscribed`, `because` is why it was recorded again.
    """

    name: str
    record: Issue
    state: State
    changes: tuple[Change, ...] = ()
    because: str = ""
    by: str = ""  # the version that replaced it
    again: bool = False  # a later row records the same version

    @property
    def is_newest(self) -> bool:
        """Whether no version went out after it, and no row records it again."""
        return not self.by and not self.again


def compared_issues(root: Path, loaded: Loaded, name: str | None = None) -> list[ComparedIssue]:
    """Every issued version of a publication, or of all; the last of each against the register.

    It is compared with what the register says of its own day: what happened since is no fact of it.
    Those before were replaced by it, and what was withdrawn holds no longer.
    """
    names = [name] if name is not None else list(loaded.register.issued)
    with answers_kept():
        return [
            _standing(root, loaded, each, record, records[-1])
            for each in names
            for records in [loaded.register.issued.get(each, ())]
            for record in records
        ]


def _standing(root: Path, loaded: Loaded, name: str, record: Issue, last: Issue) -> ComparedIssue:
    after = row_after(loaded.register.issued[name], record)
    by = last.version if record is not last and after is None else ""
    if record is last and record.withdrawn is None:
        return _compared(root, loaded, name, record)
    if because := fault_of_record(root, loaded, name, record):
        again = after is not None
        return ComparedIssue(name, record, "broken", because=because, by=by, again=again)
    if after is not None and after.again is not None:
        because = after.again
        return ComparedIssue(name, record, "retranscribed", because=because, again=True)
    if record.withdrawn is not None:
        because = record.withdrawn.because
        return ComparedIssue(name, record, "withdrawn", because=because, by=by)
    return ComparedIssue(name, record, "superseded", by=by)


def folder_of(loaded: Loaded) -> Path | None:
    """The folder that a register was read from; None for what is read from elsewhere."""
    files = loaded.sources.files
    while isinstance(files, Overlay):
        files = files.below
    return files.root if isinstance(files, Folder) else None


def _check_row(root: Path | None, loaded: Loaded, name: str, record: Issue) -> None:
    """BrokenRecord where git has had another such row, or one that records its version again."""
    counts = row_after(loaded.register.issued.get(name, ()), record) is None
    check_row(root, name, record, counts=counts)


def _of_another_version(loaded: Loaded, name: str, record: Issue) -> str:
    """Why the day in a row is none of its version's, where its publication has that version."""
    publication = loaded.register.publications[name]
    if not any(
        (one.version, one.dated) == (record.version, record.dated) for one in publication.versions
    ):
        return ""
    try:
        version = edition_of(publication, record.as_of).version
    except NoSuchEdition:
        version = "none"
    if version == record.version:
        return ""
    return f"on {in_full(record.as_of)}, the day in its row, the version was {version}"


def fault_of_record(
    root: Path | None, loaded: Loaded, name: str, record: Issue, built: Built | None = None
) -> str:
    """Why the row of a version that went out is broken; nothing where it is not, or where that
    cannot be told.

    `built` is what the register gives of the publication now, where that was made already.
    """
    if because := _of_another_version(loaded, name, record):
        return because
    try:
        _check_row(root, loaded, name, record)
    except BrokenRecord as error:
        return str(error)
    # No document is built of a row that was recorded again: what git has of it is proof enough.
    again = row_after(loaded.register.issued[name], record) is not None
    if again and root is not None and is_as_recorded(root, name, record):
        return ""
    try:
        if built is None or not _is_of(loaded, name, record, built):
            built = as_it_went_out(loaded, name, record)
        if _is_recorded(loaded, name, record, built):
            return ""
        # The same facts in other words: what git has of the row is proof enough, and saves building
        # the document from its commit.
        if (
            root is not None
            and _has_its_facts(record, built)
            and is_as_recorded(root, name, record)
        ):
            return ""
    except NOT_BUILT:
        pass
    try:
        if root is not None:
            as_issued(root, name, record)
    except BrokenRecord as error:
        return str(error)
    except (Unavailable, *NOT_BUILT):
        pass
    return ""


def _is_of(loaded: Loaded, name: str, record: Issue, built: Built) -> bool:
    """Whether a document that was built is the version of a row, as that went out."""
    edition = built.edition
    if not edition.issued or edition.as_of != record.as_of:
        return False
    return record_of_edition(loaded.register, name, edition) is record


def _compared(root: Path, loaded: Loaded, name: str, record: Issue) -> ComparedIssue:
    if name not in loaded.register.publications:
        because = f"{publication_file(name)} cannot be read"
        return ComparedIssue(name, record, "unknown", because=because)
    try:
        _check_row(root, loaded, name, record)
        own = build(loaded, name, record.as_of, issue=record)
        before = own
        if not _is_recorded(loaded, name, record, own):
            before = as_issued(root, name, record)
    except BrokenRecord as error:
        return ComparedIssue(name, record, "broken", because=f"{error}; {RESTORE}")
    except Unavailable as error:
        return ComparedIssue(name, record, "unknown", because=str(error))
    except NOT_BUILT as error:
        because = f"it cannot be built any more: {error}"
        return ComparedIssue(name, record, "differs", because=because)
    # Imported here and below: a build compares only where a record and the register disagree.
    from sectool.compare import changes_between

    working = register_on(loaded.register, None).calendars.working
    changes = changes_between(before.document, own.document, working)
    annexes = annexes_otherwise(loaded, loaded.register.publications[name], record)
    if changes or annexes:
        because = f"it went out with {other_annexes(annexes)}" if annexes else ""
        return ComparedIssue(name, record, "differs", changes, because)
    state: State = "agrees" if content_of(own) == record.content else "reworded"
    return ComparedIssue(name, record, state)


class IssuedOtherwise(Exception):
    """A version went out and the register gives something else now, or nobody can tell.

    `record` says what went out, where it can be read; `because` why the two cannot be compared,
    where that is so, and `broken` that the record contradicts itself; `annexes` are the letters of
    those that are other files now.
    """

    def __init__(
        self,
        name: str,
        record: Issue | None,
        because: str = "",
        annexes: tuple[str, ...] = (),
        *,
        broken: bool = False,
    ) -> None:
        if record is None:
            super().__init__(f"{name} cannot be compared with what was issued")
        else:
            contents = other_annexes(annexes) if annexes else "other contents"
            what = "has a record that is broken" if broken else f"was issued with {contents}"
            super().__init__(f"{name} version {record.version} {what}")
        self.name, self.record, self.because, self.annexes = name, record, because, annexes
        self.broken = broken


class RecordLost(IssuedOtherwise):
    """A paper went out, and the row that says so is in no record of the register any more."""

    def __init__(self, name: str, because: str) -> None:
        super().__init__(name, None, because)


def other_annexes(letters: tuple[str, ...]) -> str:
    """`another Annex A`, `other Annexes A and B`."""
    several = len(letters) > 1
    return f"{'other Annexes' if several else 'another Annex'} {listed(list(letters))}"


def refuse_other_annexes(loaded: Loaded, name: str, record: Issue) -> None:
    """Refuses a version that would go with other files than it went out with."""
    publication = loaded.register.publications[name]
    if annexes := annexes_otherwise(loaded, publication, record):
        raise IssuedOtherwise(name, record, annexes=annexes)


def in_agreement(
    root: Path | None, loaded: Loaded, name: str, built: Built, issue: Issue | None = None
) -> Built:
    """A document whose version went out, as the register gives it: IssuedOtherwise where it does
    not. Any other is as it was.

    What would be for issue is refused where the record of an earlier issue was lost, as it is when
    it is to be issued. The fingerprint and the digest that are recorded are proof. Where one is
    another, what the commit of the record gives is compared, and held against the record; without
    a folder it cannot be. `issue` is the record of one that is built from its own commit, which
    has not that record yet.
    """
    edition = built.edition
    if edition.state == "unknown":
        raise IssuedOtherwise(name, None, f"{issued_file(name)} cannot be read")
    if edition.draft or not edition.of_its_day:
        return built
    record = issue if issue is not None else record_of_edition(loaded.register, name, edition)
    if record is None:
        _refuse_lost(root, loaded, name, built)
        return built
    differs = edition.state == "differs"
    if differs:
        refuse_other_annexes(loaded, name, record)
    elif _is_recorded(loaded, name, record, built):
        try:
            _check_row(root, loaded, name, record)
        except BrokenRecord as error:
            raise IssuedOtherwise(name, record, str(error), broken=True) from None
        return built
    try:
        if root is None:
            raise Unavailable("the register is not in a folder, where its commits would be")
        _check_row(root, loaded, name, record)
        before = as_issued(root, name, record)
    except BrokenRecord as error:
        raise IssuedOtherwise(name, record, str(error), broken=True) from None
    except (Unavailable, *NOT_BUILT) as error:
        raise IssuedOtherwise(name, record, str(error)) from None
    # Who has a role, and what the Code calls something, is in the words and in no fingerprint.
    from sectool.compare import changes_between

    if changes_between(before.document, built.document, None):
        raise IssuedOtherwise(name, record)
    return build(loaded, name, edition.as_of, issue=record) if differs else built


def _refuse_lost(root: Path | None, loaded: Loaded, name: str, built: Built) -> None:
    """Refuses to call for issue what does not go out: its record was deleted, or left behind."""
    # Where there is no repository, nothing went out: what is issued needs one.
    if root is None or built.edition.state != "for issue" or not is_kept(root):
        return
    publication = loaded.register.publications[name]
    lost = lost_record(root, loaded, publication)
    if lost is not None:
        raise RecordLost(name, lost_in_words(loaded.register, name, publication, lost))


def _has_its_facts(record: Issue, built: Built) -> bool:
    """Whether a document has the fingerprint and the days that are recorded."""
    edition = built.edition
    own = built.imprint.fingerprint, edition.as_of, edition.dated
    return own == (record.fingerprint, record.as_of, record.dated)


def _is_recorded(loaded: Loaded, name: str, record: Issue, built: Built) -> bool:
    """Whether a document is word for word what is recorded, whatever became of it since."""
    if not _has_its_facts(record, built):
        return False
    if record.withdrawn is not None:
        built = as_it_went_out(loaded, name, record)
    return content_of(built) == record.content
