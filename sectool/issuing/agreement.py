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
from sectool.issuing.rebuild import as_issued, content_of
from sectool.load import Loaded
from sectool.model.issued import Issue
from sectool.model.register import publication_file
from sectool.queries.errors import Unavailable
from sectool.queries.register_on import register_on
from sectool.values import dataclass
from sectool.words import listed

if TYPE_CHECKING:
    from sectool.compare import Change

State = Literal["agrees", "reworded", "superseded", "withdrawn", "differs", "unknown"]


@dataclass(frozen=True)
class ComparedIssue:
    """An issued version beside the register: what it said otherwise, or why nobody can tell."""

    name: str
    record: Issue
    state: State
    changes: tuple[Change, ...] = ()
    because: str = ""
    by: str = ""  # the version that replaced it

    @property
    def is_newest(self) -> bool:
        """Whether no version went out after it."""
        return not self.by


def compared_issues(root: Path, loaded: Loaded, name: str | None = None) -> list[ComparedIssue]:
    """Every issued version of a publication, or of all; the last of each against the register.

    It is compared with what the register says of its own day: what happened since is no fact of it.
    Those before were replaced by it, and what was withdrawn holds no longer.
    """
    names = [name] if name is not None else list(loaded.register.issued)
    found = []
    for each in names:
        records = loaded.register.issued.get(each, ())
        for record in records:
            by = records[-1].version if record is not records[-1] else ""
            if record.withdrawn is not None:
                because = record.withdrawn.because
                found.append(ComparedIssue(each, record, "withdrawn", because=because, by=by))
            elif by:
                found.append(ComparedIssue(each, record, "superseded", by=by))
            else:
                found.append(_compared(root, loaded, each, record))
    return found


def _compared(root: Path, loaded: Loaded, name: str, record: Issue) -> ComparedIssue:
    if name not in loaded.register.publications:
        because = f"{publication_file(name)} cannot be read"
        return ComparedIssue(name, record, "unknown", because=because)
    try:
        own = build(loaded, name, record.as_of, issue=record)
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
    changes = changes_between(before.document, own.document, working)
    annexes = annexes_otherwise(loaded, loaded.register.publications[name], record)
    if changes or annexes:
        because = f"it went out with {other_annexes(annexes)}" if annexes else ""
        return ComparedIssue(name, record, "differs", changes, because)
    state: State = "agrees" if content_of(own) == record.content else "reworded"
    return ComparedIssue(name, record, state)


class IssuedOtherwise(Exception):
    """A version went out and the register gives something else now, or nobody can tell.

    `record` says what went out; `because` why the two cannot be compared, where that is so;
    `annexes` are the letters of those that are other files now.
    """

    def __init__(
        self, name: str, record: Issue, because: str = "", annexes: tuple[str, ...] = ()
    ) -> None:
        contents = other_annexes(annexes) if annexes else "other contents"
        super().__init__(f"{name} version {record.version} was issued with {contents}")
        self.name, self.record, self.because, self.annexes = name, record, because, annexes


def other_annexes(letters: tuple[str, ...]) -> str:
    """`another Annex A`, `other Annexes A and B`."""
    several = len(letters) > 1
    return f"{'other Annexes' if several else 'another Annex'} {listed(list(letters))}"


def refuse_other_annexes(loaded: Loaded, name: str, record: Issue) -> None:
    """Refuses a version that would go with other files than it went out with."""
    publication = loaded.register.publications[name]
    if annexes := annexes_otherwise(loaded, publication, record):
        raise IssuedOtherwise(name, record, annexes=annexes)


def in_agreement(root: Path | None, loaded: Loaded, name: str, built: Built) -> Built:
    """A document whose version went out, as the register gives it: IssuedOtherwise where it does
    not. Any other is as it was.

    Another fingerprint alone is no other fact: a later sectool may compose the same facts
    otherwise. Then what the commit of the record gives is compared; without a folder it cannot be.
    """
    if built.edition.state != "differs":
        return built
    record = record_of_edition(loaded.register, name, built.edition)
    if record is None:
        raise AssertionError("an edition differs from what is recorded of it")
    refuse_other_annexes(loaded, name, record)
    try:
        if root is None:
            raise Unavailable("the register is not in a folder, where its commits would be")
        before = as_issued(root, name, record)
    except (Unavailable, *NOT_BUILT) as error:
        raise IssuedOtherwise(name, record, str(error)) from None
    from sectool.compare import changes_between

    if changes_between(before.document, built.document, None):
        raise IssuedOtherwise(name, record)
    return build(loaded, name, built.edition.as_of, issue=record)
