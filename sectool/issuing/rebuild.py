"""Documents as they went out: built again from the commit that their record names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.building import NOT_BUILT, Built, build
from sectool.documents.edition import NoSuchEdition
from sectool.documents.fingerprint import comparable
from sectool.issuing.rows import rows_of, transcription_in
from sectool.load import Loaded, load_revision
from sectool.model.issued import Issue as Issue
from sectool.model.register import Register, issued_file, publication_file
from sectool.queries.errors import NotFound, Unavailable
from sectool.render.markdown import as_recorded
from sectool.words import listed
from sectool.workspace import git
from sectool.workspace.git import NoRevision

# What to do about a row that is broken, which is the same in every case.
RESTORE = (
    "restore the row as 'sectool publication issue' wrote it ('git log -p' shows it); where the "
    "history was rewritten, name the commit that contains this data now"
)


class BrokenRecord(Unavailable):
    """What the row of a version that went out says does not fit together."""


def content_of(built: Built) -> str:
    """The SHA-256 of a document's words as Markdown, set as every record has them."""
    return hashlib.sha256(as_recorded(built.document)).hexdigest()


def as_issued(root: Path, name: str, record: Issue) -> Built:
    """The document from the data it was issued from, in the words of today's templates.

    Unavailable where that commit is not here, or does not hold it; BrokenRecord where it holds
    another one than the row says, or git another row.
    """
    check_row(root, name, record)
    try:
        then = load_revision(root, record.commit)
    except NoRevision:
        raise Unavailable(
            f"the commit it was issued from, {record.commit[:12]}, is not here (in a shallow "
            "clone?), so that only its fingerprint can be compared, which differs"
        ) from None
    found = name_then(then, name, record)
    try:
        built = build(then, found, record.as_of, issue=record)
    except NoSuchEdition as error:
        raise BrokenRecord(f"its row says {record.as_of.isoformat()}: {error}") from None
    check_record(root, name, record, then, found, built)
    return built


def as_it_went_out(loaded: Loaded, name: str, record: Issue) -> Built:
    """A document of the day in its row, as what went out, whatever became of it since."""
    return build(loaded, name, record.as_of, issue=record.model_copy(update={"withdrawn": None}))


def check_record(
    root: Path, name: str, record: Issue, then: Loaded, name_then: str, built: Built
) -> None:
    """BrokenRecord where its commit gives another document than the row says.

    The row is one: version, days, fingerprint, digest and commit. A later sectool may compose the
    same data with more in it, and word it otherwise: then its fingerprint and its digest are others
    than in the row. That is no fault of a row that git has as it was recorded; of any other nobody
    could tell it from one that was changed.
    """
    commit, digits = record.commit[:12], built.imprint.fingerprint
    if built.edition.version not in ("", record.version):
        raise BrokenRecord(
            f"on {record.as_of.isoformat()} the version was {built.edition.version}, and its row "
            f"says {record.version}"
        )
    if built.edition.dated != record.dated:
        raise BrokenRecord(
            f"commit {commit} gives the date {built.edition.dated}, and its row says {record.dated}"
        )
    if not comparable(digits, record.fingerprint):
        return
    whole = built if record.withdrawn is None else as_it_went_out(then, name_then, record)
    worded = content_of(whole) == record.content
    if digits != record.fingerprint and not is_as_recorded(root, name, record):
        digest = "has" if worded else "does not have"
        raise BrokenRecord(
            f"commit {commit} gives the fingerprint {digits}, and its row says "
            f"{record.fingerprint}; what it gives {digest} the digest in the row"
        )
    if not worded:
        _check_history(root, name, record)


def check_row(root: Path | None, name: str, record: Issue, *, counts: bool = False) -> None:
    """BrokenRecord where git has had another such row, whatever the register gives now.

    A row stays as it was recorded: what fits the register of today may have been written to fit it.
    The commit may be another, where a history was rewritten, and a version may be withdrawn. A row
    that `counts` is the last of its version: git has had none below it.
    """
    if root is None or not git.is_kept(root):
        return
    for row in _past_rows(root, name):
        if str(row.get("version")) != record.version:
            continue
        if transcription_in(row) == record.transcription:
            _check_same(row, record)
        elif counts and transcription_in(row) > record.transcription:
            raise BrokenRecord("it was recorded again, and that row is gone")


def _past_rows(root: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows that git has had of a publication, oldest first.

    Those of all are asked for, so that git is asked once where several are looked at.
    """
    for _, file, content in git.past_files(root, issued_file("*")):
        if file == issued_file(name):
            yield from (row for row in rows_of(content) if isinstance(row, dict))


def _check_same(row: dict[str, Any], record: Issue) -> None:
    now = {
        "dated": record.dated.isoformat(),
        "as-of": record.as_of.isoformat(),
        "content": record.content,
        "elsewhere": record.elsewhere,
        "annexes": {**record.annexes} or None,
    }
    changed = [key for key, value in now.items() if row.get(key) != value]
    digits = str(row.get("fingerprint"))
    if digits != record.fingerprint and comparable(digits, record.fingerprint):
        changed.append("fingerprint")
    if row.get("withdrawn") is not None and record.withdrawn is None:
        raise BrokenRecord("it was withdrawn, but its row no longer records it")
    if changed:
        keys = listed(sorted(map(repr, changed)))
        raise BrokenRecord(f"when it was recorded, its row had another {keys}")


def is_as_recorded(root: Path, name: str, record: Issue) -> bool:
    """Whether git has a row upon its commit, and never had another of the same issue.

    A row that was changed, or added where it replaced one, is none; nor is one that names a commit
    which was not there when it was recorded.
    """
    keys = ("fingerprint", "content", "commit", "dated", "as-of")
    digests = record.fingerprint, record.content
    now = (*digests, record.commit, record.dated.isoformat(), record.as_of.isoformat())
    first = ""
    for commit, file, content in git.past_files(root, issued_file("*")):
        for row in rows_of(content):
            if not isinstance(row, dict) or str(row.get("version")) != record.version:
                continue
            # Each row of a version has a past of its own.
            if transcription_in(row) != record.transcription:
                continue
            then = tuple(str(row.get(key)) for key in keys)
            if then == now:
                first = first or commit
            # Under another file's name it is of the same issue where it has its facts or words.
            elif file == issued_file(name) or {*digests} & {*then}:
                return False
    return bool(first) and git.came_before(root, record.commit, first)


def _check_history(root: Path, name: str, record: Issue) -> None:
    """BrokenRecord where the same row once said something else of the same commit."""
    for row in _past_rows(root, name):
        if row.get("version") != record.version:
            continue
        if row.get("commit") != record.commit or transcription_in(row) != record.transcription:
            continue
        if row.get("content") != record.content:
            raise BrokenRecord(
                "the digest in its row is not the one that was recorded first, "
                f"{str(row.get('content'))[:12]}"
            )


def name_then(then: Loaded, name: str, record: Issue) -> str:
    """What an issued publication was called in the register that it was issued from.

    Who renames a publication renames its record with it; the facts tell which one it was.
    Unavailable where none is.
    """
    publications = then.register.publications
    if name in publications:
        return name
    for other in publications:
        if fingerprint_on(then, other, record.as_of) == record.fingerprint:
            return other
    for other in publications:
        # A later sectool may compose more of the same data.
        if _words_on(then, other, record) == record.content:
            return other
    raise Unavailable(f"commit {record.commit[:12]} does not contain {publication_file(name)}")


def fingerprint_on(loaded: Loaded, name: str, day: date) -> str | None:
    """The fingerprint of a document as of a day; None where it cannot be built."""
    try:
        return build(loaded, name, day).imprint.fingerprint
    except NOT_BUILT:
        return None


def _words_on(loaded: Loaded, name: str, record: Issue) -> str | None:
    """The digest of a document as what a record is of; None where it cannot be built."""
    try:
        return content_of(as_it_went_out(loaded, name, record))
    except NOT_BUILT:
        return None


def row_after(records: Sequence[Issue], record: Issue) -> Issue | None:
    """The row that records the same version again, where there is one."""
    same = [one for one in records if one.version == record.version]
    return next((one for one in same if one.transcription > record.transcription), None)


def issued_version(register: Register, name: str, version: str) -> Issue:
    """The record of a version of a publication that went out; NotFound where there is none.

    The last row of a version counts.
    """
    records = {record.version: record for record in register.issued.get(name, ())}
    if version not in records:
        there = f"; there are: {', '.join(records)}" if records else ""
        message = f"no version {version} of {name} is recorded as issued{there}"
        raise NotFound("version", version, message=message)
    return records[version]
